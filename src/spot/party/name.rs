//! Names that the dictionary doesn't know: of persons who give, and of organizations cut into pieces.

use super::super::place::Line;
use super::super::{Mention, Reading, Symbol};
use super::Parties;
use crate::segment::Word;
use crate::span::Span;
use crate::value::{Party, PartyType};

/// Characters that no name holds.
const FUNCTION: &str = "的了在向给为对由将把被与和同跟及或等从到于是有也都又还再已曾即就后前时中各共每至并则而其之此这那个名位家所送收捐赠赴请让使去来托经代替获拟邀晤陪见";

/// Verbs of one character that no name holds.
const VERBS: &str = "说看做办开打走买卖吃喝想拿写读讲问找听帮带教提变起会能应派召举签建邀访参称指涉遭回忙筹拨";

/// Festivals after which people are named.
const FESTIVE: [&str; 5] = ["国庆", "元旦", "中秋", "立秋", "立冬"];

/// A verb of giving stands so near behind the giver.
const REACH: usize = 40;

impl Parties {
    /// 雷千顺拿出, 主委宋俊明率先, 梁建业因航班延误: a surname and one or two characters that no word of the dictionary holds, before a verb or a
    /// preposition of giving.
    pub(super) fn name_at(&self, line: Line, mentions: &[Mention], last: Word) -> Option<Mention> {
        let end = last.span.end as usize;
        let rest = &line.text[end..line.span.end as usize];
        let acts = self.acts.begin(rest) || self.says.begin(rest);
        // 沈怡遵照父亲遗愿, 黄仲奎1934年: a verb, an adverb, a preposition or a time behind a name of three characters
        let next = line.words.iter().find(|word| word.span.start as usize == end);
        let timed = mentions.iter().any(|m| m.symbol == Symbol::Time && m.span.start as usize == end);
        let goes_on = timed || next.is_some_and(|word| matches!(word.tag, "v" | "d" | "p" | "vd"));
        if last.span.len() > 2 {
            return None;
        }
        let from = (2..=3).rev().filter_map(|n| end.checked_sub(n)).find(|&from| {
            let name = line.text.get(from..end).unwrap_or_default();
            let surname = self.surnames.lead(name) && name.iter().all(|c| is_han(*c));
            let clean = || !name[1..].iter().any(|c| FUNCTION.contains(*c));
            // 任副总编的毛亚东，拉来: named behind all that tells who it is
            let described_so = || rest.first() == Some(&'，') && line.text.get(from.wrapping_sub(1)) == Some(&'的');
            let told = || acts || name.len() == 3 && ((goes_on || described_so()) && clean() || told_often(line, from, end));
            // 向宏亮送来, but not 向学校送来
            let given =
                || acts && name.len() == 3 && pieces(line, from, end, true) && (name[0] != '向' || described(line, from + 1));
            let free = || self.stands_free(line, mentions, from) && (loose(line, from, end) || given());
            from >= line.span.start as usize && surname && free() && told()
        })?;
        // 毛亚东: a county elsewhere
        let given = |m: &Mention| matches!(m.reading, Reading::Place(_)) && m.span == Span::new(from + 1, end);
        let known = mentions.iter().any(|mention| mention.span.overlaps(Span::new(from, end)) && !given(mention));
        let titled = self.endings.longest(&line.text[line.span.start as usize..from]).is_some();
        let span = Span::new(if titled { self.extend(line, mentions, from) } else { from }, end);
        let text = line.text[span.range()].iter().collect();
        let party = Party { text, kind: PartyType::Person, place: None };
        (!known).then_some(Mention { span, symbol: Symbol::Party, reading: Reading::Party(party) })
    }

    /// 会长黄国政1日: where the name ends that follows a title; `end` where none does.
    pub(super) fn name_behind(&self, line: Line, mentions: &[Mention], end: usize) -> usize {
        let fits = |to: usize| {
            let name = line.text.get(end..to).unwrap_or_default();
            let surname = self.surnames.lead(name);
            // 教师金永年, 村民马国庆: a county and a festival elsewhere
            let festive = |m: &Mention| FESTIVE.iter().any(|name| line.text[m.span.range()].iter().copied().eq(name.chars()));
            let given =
                |m: &Mention| m.span == Span::new(end + 1, to) && (matches!(m.reading, Reading::Place(_)) || festive(m));
            let taken = mentions.iter().any(|mention| mention.span.overlaps(Span::new(end, to)) && !given(mention));
            // 村民卢举，: before a mark no verb
            let marked = to >= line.span.end as usize || "，。、；（".contains(line.text[to]);
            let clean = !name.iter().any(|c| FUNCTION.contains(*c) || !marked && VERBS.contains(*c) || !is_han(*c));
            to <= line.span.end as usize
                && surname
                && clean
                && !taken
                && (loose(line, end, to)
                    || surname_and_noun(line, end, to)
                    || name.len() == 3 && pieces(line, end, to, self.acts.begin(&line.text[to..line.span.end as usize])))
        };
        [3, 2].into_iter().map(|length| end + length).find(|&to| fits(to)).unwrap_or(end)
    }

    /// 浩源水业向学校捐赠: whoever stands between the start of a clause and a verb or preposition of giving, whatever the name is
    /// made of, if nothing in it is a verb, an adverb or a preposition.
    pub(super) fn giver_at(&self, line: Line, mentions: &[Mention], last: Word) -> Option<Mention> {
        let end = last.span.end as usize;
        let rest = &line.text[end..(line.span.end as usize).min(end + REACH)];
        let act = self.acts.begin(rest) && !self.not_acts.begin(rest);
        let gives = || self.giving.iter().any(|word| rest.windows(word.len()).any(|part| part == word.as_slice()));
        if !act || !gives() {
            return None;
        }
        let from = self.clause_start(line, mentions, end)?;
        let text = &line.text[from..end];
        let occasion = self.occasions.iter().any(|word| text.ends_with(word)) || self.stops.has(text);
        // 兄弟合捐: an adverb is no part of the name
        let adverb = self.manner.has(&line.text[last.span.range()]);
        if occasion || adverb || !(2..=14).contains(&text.len()) || !self.nominal(line, mentions, Span::new(from, end)) {
            return None;
        }
        let titled = self.endings.longest(&line.text[line.span.start as usize..from]).is_some();
        let span = Span::new(if titled { self.extend(line, mentions, from) } else { from }, end);
        let surname = self.surnames.begin(text);
        let kind = if surname && text.len() <= 3 { PartyType::Person } else { PartyType::Organization };
        let party = Party { text: line.text[span.range()].iter().collect(), kind, place: None };
        Some(Mention { span, symbol: Symbol::Party, reading: Reading::Party(party) })
    }

    /// Where the clause, or what follows a mention in it, begins that goes on up to `end`; a place may lead the name.
    fn clause_start(&self, line: Line, mentions: &[Mention], end: usize) -> Option<usize> {
        let mut at = end;
        while at > line.span.start as usize {
            if "，、；：。“（ 的".contains(line.text[at - 1]) || end - at > 14 {
                break;
            }
            match mentions.iter().find(|mention| mention.span.range().contains(&(at - 1))) {
                Some(Mention { span, reading: Reading::Place(_), .. }) => at = span.start as usize,
                Some(Mention { symbol: Symbol::Time, .. }) => break,
                // 1万只口罩赠给: goods, not who gives them
                Some(_) => return None,
                None => at -= 1,
            }
        }
        // 把贴着名字的水杯赠给: what is taken is given
        let clause = line.text[line.span.start as usize..at].iter().rev().take_while(|c| !"，；：。".contains(**c));
        if line.text.get(at.wrapping_sub(1)) == Some(&'的') && clause.into_iter().any(|c| "把将".contains(*c)) {
            return None;
        }
        // 价值30万元的图书捐赠给: what is behind a number and 的 is given, and gives nothing
        let of_number =
            |mention: &Mention| mention.span.end as usize + 1 == at && matches!(mention.reading, Reading::Quantity(..));
        if mentions.iter().any(of_number) {
            return None;
        }
        let inside = |mention: &Mention| mention.span.end as usize > at && (mention.span.start as usize) < end;
        let known = mentions.iter().any(|mention| inside(mention) && !matches!(mention.reading, Reading::Place(_)));
        let only_place = mentions.iter().any(|mention| mention.span == Span::new(at, end));
        (at < end && !known && !only_place).then_some(at)
    }

    /// Whether a stretch is made of words that names are made of.
    fn nominal(&self, line: Line, mentions: &[Mention], span: Span) -> bool {
        let place = |word: &&Word| {
            mentions
                .iter()
                .any(|m| matches!(m.reading, Reading::Place(_)) && m.span.range().contains(&(word.span.start as usize)))
        };
        let own = line.words.iter().filter(|word| word.span.overlaps(span)).filter(|word| !place(word));
        own.into_iter().all(|word| {
            let text = &line.text[word.span.range()];
            let inside = self.inside.has(text);
            let closed = !inside
                && matches!(
                    word.tag,
                    "d" | "p" | "c" | "r" | "t" | "y" | "u" | "ul" | "uj" | "uz" | "ug" | "ud" | "uv" | "f" | "x" | "m" | "q"
                );
            // 陶敬斋, 科润半导体: a character that can be a verb, but is not one of those that every text is full of
            let verb = matches!(word.tag, "v" | "ad") && (text.len() > 1 || VERBS.contains(text[0]));
            let within = word.span.start >= span.start && word.span.end <= span.end;
            within && !closed && !verb && !text.iter().any(|c| FUNCTION.contains(*c))
        })
    }

    /// Whether a name can begin at `at`: at the start of a clause, behind a title or a group.
    fn stands_free(&self, line: Line, mentions: &[Mention], at: usize) -> bool {
        let start = line.span.start as usize;
        at == start
            || "，、；：“的由向给）女子妻".contains(line.text[at - 1])
            || mentions.iter().any(|mention| mention.span.end as usize == at)
            || self.endings.longest(&line.text[start..at]).is_some()
    }

    /// A name that the dictionary cuts into pieces (蕉/北/商会, 大/分/市政府): up to four characters of short words between the start
    /// of a clause and the noun, up to six behind a place.
    pub(super) fn odd_run(&self, line: Line, mentions: &[Mention], at: usize) -> Option<usize> {
        let (start, mut from) = (line.span.start as usize, at);
        while from > start && at - from < 6 {
            let word = line.words.iter().find(|word| word.span.range().contains(&(from - 1)))?;
            let text = &line.text[word.span.range()];
            // 麦兆荣基金会: a numeral in somebody's name
            let in_name = word.tag == "m" && text.len() == 1 && self.surnames.has(&line.text[from.saturating_sub(2)..from - 1]);
            // 艾姆勒: no word of the dictionary
            let unknown = word.tag == "x" && text.iter().all(|c| is_han(*c));
            let closed = !in_name && !unknown && matches!(word.tag, "p" | "c" | "x" | "r" | "m" | "uj" | "ul" | "t" | "f")
                || word.tag == "d" && text.len() > 1;
            let inside = self.inside.has(text);
            let long_verb = word.tag == "v" && text.len() > 1;
            if closed || long_verb && !inside || self.stops.has(text) || text.iter().any(|c| FUNCTION.contains(*c)) {
                return None;
            }
            from = word.span.start as usize;
            let behind_place = mentions
                .iter()
                .any(|m| m.span.end as usize == from && matches!(m.reading, Reading::Place(_) | Reading::Time(_)));
            let edge = from == start || "，、；：“由向给和与".contains(line.text[from - 1]);
            if behind_place || edge && at - from <= 4 {
                return Some(from);
            }
        }
        None
    }
}

/// 陶敬斋1954年毕业: what an article says again and again, and no dictionary has, is the name of somebody in it.
fn told_often(line: Line, from: usize, end: usize) -> bool {
    let name = &line.text[from..end];
    let (first, last) = (from.saturating_sub(AROUND), (end + AROUND).min(line.text.len()));
    let clean = !name.iter().any(|c| FUNCTION.contains(*c) || VERBS.contains(*c) || !is_han(*c));
    clean && line.text[first..last].windows(name.len()).filter(|part| *part == name).count() >= OFTEN
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// So often, within so many characters around it.
const OFTEN: usize = 3;
const AROUND: usize = 1500;

/// 方/守仁: a family name and a word that behind it is a name, whatever it is elsewhere; before an act even one that tells a time
/// (金/永年捐出).
fn pieces(line: Line, from: usize, end: usize, acts: bool) -> bool {
    let cut = |at: usize| line.words.iter().any(|word| word.span.start as usize == at);
    let given = line.words.iter().find(|word| word.span.start as usize == from + 1);
    let closed = given.is_some_and(|word| {
        matches!(word.tag, "p" | "c" | "d" | "m" | "q" | "r" | "u" | "ul" | "uj" | "f") || !acts && word.tag == "t"
    });
    cut(from) && given.is_some_and(|word| word.span.end as usize == end) && !closed
}

/// Whether the word at `at` says how something is, as given names do.
fn described(line: Line, at: usize) -> bool {
    line.words.iter().any(|word| word.span.start as usize == at && matches!(word.tag, "a" | "nr" | "nz"))
}

/// Whether `from..end` is cut into words at both ends, and is no word of the dictionary but a name.
fn loose(line: Line, from: usize, end: usize) -> bool {
    let inside = |word: &&Word| word.span.end as usize > from && (word.span.start as usize) < end;
    line.words.iter().filter(inside).all(|word| {
        let within = word.span.start as usize >= from && word.span.end as usize <= end;
        let whole = word.span.start as usize == from && word.span.end as usize == end;
        let may_be_name = !whole || matches!(word.tag, "nr" | "nrfg");
        within && may_be_name && (word.span.len() == 1 || word.tag.starts_with('n'))
    })
}

/// 黎/本初: a family name that the dictionary knows as one, and a word that is no verb.
fn surname_and_noun(line: Line, from: usize, to: usize) -> bool {
    let word = |start: usize, end: usize, fits: fn(&str) -> bool| {
        line.words.iter().any(|word| word.span == Span::new(start, end) && fits(word.tag))
    };
    to == from + 3
        && word(from, from + 1, |tag| tag == "nr")
        && word(from + 1, to, |tag| matches!(tag, "t" | "n" | "nr" | "ns" | "nz" | "a" | "z" | "s"))
}
