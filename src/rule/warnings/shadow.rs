//! Rules that never give a fact, because one before them matches wherever they do.

use regex_syntax::hir::literal::Extractor;
use regex_syntax::hir::{Class, Hir, HirKind};

use crate::error::Diagnostic;
use crate::files::Files;
use crate::pattern::Pattern;
use crate::rule::{Rule, RuleSet};

/// A warning for each rule that another one of its kind hides, as far as that can be told without a text: it asks for as much or more,
/// and its pattern is the same, or has fewer words in one place. In kinds that are a value, rules add to each other, and none hides
/// another.
pub fn shadowed(set: &RuleSet, files: &Files) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    for (number, rule) in set.rules.iter().enumerate().filter(|(_, rule)| set.kinds[rule.kind].is.is_none()) {
        let hides = |other: &&Rule| {
            let patterns = || Some((other.pattern.regex.hir()?, rule.pattern.regex.hir()?));
            other.kind == rule.kind && asks_less(other, rule) && patterns().is_some_and(|(wide, narrow)| holds(wide, narrow))
        };
        warnings.extend(set.rules[..number].iter().find(hides).and_then(|other| warning(rule, other, files)));
    }
    warnings
}

fn warning(rule: &Rule, other: &Rule, files: &Files) -> Option<Diagnostic> {
    let (_, file) = files.by_origin(&rule.origin.file)?;
    let id = rule.id.split('/').next_back().unwrap_or_default();
    let start: usize = file.content.lines().take(rule.origin.line - 1).map(|line| line.len() + 1).sum();
    let offset = start + file.content.get(start..)?.find(id)?;
    let message = format!(
        "this rule never gives a fact: `{}` ({}:{}) comes before it and matches wherever it does; put it first, or take it out",
        other.id, other.origin.file, other.origin.line
    );
    Some(Diagnostic::at(&file.origin, &file.content, offset, message))
}

/// Whether one rule lets pass all that another one does, patterns aside, and makes a fact of it too.
fn asks_less(other: &Rule, rule: &Rule) -> bool {
    let among =
        |few: &[Pattern], many: &[Pattern]| few.iter().all(|few| many.iter().any(|many| few.regex.text() == many.regex.text()));
    let same = |one: &[Pattern], other: &[Pattern]| among(one, other) && among(other, one);
    let fields = |rule: &Rule| {
        let mut all = rule.pattern.groups.concat();
        all.sort();
        all
    };
    // a fallback gives way to every other rule
    let yields = other.fallback && !rule.fallback;
    let guards = !yields
        && among(&other.given, &rule.given)
        && among(&other.given_before, &rule.given_before)
        && among(&other.unless, &rule.unless);
    let around = same(&other.before, &rule.before) && same(&other.after, &rule.after);
    let alone = rule.each.is_none() && other.each.is_none() && !rule.within.iter().any(|id| **id == *other.id);
    let values = other.fill == rule.fill && other.need == rule.need && other.zip == rule.zip && other.spread == rule.spread;
    guards
        && around
        && alone
        && values
        && other.view() == rule.view()
        && fields(other) == fields(rule)
        && other.not_after.iter().all(|pair| rule.not_after.contains(pair))
}

/// Whether one pattern matches wherever another one does, and no less of the text.
fn holds(wide: &Hir, narrow: &Hir) -> bool {
    let (wide, narrow) = (stretches(wide), stretches(narrow));
    wide.len() == narrow.len() && wide.iter().zip(&narrow).all(|(wide, narrow)| wide.holds(narrow))
}

/// A part of a pattern.
enum Stretch<'h> {
    /// It is one of these words, the first that fits.
    Words(Vec<Vec<u8>>),
    Other(&'h Hir),
}

impl Stretch<'_> {
    fn holds(&self, narrow: &Self) -> bool {
        match (self, narrow) {
            (Stretch::Words(wide), Stretch::Words(narrow)) => narrow.iter().all(|word| chosen(wide, word)),
            (Stretch::Other(wide), Stretch::Other(narrow)) => wide == narrow || within(wide, narrow),
            (Stretch::Words(_), Stretch::Other(_)) | (Stretch::Other(_), Stretch::Words(_)) => false,
        }
    }
}

/// Whether a word is among these, and no shorter one would be taken in its place.
fn chosen(words: &[Vec<u8>], word: &[u8]) -> bool {
    let before = words.iter().take_while(|known| *known != word);
    words.iter().any(|known| known == word) && !before.into_iter().any(|shorter| word.starts_with(shorter))
}

fn within(wide: &Hir, narrow: &Hir) -> bool {
    match (wide.kind(), narrow.kind()) {
        (HirKind::Class(Class::Unicode(wide)), HirKind::Class(Class::Unicode(narrow))) => {
            let inside = |start, end| wide.iter().any(|range| range.start() <= start && end <= range.end());
            narrow.iter().all(|range| inside(range.start(), range.end()))
        }
        (HirKind::Repetition(wide), HirKind::Repetition(narrow)) => {
            let most = |max: Option<u32>| max.unwrap_or(u32::MAX);
            let times = wide.min <= narrow.min && most(narrow.max) <= most(wide.max);
            times && wide.greedy == narrow.greedy && holds(&wide.sub, &narrow.sub)
        }
        _ => false,
    }
}

/// The parts of a pattern in order; neighbours that are words are one.
fn stretches(hir: &Hir) -> Vec<Stretch<'_>> {
    let (mut parts, mut all, mut run) = (Vec::new(), Vec::new(), Vec::new());
    flatten(hir, &mut parts);
    for part in parts {
        if words(part).is_some() {
            run.push(part.clone());
            continue;
        }
        all.extend(joined(&mut run));
        all.push(Stretch::Other(part));
    }
    all.extend(joined(&mut run));
    all
}

fn joined<'h>(run: &mut Vec<Hir>) -> Option<Stretch<'h>> {
    let run = std::mem::take(run);
    // Too many words are none that could be compared.
    (!run.is_empty()).then(|| Stretch::Words(words(&Hir::concat(run)).unwrap_or_default()))
}

fn flatten<'h>(hir: &'h Hir, parts: &mut Vec<&'h Hir>) {
    match hir.kind() {
        HirKind::Concat(all) => all.iter().for_each(|part| flatten(part, parts)),
        HirKind::Capture(capture) => flatten(&capture.sub, parts),
        _ => parts.push(hir),
    }
}

/// All that a part can match, where that is a list of words.
fn words(hir: &Hir) -> Option<Vec<Vec<u8>>> {
    if !hir.properties().look_set().is_empty() {
        return None;
    }
    let mut extractor = Extractor::new();
    extractor.limit_class(50).limit_repeat(4).limit_literal_len(200).limit_total(1000);
    let words = extractor.extract(hir);
    let literals = words.literals().filter(|_| words.is_exact())?;
    Some(literals.iter().map(|literal| literal.as_bytes().to_vec()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::parse;

    #[test]
    fn a_pattern_holds_one_with_fewer_words() {
        for (wide, narrow, want) in [
            ("捐赠[^。]*款", "捐赠[^。]*款", true),
            ("(?:捐赠|赠送)[^。]*款", "赠送[^。]*款", true),
            ("(?:捐赠|捐给|赠送)[^。]*款", "(?:赠送|捐给)[^。]*款", true),
            ("赠送[^。]*款", "(?:捐赠|赠送)[^。]*款", false),
            ("(?:捐|捐赠)", "捐赠", false),
            ("(?:捐赠|捐)", "捐赠", true),
            ("[甲乙丙]丁", "(?:甲|丙)丁", true),
            ("[^。]{0,9}款", "[^，。]{0,5}款", true),
            ("[^，。]{0,9}款", "[^。]{0,5}款", false),
            ("(?:[甲乙]|丙丁)[^。]*", "丙丁[^，。]*", true),
            ("^捐赠", "捐赠", false),
        ] {
            assert_eq!(holds(&parse(wide).unwrap(), &parse(narrow).unwrap()), want, "{wide} {narrow}");
        }
    }
}
