//! Sentences as records: `jishi.sentence/1`, which docs/rules.md describes.

use jishi::article::Article;
use jishi::engine::Explained;
use jishi::fact::Field;
use jishi::record::{Outcome, Record};
use jishi::rule::Hit;
use jishi::rule::miss::{Miss, Place, Quote, Reason};
use jishi::span::Span;
use jishi::spot::{Folded, Mention};
use serde::Serialize;
use serde_json::{Value, json};

use super::show;

/// The version of the record of a sentence.
const SCHEMA: &str = "jishi.sentence/1";

/// One record for each sentence of an article, one a line.
pub fn sentences(article: Article, sentences: &[Explained]) -> String {
    let facts = sentences.iter().flat_map(|sentence| sentence.facts.iter().cloned()).collect();
    let (title, text) = (characters(article.title.as_deref().unwrap_or("")), characters(&article.text));
    let outcome = Outcome::Read(Box::new(article), facts);
    let mut facts = outcome.records().into_iter().filter(|record| matches!(record, Record::Fact(_)));
    let Outcome::Read(article, _) = &outcome else { return String::new() };
    let mut lines = String::new();
    for explained in sentences {
        let Some((folded, _)) = explained.views.first() else { continue };
        let own = if explained.field == Field::Title { &title } else { &text };
        let facts: Vec<Record> = facts.by_ref().take(explained.facts.len()).collect();
        lines.push_str(&format!("{}\n", sentence(article, explained, folded, own, &facts)));
    }
    lines
}

/// Records in JSON Lines.
pub fn lines(records: &[impl Serialize]) -> String {
    let line = |record| serde_json::to_string(record).expect("records have string keys") + "\n";
    records.iter().map(line).collect()
}

fn characters(text: &str) -> Vec<char> {
    text.chars().collect()
}

fn sentence(article: &Article, explained: &Explained, folded: &Folded, own: &[char], facts: &[Record]) -> Value {
    let quote = |span: Span| own[span.range()].iter().collect::<String>();
    let mention = |mention: &Mention| {
        let mut row = json!({"symbol": mention.symbol.label(), "reading": show::reading(&mention.reading)});
        placed(&mut row, &Quote { text: quote(mention.span), span: mention.span });
        row
    };
    let hits = explained.views.iter().flat_map(|(folded, hits)| {
        hits.iter().map(move |found| hit(found, folded, explained, &|span| own[span.range()].iter().collect()))
    });
    let mut row = json!({
        "record": "sentence",
        "schema": SCHEMA,
        "article": {"id": article.id, "origin": article.origin},
        "folded": show::foldings(explained),
        "mentions": folded.mentions.iter().map(mention).collect::<Vec<_>>(),
        "hits": hits.collect::<Vec<_>>(),
        "facts": facts,
        "misses": explained.misses.iter().filter(|miss| !miss.is_hit).map(miss).collect::<Vec<_>>(),
    });
    if explained.field == Field::Title {
        row["field"] = "title".into();
    }
    placed(&mut row, &Quote { text: quote(folded.sentence), span: folded.sentence });
    row
}

fn hit(hit: &Hit, folded: &Folded, explained: &Explained, quote: &dyn Fn(Span) -> String) -> Value {
    let quote = |bytes| {
        let span = folded.covered(bytes);
        Quote { text: quote(span), span }
    };
    let whole = quote(hit.span.clone());
    let fields = hit.captures.iter().map(|(field, range)| {
        let mut row = json!({"field": field});
        placed(&mut row, &quote(range.clone()));
        row
    });
    let reasons = show::reasons(hit, folded, explained);
    let mut row = json!({
        "rule": *hit.rule.id,
        "gave_fact": reasons.is_empty(),
        "fields": fields.collect::<Vec<_>>(),
        "reasons": reasons.iter().map(reason).collect::<Vec<_>>(),
    });
    placed(&mut row, &whole);
    row
}

/// A rule that gave no fact.
pub fn miss(miss: &Miss) -> Value {
    let taken = miss.taken.iter().map(|(step, words)| {
        let mut row = json!({"step": step});
        placed(&mut row, words);
        row
    });
    json!({
        "rule": *miss.rule.id,
        "nearness": miss.nearness(),
        "fitting": if miss.matched { Value::Null } else { miss.fitting.into() },
        "steps": if miss.matched { Value::Null } else { miss.all.into() },
        "start": miss.span.start,
        "end": miss.span.end,
        "trigger": miss.trigger.as_ref().map(place),
        "taken": taken.collect::<Vec<_>>(),
        "reasons": miss.reasons.iter().map(reason).collect::<Vec<_>>(),
    })
}

fn place(quote: &Quote) -> Value {
    let mut row = json!({});
    placed(&mut row, quote);
    row
}

/// Adds the words and their place.
fn placed(row: &mut Value, quote: &Quote) {
    row["quote"] = quote.text.clone().into();
    row["start"] = quote.span.start.into();
    row["end"] = quote.span.end.into();
}

/// What was in the way: a word for it, the sentence that is shown, and of a pattern what it wants and what stands there.
fn reason(reason: &Reason) -> Value {
    let mut row = json!({"reason": reason.word(), "says": reason.to_string()});
    if let Reason::Pattern { wants, means, place: side, stands, .. } = reason {
        row["wants"] = wants.clone().into();
        row["means"] = means.clone().into();
        row["side"] = match side {
            Place::Before(_) => "before",
            Place::Between(..) => "between",
            Place::Behind(_) => "behind",
            Place::Nowhere => "nowhere",
        }
        .into();
        row["stands"] = place(stands);
    }
    row
}
