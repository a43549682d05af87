//! Where a rule matches in a folded sentence: its pattern, guards, and what `[around]` finds beside it.

use std::ops::Range;

use super::{Captures, Hit, Rule};
use crate::pattern::Pattern;
use crate::spot::Folded;

/// A match: its range, and those of its fields.
type Found<'p> = (Range<usize>, Captures<'p>);

impl Rule {
    /// Every match in a sentence, guards applied.
    pub(super) fn find<'r>(&'r self, folded: &Folded) -> Vec<Hit<'r>> {
        let text = &folded.text;
        let says = |guard: &Pattern| guard.regex.is_match(text) || guard.regex.is_match(&folded.plain);
        if !self.given.iter().all(says) || self.unless.iter().any(says) {
            return Vec::new();
        }
        let mut hits = Vec::new();
        for (core, mut captures) in self.matches(&self.pattern, text, 0..text.len()) {
            self.look(text, &core, &mut captures);
            let whole =
                captures.iter().fold(core.clone(), |whole, (_, range)| whole.start.min(range.start)..whole.end.max(range.end));
            let stretch = captures.iter().find(|(field, _)| *field == "each").map(|(_, range)| range.clone());
            match (&self.each, stretch) {
                (Some(each), Some(stretch)) => {
                    for (span, inner) in self.matches(each, text, stretch) {
                        let captures = inner.into_iter().chain(captures.iter().cloned()).collect();
                        hits.push(Hit { rule: self, span, whole: whole.clone(), core: core.clone(), captures });
                    }
                }
                _ => hits.push(Hit { rule: self, span: whole.clone(), whole, core, captures }),
            }
        }
        hits
    }

    fn matches<'r>(&'r self, pattern: &'r Pattern, text: &str, within: Range<usize>) -> Vec<Found<'r>> {
        pattern.matches(text, within, |captures| self.allows(text, captures))
    }

    /// Adds the fields that the words around a match give and that it has not captured itself; two fields never share a word.
    fn look<'r>(&'r self, text: &str, core: &Range<usize>, captures: &mut Captures<'r>) {
        for (patterns, within) in [(&self.before, 0..core.start), (&self.after, core.end..text.len())] {
            for pattern in patterns.iter() {
                let fresh = |found: &[(&str, Range<usize>)]| self.allows(text, found) && apart(found, captures);
                let found = pattern.matches(text, within.clone(), fresh);
                let nearest = if within.start == 0 { found.into_iter().next_back() } else { found.into_iter().next() };
                let list = |field: &str| self.many.iter().any(|many| many == field);
                let new = |field: &str| list(field) || !captures.iter().any(|(known, _)| *known == field);
                let added: Captures =
                    nearest.into_iter().flat_map(|(_, fields)| fields).filter(|(field, _)| new(field)).collect();
                captures.extend(added);
            }
        }
    }
}

/// Whether no field stands where another one was captured already.
fn apart(found: &[(&str, Range<usize>)], captures: &[(&str, Range<usize>)]) -> bool {
    let clash = |(field, range): &(&str, Range<usize>)| {
        let meets = |known: &Range<usize>| known.start < range.end && range.start < known.end;
        captures.iter().any(|(name, known)| name != field && meets(known))
    };
    !found.iter().any(clash)
}

impl Rule {
    fn allows(&self, text: &str, captures: &[(&str, Range<usize>)]) -> bool {
        self.refused(text, captures).is_none()
    }

    /// The first field that stands behind a character that it may not follow, and that character.
    pub(super) fn refused<'c>(
        &self,
        text: &str,
        captures: &[(&'c str, Range<usize>)],
    ) -> Option<(&'c str, char, Range<usize>)> {
        captures.iter().find_map(|(field, range)| {
            let before = text[..range.start].chars().next_back()?;
            let wrong = |(name, characters): &(String, String)| name == field && characters.contains(before);
            self.not_after.iter().any(wrong).then(|| (*field, before, range.clone()))
        })
    }
}

impl Pattern {
    /// The matches within a range of a text that `allowed` lets pass, none overlapping; where one is refused, the search goes on
    /// one character further.
    pub(super) fn matches(
        &self,
        text: &str,
        within: Range<usize>,
        allowed: impl Fn(&[(&str, Range<usize>)]) -> bool,
    ) -> Vec<Found<'_>> {
        let (stretch, mut from, mut found) = (&text[within.clone()], 0, Vec::new());
        while let Some(captures) = (from <= stretch.len()).then(|| self.regex.captures_at(stretch, from)).flatten() {
            let (span, fields) = self.read(&captures, within.start);
            let next =
                span.start - within.start + stretch[span.start - within.start..].chars().next().map_or(1, char::len_utf8);
            if allowed(&fields) {
                from = (span.end - within.start).max(next);
                found.push((span, fields));
            } else {
                from = next;
            }
        }
        found
    }

    /// The span and the captured fields of a match, moved by `offset` bytes.
    fn read(&self, captures: &regex::Captures, offset: usize) -> (Range<usize>, Captures<'_>) {
        let moved = |found: regex::Match| found.start() + offset..found.end() + offset;
        let whole = moved(captures.get(0).expect("a match has a whole"));
        let fields = self.groups.iter().enumerate().skip(1).filter_map(|(n, fields)| Some((fields, moved(captures.get(n)?))));
        (whole, fields.flat_map(|(fields, range)| fields.iter().map(move |field| (field.as_str(), range.clone()))).collect())
    }
}
