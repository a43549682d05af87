//! A number with its bounds, unit and noun.

use std::fmt;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Serialize, Serializer};

/// A quantity as the data contract defines it. `min` and `max` are the bounds that the words give, `None` where open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quantity {
    pub text: String,
    #[serde(serialize_with = "number")]
    pub value: Option<Decimal>,
    #[serde(serialize_with = "number")]
    pub min: Option<Decimal>,
    #[serde(serialize_with = "number")]
    pub max: Option<Decimal>,
    pub qualifier: Qualifier,
    /// As written, without what scales the value: 万元 → 元. `None` where there is no classifier.
    pub unit: Option<String>,
    pub unit_class: UnitClass,
    /// ISO 4217, for money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// What is counted: the shortest full noun phrase.
    pub noun: Option<String>,
}

/// Which bounds the words give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    Exact,
    About,
    Over,
    Under,
    AtLeast,
    AtMost,
    Range,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnitClass {
    Item,
    Money,
    Percent,
    Length,
    Area,
    Volume,
    Mass,
    Duration,
    Age,
    People,
    Other,
}

/// Whole numbers as JSON integers, others as the shortest decimal.
fn number<S: Serializer>(value: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
    let Some(value) = value else { return serializer.serialize_none() };
    let value = value.normalize();
    match (value.scale(), value.to_i64(), value.to_string().parse::<f64>()) {
        (0, Some(whole), _) => serializer.serialize_i64(whole),
        (_, _, Ok(decimal)) => serializer.serialize_f64(decimal),
        (_, _, Err(_)) => serializer.serialize_none(),
    }
}

impl Qualifier {
    /// The word used in JSON and in examples.
    pub fn word(self) -> &'static str {
        match self {
            Qualifier::Exact => "exact",
            Qualifier::About => "about",
            Qualifier::Over => "over",
            Qualifier::Under => "under",
            Qualifier::AtLeast => "at_least",
            Qualifier::AtMost => "at_most",
            Qualifier::Range => "range",
        }
    }
}

/// `12 个`, `over 300 人`, `3..5 次`, `100..999 人` (about, where only bounds are known), `15.3 %`.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let show = |n: Option<Decimal>| n.map(|n| n.normalize().to_string()).unwrap_or_default();
        match self.value {
            Some(value) if self.qualifier == Qualifier::Exact => write!(f, "{}", value.normalize())?,
            Some(value) => write!(f, "{} {}", self.qualifier.word(), value.normalize())?,
            None => write!(f, "{}..{}", show(self.min), show(self.max))?,
        }
        self.unit.as_ref().map_or(Ok(()), |unit| write!(f, " {unit}"))
    }
}
