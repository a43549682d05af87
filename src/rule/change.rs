//! What a user's folders take from the rules below them.

use std::collections::BTreeSet;
use std::fmt;

use toml::Spanned;

use super::file::{AdditionFile, RuleFile, RuleTable};
use crate::files::{File, Files, parse};

/// Something that a folder laid over the rules has taken out of them. `by` is a file, with a line where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The rule `kind/id` is another one now.
    Replaced { rule: String, by: String },
    /// The rule `kind/id` is switched off.
    Off { rule: String, by: String },
    /// A file stands where the built-in one of a kind stood, and lacks these rules of it.
    File { kind: String, by: String, lacks: Vec<String> },
}

/// What differs from the built-in rules, by kind and in the order of folders. Files that can't be read count for nothing here; loading
/// them says what is wrong.
pub fn changes(files: &Files) -> Vec<Change> {
    let embedded = Files::embedded();
    let mut all = Vec::new();
    for (kind, file) in files.within("", ".toml").filter(|(name, _)| *name != "fragments") {
        let path = format!("{kind}.toml");
        let mut known = ids(file);
        if let Some(before) = embedded.get(&path).filter(|_| file.layer > 0) {
            let lacks = ids(before).difference(&known).cloned().collect();
            all.push(Change::File { kind: kind.into(), by: file.origin.clone(), lacks });
        }
        for addition in files.additions(&path) {
            let rules = parse::<AdditionFile>(addition).0.map(|table| table.rule).unwrap_or_default();
            all.extend(rules.iter().filter_map(|rule| changed(kind, rule, addition, &mut known)));
        }
    }
    all
}

/// What a rule that is added does to the one of its id.
fn changed(kind: &str, table: &RuleTable, file: &File, known: &mut BTreeSet<String>) -> Option<Change> {
    let id = table.id.get_ref();
    let was = if table.disable { known.remove(id) } else { !known.insert(id.clone()) };
    let (rule, by) = (format!("{kind}/{id}"), place(file, &table.id));
    was.then_some(if table.disable { Change::Off { rule, by } } else { Change::Replaced { rule, by } })
}

fn ids(file: &File) -> BTreeSet<String> {
    let rules = parse::<RuleFile>(file).0.map(|table| table.rule).unwrap_or_default();
    rules.into_iter().map(|rule| rule.id.into_inner()).collect()
}

fn place(file: &File, id: &Spanned<String>) -> String {
    format!("{}:{}", file.origin, file.content[..id.span().start].matches('\n').count() + 1)
}

impl Change {
    /// The name of the kind whose rules changed.
    pub fn kind(&self) -> &str {
        match self {
            Change::Replaced { rule, .. } | Change::Off { rule, .. } => rule.split('/').next().unwrap_or_default(),
            Change::File { kind, .. } => kind,
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Change::Replaced { rule, by } => write!(f, "{rule}: replaced by {by}"),
            Change::Off { rule, by } => write!(f, "{rule}: switched off by {by}"),
            Change::File { kind, by, lacks } if lacks.is_empty() => {
                write!(f, "{kind}: {by} takes the place of the built-in file")
            }
            Change::File { kind, by, lacks } => {
                write!(f, "{kind}: {by} takes the place of the built-in file, without {}", lacks.join(", "))
            }
        }
    }
}
