//! In what two facts differ.

use serde_json::Value as Json;

use crate::fact::{Fact, Value};

/// One thing in which two facts differ, as texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// `span`, `status`, the name of a field, or the path of a part of it (`a.code`) where the field prints the same.
    pub field: String,
    pub old: String,
    pub new: String,
}

/// The names of what differs: `span`, `status`, then the fields in the order of the kind. A field that one side doesn't have
/// is as good as null, so that a kind may get a new one.
pub fn differing<'f>(old: &'f Fact, new: &'f Fact) -> Vec<&'f str> {
    let own = [("span", old.span != new.span), ("status", old.status != new.status)];
    let mut names: Vec<&str> = own.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect();
    let has = |fact: &Fact, name: &str| fact.value.0.iter().any(|(field, _)| &**field == name);
    let added = new.value.0.iter().filter(|(name, _)| !has(old, name));
    let fields = old.value.0.iter().chain(added).map(|(name, _)| &**name);
    names.extend(fields.filter(|name| old.value.get(name) != new.value.get(name)));
    names
}

/// What differs, with the texts of both sides; a span is `12–34`. A field whose texts are equal is told by its parts.
pub fn changes(old: &Fact, new: &Fact) -> Vec<Change> {
    let mut all = Vec::new();
    for name in differing(old, new) {
        let mut push = |old: String, new: String| all.push(Change { field: name.to_owned(), old, new });
        match name {
            "span" if old.span != new.span => push(old.span.to_string(), new.span.to_string()),
            "status" if old.status != new.status => push(old.status.word().into(), new.status.word().into()),
            _ => all.extend(of_values(name, old.value.get(name), new.value.get(name))),
        }
    }
    all
}

fn of_values(name: &str, old: &Value, new: &Value) -> Vec<Change> {
    let (before, after) = (old.to_string(), new.to_string());
    if before != after {
        return vec![Change { field: name.to_owned(), old: before, new: after }];
    }
    let json = |value: &Value| serde_json::to_value(value).expect("a value has string keys");
    let mut all = Vec::new();
    parts(name.to_owned(), &json(old), &json(new), &mut all);
    all
}

/// The innermost parts that differ, each by its path.
fn parts(path: String, old: &Json, new: &Json, all: &mut Vec<Change>) {
    match (old, new) {
        (Json::Object(before), Json::Object(after)) => {
            let added = after.keys().filter(|key| !before.contains_key(*key));
            before.keys().chain(added).for_each(|key| parts(format!("{path}.{key}"), &old[key], &new[key], all));
        }
        (Json::Array(before), Json::Array(after)) if before.len() == after.len() => {
            before.iter().zip(after).enumerate().for_each(|(n, (old, new))| parts(format!("{path}.{}", n + 1), old, new, all));
        }
        _ if old == new => {}
        _ => all.push(Change { field: path, old: text(old), new: text(new) }),
    }
}

fn text(json: &Json) -> String {
    json.as_str().map_or_else(|| json.to_string(), str::to_owned)
}
