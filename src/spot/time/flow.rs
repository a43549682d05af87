//! What an article has stated so far, for expressions that lean on it.

use jiff::civil::Date;

use super::days::{Days, between};
use super::expr::{Anchor, Civil, Expr, Which};
use crate::value::Granularity;

/// Publication date, and the year, month and day named last.
#[derive(Clone, Debug)]
pub struct Flow {
    pub(super) published: Option<Date>,
    pub(super) year: Option<i16>,
    /// The year named last in figures.
    stated: Option<i16>,
    /// The year that a report of the year before the publication is about, as its opening says (截至2012年底), or a sentence that opens
    /// with it, till 今年 is named.
    report: Option<Option<i16>>,
    /// Whether the article is of a yearbook, which tells of the year before its own.
    yearbook: bool,
    pub(super) month: Option<(i16, i8)>,
    day: Option<Date>,
    /// The last day named that is near the publication: what the news is about.
    news: Option<Date>,
    /// The number of the sentence, and of those in which day and year were named.
    sentence: u32,
    day_at: u32,
    month_at: u32,
    year_at: u32,
    /// The year that this sentence has stated, with the month if one was.
    carried: Option<(i16, Option<i8>)>,
    /// The year in which the words of a quotation were said.
    pub(super) said: Option<i16>,
    /// Whether the expression goes on with the list that the last one belongs to.
    pub(super) listed: bool,
    /// Whether the article writes its dates in words (五月九日), so that 五日 may be one.
    pub(super) in_words: bool,
    /// Whether the article counts its years from 1912, as after 1949 only Taiwan does.
    pub(super) republican: bool,
    /// Whether the article calls days by 号 (18号), as speakers do.
    pub(super) by_number: bool,
}

/// A report says in its first sentences which year it is about.
const OPENING: u32 = 3;

/// A day this near the publication is news.
const NEWS: i32 = 62;

impl Flow {
    /// At the start of an article of a yearbook, which is about the year before it was published.
    #[must_use]
    pub fn of_yearbook(self) -> Self {
        let report = self.published.map(|published| Some(published.year() - 1));
        Self { report, yearbook: true, ..self }
    }

    /// Whether the day named last is one of the next, as forecasts name them.
    pub(super) fn ahead(&self) -> bool {
        let soon = |(day, published): (Date, Date)| (1..=3).contains(&between(published, day));
        self.day.zip(self.published).is_some_and(soon) && self.sentence - self.day_at <= 1
    }

    /// At the start of an article.
    pub fn new(published: Option<Date>) -> Self {
        Self {
            published,
            year: None,
            stated: None,
            report: None,
            yearbook: false,
            month: None,
            day: None,
            news: None,
            sentence: 0,
            day_at: 0,
            month_at: 0,
            year_at: 0,
            carried: None,
            said: None,
            listed: false,
            in_words: false,
            republican: false,
            by_number: false,
        }
    }

    pub(super) fn next_sentence(&mut self) {
        self.sentence += 1;
        (self.carried, self.said) = (None, None);
    }

    /// Remembers what an expression stated; `opens` says whether its sentence begins with it and a comma (2019年，…).
    pub(super) fn note(&mut self, expr: &Expr, days: &Days, opens: bool) {
        let (Some(last), Some(_)) = (days.last, days.first) else { return };
        // what runs up to the publication names no day of it
        if compares(expr) || matches!(expr, Expr::Now | Expr::Since(_)) {
            return;
        }
        let explicit = matches!(expr, Expr::Civil(Civil { year: Some(_), .. })) || is_dated_range(expr);
        match days.fine {
            Granularity::Day => self.note_day(last),
            Granularity::Month => (self.month, self.month_at) = (Some((last.year(), last.month())), self.sentence),
            Granularity::Year | Granularity::Quarter => {}
            Granularity::Range if explicit => {}
            _ => return,
        }
        (self.year, self.year_at) = (Some(last.year()), self.sentence);
        self.note_report(expr, last.year(), opens);
        if matches!(expr, Expr::Civil(Civil { year: Some(Which::Number(_)), .. })) {
            self.stated = self.year;
        }
        if explicit {
            let month = matches!(days.fine, Granularity::Day | Granularity::Month).then_some(last.month());
            self.carried = Some((last.year(), month));
        }
    }

    fn note_report(&mut self, expr: &Expr, year: i16, opens: bool) {
        let before = self.published.is_some_and(|published| year + 1 == published.year());
        match expr {
            Expr::Civil(Civil { year: Some(Which::Number(_)), month: None, day: None, .. })
                if before && (opens || self.sentence <= OPENING && self.report.is_none()) =>
            {
                self.report = Some(Some(year));
            }
            Expr::Civil(Civil { year: Some(Which::Relative(0, Anchor::Publication)), .. }) => self.report = Some(None),
            _ => (),
        }
    }

    /// The year of a report, for a day that lies far from the publication.
    pub(super) fn year_reported(&self, nearest: &Days) -> Option<i16> {
        let (year, published) = (self.report.flatten()?, self.published?);
        let far = |day: Option<Date>| day.is_none_or(|day| between(day, published).abs() > NEWS);
        (self.yearbook || far(nearest.first) && far(nearest.last)).then_some(year)
    }

    /// The year that the yearbook is about.
    pub(super) fn year_of_yearbook(&self) -> Option<i16> {
        self.report.flatten().filter(|_| self.yearbook)
    }

    fn note_day(&mut self, day: Date) {
        (self.day, self.day_at) = (Some(day), self.sentence);
        self.month = Some((day.year(), day.month()));
        if self.published.is_some_and(|published| between(day, published).abs() <= NEWS) {
            self.news = Some(day);
        }
    }

    /// The day that 当天 means: the last named if that was just now, else the day of the news.
    pub(super) fn same_day(&self) -> Option<Date> {
        let near = self.day_at + 1 >= self.sentence;
        if near { self.day } else { self.news.or(self.day) }
    }

    /// The last day named, if this sentence named it.
    pub(super) fn day_here(&self) -> Option<Date> {
        self.day.filter(|_| self.day_at == self.sentence)
    }

    /// The last day named that a bare day may continue.
    pub(super) fn day_nearby(&self) -> Option<Date> {
        self.day_here().or(self.news)
    }

    /// The day that the list before this expression ended with.
    pub(super) fn listed_day(&self) -> Option<Date> {
        self.day_here().filter(|_| self.listed)
    }

    /// The year that the article is speaking of: named just now, or the one before the publication's (an annual report).
    pub(super) fn year_spoken(&self) -> Option<i16> {
        let past = |year: &i16| self.published.is_none_or(|published| *year < published.year());
        let report = |year: &i16| self.published.is_some_and(|published| *year + 1 == published.year());
        self.year_nearby().filter(past).or(self.year.filter(report))
    }

    /// The month named last, if this sentence named it.
    pub(super) fn month_here(&self) -> Option<(i16, i8)> {
        self.month.filter(|_| self.month_at == self.sentence)
    }

    /// The year that 次年 counts from: the one named last, but for 今年 in a story of the past (今年76岁的…次年) the one named in figures.
    pub(super) fn year_told(&self, by: i32) -> Option<i16> {
        let published = self.published.map(Date::year);
        let ahead = |year: &i16| published.is_some_and(|published| i32::from(*year) + by > i32::from(published));
        self.year
            .map(|year| if by > 0 && ahead(&year) { self.stated.filter(|stated| !ahead(stated)).unwrap_or(year) } else { year })
    }

    /// The year of the list before this expression.
    pub(super) fn listed_year(&self) -> Option<i16> {
        self.year.filter(|_| self.listed && self.year_at == self.sentence)
    }

    /// The last year named, if this sentence or the one before named it.
    pub(super) fn year_nearby(&self) -> Option<i16> {
        self.year.filter(|_| self.year_at + 1 >= self.sentence)
    }

    /// The year that a part of a year without one belongs to, where the sentence says so.
    pub(super) fn carried_year(&self) -> Option<i16> {
        self.carried.map(|(year, _)| year)
    }

    /// The year of a month without one: that of the month stated before in the sentence, or the next where the months run over its end.
    pub(super) fn carried_for(&self, month: i8) -> Option<i16> {
        let (year, before) = self.carried?;
        let before = before?;
        Some(if before - month > 6 { year + 1 } else { year })
    }
}

/// 比上年, 比上月: what is spoken of stays what it was.
fn compares(expr: &Expr) -> bool {
    let spoken = |which: Option<Which>| matches!(which, Some(Which::Relative(_, Anchor::Spoken)));
    matches!(expr, Expr::Civil(civil) if spoken(civil.year) || spoken(civil.month))
}

fn is_dated_range(expr: &Expr) -> bool {
    match expr {
        Expr::Range(from, _) => matches!(**from, Expr::Civil(Civil { year: Some(_), .. })),
        _ => false,
    }
}
