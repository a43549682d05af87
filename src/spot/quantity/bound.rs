//! The words of bound around a number (约, 超过, 不足, 以上), and the value that they give.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::amount::Size;
use crate::error::Diagnostic;
use crate::files::Files;
use crate::spot::phrases::{Phrases, before_blanks, past_blanks};
use crate::value::Qualifier;

/// The words of bound, and the words that tell a count from a rank or an indefinite article.
pub struct Bounds {
    before: Phrases<Option<Qualifier>>,
    round: Phrases<Option<Qualifier>>,
    after: Phrases<Option<Qualifier>>,
    one_before: Phrases<()>,
    one_after: Phrases<()>,
    barred: Phrases<bool>,
    extremes: Phrases<()>,
    degrees: Vec<String>,
}

/// What a number amounts to under its bounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounded {
    pub value: Option<Decimal>,
    pub min: Option<Decimal>,
    pub max: Option<Decimal>,
    pub qualifier: Qualifier,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    before: Row,
    round: Row,
    after: Row,
    one: Pair,
    barred: Barred,
    extreme: Extreme,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Row {
    about: String,
    over: String,
    under: String,
    at_least: String,
    at_most: String,
    none: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    before: String,
    after: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Barred {
    before: String,
    none: String,
}

/// Words that name the end of a scale, and the units of which they are readings.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Extreme {
    before: String,
    units: String,
}

impl Bounds {
    /// Reads `lexicon/bounds.toml`.
    ///
    /// # Errors
    /// A table that is not of the form that its comments describe.
    pub fn load(files: &Files) -> Result<Self, Diagnostic> {
        let table: Table = files.table("lexicon/bounds.toml")?;
        let barred = table.barred.before.split_whitespace().map(|word| (word, true));
        Ok(Self {
            before: Phrases::ending(table.before.words()),
            round: Phrases::ending(table.round.words()),
            after: Phrases::new(table.after.words()),
            one_before: Phrases::ending(table.one.before.split_whitespace().map(|word| (word, ()))),
            one_after: Phrases::new(table.one.after.split_whitespace().map(|word| (word, ()))),
            barred: Phrases::ending(barred.chain(table.barred.none.split_whitespace().map(|word| (word, false)))),
            extremes: Phrases::ending(table.extreme.before.split_whitespace().map(|word| (word, ()))),
            degrees: table.extreme.units.split_whitespace().map(str::to_owned).collect(),
        })
    }

    /// The bound that ends before `end`, as (start, bound); `round` says that the number is a round one alone (百, 亿).
    pub fn before(&self, text: &[char], floor: usize, end: usize, round: bool) -> Option<(usize, Qualifier)> {
        let end = before_blanks(text, floor, end);
        let of = |table: &Phrases<Option<Qualifier>>| {
            let found = table.before(text, floor, end)?;
            found.1.map(|qualifier| (found.0, qualifier))
        };
        // 上百, 上万 in words alone: in 送上1.5万副 the word belongs to the verb
        let spoken = text.get(past_blanks(text, end)).is_some_and(|c| "十百千万亿".contains(*c));
        let fits = |(_, bound): &(usize, Qualifier)| round && (*bound != Qualifier::AtLeast || spoken);
        of(&self.before).or_else(|| of(&self.round).filter(fits))
    }

    /// Whether the word of bound before `end` names a reading: 最低25摄氏度 is the lowest of the day.
    pub fn reads(&self, text: &[char], end: usize, unit: &str) -> bool {
        let end = before_blanks(text, 0, end);
        self.degrees.iter().any(|known| known == unit) && self.extremes.before(text, 0, end).is_some()
    }

    /// The bound that begins at `at`, as (end, bound).
    pub fn after(&self, text: &[char], at: usize) -> Option<(usize, Qualifier)> {
        let (end, qualifier) = self.after.at(text, at)?;
        qualifier.map(|qualifier| (end, qualifier))
    }

    /// Whether 一 is a count between `start` and `end` (仅一家, 一人死亡).
    pub fn counts_one(&self, text: &[char], start: usize, end: usize) -> bool {
        self.one_before.before(text, 0, start).is_some() || self.one_after.at(text, end).is_some()
    }

    /// Whether the words before `start` make a number a rank or a label (第3批, 前10名).
    pub fn barred(&self, text: &[char], start: usize) -> bool {
        let start = before_blanks(text, 0, start);
        self.barred.before(text, 0, start).is_some_and(|(_, barred)| *barred)
    }
}

impl Row {
    fn words(&self) -> impl Iterator<Item = (&str, Option<Qualifier>)> {
        let lists = [
            (&self.about, Some(Qualifier::About)),
            (&self.over, Some(Qualifier::Over)),
            (&self.under, Some(Qualifier::Under)),
            (&self.at_least, Some(Qualifier::AtLeast)),
            (&self.at_most, Some(Qualifier::AtMost)),
            (&self.none, None),
        ];
        lists.into_iter().flat_map(|(words, bound)| words.split_whitespace().map(move |word| (word, bound)))
    }
}

impl Bounded {
    /// The number under the bound that stands around it; 多 and 余 at the number itself are stronger.
    pub fn new(size: Size, bound: Option<Qualifier>) -> Self {
        let bounded = |value, min, max, qualifier| Self { value, min, max, qualifier };
        let between = |low: Decimal, high: Decimal| (Some(low.min(high)), Some(low.max(high)));
        match (size, bound.unwrap_or(Qualifier::Exact)) {
            (Size::Over(value), _) => bounded(Some(value), Some(value), None, Qualifier::Over),
            (Size::About(value), _) => bounded(Some(value), None, None, Qualifier::About),
            (Size::Between(low, high), _) => {
                let (min, max) = between(low, high);
                bounded(None, min, max, Qualifier::Range)
            }
            (Size::Within(low, high), _) => {
                let (min, max) = between(low, high);
                bounded(None, min, max, Qualifier::About)
            }
            (Size::Exact(value), qualifier) => {
                let (min, max) = open(value, qualifier);
                bounded(Some(value), min, max, qualifier)
            }
        }
    }
}

/// The bounds of one number.
fn open(value: Decimal, qualifier: Qualifier) -> (Option<Decimal>, Option<Decimal>) {
    match qualifier {
        Qualifier::Exact | Qualifier::Range => (Some(value), Some(value)),
        Qualifier::About => (None, None),
        Qualifier::Over | Qualifier::AtLeast => (Some(value), None),
        Qualifier::Under | Qualifier::AtMost => (None, Some(value)),
    }
}
