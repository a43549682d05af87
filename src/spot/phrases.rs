//! Phrases looked up at a position of a sentence: the longest that begins (or ends) there.

use rustc_hash::FxHashMap;

/// Behind the blanks (at most three) that stand at `at`; never beyond the end of the text.
pub fn past_blanks(text: &[char], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    (at + rest.iter().take(3).take_while(|c| c.is_whitespace()).count()).min(text.len())
}

/// Before the blanks (at most three) that end before `end`.
pub fn before_blanks(text: &[char], floor: usize, end: usize) -> usize {
    let rest = text.get(floor..end).unwrap_or_default();
    end - rest.iter().rev().take(3).take_while(|c| c.is_whitespace()).count()
}

/// Phrases that begin alike, and what each stands for.
type List<T> = Vec<(Box<[char]>, T)>;

/// Phrases and what each stands for, by their first character; a table built with `ending` is read backwards.
#[derive(Clone, Debug, Default)]
pub struct Phrases<T> {
    /// The longest first.
    by_first: FxHashMap<char, List<T>>,
    firsts: CharSet,
}

/// A set of characters of the basic plane that answers quickly; others it takes for members.
#[derive(Clone, Debug, Default)]
pub struct CharSet {
    bits: Vec<u64>,
}

impl CharSet {
    /// The set of these characters.
    pub fn new(chars: impl IntoIterator<Item = char>) -> Self {
        let mut bits = vec![0; 1024];
        chars.into_iter().filter(|c| u32::from(*c) < 0x10000).for_each(|c| bits[c as usize / 64] |= 1 << (c as usize % 64));
        Self { bits }
    }

    /// Whether the character may be in the set.
    pub fn has(&self, c: char) -> bool {
        self.bits.get(c as usize / 64).is_none_or(|word| word >> (c as usize % 64) & 1 == 1)
    }
}

impl<T: Clone> Phrases<T> {
    /// A table of phrases that begin at a position.
    pub fn new<'a>(phrases: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        Self::build(phrases.into_iter().map(|(phrase, value)| (phrase.chars().collect(), value)))
    }

    /// A table of phrases that end at a position.
    pub fn ending<'a>(phrases: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        Self::build(phrases.into_iter().map(|(phrase, value)| (phrase.chars().rev().collect(), value)))
    }

    fn build(phrases: impl Iterator<Item = (Vec<char>, T)>) -> Self {
        let mut by_first: FxHashMap<char, List<T>> = FxHashMap::default();
        for (phrase, value) in phrases {
            if let Some(&first) = phrase.first() {
                by_first.entry(first).or_default().push((phrase.into(), value));
            }
        }
        by_first.values_mut().for_each(|list| list.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len())));
        let firsts = CharSet::new(by_first.keys().copied());
        Self { by_first, firsts }
    }

    /// Those that begin at `at`, the longest first, as (end, value).
    pub fn all_at<'a>(&'a self, text: &'a [char], at: usize) -> impl Iterator<Item = (usize, &'a T)> {
        let list =
            text.get(at).filter(|c| self.firsts.has(**c)).and_then(|c| self.by_first.get(c)).map_or(&[][..], Vec::as_slice);
        let found = list.iter().filter(move |(phrase, _)| text[at..].starts_with(phrase));
        found.map(move |(phrase, value)| (at + phrase.len(), value))
    }

    /// The longest that begins at `at`, as (end, value).
    pub fn at<'a>(&'a self, text: &'a [char], at: usize) -> Option<(usize, &'a T)> {
        self.all_at(text, at).next()
    }

    /// The longest that ends before `end` and does not begin before `floor`, as (start, value).
    pub fn before(&self, text: &[char], floor: usize, end: usize) -> Option<(usize, &T)> {
        let last = text.get(floor..end)?.last()?;
        let fits =
            |phrase: &[char]| phrase.len() <= end - floor && phrase.iter().eq(text[end - phrase.len()..end].iter().rev());
        let (phrase, value) = self.by_first.get(last)?.iter().find(|(phrase, _)| fits(phrase))?;
        Some((end - phrase.len(), value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_wins_in_both_directions() {
        let text: Vec<char> = "不超过三个月".chars().collect();
        let forward = Phrases::new([("个", 1), ("个月", 2)]);
        assert_eq!(forward.at(&text, 4), Some((6, &2)));
        assert_eq!(forward.at(&text, 5), None);
        let backward = Phrases::ending([("超过", 1), ("不超过", 2)]);
        assert_eq!(backward.before(&text, 0, 3), Some((0, &2)));
        assert_eq!(backward.before(&text, 1, 3), Some((1, &1)));
    }
}
