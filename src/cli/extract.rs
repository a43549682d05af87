//! `jishi extract`: from inputs to an output, with progress and a closing tally on standard error.

use std::mem::ManuallyDrop;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use jiff::civil::Date;
use jishi::engine::{self, Engine};
use jishi::error::{Error, Result};
use jishi::pipeline::{self, Tally, Work};
use jishi::{sink, source};

use super::progress::{self, Progress};
use super::{LOOK, STOPPED, day, decoder, mapping, say};

/// Extract facts from articles: text, HTML, JSON Lines; files, folders, or - for standard input
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
#[command(after_help = "Example:\n  jishi extract news/ article.html -o facts.jsonl --published 2021-05-28")]
pub struct Args {
    /// Files and folders to read; - is standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Write to this file; its ending says how: .jsonl, .json, .csv or .html [default: JSON Lines on standard output]
    #[arg(short, long, value_name = "OUT")]
    out: Option<PathBuf>,
    /// The publication date of articles that have none of their own: YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = day)]
    published: Option<Date>,
    /// How many threads to use [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// A folder of rule files and tables to lay over the built-in ones; may be given again
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,
    /// A file of words of your own, one a line: 义王市 1000 ns
    #[arg(long, value_name = "FILE")]
    dict: Option<PathBuf>,
    /// Only facts of this kind, such as city_pair; may be given again
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// What your JSON records call one of our fields, such as text=content; may be given again
    #[arg(long, value_name = "OURS=THEIRS", value_parser = mapping)]
    map: Vec<(String, String)>,
    /// Say nothing on standard error but what stops the run
    #[arg(short, long)]
    quiet: bool,
}

/// Extracts.
pub fn run(args: Args) -> Result<ExitCode> {
    // Each of these can stop the run before any work is done.
    let stop = stop_on_interrupt()?;
    let out = args.out.as_deref().filter(|out| *out != Path::new("-"));
    let mut sink = sink::open(out)?;
    let source = source::open(&args.inputs, &source::Settings { map: args.map.clone() })?;
    let (decoder, engine) = thread::scope(|scope| {
        let decoder = scope.spawn(|| decoder(&args.rules));
        let engine = Engine::load(&settings(&args));
        (decoder.join().unwrap_or_else(|panic| resume_unwind(panic)), engine)
    });
    // The end of the program takes what is loaded back at once, quicker than name by name.
    let (decoder, engine) = (decoder?, ManuallyDrop::new(engine?));

    let mut progress = Progress::new(args.quiet, out.is_some());
    let threads = args.threads.map_or(0, usize::from);
    let work = Work { decoder: &decoder, engine: &engine, published: args.published, threads, stop: &stop };
    let tally = pipeline::run(source, &work, &mut *sink, &mut |tally| progress.show(tally));
    let time = progress.end();
    let tally = tally?;
    if tally.stopped {
        return Ok(stopped(out));
    }
    sink.finish()?;
    if !args.quiet {
        say(&progress::closing(&tally, &progress::facts(&tally), time));
    }
    Ok(code(&tally))
}

fn stopped(out: Option<&Path>) -> ExitCode {
    say(&out.map_or("stopped".into(), |out| format!("stopped; {} is left as it was", out.display())));
    ExitCode::from(STOPPED)
}

fn settings(args: &Args) -> engine::Settings {
    engine::Settings { rules: args.rules.clone(), dictionary: args.dict.clone(), kinds: args.kind.clone() }
}

/// The first Ctrl-C asks the run to end, the second ends it.
fn stop_on_interrupt() -> Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let asked = stop.clone();
    let handler = move || {
        if asked.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(STOPPED));
        }
    };
    ctrlc::set_handler(handler).map_err(|error| Error::Usage(format!("Ctrl-C: {error}")))?;
    Ok(stop)
}

fn code(tally: &Tally) -> ExitCode {
    if tally.failures > 0 { ExitCode::from(LOOK) } else { ExitCode::SUCCESS }
}
