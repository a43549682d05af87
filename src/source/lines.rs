//! JSON Lines: one record a line, read one at a time; only the line at hand is in memory.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read};
use std::sync::Arc;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::folder::Entry;
use super::record::{self, Names, Place};
use crate::article::{Failure, Raw, Stage};
use crate::decode::charset;

/// A longer line is passed over with a failure.
const LONGEST: u64 = 1 << 29;

/// Whether these first bytes of a file begin with a line that is one whole object, so that the rest are lines too.
pub fn is_lines(head: &[u8]) -> bool {
    let utf16 = Encoding::for_bom(head).filter(|(encoding, _)| *encoding != UTF_8);
    let text = utf16.map(|(encoding, _)| encoding.decode(head).0.into_owned().into_bytes());
    let head = text.as_deref().unwrap_or(head);
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let end = head.iter().position(|byte| *byte == b'\n');
    let first = head[..end.unwrap_or(head.len())].trim_ascii_end();
    // A line that is longer than what has been read must be taken on trust: pretty-printed JSON begins with short lines.
    first.starts_with(b"{") && if end.is_some() { first.ends_with(b"}") } else { first.len() > 4096 || first.ends_with(b"}") }
}

/// The records of a file, line by line.
pub struct Lines<R> {
    reader: R,
    entry: Entry,
    names: Arc<Names>,
    number: usize,
    /// The charset of the lines so far, as a hint for the next.
    charset: Option<&'static Encoding>,
    /// A line can give both an article and a failure (a date that is none).
    waiting: VecDeque<Result<Raw, Failure>>,
    ended: bool,
}

impl<R: BufRead> Lines<R> {
    /// Reads from the beginning of a file.
    pub fn new(reader: R, entry: Entry, names: Arc<Names>) -> Self {
        Self { reader, entry, names, number: 0, charset: None, waiting: VecDeque::new(), ended: false }
    }

    fn read(&mut self) {
        let mut line = Vec::new();
        self.number += 1;
        match self.line(&mut line) {
            Ok(0) => {
                self.ended = true;
                if self.number == 1 {
                    self.fail(Stage::Read, "the file is empty".into(), "leave it out, or fetch it again");
                }
            }
            Ok(_) if line.len() as u64 >= LONGEST => {
                self.fail(Stage::Read, "the line is longer than 512 MiB".into(), "put one article on each line");
            }
            Ok(_) => self.parse(&line),
            Err(error) => {
                self.ended = true;
                self.fail(Stage::Read, error.to_string(), "fetch the file again; the lines before this one were read");
            }
        }
    }

    /// One line with its end; of one that is too long only the beginning.
    fn line(&mut self, line: &mut Vec<u8>) -> io::Result<usize> {
        if self.number == 1 {
            let wide = Encoding::for_bom(self.reader.fill_buf()?).filter(|(encoding, _)| *encoding != UTF_8);
            self.charset = wide.map(|(encoding, _)| encoding);
        }
        if self.charset == Some(UTF_16LE) || self.charset == Some(UTF_16BE) {
            return self.wide_line(line);
        }
        let read = self.reader.by_ref().take(LONGEST).read_until(b'\n', line)?;
        if read as u64 == LONGEST && !line.ends_with(b"\n") {
            self.reader.skip_until(b'\n')?;
        }
        Ok(read)
    }

    /// In UTF-16 a line feed is two bytes, and one of these bytes alone may be part of any character.
    fn wide_line(&mut self, line: &mut Vec<u8>) -> io::Result<usize> {
        let end = if self.charset == Some(UTF_16LE) { [b'\n', 0] } else { [0, b'\n'] };
        let mut unit = [0; 2];
        let mut read = 0;
        while self.reader.read(&mut unit[..1])? == 1 && self.reader.read(&mut unit[1..])? == 1 {
            read += 2;
            if (line.len() as u64) < LONGEST {
                line.extend(unit);
            }
            if unit == end {
                break;
            }
        }
        Ok(read)
    }

    fn parse(&mut self, line: &[u8]) {
        let decoded = match self.charset {
            Some(wide) if wide == UTF_16LE || wide == UTF_16BE => Ok(charset::with(wide, charset::unmarked(line))),
            hint => charset::decode(line, hint),
        };
        let decoded = match decoded {
            Ok(decoded) if decoded.text.trim().is_empty() => return,
            Ok(decoded) => decoded,
            Err(charset::NoText(reason)) => {
                return self.fail(Stage::Parse, format!("no JSON: {reason}"), "put one JSON object on each line");
            }
        };
        if !decoded.text.is_ascii() {
            self.charset = Encoding::for_label(decoded.charset.as_bytes());
        }
        let place = Place { id: self.place(), origin: self.origin(), path: Some(&self.entry.id) };
        self.waiting.extend(record::of_line(&decoded, &place, &self.names));
    }

    fn place(&self) -> String {
        format!("{}:{}", self.entry.id, self.number)
    }

    fn origin(&self) -> String {
        format!("{}:{}", self.entry.origin, self.number)
    }

    fn fail(&mut self, stage: Stage, error: String, cure: &str) {
        let (id, origin) = if self.ended && self.number == 1 {
            (self.entry.id.clone(), self.entry.origin.clone())
        } else {
            (self.place(), self.origin())
        };
        self.waiting.push_back(Err(Failure { id, origin, stage, error, cure: cure.into() }));
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Raw, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.waiting.is_empty() && !self.ended {
            self.read();
        }
        self.waiting.pop_front()
    }
}
