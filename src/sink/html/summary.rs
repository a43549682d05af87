//! The overview: distinct pairs, gifts and counts, the articles, and what could not be read. What it keeps is bounded; what
//! goes beyond is counted.

use std::collections::{BTreeMap, HashMap};

use super::{article, read, words};
use crate::article::{Article, Failure};
use crate::fact::{Fact, HEAD};

/// A table lists this many different rows.
const ROWS: usize = 5000;
/// A cell keeps this many characters.
const CELL: usize = 80;

/// What one article or fact adds to the overview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    of: Of,
    cells: Vec<String>,
    anchor: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Of {
    Article,
    Failure,
    /// A fact of this kind.
    Kind(String),
}

/// Everything that the overview shows.
#[derive(Debug, Default)]
pub struct Summary {
    pub articles: Table,
    pub failures: Table,
    /// A table for each kind of fact.
    pub kinds: BTreeMap<String, Table>,
}

/// Different rows in the order of their first appearance.
#[derive(Debug, Default)]
pub struct Table {
    pub rows: Vec<Row>,
    places: HashMap<Vec<String>, usize>,
    /// How many entries there were in all.
    pub entries: u64,
    /// How many entries have no row because the table was full.
    pub beyond: u64,
}

#[derive(Debug)]
pub struct Row {
    pub cells: Vec<String>,
    /// The first place that says so.
    pub anchor: String,
    pub times: u64,
}

impl Summary {
    /// Adds an entry, in reading order.
    pub fn add(&mut self, entry: Entry) {
        let table = match entry.of {
            Of::Article => &mut self.articles,
            Of::Failure => &mut self.failures,
            Of::Kind(kind) => self.kinds.entry(kind).or_default(),
        };
        table.add(entry.cells, entry.anchor);
    }
}

impl Table {
    fn add(&mut self, cells: Vec<String>, anchor: String) {
        self.entries += 1;
        if cells.is_empty() {
            return;
        }
        match self.places.get(&cells) {
            Some(&at) => self.rows[at].times += 1,
            None if self.rows.len() < ROWS => {
                self.places.insert(cells.clone(), self.rows.len());
                self.rows.push(Row { cells, anchor, times: 1 });
            }
            None => self.beyond += 1,
        }
    }
}

/// The heads of a kind's columns; none for a kind that is counted but not listed.
pub fn heads(kind: &str) -> &'static [&'static str] {
    match kind {
        "date" => &[],
        "city_pair" => &["甲方", "乙方", "关系", "始于", "状态"],
        "donation" => &["捐方", "受方", "物资", "金额", "时间", "状态"],
        "count" => &["范围", "数量", "截至", "状态"],
        _ => &["内容", "状态"],
    }
}

/// A fact's row.
pub fn fact(fact: &Fact, id: &str) -> Entry {
    let get = |name| read::value(fact.value.get(name));
    let status = || words::choice(fact.status.word()).to_owned();
    let cells = match &*fact.kind {
        "date" => vec![],
        "city_pair" => vec![get("a"), get("b"), get("relation"), read::since(fact), status()],
        "donation" => vec![get("donor"), get("recipient"), get("items"), get("money"), get("when"), status()],
        "count" => vec![get("scope"), get(HEAD), get("as_of"), status()],
        _ => vec![read::fact(fact), status()],
    };
    entry(Of::Kind(fact.kind.to_string()), cells, format!("f-{id}"))
}

/// The row of an article that was read.
pub fn read(article: &Article, facts: usize, anchor: &str) -> Entry {
    let published = article.published.map_or("—".to_owned(), |date| date.to_string());
    entry(
        Of::Article,
        vec![article::title(article).to_owned(), published, facts.to_string(), article.id.clone()],
        anchor.into(),
    )
}

/// The row of an input that could not be read.
pub fn failed(failure: &Failure) -> Entry {
    entry(Of::Failure, vec![failure.origin.clone(), failure.error.clone(), failure.cure.clone()], String::new())
}

fn entry(of: Of, cells: Vec<String>, anchor: String) -> Entry {
    let limit = if of == Of::Failure { 5 * CELL } else { CELL };
    Entry { of, cells: cells.into_iter().map(|cell| cut(cell, limit)).collect(), anchor }
}

fn cut(mut cell: String, limit: usize) -> String {
    if let Some((at, _)) = cell.char_indices().nth(limit) {
        cell.truncate(at);
        cell.push('…');
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_counts_what_it_does_not_list() {
        let mut table = Table::default();
        for n in 0..ROWS + 7 {
            table.add(vec![n.to_string()], String::new());
        }
        table.add(vec!["3".into()], String::new());
        assert_eq!((table.rows.len(), table.beyond, table.rows[3].times), (ROWS, 7, 2));
        assert_eq!(table.entries, ROWS as u64 + 8);
    }
}
