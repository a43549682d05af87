//! From an expression as written to days.

use jiff::civil::{Date, Weekday};

use super::days::{Days, between, later, months_later};
use super::expr::{Anchor, Civil, Expr, Months, Part, Unit, Which};
use super::flow::Flow;
use super::parts::{festive, lunar_days, third, week};
use crate::value::{Basis, Granularity};

/// Which side of the publication the words around an expression point to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lean {
    Nearest,
    Ahead,
    Back,
}

/// How an expression without a year leans: a day to the nearest, a month rather back, a part of the year (年底) to the publication's year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    Day,
    Month,
    Part,
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

    pub(super) fn civil(&self, civil: &Civil) -> Option<Days> {
        let Some(year) = civil.year else { return self.without_year(civil) };
        match self.year(year)? {
            (Some(year), basis) => self.within(civil, year).map(|days| days.with(basis)),
            (None, _) => Some(Days::unknown(fineness(civil))),
        }
    }

    /// The year meant, `None` where no publication date says; no date at all where nothing was named.
    pub(super) fn year(&self, year: Which) -> Option<(Option<i16>, Basis)> {
        let published = self.flow.published.map(Date::year);
        let plus = |year: i16, by: i32| year.checked_add(i16::try_from(by).ok()?);
        match year {
            Which::Number(year) => Some((Some(year), Basis::Stated)),
            Which::Relative(by, Anchor::Publication) => match self.flow.said {
                Some(said) => Some((plus(said, by), Basis::Context)),
                None => Some((published.and_then(|year| plus(year, by)), Basis::Publication)),
            },
            Which::Relative(by, Anchor::Spoken) => match self.flow.said.or(self.flow.year_spoken()) {
                Some(year) => Some((plus(year, by), Basis::Context)),
                None => self.year(Which::Relative(by, Anchor::Publication)),
            },
            Which::Relative(by, Anchor::Recent) => {
                let past = |year: &i16| published.is_none_or(|published| *year < published);
                Some((Some(plus(self.flow.year_nearby().filter(past)?, by)?), Basis::Context))
            }
            Which::Relative(by, Anchor::Named | Anchor::News) => {
                Some((Some(plus(self.flow.year_told(by)?, by)?), Basis::Context))
            }
            Which::Dated(..) => None,
        }
    }

    /// What is meant of a given year.
    pub(super) fn within(&self, civil: &Civil, year: i16) -> Option<Days> {
        let month = match civil.month {
            Some(Which::Number(month)) => Some(i8::try_from(month).ok()?),
            Some(Which::Relative(..) | Which::Dated(..)) => return None,
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
            (None, Some(Which::Dated(by, anchor, day)), _) => self.dated_day((by, anchor), day),
            (Some(Which::Dated(..)), ..) => None,
            (None, Some(Which::Number(day)), _) => self.bare_day(i8::try_from(day).ok()?),
            (None, None, Some(Part::Days(..))) => self.relative_month(civil, 0, Anchor::Publication),
            (Some(Which::Number(month)), ..) => {
                let found = self.seek(civil, self.flow.carried_for(i8::try_from(month).ok()?))?;
                let leans = found.basis == Basis::Publication;
                match self.flow.year_reported(&found).filter(|_| leans) {
                    Some(year) => self.within(civil, year).map(|days| days.with(Basis::Context)),
                    None => Some(found),
                }
            }
            (None, None, Some(Part::Months(_))) => {
                let found = self.seek(civil, self.flow.carried_year())?;
                let leans = found.basis == Basis::Publication;
                match self.flow.year_of_yearbook().filter(|_| leans) {
                    Some(year) => self.within(civil, year).map(|days| days.with(Basis::Context)),
                    None => Some(found),
                }
            }
            // 1979年10月21日，农历九月初一 is one day
            (None, None, Some(Part::Lunar { .. })) => self.seek(civil, self.flow.carried_year()),
            (None, None, _) => self.seek(civil, None),
        }
    }

    fn relative_month(&self, civil: &Civil, by: i32, anchor: Anchor) -> Option<Days> {
        let (base, basis) = match (anchor, self.flow.month) {
            (Anchor::Named, Some((year, month))) => (Date::new(year, month, 1).ok(), Basis::Context),
            (Anchor::Spoken, _) if self.flow.month_here().is_some() => {
                (self.flow.month_here().and_then(|(year, month)| Date::new(year, month, 1).ok()), Basis::Context)
            }
            _ => (self.flow.published, Basis::Publication),
        };
        let Some(base) = base else { return Some(Days::unknown(fineness(civil))) };
        let (year, month) = months_later(base, by)?;
        let month = Some(Which::Number(month.into()));
        self.within(&Civil { month, ..*civil }, year).map(|days| days.with(basis))
    }

    fn relative_day(&self, by: i32, anchor: Anchor) -> Option<Days> {
        let named = if anchor == Anchor::Publication { None } else { self.flow.same_day() };
        if let Some(day) = named {
            return Some(Days::day(later(day, by)?).with(Basis::Context));
        }
        // 次日 and 同日 need a day; 当天 without one is the day of the news
        matches!(anchor, Anchor::Publication | Anchor::News).then_some(())?;
        self.against(Granularity::Day, |published| Some(Days::day(later(published, by)?)))
    }

    /// 昨天（29日）: that day of a month, nearest to where the word points.
    fn dated_day(&self, (by, anchor): (i32, Anchor), day: i8) -> Option<Days> {
        let meant = self.relative_day(by, anchor)?;
        let Some(base) = meant.first else { return self.bare_day(day) };
        let dates =
            (-1..=1).filter_map(|by| months_later(base, by)).filter_map(|(year, month)| Date::new(year, month, day).ok());
        dates.min_by_key(|date| between(base, *date).abs()).map(|date| Days::day(date).with(meant.basis))
    }

    /// The year in which it stands nearest to the publication, unless the sentence carries one.
    fn seek(&self, civil: &Civil, carried: Option<i16>) -> Option<Days> {
        let listed = self.flow.listed_year().filter(|_| civil.month.is_none());
        if let Some(year) = carried.or(listed).or(if self.flow.published.is_none() { self.flow.year } else { None }) {
            return self.within(civil, year).map(|days| days.with(Basis::Context));
        }
        let Some(published) = self.flow.published else { return Some(Days::unknown(fineness(civil))) };
        let days = self.nearest(published, reach(civil), |year| self.within(civil, year))?;
        // far ahead with nothing that points there: the past year just named is meant
        let ahead = days.first.is_some_and(|first| between(published, first) > 45) && self.lean != Lean::Ahead;
        let told = self.flow.year_nearby().filter(|year| ahead && civil.month.is_some() && *year < published.year());
        let past = told.and_then(|year| self.within(civil, year)).map(|days| days.with(Basis::Context));
        Some(past.unwrap_or(days))
    }

    /// Of the readings in the years around, the nearest.
    pub(super) fn nearest(&self, published: Date, reach: Reach, read: impl Fn(i16) -> Option<Days>) -> Option<Days> {
        // a leap day may be three years away
        let years = (-4..=4).map(|by| published.year() + by).filter_map(&read);
        let cost = |days: &Days| {
            let distance = days.distance(published).unwrap_or(i32::MAX / 4);
            let ahead = days.first.is_some_and(|first| first > published);
            let back = days.last.is_some_and(|last| last < published);
            let against = (self.lean == Lean::Ahead && back) || (self.lean == Lean::Back && ahead);
            let this_year = days.last.is_some_and(|last| last.year() == published.year());
            let weight = match reach {
                Reach::Part if this_year && back => 0,
                Reach::Part if this_year => 1,
                Reach::Month if ahead => 3,
                Reach::Part | Reach::Month | Reach::Day => 2,
            };
            let weight = if against { weight * 3 } else { weight };
            (distance.saturating_mul(weight), ahead)
        };
        years.min_by_key(cost).map(|days| days.with(Basis::Publication))
    }

    /// A day of the month alone: the last such day up to the publication, unless the article is speaking of another month.
    fn bare_day(&self, day: i8) -> Option<Days> {
        if let Some(named) = self.flow.listed_day() {
            let months = (0..=1).filter_map(|by| months_later(named, by));
            let mut dates = months.filter_map(|(year, month)| Date::new(year, month, day).ok());
            return dates.find(|date| *date > named).map(|date| Days::day(date).with(Basis::Context));
        }
        let (published, named) = (self.flow.published, self.flow.day_nearby());
        let far = published.zip(named).is_some_and(|(published, named)| between(named, published).abs() > 62);
        let Some(base) = (if far { named } else { published }).or(named) else {
            let month = self.flow.month.and_then(|(year, month)| Date::new(year, month, day).ok());
            return Some(month.map_or(Days::unknown(Granularity::Day), |date| Days::day(date).with(Basis::Context)));
        };
        let cost = |date: &Date| {
            let off = between(base, *date);
            let (ahead, back) = match self.lean {
                _ if far => (1, 1),
                Lean::Ahead => (1, 3),
                Lean::Nearest | Lean::Back => (3, 1),
            };
            off.max(0) * ahead + (-off).max(0) * back + named.filter(|_| !far).map_or(0, |named| between(named, *date).abs())
        };
        let dates =
            (-2..=2).filter_map(|by| months_later(base, by)).filter_map(|(year, month)| Date::new(year, month, day).ok());
        let basis = if far || published.is_none() { Basis::Context } else { Basis::Publication };
        dates.min_by_key(cost).map(|date| Days::day(date).with(basis))
    }
}

/// How far from the publication an expression without a year may lie.
pub(super) fn reach(civil: &Civil) -> Reach {
    match (civil.part, civil.day) {
        (Some(Part::Months(_)), _) => Reach::Part,
        (None, None) => Reach::Month,
        _ => Reach::Day,
    }
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
