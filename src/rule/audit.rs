//! Whether the parts of a rule file fit each other: what rules capture, what their examples expect.

use std::collections::BTreeSet;

use toml::Spanned;

use super::Fill;
use super::compile::{Report, unknown_status};
use super::file::{FindTable, KindTable, RuleTable};
use super::kind::{Arity, FieldType, Kind};
use crate::fact::{HEAD, Status};
use crate::pattern::Pattern;

/// Fields that patterns may capture besides those of the kind: the stretch for `each`, the predicate that cues govern, and
/// a 将 or 把 that is no cue.
pub(super) const RESERVED: &[&str] = &[EACH, "act", "ba"];
const EACH: &str = "each";

/// Checks ids and examples of the rules of one file; `ids` are those of all rules of the kind.
pub fn rules(rules: &[RuleTable], kind: &Kind, ids: &BTreeSet<&str>, report: &mut Report) {
    let mut seen = BTreeSet::new();
    for rule in rules {
        if !seen.insert(rule.id.get_ref()) {
            report.at(&rule.id, format!("two rules have the id `{}`; give one of them another", rule.id.get_ref()));
        }
        if !rule.disable {
            examples(rule, kind, report);
        }
    }
    for id in rules.iter().flat_map(|rule| &rule.within).filter(|id| !ids.contains(id.get_ref().as_str())) {
        report.at(id, format!("`within` names `{}`, which is the id of no rule in this file", id.get_ref()));
    }
}

/// Facts of a kind that is a value are the values themselves; one rule says so, others add fields.
pub fn taken<'r>(kind: &KindTable, mut rules: impl Iterator<Item = &'r RuleTable>, report: &mut Report) {
    let Some(is) = &kind.is else { return };
    let whole = format!("<{HEAD}:{}>", is.get_ref());
    if !rules.any(|rule| rule.pattern.as_ref().is_some_and(|pattern| pattern.get_ref().trim() == whole)) {
        report.at(is, format!("this kind finds nothing without a rule whose whole pattern is `{whole}`"));
    }
}

/// Each rule proves itself: a text it must find, and one it must leave.
fn examples(rule: &RuleTable, kind: &Kind, report: &mut Report) {
    let id = rule.id.get_ref();
    if rule.find.is_empty() {
        report.at(&rule.id, format!("rule `{id}` has no `[[rule.find]]`; add a sentence that it must find, with the values"));
    }
    if rule.skip.is_empty() {
        let cure = "add a sentence that looks alike and must be left, with the reason";
        report.at(&rule.id, format!("rule `{id}` has no `[[rule.skip]]`; {cure}"));
    }
    if rule.find.iter().any(|find| find.expect.is_empty()) {
        let cure = "move the text to `[[rule.skip]]`, with the reason";
        report.at(&rule.id, format!("a `[[rule.find]]` of rule `{id}` expects no fact; {cure}"));
    }
    rule.find.iter().for_each(|find| expected(find, kind, report));
}

fn expected(find: &FindTable, kind: &Kind, report: &mut Report) {
    if let Some(day) = find.published.as_ref().filter(|day| day.get_ref().parse::<jiff::civil::Date>().is_err()) {
        report.at(day, format!("`{}` is no day; write it as 2021-05-28", day.get_ref()));
    }
    for expect in &find.expect {
        for (field, value) in expect.get_ref() {
            let status = value.as_str().filter(|_| field == "status");
            if let Some(wants) = kind.field(field).and_then(|field| misfit(&field.field_type, value)) {
                report.inside(expect, field, format!("expects `{field} = {value}`, which no fact can have; {wants}"));
            }
            match status {
                Some(word) if Status::ALL.iter().any(|status| status.word() == word) => (),
                Some(word) => report.inside(expect, word, unknown_status(word)),
                None if kind.field(field).is_some() || (field == HEAD && kind.is.is_some()) => (),
                None => report.inside(
                    expect,
                    field,
                    format!("expects `{field}`, which `[kind]` does not declare; known: {}", known(kind)),
                ),
            }
        }
    }
}

/// What a field of this type holds, where it can't hold this value.
fn misfit(field_type: &FieldType, value: &toml::Value) -> Option<String> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match field_type {
        FieldType::Choice(words) => (!words.contains(&text)).then(|| format!("known: {}", words.join(", "))),
        FieldType::Flag => (text != "true").then(|| "write `true`, or leave it out".into()),
        FieldType::Number => text.parse::<i64>().is_err().then(|| "write a whole number in digits".into()),
        FieldType::Quantity | FieldType::Money | FieldType::Goods => None,
        FieldType::Time | FieldType::Place | FieldType::Party | FieldType::Text => None,
    }
}

/// Checks what a rule's pattern, and that for `each`, capture.
pub fn captures(
    (rule, written): (&RuleTable, &Spanned<String>),
    patterns: [Option<&Pattern>; 2],
    kind: &Kind,
    report: &mut Report,
) {
    let captured: Vec<String> = patterns.into_iter().flatten().flat_map(|pattern| pattern.groups.concat()).collect();
    for field in &captured {
        let declared = kind.field(field);
        let head = field == HEAD && kind.is.is_some();
        if declared.is_none() && !RESERVED.contains(&field.as_str()) && !head {
            let message = format!("captures `{field}`, which `[kind]` does not declare; known: {}", known(kind));
            report.inside(written, &format!("<{field}"), message);
        }
        let choice = declared.is_some_and(|field| matches!(field.field_type, FieldType::Choice(_)));
        if choice && !kind.read.iter().any(|(known, _, _)| known == field) {
            let cure = format!("say in `[kind.read]` what its words look like: {field} = {{ word = \"pattern\" }}");
            report.inside(written, &format!("<{field}"), format!("captures the choice `{field}`; {cure}"));
        }
    }
    if kind.is.is_some() && !captured.iter().any(|field| field == HEAD) {
        report.at(written, "a fact of this kind is a value of its own; capture it as `<head:…>`".into());
    }
    if rule.each.is_some() != captured.iter().any(|field| field == EACH) {
        report.at(written, "`each` and `<each:…>` go together: a pattern, and the stretch that it runs in".into());
    }
}

/// A field that every fact has must come from somewhere.
pub fn owed(
    (rule, written): (&RuleTable, &Spanned<String>),
    captured: &[String],
    (kind, fill): (&Kind, &[(String, Fill)]),
    report: &mut Report,
) {
    let owed = kind.fields.iter().filter(|field| field.arity == Arity::One && field.field_type != FieldType::Flag);
    for name in owed.map(|field| &*field.name) {
        let constant = rule.set.0.iter().any(|(field, _)| field.get_ref() == name);
        let filled =
            fill.iter().any(|(field, _)| field == name) || rule.fill.0.iter().any(|(field, _)| field.get_ref() == name);
        let derived = kind.derive.iter().any(|(to, _)| to == name);
        if !constant && !filled && !derived && !captured.iter().any(|field| field == name) {
            let cure = "capture, `set` or `fill` it, or declare its type with `?`";
            report.at(written, format!("every fact has `{name}`, and this rule never gives it; {cure}"));
        }
    }
}

fn known(kind: &Kind) -> String {
    let head = kind.is.is_some().then_some(HEAD);
    let names: Vec<&str> = head.into_iter().chain(kind.fields.iter().map(|field| &*field.name)).collect();
    names.join(", ")
}
