//! What a sentence leaves out: fields filled from what stands before.

use std::ops::Range;

use super::Scene;
use crate::context::Rank;
use crate::fact::{Fields, Value};
use crate::rule::{FieldDeclaration, FieldType, Fill, Hit, Kind};
use crate::spot::{Mention, Reading};

impl Scene<'_> {
    pub(super) fn fill(&self, hit: &Hit, kind: &Kind, value: &mut Fields) {
        let before = self.folded.covered(hit.span.clone()).start;
        for (name, fill) in &hit.rule.fill {
            let Some(declared) = kind.field(name) else { continue };
            let found = match fill {
                Fill::Subject => self.subject(value, before).cloned(),
                Fill::Home => self.context.home(Rank::Any).cloned(),
                Fill::Last => self.context.last(Rank::Any, before).cloned(),
                Fill::Foreign => self.context.foreign(before).cloned(),
                Fill::Topic => self.context.topic().cloned(),
                Fill::Party | Fill::Time => None,
            };
            let other = match fill {
                Fill::Party => self.party_before(hit.span.clone()),
                Fill::Time => self.time_before(hit.span.clone()),
                _ => None,
            };
            let found = found.map(|place| as_field(declared, place)).or(other);
            if let (Some(field), Some(found)) = (value.get_mut(name).filter(|field| field.is_absent()), found) {
                *field = found;
            }
        }
    }

    /// The Chinese place that the text is about; beside a province a province (省级层面), beside a Chinese place the foreign one of the
    /// sentence.
    fn subject(&self, value: &Fields, before: u32) -> Option<&crate::value::Place> {
        let chinese = value.0.iter().any(|(_, value)| matches!(value, Value::Place(place) if place.is_chinese()));
        if chinese && let Some(foreign) = self.context.foreign_here(before) {
            return Some(foreign);
        }
        let province = value
            .0
            .iter()
            .any(|(_, value)| matches!(value, Value::Place(place) if place.level == crate::value::Level::Province));
        let of_rank = || self.context.subject_of(Rank::Province, before);
        if province { of_rank().or_else(|| self.context.subject(before)) } else { self.context.subject(before) }
    }

    /// The last party of the sentence before a hit that stands where a subject stands: not behind a preposition.
    fn party_before(&self, hit: Range<usize>) -> Option<Value> {
        // 她捐款: somebody else than the party before
        if self.folded.text[..hit.start].ends_with(['他', '她']) {
            return None;
        }
        let symbols: Vec<&Mention> = self.folded.symbols(0..hit.start).filter(|mention| is_party(mention)).collect();
        let subject = symbols.iter().rev().find(|mention| self.may_be_subject(mention))?;
        self.party(subject).map(|party| Value::Party(Box::new(party)))
    }

    fn may_be_subject(&self, mention: &Mention) -> bool {
        let at = mention.span.start;
        let before = at.checked_sub(1).filter(|_| at > self.folded.sentence.start).map(|n| self.plain[n as usize]);
        let behind_time =
            self.folded.mentions.iter().any(|other| other.span.end == at && matches!(other.reading, Reading::Time(_)));
        let next = self.words.iter().find(|word| word.span.start == mention.span.end);
        // 苗栗县阿斌哥协会, 青少年足球: a part of a longer name is no subject
        let goes_on = next
            .is_some_and(|word| word.tag.starts_with('n') && word.tag != "nr" && self.plain[word.span.range()] != ['高', '度']);
        !goes_on && (behind_time || before.is_none_or(|c| "，、：；“的而但后中 ".contains(c)))
    }

    /// The last time of the sentence before a hit.
    fn time_before(&self, hit: Range<usize>) -> Option<Value> {
        self.values(&FieldType::Time, &(0..hit.start), 0).pop()
    }
}

fn is_party(mention: &Mention) -> bool {
    matches!(mention.reading, Reading::Party(_) | Reading::Place(_))
}

fn as_field(field: &FieldDeclaration, place: crate::value::Place) -> Value {
    match field.field_type {
        FieldType::Party => {
            let kind = crate::value::PartyType::Place;
            Value::Party(Box::new(crate::value::Party { text: place.name.clone(), kind, place: Some(place) }))
        }
        _ => Value::Place(Box::new(place)),
    }
}
