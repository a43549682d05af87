//! Persons whom an article has named: from then on their name alone tells them, even where no dictionary has it.

use super::super::place::Line;
use super::super::{Mention, Reading, Symbol};
use super::words::Words;
use crate::span::Span;
use crate::value::{Party, PartyType};

/// The names that an article has used so far.
#[derive(Clone, Debug, Default)]
pub struct People(Vec<Vec<char>>);

/// An article names no more people than these; what comes later is looked up in the dictionary alone.
const MOST: usize = 64;

impl People {
    /// Keeps the name of a person: the family name and what follows it, of two or three characters.
    pub fn meet(&mut self, surnames: &Words, mention: &Mention) {
        let Reading::Party(Party { text, kind: PartyType::Person, .. }) = &mention.reading else { return };
        let text: Vec<char> = text.chars().collect();
        let is_name = |name: &[char]| surnames.lead(name);
        let name =
            [3, 2].into_iter().filter_map(|length| text.len().checked_sub(length)).map(|at| &text[at..]).find(|n| is_name(n));
        if let Some(name) = name.filter(|name| self.0.len() < MOST && !self.0.iter().any(|known| known == name)) {
            self.0.push(name.to_vec());
        }
    }

    /// Where a sentence names them again, outside other mentions.
    pub fn spot(&self, line: Line, mentions: &[Mention]) -> Vec<Mention> {
        let mut found: Vec<Mention> = Vec::new();
        if self.0.is_empty() {
            return found;
        }
        for at in line.span.range() {
            let rest = &line.text[at..line.span.end as usize];
            let Some(name) = self.0.iter().find(|name| name[0] == rest[0] && rest.starts_with(name)) else { continue };
            let span = Span::new(at, at + name.len());
            let taken = found.iter().chain(mentions).any(|mention| mention.span.overlaps(span));
            if !taken {
                let party = Party { text: name.iter().collect(), kind: PartyType::Person, place: None };
                found.push(Mention { span, symbol: Symbol::Party, reading: Reading::Party(party) });
            }
        }
        found
    }
}
