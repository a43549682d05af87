//! Publication dates as records, header lines and addresses write them. Chinese news lives in one time zone: an instant
//! is the day it was at UTC+8.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use jiff::{Timestamp, tz};
use regex::Regex;

/// Compiles a pattern of this crate's own.
fn own(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern that the tests compile")
}

static WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
    own(concat!(
        r"(民国)? ?(\d{2,4}) ?[年\-/／.] ?(\d{1,2}) ?[月\-/／.] ?(\d{1,2})(?: ?[日号])?",
        r"(?:[T，, ]*(?:星期|周|礼拜)[一二三四五六日天])?",
        r"(?:[T，, ]*(?:[上下]午|凌晨|晚上?)? ?\d{1,2} ?[:：时点] ?\d{1,2}(?: ?[:：分] ?\d{1,2}秒?|分)?(?: ?[AaPp][Mm])?)?"
    ))
});
static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| own(r"(?:^|[^0-9])((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?:[^0-9]|$)"));

/// The first date of a plain text with its year, and the bytes that it and its time of day cover.
pub fn find(plain: &str) -> Option<(Date, Range<usize>)> {
    WRITTEN.captures_iter(plain).find_map(|found| {
        let part = |n: usize| found.get(n).and_then(|part| part.as_str().parse::<i16>().ok());
        let (year, whole) = (part(2)?, found.get(0)?);
        let begins = !plain[..whole.start()].ends_with(|c: char| c.is_ascii_digit());
        let year = if found.get(1).is_some() { year + 1911 } else { year };
        let date = begins.then(|| day(year, part(3)?, part(4)?)).flatten()?;
        Some((date, whole.range()))
    })
}

/// The date in the years of the Republic that a wire of Taiwan signs with, behind its editor: （编辑：某某）1140508.
pub fn signed(byline: &str) -> Option<Date> {
    let (_, code) = byline.rsplit_once('）')?;
    let digits = code.len() == 7 && code.bytes().all(|byte| byte.is_ascii_digit());
    let part = |range: Range<usize>| code.get(range).and_then(|part| part.parse::<i16>().ok());
    digits.then(|| day(part(0..3)? + 1911, part(3..5)?, part(5..7)?)).flatten()
}

/// A record's date: ISO 8601, RFC 2822, `2021年5月28日`, `2021/5/28 09:25`, `20210528`, unix seconds or milliseconds.
pub fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(number) = text.parse::<i64>() {
        return number_of(number);
    }
    let stamp = text.parse::<Timestamp>().ok().or_else(|| jiff::fmt::rfc2822::parse(text).ok().map(|zoned| zoned.timestamp()));
    let begins = |(date, range): (Date, Range<usize>)| (range.start <= "发布时间：".len()).then_some(date);
    stamp.and_then(local).or_else(|| find(text).and_then(begins))
}

/// A date written as a number: `20210528`, unix seconds or milliseconds.
pub fn number_of(number: i64) -> Option<Date> {
    match number {
        19_000_101..=21_001_231 => {
            let part = |n: i64| i16::try_from(n).ok();
            day(part(number / 10_000)?, part(number / 100 % 100)?, part(number % 100)?)
        }
        100_000_000..=9_999_999_999 => Timestamp::from_second(number).ok().and_then(local),
        100_000_000_000..=9_999_999_999_999 => Timestamp::from_millisecond(number).ok().and_then(local),
        _ => None,
    }
}

/// The date in the address of a page: `/2021-05/28/`, `/20210528/`, `t20210528_`.
pub fn in_address(url: &str) -> Option<Date> {
    let found = ADDRESS.captures(url)?;
    let part = |n: usize| found[n].parse::<i16>().ok();
    day(part(1)?, part(2)?, part(3)?)
}

/// A month and day in the year that brings them nearest to a day known to be close.
pub fn nearest(month: i8, day: i8, close: Date) -> Option<Date> {
    let years = close.year() - 1..=close.year() + 1;
    let days = years.filter_map(|year| Date::new(year, month, day).ok());
    days.min_by_key(|date| (date.duration_since(close)).as_hours().abs())
}

/// A day that an article may have been published on.
pub fn day(year: i16, month: i16, day: i16) -> Option<Date> {
    let small = |n: i16| i8::try_from(n).ok();
    (1900..=2100).contains(&year).then(|| Date::new(year, small(month)?, small(day)?).ok()).flatten()
}

fn local(stamp: Timestamp) -> Option<Date> {
    let date = stamp.to_zoned(tz::TimeZone::fixed(tz::offset(8))).date();
    day(date.year(), i16::from(date.month()), i16::from(date.day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_records_date_is_read_in_the_forms_that_records_use() {
        for (text, want) in [
            ("2021-05-28", "2021-05-28"),
            ("2021-05-28T09:25:12+08:00", "2021-05-28"),
            ("2021-05-28T17:00:00Z", "2021-05-29"),
            ("2021-05-28 09:25:12", "2021-05-28"),
            ("2021年5月28日", "2021-05-28"),
            ("2021/5/28 09:25", "2021-05-28"),
            ("2021.5.8", "2021-05-08"),
            ("20210528", "2021-05-28"),
            ("1622165112", "2021-05-28"),
            ("1622165112000", "2021-05-28"),
            ("Fri, 28 May 2021 09:25:12 +0800", "2021-05-28"),
            ("民国110年5月28日", "2021-05-28"),
            ("发布时间：2021-05-28", "2021-05-28"),
        ] {
            assert_eq!(parse(text).map(|date| date.to_string()).as_deref(), Some(want), "{text}");
        }
        for text in ["昨天", "2021-05", "2021-13-01", "0000-00-00", "", "5", "3小时前"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_wire_signs_with_a_date() {
        let date = |text: &str| signed(text).map(|date| date.to_string());
        assert_eq!(date("（编辑：王明）1130612").as_deref(), Some("2024-06-12"));
        assert_eq!(date("（编辑：王明）1131312"), None);
        assert_eq!(date("1130612"), None);
    }

    #[test]
    fn an_address_says_the_day() {
        for (url, want) in [
            ("http://a.cn/2021-05/28/c_1127.htm", Some("2021-05-28")),
            ("http://a.cn/gn/2021/05-28/948.shtml", Some("2021-05-28")),
            ("http://a.cn/n/20210528/1.html", Some("2021-05-28")),
            ("http://a.cn/202105/t20210528_33.html", Some("2021-05-28")),
            ("http://a.cn/article/20210528123456.html", None),
            ("http://a.cn/202105/77.html", None),
        ] {
            assert_eq!(in_address(url).map(|date| date.to_string()).as_deref(), want, "{url}");
        }
    }

    #[test]
    fn a_day_without_a_year_takes_the_nearest() {
        let close = Date::new(2021, 1, 3).unwrap();
        assert_eq!(nearest(12, 30, close), Some(Date::new(2020, 12, 30).unwrap()));
        assert_eq!(nearest(1, 2, close), Some(Date::new(2021, 1, 2).unwrap()));
    }
}
