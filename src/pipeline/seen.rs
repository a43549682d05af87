//! The ids of a run, and where each was found, in a few bytes an article.

use rustc_hash::FxHashMap;

/// Every id so far.
#[derive(Default)]
pub struct Seen {
    /// By the hash of the id: which beginning its origin has, and how that goes on.
    origins: FxHashMap<u64, (u32, Rest)>,
    beginnings: Vec<Box<str>>,
    known: FxHashMap<Box<str>, u32>,
}

/// How an origin goes on behind its beginning. Neither needs the text itself, which for a million files would be most of it.
#[derive(Clone, Copy)]
enum Rest {
    /// With the id: `archive/` and `hubei.txt`.
    Id,
    /// With the number of a line: `news.jsonl` and `:17`.
    Line(u32),
    /// Not at all.
    Nothing,
}

impl Seen {
    /// Notes an id; where it was noted before, gives the origin that it had then.
    pub fn add(&mut self, id: &str, origin: &str) -> Option<String> {
        let hash = *blake3::hash(id.as_bytes()).as_bytes().first_chunk().expect("a hash has 32 bytes");
        let key = u64::from_le_bytes(hash);
        if let Some((beginning, rest)) = self.origins.get(&key) {
            return Some(rest.behind(&self.beginnings[*beginning as usize], id));
        }
        let (beginning, rest) = split(id, origin);
        let beginning = self.beginning(beginning);
        self.origins.insert(key, (beginning, rest));
        None
    }

    fn beginning(&mut self, text: &str) -> u32 {
        if let Some(&known) = self.known.get(text) {
            return known;
        }
        let number = u32::try_from(self.beginnings.len()).expect("fewer than 4 Gi folders");
        self.beginnings.push(text.into());
        self.known.insert(text.into(), number);
        number
    }
}

impl Rest {
    fn behind(self, beginning: &str, id: &str) -> String {
        match self {
            Rest::Id => format!("{beginning}{id}"),
            Rest::Line(line) => format!("{beginning}:{line}"),
            Rest::Nothing => beginning.to_owned(),
        }
    }
}

fn split<'a>(id: &str, origin: &'a str) -> (&'a str, Rest) {
    if let Some(folder) = origin.strip_suffix(id) {
        return (folder, Rest::Id);
    }
    let line = origin.rsplit_once(':').and_then(|(path, line)| Some((path, line.parse::<u32>().ok()?)));
    line.map_or((origin, Rest::Nothing), |(path, line)| (path, Rest::Line(line)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_comes_again_names_its_first_origin() {
        for (id, first) in [("hubei.txt", "archive/hubei.txt"), ("a-1", "news.jsonl:17"), ("b", "-"), ("007", "x.jsonl:007")] {
            let mut seen = Seen::default();
            assert_eq!(seen.add(id, first), None);
            assert_eq!(seen.add(id, "elsewhere").as_deref(), Some(first));
            assert_eq!(seen.add("another", "elsewhere"), None);
        }
    }
}
