//! A list of words, asked at every word of a text: found by their first character.

use rustc_hash::FxHashMap;

/// Words by their first character.
#[derive(Clone, Debug, Default)]
pub struct Words(FxHashMap<char, Vec<Vec<char>>>);

impl Words {
    /// The words of a table.
    pub fn new(words: &[String]) -> Self {
        let mut by_first: FxHashMap<char, Vec<Vec<char>>> = FxHashMap::default();
        for word in words.iter().map(|word| word.chars().collect::<Vec<char>>()) {
            if let Some(&first) = word.first() {
                by_first.entry(first).or_default().push(word);
            }
        }
        Self(by_first)
    }

    fn beginning<'w>(&'w self, text: &'w [char]) -> impl Iterator<Item = &'w Vec<char>> {
        let words = text.first().and_then(|first| self.0.get(first)).into_iter().flatten();
        words.filter(|word| text.starts_with(word))
    }

    /// Whether this text is one of the words.
    pub fn has(&self, text: &[char]) -> bool {
        self.beginning(text).any(|word| word.len() == text.len())
    }

    /// Whether one of the words stands at the start of this text.
    pub fn begin(&self, text: &[char]) -> bool {
        self.beginning(text).next().is_some()
    }

    /// How long the longest of the words is that stands at the start of this text.
    pub fn longest(&self, text: &[char]) -> Option<usize> {
        self.beginning(text).map(Vec::len).max()
    }

    /// Whether one of the words stands at the start of this text, with more behind it.
    pub fn lead(&self, text: &[char]) -> bool {
        self.beginning(text).any(|word| word.len() < text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_and_at_the_start() {
        let words = Words::new(&["欧阳".into(), "王".into(), String::new()]);
        let chars = |text: &str| text.chars().collect::<Vec<char>>();
        for (text, has, begin, lead) in
            [("王", true, true, false), ("王小明", false, true, true), ("欧", false, false, false), ("", false, false, false)]
        {
            let text = chars(text);
            assert_eq!((words.has(&text), words.begin(&text), words.lead(&text)), (has, begin, lead), "{text:?}");
        }
    }
}
