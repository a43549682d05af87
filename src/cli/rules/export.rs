//! `jishi rules export`: all rule files and tables, in a folder to edit.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use jishi::confidence::{FILE, Measured};
use jishi::engine::Settings;
use jishi::error::{Error, Result};
use jishi::files::{Files, Standing, write};
use jishi::rule::RuleSet;

use super::quoted;
use crate::cli::say;

/// Write all rule files and tables to a folder, to edit them
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
#[command(after_help = "Example:\n  jishi rules export all-rules/")]
pub struct Args {
    /// The folder to write to: a new one, or an empty one
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// A folder of rule files and tables to lay over the built-in ones; may be given again
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,
    /// Write into a folder that holds files: those of the same names are replaced, the others stay
    #[arg(long)]
    force: bool,
}

/// Writes the folder.
pub fn run(args: &Args) -> Result<ExitCode> {
    let files = Settings { rules: args.rules.clone(), ..Settings::default() }.files()?;
    let rules = RuleSet::load(&files, &[])?;
    if !args.force {
        empty(&args.folder)?;
    }
    let confidence = measured(&files, &rules)?;
    let all = files.as_folder();
    for (name, file) in &all {
        let content = confidence.as_deref().filter(|_| name == FILE).map_or(Cow::Borrowed(&*file.content), Cow::Borrowed);
        write(&args.folder.join(name), &content, Standing::IsReplaced)?;
    }
    let folder = quoted(&args.folder);
    say(&format!(
        "{} files in {folder}; keep those that you change, as the others are built in\n  jishi check --rules {folder}",
        all.len()
    ));
    Ok(ExitCode::SUCCESS)
}

/// Refuses a folder that holds something.
fn empty(folder: &Path) -> Result<()> {
    let shown = folder.display();
    match std::fs::read_dir(folder).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(()),
        Ok(false) => {
            Err(Error::Usage(format!("{shown}: this folder holds files\n  give a new folder, or --force to write over them")))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(source) => Err(Error::Io { path: shown.to_string(), source, cure: "give a new folder".into() }),
    }
}

/// The measurements, where some are of rules that the user's folders have replaced: in one folder with these they would seem theirs.
fn measured(files: &Files, rules: &RuleSet) -> Result<Option<String>> {
    let mut measured = Measured::load(files)?;
    let before = measured.rules.len();
    for rule in rules.rules.iter().filter(|rule| !Measured::of_layer(files, rule.origin.layer)) {
        measured.rules.remove(&*rule.id);
    }
    Ok((measured.rules.len() < before).then(|| measured.text()))
}
