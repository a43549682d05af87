//! `lexicon/zones.toml`, and how its words and patterns are compiled.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};
use serde::Deserialize;

use super::names::Words;
use crate::error::Diagnostic;
use crate::files::Files;

const TABLE: &str = "lexicon/zones.toml";

/// `lexicon/zones.toml` as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    pub labels: BTreeMap<String, Vec<String>>,
    pub words: Words,
    pub patterns: Patterns,
}

/// The patterns of whole lines, and of parts of lines.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Patterns {
    pub hints: Vec<String>,
    pub nav_marks: String,
    pub triggers: Vec<String>,
    pub buttons: String,
    pub nav: Vec<String>,
    pub tail: Vec<String>,
    pub more: Vec<String>,
    pub footer: Vec<String>,
    pub byline: Vec<String>,
    pub end_byline: Vec<String>,
    pub end_triggers: Vec<String>,
    pub end_footer: Vec<String>,
    pub dateline_triggers: Vec<String>,
    pub dateline: Vec<String>,
    pub inner_dateline: Vec<String>,
}

/// Reads the table.
///
/// # Errors
/// A table that is not of its form.
pub fn read(files: &Files) -> Result<Table, Diagnostic> {
    files.table(TABLE)
}

/// Compiles a pattern of the table.
///
/// # Errors
/// What is no regex.
pub fn compile(pattern: &str) -> Result<Regex, Diagnostic> {
    let built = RegexBuilder::new(pattern).dfa_size_limit(8 << 20).build();
    built.map_err(|error| Diagnostic::whole(TABLE, error.to_string()))
}

/// Looks for any of these words.
///
/// # Errors
/// More words than there can be.
pub fn search(words: &[impl AsRef<[u8]>]) -> Result<AhoCorasick, Diagnostic> {
    let built = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(words);
    built.map_err(|error| Diagnostic::whole(TABLE, error.to_string()))
}

/// A pattern for any of these words, longer ones first.
pub fn any_of(words: &[String]) -> String {
    let mut words: Vec<&String> = words.iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    let words: Vec<String> = words.into_iter().map(|word| regex::escape(word)).collect();
    words.join("|")
}

/// Compiles patterns that are looked for together.
///
/// # Errors
/// What is no regex.
pub fn set(patterns: &[String]) -> Result<RegexSet, Diagnostic> {
    let built = RegexSetBuilder::new(patterns).dfa_size_limit(4 << 20).build();
    built.map_err(|error| Diagnostic::whole(TABLE, error.to_string()))
}
