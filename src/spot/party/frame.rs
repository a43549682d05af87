//! Who stands in the frame of a gift: 向…捐赠, 捐赠给…. The words of the frame bound the name on both sides, so that it is known
//! whatever it is made of.

use super::super::place::Line;
use super::super::{Mention, Reading, Symbol};
use super::{Ending, Parties, leading_place};
use crate::segment::Word;
use crate::span::Span;
use crate::value::{Party, PartyType, Place};

/// No list of receivers is longer.
const LONGEST: usize = 60;

/// Marks that end a clause, and with it a frame.
pub(super) const MARKS: &str = "，。；：！？（）…\n ";

impl Parties {
    /// The givers and receivers that stand in frames and that nobody else has recognised whole.
    pub(super) fn framed(&self, line: Line, mentions: &[Mention]) -> Vec<Mention> {
        let mut found = Vec::new();
        if !self.speaks_of_gifts(line) {
            return found;
        }
        for (n, word) in line.words.iter().enumerate() {
            let text = &line.text[word.span.range()];
            let behind_gift = n > 0 && self.onward.has(text) && self.gives(line, line.words[n - 1]);
            // 向世卫 is a name to the dictionary
            let verb_next = line.words.get(n + 1).is_some_and(|next| self.gives(line, *next));
            let swallowed = word.tag == "nr" && word.span.len() > 1 && self.toward.has(&text[..1]) && !verb_next;
            let (stretch, giver) = if swallowed {
                let whom = self.before_verb(line, mentions, n).map(|whom| Span { start: word.span.start + 1, end: whom.end });
                (whom, whom.and_then(|_| self.subject(line, mentions, n)))
            } else if let Some(from) = self.behind_handing(line, n).or(behind_gift.then_some(n + 1)) {
                (self.behind_verb(line, mentions, from), None)
            } else if self.toward.has(text) {
                let whom = self.before_verb(line, mentions, n + 1);
                (whom, whom.and_then(|_| self.subject(line, mentions, n)))
            } else if self.taking.has(text) && self.handed_over(line, n + 1) || self.acts_alone(line, n) {
                (None, self.subject(line, mentions, n))
            } else {
                continue;
            };
            let members = [giver, stretch].into_iter().flatten().flat_map(|stretch| self.members(line, mentions, stretch));
            found.extend(members.filter_map(|member| self.member(line, mentions, member)));
        }
        found
    }

    /// 分/发给 is 分发给, however it is cut: the number of the word behind a verb of handing that begins with word number `n`.
    fn behind_handing(&self, line: Line, n: usize) -> Option<usize> {
        let start = line.words[n].span.start as usize;
        let end = start + self.handing.longest(&line.text[start..line.span.end as usize])?;
        line.words[n..].iter().position(|word| word.span.end as usize == end).map(|behind| n + behind + 1)
    }

    /// 向…捐赠: the words from number `from` on up to a verb of giving, without the adverbs before it.
    fn before_verb(&self, line: Line, mentions: &[Mention], from: usize) -> Option<Span> {
        let first = line.words.get(from)?.span.start as usize;
        let rest = line.words[from..].iter().take_while(|word| word.span.end as usize <= first + LONGEST);
        let mut inside: Vec<Word> = Vec::new();
        let mut beside = false;
        for word in rest {
            let text = &line.text[word.span.range()];
            // 向导航中心(Navigation Center)捐赠: what stands in parentheses is passed over
            beside = (beside || matches!(text[0], '(' | '（')) && !matches!(text[0], ')' | '）');
            if beside || matches!(text[0], ')' | '）') {
                continue;
            }
            if self.gives(line, *word) {
                return self.without_adverbs(line, mentions, &inside);
            }
            if MARKS.contains(text[0]) || self.toward.has(text) || matches!(word.tag, "ul" | "uz") {
                return None;
            }
            inside.push(*word);
        }
        None
    }

    /// Whether a verb of giving stands anywhere in the sentence.
    fn speaks_of_gifts(&self, line: Line) -> bool {
        let text = &line.text[line.span.range()];
        self.giving.iter().any(|verb| text.windows(verb.len()).any(|part| part == verb.as_slice()))
    }

    /// Whether a verb of giving begins at this word.
    pub(super) fn gives(&self, line: Line, word: Word) -> bool {
        let rest = &line.text[word.span.start as usize..line.span.end as usize];
        self.giving.iter().any(|verb| rest.starts_with(verb))
    }

    /// The stretch of these words up to its last noun; none where a verb or an adverb opens it (为表达谢意捐赠).
    fn without_adverbs(&self, line: Line, mentions: &[Mention], words: &[Word]) -> Option<Span> {
        // 向学校通过红十字会捐赠: what follows says how
        let how = words.iter().position(|word| self.how.has(&line.text[word.span.range()]));
        let words = &words[..how.unwrap_or(words.len())];
        let last = words.iter().rposition(|word| self.names(line, mentions, *word))?;
        let words = behind_clause(line, &words[..=last]);
        // 向老方派出专家组并提供: another verb, and what it takes
        let other = |word: &Word| word.tag == "v" && word.span.len() > 1 && !mentions.iter().any(|m| m.span.covers(word.span));
        let own = words.iter().position(other).filter(|&n| n > 0 && self.names(line, mentions, words[n - 1]));
        let words = &words[..own.unwrap_or(words.len())];
        let first = words.first().filter(|word| opens(mentions, **word))?;
        Some(Span { start: first.span.start, end: words.last()?.span.end })
    }

    /// 捐赠给…, 转交…: the words from number `from` on as long as they can be a name.
    fn behind_verb(&self, line: Line, mentions: &[Mention], from: usize) -> Option<Span> {
        // 捐赠给了博物馆
        let from = from + usize::from(line.words.get(from).is_some_and(|word| word.tag == "ul"));
        let first = line.words.get(from)?.span.start as usize;
        let mut last = None;
        for (n, word) in line.words.iter().enumerate().skip(from) {
            let text = &line.text[word.span.range()];
            let over = word.span.end as usize > first + LONGEST || MARKS.contains(text[0]);
            // 捐给学校2万元: the sum is what is given
            let given = mentions.iter().any(|m| m.span.start == word.span.start && self.is_gift(line, m));
            // 儿童养护机构: a verb within a name
            let body = || line.words.get(n + 1).is_some_and(|next| self.ends_body(line, next.span.end as usize));
            let verb = word.tag == "v" && !(n > from && text.len() > 1 && last == Some(n - 1) && body());
            if over || given || verb || self.gives(line, *word) || matches!(word.tag, "p" | "d" | "ul" | "uz" | "t" | "y") {
                break;
            }
            // 捐赠给灾区的物资: behind 的 only a party goes on with the name
            let goes_on = text != ['的'] || self.party_behind(line, n + 1);
            if !goes_on {
                break;
            }
            last = if self.names(line, mentions, *word) { Some(n) } else { last };
        }
        let words = &line.words[from..=last?];
        let first = words.first().filter(|word| opens(mentions, **word))?;
        let end = words.last()?.span.end;
        // 捐给无锡口罩5000只: the last noun is what is given
        let counted = mentions.iter().any(|mention| mention.symbol == Symbol::Item && mention.span.start == end);
        (!counted).then_some(Span { start: first.span.start, end })
    }

    /// Whether the name of an organization can end here.
    fn ends_body(&self, line: Line, end: usize) -> bool {
        let ending = self.endings.longest(&line.text[line.span.start as usize..end]);
        ending.is_some_and(|(_, ending)| ending == Ending::Organization)
    }

    /// 贵阳的图书馆: whether the noun phrase from this word on ends like the name of a party.
    fn party_behind(&self, line: Line, from: usize) -> bool {
        let phrase =
            line.words[from..].iter().take_while(|word| matches!(word.tag, "n" | "ns" | "nz" | "nt" | "b" | "a" | "vn" | "nr"));
        let end = phrase.last().map(|word| word.span.end as usize);
        end.is_some_and(|end| self.endings.longest(&line.text[line.words[from].span.start as usize..end]).is_some())
    }

    /// Money, and a number of things that no receiver follows (6所华小 is one).
    fn is_gift(&self, line: Line, mention: &Mention) -> bool {
        let receives = |text: &[char]| (1..=text.len()).any(|end| self.endings.longest(&text[..end]).is_some());
        let rest = &line.text[mention.span.end as usize..(line.span.end as usize).min(mention.span.end as usize + 10)];
        let phrase = rest.split(|c| MARKS.contains(*c) || *c == '、').next().unwrap_or_default();
        mention.symbol == Symbol::Money || mention.symbol == Symbol::Item && !receives(phrase)
    }

    /// Whether a name can end with this word.
    pub(super) fn names(&self, line: Line, mentions: &[Mention], word: Word) -> bool {
        let text = &line.text[word.span.range()];
        let within = |mention: &&Mention| mention.span.covers(word.span);
        match mentions.iter().find(within).map(|mention| &mention.reading) {
            Some(Reading::Place(_) | Reading::Both(_) | Reading::Party(_)) => return true,
            Some(Reading::Time(_) | Reading::Quantity(..)) => return false,
            _ => (),
        }
        let pronoun = matches!(text, ['他' | '她']);
        let noun = pronoun || word.tag.starts_with('n') || matches!(word.tag, "s" | "j" | "x" | "eng" | "i" | "l" | "k");
        let ends = || self.endings.longest(&line.text[line.span.start as usize..word.span.end as usize]).is_some();
        !self.stops.has(text) && !MARKS.contains(text[0]) && text != ['、'] && (noun || self.inside.has(text) || ends())
    }

    /// A and B and C, parted where the list has its marks.
    fn members(&self, line: Line, mentions: &[Mention], stretch: Span) -> Vec<Span> {
        let joins = |word: &&Word| {
            let text: String = line.text[word.span.range()].iter().collect();
            let inside = mentions.iter().any(|mention| mention.span.covers(word.span));
            !inside && matches!(text.as_str(), "、" | "和" | "及" | "与" | "以及" | "共")
        };
        let within = line.words.iter().filter(|word| stretch.covers(word.span));
        let (mut members, mut from) = (Vec::new(), stretch.start);
        for word in within.filter(joins) {
            members.push(Span { start: from, end: word.span.start });
            from = word.span.end;
        }
        members.push(Span { start: from, end: stretch.end });
        members.into_iter().filter(|member| member.start < member.end).collect()
    }

    /// One member of a list as a party; none where another reader knows it whole already.
    fn member(&self, line: Line, mentions: &[Mention], span: Span) -> Option<Mention> {
        let who = |mention: &&Mention| matches!(mention.reading, Reading::Place(_) | Reading::Both(_) | Reading::Party(_));
        let whole = mentions.iter().filter(who).any(|mention| mention.span.covers(span));
        // 波兰等国家的9个友好城市: the list has its name behind 的
        let summed = line.text[span.range()].contains(&'等')
            && mentions
                .iter()
                .filter(who)
                .any(|m| m.span.end == span.end && m.span.start > span.start && line.text[m.span.start as usize - 1] == '的');
        let known = whole || summed;
        let text = &line.text[span.range()];
        // 学校、医院等: what 等 closes
        let text = text.strip_suffix(&['等']).unwrap_or(text);
        // 他; 乌 for 乌克兰, which the article has named
        let short = matches!(text, [one] if !"外内上下其此谁".contains(*one));
        if known || text.len() < 2 && !short {
            return None;
        }
        let span = Span::new(span.start as usize, span.start as usize + text.len());
        let ending = self.endings.longest(text).map(|(_, ending)| ending);
        let last = mentions.iter().find_map(|mention| match &mention.reading {
            Reading::Place(place) if mention.span.end == span.end => Some(place.clone()),
            _ => None,
        });
        let (kind, place) = party_type(ending, last, leading_place(mentions, span.start as usize));
        let party = Party { text: text.iter().collect(), kind, place };
        Some(Mention { span, symbol: Symbol::Party, reading: Reading::Party(party) })
    }
}

/// What kind of party a description is: by its last word, a place where it ends with one.
fn party_type(ending: Option<Ending>, last: Option<Place>, first: Option<Place>) -> (PartyType, Option<Place>) {
    match (ending, last) {
        (_, Some(place)) => (PartyType::Place, Some(place)),
        (Some(ending), None) => (ending.party_type(), first),
        (None, None) => (PartyType::Group, first),
    }
}

/// 向正遭受水灾的岳阳市: of a clause that ends with 的 only what it describes is the name; 贵阳的图书馆 stays whole.
pub(super) fn behind_clause<'w, 'l>(line: Line<'l>, words: &'w [Word<'l>]) -> &'w [Word<'l>] {
    let possessive = words.iter().rposition(|word| word.tag == "uj" && line.text[word.span.start as usize] == '的');
    match possessive {
        Some(at) if words[..at].iter().any(|word| matches!(word.tag, "v" | "d" | "p")) => &words[at + 1..],
        _ => words,
    }
}

/// Whether a name can open with this word, or another reader knows that one does.
pub(super) fn opens(mentions: &[Mention], word: Word) -> bool {
    let known =
        mentions.iter().any(|m| matches!(m.reading, Reading::Place(_) | Reading::Party(_)) && m.span.start == word.span.start);
    known || !matches!(word.tag, "v" | "p" | "d" | "c" | "uj" | "ul" | "y" | "x" | "t")
}
