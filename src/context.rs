//! What an article lets an expression lean on: where it comes from, and the places it has named.

use crate::span::Span;
use crate::spot::place::{PlaceMention, PlaceSort};
use crate::spot::{Mention, Reading};
use crate::value::{Granularity, Level, Party, PartyType, Place};

/// The places of one article so far.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// Where the article comes from, likeliest first: the outlet's place, those of the title, each with what it lies in.
    home: Vec<Place>,
    /// In reading order, with the number of the sentence.
    named: Vec<(usize, PlaceMention)>,
    sentence: usize,
    /// Who did something, with the number of the sentence: the subject of each sentence that has one, and the last person.
    actor: Option<(usize, Actor)>,
    person: Option<(usize, Actor)>,
    /// Whether another person than that was ever a subject.
    others: bool,
    /// In how many sentences that person was spoken of.
    spoken: usize,
    /// The organizations named so far, with their plain names.
    parties: Vec<(String, Party)>,
    /// The organization whose own page the article is from.
    publisher: Option<Party>,
    /// The persons named so far, with their plain descriptions.
    persons: Vec<(String, Party)>,
    /// The day that the current sentence names last, and the one named last before it, with the number of its sentence.
    day_here: Option<Mention>,
    day_before: Option<(usize, Mention)>,
    /// What the title names first.
    topic: Option<PlaceMention>,
}

/// A party as the subject of a sentence, and where it stands.
pub type Actor = (Span, Party);

/// Which places a word such as 两市 or 该州 can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rank {
    Province,
    City,
    County,
    Town,
    Any,
}

/// No reference looks further back, or ahead from the start of the text, than over so many mentions: cost stays linear.
const FARTHEST: usize = 300;

/// 两市 looks back over this many sentences, its own included.
const REACH: usize = 4;

/// An article in which so many sentences speak of one person is about that person.
const OFTEN: usize = 3;

/// A sentence without subject goes on about the subject of one of so many sentences before it.
const MEMORY: usize = 3;

impl Context {
    /// The context of an article that comes from one of these places.
    pub fn new(home: Vec<Place>, topic: Option<PlaceMention>) -> Self {
        Self { home, topic, ..Self::default() }
    }

    /// A place that the current sentence names.
    pub fn name(&mut self, mention: PlaceMention) {
        self.named.push((self.sentence, mention));
    }

    /// The current sentence has this subject.
    pub fn acts(&mut self, actor: Actor) {
        if actor.1.kind == PartyType::Person {
            self.spoken += 1;
            self.others |= self.person.as_ref().is_some_and(|(_, (_, known))| !alike(&known.text, &actor.1.text));
            self.person = Some((self.sentence, actor.clone()));
        }
        self.actor = Some((self.sentence, actor));
    }

    /// The current sentence goes on about the person who was the subject last.
    pub fn goes_on(&mut self) {
        if let Some((sentence, _)) = self.person.as_mut().filter(|(sentence, _)| self.sentence - *sentence <= MEMORY) {
            *sentence = self.sentence;
            self.spoken += 1;
        }
    }

    /// The current sentence names this organization.
    pub fn meet(&mut self, party: (String, Party)) {
        self.parties.push(party);
    }

    /// The article is from the own page of this organization.
    pub fn published_by(&mut self, publisher: (String, Party)) {
        self.publisher = Some(publisher.1.clone());
        self.parties.push(publisher);
    }

    /// The organization whose own page the article is from.
    pub fn publisher(&self) -> Option<&Party> {
        self.publisher.as_ref()
    }

    /// The current sentence names this person.
    pub fn meet_person(&mut self, person: (String, Party)) {
        if self.persons.len() < FARTHEST {
            self.persons.push(person);
        }
    }

    /// The person with this family name whom the article has named in full, if it has named only one such; the fullest description.
    pub fn person_called(&self, surname: char) -> Option<&Party> {
        let full = |name: &str| {
            let given = name.chars().rev().take(3).collect::<Vec<_>>();
            let at = [2, 1].into_iter().find(|&n| given.get(n) == Some(&surname))?;
            Some(given[..=at].iter().rev().collect::<String>())
        };
        let named = || self.persons.iter().filter_map(|(name, party)| Some((full(name)?, name, party)));
        let (first, _, _) = named().next()?;
        let one = named().all(|(name, _, _)| name == first);
        one.then(|| named().max_by_key(|(_, name, _)| name.chars().count()).map(|(_, _, party)| party))?
    }

    /// How the article introduced the person of this name, at the longest: 总经理高志远.
    pub fn introduced(&self, name: &str) -> Option<&Party> {
        let fits = self.persons.iter().map(|(_, party)| party).filter(|party| party.text.ends_with(name));
        fits.filter(|party| party.text.len() > name.len()).max_by_key(|party| party.text.chars().count())
    }

    /// The plain description of the person whom the article introduced so.
    pub fn described(&self, text: &str) -> Option<&str> {
        self.persons.iter().find(|(_, party)| party.text == text).map(|(plain, _)| plain.as_str())
    }

    /// 春晖基金 → 春晖教育慈善基金: the longer name that an organization was called by before, if its characters stand in that in their
    /// order from the first to the last two.
    pub fn unshortened(&self, name: &str) -> Option<&Party> {
        let short: Vec<char> = name.chars().collect();
        let shortens = |party: &&Party| {
            let long: Vec<char> = party.text.chars().collect();
            let mut rest = long.iter();
            long.len() > short.len()
                && short.len() > 3
                && long.ends_with(&short[short.len() - 2..])
                && long.starts_with(&short[..2])
                && short.iter().all(|c| rest.any(|other| other == c))
        };
        self.parties.iter().map(|(_, party)| party).filter(shortens).max_by_key(|party| party.text.len())
    }

    /// The organization named last whose plain name fits.
    pub fn party_before(&self, fits: impl Fn(&str) -> bool) -> Option<&Party> {
        let last = self.parties.iter().rev().take(FARTHEST);
        last.into_iter().find(|(name, _)| fits(name)).map(|(_, party)| party)
    }

    /// The organization with a fitting name, if the article has named only one such; 江口中学 and 溆浦县江口中学 are one.
    pub fn only_party(&self, fits: impl Fn(&str) -> bool) -> Option<&Party> {
        let named = || self.parties.iter().rev().take(FARTHEST).filter(|(name, _)| fits(name));
        let (first, _) = named().max_by_key(|(name, _)| name.chars().count())?;
        let one = named().all(|(name, _)| first.ends_with(name.as_str()));
        one.then(|| named().find(|(name, _)| name == first).map(|(_, party)| party))?
    }

    /// The subject of the last sentence that had one, if it is near.
    pub fn actor(&self) -> Option<&Actor> {
        self.actor.as_ref().filter(|(sentence, _)| self.sentence - sentence <= MEMORY).map(|(_, actor)| actor)
    }

    /// The person who was the subject last, if that is near or the only one in the story.
    pub fn person(&self) -> Option<&Actor> {
        self.person.as_ref().filter(|(sentence, _)| !self.others || self.sentence - sentence <= MEMORY).map(|(_, actor)| actor)
    }

    /// The only person who was ever a subject, whoever acted last.
    pub fn only_person(&self) -> Option<&Actor> {
        self.person.as_ref().filter(|_| !self.others && self.spoken >= OFTEN).map(|(_, actor)| actor)
    }

    /// The current sentence names this time.
    pub fn dates(&mut self, mention: &Mention) {
        if matches!(&mention.reading, Reading::Time(time) if time.granularity == Granularity::Day) {
            self.day_here = Some(mention.clone());
        }
    }

    /// The day named last before the current sentence, if that was near.
    pub fn day_before(&self) -> Option<&Mention> {
        self.day_before.as_ref().filter(|(sentence, _)| self.sentence - sentence <= MEMORY).map(|(_, day)| day)
    }

    /// How many sentences were read before the current one.
    pub fn sentence(&self) -> usize {
        self.sentence
    }

    /// The current sentence is over.
    pub fn next_sentence(&mut self) {
        if let Some(day) = self.day_here.take() {
            self.day_before = Some((self.sentence, day));
        }
        self.sentence += 1;
    }

    /// The two places of this rank that were named last before `before`, if the nearest sentences name exactly two; else the only
    /// one that the nearest name, if it is foreign, and the home of the article: 会见了圣菲市市长，双方….
    pub fn both(&self, rank: Rank, before: u32) -> Option<(Place, Place)> {
        let mut alone = None;
        for reach in 0..REACH {
            let mut found: Vec<&PlaceMention> = Vec::new();
            for mention in self.recent(reach, before).filter(|mention| rank.fits(mention)) {
                if !found.iter().any(|known| same(&known.place, &mention.place) || nested(&known.place, &mention.place)) {
                    found.push(mention);
                }
            }
            match found.as_slice() {
                [] => (),
                [one] => alone = Some(*one),
                // 代表团前往下龙市，双方: two places abroad of one country are no two sides
                [_, other] if compatriots(found.as_slice()) => {
                    alone = Some(*other);
                    break;
                }
                [one, other] => return Some((one.place.clone(), other.place.clone())),
                _ => break,
            }
        }
        let guest = alone.filter(|mention| mention.sort == PlaceSort::Foreign)?;
        self.home(rank).map(|home| (home.clone(), guest.place.clone()))
    }

    /// The place of this rank that was named last before `before`.
    pub fn last(&self, rank: Rank, before: u32) -> Option<&Place> {
        self.backwards(before).find(|mention| rank.fits(mention)).map(|mention| &mention.place)
    }

    /// The place of this rank that was named last before `before` and of which this holds, by its span.
    pub fn last_of(&self, rank: Rank, before: u32, holds: impl Fn(Span) -> bool) -> Option<&Place> {
        self.backwards(before).find(|mention| rank.fits(mention) && holds(mention.span)).map(|mention| &mention.place)
    }

    /// The place below country level that stands first between `from` and `to`.
    pub fn first_between(&self, from: u32, to: u32) -> Option<&Place> {
        let below = |mention: &&PlaceMention| matches!(mention.sort, PlaceSort::Chinese | PlaceSort::Foreign);
        let last = self.named.iter().rev().take(FARTHEST).map(|(_, mention)| mention);
        last.filter(|mention| mention.span.start >= from && mention.span.start < to).rfind(below).map(|m| &m.place)
    }

    /// The place named last before `before` of which this holds, by its span.
    pub fn last_where(&self, before: u32, holds: impl Fn(Span) -> bool) -> Option<&Place> {
        self.backwards(before).find(|mention| holds(mention.span)).map(|mention| &mention.place)
    }

    /// The country named last whose name begins with this character.
    pub fn country(&self, first: char) -> Option<&Place> {
        let last = self.named.iter().rev().take(FARTHEST).map(|(_, mention)| mention);
        let fits = |mention: &&PlaceMention| mention.sort == PlaceSort::Country && mention.place.name.starts_with(first);
        last.into_iter().find(fits).map(|mention| &mention.place)
    }

    /// Where the article comes from, at this rank; where neither outlet nor title say so, the Chinese place of this rank that the
    /// text names first.
    pub fn home(&self, rank: Rank) -> Option<&Place> {
        let named = || {
            self.named.iter().take(FARTHEST).map(|(_, mention)| mention).find(|m| m.sort == PlaceSort::Chinese && rank.fits(m))
        };
        self.home.iter().find(|place| rank.fits_place(place)).or_else(|| named().map(|mention| &mention.place))
    }

    /// The Chinese place of this rank that the text is about at `before`, if there is one; `may` says which of the sentence may be.
    pub fn subject_of(&self, rank: Rank, before: u32, may: impl Fn(Span) -> bool) -> Option<&Place> {
        let here = self.chinese_here(before, may).filter(|mention| rank.fits(mention)).last();
        // 宜宾日报 writes of a city, not of the province that it lies in
        here.map(|mention| &mention.place).or_else(|| self.home.first().filter(|place| rank.fits_place(place)))
    }

    /// The Chinese place that the text is about at `before`: the nearest one before in the sentence that may be, else the article's
    /// home, else the one named last.
    pub fn subject(&self, before: u32, may: impl Fn(Span) -> bool) -> Option<&Place> {
        let here = self.chinese_here(before, may).last();
        let earlier = || {
            self.named
                .iter()
                .rev()
                .take(FARTHEST)
                .map(|(_, mention)| mention)
                .find(|mention| mention.sort == PlaceSort::Chinese)
        };
        here.map(|mention| &mention.place).or_else(|| self.home.first()).or_else(|| earlier().map(|mention| &mention.place))
    }

    fn chinese_here(&self, before: u32, may: impl Fn(Span) -> bool) -> impl Iterator<Item = &PlaceMention> {
        self.recent(0, before).filter(move |mention| mention.sort == PlaceSort::Chinese && may(mention.span))
    }

    /// The place below country level that the article is about: that of the title, else the first that the text names.
    pub fn topic(&self) -> Option<&Place> {
        let below = |mention: &&PlaceMention| matches!(mention.sort, PlaceSort::Chinese | PlaceSort::Foreign);
        let first = || self.named.iter().take(FARTHEST).map(|(_, mention)| mention).find(below);
        self.topic.as_ref().filter(below).or_else(first).map(|mention| &mention.place)
    }

    /// The foreign place that the current sentence names last before `before`.
    pub fn foreign_here(&self, before: u32) -> Option<&Place> {
        self.recent(0, before).filter(|mention| mention.sort == PlaceSort::Foreign).last().map(|mention| &mention.place)
    }

    /// The foreign place below country level that the title is about, else the one named last before `before`.
    pub fn foreign(&self, before: u32) -> Option<&Place> {
        if let Some(topic) = self.topic.as_ref().filter(|topic| topic.sort == PlaceSort::Foreign) {
            return Some(&topic.place);
        }
        self.backwards(before).find(|mention| mention.sort == PlaceSort::Foreign).map(|mention| &mention.place)
    }

    /// The mentions up to `before`, the last first.
    fn backwards(&self, before: u32) -> impl Iterator<Item = &PlaceMention> {
        let last = self.named.iter().rev().take(FARTHEST);
        last.filter(move |(sentence, mention)| *sentence < self.sentence || mention.span.end <= before)
            .map(|(_, mention)| mention)
    }

    /// The mentions of the current sentence and of `reach` sentences before it, up to `before`.
    fn recent(&self, reach: usize, before: u32) -> impl Iterator<Item = &PlaceMention> {
        let from = self.sentence.saturating_sub(reach);
        let first = self.named.partition_point(|(sentence, _)| *sentence < from);
        let here = self.named[first..].iter();
        here.filter(move |(sentence, mention)| *sentence < self.sentence || mention.span.end <= before)
            .map(|(_, mention)| mention)
    }
}

impl Rank {
    fn fits(self, mention: &PlaceMention) -> bool {
        matches!(mention.sort, PlaceSort::Chinese | PlaceSort::Foreign) && self.fits_place(&mention.place)
    }

    fn fits_place(self, place: &Place) -> bool {
        let city = place.name.ends_with('市');
        let low = ["县", "区", "郡", "町", "镇", "乡", "村", "邑"].iter().any(|suffix| place.name.ends_with(suffix));
        match self {
            Rank::Any => place.level != Level::Country,
            Rank::Province => place.level == Level::Province && !city,
            Rank::City => city || (place.level == Level::City && !low),
            Rank::County => place.level == Level::County || low,
            Rank::Town => place.level == Level::Other,
        }
    }
}

/// Whether one of two mainland divisions lies in the other: 江西 and 南昌 are no two sides.
fn nested(a: &Place, b: &Place) -> bool {
    let stem =
        |place: &Place| place.code.clone().filter(|_| place.is_chinese()).map(|code| code.trim_end_matches('0').to_owned());
    match (stem(a), stem(b)) {
        (Some(a), Some(b)) if a.len() > 1 && b.len() > 1 => a != b && (a.starts_with(&b) || b.starts_with(&a)),
        _ => false,
    }
}

/// Whether these places lie in one foreign country.
fn compatriots(places: &[&PlaceMention]) -> bool {
    places
        .iter()
        .all(|m| m.sort == PlaceSort::Foreign && m.place.country.is_some() && m.place.country == places[0].place.country)
}

/// 退休教师陶德厚 and 陶德厚 are one.
fn alike(one: &str, other: &str) -> bool {
    one.ends_with(other) || other.ends_with(one)
}

/// Whether two mentions name one place: 今治 and 今治市 by their code.
pub fn same(a: &Place, b: &Place) -> bool {
    let coded = a.code.is_some() && a.code == b.code;
    coded && a.country == b.country
        || a.name == b.name && (a.country == b.country || a.country.is_none() || b.country.is_none())
}
