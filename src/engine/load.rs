//! What an engine is loaded from, and what stays loaded for the next one.

use std::io::BufReader;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use super::Engine;
use crate::error::{Error, Result};
use crate::files::{DICTIONARY, Files};
use crate::pattern::Known;
use crate::reader::Reader;
use crate::rule::RuleSet;
use crate::segment::Segmenter;
use crate::settle::StandIns;
use crate::spot::place::Places;
use crate::status::Cues;

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

/// What stands in the folders `lexicon/` and `places/`, read.
pub(super) struct Tables {
    pub reader: Reader,
    pub cues: Cues,
    pub stand_ins: StandIns,
}

/// Loads one engine after the other, and keeps what does not change between them: tables whose files are as they were, and patterns.
#[derive(Default)]
pub struct Loader {
    tables: Option<(Files, Arc<Tables>)>,
    patterns: Arc<Known>,
}

impl Settings {
    /// The built-in rule files with the folders of these settings laid over them.
    ///
    /// # Errors
    /// A folder or file that can't be read.
    pub fn files(&self) -> Result<Files> {
        self.rules.iter().try_fold(Files::embedded(), |files, folder| files.with_folder(folder))
    }
}

impl Loader {
    /// The engine of these settings.
    ///
    /// # Errors
    /// Every mistake in every rule file at once; a folder or dictionary that can't be read; a kind that no rule file declares.
    pub fn load(&mut self, settings: &Settings) -> Result<Engine> {
        let files = settings.files()?;
        let kept = self.tables.as_ref().filter(|(known, _)| settings.dictionary.is_none() && known.same_tables(&files));
        let (rules, tables) = thread::scope(|scope| {
            // The words and names take about as long to read as the rules.
            let tables = scope.spawn(|| match kept {
                Some((_, tables)) => Ok(tables.clone()),
                None => Tables::load(&files, settings.dictionary.as_deref()).map(Arc::new),
            });
            let rules = RuleSet::load_again(&files, &settings.kinds, &self.patterns);
            (rules, tables.join().unwrap_or_else(|panic| resume_unwind(panic)))
        });
        // After a mistake the next loading may ask again for what this one has not come to.
        self.patterns = Arc::new(self.patterns.next(rules.is_ok()));
        if let Ok(tables) = &tables {
            self.tables = Some((files, tables.clone()));
        }
        let (rules, tables) = (rules?, tables?);
        Ok(Engine { tables, rules })
    }
}

impl Tables {
    fn load(files: &Files, dictionary: Option<&Path>) -> Result<Self> {
        thread::scope(|scope| {
            let segmenter = scope.spawn(|| segmenter(files, dictionary));
            let (cues, stand_ins, places) = (Cues::load(files)?, StandIns::load(files)?, Places::load(files)?);
            let segmenter = segmenter.join().unwrap_or_else(|panic| resume_unwind(panic))?;
            Ok(Self { reader: Reader::load(files, segmenter, places)?, cues, stand_ins })
        })
    }
}

/// A segmenter, with the dictionaries of the rules folders, and one more where there is one.
///
/// # Errors
/// A dictionary that can't be read, or a line of it that is none.
pub fn segmenter(files: &Files, dictionary: Option<&Path>) -> Result<Segmenter> {
    let own = files.get(DICTIONARY).into_iter().chain(files.additions(DICTIONARY));
    let known = own
        .into_iter()
        .try_fold(Segmenter::new(), |known, file| known.with_dictionary(&file.origin, &mut file.content.as_bytes()))?;
    let Some(path) = dictionary else { return Ok(known) };
    let shown = path.display().to_string();
    let cure = "give --dict a readable file with one word a line".into();
    let file = std::fs::File::open(path).map_err(|source| Error::Io { path: shown.clone(), source, cure })?;
    known.with_dictionary(&shown, &mut BufReader::new(file))
}
