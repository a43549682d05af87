//! The record stream as it is: one object a line, or one array.

use serde::Serialize;

use super::draft::Draft;
use super::{Rendered, Sink};
use crate::error::Result;
use crate::record::Outcome;

/// JSON Lines.
struct Lines(Draft);

/// One array; each record on a line of its own.
struct Array {
    draft: Draft,
    empty: bool,
}

/// One record a line.
pub fn lines(draft: Draft) -> Result<Box<dyn Sink>> {
    Ok(Box::new(Lines(draft)))
}

/// All records in one array.
pub fn array(mut draft: Draft) -> Result<Box<dyn Sink>> {
    draft.write(b"[")?;
    Ok(Box::new(Array { draft, empty: true }))
}

/// Each record, behind `lead`.
fn records(outcome: &Outcome, lead: &[u8], tail: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for record in outcome.records() {
        bytes.extend_from_slice(lead);
        record.serialize(&mut serde_json::Serializer::new(&mut bytes)).expect("records have string keys");
        bytes.extend_from_slice(tail);
    }
    bytes
}

impl Sink for Lines {
    fn render(&self, outcome: &Outcome) -> Rendered {
        records(outcome, b"", b"\n").into()
    }

    fn write(&mut self, rendered: Rendered) -> Result<()> {
        self.0.write(&rendered.bytes)
    }

    fn finish(self: Box<Self>) -> Result<()> {
        self.0.finish()
    }
}

impl Sink for Array {
    fn render(&self, outcome: &Outcome) -> Rendered {
        records(outcome, b",\n", b"").into()
    }

    fn write(&mut self, rendered: Rendered) -> Result<()> {
        // The first record of all has no comma before it.
        let from = usize::from(std::mem::take(&mut self.empty) && !rendered.bytes.is_empty());
        self.draft.write(&rendered.bytes[from..])
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.draft.write(b"\n]\n")?;
        self.draft.finish()
    }
}
