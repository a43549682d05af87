//! What is done with each article: its sentences that hold trigger words and no fact of the kind, and what is to be shown of some.

use std::collections::BTreeSet;
use std::io::{Write, stdout};
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use jishi::article::Article;
use jishi::decode::Decoder;
use jishi::engine::{Engine, Explained, Inquiry};
use jishi::error::Result;
use jishi::fact::Field;
use jishi::pipeline::{Done, Input, Task};
use jishi::record::{Outcome, Quotes};
use jishi::rule::Rule;
use jishi::span::Span;

use super::report::{Gap, Group, Near, Report, Sample};
use crate::cli::explain::{json, missed};
use crate::cli::unprinted;

/// What finds gaps, and those found so far.
pub struct Search<'a> {
    decoder: &'a Decoder,
    engine: &'a Engine,
    inquiry: &'a Inquiry,
    published: Option<Date>,
    report: Report,
    json: bool,
}

/// What one article leaves.
#[derive(Default)]
pub struct Part {
    gaps: Vec<Gap>,
    /// The record of one that could not be read.
    line: String,
}

/// A gap and its place among the sentences of the article.
struct Found {
    group: Group,
    nth: usize,
    sentence: (Field, Span),
    trigger: Span,
}

impl<'a> Search<'a> {
    /// With a report that takes what is found.
    pub fn new(
        (decoder, engine, inquiry): (&'a Decoder, &'a Engine, &'a Inquiry),
        published: Option<Date>,
        report: Report,
        json: bool,
    ) -> Self {
        Self { decoder, engine, inquiry, published, report, json }
    }

    /// What was found.
    pub fn finish(self) -> Report {
        self.report
    }

    fn gaps(&self, article: &Article) -> Vec<Gap> {
        let explained = self.engine.explain(article, false);
        let found: Vec<Found> = explained.iter().enumerate().flat_map(|(nth, sentence)| self.found(nth, sentence)).collect();
        // Only what is not full when a batch begins is asked about; the order in which threads work changes nothing.
        let asked: Vec<(Field, Span)> =
            found.iter().filter(|found| self.report.has_room(&found.group)).map(|found| found.sentence).collect();
        let wanted = |field, span| asked.contains(&(field, span));
        let inquired = if asked.is_empty() { Vec::new() } else { self.engine.inquire(article, self.inquiry, &wanted) };
        let quotes = Quotes::new(article);
        let gap = |found: Found| {
            let room = self.report.has_room(&found.group);
            let sentence = inquired.get(found.nth).filter(|_| room);
            Gap { sample: sentence.map(|sentence| sample(article, &quotes, sentence, &found)), group: found.group }
        };
        found.into_iter().map(gap).collect()
    }

    /// The trigger words of a sentence by kind, where the kind has no fact in it: each word once, none that lies in a longer one.
    fn found(&self, nth: usize, sentence: &Explained) -> Vec<Found> {
        let Some((folded, _)) = sentence.views.first() else { return Vec::new() };
        let place = |bytes: &Range<usize>| {
            let count = |end: usize| folded.plain[..end].chars().count();
            Span::new(count(bytes.start), count(bytes.end)).shifted(folded.sentence.start)
        };
        let mut words: Vec<(usize, Range<usize>)> = Vec::new();
        for (bytes, rules) in self.engine.triggers(&folded.plain) {
            let speaks = says_something(&folded.plain[bytes.clone()], sentence);
            let may = rules.iter().filter(|rule| speaks && has_other_words(rule, &folded.plain));
            let kinds: BTreeSet<usize> = may.map(|rule| rule.kind).collect();
            words.extend(kinds.into_iter().map(|kind| (kind, bytes.clone())));
        }
        let inside = |(kind, one): &(usize, Range<usize>), (other_kind, other): &(usize, Range<usize>)| {
            kind == other_kind && other.start <= one.start && one.end <= other.end && one != other
        };
        let mut seen = BTreeSet::new();
        let mut all = Vec::new();
        for word in words.iter().filter(|one| !words.iter().any(|other| inside(one, other))) {
            let (kind, text) = (&self.engine.kinds()[word.0].name, &folded.plain[word.1.clone()]);
            let told = sentence.facts.iter().any(|fact| fact.kind == *kind);
            if !told && seen.insert((word.0, text)) {
                let group = Group { kind: Arc::clone(kind), word: text.to_owned() };
                all.push(Found { group, nth, sentence: (sentence.field, folded.sentence), trigger: place(&word.1) });
            }
        }
        all
    }
}

/// Whether a trigger word is no mark, and no single character that a mention hides (the 年 of 去年).
fn says_something(word: &str, sentence: &Explained) -> bool {
    let seen = || sentence.views.iter().any(|(folded, _)| folded.text.contains(word));
    word.chars().all(char::is_alphanumeric) && (word.chars().count() > 1 || seen())
}

/// Whether a sentence holds the other words too without which a rule can't match; those that it wants earlier may be anywhere.
fn has_other_words(rule: &Rule, plain: &str) -> bool {
    let held = |words: &Vec<String>| words.iter().any(|word| plain.contains(word.as_str()));
    !rule.given_before.is_empty() || rule.needs.iter().all(held)
}

impl Task for Search<'_> {
    type Part = Part;

    fn work(&self, input: Input) -> Done<Part> {
        match input.and_then(|raw| self.decoder.decode(raw, self.published)) {
            Ok(article) => {
                let gaps = self.gaps(&article);
                Done::new(&Outcome::Read(Box::new(article), Vec::new()), Part { gaps, ..Part::default() })
            }
            Err(failure) => {
                let outcome = Outcome::Failed(failure);
                let line = if self.json { json::lines(&outcome.records()) } else { String::new() };
                Done::new(&outcome, Part { line, ..Part::default() })
            }
        }
    }

    fn take(&mut self, part: Part) -> Result<()> {
        part.gaps.into_iter().for_each(|gap| self.report.add(gap));
        stdout().write_all(part.line.as_bytes()).map_err(unprinted)
    }
}

/// So many characters of a long sentence are quoted on each side of its trigger word.
const AROUND: u32 = 60;

fn sample(article: &Article, quotes: &Quotes, sentence: &Explained, found: &Found) -> Sample {
    let whole = sentence.views.first().map_or(found.trigger, |(folded, _)| folded.sentence);
    let span = Span {
        start: whole.start.max(found.trigger.start.saturating_sub(AROUND)),
        end: whole.end.min(found.trigger.end + AROUND),
    };
    let woken = |rule: &Rule| rule.triggers.as_ref().is_some_and(|words| words.contains(&found.group.word));
    let of_kind = |rule: &Rule| rule.id.strip_prefix(&*found.group.kind).is_some_and(|rest| rest.starts_with('/'));
    let nearest = sentence.misses.iter().find(|miss| of_kind(miss.rule) && woken(miss.rule));
    Sample {
        article: article.id.clone(),
        origin: article.origin.clone(),
        in_title: sentence.field == Field::Title,
        quote: quotes.quote(sentence.field, span).to_owned(),
        span,
        trigger: found.trigger,
        nearest: nearest.map(|miss| Near { lines: missed::brief(miss), record: json::miss(miss) }),
    }
}
