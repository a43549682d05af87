//! `jishi schema`: the JSON Schema of the records, or of rule files.

use std::io::{Write, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use jishi::engine::Settings;
use jishi::error::Result;
use jishi::rule::RuleSet;
use jishi::schema::{rule_files, schema};

use super::unprinted;

/// Print the JSON Schema of the records, or of rule files
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  jishi schema > jishi.schema.json; jishi schema --rules > jishi-rules.schema.json")]
pub struct Args {
    /// With a folder: lay its rule files over the built-in ones, so that the schema of the records has their kinds too; may be given
    /// again. Without one: print the schema of rule files instead, for completion in an editor
    #[arg(long, value_name = "DIR", num_args = 0..=1)]
    rules: Option<Vec<PathBuf>>,
}

/// Prints the schema.
pub fn run(args: Args) -> Result<ExitCode> {
    let schema = match args.rules {
        Some(folders) if folders.is_empty() => rule_files::schema(),
        folders => {
            let files = Settings { rules: folders.unwrap_or_default(), ..Settings::default() }.files()?;
            schema(&RuleSet::load(&files, &[])?.kinds)
        }
    };
    writeln!(stdout(), "{schema:#}").map_err(unprinted)?;
    Ok(ExitCode::SUCCESS)
}
