//! How far a name of goods goes: word by word to the right or to the left, up to what no such name holds.

use super::super::place::Line;
use super::super::{Mention, Reading, Symbol};
use super::{Goods, LONGEST};
use crate::segment::Word;
use crate::span::Span;

impl Goods {
    /// Goods without a number are known by their last word alone (医疗物资); over one 的 (急需的抗疫物资).
    pub(super) fn uncounted(&self, line: Line, mentions: &[Mention], from: usize) -> Option<Span> {
        // 首批抗疫物资
        let led = self.lead.longest(&line.text[from.min(line.span.end as usize)..line.span.end as usize]);
        let from = from + led.filter(|led| !cut(line, from + led)).unwrap_or(0);
        if line.text.get(from) == Some(&'一') && self.is_one(line, from) {
            return self.forward(line, mentions, from);
        }
        let counted = |at: usize| mentions.iter().any(|m| m.symbol == Symbol::Item && m.span.start as usize == at);
        let reach = |from: usize| self.reach(line, mentions, from);
        let mut end = reach(from);
        if end > from && line.text.get(end) == Some(&'的') && self.headed(line, from, end).is_none() {
            end = reach(end + 1);
        }
        if counted(end) { self.named(line, from, end) } else { self.named(line, from, self.headed(line, from, end)?) }
    }

    /// 一把, 一幅: one of something.
    pub(super) fn is_one(&self, line: Line, from: usize) -> bool {
        let indefinite = line.text.get(from + 1).is_none_or(|c| "些百千万亿十半批定点下旦".contains(*c));
        !indefinite
            && line.words.iter().any(|word| {
                let (start, end) = (word.span.start as usize, word.span.end as usize);
                word.tag == "q" && start == from + 1 || start == from && end > from + 1 && matches!(word.tag, "m" | "d")
            })
    }

    /// Where the last word of goods within a stretch ends.
    fn headed(&self, line: Line, from: usize, end: usize) -> Option<usize> {
        (from + 1..=end).rev().find(|&end| self.heads.longest(&line.text[from..end]).is_some() && !cut(line, end))
    }

    pub(super) fn forward(&self, line: Line, mentions: &[Mention], from: usize) -> Option<Span> {
        let to = self.reach(line, mentions, from);
        self.named(line, from, to)
    }

    /// How far a name of goods can go that begins at `from`.
    fn reach(&self, line: Line, mentions: &[Mention], from: usize) -> usize {
        let limit = (line.span.end as usize).min(from + LONGEST);
        let mut at = from;
        while at < limit {
            match self.step(line, mentions, at, from) {
                Some(next) if next <= limit => at = next,
                _ => break,
            }
        }
        at
    }

    /// Where the word at `at` ends, if it can be part of a name of goods.
    fn step(&self, line: Line, mentions: &[Mention], at: usize, from: usize) -> Option<usize> {
        if let Some(mention) = mentions.iter().find(|mention| mention.span.range().contains(&at)) {
            // KF94口罩
            let name = matches!(mention.reading, Reading::Name) && mention.span.start as usize == at;
            return name.then_some(mention.span.end as usize);
        }
        let word = line.words.iter().find(|word| word.span.range().contains(&at))?;
        let (start, end) = (at, word.span.end as usize);
        let text = &line.text[start..end];
        // “玉荷苞的故乡”绘本: a name in quotation marks is taken whole
        let inside = &line.text[at..(line.span.end as usize).min(at + LONGEST)];
        if let Some(close) = inside.iter().position(|c| *c == '”').filter(|_| text == ['“']) {
            return Some(at + close + 1);
        }
        let quote = text == ['“'] || text == ['”'] || text == ['《'] || text == ['》'];
        // 快速检测试剂
        let adverb = word.tag == "d" && text.len() < 3 && (start > from || text.len() < 2);
        let stop = self.stops.iter().any(|stop| text == stop.as_slice())
            || adverb
            || matches!(word.tag, "p" | "u" | "ul" | "uj" | "c" | "y" | "t" | "r");
        let mark = !quote && !text.iter().all(|c| c.is_alphanumeric() || "-+·".contains(*c));
        let verb = word.tag == "v" && start > from && !self.word_continues(line, end);
        // 转赠给 is a noun to the dictionary
        let gives = word.tag.starts_with('v') && self.verbs.longest(text).is_some()
            || text.contains(&'赠')
            || text.contains(&'捐')
            || text.len() > 1 && text.ends_with(&['给']);
        (!stop && !mark && !verb && !gives).then_some(end)
    }

    /// Whether a noun follows directly: 防护/v 服/n.
    fn word_continues(&self, line: Line, at: usize) -> bool {
        let nominal = |word: &Word| matches!(word.tag, "n" | "nz" | "vn" | "k" | "g" | "ng" | "q");
        let Some(n) = line.words.iter().position(|word| word.span.start as usize == at) else { return false };
        // 自助/借阅/机: over a second verb to a noun of one character
        let further =
            || line.words[n].tag == "v" && line.words.get(n + 1).is_some_and(|next| nominal(next) && next.span.len() == 1);
        nominal(&line.words[n]) || further()
    }

    pub(super) fn backward(&self, line: Line, mentions: &[Mention], end: usize) -> Option<Span> {
        let least = (line.span.start as usize).max(end.saturating_sub(LONGEST));
        let mut at = end;
        while at > least {
            let mention = mentions.iter().find(|mention| mention.span.range().contains(&(at - 1)));
            if let Some(mention) = mention {
                match mention.reading {
                    Reading::Name => at = mention.span.start as usize,
                    // 、惠山泥人6件: a place may lead the name
                    Reading::Place(_) if at < end && in_list(line, mention.span.start as usize) => {
                        at = mention.span.start as usize;
                        break;
                    }
                    _ => break,
                }
                continue;
            }
            let Some(word) = line.words.iter().find(|word| word.span.range().contains(&(at - 1))) else { break };
            let start = word.span.start as usize;
            let verb = self.verbs.longest(&line.text[line.span.start as usize..at]).is_some();
            if at < end
                && let Some(first) = self.compound(line, mentions, start)
            {
                at = first;
                break;
            }
            if start < least || verb || self.step(line, mentions, start, start).is_none() {
                break;
            }
            if word.tag == "v" && at < end && at - start > 1 {
                // 、隔离衣500件: a verb that begins the phrase belongs to it
                at = if self.opens(line, mentions, start) { start } else { at };
                break;
            }
            at = start;
        }
        // 收到两笔, 已有73家: a verb alone is no thing
        let verb = |word: &Word| word.tag == "v" && word.span == Span::new(at, end);
        if line.words.iter().any(verb) { None } else { self.named(line, at, end) }
    }

    /// 电子/阅览/设备, 住宅/用/警报器: where the noun begins that the verb at `at` goes with, if a phrase can begin there.
    fn compound(&self, line: Line, mentions: &[Mention], at: usize) -> Option<usize> {
        let n = line.words.iter().position(|word| word.span.start as usize == at)?;
        let (noun, verb) = (line.words.get(n.checked_sub(1)?)?, line.words[n]);
        let text = &line.text[verb.span.range()];
        let joins = text == ['用'] || verb.tag == "v" && text.len() == 2 && self.step(line, mentions, at, at).is_some();
        let own = |word: &Word| matches!(word.tag, "n" | "nz" | "b" | "vn") && word.span.len() > 1;
        let free = !mentions.iter().any(|mention| mention.span.overlaps(noun.span));
        let start = noun.span.start as usize;
        (joins && own(noun) && free && self.opens(line, mentions, start)).then_some(start)
    }

    /// Whether a phrase can begin at `at`: behind a comma, a link or a verb of giving.
    fn opens(&self, line: Line, mentions: &[Mention], at: usize) -> bool {
        let start = line.span.start as usize;
        let behind = at == start || "、，和及与：的了".contains(line.text[at - 1]);
        behind
            || self.verbs.longest(&line.text[start..at]).is_some()
            || mentions.iter().any(|mention| mention.span.end as usize == at)
    }

    pub(super) fn named(&self, line: Line, from: usize, to: usize) -> Option<Span> {
        let text = &line.text[from.min(to)..to];
        // 赠送者的礼物: the verb was part of a noun
        let giver = text.first() == Some(&'者');
        let thing = self.heads.longest(text).is_some();
        // 泥人 is a thing, 老人 none
        let ends = |word: &Vec<char>| text.ends_with(word) && !(thing && word.len() == 1);
        let never = self.never.iter().any(|word| word.len() > 1 && text.starts_with(word) || ends(word));
        let han = text.iter().any(|c| ('\u{4e00}'..='\u{9fff}').contains(c) || c.is_alphabetic());
        (!never && !giver && han && !text.is_empty()).then(|| Span::new(from, to))
    }
}

/// Whether what begins at `at` goes on with a list.
fn in_list(line: Line, at: usize) -> bool {
    at > line.span.start as usize && "、和及".contains(line.text[at - 1])
}

/// Whether a word goes on behind `at`.
fn cut(line: Line, at: usize) -> bool {
    line.words.iter().any(|word| (word.span.start as usize) < at && at < word.span.end as usize)
}
