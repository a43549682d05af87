//! The JSON Schema of the record stream, written from the kinds that the rule files declare. It lists what `record` and the
//! value types print; each object is closed, so that a field that one of them gains is missed here by the tests.

pub mod rule_files;

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::article::{PublishedFrom, Stage, ZoneKind};
use crate::fact::Status;
use crate::record::FACT_SCHEMA;
use crate::rule::{Arity, FieldDeclaration, FieldType, Kind};
use crate::value::{Basis, Granularity, Level, PartyType, Qualifier, UnitClass};

/// A name for the schema; nothing is to be fetched from it.
const ID: &str = "urn:jishi:record:1";

/// A day as times and articles have it; years before the first have a sign and six digits.
const DAY: &str = r"^(\d{4}|-\d{6})-\d{2}-\d{2}$";

/// The JSON Schema (2020-12) of every line that `extract` prints for these kinds.
pub fn schema(kinds: &[Kind]) -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        "title": "jishi records",
        "description": "One line of the stream: an article that was read, a fact in it, or a failure. Spans are half-open and count Unicode code points.",
        "oneOf": [reference("article"), reference("fact"), reference("failure")],
        "$defs": {
            "article": article(),
            "fact": fact(kinds),
            "failure": failure(),
            "place": object(place(), &[]),
            "time": object(time(), &["from"]),
            "quantity": quantity_alone(),
            "party": object(party(), &[]),
            "span": object(span(), &[]),
            "day": {"type": "string", "pattern": DAY},
        },
    })
}

fn article() -> Value {
    let zone = object(json!({"zone": one_of(&ZONES), "start": whole(), "end": whole()}), &[]);
    let properties = json!({
        "record": {"const": "article"},
        "id": text(),
        "origin": about(text(), "where it was found: a path, with `:LINE` for one of many in a file"),
        "hash": {"type": "string", "pattern": "^blake3:[0-9a-f]{64}$"},
        "charset": text(),
        "malformed": about(whole(), "the number of malformed byte sequences that were replaced"),
        "title": or_null(text()),
        "published": or_null(reference("day")),
        "published_from": or_null(one_of(&PUBLISHED_FROM)),
        "url": or_null(text()),
        "source": about(or_null(text()), "the outlet (来源)"),
        "authors": list(text()),
        "editors": list(text()),
        "zones": list(zone),
        "facts": about(whole(), "the number of its facts"),
    });
    object(properties, &[])
}

fn failure() -> Value {
    let properties = json!({
        "record": {"const": "failure"},
        "id": text(),
        "origin": text(),
        "stage": one_of(&[Stage::Read, Stage::Parse, Stage::Decode]),
        "error": about(text(), "what is wrong, and where"),
        "cure": about(text(), "what can be done about it"),
    });
    object(properties, &[])
}

fn fact(kinds: &[Kind]) -> Value {
    let names: Vec<&str> = kinds.iter().map(|kind| &*kind.name).collect();
    let article = json!({"id": text(), "title": or_null(text()), "published": or_null(reference("day"))});
    let properties = json!({
        "record": {"const": "fact"},
        "schema": {"const": FACT_SCHEMA},
        "id": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
        "kind": {"enum": names},
        "article": object(article, &[]),
        "field": about(json!({"const": "title"}), "set where the span counts within a title that stands apart from the text"),
        "quote": about(text(), "exactly text[start:end]"),
        "start": whole(),
        "end": whole(),
        "sentence": reference("span"),
        "status": one_of(&Status::ALL),
        "cue": about(text(), "the words that the status rests on"),
        "confidence": or_null(json!({"type": "number", "minimum": 0, "maximum": 1})),
        "rule": {"type": "string"},
        "value": {"type": "object"},
    });
    let mut all = object(properties, &["field", "cue"]);
    all["allOf"] = kinds.iter().map(value_of).collect();
    all
}

/// What a fact's `value` is where it is of this kind.
fn value_of(kind: &Kind) -> Value {
    let (mut properties, mut optional) = match kind.is {
        Some(FieldType::Time) => (time(), vec!["from"]),
        Some(_) => (quantity(), vec!["currency"]),
        None => (json!({}), vec![]),
    };
    for field in &kind.fields {
        properties[&*field.name] = declared(field);
        optional.retain(|name| *name != &*field.name);
    }
    let value = about(object(properties, &optional), &kind.about);
    json!({
        "if": {"properties": {"kind": {"const": *kind.name}}},
        "then": {"properties": {"value": value}},
    })
}

/// A field as its rule file declares it. What the text doesn't let one tell is null, even where every fact has the field.
fn declared(field: &FieldDeclaration) -> Value {
    let one = match &field.field_type {
        FieldType::Quantity | FieldType::Money | FieldType::Goods => reference("quantity"),
        FieldType::Time => reference("time"),
        FieldType::Place => reference("place"),
        FieldType::Party => reference("party"),
        FieldType::Text => text(),
        FieldType::Number => json!({"type": "integer"}),
        FieldType::Flag => json!({"type": "boolean"}),
        FieldType::Choice(words) => json!({"enum": words}),
    };
    match (field.arity, &field.field_type) {
        (Arity::Many, _) => list(one),
        (Arity::One | Arity::Maybe, FieldType::Flag) => one,
        (Arity::One | Arity::Maybe, _) => or_null(one),
    }
}

fn place() -> Value {
    json!({
        "text": about(text(), "as written"),
        "name": about(text(), "the full form"),
        "country": about(or_null(json!({"type": "string", "pattern": "^[A-Z]{2}$"})), "ISO 3166-1 alpha-2"),
        "level": one_of(&LEVELS),
        "code": about(or_null(text()), "GB/T 2260 for divisions of the mainland, else an id of the gazetteer"),
    })
}

fn time() -> Value {
    json!({
        "text": about(text(), "as written"),
        "edtf": about(or_null(text()), "ISO 8601-2 (EDTF)"),
        "earliest": or_null(reference("day")),
        "latest": about(or_null(reference("day")), "inclusive"),
        "granularity": one_of(&GRANULARITIES),
        "basis": about(one_of(&BASES), "what the days rest on"),
        "from": about(text(), "what a derived time was computed from"),
    })
}

fn quantity() -> Value {
    let number = || or_null(json!({"type": "number"}));
    json!({
        "text": about(text(), "as written"),
        "value": number(),
        "min": about(number(), "the least that the words allow; null where open"),
        "max": about(number(), "the most that the words allow; null where open"),
        "qualifier": one_of(&QUALIFIERS),
        "unit": or_null(text()),
        "unit_class": one_of(&UNIT_CLASSES),
        "currency": {"type": "string", "pattern": "^[A-Z]{3}$", "description": "ISO 4217; for money alone"},
        "noun": about(or_null(text()), "what is counted"),
    })
}

fn quantity_alone() -> Value {
    let mut all = object(quantity(), &["currency"]);
    all["dependentSchemas"] = json!({"currency": {"properties": {"unit_class": {"const": "money"}}}});
    all
}

fn party() -> Value {
    json!({"text": text(), "type": one_of(&PARTY_TYPES), "place": or_null(reference("place"))})
}

fn span() -> Value {
    json!({"start": whole(), "end": whole()})
}

const ZONES: [ZoneKind; 7] =
    [ZoneKind::Nav, ZoneKind::Header, ZoneKind::Title, ZoneKind::Dateline, ZoneKind::Body, ZoneKind::Byline, ZoneKind::Footer];

const PUBLISHED_FROM: [PublishedFrom; 5] =
    [PublishedFrom::Metadata, PublishedFrom::Header, PublishedFrom::Dateline, PublishedFrom::Url, PublishedFrom::Option];

const LEVELS: [Level; 5] = [Level::Country, Level::Province, Level::City, Level::County, Level::Other];

const GRANULARITIES: [Granularity; 9] = [
    Granularity::Day,
    Granularity::Week,
    Granularity::Month,
    Granularity::Quarter,
    Granularity::Year,
    Granularity::Decade,
    Granularity::Century,
    Granularity::Range,
    Granularity::Vague,
];

const BASES: [Basis; 5] = [Basis::Stated, Basis::Publication, Basis::Context, Basis::Derived, Basis::None];

const QUALIFIERS: [Qualifier; 7] = [
    Qualifier::Exact,
    Qualifier::About,
    Qualifier::Over,
    Qualifier::Under,
    Qualifier::AtLeast,
    Qualifier::AtMost,
    Qualifier::Range,
];

const UNIT_CLASSES: [UnitClass; 11] = [
    UnitClass::Item,
    UnitClass::Money,
    UnitClass::Percent,
    UnitClass::Length,
    UnitClass::Area,
    UnitClass::Volume,
    UnitClass::Mass,
    UnitClass::Duration,
    UnitClass::Age,
    UnitClass::People,
    UnitClass::Other,
];

const PARTY_TYPES: [PartyType; 4] = [PartyType::Place, PartyType::Organization, PartyType::Person, PartyType::Group];

/// A closed object; all of its properties are required but for these.
fn object(properties: Value, optional: &[&str]) -> Value {
    let names = properties.as_object().into_iter().flat_map(Map::keys);
    let required: Vec<&String> = names.filter(|name| !optional.contains(&name.as_str())).collect();
    json!({"type": "object", "required": required, "properties": properties, "additionalProperties": false})
}

fn one_of<T: Serialize>(words: &[T]) -> Value {
    json!({"enum": words})
}

fn about(mut schema: Value, text: &str) -> Value {
    schema["description"] = text.into();
    schema
}

fn text() -> Value {
    json!({"type": "string"})
}

fn whole() -> Value {
    json!({"type": "integer", "minimum": 0})
}

fn list(of: Value) -> Value {
    json!({"type": "array", "items": of})
}

fn or_null(schema: Value) -> Value {
    json!({"anyOf": [schema, {"type": "null"}]})
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/$defs/{name}")})
}
