//! From bytes to an article.

pub mod charset;
mod credits;
pub mod dates;
mod frame;
mod grammar;
mod html;
mod names;
mod page;
mod zones;

use jiff::civil::Date;

use self::charset::NoText;
use self::grammar::Grammar;
use self::html::Page;
use self::zones::{Hints, Layout};
use crate::article::{Article, Content, Decoded, Failure, PublishedFrom, Raw, Stage};
use crate::error::Diagnostic;
use crate::files::Files;
use crate::plain::Fold;
use crate::span::Span;

/// Decodes articles; loaded once and shared by all threads.
#[derive(Debug)]
pub struct Decoder {
    fold: Fold,
    grammar: Grammar,
}

impl Decoder {
    /// Reads `lexicon/zones.toml` and `lexicon/traditional.tsv`.
    ///
    /// # Errors
    /// A mistake in one of them.
    pub fn load(files: &Files) -> Result<Self, Diagnostic> {
        Ok(Self { fold: Fold::load(files)?, grammar: Grammar::load(files)? })
    }

    /// Decodes one article: charset, markup, zones, header data.
    ///
    /// `published` is the date to use where the article says none (`--published`).
    ///
    /// # Errors
    /// What is no text, with the reason and the cure.
    pub fn decode(&self, raw: Raw, published: Option<Date>) -> Result<Article, Failure> {
        let Raw { id, origin, content, claimed } = raw;
        let failure = |NoText(error)| Failure {
            id: id.without_hash().to_owned(),
            origin: origin.clone(),
            stage: Stage::Decode,
            error: format!("no text: {error}"),
            cure: "give text, HTML or JSON; turn other files into one of these, or leave this one out".into(),
        };
        let (decoded, page) = read(content).map_err(failure)?;
        if decoded.text.chars().all(char::is_whitespace) {
            return Err(failure(NoText("there is nothing in it".into())));
        }
        let known = Known { page: page.unwrap_or_default(), claimed, option: published };
        let mut article = self.article(decoded, known);
        article.hash = hash(article.title.as_deref().unwrap_or(""), &article.text);
        (article.id, article.origin) = (id.with_hash(&article.hash), origin);
        Ok(article)
    }

    fn article(&self, decoded: Decoded, known: Known) -> Article {
        let Known { page, claimed, option } = known;
        let plain = self.fold.text(&decoded.text);
        let title = claimed.title.clone().or(page.meta.title.clone());
        let hints = Hints {
            title: title.as_deref().map(|title| self.fold.text(title).into_iter().collect()),
            apart: claimed.title.is_some(),
            linked: page.linked,
            body: page.body,
        };
        let layout = zones::read(&self.grammar, &plain, &hints);
        let chars: Vec<char> = decoded.text.chars().collect();
        let words = |span: Span| chars[span.range()].iter().collect::<String>();
        let url = claimed.url.or(page.meta.url);
        let published = published(claimed.published.or(page.meta.published), &layout, url.as_deref(), option);
        let own_title = layout.title.map(words).filter(|_| claimed.title.is_none());
        Article {
            charset: decoded.charset.to_owned(),
            malformed: decoded.malformed,
            title_apart: own_title.is_none() && title.is_some(),
            title: own_title.or(title),
            published: published.map(|(date, _)| date),
            published_from: published.map(|(_, from)| from),
            url,
            source: claimed.source.or(layout.source.map(words)).or(page.meta.source).or(layout.outlet.map(words)),
            authors: people(&layout.authors, words),
            editors: people(&layout.editors, words),
            zones: layout.zones,
            text: decoded.text,
            ..Article::default()
        }
    }
}

/// What is known of an article beside its text.
struct Known {
    page: Page,
    claimed: crate::article::Claimed,
    option: Option<Date>,
}

fn read(content: Content) -> Result<(Decoded, Option<Page>), NoText> {
    let (decoded, whole) = match content {
        Content::Html(bytes) => (charset::decode(&bytes, charset::declared(&bytes))?, true),
        Content::Plain(bytes) => {
            let decoded = charset::decode(&bytes, None)?;
            let whole = html::is_page(&decoded.text);
            (decoded, whole)
        }
        Content::Text(decoded) => (decoded, false),
    };
    if !whole && !html::is_fragment(&decoded.text) {
        return Ok((decoded, None));
    }
    let mut page = html::read(&decoded.text, whole);
    let text = std::mem::take(&mut page.text);
    Ok((Decoded { text, ..decoded }, Some(page)))
}

/// The date and where it is from; the surest witness first.
fn published(claimed: Option<Date>, layout: &Layout, url: Option<&str>, option: Option<Date>) -> Option<(Date, PublishedFrom)> {
    let address = url.and_then(dates::in_address);
    let dateline = layout.dateline.and_then(|(year, month, day)| match (year, address.or(option)) {
        (Some(year), _) => Date::new(year, month, day).ok(),
        (None, close) => dates::nearest(month, day, close?),
    });
    let found = [
        (claimed, PublishedFrom::Metadata),
        (layout.published, PublishedFrom::Header),
        (dateline, PublishedFrom::Dateline),
        (address, PublishedFrom::Url),
        (option, PublishedFrom::Option),
    ];
    found.into_iter().find_map(|(date, from)| date.map(|date| (date, from)))
}

/// Names as written, each once.
fn people(spans: &[Span], words: impl Fn(Span) -> String) -> Vec<String> {
    let mut people: Vec<String> = Vec::new();
    for span in spans {
        let name: String = words(*span).split_whitespace().collect();
        if !people.contains(&name) {
            people.push(name);
        }
    }
    people
}

fn hash(title: &str, text: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(title.as_bytes()).update(&[0]).update(text.as_bytes());
    format!("blake3:{}", hasher.finalize().to_hex())
}
