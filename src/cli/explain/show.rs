//! An article as the engine reads it, sentence by sentence.

use jishi::article::Article;
use jishi::engine::Explained;
use jishi::fact::{Fact, Field};
use jishi::rule::Hit;
use jishi::rule::miss::Reason;
use jishi::span::Span;
use jishi::spot::{Folded, Mention, Reading};
use jishi::value::{Place, Time};

use crate::cli::paper::{Ink, Paper, aligned};

/// Where the article is from and, where all of it is shown, its zones.
pub fn article(article: &Article, whole: bool, paper: &mut Paper) {
    let text: Vec<char> = article.text.chars().collect();
    paper.line(&paper.ink(Ink::Bold, &article.origin));
    paper.block("article", &heads(article));
    if whole {
        paper.block("zones", &zones(article, &text));
    }
}

fn heads(article: &Article) -> Vec<String> {
    let day = article.published.map(|day| day.to_string());
    let rows = [("title", article.title.clone()), ("published", day), ("source", article.source.clone())];
    let known = rows.into_iter().filter_map(|(name, value)| Some(vec![name.to_owned(), value?]));
    aligned(&known.collect::<Vec<_>>())
}

fn zones(article: &Article, text: &[char]) -> Vec<String> {
    let rows = article.zones.iter().map(|zone| {
        let name = format!("{:?}", zone.zone).to_lowercase();
        vec![name, zone.span.to_string(), glimpse(&text[zone.span.range()])]
    });
    aligned(&rows.collect::<Vec<_>>())
}

/// The first characters of a longer text, on one line.
fn glimpse(text: &[char]) -> String {
    const LONG: usize = 40;
    let shown: String = text.iter().take(LONG).map(|c| if c.is_control() { ' ' } else { *c }).collect();
    if text.len() > LONG { format!("{shown}…") } else { shown }
}

/// How a sentence is read, where rules matched, and its facts; `own` are the characters of the title or the text.
pub fn sentence(explained: &Explained, own: &[char], paper: &mut Paper) {
    let Some((first, _)) = explained.views.first() else { return };
    let field = if explained.field == Field::Title { "title " } else { "" };
    paper.line("");
    let text = quoted(own, first.sentence).replace(['\n', '\r'], "⏎");
    paper.line(&format!("{} {}", paper.ink(Ink::Bold, &text), paper.ink(Ink::Faint, &format!("{field}{}", first.sentence))));
    let words = explained.words.iter().filter(|(word, _)| !word.trim().is_empty()).map(|(word, tag)| format!("{word}/{tag}"));
    paper.block("words", &[words.collect::<Vec<_>>().join(" ")]);
    paper.block("folded", &foldings(explained));
    paper.block("read as", &mentions(first, own));
    for (folded, hits) in &explained.views {
        hits.iter().for_each(|hit| matched(hit, folded, explained, own, paper));
    }
    explained.facts.iter().for_each(|fact| found(fact, own, paper));
}

fn quoted(own: &[char], span: Span) -> String {
    own[span.range()].iter().collect()
}

/// The sentence as rules see it; twice where parties and goods make a difference.
pub fn foldings(explained: &Explained) -> Vec<String> {
    let mut shown: Vec<String> = explained.views.iter().map(|(folded, _)| folded.shown()).collect();
    shown.dedup();
    shown
}

fn mentions(folded: &Folded, own: &[char]) -> Vec<String> {
    let row = |mention: &Mention| vec![quoted(own, mention.span), mention.symbol.label().to_owned(), reading(&mention.reading)];
    aligned(&folded.mentions.iter().map(row).collect::<Vec<_>>())
}

/// A mention as it was read, in a few words.
pub fn reading(reading: &Reading) -> String {
    match reading {
        Reading::Place(place) => of_place(place),
        Reading::Both(Some(both)) => format!("{} and {}", both.0, both.1),
        Reading::Both(None) => "two places that can't be told".into(),
        Reading::Party(party) => {
            let place = party.place.as_ref().map(|place| format!(" of {}", of_place(place))).unwrap_or_default();
            format!("{}{place}", lower(&party.kind))
        }
        Reading::Quantity(quantity, _) => {
            let currency = quantity.currency.as_ref().map(|code| format!(" {code}")).unwrap_or_default();
            format!("{quantity}, {}{currency}", lower(&quantity.unit_class))
        }
        Reading::Time(time) => of_time(time),
        Reading::Goods | Reading::Name => String::new(),
    }
}

fn of_place(place: &Place) -> String {
    let known = [place.country.as_deref().unwrap_or("country unknown"), &lower(&place.level)].join(" ");
    format!("{place}, {known}{}", place.code.as_ref().map(|code| format!(" {code}")).unwrap_or_default())
}

fn of_time(time: &Time) -> String {
    let days = match (time.earliest, time.latest) {
        (None, None) => String::new(),
        (earliest, latest) => format!("{} … {}, ", shown(earliest), shown(latest)),
    };
    format!("{time}, {days}{}, {}", lower(&time.granularity), lower(&time.basis))
}

fn shown(day: Option<jiff::civil::Date>) -> String {
    day.map_or("open".into(), |day| day.to_string())
}

fn lower(word: &impl std::fmt::Debug) -> String {
    format!("{word:?}").to_lowercase()
}

/// A rule that matched, and what it captured.
fn matched(hit: &Hit, folded: &Folded, explained: &Explained, own: &[char], paper: &mut Paper) {
    let quote = |bytes: std::ops::Range<usize>| quoted(own, folded.covered(bytes));
    let reasons: Vec<String> = reasons(hit, folded, explained).iter().map(|reason| reason.to_string()).collect();
    let note = if reasons.is_empty() { String::new() } else { format!("  (gave no fact: {})", reasons.join("; ")) };
    let rows: Vec<Vec<String>> =
        hit.captures.iter().map(|(field, range)| vec![format!("  {field}"), quote(range.clone())]).collect();
    let head = format!("{}  {}{}", hit.rule.id, quote(hit.span.clone()), paper.ink(Ink::Faint, &note));
    let lines: Vec<String> = std::iter::once(head).chain(aligned(&rows)).collect();
    paper.block("matched", &lines);
}

/// Why a hit gave no fact; none where it did.
pub fn reasons<'e>(hit: &Hit, folded: &Folded, explained: &'e Explained) -> &'e [Reason] {
    let span = folded.covered(hit.span.clone());
    let own = explained.misses.iter().find(|miss| miss.is_hit && miss.rule.id == hit.rule.id && miss.span == span);
    own.map_or(&[], |miss| &miss.reasons)
}

fn found(fact: &Fact, own: &[char], paper: &mut Paper) {
    let cue = fact.cue.as_ref().map(|cue| format!(", as it says {cue}")).unwrap_or_default();
    let kind = paper.ink(Ink::Green, &fact.kind);
    let head = format!("{kind}  {}  {}{cue}  by {}", quoted(own, fact.span), fact.status.word(), fact.rule);
    let told = fact.value.0.iter().filter(|(_, value)| !value.is_absent());
    let rows: Vec<Vec<String>> = told.map(|(name, value)| vec![format!("  {name}"), value.to_string()]).collect();
    let lines: Vec<String> = std::iter::once(head).chain(aligned(&rows)).collect();
    paper.block("fact", &lines);
}
