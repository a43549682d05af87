//! `jishi gaps`: sentences that speak in a rule's words and of which no fact was taken.

mod report;
mod search;

use std::io::{Write, stdout};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;

use jiff::civil::Date;
use jishi::engine::{Engine, Settings};
use jishi::error::Result;
use jishi::pipeline::{self, Pace};
use jishi::source;

use super::paper::Paper;
use super::progress::{self, Progress};
use super::{LOOK, day, decoder, mapping, say, unprinted};
use report::Report;
use search::Search;

/// Find sentences that hold a rule's trigger words and give no fact of its kind, by word, the most frequent first
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
#[command(after_help = "Example:\n  jishi gaps news/ --kind donation --samples 5")]
pub struct Args {
    /// Files and folders to read; - is standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Only this kind, such as city_pair; may be given again
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// Show at most this many words; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Show at most this many sentences of each word, the first that were read
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = samples)]
    samples: usize,
    /// Print one record for each word in JSON Lines
    #[arg(long)]
    json: bool,
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
    /// What your JSON records call one of our fields, such as text=content; may be given again
    #[arg(long, value_name = "OURS=THEIRS", value_parser = mapping)]
    map: Vec<(String, String)>,
}

/// More sentences than these are what memory is kept for.
const MOST_SAMPLES: usize = 1000;

/// Finds.
pub fn run(args: Args) -> Result<ExitCode> {
    let source = source::open(&args.inputs, &source::Settings { map: args.map.clone() })?;
    let decoder = decoder(&args.rules)?;
    let settings = Settings { rules: args.rules.clone(), dictionary: args.dict.clone(), kinds: args.kind.clone() };
    let engine = Engine::load(&settings)?;

    let mut progress = Progress::new(false, true);
    let inquiry = engine.inquiry(None)?;
    let mut search = Search::new((&decoder, &engine, &inquiry), args.published, Report::new(args.samples), args.json);
    let pace = Pace { threads: args.threads.map_or(0, usize::from), stop: &AtomicBool::new(false) };
    let tally = pipeline::run_task(source, &mut search, pace, &mut |tally| progress.show(tally));
    let time = progress.end();
    let (tally, report) = (tally?, search.finish());
    let text = if args.json {
        report.lines(args.limit)
    } else {
        let mut paper = Paper::for_stdout();
        report.print(args.limit, &mut paper);
        paper.text().to_owned()
    };
    stdout().write_all(text.as_bytes()).map_err(unprinted)?;
    say(&progress::closing(&tally, &report.summary(), time));
    Ok(if tally.failures > 0 { ExitCode::from(LOOK) } else { ExitCode::SUCCESS })
}

fn samples(text: &str) -> std::result::Result<usize, String> {
    let number: Option<usize> = text.parse().ok().filter(|number| *number <= MOST_SAMPLES);
    number.ok_or_else(|| format!("give a number from 0 to {MOST_SAMPLES}"))
}
