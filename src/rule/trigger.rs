//! The words of which one must stand in a sentence for a pattern to match, read off the pattern itself.

use regex_syntax::hir::{Hir, HirKind};

/// Words of which every match holds at least one; `None` where the pattern promises none.
pub fn triggers(pattern: &str) -> Option<Vec<String>> {
    let mut parser = regex_syntax::ParserBuilder::new().ignore_whitespace(true).build();
    required(&parser.parse(pattern).ok()?)
}

/// More words make a prefilter useless.
const MOST: usize = 200;

fn required(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => Some(vec![String::from_utf8(literal.0.to_vec()).ok()?]),
        HirKind::Class(class) => {
            let literals = class.literal().map(|bytes| vec![String::from_utf8(bytes).ok()]);
            literals.and_then(|all| all.into_iter().collect())
        }
        HirKind::Capture(capture) => required(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => required(&repetition.sub),
        HirKind::Alternation(parts) => {
            let all: Option<Vec<Vec<String>>> = parts.iter().map(required).collect();
            all.map(|sets| sets.concat()).filter(|words| words.len() <= MOST)
        }
        // Of equals the first, which `max_by_key` would leave for the last.
        HirKind::Concat(parts) => parts.iter().rev().filter_map(required).max_by_key(|words| weight(words)),
        HirKind::Empty | HirKind::Look(_) | HirKind::Repetition(_) => None,
    }
}

/// Long words first, then few: single characters stand everywhere.
fn weight(words: &[String]) -> (usize, std::cmp::Reverse<usize>) {
    let shortest = words.iter().map(|word| word.chars().count()).min().unwrap_or(0);
    (shortest.min(2), std::cmp::Reverse(words.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_match_holds_a_trigger() {
        for (pattern, want) in [
            ("甲.{0,3}结为(?:友好|姐妹)城市", Some(vec!["结为"])),
            ("(?:捐赠|赠送)了?[^。]*", Some(vec!["捐赠", "赠送"])),
            ("[甲乙]*", None),
            ("(?:结好)?丙", Some(vec!["丙"])),
        ] {
            let want = want.map(|words| words.into_iter().map(str::to_owned).collect::<Vec<_>>());
            assert_eq!(triggers(pattern), want, "{pattern}");
        }
    }
}
