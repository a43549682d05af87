//! Exactly what a person may write in a rule file.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use toml::Spanned;

/// A table whose order counts, each key and value with its place.
#[derive(Clone, Debug)]
pub struct Ordered<V>(pub Vec<(Spanned<String>, Spanned<V>)>);

/// One rule file: a kind of fact and its rules.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    pub kind: KindTable,
    /// Named patterns that other patterns put in place with `<name>`.
    #[serde(default)]
    pub fragments: BTreeMap<Spanned<String>, Spanned<String>>,
    /// Patterns for the rules that say `look = true`.
    #[serde(default)]
    pub around: AroundTable,
    #[serde(default)]
    pub rule: Vec<RuleTable>,
}

/// What a file adds to a kind: `donation.mine.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdditionFile {
    /// Named patterns; one of a name that is known takes its place in all rules of the kind.
    #[serde(default)]
    pub fragments: BTreeMap<Spanned<String>, Spanned<String>>,
    /// Patterns behind those of the kind, for the rules that say `look = true`.
    #[serde(default)]
    pub around: AroundTable,
    /// Rules; one of an id that is known takes its place.
    #[serde(default)]
    pub rule: Vec<RuleTable>,
}

/// `[around]`: where fields stand that a rule's own pattern leaves out.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AroundTable {
    /// Patterns on the sentence up to a match; of several places the last one counts.
    #[serde(default)]
    pub before: Vec<Spanned<String>>,
    /// Patterns on the sentence behind a match; the first place counts.
    #[serde(default)]
    pub after: Vec<Spanned<String>>,
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
    pub fields: Ordered<String>,
    /// A field computed from another, by name: `{ since = "anniversary" }`.
    #[serde(default)]
    pub derive: Ordered<String>,
    /// For a choice field that patterns capture: each of its words, and the pattern of the texts that mean it; the first that
    /// matches counts.
    #[serde(default)]
    pub read: BTreeMap<Spanned<String>, Ordered<String>>,
    /// Two place fields of which the first is the Chinese side, where there is one.
    #[serde(default)]
    pub chinese_first: Vec<Spanned<String>>,
    /// Two fields whose values must differ.
    #[serde(default)]
    pub distinct: Vec<Spanned<String>>,
    /// What fields are filled with in rules that don't say it themselves.
    #[serde(default)]
    pub fill: Ordered<String>,
    /// Fields in which the facts of an article mostly agree: one that lacks it has what most of the others have.
    #[serde(default)]
    pub usual: Vec<Spanned<String>>,
    /// A time field, and the fields in which facts of an article must agree for it to be the same in all of them.
    #[serde(default)]
    pub share: Ordered<Vec<Spanned<String>>>,
    /// For a list field the pattern of the names that say little: a fact that has no more is left out beside one that tells the same
    /// in numbers.
    #[serde(default)]
    pub vague: Ordered<String>,
}

/// `[[rule]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleTable {
    /// The name of the rule in its kind.
    pub id: Spanned<String>,
    /// Whether the rule of this id is switched off.
    #[serde(default)]
    pub disable: bool,
    /// What the rule matches in a folded sentence.
    pub pattern: Option<Spanned<String>>,
    /// A pattern run again inside the stretch captured as `each`: one fact for each match.
    pub each: Option<Spanned<String>>,
    /// Whether the patterns of `[around]` look for what this pattern leaves out.
    #[serde(default)]
    pub look: bool,
    /// Fields of which a match must have one, captured or looked for: `["donor", "recipient"]`.
    #[serde(default)]
    pub need: Vec<Spanned<String>>,
    /// Constants; `status` fixes the status.
    #[serde(default)]
    pub set: Ordered<toml::Value>,
    /// What a field that the pattern leaves out is filled with: `subject`, `home`, `last`, `foreign`, `party`, `time`, `day`, `again`;
    /// `party|again` tries one after the other.
    #[serde(default)]
    pub fill: Ordered<String>,
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
    pub not_after: Ordered<String>,
    /// Rules of the file whose longer matches leave room for a match of this one inside them.
    #[serde(default)]
    pub within: Vec<Spanned<String>>,
    /// Fields whose lists go in step (分别).
    #[serde(default)]
    pub zip: Vec<Spanned<String>>,
    /// Fields of whose list each member makes a fact of its own (各).
    #[serde(default)]
    pub spread: Vec<Spanned<String>>,
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
    pub expect: Vec<Spanned<toml::Table>>,
    /// The publication date that dates lean on.
    pub published: Option<Spanned<String>>,
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

impl<V> Default for Ordered<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Ordered<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

struct Entries<V>(PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for Entries<V> {
    type Value = Ordered<V>;

    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("a table")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        while let Some(entry) = map.next_entry()? {
            all.push(entry);
        }
        Ok(Ordered(all))
    }
}
