//! A list of words with what each means, looked up at a position of a text: the longest that stands there.

use rustc_hash::FxHashMap;

/// Words by their first character, the longest first.
#[derive(Clone, Debug)]
pub(super) struct Words<T> {
    by_first: FxHashMap<char, Vec<Word<T>>>,
}

#[derive(Clone, Debug)]
struct Word<T> {
    text: Vec<char>,
    means: T,
    unless: Unless,
}

/// What must not stand around a word.
#[derive(Clone, Debug, Default)]
pub(super) struct Unless {
    /// Characters of which none may stand right before.
    pub(super) after: Vec<char>,
    /// Texts of which none may stand right behind.
    pub(super) before: Vec<Vec<char>>,
}

impl Unless {
    pub(super) fn new(after: &str, before: &[String]) -> Self {
        Self { after: after.chars().collect(), before: before.iter().map(|text| text.chars().collect()).collect() }
    }

    fn allows(&self, text: &[char], at: usize, end: usize) -> bool {
        let before = at.checked_sub(1).and_then(|n| text.get(n));
        let led = before.is_some_and(|c| self.after.contains(c));
        !led && !self.before.iter().any(|word| text[end..].starts_with(word))
    }
}

impl<T: Copy> Words<T> {
    pub(super) fn new() -> Self {
        Self { by_first: FxHashMap::default() }
    }

    /// Adds words that all mean the same.
    pub(super) fn add(&mut self, words: &[String], means: T, unless: &Unless) {
        for word in words {
            let text: Vec<char> = word.chars().collect();
            let Some(&first) = text.first() else { continue };
            let bucket = self.by_first.entry(first).or_default();
            bucket.push(Word { text, means, unless: unless.clone() });
            bucket.sort_by_key(|word| std::cmp::Reverse(word.text.len()));
        }
    }

    /// The meaning of the longest word at `at` that may stand there, and its end.
    pub(super) fn find(&self, text: &[char], at: usize) -> Option<(T, usize)> {
        let bucket = self.by_first.get(text.get(at)?)?;
        bucket.iter().find_map(|word| {
            let end = at + word.text.len();
            let stands = text[at..].starts_with(&word.text) && word.unless.allows(text, at, end);
            stands.then_some((word.means, end))
        })
    }

    /// The two characters that each word begins with.
    pub(super) fn openings(&self) -> impl Iterator<Item = (char, char)> {
        let words = self.by_first.values().flatten();
        words.filter_map(|word| Some((*word.text.first()?, *word.text.get(1)?)))
    }
}

/// Words of which it only matters whether one stands before or behind a position.
#[derive(Clone, Debug, Default)]
pub(super) struct Cues {
    words: Vec<Vec<char>>,
}

impl Cues {
    pub(super) fn new(words: &[String]) -> Self {
        Self { words: words.iter().map(|word| word.chars().collect()).collect() }
    }

    /// Whether one ends at `at`.
    pub(super) fn before(&self, text: &[char], at: usize) -> bool {
        self.words.iter().any(|word| text[..at].ends_with(word))
    }

    /// Whether one stands somewhere in a text.
    pub(super) fn within(&self, text: &[char]) -> bool {
        self.words.iter().any(|word| text.windows(word.len().max(1)).any(|part| part == word))
    }

    /// Whether one begins at `at`.
    pub(super) fn behind(&self, text: &[char], at: usize) -> bool {
        self.words.iter().any(|word| text[at..].starts_with(word))
    }
}
