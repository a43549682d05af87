//! Labelled values: 来源：新华网 编辑：李燕 责编：李玥, with or without blanks between, and the date among them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::AhoCorasick;
use jiff::civil::Date;
use regex::Regex;

use super::dates;
use super::grammar::Shape;
use super::names::Names;
use super::table::{any_of, compile, search};
use crate::error::Diagnostic;

/// What a label says of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Time,
    Source,
    Editors,
    Authors,
    /// Authors, by their pen names too.
    Pen,
    /// Others who had a part in it.
    Staff,
    /// Counters and buttons.
    Other,
}

/// Finds labels and their values.
#[derive(Debug)]
pub struct Labels {
    labels: Regex,
    /// Buttons to set the size of letters.
    buttons: Regex,
    /// What a label can be told by before the regex is tried.
    hints: AhoCorasick,
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
/// No line of dates, counters and outlets without a label is longer, in characters.
const BARE: usize = 120;
/// The labels that go without a colon, before a blank.
const BARE_LABELS: [&str; 5] = ["来源", "编辑", "责编", "作者", "责任编辑"];

impl Labels {
    /// Compiles the labels of the table.
    ///
    /// # Errors
    /// A role that there is none of.
    pub fn new(table: &BTreeMap<String, Vec<String>>, buttons: &str) -> Result<Self, Diagnostic> {
        let mut roles = BTreeMap::new();
        for (name, labels) in table {
            let role = match name.as_str() {
                "time" => Role::Time,
                "source" => Role::Source,
                "editors" => Role::Editors,
                "authors" => Role::Authors,
                "pen" => Role::Pen,
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
        let pattern =
            format!(r"(?P<label>{}) *[：|丨/] *|{counters}|(?:^|[ 】）])(?P<bare>{}) +", any_of(&all), BARE_LABELS.join("|"));
        let hints: Vec<&str> = ["：", "|", "丨", "/"].into_iter().chain(BARE_LABELS).collect();
        let hints = search(&hints)?;
        Ok(Self { labels: compile(&pattern)?, buttons: compile(buttons)?, hints, roles })
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
        if !self.may_hold(line) {
            return None;
        }
        let (date, rest) = self.blanked(line);
        let rest = rest.as_ref();
        let found = self.find(rest);
        let head = trimmed(&rest[..found.first().map_or(rest.len(), |(start, _)| *start)]);
        let outlet = head.chars().count() <= 14 && !head.contains(['。', '，', '！', '？', '；', '“', '：', '《']);
        if found.is_empty() {
            let alone = head.is_empty() || outlet && is_outlet(head, names) || self.is_masthead(head, names);
            return date.and_then(|_| self.undated(head, names, alone));
        }
        let fits = found.iter().all(|(_, labelled)| fits(labelled, rest, names));
        let head_fits =
            head.is_empty() || outlet && (date.is_some() || is_outlet(head, names)) || self.is_masthead(head, names);
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

    /// What the rest of a line with a date makes of it: 某江日报, or 某江日报 记者王明.
    fn undated(&self, rest: &str, names: &Names, alone: bool) -> Option<Shape> {
        let reading = names.read(rest);
        let signed = || reading.pure && reading.role && !reading.names.is_empty() && names.outlet(rest).is_some();
        if alone { Some(Shape::Dated) } else { signed().then_some(Shape::Credits) }
    }

    /// Outlets, channels and buttons, an outlet among them.
    fn is_masthead(&self, text: &str, names: &Names) -> bool {
        let button = |word: &str| self.roles.get(word) == Some(&Role::Other);
        names.is_masthead(text, button) && names.outlet(text).is_some()
    }

    /// Whether a line may hold a label, or be a date and an outlet.
    fn may_hold(&self, line: &str) -> bool {
        let short = || line.char_indices().nth(BARE).is_none() && line.contains(|c: char| c.is_ascii_digit());
        self.hints.is_match(line) || short()
    }

    /// The first date of a line, and the line with blanks for it and for buttons (as many bytes, so that ranges stay true).
    fn blanked<'a>(&self, line: &'a str) -> (Option<Date>, Cow<'a, str>) {
        let mut rest = Cow::Borrowed(line);
        if let Some(buttons) = self.buttons.find(line) {
            rest = Cow::Owned(blank(&rest, buttons.range()));
        }
        match dates::find(&rest) {
            Some((date, range)) => (Some(date), Cow::Owned(blank(&rest, range))),
            None => (None, rest),
        }
    }

    /// What a line of credits says.
    pub fn read(&self, line: &str, names: &Names) -> Credits {
        let (date, rest) = self.blanked(line);
        let mut credits = Credits { published: date, ..Credits::default() };
        let found = self.find(&rest);
        let head = 0..found.first().map_or(rest.len(), |(start, _)| *start);
        for (_, Labelled { role, value }) in found {
            match role {
                Role::Source => credits.source = credits.source.or_else(|| source(&rest, value, names)),
                Role::Editors => credits.editors.extend(labelled(&rest, value, (names, false))),
                Role::Authors => credits.authors.extend(people(&rest, value, names)),
                Role::Pen => credits.authors.extend(labelled(&rest, value, (names, true))),
                Role::Time | Role::Staff | Role::Other => {}
            }
        }
        if credits.source.is_none() && date.is_some() {
            let alone = is_outlet(trimmed(&rest[head.clone()]), names);
            credits.source = names.outlet(&rest[head.clone()]).or_else(|| source(&rest, head.clone(), names).filter(|_| alone));
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
    reading.pure && reading.names.is_empty() && (reading.role || names.outlet(text).is_some())
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
    // An item of a list of gifts.
    let sum = value.contains('元') && value.contains(|c: char| c.is_ascii_digit());
    match labelled.role {
        Role::Time => length <= 10 && !value.contains(|c: char| c.is_alphabetic()),
        Role::Source => !sum && (!value.contains('，') || length <= 14),
        Role::Other => length <= 20,
        Role::Editors => length <= 8 || people(),
        Role::Pen => people() || !names.labelled(value, true).is_empty(),
        Role::Authors | Role::Staff => people(),
    }
}

/// The outlet that a value names: up to a wide gap, a bracket, or the blank behind its name.
fn source(line: &str, value: Range<usize>, names: &Names) -> Option<Range<usize>> {
    let text = &line[value.clone()];
    let stop = text.trim_start().find("  ").map_or(text.len(), |at| at + text.len() - text.trim_start().len());
    let stop = text[..stop].find(['|', '丨', '】', '【']).unwrap_or(stop);
    let stop = outlet_end(&text[..stop], names).unwrap_or(stop);
    let text = &text[..stop];
    let word = trimmed_end(text);
    let start = value.start + text.len() - text.trim_start().len();
    (!word.is_empty()).then(|| start..start + word.len())
}

/// Where an outlet ends, and a blank and something else follow: 某江网 更多精彩请下载.
fn outlet_end(text: &str, names: &Names) -> Option<usize> {
    let start = text.len() - text.trim_start().len();
    let blank = start + text[start..].find(' ')?;
    let is = |part: &str| names.outlet(part.trim()).is_some_and(|found| found.len() == part.trim().len());
    is(&text[..blank]).then_some(blank)
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

/// The people behind a label.
fn labelled(line: &str, value: Range<usize>, (names, pen): (&Names, bool)) -> Vec<Range<usize>> {
    let found = people(line, value.clone(), names);
    if !found.is_empty() {
        return found;
    }
    let named = names.labelled(&line[value.clone()], pen);
    named.into_iter().map(|name| value.start + name.start..value.start + name.end).collect()
}

/// A line with blanks for a stretch of it.
fn blank(line: &str, range: Range<usize>) -> String {
    format!("{}{}{}", &line[..range.start], " ".repeat(range.len()), &line[range.end..])
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
            ("2023年9月15日 星期五 某港日报 A12 港闻", "2023-09-15 某港日报 [] []"),
            ("某岛文化报 2024/04/26 09:10 分享 列印", "2024-04-26 某岛文化报 [] []"),
            ("2024-11-19 05:30 某港时报 地方版 （字级：小 中 大）", "2024-11-19 某港时报 [] []"),
            ("2025-02-21 06:15 某某晨报 记者宋以文/台北报导", "2025-02-21 某某晨报 [宋以文] []"),
            (
                "2008-10-21 10:15:00  来源：某县新闻中心  责任编辑：姚四清  【字号 大 中 小】",
                "2008-10-21 某县新闻中心 [] [姚四清]",
            ),
            ("【2008年10月21日】", "2008-10-21 - [] []"),
            ("发布时间：民国113年11月19日", "2024-11-19 - [] []"),
            ("2023年11月22日 19:31 来源：某某网 更多精彩请下载客户端", "2023-11-22 某某网 [] []"),
            ("编辑：㛃宁", "- - [] [㛃宁]"),
            ("词条贡献者：海边的百合、老船长77", "- - [海边的百合 老船长77] []"),
            ("作者：海边的百合", "- - [海边的百合] []"),
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
