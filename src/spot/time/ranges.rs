//! Ranges: which days lie between two expressions that share what one of them leaves out.

use jiff::civil::Date;

use super::days::{Days, months_later};
use super::expr::{Anchor, Civil, Expr, Part, Which};
use super::resolve::{Reach, Resolver, reach};
use crate::value::{Basis, Granularity};

impl Resolver<'_> {
    /// From the first day of the one expression to the last of the other.
    pub(super) fn range(&self, from: &Expr, until: &Expr) -> Option<Days> {
        let (Expr::Civil(from), Expr::Civil(until)) = (from, until) else {
            return self.resolve(from)?.through(&self.resolve(until)?);
        };
        let (from, mut until) = shared(*from, *until);
        if from.year.is_none() && matches!(until.year, Some(Which::Relative(1, Anchor::Named))) {
            // 10月至次年5月: the year behind the first month's
            until.year = None;
        }
        match (from.year, until.year) {
            (None, None) if is_dated(&from) && is_dated(&until) => self.range_without_year(&from, &until),
            (None, Some(_)) => self.range_ending(&from, &until),
            (Some(year), None) if is_dated(&until) => self.range_from(&from, (year, &until)),
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
            (None, Some(published)) => {
                self.nearest(published, if reach(from) == Reach::Part { Reach::Part } else { Reach::Day }, read)
            }
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
    let relative = matches!(until.day, Some(Which::Relative(..) | Which::Dated(..)));
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
