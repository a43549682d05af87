//! What a count is a part of: 其中 and 包括 lead parts in, and the whole stands before them.

use rust_decimal::Decimal;

use crate::fact::{Fact, Fields, HEAD, Value, WHOLE};
use crate::rule::Kind;
use crate::span::Span;
use crate::value::{Quantity, UnitClass};

/// Words that lead parts in, and whether they reach over the whole sentence or over one list.
const CUES: &[(&[char], Reach)] = &[
    (&['其', '中'], Reach::Sentence),
    (&['包', '括'], Reach::List),
    (&['包', '含'], Reach::List),
    (&['，', '含'], Reach::List),
    (&['（', '含'], Reach::List),
];

/// A share this near behind its word is one of the whole: 其中近四成.
const NEAR: usize = 3;

/// How far behind its word a part may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    Sentence,
    List,
}

/// Links parts to their wholes, sentence by sentence; keeps the counts of the last one, as a sentence may begin with 其中.
#[derive(Debug, Default)]
pub struct Parts {
    last: Vec<Fact>,
    /// Whether the last sentence began so and ended in ；, so that this one goes on with its parts.
    goes_on: bool,
}

/// A sentence as `link` reads it.
pub struct Passage<'a> {
    pub plain: &'a str,
    pub span: Span,
}

/// One word of `CUES` in a sentence, with the text where its parts stand.
struct Cue {
    /// Where the sentence begins, and where the parts do.
    sentence: u32,
    from: u32,
    before: Vec<char>,
    behind: Vec<char>,
    /// Whether the sentence begins with it, so that the whole stands in the one before.
    opens: bool,
}

impl Parts {
    /// Fills the field that a kind derives as `whole` in the facts of one sentence; `id` names a fact.
    pub fn link(&mut self, kinds: &[Kind], told: &Passage, facts: &mut [Fact], id: impl Fn(&Fact) -> String) {
        for kind in kinds {
            let Some((field, _)) = kind.derive.iter().find(|(_, from)| from == WHOLE) else { continue };
            let mut cues = cues(told);
            if self.goes_on && cues.is_empty() {
                cues.push(Cue::new(&told.plain.chars().collect::<Vec<_>>(), 0, Reach::Sentence, told.span.start));
            }
            for cue in &cues {
                self.under(cue, (&kind.name, field), facts, &id);
            }
            self.goes_on = cues.first().is_some_and(|cue| cue.opens) && told.plain.ends_with('；');
            if !self.goes_on {
                self.last = facts.iter().filter(|fact| fact.kind == kind.name).cloned().collect();
            }
        }
    }

    /// Links the parts that one word leads in.
    fn under(&self, cue: &Cue, (kind, field): (&str, &str), facts: &mut [Fact], id: &impl Fn(&Fact) -> String) {
        let mut shares = true;
        for n in 0..facts.len() {
            let (before, rest) = facts.split_at_mut(n);
            let Some(part) = rest.first_mut().filter(|fact| *fact.kind == *kind && cue.leads(fact)) else { continue };
            let Some(size) = quantity(&part.value) else { continue };
            let share = is_share(size);
            if !is_otherwise(&part.value) && cue.lets(part.span, share) && (!share || shares) {
                let here = before.iter().rev().filter(|fact| fact.span.end <= cue.from && cue.sees(fact.span));
                let earlier = self.last.iter().rev().filter(|fact| cue.opens && fact.field == part.field);
                let mut wholes = here.chain(earlier).filter(|fact| *fact.kind == *kind && fact.value.get(field).is_absent());
                let fits = |fact: &&Fact| {
                    let whole = quantity(&fact.value).filter(|whole| holds(whole, size));
                    // what another sentence counts, or what is measured, is larger than a part of it
                    whole.is_some_and(|whole| {
                        fact.span.end > cue.sentence && whole.unit_class != UnitClass::Length || whole.value != size.value
                    })
                };
                let whole = wholes.find(fits).map(id);
                put(&mut part.value, field, whole);
            }
            shares &= share;
        }
    }
}

impl Cue {
    fn new(text: &[char], from: usize, reach: Reach, start: u32) -> Self {
        let ends: &[char] = if reach == Reach::List { &['，', '）'] } else { &['）'] };
        let mut depth = 0;
        let behind = text[from..].iter().take_while(|c| {
            depth += i32::from(**c == '（') - i32::from(**c == '）');
            depth > 0 || !ends.contains(c) && depth == 0 || **c == '）' && depth == 0
        });
        let opens = !text[..from].iter().any(|c| c.is_alphanumeric() && !"其中包括含".contains(*c));
        let placed = Span::new(from, from).shifted(start).start;
        Self { sentence: start, from: placed, before: text[..from].to_vec(), behind: behind.copied().collect(), opens }
    }

    /// Whether a count before the word stands outside of brackets that were closed since.
    fn sees(&self, whole: Span) -> bool {
        let since = self.before.get((whole.end - self.sentence) as usize..).unwrap_or_default();
        let mut depth = 0;
        !since.iter().any(|c| {
            depth += i32::from(*c == '（') - i32::from(*c == '）');
            depth < 0
        })
    }

    fn leads(&self, fact: &Fact) -> bool {
        self.from <= fact.span.start && (fact.span.end - self.from) as usize <= self.behind.len()
    }

    /// Whether a count may be a part where it stands: not in brackets of its own, not 宽15米, and no share of something else.
    fn lets(&self, part: Span, share: bool) -> bool {
        let before = &self.behind[..(part.start - self.from) as usize];
        let count = |bracket: char| before.iter().filter(|c| **c == bracket).count();
        let clause = before.iter().rposition(|c| "，、。".contains(*c)).map_or(0, |comma| comma + 1);
        let clause: String = before[clause..].iter().collect();
        // 占外贸总值的 names another whole
        let named = clause.rsplit_once('占').is_some_and(|(_, of)| of.ends_with('的') && of.chars().count() > NEAR + 1);
        let near = clause.chars().count() <= NEAR;
        let told = near || !named && ["占", "比例", "比重"].iter().any(|word| clause.contains(word));
        let side = before.last().is_some_and(|c| "宽高深厚径重".contains(*c));
        count('（') == count('）') && !side && (!share || told)
    }
}

/// The words of a sentence that lead parts in, in order.
fn cues(told: &Passage) -> Vec<Cue> {
    if !["其中", "包括", "包含", "含"].iter().any(|word| told.plain.contains(word)) {
        return Vec::new();
    }
    let text: Vec<char> = told.plain.chars().collect();
    let mut found: Vec<Cue> = Vec::new();
    for at in 0..text.len() {
        let Some((word, reach)) = CUES.iter().find(|(word, _)| text[at..].starts_with(word)) else { continue };
        let cue = Cue::new(&text, at + word.len(), *reach, told.span.start);
        // 其中包括: one word
        match found.last_mut().filter(|last| last.from + 2 >= cue.from) {
            Some(last) => {
                last.behind.drain(..((cue.from - last.from) as usize).min(last.behind.len()));
                last.from = cue.from;
            }
            None => found.push(cue),
        }
    }
    limited(found)
}

/// Each 其中 ends what the one before it leads in.
fn limited(mut cues: Vec<Cue>) -> Vec<Cue> {
    for n in 1..cues.len() {
        let next = cues[n].from;
        let before = &mut cues[n - 1];
        before.behind.truncate((next - before.from) as usize);
    }
    cues
}

fn quantity(value: &Fields) -> Option<&Quantity> {
    match value.get(HEAD) {
        Value::Quantity(quantity) => Some(quantity),
        _ => None,
    }
}

/// Percentages, 成 and fractions are parts of whatever is counted.
fn is_share(quantity: &Quantity) -> bool {
    quantity.unit_class == UnitClass::Percent && quantity.unit.as_deref() != Some("个百分点") || is_fraction(quantity)
}

fn is_fraction(quantity: &Quantity) -> bool {
    quantity.unit.is_none() && largest(quantity).is_some_and(|value| value < Decimal::ONE)
}

/// 增加20家 tells what has changed and 每人3件 what each has, not what there is.
fn is_otherwise(value: &Fields) -> bool {
    value.0.iter().any(|(name, value)| matches!(&**name, "change" | "per") && !value.is_absent())
}

/// Whether a whole can hold a part: of things so many, at least as many as the part.
fn holds(whole: &Quantity, part: &Quantity) -> bool {
    if is_share(part) {
        return !is_share(whole) && is_counted(whole.unit_class);
    }
    let alike = whole.unit == part.unit || same_class(whole, part);
    let fits = largest(whole).zip(smallest(part)).is_none_or(|(whole, part)| part <= whole);
    alike && fits && is_summed(part)
}

/// Whether things of this class are told off one by one or measured out, so that a share of them can be meant.
fn is_counted(class: UnitClass) -> bool {
    match class {
        UnitClass::Item | UnitClass::People | UnitClass::Money | UnitClass::Area | UnitClass::Mass | UnitClass::Volume => true,
        UnitClass::Other => true,
        UnitClass::Length | UnitClass::Percent | UnitClass::Duration | UnitClass::Age => false,
    }
}

/// Whether parts in this unit add up to a whole: years of age don't.
fn is_summed(part: &Quantity) -> bool {
    match part.unit_class {
        UnitClass::Age | UnitClass::Duration | UnitClass::Percent => false,
        UnitClass::Item | UnitClass::People | UnitClass::Money | UnitClass::Area | UnitClass::Mass => true,
        UnitClass::Volume | UnitClass::Length => true,
        UnitClass::Other => !matches!(part.unit.as_deref(), Some("度" | "℃" | "摄氏度" | "级" | "倍" | "分")),
    }
}

/// 500人 and 30名, 2000件 and 30幅; tons and kilograms are not compared.
fn same_class(whole: &Quantity, part: &Quantity) -> bool {
    let person = |quantity: &Quantity| matches!(quantity.unit.as_deref(), Some("人" | "名" | "位" | "个" | "口人") | None);
    match (whole.unit_class, part.unit_class) {
        (UnitClass::People, UnitClass::People) => person(whole) && person(part),
        (UnitClass::Money, UnitClass::Money) => whole.currency == part.currency,
        _ => false,
    }
}

fn largest(quantity: &Quantity) -> Option<Decimal> {
    quantity.value.or(quantity.max).or(quantity.min)
}

fn smallest(quantity: &Quantity) -> Option<Decimal> {
    quantity.value.or(quantity.min).or(quantity.max)
}

fn put(value: &mut Fields, field: &str, whole: Option<String>) {
    if let Some((place, whole)) = value.get_mut(field).zip(whole) {
        *place = Value::Text(whole);
    }
}
