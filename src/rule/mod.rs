//! All rules: loading a folder, and finding where they match.

mod audit;
mod change;
mod compile;
mod declare;
pub mod file;
mod fill;
pub mod kind;
mod layers;
mod looking;
mod matching;
pub mod miss;
mod shape;
mod waking;
mod warnings;

use std::collections::BTreeMap;
use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

use aho_corasick::{AhoCorasick, MatchKind};

pub use change::{Change, changes};
pub use fill::Fill;
pub use kind::{Arity, FieldDeclaration, FieldType, Kind};
pub use looking::Looking;
use waking::Waking;
pub use warnings::warnings;

use crate::confidence::Measured;
use crate::error::{Error, Result};
use crate::fact::{Status, Value};
use crate::files::Files;
use crate::near::nearest;
use crate::pattern::{Known, Pattern, Wording, weight};
use crate::spot::{Folded, View};
use file::{FindTable, SkipTable};

/// A compiled rule; it exists only if it is right.
#[derive(Clone, Debug)]
pub struct Rule {
    /// `kind/rule`.
    pub id: Arc<str>,
    /// Where it is written.
    pub origin: Origin,
    /// How often its facts are right; `None` until it has been measured.
    pub confidence: Option<f64>,
    /// Index of its kind in the rule set.
    pub kind: usize,
    pub pattern: Pattern,
    /// The fragments that its patterns may use: shared by the rules of a kind.
    pub wording: Arc<Wording>,
    pub each: Option<Pattern>,
    /// What looks for more fields before a match, and behind it: shared by the rules of a file, so that its searches warm up once.
    pub before: Arc<[Pattern]>,
    pub after: Arc<[Pattern]>,
    pub given: Vec<Pattern>,
    pub given_before: Vec<Pattern>,
    pub unless: Vec<Pattern>,
    pub set: Vec<(String, Value)>,
    /// A fixed status, where cues must not decide.
    pub status: Option<Status>,
    pub fill: Vec<(String, Fill)>,
    /// Pairs of a field and the characters that may not stand right before it.
    pub not_after: Vec<(String, String)>,
    /// The fields that hold lists.
    pub many: Vec<String>,
    /// Fields of which a match must have one.
    pub need: Vec<String>,
    /// The ids of the rules inside whose longer matches this one stands.
    pub within: Vec<String>,
    /// Whether any other rule of the kind beats this one.
    pub fallback: bool,
    pub zip: Vec<String>,
    pub spread: Vec<String>,
    /// Words of which a sentence must hold one; `None` where any sentence may match.
    pub triggers: Option<Vec<String>>,
    /// Sets of words of each of which an article must hold one where the rule matches.
    pub needs: Vec<Vec<String>>,
    pub find: Vec<FindTable>,
    pub skip: Vec<SkipTable>,
}

/// The place of a rule in the rule files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file, as messages call it.
    pub file: Arc<str>,
    /// 1-based.
    pub line: usize,
    /// 0 for what is built in, then by folder.
    pub layer: usize,
}

/// Fields with the byte ranges of the folded text that they took.
type Captures<'r> = Vec<(&'r str, Range<usize>)>;

/// Where a rule matched: byte ranges of the folded text.
#[derive(Clone, Debug)]
pub struct Hit<'r> {
    pub rule: &'r Rule,
    pub span: Range<usize>,
    /// The stretch of the whole hit; that of `span` unless `each` found a part of it.
    pub whole: Range<usize>,
    /// The stretch of the pattern alone, without what `before` and `after` found.
    pub core: Range<usize>,
    pub captures: Captures<'r>,
}

/// Kinds and rules, ready to search.
#[derive(Clone)]
pub struct RuleSet {
    pub kinds: Vec<Kind>,
    pub rules: Vec<Rule>,
    words: AhoCorasick,
    /// For each trigger word the rules that may match where it stands.
    by_word: Vec<Vec<usize>>,
    /// The rules without trigger words.
    always: Vec<usize>,
    waking: Waking,
    /// The numbers of the rules that see places or parties, and lean on what stands around a sentence.
    leaning: Vec<usize>,
    /// Words of which a sentence holds one that is read for places and parties, whatever stands around it; `None` where any is.
    sentence_words: Option<AhoCorasick>,
}

impl Rule {
    /// Whether the rule takes every mention of a type as it is (`<head:quantity>`), and which symbols those are.
    pub fn direct(&self) -> bool {
        self.each.is_none() && self.pattern.groups == [vec![], vec![crate::fact::HEAD.to_owned()]] && self.pattern.bare
    }
}

impl RuleSet {
    /// Compiles every rule file of a rules folder: the files at its top, but for `fragments.toml`.
    ///
    /// # Errors
    /// Every mistake in every file.
    pub fn load(files: &Files, only: &[String]) -> Result<Self> {
        Self::load_again(files, only, &Arc::default())
    }

    /// The same, with patterns that are known from an earlier loading.
    ///
    /// # Errors
    /// Every mistake in every file.
    pub fn load_again(files: &Files, only: &[String], patterns: &Arc<Known>) -> Result<Self> {
        let (mut kinds, mut rules, mut wrong) = (Vec::new(), Vec::new(), Vec::new());
        let measured = Measured::load(files)?;
        let names = files.within("", ".toml").map(|(name, _)| name).filter(|name| *name != "fragments");
        let compiled: Vec<_> = thread::scope(|scope| {
            let compiling: Vec<_> = names.map(|name| scope.spawn(move || layers::compile(name, files, patterns))).collect();
            compiling.into_iter().map(|kind| kind.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
        });
        for compiled in compiled {
            match compiled {
                Ok((kind, found)) => {
                    let of = |rule: &Rule| measured.of(&rule.id).filter(|_| Measured::of_layer(files, rule.origin.layer));
                    rules.extend(found.into_iter().map(|rule| Rule { kind: kinds.len(), confidence: of(&rule), ..rule }));
                    kinds.push(kind);
                }
                Err(diagnostics) => wrong.extend(diagnostics),
            }
        }
        wrong.sort();
        wrong.dedup();
        if !wrong.is_empty() {
            return Err(Error::Rules(wrong));
        }
        wanted(&kinds, only)?;
        rules.retain(|rule: &Rule| only.is_empty() || only.iter().any(|name| *name == *kinds[rule.kind].name));
        Ok(Self::index(kinds, rules))
    }

    fn index(kinds: Vec<Kind>, rules: Vec<Rule>) -> Self {
        let (mut by_word, mut always): (BTreeMap<&str, Vec<usize>>, Vec<usize>) = Default::default();
        for (number, rule) in rules.iter().enumerate() {
            match &rule.triggers {
                None => always.push(number),
                Some(triggers) => triggers.iter().for_each(|word| by_word.entry(word).or_default().push(number)),
            }
        }
        let (words, by_word): (Vec<&str>, Vec<Vec<usize>>) = by_word.into_iter().unzip();
        let words = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&words).expect("a few hundred short words");
        let sees: Vec<usize> = (0..rules.len()).filter(|&number| rules[number].sees_actors()).collect();
        let (alone, leaning): (Vec<usize>, Vec<usize>) =
            sees.into_iter().partition(|&number| rules[number].stands_alone(&kinds[rules[number].kind]));
        let sentence_words = any_of(alone.into_iter().map(|number| &rules[number]));
        let waking = Waking::new(&rules);
        Self { kinds, rules, words, by_word, always, waking, leaning, sentence_words }
    }

    /// For each rule whether it can match somewhere in an article of these texts (its title, its text).
    pub fn awake(&self, texts: &[&str]) -> Vec<bool> {
        self.waking.awake(texts)
    }

    /// Whether one of these rules sees places or parties, and leans on what stands around a sentence.
    pub fn lean_on_actors(&self, awake: &[bool]) -> bool {
        self.leaning.iter().any(|&number| awake[number])
    }

    /// Whether a rule that sees places or parties may match in this sentence with a quantity, whatever stands around it.
    pub fn wants_actors_here(&self, sentence: &str) -> bool {
        self.sentence_words.as_ref().is_none_or(|words| words.is_match(sentence))
    }

    /// Every match of every rule of a view in a sentence folded for that view, by rule, then by position; rules that are not
    /// awake are passed over.
    pub fn find(&self, folded: &Folded, view: View, awake: &[bool]) -> Vec<Hit<'_>> {
        let mut candidates = self.always.clone();
        // As written too: what a rule is given may stand inside a name.
        for text in [&folded.text, &folded.plain] {
            candidates
                .extend(self.words.find_overlapping_iter(text).flat_map(|found| &self.by_word[found.pattern().as_usize()]));
        }
        candidates.sort_unstable();
        candidates.dedup();
        candidates.retain(|&number| awake[number]);
        let rules = candidates.into_iter().map(|number| &self.rules[number]);
        rules.filter(|rule| rule.view() == view && !rule.direct()).flat_map(|rule| rule.find(folded)).collect()
    }
}

/// What finds a word of which every match of one of these rules holds one; `None` where a rule promises none.
fn any_of<'r>(rules: impl Iterator<Item = &'r Rule>) -> Option<AhoCorasick> {
    let sets: Option<Vec<Vec<String>>> = rules.map(|rule| rule.needs.iter().max_by_key(|set| weight(set)).cloned()).collect();
    Some(AhoCorasick::new(sets?.concat()).expect("a few hundred short words"))
}

/// Whether all of these kinds are declared.
///
/// # Errors
/// The first one that is not, with those that are.
pub fn wanted(kinds: &[Kind], only: &[String]) -> Result<()> {
    let known: Vec<&str> = kinds.iter().map(|kind| &*kind.name).collect();
    match only.iter().find(|name| !known.contains(&name.as_str())) {
        Some(name) => {
            let near = nearest(name, known.iter().copied()).map(|near| format!("did you mean `{near}`?  "));
            let known = format!("{}known: {}", near.unwrap_or_default(), known.join(", "));
            Err(Error::Usage(format!("--kind: no rule file declares `{name}`; {known}")))
        }
        None => Ok(()),
    }
}

impl Rule {
    /// Every pattern of which a field is read.
    fn capturing(&self) -> impl Iterator<Item = &Pattern> {
        std::iter::once(&self.pattern).chain(&self.each).chain(self.before.iter()).chain(self.after.iter())
    }

    /// Whether it adds to a quantity, and leans on no other sentence.
    fn stands_alone(&self, kind: &Kind) -> bool {
        kind.is == Some(FieldType::Quantity) && self.fill.is_empty() && self.given_before.is_empty()
    }

    fn sees_actors(&self) -> bool {
        self.capturing().any(|pattern| pattern.actors)
    }

    /// Which mentions its patterns must see.
    pub fn view(&self) -> View {
        let mut patterns = self.capturing();
        let fills = self.fill.iter().any(|(_, fill)| *fill == Fill::Party);
        if fills || patterns.any(|pattern| pattern.view == View::Actors) { View::Actors } else { View::Places }
    }
}
