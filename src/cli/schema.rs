//! `jishi schema`: the JSON Schema of the records.

use std::io::{Write, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use jishi::engine::Settings;
use jishi::error::Result;
use jishi::rule::RuleSet;
use jishi::schema::schema;

use super::unprinted;

/// Print the JSON Schema of the records
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  jishi schema > jishi.schema.json")]
pub struct Args {
    /// A folder of rule files to lay over the built-in ones, whose kinds the schema then has too; may be given again
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,
}

/// Prints the schema.
pub fn run(args: Args) -> Result<ExitCode> {
    let files = Settings { rules: args.rules, ..Settings::default() }.files()?;
    let rules = RuleSet::load(&files, &[])?;
    writeln!(stdout(), "{:#}", schema(&rules.kinds)).map_err(unprinted)?;
    Ok(ExitCode::SUCCESS)
}
