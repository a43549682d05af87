//! Words that stand for places named elsewhere: 两市, 该州, 我省.

use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::place::{PlaceMention, PlaceSort};
use super::{Mention, Reading, Symbol};
use crate::context::{Context, Rank};
use crate::error::Diagnostic;
use crate::files::Files;
use crate::span::Span;
use crate::value::Place;

/// Reads references; immutable.
pub struct References {
    words: Vec<(Vec<char>, Sort, Rank)>,
    /// The first characters of all words.
    first: FxHashSet<char>,
}

#[derive(Clone, Copy, Debug)]
enum Sort {
    Both,
    Last,
    Home,
}

/// `lexicon/references.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    both: Vec<Words>,
    last: Vec<Words>,
    home: Vec<Words>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: Vec<String>,
    level: Rank,
}

impl References {
    /// Loads the table.
    ///
    /// # Errors
    /// The mistake in it.
    pub fn load(files: &Files) -> Result<Self, Diagnostic> {
        let table: Table = files.table("lexicon/references.toml")?;
        let sorts = [(Sort::Both, table.both), (Sort::Last, table.last), (Sort::Home, table.home)];
        let mut words: Vec<(Vec<char>, Sort, Rank)> = Vec::new();
        for (sort, tables) in sorts {
            for entry in tables {
                words.extend(
                    entry.words.iter().filter(|word| !word.is_empty()).map(|word| (word.chars().collect(), sort, entry.level)),
                );
            }
        }
        words.sort_by_key(|(word, _, _)| std::cmp::Reverse(word.len()));
        let first = words.iter().map(|(word, _, _)| word[0]).collect();
        Ok(Self { words, first })
    }

    /// The reference that starts at `at`, resolved as far as the article lets one tell.
    pub fn at(&self, text: &[char], at: usize, end: usize, context: &Context) -> Option<Mention> {
        if !self.first.contains(&text[at]) {
            return None;
        }
        let (word, sort, rank) = self.words.iter().find(|(word, _, _)| text[at..end].starts_with(word))?;
        let span = Span::new(at, at + word.len());
        // 与该市, 向该市: not a place that the same clause names as its subject.
        let other_side = at > 0 && "与和同跟向给对".contains(text[at - 1]);
        let before = if other_side { clause_start(text, at) } else { span.start };
        let one = |place: Option<&Place>| {
            let place = place?.clone();
            let symbol = if place.is_chinese() { Symbol::PlaceCn } else { Symbol::PlaceForeign };
            Some(Mention { span, symbol, reading: Reading::Place(place) })
        };
        match sort {
            Sort::Both => {
                let places = context.both(*rank, before).map(Box::new);
                Some(Mention { span, symbol: Symbol::Ref, reading: Reading::Both(places) })
            }
            // 我市 is the home; 该市 is never that
            Sort::Last => one(context.last_of(*rank, before, |span| !"我本全".contains(text[span.start as usize]))),
            Sort::Home => one(context.home(*rank)),
        }
    }
}

fn clause_start(text: &[char], at: usize) -> u32 {
    let start = (0..at).rev().find(|&n| "，。；：！？\n".contains(text[n])).map_or(0, |n| n + 1);
    Span::new(start, at).start
}

/// A resolved reference is a place that later references may lean on.
pub fn as_place(mention: &Mention) -> Option<PlaceMention> {
    let Reading::Place(place) = &mention.reading else { return None };
    let sort = if mention.symbol == Symbol::PlaceCn { PlaceSort::Chinese } else { PlaceSort::Foreign };
    Some(PlaceMention { span: mention.span, place: place.clone(), sort })
}
