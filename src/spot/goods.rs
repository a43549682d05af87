//! Things that are given: noun phrases next to a quantity of items or behind a verb of giving.

mod object;
mod phrase;

use serde::Deserialize;

use super::endings::Endings;
use super::party::Words;
use super::place::Line;
use super::{Mention, Reading, Symbol};
use crate::error::Diagnostic;
use crate::files::Files;
use crate::span::Span;
use crate::value::UnitClass;

/// Reads goods; immutable.
pub struct Goods {
    verbs: Endings<()>,
    heads: Endings<()>,
    stops: Vec<Vec<char>>,
    never: Vec<Vec<char>>,
    bestow: Words,
    toward: Words,
    lead: Words,
    named: Vec<Vec<char>>,
}

/// `lexicon/goods.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    verbs: Vec<String>,
    heads: Vec<String>,
    stops: Vec<String>,
    never: Vec<String>,
    bestow: Vec<String>,
    toward: Vec<String>,
    lead: Vec<String>,
    named: Vec<String>,
}

/// No name of goods is longer.
const LONGEST: usize = 16;

impl Goods {
    /// Loads the table.
    ///
    /// # Errors
    /// The mistake in it.
    pub fn load(files: &Files) -> Result<Self, Diagnostic> {
        let tables: Tables = files.table("lexicon/goods.toml")?;
        let chars = |words: &[String]| words.iter().map(|word| word.chars().collect()).collect();
        let mut verbs = Endings::default();
        verbs.add(&tables.verbs, ());
        let mut heads = Endings::default();
        heads.add(&tables.heads, ());
        Ok(Self {
            verbs,
            heads,
            stops: chars(&tables.stops),
            never: chars(&tables.never),
            bestow: Words::new(&tables.bestow),
            toward: Words::new(&tables.toward),
            lead: Words::new(&tables.lead),
            named: chars(&tables.named),
        })
    }

    /// The goods of a sentence; `mentions` is all else that was recognised in it.
    pub fn spot(&self, line: Line, mentions: &[Mention]) -> Vec<Mention> {
        let mut spans: Vec<Span> = Vec::new();
        for mention in mentions {
            match mention.symbol {
                // 41位演艺人士: people are no goods
                Symbol::Item if people(mention) => (),
                Symbol::Item => {
                    let after = self.skip_possessive(line, mention.span.end as usize);
                    let found = self
                        .forward(line, mentions, after)
                        .or_else(|| self.backward(line, mentions, mention.span.start as usize));
                    let found = found.or_else(|| self.shared(line, mentions, mention.span.start as usize, &mut spans));
                    spans.extend(found);
                }
                // 价值15万元的额温枪
                Symbol::Money if line.text.get(mention.span.end as usize) == Some(&'的') => {
                    spans.extend(self.uncounted(line, mentions, mention.span.end as usize + 1));
                }
                // 价值近百万元医疗物资
                Symbol::Money if self.is_worth(line, mention) => {
                    spans.extend(self.uncounted(line, mentions, mention.span.end as usize));
                }
                _ => (),
            }
        }
        for word in line.words {
            let end = word.span.end as usize;
            // 送/去: the verb goes on
            let goes_on =
                line.text[end - 1] == '送' && line.text.get(end).is_some_and(|c| "去来上出到往给达至抵别行入回".contains(*c));
            if !goes_on && self.verbs.longest(&line.text[line.span.start as usize..end]).is_some() {
                let after = self.skip_possessive(line, end);
                spans.extend(self.uncounted(line, mentions, after));
            }
        }
        spans.extend(self.fronted(line, mentions));
        spans.extend(self.behind_receiver(line, mentions));
        spans.extend(self.known_names(line, mentions));
        self.listed(line, mentions, &mut spans);
        let gift = line.text[line.span.range()].iter().any(|c| "捐赠送献".contains(*c));
        let objects = if gift { self.objects(line, mentions, &spans) } else { Vec::new() };
        spans.extend(objects);
        self.listed(line, mentions, &mut spans);
        spans.sort();
        spans.dedup_by(|next, kept| kept.overlaps(*next));
        spans.into_iter().map(|span| Mention { span, symbol: Symbol::Goods, reading: Reading::Goods }).collect()
    }

    /// 医疗物资: what is goods wherever it stands.
    fn known_names(&self, line: Line, mentions: &[Mention]) -> Vec<Span> {
        let at = |start: usize| {
            let rest = &line.text[start..line.span.end as usize];
            let name = self.named.iter().find(|name| rest.starts_with(name))?;
            Some(Span::new(start, start + name.len()))
        };
        let found = line.span.range().filter_map(at);
        found.filter(|span| !mentions.iter().any(|mention| mention.span.overlaps(*span))).collect()
    }

    /// Whether 价值 stands before a sum.
    fn is_worth(&self, line: Line, sum: &Mention) -> bool {
        let start = sum.span.start as usize;
        let before: String = line.text[start.saturating_sub(3).max(line.span.start as usize)..start].iter().collect();
        ["价值", "总值", "市值"].iter().any(|word| before.contains(word))
    }

    /// 赠送给辛辛那提市的铜鼓: goods behind the verb, who receives them, and 的.
    fn behind_receiver(&self, line: Line, mentions: &[Mention]) -> Vec<Span> {
        let start = line.span.start as usize;
        let of_gift = |word: &&crate::segment::Word| {
            let at = word.span.start as usize;
            word.tag == "uj" && line.text[at.saturating_sub(14).max(start)..at].iter().any(|c| "捐赠援".contains(*c))
        };
        let behind = line.words.iter().filter(of_gift).map(|word| word.span.end as usize);
        behind.filter_map(|at| self.uncounted(line, mentions, at)).collect()
    }

    /// 以锡器纪念品回赠: goods that stand before the verb.
    fn fronted(&self, line: Line, mentions: &[Mention]) -> Vec<Span> {
        let fronts = |word: &&crate::segment::Word| {
            let text: String = line.text[word.span.range()].iter().collect();
            matches!(text.as_str(), "回赠" | "相赠" | "互赠" | "馈赠")
        };
        let before =
            line.words.iter().filter(fronts).filter_map(|word| self.backward(line, mentions, word.span.start as usize));
        before.filter(|span| self.heads.longest(&line.text[span.range()]).is_some()).collect()
    }

    /// 矿泉水、方便面各500箱: goods that share a number, the last of which is returned.
    fn shared(&self, line: Line, mentions: &[Mention], count: usize, spans: &mut Vec<Span>) -> Option<Span> {
        let each = count > line.span.start as usize && line.text[count - 1] == '各';
        let last = if each { self.backward(line, mentions, count - 1) } else { None }?;
        let mut at = last.start as usize;
        while at > line.span.start as usize && "、和及与".contains(line.text[at - 1]) {
            let Some(one) = self.backward(line, mentions, at - 1) else { break };
            at = one.start as usize;
            spans.push(one);
        }
        Some(last)
    }

    /// Behind 、和及 in a list with goods stand goods.
    fn listed(&self, line: Line, mentions: &[Mention], spans: &mut Vec<Span>) {
        let mut next = 0;
        while let Some(span) = spans.get(next).copied() {
            next += 1;
            // 图书300册和一套家具: over the number
            let count = mentions.iter().find(|m| m.symbol == Symbol::Item && m.span.start == span.end);
            let at = count.map_or(span.end, |count| count.span.end) as usize;
            if at + 1 < line.span.end as usize && "、和及与或".contains(line.text[at]) {
                let found =
                    self.uncounted(line, mentions, at + 1).filter(|found| !spans.iter().any(|known| known.overlaps(*found)));
                spans.extend(found);
            }
        }
    }

    /// Over 了 and 的 behind a verb, 的 behind a quantity.
    fn skip_possessive(&self, line: Line, mut at: usize) -> usize {
        while at < line.span.end as usize && "了的过".contains(line.text[at]) {
            at += 1;
        }
        at
    }
}

fn people(mention: &Mention) -> bool {
    let counts = |unit: &str| !unit.ends_with('份');
    matches!(&mention.reading, Reading::Quantity(q, _) if q.unit_class == UnitClass::People && q.unit.as_deref().is_none_or(counts))
}
