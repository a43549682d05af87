//! How much is said: a numeral with what belongs to it (多, 余, 几), a fraction, or a span of digits (三五百).

use rust_decimal::Decimal;

use crate::spot::phrases::{CharSet, past_blanks};
use crate::value::number::{self, Form, Numeral};

/// A number as said, without unit and without the words of bound around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    pub end: usize,
    pub size: Size,
    pub kind: Kind,
    pub form: Form,
    /// What its last words of scale multiply by.
    pub scale: Decimal,
}

/// What the number itself leaves open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Size {
    Exact(Decimal),
    /// 多, 余
    Over(Decimal),
    /// 来
    About(Decimal),
    /// 三五
    Between(Decimal, Decimal),
    /// 数十, 十几
    Within(Decimal, Decimal),
}

/// What the number is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Number,
    /// 百分之…, told in percent.
    Percent,
    /// 三分之一, 一半
    Fraction,
}

/// The characters of which an amount may begin with one.
pub fn all_starts() -> CharSet {
    CharSet::new((0..0x10000).filter_map(char::from_u32).filter(|c| starts(*c)))
}

/// Whether an amount may begin with this character.
pub fn starts(c: char) -> bool {
    match c {
        '0'..='9' => true,
        '\0'..='〆' => false,
        '数' | '几' | '半' | '廿' | '卅' => true,
        _ => number::starts(c),
    }
}

/// Reads the amount at `at`.
pub fn read(text: &[char], at: usize) -> Option<Amount> {
    portion(text, at).or_else(|| simple(text, at))
}

/// An amount that is no fraction of something.
fn simple(text: &[char], at: usize) -> Option<Amount> {
    match *text.get(at)? {
        '数' | '几' => several(text, at),
        '半' => Some(Amount { end: at + 1, ..exact(at + 1, Decimal::new(5, 1)) }),
        _ => pair(text, at).or_else(|| number::read(text, at).map(|numeral| numeral_with(text, numeral))),
    }
}

fn exact(end: usize, value: Decimal) -> Amount {
    Amount { end, size: Size::Exact(value), kind: Kind::Number, form: Form::Chinese, scale: Decimal::ONE }
}

/// 数十, 几百万: from one to nine times the scale.
fn several(text: &[char], at: usize) -> Option<Amount> {
    let word_before = at > 0 && "总人次倍指基分户件参岁天点位多约字度函".contains(text[at - 1]) && text[at] == '数';
    let (end, scale) = number::scales(text, at + 1);
    let most = scale.checked_mul(Decimal::TEN)?.checked_sub(Decimal::ONE)?;
    let amount = Amount { size: Size::Within(scale, most), scale, ..exact(end, scale) };
    (end > at + 1 && !word_before).then_some(amount)
}

/// Two digits side by side that are no number: 三五百, 二三十, 两三个, 七八百万.
fn pair(text: &[char], at: usize) -> Option<Amount> {
    let (low, high) = (number::digit(text[at])?, number::digit(*text.get(at + 1)?)?);
    let third = text.get(at + 2).is_some_and(|c| number::digit(*c).is_some() || *c == '点');
    if third || !is_pair(low, high) {
        return None;
    }
    let (end, scale) = number::scales(text, at + 2);
    let size = Size::Between(scale.checked_mul(low.into())?, scale.checked_mul(high.into())?);
    Some(Amount { size, scale, ..exact(end, scale) })
}

fn is_pair(low: u8, high: u8) -> bool {
    low > 0 && (high == low + 1 || (low, high) == (3, 5))
}

fn numeral_with(text: &[char], numeral: Numeral) -> Amount {
    let Numeral { end, value, form, scale } = numeral;
    let amount = Amount { end, size: Size::Exact(value), kind: Kind::Number, form, scale };
    let next = text.get(end).copied().unwrap_or(' ');
    let last = text[end - 1];
    let tens = form != Form::Row && (number::power(last).is_some() || (last == '0' && form == Form::Digits));
    let wide = |size: fn(Decimal) -> Size| stretched(text, end + 1, amount, size);
    match next {
        '多' | '余' if !word_of_many(text, end) => wide(Size::Over),
        '来' if tens && text.get(end + 1).is_some_and(|c| !"自到源临宾访".contains(*c)) => wide(Size::About),
        '几' if last == '十' => {
            let nine = |value| Size::Within(value, value);
            let wide = stretched(text, end + 1, amount, nine);
            teens(wide, value)
        }
        _ => run_on(text, amount).unwrap_or(amount),
    }
}

/// 多 and 余 that begin a word of their own: 两个多功能厅, 百余姚.
fn word_of_many(text: &[char], at: usize) -> bool {
    let next = text.get(at + 1).copied().unwrap_or(' ');
    match text[at] {
        '多' => {
            "媒边党功样式维层云".contains(next) || (next == '元' && text.get(at + 2).is_some_and(|c| "化文主共融".contains(*c)))
        }
        _ => "姚杭额震".contains(next),
    }
}

/// The words of scale behind 多: 1000多万 is more than ten million.
fn stretched(text: &[char], at: usize, amount: Amount, size: fn(Decimal) -> Size) -> Amount {
    let (end, more) = number::scales(text, at);
    let Size::Exact(value) = amount.size else { return amount };
    match value.checked_mul(more) {
        Some(value) => Amount { end, size: size(value), scale: if end > at { more } else { amount.scale }, ..amount },
        None => amount,
    }
}

/// 二十几 is 21 to 29, 十几万 is 110000 to 190000.
fn teens(amount: Amount, tens: Decimal) -> Amount {
    let Size::Within(value, _) = amount.size else { return amount };
    let more = value.checked_div(tens);
    let low = more.and_then(|more| value.checked_add(more));
    let high = more.and_then(|more| value.checked_add(more.checked_mul(9.into())?));
    let size = low.zip(high).map_or(Size::About(value), |(low, high)| Size::Within(low, high));
    Amount { size, ..amount }
}

/// 十五六个, 二十三四岁: the last digit and the next one.
fn run_on(text: &[char], amount: Amount) -> Option<Amount> {
    let (last, next) = (number::digit(text[amount.end - 1])?, number::digit(*text.get(amount.end)?)?);
    let Size::Exact(value) = amount.size else { return None };
    if amount.form == Form::Row || !is_pair(last, next) || value < Decimal::TEN {
        return None;
    }
    let (end, scale) = number::scales(text, amount.end + 1);
    let high = value.checked_add((next - last).into())?;
    let size = Size::Between(value.checked_mul(scale)?, high.checked_mul(scale)?);
    Some(Amount { end, size, scale, ..amount })
}

/// 百分之十二, 三分之一, 三又五分之一.
fn portion(text: &[char], at: usize) -> Option<Amount> {
    let (first, after) = denominator(text, at)?;
    if text.get(after) != Some(&'又') {
        return share(text, first, after);
    }
    let (below, after) = denominator(text, after + 1)?;
    let part = share(text, below, after).filter(|part| part.kind == Kind::Fraction)?;
    let Size::Exact(more) = part.size else { return None };
    Some(Amount { size: Size::Exact(first.value.checked_add(more)?), ..part })
}

/// What stands behind 分之 at `after`, as a share of `below`.
fn share(text: &[char], below: Numeral, after: usize) -> Option<Amount> {
    let above = simple(text, of(text, after)?).filter(|above| above.kind == Kind::Number)?;
    if below.form == Form::Round {
        let percent = Decimal::ONE_HUNDRED.checked_div(below.value)?;
        return Some(Amount { kind: Kind::Percent, size: above.size.times(percent)?, ..above });
    }
    let Size::Exact(value) = above.size else { return None };
    let whole = value.fract().is_zero() && below.value.fract().is_zero() && value < below.value;
    let size = Size::Exact(value.checked_div(below.value)?);
    whole.then_some(Amount { kind: Kind::Fraction, size, ..above })
}

/// The numeral before 分之 or 又, and where that begins.
fn denominator(text: &[char], at: usize) -> Option<(Numeral, usize)> {
    text.get(at).filter(|c| number::starts(**c))?;
    let below = number::read(text, at)?;
    let after = past_blanks(text, below.end);
    matches!(text.get(after), Some('分' | '又')).then_some((below, after))
}

/// Behind 分之, with the blanks that may stand around it.
fn of(text: &[char], at: usize) -> Option<usize> {
    let second = past_blanks(text, at + 1);
    let start = past_blanks(text, second + 1);
    let fits = text[at] == '分' && text.get(second) == Some(&'之');
    (fits && text.get(start).is_some_and(|c| starts(*c))).then_some(start)
}

impl Size {
    /// All its numbers multiplied; `None` where one grows too large.
    pub fn times(self, factor: Decimal) -> Option<Size> {
        let by = |value: Decimal| value.checked_mul(factor).map(|value| value.normalize());
        Some(match self {
            Size::Exact(value) => Size::Exact(by(value)?),
            Size::Over(value) => Size::Over(by(value)?),
            Size::About(value) => Size::About(by(value)?),
            Size::Between(low, high) => Size::Between(by(low)?, by(high)?),
            Size::Within(low, high) => Size::Within(by(low)?, by(high)?),
        })
    }

    /// The one number that is named, if there is one.
    pub fn value(self) -> Option<Decimal> {
        match self {
            Size::Exact(value) | Size::Over(value) | Size::About(value) => Some(value),
            Size::Between(..) | Size::Within(..) => None,
        }
    }
}
