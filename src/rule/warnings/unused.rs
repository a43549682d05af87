//! Fragments that nothing uses.

use std::collections::BTreeSet;

use super::Written;
use crate::error::Diagnostic;
use crate::files::File;
use crate::pattern::names;
use crate::rule::file::AdditionFile;

/// A warning for each fragment that no pattern uses: of a kind's own in its files, of a shared one in any.
pub fn unused(kinds: &[Written], shared: &Written) -> Vec<Diagnostic> {
    let mut everywhere: BTreeSet<String> = used(shared).collect();
    let mut warnings = Vec::new();
    for kind in kinds {
        let own: BTreeSet<String> = used(kind).collect();
        kind.iter().for_each(|(file, table)| warnings.extend(warned(table, &own, file)));
        everywhere.extend(own);
    }
    shared.iter().for_each(|(file, table)| warnings.extend(warned(table, &everywhere, file)));
    warnings
}

/// The names that the patterns of these files use.
fn used(files: &Written) -> impl Iterator<Item = String> {
    let texts = files.iter().flat_map(|(_, table)| table.patterns().chain(table.fragments.values()));
    texts.flat_map(|text| names(text.get_ref()))
}

fn warned(table: &AdditionFile, used: &BTreeSet<String>, file: &File) -> Vec<Diagnostic> {
    let idle = table.fragments.keys().filter(|name| !used.contains(name.get_ref()));
    let message = |name: &str| format!("nothing uses the fragment `{name}`; take it out, or put `<{name}>` into a pattern");
    idle.map(|name| Diagnostic::at(&file.origin, &file.content, name.span().start, message(name.get_ref()))).collect()
}
