//! `jishi explain`: one text in; what was recognised in it, which rules matched, what each field read.

use std::path::PathBuf;
use std::process::ExitCode;

use jiff::civil::Date;
use jishi::error::{Error, Result};

use super::day;

/// Show how one text is read: what is recognised in it, which rules match, and why others don't
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
#[command(after_help = "Example:\n  jishi explain 去年，武汉市与日本大分市缔结友好城市关系。 --published 2021-05-28")]
pub struct Args {
    /// A text, or the name of a file that holds one
    #[arg(value_name = "TEXT|FILE")]
    pub text: String,
    /// A folder of rule files and tables to lay over the built-in ones; may be given again
    #[arg(long, value_name = "DIR")]
    pub rules: Vec<PathBuf>,
    /// The publication date to count from: YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub published: Option<Date>,
}

/// Explains.
pub fn run(args: Args) -> Result<ExitCode> {
    Err(Error::Usage(format!("{}: this version can't explain yet\n  run `jishi extract` on it", args.text)))
}
