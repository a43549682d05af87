//! The files of a kind, one over the other → a kind and its rules.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use toml::Spanned;

use super::compile::{Compiling, Report, insert};
use super::file::{AdditionFile, AroundTable, KindTable, RuleFile, RuleTable, SharedFragments};
use super::kind::Kind;
use super::{Rule, audit, declare};
use crate::error::Diagnostic;
use crate::files::{File, Files, parse};
use crate::near::nearest;
use crate::pattern::{Fragments, Known};

/// One file of a kind: what it gives to the kind besides its rules.
struct Layer<'a> {
    file: &'a File,
    fragments: BTreeMap<Spanned<String>, Spanned<String>>,
    around: AroundTable,
    rules: Vec<RuleTable>,
}

/// Compiles the rule file of a kind with what others add to it, and the shared fragments of `fragments.toml`.
///
/// # Errors
/// Every mistake in these files.
pub fn compile(name: &str, files: &Files, patterns: &Arc<Known>) -> Result<(Kind, Vec<Rule>), Vec<Diagnostic>> {
    let path = format!("{name}.toml");
    let file = files.get(&path).expect("the name comes from these files");
    let mut wrong = Vec::new();
    let table: Option<RuleFile> = keep(parse(file), &mut wrong);
    let mut layers = Vec::new();
    for file in files.get(SHARED).into_iter().chain(files.additions(SHARED)) {
        let table: Option<SharedFragments> = keep(parse(file), &mut wrong);
        layers.extend(table.map(|table| Layer::new(file, table.fragments)));
    }
    let Some(RuleFile { kind: table, fragments, around, rule }) = table else { return Err(wrong) };
    layers.push(Layer { around, rules: rule, ..Layer::new(file, fragments) });
    for file in files.additions(&path) {
        let table: Option<AdditionFile> = keep(parse(file), &mut wrong);
        layers.extend(table.map(|table| Layer {
            around: table.around,
            rules: table.rule,
            ..Layer::new(file, table.fragments)
        }));
    }
    let mut fragments = Fragments::new(patterns.clone());
    layers.iter().for_each(|layer| insert(&mut fragments, &layer.fragments, layer.file));
    let made = together((name, &table, file), &layers, fragments, &mut wrong);
    if wrong.is_empty() { Ok(made) } else { Err(wrong) }
}

/// The name of the file of shared fragments.
pub const SHARED: &str = "fragments.toml";

/// What was read, its mistakes put aside.
fn keep<T>((read, mistakes): (Option<T>, Vec<Diagnostic>), wrong: &mut Vec<Diagnostic>) -> Option<T> {
    wrong.extend(mistakes);
    read
}

/// A kind and its rules, from the table that declares it and the layers of its files.
fn together(
    (name, table, file): (&str, &KindTable, &File),
    layers: &[Layer],
    mut fragments: Fragments,
    wrong: &mut Vec<Diagnostic>,
) -> (Kind, Vec<Rule>) {
    let mut report = Report { file, wrong: fragments.check() };
    let kind = declare::kind(name, table, &mut report);
    let (around, fill) = Default::default();
    let wording = fragments.wording().into();
    let mut compiling = Compiling { fragments: &fragments, kind: &kind, wording, around, fill, report: &mut report };
    compiling.fill = compiling.fills(&table.fill);
    for layer in layers {
        compiling.report.file = layer.file;
        let (before, after) = (compiling.looks(&layer.around.before), compiling.looks(&layer.around.after));
        compiling.around.0 = compiling.around.0.iter().cloned().chain(before).collect();
        compiling.around.1 = compiling.around.1.iter().cloned().chain(after).collect();
    }
    let mut rules = Vec::new();
    for (file, table) in chosen(layers, compiling.report) {
        compiling.report.file = file;
        rules.extend(compiling.rule(table));
    }
    let ids: BTreeSet<&str> = layers.iter().flat_map(|layer| &layer.rules).map(|rule| rule.id.get_ref().as_str()).collect();
    for layer in layers {
        report.file = layer.file;
        audit::rules(&layer.rules, &kind, &ids, &mut report);
    }
    report.file = file;
    if kind.is.is_some() {
        audit::taken(table, layers.iter().flat_map(|layer| &layer.rules), &mut report);
    }
    // What stands at a mistake of another sort is a consequence of it.
    let told = |mistake: &Diagnostic| wrong.iter().any(|known| known.is_at(mistake));
    let new: Vec<Diagnostic> = report.wrong.into_iter().filter(|mistake| !told(mistake)).collect();
    wrong.extend(new);
    (kind, rules)
}

/// The rules that count, each with its file: a later one of the same id takes the place of an earlier one, and `disable` takes it out.
fn chosen<'l>(layers: &'l [Layer], report: &mut Report<'l>) -> Vec<(&'l File, &'l RuleTable)> {
    let mut all: Vec<(&File, &RuleTable)> = Vec::new();
    for layer in layers {
        report.file = layer.file;
        for rule in &layer.rules {
            let place = all.iter().position(|(_, known)| known.id.get_ref() == rule.id.get_ref());
            match (place, rule.disable) {
                (Some(place), true) => drop(all.remove(place)),
                // Two of one file are a mistake, which is told elsewhere.
                (Some(place), false) => all[place] = (layer.file, rule),
                (None, false) => all.push((layer.file, rule)),
                (None, true) => {
                    let known = all.iter().map(|(_, known)| known.id.get_ref().as_str());
                    let near = nearest(rule.id.get_ref(), known).map(|near| format!("; did you mean `{near}`?"));
                    let message = format!("`disable` of `{}`, which is no rule of this kind", rule.id.get_ref());
                    report.at(&rule.id, format!("{message}{}", near.unwrap_or_default()));
                }
            }
        }
    }
    all
}

impl<'a> Layer<'a> {
    fn new(file: &'a File, fragments: BTreeMap<Spanned<String>, Spanned<String>>) -> Self {
        Self { file, fragments, around: AroundTable::default(), rules: Vec::new() }
    }
}
