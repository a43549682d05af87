//! Rules against their own examples: what each must find, and what it must leave.

use crate::article::Article;
use crate::engine::Engine;
use crate::fact::{Fact, HEAD, Status, Value};
use crate::record::fact_id;
use crate::rule::Rule;
use crate::rule::file::{FindTable, SkipTable};

/// What differs between an example and what the engine makes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// `kind/rule`.
    pub rule: String,
    /// `find 2`, `skip 1`.
    pub example: String,
    pub sort: Sort,
    pub what: String,
}

/// In what way an example comes out otherwise than it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// Fewer facts than expected.
    Missed,
    /// A field or the status is not as expected.
    Misread,
    /// More facts than expected, or one where none should be.
    Noisy,
    /// The facts are there, but another rule gave them all.
    Shadowed,
}

/// How an example came out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    pub examples: usize,
    /// How many of them came out as they should.
    pub right: usize,
    pub differences: Vec<Difference>,
}

/// Runs every example of every rule. A `find` must give exactly the expected facts of its kind, at least one of them by this
/// rule; a `skip` must give none of this rule.
pub fn check(engine: &Engine) -> Outcome {
    let mut outcome = Outcome::default();
    for rule in engine.rules() {
        for (number, find) in rule.find.iter().enumerate() {
            outcome.add(rule, format!("find {}", number + 1), found(engine, rule, find));
        }
        for (number, skip) in rule.skip.iter().enumerate() {
            outcome.add(rule, format!("skip {}", number + 1), skipped(engine, rule, skip));
        }
    }
    outcome
}

impl Outcome {
    fn add(&mut self, rule: &Rule, example: String, wrong: Vec<(Sort, String)>) {
        self.examples += 1;
        self.right += usize::from(wrong.is_empty());
        let difference = |(sort, what)| Difference { rule: rule.id.to_string(), example: example.clone(), sort, what };
        self.differences.extend(wrong.into_iter().map(difference));
    }
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}: {}: {}", self.rule, self.example, self.sort.word(), self.what)
    }
}

impl Sort {
    /// Every sort, in the order of a summary.
    pub const ALL: [Sort; 4] = [Sort::Missed, Sort::Misread, Sort::Noisy, Sort::Shadowed];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Sort::Missed => "missed",
            Sort::Misread => "misread",
            Sort::Noisy => "noisy",
            Sort::Shadowed => "shadowed",
        }
    }
}

fn found(engine: &Engine, rule: &Rule, find: &FindTable) -> Vec<(Sort, String)> {
    // The loader has seen that it is a day.
    let published = find.published.as_ref().and_then(|day| day.get_ref().parse().ok());
    let (text, source, title) = (find.text.clone(), find.source.clone(), find.title.clone());
    let article = Article { text, published, source, title_apart: title.is_some(), title, ..Article::default() };
    let facts: Vec<Fact> =
        of_kind(engine.extract(&article), rule).filter(|fact| fact.field == crate::fact::Field::Text).collect();
    let mut wrong = Vec::new();
    if facts.len() != find.expect.len() {
        let quotes: Vec<String> = facts.iter().map(|fact| shown(fact, &find.text)).collect();
        let sort = if facts.len() < find.expect.len() { Sort::Missed } else { Sort::Noisy };
        wrong.push((sort, format!("want {} facts, got {}: {}", find.expect.len(), facts.len(), quotes.join("; "))));
    } else if let Some(other) = facts.first().filter(|_| facts.iter().all(|fact| fact.rule != rule.id)) {
        wrong.push((Sort::Shadowed, format!("found by `{}`, not by this rule", other.rule)));
    }
    for (fact, expect) in facts.iter().zip(&find.expect) {
        wrong.extend(misread(&named(fact, &facts), expect.get_ref(), rule).into_iter().map(|what| (Sort::Misread, what)));
    }
    wrong
}

fn of_kind(facts: Vec<Fact>, rule: &Rule) -> impl Iterator<Item = Fact> {
    let kind = rule.id.split('/').next().unwrap_or_default().to_owned();
    facts.into_iter().filter(move |fact| *fact.kind == *kind)
}

/// The fact with the value of another one in place of that one's id, so that an example can say what is a part of what.
fn named(fact: &Fact, facts: &[Fact]) -> Fact {
    let mut fact = fact.clone();
    for (_, value) in &mut fact.value.0 {
        let Value::Text(text) = value else { continue };
        if let Some(other) = facts.iter().find(|other| fact_id("", other) == *text) {
            *value = Value::Text(other.value.get(HEAD).to_string());
        }
    }
    fact
}

fn shown(fact: &Fact, text: &str) -> String {
    let quote: String = text.chars().skip(fact.span.start as usize).take(fact.span.len()).collect();
    format!("`{quote}` by {}", fact.rule)
}

/// Each field that is not as expected. A field that the example doesn't list must be absent, but for constants.
fn misread(fact: &Fact, expect: &toml::Table, rule: &Rule) -> Vec<String> {
    let mut wrong = Vec::new();
    for (name, value) in &fact.value.0 {
        let want = expect.get(&**name).map(written);
        let constant = rule.set.iter().any(|(field, _)| *field == **name);
        let got = if value.is_absent() { None } else { Some(value.to_string()) };
        let derived = want.is_none() && (constant || is_default(name, value));
        if want != got && !derived {
            let say = |text: Option<String>| text.unwrap_or_else(|| "nothing".into());
            wrong.push(format!("{name}: want {}, got {}", say(want), say(got)));
        }
    }
    let status = expect.get("status").map_or(Status::Asserted.word().to_owned(), written);
    if status != fact.status.word() {
        wrong.push(format!("status: want {status}, got {}", fact.status.word()));
    }
    wrong
}

/// What every fact of a kind that is a time has, so that examples needn't repeat the sentence.
fn is_default(name: &str, value: &Value) -> bool {
    name == "event" && matches!(value, Value::Text(_))
}

fn written(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn skipped(engine: &Engine, rule: &Rule, skip: &SkipTable) -> Vec<(Sort, String)> {
    let article = Article { text: skip.text.clone(), ..Article::default() };
    let noisy = engine.extract(&article).into_iter().filter(|fact| fact.rule == rule.id);
    noisy.map(|fact| (Sort::Noisy, format!("want nothing ({}), got {}", skip.why, shown(&fact, &skip.text)))).collect()
}
