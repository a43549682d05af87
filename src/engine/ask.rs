//! What may be asked of an engine besides facts: words, trigger words, and why rules gave no fact.

use std::ops::Range;

use super::{Engine, Explained, Inquiry};
use crate::article::Article;
use crate::error::Result;
use crate::fact::{Fact, Field};
use crate::pattern::is_common;
use crate::rule::Rule;
use crate::rule::miss::{Miss, Reason};
use crate::settle::{agree_on_usual, leave_out_vague, share};
use crate::span::Span;

/// What is handed over of each sentence.
#[derive(Clone, Copy)]
pub(super) enum Show<'i> {
    Facts,
    Words,
    /// Words, and in the sentences that are wanted why rules gave no fact.
    Misses(&'i Inquiry, &'i dyn Fn(Field, Span) -> bool),
}

impl<'i> Show<'i> {
    /// What is asked about a sentence.
    pub(super) fn asked(self, field: Field, sentence: Span) -> Option<&'i Inquiry> {
        match self {
            Show::Misses(inquiry, wanted) if wanted(field, sentence) => Some(inquiry),
            Show::Facts | Show::Words | Show::Misses(..) => None,
        }
    }

    /// Whether everything is read, wanted by a rule or not.
    pub(super) fn all(self) -> bool {
        match self {
            Show::Facts => false,
            Show::Words | Show::Misses(..) => true,
        }
    }
}

impl Engine {
    /// What it takes to say why rules gave no fact: all of them, or the one of this id.
    ///
    /// # Errors
    /// An id that no rule has, or several have.
    pub fn inquiry(&self, rule: Option<&str>) -> Result<Inquiry> {
        Inquiry::new(&self.rules, rule)
    }

    /// The trigger words of a sentence in plain text, in bytes, each with the rules that it wakes; those that stand in nearly every
    /// sentence are left out.
    pub fn triggers(&self, plain: &str) -> Vec<(Range<usize>, Vec<&Rule>)> {
        let telling = self.rules.triggers(plain).filter(|(range, _)| !is_common(&plain[range.clone()]));
        telling.map(|(range, numbers)| (range, numbers.iter().map(|&number| &self.rules.rules[number]).collect())).collect()
    }

    /// What `explain` gives with words, and why rules that looked at a sentence gave no fact, for those sentences that are `wanted`. The facts
    /// are those that `extract` gives.
    pub fn inquire(&self, article: &Article, inquiry: &Inquiry, wanted: &dyn Fn(Field, Span) -> bool) -> Vec<Explained<'_>> {
        let mut all = Vec::new();
        self.read(article, Show::Misses(inquiry, wanted), &mut |explained| all.push(explained));
        let mut facts: Vec<Fact> = all.iter().flat_map(|explained: &Explained| explained.facts.iter().cloned()).collect();
        share(&self.rules.kinds, &mut facts);
        agree_on_usual(&self.rules.kinds, &mut facts);
        leave_out_vague(&self.rules.kinds, &mut facts);
        let mut left = facts.into_iter().peekable();
        for explained in &mut all {
            let found = std::mem::take(&mut explained.facts);
            for fact in found {
                let same = |kept: &Fact| (&kept.rule, kept.span, kept.field) == (&fact.rule, fact.span, fact.field);
                match left.next_if(same) {
                    Some(kept) => explained.facts.push(kept),
                    None => explained.misses.extend(self.vague(&fact)),
                }
            }
            inquiry.rank(&self.rules, &mut explained.misses);
        }
        all
    }

    /// A fact that was left out as another tells the same in numbers.
    fn vague(&self, fact: &Fact) -> Option<Miss<'_>> {
        let rule = self.rules.rules.iter().find(|rule| rule.id == fact.rule)?;
        let (span, reasons) = (fact.span, vec![Reason::Vague]);
        Some(Miss { rule, trigger: None, span, matched: true, is_hit: true, taken: Vec::new(), fitting: 0, all: 0, reasons })
    }
}
