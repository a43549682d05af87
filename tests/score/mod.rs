//! How facts are scored against gold: by kind, *found* (something is there) and *right* (and its value is what gold says).
//!
//! Counts and dates are matched by overlap, city pairs by their two names, donations by their parties. What gold calls
//! optional is neither owed nor wrong; what the article denies may be left out, but not asserted.

use std::collections::{BTreeSet, HashMap};

use jishi::files::Files;
use jishi::plain::Fold;
use regex::Regex;
use serde_json::Value;

/// What is needed to compare names: folding to Simplified, endings of divisions, names of countries.
pub struct Scorer {
    fold: Fold,
    ending: Regex,
    countries: Vec<String>,
}

/// The outcome for one kind: facts of gold that were read right, read wrong or missed, and facts that gold doesn't know.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    pub right: usize,
    pub wrong: usize,
    pub missed: usize,
    pub spurious: usize,
}

/// How well a fact of gold and one of the program go together; more is better.
type Fit = [i64; 4];

impl Score {
    pub fn add(&mut self, other: Score) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
        self.spurious += other.spurious;
    }

    /// How many facts gold owes.
    pub fn owed(self) -> usize {
        self.right + self.wrong + self.missed
    }

    /// Precision, recall and F1 of what was found.
    pub fn found(self) -> [f64; 3] {
        rates(self.right + self.wrong, self.spurious, self.missed)
    }

    /// Precision, recall and F1 of what was found with the right value.
    pub fn right(self) -> [f64; 3] {
        rates(self.right, self.spurious + self.wrong, self.missed + self.wrong)
    }
}

fn rates(good: usize, bad: usize, missed: usize) -> [f64; 3] {
    let part = |n: usize, of: usize| if of == 0 { 1.0 } else { n as f64 / of as f64 };
    let (precision, recall) = (part(good, good + bad), part(good, good + missed));
    let sum = precision + recall;
    [precision, recall, if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 }]
}

impl Scorer {
    pub fn load() -> Self {
        let files = Files::embedded();
        let table = &files.get("places/countries.tsv").unwrap().content;
        let column = table.lines().next().unwrap().split('\t').position(|head| head == "zh").unwrap();
        let countries = table.lines().skip(1).map(|line| line.split('\t').nth(column).unwrap().to_owned()).collect();
        let ending = "(特别行政区|(?:壮族|回族|维吾尔)?自治区|自治州|自治县|都市圈|大区|省|市|州|县|区|府|道|都|郡|町|村|镇)$";
        Self { fold: Fold::load(&files).unwrap(), ending: Regex::new(ending).unwrap(), countries }
    }

    /// One article's facts of one kind against its gold.
    pub fn judge(&self, kind: &str, gold: &[&Value], got: &[&Value]) -> Score {
        let got = self.once(kind, got);
        let pairs = matched(gold, &got, |g, p| self.fit(kind, g, p));
        let mut score = Score::default();
        for (g, p) in &pairs {
            match (may_be_left_out(g), self.right(kind, g, p)) {
                (true, _) => score.spurious += usize::from(g["status"] == "negated" && p["status"] == "asserted"),
                (false, true) => score.right += 1,
                (false, false) => score.wrong += 1,
            }
        }
        let taken = |fact: &Value| pairs.iter().any(|(g, p)| std::ptr::eq(*g, fact) || std::ptr::eq(*p, fact));
        score.missed = gold.iter().filter(|g| !may_be_left_out(g) && !taken(g)).count();
        let harmless = |p: &Value| p["status"] == "negated" || gold.iter().any(|g| self.covers(kind, g, p));
        score.spurious += got.iter().filter(|p| !taken(p) && !harmless(p)).count();
        score
    }

    /// Whether a fact beyond those of gold does no harm: it stands in an optional one, or tells a gift once more.
    fn covers(&self, kind: &str, g: &Value, p: &Value) -> bool {
        let optional = g["optional"] == true && g["status"] != "negated" && overlap(g, p) > 0;
        optional || kind == "donation" && self.same_gift(g, p) && self.right(kind, g, p)
    }

    /// City pairs and gifts that are told several times count once; of a pair's mentions the one that dates it.
    fn once<'f>(&self, kind: &str, got: &[&'f Value]) -> Vec<&'f Value> {
        let mut found: Vec<&Value> = Vec::new();
        let mut seen: HashMap<String, usize> = HashMap::new();
        for fact in got {
            let key = match kind {
                "city_pair" => format!("{:?}", self.names(fact)),
                "donation" => self.gift(&fact["value"]),
                _ => fact["id"].to_string(),
            };
            match seen.get(&key) {
                Some(&at) if found[at]["value"]["since"].is_null() => found[at] = fact,
                Some(_) => (),
                None => {
                    seen.insert(key, found.len());
                    found.push(fact);
                }
            }
        }
        found
    }

    fn fit(&self, kind: &str, g: &Value, p: &Value) -> Option<Fit> {
        let (common, right, owed) = (overlap(g, p), self.right(kind, g, p), g["optional"] != true);
        let same = match kind {
            "city_pair" => self.names(g) == self.names(p),
            "donation" => self.same_gift(g, p),
            _ => return (common > 0).then(|| [common, -(at(g, "start") - at(p, "start")).abs(), 0, 0]),
        };
        same.then(|| [i64::from(owed && right), i64::from(owed), i64::from(right), common])
    }

    fn right(&self, kind: &str, g: &Value, p: &Value) -> bool {
        let (want, got) = (&g["value"], &p["value"]);
        match kind {
            "count" => {
                let numbers = ["value", "min", "max"].iter().all(|key| want[key].as_f64() == got[key].as_f64());
                numbers && want["qualifier"] == got["qualifier"] && self.folded(&want["unit"]) == self.folded(&got["unit"])
            }
            "date" => want["earliest"] == got["earliest"] && want["latest"] == got["latest"],
            "city_pair" => {
                let since = want["since"].is_null() || want["since"]["earliest"] == got["since"]["earliest"];
                since && g["status"] == p["status"] && want["relation"] == got["relation"]
            }
            _ => self.amounts(want) == self.amounts(got),
        }
    }

    fn folded(&self, text: &Value) -> String {
        let text = text.as_str().unwrap_or_default().trim_matches(['“', '”', '"', '《', '》', ' ', '「', '」']);
        self.fold.text(text).into_iter().collect()
    }

    /// A place's name without its country before it and its ending behind.
    fn bare(&self, name: &str) -> String {
        let inside = self.countries.iter().filter_map(|country| name.strip_prefix(country.as_str()));
        let name = inside.filter(|rest| rest.chars().count() > 1).min_by_key(|rest| rest.len()).unwrap_or(name);
        let short = self.ending.replace(name, "");
        if short.chars().count() >= 2 { short.into_owned() } else { name.to_owned() }
    }

    /// The two places of a pair, in no order.
    fn names(&self, fact: &Value) -> BTreeSet<String> {
        let name = |side: &Value| if side["name"].is_null() { self.folded(&side["text"]) } else { self.folded(&side["name"]) };
        ["a", "b"].iter().map(|side| self.bare(&name(&fact["value"][side]))).collect()
    }

    /// The ways a party may be written.
    fn party(&self, party: &Value) -> Vec<String> {
        let mut forms: Vec<String> = [&party["text"], &party["place"]["name"]].iter().map(|text| self.folded(text)).collect();
        if party["type"] == "place" {
            forms.extend(forms.clone().iter().map(|form| self.bare(form)));
        }
        forms.retain(|form| !form.is_empty());
        forms
    }

    fn same_gift(&self, g: &Value, p: &Value) -> bool {
        ["donor", "recipient"].iter().all(|role| {
            let (gold, got) = (self.party(&g["value"][role]), self.party(&p["value"][role]));
            let close = |a: &String| got.iter().any(|b| a.contains(b.as_str()) || b.contains(a.as_str()));
            gold.is_empty() || gold.iter().any(close)
        })
    }

    /// What is given: numbers with their units, then sums of money.
    fn amounts(&self, value: &Value) -> (Vec<String>, Vec<String>) {
        let list = |key: &str| value[key].as_array().cloned().unwrap_or_default();
        let number = |n: &Value| n["value"].as_f64().map(|n| n.to_string());
        let mut items: Vec<String> =
            list("items").iter().filter_map(|item| Some(number(item)? + &self.folded(&item["unit"]))).collect();
        let mut money: Vec<String> = list("money").iter().filter_map(number).collect();
        items.sort();
        money.sort();
        (items, money)
    }

    fn gift(&self, value: &Value) -> String {
        let last = |role: &str| self.party(&value[role]).pop();
        let nouns =
            value["items"].as_array().map(|items| items.iter().map(|item| item["noun"].to_string()).collect::<Vec<_>>());
        format!("{:?}", (last("donor"), last("recipient"), self.amounts(value), nouns))
    }
}

/// One to one, the best fits first.
fn matched<'f>(
    gold: &[&'f Value],
    got: &[&'f Value],
    fit: impl Fn(&Value, &Value) -> Option<Fit>,
) -> Vec<(&'f Value, &'f Value)> {
    let mut fits: Vec<(Fit, usize, usize)> = Vec::new();
    for (g, want) in gold.iter().enumerate() {
        fits.extend(got.iter().enumerate().filter_map(|(p, found)| Some((fit(want, found)?, g, p))));
    }
    fits.sort_by(|a, b| b.cmp(a));
    let (mut of_gold, mut of_got) = (BTreeSet::new(), BTreeSet::new());
    fits.retain(|(_, g, p)| !of_gold.contains(g) && !of_got.contains(p) && of_gold.insert(*g) && of_got.insert(*p));
    fits.iter().map(|(_, g, p)| (gold[*g], got[*p])).collect()
}

/// Whether a fact of gold is not owed.
fn may_be_left_out(gold: &Value) -> bool {
    gold["optional"] == true || gold["status"] == "negated"
}

fn at(fact: &Value, key: &str) -> i64 {
    fact[key].as_i64().unwrap()
}

fn overlap(a: &Value, b: &Value) -> i64 {
    (at(a, "end").min(at(b, "end")) - at(a, "start").max(at(b, "start"))).max(0)
}
