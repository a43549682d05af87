//! A calendar expression, resolved to days.

use std::fmt;

use jiff::civil::Date;
use serde::Serialize;

/// A time as the data contract defines it: `earliest` and `latest` are inclusive calendar days, `None` where unknown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Time {
    pub text: String,
    /// ISO 8601-2 (EDTF); `None` where nothing is known.
    pub edtf: Option<String>,
    pub earliest: Option<Date>,
    pub latest: Option<Date>,
    pub granularity: Granularity,
    pub basis: Basis,
    /// What it was computed from, where `basis` is `derived`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Granularity {
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Range,
    Vague,
}

/// What the days rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    Stated,
    Publication,
    Context,
    Derived,
    None,
}

/// The EDTF form; the text as written where there is none.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.edtf.as_deref().unwrap_or(&self.text))
    }
}
