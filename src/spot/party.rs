//! Who gives, receives or acts: organizations, groups and persons, read from their last word to the left.

mod ending;
mod frame;
mod name;
mod people;
mod sides;
mod subject;
mod words;

pub use people::People;
pub use words::Words;

use serde::Deserialize;

use super::endings::Endings;
use super::place::Line;
use super::{Mention, Reading, Symbol};
use crate::error::Diagnostic;
use crate::files::Files;
use crate::segment::Word;
use crate::span::Span;
use crate::value::{PartyType, Place};

/// Reads parties; immutable.
pub struct Parties {
    endings: Endings<Ending>,
    stops: Words,
    inside: Words,
    surnames: Words,
    acts: Words,
    says: Words,
    giving: Vec<Vec<char>>,
    toward: Words,
    onward: Words,
    handing: Words,
    how: Words,
    taking: Words,
    acting: Words,
    manner: Words,
    not_acts: Words,
    also_verbs: Words,
    occasions: Vec<Vec<char>>,
    things: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Organization,
    Group,
    Honorific,
    /// 黑河方面 is 黑河.
    Side,
    /// 我们, 对方
    Pronoun,
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
    pronouns: Vec<String>,
    surnames: Vec<String>,
    acts: Vec<String>,
    says: Vec<String>,
    giving: Vec<String>,
    toward: Vec<String>,
    onward: Vec<String>,
    handing: Vec<String>,
    how: Vec<String>,
    taking: Vec<String>,
    acting: Vec<String>,
    manner: Vec<String>,
    not_acts: Vec<String>,
    also_verbs: Vec<String>,
    occasions: Vec<String>,
    things: Vec<String>,
}

/// Prepositions and verbs of giving, which no name holds.
const GIVES: &str = "向给赠捐";

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
        endings.add(&tables.pronouns, Ending::Pronoun);
        let chars = |words: &[String]| words.iter().map(|word| word.chars().collect()).collect();
        Ok(Self {
            endings,
            stops: Words::new(&tables.stops),
            inside: Words::new(&tables.inside),
            surnames: Words::new(&tables.surnames),
            acts: Words::new(&tables.acts),
            says: Words::new(&tables.says),
            toward: Words::new(&tables.toward),
            onward: Words::new(&tables.onward),
            handing: Words::new(&tables.handing),
            how: Words::new(&tables.how),
            taking: Words::new(&tables.taking),
            acting: Words::new(&tables.acting),
            manner: Words::new(&tables.manner),
            not_acts: Words::new(&tables.not_acts),
            also_verbs: Words::new(&tables.also_verbs),
            giving: chars(&tables.giving),
            occasions: chars(&tables.occasions),
            things: tables.things,
        })
    }

    /// The parties of a sentence; `mentions` are its places, times, quantities and names, `people` the persons whom earlier
    /// sentences named.
    pub fn spot(&self, line: Line, mentions: &[Mention], people: &mut People) -> Vec<Mention> {
        let mut found = people.spot(line, mentions);
        for word in line.words {
            let Some(mention) = self.by_word(line, mentions, *word) else {
                continue;
            };
            if self.stops.has(&line.text[mention.span.range()]) || self.things_counted(mentions, mention.span) {
                continue;
            }
            found.retain(|known| !mention.span.covers(known.span));
            if !found.iter().any(|known| known.span.overlaps(mention.span)) {
                people.meet(&self.surnames, &mention);
                found.push(mention);
            }
        }
        let known: Vec<Mention> = mentions.iter().chain(&found).cloned().collect();
        for mention in self.framed(line, &known) {
            found.retain(|known| !mention.span.covers(known.span));
            if !found.iter().any(|known| known.span.overlaps(mention.span)) {
                found.push(mention);
            }
        }
        found
    }

    /// Whether a name begins with a number of things, or right behind one.
    fn things_counted(&self, mentions: &[Mention], name: Span) -> bool {
        let counts = |unit: &Option<String>| unit.as_ref().is_some_and(|unit| self.things.contains(unit));
        let beside = |span: Span| span.end == name.start || span.start == name.start && span.end < name.end;
        mentions.iter().any(|m| beside(m.span) && matches!(&m.reading, Reading::Quantity(q, _) if counts(&q.unit)))
    }

    /// The party whose name ends with this word.
    fn by_word(&self, line: Line, mentions: &[Mention], word: Word) -> Option<Mention> {
        let known = self.ending_at(line, mentions, word).or_else(|| self.name_at(line, mentions, word));
        known.or_else(|| self.giver_at(line, mentions, word))
    }
}

impl Ending {
    fn party_type(self) -> PartyType {
        match self {
            Ending::Organization => PartyType::Organization,
            Ending::Group => PartyType::Group,
            Ending::Honorific | Ending::Side | Ending::Pronoun => PartyType::Person,
        }
    }
}

/// 白米1000公斤, 一万枚郁金香: a word beside a number is no name.
fn counts_next(mentions: &[Mention], word: Span) -> bool {
    let beside = |mention: &Mention| mention.span.start == word.end || mention.span.end == word.start;
    mentions.iter().any(|mention| mention.symbol == Symbol::Item && beside(mention))
}

/// 9个友好城市 is one party, which holds a count.
fn counted(mentions: &[Mention], from: usize) -> usize {
    let count = mentions.iter().find(|mention| mention.symbol == Symbol::Item && mention.span.end as usize == from);
    count.map_or(from, |count| count.span.start as usize)
}

fn leading_place(mentions: &[Mention], from: usize) -> Option<Place> {
    mentions.iter().find_map(|mention| match &mention.reading {
        Reading::Place(place) if mention.span.start as usize == from => Some(place.clone()),
        _ => None,
    })
}
