//! The gaps of a run by trigger word: counts of all, and the first of each to be shown.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use jishi::span::Span;
use serde_json::{Value, json};

use crate::cli::paper::{Ink, Paper};

/// The version of the record of a gap.
const SCHEMA: &str = "jishi.gap/1";

/// A trigger word of a kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    pub kind: Arc<str>,
    pub word: String,
}

/// A sentence with a trigger word and no fact of the kind.
pub struct Gap {
    pub group: Group,
    /// Where there was room for one more.
    pub sample: Option<Sample>,
}

/// A sentence to be shown.
pub struct Sample {
    pub article: String,
    pub origin: String,
    pub in_title: bool,
    pub quote: String,
    pub span: Span,
    pub trigger: Span,
    pub nearest: Option<Near>,
}

/// The rule that came nearest, as it is shown and as it is recorded.
pub struct Near {
    pub lines: Vec<String>,
    pub record: Value,
}

/// Counts and samples; as large as the rules have words, however many articles there are.
pub struct Report {
    samples: usize,
    rows: BTreeMap<Group, Row>,
}

#[derive(Default)]
struct Row {
    sentences: u64,
    samples: Vec<Sample>,
}

impl Report {
    /// To keep so many samples of each word.
    pub fn new(samples: usize) -> Self {
        Self { samples, rows: BTreeMap::new() }
    }

    /// Whether one more sample of a word would be kept.
    pub fn has_room(&self, group: &Group) -> bool {
        self.rows.get(group).map_or(0, |row| row.samples.len()) < self.samples
    }

    /// Counts a gap, and keeps its sample where there is room.
    pub fn add(&mut self, gap: Gap) {
        let row = self.rows.entry(gap.group).or_default();
        row.sentences += 1;
        if row.samples.len() < self.samples {
            row.samples.extend(gap.sample);
        }
    }

    /// All words in a few words.
    pub fn summary(&self) -> String {
        let sentences: u64 = self.rows.values().map(|row| row.sentences).sum();
        let ending = if sentences == 1 { "" } else { "s" };
        let words = if self.rows.len() == 1 { "word" } else { "words" };
        format!("{sentences} gap{ending} at {} {words}", self.rows.len())
    }

    /// The words with the most gaps first.
    fn ranked(&self, limit: usize) -> Vec<(&Group, &Row)> {
        let mut rows: Vec<(&Group, &Row)> = self.rows.iter().collect();
        rows.sort_by_key(|(_, row)| Reverse(row.sentences));
        rows.truncate(if limit == 0 { usize::MAX } else { limit });
        rows
    }

    /// Each word with its count, and sentences with the rule that came nearest.
    pub fn print(&self, limit: usize, paper: &mut Paper) {
        let shown = self.ranked(limit);
        for (group, row) in &shown {
            let head = format!("{}  {}", paper.ink(Ink::Bold, &group.word), group.kind);
            paper.line(&format!("{:>6}  {head}", row.sentences));
            row.samples.iter().for_each(|sample| sample.print(paper));
            paper.line("");
        }
        let hidden = self.rows.len() - shown.len();
        if hidden > 0 {
            paper.line(&format!("and {hidden} more; --limit 0 shows all"));
        }
    }

    /// The same in JSON Lines.
    pub fn lines(&self, limit: usize) -> String {
        self.ranked(limit).into_iter().map(|(group, row)| format!("{}\n", record(group, row))).collect()
    }
}

impl Sample {
    fn print(&self, paper: &mut Paper) {
        let title = if self.in_title { " title" } else { "" };
        let place = format!("{}:{}{title}", self.origin, self.trigger.start);
        let quote: String = self.quote.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        paper.line(&format!("        {}  {}", quote.trim(), paper.ink(Ink::Faint, &place)));
        let lines = self.nearest.iter().flat_map(|near| &near.lines);
        lines.for_each(|line| paper.line(&format!("          {line}")));
    }

    fn record(&self) -> Value {
        let mut row = json!({
            "article": self.article,
            "origin": self.origin,
            "quote": self.quote,
            "start": self.span.start,
            "end": self.span.end,
            "trigger": {"start": self.trigger.start, "end": self.trigger.end},
            "nearest": self.nearest.as_ref().map(|near| near.record.clone()),
        });
        if self.in_title {
            row["field"] = "title".into();
        }
        row
    }
}

fn record(group: &Group, row: &Row) -> Value {
    json!({
        "record": "gap",
        "schema": SCHEMA,
        "kind": &*group.kind,
        "trigger": group.word,
        "sentences": row.sentences,
        "samples": row.samples.iter().map(Sample::record).collect::<Vec<_>>(),
    })
}
