//! Stretches of calendar days, and how EDTF writes them.

use jiff::ToSpan;
use jiff::civil::Date;

use super::expr::Months;
use crate::value::{Basis, Granularity};

/// What an expression was resolved to.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Days {
    pub(super) first: Option<Date>,
    pub(super) last: Option<Date>,
    pub(super) edtf: Option<String>,
    pub(super) granularity: Granularity,
    /// The granularity of a range's ends; else that of the whole.
    pub(super) fine: Granularity,
    pub(super) basis: Basis,
}

impl Days {
    fn new(first: Date, last: Date, edtf: String, granularity: Granularity) -> Self {
        let (first, last, edtf) = (Some(first), Some(last), Some(edtf));
        Self { first, last, edtf, granularity, fine: granularity, basis: Basis::Stated }
    }

    /// Nothing is known but how fine it would be.
    pub(super) fn unknown(granularity: Granularity) -> Self {
        Self { first: None, last: None, edtf: None, granularity, fine: granularity, basis: Basis::None }
    }

    pub(super) fn day(date: Date) -> Self {
        Self::new(date, date, written(date), Granularity::Day)
    }

    pub(super) fn month(year: i16, month: i8) -> Option<Self> {
        let first = Date::new(year, month, 1).ok()?;
        Some(Self::new(first, first.last_of_month(), written(first)[..].rsplit_once('-')?.0.into(), Granularity::Month))
    }

    pub(super) fn year(year: i16) -> Option<Self> {
        let first = Date::new(year, 1, 1).ok()?;
        Some(Self::new(first, first.last_of_year(), year_written(year), Granularity::Year))
    }

    /// A stretch of whole months of a year: a quarter, a half, a season.
    pub(super) fn months(year: i16, months: Months) -> Option<Self> {
        let (first, last) = (Date::new(year, months.first, 1).ok()?, Date::new(year, months.last, 1).ok()?);
        let (edtf, granularity) = match months.season {
            Some(season) if season < 40 => (format!("{}-{season}", year_written(year)), Granularity::Quarter),
            Some(season) => (format!("{}-{season}", year_written(year)), Granularity::Range),
            None => (format!("{0}-{1:02}/{0}-{2:02}", year_written(year), months.first, months.last), Granularity::Range),
        };
        Some(Self::new(first, last.last_of_month(), edtf, granularity))
    }

    /// Whole years: a decade and a century are masked where they begin on a round year.
    pub(super) fn years(first: i16, last: i16, granularity: Granularity) -> Option<Self> {
        let edtf = match (granularity, last - first) {
            (Granularity::Decade, 9) => format!("{}X", first / 10),
            (Granularity::Century, 99) => format!("{:02}XX", first / 100),
            _ => format!("{}/{}", year_written(first), year_written(last)),
        };
        let (first, last) = (Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?);
        Some(Self::new(first, last, edtf, granularity))
    }

    /// From one day to another.
    pub(super) fn stretch(first: Date, last: Date, granularity: Granularity) -> Option<Self> {
        let edtf = format!("{}/{}", written(first), written(last));
        (first <= last).then(|| Self::new(first, last, edtf, granularity))
    }

    /// From the first day of the one to the last of the other; `None` where that is backwards.
    pub(super) fn through(&self, until: &Days) -> Option<Self> {
        let (first, last) = (self.first?, until.last?);
        let basis = if self.basis == Basis::Stated { until.basis } else { self.basis };
        let end = |days: &Days, first: bool| {
            let edtf = days.edtf.clone().unwrap_or_default();
            let half = edtf.split_once('/').map(|(a, b)| if first { a.to_owned() } else { b.to_owned() });
            half.unwrap_or(edtf)
        };
        let edtf = format!("{}/{}", end(self, true), end(until, false));
        let days = Self { fine: until.fine, basis, ..Self::new(first, last, edtf, Granularity::Range) };
        (first <= last).then_some(days)
    }

    pub(super) fn with(self, basis: Basis) -> Self {
        Self { basis, ..self }
    }

    /// The days between this and a day; 0 within.
    pub(super) fn distance(&self, date: Date) -> Option<i32> {
        let (first, last) = (self.first?, self.last?);
        Some(between(date, first).max(between(last, date)).max(0))
    }
}

/// The days from one to another; negative backwards.
pub(super) fn between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// So many days later.
pub(super) fn later(date: Date, days: i32) -> Option<Date> {
    date.checked_add(days.days()).ok()
}

/// Year and month so many months later.
pub(super) fn months_later(date: Date, months: i32) -> Option<(i16, i8)> {
    let moved = date.first_of_month().checked_add(months.months()).ok()?;
    Some((moved.year(), moved.month()))
}

/// The Monday of a day's week.
pub(super) fn monday(date: Date) -> Option<Date> {
    later(date, -i32::from(date.weekday().to_monday_zero_offset()))
}

fn year_written(year: i16) -> String {
    if year < 0 { format!("-{:04}", year.unsigned_abs()) } else { format!("{year:04}") }
}

fn written(date: Date) -> String {
    format!("{}-{:02}-{:02}", year_written(date.year()), date.month(), date.day())
}
