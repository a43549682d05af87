//! What stands beside a place and tells what the next words are: 意大利友城法恩扎市, 罗伯特·海恩斯.

use super::{Line, Named, PlaceMention, PlaceSort, Places, starts_with};
use crate::span::Span;
use crate::value::Place;

impl Places {
    /// The city that a country's name and a word such as 友城 lead in.
    pub(super) fn twin(&self, line: Line, country: &PlaceMention, named: &Named) -> Option<PlaceMention> {
        let end = country.span.end as usize;
        let word = self
            .tables
            .twins
            .iter()
            .filter(|_| country.sort == PlaceSort::Country)
            .find(|word| starts_with(line.text, end, word))?;
        let at = end + word.chars().count();
        let part = self.part(line, at, Some(&country.place), named)?;
        let place = Place { text: line.text[at..part.end].iter().collect(), ..part.place };
        Some(PlaceMention { span: Span::new(at, part.end), place, sort: PlaceSort::Foreign })
    }
}

/// 罗伯特·海恩斯: a part of a foreign person's name is no place; in 中国·海恩斯 it is one.
pub(super) fn within_name(line: Line, span: Span, found: &[PlaceMention]) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    let dot = |at: usize| line.text.get(at) == Some(&'·');
    let han = |at: usize| line.text.get(at).is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
    let behind_place = found.last().is_some_and(|last| last.span.end as usize + 1 == start);
    let suffixed = "市省州县区郡府道町村镇".contains(line.text[end - 1]);
    let behind_dot = start >= 2 && dot(start - 1) && han(start - 2) && start - 1 > line.span.start as usize;
    behind_dot && !behind_place && !suffixed
}
