//! Why a rule that looked at a place gave no fact there.

use std::fmt;
use std::sync::Arc;

use super::Rule;
use crate::span::Span;

/// A rule that a word woke and that gave no fact there.
#[derive(Clone, Debug)]
pub struct Miss<'r> {
    pub rule: &'r Rule,
    /// The trigger word; `None` where the rule has none, or none of its own stands in the sentence.
    pub trigger: Option<Quote>,
    /// The stretch that fits, from the first word taken to the last; empty where none was.
    pub span: Span,
    /// Whether the whole pattern matched, and something else kept the fact away.
    pub matched: bool,
    /// Whether that was a hit: no guard kept it away, but what it says.
    pub is_hit: bool,
    /// The steps of the pattern that fit, with their words.
    pub taken: Vec<(String, Quote)>,
    /// How many of the steps that must match something do so.
    pub fitting: usize,
    pub all: usize,
    /// What was in the way, in reading order; never empty.
    pub reasons: Vec<Reason>,
}

/// Words of the article and their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    pub text: String,
    pub span: Span,
}

/// One thing in the way of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The pattern stopped.
    Pattern { wants: String, means: Option<String>, place: Place, stands: Quote, detail: Option<String> },
    /// A mention covers the trigger word, so that the pattern doesn't see it.
    Hidden { word: String, label: &'static str, by: Quote },
    /// A shield (an idiom, an ordinal, a grade) keeps readers out of where the pattern stopped.
    Shielded { by: Quote },
    /// `given`: nothing in the sentence matches.
    Given { pattern: String },
    /// `given_before`: nothing before it matches.
    GivenBefore { pattern: String },
    /// `unless`: something in the sentence matches.
    Unless { pattern: String, found: String },
    /// `not_after`: a field stands behind a character that it may not follow.
    NotAfter { field: String, character: char, found: Quote },
    /// `each`: it finds nothing in the stretch that the pattern took for it.
    Each { pattern: String, found: Quote },
    /// `zip`: lists in step of different lengths.
    Uneven { lists: Vec<(String, usize)> },
    /// `need`: none of these fields is known.
    Need { fields: Vec<String> },
    /// `distinct`: two fields hold the same.
    Alike { fields: (String, String), value: String },
    /// No captured word is a value of its field's type.
    Unread { fields: Vec<String>, found: Quote },
    /// A longer match of another rule of the kind, or an equally long one of a rule that comes first.
    Beaten { by: Arc<str>, found: Quote },
    /// Another rule gave the same fact.
    Equal { by: Arc<str> },
    /// In a kind that is a value: what the rule says was added to the fact that another rule gave of the same mention.
    Joined { by: Arc<str> },
    /// `vague`: another fact near it tells the same in numbers.
    Vague,
    /// None of the rule's trigger words stands in the sentence.
    Asleep { words: Vec<String> },
    /// The sentence is an example of what the rule must leave.
    Skip { number: usize, why: String },
}

/// Where a pattern stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Before(String),
    Between(String, String),
    Behind(String),
    Nowhere,
}

impl Miss<'_> {
    /// How near it came, from 0 to 1; 1 where the whole pattern matched.
    pub fn nearness(&self) -> f64 {
        if self.matched {
            return 1.0;
        }
        // A pattern all of whose steps are there, but not side by side, has not matched.
        let share = self.fitting as f64 / (self.all.max(1) as f64);
        ((share - 0.05 * self.reasons.len() as f64).clamp(0.0, 0.99) * 100.0).round() / 100.0
    }
}

impl Reason {
    /// The word for it in records.
    pub fn word(&self) -> &'static str {
        match self {
            Reason::Pattern { .. } => "pattern",
            Reason::Hidden { .. } => "hidden",
            Reason::Shielded { .. } => "shielded",
            Reason::Given { .. } => "given",
            Reason::GivenBefore { .. } => "given_before",
            Reason::Unless { .. } => "unless",
            Reason::NotAfter { .. } => "not_after",
            Reason::Each { .. } => "each",
            Reason::Uneven { .. } => "zip",
            Reason::Need { .. } => "need",
            Reason::Alike { .. } => "distinct",
            Reason::Unread { .. } => "unread",
            Reason::Beaten { .. } => "longer",
            Reason::Equal { .. } => "equal",
            Reason::Joined { .. } => "joined",
            Reason::Vague => "vague",
            Reason::Asleep { .. } => "trigger",
            Reason::Skip { .. } => "skip",
        }
    }
}

/// In plain words, for somebody who writes rules.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Pattern { wants, place, stands, detail, .. } => {
                stopped(f, wants, place, &stands.text)?;
                detail.as_ref().map_or(Ok(()), |detail| write!(f, ": {detail}"))
            }
            Reason::Hidden { word, label, by } => {
                write!(f, "{word} is part of {}, which is read as ⟨{label}⟩: the pattern sees one symbol there", by.text)
            }
            Reason::Shielded { by } => {
                write!(f, "{} is shielded (an idiom, an ordinal, a grade): no number or time is read in it", by.text)
            }
            Reason::Given { pattern } => write!(f, "`given`: nothing in the sentence matches {pattern}"),
            Reason::GivenBefore { pattern } => {
                write!(f, "`given_before`: neither the title nor the text before matches {pattern}")
            }
            Reason::Unless { pattern, found } => write!(f, "`unless`: {found} matches {pattern}"),
            Reason::NotAfter { field, character, found } => {
                write!(f, "`not_after`: {field} ({}) stands right behind {character}", found.text)
            }
            Reason::Each { pattern, found } => write!(f, "`each`: {pattern} matches nothing in {}", found.text),
            Reason::Uneven { lists } => {
                let lists: Vec<String> = lists.iter().map(|(field, length)| format!("{length} of {field}")).collect();
                write!(f, "`zip`: the lists in step must be equally long, and there are {}", lists.join(" and "))
            }
            Reason::Need { fields } => write!(
                f,
                "`need`: the sentence tells none of {}: not captured, not found by [around], not filled",
                fields.join(", ")
            ),
            Reason::Alike { fields: (one, other), value } => {
                write!(f, "`distinct`: {one} and {other} would both be {value}")
            }
            Reason::Unread { fields, found } => {
                write!(f, "{} was captured, but nothing in it is a value of {}", found.text, fields.join(", "))
            }
            Reason::Beaten { by, found } => {
                write!(f, "the match of {by} counts, which is longer or comes first: {}", found.text)
            }
            Reason::Equal { by } => write!(f, "{by} gave the same fact"),
            Reason::Joined { by } => write!(f, "its fact is that of {by}, to which it adds what is still absent"),
            Reason::Vague => f.write_str("`vague`: a fact near it tells the same in numbers"),
            Reason::Asleep { words } => write!(f, "none of its trigger words stands here: {}", some(words)),
            Reason::Skip { number, why } => write!(f, "this is what its `skip` {number} says to leave: {why}"),
        }
    }
}

fn stopped(f: &mut fmt::Formatter<'_>, wants: &str, place: &Place, stands: &str) -> fmt::Result {
    let stands = shown(stands);
    match place {
        Place::Before(next) => write!(f, "wants {wants} in front of {}; there stands {stands}", shown(next)),
        Place::Between(one, next) if wants.is_empty() => {
            write!(f, "{} must stand right behind {}; between them stands {stands}", shown(next), shown(one))
        }
        Place::Between(one, next) => {
            write!(f, "wants {wants} between {} and {}; there stands {stands}", shown(one), shown(next))
        }
        Place::Behind(one) => write!(f, "wants {wants} behind {}; there stands {stands}", shown(one)),
        Place::Nowhere => write!(f, "no step of the pattern fits; it begins with {wants}"),
    }
}

/// Words that a reader can see: a blank has a sign.
fn shown(text: &str) -> &str {
    match text {
        "" => "nothing",
        text if text.trim().is_empty() => "␣",
        text => text,
    }
}

/// The first of many words.
fn some(words: &[String]) -> String {
    const SHOWN: usize = 8;
    let shown = words.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    if words.len() > SHOWN { format!("{shown} … ({} in all)", words.len()) } else { shown }
}
