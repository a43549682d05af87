//! Known places, and the longest known name at a position.

use rustc_hash::FxHashMap;

use crate::error::Diagnostic;
use crate::files::Files;
use crate::value::Level;

/// A known place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The full form.
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    pub level: Level,
    pub code: Option<String>,
    /// The full name of the province or foreign first-level division it lies in; empty where unknown.
    pub parent: String,
    pub population: u64,
}

/// How far a name can be trusted alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// A name wherever it stands.
    Full,
    /// A name of two characters, trusted alone where the place is large: 神户.
    Short,
    /// Only beside its country or parent, with a suffix, or where the article has the full form: 朝阳, 和平.
    Beside,
}

/// A name and what it may stand for.
#[derive(Clone, Copy, Debug)]
struct Surface {
    entry: u32,
    trust: Trust,
}

/// A name's characters, without separators, and what it may stand for.
type Name = (Box<[char]>, Vec<Surface>);

/// All known places by name.
#[derive(Debug, Default)]
pub struct Gazetteer {
    entries: Vec<Entry>,
    /// By their first two characters, longer names first.
    names: FxHashMap<[char; 2], Vec<Name>>,
    /// One-character forms of countries and provinces: 鄂, 法.
    abbreviations: FxHashMap<char, Vec<u32>>,
    /// Divisions of the mainland by their code.
    by_code: FxHashMap<String, u32>,
    /// Characters that foreign names are written with, by how frequent they are.
    transliteration: FxHashMap<char, u32>,
}

/// What stands at a position.
#[derive(Debug)]
pub struct Known<'a> {
    /// Where the name ends.
    pub end: usize,
    /// What it may be, most likely first.
    pub candidates: Vec<(&'a Entry, Trust)>,
}

/// Written between the parts of foreign names, or left out.
const SEPARATORS: &str = "·-—";

impl Gazetteer {
    /// Reads the tables of `places/`.
    ///
    /// # Errors
    /// A table that is missing, or a line with too few columns.
    pub fn load(files: &Files) -> Result<Self, Diagnostic> {
        let mut new = Self::default();
        new.countries(files)?;
        new.china(files)?;
        new.divisions(files)?;
        new.cities(files)?;
        new.extra(files)?;
        for row in files.rows("places/translit_chars.tsv", 2)? {
            if let Some(c) = row[0].chars().next() {
                new.transliteration.insert(c, row[1].parse().unwrap_or(0));
            }
        }
        new.names.values_mut().for_each(|bucket| bucket.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0))));
        Ok(new)
    }

    /// The longest known name that starts at `at`.
    pub fn longest(&self, text: &[char], at: usize) -> Option<Known<'_>> {
        let bucket = self.names.get(&[*text.get(at)?, *text.get(at + 1)?])?;
        bucket.iter().find_map(|(name, surfaces)| {
            let end = matches(text, at, name)?;
            let candidates = surfaces.iter().map(|s| (&self.entries[s.entry as usize], s.trust)).collect();
            Some(Known { end, candidates })
        })
    }

    /// What a one-character form may stand for: 鄂 → 湖北省; countries of the same character follow.
    pub fn abbreviated(&self, c: char) -> Vec<&Entry> {
        self.abbreviations.get(&c).into_iter().flatten().map(|&entry| &self.entries[entry as usize]).collect()
    }

    /// Whether foreign names are commonly written with this character.
    pub fn transliterates(&self, c: char) -> bool {
        self.transliteration.get(&c).is_some_and(|&count| count >= 10)
    }

    /// The prefecture and the province that a division of the mainland lies in, where they are not itself.
    pub fn above(&self, code: &str) -> Vec<&Entry> {
        let prefix = |n: usize| code.get(..n).map(|prefix| format!("{prefix:0<6}")).filter(|above| above != code);
        [prefix(4), prefix(2)]
            .into_iter()
            .flatten()
            .filter_map(|above| Some(&self.entries[*self.by_code.get(&above)? as usize]))
            .collect()
    }

    fn add(&mut self, entry: Entry, names: &[(&str, Trust)]) {
        let id = u32::try_from(self.entries.len()).expect("fewer than 4 Gi places");
        for (name, trust) in names {
            let key: Vec<char> = name.chars().filter(|c| !SEPARATORS.contains(*c)).collect();
            if key.len() < 2 {
                continue;
            }
            let bucket = self.names.entry([key[0], key[1]]).or_default();
            let surface = Surface { entry: id, trust: *trust };
            match bucket.iter_mut().find(|(known, _)| **known == *key) {
                Some((_, surfaces)) => surfaces.push(surface),
                None => bucket.push((key.into_boxed_slice(), vec![surface])),
            }
        }
        self.entries.push(entry);
    }

    fn countries(&mut self, files: &Files) -> Result<(), Diagnostic> {
        for row in files.rows("places/countries.tsv", 11)? {
            // What the notation 中国 stands for is the home of every article; its own row is a country like others.
            let entry = Entry {
                name: row[4].into(),
                country: row[0].into(),
                level: Level::Country,
                code: Some(row[1].into()),
                parent: String::new(),
                population: row[10].parse().unwrap_or(0),
            };
            let id = u32::try_from(self.entries.len()).expect("fewer than 4 Gi places");
            for c in row[7].split(';').filter_map(|abbreviation| abbreviation.chars().next()) {
                self.abbreviations.entry(c).or_default().push(id);
            }
            let written = std::iter::once(row[4]).chain(row[5].split(';'));
            // 刚果（布） is written 刚果 too.
            let names: Vec<(&str, Trust)> = written
                .flat_map(|name| [name, name.split(['（', '(']).next().unwrap_or(name)])
                .map(|name| (name, Trust::Full))
                .collect();
            self.add(entry, &names);
        }
        Ok(())
    }

    /// The divisions of today, and what they and those before them were called.
    fn china(&mut self, files: &Files) -> Result<(), Diagnostic> {
        let (today, former) = (files.rows("places/cn_admin.tsv", 8)?, files.rows("places/cn_former.tsv", 8)?);
        for row in today.into_iter().chain(former).filter(|row| row[5] != "zone") {
            let level = match row[4] {
                "1" => Level::Province,
                "2" => Level::City,
                _ => Level::County,
            };
            let entry = Entry {
                name: row[1].into(),
                country: "CN".into(),
                level,
                code: Some(row[0].into()),
                parent: if level == Level::Province { String::new() } else { row[6].into() },
                population: 0,
            };
            let id = u32::try_from(self.entries.len()).expect("fewer than 4 Gi places");
            for c in row[3].split(';').filter(|a| a.chars().count() == 1).filter_map(|a| a.chars().next()) {
                self.abbreviations.entry(c).or_default().insert(0, id);
            }
            self.by_code.entry(row[0].into()).or_insert(id);
            let short = if level == Level::County { Trust::Beside } else { Trust::Full };
            // 博州
            let clipped = row[3].split(';').filter(|a| a.chars().count() > 1).map(|name| (name, Trust::Full));
            let names: Vec<(&str, Trust)> = [(row[1], Trust::Full), (row[2], short)].into_iter().chain(clipped).collect();
            self.add(entry, &names);
        }
        Ok(())
    }

    fn divisions(&mut self, files: &Files) -> Result<(), Diagnostic> {
        for row in files.rows("places/world_admin1.tsv", 7)? {
            let risk = row.get(9).copied().unwrap_or("");
            self.foreign(&row, [1, 4, 5], (Level::Province, row[0], ""), risk);
        }
        Ok(())
    }

    fn cities(&mut self, files: &Files) -> Result<(), Diagnostic> {
        for row in files.rows("places/world_cities.tsv", 8)? {
            let risk = row.get(10).copied().unwrap_or("");
            self.foreign(&row, [1, 4, 5], (Level::City, row[0], row[7]), risk);
        }
        Ok(())
    }

    fn extra(&mut self, files: &Files) -> Result<(), Diagnostic> {
        for row in files.rows("places/extra_names.tsv", 5)? {
            let level = match row[1] {
                "city" => Level::City,
                "county" | "district" => Level::County,
                _ => Level::Province,
            };
            let risk = row.get(5).copied().unwrap_or("");
            self.foreign(&row, [0, 3, 4], (level, "", ""), risk);
        }
        Ok(())
    }

    /// A row of a table of foreign places; `columns` are those of country, name and other names, `facts` level, code and population.
    fn foreign(&mut self, row: &[&str], columns: [usize; 3], facts: (Level, &str, &str), risk: &str) {
        let [country, name, others] = columns.map(|n| row.get(n).copied().unwrap_or(""));
        let entry = Entry {
            name: name.into(),
            country: country.into(),
            level: facts.0,
            code: Some(facts.1.to_owned()).filter(|code| !code.is_empty()),
            parent: String::new(),
            population: facts.2.parse().unwrap_or(0),
        };
        // A name of two characters, or one flagged as ordinary word or Chinese division, says little alone.
        let trust = |n: &str| match (n.chars().count(), risk.is_empty()) {
            (_, false) => Trust::Beside,
            (..=2, true) => Trust::Short,
            (_, true) => Trust::Full,
        };
        let names: Vec<(&str, Trust)> = std::iter::once(name).chain(others.split(';')).map(|n| (n, trust(n))).collect();
        self.add(entry, &names);
    }
}

/// Where a name ends in the text, separators passed over.
fn matches(text: &[char], at: usize, name: &[char]) -> Option<usize> {
    let mut end = at;
    for (n, &c) in name.iter().enumerate() {
        if n > 0 && text.get(end).is_some_and(|c| SEPARATORS.contains(*c)) {
            end += 1;
        }
        if text.get(end) != Some(&c) {
            return None;
        }
        end += 1;
    }
    Some(end)
}
