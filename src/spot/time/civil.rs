//! Months and days, and what stands behind them and behind a year: 1996年5月9日, 去年底, 今年第三季度, 本月中旬, 16日晚.

use super::expr::{Anchor, Civil, Expr, Months, Part, Unit, Which};
use super::numeral::{self, Found};
use super::reader::Reader;

impl Reader<'_> {
    /// An expression that begins with a year, a part of one, a month or a day.
    pub(super) fn civil(&self, at: usize) -> Found<Expr> {
        let (civil, end) = match self.year(at) {
            Some((year, end)) => self.within_year(Civil { year: Some(year), ..Civil::default() }, end),
            None => self.within_year_alone(at)?,
        };
        if !possible(&civil) {
            return Some((Expr::Nothing, end));
        }
        Some((civil.into(), self.day_tail(&civil, end)))
    }

    /// What stands behind a year: nothing, a month, a day, a part, a festival.
    fn within_year(&self, civil: Civil, end: usize) -> (Civil, usize) {
        let bound = self.before(end) == '年';
        let start = self.blank(self.word(end, "的").unwrap_or(end));
        let part = |(months, end)| (Civil { part: Some(Part::Months(months)), ..civil }, end);
        let tail = if bound { self.words.year_bound.find(self.text, end).map(part) } else { None };
        tail.or_else(|| self.month(start).map(|(month, end)| self.within_month(Civil { month: Some(month), ..civil }, end)))
            .or_else(|| self.months(start).map(part))
            .or_else(|| self.words.year_part.find(self.text, start).map(part))
            .or_else(|| self.festive(start, true).map(|(part, end)| (Civil { part: Some(part), ..civil }, end)))
            .or_else(|| self.word(end, "同期").map(|end| (civil, end)))
            .unwrap_or((civil, end))
    }

    fn within_year_alone(&self, at: usize) -> Found<Civil> {
        let part = |(months, end)| (Civil { part: Some(Part::Months(months)), ..Civil::default() }, end);
        let days = |((first, last), end)| (Civil { part: Some(Part::Days(first, last)), ..Civil::default() }, end);
        let month = self.month(at).filter(|(month, end)| self.stands_alone(*month, at, *end));
        month
            .map(|(month, end)| self.within_month(Civil { month: Some(month), ..Civil::default() }, end))
            .or_else(|| self.months(at).filter(|_| self.before(at) != '前').map(part))
            .or_else(|| self.words.year_alone.find(self.text, at).map(part))
            .or_else(|| self.words.month_alone.find(self.text, at).map(days))
            .or_else(|| self.day_alone(at).map(|(day, end)| (Civil { day: Some(day), ..Civil::default() }, end)))
    }

    /// What stands behind a month: a day, a third, 份.
    fn within_month(&self, civil: Civil, end: usize) -> (Civil, usize) {
        let start = self.blank(end);
        if let Some((day, end)) = self.day(start) {
            return (Civil { day: Some(day), ..civil }, end);
        }
        let part = self.words.month_part.find(self.text, start);
        match part {
            Some(((first, last), end)) => (Civil { part: Some(Part::Days(first, last)), ..civil }, end),
            None => (civil, self.word(end, "份").unwrap_or(end)),
        }
    }

    /// 上午, 晚, or the weekday in brackets: they belong to the day.
    pub(super) fn day_tail(&self, civil: &Civil, end: usize) -> usize {
        if civil.day.is_none() && !matches!(civil.part, Some(Part::Festival(..) | Part::Lunar { .. })) {
            return end;
        }
        let end = self.own_weekday(end).or_else(|| self.own_festival(end)).unwrap_or(end);
        self.words.day_part.find(self.text, self.blank(end)).map_or(end, |((), end)| end)
    }

    /// The weekday behind a day, in brackets or right there: 9月12日（星期四）, 9月12日星期四.
    fn own_weekday(&self, at: usize) -> Option<usize> {
        let Some(start) = self.word(at, "（") else {
            let dated = matches!(self.before(at), '日' | '号');
            return dated.then(|| self.weekday_word(self.blank(at))).flatten().map(|(_, end)| end);
        };
        let (_, end) = self.weekday_word(start)?;
        self.word(end, "）")
    }

    /// The festival that a day is: 3月5日元宵节.
    fn own_festival(&self, at: usize) -> Option<usize> {
        let (festival, end) = self.words.festival.find(self.text, at).filter(|_| matches!(self.before(at), '日' | '号'))?;
        (festival.loose && self.before(end) == '节').then_some(end)
    }

    /// 5月, 五月, 本月, 同月.
    pub(super) fn month(&self, at: usize) -> Found<Which> {
        if let Some(((Unit::Month, by, anchor), end)) = self.words.relative.find(self.text, at) {
            return Some((Which::Relative(by, anchor), end));
        }
        if let Some(end) = self.word(at, "元月").filter(|&end| self.before(at) == '年' || self.day(self.blank(end)).is_some())
        {
            return Some((Which::Number(1), end));
        }
        let (month, end) = numeral::whole(self.text, at).filter(|(month, _)| (1..=12).contains(month))?;
        let end = self.word(self.blank(end), "月").or_else(|| self.of_list(at, &['月'], 12).map(|(_, end)| end))?;
        Some((Which::Number(i16::try_from(month).ok()?), end))
    }

    /// Whether a month without a year is one, and not 三月 for three months, 6月龄.
    fn stands_alone(&self, month: Which, at: usize, end: usize) -> bool {
        if !matches!(month, Which::Number(_)) {
            return true;
        }
        // 判处4年10月 is a length too
        let term = self.before(at) == '年'
            && at >= 2
            && (self.char(at - 2).is_ascii_digit() || numeral::is_numeral(self.char(at - 2)));
        let led = self.opens(at) && !term && !matches!(self.before(at), '第' | '数' | '几' | '个' | '#');
        let day = self.day(self.blank(end)).is_some();
        let length = self.words.month_length.behind(self.text, end);
        let numeral = !self.char(at).is_ascii_digit();
        let long = numeral
            && (self.words.numeral_month_length.behind(self.text, end) || self.words.length_before.before(self.text, at));
        led && (day || !(length || long))
    }

    /// 9日, 十五日, 12号: the day of a month that stands before it.
    fn day(&self, at: usize) -> Found<Which> {
        let (day, end) = numeral::whole(self.text, at).filter(|(day, _)| (1..=31).contains(day))?;
        let unit = self.blank(end);
        let end = self.word(unit, "日").or_else(|| self.word(unit, "号"));
        let end = end.or_else(|| self.of_list(at, &['日'], 31).map(|(_, end)| end));
        Some((Which::Number(i16::try_from(day).ok()?), end?))
    }

    /// A day without a month: 20日, 昨天, 今（30）日.
    fn day_alone(&self, at: usize) -> Found<Which> {
        if let Some(end) = self.bracketed_day(at) {
            return Some(end);
        }
        if let Some(day) = self.clipped_day(at) {
            return Some(day);
        }
        if let Some(((Unit::Day, by, anchor), end)) = self.words.relative.find(self.text, at) {
            let named = self.word(end, "（").and_then(|start| self.bracket_number(start));
            return Some(named.map_or((Which::Relative(by, anchor), end), |(day, end)| (Which::Dated(by, anchor, day), end)));
        }
        let (day, end) = self.day(at).filter(|_| self.opens(at))?;
        let fits = if self.before(end) == '号' { self.free_number(at, end) } else { self.free_day(at, end) };
        fits.then_some((day, end))
    }

    /// 昨宣布, 今表示: papers of Taiwan, Hong Kong and Malaysia leave 天 out before what somebody says or does.
    fn clipped_day(&self, at: usize) -> Found<Which> {
        let by = match self.char(at) {
            '昨' => -1,
            '今' => 0,
            '明' => 1,
            _ => return None,
        };
        let word = matches!(
            self.before(at),
            '如' | '现' | '当' | '迄' | '至' | '古' | '于' | '从' | '而' | '抚' | '是' | '论' | '往' | '觉'
        );
        // 今起三天
        let from = self.char(at + 1) == '起' && !matches!(self.char(at + 2), '草' | '步' | '义' | '飞' | '源' | '诉');
        let told = self.words.number_day.behind(self.text, at + 1) && !matches!(self.char(at + 1), '早' | '晚' | '夜');
        let told = from || told && self.char(at) != '明';
        (told && !word).then_some((Which::Relative(by, Anchor::Publication), at + 1))
    }

    /// 今（30）日, 昨（29）晚: the day that the bracket names.
    fn bracketed_day(&self, at: usize) -> Found<Which> {
        let by = ['前', '昨', '今', '明', '后'].iter().zip(-2..).find(|(word, _)| **word == self.char(at)).map(|(_, by)| by)?;
        let start = self.word(at + 1, "（")?;
        let (day, end) = self.bracket_number(start)?;
        let unit = matches!(self.char(end), '日' | '天' | '晚' | '晨' | '早' | '午' | '夜');
        let end = end + usize::from(unit);
        Some((Which::Dated(by, Anchor::Publication, day), end + usize::from(unit && self.char(end) == '间')))
    }

    /// 30日） or 30）.
    fn bracket_number(&self, at: usize) -> Found<i8> {
        let (day, end) = numeral::whole(self.text, at).filter(|(day, _)| (1..=31).contains(day))?;
        let end = self.word(end, "日").unwrap_or(end);
        Some((i8::try_from(day).ok()?, self.word(end, "）")?))
    }

    /// Whether 20日 is the day, and not twenty days.
    fn free_day(&self, at: usize, end: usize) -> bool {
        let numeral = !self.char(at).is_ascii_digit();
        if !numeral && self.clock(end).is_some() {
            return true;
        }
        let short = numeral && numeral::run(self.text, at) == at + 1;
        let led = self.words.length_before.before(self.text, at);
        !led && !self.words.day_length.behind(self.text, end) && (!short || self.spoken_day(at, end))
    }

    /// Whether 五日 is the fifth: as dates are written in words here, and it stands where a day does.
    fn spoken_day(&self, at: usize, end: usize) -> bool {
        let length = matches!(self.char(end), '后' | '前' | '内' | '来' | '间' | '之' | '多' | '余' | '的' | '以' | '游');
        let led = matches!(self.before(at), '\0' | '\n' | '，' | '。' | '；' | '（' | '于' | '在' | '自' | '从' | '至' | '到')
            || (self.before(at) == '是' && self.char(end).is_alphanumeric());
        let part = self.words.day_part.find(self.text, self.blank(end)).is_some();
        let told = self.words.number_day.behind(self.text, end);
        !length && (self.in_words && (led || told) || part && (self.in_words || led))
    }

    /// Whether 12号 is a day, and not a house, a ship or a document.
    fn free_number(&self, at: usize, end: usize) -> bool {
        let before = self.before(at);
        let led = matches!(before, '\0' | '，' | '。' | '（' | '到' | '至' | '于' | '在' | '“' | '：');
        let behind = matches!(self.char(end), '\0' | '，' | '。' | '）' | '开' | '起' | '就' | '前' | '”');
        let told = self.words.number_day.behind(self.text, end) && !(before == '第' || before.is_ascii_alphanumeric());
        let spoken = !self.numbers(at, end) && (self.by_number || self.in_the_news(at) || matches!(before, '于' | '在'));
        self.char(at).is_ascii_digit() && (told || (led && behind) || self.behind_dated(at) || spoken)
    }

    /// Whether the day of this number is the publication's, or one of the few before it.
    fn in_the_news(&self, at: usize) -> bool {
        const RECENT: i8 = 3;
        let Some(((day, _), published)) = numeral::whole(self.text, at).zip(self.published) else { return false };
        let back = i64::from(published.day()) - day;
        (0..=i64::from(RECENT)).contains(&back)
    }

    /// Whether what stands around 12号 is numbered: a house, a line, a ship, a player.
    fn numbers(&self, at: usize, end: usize) -> bool {
        let before = self.before(at);
        let series = before.is_ascii_alphanumeric()
            || "第-—#路街道里弄巷栋座幢楼舟娥兔船舰轮洋阳红龙星鹰箭征丸列厅馆线区层".contains(before);
        series || self.words.numbered.behind(self.text, end)
    }

    /// 一季度, 第三季度, 前三季度, 前5个月.
    pub(super) fn months(&self, at: usize) -> Found<Months> {
        if let Some(end) = self.word(at, "首季").filter(|_| self.before(at) == '年') {
            return Some((Months { first: 1, last: 3, season: Some(33) }, self.word(end, "度").unwrap_or(end)));
        }
        // 今年首10个月, 今年头三个月; without a year they count from anything
        let year = self.before(at) == '年';
        let first = self.word(at, "前").or_else(|| ["首", "头"].iter().find_map(|word| self.word(at, word)).filter(|_| year));
        let start = first.or_else(|| self.word(at, "第")).unwrap_or(at);
        let (count, end) =
            numeral::whole(self.text, start).filter(|(n, _)| (1..=12).contains(n) && (start > at || self.opens(at)))?;
        let count = i8::try_from(count).ok()?;
        let unit = |words: &[&str]| words.iter().find_map(|word| self.word(end, word));
        if let (Some(end), true) = (unit(&["季度", "个季度"]), count <= 4) {
            let (one, season) = if first.is_some() { (1, None) } else { (count * 3 - 2, u8::try_from(count + 32).ok()) };
            let counted = first.is_some() || self.char(end - 3) != '个';
            return counted.then_some((Months { first: one, last: count * 3, season }, end));
        }
        if let Some(end) = self.season(at, start, end).filter(|_| count <= 4) {
            let season = u8::try_from(count + 32).ok();
            return Some((Months { first: count * 3 - 2, last: count * 3, season }, end));
        }
        let end = unit(&["个月", "月"]).filter(|_| first.is_some())?;
        Some((Months { first: 1, last: count, season: None }, end))
    }

    /// 第3季 is a quarter behind a year or a word of time, else as often the season of a programme.
    fn season(&self, at: usize, start: usize, end: usize) -> Option<usize> {
        let end = self.word(end, "季").filter(|_| start > at && self.char(at) == '第')?;
        let led = matches!(self.before(at), '度' | '计' | '于' | '在' | '到' | '至' | '自' | '从' | '布' | '与' | '和' | '、');
        let show = matches!(self.char(end), '度' | '节' | '播' | '启' | '总' | '开' | '收' | '上' | '》' | '”' | '（');
        (self.before(at) == '年' || led && !show).then_some(end)
    }
}

/// Whether there is such a month and, in some year, such a day.
fn possible(civil: &Civil) -> bool {
    let (Some(Which::Number(month)), Some(Which::Number(day))) = (civil.month, civil.day) else { return true };
    let year = match civil.year {
        Some(Which::Number(year)) => year,
        _ => 2000,
    };
    let small = |n: i16| i8::try_from(n).ok();
    small(month).zip(small(day)).is_some_and(|(month, day)| jiff::civil::Date::new(year, month, day).is_ok())
}
