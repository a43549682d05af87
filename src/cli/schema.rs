//! `jishi schema`: the JSON Schema of the records.

use std::process::ExitCode;

use jishi::error::{Error, Result};

/// Print the JSON Schema of the records
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  jishi schema > jishi.schema.json")]
pub struct Args {}

/// Prints the schema.
pub fn run(_args: Args) -> Result<ExitCode> {
    Err(Error::Usage("this version can't print its schema yet".into()))
}
