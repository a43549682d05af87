//! Which rules can match somewhere in an article at all: those of whose words it holds enough.

use aho_corasick::{AhoCorasick, MatchKind};

use super::Rule;
use crate::pattern::weight;

/// The words that rules need; immutable.
#[derive(Clone, Debug)]
pub struct Waking {
    words: AhoCorasick,
    /// For each rule the sets of words, by number, of each of which an article must hold one.
    needs: Vec<Vec<Vec<usize>>>,
}

impl Waking {
    /// The words of these rules.
    pub fn new(rules: &[Rule]) -> Self {
        // What stands in nearly every sentence tells nothing.
        let needs: Vec<Vec<&Vec<String>>> =
            rules.iter().map(|rule| rule.needs.iter().filter(|set| weight(set).0 > 0).collect()).collect();
        let mut all: Vec<&str> = needs.iter().flatten().flat_map(|set| set.iter()).map(String::as_str).collect();
        all.sort_unstable();
        all.dedup();
        let number = |word: &String| all.binary_search(&word.as_str()).expect("it was collected");
        let needs = needs.iter().map(|sets| sets.iter().map(|set| set.iter().map(number).collect()).collect()).collect();
        let words = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&all).expect("a few hundred short words");
        Self { words, needs }
    }

    /// For each rule whether it can match somewhere in an article of these texts.
    pub fn awake(&self, texts: &[&str]) -> Vec<bool> {
        let mut present = vec![false; self.words.patterns_len()];
        for found in texts.iter().flat_map(|text| self.words.find_overlapping_iter(text)) {
            present[found.pattern().as_usize()] = true;
        }
        let met = |set: &Vec<usize>| set.iter().any(|&word| present[word]);
        self.needs.iter().map(|sets| sets.iter().all(met)).collect()
    }
}
