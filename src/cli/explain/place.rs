//! What is to be explained: a text, a file, or one place of a file.

use std::path::{Path, PathBuf};

use jishi::article::{Article, Content, Decoded, Failure, Raw, RawId};
use jishi::error::{Error, Result};
use jishi::source::{self, Source};

/// What the command line names.
#[derive(Debug, PartialEq, Eq)]
pub enum Place {
    Text(String),
    File(PathBuf),
    /// The character of this number (from 0) in the text of a file, or of the record on a line of it.
    At {
        path: PathBuf,
        line: Option<usize>,
        offset: usize,
    },
}

impl Place {
    /// What names a file is one, with an offset behind it a place of it; all else is a text.
    ///
    /// # Errors
    /// What looks like a file and is none.
    pub fn read(text: &str) -> Result<Self> {
        let is_file = |path: &str| path == "-" || Path::new(path).exists();
        if is_file(text) {
            return Ok(Place::File(text.into()));
        }
        let Some((rest, offset)) = numbered(text) else { return alone(text, text) };
        if is_file(rest) {
            return Ok(Place::At { path: rest.into(), line: None, offset });
        }
        match numbered(rest) {
            Some((path, line)) if is_file(path) => Ok(Place::At { path: path.into(), line: Some(line), offset }),
            Some((path, _)) => alone(text, path),
            None => alone(text, rest),
        }
    }

    /// Where in the article's text, if a place was named.
    pub fn offset(&self) -> Option<usize> {
        match self {
            Place::At { offset, .. } => Some(*offset),
            Place::Text(_) | Place::File(_) => None,
        }
    }

    /// What hands over the articles.
    ///
    /// # Errors
    /// A file that can't be read.
    pub fn open(&self) -> Result<Box<dyn Source>> {
        match self {
            Place::Text(text) => Ok(Box::new(Once(Some(text.clone())))),
            Place::File(path) | Place::At { path, .. } => {
                source::open(std::slice::from_ref(path), &source::Settings::default())
            }
        }
    }

    /// Whether an article that was found here is the one meant.
    pub fn names(&self, origin: &str) -> bool {
        match self {
            Place::At { line: Some(line), .. } => origin.rsplit(':').next() == Some(&line.to_string()),
            Place::Text(_) | Place::File(_) | Place::At { line: None, .. } => true,
        }
    }

    /// Looks whether one article was found where one place was named, and whether it is long enough.
    ///
    /// # Errors
    /// None, several, or a text that ends before the offset.
    pub fn check(&self, found: &[Article]) -> Result<()> {
        let Place::At { path, line, offset } = self else { return Ok(()) };
        let shown = path.display();
        match (found, line) {
            ([article], _) => {
                let length = article.text.chars().count();
                let past = || {
                    let origin = &article.origin;
                    Error::Usage(format!(
                        "{origin}:{offset}: the text has {length} characters\n  give an offset from 0 to {}, as in `start` of a fact",
                        length.saturating_sub(1)
                    ))
                };
                if *offset < length { Ok(()) } else { Err(past()) }
            }
            ([], Some(line)) => Err(Error::Usage(format!(
                "{shown}:{line}: no article was found on this line\n  give FILE:LINE:OFFSET with a line that holds one"
            ))),
            // What could not be read has been told.
            ([], None) => Ok(()),
            (several, _) => Err(Error::Usage(format!(
                "{shown}: it holds {} articles, so an offset alone names no place\n  give FILE:LINE:OFFSET, such as {}:{offset}",
                several.len(),
                several[0].origin
            ))),
        }
    }
}

/// A number behind the last colon.
fn numbered(text: &str) -> Option<(&str, usize)> {
    let (rest, number) = text.rsplit_once(':')?;
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    Some((rest, number.parse().ok().filter(|_| digits)?))
}

/// A text, unless it has the name of a file; `path` is that name.
fn alone(text: &str, path: &str) -> Result<Place> {
    const ENDINGS: [&str; 7] = ["txt", "html", "htm", "shtml", "xhtml", "json", "jsonl"];
    let ending = Path::new(path).extension().and_then(|ending| ending.to_str()).unwrap_or("").to_lowercase();
    if ENDINGS.contains(&ending.as_str()) && !path.contains(['，', '。', '\n']) {
        return Err(Error::Usage(format!("{path}: no such file\n  give a file that exists, or a text to explain")));
    }
    Ok(Place::Text(text.into()))
}

/// A source of one text.
struct Once(Option<String>);

impl Source for Once {
    fn next(&mut self) -> Option<std::result::Result<Raw, Failure>> {
        let content = Content::Text(Decoded { text: self.0.take()?, ..Decoded::default() });
        Some(Ok(Raw { id: RawId::Known("text".into()), origin: "the text given".into(), content, ..Raw::default() }))
    }

    fn progress(&self) -> (u64, Option<u64>) {
        (0, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_file_with_a_number_behind_it() {
        let at = |line| Some(Place::At { path: "Cargo.toml".into(), line, offset: 12 });
        for (text, want) in [
            ("Cargo.toml", Some(Place::File("Cargo.toml".into()))),
            ("Cargo.toml:12", at(None)),
            ("Cargo.toml:3:12", at(Some(3))),
            ("nowhere.txt", None),
            ("nowhere.txt:12", None),
            ("news/nowhere.jsonl:3:12", None),
            ("比分3:2", Some(Place::Text("比分3:2".into()))),
            ("他说，见a.txt", Some(Place::Text("他说，见a.txt".into()))),
        ] {
            assert_eq!(Place::read(text).ok(), want, "{text}");
        }
    }
}
