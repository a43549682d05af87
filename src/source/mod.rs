//! Where articles come from.

mod file;
mod folder;
mod lines;
mod record;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::article::{Failure, Raw};
use crate::error::{Error, Result};

/// Hands over articles one by one, in a stable order.
pub trait Source: Send {
    /// The next article, or what could not be read; `None` at the end.
    fn next(&mut self) -> Option<std::result::Result<Raw, Failure>>;
    /// How many bytes have been read of how many (`None` where the size can't be known: standard input).
    fn progress(&self) -> (u64, Option<u64>);
}

/// How inputs are read.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// `--map`: pairs of our name of a JSON field (text, title…) and the input's.
    pub map: Vec<(String, String)>,
}

/// A source of all inputs, in the order given; `-` is standard input.
///
/// # Errors
/// An input that does not exist, or a `--map` of a field that there is none of.
pub fn open(inputs: &[PathBuf], settings: &Settings) -> Result<Box<dyn Source>> {
    let fields = Arc::new(record::Names::new(&settings.map).map_err(Error::Usage)?);
    let inputs = folder::inputs(inputs)?;
    let total = folder::total(&inputs);
    let entries = Box::new(inputs.into_iter().flat_map(folder::Input::entries));
    Ok(Box::new(Files { entries, total, fields, current: None, done: Arc::default() }))
}

/// What a file holds, one after the other.
type Articles = Box<dyn Iterator<Item = std::result::Result<Raw, Failure>> + Send>;

/// The articles of all files of all inputs.
struct Files {
    entries: Box<dyn Iterator<Item = std::result::Result<folder::Entry, Failure>> + Send>,
    current: Option<Articles>,
    fields: Arc<record::Names>,
    done: Arc<AtomicU64>,
    total: Option<u64>,
}

impl Source for Files {
    fn next(&mut self) -> Option<std::result::Result<Raw, Failure>> {
        loop {
            if let Some(found) = self.current.as_mut().and_then(Iterator::next) {
                return Some(found);
            }
            self.current = Some(match self.entries.next()? {
                Ok(entry) => file::articles(entry, &self.fields, &self.done),
                Err(failure) => Box::new(std::iter::once(Err(failure))),
            });
        }
    }

    fn progress(&self) -> (u64, Option<u64>) {
        (self.done.load(Ordering::Relaxed), self.total)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::article::{Content, RawId};

    fn read(inputs: &[PathBuf], map: &[(&str, &str)]) -> Vec<String> {
        let map = map.iter().map(|(ours, theirs)| ((*ours).to_owned(), (*theirs).to_owned())).collect();
        let mut source = open(inputs, &Settings { map }).unwrap();
        let lines = std::iter::from_fn(|| source.next().map(|found| show(&found))).collect();
        let (done, total) = source.progress();
        assert_eq!(Some(done), total);
        lines
    }

    fn show(found: &std::result::Result<Raw, Failure>) -> String {
        match found {
            Err(failure) => format!("{} ! {}", failure.id, failure.error),
            Ok(raw) => {
                let (kind, length) = match &raw.content {
                    Content::Plain(bytes) => ("plain", bytes.len()),
                    Content::Html(bytes) => ("html", bytes.len()),
                    Content::Text(decoded) => ("text", decoded.text.len()),
                };
                let id = match &raw.id {
                    RawId::Known(id) => id.clone(),
                    RawId::In(path) => format!("{path}#"),
                };
                let date = raw.claimed.published.map(|date| format!(" {date}")).unwrap_or_default();
                let title = raw.claimed.title.as_deref().map(|title| format!(" {title}")).unwrap_or_default();
                format!("{id} {kind} {length}{date}{title}")
            }
        }
    }

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        folder
    }

    fn within(folder: &Path, names: &[&str]) -> Vec<PathBuf> {
        names.iter().map(|name| folder.join(name)).collect()
    }

    #[test]
    fn a_folder_is_read_in_order_and_hidden_files_are_passed_over() {
        let news = folder(&[
            ("b/2.txt", "甲"),
            ("b/10.HTM", "<p>"),
            ("a.shtml", "<p>"),
            (".git/x.txt", "x"),
            ("b/.x.txt", "x"),
            ("c.pdf", "x"),
        ]);
        let want = ["a.shtml html 3", "b/10.HTM html 3", "b/2.txt plain 3", "c.pdf ! unknown ending `.pdf`"];
        assert_eq!(read(&[news.path().into()], &[]), want);
    }

    #[test]
    fn several_inputs_lead_the_id_with_their_name() {
        let news = folder(&[("a/1.txt", "甲"), ("b/1.txt", "乙"), ("c/a/1.txt", "丙")]);
        assert_eq!(read(&within(news.path(), &["a", "b/1.txt"]), &[]), ["a/1.txt plain 3", "1.txt plain 3"]);
        let same = read(&within(news.path(), &["a", "c/a"]), &[]);
        assert!(same[0].ends_with("/a/1.txt plain 3") && same[1].ends_with("/c/a/1.txt plain 3"), "{same:?}");
    }

    #[test]
    fn records_are_read_by_the_usual_names() {
        let lines = concat!(
            "{\"id\": 7, \"headline\": \"题\", \"content\": \"正文。\", \"pub_time\": \"2021年5月28日\"}\n",
            "\n",
            "{\"标题\": \"题\", \"正文\": [\"一\", \"二\"], \"日期\": 1622165112}\n",
            "{\"text\": \"无\", \"date\": \"昨天\"}\n",
            "{\"title\": \"只有题\"}\n",
            "{broken\n",
            "{\"record\": \"fact\", \"text\": \"x\"}\n",
            "[1]\n",
        );
        let news = folder(&[("n.jsonl", lines)]);
        let want = [
            "7 text 9 2021-05-28 题",
            "n.jsonl# text 7 2021-05-28 题",
            "n.jsonl:4 ! `date` is \"昨天\", which is no date",
            "n.jsonl# text 3",
            "n.jsonl:5 ! the record has no text",
            "n.jsonl:6 ! not JSON: key must be a string at column 2",
            "n.jsonl:7 ! this is output of jishi (`\"record\": \"fact\"`), not an article",
            "n.jsonl:8 ! this is no JSON object",
        ];
        assert_eq!(read(&[news.path().into()], &[]), want);
    }

    #[test]
    fn one_object_is_an_article_and_an_array_is_many() {
        let news = folder(&[
            ("a.json", "{\"text\":\n \"甲\"}"),
            ("b.json", "[{\"text\": \"甲\"}, {\"guid\": \"x-1\", \"text\": \"乙\"}]"),
            ("b2.json", "{\"text\": \"甲\"}\n"),
            ("c.json", "{\"text\": \"甲\"}\n{\"text\": \"乙\"}\n"),
            ("d.json", ""),
            ("e.json", "nothing"),
        ]);
        let want = [
            "a.json text 3",
            "b.json# text 3",
            "x-1 text 3",
            "b2.json text 3",
            "c.json# text 3",
            "c.json# text 3",
            "d.json ! the file is empty",
            "e.json ! not JSON: expected ident at line 1 column 2",
        ];
        assert_eq!(read(&[news.path().into()], &[]), want);
    }

    #[test]
    fn other_names_are_mapped() {
        let news = folder(&[("n.jsonl", "{\"data\": {\"words\": \"甲\"}, \"text\": \"乙乙\"}\n")]);
        assert_eq!(read(&[news.path().into()], &[("text", "data.words")]), ["n.jsonl# text 3"]);
        let wrong = open(&[], &Settings { map: vec![("words".into(), "x".into())] }).err().unwrap().to_string();
        assert!(wrong.contains("`words`") && wrong.contains("published"), "{wrong}");
    }

    #[test]
    fn records_in_other_charsets_are_read() {
        let news = folder(&[]);
        let line = "{\"id\": \"1\", \"title\": \"市長表示\", \"text\": \"市長今天表示，兩市締結姊妹市。\"}\n";
        let utf16: Vec<u8> = format!("\u{feff}{line}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (name, bytes) in [
            ("a.jsonl", encoding_rs::BIG5.encode(line).0.into_owned()),
            ("b.jsonl", utf16),
            ("c.json", encoding_rs::GB18030.encode(line).0.into_owned()),
        ] {
            fs::write(news.path().join(name), bytes).unwrap();
        }
        assert_eq!(read(&[news.path().into()], &[]), ["1 text 45 市長表示"; 3]);
    }

    #[test]
    fn a_missing_input_says_so() {
        let error = open(&["no/such/file.txt".into()], &Settings::default()).err().unwrap().to_string();
        assert!(error.starts_with("no/such/file.txt: "), "{error}");
    }
}
