//! What is done with each article.

use std::sync::atomic::AtomicBool;

use super::Tally;
use crate::article::{Failure, Raw};
use crate::error::Result;
use crate::record::Outcome;

/// What a source hands over.
pub type Input = std::result::Result<Raw, Failure>;

/// What is done with each input. As with a sink, the costly step runs in every thread, and what it leaves is taken in one order.
pub trait Task: Sync {
    /// What one input leaves.
    type Part: Send;
    /// What becomes of one input. Pure; runs in the worker threads.
    fn work(&self, input: Input) -> Done<Self::Part>;
    /// Takes it, in reading order.
    ///
    /// # Errors
    /// An output that can't be written.
    fn take(&mut self, part: Self::Part) -> Result<()>;
}

/// An input as the worker threads leave it.
pub struct Done<P> {
    pub(super) part: P,
    pub(super) tally: Tally,
    /// Id and origin of what was read.
    pub(super) named: Option<(String, String)>,
}

/// How many threads work, and what ends the run.
pub struct Pace<'a> {
    /// The number of threads; 0 is as many as the machine runs at once.
    pub threads: usize,
    /// Once true, the run ends as soon as it can, and its tally says so.
    pub stop: &'a AtomicBool,
}

impl<P> Done<P> {
    /// What an outcome leaves: its numbers, its name, and a part of the task's own.
    pub fn new(outcome: &Outcome, part: P) -> Self {
        let named = match outcome {
            Outcome::Read(article, _) => Some((article.id.clone(), article.origin.clone())),
            Outcome::Failed(_) => None,
        };
        Self { part, tally: Tally::of(outcome), named }
    }
}
