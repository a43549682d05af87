//! The Chinese lunar calendar and the solar terms, as civil days.

use icu_calendar::Date as IcuDate;
use icu_calendar::Iso;
use icu_calendar::types::Month;
use jiff::civil::Date;

/// The civil day of a day of a lunar month; the year is the civil year in which the lunar one begins.
pub(super) fn day(year: i16, month: u8, day: u8) -> Option<Date> {
    date(year, Month::new(month), day)
}

/// The first and last day of a lunar month.
pub(super) fn month(year: i16, month: u8) -> Option<(Date, Date)> {
    let last = day(year, month, 30).or_else(|| day(year, month, 29))?;
    Some((day(year, month, 1)?, last))
}

/// The day of a solar term, from its constants for the 20th and the 21st century.
pub(super) fn term(year: i16, month: i8, constants: [f64; 2]) -> Option<Date> {
    let constant = match year {
        1901..=2000 => constants[0],
        2001..=2100 => constants[1],
        _ => return None,
    };
    let short = f64::from(year.rem_euclid(100));
    // January and February still count the leap days of the year before
    let leaps = if month <= 2 { ((short - 1.0) / 4.0).floor() } else { (short / 4.0).floor() };
    let day = (short * 0.2422 + constant).floor() - leaps;
    (1..=31).find(|n| (f64::from(*n) - day).abs() < 0.5).and_then(|day| Date::new(year, month, day).ok())
}

fn date(year: i16, month: Month, day: u8) -> Option<Date> {
    // the calendar's own tables; far outside them it would only guess
    let known = (1600..=2200).contains(&year);
    let lunar = known.then(|| IcuDate::try_new_chinese_traditional(year.into(), month, day).ok()).flatten()?;
    let civil = lunar.to_calendar(Iso);
    let small = |n: u8| i8::try_from(n).ok();
    let year = i16::try_from(civil.era_year().year).ok()?;
    Date::new(year, small(civil.month().number())?, small(civil.day_of_month().0)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lunar_days_are_civil_days() {
        for (year, month, dom, want) in [
            (2024, 1, 1, "2024-02-10"),
            (2023, 1, 1, "2023-01-22"),
            (2023, 12, 23, "2024-02-02"),
            (2024, 8, 15, "2024-09-17"),
            (2024, 5, 5, "2024-06-10"),
            (2020, 9, 9, "2020-10-25"),
            (1937, 5, 5, "1937-06-13"),
        ] {
            assert_eq!(day(year, month, dom).unwrap().to_string(), want);
        }
    }

    #[test]
    fn solar_terms_fall_on_their_days() {
        for (year, want) in
            [(2024, "2024-04-04"), (2023, "2023-04-05"), (2018, "2018-04-05"), (1996, "1996-04-04"), (2020, "2020-04-04")]
        {
            assert_eq!(term(year, 4, [5.59, 4.81]).unwrap().to_string(), want);
        }
        assert_eq!(term(2023, 12, [22.60, 21.94]).unwrap().to_string(), "2023-12-22");
    }
}
