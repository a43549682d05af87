//! What a run came to, in numbers.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::article::{Article, Failure};
use crate::fact::{Fact, HEAD, Value};
use crate::record::Outcome;
use crate::value::{Basis, Granularity};

/// This many failures are kept to be shown; the others are counted.
const SHOWN: usize = 5;

/// The numbers of a run, or of a part of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    pub articles: u64,
    /// By kind.
    pub facts: BTreeMap<Arc<str>, u64>,
    pub failures: u64,
    /// The first of them.
    pub first_failures: Vec<Failure>,
    /// The size of what was worked on.
    pub bytes: u64,
    /// How much of how much the source has read; no whole for standard input.
    pub progress: (u64, Option<u64>),
    /// Articles without a publication date.
    pub undated: u64,
    /// Dates in these articles that can't be resolved without one.
    pub unresolved: u64,
    /// Whether the run was told to stop before its end.
    pub stopped: bool,
}

impl Tally {
    /// What one outcome adds.
    pub fn of(outcome: &Outcome) -> Self {
        let mut tally = Self::default();
        match outcome {
            Outcome::Read(article, facts) => tally.count(article, facts),
            Outcome::Failed(failure) => {
                tally.failures = 1;
                tally.first_failures.push(failure.clone());
            }
        }
        tally
    }

    /// How many facts of all kinds.
    pub fn all_facts(&self) -> u64 {
        self.facts.values().sum()
    }

    /// Adds what an outcome came to.
    pub fn add(&mut self, other: &Tally) {
        self.articles += other.articles;
        self.failures += other.failures;
        self.undated += other.undated;
        self.unresolved += other.unresolved;
        for (kind, facts) in &other.facts {
            *self.facts.entry(kind.clone()).or_default() += facts;
        }
        let room = SHOWN.saturating_sub(self.first_failures.len());
        self.first_failures.extend(other.first_failures.iter().take(room).cloned());
    }

    /// Adds what was read for a batch.
    pub fn read(&mut self, bytes: u64, progress: (u64, Option<u64>)) {
        self.bytes += bytes;
        self.progress = progress;
    }

    fn count(&mut self, article: &Article, facts: &[Fact]) {
        self.articles = 1;
        for fact in facts {
            *self.facts.entry(fact.kind.clone()).or_default() += 1;
        }
        if article.published.is_none() {
            self.undated = 1;
            self.unresolved = facts.iter().filter(|fact| needs_publication(fact)).count() as u64;
        }
    }
}

/// 去年 without a year to count from; not 近日, which no date would settle.
fn needs_publication(fact: &Fact) -> bool {
    let Value::Time(time) = fact.value.get(HEAD) else { return false };
    time.basis == Basis::None && time.granularity != Granularity::Vague
}
