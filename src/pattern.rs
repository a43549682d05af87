//! `<fragment>`, `<type>` and `<field:…>` in a pattern → one regex whose groups are known by field.

use std::collections::BTreeMap;

use regex::{Regex, RegexBuilder};

use crate::error::Diagnostic;
use crate::spot::symbol::{class, class_names, regex_class};
use crate::spot::{Symbol, View};

/// A compiled pattern.
#[derive(Clone, Debug)]
pub struct Pattern {
    pub regex: Regex,
    /// For each group (the first is the whole match) the fields that read it: `<a+b:ref>` has two.
    pub groups: Vec<Vec<String>>,
    /// Whether it is one `<field:type>` and nothing else.
    pub bare: bool,
    /// Which mentions it must see as symbols.
    pub view: View,
    /// Whether it sees places, parties or what stands for them, which are read only where they are wanted.
    pub actors: bool,
}

/// Where a pattern stands, for messages.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    pub file: &'a str,
    pub content: &'a str,
    /// The byte offset of the pattern's first character in `content`.
    pub offset: usize,
}

/// Named patterns with their places.
#[derive(Clone, Debug, Default)]
pub struct Fragments {
    known: BTreeMap<String, Fragment>,
}

#[derive(Clone, Debug)]
struct Fragment {
    text: String,
    file: String,
    content: String,
    offset: usize,
}

impl Fragments {
    /// Adds a fragment; a later one of the same name replaces.
    pub fn insert(&mut self, name: &str, text: &str, source: Source) {
        let fragment =
            Fragment { text: text.into(), file: source.file.into(), content: source.content.into(), offset: source.offset };
        self.known.insert(name.into(), fragment);
    }

    /// Compiles every fragment alone, so that a mistake is shown at the line that has it.
    pub fn check(&self) -> Vec<Diagnostic> {
        let compiled = self.known.values().map(|fragment| {
            let source = Source { file: &fragment.file, content: &fragment.content, offset: fragment.offset };
            self.build(&fragment.text, source).map(|_| ())
        });
        compiled.filter_map(Result::err).collect()
    }

    /// A pattern with everything put in place.
    ///
    /// # Errors
    /// Unknown names, cycles, capturing groups that are not fields, mistakes in the regex, each at its place; and a pattern that
    /// matches the empty text.
    pub fn compile(&self, text: &str, source: Source) -> Result<Pattern, Diagnostic> {
        let pattern = self.build(text, source)?;
        if pattern.regex.is_match("") {
            return Err(source.at(0, "this pattern matches the empty text; ask for at least one character".into()));
        }
        Ok(pattern)
    }

    fn build(&self, text: &str, source: Source) -> Result<Pattern, Diagnostic> {
        let mut building = Building {
            fragments: self,
            out: String::new(),
            groups: vec![Vec::new()],
            inside: Vec::new(),
            view: View::Places,
            actors: false,
        };
        building.expand(text).map_err(|wrong| source.at(wrong.offset, wrong.message))?;
        let regex = RegexBuilder::new(&building.out).ignore_whitespace(true).size_limit(8 << 20).build();
        let regex = regex.map_err(|error| source.at(0, last_line(&error.to_string())))?;
        let bare = text.trim().starts_with('<') && text.trim().find('>') == Some(text.trim().len() - 1);
        Ok(Pattern { regex, groups: building.groups, bare, view: building.view, actors: building.actors })
    }
}

impl Source<'_> {
    fn at(&self, offset: usize, message: String) -> Diagnostic {
        Diagnostic::at(self.file, self.content, self.offset + offset, message)
    }
}

/// A mistake in a pattern, at a byte offset of the outermost one.
struct Wrong {
    offset: usize,
    message: String,
}

struct Building<'a> {
    fragments: &'a Fragments,
    out: String,
    groups: Vec<Vec<String>>,
    /// The fragments being put in place, against cycles.
    inside: Vec<&'a str>,
    view: View,
    actors: bool,
}

impl<'a> Building<'a> {
    fn expand(&mut self, text: &'a str) -> Result<(), Wrong> {
        let (mut at, mut in_class, mut comment) = (0, false, false);
        while let Some(c) = text[at..].chars().next() {
            let next = at + c.len_utf8();
            match c {
                _ if comment => comment = c != '\n',
                '\\' => {
                    let escaped = text[next..].chars().next().map_or(0, char::len_utf8);
                    self.out.push_str(&text[at..next + escaped]);
                    at = next + escaped;
                    continue;
                }
                '#' if !in_class => comment = true,
                '[' => in_class = true,
                ']' => in_class = false,
                '<' => {
                    at = if in_class { self.within_class(text, at)? } else { self.named(text, at)? };
                    continue;
                }
                '(' if !in_class && !text[next..].starts_with('?') => {
                    let message = "write `(?:…)` for a group, or `<field:fragment>` to capture".to_owned();
                    return Err(Wrong { offset: at, message });
                }
                _ => (),
            }
            if !comment {
                self.out.push(c);
            }
            at = next;
        }
        Ok(())
    }

    /// A type within `[…]`: its symbols are characters like others. Gives the position behind `>`.
    fn within_class(&mut self, text: &'a str, at: usize) -> Result<usize, Wrong> {
        let end = text[at..].find('>').map(|n| at + n);
        let symbols = end.and_then(|end| class(text[at + 1..end].trim()));
        let (Some(end), Some(symbols)) = (end, symbols) else {
            let message =
                "within `[…]` only a type can stand between `<` and `>`; write `\\x3C` for the sign itself".to_owned();
            return Err(Wrong { offset: at, message });
        };
        self.see(symbols);
        self.out.push_str(regex_class(symbols).trim_matches(['[', ']']));
        Ok(end + 1)
    }

    fn see(&mut self, symbols: &[Symbol]) {
        if symbols.iter().any(|symbol| matches!(symbol, Symbol::Party | Symbol::Goods)) {
            self.view = View::Actors;
        }
        self.actors |= symbols.iter().any(|symbol| symbol.is_actor());
    }

    /// What stands at `<`; gives the position behind `>`.
    fn named(&mut self, text: &'a str, at: usize) -> Result<usize, Wrong> {
        let wrong = |message: String| Wrong { offset: at, message };
        let end = text[at..]
            .find('>')
            .map(|n| at + n)
            .ok_or_else(|| wrong("`<` without `>`; write `\\x3C` for the sign itself".into()))?;
        let (fields, name) = match text[at + 1..end].split_once(':') {
            Some((fields, name)) => (Some(fields), name),
            None => (None, &text[at + 1..end]),
        };
        match fields {
            Some(_) if !self.inside.is_empty() => {
                return Err(wrong("a fragment holds no field; capture where the fragment is used".into()));
            }
            Some(fields) => {
                self.groups.push(fields.split('+').map(|field| field.trim().to_owned()).collect());
                self.out.push('(');
            }
            None => self.out.push_str("(?:"),
        }
        self.put(name.trim()).map_err(|message| Wrong { offset: at, message })?;
        self.out.push_str("\n)");
        Ok(end + 1)
    }

    fn put(&mut self, name: &'a str) -> Result<(), String> {
        let fragments: &'a Fragments = self.fragments;
        if let Some((known, fragment)) = fragments.known.get_key_value(name) {
            if self.inside.contains(&known.as_str()) {
                return Err(format!("fragment `{name}` contains itself"));
            }
            self.inside.push(known);
            let expanded = self.expand(&fragment.text).map_err(|wrong| wrong.message);
            self.inside.pop();
            return expanded;
        }
        let symbols = class(name).ok_or_else(|| {
            let mut known: Vec<&str> = fragments.known.keys().map(String::as_str).collect();
            class_names().for_each(|class| known.push(class));
            known.sort_by_key(|known| distance(known, name));
            format!("unknown fragment or type `{name}`; did you mean `{}`?  known here: {}", known[0], known.join(", "))
        })?;
        self.see(symbols);
        self.out.push_str(&regex_class(symbols));
        Ok(())
    }
}

/// How many letters differ, for "did you mean".
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

fn last_line(message: &str) -> String {
    message.lines().last().unwrap_or(message).trim_start_matches("error: ").to_owned()
}
