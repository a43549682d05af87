//! `jishi check`: every example of every rule file, and what differs.

use std::io::{Write, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use jishi::check::{Outcome, Sort, check};
use jishi::engine::{Engine, Settings};
use jishi::error::Result;
use jishi::rule;

use super::{LOOK, say, unprinted};

/// Run the examples that stand in the rule files, and print what differs
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  jishi check --rules my-rules/")]
pub struct Args {
    /// A folder of rule files and tables to lay over the built-in ones; may be given again
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,
}

/// Checks.
pub fn run(args: Args) -> Result<ExitCode> {
    let settings = Settings { rules: args.rules, ..Settings::default() };
    let engine = Engine::load(&settings)?;
    rule::unused(&settings.files()?).iter().for_each(|warning| say(&format!("warning: {warning}")));
    let outcome = check(&engine);
    let mut out = stdout().lock();
    outcome.differences.iter().try_for_each(|difference| writeln!(out, "{difference}")).map_err(unprinted)?;
    say(&closing(&engine, &outcome));
    Ok(if outcome.differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(LOOK) })
}

fn closing(engine: &Engine, outcome: &Outcome) -> String {
    let (kinds, rules) = (engine.kinds().len(), engine.rules().len());
    if outcome.differences.is_empty() {
        return format!("{kinds} kinds, {rules} rules, {} examples: all as expected", outcome.examples);
    }
    let count = |sort: Sort| outcome.differences.iter().filter(|difference| difference.sort == sort).count();
    let told = Sort::ALL.into_iter().map(|sort| (sort, count(sort))).filter(|(_, count)| *count > 0);
    let told: Vec<String> = told.map(|(sort, count)| format!("{count} {}", sort.word())).collect();
    format!("{kinds} kinds, {rules} rules, {} examples: {} right; {}", outcome.examples, outcome.right, told.join(", "))
}
