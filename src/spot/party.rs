//! Who gives, receives or acts: organizations, groups and persons, read from their last word to the left.

use serde::Deserialize;

use super::endings::Endings;
use super::place::Line;
use super::{Mention, Reading, Symbol};
use crate::error::Diagnostic;
use crate::files::Files;
use crate::segment::Word;
use crate::span::Span;
use crate::value::{Party, PartyType, Place};

/// Reads parties; immutable.
pub struct Parties {
    endings: Endings<Ending>,
    stops: Vec<Vec<char>>,
    inside: Vec<Vec<char>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Organization,
    Group,
    Honorific,
    /// 黑河方面 is 黑河.
    Side,
}

/// `lexicon/parties.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    organizations: Vec<String>,
    groups: Vec<String>,
    honorifics: Vec<String>,
    sides: Vec<String>,
    inside: Vec<String>,
    stops: Vec<String>,
}

/// No party's name is longer.
const LONGEST: usize = 28;

impl Parties {
    /// Loads the table.
    ///
    /// # Errors
    /// The mistake in it.
    pub fn load(files: &Files) -> Result<Self, Diagnostic> {
        let tables: Tables = files.table("lexicon/parties.toml")?;
        let mut endings = Endings::default();
        endings.add(&tables.organizations, Ending::Organization);
        endings.add(&tables.groups, Ending::Group);
        endings.add(&tables.honorifics, Ending::Honorific);
        endings.add(&tables.sides, Ending::Side);
        let chars = |words: &[String]| words.iter().map(|word| word.chars().collect()).collect();
        Ok(Self { endings, stops: chars(&tables.stops), inside: chars(&tables.inside) })
    }

    /// The parties of a sentence; `mentions` are its places, times, quantities and names.
    pub fn spot(&self, line: Line, mentions: &[Mention]) -> Vec<Mention> {
        let mut found: Vec<Mention> = Vec::new();
        for word in line.words {
            let Some(mention) = self.ending_at(line, mentions, *word) else { continue };
            found.retain(|known| !mention.span.covers(known.span));
            if !found.iter().any(|known| known.span.overlaps(mention.span)) {
                found.push(mention);
            }
        }
        found
    }

    fn ending_at(&self, line: Line, mentions: &[Mention], word: Word) -> Option<Mention> {
        let end = word.span.end as usize;
        let start = line.span.start as usize;
        // 乡亲们
        let bare = if end > start + 1 && line.text[end - 1] == '们' { end - 1 } else { end };
        let known = self.endings.longest(&line.text[start..bare]).map(|(length, ending)| (length + end - bare, ending));
        let person = word.tag == "nr" && word.span.len() >= 2 && word.span.len() <= 4;
        let (length, ending) = match known {
            Some(known) => known,
            None if person => (word.span.len(), Ending::Honorific),
            None => return None,
        };
        let inside_other = mentions.iter().any(|mention| mention.span.range().contains(&(end - 1)));
        if inside_other || (known.is_some() && self.continues(line, end)) {
            return None;
        }
        let head = Span::new(end - length, end);
        let from = self.extend(line, mentions, head.start as usize);
        let place = leading_place(mentions, from);
        if ending == Ending::Side {
            return side(line, mentions, head);
        }
        // 友城高槻市, 家乡泉州: the name follows.
        let named =
            mentions.iter().any(|mention| mention.span.start as usize == end && matches!(mention.reading, Reading::Place(_)));
        if ending == Ending::Group && named {
            return None;
        }
        let kind = match ending {
            Ending::Organization => PartyType::Organization,
            Ending::Group => PartyType::Group,
            Ending::Honorific | Ending::Side => PartyType::Person,
        };
        // 先生, 董事长 alone name nobody.
        if ending == Ending::Honorific && known.is_some() && from == head.start as usize {
            return None;
        }
        let span = Span::new(from, end);
        let text = line.text[span.range()].iter().collect();
        Some(Mention { span, symbol: Symbol::Party, reading: Reading::Party(Party { text, kind, place }) })
    }

    /// 公司债, 医院长: the ending is part of a longer word.
    fn continues(&self, line: Line, end: usize) -> bool {
        let crossing = |word: &&Word| (word.span.start as usize) < end && end < word.span.end as usize;
        line.words.iter().any(|word| crossing(&word))
    }

    /// How far to the left the name goes: over places, nouns, quoted names.
    fn extend(&self, line: Line, mentions: &[Mention], mut at: usize) -> usize {
        let least = (line.span.start as usize).max(at.saturating_sub(LONGEST));
        while at > least {
            let before = line.text[at - 1];
            if before == '”' {
                let open = (least..at - 1).rev().find(|&n| line.text[n] == '“');
                match open.filter(|open| at - open <= 14) {
                    Some(open) => at = open,
                    None => return at,
                }
                continue;
            }
            let mention = mentions.iter().find(|mention| mention.span.range().contains(&(at - 1)));
            match mention {
                Some(Mention { span, reading: Reading::Place(_), .. }) => {
                    at = span.start as usize;
                    continue;
                }
                Some(Mention { span, reading: Reading::Name, .. })
                    if line.text[span.start as usize].is_ascii_alphanumeric() =>
                {
                    at = span.start as usize;
                    continue;
                }
                Some(_) => return at,
                None => (),
            }
            match self.noun_before(line, at) {
                Some(start) if start >= least => at = start,
                _ => return at,
            }
        }
        at
    }

    /// Where the noun begins that ends at `at`; 在沪 counts as one.
    fn noun_before(&self, line: Line, at: usize) -> Option<usize> {
        let word = line.words.iter().find(|word| word.span.range().contains(&(at - 1)))?;
        let start = word.span.start as usize;
        let text = &line.text[start..at];
        if self.stops.iter().any(|stop| text == stop.as_slice()) {
            return None;
        }
        let abroad = start > line.span.start as usize && at - start == 1 && "在旅驻".contains(line.text[start - 1]);
        if abroad && word.tag != "x" {
            return Some(start - 1);
        }
        let nominal = word.tag.starts_with('n')
            || matches!(word.tag, "vn" | "an" | "j" | "b" | "eng" | "s" | "f" | "a" | "l" | "i" | "z" | "h" | "k");
        let named = self.inside.iter().any(|inside| text == inside.as_slice());
        let part_of_name = word.tag == "v" && at - start >= 2 && word.span.end as usize == at && self.noun_follows(line, at);
        (nominal || named || part_of_name).then_some(start)
    }

    /// A verb is part of a name only where a noun of one character follows (制衣/厂) or the name began before it.
    fn noun_follows(&self, line: Line, at: usize) -> bool {
        line.words.iter().any(|word| word.span.start as usize == at && word.span.len() == 1)
    }
}

fn leading_place(mentions: &[Mention], from: usize) -> Option<Place> {
    mentions.iter().find_map(|mention| match &mention.reading {
        Reading::Place(place) if mention.span.start as usize == from => Some(place.clone()),
        _ => None,
    })
}

/// 汤方, 黑河方面: the place that stands before, as a place.
fn side(line: Line, mentions: &[Mention], head: Span) -> Option<Mention> {
    let place =
        mentions.iter().find(|mention| mention.span.end == head.start && matches!(mention.reading, Reading::Place(_)))?;
    let Reading::Place(value) = &place.reading else { return None };
    let span = place.span.joined(head);
    let text = line.text[span.range()].iter().collect();
    let party = Party { text, kind: PartyType::Place, place: Some(value.clone()) };
    Some(Mention { span, symbol: Symbol::Party, reading: Reading::Party(party) })
}
