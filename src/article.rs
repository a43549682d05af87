//! What is read: `Raw` as a source hands it over, `Article` as decoded. An article never changes after decoding.

use jiff::civil::Date;
use serde::Serialize;

use crate::span::Span;

/// What a source hands over: one article, not yet decoded.
#[derive(Clone, Debug, Default)]
pub struct Raw {
    pub id: RawId,
    /// Where it was found: a path, with `:LINE` for one of many in a file.
    pub origin: String,
    pub content: Content,
    pub claimed: Claimed,
}

/// An article's id as far as its source can know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RawId {
    /// The record's own, or the path.
    Known(String),
    /// One of many in the file at this path: its content hash tells it from the others (`path#` and 12 hex digits).
    In(String),
}

impl Default for RawId {
    fn default() -> Self {
        RawId::Known(String::new())
    }
}

impl RawId {
    /// The id of an article with this content hash (`blake3:…`).
    pub fn with_hash(&self, hash: &str) -> String {
        let hex = hash.strip_prefix("blake3:").unwrap_or(hash);
        match self {
            RawId::Known(id) => id.clone(),
            RawId::In(path) => format!("{path}#{}", hex.get(..12).unwrap_or(hex)),
        }
    }

    /// What to call an article that could not be decoded.
    pub fn without_hash(&self) -> &str {
        match self {
            RawId::Known(id) => id,
            RawId::In(path) => path,
        }
    }
}

/// The bytes of an article, or its text where the container (JSON) has decoded it already.
#[derive(Clone, Debug)]
pub enum Content {
    Plain(Vec<u8>),
    Html(Vec<u8>),
    Text(Decoded),
}

impl Default for Content {
    fn default() -> Self {
        Content::Text(Decoded::default())
    }
}

/// Text, and how it was made of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    /// The charset that was used, as the WHATWG names it.
    pub charset: &'static str,
    /// The number of malformed byte sequences that were replaced.
    pub malformed: usize,
}

impl Default for Decoded {
    fn default() -> Self {
        Self { text: String::new(), charset: "UTF-8", malformed: 0 }
    }
}

/// What a container says of its article.
#[derive(Clone, Debug, Default)]
pub struct Claimed {
    /// A title apart from the text; facts from it say `"field": "title"`.
    pub title: Option<String>,
    pub published: Option<Date>,
    pub source: Option<String>,
    pub url: Option<String>,
}

/// A decoded article.
#[derive(Clone, Debug, Default)]
pub struct Article {
    pub id: String,
    pub origin: String,
    /// `blake3:` and the hex digest of title and text.
    pub hash: String,
    /// The charset that was used, as the WHATWG names it.
    pub charset: String,
    /// The number of malformed byte sequences that were replaced.
    pub malformed: usize,
    pub title: Option<String>,
    /// Whether the title stands apart from the text (JSON); else it is a zone of the text.
    pub title_apart: bool,
    /// The text as decoded; every span counts its code points.
    pub text: String,
    pub published: Option<Date>,
    pub published_from: Option<PublishedFrom>,
    pub url: Option<String>,
    /// The outlet (来源).
    pub source: Option<String>,
    pub authors: Vec<String>,
    pub editors: Vec<String>,
    /// The zones in reading order, not overlapping. A text without zones is all body.
    pub zones: Vec<Zone>,
}

/// Where the publication date comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PublishedFrom {
    /// The record or the page's metadata.
    Metadata,
    /// The line of time, source and editors below the title.
    Header,
    /// 新华社北京5月9日电, with a year from elsewhere.
    Dateline,
    Url,
    /// `--published`.
    Option,
}

/// A labelled part of an article's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Zone {
    pub zone: ZoneKind,
    #[serde(flatten)]
    pub span: Span,
}

/// What a part of the text is. Facts come from `Title` and `Body` alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ZoneKind {
    Nav,
    Header,
    Title,
    Dateline,
    Body,
    Byline,
    Footer,
}

impl ZoneKind {
    /// Whether facts come from it.
    pub fn has_facts(self) -> bool {
        matches!(self, ZoneKind::Title | ZoneKind::Body)
    }
}

/// What could not be read, and why; a record of its own, never fatal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    pub id: String,
    pub origin: String,
    pub stage: Stage,
    /// What is wrong, and where.
    pub error: String,
    /// What the user can do about it.
    pub cure: String,
}

/// Where reading an article failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// The file can't be opened or read.
    Read,
    /// The container (JSON) is not what it should be.
    Parse,
    /// The bytes are no text.
    Decode,
}
