//! The facts of one article under two sets of rules: which are the same, and which were gained, lost or changed. Pure.

mod change;

use std::cmp::Reverse;

use crate::fact::{Fact, Field};
use crate::span::Span;

pub use change::{Change, changes, differing};

/// One fact that is not the same under the new rules as it was under the old ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Difference<'f> {
    /// A fact that the new rules alone find.
    Gained(&'f Fact),
    /// A fact that the old rules alone find.
    Lost(&'f Fact),
    /// A fact of the old rules and the one that stands in its place, whose value, status or span differ.
    Changed(&'f Fact, &'f Fact),
}

/// What became of the facts of one article; each fact stands in it once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diff<'f> {
    /// Old and new, equal in kind, field, span, value and status. The rule that found them may differ.
    pub same: Vec<(&'f Fact, &'f Fact)>,
    /// In reading order: the title first, then by where the fact begins.
    pub differences: Vec<Difference<'f>>,
}

/// The facts of one side that have no partner yet, sorted by position.
struct Left<'f>(Vec<&'f Fact>);

/// Where a fact stands, and as what.
type Position<'f> = (Field, &'f str, Span);

/// Compares what the old and the new rules find in the same article: equal facts are paired first, those that one rule found
/// on both sides before others, then facts of one kind and field by the greatest overlap, each fact with one other at most.
/// Where overlaps are equal, the pair with fewer differences goes first.
pub fn diff<'f>(old: &'f [Fact], new: &'f [Fact]) -> Diff<'f> {
    let (mut old, mut new) = (Left::of(old), Left::of(new));
    let mut same = old.equal(&mut new, |one, other| one.rule == other.rule);
    same.extend(old.equal(&mut new, |_, _| true));
    let changed = old.overlapping(&mut new).into_iter().map(|(old, new)| Difference::Changed(old, new));
    let lost = old.0.into_iter().map(Difference::Lost);
    let gained = new.0.into_iter().map(Difference::Gained);
    let mut differences: Vec<Difference> = lost.chain(changed).chain(gained).collect();
    // Stable: at one place, what was lost comes before what was changed or gained.
    differences.sort_by_key(|difference| reading(difference.fact()));
    Diff { same, differences }
}

impl<'f> Difference<'f> {
    /// The fact that it is about: the new one where there is one.
    pub fn fact(self) -> &'f Fact {
        self.after().or(self.before()).expect("a difference has a side")
    }

    /// The fact as the old rules find it.
    pub fn before(self) -> Option<&'f Fact> {
        match self {
            Difference::Lost(old) | Difference::Changed(old, _) => Some(old),
            Difference::Gained(_) => None,
        }
    }

    /// The fact as the new rules find it.
    pub fn after(self) -> Option<&'f Fact> {
        match self {
            Difference::Gained(new) | Difference::Changed(_, new) => Some(new),
            Difference::Lost(_) => None,
        }
    }
}

impl<'f> Left<'f> {
    fn of(facts: &'f [Fact]) -> Self {
        let mut facts: Vec<&Fact> = facts.iter().collect();
        facts.sort_by_key(|fact| position(fact));
        Self(facts)
    }

    /// Takes the pairs that say the same at the same place.
    fn equal(&mut self, other: &mut Self, also: impl Fn(&Fact, &Fact) -> bool) -> Vec<(&'f Fact, &'f Fact)> {
        let mut pairs = Pairs::new(self, other);
        for (n, fact) in self.0.iter().enumerate() {
            let from = other.0.partition_point(|other| position(other) < position(fact));
            let here = (from..other.0.len()).take_while(|&m| position(other.0[m]) == position(fact));
            let equal = |m: usize| differing(fact, other.0[m]).is_empty() && also(fact, other.0[m]);
            if let Some(m) = here.into_iter().find(|&m| pairs.free(n, m) && equal(m)) {
                pairs.add(n, m);
            }
        }
        pairs.take(self, other)
    }

    /// Takes the pairs of one kind and field that overlap, the greatest overlap first.
    fn overlapping(&mut self, other: &mut Self) -> Vec<(&'f Fact, &'f Fact)> {
        let longest = other.0.iter().map(|fact| fact.span.len()).max().unwrap_or(0);
        let mut candidates = Vec::new();
        for (n, fact) in self.0.iter().enumerate() {
            candidates.extend(other.near(fact, longest).map(|m| rank(fact, other.0[m], n, m)));
        }
        candidates.sort_unstable();
        let mut pairs = Pairs::new(self, other);
        for (_, _, n, m) in candidates {
            if pairs.free(n, m) {
                pairs.add(n, m);
            }
        }
        pairs.take(self, other)
    }

    /// The numbers of the facts of this fact's kind and field that overlap it; none of all is longer than `longest`.
    fn near(&self, fact: &Fact, longest: usize) -> impl Iterator<Item = usize> {
        let alike = move |other: &Fact| (other.field, &*other.kind) == (fact.field, &*fact.kind);
        let after = |other: &&Fact| (other.field, &*other.kind, other.span.start) < (fact.field, &*fact.kind, fact.span.end);
        let until = self.0.partition_point(after);
        let reaches = move |other: &Fact| alike(other) && other.span.start as usize + longest > fact.span.start as usize;
        let behind = (0..until).rev().take_while(move |&n| reaches(self.0[n]));
        behind.filter(move |&n| self.0[n].span.overlaps(fact.span))
    }
}

fn position(fact: &Fact) -> Position<'_> {
    (fact.field, &fact.kind, fact.span)
}

/// The order of reading.
fn reading(fact: &Fact) -> (Field, Span, &str) {
    (fact.field, fact.span, &fact.kind)
}

/// Sorts before all that are less alike; the numbers at last, so that the order is one.
fn rank(old: &Fact, new: &Fact, n: usize, m: usize) -> (Reverse<u32>, usize, usize, usize) {
    let shared = old.span.end.min(new.span.end) - old.span.start.max(new.span.start);
    (Reverse(shared), differing(old, new).len(), n, m)
}

/// Pairs one to one, by the numbers of the facts.
struct Pairs {
    pairs: Vec<(usize, usize)>,
    taken: [Vec<bool>; 2],
}

impl Pairs {
    fn new(old: &Left, new: &Left) -> Self {
        Self { pairs: Vec::new(), taken: [vec![false; old.0.len()], vec![false; new.0.len()]] }
    }

    fn free(&self, old: usize, new: usize) -> bool {
        !self.taken[0][old] && !self.taken[1][new]
    }

    fn add(&mut self, old: usize, new: usize) {
        self.pairs.push((old, new));
        self.taken[0][old] = true;
        self.taken[1][new] = true;
    }

    /// The facts of all pairs, which both sides have no more.
    fn take<'f>(self, old: &mut Left<'f>, new: &mut Left<'f>) -> Vec<(&'f Fact, &'f Fact)> {
        let facts = self.pairs.iter().map(|&(n, m)| (old.0[n], new.0[m])).collect();
        for (left, taken) in [old, new].into_iter().zip(self.taken) {
            let mut taken = taken.into_iter();
            left.0.retain(|_| taken.next() == Some(false));
        }
        facts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{Fields, Status, Value};
    use crate::value::{Level, Place as Named};

    fn fact(rule: &str, span: (usize, usize), b: &str) -> Fact {
        Fact {
            kind: rule.split('/').next().unwrap().into(),
            field: Field::Text,
            span: Span::new(span.0, span.1),
            sentence: Span::new(0, 100),
            status: Status::Asserted,
            cue: None,
            confidence: None,
            rule: rule.into(),
            value: Fields(vec![("a".into(), Value::Text("武汉市".into())), ("b".into(), Value::Text(b.into()))]),
        }
    }

    /// `same`, then one line for each difference.
    fn told(old: &[Fact], new: &[Fact]) -> (usize, Vec<String>) {
        let found = diff(old, new);
        let line = |difference: &Difference| match difference {
            Difference::Gained(new) => format!("+ {} {}", new.span, new.value.get("b")),
            Difference::Lost(old) => format!("- {} {}", old.span, old.value.get("b")),
            Difference::Changed(old, new) => {
                let all: Vec<String> = changes(old, new).iter().map(|c| format!("{} {} → {}", c.field, c.old, c.new)).collect();
                format!("~ {}", all.join(", "))
            }
        };
        (found.same.len(), found.differences.iter().map(line).collect())
    }

    #[test]
    fn facts_are_the_same_gained_lost_or_changed() {
        let x = fact("pair/x", (0, 9), "大分市");
        let titled = Fact { field: Field::Title, ..x.clone() };
        let planned = Fact { status: Status::Planned, ..x.clone() };
        for (name, old, new, same, want) in [
            ("nothing", vec![], vec![], 0, vec![]),
            ("equal", vec![x.clone()], vec![x.clone()], 1, vec![]),
            ("another rule", vec![x.clone()], vec![fact("pair/y", (0, 9), "大分市")], 1, vec![]),
            ("gained", vec![], vec![x.clone()], 0, vec!["+ 0–9 大分市"]),
            ("lost", vec![x.clone()], vec![], 0, vec!["- 0–9 大分市"]),
            ("value", vec![x.clone()], vec![fact("pair/x", (0, 9), "别府市")], 0, vec!["~ b 大分市 → 别府市"]),
            ("status", vec![x.clone()], vec![planned], 0, vec!["~ status asserted → planned"]),
            ("span", vec![x.clone()], vec![fact("pair/x", (8, 12), "大分市")], 0, vec!["~ span 0–9 → 8–12"]),
            ("touching", vec![x.clone()], vec![fact("pair/x", (9, 12), "大分市")], 0, vec!["- 0–9 大分市", "+ 9–12 大分市"]),
            ("title", vec![x.clone()], vec![titled], 0, vec!["+ 0–9 大分市", "- 0–9 大分市"]),
            ("kind", vec![x.clone()], vec![fact("tie/x", (0, 9), "大分市")], 0, vec!["- 0–9 大分市", "+ 0–9 大分市"]),
            ("one of two", vec![x.clone(), x.clone()], vec![x], 1, vec!["- 0–9 大分市"]),
        ] {
            assert_eq!(told(&old, &new), (same, want.into_iter().map(str::to_owned).collect()), "{name}");
        }
    }

    #[test]
    fn the_greatest_overlap_is_paired_first() {
        let old = [fact("pair/x", (0, 6), "甲市"), fact("pair/x", (5, 20), "乙市")];
        let new = [fact("pair/x", (4, 20), "丙市")];
        assert_eq!(told(&old, &new), (0, vec!["- 0–6 甲市".into(), "~ span 5–20 → 4–20, b 乙市 → 丙市".into()]));
    }

    #[test]
    fn equal_facts_are_paired_before_those_that_overlap() {
        let list = |names: &[&str]| names.iter().map(|name| fact("pair/x", (0, 20), name)).collect::<Vec<_>>();
        assert_eq!(told(&list(&["甲市", "乙市", "丙市"]), &list(&["丙市", "甲市"])), (2, vec!["- 0–20 乙市".into()]));
    }

    #[test]
    fn of_equal_overlaps_the_one_with_fewer_differences_is_paired() {
        let old = [fact("pair/x", (0, 20), "甲市")];
        let new = [fact("pair/x", (0, 30), "乙市"), fact("pair/x", (0, 20), "丙市")];
        assert_eq!(told(&old, &new).1, ["~ b 甲市 → 丙市", "+ 0–30 乙市"]);
    }

    #[test]
    fn a_same_fact_keeps_its_rule_where_it_can() {
        let old = [fact("pair/x", (0, 9), "甲市"), fact("pair/y", (0, 9), "甲市")];
        let new = [old[1].clone(), old[0].clone()];
        assert!(diff(&old, &new).same.iter().all(|(old, new)| old.rule == new.rule));
    }

    #[test]
    fn the_order_of_facts_changes_nothing() {
        let mut old: Vec<Fact> = (0..40).map(|n| fact("pair/x", (n, n + 3 + n % 5), "甲市")).collect();
        let mut new: Vec<Fact> = (0..40).map(|n| fact("pair/x", (n + 1, n + 2 + n % 7), "乙市")).collect();
        let want = told(&old, &new);
        old.reverse();
        new.reverse();
        assert_eq!(told(&old, &new), want);
    }

    #[test]
    fn a_field_that_prints_the_same_is_told_by_its_parts() {
        let with = |code: Option<&str>| {
            let (text, name, country) = ("汉".to_owned(), "武汉市".to_owned(), None);
            let place = Named { text, name, country, level: Level::City, code: code.map(str::to_owned) };
            let value = Fields(vec![("a".into(), Value::Many(vec![Value::Place(Box::new(place))]))]);
            Fact { value, ..fact("pair/x", (0, 9), "") }
        };
        let found = changes(&with(Some("420100")), &with(None));
        assert_eq!(found, [Change { field: "a.1.code".into(), old: "420100".into(), new: "null".into() }]);
    }

    #[test]
    fn a_field_that_is_new_and_null_is_no_difference() {
        let old = fact("pair/x", (0, 9), "甲市");
        let mut new = old.clone();
        new.value.0.push(("since".into(), Value::Null));
        assert!(differing(&old, &new).is_empty() && differing(&new, &old).is_empty());
        *new.value.get_mut("since").unwrap() = Value::Number(1);
        assert_eq!(differing(&old, &new), ["since"]);
    }
}
