//! Names that the dictionary doesn't know: of persons who give, and of organizations cut into pieces.

use super::super::place::Line;
use super::super::{Mention, Reading, Symbol};
use super::Parties;
use crate::segment::Word;
use crate::span::Span;
use crate::value::{Party, PartyType};

impl Parties {
    /// 雷千顺拿出, 主委宋俊明率先: a surname and one or two characters that no word of the dictionary holds, before a verb or a
    /// preposition of giving.
    pub(super) fn name_at(&self, line: Line, mentions: &[Mention], last: Word) -> Option<Mention> {
        let end = last.span.end as usize;
        let rest = &line.text[end..line.span.end as usize];
        if !self.acts.iter().any(|act| rest.starts_with(act)) || last.span.len() > 2 {
            return None;
        }
        let from = (2..=3).rev().filter_map(|n| end.checked_sub(n)).find(|&from| {
            let name = line.text.get(from..end).unwrap_or_default();
            let surname = self.surnames.iter().any(|surname| name.starts_with(surname) && name.len() > surname.len());
            from >= line.span.start as usize && surname && self.stands_free(line, mentions, from) && loose(line, from, end)
        })?;
        let known = mentions.iter().any(|mention| mention.span.overlaps(Span::new(from, end)));
        let titled = self.endings.longest(&line.text[line.span.start as usize..from]).is_some();
        let span = Span::new(if titled { self.extend(line, mentions, from) } else { from }, end);
        let text = line.text[span.range()].iter().collect();
        let party = Party { text, kind: PartyType::Person, place: None };
        (!known).then_some(Mention { span, symbol: Symbol::Party, reading: Reading::Party(party) })
    }

    /// Whether a name can begin at `at`: at the start of a clause, behind a title or a group.
    fn stands_free(&self, line: Line, mentions: &[Mention], at: usize) -> bool {
        let start = line.span.start as usize;
        at == start
            || "，、；：“的由向给）".contains(line.text[at - 1])
            || mentions.iter().any(|mention| mention.span.end as usize == at)
            || self.endings.longest(&line.text[start..at]).is_some()
    }

    /// A name that the dictionary cuts into pieces (蕉/北/商会, 大/分/市政府): up to four characters of short words between the start
    /// of a clause, or a place, and the noun.
    pub(super) fn odd_run(&self, line: Line, mentions: &[Mention], at: usize) -> Option<usize> {
        const FUNCTION: &str = "的了在向给为对由将把被与和同跟及或等从到于是有也都又还再已曾即就后前时中各共每至并则而其之此这那个名位家所送收捐赠赴请让使去来托经代替";
        let (start, mut from) = (line.span.start as usize, at);
        while from > start && at - from < 4 {
            let word = line.words.iter().find(|word| word.span.range().contains(&(from - 1)))?;
            let text = &line.text[word.span.range()];
            let closed =
                matches!(word.tag, "p" | "c" | "x" | "r" | "m" | "uj" | "ul" | "t" | "f") || word.tag == "d" && text.len() > 1;
            let long_verb = word.tag == "v" && text.len() > 1;
            if closed
                || long_verb
                || self.stops.iter().any(|stop| text == stop.as_slice())
                || text.iter().any(|c| FUNCTION.contains(*c))
            {
                return None;
            }
            from = word.span.start as usize;
            let behind_place = mentions
                .iter()
                .any(|m| m.span.end as usize == from && matches!(m.reading, Reading::Place(_) | Reading::Time(_)));
            if from == start || behind_place || "，、；：“由向给和与".contains(line.text[from - 1]) {
                return Some(from);
            }
        }
        None
    }
}

/// Whether `from..end` is cut into words at both ends, and is no word of the dictionary but a name.
fn loose(line: Line, from: usize, end: usize) -> bool {
    let inside = |word: &&Word| word.span.end as usize > from && (word.span.start as usize) < end;
    line.words.iter().filter(inside).all(|word| {
        let within = word.span.start as usize >= from && word.span.end as usize <= end;
        let whole = word.span.start as usize == from && word.span.end as usize == end;
        within && !(whole && word.tag != "nr") && (word.span.len() == 1 || word.tag.starts_with('n'))
    })
}
