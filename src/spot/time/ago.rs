//! So long before or after now: 三天前, 两个月后, 再过三天.

use super::expr::{Expr, Unit};
use super::numeral::{self, Found};
use super::reader::Reader;

impl Reader<'_> {
    /// 42年前, 三天前, 两个月后, 3周前.
    pub(super) fn ago(&self, at: usize) -> Found<Expr> {
        if let Some(start) = self.word(at, "再过") {
            return self.ahead(start);
        }
        let before = self.before(at);
        let free = self.opens(at)
            && !matches!(before, '第' | '的' | '几' | '数' | '每' | '近' | '至' | '-' | '—' | '~' | '、' | '多' | '约');
        let (count, end) = numeral::whole(self.text, at).filter(|(n, _)| free && (1..=999).contains(n))?;
        let (unit, end) = self.counted_unit(self.blank(end))?;
        let ahead = match self.char(end) {
            '前' => false,
            '后' => true,
            _ => ["之前", "以前"].iter().find_map(|word| self.word(end, word)).map(|_| false)?,
        };
        let end = end + if self.char(end) == '之' || self.char(end) == '以' { 2 } else { 1 };
        // 离开5年后 counts from the leaving
        let foretold = self.words.ahead_before.before(self.text, at);
        let bound =
            ahead && !foretold && !(before == '\0' || matches!(before, '在' | '于' | '等' | '而') || !before.is_alphanumeric());
        let cut = bound || self.words.not_ago.behind(self.text, end) || (ahead && matches!(self.char(end), '悔' | '备' | '期'));
        let count = i32::try_from(count).ok().filter(|count| !ahead || *count <= 100)?;
        // 30日前 is a last day; 三日前 is three days ago
        (!cut).then_some((Expr::Ago(if ahead { count } else { -count }, unit), end))
    }

    /// 三天 behind 再过: so much later.
    fn ahead(&self, at: usize) -> Found<Expr> {
        let (count, end) = numeral::whole(self.text, at).filter(|(n, _)| (1..=100).contains(n))?;
        let (unit, end) = self.counted_unit(self.blank(end))?;
        let end = self.word(end, "后").or_else(|| self.word(end, "之后")).unwrap_or(end);
        let cut = matches!(self.char(end), '多' | '半' | '左');
        (!cut).then_some((Expr::Ago(i32::try_from(count).ok()?, unit), end))
    }

    fn counted_unit(&self, at: usize) -> Found<Unit> {
        let units = [
            ("个月", Unit::Month),
            ("个星期", Unit::Week),
            ("星期", Unit::Week),
            ("周", Unit::Week),
            ("年", Unit::Year),
            ("天", Unit::Day),
        ];
        let found = units.iter().find_map(|(word, unit)| self.word(at, word).map(|end| (*unit, end)));
        let short = at > 0 && numeral::is_numeral(self.before(at));
        found.or_else(|| self.word(at, "日").filter(|_| short).map(|end| (Unit::Day, end)))
    }
}
