//! Rules as written → rules that work. All mistakes are collected.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::Spanned;

use super::file::{Ordered, RuleTable};
use super::kind::{Arity, FieldType, Kind};
use super::{Fill, Origin, Rule, audit};
use crate::error::Diagnostic;
use crate::fact::{HEAD, Status, Value};
use crate::files::File;
use crate::pattern::{Fragments, Pattern, Source, Wording, all_needed, best};

/// The mistakes of one file.
pub struct Report<'a> {
    pub file: &'a File,
    pub wrong: Vec<Diagnostic>,
}

/// What is being compiled.
pub struct Compiling<'a, 'b> {
    pub fragments: &'b Fragments,
    pub kind: &'b Kind,
    /// The texts of the fragments.
    pub wording: Arc<Wording>,
    /// What looks for fields before and behind a match.
    pub around: (Arc<[Pattern]>, Arc<[Pattern]>),
    /// What the kind fills fields with where a rule doesn't say it.
    pub fill: Vec<(String, Fill)>,
    pub report: &'b mut Report<'a>,
}

/// Adds the fragments of a file to those that are known.
pub fn insert(fragments: &mut Fragments, table: &BTreeMap<Spanned<String>, Spanned<String>>, file: &File) {
    for (name, text) in table {
        fragments.insert(name.get_ref(), text.get_ref(), source(file, text));
    }
}

/// Where the characters of a string begin in the file, behind its quotation marks.
pub fn source<'a>(file: &'a File, text: &Spanned<String>) -> Source<'a> {
    let written = &file.content[text.span()];
    let inside = written.find(text.get_ref().as_str()).unwrap_or(0);
    Source { file: &file.origin, content: &file.content, offset: text.span().start + inside }
}

impl Report<'_> {
    /// A mistake at something that is written in the file.
    pub fn at<T>(&mut self, place: &Spanned<T>, message: String) {
        self.wrong.push(Diagnostic::at(&self.file.origin, &self.file.content, place.span().start, message));
    }

    /// The same, at a word within it.
    pub fn inside<T>(&mut self, place: &Spanned<T>, word: &str, message: String) {
        let offset = place.span().start + self.file.content[place.span()].find(word).unwrap_or(0);
        self.wrong.push(Diagnostic::at(&self.file.origin, &self.file.content, offset, message));
    }

    /// Where something is written in the file.
    fn origin<T>(&self, place: &Spanned<T>) -> Origin {
        let line = self.file.content[..place.span().start].matches('\n').count() + 1;
        Origin { file: self.file.origin.as_str().into(), line, layer: self.file.layer }
    }
}

impl Compiling<'_, '_> {
    /// The rule that a table says, unless there is a mistake in it.
    pub fn rule(&mut self, table: &RuleTable) -> Option<Rule> {
        let Some(written) = &table.pattern else {
            let cure = "add one, or switch the rule off with `disable = true`";
            self.report.at(&table.id, format!("rule `{}` has no `pattern`; {cure}", table.id.get_ref()));
            return None;
        };
        let pattern = self.pattern(written);
        let each = table.each.as_ref().map(|each| self.pattern(each));
        let (given, given_before) = (self.guards(&table.given), self.guards(&table.given_before));
        let unless = self.guards(&table.unless);
        let (before, after) = self.around(table);
        let (set, status) = self.constants(&table.set);
        let mut fill = self.fills(&table.fill);
        let own = |name: &String| table.fill.0.iter().any(|(field, _)| field.get_ref() == name);
        fill.extend(self.fill.iter().filter(|(name, _)| !own(name)).cloned());
        let (pattern, each) = (pattern?, each.map_or(Some(None), |each| each.map(Some))?);
        let wanted: Vec<&Pattern> = std::iter::once(&pattern).chain(&given).collect();
        let triggers = best(wanted.iter().map(|pattern| &*pattern.regex));
        let needs = all_needed(wanted.into_iter().chain(&given_before).map(|pattern| &*pattern.regex));
        audit::captures((table, written), [Some(&pattern), each.as_ref()], self.kind, self.report);
        let all = std::iter::once(&pattern).chain(each.as_ref()).chain(before.iter()).chain(after.iter());
        let captured: Vec<String> = all.flat_map(|pattern| pattern.groups.concat()).collect();
        audit::owed((table, written), &captured, (self.kind, &self.fill), self.report);
        Some(Rule {
            id: format!("{}/{}", self.kind.name, table.id.get_ref()).into(),
            origin: self.report.origin(&table.id),
            confidence: None,
            kind: 0,
            triggers,
            needs,
            pattern,
            wording: Arc::clone(&self.wording),
            each,
            before,
            after,
            given,
            given_before,
            unless,
            set,
            status,
            fill,
            not_after: self.not_after(&table.not_after),
            many: many(self.kind),
            need: self.fields("need", &table.need),
            fallback: table.fallback,
            within: table.within.iter().map(|id| format!("{}/{}", self.kind.name, id.get_ref())).collect(),
            zip: self.fields("zip", &table.zip),
            spread: self.fields("spread", &table.spread),
            find: table.find.clone(),
            skip: table.skip.clone(),
        })
    }

    fn pattern(&mut self, text: &Spanned<String>) -> Option<Pattern> {
        let compiled = self.fragments.compile(text.get_ref(), source(self.report.file, text));
        compiled.map_err(|diagnostic| self.report.wrong.push(diagnostic)).ok()
    }

    /// What looks for fields around the matches of a rule.
    fn around(&mut self, table: &RuleTable) -> (Arc<[Pattern]>, Arc<[Pattern]>) {
        if table.look && self.around.0.is_empty() && self.around.1.is_empty() {
            let cure = "say in `[around]` where fields stand, or take `look` out";
            self.report.at(&table.id, format!("`look` of a file without patterns to look with; {cure}"));
        }
        if table.look { self.around.clone() } else { Default::default() }
    }

    /// Patterns that look for fields around a match.
    pub fn looks(&mut self, texts: &[Spanned<String>]) -> Vec<Pattern> {
        let mut all = Vec::new();
        for text in texts {
            let Some(pattern) = self.pattern(text) else { continue };
            let captured = pattern.groups.concat();
            if captured.is_empty() {
                self.report.at(text, "this pattern looks for fields; capture one, as in `<a:place>`".into());
            }
            for field in captured.iter().filter(|field| self.kind.field(field).is_none()) {
                let message = format!("captures `{field}`, which `[kind]` does not declare");
                self.report.inside(text, &format!("<{field}"), message);
            }
            all.push(pattern);
        }
        all
    }

    /// Patterns that only ask.
    fn guards(&mut self, texts: &[Spanned<String>]) -> Vec<Pattern> {
        let mut all = Vec::new();
        for text in texts {
            let Some(pattern) = self.pattern(text) else { continue };
            if let Some(field) = pattern.groups.concat().first() {
                self.report.inside(
                    text,
                    &format!("<{field}"),
                    format!("this pattern only asks, so it can't capture `{field}`; write `<…>` without a field"),
                );
            }
            all.push(pattern);
        }
        all
    }

    /// `set`: constants by field, and a fixed status.
    fn constants(&mut self, table: &Ordered<toml::Value>) -> (Vec<(String, Value)>, Option<Status>) {
        let (mut set, mut status) = (Vec::new(), None);
        for (name, value) in &table.0 {
            if let ("status", Some(word)) = (name.get_ref().as_str(), value.get_ref().as_str()) {
                status = Status::ALL.into_iter().find(|status| status.word() == word);
                if status.is_none() {
                    self.report.at(value, unknown_status(word));
                }
                continue;
            }
            match self.kind.field(name.get_ref()).map(|field| constant(&field.field_type, value.get_ref())) {
                Some(Some(value)) => set.push((name.get_ref().clone(), value)),
                Some(None) => {
                    self.report.at(value, format!("`{}` can't hold {}", name.get_ref(), value.get_ref()));
                }
                None => self.report.at(name, format!("`set` of `{}`, which `[kind]` does not declare", name.get_ref())),
            }
        }
        (set, status)
    }

    pub fn fills(&mut self, table: &Ordered<String>) -> Vec<(String, Fill)> {
        let mut fills = Vec::new();
        for (field, words) in &table.0 {
            if self.kind.field(field.get_ref()).is_none() {
                self.report.at(field, format!("`fill` of `{}`, which `[kind]` does not declare", field.get_ref()));
                continue;
            }
            for word in words.get_ref().split('|').map(str::trim) {
                match Fill::read(word) {
                    Some(fill) => fills.push((field.get_ref().clone(), fill)),
                    None => {
                        let known = Fill::words().join(", ");
                        self.report.at(words, format!("unknown fill `{word}`; known: {known}"));
                    }
                }
            }
        }
        fills
    }

    fn not_after(&mut self, table: &Ordered<String>) -> Vec<(String, String)> {
        let own = table.0.iter().map(|(field, _)| field).filter(|field| !audit::RESERVED.contains(&field.get_ref().as_str()));
        let names: Vec<Spanned<String>> = own.cloned().collect();
        self.fields("not_after", &names);
        table.0.iter().map(|(field, characters)| (field.get_ref().clone(), characters.get_ref().clone())).collect()
    }

    /// The fields that `zip` or `spread` names.
    fn fields(&mut self, key: &str, names: &[Spanned<String>]) -> Vec<String> {
        let head = |name: &str| name == HEAD && self.kind.is.is_some();
        for name in names.iter().filter(|name| self.kind.field(name.get_ref()).is_none() && !head(name.get_ref())) {
            self.report.at(name, format!("`{key}` names `{}`, which `[kind]` does not declare", name.get_ref()));
        }
        names.iter().map(|name| name.get_ref().clone()).collect()
    }
}

/// The fields that hold lists.
fn many(kind: &Kind) -> Vec<String> {
    kind.fields.iter().filter(|field| field.arity == Arity::Many).map(|field| field.name.to_string()).collect()
}

/// What a field of this type holds if it is set to this.
fn constant(field_type: &FieldType, value: &toml::Value) -> Option<Value> {
    match (value, field_type) {
        (toml::Value::Boolean(flag), FieldType::Flag) => Some(Value::Flag(*flag)),
        (toml::Value::Integer(number), FieldType::Number) => Some(Value::Number(*number)),
        (toml::Value::String(word), FieldType::Choice(words)) if words.contains(word) => Some(Value::Text(word.clone())),
        (toml::Value::String(word), FieldType::Text) => Some(Value::Text(word.clone())),
        _ => None,
    }
}

/// The message for a status that is none.
pub fn unknown_status(word: &str) -> String {
    format!("unknown status `{word}`; known: {}", Status::ALL.map(Status::word).join(", "))
}
