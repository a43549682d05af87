//! Numbers of a list that share the unit behind the last of them: 2020、2021年, 7、8月, 29、30日.

use super::numeral::{self, Found};
use super::reader::Reader;

/// No list is followed further.
const LONGEST: usize = 6;

impl Reader<'_> {
    /// The number that opens (or goes on with) a list at `at` whose last number has this unit.
    pub(super) fn of_list(&self, at: usize, units: &[char], most: i64) -> Found<i64> {
        let free = self.opens(at) && !self.numbers_items(at);
        let (first, end) = free.then(|| self.member(at, most)).flatten()?;
        let (mut last, mut next) = (first, end);
        for _ in 0..LONGEST {
            let start = self.listed(next)?;
            let (number, after) = self.member(start, most)?;
            let same = self.char(start).is_ascii_digit() == self.char(at).is_ascii_digit();
            (same && number > last).then_some(())?;
            if units.contains(&self.char(self.blank(after))) {
                return Some((first, end));
            }
            (last, next) = (number, after);
        }
        None
    }

    /// Where the next member begins behind 、 or 和.
    fn listed(&self, at: usize) -> Option<usize> {
        matches!(self.char(at), '、' | '和' | '及' | '与').then_some(at + 1)
    }

    fn member(&self, at: usize, most: i64) -> Found<i64> {
        if most > 1000 {
            return numeral::year(self.text, at).map(|(year, end)| (year.into(), end));
        }
        numeral::whole(self.text, at).filter(|(number, _)| (1..=most).contains(number))
    }

    /// 一、三月十四日… numbers a paragraph.
    fn numbers_items(&self, at: usize) -> bool {
        let opens = matches!(self.before(at), '\0' | '\n' | '。' | '：' | '；' | '第' | '周');
        opens && !self.char(at).is_ascii_digit() || matches!(self.before(at), '第' | '周')
    }

    /// Whether a day of a month stands right before the 和 or 、 before `at`: 1月8号和9号.
    pub(super) fn behind_dated(&self, at: usize) -> bool {
        let joined = matches!(self.before(at), '、' | '和' | '及' | '与') && at >= 2;
        let day = joined && matches!(self.char(at - 2), '日' | '号');
        let digits = |n: &usize| self.char(*n).is_ascii_digit();
        let start = (0..at.saturating_sub(2)).rev().take(3).find(|n| !digits(n));
        day && start.is_some_and(|n| self.char(n) == '月')
    }

    /// Whether the expression at `at` goes on with a list that the one before it opened: 8日和9日.
    pub(super) fn continues(&self, before: usize, at: usize) -> bool {
        at == before + 1 && before > 0 && matches!(self.char(before), '、' | '和' | '及' | '与' | '或')
    }
}
