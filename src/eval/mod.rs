//! How good facts are: precision, recall and F1 against gold that people annotated.
//!
//! A fact is *found* where it speaks of what gold speaks of, and *right* where it also says what gold says. Counts, dates and
//! facts of kinds that users declare are matched by their spans, city pairs by their two names, donations by their parties.

mod calibrate;
mod compare;
mod judge;
mod read;
mod score;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value, json};

pub use calibrate::calibrate;
pub use compare::Comparer;
pub use judge::{Verdict, judge};
pub use score::{Rates, Score};

use crate::error::{Error, Result};
use crate::files::Files;
use read::Facts;

/// The kinds that come with the program, in the order of tables; others follow by name.
const BUILT_IN: [&str; 4] = ["count", "date", "city_pair", "donation"];

/// Annotated articles and the facts extracted from them.
pub struct Evaluation {
    comparer: Comparer,
    gold: Facts,
    facts: Facts,
}

/// One row of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub kind: String,
    pub score: Score,
}

impl Evaluation {
    /// Reads gold (a JSON Lines file or a folder of them) and facts (records as `jishi extract` writes them).
    ///
    /// # Errors
    /// What can't be read, and lines that are not what they should be, each with its place; gold without any article.
    pub fn read(gold: &Path, facts: &Path) -> Result<Self> {
        let (articles, facts) = (read::gold(gold)?, read::facts(facts)?);
        if articles.is_empty() {
            return Err(Error::Usage(format!("{}: no article of gold in it", gold.display())));
        }
        Ok(Self { comparer: Comparer::load(&Files::embedded())?, gold: articles, facts })
    }

    /// The kinds that gold or facts of its articles have, in the order of tables.
    pub fn kinds(&self) -> Vec<String> {
        let facts = self.gold.iter().flat_map(|(key, gold)| gold.iter().chain(self.facts_of(key)));
        let mut others: Vec<&str> = facts.filter_map(|fact| fact["kind"].as_str()).collect();
        others.sort_unstable();
        others.dedup();
        others.retain(|kind| !BUILT_IN.contains(kind));
        BUILT_IN.iter().copied().chain(others).map(str::to_owned).collect()
    }

    /// The articles that have facts but no gold.
    pub fn strangers(&self) -> Vec<&str> {
        self.facts.keys().filter(|key| !self.gold.contains_key(*key)).map(String::as_str).collect()
    }

    /// What became of each article's facts of a kind, by the article's key.
    pub fn verdicts(&self, kind: &str) -> BTreeMap<&str, Verdict<'_>> {
        self.gold.iter().map(|(key, gold)| (key.as_str(), self.verdict(kind, gold, self.facts_of(key)))).collect()
    }

    fn verdict<'f>(&self, kind: &str, gold: &'f [Value], facts: &'f [Value]) -> Verdict<'f> {
        let of_kind = |facts: &'f [Value]| facts.iter().filter(|fact| fact["kind"] == kind).collect::<Vec<_>>();
        judge(&self.comparer, kind, &of_kind(gold), &of_kind(facts))
    }

    /// One row a kind, and one over all of them.
    pub fn rows(&self, kinds: &[String]) -> Vec<Row> {
        let mut all = Score::default();
        let mut rows: Vec<Row> = Vec::new();
        for kind in kinds {
            let mut score = Score::default();
            self.verdicts(kind).values().for_each(|verdict| score.add(verdict.score()));
            all.add(score);
            rows.push(Row { kind: kind.clone(), score });
        }
        rows.push(Row { kind: "all".into(), score: all });
        rows
    }

    fn facts_of(&self, key: &str) -> &[Value] {
        self.facts.get(key).map_or(&[], Vec::as_slice)
    }
}

impl Row {
    /// The row as JSON: what gold owes, the outcomes, and the rates of what was found and of what is right.
    pub fn json(&self) -> Value {
        let Score { right, wrong, missed, spurious } = self.score;
        let mut row =
            json!({"gold": self.score.owed(), "right": right, "wrong": wrong, "missed": missed, "spurious": spurious});
        for (name, rates) in [("found", self.score.found()), ("right", self.score.right())] {
            row[format!("{name}_p")] = rates.precision.into();
            row[format!("{name}_r")] = rates.recall.into();
            row[format!("{name}_f1")] = rates.f1.into();
        }
        row
    }
}

/// All rows as one JSON object by kind.
pub fn json_of(rows: &[Row]) -> Value {
    Value::Object(rows.iter().map(|row| (row.kind.clone(), row.json())).collect::<Map<_, _>>())
}

impl std::fmt::Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (Score { wrong, missed, spurious, .. }, found, right) = (self.score, self.score.found(), self.score.right());
        write!(f, "{:<10} {:>5} | ", self.kind, self.score.owed())?;
        write!(f, "{:>7.3} {:>6.3} {:>6.3} | ", found.precision, found.recall, found.f1)?;
        write!(f, "{:>7.3} {:>6.3} {:>6.3} | ", right.precision, right.recall, right.f1)?;
        write!(f, "{wrong:>5} {missed:>6} {spurious:>8}")
    }
}

/// The head of a table of rows.
pub const HEAD: &str = "kind        gold | found P      R     F1 | right P      R     F1 | wrong missed spurious";
