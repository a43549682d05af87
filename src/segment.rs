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
            '。' | '！' | '？' | '；' => closing(text, at + 1, end),
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
