//! What a line of a page is, judged by itself: navigation, header, byline, footer, or text of the article.

use aho_corasick::AhoCorasick;
use regex::{Regex, RegexSet};

use super::credits::Labels;
use super::names::{Names, Words};
use super::table::{self, any_of, compile, search, set};
use crate::error::Diagnostic;
use crate::files::Files;

/// What a line is by its own words; where it stands decides the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The article, as far as one can tell.
    Text,
    /// Bars and paths of the site.
    Nav,
    /// 原标题：…
    Title,
    /// Time, source, editors, authors.
    Credits,
    /// Nothing but a date, or a date and an outlet: a header below a title, text elsewhere.
    Dated,
    /// A byline by its form.
    Byline,
    Footer,
    /// Everything behind it is footer too.
    Tail,
    /// Links to other articles follow.
    More,
}

/// The compiled table.
#[derive(Debug)]
pub struct Grammar {
    pub names: Names,
    pub labels: Labels,
    lines: Vec<(Shape, RegexSet)>,
    end_byline: Vec<Regex>,
    hints: AhoCorasick,
    nav_marks: Vec<char>,
    triggers: AhoCorasick,
    end_triggers: AhoCorasick,
    end_footer: Regex,
    dateline_triggers: AhoCorasick,
    dateline: Regex,
    inner_dateline: Regex,
    outlet: Regex,
    day: Regex,
}

/// A longer line is text, whatever it holds; patterns look at no more of it than this, in characters.
const LONGEST: usize = 300;
/// No byline and no heading of a list is longer, in characters.
const SHORT: usize = 70;
/// A line that is navigation by its very words is no longer, in characters.
const NAV: usize = 12;
/// How far from the end of a line the colon of its last label stands at most, in characters.
const LABEL: usize = 40;
/// Where in a line its dateline must lie, in characters.
const OPENING: usize = 90;

impl Grammar {
    /// Reads and compiles the table.
    ///
    /// # Errors
    /// A table that is not of its form.
    pub fn load(files: &Files) -> Result<Self, Diagnostic> {
        let table::Table { labels, words, patterns } = table::read(files)?;
        let each = |patterns: &[String]| patterns.iter().map(|pattern| compile(pattern)).collect::<Result<Vec<_>, _>>();
        let one = |patterns: &[String]| compile(&spelt(&patterns.join("|"), &words));
        let lines = vec![
            (Shape::Tail, set(&patterns.tail)?),
            (Shape::More, set(&patterns.more)?),
            (Shape::Footer, set(&patterns.footer)?),
            (Shape::Byline, set(&patterns.byline)?),
            (Shape::Nav, set(&patterns.nav)?),
        ];
        Ok(Self {
            names: Names::new(&words)?,
            labels: Labels::new(&labels, &patterns.buttons)?,
            lines,
            end_byline: each(&patterns.end_byline)?,
            hints: search(&patterns.hints)?,
            nav_marks: patterns.nav_marks.chars().collect(),
            triggers: search(&patterns.triggers)?,
            end_triggers: search(&patterns.end_triggers)?,
            end_footer: one(&patterns.end_footer)?,
            dateline_triggers: search(&patterns.dateline_triggers)?,
            dateline: one(&patterns.dateline)?,
            inner_dateline: one(&patterns.inner_dateline)?,
            outlet: compile(&spelt("^[（【]?据?({outlet})", &words))?,
            day: compile(r"(?:(\d{4}) ?年 ?)?(\d{1,2}) ?月 ?(\d{1,2}) ?日")?,
        })
    }

    /// What a line is; `line` is plain and without blanks around it.
    pub fn shape(&self, line: &str) -> Shape {
        let long = line.char_indices().nth(LONGEST).map(|(byte, _)| byte);
        let head = &line[..long.unwrap_or(line.len())];
        // With the end of a sentence in it it is no credit, header, or item of a list.
        if long.is_none() && !line.contains('。') {
            return self.short(line);
        }
        let wanted: &[Shape] = if long.is_some() { &[Shape::Tail] } else { &[Shape::Tail, Shape::Footer] };
        let triggered = self.triggers.is_match(head);
        let found = self.lines.iter().find(|(shape, set)| triggered && wanted.contains(shape) && set.is_match(head));
        found.map_or(Shape::Text, |(shape, _)| *shape)
    }

    fn short(&self, line: &str) -> Shape {
        if line.starts_with("原标题") || line.starts_with("原题：") {
            return Shape::Title;
        }
        if let Some(shape) = self.labels.shape(line, &self.names) {
            return shape;
        }
        if self.names.is_bar(line) {
            return Shape::Nav;
        }
        if self.names.is_credit(line) || self.bracket(line, false) == Some(0) {
            return Shape::Byline;
        }
        let short = line.char_indices().nth(SHORT).is_none();
        let hinted = self.hints.is_match(line);
        let triggered = hinted && (short || self.triggers.is_match(line));
        let fits = |shape: Shape| match shape {
            Shape::Tail | Shape::Footer => triggered,
            Shape::More | Shape::Byline => short && hinted,
            Shape::Nav => line.contains(&self.nav_marks[..]) || line.char_indices().nth(NAV).is_none(),
            Shape::Text | Shape::Title | Shape::Credits | Shape::Dated => false,
        };
        let found = self.lines.iter().find(|(shape, set)| fits(*shape) && set.is_match(line));
        found.map_or(Shape::Text, |(shape, _)| *shape)
    }

    /// Where the credits at the end of a line begin: （完）【编辑：…】. `last` says that the article ends here, so that
    /// a name alone in brackets is its author.
    pub fn end_credits(&self, line: &str, last: bool) -> Option<usize> {
        let mut start = line.len();
        while let Some(before) = self.end_credit(&line[..start], last) {
            start = line[..before].trim_end().len();
        }
        (start < line.trim_end().len()).then(|| start + line[start..].len() - line[start..].trim_start().len())
    }

    fn end_credit(&self, line: &str, last: bool) -> Option<usize> {
        let head = end_of(line, LONGEST);
        let found = |regex: &Regex| regex.find(&line[head..]).filter(|found| head + found.end() == line.len());
        let pattern = || {
            let labelled = || line[end_of(line, LABEL)..].contains('：');
            let near = line.ends_with('）') || labelled();
            let start = near.then(|| self.end_byline.iter().find_map(found)).flatten().map(|found| head + found.start());
            start.filter(|start| line[..*start].trim_end().ends_with(ends))
        };
        self.bracket(line, last).or_else(pattern)
    }

    /// Where a footer that has run into the end of a line begins.
    pub fn end_footer(&self, line: &str) -> Option<usize> {
        let head = end_of(line, LONGEST);
        let triggered = self.end_triggers.is_match(&line[head..]);
        triggered.then(|| self.end_footer.find(&line[head..])).flatten().map(|found| head + found.start())
    }

    /// The start of a bracket of credits that ends the line.
    fn bracket(&self, line: &str, last: bool) -> Option<usize> {
        let open = match line.chars().next_back()? {
            '）' => '（',
            '】' => '【',
            ']' => '[',
            _ => return None,
        };
        let head = end_of(line, 80);
        let start = head + line[head..].rfind(open)?;
        let inner = &line[start + open.len_utf8()..line.len() - line.chars().next_back()?.len_utf8()];
        self.is_credit(inner.trim(), last && open == '（').then_some(start)
    }

    /// Whether what stands in brackets says who wrote, edited or sent the article.
    fn is_credit(&self, inner: &str, last: bool) -> bool {
        if inner == "完" || matches!(self.labels.shape(inner, &self.names), Some(Shape::Credits | Shape::Footer)) {
            return true;
        }
        if inner.contains(['。', '？', '！', '“']) {
            return false;
        }
        let reading = self.names.read(inner);
        if inner.contains('：') {
            return reading.role && (reading.pure || reading.names.len() > 1);
        }
        let sent = inner.ends_with("日电") || inner.ends_with("日讯") || inner.ends_with("报道");
        let written =
            ["记者", "通讯员", "编译/", "文/", "图/", "作者系", "作者为", "作者是"].iter().any(|word| inner.contains(word));
        sent || written || reading.pure && !reading.names.is_empty() && (reading.role || last)
    }

    /// The bytes of a line's dateline.
    pub fn dateline(&self, line: &str) -> Option<std::ops::Range<usize>> {
        let end = line.char_indices().nth(OPENING).map_or(line.len(), |(byte, _)| byte);
        let head = &line[..end];
        let trigger = self.dateline_triggers.find(head)?;
        let opens = head.starts_with(['【', '（']) || is_lead(&head[..trigger.start()]);
        let opening = opens.then(|| self.dateline.find(head)).flatten();
        opening
            .or_else(|| head.contains('（').then(|| self.inner_dateline.find(head)).flatten())
            .map(|found| found.start()..found.start() + found.as_str().trim_end().len())
            // 据某某新闻2月16日报道 says who said so, in the article's own words.
            .filter(|found| !(head.starts_with('据') && head[found.clone()].contains("报道")))
    }

    /// The outlet that a dateline names.
    pub fn outlet(&self, dateline: &str) -> Option<std::ops::Range<usize>> {
        let found = self.outlet.captures(dateline)?.get(1)?;
        (!found.as_str().starts_with('本')).then(|| found.range())
    }

    /// The year (where it is said), month and day in a dateline.
    pub fn day(&self, dateline: &str) -> Option<(Option<i16>, i8, i8)> {
        let found = self.day.captures(dateline)?;
        let year = found.get(1).and_then(|year| year.as_str().parse().ok());
        Some((year, found[2].parse().ok()?, found[3].parse().ok()?))
    }

    /// Where a bracket of credits that opens a line ends: （某某记者 李四）.
    pub fn opening_credits(&self, line: &str) -> Option<usize> {
        let close = match line.chars().next()? {
            '（' => '）',
            '【' => '】',
            _ => return None,
        };
        let end = line.char_indices().take(60).find(|(_, c)| *c == close)?.0;
        let inner = &line[close.len_utf8()..end];
        let labelled = || self.labels.shape(inner, &self.names) == Some(Shape::Credits);
        (self.names.is_credit(inner) || labelled()).then_some(end + close.len_utf8())
    }
}

/// The byte from which the last `count` characters begin.
fn end_of(line: &str, count: usize) -> usize {
    line.char_indices().rev().nth(count - 1).map_or(0, |(byte, _)| byte)
}

/// Whether this may stand before the word that ends a dateline: no punctuation.
fn is_lead(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || "、·/ ".contains(c))
}

/// Whether a sentence can end with this character.
fn ends(c: char) -> bool {
    "。！？…”）】》".contains(c)
}

/// A pattern of datelines with the words put in.
fn spelt(pattern: &str, words: &Words) -> String {
    let outlet = format!(r"[\p{{Han}}A-Za-z]{{1,12}}?(?:{})", any_of(&words.outlets));
    let date = r"(?:(?:\d{2,4} ?年 ?)?\d{1,2} ?月 ?\d{1,2} ?日|\d{1,2} ?日)(?:[上下]午|凌晨)?";
    pattern
        .replace("{outlet}", &outlet)
        .replace("{place}", r"(?:[\p{Han}A-Za-z·、 ]{0,14}?)")
        .replace("{date}", date)
        .replace("{wire}", &format!("(?: ?(?:{}))", any_of(&words.wires)))
}
