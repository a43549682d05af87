//! A sentence with its facts marked. Facts may lie within one another or overlap.

use super::markup::{class, escape};
use super::{read, words};
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::fact::{Field, Fields, Status};

    fn fact(kind: &str, start: usize, end: usize) -> Fact {
        Fact {
            kind: kind.into(),
            field: Field::Text,
            span: Span::new(start, end),
            sentence: Span::new(0, 7),
            status: Status::Asserted,
            cue: None,
            confidence: None,
            rule: "r".into(),
            value: Fields::default(),
        }
    }

    /// The pieces of the sentence, each with the kinds around it, the shortest first.
    fn pieces(facts: &[Fact]) -> String {
        let article = Article { text: "去年<捐3个。".into(), ..Article::default() };
        let named: Vec<Named> = facts.iter().map(|fact| (fact, "id")).collect();
        let html = marked(Span::new(0, 7), &named, &Quotes::new(&article));
        let html = html.replace("</a>", "]").replace("<a class=\"m k-", "[").replace(" in-", "+");
        html.split(" href=")
            .map(|part| part.split_once('>').map_or(part, |(_, text)| text))
            .collect::<Vec<_>>()
            .join("|")
            .replace('"', "")
    }

    #[test]
    fn facts_may_lie_within_one_another_or_overlap() {
        for (facts, want) in [
            (vec![fact("a", 0, 2)], "[a+a|去年]&lt;捐3个。"),
            (vec![fact("a", 0, 6), fact("b", 4, 6)], "[a+a|去年&lt;捐][b+b+a|3个]。"),
            (vec![fact("a", 0, 3), fact("b", 2, 4)], "[a+a|去年][b+b+a|&lt;][b+b|捐]3个。"),
            (vec![fact("a", 5, 99)], "去年&lt;捐3[a+a|个。]"),
        ] {
            assert_eq!(pieces(&facts), want);
        }
    }
}
