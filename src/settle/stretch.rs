//! A captured stretch of the folded text → values of a field's type.

use std::ops::Range;

use super::Scene;
use crate::fact::Value;
use crate::rule::FieldType;
use crate::span::Span;
use crate::spot::{Mention, Reading, Symbol};
use crate::value::{Party, PartyType, Place, Qualifier, Quantity, Time, UnitClass};

/// A person's name alone has no more characters.
const LONGEST_NAME: usize = 4;

impl Scene<'_> {
    /// Every value of this type in a stretch; `side` is the number of the field among those that read it together
    /// (`<a+b:ref>`).
    pub(super) fn values(&self, field_type: &FieldType, stretch: &Range<usize>, side: Option<usize>) -> Vec<Value> {
        let symbols = || self.folded.symbols(stretch.clone());
        match field_type {
            FieldType::Place => self.places(stretch, side.unwrap_or(0)),
            FieldType::Party => self.parties(stretch, side),
            FieldType::Time => symbols().filter_map(|mention| self.time(mention)).map(|t| Value::Time(Box::new(t))).collect(),
            FieldType::Quantity => self.quantities(stretch, |symbol| {
                matches!(symbol, Symbol::Money | Symbol::Item | Symbol::Quantity | Symbol::Duration)
            }),
            FieldType::Money => self.money(stretch),
            FieldType::Goods => self.goods(stretch),
            FieldType::Number => symbols().filter_map(whole_number).map(Value::Number).collect(),
            FieldType::Flag => vec![Value::Flag(!stretch.is_empty())],
            FieldType::Text => vec![Value::Text(self.text(self.folded.covered(stretch.clone())))],
            FieldType::Choice(_) => Vec::new(),
        }
    }

    /// The places of a stretch, without those that only say where the next one lies (日本的市川市).
    fn places(&self, stretch: &Range<usize>, nth: usize) -> Vec<Value> {
        let symbols: Vec<&Mention> = self.folded.symbols(stretch.clone()).collect();
        let contains_next = |n: usize| symbols.get(n + 1).is_some_and(|next| self.leads_to(symbols[n], next));
        let own = (0..symbols.len()).filter(|&n| !contains_next(n));
        own.filter_map(|n| self.place(symbols[n], nth)).map(|place| Value::Place(Box::new(place))).collect()
    }

    /// 的, 所在的 or a quoted word between two places.
    fn leads_to(&self, one: &Mention, next: &Mention) -> bool {
        let between: String = self.plain[one.span.end as usize..next.span.start.max(one.span.end) as usize].iter().collect();
        one.symbol == Symbol::PlaceCountry && !"、和与及，".contains(between.as_str())
            || between.ends_with('的')
            || between.ends_with("下辖的")
    }

    /// 韩国友城全州市: what stands before the name only describes it.
    fn apposed(&self, one: &Mention, next: &Mention) -> bool {
        let between: String = self.plain[one.span.end as usize..next.span.start.max(one.span.end) as usize].iter().collect();
        let place = matches!(next.reading, Reading::Place(_)) && matches!(one.reading, Reading::Place(_));
        place && (between.ends_with("友城") || between.ends_with("城市"))
    }

    fn place(&self, mention: &Mention, nth: usize) -> Option<Place> {
        match &mention.reading {
            Reading::Place(place) => Some(Place { text: self.text(mention.span), ..place.clone() }),
            Reading::Both(Some(places)) => Some(if nth == 0 { places.0.clone() } else { places.1.clone() }),
            Reading::Party(Party { kind: PartyType::Place, place, .. }) => place.clone(),
            _ => None,
        }
    }

    pub(super) fn time(&self, mention: &Mention) -> Option<Time> {
        match &mention.reading {
            Reading::Time(time) => Some(Time { text: self.text(mention.span), ..time.clone() }),
            _ => None,
        }
    }

    /// The parties of a stretch; free text around them makes one group of the whole.
    fn parties(&self, stretch: &Range<usize>, side: Option<usize>) -> Vec<Value> {
        let symbols: Vec<&Mention> = self.folded.symbols(stretch.clone()).collect();
        let leads = |n: usize| symbols.get(n + 1).is_some_and(|next| self.apposed(symbols[n], next));
        let found: Vec<Party> =
            (0..symbols.len()).filter(|&n| !leads(n)).filter_map(|n| self.party_of(symbols[n], side)).collect();
        if found.is_empty() && !stretch.is_empty() && side.unwrap_or(0) == 0 {
            let text = self.text(self.folded.covered(stretch.clone()));
            return vec![Value::Party(Box::new(Party { text, kind: PartyType::Group, place: None }))];
        }
        found.into_iter().map(|party| Value::Party(Box::new(party))).collect()
    }

    /// 两市互赠: each of the two is a party of its own where two fields share them.
    fn party_of(&self, mention: &Mention, side: Option<usize>) -> Option<Party> {
        match (&mention.reading, side) {
            (Reading::Both(Some(_)), Some(nth)) => {
                let place = self.place(mention, nth)?;
                Some(Party { text: place.name.clone(), kind: PartyType::Place, place: Some(place) })
            }
            _ => self.party(mention),
        }
    }

    /// Who a mention is; where it stands for somebody named before, that one.
    pub(super) fn party(&self, mention: &Mention) -> Option<Party> {
        self.antecedent(mention)
            .or_else(|| self.own_party(mention))
            .map(|party| self.in_full(party))
            .map(|party| self.spoken_for(mention, &party).unwrap_or(party))
    }

    /// 高志远: as the article introduced the person, 总经理高志远.
    fn in_full(&self, party: Party) -> Party {
        let bare = party.kind == PartyType::Person && party.text.chars().count() <= LONGEST_NAME;
        let full = || self.context.introduced(&party.text).cloned();
        full().filter(|_| bare).unwrap_or(party)
    }

    /// Who a mention names itself.
    pub(super) fn own_party(&self, mention: &Mention) -> Option<Party> {
        let text = self.text(mention.span);
        match &mention.reading {
            Reading::Party(party) => Some(Party { text, place: party.place.clone(), kind: party.kind }),
            Reading::Place(place) => {
                let place = Place { text: text.clone(), ..place.clone() };
                Some(Party { text, kind: PartyType::Place, place: Some(place) })
            }
            Reading::Both(Some(_)) => Some(Party { text, kind: PartyType::Group, place: None }),
            _ => None,
        }
    }

    /// Several parties as one group, named by the stretch they stand in.
    pub(super) fn group(&self, stretch: &Range<usize>) -> Value {
        let text = self.text(self.folded.covered(stretch.clone()));
        Value::Party(Box::new(Party { text, kind: PartyType::Group, place: None }))
    }

    fn quantities(&self, stretch: &Range<usize>, wanted: impl Fn(Symbol) -> bool) -> Vec<Value> {
        let found = self.folded.symbols(stretch.clone()).filter(|mention| wanted(mention.symbol));
        found.filter_map(|mention| self.quantity(mention, None)).map(|q| Value::Quantity(Box::new(q))).collect()
    }

    /// Sums of money; one that another is converted to (约合) is no second one.
    fn money(&self, stretch: &Range<usize>) -> Vec<Value> {
        let all = self.folded.symbols(stretch.clone()).filter(|mention| mention.symbol == Symbol::Money);
        let first = self.folded.mentions.iter().find(|mention| mention.symbol == Symbol::Money).map(|mention| mention.span);
        let own = all.enumerate().filter(|(nth, mention)| {
            let only = *nth == 0 && (first == Some(mention.span) || !self.beside_money(mention));
            only || !self.converted(mention)
        });
        let own = own.filter_map(|(_, mention)| self.quantity(mention, None));
        own.map(|quantity| Value::Quantity(Box::new(quantity))).collect()
    }

    /// Whether another sum stands close before this one: 15万美元，折合人民币100万元.
    fn beside_money(&self, mention: &Mention) -> bool {
        let near = |other: &Mention| {
            other.symbol == Symbol::Money && other.span.end <= mention.span.start && mention.span.start - other.span.end <= NEAR
        };
        self.folded.mentions.iter().any(near)
    }

    fn converted(&self, mention: &Mention) -> bool {
        let from = (mention.span.start.saturating_sub(6)).max(self.folded.sentence.start) as usize;
        let text: String = self.plain[from..(mention.span.end as usize).min(mention.span.start as usize + 4)].iter().collect();
        CONVERTED.iter().any(|word| text.contains(word))
    }

    pub(super) fn quantity(&self, mention: &Mention, noun: Option<Span>) -> Option<Quantity> {
        let Reading::Quantity(quantity, unit) = &mention.reading else { return None };
        let unit = unit.map(|span| self.text(span)).or_else(|| quantity.unit.clone());
        Some(Quantity { text: self.text(mention.span), unit, noun: noun.map(|span| self.text(span)), ..quantity.clone() })
    }

    /// Items: a quantity with the goods beside it, or goods alone.
    fn goods(&self, stretch: &Range<usize>) -> Vec<Value> {
        // People are not given.
        let people = |m: &&Mention| matches!(&m.reading, Reading::Quantity(q, _) if matches!(q.unit.as_deref(), Some("人" | "名" | "位" | "人次")));
        let symbols: Vec<&Mention> = self.folded.symbols(stretch.clone()).filter(|m| !people(m)).collect();
        let mut items = Vec::new();
        let mut at = 0;
        while let Some(mention) = symbols.get(at) {
            let next = symbols.get(at + 1).filter(|next| self.near(mention.span, next.span));
            if let Some((shared, taken)) = self.each_of(&symbols[at..]) {
                items.extend(shared.into_iter().map(|item| Value::Quantity(Box::new(item))));
                at += taken;
                continue;
            }
            // 10公斤装白米600包: how it is packed
            if mention.symbol == Symbol::Item && self.plain.get(mention.span.end as usize) == Some(&'装') {
                at += 1;
                continue;
            }
            // 图书1万册 told as 1万册、价值38万元的图书
            if let Some(goods) = self.worth_between(&symbols[at..]) {
                items.extend(self.quantity(mention, Some(goods)).map(|item| Value::Quantity(Box::new(item))));
                at += 3;
                continue;
            }
            // 一个月养老金5400元: the sum tells it
            let summed = || {
                symbols.get(at + 2).is_some_and(|sum| sum.symbol == Symbol::Money && self.near(symbols[at + 1].span, sum.span))
            };
            if mention.symbol == Symbol::Duration && next.is_some() && summed() {
                at += 2;
                continue;
            }
            let (item, taken) = match (mention.symbol, next.map(|next| next.symbol)) {
                (Symbol::Item | Symbol::Quantity | Symbol::Duration, Some(Symbol::Goods)) => {
                    (self.quantity(mention, next.map(|next| next.span)), 2)
                }
                (Symbol::Goods, Some(Symbol::Item | Symbol::Quantity)) => {
                    (next.and_then(|next| self.quantity(next, Some(mention.span))), 2)
                }
                (Symbol::Item, _) => (self.quantity(mention, None), 1),
                (Symbol::Goods, _) => (Some(self.bare_goods(mention)), 1),
                _ => (None, 1),
            };
            items.extend(item.filter(says_what).map(|item| Value::Quantity(Box::new(item))));
            at += taken;
        }
        items
    }

    /// What a stretch says is given, where no reader knows it for goods: without what is before the last 的.
    pub(super) fn untold_goods(&self, stretch: &Range<usize>) -> Option<Quantity> {
        let span = self.behind_clause(self.folded.covered(stretch.clone()));
        let noun = self.text(span);
        let bare = !self.folded.symbols(stretch.clone()).any(|mention| matches!(mention.reading, Reading::Quantity(..)));
        (bare && span.len() > 1).then(|| Quantity {
            noun: Some(noun.clone()),
            text: noun,
            value: None,
            min: None,
            max: None,
            qualifier: Qualifier::Exact,
            unit: None,
            unit_class: UnitClass::Item,
            currency: None,
        })
    }

    /// 1万册、价值38万元的图书: the goods behind what they are worth, which stands behind how many they are.
    fn worth_between(&self, symbols: &[&Mention]) -> Option<Span> {
        let [count, sum, goods, ..] = symbols else { return None };
        let between = |one: Span, next: Span| -> String {
            self.plain[one.end as usize..next.start.max(one.end) as usize].iter().collect()
        };
        let fits = count.symbol == Symbol::Item && sum.symbol == Symbol::Money && goods.symbol == Symbol::Goods;
        let worth = || between(count.span, sum.span).trim_start_matches(['、', '，']).ends_with("价值");
        (fits && worth() && between(sum.span, goods.span) == "的").then_some(goods.span)
    }

    /// Side by side, or with a word between that says how many of it: 图书，共计八百册.
    fn near(&self, one: Span, next: Span) -> bool {
        let between: String = self.plain[one.end as usize..next.start.max(one.end) as usize].iter().collect();
        between.chars().count() <= 1 && !matches!(between.as_str(), "、" | "和" | "及" | "与")
            || matches!(between.as_str(), "，共计" | "，共" | "，总计" | "，合计" | "共计" | "，计")
            || matches!(between.as_str(), "也有" | "已有" | "共有" | "就有" | "已达" | "也达" | "多达")
    }

    /// 矿泉水、方便面各500箱: two and more goods, each so many; with the number of mentions taken.
    fn each_of(&self, symbols: &[&Mention]) -> Option<(Vec<Quantity>, usize)> {
        let names = symbols.iter().take_while(|mention| mention.symbol == Symbol::Goods).count();
        let count = symbols.get(names).filter(|mention| names > 1 && mention.symbol == Symbol::Item)?;
        let each = count.span.start.checked_sub(1).is_some_and(|at| self.plain[at as usize] == '各');
        let named = symbols[..names].iter().filter_map(|name| self.quantity(count, Some(name.span)));
        each.then(|| (named.collect(), names + 1))
    }

    /// Goods without a number; 一台摄像机 given to somebody is one, though elsewhere 一 counts nothing.
    fn bare_goods(&self, mention: &Mention) -> Quantity {
        let one = self.classifier_of_one(mention).or_else(|| self.one_behind(mention));
        let value = one.map(|_| rust_decimal::Decimal::ONE);
        let noun = one
            .filter(|unit| unit.start < mention.span.end)
            .map_or(mention.span, |unit| self.behind_clause(Span { start: unit.end, end: mention.span.end }));
        Quantity {
            noun: Some(self.text(noun)),
            text: self.text(mention.span),
            value,
            min: value,
            max: value,
            qualifier: Qualifier::Exact,
            unit: one.map(|unit| self.text(unit)),
            unit_class: UnitClass::Item,
            currency: None,
        }
    }

    /// 绒绣《黄海日出》一幅: one of what was just named, where the phrase ends behind the classifier.
    fn one_behind(&self, mention: &Mention) -> Option<Span> {
        let title =
            self.folded.mentions.iter().find(|m| m.span.start == mention.span.end && matches!(m.reading, Reading::Name));
        let at = title.map_or(mention.span.end, |title| title.span.end);
        let sentence_end = self.folded.sentence.end;
        let one = at + 2 <= sentence_end && self.plain[at as usize] == '一';
        let ends = || at + 2 == sentence_end || "，。；、！？和及与".contains(self.plain[at as usize + 2]);
        let unit = Span { start: at + 1, end: at + 2 };
        let classifier = |word: &crate::segment::Word| {
            word.tag == "q" && word.span == unit
                || matches!(word.tag, "m" | "d") && word.span == Span { start: at, end: at + 2 }
        };
        (one && ends() && self.words.iter().any(classifier)).then_some(unit)
    }

    /// 由政府出版的书: the noun that a clause describes.
    fn behind_clause(&self, noun: Span) -> Span {
        let own = self.words.iter().filter(|word| word.tag == "uj" && noun.covers(word.span));
        own.into_iter().next_back().map_or(noun, |word| Span { start: word.span.end, end: noun.end })
    }

    /// Where the classifier stands in goods that begin with 一.
    fn classifier_of_one(&self, mention: &Mention) -> Option<Span> {
        let start = mention.span.start;
        let begins = self.plain.get(start as usize) == Some(&'一');
        let unit = |word: &&crate::segment::Word| {
            word.tag == "q" && word.span.start == start + 1
                || matches!(word.tag, "m" | "d") && word.span.start == start && word.span.len() > 1
        };
        let word = self.words.iter().find(unit).filter(|_| begins)?;
        (word.span.end < mention.span.end).then_some(Span { start: start + 1, end: word.span.end })
    }
}

/// A sum is converted within so many characters.
const NEAR: u32 = 8;

/// What says that a sum is the one before in another currency.
const CONVERTED: [&str; 5] = ["约合", "折合", "合人民币", "相当于", "（约"];

fn whole_number(mention: &Mention) -> Option<i64> {
    use rust_decimal::prelude::ToPrimitive;
    match &mention.reading {
        Reading::Quantity(quantity, _) if quantity.qualifier == Qualifier::Exact => {
            quantity.value.and_then(|value| value.to_i64())
        }
        _ => None,
    }
}

/// 送上了一份: one of something is nothing without a noun.
fn says_what(item: &Quantity) -> bool {
    let part = matches!(item.unit.as_deref(), Some("份" | "月" | "字"));
    item.noun.is_some() || !part
}
