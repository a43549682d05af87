//! The table of units, and the unit that stands at a position.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::error::Diagnostic;
use crate::files::Files;
use crate::span::Span;
use crate::spot::phrases::{Phrases, before_blanks, past_blanks};
use crate::value::UnitClass;

const NAME: &str = "lexicon/units.toml";

/// One unit as the table has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    pub word: String,
    pub class: UnitClass,
    pub currency: Option<String>,
    /// The unit that this is a part of, and how large a part: 角 is 0.1 元.
    pub part_of: Option<(String, Decimal)>,
    /// Whether it counts parts of a country (国, 市): only few are counted so.
    pub few: bool,
}

/// A unit that stands in a sentence.
#[derive(Clone, Debug)]
pub struct Placed {
    pub unit: Arc<Unit>,
    pub span: Span,
}

/// All units, and what is known of how they combine.
pub struct Units {
    words: Phrases<Arc<Unit>>,
    /// Names of money before a number, with the currency's code.
    money: Phrases<Arc<Unit>>,
    not_before: FxHashMap<String, Phrases<()>>,
    chains: Vec<Chain>,
}

/// Units that are told together: 8天20小时.
pub struct Chain {
    parts: BTreeMap<String, Decimal>,
    /// Whether the sum is told in the first unit (元) or in the last (小时).
    pub to_first: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    unit: Vec<Row>,
    currency: BTreeMap<String, String>,
    before: BTreeMap<String, String>,
    chain: Vec<ChainRow>,
    not_before: BTreeMap<String, String>,
    few: Few,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    class: UnitClass,
    words: String,
    currency: Option<String>,
    #[serde(rename = "as")]
    whole: Option<String>,
    times: Option<Factor>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChainRow {
    to: To,
    parts: BTreeMap<String, Factor>,
}

/// A number of the table, read without a rounding error.
#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "f64")]
struct Factor(Decimal);

impl TryFrom<f64> for Factor {
    type Error = rust_decimal::Error;

    fn try_from(number: f64) -> Result<Self, Self::Error> {
        Decimal::try_from(number).map(Self)
    }
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum To {
    First,
    Last,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Few {
    words: String,
}

impl Units {
    /// Reads `lexicon/units.toml`.
    ///
    /// # Errors
    /// A table that is not of the form that its comments describe.
    pub fn load(files: &Files) -> Result<Self, Diagnostic> {
        let table: Table = files.table(NAME)?;
        let few: Vec<&str> = table.few.words.split_whitespace().collect();
        let mut words = Vec::new();
        for row in &table.unit {
            words.extend(row.words.split_whitespace().map(|word| (word, Arc::new(row.unit(word, &few)))));
        }
        words.extend(currencies(&table.currency));
        let guards = table.not_before.iter();
        let chains = table.chain.into_iter();
        Ok(Self {
            words: Phrases::new(words),
            money: Phrases::ending(currencies(&table.before)),
            not_before: guards.map(|(k, v)| (k.clone(), Phrases::new(v.split_whitespace().map(|w| (w, ()))))).collect(),
            chains: chains.map(ChainRow::chain).collect(),
        })
    }

    /// The longest unit at `at` that is no part of a longer word; blanks may stand before it.
    pub fn read(&self, text: &[char], at: usize) -> Option<Placed> {
        let start = past_blanks(text, at);
        let fits = |(end, unit): &(usize, &Arc<Unit>)| {
            let guarded = self.not_before.get(&unit.word).is_some_and(|words| words.at(text, *end).is_some());
            let cut = latin(text[end - 1]) && text.get(*end).is_some_and(|c| latin(*c));
            !guarded && !cut
        };
        let (end, unit) = self.words.all_at(text, start).find(fits)?;
        Some(Placed { unit: unit.clone(), span: Span::new(start, end) })
    }

    /// The name of money that ends before `end`: 人民币, `$`. Blanks may stand between.
    pub fn money_before(&self, text: &[char], floor: usize, end: usize) -> Option<Placed> {
        let end = before_blanks(text, floor, end);
        let (start, unit) = self.money.before(text, floor, end)?;
        let joined = latin(text[start]) && start > 0 && latin(text[start - 1]);
        (!joined).then(|| Placed { unit: unit.clone(), span: Span::new(start, end) })
    }

    /// The name of money right behind a unit that has none of its own: 元人民币, 元（新台币）.
    pub fn currency_behind(&self, text: &[char], at: usize) -> Option<Placed> {
        let (end, unit) = self.words.at(text, at).filter(|(_, unit)| unit.currency.is_some())?;
        Some(Placed { unit: unit.clone(), span: Span::new(at, end) })
    }

    /// The chain that holds both units, the first larger than the second, and how large each is.
    pub fn chain(&self, first: &str, second: &str) -> Option<(&Chain, Decimal, Decimal)> {
        self.chains.iter().find_map(|chain| {
            let (large, small) = (*chain.parts.get(first)?, *chain.parts.get(second)?);
            (large > small).then_some((chain, large, small))
        })
    }

    /// A unit or a part that only a chain knows (时 in 8天20时), at `at`.
    pub fn part(&self, text: &[char], at: usize) -> Option<(usize, String)> {
        let fits = |length: &usize| {
            let word: String = text.get(at..at + length)?.iter().collect();
            self.chains.iter().any(|chain| chain.parts.contains_key(&word)).then_some((at + length, word))
        };
        [3, 2, 1].iter().find_map(fits)
    }
}

/// The units and the currencies that are written in Latin letters.
pub fn latin_words(files: &Files) -> Result<(Vec<String>, Vec<String>), Diagnostic> {
    let table: Table = files.table(NAME)?;
    let letters = |list: &String| -> Vec<String> {
        list.split_whitespace().filter(|word| word.starts_with(latin)).map(str::to_owned).collect()
    };
    let units = table.unit.iter().flat_map(|row| letters(&row.words));
    Ok((units.collect(), table.before.values().flat_map(letters).collect()))
}

impl ChainRow {
    fn chain(self) -> Chain {
        let parts = self.parts.into_iter().map(|(word, Factor(size))| (word, size));
        Chain { parts: parts.collect(), to_first: self.to == To::First }
    }
}

impl Row {
    fn unit(&self, word: &str, few: &[&str]) -> Unit {
        let part_of = self.whole.clone().zip(self.times.map(|Factor(size)| size));
        Unit { word: word.into(), class: self.class, currency: self.currency.clone(), part_of, few: few.contains(&word) }
    }
}

fn currencies(table: &BTreeMap<String, String>) -> Vec<(&str, Arc<Unit>)> {
    let unit = |code: &String, word: &str| Unit {
        word: word.into(),
        class: UnitClass::Money,
        currency: Some(code.clone()),
        part_of: None,
        few: false,
    };
    let words = table.iter().flat_map(|(code, words)| words.split_whitespace().map(move |word| (code, word)));
    words.map(|(code, word)| (word, Arc::new(unit(code, word)))).collect()
}

fn latin(c: char) -> bool {
    c.is_ascii_alphabetic()
}
