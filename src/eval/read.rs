//! Gold and facts, as they lie on the disk.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::error::{Error, Result};

/// The facts of each article, by the article's key.
pub type Facts = BTreeMap<String, Vec<Value>>;

/// Reads gold: one object an article, `{"id", "facts": [...]}`, from a JSON Lines file or all `.jsonl` files of a folder.
///
/// # Errors
/// What can't be read, a line that is not of this form, two articles of one key; each with its file and line.
pub fn gold(path: &Path) -> Result<Facts> {
    let mut all = Facts::new();
    for_each_line(path, |place, line| {
        let id = line["id"].as_str().ok_or_else(|| wrong(place, "an article of gold needs its `id`"))?;
        let facts = line["facts"].as_array().ok_or_else(|| wrong(place, "an article of gold needs its list of `facts`"))?;
        facts.iter().try_for_each(|fact| whole(place, fact))?;
        match all.insert(key(id), facts.clone()) {
            Some(_) => Err(wrong(place, &format!("a second article `{id}`; ids are compared without folder and ending"))),
            None => Ok(()),
        }
    })?;
    Ok(all)
}

/// Reads facts: the records that `jishi extract` writes. Those of a title that stands apart, and other records, are passed over.
///
/// # Errors
/// What can't be read, or a line that is not JSON or a fact without its place; each with its file and line.
pub fn facts(path: &Path) -> Result<Facts> {
    let mut all = Facts::new();
    for_each_line(path, |place, line| {
        let of_text = line["field"].as_str().is_none_or(|field| field == "text");
        if line["kind"].is_null() || !of_text {
            return Ok(());
        }
        let id = line["article"]["id"].as_str().ok_or_else(|| wrong(place, "a fact needs its `article` with an `id`"))?;
        let key = key(id);
        whole(place, &line)?;
        all.entry(key).or_default().push(line);
        Ok(())
    })?;
    Ok(all)
}

/// An article's id without folders and ending, so that `news/a.txt` and `a` are one; what follows `#` stays.
fn key(id: &str) -> String {
    let (path, part) = id.split_once('#').map_or((id, None), |(path, part)| (path, Some(part)));
    let part = part.map(|part| format!("#{}", part.split('#').next().unwrap_or_default())).unwrap_or_default();
    let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    format!("{}{part}", name.split('.').next().unwrap_or_default())
}

fn whole(place: &str, fact: &Value) -> Result<()> {
    let spanned = fact["start"].is_u64() && fact["end"].is_u64();
    let cure = "a fact needs `kind`, `start`, `end` (code points) and an object `value`";
    if fact["kind"].is_string() && spanned && fact["value"].is_object() { Ok(()) } else { Err(wrong(place, cure)) }
}

fn for_each_line(path: &Path, mut each: impl FnMut(&str, Value) -> Result<()>) -> Result<()> {
    for file in files(path)? {
        let shown = file.display().to_string();
        let content = std::fs::read_to_string(&file).map_err(|source| unreadable(&shown, source))?;
        for (number, line) in content.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let place = format!("{shown}:{}", number + 1);
            each(&place, serde_json::from_str(line).map_err(|error| wrong(&place, &format!("not JSON: {error}")))?)?;
        }
    }
    Ok(())
}

/// The file itself, or the `.jsonl` files in a folder, in the order of their names.
fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let shown = path.display().to_string();
    let entries = std::fs::read_dir(path).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
    let files = entries.map_err(|source| unreadable(&shown, source))?.into_iter().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = files.filter(|file| file.extension().is_some_and(|ending| ending == "jsonl")).collect();
    files.sort();
    if files.is_empty() {
        return Err(Error::Usage(format!("{shown}: there is no .jsonl file in this folder")));
    }
    Ok(files)
}

fn unreadable(path: &str, source: std::io::Error) -> Error {
    Error::Io { path: path.into(), source, cure: "give a readable JSON Lines file in UTF-8, or a folder of them".into() }
}

fn wrong(place: &str, message: &str) -> Error {
    Error::Usage(format!("{place}: {message}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_compared_without_folder_and_ending() {
        for (id, want) in
            [("a", "a"), ("news/2021/a.txt", "a"), ("a.big5.txt", "a"), ("x/all.jsonl#12ab", "all#12ab"), ("", ""), ("a/", "a")]
        {
            assert_eq!(key(id), want, "{id}");
        }
    }
}
