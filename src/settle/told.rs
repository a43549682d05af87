//! What an article has told so far: a sentence may leave out what the fact before it said.

use std::sync::Arc;

use crate::fact::{Fact, Fields, HEAD, Value};

/// A fact told so many sentences after the last one of its kind is another story.
const STORY: usize = 8;

/// No more facts than these are looked at for what one leaves out.
const MOST: usize = 16;

/// The facts of the article so far, with their kind and the number of their sentence.
#[derive(Clone, Debug, Default)]
pub struct Told(Vec<(usize, Arc<str>, Fields)>);

impl Told {
    /// Keeps what a sentence tells; facts that *are* a value tell nothing that a later one could leave out.
    pub fn keep(&mut self, sentence: usize, facts: &[Fact]) {
        let own = facts.iter().filter(|fact| matches!(fact.value.get(HEAD), Value::Null));
        self.0.extend(own.map(|fact| (sentence, fact.kind.clone(), fact.value.clone())));
    }

    /// The facts of a kind that were told not long before this sentence, the last first.
    pub fn recent<'t>(&'t self, kind: &'t str, sentence: usize) -> impl Iterator<Item = &'t Fields> {
        let near = self.0.iter().rev().take_while(move |(told, ..)| sentence - told <= STORY);
        near.filter(move |(_, known, _)| **known == *kind).map(|(.., value)| value).take(MOST)
    }
}
