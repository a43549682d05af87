//! An amount with its unit, and what may stand behind the unit: 半, 多, a smaller unit (8天20小时), a last digit (五块六).

use std::sync::Arc;

use rust_decimal::Decimal;

use super::amount::{self, Amount, Kind, Size};
use super::unit::{Placed, Unit, Units};
use crate::span::Span;
use crate::value::UnitClass;
use crate::value::number::{self, Form};

/// An amount with its unit, if it has one.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Behind the amount alone.
    pub number_end: usize,
    pub end: usize,
    pub amount: Amount,
    pub unit: Option<Placed>,
    /// Whether several units were put together.
    pub chained: bool,
    /// How large the last of them is beside the unit: 0.1 for 五元七毛.
    pub step: Decimal,
}

/// Reads the amount at `at`, and the unit behind it.
pub fn read(units: &Units, text: &[char], at: usize) -> Option<Measure> {
    let amount = whole_half(text, at).or_else(|| amount::read(text, at))?;
    let bare = Measure { number_end: amount.end, end: amount.end, amount, unit: None, chained: false, step: Decimal::ONE };
    if amount.kind != Kind::Number {
        return Some(bare);
    }
    let measure = split_unit(units, text, &bare).or_else(|| plain_unit(units, text, &bare)).map(cubic);
    Some(measure.map_or(bare, |measure| extended(units, text, measure)))
}

/// 一半, the half.
fn whole_half(text: &[char], at: usize) -> Option<Amount> {
    let half = text.get(at) == Some(&'一')
        && text.get(at + 1) == Some(&'半')
        && !text.get(at + 2).is_some_and(|c| "天年".contains(*c));
    let amount = half.then(|| amount::read(text, at + 1)).flatten()?;
    Some(Amount { kind: Kind::Fraction, ..amount })
}

fn plain_unit(units: &Units, text: &[char], bare: &Measure) -> Option<Measure> {
    let placed = units.read(text, bare.end)?;
    Some(Measure { end: placed.span.end as usize, unit: Some(placed), ..bare.clone() })
}

/// 三方 are parties; 85万方 and 120方 are cubic metres of earth or concrete.
fn cubic(measure: Measure) -> Measure {
    let size = measure.amount.size.value();
    // 焦作万方 is a name
    let large = size.is_some_and(|value| value > Decimal::TEN && (measure.amount.form != Form::Round || value > 10_000.into()));
    match measure.unit {
        Some(placed) if placed.unit.word == "方" && large => {
            let unit = Arc::new(Unit { class: UnitClass::Volume, few: false, ..(*placed.unit).clone() });
            Measure { unit: Some(Placed { unit, ..placed }), ..measure }
        }
        _ => measure,
    }
}

/// 一个半小时, 三个多月: the unit 个小时 with 半 or 多 inside.
fn split_unit(units: &Units, text: &[char], bare: &Measure) -> Option<Measure> {
    let from = bare.end;
    let inside = *text.get(from + 1).filter(|c| text[from] == '个' && "半多余".contains(**c))?;
    let mut joined = vec!['个'];
    joined.extend(text[from + 2..].iter().take(6));
    let mut placed = units.read(&joined, 0).filter(|placed| placed.span.len() > 1 && placed.span.start == 0)?;
    let end = from + 1 + placed.span.len();
    placed.span = Span::new(from, end);
    let amount = Amount { size: tail(bare.amount.size, inside)?, ..bare.amount };
    Some(Measure { end, amount, unit: Some(placed), chained: true, ..bare.clone() })
}

fn tail(size: Size, mark: char) -> Option<Size> {
    let Size::Exact(value) = size else { return None };
    match mark {
        '半' => value.checked_add(Decimal::new(5, 1)).map(Size::Exact),
        _ => Some(Size::Over(value)),
    }
}

/// Whether 半 and 多 may stand behind a unit of this class.
fn measures(class: UnitClass) -> bool {
    match class {
        UnitClass::Item | UnitClass::People | UnitClass::Percent | UnitClass::Other => false,
        UnitClass::Money | UnitClass::Length | UnitClass::Area | UnitClass::Volume => true,
        UnitClass::Mass | UnitClass::Duration | UnitClass::Age => true,
    }
}

fn extended(units: &Units, text: &[char], measure: Measure) -> Measure {
    if let Some(longer) = with_tail(text, &measure) {
        return longer;
    }
    let chained = chain(units, text, measure);
    let digit = last_digit(units, text, &chained);
    let whole = whole_unit(digit.unwrap_or(chained));
    if whole.chained { priced(whole) } else { whole }
}

/// 三年半, 两米多.
fn with_tail(text: &[char], measure: &Measure) -> Option<Measure> {
    let placed = measure.unit.as_ref()?;
    let unit = &placed.unit;
    let mark = *text.get(measure.end).filter(|c| "半多余".contains(**c))?;
    let next = text.get(measure.end + 1).copied().unwrap_or(' ');
    let word = "次名个种功元党边样式方家位项人年天小姚".contains(next);
    let amount = Amount { size: tail(measure.amount.size, mark)?, ..measure.amount };
    if unit.word == "分" && mark == '半' {
        let minutes = Unit { word: "分钟".into(), class: UnitClass::Duration, ..(**unit).clone() };
        let unit = Some(Placed { unit: Arc::new(minutes), span: placed.span });
        return Some(Measure {
            end: measure.end + 1 + usize::from(next == '钟'),
            amount,
            unit,
            chained: true,
            ..measure.clone()
        });
    }
    let fits = !word && (measures(unit.class) || unit.word == "倍" || unit.word == "成");
    fits.then(|| Measure { end: measure.end + 1, amount, ..measure.clone() })
}

/// 8天20小时, 五元六角, 两年零三个月.
fn chain(units: &Units, text: &[char], mut measure: Measure) -> Measure {
    while let Some(longer) = link(units, text, &measure) {
        measure = longer;
    }
    measure
}

fn link(units: &Units, text: &[char], measure: &Measure) -> Option<Measure> {
    let placed = measure.unit.as_ref()?;
    let Size::Exact(large) = measure.amount.size else { return None };
    let from = measure.end + usize::from(text.get(measure.end).is_some_and(|c| "零又".contains(*c)));
    let second = number::read(text, from)?;
    let (end, word) = units.part(text, second.end)?;
    let (chain, large_size, small_size) = units.chain(&placed.unit.word, &word)?;
    let step = small_size.checked_div(large_size)?;
    if chain.to_first && step >= measure.step {
        return None;
    }
    let (value, placed) = match chain.to_first {
        true => (large.checked_add(second.value.checked_mul(step)?)?, placed.clone()),
        false => {
            let unit = Unit { word, class: UnitClass::Duration, ..(*placed.unit).clone() };
            let value = large.checked_mul(large_size)?.checked_div(small_size)?.checked_add(second.value)?;
            (value, Placed { unit: Arc::new(unit), span: Span::new(second.end, end) })
        }
    };
    let amount = Amount { size: Size::Exact(value.normalize()), ..measure.amount };
    let step = if chain.to_first { step } else { Decimal::ONE };
    Some(Measure { end, amount, unit: Some(placed), chained: true, step, ..measure.clone() })
}

/// 五块六, 三米九, 两成五, 4成07: the tenths.
fn last_digit(units: &Units, text: &[char], measure: &Measure) -> Option<Measure> {
    let placed = measure.unit.as_ref().filter(|placed| "块米毛角成秒".contains(placed.unit.word.as_str()))?;
    let Size::Exact(value) = measure.amount.size else { return None };
    let ascii = text[measure.end..]
        .iter()
        .take(3)
        .take_while(|c| c.is_ascii_digit() && "成秒".contains(placed.unit.word.as_str()))
        .count();
    let chinese = text.get(measure.end).and_then(|c| number::digit(*c)).filter(|digit| *digit > 0);
    let end = measure.end + ascii.max(1);
    let behind = units.read(text, end).is_some() || text.get(end).is_some_and(|c| amount::starts(*c) || !ends_phrase(*c));
    let spoken = number::digit(text[measure.number_end - 1]).is_some();
    let tenths = match (ascii, chinese) {
        (1..=2, _) => fraction(&text[measure.end..end]),
        (0, Some(digit)) if spoken && !behind => Decimal::new(digit.into(), 1),
        _ => return None,
    };
    let value = value.checked_add(tenths.checked_mul(measure.step)?)?;
    let amount = Amount { size: Size::Exact(value), ..measure.amount };
    Some(Measure { end, amount, chained: true, ..measure.clone() })
}

/// 07 as seven hundredths.
fn fraction(digits: &[char]) -> Decimal {
    digits.iter().rev().fold(Decimal::ZERO, |sum, c| (sum + Decimal::from(c.to_digit(10).unwrap_or(0))) / Decimal::TEN)
}

/// Whether a phrase may end before this character, so that a digit before it begins no word.
fn ends_phrase(c: char) -> bool {
    c.is_whitespace() || "，。、；：！？）”到至左的".contains(c)
}

/// 块 beside 角 or a last digit is money, not a piece of something.
fn priced(measure: Measure) -> Measure {
    let money = |unit: &Unit| Unit { class: UnitClass::Money, currency: Some("CNY".into()), ..unit.clone() };
    let priced = |placed: Placed| Placed { unit: Arc::new(money(&placed.unit)), ..placed };
    match measure.unit {
        Some(placed) if placed.unit.word == "块" => Measure { unit: Some(priced(placed)), ..measure },
        _ => measure,
    }
}

/// A part of a unit alone is told in the whole: 两毛 is 0.2 元.
fn whole_unit(measure: Measure) -> Measure {
    let Some((whole, times)) = measure.unit.as_ref().and_then(|placed| placed.unit.part_of.clone()) else { return measure };
    let Some(size) = measure.amount.size.times(times) else { return measure };
    let placed = measure.unit.as_ref().expect("it has a unit");
    let unit = Arc::new(Unit { word: whole, part_of: None, ..(*placed.unit).clone() });
    let unit = Some(Placed { unit, span: placed.span });
    Measure { amount: Amount { size, ..measure.amount }, unit, ..measure }
}
