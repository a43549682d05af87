//! Who is told by a place or a word that stands for one: 黑河方面, 汤方, 对方.

use super::super::place::Line;
use super::super::{Mention, Reading, Symbol};
use crate::span::Span;
use crate::value::{Party, PartyType};

/// 汤方, 黑河方面: the place that stands before, as a place.
pub(super) fn side(line: Line, mentions: &[Mention], head: Span) -> Option<Mention> {
    let place = mentions.iter().find(|mention| mention.span.end == head.start && matches!(mention.reading, Reading::Place(_)));
    let Some(Mention { span, reading: Reading::Place(value), .. }) = place else { return short_side(line, head) };
    let span = span.joined(head);
    let text = line.text[span.range()].iter().collect();
    let party = Party { text, kind: PartyType::Place, place: Some(value.clone()) };
    Some(Mention { span, symbol: Symbol::Party, reading: Reading::Party(party) })
}

/// 我们, 对方 as a whole word.
pub(super) fn pronoun(line: Line, mentions: &[Mention], span: Span) -> Option<Mention> {
    let known = mentions.iter().any(|mention| mention.span.overlaps(span));
    let edge = |at: u32| line.words.iter().any(|word| word.span.start == at) || at == line.span.end;
    // 来到我会, 我会共接收; not 我/会/努力
    let at = span.start as usize;
    let ours = line.text[span.range()] == ['我', '会'];
    let spoken = ours
        && !(at > line.span.start as usize && "到向由给交至在经".contains(line.text[at - 1])
            || line.text.get(span.end as usize).is_some_and(|c| "共已于接收派".contains(*c)));
    let whole = !spoken && edge(span.start) && edge(span.end);
    let text = line.text[span.range()].iter().collect();
    let party = Party { text, kind: PartyType::Group, place: None };
    (whole && !known).then_some(Mention { span, symbol: Symbol::Party, reading: Reading::Party(party) })
}

/// 向汤方提供: a country's first character before 方, which only a preposition of giving tells from other words.
fn short_side(line: Line, head: Span) -> Option<Mention> {
    let at = (head.start as usize).checked_sub(1).filter(|_| head.len() == 1)?;
    let before = at.checked_sub(1).filter(|&n| n >= line.span.start as usize).map(|n| line.text[n])?;
    if !"向为给交赠助予".contains(before) || !line.words.iter().any(|word| word.span == Span::new(at, at + 1)) {
        return None;
    }
    let span = Span::new(at, head.end as usize);
    let text = line.text[span.range()].iter().collect();
    let party = Party { text, kind: PartyType::Place, place: None };
    Some(Mention { span, symbol: Symbol::Party, reading: Reading::Party(party) })
}
