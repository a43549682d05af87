//! `<fragment>`, `<type>` and `<field:…>` in a pattern → one regex whose groups are known by field.

mod cursor;
mod fit;
mod lazy;
mod never;
mod pieces;
mod tree;
mod trigger;
mod walk;
mod whole;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use regex_syntax::hir::Hir;

use crate::error::Diagnostic;
use crate::near::nearest;
use crate::spot::symbol::{class, class_names, regex_class};
use crate::spot::{Symbol, View};

pub use fit::{Fit, Side, Stop, Why};
pub use lazy::{Known, Lazy, parse};
pub use never::{folded, shown, unseen};
pub use pieces::names;
use pieces::{Named, Piece, Wrong, pieces, shallow, syntax};
pub use tree::{Tree, Trees, Wording};
pub use trigger::{all_needed, best, is_common, weight};
pub use walk::Walk;

/// A compiled pattern.
#[derive(Clone, Debug)]
pub struct Pattern {
    pub regex: Arc<Lazy>,
    /// As the rule file has it.
    pub written: String,
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
    patterns: Arc<Known>,
    /// What names stand for, as far as it has been asked for.
    parsed: Arc<Mutex<BTreeMap<String, Option<Arc<Hir>>>>>,
}

#[derive(Clone, Debug)]
struct Fragment {
    text: String,
    file: String,
    content: String,
    offset: usize,
}

impl Fragments {
    /// None yet; patterns that use them are taken from these where they are known already.
    pub fn new(patterns: Arc<Known>) -> Self {
        Self { patterns, ..Self::default() }
    }

    /// Adds a fragment; a later one of the same name replaces.
    pub fn insert(&mut self, name: &str, text: &str, source: Source) {
        let fragment =
            Fragment { text: text.into(), file: source.file.into(), content: source.content.into(), offset: source.offset };
        self.known.insert(name.into(), fragment);
        self.parsed = Arc::default();
    }

    /// The text of each fragment.
    pub fn wording(&self) -> Wording {
        self.known.iter().map(|(name, fragment)| (name.clone(), fragment.text.clone())).collect()
    }

    /// What is wrong with the fragments, each at the line that has the mistake. A wrong fragment is then one that matches `x`,
    /// so that the patterns that use it aren't blamed as well.
    pub fn check(&mut self) -> Vec<Diagnostic> {
        let mistakes = self.known.iter().filter_map(|(name, fragment)| Some((name.clone(), self.mistake(name, fragment)?)));
        let (names, wrong): (Vec<String>, Vec<Diagnostic>) = mistakes.unzip();
        self.parsed = Arc::default();
        for name in &names {
            self.known.entry(name.clone()).and_modify(|fragment| "x".clone_into(&mut fragment.text));
        }
        wrong
    }

    fn mistake(&self, name: &str, fragment: &Fragment) -> Option<Diagnostic> {
        let source = Source { file: &fragment.file, content: &fragment.content, offset: fragment.offset };
        if let Some(circle) = self.circle(name) {
            let message = format!("fragments that contain each other have no end: {}", circle.join(" → "));
            return Some(source.at(0, message));
        }
        self.alone(&fragment.text, true).err().map(|wrong| source.at(wrong.offset, wrong.message))
    }

    /// The way from a fragment back to itself, if there is one and no fragment on it has a smaller name.
    fn circle<'a>(&'a self, name: &'a str) -> Option<Vec<&'a str>> {
        let (mut seen, mut open) = (BTreeSet::new(), vec![vec![name]]);
        while let Some(way) = open.pop() {
            let last = self.known.get_key_value(*way.last()?)?.1;
            for next in names(&last.text).into_iter().filter_map(|next| self.known.get_key_value(&next)) {
                let next = next.0.as_str();
                let way: Vec<&str> = way.iter().copied().chain([next]).collect();
                if next == name {
                    return Some(way);
                }
                if next > name && seen.insert(next) {
                    open.push(way);
                }
            }
        }
        None
    }

    /// Looks at a pattern without looking into the fragments it uses, each of which is looked at alone.
    fn alone(&self, text: &str, is_fragment: bool) -> Result<(), Wrong> {
        let parts = pieces(text)?;
        for piece in &parts {
            let Piece::Named(Named { offset, fields, name, in_class, .. }) = piece else { continue };
            let wrong = |message: String| Err(Wrong { offset: *offset, message });
            if *in_class && (fields.is_some() || class(name).is_none()) {
                return wrong(
                    "within `[…]` only a type can stand between `<` and `>`; write `\\x3C` for the sign itself".into(),
                );
            }
            if is_fragment && fields.is_some() {
                return wrong("a fragment holds no field; capture where the fragment is used".into());
            }
            if !self.known.contains_key(*name) && class(name).is_none() {
                return wrong(self.unknown(name));
            }
        }
        syntax(&shallow(&parts))
    }

    fn unknown(&self, name: &str) -> String {
        let mut known: Vec<&str> = class_names().collect();
        known.extend(self.known.keys().map(String::as_str));
        match nearest(name, known.iter().copied()) {
            Some(nearest) => format!("unknown fragment or type `{name}`; did you mean `{nearest}`?"),
            None => format!("unknown fragment or type `{name}`; known here: {}", known.join(", ")),
        }
    }

    /// A pattern with everything put in place; [`Fragments::check`] comes first.
    ///
    /// # Errors
    /// Unknown names, capturing groups that are not fields, mistakes in the regex, each at its place; and a pattern that
    /// matches the empty text.
    pub fn compile(&self, text: &str, source: Source) -> Result<Pattern, Diagnostic> {
        self.alone(text, false).map_err(|wrong| source.at(wrong.offset, wrong.message))?;
        let mut building = Building::new(self);
        building.expand(text);
        let regex = self.patterns.pattern(&building.out, || self.whole(text)).map_err(|message| source.at(0, message))?;
        let bare = text.trim().starts_with('<') && text.trim().find('>') == Some(text.trim().len() - 1);
        Ok(Pattern {
            regex,
            written: text.to_owned(),
            groups: building.groups,
            bare,
            view: building.view,
            actors: building.actors,
        })
    }
}

impl Source<'_> {
    fn at(&self, offset: usize, message: String) -> Diagnostic {
        Diagnostic::at(self.file, self.content, self.offset + offset, message)
    }
}

/// A regex in the making, of a pattern and fragments that are right.
struct Building<'a> {
    fragments: &'a Fragments,
    out: String,
    groups: Vec<Vec<String>>,
    view: View,
    actors: bool,
}

impl<'a> Building<'a> {
    fn new(fragments: &'a Fragments) -> Self {
        Self { fragments, out: String::new(), groups: vec![Vec::new()], view: View::Places, actors: false }
    }

    fn expand(&mut self, text: &str) {
        for piece in pieces(text).into_iter().flatten() {
            match piece {
                Piece::Text(text) => self.out.push_str(text),
                Piece::Named(named) => self.put(&named),
            }
        }
    }

    fn put(&mut self, named: &Named) {
        if named.in_class {
            let symbols = class(named.name).unwrap_or_default();
            self.see(symbols);
            return self.out.push_str(regex_class(symbols).trim_matches(['[', ']']));
        }
        match named.fields {
            Some(fields) => {
                self.groups.push(fields.split('+').map(|field| field.trim().to_owned()).collect());
                self.out.push('(');
            }
            None => self.out.push_str("(?:"),
        }
        match self.fragments.known.get(named.name) {
            Some(fragment) => self.expand(&fragment.text),
            None => self.symbols(class(named.name).unwrap_or_default()),
        }
        // A comment at the end of a fragment ends with the line.
        self.out.push_str("\n)");
    }

    fn symbols(&mut self, symbols: &[Symbol]) {
        self.see(symbols);
        self.out.push_str(&regex_class(symbols));
    }

    fn see(&mut self, symbols: &[Symbol]) {
        if symbols.iter().any(|symbol| matches!(symbol, Symbol::Party | Symbol::Goods)) {
            self.view = View::Actors;
        }
        self.actors |= symbols.iter().any(|symbol| symbol.is_actor());
    }
}
