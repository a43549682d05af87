//! A pattern parsed, put together from its fragments, each of which is parsed once: they make up most of what a pattern says.

use std::fmt::Write;
use std::sync::{Arc, PoisonError};

use regex_syntax::hir::{Capture, Hir, HirKind, Repetition};

use super::Fragments;
use super::lazy::parse;
use super::pieces::{Named, Piece, pieces};
use crate::spot::symbol::{class, regex_class};

impl Fragments {
    /// A pattern parsed with everything in place; `None` where only the whole text tells what it means, or where it is wrong.
    pub(super) fn whole(&self, text: &str) -> Option<Hir> {
        // What a flag changes, it changes in fragments too.
        if text.split("(?").skip(1).any(|rest| !rest.starts_with(':')) {
            return None;
        }
        let (mut shallow, mut parts) = (String::new(), Vec::new());
        for piece in pieces(text).ok()? {
            match piece {
                Piece::Text(text) => shallow.push_str(text),
                Piece::Named(Named { in_class: true, name, .. }) => {
                    shallow.push_str(regex_class(class(name)?).trim_matches(['[', ']']));
                }
                Piece::Named(Named { fields, name, .. }) => {
                    let open = if fields.is_some() { "(" } else { "(?:" };
                    write!(shallow, "{open}(?P<_{}>x))", parts.len()).ok()?;
                    parts.push(self.part(name)?);
                }
            }
        }
        Some(put(parse(&shallow).ok()?, &parts))
    }

    /// What a name stands for.
    pub(super) fn part(&self, name: &str) -> Option<Arc<Hir>> {
        let parsed = || self.parsed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = parsed().get(name) {
            return known.clone();
        }
        let part = match self.known.get(name) {
            Some(fragment) => self.whole(&fragment.text),
            None => parse(&regex_class(class(name)?)).ok(),
        };
        let part = part.map(Arc::new);
        parsed().insert(name.into(), part.clone());
        part
    }
}

/// The pattern with what names stand for in their places.
fn put(hir: Hir, parts: &[Arc<Hir>]) -> Hir {
    if hir.properties().explicit_captures_len() == 0 {
        return hir;
    }
    let all = |of: Vec<Hir>| of.into_iter().map(|part| put(part, parts)).collect::<Vec<Hir>>();
    match hir.into_kind() {
        HirKind::Capture(Capture { index, name, sub }) => match name.and_then(|name| parts.get(number(&name)?)) {
            Some(part) => Hir::clone(part),
            None => Hir::capture(Capture { index, name: None, sub: Box::new(put(*sub, parts)) }),
        },
        HirKind::Repetition(repetition) => {
            Hir::repetition(Repetition { sub: Box::new(put(*repetition.sub, parts)), ..repetition })
        }
        HirKind::Concat(of) => Hir::concat(all(of)),
        HirKind::Alternation(of) => Hir::alternation(all(of)),
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) => Hir::literal(literal.0),
        HirKind::Class(class) => Hir::class(class),
        HirKind::Look(look) => Hir::look(look),
    }
}

/// `3` of `_3`: people's patterns have no groups with names.
fn number(name: &str) -> Option<usize> {
    name.strip_prefix('_')?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::{Lazy, Source};
    use super::*;

    #[test]
    fn a_pattern_put_together_promises_what_its_text_does() {
        let mut fragments = Fragments::default();
        let source = Source { file: "a.toml", content: "", offset: 0 };
        for (name, text) in
            [("gift", "捐(?:赠|款)"), ("to", "给|赠予 # to"), ("few", "[^，。<time>]{0,6}?"), ("both", "<gift> <few> <to>")]
        {
            fragments.insert(name, text, source);
        }
        for pattern in
            ["<gift>物", "<a:city> <both>", "(?:<gift> | 送){2,3} <to>?", "<few><few>", "[甲<time>]<gift>", "(?i)a<gift>"]
        {
            let compiled = fragments.compile(pattern, source);
            let Ok(compiled) = compiled else {
                assert_eq!(pattern, "<few><few>");
                continue;
            };
            let whole = Lazy::new(compiled.regex.text(), None).unwrap();
            assert_eq!((&compiled.regex.triggers, &compiled.regex.needed), (&whole.triggers, &whole.needed), "{pattern}");
        }
    }
}
