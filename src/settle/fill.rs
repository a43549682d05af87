//! What a sentence leaves out: fields filled from what stands before.

use std::ops::Range;

use super::Scene;
use super::actors::is_party;
use crate::context::{Rank, same};
use crate::fact::{Fact, Fields, Value};
use crate::rule::{FieldDeclaration, FieldType, Fill, Hit, Kind};
use crate::span::Span;
use crate::spot::Mention;
use crate::value::{Level, Party, PartyType, Place};

impl Scene<'_> {
    /// Fills what the hit left out; says from how far.
    pub(super) fn fill<'h>(&self, hit: &'h Hit, earlier: &[Fact], value: &mut Fields) -> Filled<'h> {
        let mut filled = Filled::default();
        let kind = self.kind(hit);
        let before = self.folded.covered(hit.core.clone()).start;
        for (name, fill) in &hit.rule.fill {
            let Some(declared) = kind.field(name) else { continue };
            let found = match fill {
                Fill::Subject => self.subject(value, before).cloned(),
                Fill::Home => self.context.home(Rank::Any).cloned(),
                Fill::Last => self.context.last(Rank::Any, before).cloned(),
                Fill::Foreign => self.context.foreign(before).cloned(),
                Fill::Topic => self.topic(value, before).cloned(),
                Fill::Stricken => {
                    self.stricken(before).map(|place| self.town_of(place, before)).cloned().filter(|p| !names(value, p))
                }
                Fill::Other => self.other(value, before),
                Fill::Opening => self.opening().cloned(),
                Fill::Party | Fill::Time | Fill::Day | Fill::Again | Fill::Back | Fill::Host => None,
            };
            let other = match fill {
                Fill::Party => self.party_before(hit),
                Fill::Time => self.time_before(hit.span.clone()),
                Fill::Again => self.again(earlier, (kind, name), value),
                Fill::Day => self.day_before(),
                Fill::Host => self.host(value),
                Fill::Back => self.back(earlier, (kind, name), value),
                _ => None,
            };
            let found = found.map(|place| as_field(declared, place)).or(other);
            if let (Some(field), Some(found)) = (value.get_mut(name).filter(|field| field.is_absent()), found) {
                *field = found;
                match fill {
                    Fill::Again => filled.again.push(name.as_str()),
                    Fill::Party if self.subject_here(hit).is_none() => filled.earlier.push(name.as_str()),
                    _ => (),
                }
            }
        }
        filled
    }

    /// The Chinese place that the text is about; beside a province a province (省级层面), beside a Chinese place the foreign one of the
    /// sentence.
    fn subject(&self, value: &Fields, before: u32) -> Option<&Place> {
        let chinese = value.0.iter().any(|(_, value)| matches!(value, Value::Place(place) if place.is_chinese()));
        if chinese && let Some(foreign) = self.context.foreign_here(before) {
            return Some(foreign);
        }
        let province = value.0.iter().any(|(_, value)| matches!(value, Value::Place(place) if is_province(place)));
        let may = |span: Span| !self.is_where(span);
        let of_rank = || self.context.subject_of(Rank::Province, before, may);
        if province { of_rank().or_else(|| self.context.subject(before, may)) } else { self.context.subject(before, may) }
    }

    /// The place that the article is about; beside a place of the same foreign country the Chinese one.
    fn topic(&self, value: &Fields, before: u32) -> Option<&Place> {
        let topic = self.context.topic()?;
        let compatriot = |place: &Place| !place.is_chinese() && place.country == topic.country;
        let beside = value.0.iter().any(|(_, value)| matches!(value, Value::Place(place) if compatriot(place)));
        if beside { self.subject(value, before).or(Some(topic)) } else { Some(topic) }
    }

    /// The place that the paragraph opens with: of an entry in a row of them what is told of it.
    fn opening(&self) -> Option<&Place> {
        let here = self.folded.sentence.start as usize;
        let from = self.plain[..here].iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1);
        let from = u32::try_from(from).ok()?;
        self.context.first_between(from, from + NEAR_OPENING)
    }

    /// The place of the article that a disaster has struck: named before a word for one, in the text up to here.
    pub(super) fn stricken(&self, before: u32) -> Option<&Place> {
        let struck = |span: Span| {
            let (from, to) = (span.end as usize, (span.end + NEAR_DISASTER).min(before) as usize);
            let behind: String = self.plain[from.min(to)..to].iter().collect();
            let clause = behind.split(['，', '。', '；']).next().unwrap_or_default();
            self.stand_ins.disasters.iter().any(|word| clause.contains(word.as_str()))
        };
        self.context.last_where(before, struck)
    }

    /// Of a foreign country that a disaster has struck the town that the article is about.
    fn town_of<'p>(&'p self, country: &'p Place, before: u32) -> &'p Place {
        let town = self.context.foreign(before).filter(|town| town.country == country.country && town.country.is_some());
        town.filter(|_| country.level == Level::Country).unwrap_or(country)
    }

    /// Of the two places that the text is about the one that isn't said yet: 茨木市则送上…; where a place abroad acts, the home of
    /// the article.
    fn other(&self, value: &Fields, before: u32) -> Option<Place> {
        let two = self.context.both(Rank::Any, before);
        let (one, other) = two.or_else(|| Some((self.context.home(Rank::Any)?.clone(), self.abroad(value)?.clone())))?;
        match (names(value, &one), names(value, &other)) {
            (true, false) => Some(other),
            (false, true) => Some(one),
            _ => None,
        }
    }

    /// The place abroad that a party of this value is or comes from.
    fn abroad<'v>(&self, value: &'v Fields) -> Option<&'v Place> {
        value.0.iter().find_map(|(_, value)| match value {
            Value::Party(party) => party.place.as_ref().filter(|place| !place.is_chinese() && place.country.is_some()),
            _ => None,
        })
    }

    /// 在北京, 赴西安: where something happens, not whom it is about.
    fn is_where(&self, place: Span) -> bool {
        let at = place.start as usize;
        at > self.folded.sentence.start as usize && "在于赴到抵从往至驻访离".contains(self.plain[at - 1])
    }

    /// The last party of the sentence before a hit that stands where a subject stands, not behind a preposition; where the
    /// sentence has none, the subject of one before it. 他 and 她 stand for a person.
    fn party_before(&self, hit: &Hit) -> Option<Value> {
        let here = self.subject_here(hit);
        let earlier = || {
            if self.pronoun(hit) { self.context.person() } else { self.context.actor().filter(|_| self.lacks_subject(hit)) }
        };
        let near = || earlier().filter(|actor| self.pronoun(hit) || self.same_paragraph(actor.0));
        let only = || self.context.only_person().filter(|_| self.lacks_subject(hit));
        let party = here.or_else(|| near().or_else(only).map(|actor| actor.1.clone()))?;
        Some(Value::Party(Box::new(party)))
    }

    /// The last party of the sentence before a hit that stands where a subject stands.
    fn subject_here(&self, hit: &Hit) -> Option<Party> {
        let pronoun = self.pronoun(hit);
        let wanted = |party: &Party| !pronoun || party.kind == PartyType::Person;
        self.subjects(hit).filter_map(|mention| self.party(mention)).filter(wanted).last()
    }

    fn subjects<'s>(&'s self, hit: &'s Hit) -> impl Iterator<Item = &'s Mention> {
        let all = self.folded.symbols(0..hit.core.start).filter(|m| is_party(m) && self.may_be_subject(m));
        all.filter(|mention| !self.headline_break(mention, hit))
    }

    /// Whether 他 or 她 stands behind the last subject before a hit.
    fn pronoun(&self, hit: &Hit) -> bool {
        let before = &self.folded.text[..hit.core.start];
        let last = self.subjects(hit).last().map_or(0, |mention| mention.span.end);
        let behind = |at: usize| self.stands_alone(at) && self.folded.covered(at..at + 3).start >= last;
        before.rfind(['他', '她']).is_some_and(behind)
    }

    /// Whether nothing that could be somebody's name stands before the act in its clause.
    fn lacks_subject(&self, hit: &Hit) -> bool {
        let text = &self.folded.text[..hit.core.start];
        let clause =
            text.rfind(['，', '；', '：', '。', '“']).map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
        let (from, to) = (self.folded.covered(clause..clause + 1).start, self.folded.covered(hit.core.clone()).start);
        let own = self.words.iter().filter(|word| word.span.start >= from && word.span.end <= to);
        let free = own.filter(|word| !self.folded.mentions.iter().any(|mention| mention.span.overlaps(word.span)));
        free.into_iter().all(|word| !matches!(word.tag, "n" | "nr" | "nz" | "nt" | "ns" | "ng" | "j" | "nrt" | "nrfg"))
    }

    /// 夺得冠军　台中银赠交通车: a blank parts two sayings of a headline.
    fn headline_break(&self, mention: &Mention, hit: &Hit) -> bool {
        let core = self.folded.covered(hit.core.clone()).start.max(mention.span.end);
        self.plain[mention.span.end as usize..core as usize].contains(&' ')
    }

    /// 他 as a word of its own, not in 其他 or 他们.
    fn stands_alone(&self, at: usize) -> bool {
        let (before, behind) = self.folded.text.split_at(at);
        !before.ends_with(['其', '吉']) && !behind.chars().nth(1).is_some_and(|c| "们人国乡的".contains(c))
    }

    /// What a field was in the facts of the kind told before: most often, and of those last. 鸣门市回赠花瓶: where another field
    /// holds that already, the two have changed places.
    fn again(&self, earlier: &[Fact], (kind, name): (&Kind, &str), value: &Fields) -> Option<Value> {
        let here = earlier.iter().rev().filter(|fact| fact.kind == kind.name).map(|fact| &fact.value);
        let before: Vec<&Fields> = here.chain(self.told.recent(&kind.name, self.context.sentence())).collect();
        let given: Vec<&Value> = before.iter().map(|fields| fields.get(name)).filter(|value| !value.is_absent()).collect();
        let often = |value: &Value| given.iter().filter(|other| same_value(other, value)).count();
        let most = given.iter().map(|value| often(value)).max()?;
        let usual = given.iter().find(|value| often(value) == most)?;
        // Several that are as likely leave no choice.
        if most * 2 <= given.len() {
            return None;
        }
        match value.0.iter().find(|(_, other)| same_value(other, usual)) {
            None => Some((*usual).clone()),
            Some((holder, _)) => {
                let back = before.iter().filter(|fields| same_value(fields.get(name), usual)).map(|fields| fields.get(holder));
                back.into_iter().find(|back| !back.is_absent() && !same_value(back, usual)).cloned()
            }
        }
    }

    /// Of the organizations that are given things (母校, 慈善总会) the one whose page this is, else the only one that the article has
    /// named, else the only one that its title names too.
    fn host(&self, value: &Fields) -> Option<Value> {
        let hosts = |name: &str| self.stand_ins.hosts.iter().any(|ending| name.ends_with(ending.as_str()));
        let titled = || self.context.only_party(|name| hosts(name) && self.title.contains(name));
        let host = self.context.publisher().or_else(|| self.context.only_party(hosts)).or_else(titled)?;
        let found = Value::Party(Box::new(host.clone()));
        let taken = value.0.iter().any(|(_, known)| matches!(known, Value::Party(_)) && same_value(known, &found));
        (!taken).then_some(found)
    }

    /// The other party of the last fact of the kind, if that is not the one who acts now.
    fn back(&self, earlier: &[Fact], (kind, name): (&Kind, &str), value: &Fields) -> Option<Value> {
        let here = earlier.iter().rev().filter(|fact| fact.kind == kind.name).map(|fact| &fact.value);
        let last = here.chain(self.told.recent(&kind.name, self.context.sentence())).next()?;
        let parties = kind.fields.iter().filter(|field| field.field_type == FieldType::Party && *field.name != *name);
        let other = parties.into_iter().next()?;
        Some(last.get(&other.name)).filter(|back| !back.is_absent() && !same_value(back, value.get(&other.name))).cloned()
    }

    fn same_paragraph(&self, span: Span) -> bool {
        let (from, to) = (span.end as usize, self.folded.sentence.start as usize);
        from <= to && !self.plain[from..to].contains(&'\n')
    }

    /// The last time of the sentence before a hit.
    fn time_before(&self, hit: Range<usize>) -> Option<Value> {
        self.values(&FieldType::Time, &(0..hit.start), None).pop()
    }

    /// The day named last in the sentences of the paragraph before this one.
    fn day_before(&self) -> Option<Value> {
        let day = self.context.day_before().filter(|day| self.same_paragraph(day.span))?;
        self.time(day).map(|time| Value::Time(Box::new(time)))
    }
}

/// Fields that the sentence itself does not tell.
#[derive(Debug, Default)]
pub(super) struct Filled<'h> {
    /// From the subject of a sentence before.
    pub earlier: Vec<&'h str>,
    /// From another fact alone.
    pub again: Vec<&'h str>,
}

/// What a paragraph is about stands so near its start.
const NEAR_OPENING: u32 = 8;

/// A disaster stands so near behind the place that it struck.
const NEAR_DISASTER: u32 = 14;

/// Whether one of the values names this place.
fn names(value: &Fields, place: &Place) -> bool {
    let same_place = |value: &Value| match value {
        Value::Place(known) => same(known, place),
        Value::Party(party) => party.place.as_ref().is_some_and(|known| same(known, place)),
        _ => false,
    };
    value.0.iter().any(|(_, value)| same_place(value))
}

/// Whether two values name the same.
pub(super) fn same_value(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Party(one), Value::Party(other)) => one.text == other.text || (one.place.is_some() && one.place == other.place),
        _ => one == other,
    }
}

/// Named as one: 岩手县, but not 诺丁汉, which tables hold for one.
fn is_province(place: &Place) -> bool {
    place.level == Level::Province && place.name.ends_with(['省', '州', '道', '县', '府', '区', '都', '邦'])
}

fn as_field(field: &FieldDeclaration, place: Place) -> Value {
    match field.field_type {
        FieldType::Party => {
            let kind = PartyType::Place;
            Value::Party(Box::new(Party { text: place.text.clone(), kind, place: Some(place) }))
        }
        _ => Value::Place(Box::new(place)),
    }
}
