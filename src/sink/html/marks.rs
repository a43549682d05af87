//! A sentence with its facts marked. Facts may lie within one another or overlap.

use super::{class, escape, read, words};
use crate::fact::Fact;
use crate::record::Quotes;
use crate::span::Span;

/// A fact and its id.
pub type Named<'a> = (&'a Fact, &'a str);

/// The text of `sentence`, cut wherever a fact begins or ends; each piece links to the shortest fact around it.
pub fn marked(sentence: Span, facts: &[Named], quotes: &Quotes) -> String {
    let Some((first, _)) = facts.first() else { return String::new() };
    let cuts = cuts(sentence, facts);
    let pieces = cuts.windows(2).map(|pair| {
        let piece = Span { start: pair[0], end: pair[1] };
        let text = escape(quotes.quote(first.field, piece));
        mark(&text, facts.iter().filter(|(fact, _)| fact.span.covers(piece)).copied().collect())
    });
    pieces.collect()
}

fn cuts(sentence: Span, facts: &[Named]) -> Vec<u32> {
    let inside = |at: u32| at.clamp(sentence.start, sentence.end);
    let ends = facts.iter().flat_map(|(fact, _)| [inside(fact.span.start), inside(fact.span.end)]);
    let mut cuts: Vec<u32> = ends.chain([sentence.start, sentence.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

fn mark(text: &str, mut around: Vec<Named>) -> String {
    around.sort_by_key(|(fact, _)| fact.span.len());
    let Some((inner, id)) = around.first() else { return text.to_owned() };
    let lanes: String = around.iter().map(|(fact, _)| format!(" in-{}", class(&fact.kind))).collect();
    let titles: Vec<String> = around.iter().map(|(fact, _)| title(fact)).collect();
    let (kind, title) = (class(&inner.kind), escape(&titles.join("\n")));
    format!("<a class=\"m k-{kind}{lanes}\" href=\"#f-{id}\" title=\"{title}\">{text}</a>")
}

fn title(fact: &Fact) -> String {
    let status = words::choice(fact.status.word());
    format!("{}：{}｜{status}｜{}", words::kind(&fact.kind), read::fact(fact), fact.rule)
}
