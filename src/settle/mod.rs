//! From hits to facts: overlaps, lists in step, what the sentence leaves out, status, order.

mod actors;
mod build;
mod derive;
mod fill;
mod head;
mod parts;
mod share;
mod stand_in;
mod stretch;
mod told;
mod vague;

pub use parts::{Parts, Passage};
pub use share::{agree_on_usual, share};
pub use stand_in::StandIns;
pub use told::Told;
pub use vague::leave_out_vague;

use crate::context::Context;
use crate::fact::{Fact, Field};
use crate::rule::{FieldType, Hit, RuleSet};
use crate::segment::Word;
use crate::spot::{Folded, Mention, Reading};
use crate::status::Cues;

/// How many characters back `given_before` looks.
const BEFORE: usize = 3000;

/// One sentence with all that its facts may need.
pub struct Scene<'a> {
    pub rules: &'a RuleSet,
    pub cues: &'a Cues,
    /// The sentence folded for the rules whose hits are settled.
    pub folded: &'a Folded,
    pub context: &'a Context,
    pub stand_ins: &'a StandIns,
    /// What earlier sentences told.
    pub told: &'a Told,
    /// The words of the sentence, positions within the field; empty where they were not needed.
    pub words: &'a [Word<'a>],
    pub plain: &'a [char],
    /// The article's own characters.
    pub own: &'a [char],
    pub published: Option<jiff::civil::Date>,
    pub field: Field,
    /// The article's title, plain.
    pub title: &'a str,
}

/// The facts of kinds that *are* a value, from the mentions of a sentence and the hits that add to them.
pub fn values(scene: &Scene, hits: &[Hit]) -> Vec<Fact> {
    let adding: Vec<Hit> = hits.iter().filter(|hit| scene.kind(hit).is.is_some() && scene.follows(hit)).cloned().collect();
    scene.head_facts(&adding)
}

/// Adds to the facts of kinds that *are* a value what hits of another view say of them.
pub fn add(scene: &Scene, hits: &[Hit], facts: &mut [Fact]) {
    let own = hits.iter().filter(|hit| scene.kind(hit).is.is_some() && scene.follows(hit));
    own.for_each(|hit| scene.add(hit, facts));
}

/// The facts of the other kinds, from hits of one view.
pub fn statements(scene: &Scene, hits: &[Hit]) -> Vec<Fact> {
    let own = hits.iter().filter(|hit| scene.kind(hit).is.is_none() && scene.follows(hit)).cloned();
    // A hit whose values don't fit is none: it beats no other.
    let sound = own.filter(|hit| !scene.build(hit, &[]).is_empty()).collect();
    let mut facts = Vec::new();
    for hit in longest(sound) {
        let new = scene.build(&hit, &facts);
        facts.extend(new);
    }
    facts
}

/// Facts of one sentence in the order of the output, none twice.
pub fn in_order(mut facts: Vec<Fact>) -> Vec<Fact> {
    facts.sort_by(|a, b| order(a).cmp(&order(b)));
    facts.dedup_by(|next, kept| next.kind == kept.kind && next.span == kept.span && next.value == kept.value);
    facts
}

fn order(fact: &Fact) -> (u32, u32, &str) {
    (fact.span.start, fact.span.end, &fact.kind)
}

/// Of one kind's overlapping hits the longest wins; of equally long ones the first rule of the file; a fallback only where no other is.
fn longest(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|hit| (hit.rule.fallback, std::cmp::Reverse(hit.core.len())));
    let mut kept: Vec<Hit> = Vec::new();
    for hit in hits {
        let beaten = kept.iter().any(|winner| {
            let same_hit = winner.rule.id == hit.rule.id && winner.core == hit.core;
            let overlap = winner.core.start < hit.core.end && hit.core.start < winner.core.end;
            let inside = hit.rule.within.iter().any(|id| **id == *winner.rule.id);
            winner.rule.kind == hit.rule.kind && overlap && !same_hit && !inside
        });
        if !beaten {
            kept.push(hit);
        }
    }
    kept.sort_by_key(|hit| (hit.core.start, hit.span.start));
    kept
}

impl Scene<'_> {
    fn kind(&self, hit: &Hit) -> &crate::rule::Kind {
        &self.rules.kinds[hit.rule.kind]
    }

    /// Whether what a rule wants earlier in the article stands there.
    fn follows(&self, hit: &Hit) -> bool {
        let wanted = &hit.rule.given_before;
        if wanted.is_empty() {
            return true;
        }
        let end = self.folded.covered(hit.core.clone()).start as usize;
        let before: String = self.plain[end.saturating_sub(BEFORE)..end].iter().collect();
        wanted.iter().all(|given| given.regex.is_match(&before) || given.regex.is_match(self.title))
    }

    /// The text at a span, as the article has it.
    fn text(&self, span: crate::span::Span) -> String {
        self.own[span.range()].iter().collect()
    }

    /// Whether a mention is a value of this type.
    fn is(mention: &Mention, field_type: &FieldType) -> bool {
        match field_type {
            FieldType::Quantity => matches!(mention.reading, Reading::Quantity(..)),
            FieldType::Time => matches!(mention.reading, Reading::Time(_)),
            _ => false,
        }
    }
}
