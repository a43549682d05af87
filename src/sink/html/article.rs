//! An article's section of the page: each sentence that holds facts, and what lies between, folded away.

use std::collections::BTreeMap;

use super::marks::{Named, marked};
use super::markup::{class, escape};
use super::{read, summary, words};
use crate::article::Article;
use crate::fact::{Fact, Field, HEAD};
use crate::record::{Quotes, fact_id};
use crate::span::Span;

/// Text between two sentences with facts is shown as it is up to here, in code points.
const SHORT: usize = 60;
/// Folded text keeps this much of its beginning and as much of its end.
const KEPT: usize = 1000;

/// The section and its lines of the overview.
pub fn section(article: &Article, facts: &[Fact]) -> (String, Vec<summary::Entry>) {
    let anchor = format!("a-{}", &blake3::hash(article.id.as_bytes()).to_hex()[..16]);
    let ids: Vec<String> = facts.iter().map(|fact| fact_id(&article.id, fact)).collect();
    let mut entries = vec![summary::read(article, facts.len(), &anchor)];
    entries.extend(facts.iter().zip(&ids).map(|(fact, id)| summary::fact(fact, id)));
    let classes = classes("has", facts.iter());
    let (title, meta) = (escape(title(article)), meta(article, facts.len()));
    let body = body(article, &sentences(facts, &ids));
    let html = format!(
        "<article class=\"{classes}\" id=\"{anchor}\">\n<h3>{title}</h3>\n<p class=\"meta\">{meta}</p>\n{body}</article>\n"
    );
    (html, entries)
}

/// What an article goes by.
pub fn title(article: &Article) -> &str {
    article.title.as_deref().filter(|title| !title.trim().is_empty()).unwrap_or(&article.id)
}

type Sentences<'a> = BTreeMap<(Field, Span), Vec<Named<'a>>>;

fn sentences<'a>(facts: &'a [Fact], ids: &'a [String]) -> Sentences<'a> {
    let mut sentences = Sentences::new();
    for (fact, id) in facts.iter().zip(ids) {
        sentences.entry((fact.field, fact.sentence)).or_default().push((fact, id));
    }
    sentences
}

fn meta(article: &Article, facts: usize) -> String {
    let published = article.published.map_or("无发布日期".to_owned(), |date| date.to_string());
    let source = article.source.clone().unwrap_or_default();
    let facts = if facts == 0 { "未见事实".to_owned() } else { format!("{facts} 条事实") };
    escape(&read::joined([published, source, article.origin.clone(), facts], " · "))
}

fn body(article: &Article, sentences: &Sentences) -> String {
    if sentences.is_empty() {
        return String::new();
    }
    let quotes = Quotes::new(article);
    let mut html = String::new();
    let mut shown = 0;
    for ((field, sentence), facts) in sentences {
        if *field == Field::Text {
            html += &between(shown, sentence.start, &quotes);
            shown = shown.max(sentence.end);
        }
        html += &self::sentence(*sentence, facts, &quotes);
    }
    let end = u32::try_from(article.text.chars().count()).expect("a text is shorter than 4 Gi characters");
    html + &between(shown, end, &quotes)
}

fn sentence(sentence: Span, facts: &[Named], quotes: &Quotes) -> String {
    let text = marked(sentence, facts, quotes);
    let items: String = facts.iter().map(|named| item(*named, quotes)).collect();
    let classes = classes("has", facts.iter().map(|(fact, _)| *fact));
    format!("<div class=\"s {classes}\"><p>{text}</p>\n<ul>\n{items}</ul></div>\n")
}

/// The text that holds no facts, so that a reader can see what a sentence leans on.
fn between(start: u32, end: u32, quotes: &Quotes) -> String {
    if start >= end {
        return String::new();
    }
    let text = quotes.quote(Field::Text, Span { start, end }).trim();
    let length = text.chars().count();
    match length {
        0 => String::new(),
        1..=SHORT => format!("<p class=\"gap\">{}</p>\n", escape(text)),
        _ => {
            let kept = escape(&kept(text, length));
            format!("<details class=\"gap\"><summary>⋯ 其间 {length} 字</summary><p>{kept}</p></details>\n")
        }
    }
}

fn kept(text: &str, length: usize) -> String {
    if length <= 2 * KEPT {
        return text.to_owned();
    }
    let head: String = text.chars().take(KEPT).collect();
    let tail = text.char_indices().rev().nth(KEPT - 1).map_or("", |(at, _)| &text[at..]);
    format!("{head}\n……（略 {} 字）……\n{tail}", length - 2 * KEPT)
}

fn item((fact, id): Named, quotes: &Quotes) -> String {
    let (kind, label, read) = (class(&fact.kind), escape(words::kind(&fact.kind)), escape(&read::fact(fact)));
    let (status, details) = (status(fact), details((fact, id), quotes));
    format!(
        "<li class=\"f k-{kind}\" id=\"f-{id}\"><details><summary><b>{label}</b> <span>{read}</span>{status}</summary>\
         <dl>{details}</dl></details></li>\n"
    )
}

/// Nothing for what is plainly said; else the status with the words that it rests on.
fn status(fact: &Fact) -> String {
    if fact.status == crate::fact::Status::Asserted {
        return String::new();
    }
    let cue = fact.cue.as_ref().map(|cue| format!("：{cue}")).unwrap_or_default();
    format!(" <i class=\"s-{}\">{}</i>", fact.status.word(), escape(&format!("{}{cue}", words::choice(fact.status.word()))))
}

fn details((fact, id): Named, quotes: &Quotes) -> String {
    let mut rows = vec![("原文", quotes.quote(fact.field, fact.span).to_owned(), String::new())];
    for (name, value) in fact.value.0.iter().filter(|(_, value)| !value.is_absent()) {
        let label = if &**name == HEAD { "读作" } else { words::field(name) };
        rows.push((label, read::value(value), read::more(value)));
    }
    let cue = fact.cue.as_ref().map(|cue| format!("据“{cue}”")).unwrap_or_default();
    rows.push(("状态", words::choice(fact.status.word()).to_owned(), cue));
    let confidence = fact.confidence.map_or("未测".to_owned(), |confidence| format!("{:.0}%", confidence * 100.0));
    rows.push(("把握", confidence, String::new()));
    rows.push(("规则", fact.rule.to_string(), String::new()));
    rows.push(("位置", format!("{}–{}", fact.span.start, fact.span.end), id.to_owned()));
    rows.iter().map(|(label, value, more)| row(label, value, more)).collect()
}

fn row(label: &str, value: &str, more: &str) -> String {
    let more = if more.is_empty() { String::new() } else { format!(" <small>{}</small>", escape(more)) };
    format!("<dt>{}</dt><dd>{}{more}</dd>", escape(label), escape(value))
}

/// One class for each kind, so that the page can show and hide by kind.
fn classes<'a>(lead: &str, facts: impl Iterator<Item = &'a Fact>) -> String {
    let mut kinds: Vec<&str> = facts.map(|fact| &*fact.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let classes: Vec<String> = kinds.iter().map(|kind| format!("{lead}-{}", class(kind))).collect();
    if classes.is_empty() { format!("{lead}-none") } else { classes.join(" ") }
}
