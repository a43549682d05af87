//! Quantities of a sentence: numbers with their bounds and units. What is counted (`spot::noun`) is left to the caller.

mod amount;
mod bound;
mod guard;
mod measure;
mod range;
mod unit;

use crate::error::Diagnostic;
use crate::files::Files;
use crate::span::Span;
use crate::value::number::Form;
use crate::value::{Qualifier, Quantity, UnitClass};

use amount::{Kind, Size};
use bound::{Bounded, Bounds};
use guard::Guard;
use measure::Measure;
use unit::{Placed, Units};

/// The reader of quantities, with its tables.
pub struct Quantities {
    units: Units,
    bounds: Bounds,
    guard: Guard,
}

/// A quantity that stands in a sentence. Its `noun` is `None` and its `text` is of plain characters.
#[derive(Clone, Debug, PartialEq)]
pub struct QuantityMention {
    pub span: Span,
    pub quantity: Quantity,
    /// Where the unit stands, for the article's own characters (隻); `None` where it is not written out.
    pub unit: Option<Span>,
}

/// A measure with the money named before it.
struct Found<'a> {
    text: &'a [char],
    /// Where the last mention or blocked span ends.
    floor: usize,
    /// Where the number itself begins.
    start: usize,
    measure: Measure,
    money: Option<Placed>,
}

impl Quantities {
    /// Reads the tables of units, bounds and nouns.
    ///
    /// # Errors
    /// A table that is not of the form that its comments describe.
    pub fn load(files: &Files) -> Result<Self, Diagnostic> {
        Ok(Self { units: Units::load(files)?, bounds: Bounds::load(files)?, guard: Guard::load(files)? })
    }

    /// Every quantity of a sentence in order, none entering a `blocked` span (shields, times, place names with numerals).
    pub fn spot(&self, sentence: &[char], blocked: &[Span]) -> Vec<QuantityMention> {
        let mut found = Vec::new();
        let mut blocked: Vec<Span> = blocked.iter().copied().filter(|span| !span.is_empty()).collect();
        blocked.sort();
        let mut start = 0;
        for span in blocked {
            let end = (span.start as usize).min(sentence.len());
            if start < end {
                self.within(&sentence[..end], start, &mut found);
            }
            start = start.max(span.end as usize);
        }
        if start < sentence.len() {
            self.within(sentence, start, &mut found);
        }
        found
    }

    fn within(&self, text: &[char], start: usize, found: &mut Vec<QuantityMention>) {
        let (mut at, mut floor) = (start, start);
        while at < text.len() {
            if !amount::starts(text[at]) {
                at += 1;
                continue;
            }
            let (end, mention) = self.read(text, floor, at);
            if let Some(mention) = mention {
                found.push(mention);
                floor = end;
            }
            at = end.max(at + 1);
        }
    }

    /// Reads what stands at `at`; also gives where to go on.
    fn read(&self, text: &[char], floor: usize, at: usize) -> (usize, Option<QuantityMention>) {
        let Some(measure) = range::read(&self.units, text, at) else {
            return (at + text[at..].iter().take_while(|c| c.is_ascii_digit()).count(), None);
        };
        let number_end = measure.number_end;
        let measure = range::with_shared_unit(&self.units, text, measure);
        let found = self.with_money(Found { text, floor, start: at, measure, money: None });
        match self.mention(&found) {
            Some(mention) => (mention.span.end.max(1) as usize, Some(mention)),
            None => (number_end, None),
        }
    }

    fn with_money<'a>(&self, mut found: Found<'a>) -> Found<'a> {
        let Some(money) = self.units.money_before(found.text, found.floor, sign(&found).0) else { return found };
        let unit = &found.measure.unit;
        if unit.as_ref().is_none_or(|placed| placed.unit.class == UnitClass::Money) {
            found.money = Some(money);
        }
        found
    }

    fn mention(&self, found: &Found) -> Option<QuantityMention> {
        let Found { text, floor, measure, .. } = found;
        let (mut start, negative) = sign(found);
        if let Some(money) = &found.money {
            start = start.min(money.span.start as usize);
        }
        let round = measure.amount.form == Form::Round || measure.amount.scale >= 10_000.into();
        let before = self.bounds.before(text, *floor, start, round);
        let end = self.end(found);
        let after = self.bounds.after(text, end).filter(|_| measure.unit.is_some() || measure.amount.kind != Kind::Number);
        let bound = after.or(before).map(|(_, bound)| bound);
        let bounded_one = bound.is_some_and(|bound| bound != Qualifier::Over) || self.bounds.counts_one(text, start, end);
        if self.bounds.barred(text, start) || !self.guard.passes(found, bound.is_some(), bounded_one) {
            return None;
        }
        let size = if negative { measure.amount.size.times((-1).into())? } else { measure.amount.size };
        let span = Span::new(before.map_or(start, |(start, _)| start), after.map_or(end, |(end, _)| end));
        Some(self.built(found, Bounded::new(size, bound), span))
    }

    /// Where the measure ends, with 人民币 behind 元.
    fn end(&self, found: &Found) -> usize {
        let end = found.measure.end;
        let generic = found.measure.unit.as_ref().is_some_and(|placed| is_generic(&placed.unit.word));
        let behind = generic.then(|| self.units.currency_behind(found.text, end)).flatten();
        behind.map_or(end, |placed| placed.span.end as usize)
    }

    fn built(&self, found: &Found, bounded: Bounded, span: Span) -> QuantityMention {
        let placed = found.measure.unit.as_ref().or(found.money.as_ref());
        let unit = placed.map(|placed| &placed.unit);
        let percent = found.measure.amount.kind == Kind::Percent;
        let class = match unit {
            Some(unit) => unit.class,
            None if percent => UnitClass::Percent,
            None => self.guard.bare_class(found.text, found.measure.end),
        };
        let quantity = Quantity {
            text: found.text[span.range()].iter().collect(),
            value: bounded.value,
            min: bounded.min,
            max: bounded.max,
            qualifier: bounded.qualifier,
            unit: unit.map(|unit| unit.word.clone()).or(percent.then(|| "%".into())),
            unit_class: class,
            currency: self.currency(found),
            noun: None,
        };
        let unit = placed
            .map(|placed| placed.span)
            .filter(|span| span.len() == quantity.unit.as_ref().map_or(0, |u| u.chars().count()));
        QuantityMention { span, quantity, unit }
    }

    /// The currency named before or behind a plain 元, else the unit's own.
    fn currency(&self, found: &Found) -> Option<String> {
        let Some(placed) = &found.measure.unit else { return found.money.as_ref()?.unit.currency.clone() };
        let own = placed.unit.currency.clone()?;
        if !is_generic(&placed.unit.word) {
            return Some(own);
        }
        let behind = self.units.currency_behind(found.text, found.measure.end);
        behind.or_else(|| found.money.clone()).and_then(|money| money.unit.currency.clone()).or(Some(own))
    }
}

/// Whether this word of money may be of any currency.
fn is_generic(word: &str) -> bool {
    matches!(word, "元" | "圆" | "块" | "块钱")
}

/// Where the number begins with its sign, and whether that makes it negative: -5℃, 零下5度, 负0.2千米.
fn sign(found: &Found) -> (usize, bool) {
    let Found { text, floor, start, .. } = found;
    let before = &text[*floor..*start];
    let (length, free) = match before {
        [.., '零', '下'] => (2, true),
        [rest @ .., '-' | '−' | '负'] => {
            let last = rest.last().copied().unwrap_or(' ');
            (1, !last.is_ascii_alphanumeric() && !"胜平欠背担抱辜自肩平-".contains(last))
        }
        _ => (0, false),
    };
    if free { (start - length, true) } else { (*start, false) }
}

/// Whether the number is one that many things may have, and which words must not be taken for it; see `guard`.
fn is_one(size: Size) -> bool {
    size == Size::Exact(1.into())
}

/// The units and the currencies that are written in Latin letters.
///
/// # Errors
/// A table of units that is not of the form that its comments describe.
pub fn latin(files: &Files) -> Result<(Vec<String>, Vec<String>), Diagnostic> {
    unit::latin_words(files)
}
