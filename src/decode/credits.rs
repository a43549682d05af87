//! Labelled values: 来源：新华网 编辑：李燕 责编：李玥, with or without blanks between, and the date among them.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;
use regex::Regex;

use super::dates;
use super::grammar::{Shape, any_of, compile};
use super::names::Names;
use crate::error::Diagnostic;

/// What a label says of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Time,
    Source,
    Editors,
    Authors,
    /// Others who had a part in it.
    Staff,
    /// Counters and buttons.
    Other,
}

/// Finds labels and their values.
#[derive(Debug)]
pub struct Labels {
    labels: Regex,
    roles: BTreeMap<String, Role>,
}

/// A label with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labelled {
    pub role: Role,
    /// Bytes of the line.
    pub value: Range<usize>,
}

/// What credits say, as byte ranges of the plain line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credits {
    pub published: Option<Date>,
    pub source: Option<Range<usize>>,
    pub authors: Vec<Range<usize>>,
    pub editors: Vec<Range<usize>>,
}

/// No value is longer, in characters.
const LONGEST: usize = 36;

impl Labels {
    /// Compiles the labels of the table.
    ///
    /// # Errors
    /// A role that there is none of.
    pub fn new(table: &BTreeMap<String, Vec<String>>) -> Result<Self, Diagnostic> {
        let mut roles = BTreeMap::new();
        for (name, labels) in table {
            let role = match name.as_str() {
                "time" => Role::Time,
                "source" => Role::Source,
                "editors" => Role::Editors,
                "authors" => Role::Authors,
                "staff" => Role::Staff,
                "other" => Role::Other,
                _ => return Err(Diagnostic::whole("lexicon/zones.toml", format!("there is no role of labels `{name}`"))),
            };
            roles.extend(labels.iter().map(|label| (label.clone(), role)));
        }
        let all: Vec<String> = roles.keys().cloned().collect();
        let of = |wanted: Role| {
            let some: Vec<String> = roles.iter().filter(|(_, role)| **role == wanted).map(|(label, _)| label.clone()).collect();
            any_of(&some)
        };
        // Counters go without a colon: 阅读量10万+; so does the outlet behind a date: 来源 新华社.
        let counters = format!(r"(?P<counter>{}) *\d", of(Role::Other));
        let pattern = format!(
            r"(?P<label>{}) *[：|丨/] *|{counters}|(?:^|[ 】）])(?P<bare>来源|编辑|责编|作者|责任编辑) +",
            any_of(&all)
        );
        Ok(Self { labels: compile(&pattern)?, roles })
    }

    /// The labels of a line with their values; what stands before the first is not among them.
    fn find(&self, line: &str) -> Vec<(usize, Labelled)> {
        let mut found: Vec<(usize, Labelled)> = Vec::new();
        for labels in self.labels.captures_iter(line) {
            let whole = labels.get(0).expect("the whole match");
            let (label, end) = match (labels.name("label").or(labels.name("bare")), labels.name("counter")) {
                (Some(label), _) => (label, whole.end()),
                (None, Some(counter)) => (counter, counter.end()),
                (None, None) => continue,
            };
            // 文：… is a label at the beginning of a word only.
            let single = label.as_str().chars().nth(1).is_none();
            if single && line[..label.start()].chars().next_back().is_some_and(|c| c.is_alphanumeric()) {
                continue;
            }
            if let Some((_, last)) = found.last_mut() {
                last.value.end = label.start().max(last.value.start);
            }
            let role = self.roles.get(label.as_str()).copied().unwrap_or(Role::Other);
            found.push((label.start(), Labelled { role, value: end..line.len() }));
        }
        found
    }

    /// What a line is that holds nothing but labels, values and dates; `None` where it holds more.
    pub fn shape(&self, line: &str, names: &Names) -> Option<Shape> {
        let blanked = without_date(line);
        let (date, rest) = blanked.as_ref().map_or((None, line), |(date, rest)| (Some(*date), rest.as_str()));
        let found = self.find(rest);
        let head = trimmed(&rest[..found.first().map_or(rest.len(), |(start, _)| *start)]);
        let outlet = head.chars().count() <= 14 && !head.contains(['。', '，', '！', '？', '；', '“', '：', '《']);
        if found.is_empty() {
            let alone = head.is_empty() || outlet && is_outlet(head, names);
            return date.filter(|_| alone).map(|_| Shape::Dated);
        }
        let fits = found.iter().all(|(_, labelled)| fits(labelled, rest, names));
        let head_fits = head.is_empty() || outlet && (date.is_some() || is_outlet(head, names));
        if !fits || !head_fits {
            return None;
        }
        let only = |roles: &[Role]| found.iter().all(|(_, labelled)| roles.contains(&labelled.role));
        Some(match date {
            None if only(&[Role::Other]) => Shape::Footer,
            Some(_) if only(&[Role::Time, Role::Other]) => Shape::Dated,
            _ => Shape::Credits,
        })
    }

    /// What a line of credits says.
    pub fn read(&self, line: &str, names: &Names) -> Credits {
        let blanked = without_date(line);
        let (date, rest) = blanked.map_or((None, line.to_owned()), |(date, rest)| (Some(date), rest));
        let mut credits = Credits { published: date, ..Credits::default() };
        let found = self.find(&rest);
        let head = 0..found.first().map_or(rest.len(), |(start, _)| *start);
        for (_, Labelled { role, value }) in found {
            match role {
                Role::Source => credits.source = credits.source.or_else(|| source(&rest, value)),
                Role::Editors => credits.editors.extend(people(&rest, value, names)),
                Role::Authors => credits.authors.extend(people(&rest, value, names)),
                Role::Time | Role::Staff | Role::Other => {}
            }
        }
        if credits.source.is_none() && date.is_some() && is_outlet(trimmed(&rest[head.clone()]), names) {
            credits.source = source(&rest, head.clone());
        }
        let editing = rest[head.clone()].contains("编辑") || rest[head.clone()].contains("责编");
        let named = people(&rest, head, names);
        if editing {
            credits.editors.extend(named)
        } else {
            credits.authors.extend(named)
        }
        credits
    }
}

fn is_outlet(text: &str, names: &Names) -> bool {
    let reading = names.read(text);
    reading.pure && reading.names.is_empty() && !text.is_empty()
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || "|丨·-—/【】[]（）".contains(c))
}

fn fits(labelled: &Labelled, line: &str, names: &Names) -> bool {
    let value = trimmed(&line[labelled.value.clone()]);
    let length = value.chars().count();
    let quoted = labelled.role != Role::Source && value.contains('“');
    if length > LONGEST || quoted || value.contains(['。', '！', '？', '；']) {
        return false;
    }
    let people = || {
        let reading = names.read(value);
        reading.pure && (length > 0 || labelled.role == Role::Editors)
    };
    match labelled.role {
        Role::Time => length <= 10 && !value.contains(|c: char| c.is_alphabetic()),
        Role::Source => !value.contains('，') || length <= 14,
        Role::Other => length <= 20,
        Role::Editors => length <= 8 || people(),
        Role::Authors | Role::Staff => people(),
    }
}

/// The outlet that a value names: up to a wide gap or a bracket that closes.
fn source(line: &str, value: Range<usize>) -> Option<Range<usize>> {
    let text = &line[value.clone()];
    let stop = text.trim_start().find("  ").map_or(text.len(), |at| at + text.len() - text.trim_start().len());
    let stop = text[..stop].find(['|', '丨', '】']).unwrap_or(stop);
    let text = &text[..stop];
    let word = trimmed_end(text);
    let start = value.start + text.len() - text.trim_start().len();
    (!word.is_empty()).then(|| start..start + word.len())
}

/// Without blanks around it, and without a bracket that was opened before it.
fn trimmed_end(text: &str) -> &str {
    let text = text.trim();
    let balanced = text.matches('（').count() >= text.matches('）').count();
    if balanced { text } else { text.trim_end_matches('）').trim_end() }
}

fn people(line: &str, value: Range<usize>, names: &Names) -> Vec<Range<usize>> {
    let found = names.read(&line[value.clone()]).names;
    found.into_iter().map(|name| value.start + name.start..value.start + name.end).collect()
}

/// The first date of a line, and the line with blanks where it stood (as many bytes, so that ranges stay true).
fn without_date(line: &str) -> Option<(Date, String)> {
    let (date, range) = dates::find(line)?;
    Some((date, format!("{}{}{}", &line[..range.start], " ".repeat(range.len()), &line[range.end..])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::grammar::Grammar;
    use crate::files::Files;

    #[test]
    fn header_lines_say_when_where_and_who() {
        let grammar = Grammar::load(&Files::embedded()).unwrap();
        for (line, want) in [
            ("2021-05-28 09:25:12来源：某江日报编辑：李燕责编：李玥", "2021-05-28 某江日报 [] [李燕 李玥]"),
            ("来源：新华网  2021年05月28日 10:00  作者：王明  字号：大 中 小", "2021-05-28 新华网 [王明] []"),
            ("时间：2021-05-28 浏览次数：1234", "2021-05-28 - [] []"),
            ("发布日期：2021-05-28  信息来源：某县融媒体中心", "2021-05-28 某县融媒体中心 [] []"),
            ("某江晚报 2021/5/8 10:00", "2021-05-08 某江晚报 [] []"),
            ("责任编辑：王明", "- - [] [王明]"),
            ("记者 张三 通讯员 李四", "- - [张三 李四] []"),
        ] {
            let credits = grammar.labels.read(line, &grammar.names);
            let texts = |ranges: &[Range<usize>]| ranges.iter().map(|range| &line[range.clone()]).collect::<Vec<_>>().join(" ");
            let date = credits.published.map_or("-".into(), |date| date.to_string());
            let source = credits.source.clone().map_or("-", |range| &line[range]);
            let got = format!("{date} {source} [{}] [{}]", texts(&credits.authors), texts(&credits.editors));
            assert_eq!(got, want, "{line}");
        }
    }
}
