//! Calendar expressions, found and resolved.
//!
//! `reader` and its parts say what is written at a position, `resolve` what days that is; `flow` is what an article has
//! stated before. The words are in `lexicon/times.toml`.

mod ago;
mod civil;
mod counted;
mod days;
mod expr;
mod festive;
mod flow;
mod lexicon;
mod lists;
mod lunar;
mod numeral;
mod parts;
mod ranges;
mod reader;
mod resolve;
mod rows;
mod words;
mod years;

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use self::days::Days;
use self::expr::Expr;
use self::lexicon::Lexicon;
use self::reader::Reader;
use self::resolve::{Lean, Resolver};
use crate::error::Diagnostic;
use crate::files::Files;
use crate::span::Span;
use crate::value::{Basis, Granularity, Time};

pub use self::flow::Flow;

/// Finds and resolves calendar expressions.
#[derive(Clone, Debug)]
pub struct Times {
    words: Lexicon,
    /// The two characters with which an expression of words begins, and for each code point of the basic plane whether
    /// an expression may begin with it at all.
    openings: FxHashSet<(char, char)>,
    starts: Box<[bool]>,
}

/// A calendar expression of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeMention {
    /// Within the sentence.
    pub span: Span,
    pub time: Time,
}

impl Times {
    /// Reads `lexicon/times.toml`.
    ///
    /// # Errors
    /// What is wrong in the file, and where.
    pub fn load(files: &Files) -> Result<Self, Diagnostic> {
        let words = Lexicon::load(files)?;
        let mut starts = vec![false; 1 << 16].into_boxed_slice();
        let mut openings = words.openings();
        openings.extend(BUILT.iter().filter_map(|word| word.chars().next().zip(word.chars().nth(1))));
        let firsts = openings.iter().map(|(first, _)| *first);
        for c in firsts.chain("0123456789〇零一二三四五六七八九十廿两第前从自昨今“‘".chars()) {
            if let Some(start) = starts.get_mut(c as usize) {
                *start = true;
            }
        }
        Ok(Self { words, openings, starts })
    }

    /// Every calendar expression of one sentence of plain text, in order, not overlapping, none entering a `blocked` span.
    ///
    /// Call it sentence by sentence in reading order: `flow` carries what the article has stated.
    pub fn spot(&self, sentence: &[char], blocked: &[Span], flow: &mut Flow) -> Vec<TimeMention> {
        flow.next_sentence();
        let mut reader = Reader {
            text: sentence,
            words: &self.words,
            in_words: flow.in_words,
            republican: flow.republican,
            published: flow.published,
            by_number: flow.by_number,
        };
        let (mut found, mut at, mut last) = (Vec::new(), 0, 0);
        while let Some(start) = self.next_start(sentence, at) {
            quotation(&sentence[..=start][at..], flow, reader.before(at));
            let Some((expr, end)) = reader.expression(start) else {
                at = past(sentence, start);
                continue;
            };
            let span = Span::new(start, end);
            at = end;
            if let Some(wall) = blocked.iter().find(|wall| wall.overlaps(span)) {
                at = (wall.end as usize).max(start + 1);
                continue;
            }
            flow.listed = reader.continues(last, start);
            last = end;
            found.extend(self.mention(&reader, (span, &expr), flow));
            (reader.in_words, reader.republican, reader.by_number) = (flow.in_words, flow.republican, flow.by_number);
        }
        found
    }

    fn next_start(&self, sentence: &[char], at: usize) -> Option<usize> {
        (at..sentence.len()).find(|n| self.is_start(sentence, *n))
    }

    fn is_start(&self, sentence: &[char], at: usize) -> bool {
        let first = sentence[at];
        if !self.starts.get(first as usize).copied().unwrap_or(false) {
            return false;
        }
        let second = sentence.get(at + 1).copied().unwrap_or('\0');
        let number = |c: char| c.is_ascii_digit() || numeral::is_numeral(c);
        match first {
            '“' | '‘' => true,
            '第' | '前' if number(second) => true,
            '从' | '自' if number(second) || self.starts.get(second as usize).copied().unwrap_or(false) => true,
            '昨' | '今' => true,
            _ if number(first) => numeral_leads(sentence, at) || self.openings.contains(&(first, second)),
            _ => self.openings.contains(&(first, second)),
        }
    }

    fn mention(&self, reader: &Reader, (span, expr): (Span, &Expr), flow: &mut Flow) -> Option<TimeMention> {
        if self.words.recurring.before(reader.text, span.start as usize) {
            return None;
        }
        let weekday = matches!(expr, Expr::Weekday(_));
        // 明（20）日…，周六: behind a day to come
        let lean = if weekday && flow.ahead() { Lean::Ahead } else { self.lean(reader.text, span, weekday) };
        let days = Resolver { flow, lean }.resolve(expr)?;
        let opens = span.start == 0 && reader.text.get(span.end as usize) == Some(&'，');
        flow.note(expr, &days, opens);
        flow.in_words |= in_words(&reader.text[span.range()]);
        flow.by_number |= matches!(reader.text[span.range()], [.., '号']);
        flow.republican |= after_war(&reader.text[span.range()], &days);
        let text = reader.text[span.range()].iter().collect();
        Some(TimeMention { span, time: time(text, days) })
    }

    fn lean(&self, text: &[char], span: Span, weekday: bool) -> Lean {
        let (start, end) = (span.start as usize, span.end as usize);
        let near = weekday && self.words.ahead_near.within(&text[start.saturating_sub(12)..(end + 3).min(text.len())]);
        if near || self.words.ahead_before.before(text, start) || self.words.ahead_after.behind(text, end) {
            Lean::Ahead
        } else if self.words.back_before.before(text, start) {
            Lean::Back
        } else {
            Lean::Nearest
        }
    }
}

/// How expressions begin that the grammar itself knows.
const BUILT: &[&str] = &[
    "上世", "上个", "本世", "这个", "今（", "昨（", "明（", "前（", "后（", "明起", "公元", "农历", "阴历", "旧历", "夏历",
    "正月", "冬月", "腊月", "大年", "再过", "周一", "周二", "周三", "周四", "周五", "周六", "周日", "星期", "礼拜",
];

/// Whether what follows the numeral at `at` can make it part of a date.
fn numeral_leads(sentence: &[char], at: usize) -> bool {
    let end = numeral::run(sentence, at);
    let next = sentence[end..].iter().find(|c| !c.is_whitespace());
    next.is_some_and(|c| "年月日号世个天周星礼季财学会至到—-~./·”’规计时期五元0、和".contains(*c))
}

/// A year computed from a whole number of years before the publication: 结好35周年 in 2023 → 1988. `text` is what it was computed from.
pub fn years_before(text: &str, years: i64, published: Option<Date>) -> Time {
    computed(text, years, published.map(Date::year))
}

/// The same, counted from another time (2013年是结好30周年): from the year in which that begins.
pub fn years_before_time(text: &str, years: i64, base: &Time) -> Time {
    computed(text, years, base.earliest.map(Date::year))
}

fn computed(text: &str, years: i64, base: Option<i16>) -> Time {
    let year = base.zip(i16::try_from(years).ok()).and_then(|(base, years)| base.checked_sub(years));
    let days = year.and_then(Days::year).map(|days| days.with(Basis::Derived));
    let days = days.unwrap_or_else(|| Days::unknown(Granularity::Year));
    Time { from: Some(text.into()), ..time(text.into(), days) }
}

/// Whether a date names its month in words: 五月九日.
fn in_words(text: &[char]) -> bool {
    let month = text.iter().position(|c| *c == '月');
    month.is_some_and(|at| at > 0 && numeral::is_numeral(text[at - 1]) && text.last() == Some(&'日'))
}

/// Whether a year of 民国 is one that only Taiwan counts so.
fn after_war(text: &[char], days: &Days) -> bool {
    let era = text.starts_with(&['民', '国']) || text.starts_with(&['中', '华', '民', '国']);
    era && days.first.is_some_and(|first| first.year() > 1949)
}

fn time(text: String, days: Days) -> Time {
    let Days { first, last, edtf, granularity, basis, .. } = days;
    Time { text, edtf, earliest: first, latest: last, granularity, basis, from: None }
}

/// Where to go on when nothing begins at `at`: behind the whole numeral, whose tail means nothing by itself.
fn past(sentence: &[char], at: usize) -> usize {
    numeral::run(sentence, at).max(at + 1)
}

/// Words quoted with a colon were said when the sentence's year was: 1984年他说：“明年再见”.
fn quotation(passed: &[char], flow: &mut Flow, mut before: char) {
    for &c in passed {
        match c {
            '“' if before == '：' => flow.said = flow.carried_year(),
            '”' => flow.said = None,
            _ => {}
        }
        before = c;
    }
}

#[cfg(test)]
mod tests;
