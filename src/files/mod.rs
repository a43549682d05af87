//! The rule files and tables: those built into the binary, and the user's folders laid over them.

mod folder;
mod name;
mod parse;
mod read;
mod rows;
mod write;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;

use crate::error::{Diagnostic, Error, Result};
use name::unknown;

pub use name::{DICTIONARY, is_rule_file};
pub use parse::parse;
pub use write::{Standing, write};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// Every file of a rules folder by its path within it (`city_pair.toml`, `lexicon/units.toml`, `places/world_cities.tsv`), and what
/// others add to it: `lexicon/units.hospital.toml` adds to `lexicon/units.toml`.
#[derive(Clone, Debug)]
pub struct Files {
    files: BTreeMap<String, File>,
    /// By the path of what they add to, in the order of folders and names.
    additions: BTreeMap<String, Vec<File>>,
    /// How many folders lie over the built-in files.
    layers: usize,
}

/// One file: what to call it in messages, and what it holds.
#[derive(Clone, Debug)]
pub struct File {
    pub origin: String,
    pub content: Cow<'static, str>,
    /// 0 for what is built in, then by folder.
    pub layer: usize,
}

impl Files {
    /// The files built into the binary.
    pub fn embedded() -> Self {
        let mut files = BTreeMap::new();
        collect(&EMBEDDED, &mut files);
        Self { files, additions: BTreeMap::new(), layers: 0 }
    }

    /// Lays a folder over these files: a file of the same path replaces, `NAME.ANYTHING.toml` adds to `NAME.toml`, others are new.
    ///
    /// # Errors
    /// A folder without rule files, a file that can't be read or is not UTF-8, one that adds to nothing, a table that nothing reads.
    pub fn with_folder(mut self, folder: &Path) -> Result<Self> {
        self.layers += 1;
        let (mut found, mut wrong) = (Vec::new(), Vec::new());
        for (name, path) in read::names(folder)? {
            match read::text(&path)? {
                Ok(content) => {
                    let file = File { origin: path.display().to_string(), content: content.into(), layer: self.layers };
                    found.push((name, file));
                }
                Err(diagnostic) => wrong.push(diagnostic),
            }
        }
        for (name, file) in &found {
            if !name.adds {
                self.files.insert(name.path.clone(), file.clone());
            }
        }
        for (name, file) in found {
            let base = self.files.contains_key(&name.path) && (name.adds || name.is_known(&EMBEDDED));
            if !base && !name.may_stand_alone() {
                wrong.push(unknown(&name, &file, self.files.keys().map(String::as_str)));
            } else if name.adds {
                self.additions.entry(name.path).or_default().push(file);
            }
        }
        if wrong.is_empty() { Ok(self) } else { Err(Error::Rules(wrong)) }
    }

    /// The file at this path.
    pub fn get(&self, name: &str) -> Option<&File> {
        self.files.get(name)
    }

    /// The files that add to the one at this path.
    pub fn additions(&self, name: &str) -> &[File] {
        self.additions.get(name).map_or(&[], Vec::as_slice)
    }

    /// The file at this path and those that add to it.
    ///
    /// # Errors
    /// There is no such file.
    pub fn all(&self, name: &str) -> std::result::Result<impl Iterator<Item = &File>, Diagnostic> {
        let missing = || Diagnostic::whole(name, "this file is missing; copy it from the built-in rules");
        Ok(std::iter::once(self.get(name).ok_or_else(missing)?).chain(self.additions(name)))
    }

    /// Every file that is not an addition, with its path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &File)> {
        self.files.iter().map(|(name, file)| (name.as_str(), file))
    }

    /// The file that messages call this, with the path of itself or of what it adds to.
    pub fn by_origin(&self, origin: &str) -> Option<(&str, &File)> {
        let added = self.additions.iter().flat_map(|(path, files)| files.iter().map(move |file| (path.as_str(), file)));
        self.iter().chain(added).find(|(_, file)| file.origin == origin)
    }

    /// How many folders lie over the built-in files.
    pub fn layers(&self) -> usize {
        self.layers
    }

    /// Whether the tables are those of other files: all that lies in a folder within, rule files left out.
    pub fn same_tables(&self, other: &Self) -> bool {
        let tables = |files: &Self| -> Vec<(String, Cow<'static, str>)> {
            let all = files.as_folder().into_iter().filter(|(path, _)| path.contains('/'));
            all.map(|(path, file)| (path, file.content.clone())).collect()
        };
        tables(self) == tables(other)
    }

    /// The files directly in the folder `folder` (`""` is the top) with this ending, in the order of their names.
    pub fn within<'a>(&'a self, folder: &'a str, ending: &'a str) -> impl Iterator<Item = (&'a str, &'a File)> {
        self.files.iter().filter_map(move |(name, file)| {
            let (parent, last) = name.rsplit_once('/').unwrap_or(("", name));
            (parent == folder).then(|| last.strip_suffix(ending)).flatten().map(|stem| (stem, file))
        })
    }

    /// A TOML table with what is added to it, read into the type that says what it may hold.
    ///
    /// # Errors
    /// The diagnostic that names file, line and column.
    pub fn table<T: DeserializeOwned>(&self, name: &str) -> std::result::Result<T, Diagnostic> {
        let mut all = self.all(name)?;
        let base = all.next().expect("`all` begins with the file itself");
        let own: T = parsed(base)?;
        let additions: Vec<&File> = all.collect();
        if additions.is_empty() {
            return Ok(own);
        }
        let mut merged: toml::Table = parsed(base)?;
        for addition in additions {
            merge(&mut merged, parsed(addition)?);
            let fits = toml::Value::Table(merged.clone()).try_into::<T>();
            fits.map_err(|error| misfit::<T>(addition, &error))?;
        }
        toml::Value::Table(merged).try_into().map_err(|error: toml::de::Error| misfit::<T>(base, &error))
    }
}

fn parsed<T: DeserializeOwned>(file: &File) -> std::result::Result<T, Diagnostic> {
    toml::from_str(&file.content).map_err(|error| at(file, &error))
}

fn at(file: &File, error: &toml::de::Error) -> Diagnostic {
    let offset = error.span().map_or(0, |span| span.start);
    Diagnostic::at(&file.origin, &file.content, offset, error.message().replace("unknown field", "unknown key"))
}

/// What is wrong with an addition that can't be read together with what it adds to. Read alone it tells the place, unless it only
/// lacks what it need not repeat.
fn misfit<T: DeserializeOwned>(addition: &File, together: &toml::de::Error) -> Diagnostic {
    let alone = toml::from_str::<T>(&addition.content).err().filter(|error| !error.message().starts_with("missing field"));
    alone.map_or_else(|| Diagnostic::whole(&addition.origin, together.message()), |error| at(addition, &error))
}

/// Lists and rows are appended, lists that are parted by blanks too; tables go into each other; all else is replaced.
fn merge(into: &mut toml::Table, addition: toml::Table) {
    for (key, added) in addition {
        match (into.get_mut(&key), added) {
            (Some(toml::Value::Table(known)), toml::Value::Table(added)) => merge(known, added),
            (Some(toml::Value::Array(known)), toml::Value::Array(added)) => known.extend(added),
            (Some(toml::Value::String(known)), toml::Value::String(added)) => *known = format!("{known} {added}"),
            (_, added) => {
                into.insert(key, added);
            }
        }
    }
}

fn collect(dir: &'static Dir<'static>, files: &mut BTreeMap<String, File>) {
    for file in dir.files() {
        if let Some(content) = file.contents_utf8() {
            let name = file.path().to_string_lossy().replace('\\', "/");
            files.insert(name.clone(), File { origin: format!("rules/{name}"), content: content.into(), layer: 0 });
        }
    }
    dir.dirs().for_each(|dir| collect(dir, files));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_addition_appends_and_replaces_nothing_that_is_a_list() {
        let mut known: toml::Table = toml::from_str("a = 'x y'\nb = [1]\n[t]\nc = true\nd = 'k'\n").unwrap();
        merge(&mut known, toml::from_str("a = 'z'\nb = [2]\ne = 1\n[t]\nc = false\n").unwrap());
        let want: toml::Table = toml::from_str("a = 'x y z'\nb = [1, 2]\ne = 1\n[t]\nc = false\nd = 'k'\n").unwrap();
        assert_eq!(known, want);
    }
}
