//! One statement at one place of an article.

use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::span::Span;
use crate::value::{Party, Place, Quantity, Time};

/// What the rules found: spans count code points of the article's text, or of its title where `field` says so.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    pub kind: Arc<str>,
    pub field: Field,
    pub span: Span,
    pub sentence: Span,
    pub status: Status,
    /// The words that the status rests on (拟, 未, 据传), as written.
    pub cue: Option<String>,
    /// How often facts of this rule are right; `None` until it has been measured.
    pub confidence: Option<f64>,
    /// `kind/rule`.
    pub rule: Arc<str>,
    pub value: Fields,
}

/// Which part of the record a span counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Title,
    Text,
}

/// How an article says a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Asserted,
    Planned,
    Negated,
    Uncertain,
    Ended,
}

impl Status {
    /// Every status.
    pub const ALL: [Status; 5] = [Status::Asserted, Status::Planned, Status::Negated, Status::Uncertain, Status::Ended];

    /// The word used in JSON and in examples.
    pub fn word(self) -> &'static str {
        match self {
            Status::Asserted => "asserted",
            Status::Planned => "planned",
            Status::Negated => "negated",
            Status::Uncertain => "uncertain",
            Status::Ended => "ended",
        }
    }
}

/// The fields of a fact in the order that its kind declares.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fields(pub Vec<(Arc<str>, Value)>);

/// What one field holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Quantity(Box<Quantity>),
    Time(Box<Time>),
    Place(Box<Place>),
    Party(Box<Party>),
    Text(String),
    Number(i64),
    Flag(bool),
    Many(Vec<Value>),
}

impl Fields {
    /// The value of a field; `Null` where the kind has none of that name.
    pub fn get(&self, name: &str) -> &Value {
        self.0.iter().find(|(field, _)| &**field == name).map_or(&Value::Null, |(_, value)| value)
    }

    /// The same, to change it.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        self.0.iter_mut().find(|(field, _)| &**field == name).map(|(_, value)| value)
    }
}

impl Value {
    /// Whether the text says nothing of it: null, false or an empty list.
    pub fn is_absent(&self) -> bool {
        match self {
            Value::Null => true,
            Value::Flag(flag) => !flag,
            Value::Many(values) => values.is_empty(),
            Value::Quantity(_) | Value::Time(_) | Value::Place(_) | Value::Party(_) | Value::Text(_) | Value::Number(_) => {
                false
            }
        }
    }
}

/// The one text form that examples compare: `武汉市`, `20000 只`, `1979`; lists are joined by `; `.
impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Null => f.write_str("null"),
            Value::Quantity(quantity) => {
                let bare = quantity.value.is_none() && quantity.min.is_none() && quantity.max.is_none();
                if let Some(noun) = quantity.noun.as_ref().filter(|_| bare) {
                    return f.write_str(noun);
                }
                let noun = quantity.noun.as_deref().map(|noun| format!(" {noun}")).unwrap_or_default();
                write!(f, "{quantity}{noun}")
            }
            Value::Time(time) => time.fmt(f),
            Value::Place(place) => place.fmt(f),
            Value::Party(party) => party.fmt(f),
            Value::Text(text) => f.write_str(text),
            Value::Number(number) => number.fmt(f),
            Value::Flag(flag) => flag.fmt(f),
            Value::Many(values) => {
                let texts: Vec<String> = values.iter().map(Value::to_string).collect();
                f.write_str(&texts.join("; "))
            }
        }
    }
}

impl Serialize for Fields {
    /// One object; a `head` (of a kind that *is* a quantity or a time) stands flat in it.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(serde::Serialize)]
        struct Flat<'a> {
            #[serde(flatten)]
            head: Option<&'a Value>,
            #[serde(flatten)]
            rest: Rest<'a>,
        }
        struct Rest<'a>(&'a [(Arc<str>, Value)]);
        impl Serialize for Rest<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(None)?;
                for (name, value) in self.0.iter().filter(|(name, _)| &**name != HEAD) {
                    map.serialize_entry(&**name, value)?;
                }
                map.end()
            }
        }
        let head = Some(self.get(HEAD)).filter(|head| **head != Value::Null);
        Flat { head, rest: Rest(&self.0) }.serialize(serializer)
    }
}

/// What a rule file writes as the source of a field that holds the id of the whole of which a fact is a part.
pub const WHOLE: &str = "whole";

/// The name under which a kind that *is* a value keeps that value.
pub const HEAD: &str = "head";

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_none(),
            Value::Quantity(quantity) => quantity.serialize(serializer),
            Value::Time(time) => time.serialize(serializer),
            Value::Place(place) => place.serialize(serializer),
            Value::Party(party) => party.serialize(serializer),
            Value::Text(text) => serializer.serialize_str(text),
            Value::Number(number) => serializer.serialize_i64(*number),
            Value::Flag(flag) => serializer.serialize_bool(*flag),
            Value::Many(values) => values.serialize(serializer),
        }
    }
}
