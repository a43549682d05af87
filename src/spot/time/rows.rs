//! What a person may write in `lexicon/times.toml`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use super::expr::{Anchor, Unit};

/// The file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TimesFile {
    pub(super) relative: Vec<RelativeRow>,
    pub(super) vague: Vec<WordsRow>,
    pub(super) now: Vec<WordsRow>,
    pub(super) year_part: Vec<YearPartRow>,
    pub(super) month_part: Vec<MonthPartRow>,
    pub(super) month_alone: Vec<MonthPartRow>,
    pub(super) day_part: Vec<WordsRow>,
    pub(super) festival: Vec<FestivalRow>,
    pub(super) festival_tails: TailsRow,
    pub(super) era: Vec<EraRow>,
    pub(super) events: BTreeMap<String, Date>,
    pub(super) lengths: LengthsRow,
    pub(super) lean: LeanRow,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WordsRow {
    pub(super) words: Vec<String>,
    #[serde(default)]
    pub(super) unless_after: String,
    #[serde(default)]
    pub(super) unless_before: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RelativeRow {
    pub(super) words: Vec<String>,
    pub(super) unit: Unit,
    pub(super) by: i32,
    pub(super) from: Anchor,
    #[serde(default)]
    pub(super) unless_after: String,
    #[serde(default)]
    pub(super) unless_before: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct YearPartRow {
    pub(super) words: Vec<String>,
    pub(super) first: i8,
    pub(super) last: i8,
    pub(super) season: Option<u8>,
    #[serde(default)]
    pub(super) alone: bool,
    #[serde(default)]
    pub(super) bound: bool,
    #[serde(default)]
    pub(super) unless_after: String,
    #[serde(default)]
    pub(super) unless_before: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MonthPartRow {
    pub(super) words: Vec<String>,
    pub(super) first: i8,
    pub(super) last: i8,
    #[serde(default)]
    pub(super) unless_after: String,
    #[serde(default)]
    pub(super) unless_before: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FestivalRow {
    pub(super) words: Vec<String>,
    pub(super) month: u8,
    pub(super) day: Option<u8>,
    #[serde(default)]
    pub(super) lunar: bool,
    #[serde(default)]
    pub(super) eve: bool,
    pub(super) nth: Option<i8>,
    pub(super) weekday: Option<i8>,
    pub(super) term: Option<[f64; 2]>,
    #[serde(default = "one")]
    pub(super) holiday: i32,
    #[serde(default)]
    pub(super) always: bool,
    #[serde(default = "yes")]
    pub(super) loose: bool,
    #[serde(default)]
    pub(super) unless_after: String,
    #[serde(default)]
    pub(super) unless_before: Vec<String>,
}

fn one() -> i32 {
    1
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TailsRow {
    pub(super) holiday: Vec<String>,
    pub(super) day: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EraRow {
    pub(super) words: Vec<String>,
    pub(super) first: i16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LengthsRow {
    pub(super) before: Vec<String>,
    pub(super) number_day_after: Vec<String>,
    pub(super) numbered_after: Vec<String>,
    pub(super) recurring: Vec<String>,
    pub(super) day_after: Vec<String>,
    pub(super) month_after: Vec<String>,
    pub(super) month_after_numeral: Vec<String>,
    pub(super) year_after: Vec<String>,
    pub(super) short_year_after: Vec<String>,
    pub(super) ago_after: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LeanRow {
    pub(super) ahead_before: Vec<String>,
    pub(super) ahead_near: Vec<String>,
    pub(super) ahead_after: Vec<String>,
    pub(super) back_before: Vec<String>,
}
