//! One hit → its facts.

use super::Scene;
use super::fill::Filled;
use crate::context::same;
use crate::fact::{Fact, Fields, Status, Value};
use crate::rule::{Arity, FieldDeclaration, FieldType, Hit, Kind, Rule};
use crate::status::Predicate;
use crate::value::PartyType;

impl Scene<'_> {
    /// The facts of one hit: one, or one for each step of a list; `earlier` are those of hits before it in the sentence.
    pub(super) fn build(&self, hit: &Hit, earlier: &[Fact]) -> Vec<Fact> {
        let kind = self.kind(hit);
        let span = self.folded.covered(hit.span.clone());
        let status = self.status(hit);
        let mut facts = Vec::new();
        for mut value in self.steps(hit, kind) {
            let filled = self.fill(hit, earlier, &mut value);
            self.derive(kind, hit, &mut value);
            chinese_first(kind, &mut value);
            if sound(kind, &value) && (hit.rule.fallback || !comes_to_nothing(kind, &value)) && has_needed(hit, &value, &filled)
            {
                let planned = status.0 == Status::Asserted && hit.rule.status.is_none() && self.planned(&value);
                let status = if planned { (Status::Planned, None) } else { status.clone() };
                facts.push(self.fact(hit.rule, kind, span, status, value));
            }
        }
        facts
    }

    pub(super) fn fact(
        &self,
        rule: &Rule,
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
            confidence: rule.confidence,
            rule: rule.id.clone(),
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
    pub(super) fn captured(&self, hit: &Hit, field: &FieldDeclaration) -> Vec<Value> {
        let mut values = Vec::new();
        for (n, (name, range)) in
            hit.captures.iter().enumerate().filter(|(_, (name, range))| **name == *field.name && !range.is_empty())
        {
            let shares = |(other, same): &&(&str, std::ops::Range<usize>)| same == range && other != name;
            let shared = hit.captures.iter().any(|capture| shares(&capture));
            let side = shared.then(|| hit.captures[..n].iter().filter(shares).count());
            if let FieldType::Choice(_) = field.field_type {
                let word = self.kind(hit).choice(&field.name, &self.folded.text[range.clone()]);
                values.extend(word.map(|word| Value::Text(word.to_owned())));
                continue;
            }
            let mut found = self.values(&field.field_type, range, side);
            if field.field_type == FieldType::Goods && found.is_empty() && hit.rule.fallback {
                found.extend(self.untold_goods(range).map(|goods| Value::Quantity(Box::new(goods))));
            }
            let one_group = field.field_type == FieldType::Party && found.len() > 1 && !listed(hit.rule, field);
            values.extend(if one_group { vec![self.group(range)] } else { found });
        }
        values
    }

    pub(super) fn constants(&self, hit: &Hit, kind: &Kind) -> Fields {
        let mut value = empty(kind);
        for (name, constant) in &hit.rule.set {
            if let Some(field) = value.get_mut(name) {
                *field = constant.clone();
            }
        }
        value
    }
}

pub(super) fn in_step(rule: &Rule, field: &FieldDeclaration) -> bool {
    rule.zip.iter().any(|name| **name == *field.name)
}

fn listed(rule: &Rule, field: &FieldDeclaration) -> bool {
    in_step(rule, field) || rule.spread.iter().any(|name| **name == *field.name)
}

pub(super) fn empty(kind: &Kind) -> Fields {
    Fields(kind.fields.iter().map(|field| (field.name.clone(), field.absent())).collect())
}

pub(super) fn put(value: &mut Fields, field: &FieldDeclaration, found: Value) {
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

/// Whether one of the fields that a rule needs is known, the first of them where there is no number: in the sentence, or from the
/// one before if there is a number (捐赠物资 alone may be talk), but not from another fact alone.
fn has_needed(hit: &Hit, value: &Fields, filled: &Filled) -> bool {
    let known = |name: &&String| !value.get(name).is_absent() && !filled.again.contains(&name.as_str());
    let here = |name: &&String| !filled.earlier.contains(&name.as_str());
    let number = value.0.iter().any(|(_, value)| has_number(value));
    // 图书馆获捐新书: without a number it matters who acts
    let need = if number { &hit.rule.need[..] } else { &hit.rule.need[..hit.rule.need.len().min(1)] };
    need.is_empty() || need.iter().filter(known).any(|name| here(&name) || number)
}

/// Whether none of the lists of a fact holds anything, in a kind that has some: people are no goods. A fallback
/// may do without.
fn comes_to_nothing(kind: &Kind, value: &Fields) -> bool {
    let many = || kind.fields.iter().filter(|field| field.arity == Arity::Many);
    many().next().is_some() && many().all(|field| value.get(&field.name).is_absent())
}

fn has_number(value: &Value) -> bool {
    match value {
        Value::Quantity(quantity) => quantity.value.is_some() || quantity.min.is_some(),
        Value::Many(values) => values.iter().any(has_number),
        _ => false,
    }
}

/// Whether a value says enough to be a fact: not every field that all facts have is empty, and what must differ does.
fn sound(kind: &Kind, value: &Fields) -> bool {
    let needed: Vec<&Value> =
        kind.fields.iter().filter(|field| field.arity == Arity::One).map(|field| value.get(&field.name)).collect();
    let places = needed.iter().filter(|value| matches!(value, Value::Place(_) | Value::Null)).collect::<Vec<_>>();
    let nothing = !places.is_empty() && places.iter().all(|value| ***value == Value::Null);
    let alike = |a: &Value, b: &Value| match (a, b) {
        (Value::Place(a), Value::Place(b)) => same(a, b),
        (Value::Party(a), Value::Party(b)) => {
            let places = a.kind == PartyType::Place && b.kind == PartyType::Place;
            a.text == b.text || places && a.place.as_ref().zip(b.place.as_ref()).is_some_and(|(a, b)| same(a, b))
        }
        _ => a == b && *a != Value::Null,
    };
    !nothing && kind.distinct.as_ref().is_none_or(|(one, other)| !alike(value.get(one), value.get(other)))
}
