//! Patterns, characters and words that no text can ever have.

use toml::Spanned;

use super::Written;
use crate::error::Diagnostic;
use crate::files::{File, Files};
use crate::pattern::{Fragments, folded, shown, unseen};
use crate::plain::Fold;
use crate::rule::compile::{insert, source};
use crate::rule::file::{AdditionFile, Ordered};

/// A warning for each part of a pattern that can match nothing, whatever stands in the text.
pub fn never(kinds: &[Written], shared: &Written, fold: &Fold) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    for own in kinds.iter().chain([&Written::new()]) {
        let mut fragments = Fragments::default();
        shared.iter().chain(own).for_each(|(file, table)| insert(&mut fragments, &table.fragments, file));
        // Those of the shared file are the same for each kind.
        let files = if own.is_empty() { shared } else { own };
        files.iter().for_each(|(file, table)| warnings.extend(of_file(file, table, &fragments, fold)));
    }
    warnings
}

fn of_file(file: &File, table: &AdditionFile, fragments: &Fragments, fold: &Fold) -> Vec<Diagnostic> {
    let texts = table.patterns().chain(table.fragments.values());
    let patterns = texts.flat_map(|text| fragments.never(text.get_ref(), source(file, text), fold));
    let not_after = table.rule.iter().flat_map(|rule| characters(file, &rule.not_after, fold));
    patterns.chain(not_after).collect()
}

/// The characters of `not_after`.
fn characters(file: &File, table: &Ordered<String>, fold: &Fold) -> Vec<Diagnostic> {
    let lost = |text: &String, c: char| fold.char(c) != c && !text.contains(fold.char(c));
    let of = |(_, text): &(_, Spanned<String>)| {
        let all = text
            .get_ref()
            .chars()
            .filter(|c| lost(text.get_ref(), *c))
            .map(|c| at(file, text.span().start, &c.to_string(), fold));
        all.collect::<Vec<_>>()
    };
    table.0.iter().flat_map(of).collect()
}

/// A warning for each word in a table of `lexicon/` that the text never has, in this form.
pub fn words(files: &Files, fold: &Fold) -> Vec<Diagnostic> {
    let tables = files.within("lexicon", ".toml").filter(|(name, _)| *name != ZONES);
    let tables = tables.flat_map(|(name, file)| {
        let added = files.additions(&format!("lexicon/{name}.toml"));
        std::iter::once(file).chain(added).map(move |file| (name, file))
    });
    tables.flat_map(|(name, file)| if name == CUES { cues(file, fold) } else { of_table(file, fold) }).collect()
}

/// What is looked for in pages, before anything is folded.
const ZONES: &str = "zones";
/// The only table of which the words are patterns.
const CUES: &str = "cues";

fn cues(file: &File, fold: &Fold) -> Vec<Diagnostic> {
    let patterns = file.strings().into_iter();
    patterns.flat_map(|text| Fragments::default().never(text.get_ref(), source(file, &text), fold)).collect()
}

fn of_table(file: &File, fold: &Fold) -> Vec<Diagnostic> {
    let lost = |word: &&str, all: &str| {
        let strange = word.chars().any(|c| !c.is_ascii() && fold.char(c) != c);
        // A table may list both forms.
        strange && !all.split_whitespace().any(|other| other == folded(word, fold))
    };
    let of = |text: Spanned<String>| {
        let words = text.get_ref().split_whitespace().filter(|word| lost(word, text.get_ref()));
        words.map(|word| at(file, text.span().start, short(word, fold), fold)).collect::<Vec<_>>()
    };
    file.strings().into_iter().flat_map(of).collect()
}

/// No word is so long; a list of characters is, and then the first that the text never has tells more.
const LONG: usize = 12;

fn short<'w>(word: &'w str, fold: &Fold) -> &'w str {
    let lost = word.char_indices().find(|(_, c)| fold.char(*c) != *c).filter(|_| word.chars().count() > LONG);
    lost.map_or(word, |(at, c)| &word[at..at + c.len_utf8()])
}

fn at(file: &File, start: usize, word: &str, fold: &Fold) -> Diagnostic {
    let plain = folded(word, fold);
    let offset = start + file.content[start..].find(word).unwrap_or(0);
    let message = format!("{}; write {}", unseen(word, &plain), shown(&plain));
    Diagnostic::at(&file.origin, &file.content, offset, message)
}
