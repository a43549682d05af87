//! The words of which one must stand in a sentence for a pattern to match, read off the pattern itself.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::Lazy;

/// The best triggers of several patterns that must all match.
pub fn best<'p>(patterns: impl Iterator<Item = &'p Lazy>) -> Option<Vec<String>> {
    patterns.filter_map(|pattern| pattern.triggers.as_ref()).max_by_key(|words| weight(words)).cloned()
}

/// More words make a prefilter useless.
const MOST: usize = 200;

/// A class of more characters than these promises nothing.
const WIDEST: usize = 16;

/// Words of which every match holds at least one; `None` where the pattern promises none.
pub fn triggers(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => Some(vec![String::from_utf8(literal.0.to_vec()).ok()?]),
        HirKind::Class(Class::Unicode(class)) => {
            let size: usize = class.ranges().iter().map(|range| range.end() as usize - range.start() as usize + 1).sum();
            let all = || class.ranges().iter().flat_map(|range| range.start()..=range.end()).map(String::from).collect();
            (size <= WIDEST).then(all)
        }
        HirKind::Capture(capture) => triggers(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => triggers(&repetition.sub),
        HirKind::Alternation(parts) => {
            let all: Option<Vec<Vec<String>>> = parts.iter().map(triggers).collect();
            all.map(|sets| sets.concat()).filter(|words| words.len() <= MOST)
        }
        HirKind::Concat(parts) => parts.iter().rev().filter_map(triggers).max_by_key(|words| weight(words)),
        HirKind::Empty | HirKind::Class(_) | HirKind::Look(_) | HirKind::Repetition(_) => None,
    }
}

/// Several sets of words: every match holds one word of each.
pub fn all_needed<'p>(patterns: impl Iterator<Item = &'p Lazy>) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = patterns.flat_map(|pattern| pattern.needed.iter().cloned()).collect();
    all.iter_mut().for_each(|set| {
        set.sort();
        set.dedup();
    });
    all.sort();
    all.dedup();
    all
}

/// Sets of words of one pattern.
pub fn needed(hir: &Hir) -> Vec<Vec<String>> {
    match hir.kind() {
        HirKind::Capture(capture) => needed(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => needed(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().flat_map(needed).collect(),
        _ => triggers(hir).into_iter().collect(),
    }
}

/// Rare words first, then few.
pub fn weight(words: &[String]) -> (usize, std::cmp::Reverse<usize>) {
    (words.iter().map(|word| rarity(word)).min().unwrap_or(0), std::cmp::Reverse(words.len()))
}

/// Whether a word stands in nearly every sentence, and so tells nothing.
pub fn is_common(word: &str) -> bool {
    rarity(word) == 0
}

/// 0 for what stands in nearly every sentence, 1 for single characters, 2 for words of nearly every article, 3 for others.
fn rarity(word: &str) -> usize {
    match word.chars().count() {
        0 | 1 if COMMON.contains(word) => 0,
        0 | 1 => 1,
        _ if FREQUENT.contains(&word) => 2,
        _ => 3,
    }
}

/// Characters and marks that stand in nearly every sentence.
const COMMON: &str = "，。、：；的一是在不了有和与及为以用将把从向给对于由到中上各等这也";

/// Words that stand in very many articles.
const FREQUENT: [&str; 10] = ["关系", "合作", "交流", "协议", "城市", "建立", "提供", "物资", "分别", "签署"];

#[cfg(test)]
mod tests {
    use super::super::lazy::parse;
    use super::*;

    #[test]
    fn every_match_holds_a_trigger() {
        for (pattern, want) in [
            ("甲.{0,3}结为(?:友好|姐妹)城市", Some(vec!["结为"])),
            ("(?:捐赠|赠送)了?[^。]*", Some(vec!["捐赠", "赠送"])),
            ("[甲乙]*", None),
            ("(?:结好)?丙", Some(vec!["丙"])),
            ("将[^。]*(?:捐|赠)给?", Some(vec!["捐", "赠"])),
        ] {
            let want = want.map(|words| words.into_iter().map(str::to_owned).collect::<Vec<_>>());
            assert_eq!(triggers(&parse(pattern).unwrap()), want, "{pattern}");
        }
    }

    #[test]
    fn every_match_holds_a_word_of_each_set() {
        for (pattern, want) in [
            ("(?:加入|进入)[^。]{0,8}(?:友城|姊妹市)", vec![vec!["加入", "进入"], vec!["友城", "姊妹市"]]),
            ("把(?:捐赠|赠送)?给", vec![vec!["把"], vec!["给"]]),
            ("(?:捐赠|赠送)+[^。]*书", vec![vec!["书"], vec!["捐赠", "赠送"]]),
        ] {
            assert_eq!(all_needed(std::iter::once(&Lazy::new(pattern, None).unwrap())), want, "{pattern}");
        }
    }
}
