//! A pattern as it is written: its steps, with fragments under their names. It serves explanations; what matches is the regex.

use std::collections::BTreeMap;
use std::sync::Arc;

use regex_syntax::hir::{Class, Hir, HirKind, Look};

use super::cursor::Cursor;
use crate::spot::symbol::{class, regex_class};

/// The texts of fragments by name.
pub type Wording = BTreeMap<String, String>;

/// Rows of steps, of which one must match.
#[derive(Debug)]
pub struct Tree(pub Vec<Vec<Step>>);

/// One step of a row.
#[derive(Debug)]
pub struct Step {
    /// As in the rule file, on one line.
    pub written: String,
    pub part: Part,
    pub least: u32,
    /// `None` is any number of times.
    pub most: Option<u32>,
}

/// What a step matches, once or repeatedly.
#[derive(Debug)]
pub enum Part {
    Word(Vec<char>),
    /// Ranges of characters, in order.
    Class(Vec<(char, char)>),
    Look(Look),
    /// `(?:…)`, or what stands behind a name.
    Tree(Arc<Tree>),
}

/// Reads patterns of one kind; what a fragment stands for is read once.
pub struct Trees<'w> {
    wording: &'w Wording,
    known: BTreeMap<String, Arc<Tree>>,
}

/// The ranges of characters of a class, and at most how many of them.
pub type Repeated<'s> = (&'s [(char, char)], Option<u32>);

impl Step {
    /// Whether it may match nothing.
    pub fn is_free(&self) -> bool {
        self.least == 0
            || match &self.part {
                Part::Word(_) | Part::Class(_) | Part::Look(_) => false,
                Part::Tree(tree) => tree.0.iter().any(|row| row.iter().all(Step::is_free)),
            }
    }

    /// Whether it is one character that may stand anywhere, and so tells little.
    pub fn is_slight(&self) -> bool {
        match &self.part {
            Part::Word(word) => word.len() == 1,
            Part::Class(_) | Part::Look(_) => true,
            Part::Tree(_) => false,
        }
    }

    fn once(&self) -> bool {
        (self.least, self.most) == (1, Some(1))
    }

    /// The characters that it runs over, and at most how many, where it is no more than that.
    pub fn run(&self) -> Option<Repeated<'_>> {
        match &self.part {
            Part::Class(ranges) => Some((ranges, self.most)),
            Part::Tree(tree) if self.once() => match tree.0.as_slice() {
                [row] if row.len() == 1 => row[0].run(),
                _ => None,
            },
            Part::Word(_) | Part::Look(_) | Part::Tree(_) => None,
        }
    }
}

/// More rows than these are not told apart.
const MOST: usize = 64;

impl Tree {
    /// The rows of steps, with the groups among them that must match once (`(?:…|…)`) put in place; names stay.
    pub fn rows(&self) -> Vec<Vec<&Step>> {
        self.0.iter().flat_map(|row| spread(row)).collect()
    }
}

fn spread(row: &[Step]) -> Vec<Vec<&Step>> {
    let mut rows: Vec<Vec<&Step>> = vec![Vec::new()];
    for step in row {
        let inner = match &step.part {
            Part::Tree(tree) if step.once() && step.written.starts_with('(') => tree.rows(),
            _ => vec![vec![step]],
        };
        let inner = if rows.len() * inner.len() > MOST { vec![vec![step]] } else { inner };
        rows = rows.iter().flat_map(|row| inner.iter().map(|more| [row.as_slice(), more].concat())).collect();
    }
    rows
}

impl<'w> Trees<'w> {
    /// A reader of patterns that use these fragments.
    pub fn new(wording: &'w Wording) -> Self {
        Self { wording, known: BTreeMap::new() }
    }

    /// The tree of a pattern; `None` where it uses what explanations don't know (flags).
    pub fn read(&mut self, text: &str) -> Option<Tree> {
        let mut at = Cursor { text, at: 0 };
        self.tree(&mut at).filter(|_| at.rest().is_empty())
    }

    fn tree(&mut self, at: &mut Cursor) -> Option<Tree> {
        let mut rows = vec![Vec::new()];
        loop {
            at.skip_layout();
            match at.peek() {
                None | Some(')') => break,
                Some('|') => {
                    at.at += 1;
                    rows.push(Vec::new());
                }
                Some(_) => {
                    let step = self.step(at)?;
                    rows.last_mut().expect("there is one from the beginning").push(step);
                }
            }
        }
        Some(Tree(rows.into_iter().map(joined).collect()))
    }

    fn step(&mut self, at: &mut Cursor) -> Option<Step> {
        let start = at.at;
        let part = match at.peek()? {
            '(' => {
                at.at += "(?:".len();
                at.text.get(start..at.at).filter(|opening| *opening == "(?:")?;
                let tree = self.tree(at)?;
                at.take(')')?;
                Part::Tree(Arc::new(tree))
            }
            '<' => Part::Tree(self.named(at.past('>')?)?),
            '[' => plain(&with_types(at.class()?)?)?,
            _ => plain(at.atom()?)?,
        };
        let (least, most) = at.times()?;
        Some(Step { written: tidy(&at.text[start..at.at]), part, least, most })
    }

    /// What `<field:name>` stands for.
    fn named(&mut self, written: &str) -> Option<Arc<Tree>> {
        let inside = written.trim_matches(['<', '>']);
        let name = inside.rsplit(':').next().unwrap_or(inside).trim();
        if let Some(known) = self.known.get(name) {
            return Some(Arc::clone(known));
        }
        let tree = match self.wording.get(name) {
            Some(text) => self.read(text)?,
            None => {
                let part = plain(&regex_class(class(name)?))?;
                Tree(vec![vec![Step { written: format!("<{name}>"), part, least: 1, most: Some(1) }]])
            }
        };
        Some(Arc::clone(self.known.entry(name.to_owned()).or_insert(Arc::new(tree))))
    }
}

/// Characters side by side are one word.
fn joined(row: Vec<Step>) -> Vec<Step> {
    let mut all: Vec<Step> = Vec::new();
    for step in row {
        if let (Some(Step { part: Part::Word(word), written, least: 1, most: Some(1) }), Part::Word(more), true) =
            (all.last_mut(), &step.part, step.once())
        {
            word.extend(more);
            written.push_str(&step.written);
            continue;
        }
        all.push(step);
    }
    all
}

/// A piece of regex that is one character, one class or one anchor.
fn plain(text: &str) -> Option<Part> {
    let hir: Hir = regex_syntax::ParserBuilder::new().ignore_whitespace(true).build().parse(text).ok()?;
    match hir.kind() {
        HirKind::Literal(literal) => Some(Part::Word(std::str::from_utf8(&literal.0).ok()?.chars().collect())),
        HirKind::Class(Class::Unicode(class)) => {
            Some(Part::Class(class.ranges().iter().map(|range| (range.start(), range.end())).collect()))
        }
        HirKind::Look(look) => Some(Part::Look(*look)),
        HirKind::Empty
        | HirKind::Class(Class::Bytes(_))
        | HirKind::Repetition(_)
        | HirKind::Capture(_)
        | HirKind::Concat(_)
        | HirKind::Alternation(_) => None,
    }
}

/// A class with the characters of its types in place of their names.
fn with_types(text: &str) -> Option<String> {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(start) = rest.find('<') {
        let end = start + rest[start..].find('>')?;
        out.push_str(&rest[..start]);
        out.push_str(regex_class(class(rest[start + 1..end].trim())?).trim_matches(['[', ']']));
        rest = &rest[end + 1..];
    }
    Some(out + rest)
}

/// On one line, without comments.
fn tidy(text: &str) -> String {
    let lines = text.lines().map(|line| line.split(" #").next().unwrap_or(line));
    lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}
