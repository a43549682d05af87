//! The numerals of calendar expressions: years written digit by digit, and whole numbers below ten thousand.
//! Quantities have a reader of their own.

/// What is read, and where it ends.
pub(super) type Found<T> = Option<(T, usize)>;

/// The value of a Chinese digit.
pub(super) fn digit(c: char) -> Option<i64> {
    let at = "〇一二三四五六七八九".chars().position(|d| d == c);
    match c {
        '零' => Some(0),
        '两' => Some(2),
        _ => at.and_then(|n| i64::try_from(n).ok()),
    }
}

/// Whether a character can stand in a Chinese numeral.
pub(super) fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '〇' | '零'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '亿'
            | '两'
            | '廿'
            | '卅'
    )
}

/// The end of the unbroken numeral at `at`, in ASCII digits or Chinese; `at` where there is none.
pub(super) fn run(text: &[char], at: usize) -> usize {
    let ascii = text.get(at).is_some_and(char::is_ascii_digit);
    let same = |c: &&char| if ascii { c.is_ascii_digit() } else { is_numeral(**c) };
    at + text[at.min(text.len())..].iter().take_while(same).count()
}

/// A year of four digits, ASCII, Chinese or mixed (二0一六).
pub(super) fn year(text: &[char], at: usize) -> Found<i16> {
    let end = at + 4;
    let free = |n: usize| text.get(n).is_none_or(|c| !c.is_ascii_digit() && !is_numeral(*c));
    if end > text.len() || !free(end) {
        return None;
    }
    let value = text[at..end].iter().try_fold(0, |sum, &c| Some(sum * 10 + any_digit(c)?))?;
    let plausible = (1000..=2200).contains(&value) && !text[at..end].contains(&'两');
    plausible.then(|| i16::try_from(value).ok()).flatten().map(|year| (year, end))
}

/// A whole number of at most four ASCII digits, or in Chinese; the whole run of numerals must be it.
pub(super) fn whole(text: &[char], at: usize) -> Found<i64> {
    let end = run(text, at);
    if end == at || end > at + 9 {
        return None;
    }
    let value = if text[at].is_ascii_digit() { ascii(&text[at..end]) } else { chinese(&text[at..end]) };
    value.map(|value| (value, end))
}

fn any_digit(c: char) -> Option<i64> {
    c.to_digit(10).map(i64::from).or_else(|| digit(c))
}

fn ascii(digits: &[char]) -> Option<i64> {
    let short = digits.len() <= 4;
    short.then(|| digits.iter().fold(0, |sum, &c| sum * 10 + c.to_digit(10).map_or(0, i64::from)))
}

/// 十五, 二十, 一百零三, 廿三; no 三五 (three to five), no 一五 (digit by digit).
fn chinese(numeral: &[char]) -> Option<i64> {
    let (mut total, mut open, mut below) = (0, None, 10_000);
    for &c in numeral {
        let (times, unit) = match c {
            '〇' | '零' if open.is_none() && total > 0 => continue,
            '廿' => (open.is_none().then_some(2)?, 10),
            '卅' => (open.is_none().then_some(3)?, 10),
            '十' => (open.take().unwrap_or(1), 10),
            '百' => (open.take()?, 100),
            '千' => (open.take()?, 1000),
            _ if open.is_none() => {
                open = Some(digit(c)?);
                continue;
            }
            _ => return None,
        };
        if unit >= below {
            return None;
        }
        (total, below) = (total + times * unit, unit);
    }
    Some(total + open.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_of_dates_are_read() {
        for (text, want) in [
            ("15", Some(15)),
            ("十五", Some(15)),
            ("二十", Some(20)),
            ("三十一", Some(31)),
            ("廿三", Some(23)),
            ("一百零三", Some(103)),
            ("一千二百", Some(1200)),
            ("两", Some(2)),
            ("三五", None),
            ("二三十", None),
            ("十百", None),
            ("12345", None),
        ] {
            let text: Vec<char> = text.chars().collect();
            assert_eq!(whole(&text, 0).map(|found| found.0), want, "{text:?}");
        }
    }

    #[test]
    fn years_have_four_digits() {
        for (text, want) in [
            ("一九九六年", Some(1996)),
            ("二〇三五", Some(2035)),
            ("1996", Some(1996)),
            ("二0一六年", Some(2016)),
            ("19961", None),
            ("四千五百", None),
        ] {
            let text: Vec<char> = text.chars().collect();
            assert_eq!(year(&text, 0).map(|found| found.0), want, "{text:?}");
        }
    }
}
