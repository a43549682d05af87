//! Which rules looked at a sentence, and how far each of them got. For explanations; extraction never comes here.

use std::collections::BTreeMap;
use std::ops::Range;

use super::miss::{Miss, Place, Quote, Reason};
use super::{Rule, RuleSet};
use crate::pattern::{Fit, Pattern, Side, Stop, Tree, Trees, Walk, Why, names};
use crate::span::Span;
use crate::spot::{Folded, Symbol, View};

/// A folded sentence that is being looked at.
pub struct Looking<'a> {
    folded: &'a Folded,
    /// The characters of the article's field, as written.
    own: &'a [char],
    /// Stretches of idioms, ordinals and grades.
    shields: &'a [Span],
    walk: Walk<'a>,
    /// The byte offset of each character of the folded text, and its end.
    bytes: Vec<usize>,
}

/// A trigger word in a text: bytes.
type Trigger = Range<usize>;

impl RuleSet {
    /// The pattern of each rule as it is written; `None` where that can't be told.
    pub fn trees(&self) -> Vec<Option<Tree>> {
        let mut readers: BTreeMap<usize, Trees> = BTreeMap::new();
        let tree = |rule: &'_ Rule| (rule.kind, rule.pattern.written.clone());
        let all: Vec<(usize, String)> = self.rules.iter().map(tree).collect();
        let rules = self.rules.iter().zip(all);
        rules
            .map(|(rule, (kind, written))| readers.entry(kind).or_insert_with(|| Trees::new(&rule.wording)).read(&written))
            .collect()
    }

    /// The trigger words that stand in a text, each with the numbers of the rules that it wakes.
    pub fn triggers<'s>(&'s self, text: &str) -> impl Iterator<Item = (Range<usize>, &'s [usize])> {
        let found: Vec<_> = self.words.find_overlapping_iter(text).collect();
        found.into_iter().map(|found| (found.range(), self.by_word[found.pattern().as_usize()].as_slice()))
    }

    /// Why each of these rules of a view that a word of the sentence wakes has no match there, in the order of the files. A rule
    /// that is alone in `only` is told of where no word wakes it too.
    pub fn misses(&self, looking: &Looking, view: View, trees: &[Option<Tree>], only: Option<usize>) -> Vec<Miss<'_>> {
        let mut woken: BTreeMap<usize, (Vec<Trigger>, Vec<Trigger>)> = BTreeMap::new();
        for (found, numbers) in self.triggers(&looking.folded.text) {
            numbers.iter().for_each(|&number| woken.entry(number).or_default().0.push(found.clone()));
        }
        for (found, numbers) in self.triggers(&looking.folded.plain) {
            numbers.iter().for_each(|&number| woken.entry(number).or_default().1.push(found.clone()));
        }
        if let Some(only) = only {
            woken.entry(only).or_default();
        }
        let wanted = |number: usize| only.is_none_or(|only| only == number);
        let own = woken.into_iter().filter(|(number, _)| wanted(*number) && self.rules[*number].view() == view);
        let own = own.filter(|(number, _)| !self.rules[*number].direct());
        own.filter_map(|(number, woken)| looking.miss(&self.rules[number], trees[number].as_ref(), &woken)).collect()
    }
}

impl<'a> Looking<'a> {
    /// At a sentence folded for some view; `text` holds the characters of its folded text.
    pub fn at(folded: &'a Folded, text: &'a [char], own: &'a [char], shields: &'a [Span]) -> Self {
        let ends = folded.text.char_indices().map(|(at, _)| at).chain([folded.text.len()]);
        Self { folded, own, shields, walk: Walk::new(text), bytes: ends.collect() }
    }

    /// The words of the article that a byte range of the folded text stands for.
    pub fn quote(&self, bytes: Range<usize>) -> Quote {
        self.quoted(self.folded.covered(bytes))
    }

    fn quoted(&self, span: Span) -> Quote {
        Quote { text: self.own[span.range()].iter().collect(), span }
    }

    fn characters(&self, range: Range<usize>) -> Quote {
        self.quote(self.bytes[range.start]..self.bytes[range.end])
    }

    /// Why a rule has no match, `None` where it has one. The trigger words: those in the folded text, those in the plain one.
    fn miss<'r>(&self, rule: &'r Rule, tree: Option<&Tree>, (seen, there): &(Vec<Trigger>, Vec<Trigger>)) -> Option<Miss<'r>> {
        if !rule.find(self.folded).is_empty() {
            return None;
        }
        let guards = self.guards(rule);
        let trigger = longest(seen).next().map(|trigger| self.quote(trigger)).or_else(|| {
            let hidden = longest(there).next();
            hidden.map(|trigger| self.quoted(self.plain(trigger)))
        });
        let mut miss = Miss {
            rule,
            trigger,
            span: Span::new(0, 0),
            matched: false,
            is_hit: false,
            taken: vec![],
            fitting: 0,
            all: 0,
            reasons: vec![],
        };
        match self.refused(rule) {
            Some((found, reasons)) => {
                miss.span = self.folded.covered(found);
                miss.matched = true;
                miss.reasons = reasons;
            }
            None => self.stopped(&mut miss, tree?, (seen, there)),
        }
        miss.reasons.extend(guards);
        miss.reasons.extend(self.example(rule));
        // A match that nothing kept away is a hit.
        (!miss.reasons.is_empty()).then_some(miss)
    }

    /// What the pattern alone matches, and why that is no hit.
    fn refused(&self, rule: &Rule) -> Option<(Range<usize>, Vec<Reason>)> {
        let text = &self.folded.text;
        let (found, captures) = rule.pattern.matches(text, 0..text.len(), |_| true).into_iter().next()?;
        let not_after = rule.refused(text, &captures).map(|(field, character, range)| {
            let character =
                Symbol::read(character).map_or(character, |_| self.own[self.folded.covered(range.clone()).start as usize - 1]);
            Reason::NotAfter { field: field.to_owned(), character, found: self.quote(range) }
        });
        let stretch = captures.iter().find(|(field, _)| *field == "each").map(|(_, range)| range.clone());
        let each = rule.each.as_ref().zip(stretch).and_then(|(each, stretch)| {
            let none = each.matches(text, stretch.clone(), |captures| rule.refused(text, captures).is_none()).is_empty();
            none.then(|| Reason::Each { pattern: one_line(each), found: self.quote(stretch) })
        });
        Some((found, not_after.into_iter().chain(each).collect()))
    }

    /// The furthest that the pattern got, at any of the trigger words.
    fn stopped(&self, miss: &mut Miss, tree: &Tree, (seen, there): (&[Trigger], &[Trigger])) {
        let index = |byte: usize| self.bytes.partition_point(|&start| start < byte);
        let places: Vec<Range<usize>> = longest(seen).map(|found| index(found.start)..index(found.end)).collect();
        let fits = places.iter().map(|place| tree.fit(&self.walk, Some(place)));
        let best = fits.reduce(|best, fit| if fit.beats(&best) { fit } else { best });
        let fit = best.unwrap_or_else(|| tree.fit(&self.walk, None));
        let words = fit.taken.iter().map(|(step, range)| (step.clone(), self.characters(range.clone())));
        miss.taken = words.collect();
        miss.span = match (miss.taken.first(), miss.taken.last(), &miss.trigger) {
            (Some((_, first)), Some((_, last)), _) => first.span.joined(last.span),
            (_, _, Some(trigger)) => trigger.span,
            _ => Span { start: self.folded.sentence.start, end: self.folded.sentence.start },
        };
        (miss.fitting, miss.all) = (fit.fitting, fit.all);
        if seen.is_empty() {
            miss.reasons.extend(self.hidden(miss.rule, there));
        }
        for stop in &fit.stops {
            miss.reasons.push(self.reason(miss.rule, stop, &fit));
            miss.reasons.extend(self.shielded(miss.rule, stop));
        }
    }

    /// A place name or another mention that covers the trigger word; or none of the words that would wake the rule.
    fn hidden(&self, rule: &Rule, there: &[Trigger]) -> Option<Reason> {
        let Some(trigger) = longest(there).next() else {
            let words = rule.triggers.as_ref()?;
            return Some(Reason::Asleep { words: words.clone() });
        };
        let word = self.folded.plain[trigger.clone()].to_owned();
        // A word of `given` may stand inside a name.
        rule.pattern.regex.triggers.as_ref().filter(|words| words.contains(&word))?;
        let span = self.plain(trigger);
        let by = self.folded.symbols(0..self.folded.text.len()).find(|mention| mention.span.overlaps(span))?;
        Some(Reason::Hidden { word, label: by.symbol.label(), by: self.quoted(by.span) })
    }

    /// The place of a byte range of the plain sentence.
    fn plain(&self, bytes: Range<usize>) -> Span {
        let count = |end: usize| self.folded.plain[..end].chars().count();
        Span::new(count(bytes.start), count(bytes.end)).shifted(self.folded.sentence.start)
    }

    fn reason(&self, rule: &Rule, stop: &Stop, fit: &Fit) -> Reason {
        let taken = |found: Option<&(String, Range<usize>)>| found.map(|(_, range)| self.characters(range.clone()).text);
        let one = || taken(fit.taken.iter().rev().find(|(_, range)| range.end <= stop.stands.start)).unwrap_or_default();
        let next = || taken(fit.taken.iter().find(|(_, range)| range.start >= stop.stands.end)).unwrap_or_default();
        let place = match stop.side {
            Side::Before => Place::Before(next()),
            Side::Between => Place::Between(one(), next()),
            Side::Behind => Place::Behind(one()),
            Side::Nowhere => Place::Nowhere,
        };
        let stands = self.characters(stop.stands.clone());
        Reason::Pattern { wants: stop.wants.clone(), means: means(rule, &stop.wants), place, stands, detail: self.detail(stop) }
    }

    fn detail(&self, stop: &Stop) -> Option<String> {
        Some(match stop.why? {
            Why::Long { length, most } => format!("that is {length} characters, and it runs over at most {most}"),
            Why::Character(at) => {
                let written = self.characters(at..at + 1).text;
                let label = Symbol::read(self.walk.text[at]).map(|(symbol, _)| format!(" (a ⟨{}⟩)", symbol.label()));
                format!("it doesn't run over {written}{}", label.unwrap_or_default())
            }
        })
    }

    /// A shield where a pattern stopped that wants a number or a time.
    fn shielded(&self, rule: &Rule, stop: &Stop) -> Option<Reason> {
        let counts = |text: &str| text.contains("quantity") || text.contains("time>");
        let inside = names(&stop.wants).into_iter().filter_map(|name| rule.wording.get(&name)).any(|text| counts(text));
        let near = self.characters(stop.stands.clone()).span;
        let by = self.shields.iter().find(|shield| shield.overlaps(near))?;
        (counts(&stop.wants) || inside).then(|| Reason::Shielded { by: self.quoted(*by) })
    }

    fn guards(&self, rule: &Rule) -> Vec<Reason> {
        let texts = [&self.folded.text, &self.folded.plain];
        let matches = |guard: &Pattern| texts.iter().find_map(|text| guard.regex.find(text).map(|found| (text, found.range())));
        let given = rule.given.iter().filter(|guard| matches(guard).is_none());
        let given = given.map(|guard| Reason::Given { pattern: one_line(guard) });
        let unless = rule.unless.iter().filter_map(|guard| {
            let (text, range) = matches(guard)?;
            let shown = |c: char| Symbol::read(c).map_or(c.to_string(), |(symbol, _)| format!("⟨{}⟩", symbol.label()));
            let found = text[range].chars().map(shown).collect();
            Some(Reason::Unless { pattern: one_line(guard), found })
        });
        given.chain(unless).collect()
    }

    /// Whether the sentence is one that the rule's own file says to leave.
    fn example(&self, rule: &Rule) -> Option<Reason> {
        let sentence = self.folded.plain.trim().trim_end_matches('。');
        let number = rule.skip.iter().position(|skip| !sentence.is_empty() && skip.text.contains(sentence))?;
        Some(Reason::Skip { number: number + 1, why: rule.skip[number].why.clone() })
    }
}

/// Those that lie in no longer one: 捐赠, not the 捐 in it.
fn longest(triggers: &[Trigger]) -> impl Iterator<Item = Trigger> {
    let inside = |one: &Trigger, other: &Trigger| other.start <= one.start && one.end <= other.end && one != other;
    triggers.iter().filter(move |one| !triggers.iter().any(|other| inside(one, other))).cloned()
}

/// What the last name in a wanted step stands for.
fn means(rule: &Rule, wants: &str) -> Option<String> {
    let name = names(wants).into_iter().rfind(|name| rule.wording.contains_key(name))?;
    Some(format!("<{name}> = {}", short(&rule.wording[&name])))
}

fn one_line(pattern: &Pattern) -> String {
    short(&pattern.written)
}

/// On one line, and the beginning of it where it is long.
fn short(text: &str) -> String {
    const LONG: usize = 100;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONG { line } else { line.chars().take(LONG).chain(['…']).collect() }
}
