//! `[kind]` as written → a kind.

use regex::Regex;
use toml::Spanned;

use super::compile::Report;
use super::file::{KindTable, Ordered};
use super::kind::{Arity, FieldDeclaration, FieldType, Kind};

/// The source of a field that `derive` computes from the text rather than from another field.
const CLAUSE: &str = "clause";
/// The source of a field that names the fact of the whole, in a kind that is a quantity.
const WHOLE: &str = crate::fact::WHOLE;

/// The kind that a table declares; what is wrong with it is reported and left out.
pub fn kind(name: &str, table: &KindTable, report: &mut Report) -> Kind {
    let mut kind = Kind {
        name: name.into(),
        about: table.about.clone(),
        is: table.is.as_ref().and_then(|is| value_type(is, report)),
        fields: table.fields.0.iter().filter_map(|(field, notation)| declaration(field, notation, report)).collect(),
        derive: Vec::new(),
        read: Vec::new(),
        chinese_first: None,
        distinct: None,
        usual: Vec::new(),
        share: Vec::new(),
        vague: Vec::new(),
    };
    kind.derive = derived(&table.derive, &kind, report);
    kind.read = table.read.iter().flat_map(|(field, words)| meanings(field, words, &kind, report)).collect();
    kind.chinese_first = chinese_first(&table.chinese_first, &kind, report);
    kind.distinct = distinct(&table.distinct, &kind, report);
    kind.usual = table.usual.iter().filter_map(|field| usual(field, &kind, report)).collect();
    kind.share = shared(&table.share, &kind, report);
    kind.vague = table.vague.0.iter().filter_map(|(field, names)| vague(field, names, &kind, report)).collect();
    kind
}

/// `["field", "field"]`.
fn distinct(names: &[Spanned<String>], kind: &Kind, report: &mut Report) -> Option<(String, String)> {
    for unknown in names.iter().filter(|name| kind.field(name.get_ref()).is_none()) {
        report.at(unknown, format!("`distinct` names `{}`, which `fields` does not declare", unknown.get_ref()));
    }
    match names {
        [] => None,
        [one, other] => Some((one.get_ref().clone(), other.get_ref().clone())),
        [first, ..] => {
            report.at(first, "`distinct` takes two fields".into());
            None
        }
    }
}

/// A field that may be absent and is no list.
fn usual(field: &Spanned<String>, kind: &Kind, report: &mut Report) -> Option<String> {
    if kind.field(field.get_ref()).is_none_or(|known| known.arity != Arity::Maybe) {
        report.at(field, format!("`usual` names `{}`, which is no field that may be absent `x?`", field.get_ref()));
        return None;
    }
    Some(field.get_ref().clone())
}

/// `{ list field = "pattern of names" }`.
fn vague(field: &Spanned<String>, names: &Spanned<String>, kind: &Kind, report: &mut Report) -> Option<(String, Regex)> {
    if kind.field(field.get_ref()).is_none_or(|known| known.arity != Arity::Many) {
        report.at(field, format!("`vague` of `{}`, which is no field with a list `x*`", field.get_ref()));
    }
    let compiled =
        Regex::new(names.get_ref()).map_err(|wrong| report.at(names, format!("`{}` is no regex: {wrong}", names.get_ref())));
    Some((field.get_ref().clone(), compiled.ok()?))
}

/// `{ time field = ["field", …] }`.
fn shared(table: &Ordered<Vec<Spanned<String>>>, kind: &Kind, report: &mut Report) -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    for (field, agreeing) in &table.0 {
        let time =
            kind.field(field.get_ref()).is_some_and(|known| known.field_type == FieldType::Time && known.arity != Arity::Many);
        if !time {
            report.at(field, format!("`share` of `{}`, which is no field of type `time`", field.get_ref()));
        }
        for unknown in agreeing.get_ref().iter().filter(|name| kind.field(name.get_ref()).is_none()) {
            report.at(unknown, format!("`share` names `{}`, which `fields` does not declare", unknown.get_ref()));
        }
        all.push((field.get_ref().clone(), agreeing.get_ref().iter().map(|name| name.get_ref().clone()).collect()));
    }
    all
}

fn value_type(is: &Spanned<String>, report: &mut Report) -> Option<FieldType> {
    match is.get_ref().as_str() {
        "quantity" => Some(FieldType::Quantity),
        "time" => Some(FieldType::Time),
        other => {
            report.at(
                is,
                format!("a kind can be a `quantity` or a `time`, not `{other}`; leave `is` out for one that has fields alone"),
            );
            None
        }
    }
}

fn declaration(field: &Spanned<String>, notation: &Spanned<String>, report: &mut Report) -> Option<FieldDeclaration> {
    let declared = FieldDeclaration::read(field.get_ref(), notation.get_ref());
    declared.map_err(|message| report.at(notation, message)).ok()
}

/// `{ time field = "number field" }`, `{ text field = "clause" }` or `{ text field = "whole" }`.
fn derived(table: &Ordered<String>, kind: &Kind, report: &mut Report) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (to, from) in &table.0 {
        let type_of = |field: &Spanned<String>| kind.field(field.get_ref()).map(|field| &field.field_type);
        match (type_of(to), type_of(from)) {
            (None, _) => report.at(to, format!("`derive` of `{}`, which `fields` does not declare", to.get_ref())),
            (Some(FieldType::Time), Some(FieldType::Number)) => all.push((to.get_ref().clone(), from.get_ref().clone())),
            (Some(FieldType::Text), None) if from.get_ref() == WHOLE && kind.is != Some(FieldType::Quantity) => {
                report.at(from, "`derive` from `whole` is for a kind with `is = \"quantity\"`".into());
            }
            (Some(FieldType::Text), None) if matches!(from.get_ref().as_str(), CLAUSE | WHOLE) => {
                all.push((to.get_ref().clone(), from.get_ref().clone()));
            }
            (Some(_), None) => {
                report.at(from, format!("`derive` from `{}`, which `fields` does not declare", from.get_ref()));
            }
            (Some(_), Some(_)) => {
                let can =
                    "a `time` from a `number` (a year from an anniversary), and a `text` from `\"clause\"` or `\"whole\"`";
                report.at(to, format!("`{}` can't be computed from `{}`; known: {can}", to.get_ref(), from.get_ref()));
            }
        }
    }
    all
}

/// What the words of a choice field stand for in a text.
fn meanings(
    field: &Spanned<String>,
    words: &Ordered<String>,
    kind: &Kind,
    report: &mut Report,
) -> Vec<(String, String, Regex)> {
    let Some(FieldType::Choice(known)) = kind.field(field.get_ref()).map(|field| &field.field_type) else {
        report.at(field, format!("`read` of `{}`, which is no field with a choice `x|y`", field.get_ref()));
        return Vec::new();
    };
    let mut all = Vec::new();
    for (word, pattern) in &words.0 {
        if !known.contains(word.get_ref()) {
            report.at(word, format!("`{}` is no word of `{}`; known: {}", word.get_ref(), field.get_ref(), known.join(", ")));
        }
        match Regex::new(pattern.get_ref()) {
            Ok(regex) => all.push((field.get_ref().clone(), word.get_ref().clone(), regex)),
            Err(_) => report.at(pattern, format!("`{}` is no regex", pattern.get_ref())),
        }
    }
    all
}

fn chinese_first(names: &[Spanned<String>], kind: &Kind, report: &mut Report) -> Option<(String, String)> {
    let place = |name: &&Spanned<String>| {
        kind.field(name.get_ref()).is_some_and(|field| field.field_type == FieldType::Place && field.arity != Arity::Many)
    };
    if let Some(wrong) = names.iter().find(|name| !place(name)) {
        report.at(wrong, format!("`chinese_first` names `{}`, which is no field of type `place`", wrong.get_ref()));
        return None;
    }
    match names {
        [] => None,
        [first, second] => Some((first.get_ref().clone(), second.get_ref().clone())),
        [first, ..] => {
            report.at(first, "`chinese_first` takes two fields".into());
            None
        }
    }
}
