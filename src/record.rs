//! What leaves the program: one article's facts, or its failure, as the records of the data contract. The only author of
//! that JSON.

mod difference;

use serde::Serialize;

use crate::article::{Article, Failure, PublishedFrom, Zone};
use crate::fact::{Fact, Field, Fields, Status};
use crate::span::Span;

pub use difference::{DIFFERENCE_SCHEMA, DifferenceRecord, Quoted};

/// The version of the fact record.
pub const FACT_SCHEMA: &str = "jishi.fact/1";

/// What became of one input.
#[derive(Clone, Debug)]
pub enum Outcome {
    Read(Box<Article>, Vec<Fact>),
    Failed(Failure),
}

/// One line of the record stream.
#[derive(Debug, Serialize)]
#[serde(tag = "record", rename_all = "lowercase")]
pub enum Record<'a> {
    Article(ArticleRecord<'a>),
    Fact(FactRecord<'a>),
    Failure(&'a Failure),
}

/// An article that was read, with facts or none.
#[derive(Debug, Serialize)]
pub struct ArticleRecord<'a> {
    pub id: &'a str,
    pub origin: &'a str,
    pub hash: &'a str,
    pub charset: &'a str,
    pub malformed: usize,
    pub title: Option<&'a str>,
    pub published: Option<jiff::civil::Date>,
    pub published_from: Option<PublishedFrom>,
    pub url: Option<&'a str>,
    pub source: Option<&'a str>,
    pub authors: &'a [String],
    pub editors: &'a [String],
    pub zones: &'a [Zone],
    pub facts: usize,
}

/// The article that a fact stands in.
#[derive(Debug, Serialize)]
pub struct ArticleReference<'a> {
    pub id: &'a str,
    pub title: Option<&'a str>,
    pub published: Option<jiff::civil::Date>,
}

/// A fact with all that makes it checkable alone.
#[derive(Debug, Serialize)]
pub struct FactRecord<'a> {
    pub schema: &'static str,
    pub id: String,
    pub kind: &'a str,
    pub article: ArticleReference<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<&'static str>,
    pub quote: String,
    #[serde(flatten)]
    pub span: Span,
    pub sentence: Span,
    pub status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cue: Option<&'a str>,
    pub confidence: Option<f64>,
    pub rule: &'a str,
    pub value: &'a Fields,
}

impl Outcome {
    /// The records of this outcome, in the order of the stream.
    pub fn records(&self) -> Vec<Record<'_>> {
        match self {
            Outcome::Failed(failure) => vec![Record::Failure(failure)],
            Outcome::Read(article, facts) => {
                let quotes = Quotes::new(article);
                let head = std::iter::once(Record::Article(ArticleRecord::new(article, facts.len())));
                head.chain(facts.iter().map(|fact| Record::Fact(FactRecord::new(article, fact, &quotes)))).collect()
            }
        }
    }
}

impl<'a> ArticleRecord<'a> {
    fn new(article: &'a Article, facts: usize) -> Self {
        Self {
            id: &article.id,
            origin: &article.origin,
            hash: &article.hash,
            charset: &article.charset,
            malformed: article.malformed,
            title: article.title.as_deref(),
            published: article.published,
            published_from: article.published_from,
            url: article.url.as_deref(),
            source: article.source.as_deref(),
            authors: &article.authors,
            editors: &article.editors,
            zones: &article.zones,
            facts,
        }
    }
}

impl<'a> FactRecord<'a> {
    fn new(article: &'a Article, fact: &'a Fact, quotes: &Quotes<'a>) -> Self {
        Self {
            schema: FACT_SCHEMA,
            id: fact_id(&article.id, fact),
            kind: &fact.kind,
            article: ArticleReference { id: &article.id, title: article.title.as_deref(), published: article.published },
            field: (fact.field == Field::Title).then_some("title"),
            quote: quotes.quote(fact.field, fact.span).to_owned(),
            span: fact.span,
            sentence: fact.sentence,
            status: fact.status,
            cue: fact.cue.as_deref(),
            confidence: fact.confidence,
            rule: &fact.rule,
            value: &fact.value,
        }
    }
}

/// A fact's id: the first 16 hex digits of the BLAKE3 hash of article id, kind, field, `start-end` and the value's JSON,
/// each ended by a zero byte. The same input and rules give the same ids everywhere.
pub fn fact_id(article: &str, fact: &Fact) -> String {
    let field = if fact.field == Field::Title { "title" } else { "text" };
    let value = serde_json::to_string(&fact.value).expect("a fact's value has string keys");
    let mut hasher = blake3::Hasher::new();
    for part in [article, &fact.kind, field, &format!("{}-{}", fact.span.start, fact.span.end), &value] {
        hasher.update(part.as_bytes()).update(&[0]);
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

/// Finds quotations by code points without walking the text from its start each time.
pub struct Quotes<'a> {
    texts: [Indexed<'a>; 2],
}

struct Indexed<'a> {
    text: &'a str,
    /// The byte offset of every `STEP`th code point.
    steps: Vec<u32>,
}

const STEP: usize = 64;

impl<'a> Quotes<'a> {
    /// An index over an article's title and text.
    pub fn new(article: &'a Article) -> Self {
        let title = if article.title_apart { article.title.as_deref().unwrap_or("") } else { "" };
        Self { texts: [Indexed::new(title), Indexed::new(&article.text)] }
    }

    /// The text at a span, exactly as written.
    pub fn quote(&self, field: Field, span: Span) -> &'a str {
        let indexed = match field {
            Field::Title => &self.texts[0],
            Field::Text => &self.texts[1],
        };
        &indexed.text[indexed.byte(span.start as usize)..indexed.byte(span.end as usize)]
    }
}

impl<'a> Indexed<'a> {
    fn new(text: &'a str) -> Self {
        let steps =
            text.char_indices().step_by(STEP).map(|(byte, _)| u32::try_from(byte).expect("a text is shorter than 4 GiB"));
        Self { text, steps: steps.collect() }
    }

    fn byte(&self, position: usize) -> usize {
        let from = self.steps.get(position / STEP).map_or(self.text.len(), |&byte| byte as usize);
        let rest = &self.text[from..];
        from + rest.char_indices().nth(position % STEP).map_or(rest.len(), |(byte, _)| byte)
    }
}
