//! A file that gets its name when it is complete, or standard output.

use std::fs::File;
use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::{Error, Result};

/// What an output writes to. A draft that is dropped leaves nothing behind.
pub struct Draft {
    /// As the user wrote it, for messages.
    name: String,
    target: Target,
}

enum Target {
    Stdout(BufWriter<Stdout>),
    File { draft: BufWriter<NamedTempFile>, path: PathBuf },
}

impl Draft {
    /// Standard output.
    pub fn stdout() -> Self {
        Self { name: "standard output".into(), target: Target::Stdout(BufWriter::with_capacity(1 << 16, io::stdout())) }
    }

    /// A temporary file in the folder of `path`, so that giving it its name is one step.
    ///
    /// # Errors
    /// A folder that doesn't exist or can't be written to; a path that is a folder.
    pub fn beside(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        if path.is_dir() {
            return Err(Error::Usage(format!("{name}: this is a folder\n  give --out the name of a file")));
        }
        // A link stays a link: what it points to is replaced.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let folder = folder_of(&path);
        let draft = builder().tempfile_in(folder).map_err(|source| unwritable(folder, source))?;
        Ok(Self { name, target: Target::File { draft: BufWriter::with_capacity(1 << 16, draft), path } })
    }

    /// Adds bytes.
    ///
    /// # Errors
    /// A full disk, a closed pipe.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let written = match &mut self.target {
            Target::Stdout(out) => out.write_all(bytes),
            Target::File { draft, .. } => draft.write_all(bytes),
        };
        written.map_err(|source| self.failed(source))
    }

    /// Adds all that `from` holds.
    ///
    /// # Errors
    /// A full disk.
    pub fn copy(&mut self, from: &mut File) -> Result<()> {
        let copied = match &mut self.target {
            Target::Stdout(out) => io::copy(from, out),
            Target::File { draft, .. } => io::copy(from, draft),
        };
        copied.map(|_| ()).map_err(|source| self.failed(source))
    }

    /// A file without a name on the same disk, for what is only known to be needed later.
    ///
    /// # Errors
    /// A folder that can't be written to.
    pub fn scratch(&self) -> Result<File> {
        let folder = match &self.target {
            Target::Stdout(_) => std::env::temp_dir(),
            Target::File { path, .. } => folder_of(path).to_owned(),
        };
        tempfile::tempfile_in(&folder).map_err(|source| unwritable(&folder, source))
    }

    /// Gives the file its name.
    ///
    /// # Errors
    /// A full disk, a closed pipe.
    pub fn finish(mut self) -> Result<()> {
        let flushed = match &mut self.target {
            Target::Stdout(out) => out.flush(),
            Target::File { draft, .. } => draft.flush(),
        };
        flushed.map_err(|source| self.failed(source))?;
        let Target::File { draft, path } = self.target else { return Ok(()) };
        let draft = draft.into_inner().map_err(|error| failed(&self.name, error.into_error()))?;
        draft.persist(path).map_err(|error| failed(&self.name, error.error))?;
        Ok(())
    }

    fn failed(&self, source: io::Error) -> Error {
        failed(&self.name, source)
    }
}

/// Wraps what went wrong with an output or one of its parts.
pub fn failed(name: &str, source: io::Error) -> Error {
    Error::Io { path: name.into(), source, cure: "make room on the disk, or give --out another place".into() }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Temporary files are private by default; an output is as readable as any file that the user makes.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".jishi-").suffix(".part");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

fn unwritable(folder: &Path, source: io::Error) -> Error {
    let path = folder.display().to_string();
    let cure = match source.kind() {
        io::ErrorKind::NotFound => format!("make the folder first (mkdir -p {path}), or give --out another one"),
        _ => "give --out a name in a folder that you may write to".into(),
    };
    // The error itself would name the temporary file, of which the user knows nothing.
    Error::Io { path, source: source.kind().into(), cure }
}
