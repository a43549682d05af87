//! Things that only the frame of a gift tells: 向客人赠送写有校训的折扇, 把水杯赠给博物馆. What stands as the object of a verb of
//! giving is given, whatever word it ends in.

use super::super::place::Line;
use super::super::{Mention, Reading, Symbol};
use super::{Goods, LONGEST};
use crate::segment::Word;
use crate::span::Span;

/// No description of one thing is longer.
const LONGEST_OF_ONE: usize = 40;

/// Marks that end a clause.
const MARKS: &str = "，。；：！？（）\n ";

impl Goods {
    /// The objects of verbs of giving in whose clause somebody receives them; `spans` are the goods known already.
    pub(super) fn objects(&self, line: Line, mentions: &[Mention], spans: &[Span]) -> Vec<Span> {
        // 送/去 is two words
        let verb = |n: usize| {
            let start = line.words[n].span.start as usize;
            let length = self.bestow.longest(&line.text[start..line.span.end as usize])?;
            let ends = |word: &&Word| word.span.end as usize == start + length;
            line.words[n..].iter().take(3).any(|word| ends(&word)).then_some((n, start + length))
        };
        let verbs = (0..line.words.len()).filter_map(verb);
        let regions = verbs.flat_map(|(n, end)| [self.behind(line, mentions, (n, end)), self.taken(line, mentions, n)]);
        // 30幅反映纺织史的老照片: behind the number
        let behind_count = |region: Span| {
            let count = mentions.iter().find(|m| m.symbol == Symbol::Item && m.span.start == region.start);
            Span { start: count.map_or(region.start, |count| count.span.end), end: region.end }
        };
        let unknown = |region: &Span| {
            let counted = |m: &Mention| matches!(m.symbol, Symbol::Money | Symbol::Item) && m.span.overlaps(*region);
            !spans.iter().any(|span| span.overlaps(*region)) && !mentions.iter().any(counted)
        };
        regions.flatten().map(behind_count).filter(unknown).filter_map(|region| self.head(line, mentions, region)).collect()
    }

    /// 向客人赠送…, 赠给客人…: what follows the verb, or who receives, up to the end of the clause.
    fn behind(&self, line: Line, mentions: &[Mention], (verb, end): (usize, usize)) -> Option<Span> {
        let from = u32::try_from(end).expect("a text is short");
        let to = clause_end(line, verb);
        let receives = |m: &&Mention| is_party(m) && m.span.start >= from && m.span.start <= from + 2 && m.span.end < to;
        let start = match mentions.iter().filter(receives).max_by_key(|m| m.span.end) {
            Some(receiver) => receiver.span.end,
            None => self.toward_somebody(line, mentions, verb).then_some(from)?,
        };
        let start = self.skip_possessive(line, start as usize);
        (start < to as usize).then(|| Span::new(start, to as usize))
    }

    /// Whether somebody stands behind 向 or 为 in the clause before the verb.
    fn toward_somebody(&self, line: Line, mentions: &[Mention], verb: usize) -> bool {
        let (first, at) = (clause_start(line, verb), line.words[verb].span.start);
        let receives = |from: u32| mentions.iter().any(|m| is_party(m) && m.span.start >= from && m.span.end <= at);
        let toward = |word: &Word| self.toward.has(&line.text[word.span.range()]) && receives(word.span.end);
        line.words[first..verb].iter().any(toward)
    }

    /// 把…赠给: what stands between 把 and the verb.
    fn taken(&self, line: Line, mentions: &[Mention], verb: usize) -> Option<Span> {
        let first = clause_start(line, verb);
        let back = line.text[line.words[verb].span.end as usize - 1] == '赠';
        let takes = |word: &&Word| {
            matches!(line.text[word.span.range()], ['把' | '将']) || back && line.text[word.span.range()] == ['以']
        };
        let ba = line.words[first..verb].iter().rfind(takes)?;
        let words = || line.words[first..verb].iter().filter(|word| word.span.start >= ba.span.end);
        let named = |word: &&Word| word.tag.starts_with('n') || mentions.iter().any(|m| m.span.covers(word.span));
        let last = words().rfind(named)?;
        // 将高槻市捐赠的轮椅转赠: who gives is not what is given
        let place = |m: &Mention| matches!(m.reading, Reading::Place(_)) && m.span.covers(last.span);
        if mentions.iter().any(place) {
            return None;
        }
        Some(Span { start: ba.span.end, end: last.span.end })
    }

    /// The last noun phrase of a stretch: behind its last 的, if nothing but nouns is left.
    fn head(&self, line: Line, mentions: &[Mention], region: Span) -> Option<Span> {
        // 一本由政府出版的书: one of something, with all that tells what it is
        if self.is_one(line, region.start as usize) && line.text[region.start as usize] == '一' {
            return Some(region).filter(|region| region.len() <= LONGEST_OF_ONE);
        }
        let words: Vec<Word> = line.words.iter().filter(|word| region.covers(word.span)).copied().collect();
        let stop = |word: &Word| {
            let text = &line.text[word.span.range()];
            self.stops.iter().any(|stop| text == stop.as_slice()) || matches!(word.tag, "p" | "c" | "y")
        };
        // 学习、医疗等物资: what leads the last noun in tells only which
        let leads = |word: &Word| word.tag == "uj" || matches!(line.text[word.span.range()], ['、' | '等']);
        let from = words.iter().rposition(leads).map_or(0, |n| n + 1);
        let led = words[from..].iter().take_while(|word| self.lead.has(&line.text[word.span.range()])).count();
        let own = &words[from + led..];
        let to = own.iter().position(stop).unwrap_or(own.len());
        let own = &own[..to];
        let title = |word: &Word| mentions.iter().any(|m| matches!(m.reading, Reading::Name) && m.span.covers(word.span));
        let nominal = |word: &Word| {
            title(word)
                || word.tag.starts_with('n')
                || matches!(word.tag, "vn" | "a" | "b" | "j" | "l" | "eng" | "s" | "g" | "k" | "zg")
        };
        let (first, last) = (own.first()?, own.last()?);
        let noun = title(last) || last.tag.starts_with('n') && last.tag != "nr";
        let short = (last.span.end - first.span.start) as usize <= LONGEST;
        let found = (noun && short && own.iter().all(nominal)).then_some((first.span.start as usize, last.span.end as usize));
        found.and_then(|(from, to)| self.named(line, from, to))
    }
}

fn is_party(mention: &Mention) -> bool {
    matches!(mention.reading, Reading::Party(_) | Reading::Place(_) | Reading::Both(_))
}

/// The number of the first word of the clause that word number `at` stands in.
fn clause_start(line: Line, at: usize) -> usize {
    line.words[..at].iter().rposition(|word| MARKS.contains(line.text[word.span.start as usize])).map_or(0, |n| n + 1)
}

/// Where the clause ends that word number `at` stands in.
fn clause_end(line: Line, at: usize) -> u32 {
    let mark = line.words[at..].iter().find(|word| MARKS.contains(line.text[word.span.start as usize]));
    mark.map_or(line.span.end, |word| word.span.start)
}
