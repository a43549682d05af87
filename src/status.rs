//! Cue words → how an article means a statement.

use std::ops::Range;

use serde::Deserialize;

use crate::error::Diagnostic;
use crate::fact::Status;
use crate::files::Files;
use crate::pattern::{Fragments, Pattern, Source};

/// Cues by status; immutable.
pub struct Cues {
    all: Vec<(Status, Vec<Pattern>, Vec<Pattern>)>,
    not: Vec<String>,
}

/// `lexicon/cues.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    not: Vec<String>,
    planned: Words,
    negated: Words,
    uncertain: Words,
    ended: Words,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    before: Vec<String>,
    after: Vec<String>,
}

/// Where in a folded sentence a predicate stands, and a 将 that is no cue.
#[derive(Clone, Debug)]
pub struct Predicate {
    pub act: Range<usize>,
    /// The hit: cues may stand in it and before it in its clause.
    pub hit: Range<usize>,
    pub ba: Option<Range<usize>>,
}

const CLAUSE_ENDS: &[char] = &['，', '；', '：', '。', '！', '？', '“', '（'];

impl Cues {
    /// Loads the table.
    ///
    /// # Errors
    /// The mistake in it.
    pub fn load(files: &Files) -> Result<Self, Diagnostic> {
        let name = "lexicon/cues.toml";
        let tables: Tables = files.table(name)?;
        let sorts = [
            (Status::Negated, tables.negated),
            (Status::Ended, tables.ended),
            (Status::Uncertain, tables.uncertain),
            (Status::Planned, tables.planned),
        ];
        let compile = |words: &[String]| -> Result<Vec<Pattern>, Diagnostic> {
            let joined = words.join("|");
            let source = Source { file: name, content: "", offset: 0 };
            Fragments::default().compile(&joined, source).map(|pattern| vec![pattern])
        };
        let all = sorts.into_iter().map(|(status, words)| Ok((status, compile(&words.before)?, compile(&words.after)?)));
        Ok(Self { all: all.collect::<Result<_, Diagnostic>>()?, not: tables.not })
    }

    /// The status of a predicate in a folded sentence, and the cue that says so.
    pub fn read(&self, text: &str, predicate: &Predicate) -> (Status, Option<Range<usize>>) {
        let start = text[..predicate.act.start]
            .rfind(CLAUSE_ENDS)
            .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
        let before = start.min(predicate.act.start)..predicate.act.start;
        let behind_it = predicate.hit.end.max(predicate.act.end);
        let after_end = text[behind_it..].find(['；', '。', '！', '？']).map_or(text.len(), |n| behind_it + n);
        for (status, befores, afters) in &self.all {
            // 将捐赠: what follows a cue may be the predicate itself.
            let first = befores.iter().find_map(|pattern| {
                let found = pattern.regex.find_iter(&text[before.start..predicate.act.end]);
                let cues = found.map(|found| found.start() + before.start..found.end() + before.start);
                let counts = |cue: &Range<usize>| {
                    cue.start < predicate.act.start && !is_ba(predicate, cue) && !self.within_word(text, cue)
                };
                cues.filter(counts).last()
            });
            let behind = afters.iter().find_map(|pattern| {
                let found = pattern.regex.find(&text[behind_it..after_end]).filter(|found| found.start() == 0)?;
                Some(behind_it..behind_it + found.end())
            });
            if let Some(cue) = first.or(behind) {
                return (*status, Some(cue));
            }
        }
        (Status::Asserted, None)
    }

    /// 自愿: whether a cue is part of a word that is none.
    fn within_word(&self, text: &str, cue: &Range<usize>) -> bool {
        let around = |word: &String| {
            let mut found = text.match_indices(word.as_str());
            found.any(|(at, word)| at <= cue.start && cue.end <= at + word.len())
        };
        self.not.iter().any(around)
    }
}

fn is_ba(predicate: &Predicate, cue: &Range<usize>) -> bool {
    predicate.ba.as_ref().is_some_and(|ba| ba.start < cue.end && cue.start < ba.end)
}
