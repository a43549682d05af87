//! What is meant of a week, a month or a year: its days of the week, its thirds, its festivals.

use jiff::civil::{Date, Weekday};

use super::days::{Days, later, monday};
use super::expr::{Festival, FestivalDay};
use super::lunar;
use crate::value::Granularity;

/// A week so many from the publication's, or days of it.
pub(super) fn week(published: Date, by: i32, days: Option<(i8, i8)>) -> Option<Days> {
    let start = later(monday(published)?, by.checked_mul(7)?)?;
    match days {
        Some((first, last)) if first == last => Some(Days::day(later(start, i32::from(first) - 1)?)),
        Some((first, last)) => {
            Days::stretch(later(start, i32::from(first) - 1)?, later(start, i32::from(last) - 1)?, Granularity::Week)
        }
        None => Days::stretch(start, later(start, 6)?, Granularity::Week),
    }
}

/// From one day of a month to another, at most its last.
pub(super) fn third(year: i16, month: i8, (first, last): (i8, i8)) -> Option<Days> {
    let start = Date::new(year, month, 1).ok()?;
    let last = start.last_of_month().day().min(last);
    Days::stretch(Date::new(year, month, first).ok()?, Date::new(year, month, last).ok()?, Granularity::Range)
}

/// A festival's day in a year, or its holiday.
pub(super) fn festive(festival: Festival, whole: bool, year: i16) -> Option<Days> {
    let small = |n: u8| i8::try_from(n).ok();
    let first = match festival.day {
        FestivalDay::Fixed { month, day } => Date::new(year, small(month)?, small(day)?).ok()?,
        FestivalDay::Lunar { month, day, eve } => later(lunar::day(year, month, day)?, -i32::from(eve))?,
        FestivalDay::Term { month, constants } => lunar::term(year, small(month)?, constants)?,
        FestivalDay::Nth { month, nth, weekday } => {
            let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
            Date::new(year, small(month)?, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()?
        }
    };
    match festival.holiday {
        days if whole && days > 1 => Days::stretch(first, later(first, days - 1)?, Granularity::Range),
        _ => Some(Days::day(first)),
    }
}

/// A day of a lunar month, or the whole month.
pub(super) fn lunar_days(year: i16, month: u8, day: Option<u8>) -> Option<Days> {
    match day {
        Some(day) => lunar::day(year, month, day).map(Days::day),
        None => lunar::month(year, month).and_then(|(first, last)| Days::stretch(first, last, Granularity::Month)),
    }
}
