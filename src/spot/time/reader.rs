//! What calendar expression stands at a position of a sentence: the grammar's top, and ranges.

use jiff::civil::Date;

use super::expr::{Civil, Expr, Which};
use super::lexicon::Lexicon;
use super::numeral::{self, Found};

/// No more blanks than these may stand between two parts of a date.
const BLANKS: usize = 8;

/// A sentence and the words to read it with.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) text: &'a [char],
    pub(super) words: &'a Lexicon,
    /// Whether the article writes its dates in words.
    pub(super) in_words: bool,
    /// Years of two digits count from 1912.
    pub(super) republican: bool,
    /// When the article was published, and whether it calls days by 号.
    pub(super) published: Option<Date>,
    pub(super) by_number: bool,
}

impl Reader<'_> {
    /// The expression that begins at `at`, and its end.
    pub(super) fn expression(&self, at: usize) -> Found<Expr> {
        let led = matches!(self.char(at), '从' | '自');
        let start = at + usize::from(led);
        let (first, end) = self.elided(start, led).or_else(|| self.point(start))?;
        let (expr, end) = self.lengthened(first, end);
        // 从 belongs to 从1998年5月到2003年, not to 从1998年5月
        let whole = !led || matches!(expr, Expr::Range(..));
        whole.then_some((expr, end))
    }

    /// One expression, not a range.
    fn point(&self, at: usize) -> Found<Expr> {
        let quoted = || if matches!(self.char(at), '“' | '‘') { self.quoted(at) } else { None };
        quoted()
            .or_else(|| self.numeric(at))
            .or_else(|| self.bare_event(at))
            .or_else(|| self.years(at))
            .or_else(|| self.plan(at))
            .or_else(|| self.lunar(at))
            .or_else(|| self.civil(at))
            .or_else(|| self.ago(at))
            .or_else(|| self.week(at))
            .or_else(|| self.festival(at))
            .or_else(|| self.vague(at))
    }

    fn vague(&self, at: usize) -> Found<Expr> {
        let now = self.words.now.find(self.text, at).map(|((), end)| (Expr::Now, end));
        now.or_else(|| self.words.vague.find(self.text, at).map(|((), end)| (Expr::Vague, end)))
    }

    /// What an expression becomes by the words behind it: a range, or a stretch up to now.
    fn lengthened(&self, first: Expr, end: usize) -> (Expr, usize) {
        if matches!(first, Expr::Nothing | Expr::Vague | Expr::Now | Expr::Event(_)) {
            return (first, end);
        }
        let days = as_civil(&first).and_then(|civil| self.days_of(civil, end).or_else(|| self.months_of(civil, end)));
        let until = || self.until(&first, end).map(|(last, end)| (Expr::Range(first.clone().into(), last.into()), end));
        let (expr, end) = days.or_else(until).unwrap_or((first, end));
        let since = ["以来", "至今", "迄今"].iter().find_map(|word| self.word(end, word));
        match since {
            Some(end) if !matches!(expr, Expr::Range(..) | Expr::Ago(..)) => (Expr::Since(expr.into()), end),
            _ => (expr, end),
        }
    }

    /// 22至28日 or 22日至28日 behind a month that has taken no day: 7月22至28日.
    fn days_of(&self, month: Civil, at: usize) -> Found<Expr> {
        let bare = month.month.is_some() && month.day.is_none() && month.part.is_none();
        let (day, end) = bare.then(|| numeral::whole(self.text, at)).flatten().filter(|(day, _)| (1..=31).contains(day))?;
        let (last, end) = self.civil(self.to(end)?)?;
        let until = as_civil(&last).filter(|until| until.day.is_some() && until.year.is_none())?;
        let from = Civil { day: Some(Which::Number(i16::try_from(day).ok()?)), ..month };
        Some((Expr::Range(Expr::Civil(from).into(), Expr::Civil(until).into()), end))
    }

    /// 1至6月 behind a year: 2024年1至6月.
    fn months_of(&self, year: Civil, at: usize) -> Found<Expr> {
        let bare = year.year.is_some() && Civil { year: None, ..year } == Civil::default() && self.before(at) == '年';
        let (range, end) = bare.then(|| self.elided(self.blank(at), false)).flatten()?;
        let Expr::Range(from, until) = range else { return None };
        let from = as_civil(&from).filter(|from| from.month.is_some() && from.year.is_none())?;
        Some((Expr::Range(Expr::Civil(Civil { year: year.year, ..from }).into(), until), end))
    }

    /// The second end of a range: 至4日.
    fn until(&self, first: &Expr, at: usize) -> Found<Expr> {
        // 即日起至6月17日
        let started = self.word(at, "起").and_then(|at| self.to(at));
        let start = started.or_else(|| self.to(at)).or_else(|| self.to(self.clock(at)?))?;
        let (last, end) =
            self.lunar_until(first, start).or_else(|| self.point(start)).or_else(|| self.bare_until(first, start))?;
        let (from, until) = (as_civil(first), as_civil(&last));
        let kin = match (from, until) {
            (Some(from), Some(until)) => follows(&from, &until),
            (None, None) => matches!((first, &last), (Expr::Years(..), Expr::Years(..)) | (Expr::Week(..), Expr::Week(..))),
            // 明天至下周一
            (Some(from), None) => from.day.is_some() && matches!(last, Expr::Week(_, Some(_))),
            // 上世纪80年代至2023年
            (None, Some(until)) => matches!(first, Expr::Years(..)) && matches!(until.year, Some(Which::Number(_))),
        };
        kin.then_some((last, end))
    }

    /// 2015年到2019，: the last year without its 年.
    fn bare_until(&self, first: &Expr, at: usize) -> Found<Expr> {
        let civil = as_civil(first)?;
        let Some(Which::Number(from)) = civil.year.filter(|_| civil.month.is_none() && civil.part.is_none()) else {
            return None;
        };
        let (year, end) = numeral::year(self.text, at).filter(|(year, _)| (from + 1..from + 100).contains(year))?;
        let closed = matches!(self.char(end), '\0' | '，' | '。' | '；' | '）' | '、' | '：');
        closed.then_some((Expr::Civil(Civil { year: Some(Which::Number(year)), ..Civil::default() }), end))
    }

    /// The end of a time of day: 两点, 16时30分, 8:00.
    pub(super) fn clock(&self, at: usize) -> Option<usize> {
        let (_, end) = numeral::whole(self.text, at)?;
        let end = matches!(self.char(end), '点' | '时' | ':' | '：').then_some(end + 1)?;
        let minutes = numeral::run(self.text, end).min(end + 4);
        Some(
            self.word(minutes, "分")
                .or_else(|| self.word(minutes, "半"))
                .or_else(|| self.word(minutes, "许"))
                .unwrap_or(minutes),
        )
    }

    /// A range whose first end leaves out its unit: 2022—2024年, 1—6月, 3至5日.
    fn elided(&self, at: usize, led: bool) -> Found<Expr> {
        let (first, end) = numeral::whole(self.text, at).filter(|_| self.opens(at))?;
        let start = self.to(end)?;
        let number = i16::try_from(first).ok()?;
        if led && self.bare_years(at, start) {
            return self.year_number(start).map(|(year, end)| (years(number, year), end));
        }
        let (last, end) = self.civil(start)?;
        let Expr::Civil(until) = last else { return None };
        let mut from = until;
        match until {
            Civil { year: Some(Which::Number(year)), .. } => {
                from = Civil { year: Some(Which::Number(number)), ..Civil::default() };
                (self.bare_years(at, start) && number < year).then_some(())?;
            }
            Civil { month: Some(Which::Number(month)), day: None, part: None, .. } => {
                from.month = (1..month).contains(&number).then_some(Which::Number(number));
                from.month?;
            }
            Civil { month: None, day: Some(Which::Number(day)), .. } => {
                from.day = (1..day).contains(&number).then_some(Which::Number(number));
                from.day?;
            }
            _ => return None,
        }
        Some((Expr::Range(Expr::Civil(from).into(), Expr::Civil(until).into()), end))
    }

    /// Whether two years stand there: four digits each.
    fn bare_years(&self, first: usize, second: usize) -> bool {
        numeral::year(self.text, first).is_some() && numeral::year(self.text, second).is_some()
    }

    fn year_number(&self, at: usize) -> Found<i16> {
        let (year, end) = numeral::year(self.text, at)?;
        Some((year, self.word(self.blank(end), "年").unwrap_or(end)))
    }

    /// The end of the word for "to" at `at`.
    pub(super) fn to(&self, at: usize) -> Option<usize> {
        let at = self.blank(at);
        let end = match self.char(at) {
            '至' | '到' | '-' | '~' => at + 1,
            '—' if self.char(at + 1) == '—' => at + 2,
            '—' => at + 1,
            _ => return None,
        };
        Some(self.blank(end))
    }

    /// The character at `at`; NUL behind the end.
    pub(super) fn char(&self, at: usize) -> char {
        self.text.get(at).copied().unwrap_or('\0')
    }

    /// The character before `at`; NUL before the start.
    pub(super) fn before(&self, at: usize) -> char {
        at.checked_sub(1).map_or('\0', |n| self.char(n))
    }

    /// The end of `word` if it stands at `at`.
    pub(super) fn word(&self, at: usize, word: &str) -> Option<usize> {
        word.chars().enumerate().all(|(n, c)| self.char(at + n) == c).then(|| at + word.chars().count())
    }

    /// The first position from `at` on that is not blank.
    pub(super) fn blank(&self, at: usize) -> usize {
        let blank = |n: &usize| matches!(self.char(*n), ' ' | '\n' | '\r');
        (at..at + BLANKS).find(|n| !blank(n)).unwrap_or(at)
    }

    /// Whether a number may open here: it is not the tail of a longer one.
    pub(super) fn opens(&self, at: usize) -> bool {
        let before = self.before(at);
        let number = before.is_ascii_digit() || numeral::is_numeral(before);
        let joined = matches!(before, '.' | ',' | '/' | ':') && at >= 2 && self.char(at - 2).is_ascii_digit();
        !number && !joined
    }
}

/// A civil expression, also where it is nested.
fn as_civil(expr: &Expr) -> Option<Civil> {
    match expr {
        Expr::Civil(civil) => Some(*civil),
        _ => None,
    }
}

/// Whether the second may end what the first begins: not 今天到5月, no day of one month to a month of none.
fn follows(from: &Civil, until: &Civil) -> bool {
    let rank = |civil: &Civil| match (civil.day, civil.month, civil.part) {
        (Some(_), ..) | (_, _, Some(_)) => 2,
        (None, Some(_), None) => 1,
        (None, None, None) => 0,
    };
    let open = until.year.is_none() && until.month.is_none();
    // 5月9日至6月 is fine, 5月至12日 is not
    rank(until) <= rank(from) || !open || until.part.is_some()
}

fn years(first: i16, last: i16) -> Expr {
    let civil = |year| Expr::Civil(Civil { year: Some(Which::Number(year)), ..Civil::default() });
    Expr::Range(civil(first).into(), civil(last).into())
}
