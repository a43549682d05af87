//! `jishi rules new`: a rule file to begin with, which works as it is.

use std::path::PathBuf;
use std::process::ExitCode;

use include_dir::{Dir, include_dir};
use jishi::error::{Error, Result};
use jishi::files::{Files, Standing, write};

use super::quoted;
use crate::cli::say;

/// One file for each built-in kind, to add to it, and `kind.toml` for a kind of one's own.
static STARTERS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/rules/starters");

/// Begin a rule file: a kind of your own, or rules that add to a built-in kind
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
#[command(after_help = "Example:\n  jishi rules new visit my-rules/")]
pub struct Args {
    /// The name of the kind, such as visit, for a new KIND.toml; that of a built-in kind, such as donation, for a KIND.mine.toml that
    /// adds to it
    #[arg(value_parser = name)]
    kind: String,
    /// The folder to write to, made where there is none
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

/// Writes the file and says what to type next.
pub fn run(args: &Args) -> Result<ExitCode> {
    let kind = &args.kind;
    let built_in = Files::embedded().get(&format!("{kind}.toml")).is_some();
    let (name, starter) =
        if built_in { (format!("{kind}.mine.toml"), kind.as_str()) } else { (format!("{kind}.toml"), "kind") };
    let text = STARTERS.get_file(format!("{starter}.toml")).and_then(|file| file.contents_utf8());
    let text = text
        .ok_or_else(|| Error::Usage(format!("{kind}: there is no file to begin with; write {name} by hand (docs/rules.md)")))?;
    let path = args.folder.join(&name);
    write(&path, &text.replace("KIND", kind), Standing::Stays)?;
    let folder = quoted(&args.folder);
    say(&format!("{} is written and works as it is; next\n  jishi check --rules {folder}", path.display()));
    if let Some(sentence) = sentence(text) {
        say(&format!("  jishi explain {sentence} --rules {folder}"));
    }
    Ok(ExitCode::SUCCESS)
}

/// The first sentence that a rule of this file finds something in.
fn sentence(file: &str) -> Option<String> {
    let table: toml::Table = toml::from_str(file).ok()?;
    let find = table.get("rule")?.get(0)?.get("find")?.get(0)?;
    find.get("text")?.as_str().map(str::to_owned)
}

/// The name of a kind, which is that of its file and stands in every fact.
fn name(text: &str) -> std::result::Result<String, String> {
    let letters = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if !letters || !text.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Err("write lower-case letters, digits and _, a letter first, such as city_visit".into());
    }
    if text == "fragments" {
        return Err("fragments.toml holds the shapes that all kinds share; give the kind another name".into());
    }
    Ok(text.into())
}
