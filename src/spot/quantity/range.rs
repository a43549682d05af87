//! Two measures that bound one: 3至5个, 10万至12万平方米, 6850到6550万年.

use rust_decimal::Decimal;

use super::amount::{self, Amount, Kind, Size};
use super::measure::{self, Measure};
use super::unit::Units;
use crate::spot::phrases::past_blanks;
use crate::value::UnitClass;
use crate::value::number::Form;

/// No list is searched further for its unit.
const LONGEST_LIST: usize = 6;
/// 分别 so near before two numbers tells them apart.
const TOLD_EACH: usize = 8;

/// Reads the measure at `at`, together with a second one where 至 or a dash joins them.
pub fn read(units: &Units, text: &[char], at: usize) -> Option<Measure> {
    let first = measure::read(units, text, at)?;
    let whole = joined(units, text, at, &first).or_else(|| next_door(units, text, at, &first));
    Some(whole.unwrap_or(first))
}

/// 3、4天, 八、九年 and 十五、十六个: a number and the next are a guess between the two.
fn next_door(units: &Units, text: &[char], at: usize, first: &Measure) -> Option<Measure> {
    let spoken = first.end == at + 1 || first.amount.form != Form::Digits;
    let bare = first.unit.is_none() && spoken && text.get(first.end) == Some(&'、');
    // 第三、四位 and 列一、二位 are ranks; a number at the head of a sentence numbers it
    let opens = at > 0 && !"第周月年日号列居、。；：！？）\n ".contains(text[at - 1]) && !text[at - 1].is_ascii_alphanumeric();
    let each = text[at.saturating_sub(TOLD_EACH)..at].windows(2).any(|pair| pair == ['分', '别']);
    let second = (bare && opens && !each).then(|| measure::read(units, text, first.end + 1)).flatten()?;
    let (Size::Exact(low), Size::Exact(high)) = (first.amount.size, second.amount.size) else { return None };
    let (low, high) = neighbours(low, high, second.amount.scale)?;
    let short = first.amount.form != Form::Digits || second.number_end == first.end + 2;
    let counted = second.unit.as_ref().is_some_and(|placed| !placed.unit.few) && low > Decimal::ZERO;
    let amount = Amount { size: Size::Between(low, high), ..second.amount };
    (short && counted).then_some(Measure { amount, ..second })
}

/// 八、九; 二十、三十; 四、五十 as forty to fifty.
fn neighbours(low: Decimal, high: Decimal, scale: Decimal) -> Option<(Decimal, Decimal)> {
    let step = high.checked_sub(low)?;
    let tens = (low % Decimal::TEN).is_zero() && step == Decimal::TEN && high <= Decimal::ONE_HUNDRED;
    if step == Decimal::ONE || tens {
        return Some((low, high));
    }
    let scaled = low.checked_mul(scale)?;
    (low < Decimal::TEN && high.checked_sub(scaled)? == scale).then_some((scaled, high))
}

fn joined(units: &Units, text: &[char], at: usize, first: &Measure) -> Option<Measure> {
    let from = join(text, first)?;
    let second = measure::read(units, text, from)?;
    let (Size::Exact(low), Some(high)) = (first.amount.size, second.amount.size.value()) else { return None };
    let unit = match (&first.unit, &second.unit) {
        (Some(one), Some(other)) if one.unit.word != other.unit.word || moves(text, at, (first.end, second.end)) => {
            return None;
        }
        (Some(_), None) => return None,
        (_, unit) => unit.clone(),
    };
    let percent = first.amount.kind == Kind::Percent && second.amount.kind == Kind::Number && unit.is_none();
    if !percent && first.amount.kind != second.amount.kind {
        return None;
    }
    let low = if first.unit.is_none() { low.checked_mul(shared_scale(low, &first.amount, high, &second.amount))? } else { low };
    let amount = Amount { size: Size::Between(low, high), kind: first.amount.kind, ..second.amount };
    Some(Measure { amount, unit, ..second })
}

/// 1.8和2.2个百分点, 5亿、7亿元: a number without a unit has that of the measure it is listed with.
pub fn with_shared_unit(units: &Units, text: &[char], measure: Measure) -> Measure {
    let mut at = measure.end;
    if measure.unit.is_some() || measure.amount.form != Form::Digits || !listed(text, at) {
        return measure;
    }
    for _ in 0..LONGEST_LIST {
        let Some(next) = measure::read(units, text, at + 1).filter(|next| next.amount.form == Form::Digits) else { break };
        match next.unit {
            Some(placed) if shares(placed.unit.class) => return Measure { unit: Some(placed), ..measure },
            None if listed(text, next.end) => at = next.end,
            _ => break,
        }
    }
    measure
}

fn listed(text: &[char], at: usize) -> bool {
    text.get(at).is_some_and(|c| "和、与及或".contains(*c)) && text.get(at + 1).is_some_and(char::is_ascii_digit)
}

fn shares(class: UnitClass) -> bool {
    match class {
        UnitClass::Money | UnitClass::Percent | UnitClass::Length | UnitClass::Area | UnitClass::Volume | UnitClass::Mass => {
            true
        }
        UnitClass::Item | UnitClass::People | UnitClass::Duration | UnitClass::Age | UnitClass::Other => false,
    }
}

/// Where the second number begins behind 至, 到 or a dash.
fn join(text: &[char], first: &Measure) -> Option<usize> {
    let mark = past_blanks(text, first.end);
    let from = past_blanks(text, mark + 1);
    let c = *text.get(mark).filter(|c| "至到—-~".contains(**c))?;
    let next = *text.get(from)?;
    let digits = c != '-' || next.is_ascii_digit() || first.unit.is_some();
    (amount::starts(next) && digits).then_some(from)
}

/// 从40个到60个 tells of a change, not of a range; 从40个—60个 and 从40个到60个不等 tell of a range.
fn moves(text: &[char], at: usize, (first, second): (usize, usize)) -> bool {
    let led = at > 0 && "从由自".contains(text[at - 1]);
    let spans = ["不等", "之间", "间"].iter().any(|word| text[second..].starts_with(&word.chars().collect::<Vec<_>>()));
    led && !spans && text.get(past_blanks(text, first)).is_some_and(|c| "至到".contains(*c))
}

/// The words of scale of the second number belong to the first as well (3至5万), unless it is large enough without (8000至1万).
fn shared_scale(low: Decimal, first: &Amount, high: Decimal, second: &Amount) -> Decimal {
    let coefficient = high.checked_div(second.scale);
    let tenfold = coefficient.and_then(|coefficient| coefficient.checked_mul(Decimal::TEN));
    let shares = first.scale == Decimal::ONE && tenfold.is_none_or(|tenfold| low < tenfold);
    // 三至五百 means hundreds, 三到一百六十 and 五到十 don't
    let small = second.scale < 10_000.into()
        && coefficient.is_some_and(|coefficient| coefficient <= low || coefficient >= Decimal::TEN);
    if shares && !small { second.scale } else { Decimal::ONE }
}
