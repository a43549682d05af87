//! Who gives, receives or acts: organizations, groups and persons, read from their last word to the left.

mod frame;
mod name;
mod people;
mod sides;
mod words;

pub use people::People;
use sides::{pronoun, side};
pub use words::Words;

use serde::Deserialize;

use super::endings::Endings;
use super::place::Line;
use super::{Mention, Reading, Symbol};
use crate::error::Diagnostic;
use crate::files::Files;
use crate::segment::Word;
use crate::span::Span;
use crate::value::{Party, PartyType, Place};

/// Reads parties; immutable.
pub struct Parties {
    endings: Endings<Ending>,
    stops: Words,
    inside: Words,
    surnames: Words,
    acts: Words,
    says: Words,
    giving: Vec<Vec<char>>,
    toward: Words,
    onward: Words,
    handing: Words,
    how: Words,
    taking: Words,
    acting: Words,
    manner: Words,
    not_acts: Words,
    also_verbs: Words,
    occasions: Vec<Vec<char>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Organization,
    Group,
    Honorific,
    /// 黑河方面 is 黑河.
    Side,
    /// 我们, 对方
    Pronoun,
}

/// `lexicon/parties.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    organizations: Vec<String>,
    groups: Vec<String>,
    honorifics: Vec<String>,
    sides: Vec<String>,
    inside: Vec<String>,
    stops: Vec<String>,
    pronouns: Vec<String>,
    surnames: Vec<String>,
    acts: Vec<String>,
    says: Vec<String>,
    giving: Vec<String>,
    toward: Vec<String>,
    onward: Vec<String>,
    handing: Vec<String>,
    how: Vec<String>,
    taking: Vec<String>,
    acting: Vec<String>,
    manner: Vec<String>,
    not_acts: Vec<String>,
    also_verbs: Vec<String>,
    occasions: Vec<String>,
}

/// Prepositions and verbs of giving, which no name holds.
const GIVES: &str = "向给赠捐";

/// No party's name is longer.
const LONGEST: usize = 28;

impl Parties {
    /// Loads the table.
    ///
    /// # Errors
    /// The mistake in it.
    pub fn load(files: &Files) -> Result<Self, Diagnostic> {
        let tables: Tables = files.table("lexicon/parties.toml")?;
        let mut endings = Endings::default();
        endings.add(&tables.organizations, Ending::Organization);
        endings.add(&tables.groups, Ending::Group);
        endings.add(&tables.honorifics, Ending::Honorific);
        endings.add(&tables.sides, Ending::Side);
        endings.add(&tables.pronouns, Ending::Pronoun);
        let chars = |words: &[String]| words.iter().map(|word| word.chars().collect()).collect();
        Ok(Self {
            endings,
            stops: Words::new(&tables.stops),
            inside: Words::new(&tables.inside),
            surnames: Words::new(&tables.surnames),
            acts: Words::new(&tables.acts),
            says: Words::new(&tables.says),
            toward: Words::new(&tables.toward),
            onward: Words::new(&tables.onward),
            handing: Words::new(&tables.handing),
            how: Words::new(&tables.how),
            taking: Words::new(&tables.taking),
            acting: Words::new(&tables.acting),
            manner: Words::new(&tables.manner),
            not_acts: Words::new(&tables.not_acts),
            also_verbs: Words::new(&tables.also_verbs),
            giving: chars(&tables.giving),
            occasions: chars(&tables.occasions),
        })
    }

    /// The parties of a sentence; `mentions` are its places, times, quantities and names, `people` the persons whom earlier
    /// sentences named.
    pub fn spot(&self, line: Line, mentions: &[Mention], people: &mut People) -> Vec<Mention> {
        let mut found = people.spot(line, mentions);
        for word in line.words {
            let Some(mention) = self.by_word(line, mentions, *word) else {
                continue;
            };
            if self.stops.has(&line.text[mention.span.range()]) {
                continue;
            }
            found.retain(|known| !mention.span.covers(known.span));
            if !found.iter().any(|known| known.span.overlaps(mention.span)) {
                people.meet(&self.surnames, &mention);
                found.push(mention);
            }
        }
        let known: Vec<Mention> = mentions.iter().chain(&found).cloned().collect();
        for mention in self.framed(line, &known) {
            found.retain(|known| !mention.span.covers(known.span));
            if !found.iter().any(|known| known.span.overlaps(mention.span)) {
                found.push(mention);
            }
        }
        found
    }

    /// The party whose name ends with this word.
    fn by_word(&self, line: Line, mentions: &[Mention], word: Word) -> Option<Mention> {
        let known = self.ending_at(line, mentions, word).or_else(|| self.name_at(line, mentions, word));
        known.or_else(|| self.giver_at(line, mentions, word))
    }

    fn ending_at(&self, line: Line, mentions: &[Mention], word: Word) -> Option<Mention> {
        let end = word.span.end as usize;
        let known = self.known_ending(line, end);
        if let Some((length, Ending::Pronoun)) = known {
            return pronoun(line, mentions, Span::new(end - length, end));
        }
        let (length, ending) = known.or_else(|| self.person(line, word).filter(|_| !counts_next(mentions, word.span)))?;
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
        let alone = from == head.start as usize;
        // 先生, 董事长, 署 alone name nobody.
        let nobody = alone && known.is_some() && (ending == Ending::Honorific || length == 1);
        // 法国、波兰等国家: the list has named them.
        let listed = alone && from > line.span.start as usize && line.text[from - 1] == '等';
        if nobody || listed || (ending == Ending::Group && self.only_describes(line, mentions, end)) {
            return None;
        }
        let titled = matches!(ending, Ending::Honorific | Ending::Group) && known.is_some();
        let end = if titled { self.name_behind(line, mentions, end) } else { end };
        let (place, span) = (leading_place(mentions, from), Span::new(counted(mentions, from), end));
        let party = Party { text: line.text[span.range()].iter().collect(), kind: ending.party_type(), place };
        Some(Mention { span, symbol: Symbol::Party, reading: Reading::Party(party) })
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
        (word.tag == "nr" && surname && !gives && (2..=4).contains(&text.len())).then_some((text.len(), Ending::Honorific))
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
        let joins = ["联合", "携手", "会同", "协同"]
            .iter()
            .any(|word| line.text[from..].starts_with(&word.chars().collect::<Vec<_>>()));
        let place = mentions.iter().any(|m| matches!(m.reading, Reading::Place(_)) && m.span.start as usize == from + 2);
        if joins && place { from + 2 } else { from }
    }

    /// How far to the left the name goes: over places, nouns, quoted names.
    fn extend(&self, line: Line, mentions: &[Mention], mut at: usize) -> usize {
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
        let abroad = start > line.span.start as usize && at - start == 1 && "在旅驻".contains(line.text[start - 1]);
        if abroad && word.tag != "x" {
            return Some(start - 1);
        }
        let nominal = word.tag.starts_with('n')
            || matches!(word.tag, "vn" | "an" | "j" | "b" | "eng" | "s" | "f" | "a" | "l" | "i" | "z" | "h" | "k");
        // 第一中学, 第三人民医院
        let numbered = word.tag == "m" && text[0] == '第';
        let named = numbered || self.inside.has(text);
        let part_of_name = word.tag == "v" && at - start >= 2 && word.span.end as usize == at && self.noun_follows(line, at);
        (nominal || named || part_of_name).then_some(start)
    }

    /// A verb is part of a name only where a noun of one character follows (制衣/厂) or the name began before it.
    fn noun_follows(&self, line: Line, at: usize) -> bool {
        line.words.iter().any(|word| word.span.start as usize == at && word.span.len() == 1)
    }
}

impl Ending {
    fn party_type(self) -> PartyType {
        match self {
            Ending::Organization => PartyType::Organization,
            Ending::Group => PartyType::Group,
            Ending::Honorific | Ending::Side | Ending::Pronoun => PartyType::Person,
        }
    }
}

/// 白米1000公斤, 一万枚郁金香: a word beside a number is no name.
fn counts_next(mentions: &[Mention], word: Span) -> bool {
    let beside = |mention: &Mention| mention.span.start == word.end || mention.span.end == word.start;
    mentions.iter().any(|mention| mention.symbol == Symbol::Item && beside(mention))
}

/// 9个友好城市 is one party, which holds a count.
fn counted(mentions: &[Mention], from: usize) -> usize {
    let count = mentions.iter().find(|mention| mention.symbol == Symbol::Item && mention.span.end as usize == from);
    count.map_or(from, |count| count.span.start as usize)
}

fn leading_place(mentions: &[Mention], from: usize) -> Option<Place> {
    mentions.iter().find_map(|mention| match &mention.reading {
        Reading::Place(place) if mention.span.start as usize == from => Some(place.clone()),
        _ => None,
    })
}
