//! The word that somebody meant.

/// The known word that differs least from this one; `None` where none is close.
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let close = word.chars().count().div_ceil(3);
    let distances = known.into_iter().map(|known| (distance(known, word), known));
    distances.filter(|(distance, _)| *distance <= close).min_by_key(|(distance, _)| *distance).map(|(_, known)| known)
}

/// How many letters differ.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_near() {
        for (a, b, want) in [("city", "city", 0), ("citty", "city", 1), ("时间", "时", 1), ("", "ab", 2)] {
            assert_eq!((distance(a, b), distance(b, a)), (want, want), "{a} {b}");
        }
        assert_eq!(nearest("ciyt", ["city", "party"]), Some("city"));
        assert_eq!(nearest("visit", ["city", "party"]), None);
    }
}
