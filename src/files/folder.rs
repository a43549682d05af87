//! All files as one folder that would give the same.

use std::path::Path;

use super::{File, Files};

impl Files {
    /// Every file, by a path within a folder that is the same set: additions stay files of their own, in the order in which they count.
    pub fn as_folder(&self) -> Vec<(String, &File)> {
        let mut all: Vec<(String, &File)> = self.files.iter().map(|(path, file)| (path.clone(), file)).collect();
        for (path, additions) in &self.additions {
            all.extend(named(path, additions).into_iter().zip(additions));
        }
        all
    }
}

/// The paths of what is added to a file. In one folder it counts by name, so names of several folders get a number where they would
/// come in another order, or twice.
fn named(path: &str, additions: &[File]) -> Vec<String> {
    let (stem, ending) = path.rsplit_once('.').unwrap_or((path, ""));
    let base = stem.rsplit_once('/').map_or(stem, |(_, base)| base);
    let own: Vec<&str> = additions.iter().map(|file| middle(&file.origin, base, ending)).collect();
    let in_order = own.windows(2).all(|pair| format!("{}.{ending}", pair[0]) < format!("{}.{ending}", pair[1]));
    let numbered = |(number, own): (usize, &&str)| match in_order {
        true => format!("{stem}.{own}.{ending}"),
        false => format!("{stem}.{:02}-{own}.{ending}", number + 1),
    };
    own.iter().enumerate().map(numbered).collect()
}

/// `mine` of `my-rules/donation.mine.toml`.
fn middle<'a>(origin: &'a str, base: &str, ending: &str) -> &'a str {
    let last = Path::new(origin).file_name().and_then(|name| name.to_str()).unwrap_or(origin);
    let rest = last.strip_prefix(base).and_then(|rest| rest.strip_suffix(ending)).unwrap_or("added");
    rest.trim_matches('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn additions_keep_their_names_where_these_keep_their_order() {
        for (origins, want) in [
            (["a/units.b.toml", "c/units.d.toml"], ["lexicon/units.b.toml", "lexicon/units.d.toml"]),
            (["a/units.d.toml", "c/units.b.toml"], ["lexicon/units.01-d.toml", "lexicon/units.02-b.toml"]),
            (["a/units.b.toml", "c/units.b.toml"], ["lexicon/units.01-b.toml", "lexicon/units.02-b.toml"]),
            (["a/units.b.1.toml", "c/units.b.toml"], ["lexicon/units.b.1.toml", "lexicon/units.b.toml"]),
        ] {
            let additions = origins.map(|origin| File { origin: origin.into(), content: "".into(), layer: 1 });
            assert_eq!(named("lexicon/units.toml", &additions), want, "{origins:?}");
        }
    }
}
