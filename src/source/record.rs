//! An article as a JSON object: the names its fields go by, and what they hold.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::folder::Entry;
use crate::article::{Claimed, Content, Decoded, Failure, Raw, RawId, Stage};
use crate::decode::dates;

/// Our fields, and the names that others give them; the first that a record has is taken.
const FIELDS: &[(&str, &[&str])] = &[
    ("id", &["id", "docid", "doc_id", "news_id", "newsid", "article_id", "guid", "uuid", "_id", "编号"]),
    ("title", &["title", "headline", "标题", "題目", "標題"]),
    ("text", &["text", "content", "body", "article", "full_text", "fulltext", "maintext", "正文", "内容", "內容", "全文"]),
    (
        "published",
        &[
            "published",
            "publish_date",
            "publish_time",
            "published_at",
            "published_date",
            "date_publish",
            "pubdate",
            "pub_date",
            "pubtime",
            "pub_time",
            "date",
            "time",
            "datetime",
            "created_at",
            "发布时间",
            "发布日期",
            "日期",
            "时间",
            "發布時間",
            "時間",
        ],
    ),
    ("source", &["source", "media", "site", "publisher", "outlet", "来源", "來源", "媒体", "媒體"]),
    ("url", &["url", "link", "href", "链接", "網址", "网址"]),
];

/// Under which names a record's fields are looked for.
#[derive(Debug)]
pub struct Names {
    /// In the order of `FIELDS`: the user's own names first.
    names: BTreeMap<&'static str, Vec<String>>,
}

impl Names {
    /// The usual names, and before them what `--map` says; `data.text` is the field `text` of the object `data`.
    ///
    /// # Errors
    /// A map of a field that there is none of.
    pub fn new(map: &[(String, String)]) -> Result<Self, String> {
        let usual = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let mut names: BTreeMap<&str, Vec<String>> = FIELDS.iter().map(|(ours, names)| (*ours, usual(names))).collect();
        for (ours, theirs) in map {
            let known = || FIELDS.iter().map(|(ours, _)| *ours).collect::<Vec<_>>().join(", ");
            let unknown =
                || format!("--map: there is no field `{ours}`\n  write OURS=THEIRS, where OURS is one of {}", known());
            names.get_mut(ours.as_str()).ok_or_else(unknown)?.insert(0, theirs.clone());
        }
        Ok(Self { names })
    }

    /// The value of one of our fields, with the name it goes by.
    fn find<'a>(&'a self, record: &'a Map<String, Value>, ours: &str) -> Option<(&'a str, &'a Value)> {
        let names = self.names.get(ours)?;
        names.iter().find_map(|name| get(record, name).filter(|value| !is_absent(value)).map(|value| (name.as_str(), value)))
    }
}

/// A field by its name in any case, or by a path.
fn get<'a>(record: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let any_case = || record.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value);
    let path = || name.split_once('.').and_then(|(first, rest)| get(record.get(first)?.as_object()?, rest));
    record.get(name).or_else(any_case).or_else(path).map(unwrapped)
}

/// Database exports write `{"$oid": "…"}` and `{"$date": …}`.
fn unwrapped(value: &Value) -> &Value {
    let inner = value.as_object().filter(|map| map.len() == 1).and_then(|map| map.iter().next());
    inner.filter(|(key, _)| key.starts_with('$')).map_or(value, |(_, inner)| inner)
}

fn is_absent(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}

/// Where a record stands: what to call it, where it is, and the path that leads its id where it has none of its own
/// (`None`: it is alone in its file, and the id is that of the file).
pub struct Place<'a> {
    pub id: String,
    pub origin: String,
    pub path: Option<&'a str>,
}

/// An article, a failure, or both: an article whose date is none is read without it.
pub type Read = Vec<Result<Raw, Failure>>;

/// The records of a JSON file: one object, an array of objects, or one after the other.
pub fn of_file(decoded: &Decoded, entry: &Entry, names: &Names) -> Read {
    let alone = Place { id: entry.id.clone(), origin: entry.origin.clone(), path: None };
    let values: Result<Vec<Value>, _> = serde_json::Deserializer::from_str(&decoded.text).into_iter().collect();
    let values = match values {
        Ok(values) => values,
        Err(error) => return vec![Err(alone.failure(format!("not JSON: {error}"), "give one object, or an array of objects"))],
    };
    match <[Value; 1]>::try_from(values) {
        Ok([Value::Array(values)]) | Err(values) => {
            let place = |n: usize| Place {
                id: format!("{}:{n}", entry.id),
                origin: format!("{}:{n}", entry.origin),
                path: Some(&entry.id),
            };
            let read = |(n, value)| of_value(value, decoded, &place(n + 1), names);
            values.into_iter().enumerate().flat_map(read).collect()
        }
        Ok([value]) => of_value(value, decoded, &alone, names),
    }
}

/// The record on one line.
pub fn of_line(decoded: &Decoded, place: &Place, names: &Names) -> Read {
    match serde_json::from_str(&decoded.text) {
        Ok(value) => of_value(value, decoded, place, names),
        Err(error) => {
            let error = error.to_string().replace("line 1 ", "");
            vec![Err(place.failure(format!("not JSON: {error}"), "put one JSON object on each line"))]
        }
    }
}

impl Place<'_> {
    fn failure(&self, error: String, cure: &str) -> Failure {
        Failure { id: self.id.clone(), origin: self.origin.clone(), stage: Stage::Parse, error, cure: cure.into() }
    }
}

fn of_value(value: Value, container: &Decoded, place: &Place, names: &Names) -> Read {
    let Value::Object(record) = value else {
        return vec![Err(place.failure("this is no JSON object".into(), "give objects with a text each"))];
    };
    if let Some(ours) =
        record.get("record").and_then(Value::as_str).filter(|kind| ["article", "fact", "failure"].contains(kind))
    {
        let error = format!("this is output of jishi (`\"record\": \"{ours}\"`), not an article");
        return vec![Err(place.failure(error, "give the articles that it was made from"))];
    }
    let Some(text) = names.find(&record, "text").and_then(|(_, value)| string(value)) else {
        let cure = "if its text has another name, say --map text=NAME";
        return vec![Err(place.failure("the record has no text".into(), cure))];
    };
    let (published, failure) = published(&record, place, names);
    let content = Content::Text(Decoded { text, charset: container.charset, malformed: container.malformed });
    let of = |ours: &str| names.find(&record, ours).and_then(|(_, value)| string(value)).map(|text| text.trim().to_owned());
    let claimed = Claimed { title: of("title"), published, source: of("source"), url: of("url") };
    let id = of("id")
        .map(RawId::Known)
        .unwrap_or_else(|| place.path.map_or(RawId::Known(place.id.clone()), |path| RawId::In(path.into())));
    let raw = Raw { id, origin: place.origin.clone(), content, claimed };
    failure.map(Err).into_iter().chain([Ok(raw)]).collect()
}

fn published(record: &Map<String, Value>, place: &Place, names: &Names) -> (Option<Date>, Option<Failure>) {
    let Some((name, value)) = names.find(record, "published") else { return (None, None) };
    let date = match value {
        Value::Number(number) => number.as_i64().or_else(|| number.as_f64().map(|n| n as i64)).and_then(dates::number_of),
        other => other.as_str().and_then(dates::parse),
    };
    let zero = value.as_i64() == Some(0) || value.as_str().is_some_and(|text| text.starts_with("0000"));
    if date.is_some() || zero {
        return (date, None);
    }
    let cure = "write it as 2021-05-28; the article was read without it";
    (None, Some(place.failure(format!("`{name}` is {value}, which is no date"), cure)))
}

/// Strings, numbers, and lists of them as lines.
fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => {
            let lines: Vec<String> = values.iter().filter_map(string).collect();
            Some(lines.join("\n")).filter(|text| !text.trim().is_empty())
        }
        Value::Null | Value::Bool(_) | Value::Object(_) => None,
    }
}
