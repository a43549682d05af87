//! `jishi diff`: what a change of rules does to an archive.

mod report;
mod show;
mod sides;
mod task;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;

use jiff::civil::Date;
use jishi::error::{Error, Result};
use jishi::pipeline::{self, Pace, Tally};
use jishi::source;

use super::progress::{self, Progress};
use super::{LOOK, day, mapping, say};
use report::{Fate, Report};
use sides::Sides;
use task::Comparison;

/// What stands for the built-in rules alone.
const BUILT_IN: &str = "built-in";

/// Compare what two sets of rules find in the same articles: facts gained, lost and changed, rule by rule
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
#[command(after_help = "Example:\n  jishi diff --rules my-rules/ news/ --fail-on-lost")]
pub struct Args {
    /// Files and folders to read; - is standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// A folder to lay over the built-in rules. Given twice: the old rules, then the new ones. Given once: the new ones, against
    /// the built-in rules alone. Where no folder is called so, `built-in` means these
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,
    /// Only facts of this kind, such as city_pair; may be given again
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// The publication date of articles that have none of their own: YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = day)]
    published: Option<Date>,
    /// How many threads to use [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// A file of words of your own for both sides, one a line: 义王市 1000 ns
    #[arg(long, value_name = "FILE")]
    dict: Option<PathBuf>,
    /// What your JSON records call one of our fields, such as text=content; may be given again
    #[arg(long, value_name = "OURS=THEIRS", value_parser = mapping)]
    map: Vec<(String, String)>,
    /// Show at most this many differences of each rule; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Print one record for each difference in JSON Lines
    #[arg(long)]
    json: bool,
    /// Exit with 1 where a fact is lost or changed
    #[arg(long)]
    fail_on_lost: bool,
}

/// Compares.
pub fn run(args: Args) -> Result<ExitCode> {
    let [old, new] = folders(&args.rules)?;
    let source = source::open(&args.inputs, &source::Settings { map: args.map.clone() })?;
    let sides = Sides::load(old, new, &args)?;

    let mut progress = Progress::new(false, !args.json);
    let mut task = Comparison::new(&sides, Report::new(args.limit), args.json);
    let pace = Pace { threads: args.threads.map_or(0, usize::from), stop: &AtomicBool::new(false) };
    let tally = pipeline::run_task(source, &mut task, pace, &mut |tally| progress.show(tally));
    let time = progress.end();
    let (tally, report) = (tally?, task.finish()?);
    say(&progress::closing(&tally, &report.summary(), time));
    Ok(code(&args, &tally, &report))
}

fn code(args: &Args, tally: &Tally, report: &Report) -> ExitCode {
    let lost = report.total(Fate::Lost) + report.total(Fate::Changed) > 0;
    if tally.failures > 0 || args.fail_on_lost && lost { ExitCode::from(LOOK) } else { ExitCode::SUCCESS }
}

/// The folder of the old rules and that of the new ones; `None` is the built-in rules alone.
fn folders(rules: &[PathBuf]) -> Result<[Option<&Path>; 2]> {
    match rules {
        [new] => Ok([None, folder(new)]),
        [old, new] => Ok([folder(old), folder(new)]),
        _ => Err(Error::Usage(format!(
            "--rules: two sets of rules are compared, and {} were given\n  give --rules NEW to compare with the built-in rules, \
             or --rules OLD --rules NEW; `{BUILT_IN}` means the built-in rules alone",
            rules.len()
        ))),
    }
}

fn folder(path: &Path) -> Option<&Path> {
    (path != Path::new(BUILT_IN) || path.is_dir()).then_some(path)
}
