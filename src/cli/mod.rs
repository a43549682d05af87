//! The verbs and their flags, as types. Records go to standard output, all else to standard error.

mod check;
mod diff;
mod eval;
mod explain;
mod extract;
mod gaps;
mod paper;
mod progress;
mod rules;
mod schema;
mod segment;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use jiff::civil::Date;
use jishi::decode::Decoder;
use jishi::error::{Error, Result};
use jishi::files::Files;

/// Done, with something in it to look at.
const LOOK: u8 = 1;
/// Could not be done.
const FAILED: u8 = 2;
/// Ended by Ctrl-C, as shells count it.
const STOPPED: u8 = 130;

/// Facts on the record: counts, dates, city pairs and donations from Chinese news, each with its exact quotation.
#[derive(Debug, Parser)]
#[command(name = "jishi", version, arg_required_else_help = true)]
#[command(
    after_help = "Example:\n  jishi extract news/ -o facts.jsonl\n\nExit codes: 0 done; 1 done, with something to look at; 2 could not be done."
)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Extract(extract::Args),
    Explain(explain::Args),
    Check(check::Args),
    Eval(eval::Args),
    Diff(diff::Args),
    Gaps(gaps::Args),
    Rules(rules::Args),
    Segment(segment::Args),
    Schema(schema::Args),
}

/// Runs what the command line asks for.
pub fn run() -> ExitCode {
    let done = match Cli::parse().verb {
        Verb::Extract(args) => extract::run(args),
        Verb::Explain(args) => explain::run(args),
        Verb::Check(args) => check::run(args),
        Verb::Eval(args) => eval::run(args),
        Verb::Diff(args) => diff::run(args),
        Verb::Gaps(args) => gaps::run(args),
        Verb::Rules(args) => rules::run(args),
        Verb::Segment(args) => segment::run(args),
        Verb::Schema(args) => schema::run(args),
    };
    done.unwrap_or_else(|error| end(&error))
}

/// A closed pipe is a quiet end: whoever read has enough.
fn end(error: &Error) -> ExitCode {
    if broken_pipe(error) {
        return ExitCode::SUCCESS;
    }
    say(&error.to_string());
    ExitCode::from(FAILED)
}

/// Whether nobody reads any more what is written.
fn broken_pipe(error: &Error) -> bool {
    matches!(error, Error::Io { source, .. } if source.kind() == io::ErrorKind::BrokenPipe)
}

/// A line on standard error. Where nobody listens, nothing is said.
fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// Wraps what went wrong on standard output.
fn unprinted(source: io::Error) -> Error {
    Error::Io { path: "standard output".into(), source, cure: "write to a file instead".into() }
}

/// What decodes articles, with the user's tables laid over the built-in ones.
fn decoder(rules: &[PathBuf]) -> Result<Decoder> {
    let files = rules.iter().try_fold(Files::embedded(), |files, folder| files.with_folder(folder))?;
    Decoder::load(&files).map_err(|diagnostic| Error::Rules(vec![diagnostic]))
}

/// A field of JSON records by our name and by the user's.
fn mapping(text: &str) -> std::result::Result<(String, String), String> {
    let pair = text.split_once('=').filter(|(ours, theirs)| !ours.is_empty() && !theirs.is_empty());
    let (ours, theirs) = pair.ok_or("write our name, an equals sign and yours, such as text=content")?;
    Ok((ours.into(), theirs.into()))
}

/// A day as the command line takes it.
fn day(text: &str) -> std::result::Result<Date, String> {
    let (year, month, day) = parts(text).ok_or("write it as YYYY-MM-DD, such as 2021-05-28")?;
    Date::new(year, month, day).map_err(|_| "the calendar has no such day; write it as YYYY-MM-DD, such as 2021-05-28".into())
}

/// Four, two and two digits with hyphens between.
fn parts(text: &str) -> Option<(i16, i8, i8)> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let sized = (year.len(), month.len(), day.len()) == (4, 2, 2);
    let digits = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    (sized && digits).then_some(())?;
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_agree_with_each_other() {
        <Cli as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn a_day_is_year_month_and_day() {
        for (text, want) in [
            ("2021-05-28", true),
            ("31-31-2021", false),
            ("2021-5-28", false),
            ("2021-02-30", false),
            ("2021-+5-28", false),
            ("2021/05/28", false),
            ("", false),
        ] {
            assert_eq!(day(text).is_ok(), want, "{text}");
        }
    }
}
