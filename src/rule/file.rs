//! Exactly what a person may write in a rule file. The comments here are what an editor shows of each key.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use toml::Spanned;

use super::shape;

/// A table whose order counts, each key and value with its place.
#[derive(Clone, Debug)]
pub struct Ordered<V>(pub Vec<(Spanned<String>, Spanned<V>)>);

/// One rule file: a kind of fact and its rules.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "jishi rule file", transform = shape::addition_too)]
pub struct RuleFile {
    /// What a fact of this kind looks like. `KIND.toml` must say it; `KIND.ANYTHING.toml`, which adds to a kind, and `fragments.toml`
    /// leave it out.
    pub kind: KindTable,
    /// Patterns with names: `<name>` in another pattern puts one in place. They may use each other, and capture no field.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, String>")]
    pub fragments: BTreeMap<Spanned<String>, Spanned<String>>,
    /// Patterns that look around a match for the fields that a rule's own pattern leaves out, in the rules that say `look = true`.
    #[serde(default)]
    pub around: AroundTable,
    /// The rules, from the surest to the boldest; of overlapping matches the longest counts, then the rule that comes first.
    #[serde(default)]
    pub rule: Vec<RuleTable>,
}

/// What a file adds to a kind: `donation.mine.toml`.
#[derive(Debug, Default, Deserialize)]
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
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AroundTable {
    /// These patterns run in order on the sentence up to a match (`$` is where it begins); of several places the last one counts.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub before: Vec<Spanned<String>>,
    /// These patterns run in order on the sentence behind a match (`^` is where it ends); the first place counts.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub after: Vec<Spanned<String>>,
}

/// `[kind]`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KindTable {
    /// One sentence that says what a fact of this kind states.
    pub about: String,
    /// A fact of this kind is itself a `quantity` or a `time`, captured as `<head:quantity>` or `<head:time>`; the fields add to it.
    /// Leave it out for a kind that has fields alone.
    #[serde(default)]
    #[schemars(schema_with = "shape::value_type")]
    pub is: Option<Spanned<String>>,
    /// The fields and their types, in the order of the output: `{ donor = "party?", items = "goods*", relation = "sister|exchange" }`.
    /// With `?` a field may be absent, with `*` it is a list, and `x|y` is a closed choice.
    #[schemars(schema_with = "shape::field_types")]
    pub fields: Ordered<String>,
    /// Fields that are computed from others: a `time` from a `number` (the year so many years before), a `text` from `"clause"`, or
    /// from `"whole"` in a kind that is a quantity.
    #[serde(default)]
    pub derive: Ordered<String>,
    /// For each choice field that patterns capture its words, each with a plain regex of the captured texts that mean it; the first
    /// that matches counts.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, BTreeMap<String, String>>")]
    pub read: BTreeMap<Spanned<String>, Ordered<String>>,
    /// Two `place` fields that change places where only the second one is in China.
    #[serde(default)]
    #[schemars(with = "[String; 2]")]
    pub chinese_first: Vec<Spanned<String>>,
    /// Two fields whose values must differ: `["donor", "recipient"]`.
    #[serde(default)]
    #[schemars(with = "[String; 2]")]
    pub distinct: Vec<Spanned<String>>,
    /// What fields are filled with in the rules that do not say it themselves; the words are those of a rule's `fill`.
    #[serde(default)]
    #[schemars(schema_with = "shape::fills")]
    pub fill: Ordered<String>,
    /// Fields with `?` in which the facts of an article mostly agree: a fact that lacks one gets what most of the others have.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub usual: Vec<Spanned<String>>,
    /// For a `time` field the fields in which facts of an article must agree for the time to be the same in all of them:
    /// `{ since = ["a", "b"] }`.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub share: Ordered<Vec<Spanned<String>>>,
    /// For a list field a plain regex of the names that say little (物资): a fact that has no more than these is left out beside one
    /// that tells the same in numbers.
    #[serde(default)]
    pub vague: Ordered<String>,
}

/// `[[rule]]`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(transform = shape::whole_rule)]
pub struct RuleTable {
    /// The name of the rule in its kind; its facts have `kind/id`. In a file that adds to a kind, an id that is known takes the place
    /// of that rule.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// With `true` the rule of this id is switched off; it then needs no other key.
    #[serde(default)]
    pub disable: bool,
    /// A regex in verbose mode over one sentence, in which each place, time, quantity and party is one symbol: `<city>` matches a
    /// mention or puts a fragment in place, `<a:city>` also takes it for the field `a`, and `<act:…>` marks the verb.
    #[serde(default)]
    #[schemars(with = "String")]
    pub pattern: Option<Spanned<String>>,
    /// A pattern that runs again within the stretch captured as `<each:…>`, with one fact for each of its matches.
    #[serde(default)]
    #[schemars(with = "String")]
    pub each: Option<Spanned<String>>,
    /// With `true` the patterns of `[around]` look for the fields that the pattern leaves out.
    #[serde(default)]
    pub look: bool,
    /// Fields of which a match must have at least one, captured, looked for or filled: `["donor", "recipient"]`.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub need: Vec<Spanned<String>>,
    /// What fields always are in facts of this rule: `{ relation = "sister" }`. `status` fixes the status, where cue words must not
    /// decide.
    #[serde(default)]
    #[schemars(schema_with = "shape::constants")]
    pub set: Ordered<toml::Value>,
    /// What a field is where the pattern captured nothing: `{ from = "subject" }`. `"party|again"` tries one word after the other.
    #[serde(default)]
    #[schemars(schema_with = "shape::fills")]
    pub fill: Ordered<String>,
    /// Patterns that the sentence must match too, all of them.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub given: Vec<Spanned<String>>,
    /// Patterns that the title or the text before the sentence must match, all of them.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub given_before: Vec<Spanned<String>>,
    /// Patterns that the sentence may not match, any of them.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub unless: Vec<Spanned<String>>,
    /// For a field, or for `act`, the characters that may not stand right before it: `{ donor = "向给" }`.
    #[serde(default)]
    pub not_after: Ordered<String>,
    /// The ids of rules of the kind inside whose longer matches a match of this one counts too.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub within: Vec<Spanned<String>>,
    /// Whether this rule speaks only where no other of the kind does, whatever their lengths. Its lists may be empty, and what it
    /// captures as goods is taken as written.
    #[serde(default)]
    pub fallback: bool,
    /// Fields whose lists go in step (分别): the first with the first, the second with the second.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub zip: Vec<Spanned<String>>,
    /// Fields of whose list each member makes a fact of its own (各).
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub spread: Vec<Spanned<String>>,
    /// Texts that this rule must find something in, each with the facts that are there; every rule has at least one.
    #[serde(default)]
    pub find: Vec<FindTable>,
    /// Texts that look alike and in which this rule must find nothing, each with the reason; every rule has at least one.
    #[serde(default)]
    pub skip: Vec<SkipTable>,
}

/// `[[rule.find]]`: a text, and the facts that this rule must give.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindTable {
    /// The text in which the rule must find at least one of the facts expected.
    pub text: String,
    /// Every fact of the kind in the text, in reading order, each with its fields in their text form (`株洲市`, `20000 只 口罩`,
    /// `1973-06-24`). A field that is not listed must be absent, but for what `set` says.
    #[schemars(schema_with = "shape::expected")]
    pub expect: Vec<Spanned<toml::Table>>,
    /// The publication date that 去年 and 昨日 are counted from: `2021-05-28`.
    #[serde(default)]
    #[schemars(schema_with = "shape::day")]
    pub published: Option<Spanned<String>>,
    /// The outlet that published the text, from which 我省 and 全市 are known.
    #[serde(default)]
    #[schemars(with = "String")]
    pub source: Option<String>,
    /// The title of the article that the text is from.
    #[serde(default)]
    #[schemars(with = "String")]
    pub title: Option<String>,
}

/// `[[rule.skip]]`: a text in which this rule must find nothing, and why.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SkipTable {
    /// A text that looks like one for this rule, and in which it must find nothing.
    pub text: String,
    /// The reason why there is nothing to find, for the next reader: `"a university is no city"`.
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
