//! A year however it is written: 1996年, 98年3月, 一九九六年, 民国二十六年, 107年度, 去年, 2018财年.

use super::expr::{Unit, Which};
use super::numeral::{self, Found};
use super::reader::Reader;

impl Reader<'_> {
    /// 1996年, 98年3月, 一九九六年, 民国二十六年, 去年, 2018财年.
    pub(super) fn year(&self, at: usize) -> Found<Which> {
        if let Some(((Unit::Year, by, anchor), end)) = self.words.relative.find(self.text, at) {
            return Some((Which::Relative(by, anchor), self.degree(end)));
        }
        let numbered = self.era_year(at).or_else(|| self.full_year(at)).or_else(|| self.short_year(at));
        numbered.map(|(year, end)| (Which::Number(year), end))
    }

    fn full_year(&self, at: usize) -> Found<i16> {
        let (year, end) = numeral::year(self.text, at).filter(|_| self.opens(at))?;
        if self.of_list(at, &['年'], 9999).is_some() {
            return Some((year, end));
        }
        let end = self.year_unit(self.blank(end))?;
        let round = year % 100 == 0 && self.words.length_before.before(self.text, at);
        let long = round || self.words.year_length.behind(self.text, end) || (year % 500 == 0 && self.bare_ago(end));
        (!long && self.char(end) != '代').then_some((year, end))
    }

    /// 年前 as in 2000年前 (not 2000年前后).
    fn bare_ago(&self, at: usize) -> bool {
        self.char(at) == '前' && !matches!(self.char(at + 1), '后' | '夕')
    }

    /// 年, 年度, 财年, 学年.
    fn year_unit(&self, at: usize) -> Option<usize> {
        let end = ["财年", "学年", "财政年度", "会计年度"].iter().find_map(|word| self.word(at, word));
        let end = end.or_else(|| self.word(at, "年"))?;
        Some(self.degree(end))
    }

    /// 年度 is as good as 年.
    fn degree(&self, end: usize) -> usize {
        let degree = self.word(end, "度").filter(|next| !matches!(self.char(*next), '假' | '过' | '汛'));
        degree.unwrap_or(end)
    }

    /// A year of an era, or of two or three digits where what follows tells that it is no length of time.
    fn era_year(&self, at: usize) -> Found<i16> {
        if let Some(end) = self.word(at, "公元前").or_else(|| self.word(at, "前公元")) {
            let (year, end) = numeral::whole(self.text, end)?;
            return Some((1 - i16::try_from(year).ok()?, self.word(end, "年")?));
        }
        if let Some(start) = self.word(at, "公元") {
            let (year, end) = numeral::whole(self.text, start)?;
            return Some((i16::try_from(year).ok()?, self.word(self.blank(end), "年")?));
        }
        let (first, start) = self.words.era.find(self.text, at)?;
        let start = self.blank(start);
        let (count, end) = self.word(start, "元").map(|end| (1, end)).or_else(|| self.digits_or_whole(start))?;
        let year = (1..=130).contains(&count).then_some(first + count - 1)?;
        Some((year, self.degree(self.word(self.blank(end), "年")?)))
    }

    /// 一〇五 is a hundred and five in a year of an era.
    fn digits_or_whole(&self, at: usize) -> Found<i16> {
        if let Some((value, end)) = numeral::whole(self.text, at) {
            return Some((i16::try_from(value).ok()?, end));
        }
        let end = numeral::run(self.text, at);
        let short = end > at && end <= at + 3;
        let value = short.then(|| self.text[at..end].iter().try_fold(0, |sum, &c| Some(sum * 10 + numeral::digit(c)?)))??;
        Some((i16::try_from(value).ok()?, end))
    }

    fn short_year(&self, at: usize) -> Found<i16> {
        let end = numeral::run(self.text, at);
        let ascii = self.char(at).is_ascii_digit();
        if !self.opens(at) || !(2..=3).contains(&(end - at)) {
            return None;
        }
        let (value, _) = self
            .digits_or_whole(at)
            .filter(|_| ascii || !self.text[at..end].iter().any(|c| matches!(c, '十' | '百' | '千')))?;
        if let Some(behind) = self.word(end, "学年").filter(|_| (90..=130).contains(&value)) {
            return Some((1911 + value, self.degree(behind)));
        }
        let behind = self.word(self.blank(end), "年")?;
        let next = self.blank(behind);
        let month = self.month(next).is_some() || self.months(next).is_some();
        let length = self.words.length_before.before(self.text, at);
        if end - at == 3 {
            return self.long_short_year(at, value, behind).map(|year| (year, self.degree(behind)));
        }
        let spelled = self.text[at..end].iter().any(|c| matches!(c, '0' | '〇' | '零'));
        let told = (spelled && !ascii) || self.char(at) == '0' || month || self.words.short_year.behind(self.text, behind);
        let century = match value {
            _ if self.republican => 1911,
            0..=40 => 2000,
            _ => 1900,
        };
        (told && !length).then_some((century + value, behind))
    }

    /// 113年12月 counts from 1912; 789年 stands for itself.
    fn long_short_year(&self, at: usize, value: i16, end: usize) -> Option<i16> {
        let month = self.month(end).is_some() || self.char(end) == '度';
        if (90..=130).contains(&value) && (month || self.republican(at, value, end)) {
            return Some(1911 + value);
        }
        let told = month
            || matches!(self.before(at), '于' | '在')
                && value % 50 != 0
                && !matches!(self.char(end), '前' | '后' | '内' | '间' | '里');
        told.then_some(value)
    }

    /// Whether 107年 is the year 2018: it stands where a year does, and no length does (in or since it, before a part of it).
    fn republican(&self, at: usize, value: i16, end: usize) -> bool {
        let led = matches!(
            self.before(at),
            '\0' | '于'
                | '在'
                | '自'
                | '从'
                | '至'
                | '到'
                | '“'
                | '（'
                | '，'
                | '。'
                | '、'
                | '由'
                | '称'
                | '比'
                | '较'
                | '—'
                | '-'
                | '~'
        );
        let until = self.to(end).and_then(|next| self.digits_or_whole(next)).filter(|(last, _)| (value..=130).contains(last));
        let range = until.is_some_and(|(_, end)| self.word(end, "年").is_some());
        // 至107年的: between two years, or beside another, no length is meant
        let point = matches!(self.before(at), '自' | '从' | '至' | '到' | '比' | '较');
        let length = matches!(
            self.char(end),
            '前' | '后'
                | '来'
                | '多'
                | '余'
                | '间'
                | '内'
                | '里'
                | '以'
                | '之'
                | '历'
                | '校'
                | '华'
                | '老'
                | '庆'
                | '生'
                | '左'
        ) || self.char(end) == '的' && !point;
        let now = self.published.is_some_and(|day| (day.year() - 1912..=day.year() - 1910).contains(&value));
        let named = now && matches!(self.before(at), '的' | '“') && self.char(end).is_alphabetic() && !length;
        value <= 120 && (named || range || (led && (point || value % 10 != 0) && !length))
    }
}
