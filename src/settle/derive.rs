//! Fields that are computed from others: a closed set, chosen by the types of both.

use super::Scene;
use crate::fact::{Fields, Value};
use crate::rule::{FieldType, Hit, Kind};
use crate::spot::{Mention, Reading};
use crate::value::{Granularity, Time};

impl Scene<'_> {
    /// `{ time field = number field }`: the year that lies so many years before the year spoken of.
    pub(super) fn derive(&self, kind: &Kind, hit: &Hit, value: &mut Fields) {
        for (to, from) in &kind.derive {
            let (Value::Number(years), Value::Null) = (value.get(from).clone(), value.get(to).clone()) else { continue };
            if kind.field(to).is_none_or(|field| field.field_type != FieldType::Time) {
                continue;
            }
            let base = self.year_spoken_of(hit);
            let text = self.text(self.folded.covered(hit.span.clone()));
            let time = crate::spot::time::years_before(&text, years, base.or(self.published));
            value.get_mut(to).into_iter().for_each(|field| *field = Value::Time(Box::new(time.clone())));
        }
    }

    /// The day or year that the sentence names before the end of a hit: 2023年，…举办结好35周年庆祝活动.
    fn year_spoken_of(&self, hit: &Hit) -> Option<jiff::civil::Date> {
        let times = self.folded.symbols(0..hit.span.end).filter_map(|mention| match &mention.reading {
            Reading::Time(time) => Some(time),
            _ => None,
        });
        times.filter(|time| dates_a_year(time)).filter_map(|time| time.latest).last()
    }

    /// What is to begin after the article was published is planned, whether a word says so or not.
    pub(super) fn planned(&self, value: &Fields) -> bool {
        let later = |time: &Time| time.earliest.zip(self.published).is_some_and(|(first, published)| first > published);
        value.0.iter().any(|(_, value)| matches!(value, Value::Time(time) if later(time)))
    }

    /// The clause that a time dates, for kinds that are a time: `{ event = "clause" }`.
    pub(super) fn derive_head(&self, kind: &Kind, mention: &Mention, value: &mut Fields) {
        for (to, from) in &kind.derive {
            if from == "clause"
                && let Some(field) = value.get_mut(to).filter(|field| field.is_absent())
            {
                *field = self.clause(mention).map_or(Value::Null, Value::Text);
            }
        }
    }

    /// The rest of the clause behind a mention, or the next clause where the mention stands apart, or what stands before it.
    fn clause(&self, mention: &Mention) -> Option<String> {
        let sentence = self.folded.sentence;
        let ends = |c: &char| "，。；！？：".contains(*c);
        let end_of =
            |from: usize| (from..sentence.end as usize).find(|&n| ends(&self.plain[n])).unwrap_or(sentence.end as usize);
        let mut start = mention.span.end as usize;
        if self.plain.get(start).is_some_and(ends) && start + 1 < sentence.end as usize {
            start += 1;
        }
        let end = end_of(start);
        if end > start {
            return Some(self.own[start..end].iter().collect());
        }
        let first = (sentence.start as usize..mention.span.start as usize)
            .rev()
            .find(|&n| ends(&self.plain[n]))
            .map_or(sentence.start as usize, |n| n + 1);
        let before: String = self.own[first..mention.span.start as usize].iter().collect();
        Some(before).filter(|text| !text.is_empty())
    }
}

fn dates_a_year(time: &Time) -> bool {
    matches!(time.granularity, Granularity::Year | Granularity::Day | Granularity::Month)
}
