//! `jishi rules`: which rules there are, a copy of them to edit, and a file to begin with.

mod export;
mod list;
mod new;

use std::path::Path;
use std::process::ExitCode;

use clap::Subcommand;
use jishi::error::Result;

/// List the rules, write them to a folder to edit, or begin a rule file
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
#[command(after_help = "Example:\n  jishi rules new visit my-rules/")]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    List(list::Args),
    Export(export::Args),
    New(new::Args),
}

/// Does what is asked for with the rules.
pub fn run(args: Args) -> Result<ExitCode> {
    match args.verb {
        Verb::List(args) => list::run(&args),
        Verb::Export(args) => export::run(&args),
        Verb::New(args) => new::run(&args),
    }
}

/// A path as a shell takes it.
fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/._-+:@,".contains(c);
    if !path.is_empty() && path.chars().all(plain) { path } else { format!("'{}'", path.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_quoted_where_a_shell_would_cut_it() {
        for (path, want) in
            [("my-rules/", "my-rules/"), ("规则", "规则"), ("my rules", "'my rules'"), ("a'b", r"'a'\''b'"), ("", "''")]
        {
            assert_eq!(quoted(Path::new(path)), want);
        }
    }
}
