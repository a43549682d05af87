//! Reads one numeral, whatever its form: `1,234.56万`, `一万零十二`, `壹佰贰拾`, `二〇二一`, `百` with its one left out.
//! What stands around a numeral (bounds, units, ranges) is left to the readers of quantities and times.

use rust_decimal::Decimal;

/// A numeral that starts where it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// Behind its last character.
    pub end: usize,
    pub value: Decimal,
    pub form: Form,
    /// What the words of scale at its end multiply by: 10000 for `5万`, 1 for `500`.
    pub scale: Decimal,
}

/// How a numeral is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// It begins with an ASCII digit.
    Digits,
    /// It begins with a Chinese digit (or 十, which needs no one before it).
    Chinese,
    /// Chinese digits in a row, without words of scale: 二〇二一.
    Row,
    /// It begins with a word of scale: 百 in 百名, 万亿.
    Round,
}

/// No numeral is longer; a run of digits beyond it is no number.
const LONGEST: usize = 40;

/// Whether a numeral may begin with this character.
pub fn starts(c: char) -> bool {
    c.is_ascii_digit() || digit(c).is_some() || power(c).is_some()
}

/// The value of one Chinese digit, common or financial; 两 is two.
pub fn digit(c: char) -> Option<u8> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The power of ten of a word of scale.
pub fn power(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        '万' => 4,
        '亿' => 8,
        '兆' => 12,
        _ => return None,
    })
}

/// Ten to the power of `n`; `n` is small.
pub fn ten(n: u32) -> Decimal {
    Decimal::from_i128_with_scale(10i128.pow(n), 0)
}

/// The words of scale that stand at `at`, as (end, what they multiply by): `万亿` is 10^12. `(at, 1)` if there are none.
pub fn scales(text: &[char], at: usize) -> (usize, Decimal) {
    let (mut end, mut power_of_all) = (at, 0);
    while let Some(more) = scale(text, end).filter(|more| power_of_all + more <= 20 && end - at < 3) {
        power_of_all += more;
        end += 1;
    }
    (end, ten(power_of_all))
}

/// Reads the numeral at `at`, as long as it goes.
pub fn read(text: &[char], at: usize) -> Option<Numeral> {
    let first = *text.get(at)?;
    if first.is_ascii_digit() {
        return digits(text, at);
    }
    if is_surname(text, at) {
        return None;
    }
    if let '廿' | '卅' = first {
        return twenties(text, at);
    }
    let row = text[at..].iter().take(LONGEST).take_while(|c| digit(**c).is_some()).count();
    match row {
        0 | 1 => chinese(text, at),
        _ => in_a_row(text, at, row),
    }
}

/// 陆 and 伍 are surnames and words (陆台, 陆续) unless a sum of money goes on behind them.
fn is_surname(text: &[char], at: usize) -> bool {
    "陆伍".contains(text[at]) && !text.get(at + 1).is_some_and(|c| "拾佰仟万亿点元圆角".contains(*c))
}

/// A word of scale, unless it begins a unit (千瓦) or 百分点.
fn scale(text: &[char], at: usize) -> Option<u32> {
    let power = power(*text.get(at)?)?;
    let next = text.get(at + 1).copied().unwrap_or(' ');
    let long = at > 0 && (text[at - 1].is_ascii_digit() || "十百万亿".contains(text[at - 1]));
    let prefix = match power {
        2 => next == '分' && text.get(at + 2) == Some(&'点') || next == '帕',
        3 => "克瓦卡伏帕赫焦乏字比".contains(next) || (next == '米' && long),
        12 => "瓦赫字比欧帕焦伏丰".contains(next),
        _ => false,
    };
    (!prefix).then_some(power)
}

fn digits(text: &[char], at: usize) -> Option<Numeral> {
    let (mut end, mut whole) = (at, String::new());
    while let Some(&c) = text.get(end) {
        match c {
            '0'..='9' => whole.push(c),
            ',' | '，' | ' ' if group(text, at, end, c) => {}
            _ => break,
        }
        end += 1;
        if end - at > LONGEST {
            return None;
        }
    }
    let point = text.get(end).is_some_and(|&c| c == '.' || c == ',' && decimal_comma(text, end));
    if point && text.get(end + 1).is_some_and(char::is_ascii_digit) {
        whole.push('.');
        let fraction = text[end + 1..].iter().take(LONGEST).take_while(|c| c.is_ascii_digit());
        let before = whole.len();
        whole.extend(fraction);
        end += 1 + whole.len() - before;
    }
    let value = Decimal::from_str_exact(&whole).ok()?;
    Sum::after_digits(text, at, end, value, point)
}

/// Whether a comma or blank at `at` stands before a group of three digits: 1,200 or 12 000.
fn group(text: &[char], start: usize, at: usize, mark: char) -> bool {
    let first = text[start..at].iter().position(|&c| c == mark).unwrap_or(at - start);
    let three = (1..4).all(|n| text.get(at + n).is_some_and(char::is_ascii_digit));
    (1..=3).contains(&first) && three && !text.get(at + 4).is_some_and(char::is_ascii_digit) && text[start] != '0'
}

/// 4,19万欧元: a comma before one or two digits and a word of scale is a decimal point.
fn decimal_comma(text: &[char], at: usize) -> bool {
    let digits = text[at + 1..].iter().take(3).take_while(|c| c.is_ascii_digit()).count();
    (1..=2).contains(&digits) && text.get(at + 1 + digits).is_some_and(|c| "万亿".contains(*c))
}

fn twenties(text: &[char], at: usize) -> Option<Numeral> {
    let tens = if text[at] == '廿' { 20 } else { 30 };
    let ones = text.get(at + 1).and_then(|c| digit(*c)).filter(|&d| d > 0);
    let value = Decimal::from(tens + ones.unwrap_or(0));
    Some(Numeral { end: at + 1 + usize::from(ones.is_some()), value, form: Form::Chinese, scale: Decimal::ONE })
}

/// Digits in a row are a number read out (二〇二一) where no word of scale follows.
fn in_a_row(text: &[char], at: usize, length: usize) -> Option<Numeral> {
    if scale(text, at + length).is_some() || text[at..at + length].contains(&'两') {
        return chinese(text, at);
    }
    let mut value = Decimal::ZERO;
    for c in &text[at..at + length] {
        value = value.checked_mul(Decimal::TEN)?.checked_add(digit(*c)?.into())?;
    }
    let (end, value) = fraction(text, at + length, value).unwrap_or((at + length, value));
    Some(Numeral { end, value, form: Form::Row, scale: Decimal::ONE })
}

fn chinese(text: &[char], at: usize) -> Option<Numeral> {
    let form = match power(text[at]) {
        Some(power) if power > 1 => Form::Round,
        _ => Form::Chinese,
    };
    let mut sum = Sum { text, start: at, at, power: 16, ..Sum::default() };
    while sum.step()? {}
    sum.close(form)
}

/// 点 (or ·) and the digits behind it, added to a whole number. 八点二十 is a time of day.
fn fraction(text: &[char], at: usize, whole: Decimal) -> Option<(usize, Decimal)> {
    let blanks = |from: usize| text.get(from..).map(|rest| from + rest.iter().take(3).take_while(|c| **c == ' ').count());
    let point = blanks(at)?;
    let from = blanks(point + 1)?;
    if !text.get(point).is_some_and(|c| "点·".contains(*c)) {
        return None;
    }
    let (mut end, mut value, mut place) = (from, whole, Decimal::ONE);
    while let Some(digit) = text.get(end).and_then(|c| digit(*c)).filter(|_| end - from < 20) {
        place /= Decimal::TEN;
        value = value.checked_add(place * Decimal::from(digit))?;
        end += 1;
    }
    let time = text.get(end).is_some_and(|c| "十分刻".contains(*c)) && text.get(end + 1) != Some(&'之');
    (end > from && !time).then_some((end, value))
}

/// A number in the making. `total` holds what 万 and 亿 have closed, `section` what 十百千 have, `pending` the last digit.
#[derive(Clone, Copy, Default)]
struct Sum<'a> {
    text: &'a [char],
    start: usize,
    at: usize,
    total: Decimal,
    section: Decimal,
    pending: Option<Decimal>,
    /// The power of the last word of scale; 16 before the first.
    power: u32,
    /// The power of the last 万 or 亿; 0 before the first.
    big: u32,
    zero: bool,
}

impl<'a> Sum<'a> {
    fn after_digits(text: &'a [char], start: usize, end: usize, value: Decimal, decimal: bool) -> Option<Numeral> {
        if decimal {
            return scaled(text, end, value, Form::Digits);
        }
        let mut sum = Sum { text, start, at: end, pending: Some(value), power: 16, ..Sum::default() };
        while sum.step()? {}
        sum.close(Form::Digits)
    }

    /// Takes the next character; false at the end of the numeral, `None` where the number is too large.
    fn step(&mut self) -> Option<bool> {
        let Some(&c) = self.text.get(self.at).filter(|_| self.at - self.start < LONGEST) else { return Some(false) };
        if c.is_ascii_digit() {
            return Some(self.take_digits());
        }
        if let Some(digit) = digit(c) {
            return Some(self.take_digit(digit));
        }
        match scale(self.text, self.at) {
            Some(power @ 1..=3) => self.take_small(power),
            Some(power) => self.take_big(power),
            None => Some(false),
        }
    }

    fn take_digit(&mut self, digit: u8) -> bool {
        let bare = self.pending.is_some_and(|_| !(self.zero && self.pending == Some(Decimal::ZERO)));
        // 两 is a digit before a word of scale, else a unit or a noun: 三千两百两
        let two = self.text[self.at] == '两' && self.at > self.start && scale(self.text, self.at + 1).is_none();
        if bare || two || (digit == 0 && (self.zero || !self.goes_on())) {
            return false;
        }
        self.zero = self.zero || digit == 0 && self.at > self.start;
        self.pending = (digit > 0 || self.at == self.start).then_some(digit.into());
        self.at += 1;
        true
    }

    /// Whether more of a number follows a 零.
    fn goes_on(&self) -> bool {
        self.at == self.start
            || self.text.get(self.at + 1).is_some_and(|c| c.is_ascii_digit() || digit(*c).is_some() || *c == '十')
    }

    /// ASCII digits behind a word of scale: 1万零12, 2亿3000万, 2万3000.
    fn take_digits(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let length = rest.iter().take(13).take_while(|c| c.is_ascii_digit()).count();
        let scaled = scale(self.text, self.at + length).is_some_and(|power| power < self.power);
        let whole = !rest.get(length).is_some_and(|c| *c == '.' || *c == ',');
        let fits = self.zero || scaled && length <= 4 || length == self.power as usize;
        if self.pending.is_some() || self.power > 12 || length > 8 || !fits || !whole {
            return false;
        }
        let value = rest[..length].iter().fold(0u32, |sum, c| sum * 10 + c.to_digit(10).unwrap_or(0));
        self.pending = Some(value.into());
        self.zero = true;
        self.at += length;
        true
    }

    fn take_small(&mut self, power: u32) -> Option<bool> {
        let first = self.at == self.start;
        if power >= self.power || (self.pending.is_none() && !first && power > 1) {
            return Some(false);
        }
        self.section = self.section.checked_add(self.pending.take().unwrap_or(Decimal::ONE).checked_mul(ten(power))?)?;
        self.power = power;
        self.zero = false;
        self.at += 1;
        Some(true)
    }

    fn take_big(&mut self, power: u32) -> Option<bool> {
        let part = self.section + self.pending.unwrap_or_default();
        let first = self.at == self.start;
        let after_wan = self.big == 4 && power == 8;
        let closes = part > Decimal::ZERO || first || (after_wan && self.power == 4);
        if !closes || (self.big > 0 && power >= self.big && !after_wan) {
            return Some(false);
        }
        let part = if first { Decimal::ONE } else { part };
        self.total = match after_wan {
            true => self.total.checked_add(part)?.checked_mul(ten(power))?,
            false => self.total.checked_add(part.checked_mul(ten(power))?)?,
        };
        (self.section, self.pending, self.zero) = (Decimal::ZERO, None, false);
        (self.power, self.big) = (power, power);
        self.at += 1;
        Some(true)
    }

    fn close(self, form: Form) -> Option<Numeral> {
        if self.at == self.start {
            return None;
        }
        let last = self.text[self.at - 1];
        let mut value = self.total.checked_add(self.section)?;
        if let Some(pending) = self.pending {
            // 三百五 is 350, 一万二 is 12000; 十五 and 一百零五 are what they seem
            let short = (2..16).contains(&self.power) && !self.zero && digit(last).is_some();
            value = value.checked_add(if short { pending * ten(self.power - 1) } else { pending })?;
        }
        if let Some((end, value)) =
            fraction(self.text, self.at, value).filter(|_| digit(last).is_some() || power(last).is_some())
        {
            return scaled(self.text, end, value, form);
        }
        Some(Numeral { end: self.at, value, form, scale: trailing(&self.text[self.start..self.at]) })
    }
}

/// A decimal with the words of scale behind it: 1.2万亿, 一点五万.
fn scaled(text: &[char], end: usize, value: Decimal, form: Form) -> Option<Numeral> {
    let (end, scale) = scales(text, end);
    Some(Numeral { end, value: value.checked_mul(scale)?, form, scale })
}

fn trailing(numeral: &[char]) -> Decimal {
    let powers = numeral.iter().rev().map_while(|c| power(*c));
    ten(powers.sum::<u32>().min(20))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        match read(&chars, 0) {
            Some(n) => format!("{}|{}", n.value.normalize(), chars[n.end..].iter().collect::<String>()),
            None => "-".into(),
        }
    }

    #[test]
    fn numerals_are_read_in_every_form() {
        for (text, want) in [
            ("43个", "43|个"),
            ("1,234.56万美元", "12345600|美元"),
            ("12 000人", "12000|人"),
            ("12 00人", "12| 00人"),
            ("1,2万", "12000|"),
            ("4,19万欧元", "41900|欧元"),
            ("3，500元", "3500|元"),
            ("2万", "20000|"),
            ("1.2万亿元", "1200000000000|元"),
            ("2亿3000万元", "230000000|元"),
            ("2万3000人", "23000|人"),
            ("1万零12户", "10012|户"),
            ("一万零十二户", "10012|户"),
            ("一万零一十二人", "10012|人"),
            ("三十四", "34|"),
            ("十", "10|"),
            ("一百十五", "115|"),
            ("三百五", "350|"),
            ("一万二", "12000|"),
            ("三千二百零一", "3201|"),
            ("一亿零五百万", "105000000|"),
            ("二〇二一年", "2021|年"),
            ("一〇四对", "104|对"),
            ("两千人", "2000|人"),
            ("三千两百两", "3200|两"),
            ("廿七个月", "27|个月"),
            ("卅周年", "30|周年"),
            ("壹佰贰拾元", "120|元"),
            ("拾万零五十六点叁叁", "100056.33|"),
            ("一点五万", "15000|"),
            ("四点 五个", "4.5|个"),
            ("十三点五亿", "1350000000|"),
            ("零点四", "0.4|"),
            ("百余名", "100|余名"),
            ("万亿元", "1000000000000|元"),
            ("千万", "10000000|"),
            ("300千瓦", "300|千瓦"),
            ("500万千瓦", "5000000|千瓦"),
            ("1.56亿千瓦", "156000000|千瓦"),
            ("两千米", "2000|米"),
            ("12千米", "12|千米"),
            ("二十五千克", "25|千克"),
            ("3兆瓦", "3|兆瓦"),
            ("八点二十", "8|点二十"),
            ("5百分点", "5|百分点"),
            ("99999999999999999999999999999999999人", "-"),
            ("个", "-"),
        ] {
            assert_eq!(shown(text), want, "{text}");
        }
    }

    #[test]
    fn words_of_scale_are_told_apart_from_the_number() {
        for (text, want) in
            [("3万", "10000"), ("500", "1"), ("三百万", "1000000"), ("1.2万亿", "1000000000000"), ("万", "10000")]
        {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(read(&chars, 0).unwrap().scale.to_string(), want, "{text}");
        }
    }
}
