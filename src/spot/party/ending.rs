//! Names that are known by how they end (…公司, …村民, …先生): from the last word to the left.

use super::super::place::Line;
use super::super::{Mention, Reading, Symbol};
use super::sides::{pronoun, side};
use super::{Ending, GIVES, LONGEST, Parties, counted, counts_next, leading_place};
use crate::segment::Word;
use crate::span::Span;
use crate::value::Party;

/// Verbs at the start of a clause that are no part of the name behind them.
const JOINING: [&str; 4] = ["联合", "携手", "会同", "协同"];

/// Two who are told as one.
const KIN: [&str; 10] = ["兄弟", "姐妹", "姊妹", "兄妹", "姐弟", "夫妇", "夫妻", "父子", "父女", "母女"];

impl Parties {
    pub(super) fn ending_at(&self, line: Line, mentions: &[Mention], word: Word) -> Option<Mention> {
        let end = word.span.end as usize;
        let known = self.known_ending(line, end);
        // 一对石狮: a thing that is counted
        let a_thing = || {
            let before = line.words.iter().find(|other| other.span.end == word.span.start);
            before
                .is_some_and(|other| matches!(other.tag, "m" | "q") && !"位名".contains(line.text[other.span.end as usize - 1]))
        };
        if let Some((length, Ending::Pronoun)) = known {
            return pronoun(line, mentions, Span::new(end - length, end));
        }
        let (length, ending) =
            known.or_else(|| self.person(line, word).filter(|_| !counts_next(mentions, word.span) && !a_thing()))?;
        // 7局: a count; 组织捐款: a verb
        let of_count = length == 1 && end >= 2 && line.text[end - 2].is_ascii_digit();
        // 组织师生, but 慈善组织
        let object = || line.words.iter().any(|next| next.span.start == word.span.end && next.tag.starts_with(['n', 'r']));
        let a_verb = word.tag == "v" && self.also_verbs.has(&line.text[word.span.range()]) && object();
        // 贺鸣所捐: 所 begins what he gave
        let what_was = line.text[end - 1] == '所' && line.text.get(end).is_some_and(|c| "捐赠得有需在做说写".contains(*c));
        if known.is_some() && (of_count || a_verb || what_was) {
            return None;
        }
        let inside_other = mentions.iter().any(|mention| mention.span.range().contains(&(end - 1)));
        if inside_other || (known.is_some() && self.continues(line, end)) {
            return None;
        }
        let head = Span::new(end - length, end);
        if ending == Ending::Side {
            return side(line, mentions, head);
        }
        let from = self.behind_joining(line, mentions, self.extend(line, mentions, head.start as usize));
        let from = self.over_stand_in(line, from);
        let alone = from == head.start as usize;
        let titled = matches!(ending, Ending::Honorific | Ending::Group) && known.is_some();
        let whole = if titled { self.name_behind(line, mentions, end) } else { end };
        // 先生, 董事长, 署 alone name nobody, but 校长高文 does.
        let nobody = alone && known.is_some() && whole == end && (ending == Ending::Honorific || length == 1);
        // 法国、波兰等国家: the list has named them.
        let listed = alone && from > line.span.start as usize && line.text[from - 1] == '等';
        if nobody || listed || (ending == Ending::Group && self.only_describes(line, mentions, end)) {
            return None;
        }
        let end = whole;
        let from = if ending == Ending::Group { self.kin(line, from, end) } else { from };
        let (place, span) = (leading_place(mentions, from), Span::new(counted(mentions, from), end));
        let party = Party { text: line.text[span.range()].iter().collect(), kind: ending.party_type(), place };
        Some(Mention { span, symbol: Symbol::Party, reading: Reading::Party(party) })
    }

    /// 该校教育发展基金会: what stands for somebody leads the name in.
    fn over_stand_in(&self, line: Line, from: usize) -> usize {
        match self.endings.longest(&line.text[line.span.start as usize..from]) {
            Some((length, Ending::Pronoun)) if line.text[from - length] == '该' => from - length,
            _ => from,
        }
    }

    /// 廖文钦、廖文斌兄弟: the name before belongs to two who are told as kin.
    fn kin(&self, line: Line, from: usize, end: usize) -> usize {
        let text = &line.text[from..end];
        let told = KIN.iter().any(|kin| text.ends_with(&kin.chars().collect::<Vec<_>>()));
        let joined = from > line.span.start as usize && "、和与".contains(line.text[from - 1]);
        if !told || !joined || !self.surnames.lead(text) {
            return from;
        }
        let name = |n: usize| {
            let at = (from - 1).checked_sub(n).filter(|&at| at >= line.span.start as usize)?;
            let starts = line.words.iter().any(|word| word.span.start as usize == at);
            (starts && self.surnames.lead(&line.text[at..from - 1])).then_some(at)
        };
        [3, 2].into_iter().find_map(name).unwrap_or(from)
    }

    /// A word that the dictionary knows as a person's name and that begins with a family name (显微镜 does not); 向世卫 begins
    /// with a preposition, though 向 is a family name too.
    fn person(&self, line: Line, word: Word) -> Option<(usize, Ending)> {
        let text = &line.text[word.span.range()];
        // 向宏亮送来, but not 向世卫组织捐款
        let rest = &line.text[word.span.end as usize..line.span.end as usize];
        let named_so = text[0] == '向' && text.len() == 3 && self.acts.begin(rest);
        let gives = GIVES.contains(text[0]) && !named_so;
        let foreign = text.contains(&'·');
        let surname = foreign || named_so || self.surnames.begin(text);
        (matches!(word.tag, "nr" | "nrfg") && surname && !gives && (2..=4).contains(&text.len()))
            .then_some((text.len(), Ending::Honorific))
    }

    /// The longest ending of the table that ends at `end`, with its length; 乡亲们 ends like 乡亲.
    fn known_ending(&self, line: Line, end: usize) -> Option<(usize, Ending)> {
        let start = line.span.start as usize;
        let bare = if end > start + 1 && line.text[end - 1] == '们' { end - 1 } else { end };
        let stem = || self.endings.longest(&line.text[start..bare]).map(|(length, ending)| (length + end - bare, ending));
        self.endings.longest(&line.text[start..end]).or_else(stem)
    }

    /// 友城高槻市, 家乡泉州: the name follows.
    fn only_describes(&self, line: Line, mentions: &[Mention], end: usize) -> bool {
        let named = |mention: &Mention| mention.span.start as usize == end && matches!(mention.reading, Reading::Place(_));
        mentions.iter().any(named) || self.describes(line, end)
    }

    /// 青少年足球联赛, 经济社会发展: what follows is the noun that the group only describes.
    fn describes(&self, line: Line, end: usize) -> bool {
        let next = line.words.iter().find(|word| word.span.start as usize == end);
        next.is_some_and(|word| {
            let text = &line.text[word.span.range()];
            // 家庭/包, 家庭/箱
            if matches!(text, ['包' | '箱']) {
                return true;
            }
            let role = self.endings.longest(text).is_some() || self.stops.has(text);
            matches!(word.tag, "n" | "vn" | "nz") && word.span.len() >= 2 && !role && !self.acts.begin(text)
        })
    }

    /// 公司债, 医院长: the ending is part of a longer word.
    fn continues(&self, line: Line, end: usize) -> bool {
        let crossing = |word: &&Word| (word.span.start as usize) < end && end < word.span.end as usize;
        line.words.iter().any(|word| crossing(&word))
    }

    /// 联合南京某公司: a verb at the start of a clause, not part of the name that a place begins.
    fn behind_joining(&self, line: Line, mentions: &[Mention], from: usize) -> usize {
        let joins = JOINING.iter().any(|word| line.text[from..].starts_with(&word.chars().collect::<Vec<_>>()));
        let place = mentions.iter().any(|m| matches!(m.reading, Reading::Place(_)) && m.span.start as usize == from + 2);
        if joins && place { from + 2 } else { from }
    }

    /// How far to the left the name goes: over places, nouns, quoted names.
    pub(super) fn extend(&self, line: Line, mentions: &[Mention], mut at: usize) -> usize {
        let least = (line.span.start as usize).max(at.saturating_sub(LONGEST));
        while at > least {
            let before = line.text[at - 1];
            if before == '”' {
                let open = (least..at - 1).rev().find(|&n| line.text[n] == '“');
                match open.filter(|open| at - open <= 14) {
                    Some(open) => at = open,
                    None => return at,
                }
                continue;
            }
            // 网/传屏东县府: two words that are one
            if at - least >= 2 && self.stops.has(&line.text[at - 2..at]) {
                return at;
            }
            let mention = mentions.iter().find(|mention| mention.span.range().contains(&(at - 1)));
            match mention {
                Some(Mention { span, reading: Reading::Place(_), .. }) => {
                    at = span.start as usize;
                    continue;
                }
                Some(Mention { span, reading: Reading::Name, .. })
                    if line.text[span.start as usize].is_ascii_alphanumeric() =>
                {
                    at = span.start as usize;
                    continue;
                }
                Some(_) => return at,
                None => (),
            }
            match self.noun_before(line, at).or_else(|| self.odd_run(line, mentions, at)) {
                // 阿方向中方, 转赠给敬老院: the name ends at them, whatever word they were cut into
                Some(start) if line.text[start..at].iter().any(|c| GIVES.contains(*c)) => {
                    let last = (start..at).rev().find(|&n| GIVES.contains(line.text[n])).map_or(at, |n| n + 1);
                    // 赠送给: what remains is the rest of the verb
                    let rest_of_verb = line.text[last..at].iter().all(|c| "送给出献助款予与来".contains(*c));
                    return if rest_of_verb { at } else { last };
                }
                Some(start) if start >= least => at = start,
                _ => return at,
            }
        }
        at
    }

    /// Where the noun begins that ends at `at`; 在沪 counts as one.
    fn noun_before(&self, line: Line, at: usize) -> Option<usize> {
        let word = line.words.iter().find(|word| word.span.range().contains(&(at - 1)))?;
        let start = word.span.start as usize;
        let text = &line.text[start..at];
        if self.stops.has(text) {
            return None;
        }
        let abroad = start > line.span.start as usize
            && at - start == 1
            && "在旅驻".contains(line.text[start - 1])
            && !"县市省区乡镇村校厂院".contains(line.text[start]);
        if abroad && word.tag != "x" {
            return Some(start - 1);
        }
        let nominal = word.tag.starts_with('n')
            || matches!(word.tag, "vn" | "an" | "j" | "b" | "eng" | "s" | "f" | "a" | "l" | "i" | "z" | "h" | "k");
        // 慈爱同心会/会长: the head of a body is called by what it is
        let body = text.len() == 1
            && "会社团院馆厂校堂".contains(text[0])
            && (line.text.get(at) == Some(&text[0]) || line.text[at..].starts_with(&['一', '行']));
        // 第一中学, 第三人民医院
        let numbered = word.tag == "m" && text[0] == '第';
        let named = numbered || self.inside.has(text);
        // 制衣/厂, but not 送到/石硖尾
        let arrives = "到往至入给进予".contains(line.text[at - 1]);
        let part_of_name =
            word.tag == "v" && !arrives && at - start >= 2 && word.span.end as usize == at && self.noun_follows(line, at);
        (nominal || named || part_of_name || body).then_some(start)
    }

    /// A verb is part of a name only where a noun of one character follows (制衣/厂) or the name began before it.
    fn noun_follows(&self, line: Line, at: usize) -> bool {
        let noun = |word: &Word| !matches!(word.tag, "x" | "uj" | "p" | "c" | "w");
        line.words.iter().any(|word| word.span.start as usize == at && word.span.len() == 1 && noun(word))
    }
}
