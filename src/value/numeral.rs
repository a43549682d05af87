//! What numerals are made of: digits, words of scale, decimals. Whole numerals are left to `number`.

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
pub const LONGEST: usize = 40;

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

/// A word of scale, unless it begins a unit (千瓦) or 百分点.
pub fn scale(text: &[char], at: usize) -> Option<u32> {
    let power = power(*text.get(at)?)?;
    let next = text.get(at + 1).copied().unwrap_or(' ');
    let long = at > 0 && (text[at - 1].is_ascii_digit() || "十百万亿".contains(text[at - 1]));
    let bytes = next == '字' && text.get(at + 2) == Some(&'节');
    let prefix = match power {
        2 => next == '分' && text.get(at + 2) == Some(&'点') || next == '帕',
        3 => "克瓦卡伏帕赫焦乏比".contains(next) || bytes || (next == '米' && long),
        12 => "瓦赫比欧帕焦伏丰".contains(next) || bytes,
        _ => false,
    };
    (!prefix).then_some(power)
}

/// 点 (or ·, or a full stop) and the digits behind it, added to a whole number. 八点二十 is a time of day.
pub fn fraction(text: &[char], at: usize, whole: Decimal) -> Option<(usize, Decimal)> {
    let blanks = |from: usize| text.get(from..).map(|rest| from + rest.iter().take(3).take_while(|c| **c == ' ').count());
    let point = blanks(at)?;
    let from = blanks(point + 1)?;
    if !text.get(point).is_some_and(|c| "点·.".contains(*c)) {
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

/// A decimal with the words of scale behind it: 1.2万亿, 一点五万.
pub fn scaled(text: &[char], end: usize, value: Decimal, form: Form) -> Option<Numeral> {
    let (end, scale) = scales(text, end);
    Some(Numeral { end, value: value.checked_mul(scale)?, form, scale })
}
