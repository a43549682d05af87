//! Sentences and words.

use std::io::BufRead;

use jieba_rs::Jieba;

use crate::error::{Error, Result};
use crate::span::Span;

/// Cuts text into sentences, and sentences into words with their part of speech.
pub struct Segmenter {
    jieba: Jieba,
}

/// One word of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// Within the text that was cut.
    pub span: Span,
    /// As jieba's dictionary has it: `n`, `ns`, `v`, `m`, `x`…
    pub tag: &'a str,
}

/// No sentence is longer; a longer one is cut at its last comma before, so that cost stays linear.
const LONGEST: usize = 600;
/// So far back an address is looked for.
const ADDRESS: usize = 200;

impl Segmenter {
    /// The built-in dictionary.
    pub fn new() -> Self {
        Self { jieba: Jieba::new() }
    }

    /// Adds a user dictionary in jieba's form: a word, its frequency and its part of speech a line, the last two optional.
    ///
    /// # Errors
    /// A line that is not of that form.
    pub fn with_dictionary(mut self, path: &str, reader: &mut impl BufRead) -> Result<Self> {
        let wrong = |error| Error::Usage(format!("{path}: {error}\n  write one word a line: `义王市 1000 ns`"));
        self.jieba.load_dict(reader).map_err(wrong)?;
        Ok(self)
    }

    /// The words of a text, without gaps.
    pub fn words<'a>(&'a self, text: &'a str) -> Vec<Word<'a>> {
        let tags = self.jieba.tag(text, false);
        tags.iter().map(|tag| Word { span: Span::new(tag.start, tag.end), tag: tag.tag }).collect()
    }
}

impl Default for Segmenter {
    fn default() -> Self {
        Self::new()
    }
}

/// The sentences of `text[within]`, without the blanks around them. A sentence ends at 。！？； or at the end of a line; a closing
/// quotation mark or bracket behind that still belongs to it. A line that breaks within a number and its unit doesn't end one.
pub fn sentences(text: &[char], within: Span) -> Vec<Span> {
    let (mut found, mut start) = (Vec::new(), within.start as usize);
    let end = within.end as usize;
    let mut at = start;
    while at < end {
        let stop = match text[at] {
            '！' | '？' | '；' if in_code(&text[start..end], at - start) => {
                at += 1;
                continue;
            }
            '。' | '！' | '？' | '；' => closing(text, at + 1, end),
            // 【与昌原市结好】: a headline within the line
            '】' if text[start..at].contains(&'【') => at + 1,
            '\n' | '\r' if !wrapped(text, at, end) => at + 1,
            _ if at - start >= LONGEST => last_comma(text, start, at),
            _ => {
                at += 1;
                continue;
            }
        };
        push(text, start, stop, &mut found);
        start = stop;
        at = stop;
    }
    push(text, start, end, &mut found);
    found
}

/// Whether a mark stands in an address (`a.cn/b?id=1`), an entity (`&nbsp;`) or between small letters (`a;b`), not at the end of a
/// sentence.
fn in_code(text: &[char], at: usize) -> bool {
    let from = at.saturating_sub(ADDRESS);
    let run = text[from..at].iter().rev().take_while(|c| c.is_ascii_graphic() || "？！；：—".contains(**c)).count();
    let run = &text[at - run..at];
    let entity = || run.iter().rev().take(9).position(|c| *c == '&').is_some_and(|length| length > 1);
    let goes_on = || text.get(at + 1).is_some_and(|c| c.is_ascii_alphanumeric() || "/&#%=_".contains(*c));
    let address = || {
        run.windows(2).any(|pair| pair == ['/', '/']) || run.windows(4).any(|four| four == ['w', 'w', 'w', '.']) || path(run)
    };
    let small = |c: Option<&char>| c.is_some_and(char::is_ascii_lowercase);
    !run.is_empty()
        && (text[at] == '；' && entity() || goes_on() && (address() || small(run.last()) && small(text.get(at + 1))))
}

/// `a.cn/b`
fn path(run: &[char]) -> bool {
    let slash = run.iter().position(|c| *c == '/');
    slash.is_some_and(|slash| run[..slash].contains(&'.') && run[..slash].iter().any(char::is_ascii_alphabetic))
}

/// A hard line break within a quantity or a date: `104⏎对`.
fn wrapped(text: &[char], at: usize, end: usize) -> bool {
    let next = text[at..end].iter().find(|c| !c.is_whitespace());
    at > 0 && text[at - 1].is_ascii_digit() && next.is_some_and(|c| "年月日个对家名人万亿件次只台所座项元".contains(*c))
}

fn closing(text: &[char], mut at: usize, end: usize) -> usize {
    while at < end && "”’）》。！？…".contains(text[at]) {
        at += 1;
    }
    at
}

fn last_comma(text: &[char], start: usize, at: usize) -> usize {
    (start + 1..at).rev().find(|&n| "，、 ".contains(text[n])).map_or(at, |n| n + 1)
}

fn push(text: &[char], start: usize, end: usize, found: &mut Vec<Span>) {
    let blank = |n: &usize| text[*n].is_whitespace();
    let Some(first) = (start..end).find(|n| !blank(n)) else { return };
    let last = (first..end).rev().find(|n| !blank(n)).expect("at least the first");
    found.push(Span::new(first, last + 1));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_within_an_address_ends_no_sentence() {
        for (text, want) in [
            ("见http：//a.cn/b？id=1&c=2。两市签约。", "见http：//a.cn/b？id=1&c=2。|两市签约。"),
            ("见a.cn/b.php？id=1", "见a.cn/b.php？id=1"),
            ("见a.cn/b？两市签约", "见a.cn/b？|两市签约"),
            ("两市&nbsp；签约", "两市&nbsp；签约"),
            ("字段a；b相同", "字段a；b相同"),
            ("增长5%；10月下降", "增长5%；|10月下降"),
            ("什么是5G？6G呢？", "什么是5G？|6G呢？"),
            ("出口100吨；进口20吨", "出口100吨；|进口20吨"),
        ] {
            let plain: Vec<char> = text.chars().collect();
            let found = sentences(&plain, Span::new(0, plain.len()));
            let got: Vec<String> = found.iter().map(|span| plain[span.range()].iter().collect()).collect();
            assert_eq!(got.join("|"), want);
        }
    }
}
