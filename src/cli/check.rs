//! `jishi check`: every example of every rule file, and what differs; once, or whenever a file is saved.

mod watch;

use std::io::{Write, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use jishi::check::{Outcome, Sort, check};
use jishi::engine::{Engine, Loader, Settings};
use jishi::error::Result;
use jishi::rule::wanted;

use super::{LOOK, say, unprinted};

/// Run the examples that stand in the rule files, and print what differs
///
/// What the files hold to no effect is a warning: a fragment that nothing uses, a part of a pattern that can match nothing, a rule that
/// another one hides.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  jishi check --rules my-rules/ --watch\n\n\
    Exit codes: 0 all as expected; 1 an example differs, or there are warnings with --strict; 2 a file is wrong.\n\
    With --watch 0, once Ctrl-C ends it.")]
pub struct Args {
    /// A folder of rule files and tables to lay over the built-in ones; may be given again
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,
    /// Only examples and warnings of this kind, such as city_pair; may be given again
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// Exit with 1 where there are warnings
    #[arg(long)]
    strict: bool,
    /// Check again whenever a file in one of the folders is saved, until Ctrl-C
    #[arg(long, requires = "rules", conflicts_with = "strict")]
    watch: bool,
}

/// Checks.
pub fn run(args: Args) -> Result<ExitCode> {
    if args.watch {
        return watch::run(&args);
    }
    Ok(if once(&args, &mut Loader::default())? { ExitCode::SUCCESS } else { ExitCode::from(LOOK) })
}

/// Prints the warnings, the differences and the numbers; whether there is nothing to look at.
fn once(args: &Args, loader: &mut Loader) -> Result<bool> {
    let settings = Settings { rules: args.rules.clone(), ..Settings::default() };
    // Other kinds are loaded too: what an example gives must not depend on `--kind`.
    let engine = loader.load(&settings)?;
    wanted(engine.kinds(), &args.kind)?;
    let warnings = engine.warnings(&settings.files()?, &args.kind);
    warnings.iter().for_each(|warning| say(&format!("warning: {warning}")));
    let outcome = check(&engine, &args.kind);
    let mut out = stdout().lock();
    outcome.differences.iter().try_for_each(|difference| writeln!(out, "{difference}")).map_err(unprinted)?;
    say(&closing(&engine, &args.kind, &outcome, warnings.len()));
    Ok(outcome.differences.is_empty() && (warnings.is_empty() || !args.strict))
}

fn closing(engine: &Engine, only: &[String], outcome: &Outcome, warnings: usize) -> String {
    let asked = |name: &str| only.is_empty() || only.iter().any(|kind| kind == name);
    let kinds = engine.kinds().iter().filter(|kind| asked(&kind.name)).count();
    let rules = engine.rules().iter().filter(|rule| asked(&engine.kinds()[rule.kind].name)).count();
    let warned = if warnings == 0 { String::new() } else { format!("; {}", counted(warnings, "warning")) };
    let all = [(kinds, "kind"), (rules, "rule"), (outcome.examples, "example")].map(|(n, noun)| counted(n, noun)).join(", ");
    if outcome.differences.is_empty() {
        return format!("{all}: all as expected{warned}");
    }
    let count = |sort: Sort| outcome.differences.iter().filter(|difference| difference.sort == sort).count();
    let told = Sort::ALL.into_iter().map(|sort| (sort, count(sort))).filter(|(_, count)| *count > 0);
    let told: Vec<String> = told.map(|(sort, count)| format!("{count} {}", sort.word())).collect();
    format!("{all}: {} right; {}{warned}", outcome.right, told.join(", "))
}

fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}
