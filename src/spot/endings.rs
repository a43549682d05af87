//! A list of word endings, and the longest that ends at a position.

use rustc_hash::FxHashMap;

/// Endings by their last character, longer ones first.
#[derive(Debug)]
pub struct Endings<T> {
    by_last: FxHashMap<char, Vec<(Vec<char>, T)>>,
}

impl<T> Default for Endings<T> {
    fn default() -> Self {
        Self { by_last: FxHashMap::default() }
    }
}

impl<T: Copy> Endings<T> {
    /// Adds endings that mean the same.
    pub fn add(&mut self, words: &[String], meaning: T) {
        for word in words {
            let word: Vec<char> = word.chars().collect();
            if let Some(&last) = word.last() {
                let bucket = self.by_last.entry(last).or_default();
                bucket.push((word, meaning));
                bucket.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
            }
        }
    }

    /// The longest ending that ends `text`, with its length.
    pub fn longest(&self, text: &[char]) -> Option<(usize, T)> {
        let bucket = self.by_last.get(text.last()?)?;
        bucket.iter().find(|(word, _)| text.ends_with(word)).map(|(word, meaning)| (word.len(), *meaning))
    }
}
