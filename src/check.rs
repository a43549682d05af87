//! Rules against their own examples: what each must find, and what it must leave.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

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

/// An example of a rule.
struct Example<'e> {
    rule: &'e Rule,
    /// Its place among those of its sort, from 1.
    number: usize,
    sample: Sample<'e>,
}

/// What an example holds.
enum Sample<'e> {
    Find(&'e FindTable),
    Skip(&'e SkipTable),
}

/// Runs every example of every rule of these kinds, or of all where none is named. A `find` must give exactly the expected facts of
/// its kind, at least one of them by this rule; a `skip` must give none of this rule.
pub fn check(engine: &Engine, kinds: &[String]) -> Outcome {
    let wanted = |rule: &&Rule| kinds.is_empty() || kinds.iter().any(|kind| *kind == *engine.kinds()[rule.kind].name);
    let examples: Vec<Example> = engine.rules().iter().filter(wanted).flat_map(examples).collect();
    let mut outcome = Outcome::default();
    for (example, wrong) in examples.iter().zip(all(engine, &examples)) {
        outcome.add(example, wrong);
    }
    outcome
}

fn examples(rule: &Rule) -> impl Iterator<Item = Example<'_>> {
    let finds = rule.find.iter().map(Sample::Find).enumerate();
    let skips = rule.skip.iter().map(Sample::Skip).enumerate();
    finds.chain(skips).map(move |(number, sample)| Example { rule, number: number + 1, sample })
}

/// What is wrong with each example, in their order; as many threads as the machine runs at once take one after the other.
fn all(engine: &Engine, examples: &[Example]) -> Vec<Vec<(Sort, String)>> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mine = std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)));
        let mine = mine.map_while(|number| Some((number, examples.get(number)?)));
        mine.map(|(number, example)| (number, example.run(engine))).collect::<Vec<_>>()
    };
    let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut done: Vec<(usize, Vec<(Sort, String)>)> = thread::scope(|scope| {
        let working: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let joined = working.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        joined.flatten().collect()
    });
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, wrong)| wrong).collect()
}

impl Example<'_> {
    fn run(&self, engine: &Engine) -> Vec<(Sort, String)> {
        match self.sample {
            Sample::Find(find) => found(engine, self.rule, find),
            Sample::Skip(skip) => skipped(engine, self.rule, skip),
        }
    }

    /// `find 2`.
    fn name(&self) -> String {
        let sort = match self.sample {
            Sample::Find(_) => "find",
            Sample::Skip(_) => "skip",
        };
        format!("{sort} {}", self.number)
    }
}

impl Outcome {
    fn add(&mut self, example: &Example, wrong: Vec<(Sort, String)>) {
        self.examples += 1;
        self.right += usize::from(wrong.is_empty());
        let difference = |(sort, what)| Difference { rule: example.rule.id.to_string(), example: example.name(), sort, what };
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
