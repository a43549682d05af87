//! One thing told twice, first in words that say little: 捐赠的一批物资运抵。这批物资有口罩1万只….

use crate::fact::{Fact, Value};
use crate::rule::{FieldType, Kind};
use crate::value::Quantity;

/// Told again stands no farther from what is told first.
const NEAR: u32 = 120;

/// Leaves out the facts that name nothing but what their kind calls vague, where one beside them tells the same in numbers.
pub fn leave_out_vague(kinds: &[Kind], facts: &mut Vec<Fact>) {
    for kind in kinds.iter().filter(|kind| !kind.vague.is_empty()) {
        let own: Vec<usize> = (0..facts.len()).filter(|&n| facts[n].kind == kind.name).collect();
        let told = |n: &&usize| own.iter().any(|&other| other != **n && says_more(kind, &facts[**n], &facts[other]));
        let vague: Vec<usize> = own.iter().filter(|&&n| is_vague(kind, &facts[n])).filter(told).copied().collect();
        let mut number = 0;
        facts.retain(|_| {
            number += 1;
            !vague.contains(&(number - 1))
        });
    }
}

/// Whether a fact names something, only such things as say little, and no number.
fn is_vague(kind: &Kind, fact: &Fact) -> bool {
    let things: Vec<&Quantity> = kind.vague.iter().flat_map(|(field, _)| listed(fact.value.get(field))).collect();
    let little = |noun: &str| kind.vague.iter().any(|(_, names)| names.is_match(noun));
    !things.is_empty() && !counts(kind, fact) && things.iter().all(|thing| thing.noun.as_deref().is_some_and(little))
}

/// Whether `other`, near `fact` and of the same status, names nobody else and gives a number.
fn says_more(kind: &Kind, fact: &Fact, other: &Fact) -> bool {
    let (first, last) = if fact.span.start <= other.span.start { (fact, other) } else { (other, fact) };
    let near = last.span.start.saturating_sub(first.span.end) <= NEAR && fact.field == other.field;
    let parties = || kind.fields.iter().filter(|field| field.field_type == FieldType::Party);
    let agree = |name: &str| match (fact.value.get(name), other.value.get(name)) {
        (Value::Party(one), Value::Party(other)) => one.text == other.text || (one.place.is_some() && one.place == other.place),
        _ => true,
    };
    near && fact.status == other.status && counts(kind, other) && parties().all(|field| agree(&field.name))
}

/// Whether a list of the fact holds a number.
fn counts(kind: &Kind, fact: &Fact) -> bool {
    kind.fields
        .iter()
        .flat_map(|field| listed(fact.value.get(&field.name)))
        .any(|thing| thing.min.is_some() || thing.max.is_some())
}

fn listed(value: &Value) -> Vec<&Quantity> {
    match value {
        Value::Many(values) => values.iter().flat_map(listed).collect(),
        Value::Quantity(quantity) => vec![quantity],
        _ => Vec::new(),
    }
}
