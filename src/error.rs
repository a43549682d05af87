//! The two ways in which work stops: a rule author's mistakes, and a world that fails.
//! What is odd in a text is neither; it is said in the fact.

use std::fmt;

/// One mistake in a rule file or a lexicon table, with the place and the cure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    pub file: String,
    /// 1-based; 0 where the whole file is meant.
    pub line: usize,
    /// 1-based, in characters; 0 where the whole line is meant.
    pub column: usize,
    pub message: String,
    /// The line of the file, and a caret line below it, where there is one.
    pub excerpt: Option<String>,
}

impl Diagnostic {
    /// A mistake at a byte offset of `content`, with the line shown and the place marked.
    pub fn at(file: &str, content: &str, offset: usize, message: impl Into<String>) -> Self {
        let offset = content.floor_char_boundary(offset.min(content.len()));
        let start = content[..offset].rfind('\n').map_or(0, |n| n + 1);
        let line = content[start..].lines().next().unwrap_or("");
        let column = content[start..offset].chars().count() + 1;
        let number = content[..start].matches('\n').count() + 1;
        let pad: String = content[start..offset].chars().map(|c| if c.is_ascii() { ' ' } else { '\u{3000}' }).collect();
        let excerpt = format!("{number:>5} | {line}\n      | {pad}^");
        Self { file: file.into(), line: number, column, message: message.into(), excerpt: Some(excerpt) }
    }

    /// Whether another mistake has the same place.
    pub fn is_at(&self, other: &Self) -> bool {
        self.line > 0 && (&self.file, self.line, self.column) == (&other.file, other.line, other.column)
    }

    /// A mistake that has no single place in the file.
    pub fn whole(file: &str, message: impl Into<String>) -> Self {
        Self { file: file.into(), line: 0, column: 0, message: message.into(), excerpt: None }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (0, _) => write!(f, "{}: {}", self.file, self.message)?,
            (line, 0) => write!(f, "{}:{line}: {}", self.file, self.message)?,
            (line, column) => write!(f, "{}:{line}:{column}: {}", self.file, self.message)?,
        }
        self.excerpt.as_ref().map_or(Ok(()), |excerpt| write!(f, "\n{excerpt}"))
    }
}

/// What stops a run; the command line prints it and exits with 2.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Rule files or lexicon tables are wrong; every mistake of every file is listed.
    #[error("{}", list(.0))]
    Rules(Vec<Diagnostic>),
    /// A file or folder can't be read or written.
    #[error("{path}: {source}\n  {cure}")]
    Io { path: String, source: std::io::Error, cure: String },
    /// What the user asked for can't be done; the text names the place and the cure.
    #[error("{0}")]
    Usage(String),
}

impl From<Diagnostic> for Error {
    fn from(diagnostic: Diagnostic) -> Self {
        Error::Rules(vec![diagnostic])
    }
}

fn list(diagnostics: &[Diagnostic]) -> String {
    let lines: Vec<String> = diagnostics.iter().map(Diagnostic::to_string).collect();
    lines.join("\n")
}

/// The result of what can stop a run.
pub type Result<T> = std::result::Result<T, Error>;
