//! A difference as a few lines of text.

use jishi::diff::{Change, Difference, changes};
use jishi::fact::{Fact, Field};
use jishi::record::Quoted;

/// Where it is and its quotation on the first line; on those below, what the fact says or what of it has changed.
pub fn difference(difference: Difference, old: &Quoted, new: &Quoted) -> String {
    let lines = match difference {
        Difference::Gained(fact) => vec![head(fact, new), told(fact)],
        Difference::Lost(fact) => vec![head(fact, old), told(fact)],
        Difference::Changed(before, after) => {
            let rows = changes(before, after).into_iter().map(|change| changed(change, before, old));
            std::iter::once(head(after, new)).chain(rows).collect()
        }
    };
    lines.iter().map(|line| flat(line)).collect::<Vec<_>>().join("\n      ")
}

fn head(fact: &Fact, quoted: &Quoted) -> String {
    let field = if fact.field == Field::Title { "title " } else { "" };
    format!("{} {field}{}  {}", quoted.article.id, fact.span, quoted.quotes.quote(fact.field, fact.span))
}

/// The fields that say something, and the status.
fn told(fact: &Fact) -> String {
    let fields = fact.value.0.iter().filter(|(_, value)| !value.is_absent());
    let status = format!("status: {}", fact.status.word());
    fields.map(|(name, value)| format!("{name}: {value}")).chain([status]).collect::<Vec<_>>().join(", ")
}

/// A span that has changed comes with what was quoted before.
fn changed(Change { field, old, new }: Change, before: &Fact, quoted: &Quoted) -> String {
    match field.as_str() {
        "span" => format!("span: {old} {} → {new}", quoted.quotes.quote(before.field, before.span)),
        _ => format!("{field}: {old} → {new}"),
    }
}

/// On one line, without what a terminal would take for an order.
fn flat(line: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\r' => '⏎',
        c if c.is_control() => ' ',
        c => c,
    };
    line.chars().map(shown).collect()
}
