//! Calendar expressions as written, before they are resolved to days.

use jiff::civil::Date;
use serde::Deserialize;

use crate::value::Granularity;

/// What a word counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// What a relative word counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Anchor {
    /// 去年, 昨天, 上月.
    Publication,
    /// 同年, 次日, 当月: the year, day or month that the article named last.
    Named,
    /// 当年: the year named last, if that was just now and is past.
    Recent,
    /// 上年 in 2018年…比上年增长: the year just spoken of, or the month that the sentence names; else the publication.
    Spoken,
    /// 当天: the day named last, else the publication.
    News,
}

/// A year, month or day: by number, or so many from an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Number(i16),
    Relative(i32, Anchor),
    /// 今天（30日）: so many days from an anchor, which is that day of a month.
    Dated(i32, Anchor, i8),
}

/// A part of a year in whole months; `season` is EDTF's number for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Months {
    pub(super) first: i8,
    pub(super) last: i8,
    pub(super) season: Option<u8>,
}

/// A festival, and how many days its holiday has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Festival {
    pub(super) day: FestivalDay,
    pub(super) holiday: i32,
    /// The holiday is meant even without 期间.
    pub(super) always: bool,
    /// It needs nothing around it to be one.
    pub(super) loose: bool,
}

/// The rule for a festival's day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum FestivalDay {
    Fixed { month: u8, day: u8 },
    Lunar { month: u8, day: u8, eve: bool },
    Nth { month: u8, nth: i8, weekday: i8 },
    Term { month: u8, constants: [f64; 2] },
}

/// What of a year or month is meant, where it is neither a month nor a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Part {
    /// 上半年, 一季度, 年底.
    Months(Months),
    /// 上旬, 月底: from this day of the month to that.
    Days(i8, i8),
    /// A festival; `true` for its holiday.
    Festival(Festival, bool),
    /// A day of a lunar month, or all of it.
    Lunar { month: u8, day: Option<u8> },
}

/// Year, month and day as far as they are written.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub(super) struct Civil {
    pub(super) year: Option<Which>,
    pub(super) month: Option<Which>,
    pub(super) day: Option<Which>,
    pub(super) part: Option<Part>,
}

/// A calendar expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expr {
    Civil(Civil),
    /// 本周, 上周五, 本周末: weeks from the publication; days of the week from 1 (Monday).
    Week(i32, Option<(i8, i8)>),
    /// 周五.
    Weekday(i8),
    /// A decade, a century, a plan.
    Years(i16, i16, Granularity),
    /// 三天前 is minus three days.
    Ago(i32, Unit),
    /// “5·12”.
    Event(Date),
    /// 截至目前.
    Now,
    /// 近日.
    Vague,
    /// 2013年以来.
    Since(Box<Expr>),
    /// 6月2日至4日.
    Range(Box<Expr>, Box<Expr>),
    /// It looks like a date but is none: a length of time, an impossible day.
    Nothing,
}

impl From<Civil> for Expr {
    fn from(civil: Civil) -> Self {
        Expr::Civil(civil)
    }
}
