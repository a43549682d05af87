//! A TOML file as written → the type that says what it may hold. All mistakes are collected: what is wrong is reported and taken
//! out, and the rest is read again.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer, Error};

use super::File;
use crate::error::Diagnostic;

/// Reads a file of this type: what it says without its mistakes (`None` where too little is left), and every mistake.
pub fn parse<T: DeserializeOwned>(file: &File) -> (Option<T>, Vec<Diagnostic>) {
    let (mut table, broken) = DeTable::parse_recoverable(&file.content);
    let at = |error: &Error| Diagnostic::at(&file.origin, &file.content, start(error), in_our_words(error.message()));
    let mut wrong: Vec<Diagnostic> = broken.iter().map(at).collect();
    let (syntax, mut damaged) = (!wrong.is_empty(), Vec::new());
    let read = loop {
        let error = match T::deserialize(Deserializer::from(table.clone())) {
            Ok(read) => break Some(read),
            Err(error) => error,
        };
        // What a mistake has left incomplete is no mistake of its own.
        let follows = lacks(&error) && (syntax || error.span().is_some_and(|span| damaged.contains(&span)));
        if !follows {
            wrong.push(at(&error));
        }
        let Some(span) = error.span() else { break None };
        let root = table.span();
        // What should be a text becomes an empty one, so that what has it stays whole.
        if error.message().ends_with("expected a string") && empty(table.get_mut(), &span) {
            continue;
        }
        match take_out(table.get_mut(), &span, &root) {
            Some(around) => damaged.push(around),
            None => break None,
        }
    };
    wrong.sort();
    wrong.dedup();
    (read.filter(|_| !syntax), wrong)
}

impl File {
    /// Every text that the file holds as a value, with its place; none where it is no TOML.
    pub fn strings(&self) -> Vec<Spanned<String>> {
        let (mut all, table) = (Vec::new(), DeTable::parse(&self.content));
        table.iter().flat_map(|table| table.get_ref().values()).for_each(|value| strings(value, &mut all));
        all
    }
}

fn strings(value: &Spanned<DeValue>, all: &mut Vec<Spanned<String>>) {
    match value.get_ref() {
        DeValue::String(text) => all.push(Spanned::new(value.span(), text.to_string())),
        DeValue::Table(table) => table.values().for_each(|value| strings(value, all)),
        DeValue::Array(elements) => elements.iter().for_each(|value| strings(value, all)),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => (),
    }
}

fn start(error: &Error) -> usize {
    error.span().map_or(0, |span| span.start)
}

fn lacks(error: &Error) -> bool {
    error.message().starts_with("missing field")
}

/// A field is what a fact has; what a file has is a key.
fn in_our_words(message: &str) -> String {
    let words =
        [("unknown field", "unknown key"), ("missing field", "missing key"), (", expected one of ", "; known: "), ("\n", "; ")];
    words.into_iter().fold(message.to_owned(), |message, (theirs, ours)| message.replace(theirs, ours))
}

/// Empties the value with this span; whether there was one.
fn empty(table: &mut DeTable, span: &Range<usize>) -> bool {
    table.iter_mut().any(|(_, value)| emptied(value, span))
}

fn emptied(value: &mut Spanned<DeValue>, span: &Range<usize>) -> bool {
    if value.span() == *span && !matches!(value.get_ref(), DeValue::Table(_) | DeValue::Array(_)) {
        *value.get_mut() = DeValue::String("".into());
        return true;
    }
    match value.get_mut() {
        DeValue::Table(table) => empty(table, span),
        DeValue::Array(elements) => elements.iter_mut().any(|element| emptied(element, span)),
        DeValue::String(_) | DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => false,
    }
}

/// Takes the entry or element with this span out; the span of the table around it.
fn take_out<'i>(table: &mut DeTable<'i>, span: &Range<usize>, own: &Range<usize>) -> Option<Range<usize>> {
    // The deepest one first: a list of tables has the span of its first.
    if let Some(around) = table.iter_mut().find_map(|(_, value)| inside(value, span)) {
        return Some(around);
    }
    let hit = table.iter().find(|(key, value)| key.span() == *span || value.span() == *span).map(|(key, _)| key.clone());
    table.remove(&hit?);
    Some(own.clone())
}

fn inside<'i>(value: &mut Spanned<DeValue<'i>>, span: &Range<usize>) -> Option<Range<usize>> {
    let own = value.span();
    match value.get_mut() {
        DeValue::Table(table) => take_out(table, span, &own),
        DeValue::Array(elements) => match elements.iter().position(|element| element.span() == *span) {
            Some(place) => {
                let rest = elements.iter().enumerate().filter(|(n, _)| *n != place);
                *elements = rest.map(|(_, element)| element.clone()).collect();
                Some(own)
            }
            None => elements.iter_mut().find_map(|element| inside(element, span)),
        },
        DeValue::String(_) | DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only what is wrong matters here")]
    struct Row {
        id: String,
        size: u32,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only what is wrong matters here")]
    struct Table {
        row: Vec<Row>,
        list: Vec<u32>,
    }

    fn said(content: &str) -> (bool, Vec<String>) {
        let file = File { origin: "a.toml".into(), content: content.to_owned().into(), layer: 1 };
        let (read, wrong) = parse::<Table>(&file);
        (read.is_some(), wrong.iter().map(|told| format!("{}:{}: {}", told.line, told.column, told.message)).collect())
    }

    #[test]
    fn every_mistake_is_told_once() {
        let (read, wrong) = said("list = [1, 'x', 2, 'y']\nmore = 1\n[[row]]\nid = 5\nsize = 1\n[[row]]\nid = 'a'\nsiez = 2\n");
        let starts = [
            "1:12: invalid type",
            "1:20: invalid type",
            "2:1: unknown key `more`",
            "4:6: invalid type",
            "8:1: unknown key `siez`",
        ];
        assert!(wrong.iter().zip(starts).all(|(got, want)| got.starts_with(want)) && wrong.len() == 5, "{wrong:#?}");
        assert!(read);
    }

    #[test]
    fn a_file_that_is_no_toml_is_not_read() {
        let (read, wrong) = said("list = [1\n[[row]\nid = 'a'\n");
        assert!(!read && !wrong.is_empty(), "{wrong:#?}");
    }
}
