//! One page that a browser opens without anything else: an overview on top, then each article's sentences with their facts.

mod article;
mod marks;
mod page;
mod read;
mod summary;
mod words;

use std::fs::File;
use std::io::{BufWriter, Seek, Write};

use super::draft::{self, Draft};
use super::{Rendered, Sink};
use crate::error::Result;
use crate::record::Outcome;

pub use summary::Entry;

/// The overview stands before the articles and is known after them, so the articles wait in a file without a name.
struct Html {
    draft: Draft,
    articles: BufWriter<File>,
    summary: summary::Summary,
}

/// A page in Chinese.
pub fn open(draft: Draft) -> Result<Box<dyn Sink>> {
    let articles = BufWriter::with_capacity(1 << 16, draft.scratch()?);
    Ok(Box::new(Html { draft, articles, summary: summary::Summary::default() }))
}

impl Sink for Html {
    fn render(&self, outcome: &Outcome) -> Rendered {
        match outcome {
            Outcome::Read(article, facts) => {
                let (html, entries) = article::section(article, facts);
                Rendered { bytes: html.into_bytes(), entries }
            }
            Outcome::Failed(failure) => Rendered { bytes: Vec::new(), entries: vec![summary::failed(failure)] },
        }
    }

    fn write(&mut self, rendered: Rendered) -> Result<()> {
        rendered.entries.into_iter().for_each(|entry| self.summary.add(entry));
        self.articles.write_all(&rendered.bytes).map_err(|source| draft::failed("the page's articles", source))
    }

    fn finish(self: Box<Self>) -> Result<()> {
        let wrong = |source| draft::failed("the page's articles", source);
        let Html { mut draft, articles, summary } = *self;
        let mut articles = articles.into_inner().map_err(|error| wrong(error.into_error()))?;
        articles.rewind().map_err(wrong)?;
        draft.write(page::head(&summary).as_bytes())?;
        draft.copy(&mut articles)?;
        draft.write(page::TAIL.as_bytes())?;
        draft.finish()
    }
}

/// Text as HTML shows it, also within an attribute. Control characters, which no page may hold, become U+FFFD.
fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' | '\t' => html.push(c),
            c if c.is_control() => html.push('\u{fffd}'),
            c => html.push(c),
        }
    }
    html
}

/// A kind's name as the class and the id of HTML may have it.
fn class(kind: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    kind.chars().map(|c| if plain(c) { c.to_string() } else { format!("-{:x}", u32::from(c)) }).collect()
}
