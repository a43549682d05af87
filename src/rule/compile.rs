//! A rule file as written → a kind and its rules. Every check there is; all mistakes are collected.

use std::collections::BTreeSet;
use std::sync::Arc;

use toml::Spanned;

use super::file::{RuleFile, RuleTable, SharedFragments};
use super::kind::{FieldDeclaration, FieldType, Kind};
use super::trigger::best;
use super::{Fill, Rule};
use crate::error::Diagnostic;
use crate::fact::{HEAD, Status, Value};
use crate::files::File;
use crate::pattern::{Fragments, Pattern, Source};

/// Fields that patterns may capture besides those of the kind: the stretch for `each`, the predicate that cues govern, and
/// a 将 or 把 that is no cue.
pub const RESERVED: &[&str] = &["each", "act", "ba"];

/// What is being compiled.
struct Compiling<'a> {
    file: &'a File,
    fragments: Fragments,
    kind: Kind,
    wrong: Vec<Diagnostic>,
}

/// Compiles one rule file with the shared fragments of `fragments.toml`.
///
/// # Errors
/// Every mistake in the file.
pub fn compile(name: &str, file: &File, shared: Option<&File>) -> Result<(Kind, Vec<Rule>), Vec<Diagnostic>> {
    let table: RuleFile = parse(file).map_err(|wrong| vec![wrong])?;
    let mut fragments = Fragments::default();
    if let Some(shared) = shared {
        let table: SharedFragments = parse(shared).map_err(|wrong| vec![wrong])?;
        insert(&mut fragments, &table.fragments, shared);
    }
    insert(&mut fragments, &table.fragments, file);
    let mut wrong = fragments.check();
    let kind = kind(name, file, &table, &mut wrong);
    let mut compiling = Compiling { file, fragments, kind, wrong };
    let rules: Vec<Rule> = table.rule.iter().filter_map(|rule| compiling.rule(rule)).collect();
    compiling.unique(&table.rule);
    if compiling.wrong.is_empty() { Ok((compiling.kind, rules)) } else { Err(compiling.wrong) }
}

fn parse<T: serde::de::DeserializeOwned>(file: &File) -> Result<T, Diagnostic> {
    toml::from_str(&file.content).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        Diagnostic::at(&file.origin, &file.content, offset, error.message())
    })
}

fn insert(fragments: &mut Fragments, table: &std::collections::BTreeMap<Spanned<String>, Spanned<String>>, file: &File) {
    for (name, text) in table {
        fragments.insert(name.get_ref(), text.get_ref(), source(file, text));
    }
}

/// Where the characters of a string begin in the file, behind its quotation marks.
fn source<'a>(file: &'a File, text: &Spanned<String>) -> Source<'a> {
    let written = &file.content[text.span()];
    let inside = written.find(text.get_ref().as_str()).unwrap_or(0);
    Source { file: &file.origin, content: &file.content, offset: text.span().start + inside }
}

fn kind(name: &str, file: &File, table: &RuleFile, wrong: &mut Vec<Diagnostic>) -> Kind {
    let is = table.kind.is.as_ref().and_then(|is| match is.get_ref().as_str() {
        "quantity" => Some(FieldType::Quantity),
        "time" => Some(FieldType::Time),
        other => {
            let message = format!("a kind can be a `quantity` or a `time`, not `{other}`");
            wrong.push(Diagnostic::at(&file.origin, &file.content, is.span().start, message));
            None
        }
    });
    let mut fields = Vec::new();
    for (field, notation) in &table.kind.fields {
        match notation.as_str().ok_or_else(|| format!("field `{field}`: write its type in quotation marks")) {
            Ok(notation) => FieldDeclaration::read(field, notation).map(|declared| fields.push(declared)),
            Err(message) => Err(message),
        }
        .unwrap_or_else(|message| wrong.push(Diagnostic::whole(&file.origin, message)));
    }
    let derive = table.kind.derive.iter().map(|(to, from)| (to.clone(), from.clone())).collect();
    let mut read = Vec::new();
    for (field, words) in &table.kind.read {
        for (word, pattern) in words {
            match regex::Regex::new(pattern.as_str().unwrap_or_default()) {
                Ok(regex) => read.push((field.clone(), word.clone(), regex)),
                Err(error) => wrong.push(Diagnostic::whole(&file.origin, format!("`read` of `{field}`, `{word}`: {error}"))),
            }
        }
    }
    let chinese_first = match table.kind.chinese_first.as_slice() {
        [first, second] => Some((first.clone(), second.clone())),
        _ => None,
    };
    Kind { name: name.into(), about: table.kind.about.clone(), is, fields, derive, read, chinese_first }
}

impl Compiling<'_> {
    fn rule(&mut self, spanned: &Spanned<RuleTable>) -> Option<Rule> {
        let table = spanned.get_ref();
        let pattern = self.pattern(&table.pattern)?;
        let each = table.each.as_ref().and_then(|each| self.pattern(each));
        let given: Vec<Pattern> = table.given.iter().filter_map(|given| self.pattern(given)).collect();
        let given_before: Vec<Pattern> = table.given_before.iter().filter_map(|given| self.pattern(given)).collect();
        let unless = table.unless.iter().filter_map(|unless| self.pattern(unless)).collect();
        self.examples(table);
        let (set, status) = self.constants(table);
        let fill = self.fills(table);
        let captured: Vec<String> =
            [Some(&pattern), each.as_ref()].into_iter().flatten().flat_map(|p| p.groups.concat()).collect();
        self.fields(table, &captured);
        let id: Arc<str> = format!("{}/{}", self.kind.name, table.id.get_ref()).into();
        let wanted: Vec<&Pattern> = std::iter::once(&pattern).chain(&given).collect();
        let literals = best(wanted.iter().map(|pattern| pattern.regex.as_str()));
        let article_triggers = best(wanted.into_iter().chain(&given_before).map(|pattern: &Pattern| pattern.regex.as_str()));
        let not_after = table.not_after.iter().map(|(field, characters)| (field.clone(), characters.clone())).collect();
        let (distinct, zip, spread) = (table.distinct.clone(), table.zip.clone(), table.spread.clone());
        let (find, skip) = (table.find.clone(), table.skip.clone());
        Some(Rule {
            id,
            kind: 0,
            pattern,
            each,
            given,
            given_before,
            unless,
            set,
            status,
            fill,
            not_after,
            distinct,
            zip,
            spread,
            triggers: literals,
            article_triggers,
            find,
            skip,
        })
    }

    fn pattern(&mut self, text: &Spanned<String>) -> Option<Pattern> {
        let compiled = self.fragments.compile(text.get_ref(), source(self.file, text));
        compiled.map_err(|diagnostic| self.wrong.push(diagnostic)).ok()
    }

    fn report(&mut self, offset: usize, message: String) {
        self.wrong.push(Diagnostic::at(&self.file.origin, &self.file.content, offset, message));
    }

    /// Each rule proves itself: a text it must find, and one it must leave.
    fn examples(&mut self, table: &RuleTable) {
        let (id, at) = (table.id.get_ref(), table.id.span().start);
        if table.find.is_empty() {
            self.report(at, format!("rule `{id}` has no `[[rule.find]]`: add a sentence that it must find, with the values"));
        }
        if table.skip.is_empty() {
            self.report(
                at,
                format!(
                    "rule `{id}` has no `[[rule.skip]]`: add a sentence that looks alike and must be left, with the reason"
                ),
            );
        }
        let known: BTreeSet<String> = self.kind.fields.iter().map(|field| field.name.to_string()).collect();
        for field in table.find.iter().flat_map(|find| &find.expect).flat_map(|expect| expect.keys()) {
            if !known.contains(field) && ![HEAD, "status"].contains(&field.as_str()) {
                self.report(at, format!("rule `{id}` expects `{field}`, which is no field of this kind"));
            }
        }
    }

    /// `set`: constants by field, and a fixed status.
    fn constants(&mut self, table: &RuleTable) -> (Vec<(String, Value)>, Option<Status>) {
        let (mut set, mut status, at) = (Vec::new(), None, table.id.span().start);
        for (name, value) in &table.set {
            let declared = self.kind.field(name).map(|field| field.field_type.clone());
            match (name.as_str(), value, declared) {
                ("status", toml::Value::String(word), _) => status = self.status(word, at),
                (_, toml::Value::Boolean(flag), Some(FieldType::Flag)) => set.push((name.clone(), Value::Flag(*flag))),
                (_, toml::Value::Integer(number), Some(FieldType::Number)) => set.push((name.clone(), Value::Number(*number))),
                (_, toml::Value::String(word), Some(FieldType::Choice(words))) if words.contains(word) => {
                    set.push((name.clone(), Value::Text(word.clone())));
                }
                (_, toml::Value::String(word), Some(FieldType::Text)) => set.push((name.clone(), Value::Text(word.clone()))),
                _ => self.report(at, format!("`set` of `{name}`: no such field, or not a value that it can hold")),
            }
        }
        (set, status)
    }

    fn status(&mut self, word: &str, at: usize) -> Option<Status> {
        let all = [Status::Asserted, Status::Planned, Status::Negated, Status::Uncertain, Status::Ended];
        let found = all.into_iter().find(|status| status.word() == word);
        if found.is_none() {
            self.report(at, format!("unknown status `{word}`; known: asserted, planned, negated, uncertain, ended"));
        }
        found
    }

    fn fills(&mut self, table: &RuleTable) -> Vec<(String, Fill)> {
        let at = table.id.span().start;
        let mut fills = Vec::new();
        for (field, word) in &table.fill {
            match Fill::read(word) {
                Some(fill) if self.kind.field(field).is_some() => fills.push((field.clone(), fill)),
                Some(_) => self.report(at, format!("`fill` of `{field}`: no such field")),
                None => self.report(at, format!("`fill` with `{word}`: known are {}", Fill::words().join(", "))),
            }
        }
        fills
    }

    /// Every captured field is declared, every required field is captured, set or filled.
    fn fields(&mut self, table: &RuleTable, captured: &[String]) {
        let at = table.pattern.span().start;
        for field in captured {
            let known = self.kind.field(field).is_some()
                || RESERVED.contains(&field.as_str())
                || (field == HEAD && self.kind.is.is_some());
            if !known {
                self.report(at, format!("rule `{}` captures `{field}`, which `[kind]` does not declare", table.id.get_ref()));
            }
        }
        for field in table
            .distinct
            .iter()
            .chain(&table.zip)
            .chain(&table.spread)
            .chain(table.not_after.keys())
            .filter(|field| self.kind.field(field).is_none())
        {
            self.wrong.push(Diagnostic::at(&self.file.origin, &self.file.content, at, format!("no such field: `{field}`")));
        }
    }

    fn unique(&mut self, rules: &[Spanned<RuleTable>]) {
        let mut seen = BTreeSet::new();
        for rule in rules {
            let id = &rule.get_ref().id;
            if !seen.insert(id.get_ref().clone()) {
                self.report(id.span().start, format!("two rules have the id `{}`", id.get_ref()));
            }
        }
    }
}
