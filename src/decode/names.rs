//! Names of people in a credit: 记者 李婷 通讯员 顾锋, 孙虹吴冠标.

use std::collections::BTreeSet;
use std::ops::Range;

use regex::Regex;
use serde::Deserialize;

use crate::error::Diagnostic;

/// The words that names stand among, as the table lists them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub roles: Vec<String>,
    pub outlets: Vec<String>,
    pub wires: Vec<String>,
    surnames: String,
    double_surnames: Vec<String>,
}

/// Reads names.
#[derive(Debug)]
pub struct Names {
    roles: Regex,
    outlets: Vec<String>,
    surnames: BTreeSet<char>,
    double_surnames: Vec<String>,
}

/// What a stretch of text holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Byte ranges of the names.
    pub names: Vec<Range<usize>>,
    /// Whether there is nothing but names, outlets and words of a role.
    pub pure: bool,
    /// Whether a word of a role is there.
    pub role: bool,
}

/// No credit is longer, in characters; a longer stretch is not looked at.
const LONGEST: usize = 200;

impl Names {
    /// Compiles the words.
    ///
    /// # Errors
    /// Words that make no regex.
    pub fn new(words: &Words) -> Result<Self, Diagnostic> {
        let roles = super::grammar::compile(&super::grammar::any_of(&words.roles))?;
        let (outlets, double_surnames) = (words.outlets.clone(), words.double_surnames.clone());
        Ok(Self { roles, outlets, surnames: words.surnames.chars().collect(), double_surnames })
    }

    /// The names of a stretch of plain text.
    pub fn read(&self, text: &str) -> Reading {
        if text.chars().nth(LONGEST).is_some() {
            return Reading::default();
        }
        let mut reading = Reading { pure: true, ..Reading::default() };
        let mut from = 0;
        for role in self.roles.find_iter(text) {
            let piece = from..self.glued(text, from..role.start(), role.as_str());
            reading.role = true;
            self.piece(text, piece, &mut reading);
            from = role.end();
        }
        self.piece(text, from..text.len(), &mut reading);
        reading
    }

    /// Where a piece ends when the outlet or town that has run into the word of a role behind it is left out
    /// (某江融媒记者, 王明/某江报道); a lone word between two roles is a name.
    fn glued(&self, text: &str, piece: Range<usize>, role: &str) -> usize {
        let before = &text[piece.clone()];
        let start = before.rfind(is_separator).map(|at| at + before[at..].chars().next().map_or(0, char::len_utf8));
        let glued = &before[start.unwrap_or(0)..];
        let person = role.ends_with("记者") || role.ends_with("编辑") || role.ends_with(['员', '生', '人']);
        let sent = before.contains('/') && (role.ends_with("报道") || role.ends_with("报导"));
        let one = glued.chars().count() <= 14 && glued.chars().all(|c| c.is_alphanumeric() || "·-".contains(c));
        match start {
            _ if !(person || sent) || !one => piece.end,
            Some(start) => piece.start + start,
            None if piece.start == 0 => 0,
            None => piece.end,
        }
    }

    /// What stands between two words of a role.
    fn piece(&self, text: &str, within: Range<usize>, reading: &mut Reading) {
        let mut single: Option<Range<usize>> = None;
        for token in tokens(text, within) {
            let word = &text[token.clone()];
            let one = word.chars().nth(1).is_none();
            match single.take() {
                // A name of two characters is set wide: 陈　柱.
                Some(first) if one => reading.names.push(first.start..token.end),
                None if one => single = Some(token),
                _ => self.token(word, token.start, reading),
            }
        }
        reading.pure &= single.is_none();
    }

    fn token(&self, word: &str, start: usize, reading: &mut Reading) {
        if self.is_outlet(word) {
            return;
        }
        match self.split(word) {
            Some(names) => reading.names.extend(names.into_iter().map(|name| start + name.start..start + name.end)),
            None => reading.pure = false,
        }
    }

    fn is_outlet(&self, word: &str) -> bool {
        let length = word.chars().count();
        let fits = (3..=14).contains(&length) && word.chars().all(|c| c.is_alphanumeric() || "·-".contains(c));
        word == "本报" || fits && self.outlets.iter().any(|ending| word.ends_with(ending.as_str()))
    }

    /// A name, or names run together, each beginning with a surname; three characters a name where there is a choice.
    fn split(&self, word: &str) -> Option<Vec<Range<usize>>> {
        let at: Vec<usize> = word.char_indices().map(|(byte, _)| byte).chain([word.len()]).collect();
        let length = at.len() - 1;
        if word.contains('·') && length <= 20 {
            let whole = 0..word.len();
            return word.chars().all(is_letter).then(|| vec![whole]);
        }
        if !word.chars().all(|c| matches!(c, '\u{3400}'..='\u{9fff}')) {
            return None;
        }
        // For each position the length of the last name that ends there.
        let mut last = vec![0; length + 1];
        for end in 2..=length {
            let fits = |size: &usize| {
                let start = end.checked_sub(*size);
                start.is_some_and(|start| (start == 0 || last[start] > 0) && self.is_name(&word[at[start]..at[end]], *size))
            };
            last[end] = [3, 2, 4].into_iter().find(fits).unwrap_or(0);
        }
        let mut names = Vec::new();
        let mut end = length;
        while end > 0 {
            let size = *last.get(end).filter(|size| **size > 0)?;
            names.push(at[end - size]..at[end]);
            end -= size;
        }
        names.reverse();
        Some(names)
    }

    fn is_name(&self, word: &str, size: usize) -> bool {
        let double = self.double_surnames.iter().any(|surname| word.starts_with(surname.as_str()));
        let surname = word.chars().next().is_some_and(|c| self.surnames.contains(&c));
        match size {
            4 => double,
            _ => surname || double && size == 3,
        }
    }
}

fn is_letter(c: char) -> bool {
    c == '·' || c.is_alphabetic()
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || "、，,/|丨；;：（）【】[]&".contains(c)
}

/// Stretches without a separator.
fn tokens(text: &str, within: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let start = within.start;
    let mut at = start;
    text[within].split_inclusive(is_separator).filter_map(move |part| {
        let from = at;
        at += part.len();
        let word = part.trim_end_matches(is_separator);
        (!word.is_empty()).then(|| from..from + word.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Files;

    #[test]
    fn names_are_found_among_roles_and_outlets() {
        let names = Names::new(&super::super::grammar::table(&Files::embedded()).unwrap().words).unwrap();
        for (text, want, pure) in [
            ("湖北日报全媒记者 李婷 通讯员 顾锋", "李婷,顾锋", true),
            ("某州融媒记者 农秀芳", "农秀芳", true),
            ("李婷 某江日报通讯员 顾锋", "李婷,顾锋", true),
            ("记者 陈 柱", "陈 柱", true),
            ("孙虹吴冠标", "孙虹,吴冠标", true),
            ("林馨陆瑶", "林馨,陆瑶", true),
            ("欧阳廷宣", "欧阳廷宣", true),
            ("新华社记者兰红光摄", "兰红光", true),
            ("记者：马克·威廉斯", "马克·威廉斯", true),
            ("记者从省外办获悉", "", false),
            ("记者探访武汉街头", "", false),
        ] {
            let reading = names.read(text);
            let found: Vec<&str> = reading.names.iter().map(|name| &text[name.clone()]).collect();
            assert_eq!((found.join(",").as_str(), reading.pure), (want, pure), "{text}");
        }
    }
}
