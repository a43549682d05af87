//! Whom a sentence names, and who acts in it.

use super::Scene;
use crate::context::Actor;
use crate::segment::Word;
use crate::span::Span;
use crate::spot::{Mention, Reading};
use crate::value::{Party, PartyType};

impl Scene<'_> {
    /// The organizations of the sentence, with their plain names.
    pub fn named(&self) -> Vec<(String, Party)> {
        let own = |mention| self.whole(mention).into_iter().chain(self.organization(mention));
        self.folded.mentions.iter().flat_map(own).collect()
    }

    /// The organization of which a mention names a part: 东衢学院 of 东衢学院南校区体育馆.
    fn whole(&self, mention: &Mention) -> Option<(String, Party)> {
        let party = self.own_party(mention).filter(|party| party.kind == PartyType::Organization)?;
        let name: String = self.plain[mention.span.range()].iter().collect();
        let length = self.stand_ins.employer(&name)?;
        let span = Span { start: mention.span.start, end: mention.span.start + u32::try_from(length).ok()? };
        let whole = self.plain[span.range()].iter().collect();
        Some((whole, Party { text: self.text(span), ..party }))
    }

    /// The persons whom the sentence names in full, with their plain descriptions.
    pub fn persons(&self) -> Vec<(String, Party)> {
        let named = |mention: &Mention| {
            let party = self.own_party(mention).filter(|party| party.kind == PartyType::Person)?;
            let whole: String = self.plain[mention.span.range()].iter().collect();
            (!self.stand_ins.calls(&whole)).then_some((whole, party))
        };
        self.folded.mentions.iter().filter(|mention| matches!(mention.reading, Reading::Party(_))).filter_map(named).collect()
    }

    /// The organization that a mention names, or for which the person works whom it names.
    pub(super) fn organization(&self, mention: &Mention) -> Option<(String, Party)> {
        let Reading::Party(_) = mention.reading else { return None };
        let party = self.own_party(mention)?;
        let whole: String = self.plain[mention.span.range()].iter().collect();
        match party.kind {
            PartyType::Organization => Some((whole, party)),
            PartyType::Person => {
                let length = self.stand_ins.employer(&whole)?;
                let span = Span { start: mention.span.start, end: mention.span.start + u32::try_from(length).ok()? };
                let name = self.plain[span.range()].iter().collect();
                Some((name, Party { text: self.text(span), kind: PartyType::Organization, place: party.place }))
            }
            PartyType::Place | PartyType::Group => None,
        }
    }

    /// Whether the sentence has 他 or 她 as a word of its own.
    pub fn speaks_of_person(&self) -> bool {
        self.words.iter().any(|word| matches!(self.plain[word.span.range()], ['他' | '她']))
    }

    /// The party that the sentence is about: the first that stands where a subject stands.
    pub fn actor(&self) -> Option<Actor> {
        let subject =
            self.folded.mentions.iter().filter(|mention| is_party(mention)).find(|mention| self.may_be_subject(mention))?;
        Some((subject.span, self.party(subject)?))
    }

    /// Whether a mention stands where a subject stands: at the start of a clause or behind a time, and not as what a clause ends with.
    pub(super) fn may_be_subject(&self, mention: &Mention) -> bool {
        let first = self.behind_quantifier(mention.span.start);
        let at = mention.span.start;
        let before = first.checked_sub(1).filter(|_| first > self.folded.sentence.start).map(|n| self.plain[n as usize]);
        let behind_time =
            self.folded.mentions.iter().any(|other| other.span.end == at && matches!(other.reading, Reading::Time(_)));
        let next = self.words.iter().find(|word| word.span.start == mention.span.end);
        // 苗栗县阿斌哥协会, 青少年足球: a part of a longer name is no subject
        let goes_on = next.is_some_and(|word| {
            let text: String = self.plain[word.span.range()].iter().collect();
            word.tag.starts_with('n') && word.tag != "nr" && !GOES_NOT_ON.contains(&text.as_str())
        });
        let text: String = self.plain[mention.span.range()].iter().collect();
        let nobody = self.stand_ins.nobody.contains(&text);
        // 向威尼斯市、里加市各捐赠: the first of a list says what all of it is
        let listed = || self.folded.mentions.iter().find(|other| other.span.end + 1 == at && is_party(other));
        if before == Some('、') {
            // 甲捐50万元、乙捐20万元: clauses in a row
            let told =
                |other: &Mention| other.span.end + 1 == at && matches!(other.reading, Reading::Quantity(..) | Reading::Goods);
            let heads = listed().map_or_else(|| self.folded.mentions.iter().any(told), |first| self.may_be_subject(first));
            return !goes_on && !nobody && heads;
        }
        // 探访受灾的钱排镇，: the clause ends with whom somebody does something to
        let ends = || "，。；".contains(self.plain.get(mention.span.end as usize).copied().unwrap_or('。'));
        let object = || before == Some('的') && ends() && self.opens_with_verb(at);
        !goes_on && !nobody && !object() && (behind_time || before.is_none_or(|c| "，、：；“的而但后中 ".contains(c)))
    }

    /// 许多老华侨: where the words for how many begin that stand before a name.
    fn behind_quantifier(&self, at: u32) -> u32 {
        let before = &self.plain[self.folded.sentence.start as usize..at as usize];
        let many = self.stand_ins.many.iter().map(|word| word.chars().collect::<Vec<_>>());
        many.filter(|word| before.ends_with(word)).map(|word| word.len()).max().map_or(at, |length| at - length as u32)
    }

    /// 探访受灾的钱排镇: whether the clause around a position begins with what somebody does, so that a name in it is an object; 家住
    /// and 来自 only describe.
    fn opens_with_verb(&self, at: u32) -> bool {
        let parted = |word: &&Word| "，。；：！？".contains(self.plain[word.span.start as usize]);
        let before: Vec<&Word> = self.words.iter().take_while(|word| word.span.start < at).collect();
        let clause = before.iter().rposition(parted).map_or(0, |n| n + 1);
        let adverb = |word: &&&Word| {
            let time = |m: &Mention| matches!(m.reading, Reading::Time(_)) && m.span.covers(word.span);
            matches!(word.tag, "d" | "c") || self.folded.mentions.iter().any(time)
        };
        let first = before[clause..].iter().find(|word| !adverb(word));
        first.is_some_and(|word| {
            let text: String = self.plain[word.span.range()].iter().collect();
            word.tag == "v" && !self.stand_ins.describing.contains(&text)
        })
    }
}

/// Nouns to the dictionary that a predicate begins with: 协会心系一线.
const GOES_NOT_ON: [&str; 7] = ["动员", "高度", "心系", "情系", "情牵", "倾情", "全力"];

pub(super) fn is_party(mention: &Mention) -> bool {
    matches!(mention.reading, Reading::Party(_) | Reading::Place(_))
}
