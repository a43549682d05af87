//! Fragments that nothing uses: no mistake, but something to look at.

use std::collections::BTreeSet;

use toml::Spanned;

use super::compile::parse;
use super::file::{RuleFile, RuleTable, SharedFragments};
use crate::error::Diagnostic;
use crate::files::{File, Files};
use crate::pattern::names;

/// A warning for each fragment that no pattern uses: of a rule file's own in that file, of a shared one in any. Files that
/// can't be read have no warnings; loading them says what is wrong.
pub fn unused(files: &Files) -> Vec<Diagnostic> {
    let (mut warnings, mut everywhere) = (Vec::new(), BTreeSet::new());
    for (_, file) in files.within("", ".toml").filter(|(name, _)| *name != "fragments") {
        let Ok(table) = parse::<RuleFile>(file) else { continue };
        let rules = table.rule.iter().flat_map(|rule| patterns(rule.get_ref()));
        let around = table.around.before.iter().chain(&table.around.after);
        let used: BTreeSet<String> =
            rules.chain(around).chain(table.fragments.values()).flat_map(|text| names(text.get_ref())).collect();
        warnings.extend(warned(table.fragments.keys(), &used, file));
        everywhere.extend(used);
    }
    let shared = files.get("fragments.toml");
    if let Some((file, table)) = shared.and_then(|file| Some((file, parse::<SharedFragments>(file).ok()?))) {
        everywhere.extend(table.fragments.values().flat_map(|text| names(text.get_ref())));
        warnings.extend(warned(table.fragments.keys(), &everywhere, file));
    }
    warnings
}

fn patterns(rule: &RuleTable) -> impl Iterator<Item = &Spanned<String>> {
    let guards = rule.given.iter().chain(&rule.given_before).chain(&rule.unless);
    std::iter::once(&rule.pattern).chain(&rule.each).chain(guards)
}

fn warned<'a>(fragments: impl Iterator<Item = &'a Spanned<String>>, used: &BTreeSet<String>, file: &File) -> Vec<Diagnostic> {
    let idle = fragments.filter(|name| !used.contains(name.get_ref()));
    let message = |name: &str| format!("nothing uses the fragment `{name}`; take it out, or put `<{name}>` into a pattern");
    idle.map(|name| Diagnostic::at(&file.origin, &file.content, name.span().start, message(name.get_ref()))).collect()
}
