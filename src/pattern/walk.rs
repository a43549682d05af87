//! Where the steps of a pattern can end in a text. Slower than the regex, but it knows how far a pattern got that did not match.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use regex_syntax::hir::Look;

use super::tree::{Part, Step, Tree};

/// A group or a fragment, and the place where it is to begin.
type At = (*const Tree, usize);

/// The characters of a folded sentence, and what has been found out about it.
pub struct Walk<'t> {
    pub text: &'t [char],
    /// Where a group or a fragment ends that begins at a place.
    known: RefCell<BTreeMap<At, Rc<[usize]>>>,
}

impl<'t> Walk<'t> {
    /// Over a text in which nothing has been looked for.
    pub fn new(text: &'t [char]) -> Self {
        Self { text, known: RefCell::default() }
    }

    /// The places where a step ends that begins at one of these; both in order, none twice.
    pub fn step(&self, step: &Step, from: &[usize]) -> Vec<usize> {
        let (mut all, mut edge) = (Vec::new(), from.to_vec());
        if step.least == 0 {
            all.clone_from(&edge);
        }
        let mut times = 0;
        while !edge.is_empty() && step.most.is_none_or(|most| times < most) {
            times += 1;
            edge = ordered(edge.iter().flat_map(|&at| self.once(&step.part, at).to_vec()).collect());
            if times >= step.least {
                // What was reached before with fewer repetitions leads nowhere new.
                edge.retain(|at| all.binary_search(at).is_err());
                all = ordered([all.as_slice(), &edge].concat());
            }
        }
        all
    }

    fn once(&self, part: &Part, at: usize) -> Rc<[usize]> {
        let one = |fits: bool, end: usize| if fits { Rc::from([end]) } else { Rc::from([]) };
        match part {
            Part::Word(word) => one(self.text[at..].starts_with(word), at + word.len()),
            Part::Class(ranges) => one(self.text.get(at).is_some_and(|&c| within(ranges, c)), at + 1),
            Part::Look(Look::Start) => one(at == 0, at),
            Part::Look(Look::End) => one(at == self.text.len(), at),
            Part::Look(_) => one(true, at),
            Part::Tree(tree) => self.tree(tree, at),
        }
    }

    fn tree(&self, tree: &Arc<Tree>, at: usize) -> Rc<[usize]> {
        let key = (Arc::as_ptr(tree), at);
        if let Some(known) = self.known.borrow().get(&key) {
            return Rc::clone(known);
        }
        let row = |row: &Vec<Step>| row.iter().fold(vec![at], |from, step| self.step(step, &from));
        let ends: Rc<[usize]> = ordered(tree.0.iter().flat_map(row).collect()).into();
        self.known.borrow_mut().insert(key, Rc::clone(&ends));
        ends
    }
}

/// Whether a character lies in one of these ranges.
pub fn within(ranges: &[(char, char)], c: char) -> bool {
    let at = ranges.partition_point(|(_, last)| *last < c);
    ranges.get(at).is_some_and(|(first, _)| *first <= c)
}

fn ordered(mut places: Vec<usize>) -> Vec<usize> {
    places.sort_unstable();
    places.dedup();
    places
}
