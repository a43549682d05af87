//! What one fact of an article knows and another of the same story leaves out: the day on which a tie began, told once and leant on
//! wherever the tie is named.

use super::fill::same_value;
use crate::context::same;
use crate::fact::{Fact, Fields, Status, Value};
use crate::rule::Kind;
use crate::value::{Basis, Granularity, Time};

/// Facts of one kind that agree on the fields of `share` get the surest of their values where they have none, or only one computed to
/// the year.
pub fn share(kinds: &[Kind], facts: &mut [Fact]) {
    for kind in kinds {
        for (field, agreeing) in &kind.share {
            let told = surest(kind, facts, (field, agreeing));
            for (n, value) in told {
                facts[n].value.get_mut(field).into_iter().for_each(|place| *place = value.clone());
            }
        }
    }
}

/// Facts that lack a field of `usual` get what more than half of those of their kind that have it agree on.
pub fn agree_on_usual(kinds: &[Kind], facts: &mut [Fact]) {
    for kind in kinds {
        for field in &kind.usual {
            let own: Vec<usize> = (0..facts.len()).filter(|&n| facts[n].kind == kind.name).collect();
            let given: Vec<&Value> =
                own.iter().map(|&n| facts[n].value.get(field)).filter(|value| !value.is_absent()).collect();
            let often = |value: &Value| given.iter().filter(|other| same_value(other, value)).count();
            let Some(usual) = given.iter().find(|value| often(value) * 2 > given.len()).map(|value| (*value).clone()) else {
                continue;
            };
            // 捐出100万元，其中50万元拨予县医院: the parts of a sum go to one, the whole to several
            let elsewhere = |n: usize| {
                own.iter().any(|&m| facts[m].sentence != facts[n].sentence && same_value(facts[m].value.get(field), &usual))
            };
            let lacking: Vec<usize> = own.iter().copied().filter(|&n| elsewhere(n)).collect();
            for n in lacking {
                let taken = facts[n].value.0.iter().any(|(_, known)| same_value(known, &usual));
                let lacking = facts[n].value.get_mut(field).filter(|value| value.is_absent() && !taken);
                lacking.into_iter().for_each(|value| *value = usual.clone());
            }
        }
    }
}

/// The number of each fact that lacks a value, with what the others tell.
fn surest(kind: &Kind, facts: &[Fact], (field, agreeing): (&str, &[String])) -> Vec<(usize, Value)> {
    let own: Vec<usize> =
        (0..facts.len()).filter(|&n| facts[n].kind == kind.name && facts[n].status == Status::Asserted).collect();
    let time = |n: usize| match facts[n].value.get(field) {
        Value::Time(time) if time.earliest.is_some() => Some(time.as_ref()),
        _ => None,
    };
    let mut found = Vec::new();
    for &n in own.iter().filter(|&&n| time(n).is_none_or(computed)) {
        let alike = |other: &&usize| agree(&facts[n].value, &facts[**other].value, agreeing);
        let told: Vec<&Time> = own.iter().filter(alike).filter_map(|&other| time(other)).collect();
        let finest = told.iter().min_by_key(|time| (computed(time), length(time)));
        if let Some(finest) = finest.filter(|finest| told.iter().all(|time| within(finest, time))) {
            found.push((n, Value::Time(Box::new((*finest).clone()))));
        }
    }
    found
}

/// 结好35周年: a year that was computed.
fn computed(time: &Time) -> bool {
    time.basis == Basis::Derived && time.granularity == Granularity::Year
}

fn length(time: &Time) -> i32 {
    match (time.earliest, time.latest) {
        (Some(earliest), Some(latest)) => (latest - earliest).get_days(),
        _ => i32::MAX,
    }
}

fn within(time: &Time, other: &Time) -> bool {
    time.earliest >= other.earliest && time.latest <= other.latest
}

fn agree(one: &Fields, other: &Fields, fields: &[String]) -> bool {
    fields.iter().all(|field| match (one.get(field), other.get(field)) {
        (Value::Place(one), Value::Place(other)) => same(one, other),
        (one, other) => one == other && !one.is_absent(),
    })
}
