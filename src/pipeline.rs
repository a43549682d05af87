//! Source → decode → extract → sink: batches, threads, order and the tally. The only user of rayon.
//!
//! Batches are bounded by number and bytes, and at most three of them are alive, so memory does not depend on the size of
//! the archive; they are written in reading order, so the output does not depend on the number of threads.

mod batch;
mod seen;
mod tally;

use std::sync::atomic::{AtomicBool, Ordering};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::article::{Article, Failure, Raw, Stage};
use crate::decode;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::record::Outcome;
use crate::sink::{Rendered, Sink};
use crate::source::Source;

use batch::{Batch, Batches};
use seen::Seen;
pub use tally::Tally;

/// How articles are worked on.
pub struct Work<'a> {
    pub engine: &'a Engine,
    /// The publication date of articles that have none of their own.
    pub published: Option<Date>,
    /// The number of threads; 0 is as many as the machine runs at once.
    pub threads: usize,
    /// Once true, the run ends as soon as it can, and its tally says so.
    pub stop: &'a AtomicBool,
}

/// An outcome as the worker threads leave it.
struct Done {
    rendered: Rendered,
    tally: Tally,
    /// Id and origin of what was read.
    named: Option<(String, String)>,
}

/// Reads everything that the source has and writes what becomes of it, in reading order. `watch` is called after each batch.
///
/// # Errors
/// An output that can't be written.
pub fn run(source: Box<dyn Source>, work: &Work, sink: &mut dyn Sink, watch: &mut dyn FnMut(&Tally)) -> Result<Tally> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(work.threads).build();
    let pool = pool.map_err(|error| Error::Usage(format!("{error}\n  give a smaller number of --threads")))?;
    let mut batches = Batches::read(source);
    let mut tally = Tally::default();
    let mut seen = Seen::default();
    while let Some(batch) = batches.next(work.stop) {
        tally.read(batch.bytes, batch.progress);
        for done in pool.install(|| work.all(batch, sink)) {
            let done = work.once(done, &mut seen, sink);
            tally.add(&done.tally);
            sink.write(done.rendered)?;
        }
        watch(&tally);
    }
    tally.stopped = work.stop.load(Ordering::Relaxed);
    Ok(tally)
}

impl Work<'_> {
    fn all(&self, batch: Batch, sink: &dyn Sink) -> Vec<Done> {
        let wanted = |raw| (!self.stop.load(Ordering::Relaxed)).then_some(raw);
        batch.raws.into_par_iter().filter_map(wanted).map(|raw| done(&self.outcome(raw), sink)).collect()
    }

    fn outcome(&self, raw: std::result::Result<Raw, Failure>) -> Outcome {
        match raw.and_then(|raw| self.decode(raw)) {
            Ok(article) => {
                let facts = self.engine.extract(&article);
                Outcome::Read(Box::new(article), facts)
            }
            Err(failure) => Outcome::Failed(failure),
        }
    }

    fn decode(&self, raw: Raw) -> std::result::Result<Article, Failure> {
        decode::decode(raw, self.published)
    }

    /// The same, or a failure where its id has been seen before.
    fn once(&self, done: Done, seen: &mut Seen, sink: &dyn Sink) -> Done {
        let Some((id, origin)) = &done.named else { return done };
        match seen.add(id, origin) {
            None => done,
            Some(first) => self::done(&Outcome::Failed(twice(id, origin, &first)), sink),
        }
    }
}

fn done(outcome: &Outcome, sink: &dyn Sink) -> Done {
    let named = match outcome {
        Outcome::Read(article, _) => Some((article.id.clone(), article.origin.clone())),
        Outcome::Failed(_) => None,
    };
    Done { rendered: sink.render(outcome), tally: Tally::of(outcome), named }
}

fn twice(id: &str, origin: &str, first: &str) -> Failure {
    Failure {
        id: id.into(),
        origin: origin.into(),
        stage: Stage::Parse,
        error: format!("{origin}: the id `{id}` is that of {first} already"),
        cure: "give each article an id of its own, or leave one of the two out".into(),
    }
}
