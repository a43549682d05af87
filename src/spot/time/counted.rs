//! What is counted or numbered otherwise: 2025-05-27, 上世纪90年代, “十四五”, 上周五.

use jiff::civil::Date;

use super::expr::{Civil, Expr, Unit, Which};
use super::numeral::{self, Found};
use super::reader::Reader;
use crate::value::Granularity;

impl Reader<'_> {
    /// 1996-05-09, 1996.05.09, 1996/5/9, 9.5.1996.
    pub(super) fn numeric(&self, at: usize) -> Found<Expr> {
        self.char(at).is_ascii_digit().then_some(())?;
        self.year_first(at).or_else(|| self.day_first(at))
    }

    fn day_first(&self, at: usize) -> Found<Expr> {
        let (day, end) = self.two_digits(at).filter(|(_, end)| self.char(*end) == '.' && self.numeric_edge(at))?;
        let (month, end) = self.two_digits(end + 1).filter(|(_, end)| self.char(*end) == '.')?;
        let (year, end) = numeral::year(self.text, end + 1)?;
        let real = Date::new(year, month, day).is_ok() && !matches!(self.char(end), '.' | '-' | '/');
        real.then(|| (dated(year, month, day), end))
    }

    fn year_first(&self, at: usize) -> Found<Expr> {
        let (year, end) = numeral::year(self.text, at).filter(|_| self.numeric_edge(at))?;
        let mark = self.char(end);
        matches!(mark, '-' | '.' | '/' | '—').then_some(())?;
        let (month, end) = self.two_digits(end + 1)?;
        if mark == '.' && self.is_month(at, end) && (1..=12).contains(&month) {
            let civil = Civil { year: Some(Which::Number(year)), month: Some(Which::Number(month.into())), ..Civil::default() };
            return Some((civil.into(), end));
        }
        (self.char(end) == mark).then_some(())?;
        let (day, end) = self.two_digits(end + 1)?;
        let closed = !(self.char(end) == mark || self.char(end).is_ascii_alphanumeric() && self.char(end) != 'T');
        let real = Date::new(year, month, day).is_ok() && closed;
        Some((if real { dated(year, month, day) } else { Expr::Nothing }, self.word(end, "日").unwrap_or(end)))
    }

    /// Whether 1971.04 is a month, as in somebody's career (1971.04—1980.08), and no amount.
    fn is_month(&self, at: usize, end: usize) -> bool {
        let led = matches!(self.before(at), '\0' | '\n' | ' ' | '（' | '—' | '-' | '~' | '至' | '到' | '；' | '。');
        let behind = self.char(end);
        let amount = behind.is_ascii_alphanumeric()
            || ".%,‰".contains(behind)
            || "点元万亿吨个度倍米公千百美港欧日股升".contains(behind);
        led && end == at + 7 && (1900..2100).contains(&numeral::year(self.text, at).map_or(0, |(year, _)| year)) && !amount
    }

    fn numeric_edge(&self, at: usize) -> bool {
        let before = self.before(at);
        !(before.is_ascii_alphanumeric() || matches!(before, '-' | '.' | '/' | '_' | '=' | '#'))
    }

    fn two_digits(&self, at: usize) -> Found<i8> {
        let end = numeral::run(self.text, at);
        let short = self.char(at).is_ascii_digit() && end <= at + 2;
        let (value, end) = short.then(|| numeral::whole(self.text, at)).flatten()?;
        Some((i8::try_from(value).ok()?, end))
    }

    /// 上世纪90年代, 九十年代初, 本世纪初, 2010年代.
    pub(super) fn years(&self, at: usize) -> Found<Expr> {
        let century = self.century(at);
        let start = century.map_or(at, |(_, end)| end);
        let decade = self.decade(start, century.map(|(century, _)| century));
        if let Some(((first, last), end)) = decade {
            return Some((Expr::Years(first, last, Granularity::Decade), self.stage(end)));
        }
        let (century, end) = century?;
        let name = ["海上丝绸", "经济报道", "不动产", "教育", "出版", "大学", "海丝", "酒店", "中心"];
        let named = name.iter().any(|word| self.word(end, word).is_some());
        (!named).then(|| (Expr::Years(century, century + 99, Granularity::Century), self.stage(end)))
    }

    /// 初, 末, 中期: they leave the decade what it is.
    fn stage(&self, end: usize) -> usize {
        let words =
            ["中后期", "中前期", "初期", "中期", "后期", "末期", "前期", "中叶", "初叶", "末叶", "上半叶", "下半叶", "伊始"];
        let long = words.iter().find_map(|word| self.word(end, word));
        let short = ["初", "末", "中", "底"].iter().find_map(|word| self.word(end, word));
        let edge = |end: &usize| !matches!(self.char(*end), '国' | '央' | '方' | '共' | '学' | '中');
        long.or_else(|| short.filter(edge)).unwrap_or(end)
    }

    /// The first year of a century: 上世纪 → 1900.
    fn century(&self, at: usize) -> Found<i16> {
        for (word, first) in [("上世纪", 1900), ("上个世纪", 1900), ("本世纪", 2000), ("这个世纪", 2000)] {
            if let Some(end) = self.word(at, word) {
                return Some((first, end));
            }
        }
        let (number, end) =
            numeral::whole(self.text, at).filter(|_| self.opens(at) && !matches!(self.before(at), '半' | '第'))?;
        let end = self.word(self.blank(end), "世纪")?;
        let number = i16::try_from(number).ok().filter(|n| (5..=30).contains(n))?;
        Some(((number - 1) * 100, end))
    }

    /// 90年代, 九十年代, 六七十年代, 2010年代; without a century the last one.
    fn decade(&self, at: usize, century: Option<i16>) -> Found<(i16, i16)> {
        let end = numeral::run(self.text, at);
        let unit = self.word(self.blank(end), "年代").filter(|_| end > at && self.opens(at))?;
        if let Some((year, _)) = numeral::year(self.text, at) {
            return (year % 10 == 0).then_some(((year, year + 9), unit));
        }
        let (first, last) = self.tens(at, end)?;
        let base = century.unwrap_or(if first >= 20 { 1900 } else { 2000 });
        Some(((base + first, base + last + 9), unit))
    }

    /// 九十 → (90, 90), 六七十 → (60, 70).
    fn tens(&self, at: usize, end: usize) -> Option<(i16, i16)> {
        if let Some((value, _)) = numeral::whole(self.text, at) {
            let value = i16::try_from(value).ok().filter(|n| n % 10 == 0 && *n < 100)?;
            return Some((value, value));
        }
        let ten = |n: usize| numeral::digit(self.char(at + n)).and_then(|d| i16::try_from(d * 10).ok());
        let pair = end == at + 3 && self.char(at + 2) == '十';
        let (first, last) = pair.then(|| ten(0).zip(ten(1)))??;
        (first < last).then_some((first, last))
    }

    /// 十四五时期, 第十四个五年规划; with quotation marks see `quoted`.
    pub(super) fn plan(&self, at: usize) -> Found<Expr> {
        let five = |count: i64| i16::try_from(count).ok().and_then(plan_years);
        if let Some(start) = self.word(at, "第") {
            let (count, end) = numeral::whole(self.text, start)?;
            let end = self.word(end, "个五年")?;
            let end = ["规划", "计划"].iter().find_map(|word| self.word(end, word)).unwrap_or(end);
            return five(count).map(|plan| (plan, end));
        }
        let (count, end) = self.plan_number(at).filter(|_| self.opens(at))?;
        let tail = self.plan_tail(end);
        let known = tail > end || ((11..20).contains(&count) && !is_counted(self.char(end)));
        known.then(|| five(count)).flatten().map(|plan| (plan, tail))
    }

    /// The count of 十四五.
    fn plan_number(&self, at: usize) -> Found<i64> {
        let end = numeral::run(self.text, at);
        let led = end > at + 1 && end <= at + 4 && self.char(end - 1) == '五';
        let count = led.then(|| numeral::whole(&self.text[..end - 1], at)).flatten()?;
        Some((count.0, end))
    }

    fn plan_tail(&self, end: usize) -> usize {
        ["规划期", "规划", "计划", "时期", "期间"].iter().find_map(|word| self.word(end, word)).unwrap_or(end)
    }

    /// An expression in quotation marks: “十四五”期间, “5·12”, “五一”假期.
    pub(super) fn quoted(&self, at: usize) -> Found<Expr> {
        let start = at + 1;
        if let Some((count, end)) = self.plan_number(start) {
            let end = matches!(self.char(end), '”' | '’').then_some(end + 1)?;
            let tail = self.plan_tail(end);
            let known = count > 10 || tail > end;
            return known.then(|| i16::try_from(count).ok().and_then(plan_years)).flatten().map(|plan| (plan, tail));
        }
        if let Some((date, end)) = self.event(start) {
            return Some((Expr::Event(date), self.word(end, "”")?));
        }
        let (part, end) = self.quoted_festival(start)?;
        Some((Civil { part: Some(part), ..Civil::default() }.into(), end))
    }

    /// 5·12 without quotation marks.
    pub(super) fn bare_event(&self, at: usize) -> Found<Expr> {
        let dotted = self.char(at).is_ascii_digit() && self.opens(at);
        let (date, end) = dotted.then(|| self.words.event.find(self.text, at)).flatten()?;
        (!self.char(end).is_ascii_digit()).then_some((Expr::Event(date), end))
    }

    /// 5·12, and within quotation marks 5.12.
    fn event(&self, at: usize) -> Found<Date> {
        self.words.event.find(self.text, at).or_else(|| {
            let end = (at..at + 6).find(|n| self.char(*n) == '”')?;
            let dotted: Vec<char> = self.text[at..end].iter().map(|&c| if c == '.' { '·' } else { c }).collect();
            self.words.event.find(&dotted, 0).filter(|(_, length)| *length == dotted.len()).map(|(date, _)| (date, end))
        })
    }

    /// 本周, 上周五, 下周末, 周五, 星期三.
    pub(super) fn week(&self, at: usize) -> Found<Expr> {
        if let Some(((Unit::Week, by, _), end)) = self.words.relative.find(self.text, at) {
            let weekend = self.word(end, "末").map(|end| ((6, 7), end));
            let day = weekend.or_else(|| self.weekday_name(end).map(|(day, end)| ((day, day), end)));
            // 本周三至周五
            let until = |end: usize| self.to(end).and_then(|next| self.weekday_word(next).or_else(|| self.weekday_name(next)));
            let last = day.and_then(|((first, _), end)| {
                until(end).filter(|(last, _)| *last > first).map(|(last, end)| ((first, last), end))
            });
            let day = last.or(day);
            let (days, end) = day.map_or((None, end), |(days, end)| (Some(days), end));
            return Some((Expr::Week(by, days), self.after_weekday(end)));
        }
        let (day, end) = self.weekday_word(at).filter(|_| !self.before(at).is_ascii_digit())?;
        let regular = matches!(
            self.before(at),
            '每' | '各'
                | '逢'
                | '隔'
                | '两'
                | '几'
                | '数'
                | '四'
                | '一'
                | '半'
                | '圆'
                | '满'
                | '公'
                | '姓'
                | '个'
                | '二'
                | '三'
                | '色'
                | '络'
        );
        // 周一至周五 are opening hours
        let until = self.to(end).and_then(|next| self.weekday_word(next).or_else(|| self.weekday_name(next)));
        if let Some((_, end)) = until {
            return Some((Expr::Nothing, end));
        }
        if regular {
            return Some((Expr::Nothing, self.weekdays_listed(end)));
        }
        Some((Expr::Weekday(day), self.after_weekday(end)))
    }

    /// The end of 、周三和周五 behind 每周一.
    fn weekdays_listed(&self, mut end: usize) -> usize {
        while matches!(self.char(end), '、' | '和' | '及' | '或') {
            let Some((_, next)) = self.weekday_word(end + 1).or_else(|| self.weekday_name(end + 1)) else { break };
            end = next;
        }
        end
    }

    /// 上午, 晚间.
    fn after_weekday(&self, end: usize) -> usize {
        self.words.day_part.find(self.text, end).map_or(end, |((), end)| end)
    }

    /// 周五, 星期三, 礼拜天.
    pub(super) fn weekday_word(&self, at: usize) -> Found<i8> {
        let end = ["周", "星期", "礼拜"].iter().find_map(|word| self.word(at, word))?;
        let (day, next) = self.weekday_name(end)?;
        let name = matches!(self.char(next), '围' | '良' | '鸣' | '仙' | '福' | '样' | '个' | '种' | '些' | '带' | '报')
            || (end == at + 1 && self.char(end) == '天');
        (!name).then_some((day, next))
    }

    fn weekday_name(&self, at: usize) -> Found<i8> {
        let day = match self.char(at) {
            '日' | '天' => 7,
            '两' => return None,
            c => numeral::digit(c).and_then(|n| i8::try_from(n).ok()).filter(|n| (1..=6).contains(n))?,
        };
        Some((day, at + 1))
    }
}

fn dated(year: i16, month: i8, day: i8) -> Expr {
    let number = |n: i16| Some(Which::Number(n));
    Civil { year: number(year), month: number(month.into()), day: number(day.into()), part: None }.into()
}

/// Whether 十四五 before this character counts something: 十四五岁.
fn is_counted(c: char) -> bool {
    "岁周个年名人天位万亿只件家条届次分秒元里米亩种层楼日月时度点".contains(c)
}

/// The years of the n-th five-year plan; the first three were not in step with the rest.
fn plan_years(count: i16) -> Option<Expr> {
    let first = match count {
        1 | 2 => 1948 + 5 * count,
        3..=30 => 1951 + 5 * count,
        _ => return None,
    };
    Some(Expr::Years(first, first + 4, Granularity::Range))
}
