//! `jishi rules list`: a row for each rule, and where it is from.

use std::io::{Write, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use jishi::engine::Settings;
use jishi::error::Result;
use jishi::files::Files;
use jishi::rule::{Rule, RuleSet, changes};
use serde_json::json;

use crate::cli::paper::{Ink, Paper, aligned};
use crate::cli::unprinted;

/// List the rules: how many examples each has, how often it is right, and where it is from
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  jishi rules list --kind donation")]
pub struct Args {
    /// A folder of rule files and tables to lay over the built-in ones; may be given again
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,
    /// Only rules of this kind, such as city_pair; may be given again
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// Print one JSON object for each rule, one a line
    #[arg(long)]
    json: bool,
}

/// Lists.
pub fn run(args: &Args) -> Result<ExitCode> {
    let files = Settings { rules: args.rules.clone(), ..Settings::default() }.files()?;
    let set = RuleSet::load(&files, &args.kind)?;
    let text = if args.json { lines(&set) } else { table(&set, &files, &args.kind) };
    stdout().write_all(text.as_bytes()).map_err(unprinted)?;
    Ok(ExitCode::SUCCESS)
}

/// The rules in JSON Lines.
fn lines(set: &RuleSet) -> String {
    let line = |rule: &Rule| {
        let (kind, origin) = (&*set.kinds[rule.kind].name, &rule.origin);
        let row = json!({
            "rule": *rule.id,
            "kind": kind,
            "find": rule.find.len(),
            "skip": rule.skip.len(),
            "confidence": rule.confidence,
            "built_in": origin.layer == 0,
            "file": *origin.file,
            "line": origin.line,
        });
        format!("{row}\n")
    };
    set.rules.iter().map(line).collect()
}

/// The rules by kind, and below them what the user's folders took out.
fn table(set: &RuleSet, files: &Files, only: &[String]) -> String {
    let wanted = |kind: &str| only.is_empty() || only.iter().any(|name| name == kind);
    let rows: Vec<Vec<String>> = std::iter::once(HEAD.map(str::to_owned).to_vec()).chain(set.rules.iter().map(row)).collect();
    let rows = aligned(&rows);
    let mut paper = Paper::for_stdout();
    for (number, kind) in set.kinds.iter().enumerate().filter(|(_, kind)| wanted(&kind.name)) {
        paper.line(&format!("{}  {}", paper.ink(Ink::Bold, &kind.name), kind.about));
        paper.line(&format!("  {}", paper.ink(Ink::Faint, &rows[0])));
        let own = rows.iter().skip(1).zip(&set.rules).filter(|(_, rule)| rule.kind == number);
        own.for_each(|(row, _)| paper.line(&format!("  {row}")));
        paper.line("");
    }
    let changes: Vec<String> =
        changes(files).into_iter().filter(|change| wanted(change.kind())).map(|change| change.to_string()).collect();
    changes.iter().for_each(|change| paper.line(change));
    paper.text().trim_end().to_owned() + "\n"
}

const HEAD: [&str; 5] = ["rule", "find", "skip", "confidence", "from"];

fn row(rule: &Rule) -> Vec<String> {
    let confidence = rule.confidence.map_or("–".into(), |confidence| format!("{confidence:.3}"));
    let origin = &rule.origin;
    let from = if origin.layer == 0 { "built-in".into() } else { format!("{}:{}", origin.file, origin.line) };
    vec![rule.id.to_string(), rule.find.len().to_string(), rule.skip.len().to_string(), confidence, from]
}
