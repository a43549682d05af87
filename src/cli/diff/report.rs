//! The differences of a run, rule by rule: counts of all, and the first of each sort to be shown.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::cli::paper::{Ink, Paper, aligned};

/// What became of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Lost,
    Changed,
    Gained,
    Same,
}

/// The rule that found a fact; two of them where it was another one before.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    pub old: Arc<str>,
    pub new: Arc<str>,
}

/// One fact, or two that stand in the same place.
pub struct Item {
    pub group: Group,
    pub fate: Fate,
    /// Whether the fact is the same, but by another rule.
    pub moved: bool,
    /// What is to be shown of it.
    pub text: String,
}

/// Counts and samples.
pub struct Report {
    limit: usize,
    rows: BTreeMap<Group, Row>,
    moved: u64,
}

#[derive(Default)]
struct Row {
    counts: [u64; 4],
    samples: [Vec<String>; 4],
}

/// Those that are shown, in this order.
const SHOWN: [Fate; 3] = [Fate::Lost, Fate::Changed, Fate::Gained];

impl Fate {
    fn heading(self) -> (Ink, &'static str) {
        match self {
            Fate::Lost => (Ink::Red, "- lost   "),
            Fate::Changed => (Ink::Yellow, "~ changed"),
            Fate::Gained => (Ink::Green, "+ gained "),
            Fate::Same => (Ink::Faint, "= same   "),
        }
    }
}

impl Group {
    /// One rule.
    pub fn of(rule: &Arc<str>) -> Self {
        Self { old: Arc::clone(rule), new: Arc::clone(rule) }
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.old == self.new { f.write_str(&self.new) } else { write!(f, "{} → {}", self.old, self.new) }
    }
}

impl Report {
    /// To show at most so many differences of each rule; 0 is all.
    pub fn new(limit: usize) -> Self {
        Self { limit: if limit == 0 { usize::MAX } else { limit }, rows: BTreeMap::new(), moved: 0 }
    }

    /// Counts an item, and keeps its text where there is room.
    pub fn add(&mut self, item: Item) {
        let row = self.rows.entry(item.group).or_default();
        row.counts[item.fate as usize] += 1;
        self.moved += u64::from(item.moved);
        let samples = &mut row.samples[item.fate as usize];
        if !item.text.is_empty() && samples.len() < self.limit {
            samples.push(item.text);
        }
    }

    /// How many facts of all rules came to this.
    pub fn total(&self, fate: Fate) -> u64 {
        self.rows.values().map(|row| row.counts[fate as usize]).sum()
    }

    /// All rules in a few words.
    pub fn summary(&self) -> String {
        let [lost, changed, gained, same] = [Fate::Lost, Fate::Changed, Fate::Gained, Fate::Same].map(|fate| self.total(fate));
        format!("{gained} gained, {lost} lost, {changed} changed, {same} same")
    }

    /// The samples of each rule, then a table; nothing where there were no facts at all.
    pub fn print(&self, paper: &mut Paper) {
        for (group, row) in self.rows.iter().filter(|(_, row)| row.differs()) {
            paper.line(&paper.ink(Ink::Bold, &group.to_string()));
            row.print(self.limit, paper);
            paper.line("");
        }
        if !self.rows.is_empty() {
            aligned(&self.table()).iter().for_each(|line| paper.line(line));
        }
        if self.moved > 0 {
            paper.line(&format!("now by other rules, and else the same: {}", self.moved));
        }
    }

    /// A row for each rule with a difference, one for all others, and one for all.
    fn table(&self) -> Vec<Vec<String>> {
        let sum = |rows: &[&Row]| [0, 1, 2, 3].map(|n| rows.iter().map(|row| row.counts[n]).sum::<u64>());
        let quiet: Vec<&Row> = self.rows.values().filter(|row| !row.differs()).collect();
        let all: Vec<&Row> = self.rows.values().collect();
        let head = ["rule", " gained", "   lost", "changed", "   same"].map(str::to_owned).to_vec();
        let own = self.rows.iter().filter(|(_, row)| row.differs()).map(|(group, row)| cells(group.to_string(), row.counts));
        let others = (!quiet.is_empty()).then(|| cells("rules without a difference".into(), sum(&quiet)));
        std::iter::once(head).chain(own).chain(others).chain([cells("all".into(), sum(&all))]).collect()
    }
}

fn cells(name: String, [lost, changed, gained, same]: [u64; 4]) -> Vec<String> {
    let numbers = [gained, lost, changed, same].map(|count| format!("{count:>7}"));
    std::iter::once(name).chain(numbers).collect()
}

impl Row {
    fn differs(&self) -> bool {
        SHOWN.iter().any(|&fate| self.counts[fate as usize] > 0)
    }

    fn print(&self, limit: usize, paper: &mut Paper) {
        let shares = shares(SHOWN.map(|fate| self.samples[fate as usize].len()), limit);
        for (fate, share) in SHOWN.into_iter().zip(shares) {
            let (ink, heading) = fate.heading();
            for text in &self.samples[fate as usize][..share] {
                paper.line(&format!("  {}  {text}", paper.ink(ink, heading)));
            }
        }
        let all: u64 = SHOWN.iter().map(|&fate| self.counts[fate as usize]).sum();
        let hidden = all - shares.iter().sum::<usize>() as u64;
        if hidden > 0 {
            paper.line(&format!("  and {hidden} more"));
        }
    }
}

/// How many of each sort are shown: in turn, one of each, so that many of one don't hide the few of another.
fn shares(samples: [usize; 3], limit: usize) -> [usize; 3] {
    let mut shares = [0; 3];
    let mut room = limit.min(samples.iter().sum());
    while room > 0 {
        for n in 0..3 {
            if room > 0 && shares[n] < samples[n] {
                shares[n] += 1;
                room -= 1;
            }
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_of_one_sort_do_not_hide_the_few_of_another() {
        for (samples, limit, want) in [
            ([0, 0, 0], 20, [0, 0, 0]),
            ([20, 1, 0], 5, [4, 1, 0]),
            ([20, 20, 20], 20, [7, 7, 6]),
            ([3, 2, 1], usize::MAX, [3, 2, 1]),
        ] {
            assert_eq!(shares(samples, limit), want, "{samples:?} {limit}");
        }
    }
}
