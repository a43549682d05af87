//! One file: what its ending says it holds, and the articles in it.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::Articles;
use super::folder::Entry;
use super::lines::{Lines, is_lines};
use super::record::{self, Names};
use crate::article::{Claimed, Content, Failure, Raw, RawId, Stage};
use crate::decode::charset;

/// A single article or JSON file must not be larger; JSONL is read line by line and may be of any size.
const LARGEST: u64 = 1 << 30;

/// What a file holds, by its ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Text,
    Html,
    /// One object, an array, or lines after all.
    Json,
    Lines,
}

/// The endings that are known, with what they mean.
const ENDINGS: &[(&str, Form)] = &[
    ("txt", Form::Text),
    ("html", Form::Html),
    ("htm", Form::Html),
    ("shtml", Form::Html),
    ("json", Form::Json),
    ("jsonl", Form::Lines),
    ("ndjson", Form::Lines),
];

/// The articles of a file, and what could not be read of it. Bytes are counted in `done` as they are read.
pub fn articles(entry: Entry, names: &Arc<Names>, done: &Arc<AtomicU64>) -> Articles {
    let opened = match &entry.path {
        None => Ok((Box::new(io::stdin()) as Box<dyn Read + Send>, None)),
        Some(path) => open(path).map(|(file, form)| (file, Some(form))),
    };
    let opened = opened.map(|(file, form)| (BufReader::with_capacity(1 << 16, Counted(file, Arc::clone(done))), form));
    let found = opened.and_then(|(mut reader, form)| {
        let form = settle(form, reader.fill_buf().map_err(unreadable)?);
        Ok((reader, form))
    });
    match found {
        Ok((reader, Form::Lines)) => Box::new(Lines::new(reader, entry, Arc::clone(names))),
        Ok((reader, form)) => whole(reader, form, &entry, names),
        Err(trouble) => {
            let size = entry.path.as_ref().and_then(|path| std::fs::metadata(path).ok()).map_or(0, |about| about.len());
            done.fetch_add(size, Ordering::Relaxed);
            Box::new(std::iter::once(Err(trouble.at(&entry, Stage::Read))))
        }
    }
}

/// What is wrong with a file, and the cure.
pub(super) struct Trouble {
    error: String,
    cure: &'static str,
}

impl Trouble {
    fn at(self, entry: &Entry, stage: Stage) -> Failure {
        let (id, origin) = (entry.id.clone(), entry.origin.clone());
        Failure { id, origin, stage, error: self.error, cure: self.cure.into() }
    }
}

pub(super) fn unreadable(error: io::Error) -> Trouble {
    Trouble { error: error.to_string(), cure: "make the file readable, or leave it out" }
}

fn open(path: &Path) -> Result<(Box<dyn Read + Send>, Form), Trouble> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    let Some((_, form)) = ENDINGS.iter().find(|(known, _)| *known == ending) else {
        let error = if ending.is_empty() { "no ending".into() } else { format!("unknown ending `.{ending}`") };
        return Err(Trouble {
            error,
            cure: "known are .txt .html .htm .shtml .json .jsonl .ndjson; rename it or leave it out",
        });
    };
    Ok((Box::new(File::open(path).map_err(unreadable)?), *form))
}

/// What it really is: a .json file can hold lines, and a .jsonl file one array or object written over many lines.
/// Standard input is lines where it begins with an object on a line, and else one article of text or HTML.
fn settle(form: Option<Form>, head: &[u8]) -> Form {
    match form {
        Some(Form::Json) if is_lines(head) && has_second_line(head) => Form::Lines,
        Some(Form::Lines) if is_spread(head) => Form::Json,
        Some(form) => form,
        None if is_lines(head) => Form::Lines,
        None if is_spread(head) => Form::Json,
        None => Form::Text,
    }
}

/// Whether these are the first bytes of JSON that goes over many lines.
fn is_spread(head: &[u8]) -> bool {
    let head = visible(head);
    let inner = head.get(1..).unwrap_or_default();
    let next = inner.trim_ascii_start().first();
    match head.first() {
        Some(b'[') => matches!(next, Some(b'{' | b']')),
        Some(b'{') => next == Some(&b'"') && matches!(inner.first(), Some(b'\n' | b'\r')),
        _ => false,
    }
}

fn has_second_line(head: &[u8]) -> bool {
    let mut lines = visible(head).splitn(2, |byte| *byte == b'\n');
    lines.nth(1).is_some_and(|rest| !rest.trim_ascii().is_empty())
}

fn visible(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start()
}

fn whole(reader: impl Read, form: Form, entry: &Entry, names: &Names) -> Articles {
    let mut bytes = Vec::new();
    let read = reader.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable);
    let small = "split it, or make it JSON Lines (.jsonl), which is read line by line";
    let trouble = match read {
        Err(trouble) => Some(trouble),
        Ok(_) if bytes.is_empty() => {
            Some(Trouble { error: "the file is empty".into(), cure: "leave it out, or fetch it again" })
        }
        Ok(_) if bytes.len() as u64 > LARGEST => Some(Trouble { error: "the file is larger than 1 GiB".into(), cure: small }),
        Ok(_) => None,
    };
    if let Some(trouble) = trouble {
        return Box::new(std::iter::once(Err(trouble.at(entry, Stage::Read))));
    }
    let content = match form {
        Form::Text => Content::Plain(bytes),
        Form::Html => Content::Html(bytes),
        Form::Json | Form::Lines => return json(&bytes, entry, names),
    };
    let (id, origin) = (RawId::Known(entry.id.clone()), entry.origin.clone());
    Box::new(std::iter::once(Ok(Raw { id, origin, content, claimed: Claimed::default() })))
}

fn json(bytes: &[u8], entry: &Entry, names: &Names) -> Articles {
    let charset::NoText(reason) = match charset::decode(bytes, None) {
        Ok(decoded) => return Box::new(record::of_file(&decoded, entry, names).into_iter()),
        Err(trouble) => trouble,
    };
    let trouble = Trouble { error: format!("no JSON: {reason}"), cure: "give a JSON file in UTF-8, GB18030, Big5 or UTF-16" };
    Box::new(std::iter::once(Err(trouble.at(entry, Stage::Parse))))
}

/// Counts what is read through it.
struct Counted<R>(R, Arc<AtomicU64>);

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buffer)?;
        self.1.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
