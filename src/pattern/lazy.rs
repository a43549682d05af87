//! A regex that is compiled when it is first used: most articles wake few rules, and compiling is what loading would wait for.
//! What is wrong with it is known before.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::{Class, Hir, HirKind, Look};
use regex_syntax::utf8::Utf8Sequences;

use super::trigger;

/// A compiled pattern takes no more bytes.
const LARGEST: usize = 8 << 20;

/// A pattern that is right, with what can be told of it before it is compiled. It is used as the regex itself.
#[derive(Clone, Debug)]
pub struct Lazy {
    text: Arc<str>,
    regex: OnceLock<Regex>,
    hir: OnceLock<Option<Hir>>,
    /// Words of which every match holds at least one; `None` where the pattern promises none.
    pub triggers: Option<Vec<String>>,
    /// Sets of words, of each of which every match holds one.
    pub needed: Vec<Vec<String>>,
}

impl Lazy {
    /// A pattern in which everything is in place; `hir` is what it is parsed, where that is known.
    ///
    /// # Errors
    /// What is wrong with it: a mistake in the regex, one that grows too large, one that matches the empty text.
    pub fn new(text: &str, hir: Option<Hir>) -> Result<Self, String> {
        let hir = hir.map_or_else(|| parse(text).map_err(|error| error.to_string()), Ok)?;
        let (triggers, needed) = (trigger::triggers(&hir), trigger::needed(&hir));
        let lazy = Self { text: text.into(), regex: OnceLock::new(), hir: OnceLock::new(), triggers, needed };
        if size(&hir) > LARGEST {
            let compiled = compile(text, LARGEST).map_err(|error| too_large(&error))?;
            lazy.regex.get_or_init(|| compiled);
        }
        if matches_empty(&hir) {
            return Err("this pattern matches the empty text; ask for at least one character".into());
        }
        Ok(lazy)
    }

    /// The pattern parsed. It is large, and kept only where it has been asked for.
    pub fn hir(&self) -> Option<&Hir> {
        self.hir.get_or_init(|| parse(&self.text).ok()).as_ref()
    }

    /// The text of the regex.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl Deref for Lazy {
    type Target = Regex;

    fn deref(&self) -> &Regex {
        self.regex.get_or_init(|| compile(&self.text, usize::MAX).expect("it has been parsed, and its size is known"))
    }
}

/// Parses a pattern as it is compiled.
///
/// # Errors
/// The mistake in it.
pub fn parse(text: &str) -> Result<Hir, Box<regex_syntax::Error>> {
    regex_syntax::ParserBuilder::new().ignore_whitespace(true).build().parse(text).map_err(Box::new)
}

fn compile(text: &str, limit: usize) -> Result<Regex, regex::Error> {
    RegexBuilder::new(text).ignore_whitespace(true).size_limit(limit).build()
}

fn too_large(error: &regex::Error) -> String {
    match error {
        regex::Error::CompiledTooBig(_) => "this pattern is too large; use fewer or shorter `{…}` repetitions".into(),
        other => other.to_string(),
    }
}

/// The bytes of a state of a compiled pattern, with what leads to it; more than it takes.
const STATE: usize = 64;

/// No fewer bytes than the compiled pattern takes.
fn size(hir: &Hir) -> usize {
    let all = |parts: &[Hir]| parts.iter().map(size).fold(STATE, usize::saturating_add);
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => STATE,
        HirKind::Literal(literal) => literal.0.len() * STATE,
        HirKind::Class(Class::Bytes(class)) => (class.ranges().len() + 1) * STATE,
        HirKind::Class(Class::Unicode(class)) => {
            let sequences = class.iter().flat_map(|range| Utf8Sequences::new(range.start(), range.end()));
            sequences.map(|sequence| sequence.len() * STATE).sum::<usize>() + STATE
        }
        HirKind::Capture(capture) => size(&capture.sub).saturating_add(2 * STATE),
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min.saturating_add(1)).max(1);
            size(&repetition.sub).saturating_add(STATE).saturating_mul(usize::try_from(times).unwrap_or(usize::MAX))
        }
        HirKind::Concat(parts) | HirKind::Alternation(parts) => all(parts),
    }
}

/// Whether it matches the empty text.
fn matches_empty(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Empty => true,
        HirKind::Literal(_) | HirKind::Class(_) => false,
        HirKind::Look(Look::Start | Look::End | Look::StartLF | Look::EndLF | Look::StartCRLF | Look::EndCRLF) => true,
        HirKind::Look(look) => Regex::new(&format!("{}", Hir::look(*look))).is_ok_and(|regex| regex.is_match("")),
        HirKind::Repetition(repetition) => repetition.min == 0 || matches_empty(&repetition.sub),
        HirKind::Capture(capture) => matches_empty(&capture.sub),
        HirKind::Concat(parts) => parts.iter().all(matches_empty),
        HirKind::Alternation(parts) => parts.iter().any(matches_empty),
    }
}

/// Patterns by their text: equal ones are one, so that its searches warm up once, and what is loaded again is not compiled again.
#[derive(Debug, Default)]
pub struct Known {
    before: HashMap<Arc<str>, Arc<Lazy>>,
    now: Mutex<HashMap<Arc<str>, Arc<Lazy>>>,
}

impl Known {
    /// The pattern of this text; `hir` parses it, if it can.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn pattern(&self, text: &str, hir: impl FnOnce() -> Option<Hir>) -> Result<Arc<Lazy>, String> {
        let known = self.now().get(text).or_else(|| self.before.get(text)).cloned();
        let pattern = known.map_or_else(|| Lazy::new(text, hir()).map(Arc::new), Ok)?;
        self.now().insert(pattern.text.clone(), pattern.clone());
        Ok(pattern)
    }

    /// For the next loading: what this one has asked for, and where that was not all there is, what was known before.
    pub fn next(&self, whole: bool) -> Self {
        let mut before = if whole { HashMap::new() } else { self.before.clone() };
        before.extend(self.now().iter().map(|(text, pattern)| (text.clone(), pattern.clone())));
        Self { before, now: Mutex::default() }
    }

    fn now(&self) -> std::sync::MutexGuard<'_, HashMap<Arc<str>, Arc<Lazy>>> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matches_the_empty_text_is_told_without_compiling() {
        for pattern in ["", "a", "a?", "^$", "a|", "(?:a*)+", r"\b", r"\B", "[a&&b]", "a{0,3}b", "^a?$", "(?m)^"] {
            let want = compile(pattern, LARGEST).unwrap().is_match("");
            assert_eq!(matches_empty(&parse(pattern).unwrap()), want, "{pattern}");
        }
    }

    #[test]
    fn no_pattern_compiles_to_more_than_is_told() {
        for pattern in
            ["捐赠", r"\p{Han}{2,9}", "[^，。]{0,40}?捐(?:款|物)", r"(?:\w{3}|甲乙){2,5}", "[^a]+", r"(?s).{7}(?-u:\w)?"]
        {
            let told = size(&parse(pattern).unwrap());
            assert!(compile(pattern, told).is_ok(), "{pattern}: more than {told} bytes");
        }
    }

    #[test]
    fn equal_patterns_are_one_from_loading_to_loading() {
        let first = Known::default();
        let pattern = first.pattern("捐赠", || None).unwrap();
        assert!(Arc::ptr_eq(&pattern, &first.pattern("捐赠", || None).unwrap()));
        let second = first.next(true);
        assert!(Arc::ptr_eq(&pattern, &second.pattern("捐赠", || None).unwrap()));
        assert!(!Arc::ptr_eq(&pattern, &second.next(true).next(true).pattern("捐赠", || None).unwrap()));
    }
}
