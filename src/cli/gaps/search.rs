//! What is done with each article: its sentences that hold trigger words and no fact of the kind, and what is to be shown of some.

use std::collections::BTreeSet;
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
use crate::cli::paper::Paper;

/// What finds gaps, and those found so far.
pub struct Search<'a> {
    decoder: &'a Decoder,
    engine: &'a Engine,
    inquiry: &'a Inquiry,
    published: Option<Date>,
    report: Report,
}

/// A gap and its place among the sentences of the article.
struct Found {
    group: Group,
    nth: usize,
    trigger: Span,
}

impl<'a> Search<'a> {
    /// With a report that takes what is found.
    pub fn new(
        (decoder, engine, inquiry): (&'a Decoder, &'a Engine, &'a Inquiry),
        published: Option<Date>,
        report: Report,
    ) -> Self {
        Self { decoder, engine, inquiry, published, report }
    }

    /// What was found.
    pub fn finish(self) -> Report {
        self.report
    }

    fn gaps(&self, article: &Article) -> Vec<Gap> {
        let explained = self.engine.explain(article, false);
        let found: Vec<Found> = explained.iter().enumerate().flat_map(|(nth, sentence)| self.found(nth, sentence)).collect();
        // Only what is not full when a batch begins is asked about; the order in which threads work changes nothing.
        let asked = found.iter().any(|found| self.report.has_room(&found.group));
        let inquired = if asked { self.engine.inquire(article, self.inquiry) } else { Vec::new() };
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
            let kinds: BTreeSet<usize> = rules.iter().map(|rule| rule.kind).collect();
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
                all.push(Found {
                    group: Group { kind: Arc::clone(kind), word: text.to_owned() },
                    nth,
                    trigger: place(&word.1),
                });
            }
        }
        all
    }
}

impl Task for Search<'_> {
    type Part = Vec<Gap>;

    fn work(&self, input: Input) -> Done<Vec<Gap>> {
        match input.and_then(|raw| self.decoder.decode(raw, self.published)) {
            Ok(article) => {
                let gaps = self.gaps(&article);
                Done::new(&Outcome::Read(Box::new(article), Vec::new()), gaps)
            }
            Err(failure) => Done::new(&Outcome::Failed(failure), Vec::new()),
        }
    }

    fn take(&mut self, gaps: Vec<Gap>) -> Result<()> {
        gaps.into_iter().for_each(|gap| self.report.add(gap));
        Ok(())
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
        nearest: nearest.map(|miss| Near { lines: missed::lines(miss, &Paper::default()), record: json::miss(miss) }),
    }
}
