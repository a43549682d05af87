//! Strings the spotters together, sentence by sentence, in reading order.

use jiff::civil::Date;

use crate::context::Context;
use crate::error::{Diagnostic, Result};
use crate::files::Files;
use crate::plain::Fold;
use crate::segment::{Segmenter, Word};
use crate::span::Span;
use crate::spot::goods::Goods;
use crate::spot::party::{Parties, People};
use crate::spot::place::{Line, Named, PlaceMention, PlaceSort, Places};
use crate::spot::quantity::Quantities;
use crate::spot::reference::{References, as_place};
use crate::spot::shield::{ShieldKind, Shields};
use crate::spot::time::{Flow, Times};
use crate::spot::{Mention, Reading, Symbol};
use crate::value::{Place, Quantity, UnitClass};

/// Everything that recognises mentions; immutable.
pub struct Reader {
    pub fold: Fold,
    pub segmenter: Segmenter,
    shields: Shields,
    times: Times,
    quantities: Quantities,
    places: Places,
    references: References,
    parties: Parties,
    goods: Goods,
}

/// What an article has said so far.
pub struct Progress {
    pub flow: Flow,
    pub context: Context,
    named: Named,
    people: People,
}

impl Reader {
    /// Loads every table but those of words and places, which are large.
    ///
    /// # Errors
    /// The mistakes in them.
    pub fn load(files: &Files, segmenter: Segmenter, places: Places) -> Result<Self> {
        let load = || -> std::result::Result<Self, Diagnostic> {
            Ok(Self {
                fold: Fold::load(files)?,
                segmenter,
                shields: Shields::load(files)?,
                times: Times::load(files)?,
                quantities: Quantities::load(files)?,
                places,
                references: References::load(files)?,
                parties: Parties::load(files)?,
                goods: Goods::load(files)?,
            })
        };
        Ok(load()?)
    }

    /// The state before the first sentence of an article from this outlet, with this title.
    pub fn start(&self, published: Option<Date>, source: Option<&str>, title: Option<&str>) -> Progress {
        let (mut home, mut topic): (Vec<Place>, Option<PlaceMention>) = (Vec::new(), None);
        let mut named = Named::default();
        let outlet = source.map(place_of_outlet);
        for text in [outlet, title].into_iter().flatten() {
            let plain = self.fold.text(text);
            let (whole, joined) = (Span::new(0, plain.len()), plain.iter().collect::<String>());
            // A name across the end of a word is none, in an outlet's name too.
            let words = self.words(&joined, whole);
            let line = Line { text: &plain, span: whole, words: &words, blocked: &[] };
            for mention in self.places.spot(line, &mut named) {
                if Some(text) == title {
                    topic.get_or_insert_with(|| mention.clone());
                }
                if mention.sort == PlaceSort::Chinese {
                    home.extend(self.with_above(mention));
                }
            }
        }
        let yearbook = [source, title].into_iter().flatten().any(|name| name.contains("年鉴") || name.contains("年鑑"));
        let flow = Flow::new(published);
        Progress {
            flow: if yearbook { flow.of_yearbook() } else { flow },
            context: Context::new(home, topic),
            named,
            people: People::default(),
        }
    }

    fn with_above(&self, mention: PlaceMention) -> Vec<Place> {
        let code = mention.place.code.clone().unwrap_or_default();
        let above = self.places.gazetteer.above(&code).into_iter().map(|entry| Place {
            text: entry.name.clone(),
            name: entry.name.clone(),
            country: Some(entry.country.clone()),
            level: entry.level,
            code: entry.code.clone(),
        });
        std::iter::once(mention.place.clone()).chain(above).collect()
    }

    /// The words of a sentence, positions within the field; `text` is the plain sentence.
    pub fn words<'a>(&'a self, text: &'a str, sentence: Span) -> Vec<Word<'a>> {
        let words = self.segmenter.words(text).into_iter();
        words.map(|word| Word { span: word.span.shifted(sentence.start), tag: word.tag }).collect()
    }

    /// The times, quantities and names of one sentence; call it in reading order.
    pub fn numbers(&self, plain: &[char], sentence: Span, progress: &mut Progress) -> Vec<Mention> {
        let text = &plain[sentence.range()];
        let shields = self.shields.spot(text);
        let mut blocked: Vec<Span> = shields.iter().map(|shield| shield.span).collect();
        blocked.extend(self.places.with_numerals(text, Span::new(0, text.len())));
        let mut mentions: Vec<Mention> = Vec::new();
        for time in self.times.spot(text, &blocked, &mut progress.flow) {
            blocked.push(time.span);
            let span = time.span.shifted(sentence.start);
            mentions.push(Mention { span, symbol: Symbol::Time, reading: Reading::Time(time.time) });
        }
        for found in self.quantities.spot(text, &blocked) {
            let given = found.quantity.unit.is_none() && sum_given(text, found.span);
            let symbol = if given { Symbol::Money } else { quantity_symbol(&found.quantity) };
            let (span, unit) = (found.span.shifted(sentence.start), found.unit.map(|unit| unit.shifted(sentence.start)));
            mentions.push(Mention { span, symbol, reading: Reading::Quantity(found.quantity, unit) });
        }
        let names = shields.iter().filter(|shield| shield.kind == ShieldKind::Name);
        let name = |span: Span| Mention { span: span.shifted(sentence.start), symbol: Symbol::Name, reading: Reading::Name };
        mentions.extend(names.map(|shield| name(shield.span)));
        mentions
    }

    /// Idioms, ordinals and grades, in which no number and no time is read.
    pub fn shielded(&self, plain: &[char], sentence: Span) -> Vec<Span> {
        let shields = self.shields.spot(&plain[sentence.range()]).into_iter();
        shields.filter(|shield| shield.kind == ShieldKind::Word).map(|shield| shield.span.shifted(sentence.start)).collect()
    }

    /// Adds the places, references, parties and goods of the sentence whose numbers were read last.
    pub fn actors(&self, plain: &[char], sentence: Span, words: &[Word], mentions: &mut Vec<Mention>, progress: &mut Progress) {
        mentions.iter().for_each(|mention| progress.context.dates(mention));
        let blocked: Vec<Span> = mentions.iter().map(|mention| mention.span).collect();
        let line = Line { text: plain, span: sentence, words, blocked: &blocked };
        let places = self.places.spot(line, &mut progress.named);
        let taken: Vec<Span> =
            mentions.iter().filter(|m| !matches!(m.reading, Reading::Quantity(..))).map(|m| m.span).collect();
        self.merge(Line { blocked: &taken, ..line }, places, mentions, &mut progress.context);
        let parties = self.parties.spot(line, mentions, &mut progress.people);
        mentions.extend(parties);
        let goods = self.goods.spot(line, mentions);
        mentions.extend(goods);
    }

    /// Places and references in reading order, as a reference leans on what stands before it.
    fn merge(&self, line: Line, places: Vec<PlaceMention>, mentions: &mut Vec<Mention>, context: &mut Context) {
        let (mut places, mut at, end) = (places.into_iter().peekable(), line.span.start as usize, line.span.end as usize);
        while at < end {
            if let Some(place) = places.next_if(|place| place.span.start as usize <= at) {
                at = place.span.end as usize;
                let symbol = symbol(place.sort);
                mentions.push(Mention { span: place.span, symbol, reading: Reading::Place(place.place.clone()) });
                context.name(place);
                continue;
            }
            let free = !line.blocked.iter().any(|blocked| blocked.range().contains(&at));
            match self.references.at(line.text, at, end, context).filter(|_| free) {
                Some(reference) => {
                    let reference = self.places.below(line, reference);
                    at = reference.span.end as usize;
                    as_place(&reference).into_iter().for_each(|place| context.name(place));
                    mentions.push(reference);
                }
                None => at += 1,
            }
        }
    }
}

/// 湖南 of 湖南日报, which is one word to the dictionary.
fn place_of_outlet(name: &str) -> &str {
    let end = OUTLETS.iter().filter_map(|word| name.find(word)).filter(|&at| at > 3).min();
    &name[..end.unwrap_or(name.len())]
}

/// What the name of an outlet has behind its place.
const OUTLETS: [&str; 27] = [
    "日报",
    "日報",
    "晚报",
    "晚報",
    "时报",
    "時報",
    "早报",
    "商报",
    "都市报",
    "青年报",
    "卫视",
    "新闻",
    "人民政府",
    "政府",
    "外事",
    "红十字会",
    "慈善",
    "年鉴",
    "年鑑",
    "省委",
    "市委",
    "县委",
    "统计局",
    "人大",
    "政协",
    "电视台",
    "电台",
];

/// 捐了10万，: whether a number alone stands behind a verb of giving money and ends its clause.
fn sum_given(text: &[char], number: Span) -> bool {
    let (start, end) = (number.start as usize, number.end as usize);
    let before: String = text[start.saturating_sub(4)..start].iter().collect();
    let verb = ["捐", "捐了", "捐出", "捐款", "捐资", "捐献", "认捐"].iter().any(|verb| before.ends_with(verb));
    verb && text.get(end).is_none_or(|c| "，。；、！？给予）".contains(*c))
}

/// A number alone (捐50萬) and a measure (全长120米) count no things.
fn quantity_symbol(quantity: &Quantity) -> Symbol {
    match quantity.unit_class {
        UnitClass::Money => Symbol::Money,
        UnitClass::Duration => Symbol::Duration,
        UnitClass::Percent | UnitClass::Age | UnitClass::Length | UnitClass::Area => Symbol::Quantity,
        UnitClass::Item | UnitClass::People | UnitClass::Volume | UnitClass::Mass | UnitClass::Other => match quantity.unit {
            Some(_) => Symbol::Item,
            None => Symbol::Quantity,
        },
    }
}

fn symbol(sort: PlaceSort) -> Symbol {
    match sort {
        PlaceSort::Chinese => Symbol::PlaceCn,
        PlaceSort::Foreign => Symbol::PlaceForeign,
        PlaceSort::Country => Symbol::PlaceCountry,
        PlaceSort::Area => Symbol::PlaceArea,
    }
}
