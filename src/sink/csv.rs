//! Facts as a flat table for spreadsheets: one fact a row, its value spread over readable columns.

use std::borrow::Cow;

use super::draft::Draft;
use super::{Rendered, Sink};
use crate::article::Article;
use crate::error::Result;
use crate::fact::{Fact, Field, Fields, HEAD, Value};
use crate::record::{Outcome, Quotes, fact_id};
use crate::value::{Quantity, Time};

/// The columns that every fact has.
const PLAIN: [&str; 15] = [
    "id",
    "kind",
    "article",
    "title",
    "published",
    "field",
    "start",
    "end",
    "quote",
    "status",
    "cue",
    "confidence",
    "rule",
    "sentence",
    "text",
];
/// Of a fact that is a quantity.
const QUANTITY: [&str; 8] = ["value", "min", "max", "qualifier", "unit", "unit_class", "currency", "noun"];
/// Of a fact that is a time.
const TIME: [&str; 6] = ["edtf", "earliest", "latest", "granularity", "basis", "from"];
/// Of the fields that the built-in kinds declare; what other kinds have goes into the last column.
const FIELDS: [&str; 19] = [
    "scope",
    "as_of",
    "change",
    "per",
    "part_of",
    "event",
    "a",
    "b",
    "relation",
    "since",
    "anniversary",
    "donor",
    "recipient",
    "items",
    "money",
    "when",
    "via",
    "mutual",
    "cumulative",
];

struct Csv(Draft);

/// UTF-8 with a byte order mark, without which Excel takes it for the local charset.
pub fn open(mut draft: Draft) -> Result<Box<dyn Sink>> {
    let names = PLAIN.iter().chain(&QUANTITY).chain(&TIME).chain(&FIELDS).chain(&["other"]);
    draft.write("\u{feff}".as_bytes())?;
    draft.write(&rows([names.map(|&name| Cow::from(name)).collect()]))?;
    Ok(Box::new(Csv(draft)))
}

impl Sink for Csv {
    fn render(&self, outcome: &Outcome) -> Rendered {
        let Outcome::Read(article, facts) = outcome else { return Rendered::default() };
        let quotes = Quotes::new(article);
        rows(facts.iter().map(|fact| row(article, fact, &quotes))).into()
    }

    fn write(&mut self, rendered: Rendered) -> Result<()> {
        self.0.write(&rendered.bytes)
    }

    fn finish(self: Box<Self>) -> Result<()> {
        self.0.finish()
    }
}

type Row<'a> = Vec<Cow<'a, str>>;

fn rows<'a>(rows: impl IntoIterator<Item = Row<'a>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(|cell| cell.as_bytes())).expect("every row has the same columns");
    }
    writer.into_inner().expect("memory can be written to")
}

fn row<'a>(article: &'a Article, fact: &'a Fact, quotes: &Quotes<'a>) -> Row<'a> {
    let mut row = plain(article, fact, quotes);
    let head = fact.value.get(HEAD);
    let text = match head {
        Value::Quantity(quantity) => quantity.text.as_str(),
        Value::Time(time) => time.text.as_str(),
        _ => "",
    };
    row.push(safe(text));
    row.extend(quantity(if let Value::Quantity(quantity) = head { Some(quantity) } else { None }));
    row.extend(time(if let Value::Time(time) = head { Some(time) } else { None }));
    row.extend(FIELDS.iter().map(|name| cell(fact.value.get(name))));
    row.push(others(&fact.value).into());
    row
}

fn plain<'a>(article: &'a Article, fact: &'a Fact, quotes: &Quotes<'a>) -> Row<'a> {
    let field = if fact.field == Field::Title { "title" } else { "text" };
    let number = |n: u32| Cow::from(n.to_string());
    vec![
        fact_id(&article.id, fact).into(),
        safe(&fact.kind),
        safe(&article.id),
        safe(article.title.as_deref().unwrap_or("")),
        article.published.map(|date| date.to_string()).unwrap_or_default().into(),
        field.into(),
        number(fact.span.start),
        number(fact.span.end),
        safe(quotes.quote(fact.field, fact.span)),
        fact.status.word().into(),
        safe(fact.cue.as_deref().unwrap_or("")),
        fact.confidence.map(|confidence| confidence.to_string()).unwrap_or_default().into(),
        safe(&fact.rule),
        safe(quotes.quote(fact.field, fact.sentence)),
    ]
}

fn quantity(quantity: Option<&Quantity>) -> Row<'_> {
    let Some(quantity) = quantity else { return vec![Cow::from(""); QUANTITY.len()] };
    let numbers = [quantity.value, quantity.min, quantity.max];
    let numbers = numbers.map(|n| Cow::from(n.map(|n| n.normalize().to_string()).unwrap_or_default()));
    let text = |text: &'_ Option<String>| safe(text.as_deref().unwrap_or("")).into_owned().into();
    let mut row = Vec::from(numbers);
    row.extend([quantity.qualifier.word().into(), text(&quantity.unit), word(&quantity.unit_class)]);
    row.extend([text(&quantity.currency), text(&quantity.noun)]);
    row
}

fn time(time: Option<&Time>) -> Row<'_> {
    let Some(time) = time else { return vec![Cow::from(""); TIME.len()] };
    let text = |text: &'_ Option<String>| safe(text.as_deref().unwrap_or("")).into_owned().into();
    let day = |day: Option<jiff::civil::Date>| Cow::from(day.map(|day| day.to_string()).unwrap_or_default());
    let mut row = vec![text(&time.edtf), day(time.earliest), day(time.latest)];
    row.extend([word(&time.granularity), word(&time.basis), text(&time.from)]);
    row
}

/// The word that stands for an enum in JSON.
fn word<T: serde::Serialize>(value: &T) -> Cow<'static, str> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word.into(),
        _ => "".into(),
    }
}

fn cell(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => "".into(),
        Value::Text(text) => safe(text),
        Value::Number(number) => number.to_string().into(),
        Value::Flag(flag) => flag.to_string().into(),
        Value::Quantity(_) | Value::Time(_) | Value::Place(_) | Value::Party(_) | Value::Many(_) => {
            safe(&value.to_string()).into_owned().into()
        }
    }
}

/// `name=value; name=value` of the fields that no column is for.
fn others(fields: &Fields) -> String {
    let unnamed = fields.0.iter().filter(|(name, value)| !value.is_absent() && !known(name));
    let texts: Vec<String> = unnamed.map(|(name, value)| format!("{name}={value}")).collect();
    safe(&texts.join("; ")).into_owned()
}

fn known(name: &str) -> bool {
    name == HEAD || FIELDS.contains(&name)
}

/// A text that spreadsheets don't take for a formula: an apostrophe goes before the characters that begin one.
fn safe(text: &str) -> Cow<'_, str> {
    // The fullwidth forms begin a formula too where the system's language is Chinese or Japanese.
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_taken_for_a_formula() {
        for (text, want) in [
            ("=1+1", "'=1+1"),
            ("-3度", "'-3度"),
            ("@某人", "'@某人"),
            ("＝SUM(A1)", "'＝SUM(A1)"),
            ("3-5个", "3-5个"),
            ("", ""),
        ] {
            assert_eq!(safe(text), want, "{text}");
        }
    }
}
