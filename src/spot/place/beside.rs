//! What stands beside a name that may be a place or an ordinary word, or goes on over its ends.

use super::Line;
use crate::gazetteer::Entry;
use crate::segment::Word;
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

/// How what a place has begins, behind its suffix.
const GOVERNED: [&[char]; 4] = [&['政', '府'], &['政', '协'], &['委'], &['人', '大']];

/// Whether a word of the dictionary crosses an end of `at..end`: 长江 in 市长江; a time behind it (总社市/民国98年) parts it from what
/// follows.
pub(super) fn cuts_word(line: Line, at: usize, end: usize) -> bool {
    let crosses = |n: usize, word: &Word| (word.span.start as usize) < n && n < word.span.end as usize;
    // 江西省人民政府 is a word, and 江西省 begins it
    // 醴陵/市政府: the suffix was cut into what has the place
    let governed = |word: &Word| {
        let rest = &line.text[end.min(word.span.end as usize)..word.span.end as usize];
        word.span.start as usize + 1 == end
            && "市县区省州镇乡".contains(line.text[end - 1])
            && GOVERNED.iter().any(|head| rest.starts_with(head))
    };
    let office = |word: &&Word| word.tag == "nt" && word.span.start as usize == at || governed(word);
    let long = |word: &&Word| word.span.len() >= 2 && word.tag != "m" && word.tag != "nr" && !office(word);
    let parted = line.blocked.iter().any(|span| span.start as usize == end);
    end - at <= 3 && line.words.iter().filter(long).any(|word| crosses(at, word) || !parted && crosses(end, word))
}

/// Whether a word of the dictionary goes on over this place in the text: 市/民, 区/域.
pub(super) fn crossed(line: Line, at: usize) -> bool {
    line.words.iter().any(|word| (word.span.start as usize) < at && at < word.span.end as usize)
}
