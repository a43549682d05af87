//! Reads one numeral, whatever its form: `1,234.56万`, `一万零十二`, `壹佰贰拾`, `二〇二一`, `百` with its one left out.
//! What stands around a numeral (bounds, units, ranges) is left to the readers of quantities and times.

use rust_decimal::Decimal;

pub use super::numeral::{Form, Numeral, digit, power, scales};
use super::numeral::{LONGEST, fraction, scale, scaled};
use super::sum::{after_digits, chinese};

/// Every Chinese character that a numeral may begin with.
pub const ALL: &str = "零〇一壹二两贰三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿兆廿卅";

/// Whether a numeral may begin with this character.
pub fn starts(c: char) -> bool {
    c.is_ascii_digit() || digit(c).is_some() || power(c).is_some()
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
        return chinese(text, at);
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
    end += usize::from(apart(text, end));
    if point { scaled(text, end, value, Form::Digits) } else { after_digits(text, at, end, value) }
}

/// Whether a comma or blank at `at` stands before a group of three digits: 1,200 or 12 000.
fn group(text: &[char], start: usize, at: usize, mark: char) -> bool {
    let first = text[start..at].iter().position(|&c| c == mark).unwrap_or(at - start);
    let three = (1..4).all(|n| text.get(at + n).is_some_and(char::is_ascii_digit));
    (1..=3).contains(&first) && three && !text.get(at + 4).is_some_and(char::is_ascii_digit) && text[start] != '0'
}

/// Whether a word of scale stands behind a blank: 4 万亿美元.
fn apart(text: &[char], at: usize) -> bool {
    const NAMES: &str = "科达象事众博宝豪年里";
    let scale = text.get(at) == Some(&' ') && text.get(at + 1).is_some_and(|c| "万亿".contains(*c));
    scale && !text.get(at + 2).is_some_and(|c| NAMES.contains(*c))
}

/// 4,19万欧元: a comma before one or two digits and a word of scale is a decimal point.
fn decimal_comma(text: &[char], at: usize) -> bool {
    let digits = text[at + 1..].iter().take(3).take_while(|c| c.is_ascii_digit()).count();
    (1..=2).contains(&digits) && text.get(at + 1 + digits).is_some_and(|c| "万亿".contains(*c))
}

/// Digits in a row are a number read out (二〇二一) where no word of scale follows.
fn in_a_row(text: &[char], at: usize, length: usize) -> Option<Numeral> {
    let scaled = scale(text, at + length);
    // 七五二亿元, as papers of Taiwan write; 三五万 is a span, and read elsewhere
    let figures = scaled.is_some_and(|power| power >= 4) && (length > 2 || !beside(text[at], text[at + 1]));
    if scaled.is_some() && !figures || text[at..at + length].contains(&'两') {
        return chinese(text, at);
    }
    let mut value = Decimal::ZERO;
    for c in &text[at..at + length] {
        value = value.checked_mul(Decimal::TEN)?.checked_add(digit(*c)?.into())?;
    }
    if figures {
        return after_digits(text, at, at + length, value);
    }
    let (end, value) = fraction(text, at + length, value).unwrap_or((at + length, value));
    Some(Numeral { end, value, form: Form::Row, scale: Decimal::ONE })
}

/// Whether two digits name a span: 三五, 七八.
fn beside(low: char, high: char) -> bool {
    digit(low).zip(digit(high)).is_some_and(|(low, high)| high == low + 1 || (low, high) == (3, 5))
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

    const READ: &[(&str, &str)] = &[
        ("43个", "43|个"),
        ("1,234.56万美元", "12345600|美元"),
        ("12 000人", "12000|人"),
        ("12 00人", "12| 00人"),
        ("1,2万", "12000|"),
        ("4,19万欧元", "41900|欧元"),
        ("3，500元", "3500|元"),
        ("2万", "20000|"),
        ("七五二亿元", "75200000000|元"),
        ("三一八万人", "3180000|人"),
        ("五二万", "520000|"),
        ("一二〇〇元", "1200|元"),
        ("5万2，", "52000|，"),
        ("5万2千", "52000|"),
        ("5万2人", "50000|2人"),
        ("4 万亿美元", "4000000000000|美元"),
        ("4.5 万人", "45000|人"),
        ("12 万科", "12| 万科"),
        ("1万2千字", "12000|字"),
        ("2千字节", "2|千字节"),
        ("1.2万亿元", "1200000000000|元"),
        ("2亿3000万元", "230000000|元"),
        ("2万3000人", "23000|人"),
        ("2万3,000人", "23000|人"),
        ("2万3,00人", "20000|3,00人"),
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
        ("廿二万元", "220000|元"),
        ("一百廿二万元", "1220000|元"),
        ("三千卅户", "3030|户"),
        ("廿七·四%", "27.4|%"),
        ("十九.九%", "19.9|%"),
        ("二.五亿元", "250000000|元"),
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
    ];

    #[test]
    fn numerals_are_read_in_every_form() {
        for (text, want) in READ {
            assert_eq!(shown(text), *want, "{text}");
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
