//! A file that is written whole or not at all.

use std::io::{self, Write};
use std::path::Path;

use crate::error::{Error, Result};

/// What becomes of a file of the same name that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Stays,
    IsReplaced,
}

/// Writes a file, and makes its folder where there is none; the file gets its name when it is complete.
///
/// # Errors
/// A folder that can't be made or written to, a full disk; a file of that name where such a file stays.
pub fn write(path: &Path, content: &str, standing: Standing) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |source: io::Error| failed(folder, &source);
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut draft = builder().tempfile_in(folder).map_err(failed)?;
    draft.write_all(content.as_bytes()).map_err(failed)?;
    let named = match standing {
        Standing::Stays => draft.persist_noclobber(path),
        Standing::IsReplaced => draft.persist(path),
    };
    named.map(|_| ()).map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => {
            Error::Usage(format!("{}: there is such a file already\n  give another name or another folder", path.display()))
        }
        _ => failed(error.error),
    })
}

/// Temporary files are private by default; these are as readable as any file that the user makes.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".jishi-").suffix(".part");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

/// The error itself may name the temporary file, of which the user knows nothing.
fn failed(folder: &Path, source: &io::Error) -> Error {
    let cure = "give a folder that you may write to, and that has room".into();
    Error::Io { path: folder.display().to_string(), source: source.kind().into(), cure }
}
