//! Why rules gave no fact where they looked: what a hit lacks is found by asking `settle` what it would give with one demand less.

use super::Explained;
use crate::error::{Error, Result};
use crate::fact::{Fact, HEAD, Value};
use crate::near::nearest;
use crate::pattern::Tree;
use crate::rule::miss::{Miss, Quote, Reason};
use crate::rule::{Arity, Hit, Kind, Looking, Rule, RuleSet};
use crate::settle::{Scene, add, statements, values};
use crate::span::Span;
use crate::spot::View;

/// What is asked of the rules of an engine, and what it takes to answer; for all threads.
pub struct Inquiry {
    trees: Vec<Option<Tree>>,
    /// The number of the rule that is asked about; all where there is none.
    only: Option<usize>,
    /// The same rules for kinds whose fields need not differ.
    lenient: RuleSet,
}

impl Inquiry {
    /// About all rules of a set, or about the one of this id (`kind/rule`, or `rule` where one kind alone has it).
    ///
    /// # Errors
    /// An id that no rule has, or several have.
    pub fn new(rules: &RuleSet, only: Option<&str>) -> Result<Self> {
        let only = only.map(|id| number(&rules.rules, id)).transpose()?;
        let mut lenient = rules.clone();
        lenient.kinds.iter_mut().for_each(|kind| kind.distinct = None);
        Ok(Self { trees: rules.trees(), only, lenient })
    }

    /// Why hits of one view gave no fact; `facts` are all that the sentence has so far.
    pub(super) fn hits<'r>(&self, scene: &Scene, hits: &[Hit<'r>], facts: &[Fact]) -> Vec<Miss<'r>> {
        let own = hits.iter().filter(|hit| !gave(scene, hit, facts));
        own.map(|hit| missed(scene, hit, self.reasons(scene, hit, facts))).collect()
    }

    /// Why rules that looked at a sentence have no match in it.
    pub(super) fn looks<'r>(
        &self,
        rules: &'r RuleSet,
        explained: &Explained<'r>,
        (own, shields): (&[char], &[Span]),
    ) -> Vec<Miss<'r>> {
        let mut all = equals(explained);
        for ((folded, _), view) in explained.views.iter().zip([View::Places, View::Actors]) {
            let text: Vec<char> = folded.text.chars().collect();
            let looking = Looking::at(folded, &text, own, shields);
            all.extend(rules.misses(&looking, view, &self.trees, self.only));
        }
        all
    }

    /// Keeps what was asked for, the nearest first.
    pub(super) fn rank(&self, rules: &RuleSet, misses: &mut Vec<Miss>) {
        misses.retain(|miss| self.only.is_none_or(|only| rules.rules[only].id == miss.rule.id));
        // Stable: equally near ones stay in the order of the files.
        misses.sort_by(|a, b| b.nearness().total_cmp(&a.nearness()).then(b.span.len().cmp(&a.span.len())));
    }

    fn reasons(&self, scene: &Scene, hit: &Hit, facts: &[Fact]) -> Vec<Reason> {
        let kind = &scene.rules.kinds[hit.rule.kind];
        if gives(scene, hit) {
            return vec![outdone(scene, hit, facts)];
        }
        let without = |change: &dyn Fn(&mut Rule)| {
            let mut rule = hit.rule.clone();
            change(&mut rule);
            rule
        };
        let unmet = hit.rule.given_before.iter().filter(|wanted| {
            let rule = without(&|rule| rule.given_before.retain(|given| given.written != wanted.written));
            rule.given_before.is_empty() && gives(scene, &Hit { rule: &rule, ..hit.clone() })
        });
        let unmet: Vec<Reason> = unmet.map(|given| Reason::GivenBefore { pattern: given.written.trim().into() }).collect();
        if !unmet.is_empty() {
            return unmet;
        }
        if let Some(lists) = uneven(scene, hit) {
            return vec![Reason::Uneven { lists }];
        }
        let rule = without(&|rule| rule.need.clear());
        let hit_without_need = Hit { rule: &rule, ..hit.clone() };
        if gives(scene, &hit_without_need) {
            return vec![Reason::Need { fields: hit.rule.need.clone() }];
        }
        let lenient = Scene { rules: &self.lenient, ..*scene };
        let alike = statements(&lenient, &[hit_without_need]).first().and_then(|fact| alike(kind, fact));
        vec![alike.unwrap_or_else(|| unread(scene, kind, hit))]
    }
}

/// Hits whose fact is that of another hit, word for word.
fn equals<'r>(explained: &Explained<'r>) -> Vec<Miss<'r>> {
    let mut all = Vec::new();
    for (folded, hits) in &explained.views {
        for hit in hits {
            let span = folded.covered(hit.span.clone());
            let known = explained.misses.iter().any(|miss| miss.rule.id == hit.rule.id && miss.span == span);
            let own =
                |fact: &&Fact| hit.rule.id.strip_prefix(&*fact.kind).is_some_and(|id| id.starts_with('/')) && fact.span == span;
            let mut there = explained.facts.iter().filter(own);
            if known || there.clone().any(|fact| fact.rule == hit.rule.id) {
                continue;
            }
            let reasons: Vec<Reason> = there.next().map(|fact| Reason::Equal { by: fact.rule.clone() }).into_iter().collect();
            if !reasons.is_empty() {
                all.push(Miss {
                    rule: hit.rule,
                    trigger: None,
                    span,
                    matched: true,
                    is_hit: true,
                    taken: vec![],
                    fitting: 0,
                    all: 0,
                    reasons,
                });
            }
        }
    }
    all
}

/// The number of the rule of an id.
fn number(rules: &[Rule], id: &str) -> Result<usize> {
    let called = |rule: &Rule| *rule.id == *id || rule.id.split_once('/').is_some_and(|(_, name)| name == id);
    let found: Vec<usize> = (0..rules.len()).filter(|&number| called(&rules[number])).collect();
    match found.as_slice() {
        [number] => Ok(*number),
        [] => {
            let short = |rule: &'_ Rule| rule.id.split_once('/').map_or(0, |(kind, _)| kind.len() + 1);
            let ids = rules.iter().map(|rule| if id.contains('/') { &*rule.id } else { &rule.id[short(rule)..] });
            let near = nearest(id, ids).map(|near| format!("did you mean `{near}`?  "));
            let cure = "`jishi rules list` shows them all";
            Err(Error::Usage(format!("--rule: there is no rule `{id}`; {}{cure}", near.unwrap_or_default())))
        }
        several => {
            let ids: Vec<&str> = several.iter().map(|&number| &*rules[number].id).collect();
            Err(Error::Usage(format!("--rule: several kinds have a rule `{id}`; give one of {}", ids.join(", "))))
        }
    }
}

/// Whether a fact of this rule stands where a hit does.
fn gave(scene: &Scene, hit: &Hit, facts: &[Fact]) -> bool {
    let places = places(scene, hit);
    facts.iter().any(|fact| fact.rule == hit.rule.id && places.contains(&fact.span))
}

/// Where the facts of a hit would stand: at its heads in a kind that is a value, else where it is itself.
fn places(scene: &Scene, hit: &Hit) -> Vec<Span> {
    if scene.rules.kinds[hit.rule.kind].is.is_none() {
        return vec![scene.folded.covered(hit.span.clone())];
    }
    let heads = hit.captures.iter().filter(|(field, _)| *field == HEAD);
    heads.flat_map(|(_, range)| scene.folded.symbols(range.clone())).map(|mention| mention.span).collect()
}

/// Whether a hit would give a fact if it were the only one.
fn gives(scene: &Scene, hit: &Hit) -> bool {
    let alone = std::slice::from_ref(hit);
    if scene.rules.kinds[hit.rule.kind].is.is_none() {
        return !statements(scene, alone).is_empty();
    }
    let mut facts = values(scene, &[]);
    add(scene, alone, &mut facts);
    gave(scene, hit, &facts)
}

/// The fact in whose favour a sound hit was left out.
fn outdone(scene: &Scene, hit: &Hit, facts: &[Fact]) -> Reason {
    let kind = &scene.rules.kinds[hit.rule.kind];
    let (core, places) = (scene.folded.covered(hit.core.clone()), places(scene, hit));
    let own = || facts.iter().filter(|fact| fact.kind == kind.name);
    let same = own().find(|fact| places.contains(&fact.span));
    match (same, own().find(|fact| fact.span.overlaps(core))) {
        (Some(fact), _) if kind.is.is_some() => Reason::Joined { by: fact.rule.clone() },
        (Some(fact), _) => Reason::Equal { by: fact.rule.clone() },
        (None, Some(fact)) => Reason::Beaten { by: fact.rule.clone(), found: quote(scene, fact.span) },
        (None, None) => Reason::Unread { fields: vec![HEAD.into()], found: quote(scene, core) },
    }
}

fn quote(scene: &Scene, span: Span) -> Quote {
    Quote { text: scene.own[span.range()].iter().collect(), span }
}

/// How many values the lists in step hold, where their lengths differ.
fn uneven(scene: &Scene, hit: &Hit) -> Option<Vec<(String, usize)>> {
    let mut lists: Vec<(String, usize)> = Vec::new();
    for (field, range) in hit.captures.iter().filter(|(field, _)| hit.rule.zip.iter().any(|name| name == field)) {
        let count = scene.folded.symbols(range.clone()).count();
        match lists.iter_mut().find(|(known, _)| known == field) {
            Some((_, sum)) => *sum += count,
            None => lists.push(((*field).to_owned(), count)),
        }
    }
    let differ = lists.iter().any(|(_, length)| *length != lists[0].1);
    differ.then_some(lists)
}

/// The two fields that must differ and don't.
fn alike(kind: &Kind, fact: &Fact) -> Option<Reason> {
    let (one, other) = kind.distinct.as_ref()?;
    let value = fact.value.get(one);
    (*value != Value::Null).then(|| Reason::Alike { fields: (one.clone(), other.clone()), value: value.to_string() })
}

/// The fields for which nothing that was captured is a value.
fn unread(scene: &Scene, kind: &Kind, hit: &Hit) -> Reason {
    let lists = kind.fields.iter().any(|field| field.arity == Arity::Many);
    let wanted = if lists { Arity::Many } else { Arity::One };
    let owed =
        kind.fields.iter().filter(|field| field.arity == wanted && !hit.rule.set.iter().any(|(set, _)| **set == *field.name));
    let fields: Vec<String> = owed.map(|field| field.name.to_string()).collect();
    let taken =
        hit.captures.iter().filter(|(field, _)| fields.iter().any(|name| name == field)).map(|(_, range)| range.clone());
    let found = taken.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end)).unwrap_or_else(|| hit.span.clone());
    Reason::Unread { fields, found: quote(scene, scene.folded.covered(found)) }
}

fn missed<'r>(scene: &Scene, hit: &Hit<'r>, reasons: Vec<Reason>) -> Miss<'r> {
    let taken =
        hit.captures.iter().map(|(field, range)| ((*field).to_owned(), quote(scene, scene.folded.covered(range.clone()))));
    Miss {
        rule: hit.rule,
        trigger: None,
        span: scene.folded.covered(hit.span.clone()),
        matched: true,
        is_hit: true,
        taken: taken.collect(),
        fitting: 0,
        all: 0,
        reasons,
    }
}
