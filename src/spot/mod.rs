//! Which mentions a sentence holds, and the sentence with each as one symbol.

mod code;
mod endings;
pub mod goods;
pub mod noun;
pub mod party;
mod phrases;
pub mod place;
pub mod quantity;
pub mod reference;
pub mod shield;
pub mod symbol;
pub mod time;

pub use symbol::Symbol;

use std::sync::Arc;

use crate::span::Span;
use crate::value::{Party, Place, Quantity, Time};

/// Something recognised, with what it was read as.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Within the article's text or title.
    pub span: Span,
    pub symbol: Symbol,
    pub reading: Reading,
}

/// What a mention was read as. Texts in it are plain; `settle` puts the article's own characters in.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    Place(Place),
    /// The two places that 两市 stands for; none where the article doesn't let one tell.
    Both(Option<Box<(Place, Place)>>),
    Party(Party),
    /// A quantity, and where its unit stands.
    Quantity(Quantity, Option<Span>),
    Time(Time),
    /// A noun phrase without numeral: 医疗物资.
    Goods,
    /// A title, a code.
    Name,
}

/// Which mentions a rule sees as symbols. Parties and goods hide the words they are made of (友好城市, 海外友城), so only rules that
/// ask for them see them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    Places,
    Actors,
}

impl View {
    fn shows(self, symbol: Symbol) -> bool {
        self == View::Actors || !matches!(symbol, Symbol::Party | Symbol::Goods)
    }
}

/// Puts mentions in the order in which folding takes them.
pub fn ordered(mut mentions: Vec<Mention>) -> Arc<[Mention]> {
    let reference = |mention: &Mention| matches!(mention.reading, Reading::Both(_));
    mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end), !reference(mention)));
    mentions.into()
}

/// A sentence as rules see it.
#[derive(Clone, Debug)]
pub struct Folded {
    /// Plain text in which each outermost mention is one symbol.
    pub text: String,
    /// The sentence without symbols, for guards that ask for words.
    pub plain: String,
    /// Every mention, the inner ones too; a symbol's number is its index here.
    pub mentions: Arc<[Mention]>,
    pub sentence: Span,
    /// For each character of `text` its byte offset, and what it covers of the article; one more at the end.
    starts: Vec<u32>,
    covers: Vec<Span>,
}

impl Folded {
    /// Folds a sentence of `text` (plain) for one view. Of overlapping mentions the longer is the symbol, of equally long ones
    /// the first.
    pub fn new(text: &[char], sentence: Span, mentions: &Arc<[Mention]>, view: View) -> Self {
        let mentions = Arc::clone(mentions);
        let mut new = Self {
            text: String::new(),
            plain: text[sentence.range()].iter().collect(),
            mentions: Arc::clone(&mentions),
            sentence,
            starts: Vec::new(),
            covers: Vec::new(),
        };
        let mut at = sentence.start;
        for (number, mention) in mentions.iter().enumerate().filter(|(_, mention)| mention.span.end <= sentence.end) {
            if mention.span.start < at || !view.shows(mention.symbol) {
                continue;
            }
            new.copy(text, at, mention.span.start);
            new.push(mention.symbol.char(number), mention.span);
            at = mention.span.end;
        }
        new.copy(text, at, sentence.end);
        new.starts.push(u32::try_from(new.text.len()).expect("a sentence is short"));
        new
    }

    fn copy(&mut self, text: &[char], from: u32, to: u32) {
        for at in from..to {
            let c = text[at as usize];
            // A line break within a sentence is a blank to a rule; real private-use characters are no symbols of ours.
            let plain = if Symbol::read(c).is_some() {
                '\u{fffd}'
            } else if c == '\n' || c == '\r' {
                ' '
            } else {
                c
            };
            self.push(plain, Span { start: at, end: at + 1 });
        }
    }

    fn push(&mut self, c: char, covers: Span) {
        self.starts.push(u32::try_from(self.text.len()).expect("a sentence is short"));
        self.covers.push(covers);
        self.text.push(c);
    }

    /// What a byte range of `text` covers of the article.
    pub fn covered(&self, bytes: std::ops::Range<usize>) -> Span {
        let index = |byte: usize| self.starts.partition_point(|&start| (start as usize) < byte);
        let (first, last) = (index(bytes.start), index(bytes.end));
        match (self.covers.get(first), last.checked_sub(1).and_then(|n| self.covers.get(n))) {
            (Some(first), Some(last)) if first.start <= last.start => first.joined(*last),
            (Some(first), _) => Span { start: first.start, end: first.start },
            (None, _) => Span { start: self.sentence.end, end: self.sentence.end },
        }
    }

    /// The outermost mentions within a byte range of `text`, in order.
    pub fn symbols(&self, bytes: std::ops::Range<usize>) -> impl Iterator<Item = &Mention> {
        self.text[bytes].chars().filter_map(Symbol::read).filter_map(|(_, number)| self.mentions.get(number))
    }

    /// The text with each symbol as its label: ⟨time⟩，⟨place⟩与⟨place⟩正式结为友好城市。
    pub fn shown(&self) -> String {
        let show = |c: char| Symbol::read(c).map_or(c.to_string(), |(symbol, _)| format!("⟨{}⟩", symbol.label()));
        self.text.chars().map(show).collect()
    }
}
