//! One page that a browser opens without anything else: an overview on top, then each article's sentences with their facts.

mod article;
mod marks;
mod markup;
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
