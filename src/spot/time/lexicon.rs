//! The tables of `lexicon/times.toml`, as the reader uses them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::expr::{Anchor, Festival, FestivalDay, Months, Unit};
use super::rows::{EraRow, FestivalRow, MonthPartRow, RelativeRow, TimesFile, WordsRow, YearPartRow};
use super::words::{Cues, Unless, Words};
use crate::error::Diagnostic;
use crate::files::Files;

const NAME: &str = "lexicon/times.toml";

/// The words of the calendar, ready to be looked up.
#[derive(Clone, Debug)]
pub(super) struct Lexicon {
    pub(super) relative: Words<(Unit, i32, Anchor)>,
    pub(super) vague: Words<()>,
    pub(super) now: Words<()>,
    /// What may stand behind a year, what only right behind its 年, and what needs no year.
    pub(super) year_part: Words<Months>,
    pub(super) year_bound: Words<Months>,
    pub(super) year_alone: Words<Months>,
    pub(super) month_part: Words<(i8, i8)>,
    pub(super) month_alone: Words<(i8, i8)>,
    pub(super) day_part: Words<()>,
    pub(super) festival: Words<Festival>,
    pub(super) holiday_tail: Words<()>,
    pub(super) day_tail: Cues,
    pub(super) era: Words<i16>,
    pub(super) event: Words<Date>,
    pub(super) length_before: Cues,
    pub(super) number_day: Cues,
    pub(super) numbered: Cues,
    pub(super) recurring: Cues,
    pub(super) day_length: Cues,
    pub(super) month_length: Cues,
    pub(super) numeral_month_length: Cues,
    pub(super) year_length: Cues,
    pub(super) short_year: Cues,
    pub(super) not_ago: Cues,
    pub(super) ahead_before: Cues,
    pub(super) ahead_near: Cues,
    pub(super) ahead_after: Cues,
    pub(super) back_before: Cues,
}

impl Lexicon {
    /// Reads the table.
    ///
    /// # Errors
    /// What is wrong in the file, and where.
    pub(super) fn load(files: &Files) -> Result<Self, Diagnostic> {
        let file: TimesFile = files.table(NAME)?;
        let parts = |wanted: fn(&YearPartRow) -> bool, led: bool| year_parts(&file.year_part, wanted, led);
        Ok(Self {
            relative: relative(&file.relative),
            vague: plain(&file.vague),
            now: plain(&file.now),
            year_part: parts(|row| !row.bound, true),
            year_bound: parts(|row| row.bound, true),
            year_alone: parts(|row| row.alone, false),
            month_part: month_parts(&file.month_part),
            month_alone: month_parts(&file.month_alone),
            day_part: plain(&file.day_part),
            festival: festivals(&file.festival)?,
            holiday_tail: just(&file.festival_tails.holiday),
            day_tail: Cues::new(&file.festival_tails.day),
            era: eras(&file.era),
            event: events(&file.events),
            length_before: Cues::new(&file.lengths.before),
            number_day: Cues::new(&file.lengths.number_day_after),
            numbered: Cues::new(&file.lengths.numbered_after),
            recurring: Cues::new(&file.lengths.recurring),
            day_length: Cues::new(&file.lengths.day_after),
            month_length: Cues::new(&file.lengths.month_after),
            numeral_month_length: Cues::new(&file.lengths.month_after_numeral),
            year_length: Cues::new(&file.lengths.year_after),
            short_year: Cues::new(&file.lengths.short_year_after),
            not_ago: Cues::new(&file.lengths.ago_after),
            ahead_before: Cues::new(&file.lean.ahead_before),
            ahead_near: Cues::new(&file.lean.ahead_near),
            ahead_after: Cues::new(&file.lean.ahead_after),
            back_before: Cues::new(&file.lean.back_before),
        })
    }

    /// The two characters with which an expression of words can begin.
    pub(super) fn openings(&self) -> FxHashSet<(char, char)> {
        let relative = self.relative.openings().chain(self.vague.openings()).chain(self.now.openings());
        let parts = self.year_alone.openings().chain(self.month_alone.openings());
        relative.chain(parts).chain(self.festival.openings()).chain(self.era.openings()).collect()
    }
}

fn relative(rows: &[RelativeRow]) -> Words<(Unit, i32, Anchor)> {
    let mut words = Words::new();
    rows.iter().for_each(|row| {
        words.add(&row.words, (row.unit, row.by, row.from), &Unless::new(&row.unless_after, &row.unless_before))
    });
    words
}

fn plain(rows: &[WordsRow]) -> Words<()> {
    let mut words = Words::new();
    rows.iter().for_each(|row| words.add(&row.words, (), &Unless::new(&row.unless_after, &row.unless_before)));
    words
}

fn just(list: &[String]) -> Words<()> {
    let mut words = Words::new();
    words.add(list, (), &Unless::default());
    words
}

/// `led`: they stand behind a year, so what stands before them is settled.
fn year_parts(rows: &[YearPartRow], wanted: fn(&YearPartRow) -> bool, led: bool) -> Words<Months> {
    let mut words = Words::new();
    for row in rows.iter().filter(|row| wanted(row)) {
        let months = Months { first: row.first, last: row.last, season: row.season };
        let after = if led { "" } else { &row.unless_after };
        words.add(&row.words, months, &Unless::new(after, &row.unless_before));
    }
    words
}

fn month_parts(rows: &[MonthPartRow]) -> Words<(i8, i8)> {
    let mut words = Words::new();
    rows.iter()
        .for_each(|row| words.add(&row.words, (row.first, row.last), &Unless::new(&row.unless_after, &row.unless_before)));
    words
}

fn festivals(rows: &[FestivalRow]) -> Result<Words<Festival>, Diagnostic> {
    let mut words = Words::new();
    for row in rows {
        let day = match (row.day, row.nth, row.weekday, row.term) {
            (Some(day), None, None, None) if row.lunar => FestivalDay::Lunar { month: row.month, day, eve: row.eve },
            (Some(day), None, None, None) => FestivalDay::Fixed { month: row.month, day },
            (None, Some(nth), Some(weekday), None) => FestivalDay::Nth { month: row.month, nth, weekday },
            (None, None, None, Some(constants)) => FestivalDay::Term { month: row.month, constants },
            _ => {
                let name = row.words.first().map_or("?", String::as_str);
                let cure = format!("festival `{name}`: give `day`, or `nth` and `weekday`, or `term`");
                return Err(Diagnostic::whole(&format!("rules/{NAME}"), cure));
            }
        };
        let festival = Festival { day, holiday: row.holiday, always: row.always, loose: row.loose };
        words.add(&row.words, festival, &Unless::new(&row.unless_after, &row.unless_before));
    }
    Ok(words)
}

fn eras(rows: &[EraRow]) -> Words<i16> {
    let mut words = Words::new();
    rows.iter().for_each(|row| words.add(&row.words, row.first, &Unless::default()));
    words
}

fn events(rows: &BTreeMap<String, Date>) -> Words<Date> {
    let mut words = Words::new();
    rows.iter().for_each(|(word, date)| words.add(std::slice::from_ref(word), *date, &Unless::default()));
    words
}
