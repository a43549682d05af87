//! Festivals and days of lunar months: 2023年春节期间, “五一”, 农历八月十五, 腊月二十三.

use super::expr::{Civil, Expr, Festival, Part, Which};
use super::numeral::{self, Found};
use super::reader::Reader;

impl Reader<'_> {
    /// A festival without a year.
    pub(super) fn festival(&self, at: usize) -> Found<Expr> {
        let (part, end) = self.festive(at, false)?;
        let civil = Civil { part: Some(part), ..Civil::default() };
        Some((civil.into(), self.day_tail(&civil, end)))
    }

    /// 十五 of 正月初一至十五.
    pub(super) fn lunar_until(&self, first: &Expr, at: usize) -> Found<Expr> {
        let Expr::Civil(Civil { part: Some(Part::Lunar { month, day: Some(from) }), .. }) = first else { return None };
        let (day, end) = self.early_day(at).or_else(|| self.late_day(at)).filter(|(day, _)| day > from)?;
        let part = Some(Part::Lunar { month: *month, day: Some(day) });
        Some((Civil { part, ..Civil::default() }.into(), end))
    }

    /// A festival or a lunar day; `dated` where a year stands before it.
    pub(super) fn festive(&self, at: usize, dated: bool) -> Found<Part> {
        if self.char(at) == '“' {
            return self.quoted_festival(at + 1);
        }
        let (festival, end) = match self.words.festival.find(self.text, at) {
            Some(found) => found,
            None => return if dated { self.lunar_part(at) } else { None },
        };
        let holiday = self.words.holiday_tail.find(self.text, end).map(|((), end)| end);
        let told = holiday.is_some() || self.words.day_tail.behind(self.text, end);
        let free = festival.loose || told || (dated && !numeral::is_numeral(self.char(at)));
        let opens = self.opens(at) && !matches!(self.before(at), '第' | '李' | '王' | '张' | '刘' | '陈' | '赵');
        (free && opens).then(|| whole(festival, holiday, end))
    }

    /// 五一”假期, behind the opening mark.
    pub(super) fn quoted_festival(&self, at: usize) -> Found<Part> {
        let (festival, end) = self.words.festival.find(self.text, at)?;
        let end = self.word(end, "”")?;
        // “五一”国际劳动节 names it twice
        let end = self.words.festival.find(self.text, end).map_or(end, |(_, end)| end);
        let holiday = self.words.holiday_tail.find(self.text, end).map(|((), end)| end);
        Some(whole(festival, holiday, end))
    }

    /// A lunar day, perhaps behind a year of its own: 农历2024年正月初一, 去年腊月二十三.
    pub(super) fn lunar(&self, at: usize) -> Found<Expr> {
        let start = self.lunar_mark(at);
        let (year, start) = match start {
            Some(start) => self.year(start).map_or((None, start), |(year, end)| (Some(year), end)),
            None => (None, at),
        };
        let (part, end) = self.lunar_day(start, start > at).or_else(|| self.marked_festival(at, start))?;
        Some((Civil { year, part: Some(part), ..Civil::default() }.into(), end))
    }

    /// 农历中秋节.
    fn marked_festival(&self, at: usize, start: usize) -> Found<Part> {
        if start == at { None } else { self.festive(start, true) }
    }

    /// A lunar day behind a year: 2024年农历正月初一, 2024年腊月二十三.
    fn lunar_part(&self, at: usize) -> Found<Part> {
        let start = self.lunar_mark(at);
        self.lunar_day(start.unwrap_or(at), start.is_some())
    }

    fn lunar_mark(&self, at: usize) -> Option<usize> {
        ["农历", "阴历", "旧历", "夏历"].iter().find_map(|word| self.word(at, word))
    }

    /// 八月十五 where `marked` as lunar, 正月, 腊月二十三, 八月初五.
    fn lunar_day(&self, at: usize, marked: bool) -> Found<Part> {
        if let Some(start) = self.word(at, "大年") {
            let (day, end) = self.early_day(start)?;
            return Some((Part::Lunar { month: 1, day: Some(day) }, end));
        }
        let (month, end, own) = self.lunar_month(at, marked)?;
        let day = self.early_day(end).or_else(|| if marked || own { self.late_day(end) } else { None });
        match day {
            Some((day, end)) => Some((Part::Lunar { month, day: Some(day) }, end)),
            None => (marked || own).then_some((Part::Lunar { month, day: None }, end)),
        }
    }

    /// The month, its end, and whether its name is lunar by itself.
    fn lunar_month(&self, at: usize, marked: bool) -> Option<(u8, usize, bool)> {
        for (word, month) in [("正月", 1), ("冬月", 11), ("腊月", 12)] {
            if let Some(end) = self.word(at, word) {
                let own = !matches!(self.before(at), '真' | '修' | '反' | '立' | '寒' | '严');
                return own.then_some((month, end, true));
            }
        }
        let spelled = marked || numeral::is_numeral(self.char(at)) && self.opens(at);
        let (month, end) = spelled.then(|| self.month(at)).flatten()?;
        match month {
            Which::Number(month) => u8::try_from(month).ok().map(|month| (month, end, false)),
            Which::Relative(..) | Which::Dated(..) => None,
        }
    }

    /// 初一 to 初十, and 廿三: no other calendar counts so.
    fn early_day(&self, at: usize) -> Found<u8> {
        let early = self.word(at, "初");
        let start = early.or_else(|| (self.char(at) == '廿').then_some(at))?;
        let (day, end) = numeral::whole(self.text, start)?;
        // 六月廿九日 is of the civil calendar
        (early.is_some() || self.char(end) != '日').then_some(())?;
        u8::try_from(day).ok().filter(|day| (1..=30).contains(day)).map(|day| (day, end))
    }

    /// 十五, 二十三, where the month is lunar already.
    fn late_day(&self, at: usize) -> Found<u8> {
        let (day, end) = numeral::whole(self.text, at)?;
        let day = u8::try_from(day).ok().filter(|day| (1..=30).contains(day))?;
        Some((day, self.word(end, "日").unwrap_or(end)))
    }
}

/// The festival with its holiday where one is meant.
fn whole(festival: Festival, holiday: Option<usize>, end: usize) -> (Part, usize) {
    let meant = holiday.is_some() || festival.always;
    (Part::Festival(festival, meant), holiday.unwrap_or(end))
}
