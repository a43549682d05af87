//! One hit → its facts.

use std::ops::Range;
use std::sync::Arc;

use super::Scene;
use crate::context::same;
use crate::fact::{Fact, Fields, HEAD, Status, Value};
use crate::rule::{Arity, FieldDeclaration, FieldType, Fill, Hit, Kind, Rule};
use crate::spot::{Mention, Reading};
use crate::status::Predicate;

impl Scene<'_> {
    /// The facts of kinds that *are* a value: one for each mention that a direct rule takes, with what other hits add to it.
    pub(super) fn head_facts(&self, hits: &[Hit]) -> Vec<Fact> {
        let mut facts = Vec::new();
        for rule in self.rules.rules.iter().filter(|rule| rule.direct()) {
            let kind = &self.rules.kinds[rule.kind];
            let Some(is) = &kind.is else { continue };
            for mention in self.folded.mentions.iter().filter(|mention| Self::is(mention, is)) {
                let adding: Vec<&Hit> =
                    hits.iter().filter(|hit| hit.rule.kind == rule.kind && self.head(hit) == Some(mention)).collect();
                facts.push(self.head_fact(rule, mention, &adding));
            }
        }
        facts
    }

    fn head<'s>(&'s self, hit: &Hit) -> Option<&'s Mention> {
        let (_, range) = hit.captures.iter().find(|(field, _)| *field == HEAD)?;
        self.folded.symbols(range.clone()).next()
    }

    fn head_fact(&self, rule: &Rule, mention: &Mention, adding: &[&Hit]) -> Fact {
        let kind = &self.rules.kinds[rule.kind];
        let head = match kind.is {
            Some(FieldType::Time) => self.time(mention).map(|time| Value::Time(Box::new(time))),
            _ => self.quantity(mention, self.noun(mention)).map(|quantity| Value::Quantity(Box::new(quantity))),
        };
        let mut value = empty(kind);
        value.0.insert(0, (HEAD.into(), head.unwrap_or(Value::Null)));
        for hit in adding {
            for (name, found) in self.read(hit, kind).0 {
                if let Some(field) = value.get_mut(&name).filter(|field| field.is_absent()) {
                    *field = found;
                }
            }
        }
        self.derive_head(kind, mention, &mut value);
        let adds = adding.first();
        let status = adds.and_then(|hit| hit.rule.status).unwrap_or(Status::Asserted);
        let id = adds.map_or(&rule.id, |hit| &hit.rule.id);
        self.fact(id, kind, mention.span, (status, None), value)
    }

    /// What a quantity counts.
    fn noun(&self, mention: &Mention) -> Option<crate::span::Span> {
        crate::spot::noun::noun(self.plain, mention.span, self.words)
    }

    /// The facts of one hit: one, or one for each step of a list.
    pub(super) fn build(&self, hit: &Hit) -> Vec<Fact> {
        let kind = self.kind(hit);
        let span = self.folded.covered(hit.span.clone());
        let status = self.status(hit);
        let mut facts = Vec::new();
        for mut value in self.steps(hit, kind) {
            self.fill(hit, kind, &mut value);
            self.derive(kind, hit, &mut value);
            chinese_first(kind, &mut value);
            if sound(hit.rule, kind, &value) {
                facts.push(self.fact(&hit.rule.id, kind, span, status.clone(), value));
            }
        }
        facts
    }

    fn fact(
        &self,
        rule: &Arc<str>,
        kind: &Kind,
        span: crate::span::Span,
        status: (Status, Option<String>),
        value: Fields,
    ) -> Fact {
        Fact {
            kind: kind.name.clone(),
            field: self.field,
            span,
            sentence: self.folded.sentence,
            status: status.0,
            cue: status.1,
            confidence: None,
            rule: rule.clone(),
            value,
        }
    }

    fn status(&self, hit: &Hit) -> (Status, Option<String>) {
        if let Some(status) = hit.rule.status {
            return (status, None);
        }
        let captured = |name: &str| hit.captures.iter().find(|(field, _)| *field == name).map(|(_, range)| range.clone());
        let act = captured("act").unwrap_or_else(|| hit.span.clone());
        let predicate = Predicate { act, hit: hit.whole.clone(), ba: captured("ba") };
        let (status, cue) = self.cues.read(&self.folded.text, &predicate);
        (status, cue.map(|cue| self.text(self.folded.covered(cue))))
    }

    /// The values of a hit before what it leaves out is filled: one for each step of lists in step, one for each member of a
    /// list of places or of a list that `spread` names.
    fn steps(&self, hit: &Hit, kind: &Kind) -> Vec<Fields> {
        let lists: Vec<(&FieldDeclaration, Vec<Value>)> = kind
            .fields
            .iter()
            .filter(|field| field.arity != Arity::Many)
            .map(|field| (field, self.captured(hit, field)))
            .collect();
        let zipped: Vec<usize> =
            lists.iter().filter(|(field, _)| in_step(hit.rule, field)).map(|(_, values)| values.len()).collect();
        let steps = zipped.first().copied().unwrap_or(1);
        if zipped.iter().any(|&length| length != steps) {
            return Vec::new();
        }
        let many: Vec<(&FieldDeclaration, Vec<Value>)> = kind
            .fields
            .iter()
            .filter(|field| field.arity == Arity::Many)
            .map(|field| (field, self.captured(hit, field)))
            .collect();
        let zipped: Vec<usize> =
            lists.iter().chain(&many).filter(|(field, _)| in_step(hit.rule, field)).map(|(_, values)| values.len()).collect();
        let steps = zipped.first().copied().unwrap_or(1);
        if zipped.iter().any(|&length| length != steps) {
            return Vec::new();
        }
        let mut all = Vec::new();
        for step in 0..steps {
            let mut partial = vec![self.constants(hit, kind)];
            for (field, values) in &lists {
                partial = place_in(partial, hit.rule, (field, values), step);
            }
            for (field, values) in &many {
                // Lists in step: the nth item goes to the nth party.
                let own =
                    if in_step(hit.rule, field) { values.get(step).cloned().into_iter().collect() } else { values.clone() };
                partial.iter_mut().for_each(|value| put(value, field, Value::Many(own.clone())));
            }
            all.extend(partial);
        }
        all
    }

    /// Every value of a field that a hit captured; several parties of one giver or receiver are one group.
    fn captured(&self, hit: &Hit, field: &FieldDeclaration) -> Vec<Value> {
        let mut values = Vec::new();
        for (n, (name, range)) in
            hit.captures.iter().enumerate().filter(|(_, (name, range))| **name == *field.name && !range.is_empty())
        {
            let nth = hit.captures[..n].iter().filter(|(other, same)| same == range && other != name).count();
            if let FieldType::Choice(_) = field.field_type {
                let word = self.kind(hit).choice(&field.name, &self.folded.text[range.clone()]);
                values.extend(word.map(|word| Value::Text(word.to_owned())));
                continue;
            }
            let found = self.values(&field.field_type, range, nth);
            let one_group = field.field_type == FieldType::Party && found.len() > 1 && !listed(hit.rule, field);
            values.extend(if one_group { vec![self.group(range)] } else { found });
        }
        values
    }

    fn constants(&self, hit: &Hit, kind: &Kind) -> Fields {
        let mut value = empty(kind);
        for (name, constant) in &hit.rule.set {
            if let Some(field) = value.get_mut(name) {
                *field = constant.clone();
            }
        }
        value
    }

    /// A hit read without lists, for kinds that are a value.
    fn read(&self, hit: &Hit, kind: &Kind) -> Fields {
        let mut value = self.constants(hit, kind);
        for field in &kind.fields {
            if let Some(found) = self.captured(hit, field).into_iter().next() {
                put(&mut value, field, found);
            }
        }
        value
    }

    fn fill(&self, hit: &Hit, kind: &Kind, value: &mut Fields) {
        let before = self.folded.covered(hit.span.clone()).start;
        for (name, fill) in &hit.rule.fill {
            let Some(declared) = kind.field(name) else { continue };
            let found = match fill {
                Fill::Subject => self.subject(value, before).cloned(),
                Fill::Home => self.context.home(crate::context::Rank::Any).cloned(),
                Fill::Last => self.context.last(crate::context::Rank::Any, before).cloned(),
                Fill::Foreign => self.context.foreign(before).cloned(),
                Fill::Topic => self.context.topic().cloned(),
                Fill::Party | Fill::Time => None,
            };
            let other = match fill {
                Fill::Party => self.party_before(hit.span.clone()),
                Fill::Time => self.time_before(hit.span.clone()),
                _ => None,
            };
            let found = found.map(|place| as_field(declared, place)).or(other);
            if let (Some(field), Some(found)) = (value.get_mut(name).filter(|field| field.is_absent()), found) {
                *field = found;
            }
        }
    }

    /// The Chinese place that the text is about; beside a province a province (省级层面), beside a Chinese place the foreign one of the
    /// sentence.
    fn subject(&self, value: &Fields, before: u32) -> Option<&crate::value::Place> {
        let chinese = value.0.iter().any(|(_, value)| matches!(value, Value::Place(place) if place.is_chinese()));
        if chinese && let Some(foreign) = self.context.foreign_here(before) {
            return Some(foreign);
        }
        let province = value
            .0
            .iter()
            .any(|(_, value)| matches!(value, Value::Place(place) if place.level == crate::value::Level::Province));
        let of_rank = || self.context.subject_of(crate::context::Rank::Province, before);
        if province { of_rank().or_else(|| self.context.subject(before)) } else { self.context.subject(before) }
    }

    /// The last party of the sentence before a hit that stands where a subject stands: not behind a preposition.
    fn party_before(&self, hit: Range<usize>) -> Option<Value> {
        // 她捐款: somebody else than the party before
        if self.folded.text[..hit.start].ends_with(['他', '她']) {
            return None;
        }
        let symbols: Vec<&Mention> = self.folded.symbols(0..hit.start).filter(|mention| is_party(mention)).collect();
        let subject = symbols.iter().rev().find(|mention| self.may_be_subject(mention))?;
        self.party(subject).map(|party| Value::Party(Box::new(party)))
    }

    fn may_be_subject(&self, mention: &Mention) -> bool {
        let at = mention.span.start;
        let before = at.checked_sub(1).filter(|_| at > self.folded.sentence.start).map(|n| self.plain[n as usize]);
        let behind_time =
            self.folded.mentions.iter().any(|other| other.span.end == at && matches!(other.reading, Reading::Time(_)));
        let next = self.words.iter().find(|word| word.span.start == mention.span.end);
        // 苗栗县阿斌哥协会, 青少年足球: a part of a longer name is no subject
        let goes_on = next
            .is_some_and(|word| word.tag.starts_with('n') && word.tag != "nr" && self.plain[word.span.range()] != ['高', '度']);
        !goes_on && (behind_time || before.is_none_or(|c| "，、：；“的而但后中 ".contains(c)))
    }

    /// The last time of the sentence before a hit.
    fn time_before(&self, hit: Range<usize>) -> Option<Value> {
        self.values(&FieldType::Time, &(0..hit.start), 0).pop()
    }
}

fn is_party(mention: &Mention) -> bool {
    matches!(mention.reading, Reading::Party(_) | Reading::Place(_))
}

fn as_field(field: &FieldDeclaration, place: crate::value::Place) -> Value {
    match field.field_type {
        FieldType::Party => {
            let kind = crate::value::PartyType::Place;
            Value::Party(Box::new(crate::value::Party { text: place.name.clone(), kind, place: Some(place) }))
        }
        _ => Value::Place(Box::new(place)),
    }
}

fn in_step(rule: &Rule, field: &FieldDeclaration) -> bool {
    rule.zip.iter().any(|name| **name == *field.name)
}

fn listed(rule: &Rule, field: &FieldDeclaration) -> bool {
    in_step(rule, field) || rule.spread.iter().any(|name| **name == *field.name)
}

fn empty(kind: &Kind) -> Fields {
    Fields(kind.fields.iter().map(|field| (field.name.clone(), field.absent())).collect())
}

fn put(value: &mut Fields, field: &FieldDeclaration, found: Value) {
    if let Some(place) = value.get_mut(&field.name) {
        *place = found;
    }
}

/// Each partial value with each value that the field has at this step.
fn place_in(partial: Vec<Fields>, rule: &Rule, (field, values): (&FieldDeclaration, &[Value]), step: usize) -> Vec<Fields> {
    let spread = field.field_type == FieldType::Place || listed(rule, field);
    let own: &[Value] = match values {
        [] => return partial,
        _ if in_step(rule, field) => &values[step..=step],
        _ if spread => values,
        _ => &values[..1],
    };
    let with = |value: &Fields, found: &Value| {
        let mut value = value.clone();
        put(&mut value, field, found.clone());
        value
    };
    partial.iter().flat_map(|value| own.iter().map(|found| with(value, found)).collect::<Vec<_>>()).collect()
}

/// Of two places the Chinese one stands first.
fn chinese_first(kind: &Kind, value: &mut Fields) {
    let Some((first, second)) = &kind.chinese_first else { return };
    let chinese = |value: &Value| matches!(value, Value::Place(place) if place.is_chinese());
    let swap = matches!(value.get(second), Value::Place(_)) && chinese(value.get(second)) && !chinese(value.get(first));
    if swap {
        let (a, b) = (value.get(first).clone(), value.get(second).clone());
        value.get_mut(first).into_iter().for_each(|field| *field = b.clone());
        value.get_mut(second).into_iter().for_each(|field| *field = a.clone());
    }
}

/// Whether a value says enough to be a fact: not every field that all facts have is empty, and what must differ does.
fn sound(rule: &Rule, kind: &Kind, value: &Fields) -> bool {
    let needed: Vec<&Value> =
        kind.fields.iter().filter(|field| field.arity == Arity::One).map(|field| value.get(&field.name)).collect();
    let places = needed.iter().filter(|value| matches!(value, Value::Place(_) | Value::Null)).collect::<Vec<_>>();
    let nothing = !places.is_empty() && places.iter().all(|value| ***value == Value::Null);
    let alike = |a: &Value, b: &Value| match (a, b) {
        (Value::Place(a), Value::Place(b)) => same(a, b),
        _ => a == b && *a != Value::Null,
    };
    let differ = match rule.distinct.as_slice() {
        [a, b] => !alike(value.get(a), value.get(b)),
        _ => true,
    };
    !nothing && differ
}
