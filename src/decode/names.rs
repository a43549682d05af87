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
    channels: Vec<String>,
    towns: Vec<String>,
    surnames: String,
    double_surnames: Vec<String>,
}

/// Reads names.
#[derive(Debug)]
pub struct Names {
    roles: Regex,
    outlets: Vec<String>,
    channels: BTreeSet<String>,
    towns: Vec<String>,
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
        let roles = super::table::compile(&super::table::any_of(&words.roles))?;
        let (outlets, double_surnames) = (words.outlets.clone(), words.double_surnames.clone());
        let (channels, towns) = (words.channels.iter().cloned().collect(), words.towns.clone());
        Ok(Self { roles, outlets, channels, towns, surnames: words.surnames.chars().collect(), double_surnames })
    }

    /// The names of a stretch of plain text.
    pub fn read(&self, text: &str) -> Reading {
        if text.chars().nth(LONGEST).is_some() {
            return Reading::default();
        }
        let mut reading = Reading { pure: true, ..Reading::default() };
        let mut from = 0;
        for role in self.roles.find_iter(text).filter(|role| !is_inner(text, role.range())) {
            let piece = from..self.glued(text, from..role.start(), role.as_str());
            reading.role = true;
            self.piece(text, piece, &mut reading);
            from = role.end();
        }
        self.piece(text, from..text.len(), &mut reading);
        reading
    }

    /// Whether a text is names, their roles and outlets, and nothing else.
    pub fn is_credit(&self, text: &str) -> bool {
        if text.contains(['？', '！', '“', '…', '。', '%']) || !self.roles.is_match(text) {
            return false;
        }
        let reading = self.read(text);
        reading.pure && reading.role && !reading.names.is_empty()
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
        if self.is_outlet(word) || self.channels.contains(word) {
            return;
        }
        match self.split(word).or_else(|| self.sent(word)) {
            Some(names) => reading.names.extend(names.into_iter().map(|name| start + name.start..start + name.end)),
            None => reading.pure = false,
        }
    }

    /// Whether nothing stands in a stretch but outlets, channels and editions: 某江日报 A12 要闻.
    pub fn is_masthead(&self, text: &str, is_button: impl Fn(&str) -> bool) -> bool {
        let mut words = tokens(text, 0..text.len()).map(|token| &text[token]).peekable();
        let known = |word: &str| self.is_outlet(word) || self.channels.contains(word) || is_edition(word) || is_button(word);
        words.peek().is_some() && words.all(known)
    }

    /// The first outlet of a stretch.
    pub fn outlet(&self, text: &str) -> Option<Range<usize>> {
        tokens(text, 0..text.len()).find(|token| self.is_outlet(&text[token.clone()]))
    }

    /// Whether a line lists the channels of a site with nothing but blanks between: 首页 要闻 财经 体育.
    pub fn is_bar(&self, line: &str) -> bool {
        let (mut words, mut channels) = (0, 0);
        for word in line.split(' ').filter(|word| !word.is_empty()) {
            if word.chars().nth(6).is_some() || !word.chars().all(char::is_alphabetic) {
                return false;
            }
            words += 1;
            channels += usize::from(self.channels.contains(word));
        }
        words >= 3 && channels >= 2 && channels * 2 > words
    }

    /// What a label names where the names have no surname that is known: one word, or several for a pen name.
    pub fn labelled(&self, text: &str, pen: bool) -> Vec<Range<usize>> {
        let longest = if pen { 12 } else { 3 };
        let word = |token: &Range<usize>| {
            let word = &text[token.clone()];
            let fits = word.chars().all(|c| is_han(c) || pen && c.is_alphanumeric());
            fits && (2..=longest).contains(&word.chars().count()) && !word.starts_with('本') && !self.is_outlet(word)
        };
        let found: Vec<Range<usize>> = tokens(text, 0..text.len()).collect();
        let alone = pen || found.len() == 1;
        if alone && found.iter().all(word) { found } else { Vec::new() }
    }

    /// The names in what runs on to a town and a day: 王五台北8日电.
    fn sent(&self, word: &str) -> Option<Vec<Range<usize>>> {
        let digits = word.find(|c: char| c.is_ascii_digit())?;
        let day = word[digits..].trim_start_matches(|c: char| c.is_ascii_digit());
        if !day.starts_with('日') || day.chars().nth(5).is_some() || !day.ends_with(['电', '讯', '道', '导']) {
            return None;
        }
        let head = &word[..digits];
        let at: Vec<usize> = head.char_indices().map(|(byte, _)| byte).collect();
        let town = |byte: &usize| self.towns.iter().any(|town| head[*byte..].starts_with(town.as_str()));
        let before = |byte: usize| self.split(&head[..byte]).filter(|names| !names.is_empty());
        let known = at.iter().skip(2).take(12).filter(|byte| town(byte)).find_map(|byte| before(*byte));
        let guessed = || [3, 2].into_iter().filter(|size| at.len() > size + 1).find_map(|size| before(at[size]));
        known.or_else(guessed).or_else(|| self.split(head))
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
        if length > LONGEST || !word.chars().all(is_han) {
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

/// A Chinese character, rare ones too.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a word of a role is but a part of a longer word or name: 文 in 文化报 and 何某文.
fn is_inner(text: &str, role: Range<usize>) -> bool {
    if text[role.clone()].chars().nth(1).is_some() {
        return false;
    }
    let word: usize = text[role.end..].chars().take(8).take_while(|c| !is_separator(*c)).count();
    let before = text[..role.start].chars().next_back().is_some_and(is_han);
    let after = &text[role.end..];
    let whole = ["/图", "/摄", " /图", "丨", "|"].iter().any(|rest| after.starts_with(rest));
    word > 6 || before && (after.starts_with(is_han) || &text[role] == "文" && !whole)
}

/// A12, 地方版, 第3版.
fn is_edition(word: &str) -> bool {
    let numbered = || word.chars().skip(1).all(|c| c.is_ascii_digit()) && word.chars().nth(1).is_some();
    let short = word.chars().nth(5).is_none();
    short && (word.ends_with('版') || word.starts_with(|c: char| c.is_ascii_uppercase()) && numbered())
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
    fn bars_and_mastheads_are_lists_of_known_words() {
        let names = Names::new(&super::super::table::read(&Files::embedded()).unwrap().words).unwrap();
        for (text, want) in [
            ("首页 宏观 产业 海关 金融", true),
            ("某某百科 首页 分类索引 地理 民俗", true),
            ("王明 李四 张三 赵六", false),
            ("国际 友城", false),
            ("国际 国内 两市今天签约结为友好城市", false),
            ("工业 农业 教育 卫生 文化", false),
        ] {
            assert_eq!(names.is_bar(text), want, "{text}");
        }
        for (text, want) in
            [("某港日报 A12 港闻", true), ("某港时报 地方版 分享", true), ("某港", false), ("武汉 签约", false), ("", false)]
        {
            assert_eq!(names.is_masthead(text, |word| word == "分享"), want, "{text}");
        }
    }

    #[test]
    fn names_are_found_among_roles_and_outlets() {
        let names = Names::new(&super::super::table::read(&Files::embedded()).unwrap().words).unwrap();
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
            ("何绮文", "何绮文", true),
            ("某江文化报记者 李四", "李四", true),
            ("王明 文/图", "王明", true),
            ("某岛社记者许明远嘉义市8日电", "许明远", true),
            ("某岛社记者王五台北8日电", "王五", true),
            ("记者王明石家庄8日电", "王明", true),
            ("记者陆遥、王明德8日电", "陆遥,王明德", true),
            ("记者周𫖯", "周𫖯", true),
            ("记者从省外办获悉", "", false),
            ("记者探访武汉街头", "", false),
        ] {
            let reading = names.read(text);
            let found: Vec<&str> = reading.names.iter().map(|name| &text[name.clone()]).collect();
            assert_eq!((found.join(",").as_str(), reading.pure), (want, pure), "{text}");
        }
    }
}
