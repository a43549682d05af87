//! What the path of a file in a rules folder says of it.

use include_dir::Dir;

use super::File;
use crate::error::Diagnostic;
use crate::near::nearest;

/// Where a file belongs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// The path of the file itself, or of the one that it adds to.
    pub path: String,
    /// Whether it adds to that file: `donation.mine.toml`.
    pub adds: bool,
}

/// Folders of a rules folder, and the endings of the files that are read in them.
const FOLDERS: [(&str, &[&str]); 3] = [("", &["toml", "json"]), ("lexicon", &["toml", "tsv", "txt"]), ("places", &["tsv"])];

/// What only users have: words for the segmenter.
pub const DICTIONARY: &str = "lexicon/dictionary.txt";

impl Name {
    /// The place of a file, by its path within the rules folder with `/` between; `None` for one that is no rule file.
    pub fn read(inside: &str) -> Option<Self> {
        let (folder, last) = inside.rsplit_once('/').unwrap_or(("", inside));
        let (stem, ending) = last.rsplit_once('.')?;
        let (_, endings) = FOLDERS.iter().find(|(known, _)| *known == folder)?;
        if stem.is_empty() || stem.starts_with('.') || !endings.contains(&ending) || ending == "json" && stem != "confidence" {
            return None;
        }
        let (base, adds) = stem.split_once('.').map_or((stem, false), |(base, _)| (base, true));
        let parent = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        Some(Self { path: format!("{parent}{base}.{ending}"), adds })
    }

    /// Whether a file of this path is read at all: a table that nothing reads is a slip of the pen.
    pub fn is_known(&self, embedded: &Dir) -> bool {
        !self.path.contains('/') || embedded.get_file(&self.path).is_some()
    }

    /// Whether it needs no built-in file of this path.
    pub fn may_stand_alone(&self) -> bool {
        self.path == DICTIONARY || !self.adds && !self.path.contains('/')
    }
}

/// Whether a rules folder reads the file at this path within it.
pub fn is_rule_file(inside: &str) -> bool {
    Name::read(inside).is_some()
}

/// A file that adds to none, or that nothing reads.
pub fn unknown<'a>(name: &Name, file: &File, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let known: Vec<&str> = known.filter(|path| folder(path) == folder(&name.path) && *path != name.path).collect();
    let near = nearest(&name.path, known.iter().copied());
    let says = if name.adds { "this file adds to" } else { "nothing reads" };
    let cure = near.map_or_else(|| format!("known: {}", known.join(", ")), |near| format!("did you mean `{near}`?"));
    let lacks = if name.adds { ", which is not there" } else { "" };
    Diagnostic::whole(&file.origin, format!("{says} `{}`{lacks}; {cure}", name.path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_says_what_a_file_is_or_adds_to() {
        for (inside, want) in [
            ("visit.toml", Some(("visit.toml", false))),
            ("donation.mine.toml", Some(("donation.toml", true))),
            ("lexicon/units.hospital.toml", Some(("lexicon/units.toml", true))),
            ("places/extra_names.2024.north.tsv", Some(("places/extra_names.tsv", true))),
            ("lexicon/dictionary.txt", Some((DICTIONARY, false))),
            ("confidence.json", Some(("confidence.json", false))),
            ("articles/a.json", None),
            ("a.json", None),
            (".visit.toml.swp", None),
            (".toml", None),
            ("notes.md", None),
            ("deep/visit.toml", None),
        ] {
            let got = Name::read(inside);
            assert_eq!(got.as_ref().map(|name| (name.path.as_str(), name.adds)), want, "{inside}");
        }
    }
}
