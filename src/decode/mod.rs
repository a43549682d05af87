//! From bytes to an article.

pub mod charset;
pub mod dates;

use jiff::civil::Date;

use crate::article::{Article, Failure, Raw};

/// Decodes one article: charset, markup, zones, header data.
///
/// `published` is the date to use where the article says none (`--published`).
///
/// # Errors
/// What is no text, with the reason and the cure.
pub fn decode(_raw: Raw, _published: Option<Date>) -> Result<Article, Failure> {
    unimplemented!()
}
