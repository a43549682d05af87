//! From an expression as written to days.

use jiff::civil::{Date, Weekday};

use super::days::{Days, between, later, monday, months_later};
use super::expr::{Anchor, Civil, Expr, Festival, FestivalDay, Months, Part, Unit, Which};
use super::flow::Flow;
use super::lunar;
use crate::value::{Basis, Granularity};

/// Which side of the publication the words around an expression point to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lean {
    Nearest,
    Ahead,
    Back,
}

/// Resolves expressions against what an article has stated.
pub(super) struct Resolver<'a> {
    pub(super) flow: &'a Flow,
    pub(super) lean: Lean,
}

impl Resolver<'_> {
    /// The days meant; `None` where the expression is no date after all.
    pub(super) fn resolve(&self, expr: &Expr) -> Option<Days> {
        match expr {
            Expr::Civil(civil) => self.civil(civil),
            Expr::Week(by, days) => self.against(Granularity::Week, |published| week(published, *by, *days)),
            Expr::Weekday(day) => self.against(Granularity::Day, |published| self.weekday(published, *day)),
            Expr::Years(first, last, granularity) => Days::years(*first, *last, *granularity),
            Expr::Ago(count, unit) => self.ago(*count, *unit),
            Expr::Event(date) => Some(Days::day(*date)),
            Expr::Now => self.against(Granularity::Day, |published| Some(Days::day(published))),
            Expr::Vague => Some(Days { basis: Basis::Stated, ..Days::unknown(Granularity::Vague) }),
            Expr::Since(from) => self.since(from),
            Expr::Range(from, until) => self.range(from, until),
            Expr::Nothing => None,
        }
    }

    /// Resolved against the publication date; unknown without one.
    fn against(&self, granularity: Granularity, read: impl Fn(Date) -> Option<Days>) -> Option<Days> {
        match self.flow.published {
            Some(published) => read(published).map(|days| days.with(Basis::Publication)),
            None => Some(Days::unknown(granularity)),
        }
    }

    fn since(&self, from: &Expr) -> Option<Days> {
        let from = self.resolve(from)?;
        let Some(first) = from.first else { return Some(from) };
        let start = from.edtf.clone().unwrap_or_default();
        let open = Days { last: None, edtf: Some(format!("{start}/..")), granularity: Granularity::Range, ..from.clone() };
        let Some(published) = self.flow.published.filter(|published| *published >= first) else { return Some(open) };
        from.through(&Days::day(published).with(Basis::Publication))
    }

    fn ago(&self, count: i32, unit: Unit) -> Option<Days> {
        let said = self.flow.year_nearby().zip(self.flow.published).filter(|(year, published)| *year < published.year());
        if let (Some((year, _)), Unit::Year, true) = (said, unit, count > 0) {
            return Days::year(year + i16::try_from(count).ok()?).map(|days| days.with(Basis::Context));
        }
        if let (Some(day), Unit::Day, true) = (self.flow.day_here(), unit, count > 0) {
            return Some(Days::day(later(day, count)?).with(Basis::Context));
        }
        self.against(granularity(unit), |published| match unit {
            Unit::Day => Some(Days::day(later(published, count)?)),
            Unit::Week => week(published, count, None),
            Unit::Month => months_later(published, count).and_then(|(year, month)| Days::month(year, month)),
            Unit::Year => Days::year(published.year() + i16::try_from(count).ok()?),
        })
    }

    /// The last such day of the week up to the publication, or the next.
    fn weekday(&self, published: Date, day: i8) -> Option<Days> {
        let day = Weekday::from_monday_one_offset(day).ok()?;
        let back = i32::from(published.weekday().since(day));
        let by = if self.lean == Lean::Ahead { (7 - back) % 7 } else { -back };
        Some(Days::day(later(published, by)?))
    }

    fn civil(&self, civil: &Civil) -> Option<Days> {
        let Some(year) = civil.year else { return self.without_year(civil) };
        match self.year(year)? {
            (Some(year), basis) => self.within(civil, year).map(|days| days.with(basis)),
            (None, _) => Some(Days::unknown(fineness(civil))),
        }
    }

    /// The year meant, `None` where no publication date says; no date at all where nothing was named.
    fn year(&self, year: Which) -> Option<(Option<i16>, Basis)> {
        let published = self.flow.published.map(Date::year);
        let plus = |year: i16, by: i32| year.checked_add(i16::try_from(by).ok()?);
        match year {
            Which::Number(year) => Some((Some(year), Basis::Stated)),
            Which::Relative(by, Anchor::Publication) => match self.flow.said {
                Some(said) => Some((plus(said, by), Basis::Context)),
                None => Some((published.and_then(|year| plus(year, by)), Basis::Publication)),
            },
            Which::Relative(by, Anchor::Named) => Some((Some(plus(self.flow.year?, by)?), Basis::Context)),
        }
    }

    /// What is meant of a given year.
    fn within(&self, civil: &Civil, year: i16) -> Option<Days> {
        let month = match civil.month {
            Some(Which::Number(month)) => Some(i8::try_from(month).ok()?),
            Some(Which::Relative(..)) => return None,
            None => None,
        };
        match (civil.part, month, civil.day) {
            (Some(Part::Months(months)), ..) => Days::months(year, months),
            (Some(Part::Festival(festival, whole)), ..) => festive(festival, whole, year),
            (Some(Part::Lunar { month, day }), ..) => lunar_days(year, month, day),
            (Some(Part::Days(first, last)), Some(month), _) => third(year, month, (first, last)),
            (Some(Part::Days(..)), None, _) => None,
            (None, Some(month), Some(Which::Number(day))) => {
                Some(Days::day(Date::new(year, month, i8::try_from(day).ok()?).ok()?))
            }
            (None, Some(month), None) => Days::month(year, month),
            (None, None, None) => Days::year(year),
            (None, _, Some(_)) => None,
        }
    }

    fn without_year(&self, civil: &Civil) -> Option<Days> {
        match (civil.month, civil.day, civil.part) {
            (Some(Which::Relative(by, anchor)), ..) => self.relative_month(civil, by, anchor),
            (None, Some(Which::Relative(by, anchor)), _) => self.relative_day(by, anchor),
            (None, Some(Which::Number(day)), _) => self.bare_day(i8::try_from(day).ok()?),
            (None, None, Some(Part::Days(..))) => self.relative_month(civil, 0, Anchor::Publication),
            (Some(Which::Number(month)), ..) => self.seek(civil, self.flow.carried_for(i8::try_from(month).ok()?)),
            (None, None, Some(Part::Months(_))) => self.seek(civil, self.flow.carried_year()),
            (None, None, _) => self.seek(civil, None),
        }
    }

    fn relative_month(&self, civil: &Civil, by: i32, anchor: Anchor) -> Option<Days> {
        let (base, basis) = match (anchor, self.flow.month) {
            (Anchor::Named, Some((year, month))) => (Date::new(year, month, 1).ok(), Basis::Context),
            _ => (self.flow.published, Basis::Publication),
        };
        let Some(base) = base else { return Some(Days::unknown(fineness(civil))) };
        let (year, month) = months_later(base, by)?;
        let month = Some(Which::Number(month.into()));
        self.within(&Civil { month, ..*civil }, year).map(|days| days.with(basis))
    }

    fn relative_day(&self, by: i32, anchor: Anchor) -> Option<Days> {
        let named = if anchor == Anchor::Named { self.flow.same_day() } else { None };
        if let Some(day) = named {
            return Some(Days::day(later(day, by)?).with(Basis::Context));
        }
        // 次日 needs a day; 当天 without one is the day of the news
        (anchor == Anchor::Publication || by == 0).then_some(())?;
        self.against(Granularity::Day, |published| Some(Days::day(later(published, by)?)))
    }

    /// The year in which it stands nearest to the publication, unless the sentence carries one.
    fn seek(&self, civil: &Civil, carried: Option<i16>) -> Option<Days> {
        if let Some(year) = carried.or(if self.flow.published.is_none() { self.flow.year } else { None }) {
            return self.within(civil, year).map(|days| days.with(Basis::Context));
        }
        let part = matches!(civil.part, Some(Part::Months(_)));
        let Some(published) = self.flow.published else { return Some(Days::unknown(fineness(civil))) };
        self.nearest(published, part, |year| self.within(civil, year))
    }

    /// Of the readings in the years around, the nearest; a part of the year may lie further ahead than back (年底).
    fn nearest(&self, published: Date, part: bool, read: impl Fn(i16) -> Option<Days>) -> Option<Days> {
        // a leap day may be three years away
        let years = (-4..=4).map(|by| published.year() + by).filter_map(&read);
        let cost = |days: &Days| {
            let distance = days.distance(published).unwrap_or(i32::MAX / 4);
            let ahead = days.first.is_some_and(|first| first > published);
            let back = days.last.is_some_and(|last| last < published);
            let against = (self.lean == Lean::Ahead && back) || (self.lean == Lean::Back && ahead);
            let this_year = part && days.last.is_some_and(|last| last.year() == published.year());
            let weight = if this_year && back {
                0
            } else if this_year {
                1
            } else {
                2
            };
            (against, distance * weight, ahead)
        };
        years.min_by_key(cost).map(|days| days.with(Basis::Publication))
    }

    /// A day of the month alone: the last such day up to the publication, unless the article is speaking of another month.
    fn bare_day(&self, day: i8) -> Option<Days> {
        let (published, named) = (self.flow.published, self.flow.day_nearby());
        let far = published.zip(named).is_some_and(|(published, named)| between(named, published).abs() > 62);
        let Some(base) = (if far { named } else { published }).or(named) else {
            let month = self.flow.month.and_then(|(year, month)| Date::new(year, month, day).ok());
            return Some(month.map_or(Days::unknown(Granularity::Day), |date| Days::day(date).with(Basis::Context)));
        };
        let cost = |date: &Date| {
            let off = between(base, *date);
            let ahead = if far || self.lean == Lean::Ahead { off.abs() } else { off.max(0) * 3 + (-off).max(0) };
            let back = if self.lean == Lean::Ahead && !far && off < 0 { 90 } else { 0 };
            ahead + back + named.filter(|_| !far).map_or(0, |named| between(named, *date).abs())
        };
        let dates =
            (-2..=2).filter_map(|by| months_later(base, by)).filter_map(|(year, month)| Date::new(year, month, day).ok());
        let basis = if far || published.is_none() { Basis::Context } else { Basis::Publication };
        dates.min_by_key(cost).map(|date| Days::day(date).with(basis))
    }

    fn range(&self, from: &Expr, until: &Expr) -> Option<Days> {
        let (Expr::Civil(from), Expr::Civil(until)) = (from, until) else {
            return self.resolve(from)?.through(&self.resolve(until)?);
        };
        let (from, until) = shared(*from, *until);
        match (from.year, until.year) {
            (None, None) if is_dated(&from) && is_dated(&until) => self.range_without_year(&from, &until),
            (None, Some(_)) => self.range_ending(&from, &until),
            (Some(year), None) => self.range_from(&from, (year, &until)),
            _ => {
                let first = self.civil(&from)?;
                let last = self.civil(&until)?;
                if first.first.is_none() {
                    Some(first)
                } else {
                    first.through(&last).or_else(|| self.next_month(&first, &until))
                }
            }
        }
    }

    /// 28日至3日: the second day is in the next month.
    fn next_month(&self, first: &Days, until: &Civil) -> Option<Days> {
        let Some(Which::Number(day)) = until.day.filter(|_| until.month.is_none()) else { return None };
        let start = first.first?;
        let found = (0..=1).filter_map(|by| months_later(start, by));
        let mut dates = found.filter_map(|(year, month)| Date::new(year, month, i8::try_from(day).ok()?).ok());
        first.through(&Days::day(dates.find(|date| *date >= start)?))
    }

    /// 5月1日至10月31日, 10月至2月.
    fn range_without_year(&self, from: &Civil, until: &Civil) -> Option<Days> {
        let read = |year: i16| {
            let first = self.within(from, year)?;
            first.through(&self.within(until, year)?).or_else(|| first.through(&self.within(until, year + 1)?))
        };
        let carried = match from.month {
            Some(Which::Number(month)) => self.flow.carried_for(i8::try_from(month).ok()?),
            _ => self.flow.carried_year(),
        };
        match (carried, self.flow.published) {
            (Some(year), _) => read(year).map(|days| days.with(Basis::Context)),
            (None, Some(published)) => self.nearest(published, matches!(from.part, Some(Part::Months(_))), read),
            (None, None) => match self.flow.year {
                Some(year) => read(year).map(|days| days.with(Basis::Context)),
                None => Some(Days::unknown(Granularity::Range)),
            },
        }
    }

    /// 12月28日至2024年1月3日.
    fn range_ending(&self, from: &Civil, until: &Civil) -> Option<Days> {
        let last = self.civil(until)?;
        let Some(end) = last.last else { return Some(last) };
        let mut years = [end.year(), end.year() - 1].into_iter();
        years.find_map(|year| self.within(from, year)?.with(last.basis).through(&last))
    }

    /// 2023年12月28日至1月3日.
    fn range_from(&self, from: &Civil, (year, until): (Which, &Civil)) -> Option<Days> {
        let first = self.civil(from)?;
        let (Some(year), _) = self.year(year)? else { return Some(first) };
        first.through(&self.within(until, year)?).or_else(|| first.through(&self.within(until, year + 1)?))
    }
}

/// What the second end leaves out and shares with the first: 6月2日至4日, 5月上旬至中旬.
fn shared(from: Civil, mut until: Civil) -> (Civil, Civil) {
    let inner = until.day.is_some() || matches!(until.part, Some(Part::Days(..)));
    let relative = matches!(until.day, Some(Which::Relative(..)));
    if inner && !relative && until.month.is_none() && until.year.is_none() && from.month.is_some() {
        (until.month, until.year) = (from.month, from.year);
    }
    (from, until)
}

/// Whether a month or part is named by number, so that only the year is wanting.
fn is_dated(civil: &Civil) -> bool {
    let numbered = matches!(civil.month, Some(Which::Number(_)));
    numbered || (civil.month.is_none() && civil.day.is_none() && !matches!(civil.part, Some(Part::Days(..)) | None))
}

fn granularity(unit: Unit) -> Granularity {
    match unit {
        Unit::Day => Granularity::Day,
        Unit::Week => Granularity::Week,
        Unit::Month => Granularity::Month,
        Unit::Year => Granularity::Year,
    }
}

/// How fine an expression is, where its days are not known.
fn fineness(civil: &Civil) -> Granularity {
    match (civil.part, civil.day, civil.month) {
        (Some(Part::Months(Months { season: Some(33..=36), .. })), ..) => Granularity::Quarter,
        (Some(Part::Months(_) | Part::Days(..)), ..) => Granularity::Range,
        (Some(_), ..) | (None, Some(_), _) => Granularity::Day,
        (None, None, Some(_)) => Granularity::Month,
        (None, None, None) => Granularity::Year,
    }
}

fn week(published: Date, by: i32, days: Option<(i8, i8)>) -> Option<Days> {
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
fn third(year: i16, month: i8, (first, last): (i8, i8)) -> Option<Days> {
    let start = Date::new(year, month, 1).ok()?;
    let last = start.last_of_month().day().min(last);
    Days::stretch(Date::new(year, month, first).ok()?, Date::new(year, month, last).ok()?, Granularity::Range)
}

fn festive(festival: Festival, whole: bool, year: i16) -> Option<Days> {
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

fn lunar_days(year: i16, month: u8, day: Option<u8>) -> Option<Days> {
    match day {
        Some(day) => lunar::day(year, month, day).map(Days::day),
        None => lunar::month(year, month).and_then(|(first, last)| Days::stretch(first, last, Granularity::Month)),
    }
}
