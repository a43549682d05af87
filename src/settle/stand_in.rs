//! 该校, 这家企业: words that stand for somebody named before.

use serde::Deserialize;

use super::Scene;
use crate::error::Diagnostic;
use crate::files::Files;
use crate::spot::{Mention, Reading};
use crate::value::{Party, PartyType};

/// What stands for whom; immutable.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandIns {
    /// Words for the person who was the subject last, and for whoever was.
    person: Vec<String>,
    group: Vec<String>,
    row: Vec<Row>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    words: Vec<String>,
    nouns: Vec<String>,
    endings: Vec<String>,
}

/// What a noun stands behind where it is one of those named before.
const THIS: [&str; 6] = ["这家", "这所", "这个", "该", "本", "这间"];

impl StandIns {
    /// Loads `lexicon/stand_ins.toml`.
    ///
    /// # Errors
    /// The mistake in it.
    pub fn load(files: &Files) -> Result<Self, Diagnostic> {
        files.table("lexicon/stand_ins.toml")
    }

    /// The endings of the names that a word stands for, if it stands for any; `before` is the text before it.
    fn endings(&self, before: &str, word: &str) -> Option<&[String]> {
        let this = THIS.iter().any(|this| before.ends_with(this));
        let fits = |row: &&Row| row.words.iter().any(|w| w == word) || this && row.nouns.iter().any(|noun| noun == word);
        self.row.iter().find(fits).map(|row| row.endings.as_slice())
    }
}

impl Scene<'_> {
    /// The party that a mention of this text stands for: the last one before it, in the sentence or before, with a fitting name.
    pub(super) fn antecedent(&self, mention: &Mention) -> Option<Party> {
        let start = mention.span.start as usize;
        let text = |from: usize, to: usize| self.plain[from..to].iter().collect::<String>();
        let (before, word) = (
            text(start.saturating_sub(2).max(self.folded.sentence.start as usize), start),
            text(start, mention.span.end as usize),
        );
        if self.stand_ins.person.contains(&word) {
            return self.context.person().map(|(_, person)| person.clone());
        }
        if self.stand_ins.group.contains(&word) {
            return self.context.actor().map(|(_, actor)| actor.clone()).filter(|actor| actor.kind != PartyType::Place);
        }
        let endings = self.stand_ins.endings(&before, &word)?;
        let meant = |name: &str| {
            name.chars().count() > word.chars().count() + 1 && endings.iter().any(|ending| name.ends_with(ending.as_str()))
        };
        let here = self.folded.mentions.iter().rev().filter(|other| other.span.end as usize <= start);
        let here = here.filter(|other| matches!(other.reading, Reading::Party(_)));
        let named = |other: &&Mention| meant(&text(other.span.start as usize, other.span.end as usize));
        if let Some(other) = here.into_iter().find(named) {
            return self.own_party(other);
        }
        self.context.party_before(meant).cloned()
    }
}
