//! A rules folder on the disk.

use std::path::{Path, PathBuf};

use super::name::Name;
use crate::error::{Diagnostic, Error, Result};

/// The rule files of a folder, additions behind what is no addition, each by name.
///
/// # Errors
/// A folder that can't be read, or that holds no rule file.
pub fn names(folder: &Path) -> Result<Vec<(Name, PathBuf)>> {
    let (mut all, mut deeper) = (Vec::new(), None);
    // Rule files stand in the folder and in those directly in it; what lies deeper may be a whole archive.
    for entry in walkdir::WalkDir::new(folder).max_depth(2).sort_by_file_name() {
        let entry = entry.map_err(|error| unreadable(folder, error.into()))?;
        let inside = entry.path().strip_prefix(folder).expect("walked from this folder").to_string_lossy().replace('\\', "/");
        match Name::read(&inside) {
            Some(name) if !entry.file_type().is_dir() => all.push((name, entry.into_path())),
            None if inside.ends_with(".toml") => deeper = entry.path().parent().map(Path::to_path_buf),
            _ => (),
        }
    }
    if all.is_empty() {
        return Err(Error::Usage(none(folder, deeper.as_deref())));
    }
    all.sort_by(|(a, x), (b, y)| (a.adds, x).cmp(&(b.adds, y)));
    Ok(all)
}

fn none(folder: &Path, deeper: Option<&Path>) -> String {
    let cure = match deeper {
        Some(deeper) => format!("did you mean --rules {}?", deeper.display()),
        None => "write the first one with `jishi rules new KIND`, or the built-in ones with `jishi rules export DIR`".into(),
    };
    format!("--rules {}: no rule file is in this folder (KIND.toml, lexicon/*.toml, places/*.tsv)\n  {cure}", folder.display())
}

/// What a file says, without a byte order mark; or where it is not UTF-8.
///
/// # Errors
/// A file that can't be read.
pub fn text(path: &Path) -> Result<std::result::Result<String, Diagnostic>> {
    let bytes = std::fs::read(path).map_err(|error| unreadable(path, error))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..valid].iter().filter(|&&byte| byte == b'\n').count() + 1;
        let seems = encoding_rs::GB18030.decode_without_bom_handling(error.as_bytes());
        let guess = if seems.1 { "" } else { "; it reads as GB18030, as Windows saves it" };
        let message = format!("not UTF-8 from this line on: save the file as UTF-8{guess}");
        Diagnostic { line, ..Diagnostic::whole(&path.display().to_string(), message) }
    });
    Ok(text.map(|text| text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)))
}

fn unreadable(path: &Path, source: std::io::Error) -> Error {
    let cure = "give --rules a readable folder of .toml, .tsv and .json files in UTF-8".into();
    Error::Io { path: path.display().to_string(), source, cure }
}
