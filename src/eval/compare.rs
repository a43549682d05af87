//! When a fact and one of gold speak of the same thing, and when they say the same of it.

use std::collections::BTreeSet;

use regex::Regex;
use serde_json::Value;

use crate::error::{Diagnostic, Result};
use crate::files::Files;
use crate::plain::Fold;

/// How well a fact of gold and one of the program go together; more is better.
pub type Fit = [i64; 4];

/// What is needed to compare names: folding to Simplified, endings of divisions, names of countries.
pub struct Comparer {
    fold: Fold,
    ending: Regex,
    countries: Vec<String>,
}

/// The endings that a place's name may have or lack.
const ENDING: &str = "(特别行政区|(?:壮族|回族|维吾尔)?自治区|自治州|自治县|都市圈|大区|省|市|州|县|区|府|道|都|郡|町|村|镇)$";

/// Rows of the table of countries that are places in others' names: 澳门特别行政区.
const PARTS: [&str; 3] = ["HK", "MO", "TW"];

/// What a name may be wrapped in.
const QUOTES: [char; 7] = ['“', '”', '"', '\'', '《', '》', ' '];

impl Comparer {
    /// Reads the tables that names are compared by.
    ///
    /// # Errors
    /// The table of characters or that of countries is missing or wrong.
    pub fn load(files: &Files) -> Result<Self> {
        let name = "places/countries.tsv";
        let table = files.get(name).ok_or_else(|| Diagnostic::whole(name, "this file is missing"))?;
        let head: Vec<&str> = table.content.lines().next().unwrap_or_default().split('\t').collect();
        let column = |name: &str| {
            let missing = || Diagnostic::whole(&table.origin, format!("the column `{name}` is missing"));
            head.iter().position(|head| *head == name).ok_or_else(missing)
        };
        let (code, name) = (column("cc")?, column("zh")?);
        let rows = table.content.lines().skip(1).map(|line| line.split('\t').collect::<Vec<&str>>());
        let countries = rows.filter(|row| row.get(code).is_some_and(|code| !PARTS.contains(code)));
        let countries = countries.filter_map(|row| row.get(name).map(|name| (*name).to_owned()));
        let countries = countries.filter(|name| !name.is_empty()).collect();
        let ending = Regex::new(ENDING).expect("a pattern of our own");
        Ok(Self { fold: Fold::load(files)?, ending, countries })
    }

    /// How well two facts of a kind go together; `None` where they speak of different things.
    pub fn fit(&self, kind: &str, gold: &Value, got: &Value) -> Option<Fit> {
        let (common, right, owed) = (overlap(gold, got), self.right(kind, gold, got), gold["optional"] != true);
        let same = match kind {
            "city_pair" => self.names(gold) == self.names(got),
            "donation" => self.same_gift(gold, got),
            _ => return (common > 0).then(|| [common, -(at(gold, "start") - at(got, "start")).abs(), 0, 0]),
        };
        same.then(|| [i64::from(owed && right), i64::from(owed), i64::from(right), common])
    }

    /// Whether the value is what gold says, in the fields that are scored.
    pub fn right(&self, kind: &str, gold: &Value, got: &Value) -> bool {
        let (want, have) = (&gold["value"], &got["value"]);
        match kind {
            "count" => {
                let numbers = ["value", "min", "max"].iter().all(|key| number(&want[key]) == number(&have[key]));
                numbers && want["qualifier"] == have["qualifier"] && self.folded(&want["unit"]) == self.folded(&have["unit"])
            }
            "date" => ["earliest", "latest"].iter().all(|key| want[key] == have[key]),
            "city_pair" => {
                let since = want["since"].is_null() || want["since"]["earliest"] == have["since"]["earliest"];
                since && status(gold) == status(got) && want["relation"] == have["relation"]
            }
            "donation" => self.amounts(want) == self.amounts(have),
            _ => self.says(want, have),
        }
    }

    /// What makes a second telling one with the first, of kinds that are told again and again.
    pub fn key(&self, kind: &str, fact: &Value) -> Option<String> {
        match kind {
            "city_pair" => Some(format!("{:?}", self.names(fact))),
            "donation" => Some(self.gift(&fact["value"])),
            _ => None,
        }
    }

    /// Everything that gold's value says is said; what it leaves out or null may be anything.
    fn says(&self, want: &Value, have: &Value) -> bool {
        match want {
            Value::Null => true,
            Value::String(_) => self.folded(want) == self.folded(have),
            Value::Number(_) => number(want) == number(have),
            Value::Bool(_) => want == have,
            Value::Array(all) => {
                let have = have.as_array().map_or(&[][..], Vec::as_slice);
                all.len() == have.len() && all.iter().zip(have).all(|(want, have)| self.says(want, have))
            }
            Value::Object(fields) => fields.iter().all(|(key, want)| self.says(want, &have[key])),
        }
    }

    fn folded(&self, text: &Value) -> String {
        self.fold.text(text.as_str().unwrap_or_default()).into_iter().collect()
    }

    /// A place's name without its country before it and its ending behind.
    fn bare(&self, name: &str) -> String {
        let name = name.trim_matches(QUOTES);
        let inside = self.countries.iter().filter_map(|country| name.strip_prefix(country.as_str()));
        let name = inside.filter(|rest| rest.chars().count() > 1).min_by_key(|rest| rest.len()).unwrap_or(name);
        let short = self.ending.replace(name, "");
        if short.chars().count() >= 2 { short.into_owned() } else { name.to_owned() }
    }

    /// The two places of a pair, in no order.
    fn names(&self, fact: &Value) -> BTreeSet<String> {
        let name = |side: &Value| if filled(&side["name"]) { self.folded(&side["name"]) } else { self.folded(&side["text"]) };
        ["a", "b"].iter().map(|side| self.bare(&name(&fact["value"][side]))).collect()
    }

    /// The ways a party may be written: as written, by its place's name, and without country and ending.
    fn party(&self, party: &Value) -> Vec<String> {
        let written = [&party["text"], &party["place"]["name"]];
        let written = written.iter().filter(|text| filled(text)).map(|text| self.folded(text));
        let mut forms: Vec<String> = written.map(|form| form.trim_matches(QUOTES).to_owned()).collect();
        if party["type"] == "place" {
            forms.extend(forms.clone().iter().map(|form| self.bare(form)));
        }
        forms
    }

    fn same_gift(&self, gold: &Value, got: &Value) -> bool {
        ["donor", "recipient"].iter().all(|role| {
            let (gold, got) = (self.party(&gold["value"][role]), self.party(&got["value"][role]));
            let close = |a: &String| got.iter().any(|b| a.contains(b.as_str()) || b.contains(a.as_str()));
            gold.is_empty() || gold.iter().any(close)
        })
    }

    /// What is given: numbers with their units, then sums of money.
    fn amounts(&self, value: &Value) -> (Vec<(i128, String)>, Vec<i128>) {
        let items = list(&value["items"]).iter().filter_map(|item| Some((number(&item["value"])?, self.folded(&item["unit"]))));
        let money = list(&value["money"]).iter().filter_map(|sum| number(&sum["value"]));
        let (mut items, mut money): (Vec<_>, Vec<_>) = (items.collect(), money.collect());
        items.sort();
        money.sort_unstable();
        (items, money)
    }

    fn gift(&self, value: &Value) -> String {
        let last = |role: &str| self.party(&value[role]).pop();
        let mut nouns: Vec<String> = list(&value["items"]).iter().map(|item| item["noun"].to_string()).collect();
        nouns.sort();
        format!("{:?}", (last("donor"), last("recipient"), self.amounts(value), nouns))
    }
}

/// The elements of a list; a single object is a list of one.
fn list(value: &Value) -> &[Value] {
    match value {
        Value::Array(all) => all,
        Value::Object(_) => std::slice::from_ref(value),
        _ => &[],
    }
}

fn filled(text: &Value) -> bool {
    text.as_str().is_some_and(|text| !text.is_empty())
}

/// A number to six places, so that 1.1 and 1.10000000001 are one.
fn number(value: &Value) -> Option<i128> {
    value.as_f64().map(|number| (number * 1e6).round() as i128)
}

/// A fact of gold without a status is asserted.
pub fn status(fact: &Value) -> &str {
    fact["status"].as_str().unwrap_or("asserted")
}

fn at(fact: &Value, key: &str) -> i64 {
    fact[key].as_i64().unwrap_or_default()
}

/// How many characters two facts share.
pub fn overlap(a: &Value, b: &Value) -> i64 {
    (at(a, "end").min(at(b, "end")) - at(a, "start").max(at(b, "start"))).max(0)
}
