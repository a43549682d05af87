//! Places and parties.

use std::fmt;

use serde::Serialize;

/// A place as written, and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Place {
    pub text: String,
    /// The full form: 鄂 → 湖北省.
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    pub level: Level,
    /// GB/T 2260 for divisions of the mainland, else an id of the gazetteer.
    pub code: Option<String>,
}

/// The rank of a place below its country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Country,
    Province,
    City,
    County,
    Other,
}

impl Place {
    /// Whether it lies in one of the areas that write Chinese and stand on the Chinese side of a pair: the mainland, Taiwan, Hong
    /// Kong and Macau.
    pub fn is_chinese(&self) -> bool {
        self.country.as_deref().is_some_and(|country| ["CN", "TW", "HK", "MO"].contains(&country))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// Somebody who gives, receives or acts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Party {
    pub text: String,
    #[serde(rename = "type")]
    pub kind: PartyType,
    /// Set where the party is or lies in a known place.
    pub place: Option<Place>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PartyType {
    Place,
    Organization,
    Person,
    Group,
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
