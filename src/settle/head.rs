//! Facts of kinds that *are* a value: a count is a quantity, a date is a time.

use super::Scene;
use super::build::{empty, in_step, put};
use crate::fact::{Fact, Fields, HEAD, Status, Value};
use crate::rule::{FieldType, Hit, Kind, Rule};
use crate::span::Span;
use crate::spot::Mention;

/// A hit that adds to a mention, and the number of the mention among those it captured as `head`.
type Adding<'h, 'r> = (&'h Hit<'r>, usize);

impl Scene<'_> {
    /// One fact for each mention that a direct rule takes, with what other hits add to it.
    pub(super) fn head_facts(&self, hits: &[Hit]) -> Vec<Fact> {
        let mut facts = Vec::new();
        for rule in self.rules.rules.iter().filter(|rule| rule.direct()) {
            let Some(is) = &self.rules.kinds[rule.kind].is else { continue };
            for mention in self.folded.mentions.iter().filter(|mention| Self::is(mention, is)) {
                let own = hits.iter().filter(|hit| hit.rule.kind == rule.kind && self.balanced(hit));
                let nth = |hit: &Hit| self.heads(hit).into_iter().position(|head| head == mention);
                let adding: Vec<Adding> = own.filter_map(|hit| Some((hit, nth(hit)?))).collect();
                facts.push(self.head_fact(rule, mention, &adding));
            }
        }
        facts
    }

    /// Adds what one hit says to the facts of the mentions that it captured as `head`.
    pub(super) fn add(&self, hit: &Hit, facts: &mut [Fact]) {
        let kind = &self.rules.kinds[hit.rule.kind];
        if !self.balanced(hit) {
            return;
        }
        for (nth, mention) in self.heads(hit).into_iter().enumerate() {
            let same = |fact: &&mut Fact| fact.kind == kind.name && fact.span == mention.span;
            let Some(fact) = facts.iter_mut().find(same) else { continue };
            merge(&mut fact.value, self.read((hit, nth), kind));
            if self.rules.rules.iter().any(|rule| rule.direct() && rule.id == fact.rule) {
                (fact.rule, fact.confidence) = (hit.rule.id.clone(), hit.rule.confidence);
            }
        }
    }

    /// The mentions that a hit captured as `head`: one, or several where they go in step with other fields.
    fn heads(&self, hit: &Hit) -> Vec<&Mention> {
        let range = hit.captures.iter().find(|(field, _)| *field == HEAD).map(|(_, range)| range.clone());
        let most = if hit.rule.zip.iter().any(|field| field == HEAD) { usize::MAX } else { 1 };
        range.map_or(Vec::new(), |range| self.folded.symbols(range).take(most).collect())
    }

    /// Whether its lists in step are as long as there are heads; else nothing is made up.
    fn balanced(&self, hit: &Hit) -> bool {
        let fields = self.rules.kinds[hit.rule.kind].fields.iter().filter(|field| in_step(hit.rule, field));
        fields.into_iter().all(|field| self.captured(hit, field).len() == self.heads(hit).len())
    }

    fn head_fact(&self, rule: &Rule, mention: &Mention, adding: &[Adding]) -> Fact {
        let kind = &self.rules.kinds[rule.kind];
        let head = match kind.is {
            Some(FieldType::Time) => self.time(mention).map(|time| Value::Time(Box::new(time))),
            _ => self.quantity(mention, self.noun(mention)).map(|quantity| Value::Quantity(Box::new(quantity))),
        };
        let mut value = empty(kind);
        value.0.insert(0, (HEAD.into(), head.unwrap_or(Value::Null)));
        adding.iter().for_each(|adding| merge(&mut value, self.read(*adding, kind)));
        self.derive_head(kind, mention, &mut value);
        let adds = adding.first().map(|(hit, _)| hit.rule);
        let status = adds.and_then(|rule| rule.status).unwrap_or(Status::Asserted);
        self.fact(adds.unwrap_or(rule), kind, mention.span, (status, None), value)
    }

    /// What a quantity counts.
    fn noun(&self, mention: &Mention) -> Option<Span> {
        crate::spot::noun::noun(self.plain, mention.span, self.words)
    }

    /// What a hit says of its nth head: of lists in step the nth value.
    fn read(&self, (hit, nth): Adding, kind: &Kind) -> Fields {
        let mut value = self.constants(hit, kind);
        for field in &kind.fields {
            let mut values = self.captured(hit, field);
            let step = if in_step(hit.rule, field) { nth } else { 0 };
            if step < values.len() {
                put(&mut value, field, values.swap_remove(step));
            }
        }
        value
    }
}

/// Fills what is still absent.
fn merge(value: &mut Fields, more: Fields) {
    for (name, found) in more.0 {
        if let Some(field) = value.get_mut(&name).filter(|field| field.is_absent()) {
            *field = found;
        }
    }
}
