//! What an article has told so far: a sentence may leave out what the fact before it said.

use std::sync::Arc;

use crate::fact::{Fact, Fields, HEAD, Value};

/// A fact told so many sentences after the last one of its kind is another story.
const STORY: usize = 8;

/// The last fact of each kind, with the number of its sentence.
#[derive(Clone, Debug, Default)]
pub struct Told(Vec<(usize, Arc<str>, Fields)>);

impl Told {
    /// Keeps what a sentence tells; facts that *are* a value tell nothing that a later one could leave out.
    pub fn keep(&mut self, sentence: usize, facts: &[Fact]) {
        for fact in facts.iter().filter(|fact| matches!(fact.value.get(HEAD), Value::Null)) {
            self.0.retain(|(_, kind, _)| *kind != fact.kind);
            self.0.push((sentence, fact.kind.clone(), fact.value.clone()));
        }
    }

    /// The last fact of a kind, if it was told not long before this sentence.
    pub fn last(&self, kind: &str, sentence: usize) -> Option<&Fields> {
        let last = self.0.iter().find(|(_, known, _)| **known == *kind);
        last.filter(|(told, ..)| sentence - told <= STORY).map(|(.., value)| value)
    }
}
