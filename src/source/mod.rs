//! Where articles come from.

use std::path::PathBuf;

use crate::article::{Failure, Raw};
use crate::error::Result;

/// Hands over articles one by one, in a stable order.
pub trait Source: Send {
    /// The next article, or what could not be read; `None` at the end.
    fn next(&mut self) -> Option<std::result::Result<Raw, Failure>>;
    /// How many bytes have been read of how many (`None` where the size can't be known: standard input).
    fn progress(&self) -> (u64, Option<u64>);
}

/// How inputs are read.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// `--map`: pairs of our name of a JSON field (text, title…) and the input's.
    pub map: Vec<(String, String)>,
}

/// A source of all inputs, in the order given; `-` is standard input.
///
/// # Errors
/// An input that does not exist.
pub fn open(_inputs: &[PathBuf], _settings: &Settings) -> Result<Box<dyn Source>> {
    unimplemented!()
}
