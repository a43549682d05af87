//! Codes: runs of Latin letters and digits that name something (KF94, AH-64, COVID-19), telephone numbers and addresses of
//! the web. Plain numbers and measures (5km, US$300) are none.

use rustc_hash::FxHashSet;

/// Which Latin letters beside digits are a unit or a currency and so make no code.
#[derive(Clone, Debug, Default)]
pub struct Codes {
    units: FxHashSet<String>,
    currencies: FxHashSet<String>,
}

impl Codes {
    /// With the units (`km`) and currencies (`RMB`) that are written in Latin letters.
    pub fn new(units: impl IntoIterator<Item = String>, currencies: impl IntoIterator<Item = String>) -> Self {
        Self { units: units.into_iter().collect(), currencies: currencies.into_iter().collect() }
    }

    /// The end of the run of letters and digits at `at`, and whether that is a code. A run must be asked for at its start.
    pub fn read(&self, text: &[char], at: usize) -> (usize, bool) {
        if let Some(end) = address(text, at) {
            return (end, true);
        }
        let end = run(text, at);
        let token = &text[at..end];
        let letters = token.iter().any(char::is_ascii_alphabetic);
        let digits = token.iter().any(char::is_ascii_digit);
        match (letters, digits) {
            (true, true) => (end, !self.is_measure(token)),
            (true, false) => (end, token.contains(&'@')),
            (false, _) => (end, is_telephone(token)),
        }
    }

    /// 12.5km, RMB500.
    fn is_measure(&self, token: &[char]) -> bool {
        let number = |c: &&char| c.is_ascii_digit() || ".,-~".contains(**c);
        let front = token.iter().take_while(number).count();
        let behind: String = token[front..].iter().collect();
        let letters = token.iter().take_while(|c| c.is_ascii_alphabetic()).count();
        let before: String = token[..letters].iter().collect();
        let amount = token[letters..].iter().all(|c| number(&c));
        self.units.contains(&behind) || (amount && self.currencies.contains(&before))
    }
}

/// Letters and digits, with single marks between them.
fn run(text: &[char], at: usize) -> usize {
    let alnum = |n: usize| text.get(n).is_some_and(char::is_ascii_alphanumeric);
    let mut end = at;
    while alnum(end) || (end > at && text.get(end).is_some_and(|c| "-./_@".contains(*c)) && alnum(end + 1)) {
        end += 1;
    }
    end.max(at + 1)
}

/// `https://…` and `www.…`, with the marks that were widened: ：？；！
fn address(text: &[char], at: usize) -> Option<usize> {
    let rest = &text[at..];
    let starts = |word: &str| rest.iter().copied().take(word.len()).map(|c| if c == '：' { ':' } else { c }).eq(word.chars());
    if !["http://", "https://", "www."].into_iter().any(starts) {
        return None;
    }
    let inside = |c: char| c.is_ascii_graphic();
    let mut end = at;
    while let Some(&c) = text.get(end) {
        let wide = "：？；！".contains(c) && text.get(end + 1).is_some_and(|next| inside(*next));
        if !inside(c) && !wide {
            break;
        }
        end += 1;
    }
    Some(end)
}

/// 0591-55501234, 400-800-1234, 13800000000, 192.168.0.1; not 2024-05-01.
fn is_telephone(token: &[char]) -> bool {
    let digits = token.iter().filter(|c| c.is_ascii_digit()).count();
    let count = |mark: char| token.iter().filter(|c| **c == mark).count();
    let first = token.iter().take_while(|c| c.is_ascii_digit()).count();
    let dashes = count('-') > 0 && digits >= 10 && (first != 4 || token[0] == '0') && count('.') == 0;
    let mobile = token.len() == 11 && digits == 11 && token[0] == '1' && "3456789".contains(token[1]);
    dashes || mobile || (count('.') == 3 && count('-') == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_from_measures_and_dates() {
        let codes = Codes::new(["km".into(), "km/h".into()], ["RMB".into()]);
        for (text, want) in [
            ("KF94口罩", Some("KF94")),
            ("AH-64直升机", Some("AH-64")),
            ("5G网络", Some("5G")),
            ("PM2.5浓度", Some("PM2.5")),
            ("https：//a.cn/b？q=30%25 后", Some("https：//a.cn/b？q=30%25")),
            ("0591-55501234，", Some("0591-55501234")),
            ("13800001111。", Some("13800001111")),
            ("192.168.0.1", Some("192.168.0.1")),
            ("news@a.cn", Some("news@a.cn")),
            ("5km", None),
            ("350km/h", None),
            ("RMB500", None),
            ("2024-05-01", None),
            ("2020-2021", None),
            ("NBA", None),
            ("12345", None),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let (end, is_code) = codes.read(&chars, 0);
            let found: String = chars[..end].iter().collect();
            assert_eq!(is_code.then_some(found.as_str()), want, "{text}");
        }
    }
}
