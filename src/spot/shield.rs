//! What no reader of numerals and dates may enter: titles, codes, idioms and words with numerals, ordinals, grades, scores.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::Diagnostic;
use crate::files::Files;
use crate::span::Span;
use crate::spot::code::Codes;
use crate::spot::phrases::{CharSet, Phrases, past_blanks};
use crate::spot::quantity;
use crate::value::number;

/// A stretch of a sentence that readers stay out of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shield {
    pub span: Span,
    pub kind: ShieldKind,
}

/// What a shield stands before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShieldKind {
    /// A title, a code, a number to call, an address: one symbol in the folded sentence.
    Name,
    /// An idiom, an ordinal, a grade: stays text.
    Word,
}

/// The table of shields.
pub struct Shields {
    /// What a shield may begin with.
    starts: CharSet,
    words: Phrases<Word>,
    /// What makes the number before it a label: 强, 年级, 星级.
    labels: Phrases<bool>,
    /// What an ordinal counts (第44对), and what makes it a time (第三季度).
    ordinals: Phrases<bool>,
    codes: Codes,
    /// What is read inside a title that holds it.
    open_titles: Vec<Vec<char>>,
}

/// A phrase of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Word {
    Idiom,
    /// Begins like an idiom and is none: 十分之一.
    Open,
    /// A maker or a series; with the number behind it, it names a model: 波音747.
    Series,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// Lists by topic.
    words: BTreeMap<String, String>,
    open: String,
    open_titles: String,
    series: String,
    labels: String,
    not_labels: String,
    ordinals: String,
    times: String,
}

/// Titles are no longer; an opening mark without a closing one shields nothing.
const LONGEST_TITLE: usize = 60;

impl Shields {
    /// Reads `lexicon/shields.toml`.
    ///
    /// # Errors
    /// A table that is not of the form that its comments describe.
    pub fn load(files: &Files) -> Result<Self, Diagnostic> {
        let table: Table = files.table("lexicon/shields.toml")?;
        let (units, currencies) = quantity::latin(files)?;
        let idioms = table.words.values().flat_map(|list| tagged(list, Word::Idiom));
        let others = tagged(&table.open, Word::Open).chain(tagged(&table.series, Word::Series));
        let words: Vec<(&str, Word)> = idioms.chain(others).collect();
        let firsts = words.iter().filter_map(|(word, _)| word.chars().next()).chain("《第".chars());
        let ascii = ('0'..='9').chain('A'..='Z').chain('a'..='z');
        Ok(Self {
            starts: CharSet::new(firsts.chain(ascii).chain(number::ALL.chars())),
            words: Phrases::new(words),
            labels: Phrases::new(tagged(&table.labels, true).chain(tagged(&table.not_labels, false))),
            ordinals: Phrases::new(tagged(&table.ordinals, true).chain(tagged(&table.times, false))),
            codes: Codes::new(units, currencies),
            open_titles: table.open_titles.split_whitespace().map(|word| word.chars().collect()).collect(),
        })
    }

    /// Every shield of a sentence in order, without overlap.
    pub fn spot(&self, sentence: &[char]) -> Vec<Shield> {
        let (mut found, mut at) = (Vec::new(), 0);
        while let Some(skipped) = sentence[at..].iter().position(|c| self.starts.has(*c)) {
            at += skipped;
            let (end, kind) = self.read(sentence, at);
            found.extend(kind.map(|kind| Shield { span: Span::new(at, end), kind }));
            at = end;
        }
        found
    }

    /// What stands at `at`: where to go on, and whether that stretch is shielded.
    fn read(&self, text: &[char], at: usize) -> (usize, Option<ShieldKind>) {
        let c = text[at];
        if c.is_ascii() {
            return if c.is_ascii_alphanumeric() { self.latin(text, at) } else { (at + 1, None) };
        }
        if c == '《' {
            let end = title(text, at).filter(|&end| !self.stays_open(&text[at..end]));
            return end.map_or((at + 1, None), |end| (end, Some(ShieldKind::Name)));
        }
        if let Some(found) = self.word(text, at) {
            return found;
        }
        if c == '第' {
            return self.ordinal(text, at).map_or((at + 1, None), |end| (end, Some(ShieldKind::Word)));
        }
        if number::starts(c) { self.numbered(text, at) } else { (at + 1, None) }
    }

    /// 《昆明市与苏黎世市建立友好城市关系协议书》 says who is tied to whom.
    fn stays_open(&self, title: &[char]) -> bool {
        self.open_titles.iter().any(|word| title.windows(word.len()).any(|part| part == word.as_slice()))
    }

    fn latin(&self, text: &[char], at: usize) -> (usize, Option<ShieldKind>) {
        let (end, is_code) = self.codes.read(text, at);
        match (is_code, text.get(end)) {
            (true, Some('级')) => (end + 1, Some(ShieldKind::Word)),
            (true, _) => (end, Some(ShieldKind::Name)),
            (false, _) if text[at].is_ascii_digit() => {
                let (past, kind) = self.numbered(text, at);
                (if kind.is_none() { past.max(end) } else { past }, kind)
            }
            (false, _) => (end, None),
        }
    }

    /// An idiom, or a series with the number of a model.
    fn word(&self, text: &[char], at: usize) -> Option<(usize, Option<ShieldKind>)> {
        // 数万家, 上百家: a round number, whatever word its end may look like
        if at > 0 && "数几上超逾近约过".contains(text[at - 1]) && "百千万亿".contains(text[at]) {
            return None;
        }
        let (end, word) = self.words.at(text, at)?;
        match word {
            Word::Idiom => Some((end, Some(ShieldKind::Word))),
            Word::Open => Some((end, None)),
            Word::Series => {
                let end = model(text, end).filter(|_| at == 0 || !"全空货客海陆水出".contains(text[at - 1]))?;
                Some((end, Some(ShieldKind::Name)))
            }
        }
    }

    /// 第三批, 第44对, 第一; 第三季度 and 第二天 are times.
    fn ordinal(&self, text: &[char], at: usize) -> Option<usize> {
        let from = past_blanks(text, at + 1);
        let end = number::read(text, from)?.end;
        match self.ordinals.at(text, end) {
            Some((_, false)) => None,
            Some((end, true)) => Some(end),
            None => Some(end),
        }
    }

    /// A number that labels: 500强, 四星级, 2比1, 90后. Else goes on behind the number.
    fn numbered(&self, text: &[char], at: usize) -> (usize, Option<ShieldKind>) {
        let Some(numeral) = number::read(text, at) else {
            let digits = text[at..].iter().take_while(|c| c.is_ascii_digit()).count();
            return (at + digits.max(1), None);
        };
        if let Some(end) = session(text, numeral.end) {
            return (end, Some(ShieldKind::Word));
        }
        let label = self.labels.at(text, numeral.end).filter(|(_, is_label)| **is_label).map(|(end, _)| end);
        let end = label.or_else(|| score(text, numeral.end)).or_else(|| born(text, at, numeral.end));
        end.map_or((numeral.end, None), |end| (end, Some(ShieldKind::Word)))
    }
}

fn tagged<T: Copy>(list: &str, tag: T) -> impl Iterator<Item = (&str, T)> {
    list.split_whitespace().map(move |word| (word, tag))
}

fn title(text: &[char], at: usize) -> Option<usize> {
    let rest = text[at..].iter().take(LONGEST_TITLE);
    rest.take_while(|c| **c != '\n').position(|c| *c == '》').map(|length| at + length + 1)
}

/// 747, -20, A380, 十八号.
fn model(text: &[char], at: usize) -> Option<usize> {
    let from = at + usize::from(text.get(at).is_some_and(|c| "-—".contains(*c)));
    let alnum = text.get(from..)?.iter().take(12).take_while(|c| c.is_ascii_alphanumeric() || **c == '-').count();
    if text[from..from + alnum].iter().any(char::is_ascii_digit) {
        let end = from + alnum;
        return Some(end + usize::from(text.get(end) == Some(&'号')));
    }
    let end = number::read(text, from)?.end;
    (text.get(end) == Some(&'号')).then_some(end + 1)
}

/// 比1 behind 2.
fn score(text: &[char], at: usize) -> Option<usize> {
    if text.get(at) != Some(&'比') {
        return None;
    }
    let end = number::read(text, at + 1)?.end;
    let unit = text.get(end).is_some_and(|c| "年月%个家人名元".contains(*c));
    (end - at <= 5 && !unit).then_some(end)
}

/// 届四次会议 and 届三中全会 behind 十四.
fn session(text: &[char], at: usize) -> Option<usize> {
    let end = number::read(text, at + 1).filter(|_| text.get(at) == Some(&'届'))?.end;
    let kind = *text.get(end)?;
    "次中".contains(kind).then_some(end + 1)
}

/// 90后, 零零后: those born in a decade.
fn born(text: &[char], at: usize, end: usize) -> Option<usize> {
    let last = text[end - 1];
    let decade = end - at == 2 && "05零五".contains(last) && "056789零五六七八九".contains(text[at]);
    (decade && text.get(end) == Some(&'后')).then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_words_with_numerals_are_shielded() {
        let shields = Shields::load(&Files::embedded()).unwrap();
        for (text, want) in [
            ("读《三十六计》", "Name:《三十六计》"),
            ("一枚《未完", ""),
            ("送KF94口罩", "Name:KF94"),
            ("C919客机", "Name:C919"),
            ("波音747客机", "Name:波音747"),
            ("歼-20起飞", "Name:歼-20"),
            ("全歼20人", ""),
            ("神舟十八号升空", "Name:神舟十八号"),
            ("电话0591-55501234", "Name:0591-55501234"),
            ("5A级景区", "Word:5A级"),
            ("四星级酒店", "Word:四星级"),
            ("世界500强", "Word:500强"),
            ("90后青年", "Word:90后"),
            ("3比1", "Word:3比1"),
            ("2比2020年多", ""),
            ("第44对友城", "Word:第44对"),
            ("全国第三", "Word:第三"),
            ("第三季度", ""),
            ("第二天", ""),
            ("万一下雨", "Word:万一"),
            ("千万不要", "Word:千万不"),
            ("三千万元", ""),
            ("十分之一", ""),
            ("十分热闹", "Word:十分"),
            ("数万家企业", ""),
            ("一带一路", "Word:一带一路"),
            ("十四届四次会议", "Word:十四届四次"),
            ("10亿元", ""),
            ("350km/h", ""),
        ] {
            let plain: Vec<char> = text.chars().collect();
            let show = |shield: &Shield| format!("{:?}:{}", shield.kind, plain[shield.span.range()].iter().collect::<String>());
            let got: Vec<String> = shields.spot(&plain).iter().map(show).collect();
            assert_eq!(got.join(" "), want, "{text}");
        }
    }
}
