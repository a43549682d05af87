//! The rule files and tables: those built into the binary, and a folder of the user's laid over them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;

use crate::error::{Diagnostic, Error, Result};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// The endings of the files in a rules folder.
const ENDINGS: [&str; 3] = ["toml", "tsv", "json"];

/// Every file of a rules folder by its path within it (`city_pair.toml`, `lexicon/units.toml`, `places/cities.tsv`).
#[derive(Clone, Debug)]
pub struct Files {
    files: BTreeMap<String, File>,
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
        Self { files, layers: 0 }
    }

    /// Lays a folder over these files: a file of the same path replaces, others are added.
    ///
    /// # Errors
    /// A folder or file that can't be read, or a file that is not UTF-8.
    pub fn with_folder(mut self, folder: &Path) -> Result<Self> {
        self.layers += 1;
        for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
            let entry = entry.map_err(|error| unreadable(folder, error.into()))?;
            let wanted = entry.path().extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known));
            if !entry.file_type().is_file() || !wanted {
                continue;
            }
            let content = std::fs::read_to_string(entry.path()).map_err(|error| unreadable(entry.path(), error))?;
            let inside = entry.path().strip_prefix(folder).expect("walked from this folder");
            let name = inside.to_string_lossy().replace('\\', "/");
            self.files
                .insert(name, File { origin: entry.path().display().to_string(), content: content.into(), layer: self.layers });
        }
        Ok(self)
    }

    /// The file at this path.
    pub fn get(&self, name: &str) -> Option<&File> {
        self.files.get(name)
    }

    /// The files directly in the folder `folder` (`""` is the top) with this ending, in the order of their names.
    pub fn within<'a>(&'a self, folder: &'a str, ending: &'a str) -> impl Iterator<Item = (&'a str, &'a File)> {
        self.files.iter().filter_map(move |(name, file)| {
            let (parent, last) = name.rsplit_once('/').unwrap_or(("", name));
            (parent == folder).then(|| last.strip_suffix(ending)).flatten().map(|stem| (stem, file))
        })
    }

    /// A TOML table, read into the type that says what it may hold.
    ///
    /// # Errors
    /// The diagnostic that names file, line and column.
    pub fn table<T: DeserializeOwned>(&self, name: &str) -> std::result::Result<T, Diagnostic> {
        let file =
            self.get(name).ok_or_else(|| Diagnostic::whole(name, "this file is missing; copy it from the built-in rules"))?;
        toml::from_str(&file.content).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            Diagnostic::at(&file.origin, &file.content, offset, error.message())
        })
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

fn unreadable(path: &Path, source: std::io::Error) -> Error {
    let cure = "give --rules a readable folder of .toml, .tsv and .json files in UTF-8".into();
    Error::Io { path: path.display().to_string(), source, cure }
}
