//! Places: known names, chains of them (中国湖北省武汉市), and names in no table (country, transliteration, suffix).

mod beside;
mod entry;
mod named;
mod twin;
mod unknown;

pub use named::Named;

use beside::{crossed, cuts_word};
use entry::{certain, choose, contains, full_name, is_day, place};

use serde::Deserialize;

use crate::error::Diagnostic;
use crate::files::Files;
use crate::gazetteer::{Entry, Gazetteer};
use crate::segment::Word;
use crate::span::Span;
use crate::spot::{Mention, Reading};
use crate::value::{Level, Place};

/// Reads places; immutable.
pub struct Places {
    pub gazetteer: Gazetteer,
    tables: Tables,
    areas: Vec<Vec<char>>,
}

/// `lexicon/places.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    foreign_suffixes: Vec<String>,
    province_suffixes: Vec<String>,
    county_suffixes: Vec<String>,
    town_suffixes: Vec<String>,
    between: Vec<String>,
    twins: Vec<String>,
    title_after_suffix: Vec<String>,
    /// What only a city has: 密尔比达市议会.
    governed: Vec<String>,
    links: Vec<String>,
    not_names: Vec<String>,
    not_first: Vec<String>,
    areas: Vec<String>,
    only_inside: Vec<String>,
}

/// A place in an article.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceMention {
    /// Within the article's field; `place.text` is the plain form.
    pub span: Span,
    pub place: Place,
    pub sort: PlaceSort,
}

/// What may be said of a place: only `Chinese` and `Foreign` can be sides of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceSort {
    Chinese,
    Foreign,
    Country,
    /// A continent or another large area.
    Area,
}

/// One sentence to read.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    /// The whole field (text or title), plain.
    pub text: &'a [char],
    pub span: Span,
    /// The words of the sentence, positions within the field.
    pub words: &'a [Word<'a>],
    /// Where no place may start: titles, codes, times.
    pub blocked: &'a [Span],
}

/// One link of a chain: 湖北省 in 中国湖北省武汉市.
struct Part {
    end: usize,
    place: Place,
}

impl Places {
    /// Loads the gazetteer and the tables.
    ///
    /// # Errors
    /// The first table that is missing or wrong.
    pub fn load(files: &Files) -> Result<Self, Diagnostic> {
        let tables: Tables = files.table("lexicon/places.toml")?;
        let areas = tables.areas.iter().map(|area| area.chars().collect()).collect();
        Ok(Self { gazetteer: Gazetteer::load(files)?, tables, areas })
    }

    /// The names with numerals in them (三重县, 九江) that no numeral may be read from; positions within `text`.
    pub fn with_numerals(&self, text: &[char], within: Span) -> Vec<Span> {
        const NUMERALS: &str = "一二三四五六七八九十百千万两双";
        let mut found: Vec<Span> = Vec::new();
        for at in within.range().filter(|&at| NUMERALS.contains(text[at])) {
            let from = at.saturating_sub(3).max(within.start as usize).max(found.last().map_or(0, |span| span.end as usize));
            let name = (from..=at).find_map(|start| {
                let known =
                    self.gazetteer.longest(text, start).filter(|known| known.end > at && known.end <= within.end as usize)?;
                if is_day(&text[start..known.end]) {
                    return None;
                }
                // 八户市: a suffix makes an unsure name sure
                let suffixed = text.get(known.end).is_some_and(|c| "市町村县郡".contains(*c)) && known.end > start + 1;
                let sure = || known.candidates.iter().any(|(entry, trust)| certain(entry, *trust));
                (suffixed || sure()).then(|| Span::new(start, known.end))
            });
            found.extend(name);
        }
        found
    }

    /// Every place of a sentence, longest chains first, in order.
    pub fn spot(&self, line: Line, named: &mut Named) -> Vec<PlaceMention> {
        let (mut found, mut at, end) = (Vec::new(), line.span.start as usize, line.span.end as usize);
        while at < end {
            if let Some(blocked) = line.blocked.iter().find(|blocked| blocked.range().contains(&at)) {
                at = blocked.end as usize;
                continue;
            }
            match self.mention(line, at, named).filter(|mention| !twin::within_name(line, mention.span, &found)) {
                Some(mention) => {
                    at = mention.span.end as usize;
                    named.remember(&mention.place);
                    let twin = self.twin(line, &mention, named);
                    found.push(mention);
                    // 意大利友城法恩扎市
                    if let Some(twin) = twin {
                        at = twin.span.end as usize;
                        named.remember(&twin.place);
                        found.push(twin);
                    }
                }
                None => at += 1,
            }
        }
        found
    }

    fn mention(&self, line: Line, at: usize, named: &Named) -> Option<PlaceMention> {
        if let Some(area) =
            self.areas.iter().find(|area| area[0] == line.text[at] && line.text[at..line.span.end as usize].starts_with(area))
        {
            let text: String = area.iter().collect();
            let place = Place { text: text.clone(), name: text, country: None, level: Level::Other, code: None };
            return Some(PlaceMention { span: Span::new(at, at + area.len()), place, sort: PlaceSort::Area });
        }
        let mut last = self.part(line, at, None, named)?;
        while let Some(next) = self.next_part(line, &last, named) {
            last = next;
        }
        let sort = match (last.place.level, last.place.is_chinese()) {
            (Level::Country, _) => PlaceSort::Country,
            (_, true) => PlaceSort::Chinese,
            (_, false) => PlaceSort::Foreign,
        };
        last.place.text = line.text[at..last.end].iter().collect();
        Some(PlaceMention { span: Span::new(at, last.end), place: last.place, sort })
    }

    /// 我县水口镇: the place below one that a reference stands for, where its name follows.
    pub fn below(&self, line: Line, reference: Mention) -> Mention {
        let Reading::Place(outer) = &reference.reading else { return reference };
        // 该州的阿塞诺夫格勒市: the place is what follows
        let of = usize::from(line.text.get(reference.span.end as usize) == Some(&'的'));
        let from = if of == 1 { reference.span.end as usize + 1 } else { reference.span.start as usize };
        match self.unknown(line, reference.span.end as usize + of, Some(outer)) {
            Some(part) => {
                let span = Span::new(from, part.end);
                Mention { span, symbol: reference.symbol, reading: Reading::Place(part.place) }
            }
            None => reference,
        }
    }

    fn next_part(&self, line: Line, last: &Part, named: &Named) -> Option<Part> {
        if last.end >= line.span.end as usize || last.place.level == Level::Other {
            return None;
        }
        let between = self.tables.between.iter().find(|word| starts_with(line.text, last.end, word));
        let at = last.end + between.filter(|_| last.place.level == Level::Country).map_or(0, |word| word.chars().count());
        self.part(line, at, Some(&last.place), named)
    }

    /// The place at `at`, within `inside` where the chain has begun.
    fn part(&self, line: Line, at: usize, inside: Option<&Place>, named: &Named) -> Option<Part> {
        if at >= line.span.end as usize {
            return None;
        }
        self.longer(line, at, inside)
            .or_else(|| self.known_part(line, at, inside, named))
            .or_else(|| self.remembered(line, at, inside, named))
            .or_else(|| self.unknown(line, at, inside))
            .or_else(|| self.abbreviation(line, at, inside))
    }

    fn known_part(&self, line: Line, at: usize, inside: Option<&Place>, named: &Named) -> Option<Part> {
        let end = line.span.end as usize;
        let known = self.gazetteer.longest(line.text, at).filter(|known| known.end <= end)?;
        let (entry, trust) = choose(&known.candidates, inside)?;
        let word = inside.is_none() && self.tables.only_inside.contains(&entry.name);
        let stop = self.suffixed(line, at, known.end, entry);
        let cuts = |end: usize| cuts_word(line, at, end) && !self.half_of_word(line, at, end);
        let cut = || cuts(known.end) && (stop == known.end || cuts(stop));
        if word || is_day(&line.text[at..known.end]) || (entry.level != Level::Country && cut()) {
            return None;
        }
        let seen = || named.longest(line.text, at, end).is_some_and(|(n, _)| n == known.end);
        let inside_it = inside.is_some_and(|inside| contains(inside, entry));
        let suffixed = stop > known.end || (known.end - at >= 3 && self.has_suffix(&line.text[at..known.end]));
        let linked = || beside::linked(line, at, stop, entry);
        if !(certain(entry, trust) || inside_it || suffixed || seen() || linked()) {
            return None;
        }
        let name = full_name(line.text[at..stop].iter().collect(), entry);
        Some(Part { end: stop, place: place(name, entry) })
    }

    fn has_suffix(&self, name: &[char]) -> bool {
        let name: String = name.iter().collect();
        self.tables.foreign_suffixes.iter().any(|suffix| name.ends_with(suffix.as_str()))
    }

    /// Where a name ends with the suffix that its table form lacks (大分 → 大分市), or without one that belongs to a title (武汉市长).
    fn suffixed(&self, line: Line, at: usize, end: usize, entry: &Entry) -> usize {
        let title = |at: usize| self.tables.title_after_suffix.iter().any(|word| starts_with(line.text, at, word));
        let own = line.text[at..end].last().is_some_and(|c| "市县省州区镇乡村".contains(*c));
        if own {
            // 孔迪镇/市: of a foreign town that is a city
            let more = entry.country != "CN" && starts_with(line.text, end, "市") && line.text[end - 1] != '市';
            if more && end < line.span.end as usize && !title(end + 1) {
                return end + 1;
            }
            let river = starts_with(line.text, end, "长江");
            let cut = end - at > 2 && title(end) && !river && !self.goes_on(line, end, entry);
            return if cut { end - 1 } else { end };
        }
        if entry.country == "CN" || entry.level == Level::Country {
            // 海门市, today a district
            let former =
                entry.level == Level::County && end - at >= 2 && line.text.get(end).is_some_and(|c| "市县区".contains(*c));
            if former && end < line.span.end as usize && !title(end + 1) && !crossed(line, end + 1) {
                return end + 1;
            }
            let prefecture = entry.name.ends_with("自治州") && end - at >= 2 && starts_with(line.text, end, "州");
            return if prefecture && end < line.span.end as usize && !title(end + 1) { end + 1 } else { end };
        }
        let suffix = self.tables.foreign_suffixes.iter().find(|suffix| starts_with(line.text, end, suffix));
        let stop = suffix.map_or(end, |suffix| end + suffix.chars().count());
        if stop > line.span.end as usize || title(stop) { end } else { stop }
    }

    /// 湖南长沙市, one word to the dictionary: whether a name is the first or the last of two that make up a word for a place.
    fn half_of_word(&self, line: Line, at: usize, end: usize) -> bool {
        let known = |from: usize, to: usize| self.gazetteer.longest(line.text, from).is_some_and(|known| known.end == to);
        line.words.iter().filter(|word| word.tag == "ns").any(|word| {
            let (start, stop) = (word.span.start as usize, word.span.end as usize);
            at == start && end < stop && known(end, stop) || end == stop && at > start && known(start, at)
        })
    }

    /// Whether a division within this one is named at `at`: 长沙 in 湖南省长沙市, where 省长 is no title.
    fn goes_on(&self, line: Line, at: usize, above: &Entry) -> bool {
        let Some(known) = self.gazetteer.longest(line.text, at) else { return false };
        let digits = if above.level == Level::Province { 2 } else { 4 };
        let prefix = above.code.as_deref().and_then(|code| code.get(..digits)).filter(|_| above.country == "CN");
        let below = |entry: &Entry| {
            let code = entry.code.as_deref().unwrap_or_default();
            entry.country == "CN" && entry.level > above.level && prefix.is_some_and(|prefix| code.starts_with(prefix))
        };
        known.end - at > 1 && known.candidates.iter().any(|(entry, _)| below(entry))
    }

    /// A short form of a place that the article has named in full.
    fn remembered(&self, line: Line, at: usize, inside: Option<&Place>, named: &Named) -> Option<Part> {
        let (end, place) = named.longest(line.text, at, line.span.end as usize)?;
        let same = inside.is_none_or(|inside| place.country.is_none() || inside.country == place.country);
        let fits = same && !is_day(&line.text[at..end]);
        (fits && !cuts_word(line, at, end)).then(|| Part { end, place: place.clone() })
    }

    /// 鄂, 沪 where a link, an adverb or a preposition leaves nothing else for it to be.
    fn abbreviation(&self, line: Line, at: usize, inside: Option<&Place>) -> Option<Part> {
        let starts = at == line.span.start as usize || "，、；：“".contains(line.text[at - 1]);
        let follows = line.text.get(at + 1).is_some_and(|c| "与和同亦也".contains(*c));
        let entry = *self.gazetteer.abbreviated(line.text[at]).first()?;
        (inside.is_none() && starts && follows && entry.country == "CN")
            .then(|| Part { end: at + 1, place: place(entry.name.clone(), entry) })
    }
}

fn starts_with(text: &[char], at: usize, word: &str) -> bool {
    let mut rest = text.get(at..).unwrap_or_default().iter();
    word.chars().all(|c| rest.next() == Some(&c))
}
