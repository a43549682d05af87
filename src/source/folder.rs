//! Inputs as the user names them: files, folders and standard input, and the files found in them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::article::{Failure, Stage};
use crate::error::{Error, Result};

/// One thing the user named.
#[derive(Clone, Debug)]
pub enum Input {
    Standard,
    File {
        path: PathBuf,
        id: String,
    },
    /// The ids of its files begin with `lead`.
    Folder {
        path: PathBuf,
        lead: String,
    },
}

/// One file to read, with the id of what it holds.
#[derive(Clone, Debug)]
pub struct Entry {
    /// `None` is standard input.
    pub path: Option<PathBuf>,
    pub id: String,
    pub origin: String,
}

/// The inputs, with ids that don't collide where paths don't.
///
/// # Errors
/// An input that does not exist.
pub fn inputs(paths: &[PathBuf]) -> Result<Vec<Input>> {
    let names: BTreeSet<String> = paths.iter().map(|path| name(path)).collect();
    let unique = names.len() == paths.len();
    let led = |path: &Path| if unique { name(path) } else { slashes(path) };
    paths.iter().map(|path| input(path, if paths.len() > 1 { Some(led(path)) } else { None })).collect()
}

/// How many bytes there are to read, where that can be known.
pub fn total(inputs: &[Input]) -> Option<u64> {
    inputs.iter().map(Input::size).sum()
}

fn input(path: &Path, led: Option<String>) -> Result<Input> {
    if path.as_os_str() == "-" {
        return Ok(Input::Standard);
    }
    let about = std::fs::metadata(path).map_err(|source| {
        let cure = "name a file or folder that exists, or `-` for standard input".into();
        Error::Io { path: path.display().to_string(), source, cure }
    })?;
    let path = path.to_owned();
    Ok(match (about.is_dir(), led) {
        (true, led) => Input::Folder { lead: led.map(|led| format!("{led}/")).unwrap_or_default(), path },
        (false, led) => Input::File { id: led.unwrap_or_else(|| name(&path)), path },
    })
}

/// The last part of a path; of `.` and `..` that of the folder meant.
fn name(path: &Path) -> String {
    let last = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    last(path).or_else(|| path.canonicalize().ok().as_deref().and_then(last)).unwrap_or_else(|| slashes(path))
}

fn slashes(path: &Path) -> String {
    let parts: Vec<_> = path.iter().filter(|part| *part != "." && *part != "/").map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

impl Input {
    /// Its files in the order of their names, hidden ones left out.
    pub fn entries(self) -> Box<dyn Iterator<Item = std::result::Result<Entry, Failure>> + Send> {
        match self {
            Input::Standard => Box::new(std::iter::once(Ok(Entry { path: None, id: "stdin".into(), origin: "stdin".into() }))),
            Input::File { path, id } => {
                let origin = path.display().to_string();
                Box::new(std::iter::once(Ok(Entry { path: Some(path), id, origin })))
            }
            Input::Folder { path, lead } => Box::new(walk(&path).filter_map(move |found| entry(found, &path, &lead))),
        }
    }

    fn size(&self) -> Option<u64> {
        match self {
            Input::Standard => None,
            Input::File { path, .. } => std::fs::metadata(path).ok().map(|about| about.len()),
            Input::Folder { path, .. } => {
                let files = walk(path).flatten().filter(|found| found.file_type().is_file());
                Some(files.map(|found| found.metadata().map_or(0, |about| about.len())).sum())
            }
        }
    }
}

fn walk(path: &Path) -> impl Iterator<Item = walkdir::Result<DirEntry>> + Send + use<> {
    let visible = |found: &DirEntry| found.depth() == 0 || !found.file_name().as_encoded_bytes().starts_with(b".");
    WalkDir::new(path).follow_links(true).sort_by_file_name().into_iter().filter_entry(visible)
}

fn entry(found: walkdir::Result<DirEntry>, folder: &Path, lead: &str) -> Option<std::result::Result<Entry, Failure>> {
    let id = |path: &Path| format!("{lead}{}", slashes(path.strip_prefix(folder).unwrap_or(path)));
    match found {
        Ok(found) if found.file_type().is_dir() => None,
        Ok(found) => {
            let (id, origin) = (id(found.path()), found.path().display().to_string());
            Some(Ok(Entry { path: Some(found.into_path()), id, origin }))
        }
        Err(error) => {
            let path = error.path().unwrap_or(folder);
            let cure = "make it readable, or leave it out".into();
            let (id, origin) = (id(path), path.display().to_string());
            Some(Err(Failure { id, origin, stage: Stage::Read, error: error.to_string(), cure }))
        }
    }
}
