//! What stands beside a name that may be a place or an ordinary word.

use super::Line;
use crate::gazetteer::Entry;
use crate::value::Level;

/// Behind what a place is to another (友城仙台), or between a link and what two places do or are: 武汉与大分是友城. Of a small one
/// only what places do says so: 与江阴结好.
pub(super) fn linked(line: Line, at: usize, end: usize, entry: &Entry) -> bool {
    const TIES: [&str; 6] = ["友城", "友好城市", "姐妹城市", "姊妹城市", "姊妹市", "姐妹市"];
    let large = entry.population >= 100_000;
    if large && TIES.iter().any(|word| ends_with(&line.text[..at], word)) {
        return true;
    }
    // 、 behind a place that was read, or before one: 曼谷、金边
    let listed = line.text[..at].ends_with(&['、']) || line.text.get(end) == Some(&'、');
    let known = large || entry.level == Level::Province;
    if known && entry.country != "CN" && listed && TIES.iter().any(|word| holds(line.text, line.span.range(), word)) {
        return true;
    }
    let before = at > line.span.start as usize && "与同和跟".contains(line.text[at - 1]);
    let signs = if large { "是结缔互建签的、，。已正于自成0123456789" } else { "结缔签" };
    before && line.text.get(end).is_some_and(|c| signs.contains(*c))
}

fn holds(text: &[char], within: std::ops::Range<usize>, word: &str) -> bool {
    let word: Vec<char> = word.chars().collect();
    text[within].windows(word.len()).any(|part| part == word)
}

fn ends_with(text: &[char], word: &str) -> bool {
    let mut rest = text.iter().rev();
    word.chars().rev().all(|c| rest.next() == Some(&c))
}
