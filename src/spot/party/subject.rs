//! Who stands as the subject of a clause that tells a gift: all that is before the verb, if it can be a name.

use super::super::place::Line;
use super::super::{Mention, Reading, Symbol};
use super::Parties;
use super::frame::{MARKS, behind_clause, opens};
use crate::segment::Word;
use crate::span::Span;

/// No giver's name is longer.
const LONGEST: usize = 32;

impl Parties {
    /// A verb of giving in a clause that says nobody else: no 向, no 由.
    pub(super) fn acts_alone(&self, line: Line, at: usize) -> bool {
        let verb = self.acting.begin(&line.text[line.words[at].span.start as usize..line.span.end as usize]);
        let clause = line.words[..at].iter().rev().take_while(|word| !MARKS.contains(line.text[word.span.start as usize]));
        let other = |word: &Word| line.text[word.span.range()].iter().any(|c| "向由给把将被".contains(*c));
        verb && !clause.into_iter().any(other)
    }

    /// 把…捐给: whether a verb of giving follows in the clause.
    pub(super) fn handed_over(&self, line: Line, from: usize) -> bool {
        let clause = line.words[from..].iter().take_while(|word| !MARKS.contains(line.text[word.span.start as usize]));
        clause.into_iter().any(|word| self.gives(line, *word))
    }

    /// Who stands as the subject before word number `until`: from the start of the clause on, over adverbs, if all of it can be a name.
    pub(super) fn subject(&self, line: Line, mentions: &[Mention], until: usize) -> Option<Span> {
        // 三年内将捐资: a time too
        let when = |m: &Mention| matches!(m.symbol, Symbol::Time | Symbol::Duration);
        let time = |word: &Word| mentions.iter().any(|m| when(m) && m.span.covers(word.span));
        let ends_clause = |word: &Word| MARKS.contains(line.text[word.span.start as usize]) || time(word);
        let adverb =
            |word: &Word| matches!(word.tag, "d" | "ad" | "t" | "vd") || self.manner.has(&line.text[word.span.range()]);
        let phrase = |last: usize| {
            last > 1
                && self.manner.has(&line.text[line.words[last - 2].span.start as usize..line.words[last - 1].span.end as usize])
        };
        let first = |until: usize| line.words[..until].iter().rposition(ends_clause).map_or(0, |n| n + 1);
        // 总台决定通过品牌工程向: how it is given stands between
        let by = line.words[first(until)..until].iter().rposition(|word| self.how.has(&line.text[word.span.range()]));
        let mut last = by.map_or(until, |n| first(until) + n);
        while last > 0 && (phrase(last) || adverb(&line.words[last - 1]) || time(&line.words[last - 1])) {
            last -= if phrase(last) { 2 } else { 1 };
        }
        // 社区书记杜云，把资料: a comma behind the subject
        let taken = self.taking.has(&line.text[line.words[until].span.range()]);
        let comma = taken
            && last > 0
            && by.is_none()
            && first(until) == last
            && line.text[line.words[last - 1].span.start as usize] == '，';
        last -= usize::from(comma);
        let words = &line.words[first(last)..last];
        // “我们向…: the quotation goes on behind the subject
        // 部长代表政府: for whom somebody gives is who gives
        let stands_for = words.iter().rposition(|word| line.text[word.span.range()] == ['代', '表']);
        let words = stands_for.filter(|n| n + 1 < words.len()).map_or(words, |n| &words[n + 1..]);
        let quoted = words.first().is_some_and(|word| line.text[word.span.range()] == ['“']);
        let words =
            if quoted && !words.iter().any(|word| line.text[word.span.range()] == ['”']) { &words[1..] } else { words };
        let led = words.iter().take_while(|word| word.tag == "c").count();
        // 承建公路的公司, 在小学读书的林恺恩: who does it, not what else is said of him
        let words = &words[led..];
        let described = words.first().is_some_and(|word| matches!(word.tag, "v" | "p") && !opens(mentions, *word));
        let words = if described { behind_clause(line, words) } else { words };
        let (from, to) = (words.first()?.span.start, words.last()?.span.end);
        let person = to - from <= 3 && self.surnames.lead(&line.text[from as usize..to as usize]);
        // 他托民政所: what follows a pronoun is what he does
        let pronoun = |word: &Word| matches!(line.text[word.span.range()], ['他' | '她']);
        if words.len() > 1 && words.iter().any(pronoun) {
            return None;
        }
        let nominal = words.iter().enumerate().all(|(n, word)| self.nominal_word(line, mentions, (words, n), *word));
        let named = person || nominal && opens(mentions, words[0]) && self.acts_as(line, mentions, words);
        (named && (to - from) as usize <= LONGEST).then_some(Span { start: from, end: to })
    }

    /// Whether a subject can end with the last of these words; 学生代表 too, though 代表 alone says for whom.
    fn acts_as(&self, line: Line, mentions: &[Mention], words: &[Word]) -> bool {
        let last = words[words.len() - 1];
        let delegate = words.len() > 1 && line.text[last.span.range()] == ['代', '表'];
        delegate || self.names(line, mentions, last)
    }

    /// Whether a word of a subject can be part of a name: no preposition and no adverb, and no verb but before a noun (参访/团).
    fn nominal_word(&self, line: Line, mentions: &[Mention], (words, n): (&[Word], usize), word: Word) -> bool {
        let text = &line.text[word.span.range()];
        let known =
            mentions.iter().any(|m| matches!(m.reading, Reading::Place(_) | Reading::Party(_)) && m.span.covers(word.span));
        // 润/半导体, 制衣/厂, but not 收到/松山市
        let short = |next: &Word| text.len() == 1 || next.span.len() == 1;
        let moves = matches!(text, ['赴' | '到' | '往' | '去' | '来' | '进' | '回' | '访' | '在']);
        let next_noun =
            !moves && words.get(n + 1).is_some_and(|next| (next.tag.starts_with('n') || next.tag == "vn") && short(next));
        let delegate = text == ['代', '表'];
        let links = n > 0 && matches!(text, ['与' | '和' | '及']);
        let closed = !links && matches!(word.tag, "p" | "d" | "ul" | "uz" | "r" | "y" | "f")
            || self.stops.has(text) && !delegate
            || self.occasion(text);
        let pronoun = matches!(text, ['他' | '她']);
        known || pronoun || !closed && (word.tag != "v" || self.inside.has(text) || n > 0 && next_noun)
    }

    /// 仪式, 期间: when something happens, not who does it.
    fn occasion(&self, text: &[char]) -> bool {
        text.len() > 1 && self.occasions.iter().any(|word| text == word.as_slice())
    }
}
