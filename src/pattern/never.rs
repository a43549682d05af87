//! What of a pattern can never match: characters that the text has folded away, classes that hold nothing, `^` behind something and
//! `$` before it. No mistake, as the rest of the pattern may well match.

use std::collections::BTreeMap;

use regex_syntax::ast::{
    AssertionKind, Ast, ClassBracketed, ClassSet, ClassSetItem, Concat, Flag, FlagsItemKind, Literal, RepetitionKind,
    RepetitionRange,
};
use regex_syntax::hir::Look;

use super::lazy::parse;
use super::pieces::{Piece, Wrong, pieces, shallow};
use super::{Fragments, Source};
use crate::error::Diagnostic;
use crate::plain::Fold;

impl Fragments {
    /// A warning for each part of a pattern that can match nothing. A pattern that is wrong has none; compiling it says why.
    pub fn never(&self, text: &str, source: Source, fold: &Fold) -> Vec<Diagnostic> {
        let Ok(parts) = pieces(text) else { return Vec::new() };
        let shallow = shallow(&parts);
        let named = parts.iter().filter_map(|piece| match piece {
            Piece::Named(named) => Some((named.offset, self.shape(named.name))),
            Piece::Text(_) => None,
        });
        let mut search = Search { text: &shallow, named: named.collect(), fold, lines: false, found: Vec::new() };
        if let Ok(ast) = regex_syntax::ast::parse::ParserBuilder::new().ignore_whitespace(true).build().parse(&shallow) {
            search.walk(&ast, Place { part: "this pattern", behind: false, before: false });
        }
        search.found.into_iter().map(|wrong| source.at(wrong.offset, wrong.message)).collect()
    }

    /// What a name in a pattern stands for, as far as it bears on what stands around it.
    fn shape(&self, name: &str) -> Shape {
        let Some(hir) = self.part(name) else { return Shape::default() };
        let looks = hir.properties();
        Shape {
            filled: looks.minimum_len().is_some_and(|length| length > 0),
            starts: looks.look_set_prefix().contains(Look::Start),
            ends: looks.look_set_suffix().contains(Look::End),
        }
    }
}

/// How a fragment or a type begins and ends.
#[derive(Clone, Copy, Default)]
struct Shape {
    /// Whether it takes at least one character.
    filled: bool,
    /// Whether it begins with `^`, ends with `$`.
    starts: bool,
    ends: bool,
}

/// Where in a pattern something stands.
#[derive(Clone, Copy)]
struct Place {
    /// What can match nothing if this can't.
    part: &'static str,
    /// Whether every match takes something before this, and after it.
    behind: bool,
    before: bool,
}

struct Search<'a> {
    /// The pattern, with an `x` for each name.
    text: &'a str,
    /// By the place of their `x`.
    named: BTreeMap<usize, Shape>,
    fold: &'a Fold,
    /// Whether `^` and `$` stand for the ends of lines.
    lines: bool,
    found: Vec<Wrong>,
}

impl Search<'_> {
    fn walk(&mut self, ast: &Ast, place: Place) {
        match ast {
            Ast::Literal(literal) => self.literals(&[literal], place),
            Ast::Assertion(assertion) => match assertion.kind {
                AssertionKind::StartLine | AssertionKind::StartText => self.anchor(ast, (true, false), place),
                AssertionKind::EndLine | AssertionKind::EndText => self.anchor(ast, (false, true), place),
                _ => (),
            },
            Ast::Flags(set) => {
                self.lines |= set.flags.items.iter().any(|item| item.kind == FlagsItemKind::Flag(Flag::MultiLine));
            }
            Ast::ClassBracketed(class) => self.class(class, place),
            Ast::Repetition(repetition) => {
                let part = if least(&repetition.op.kind) == 0 { "this part" } else { place.part };
                self.walk(&repetition.ast, Place { part, ..place });
            }
            Ast::Group(group) => {
                let lines = self.lines;
                self.lines |= group.flags().is_some_and(|flags| flags.flag_state(Flag::MultiLine) == Some(true));
                self.walk(&group.ast, place);
                self.lines = lines;
            }
            Ast::Alternation(all) => {
                all.asts.iter().for_each(|ast| self.walk(ast, Place { part: "this alternative", ..place }));
            }
            Ast::Concat(parts) => self.concat(parts, place),
            Ast::Empty(_) | Ast::Dot(_) | Ast::ClassUnicode(_) | Ast::ClassPerl(_) => (),
        }
    }

    /// Literals that follow each other are one word.
    fn concat(&mut self, parts: &Concat, place: Place) {
        let filled: Vec<bool> = parts.asts.iter().map(|ast| self.filled(ast)).collect();
        let mut at = 0;
        while at < parts.asts.len() {
            let place = Place {
                behind: place.behind || filled[..at].contains(&true),
                before: place.before || filled[at + 1..].contains(&true),
                ..place
            };
            let run: Vec<&Literal> = parts.asts[at..].iter().map_while(|ast| self.character(ast)).collect();
            if run.is_empty() {
                self.walk(&parts.asts[at], place);
            } else {
                self.literals(&run, place);
            }
            at += run.len().max(1);
        }
    }

    /// A literal that is written so, not the `x` of a name.
    fn character<'l>(&self, ast: &'l Ast) -> Option<&'l Literal> {
        let Ast::Literal(literal) = ast else { return None };
        (!self.named.contains_key(&literal.span.start.offset)).then_some(literal)
    }

    fn literals(&mut self, run: &[&Literal], place: Place) {
        if let Some(shape) = self.named.get(&run[0].span.start.offset).copied() {
            return self.anchored(run[0].span.start.offset, shape, place);
        }
        let word: String = run.iter().map(|literal| literal.c).collect();
        let folded = folded(&word, self.fold);
        if let Some(first) = run.iter().zip(folded.chars()).find(|(literal, c)| literal.c != *c).map(|(literal, _)| literal) {
            let message = format!("{}: {} can match nothing; write {}", unseen(&word, &folded), place.part, shown(&folded));
            self.found.push(Wrong { offset: first.span.start.offset, message });
        }
    }

    fn anchor(&mut self, ast: &Ast, (starts, ends): (bool, bool), place: Place) {
        if !self.lines {
            self.anchored(ast.span().start.offset, Shape { filled: false, starts, ends }, place);
        }
    }

    fn anchored(&mut self, offset: usize, shape: Shape, place: Place) {
        let clashes =
            [(shape.starts && place.behind, "^", "beginning", "before"), (shape.ends && place.before, "$", "end", "after")];
        for (_, sign, end, side) in clashes.into_iter().filter(|(clashes, ..)| *clashes) {
            let part = place.part;
            let message = format!(
                "`{sign}` asks for the {end} of the text, and something always stands {side} it: {part} can match nothing; \
                 take `{sign}` out"
            );
            self.found.push(Wrong { offset, message });
        }
    }

    /// Characters of a class that the text never has, unless the class holds what they are folded to; a class that holds none at all.
    fn class(&mut self, class: &ClassBracketed, place: Place) {
        let (offset, written) = (class.span.start.offset, &self.text[class.span.start.offset..class.span.end.offset]);
        let holds_name = self.named.range(offset..class.span.end.offset).next().is_some();
        if !holds_name && parse(written).is_ok_and(|hir| hir.properties().minimum_len().is_none()) {
            let message = format!("`{written}` holds no character: {} can match nothing; take it out", place.part);
            return self.found.push(Wrong { offset, message });
        }
        let mut members = Vec::new();
        if !ranges(&class.kind, &mut members) {
            return;
        }
        let holds = |c: char| members.iter().any(|(_, first, last)| (*first..=*last).contains(&c));
        for (offset, first, last) in members.iter().filter(|(_, first, last)| (*first..=*last).count() <= FEW) {
            let lost = |c: char| self.fold.char(c) != c && !holds(self.fold.char(c));
            if (*first..=*last).all(lost) {
                let (word, folded) = (span(*first, *last), span(self.fold.char(*first), self.fold.char(*last)));
                let message = format!("{}; write {} in this class", unseen(&word, &folded), shown(&folded));
                self.found.push(Wrong { offset: *offset, message });
            }
        }
    }

    /// Whether it takes at least one character wherever it matches.
    fn filled(&self, ast: &Ast) -> bool {
        match ast {
            Ast::Empty(_) | Ast::Flags(_) | Ast::Assertion(_) => false,
            Ast::Literal(literal) => self.named.get(&literal.span.start.offset).is_none_or(|shape| shape.filled),
            Ast::Dot(_) | Ast::ClassUnicode(_) | Ast::ClassPerl(_) | Ast::ClassBracketed(_) => true,
            Ast::Repetition(repetition) => least(&repetition.op.kind) > 0 && self.filled(&repetition.ast),
            Ast::Group(group) => self.filled(&group.ast),
            Ast::Alternation(all) => all.asts.iter().all(|ast| self.filled(ast)),
            Ast::Concat(parts) => parts.asts.iter().any(|ast| self.filled(ast)),
        }
    }
}

/// A range of more characters is no slip of the pen.
const FEW: usize = 64;

/// The word as the text has it, whatever stands around it.
pub fn folded(word: &str, fold: &Fold) -> String {
    // Between digits a comma stays a comma.
    let plain = fold.text(&format!("0{word}0"));
    plain[1..plain.len() - 1].iter().collect()
}

/// What is said of a word that the text never has.
pub fn unseen(word: &str, folded: &str) -> String {
    format!("{} never stands in the text that patterns see, where it is {}", shown(word), shown(folded))
}

/// In backticks; blanks as one writes them in a pattern.
pub fn shown(word: &str) -> String {
    let sign = |c: char| if c.is_whitespace() { format!("\\x{{{:X}}}", u32::from(c)) } else { c.to_string() };
    format!("`{}`", word.chars().map(sign).collect::<String>())
}

fn span(first: char, last: char) -> String {
    if first == last { first.to_string() } else { format!("{first}-{last}") }
}

fn least(kind: &RepetitionKind) -> u32 {
    match kind {
        RepetitionKind::ZeroOrOne | RepetitionKind::ZeroOrMore => 0,
        RepetitionKind::OneOrMore => 1,
        RepetitionKind::Range(RepetitionRange::Exactly(least) | RepetitionRange::AtLeast(least)) => *least,
        RepetitionKind::Range(RepetitionRange::Bounded(least, _)) => *least,
    }
}

/// Collects the characters of a class with their places; `false` where they are not all written one by one.
fn ranges(set: &ClassSet, all: &mut Vec<(usize, char, char)>) -> bool {
    fn of(item: &ClassSetItem, all: &mut Vec<(usize, char, char)>) -> bool {
        match item {
            ClassSetItem::Empty(_) => true,
            ClassSetItem::Literal(literal) => {
                all.push((literal.span.start.offset, literal.c, literal.c));
                true
            }
            ClassSetItem::Range(range) => {
                all.push((range.span.start.offset, range.start.c, range.end.c));
                true
            }
            ClassSetItem::Union(union) => union.items.iter().all(|item| of(item, all)),
            ClassSetItem::Ascii(_) | ClassSetItem::Unicode(_) | ClassSetItem::Perl(_) | ClassSetItem::Bracketed(_) => false,
        }
    }
    match set {
        ClassSet::Item(item) => of(item, all),
        ClassSet::BinaryOp(_) => false,
    }
}
