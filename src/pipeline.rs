//! Source → decode → extract → sink, or another task for each article: batches, threads, order and the tally. The only user of rayon.
//!
//! Batches are bounded by number and bytes, and at most three of them are alive, so memory does not depend on the size of
//! the archive; they are written in reading order, so the output does not depend on the number of threads.

mod batch;
mod seen;
mod tally;
mod task;

use std::sync::atomic::{AtomicBool, Ordering};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::article::{Failure, Stage};
use crate::decode::Decoder;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::record::Outcome;
use crate::sink::{Rendered, Sink};
use crate::source::Source;

use batch::{Batch, Batches};
use seen::Seen;
pub use tally::Tally;
pub use task::{Done, Input, Pace, Task};

/// How articles are worked on.
pub struct Work<'a> {
    pub decoder: &'a Decoder,
    pub engine: &'a Engine,
    /// The publication date of articles that have none of their own.
    pub published: Option<Date>,
    /// The number of threads; 0 is as many as the machine runs at once.
    pub threads: usize,
    /// Once true, the run ends as soon as it can, and its tally says so.
    pub stop: &'a AtomicBool,
}

/// Reads everything that the source has and writes what becomes of it, in reading order. `watch` is called after each batch.
///
/// # Errors
/// An output that can't be written.
pub fn run(source: Box<dyn Source>, work: &Work, sink: &mut dyn Sink, watch: &mut dyn FnMut(&Tally)) -> Result<Tally> {
    let pace = Pace { threads: work.threads, stop: work.stop };
    run_task(source, &mut Extraction { work, sink }, pace, watch)
}

/// Reads everything that the source has and hands it to a task. `watch` is called after each batch.
///
/// # Errors
/// What the task can't take.
pub fn run_task(source: Box<dyn Source>, task: &mut impl Task, pace: Pace, watch: &mut dyn FnMut(&Tally)) -> Result<Tally> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(pace.threads).build();
    let pool = pool.map_err(|error| Error::Usage(format!("{error}\n  give a smaller number of --threads")))?;
    let mut batches = Batches::read(source);
    let mut tally = Tally::default();
    let mut seen = Seen::default();
    while let Some(batch) = batches.next(pace.stop) {
        tally.read(batch.bytes, batch.progress);
        for done in pool.install(|| all(batch, task, pace.stop)) {
            let done = once(done, &mut seen, task);
            tally.add(&done.tally);
            task.take(done.part)?;
        }
        watch(&tally);
    }
    tally.stopped = pace.stop.load(Ordering::Relaxed);
    Ok(tally)
}

fn all<T: Task>(batch: Batch, task: &T, stop: &AtomicBool) -> Vec<Done<T::Part>> {
    let wanted = |input| (!stop.load(Ordering::Relaxed)).then_some(input);
    batch.raws.into_par_iter().filter_map(wanted).map(|input| task.work(input)).collect()
}

/// The same, or a failure where its id has been seen before.
fn once<T: Task>(done: Done<T::Part>, seen: &mut Seen, task: &T) -> Done<T::Part> {
    let Some((id, origin)) = &done.named else { return done };
    match seen.add(id, origin) {
        None => done,
        Some(first) => task.work(Err(twice(id, origin, &first))),
    }
}

/// Facts into a sink.
struct Extraction<'a> {
    work: &'a Work<'a>,
    sink: &'a mut dyn Sink,
}

impl Task for Extraction<'_> {
    type Part = Rendered;

    fn work(&self, input: Input) -> Done<Rendered> {
        let outcome = match input.and_then(|raw| self.work.decoder.decode(raw, self.work.published)) {
            Ok(article) => {
                let facts = self.work.engine.extract(&article);
                Outcome::Read(Box::new(article), facts)
            }
            Err(failure) => Outcome::Failed(failure),
        };
        Done::new(&outcome, self.sink.render(&outcome))
    }

    fn take(&mut self, part: Rendered) -> Result<()> {
        self.sink.write(part)
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Raw;
    use crate::engine::Settings;

    /// As many failures as it says, then a panic where it is broken.
    struct Failures {
        left: usize,
        broken: bool,
    }

    impl Source for Failures {
        fn next(&mut self) -> Option<std::result::Result<Raw, Failure>> {
            assert!(!(self.broken && self.left == 0), "the source broke");
            self.left = self.left.checked_sub(1)?;
            let (id, origin) = (self.left.to_string(), String::new());
            Some(Err(Failure { id, origin, stage: Stage::Read, error: String::new(), cure: String::new() }))
        }

        fn progress(&self) -> (u64, Option<u64>) {
            (0, None)
        }
    }

    /// Keeps the ids.
    struct Ids(Vec<String>);

    impl Sink for Ids {
        fn render(&self, outcome: &Outcome) -> Rendered {
            let Outcome::Failed(failure) = outcome else { return Rendered::default() };
            failure.id.clone().into_bytes().into()
        }

        fn write(&mut self, rendered: Rendered) -> Result<()> {
            self.0.push(String::from_utf8(rendered.bytes).unwrap());
            Ok(())
        }

        fn finish(self: Box<Self>) -> Result<()> {
            Ok(())
        }
    }

    fn run_of(source: Failures, stop: bool) -> (Tally, Vec<String>) {
        let (engine, stop, mut ids) = (Engine::load(&Settings::default()).unwrap(), stop.into(), Ids(Vec::new()));
        let decoder = Decoder::load(&crate::files::Files::embedded()).unwrap();
        let work = Work { decoder: &decoder, engine: &engine, published: None, threads: 3, stop: &stop };
        let tally = run(Box::new(source), &work, &mut ids, &mut |_| ()).unwrap();
        (tally, ids.0)
    }

    #[test]
    fn what_is_written_has_the_order_of_what_was_read() {
        let (tally, ids) = run_of(Failures { left: 1000, broken: false }, false);
        assert_eq!((tally.failures, tally.first_failures.len(), tally.stopped), (1000, 5, false));
        assert!(ids.iter().cloned().eq((0..1000).rev().map(|n| n.to_string())));
    }

    #[test]
    fn a_run_that_is_told_to_stop_says_so() {
        let (tally, ids) = run_of(Failures { left: usize::MAX, broken: false }, true);
        assert!(tally.stopped && ids.is_empty());
    }

    #[test]
    #[should_panic(expected = "the source broke")]
    fn a_source_that_breaks_is_not_taken_for_one_that_ends() {
        run_of(Failures { left: 300, broken: true }, false);
    }
}
