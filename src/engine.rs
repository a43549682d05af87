//! What finds facts: rules, tables, words and places, loaded once and shared by all threads.

use std::path::PathBuf;

use crate::article::Article;
use crate::error::Result;
use crate::fact::Fact;
use crate::files::Files;

/// Immutable; one serves every thread.
pub struct Engine {}

/// How an engine differs from the built-in one.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Folders of rule files and tables laid over the built-in ones, later ones on top.
    pub rules: Vec<PathBuf>,
    /// A user dictionary in jieba's form.
    pub dictionary: Option<PathBuf>,
    /// Only these kinds of fact; all where empty.
    pub kinds: Vec<String>,
}

impl Engine {
    /// Loads rules and tables.
    ///
    /// # Errors
    /// Every mistake in every rule file at once; a folder or dictionary that can't be read; a kind that no rule file declares.
    pub fn load(settings: &Settings) -> Result<Self> {
        let _files = settings.rules.iter().try_fold(Files::embedded(), |files, folder| files.with_folder(folder))?;
        Ok(Self {})
    }

    /// Everything the rules find in one article, in reading order.
    pub fn extract(&self, _article: &Article) -> Vec<Fact> {
        Vec::new()
    }
}
