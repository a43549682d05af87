//! Where records go. One file an output; the table here picks one by the ending of the output's name.

mod csv;
mod draft;
mod html;
mod json;

use std::path::Path;

use crate::error::{Error, Result};
use crate::record::Outcome;

use draft::Draft;

/// An output. Work is done in two steps, so that the costly one runs in every thread and the file still has one order.
pub trait Sink: Send + Sync {
    /// What this outcome adds to the output. Pure; runs in the worker threads.
    fn render(&self, outcome: &Outcome) -> Rendered;
    /// Adds it, in reading order.
    ///
    /// # Errors
    /// An output that can't be written.
    fn write(&mut self, rendered: Rendered) -> Result<()>;
    /// Completes the output and gives it its name; without this call nothing stands under that name.
    ///
    /// # Errors
    /// An output that can't be written.
    fn finish(self: Box<Self>) -> Result<()>;
}

/// One outcome, ready to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    pub bytes: Vec<u8>,
    /// What outputs with an overview list in it.
    entries: Vec<html::Entry>,
}

impl From<Vec<u8>> for Rendered {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes, entries: Vec::new() }
    }
}

type Open = fn(Draft) -> Result<Box<dyn Sink>>;

/// Every ending that an output file may have.
const ENDINGS: &[(&str, Open)] = &[("jsonl", json::lines), ("json", json::array), ("csv", csv::open), ("html", html::open)];

/// The output for this path; JSON Lines on standard output where there is none. Nothing stands under the path before `finish`.
///
/// # Errors
/// An unknown ending, or a folder that can't be written to.
pub fn open(path: Option<&Path>) -> Result<Box<dyn Sink>> {
    let Some(path) = path else { return json::lines(Draft::stdout()) };
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let Some((_, open)) = ENDINGS.iter().find(|(known, _)| *known == ending) else { return Err(unknown(path)) };
    open(Draft::beside(path)?)
}

fn unknown(path: &Path) -> Error {
    let known: Vec<String> = ENDINGS.iter().map(|(ending, _)| format!(".{ending}")).collect();
    let (path, known) = (path.display(), known.join(", "));
    Error::Usage(format!(
        "{path}: the ending says which form to write, and this one is none of {known}\n  give --out one of these"
    ))
}
