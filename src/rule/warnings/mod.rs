//! What is no mistake, and yet something to look at: what a rules folder holds to no effect.

mod never;
mod shadow;
mod unused;

use toml::Spanned;

use super::RuleSet;
use super::file::{AdditionFile, RuleFile, RuleTable, SharedFragments};
use super::layers::SHARED;
use crate::error::Diagnostic;
use crate::files::{File, Files, parse};
use crate::plain::Fold;

/// The files of a kind, or those of the shared fragments, as written.
type Written<'a> = Vec<(&'a File, AdditionFile)>;

/// A warning for each fragment that nothing uses, each part of a pattern that can match nothing, each word of a table that the text never
/// has, and each rule that another one hides; of the files of these kinds alone, where some are named. With folders over the built-in
/// files only what stands in these counts: the rest is not the user's to mend.
pub fn warnings(files: &Files, rules: &RuleSet, fold: &Fold, kinds: &[String]) -> Vec<Diagnostic> {
    let of_kinds: Vec<Written> = files
        .within("", ".toml")
        .filter(|(name, _)| *name != "fragments")
        .map(|(name, file)| of_kind(name, file, files))
        .collect();
    let shared = files.get(SHARED).into_iter().chain(files.additions(SHARED));
    let shared: Written = shared.filter_map(|file| Some((file, parse::<SharedFragments>(file).0?.into()))).collect();
    let mut all = unused::unused(&of_kinds, &shared);
    all.extend(never::never(&of_kinds, &shared, fold));
    all.extend(never::words(files, fold));
    all.extend(shadow::shadowed(rules, files));
    all.retain(|warning| files.layers() == 0 || files.by_origin(&warning.file).is_some_and(|(_, file)| file.layer > 0));
    all.retain(|warning| {
        let path = files.by_origin(&warning.file).map_or("", |(path, _)| path);
        kinds.is_empty() || kinds.iter().any(|kind| path.strip_suffix(".toml") == Some(kind))
    });
    all.sort();
    all.dedup();
    all
}

fn of_kind<'a>(name: &str, file: &'a File, files: &'a Files) -> Written<'a> {
    let own = parse::<RuleFile>(file).0.map(|table| (file, table.into()));
    let added = files.additions(&format!("{name}.toml")).iter().filter_map(|file| Some((file, parse(file).0?)));
    own.into_iter().chain(added).collect()
}

impl AdditionFile {
    /// Every pattern, fragments left out.
    fn patterns(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.rule.iter().flat_map(patterns).chain(&self.around.before).chain(&self.around.after)
    }
}

fn patterns(rule: &RuleTable) -> impl Iterator<Item = &Spanned<String>> {
    let guards = rule.given.iter().chain(&rule.given_before).chain(&rule.unless);
    rule.pattern.iter().chain(&rule.each).chain(guards)
}

impl From<RuleFile> for AdditionFile {
    fn from(RuleFile { fragments, around, rule, .. }: RuleFile) -> Self {
        Self { fragments, around, rule }
    }
}

impl From<SharedFragments> for AdditionFile {
    fn from(SharedFragments { fragments }: SharedFragments) -> Self {
        Self { fragments, ..Self::default() }
    }
}
