//! Places that an article has named, so that a short form of them is known later.

use rustc_hash::FxHashMap;

use crate::value::{Level, Place};

/// Places that an article has named in full, by their name without suffix: 义王 → 义王市.
#[derive(Clone, Debug, Default)]
pub struct Named {
    by_name: FxHashMap<Vec<char>, Place>,
}

impl Named {
    /// Remembers a place by its stem.
    pub fn remember(&mut self, place: &Place) {
        let name: Vec<char> = place.name.chars().collect();
        if place.level == Level::Country {
            return;
        }
        if name.len() >= 3 {
            self.by_name.entry(name[..name.len() - 1].to_vec()).or_insert_with(|| place.clone());
        }
        self.by_name.entry(name).or_insert_with(|| place.clone());
    }

    pub(super) fn longest(&self, text: &[char], at: usize, end: usize) -> Option<(usize, &Place)> {
        (2..=8.min(end.saturating_sub(at))).rev().find_map(|n| self.by_name.get(&text[at..at + n]).map(|place| (at + n, place)))
    }
}
