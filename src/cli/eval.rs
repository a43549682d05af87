//! `jishi eval`: facts beside gold.

use std::io::{Write, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use jishi::error::{Error, Result};
use jishi::eval::{Evaluation, HEAD, calibrate, json_of};
use serde_json::Value;

use super::{say, unprinted};

/// Score facts against gold that people annotated: precision, recall and F1 of what was found, and of what is right
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
#[command(after_help = "Example:\n  jishi extract corpus/articles -o facts.jsonl; jishi eval corpus/gold facts.jsonl --misses")]
pub struct Args {
    /// Annotated articles: a JSON Lines file, one {"id", "facts": [...]} an article, or a folder of such files
    gold: PathBuf,
    /// Facts as `jishi extract` writes them in JSON Lines
    facts: PathBuf,
    /// Only facts of this kind; may be given again
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// Print every fact that is wrong, missed or not in gold
    #[arg(long)]
    misses: bool,
    /// Print the figures as one JSON object
    #[arg(long)]
    json: bool,
    /// Add the outcomes of each rule to this file, from which facts get their confidence. Only for articles that no rule was mended with
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "rules/confidence.json")]
    calibrate: Option<PathBuf>,
}

/// Scores.
pub fn run(args: Args) -> Result<ExitCode> {
    let evaluation = Evaluation::read(&args.gold, &args.facts)?;
    let kinds = kinds(&evaluation, &args.kind)?;
    let strangers = evaluation.strangers();
    if !strangers.is_empty() {
        let few = strangers.iter().take(3).copied().collect::<Vec<_>>().join(", ");
        say(&format!("note: the facts of {} articles without gold are passed over: {few}", strangers.len()));
    }
    let mut out = stdout().lock();
    if args.misses {
        misses(&evaluation, &kinds).iter().try_for_each(|miss| writeln!(out, "{miss}")).map_err(unprinted)?;
    }
    let rows = evaluation.rows(&kinds);
    let table = match args.json {
        true => json_of(&rows).to_string(),
        false => rows.iter().fold(HEAD.to_owned(), |table, row| format!("{table}\n{row}")),
    };
    writeln!(out, "{table}").map_err(unprinted)?;
    if let Some(path) = &args.calibrate {
        let rules = calibrate(&evaluation, path)?;
        say(&format!("{}: outcomes of {rules} rules added", path.display()));
    }
    Ok(ExitCode::SUCCESS)
}

fn kinds(evaluation: &Evaluation, only: &[String]) -> Result<Vec<String>> {
    let known = evaluation.kinds();
    match only.iter().find(|kind| !known.contains(kind)) {
        Some(kind) => Err(Error::Usage(format!("--kind: no fact here is a `{kind}`; known: {}", known.join(", ")))),
        None => Ok(known.into_iter().filter(|kind| only.is_empty() || only.contains(kind)).collect()),
    }
}

/// Everything that counts against the facts, kind by kind, article by article.
fn misses(evaluation: &Evaluation, kinds: &[String]) -> Vec<String> {
    let mut all = Vec::new();
    for kind in kinds {
        for (article, verdict) in evaluation.verdicts(kind) {
            let mut tell = |label: &str, gold: Option<&Value>, got: Option<&Value>| {
                let sides = [gold.map(|fact| side("gold", fact)), got.map(|fact| side("got ", fact))];
                all.push(sides.into_iter().flatten().fold(format!("{label} {kind} {article}"), |text, side| text + &side));
            };
            verdict.wrong.iter().for_each(|(gold, got)| tell("WRONG", Some(gold), Some(got)));
            verdict.missed.iter().for_each(|gold| tell("MISSED", Some(gold), None));
            verdict.spurious.iter().for_each(|got| tell("SPURIOUS", None, Some(got)));
        }
    }
    all
}

fn side(whose: &str, fact: &Value) -> String {
    let (quote, status) = (fact["quote"].as_str().unwrap_or_default(), fact["status"].as_str().unwrap_or("asserted"));
    let rule = fact["rule"].as_str().map(|rule| format!(" [{rule}]")).unwrap_or_default();
    format!("\n  {whose}  {quote} {status} {}{rule}", fact["value"])
}
