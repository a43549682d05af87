//! The zones of an article: its lines judged one by one, then put together by where they stand.

use jiff::civil::Date;

use super::dates;
use super::frame::{self, Frame};
use super::grammar::{Grammar, Shape};
use crate::article::{Zone, ZoneKind};
use crate::span::Span;

/// A line without the blanks around it. A paragraph that ends within a line (。and two wide blanks) ends a line too.
#[derive(Clone, Debug)]
pub struct Line {
    pub span: Span,
    /// Plain text.
    pub text: String,
    pub shape: Shape,
    /// Which row of a page it is from.
    pub row: usize,
}

/// What is known before the lines are read.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// The title as plain text, from the record or the page's head.
    pub title: Option<String>,
    /// Whether the title stands apart, so that no line need be one.
    pub apart: bool,
    /// For each row of a page whether it is nothing but links.
    pub linked: Vec<bool>,
    /// The rows in which the page's article seems to lie.
    pub body: Option<std::ops::Range<usize>>,
}

/// What the lines of an article say of it.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    pub zones: Vec<Zone>,
    /// The line of the title.
    pub title: Option<Span>,
    pub published: Option<Date>,
    /// Year where it is said, month and day.
    pub dateline: Option<(Option<i16>, i8, i8)>,
    pub source: Option<Span>,
    pub outlet: Option<Span>,
    pub authors: Vec<Span>,
    pub editors: Vec<Span>,
}

/// Lines in which a dateline may stand, counted from the first of the body.
const OPENING: usize = 3;
/// How many lines away the items of a list are looked for.
const REACH: usize = 6;

/// Finds the zones of a plain text.
pub fn read(grammar: &Grammar, plain: &[char], hints: &Hints) -> Layout {
    let lines = lines(grammar, plain, hints);
    let frame = frame::find(&lines, hints, grammar);
    let kinds: Vec<ZoneKind> = (0..lines.len()).map(|n| frame.kind(&lines, n)).collect();
    let mut layout = Layout { title: frame.title_line.map(|n| lines[n].span), ..Layout::default() };
    let last = kinds.iter().rposition(|kind| *kind == ZoneKind::Body);
    let mut bodies = 0;
    for (n, (line, kind)) in lines.iter().zip(&kinds).enumerate() {
        if *kind != ZoneKind::Body {
            layout.push(*kind, line.span);
            layout.note(grammar, line, 0..line.text.len(), *kind);
            continue;
        }
        split(grammar, line, (bodies < OPENING, Some(n) == last), &mut layout);
        bodies += 1;
    }
    layout
}

fn lines(grammar: &Grammar, plain: &[char], hints: &Hints) -> Vec<Line> {
    let (mut lines, mut start, mut row) = (Vec::new(), 0, 0);
    for end in 0..=plain.len() {
        let newline = end == plain.len() || matches!(plain[end], '\n' | '\r');
        let gap =
            !newline && plain[end] == ' ' && plain.get(end + 1) == Some(&' ') && end > start && ends_sentence(plain[end - 1]);
        if !newline && !gap {
            continue;
        }
        let before = lines.len();
        push(grammar, (plain, start..end), (row, hints), &mut lines);
        if newline {
            row += usize::from(lines.len() > before || lines.last().is_some_and(|line: &Line| line.row == row));
        }
        start = end + 1;
    }
    lines
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '”')
}

fn push(
    grammar: &Grammar,
    (plain, within): (&[char], std::ops::Range<usize>),
    (row, hints): (usize, &Hints),
    lines: &mut Vec<Line>,
) {
    let visible = |n: &usize| !is_blank(plain[*n]);
    let Some(first) = within.clone().find(visible) else { return };
    let last = within.rev().find(visible).unwrap_or(first);
    let mut text = String::with_capacity((last - first + 1) * 3);
    text.extend(plain[first..=last].iter().map(|c| unified(*c)));
    let shape = match grammar.shape(&text) {
        Shape::Text if hints.linked.get(row).copied().unwrap_or(false) => Shape::Nav,
        shape => shape,
    };
    lines.push(Line { span: Span::new(first, last + 1), text, shape, row });
}

/// Blank, or a mark that nobody sees.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}')
}

/// What plain text keeps apart and lines don't.
fn unified(c: char) -> char {
    match c {
        '／' => '/',
        '｜' | '︱' | '│' => '|',
        '［' => '[',
        '］' => ']',
        '〖' => '【',
        '〗' => '】',
        _ => c,
    }
}

/// A line of the body may open with a dateline and end with a byline or a footer.
fn split(grammar: &Grammar, line: &Line, (opening, last): (bool, bool), layout: &mut Layout) {
    let text = line.text.as_str();
    let footer = grammar.end_footer(text).unwrap_or(text.len());
    let article = text[..footer].trim_end().len();
    let end = grammar.end_credits(&text[..article], last).unwrap_or(article);
    let credits = opening.then(|| grammar.opening_credits(&text[..end])).flatten();
    let dateline = opening.then(|| grammar.dateline(&text[..end])).flatten();
    let (lead, kind) = match (credits, dateline) {
        (Some(stop), None) => (0..stop, ZoneKind::Byline),
        (_, Some(range)) => (range, ZoneKind::Dateline),
        (None, None) => (0..0, ZoneKind::Dateline),
    };
    let parts = [
        (0..lead.start, ZoneKind::Body),
        (lead.clone(), kind),
        (lead.end..end, ZoneKind::Body),
        (end..article, ZoneKind::Byline),
        (article..text.len(), ZoneKind::Footer),
    ];
    let mut at = (0, line.span.start as usize);
    for (range, kind) in parts {
        let part = &text[range.clone()];
        let trimmed = part.trim();
        let first = range.start + (part.len() - part.trim_start().len());
        let start = at.1 + text[at.0..first].chars().count();
        let stop = start + trimmed.chars().count();
        at = (first + trimmed.len(), stop);
        if trimmed.is_empty() {
            continue;
        }
        layout.push(kind, Span::new(start, stop));
        layout.note(grammar, line, first..first + trimmed.len(), kind);
    }
}

impl Layout {
    /// Adds a zone behind the others, joined with the last of its kind.
    fn push(&mut self, zone: ZoneKind, span: Span) {
        match self.zones.last_mut() {
            Some(last) if last.zone == zone => last.span = last.span.joined(span),
            _ => self.zones.push(Zone { zone, span }),
        }
    }

    /// Takes what a part of a line says of the article.
    fn note(&mut self, grammar: &Grammar, line: &Line, part: std::ops::Range<usize>, kind: ZoneKind) {
        let text = &line.text[part.clone()];
        if !matches!(kind, ZoneKind::Header | ZoneKind::Byline | ZoneKind::Dateline) || text.len() > 900 {
            return;
        }
        let start = line.span.start as usize + line.text[..part.start].chars().count();
        let span = |range: std::ops::Range<usize>| {
            let first = start + text[..range.start].chars().count();
            Span::new(first, first + text[range].chars().count())
        };
        let credits = grammar.labels.read(text, &grammar.names);
        add(&mut self.authors, credits.authors.into_iter().map(span));
        add(&mut self.editors, credits.editors.into_iter().map(span));
        self.source = self.source.or(credits.source.map(span));
        if kind == ZoneKind::Header {
            self.published = self.published.or(credits.published);
        }
        if kind == ZoneKind::Byline {
            self.published = self.published.or_else(|| dates::signed(text));
        }
        if kind == ZoneKind::Dateline {
            self.dateline = self.dateline.or_else(|| grammar.day(text));
            self.outlet = self.outlet.or_else(|| grammar.outlet(text).map(span));
        }
    }
}

fn is_figured(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

fn add(people: &mut Vec<Span>, found: impl Iterator<Item = Span>) {
    people.extend(found);
}

impl Frame {
    /// Whether items of a list, short and with figures, stand before and behind a line of the body: then it is one too.
    fn in_list(&self, lines: &[Line], n: usize) -> bool {
        let other = |line: &&Line| !matches!(line.shape, Shape::Credits | Shape::Byline);
        let before = lines[self.start..n].iter().rev().take(REACH).find(other);
        let behind = lines[n + 1..self.end].iter().take(REACH).find(other);
        let item = |line: &Line| line.shape == Shape::Text && !frame::is_prose(line) && is_figured(&line.text);
        before.is_some_and(item) && behind.is_some_and(item)
    }

    /// The zone of a line above the body.
    fn above(&self, line: &Line, credit: Option<ZoneKind>) -> ZoneKind {
        let text = line.text.chars().nth(7).is_some() || line.text.contains(|c: char| c.is_ascii_digit());
        match (line.shape, credit) {
            // A page that is nothing but credits has no header.
            (Shape::Credits, _) if self.empty && !frame::has_year(&line.text) => ZoneKind::Byline,
            (Shape::Footer, _) if self.empty => ZoneKind::Footer,
            (Shape::Text, _) if self.lenient && text => ZoneKind::Body,
            (_, credit) => credit.unwrap_or(ZoneKind::Nav),
        }
    }

    /// The zone of a line, before lines of the body are split.
    fn kind(&self, lines: &[Line], n: usize) -> ZoneKind {
        let shape = lines[n].shape;
        if self.titles.contains(&n) || shape == Shape::Title {
            return ZoneKind::Title;
        }
        let credit = match shape {
            Shape::Credits | Shape::Dated => Some(ZoneKind::Header),
            Shape::Byline => Some(ZoneKind::Byline),
            Shape::Text | Shape::Nav | Shape::Title | Shape::Footer | Shape::Tail | Shape::More => None,
        };
        if n < self.start {
            return self.above(&lines[n], credit);
        }
        if n >= self.end {
            let near = n < self.credits_end;
            return credit.filter(|_| near).map_or(ZoneKind::Footer, |_| ZoneKind::Byline);
        }
        match shape {
            // A date that signs a text, with the editor behind it.
            Shape::Credits if lines[n].text.starts_with(|c: char| c.is_ascii_digit()) && !lines[n].text.contains('版') => {
                ZoneKind::Body
            }
            Shape::Credits | Shape::Byline if self.in_list(lines, n) => ZoneKind::Body,
            Shape::Credits | Shape::Byline => ZoneKind::Byline,
            Shape::Footer => ZoneKind::Footer,
            Shape::Text | Shape::Nav | Shape::Title | Shape::Dated | Shape::Tail | Shape::More => ZoneKind::Body,
        }
    }
}
