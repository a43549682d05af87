//! What is done with each article: read by both sides, compared, and counted in reading order.

use std::io::{BufWriter, Stdout, Write, stdout};
use std::sync::Arc;

use jishi::diff::{Diff, Difference, diff};
use jishi::error::Result;
use jishi::fact::Fact;
use jishi::pipeline::{Done, Input, Task};
use jishi::record::{DifferenceRecord, Outcome, Quoted};
use serde::Serialize;

use super::report::{Fate, Group, Item, Report};
use super::show;
use super::sides::{Found, Sides};
use crate::cli::paper::Paper;
use crate::cli::unprinted;

/// Both sides, and what they came to so far.
pub struct Comparison<'a> {
    sides: &'a Sides,
    report: Report,
    json: bool,
    out: BufWriter<Stdout>,
}

/// What one article leaves.
#[derive(Default)]
pub struct Part {
    items: Vec<Item>,
    /// Records to be printed at once.
    lines: Vec<u8>,
}

impl<'a> Comparison<'a> {
    /// With `json`, records are printed as they come, and the report counts only.
    pub fn new(sides: &'a Sides, report: Report, json: bool) -> Self {
        Self { sides, report, json, out: BufWriter::new(stdout()) }
    }

    /// Prints what is still to be printed, and gives the counts.
    ///
    /// # Errors
    /// A standard output that can't be written.
    pub fn finish(mut self) -> Result<Report> {
        if !self.json {
            let mut paper = Paper::for_stdout();
            self.report.print(&mut paper);
            self.out.write_all(paper.text().as_bytes()).map_err(unprinted)?;
        }
        self.out.flush().map_err(unprinted)?;
        Ok(self.report)
    }

    fn compared(&self, [old, new]: &[Found; 2]) -> Part {
        let Diff { same, differences } = diff(&old.facts, &new.facts);
        let mut part = Part { items: same.into_iter().map(|(old, new)| kept(old, new)).collect(), ..Part::default() };
        if differences.is_empty() {
            return part;
        }
        let (old, new) = (Quoted::new(&old.article), Quoted::new(&new.article));
        for difference in differences {
            let text = if self.json { String::new() } else { show::difference(difference, &old, &new) };
            if self.json {
                line(&DifferenceRecord::new(difference, &old, &new), &mut part.lines);
            }
            part.items.push(item(difference, text));
        }
        part
    }

    fn failed(&self, outcome: &Outcome) -> Part {
        let mut part = Part::default();
        if self.json {
            outcome.records().iter().for_each(|record| line(record, &mut part.lines));
        }
        part
    }
}

impl Task for Comparison<'_> {
    type Part = Part;

    fn work(&self, input: Input) -> Done<Part> {
        match input.and_then(|raw| self.sides.find(raw)) {
            Ok(both) => {
                let part = self.compared(&both);
                let [_, Found { article, facts }] = both;
                Done::new(&Outcome::Read(Box::new(article), facts), part)
            }
            Err(failure) => {
                let outcome = Outcome::Failed(failure);
                Done::new(&outcome, self.failed(&outcome))
            }
        }
    }

    fn take(&mut self, part: Part) -> Result<()> {
        part.items.into_iter().for_each(|item| self.report.add(item));
        self.out.write_all(&part.lines).map_err(unprinted)
    }
}

/// A fact that is the same stands with the rule that finds it now.
fn kept(old: &Fact, new: &Fact) -> Item {
    Item { group: Group::of(&new.rule), fate: Fate::Same, moved: old.rule != new.rule, text: String::new() }
}

fn item(difference: Difference, text: String) -> Item {
    let (group, fate) = match difference {
        Difference::Gained(new) => (Group::of(&new.rule), Fate::Gained),
        Difference::Lost(old) => (Group::of(&old.rule), Fate::Lost),
        Difference::Changed(old, new) => (Group { old: Arc::clone(&old.rule), new: Arc::clone(&new.rule) }, Fate::Changed),
    };
    Item { group, fate, moved: false, text }
}

fn line(record: &impl Serialize, lines: &mut Vec<u8>) {
    record.serialize(&mut serde_json::Serializer::new(&mut *lines)).expect("records have string keys");
    lines.push(b'\n');
}
