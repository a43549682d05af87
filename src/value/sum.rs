//! A number in the making: digits and words of scale (一万零十二, 2亿3000万) added up one by one.

use rust_decimal::Decimal;

use super::numeral::{Form, LONGEST, Numeral, digit, fraction, power, scale, scaled, ten};

/// The number whose first character is a Chinese digit or a word of scale.
pub fn chinese(text: &[char], at: usize) -> Option<Numeral> {
    let form = match power(text[at]) {
        Some(power) if power > 1 => Form::Round,
        _ => Form::Chinese,
    };
    let mut sum = Sum { text, start: at, at, power: 16, ..Sum::default() };
    while sum.step()? {}
    sum.close(form)
}

/// The number that begins with the ASCII digits `at..end` of this value.
pub fn after_digits(text: &[char], at: usize, end: usize, value: Decimal) -> Option<Numeral> {
    let mut sum = Sum { text, start: at, at: end, pending: Some(value), power: 16, ..Sum::default() };
    while sum.step()? {}
    sum.close(Form::Digits)
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

impl Sum<'_> {
    /// Takes the next character; false at the end of the numeral, `None` where the number is too large.
    fn step(&mut self) -> Option<bool> {
        let Some(&c) = self.text.get(self.at).filter(|_| self.at - self.start < LONGEST) else { return Some(false) };
        if c.is_ascii_digit() {
            return Some(self.take_digits());
        }
        if let Some(tens) = tens(c) {
            return self.take_tens(tens);
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
        if let Some(value) = grouped(rest).filter(|_| self.power == 4 && self.pending.is_none()) {
            (self.pending, self.zero, self.at) = (Some(value.into()), true, self.at + 5);
            return true;
        }
        let length = rest.iter().take(13).take_while(|c| c.is_ascii_digit()).count();
        let scaled = scale(self.text, self.at + length).is_some_and(|power| power < self.power);
        let whole = !rest.get(length).is_some_and(|c| *c == '.' || *c == ',');
        let short = length == 1 && self.power == 4 && !self.zero && ends(rest.get(1));
        let fits = self.zero || scaled && length <= 4 || length == self.power as usize || short;
        if self.pending.is_some() || self.power > 12 || length > 8 || !fits || !whole {
            return false;
        }
        let value = rest[..length].iter().fold(0u32, |sum, c| sum * 10 + c.to_digit(10).unwrap_or(0));
        self.pending = Some(value.into());
        self.zero = !short;
        self.at += length;
        true
    }

    /// 廿 and 卅 are two and three tens in one character.
    fn take_tens(&mut self, tens: u32) -> Option<bool> {
        if self.power <= 1 || self.pending.is_some_and(|digit| digit > Decimal::ZERO) {
            return Some(false);
        }
        self.section = self.section.checked_add(tens.into())?;
        (self.power, self.zero, self.pending) = (1, false, None);
        self.at += 1;
        Some(true)
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
        let part = self.section.checked_add(self.pending.unwrap_or_default())?;
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
            let short = (2..16).contains(&self.power) && !self.zero && (digit(last).is_some() || last.is_ascii_digit());
            value = value.checked_add(if short { pending.checked_mul(ten(self.power - 1))? } else { pending })?;
        }
        if let Some((end, value)) =
            fraction(self.text, self.at, value).filter(|_| digit(last).is_some() || power(last).is_some())
        {
            return scaled(self.text, end, value, form);
        }
        Some(Numeral { end: self.at, value, form, scale: trailing(&self.text[self.start..self.at]) })
    }
}

/// Whether a number ends before this character: 5万2，, 5万2元.
fn ends(next: Option<&char>) -> bool {
    next.is_none_or(|c| "，。、；：！？）”元".contains(*c))
}

fn tens(c: char) -> Option<u32> {
    match c {
        '廿' => Some(20),
        '卅' => Some(30),
        _ => None,
    }
}

fn trailing(numeral: &[char]) -> Decimal {
    let powers = numeral.iter().rev().map_while(|c| power(*c));
    ten(powers.sum::<u32>().min(20))
}

/// 2,000 behind 万: 1万2,000人.
fn grouped(text: &[char]) -> Option<u32> {
    let digits = [text.first()?, text.get(2)?, text.get(3)?, text.get(4)?];
    let closed = text[1] == ',' && !text.get(5).is_some_and(char::is_ascii_digit);
    let value = digits.iter().try_fold(0, |sum, c| Some(sum * 10 + c.to_digit(10)?))?;
    closed.then_some(value)
}
