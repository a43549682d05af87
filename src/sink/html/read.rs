//! What a fact was read as, in words for an editor.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::words;
use crate::fact::{Fact, HEAD, Value};
use crate::value::{Basis, Granularity, Place, Qualifier, Quantity, Time};

/// A fact in one line: `武汉市 — 大分市（1979年）`.
pub fn fact(fact: &Fact) -> String {
    let get = |name| value(fact.value.get(name));
    match &*fact.kind {
        "city_pair" => format!("{} — {}{}", or_unknown(get("a")), or_unknown(get("b")), bracketed(&since(fact))),
        "donation" => {
            let given = joined([get("items"), get("money")], "，");
            format!("{} → {}：{}", or_unknown(get("donor")), or_unknown(get("recipient")), or_unknown(given))
        }
        _ => match fact.value.get(HEAD) {
            Value::Null => joined(fact.value.0.iter().map(|(_, field)| value(field)), " · "),
            head => joined([get("scope"), value(head)], "："),
        },
    }
}

/// When a tie began, as short as it is known: `1979`.
pub fn since(fact: &Fact) -> String {
    match fact.value.get("since") {
        Value::Time(since) => since.edtf.clone().unwrap_or_else(|| since.text.clone()),
        other => value(other),
    }
}

/// A value in words; empty where there is none.
pub fn value(value: &Value) -> String {
    match value {
        Value::Null | Value::Flag(false) => String::new(),
        Value::Flag(true) => "是".into(),
        Value::Quantity(quantity) => self::quantity(quantity),
        Value::Time(time) => self::time(time),
        Value::Place(place) => place.name.clone(),
        Value::Party(party) => party.text.clone(),
        Value::Text(text) => words::choice(text).to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Many(values) => joined(values.iter().map(self::value), "、"),
    }
}

/// What else is known of a value, for the details: a place's country and code, what a time rests on.
pub fn more(value: &Value) -> String {
    match value {
        Value::Place(place) => self::place(place),
        Value::Party(party) => party.place.as_ref().map(self::place).unwrap_or_default(),
        Value::Time(time) => joined([format!("“{}”", time.text), basis(time)], "，"),
        Value::Quantity(quantity) => joined([format!("“{}”", quantity.text), bounds(quantity)], "，"),
        Value::Null | Value::Text(_) | Value::Number(_) | Value::Flag(_) | Value::Many(_) => String::new(),
    }
}

/// The parts that say something, with `between` between them.
pub fn joined(parts: impl IntoIterator<Item = String>, between: &str) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(between)
}

fn or_unknown(text: String) -> String {
    if text.is_empty() { "（未写明）".into() } else { text }
}

fn bracketed(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("（{text}）") }
}

fn quantity(quantity: &Quantity) -> String {
    let number = match (quantity.value, quantity.qualifier) {
        (Some(value), Qualifier::Exact | Qualifier::Range) => grouped(value),
        (Some(value), qualifier) => format!("{} {}", words::choice(qualifier.word()), grouped(value)),
        (None, _) => range(quantity),
    };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    joined([number, text(&quantity.unit), text(&quantity.noun)], " ")
}

fn range(quantity: &Quantity) -> String {
    let end = |n: Option<Decimal>| n.map(grouped).unwrap_or_default();
    if quantity.min.is_none() && quantity.max.is_none() {
        return String::new();
    }
    format!("{}–{}", end(quantity.min), end(quantity.max))
}

fn bounds(quantity: &Quantity) -> String {
    let exact = quantity.min == quantity.max || quantity.value.is_none();
    match (quantity.min, quantity.max) {
        _ if exact => String::new(),
        (Some(min), None) => format!("不低于 {}", grouped(min)),
        (None, Some(max)) => format!("不高于 {}", grouped(max)),
        (min, max) => format!("{}–{}", min.map(grouped).unwrap_or_default(), max.map(grouped).unwrap_or_default()),
    }
}

/// A number with its thousands apart: `1,570,000`.
fn grouped(number: Decimal) -> String {
    let text = number.normalize().to_string();
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        let behind = whole.len() - at;
        let inside = at > 0 && behind.is_multiple_of(3) && !grouped.ends_with('-');
        grouped.extend(inside.then_some(','));
        grouped.push(digit);
    }
    grouped.extend(rest.into_iter().flat_map(|rest| ['.'].into_iter().chain(rest.chars()).collect::<Vec<_>>()));
    grouped
}

fn time(time: &Time) -> String {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    match (time.earliest, time.latest, time.granularity, time.basis) {
        (None, None, Granularity::Vague, _) => format!("{}（时间不定）", time.text),
        (None, None, _, Basis::None) => format!("{}（缺发布日期，未能确定）", time.text),
        (None, None, _, _) => time.text.clone(),
        (earliest, latest, _, _) if earliest == latest => day(earliest),
        (earliest, latest, _, _) => whole(earliest, latest).unwrap_or_else(|| format!("{} 至 {}", day(earliest), day(latest))),
    }
}

/// A whole year or month by its own name: `1979年`, `1979年6月`.
fn whole(earliest: Option<Date>, latest: Option<Date>) -> Option<String> {
    let (from, to) = (earliest?, latest?);
    let month = from.first_of_month() == from && to == from.last_of_month();
    let year = from.first_of_year() == from && to == from.last_of_year();
    match (year, month) {
        (true, _) => Some(format!("{}年", from.year())),
        (_, true) => Some(format!("{}年{}月", from.year(), from.month())),
        (false, false) => None,
    }
}

fn basis(time: &Time) -> String {
    let word = serde_json::to_value(time.basis).unwrap_or_default();
    let basis = words::choice(word.as_str().unwrap_or_default()).to_owned();
    let from = time.from.as_ref().map(|from| format!("由“{from}”")).unwrap_or_default();
    format!("{from}{basis}")
}

fn place(place: &Place) -> String {
    let written = if place.text == place.name { String::new() } else { format!("“{}”", place.text) };
    joined([written, place.country.clone().unwrap_or_default(), place.code.clone().unwrap_or_default()], " · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_their_thousands_apart() {
        for (number, want) in
            [("104", "104"), ("1570000", "1,570,000"), ("1234.5600", "1,234.56"), ("-100", "-100"), ("-1000", "-1,000")]
        {
            assert_eq!(grouped(number.parse().unwrap()), want);
        }
    }

    #[test]
    fn a_whole_year_or_month_goes_by_its_name() {
        for (earliest, latest, want) in [
            ("1979-01-01", "1979-12-31", Some("1979年")),
            ("2024-02-01", "2024-02-29", Some("2024年2月")),
            ("2021-06-02", "2021-06-04", None),
        ] {
            assert_eq!(whole(earliest.parse().ok(), latest.parse().ok()).as_deref(), want);
        }
    }
}
