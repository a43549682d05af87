//! Fragments that nothing uses: no mistake, but something to look at.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;

use super::file::{AdditionFile, AroundTable, RuleFile, RuleTable, SharedFragments};
use super::layers::SHARED;
use crate::error::Diagnostic;
use crate::files::{File, Files, parse};
use crate::pattern::names;

/// A warning for each fragment that no pattern uses: of a kind's own in its files, of a shared one in any. Files that can't be read
/// have no warnings; loading them says what is wrong.
pub fn unused(files: &Files) -> Vec<Diagnostic> {
    let (mut warnings, mut everywhere) = (Vec::new(), BTreeSet::new());
    for (name, file) in files.within("", ".toml").filter(|(name, _)| *name != "fragments") {
        let Some(table) = parse::<RuleFile>(file).0 else { continue };
        let mut own = vec![(file, Names::of(&table.fragments, &table.around, &table.rule))];
        for file in files.additions(&format!("{name}.toml")) {
            let table = parse::<AdditionFile>(file).0;
            own.extend(table.map(|table| (file, Names::of(&table.fragments, &table.around, &table.rule))));
        }
        let used: BTreeSet<String> = own.iter().flat_map(|(_, names)| names.used.clone()).collect();
        own.iter().for_each(|(file, names)| warnings.extend(warned(names.fragments.iter(), &used, file)));
        everywhere.extend(used);
    }
    let shared = files.get(SHARED).into_iter().chain(files.additions(SHARED));
    let shared: Vec<(&File, SharedFragments)> = shared.filter_map(|file| Some((file, parse(file).0?))).collect();
    everywhere.extend(shared.iter().flat_map(|(_, table)| table.fragments.values()).flat_map(|text| names(text.get_ref())));
    for (file, table) in &shared {
        warnings.extend(warned(table.fragments.keys(), &everywhere, file));
    }
    warnings
}

/// The fragments of a file, and the names that its patterns use.
struct Names {
    fragments: Vec<Spanned<String>>,
    used: Vec<String>,
}

impl Names {
    fn of(fragments: &BTreeMap<Spanned<String>, Spanned<String>>, around: &AroundTable, rules: &[RuleTable]) -> Self {
        let around = around.before.iter().chain(&around.after);
        let all = rules.iter().flat_map(patterns).chain(around).chain(fragments.values());
        Self { used: all.flat_map(|text| names(text.get_ref())).collect(), fragments: fragments.keys().cloned().collect() }
    }
}

fn patterns(rule: &RuleTable) -> impl Iterator<Item = &Spanned<String>> {
    let guards = rule.given.iter().chain(&rule.given_before).chain(&rule.unless);
    rule.pattern.iter().chain(&rule.each).chain(guards)
}

fn warned<'a>(fragments: impl Iterator<Item = &'a Spanned<String>>, used: &BTreeSet<String>, file: &File) -> Vec<Diagnostic> {
    let idle = fragments.filter(|name| !used.contains(name.get_ref()));
    let message = |name: &str| format!("nothing uses the fragment `{name}`; take it out, or put `<{name}>` into a pattern");
    idle.map(|name| Diagnostic::at(&file.origin, &file.content, name.span().start, message(name.get_ref()))).collect()
}
