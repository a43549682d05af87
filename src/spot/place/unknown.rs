//! Names in no table: behind a country or a larger place, or by their characters of transliteration, with a suffix.

use super::{Line, Part, Places, starts_with};
use crate::segment::Word;
use crate::value::{Level, Place};

/// No foreign name is longer.
const LONGEST: usize = 12;

impl Places {
    /// A name in no table that starts at `at`.
    pub(super) fn unknown(&self, line: Line, at: usize, inside: Option<&Place>) -> Option<Part> {
        match inside {
            Some(inside) if inside.country.as_deref() == Some("CN") && inside.level == Level::Country => None,
            Some(inside) if inside.country.as_deref() == Some("CN") => self.town(line, at, inside),
            Some(inside) if matches!(inside.level, Level::Country | Level::Province) => self.foreign(line, at, inside),
            Some(inside) => {
                self.foreign(line, at, inside).filter(|part| (3..=4).contains(&(part.end - at)) && low(&part.place))
            }
            None => self.alone(line, at),
        }
    }

    /// 拉科姆比市 behind 加拿大: a transliterated name with a suffix, where the table knows only how it begins.
    pub(super) fn longer(&self, line: Line, at: usize, inside: Option<&Place>) -> Option<Part> {
        let country = inside.filter(|inside| inside.level == Level::Country && !inside.is_chinese())?;
        let known = self.gazetteer.longest(line.text, at)?.end;
        let part = self.unknown(line, at, Some(country)).filter(|part| part.end > known + 1)?;
        let stem = &line.text[at..part.end - 1];
        stem.iter().all(|c| self.gazetteer.transliterates(*c)).then_some(part)
    }

    /// 水口镇 behind 龙州县.
    fn town(&self, line: Line, at: usize, inside: &Place) -> Option<Part> {
        let stems = (2..=4).take_while(|&n| self.name_character(line, at) && self.name_character(line, at + n - 1));
        let stop = stems.into_iter().find_map(|n| {
            let suffix = self.tables.town_suffixes.iter().find(|suffix| starts_with(line.text, at + n, suffix))?;
            let named =
                |stop: &usize| !self.is_no_name(&line.text[at..*stop]) && !line.text[at..*stop].iter().any(|c| pronoun(*c));
            Some(at + n + suffix.chars().count()).filter(named)
        })?;
        let name: String = line.text[at..stop].iter().collect();
        Some(Part {
            end: stop,
            place: Place { text: name.clone(), name, country: inside.country.clone(), level: Level::Other, code: None },
        })
    }

    /// 巴拉诺维奇市 behind 白俄罗斯; without a suffix only characters of transliteration, up to a boundary (法国里尔的).
    fn foreign(&self, line: Line, at: usize, inside: &Place) -> Option<Part> {
        // 港口城市 leads a name in
        if self.tables.twins.iter().any(|word| starts_with(line.text, at, word)) {
            return None;
        }
        let stop = self.suffix_after(line, at, 1).or_else(|| self.bare(line, at))?;
        // 那牙市 behind a country, though 那 begins no other name
        let whole = || line.text[stop - 1] == '市' && line.text[at..stop - 1].iter().all(|c| self.gazetteer.transliterates(*c));
        if self.begins_badly(line, at) && !(inside.level == Level::Country && whole()) {
            return None;
        }
        // Behind a country a name is expected; behind a smaller place it must not be made of words.
        if inside.level != Level::Country && !self.no_words(line, at, stop) {
            return None;
        }
        Some(self.foreign_part(line, at, stop, inside.country.clone()))
    }

    fn bare(&self, line: Line, at: usize) -> Option<usize> {
        let end = line.span.end as usize;
        let mut run = (at..end.min(at + LONGEST)).take_while(|&n| self.gazetteer.transliterates(line.text[n])).count();
        // 的黎波里, but 梅尔辛的友城
        run -= usize::from(run > 2 && line.text[at + run - 1] == '的');
        // 德国考察: a word, though its characters transliterate
        let word =
            |word: &Word| word.span.range() == (at..at + run) && !matches!(word.tag, "ns" | "nr" | "nrt" | "nrfg" | "nz" | "x");
        if line.words.iter().any(word) {
            return None;
        }
        let next = line.text.get(at + run).filter(|_| at + run < end).copied().unwrap_or('。');
        let boundary = !self.name_character(line, at + run) || "市州省县（），、。；与和同的友姐姊结缔签".contains(next);
        (run >= 2 && boundary).then_some(at + run)
    }

    /// A name without a country: its left end must be a boundary, and it must be transliterated or no run of ordinary words.
    fn alone(&self, line: Line, at: usize) -> Option<Part> {
        if self.begins_badly(line, at)
            || !self.boundary_before(line, at)
            || !self.name_character(line, at)
            || !is_han(line.text[at])
            || pronoun(line.text[at])
        {
            return None;
        }
        let stop = self.suffix_after(line, at, 2)?;
        let stem = line.text[at..stop - 1].iter();
        let transliterated = stop - at >= 4 && stem.clone().all(|c| self.gazetteer.transliterates(*c) || "·-—".contains(*c));
        // 密尔比达市议会: what it has tells that it is a city, whatever words its name holds
        let governed = || self.tables.governed.iter().any(|word| starts_with(line.text, stop, word));
        let foreign = transliterated && (self.no_words(line, at, stop) || stop - at >= 5 && governed());
        // 扶余郡: 扶余 is a name, whatever else it may be.
        let known = self.gazetteer.longest(line.text, at).is_some_and(|known| known.end + 1 == stop);
        let short = (3..=4).contains(&(stop - at)) && (known || self.no_words(line, at, stop));
        // 韦伯市长 is a mayor of that name
        let mayor = stop - at <= 3 && !known && line.text.get(stop) == Some(&'长');
        ((foreign || short) && !mayor).then(|| self.foreign_part(line, at, stop, None))
    }

    fn foreign_part(&self, line: Line, at: usize, stop: usize, country: Option<String>) -> Part {
        let name: String = line.text[at..stop].iter().collect();
        let ends = |suffixes: &[String]| suffixes.iter().any(|suffix| name.ends_with(suffix.as_str()));
        let level = match () {
            () if ends(&self.tables.province_suffixes) => Level::Province,
            () if ends(&self.tables.county_suffixes) => Level::County,
            () => Level::City,
        };
        Part { end: stop, place: Place { text: name.clone(), name, country, level, code: None } }
    }

    /// The end of the first suffix behind a stem of at least `least` characters that no further suffix follows.
    fn suffix_after(&self, line: Line, at: usize, least: usize) -> Option<usize> {
        let end = (line.span.end as usize).min(at + LONGEST + 3);
        for n in at..end {
            if n >= at + least
                && let Some(stop) = self.suffix_at(line, n)
            {
                let stop = self.last_suffix(line, stop);
                return (!self.is_no_name(&line.text[at..stop])).then_some(stop);
            }
            // 广和县, 大同市
            let inner = n == at + 1 && "和同".contains(line.text[n]);
            if !self.name_character(line, n) && !inner {
                return None;
            }
        }
        None
    }

    fn suffix_at(&self, line: Line, at: usize) -> Option<usize> {
        let found = self.tables.foreign_suffixes.iter().find(|suffix| starts_with(line.text, at, suffix))?;
        Some(at + found.chars().count()).filter(|&stop| stop <= line.span.end as usize)
    }

    /// 莞岛郡: the suffix behind a suffix, unless it begins another word (米纳斯吉拉斯州州长).
    fn last_suffix(&self, line: Line, stop: usize) -> usize {
        let title = |at: usize| self.tables.title_after_suffix.iter().any(|word| starts_with(line.text, at, word));
        match self.suffix_at(line, stop) {
            Some(further) if line.text[stop] != line.text[stop - 1] && !title(further) => further,
            _ => stop,
        }
    }

    fn name_character(&self, line: Line, at: usize) -> bool {
        let Some(c) = line.text.get(at).filter(|_| at < line.span.end as usize) else { return false };
        let han = is_han(*c) || "·-—".contains(*c);
        han && !self.tables.links.iter().any(|link| link.chars().eq([*c]))
            && !line.blocked.iter().any(|span| span.range().contains(&at))
    }

    fn boundary_before(&self, line: Line, at: usize) -> bool {
        at == line.span.start as usize || {
            let before = line.text[at - 1];
            !is_han(before) || self.tables.links.iter().any(|link| link.chars().eq([before]))
        }
    }

    /// Whether no name begins like this: 友城高槻市, 两省区.
    fn begins_badly(&self, line: Line, at: usize) -> bool {
        self.tables.not_first.iter().any(|word| starts_with(line.text, at, word))
    }

    /// Whether this ends like a word that is no name: 城市, 开发区.
    fn is_no_name(&self, text: &[char]) -> bool {
        self.tables.not_names.iter().any(|word| ends_with(text, word))
    }

    /// Whether no ordinary word of the dictionary lies in `at..stop` or crosses its end.
    fn no_words(&self, line: Line, at: usize, stop: usize) -> bool {
        let touching = line.words.iter().filter(|word| (word.span.start as usize) < stop && at < word.span.end as usize);
        touching.filter(|word| word.span.len() >= 2).all(|word| {
            // The dictionary cuts 沼津市 into 沼 and 津市.
            let cut_off = word.span.end as usize == stop && word.span.len() == 2 && line.text[stop - 1] == '市';
            // 仁川/市南/洞/区: the suffix of the place before was cut into the name
            let cut_in = word.span.start as usize + 1 == at && "市道县府郡".contains(line.text[at - 1]);
            // 总社/市民/国98年: what a time begins with was cut into the name
            let parted = line.blocked.iter().any(|span| span.start as usize == stop && word.span.range().contains(&stop));
            if cut_in || parted {
                return true;
            }
            let name = cut_off || matches!(word.tag, "ns" | "nr" | "nrt" | "nrfg" | "nz");
            name && word.span.start as usize >= at && word.span.end as usize <= stop
        })
    }
}

/// A town or a part of a city, which alone may follow a city or a county: 莞岛郡金日邑, 光州广域市南区.
fn low(place: &Place) -> bool {
    ["邑", "面", "区", "镇", "村", "乡"].iter().any(|suffix| place.name.ends_with(suffix))
}

/// 他托镇长: no name without a foreign country before it begins with a pronoun (but 老挝他曲市).
fn pronoun(c: char) -> bool {
    "他她它你您我".contains(c)
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn ends_with(text: &[char], word: &str) -> bool {
    let word: Vec<char> = word.chars().collect();
    text.ends_with(&word)
}
