//! Exactly what a person may write in a rule file.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// One rule file: a kind of fact and its rules.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    pub kind: KindTable,
    /// Named patterns that other patterns put in place with `<name>`.
    #[serde(default)]
    pub fragments: BTreeMap<Spanned<String>, Spanned<String>>,
    #[serde(default)]
    pub rule: Vec<Spanned<RuleTable>>,
}

/// `[kind]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindTable {
    /// One sentence: what a fact of this kind says.
    pub about: String,
    /// The value that a fact of this kind is, with the fields as extras: `quantity` or `time`.
    pub is: Option<Spanned<String>>,
    /// Field names and types; the order is that of the output.
    pub fields: toml::Table,
    /// A field computed from another, by name: `{ since = "anniversary" }`.
    #[serde(default)]
    pub derive: BTreeMap<String, String>,
    /// For a choice field that patterns capture: each of its words, and the pattern of the texts that mean it; the first that
    /// matches counts.
    #[serde(default)]
    pub read: BTreeMap<String, toml::Table>,
    /// Two place fields of which the first is the Chinese side, where there is one.
    #[serde(default)]
    pub chinese_first: Vec<String>,
}

/// `[[rule]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleTable {
    pub id: Spanned<String>,
    pub pattern: Spanned<String>,
    /// A pattern run again inside the stretch captured as `each`: one fact for each match.
    pub each: Option<Spanned<String>>,
    /// Constants; `status` fixes the status.
    #[serde(default)]
    pub set: toml::Table,
    /// What a field that the pattern leaves out is filled with: `subject`, `home`, `last` (the place named last), `host`.
    #[serde(default)]
    pub fill: BTreeMap<String, String>,
    /// Patterns that the sentence must match.
    #[serde(default)]
    pub given: Vec<Spanned<String>>,
    /// Patterns that the title or an earlier sentence must match.
    #[serde(default)]
    pub given_before: Vec<Spanned<String>>,
    /// Patterns that the sentence may not match.
    #[serde(default)]
    pub unless: Vec<Spanned<String>>,
    /// For a field the characters that may not stand right before it: `{ donor = "向给" }`.
    #[serde(default)]
    pub not_after: BTreeMap<String, String>,
    /// Fields whose values must differ.
    #[serde(default)]
    pub distinct: Vec<String>,
    /// Fields whose lists go in step (分别).
    #[serde(default)]
    pub zip: Vec<String>,
    /// Fields of whose list each member makes a fact of its own (各).
    #[serde(default)]
    pub spread: Vec<String>,
    #[serde(default)]
    pub find: Vec<FindTable>,
    #[serde(default)]
    pub skip: Vec<SkipTable>,
}

/// `[[rule.find]]`: a text, and the facts that this rule must give.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindTable {
    pub text: String,
    /// For each fact its fields in their text form; a field not listed must be absent, but for constants from `set`.
    pub expect: Vec<toml::Table>,
    /// The publication date that dates lean on.
    pub published: Option<String>,
    /// The outlet, for 我省.
    pub source: Option<String>,
    pub title: Option<String>,
}

/// `[[rule.skip]]`: a text in which this rule must find nothing, and why.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkipTable {
    pub text: String,
    pub why: String,
}

/// `fragments.toml`: patterns that every rule file may use.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedFragments {
    pub fragments: BTreeMap<Spanned<String>, Spanned<String>>,
}
