//! The articles in `corpus/`: what is annotated, what the program gives, and how far the two agree.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jishi::article::Article;
use jishi::decode::Decoder;
use jishi::engine::{Engine, Settings};
use jishi::eval::{Comparer, HEAD, Row, Score, judge};
use jishi::files::Files;
use jishi::record::Outcome;
use jishi::source;
use serde_json::Value;

/// What accuracy may not fall below: a kind, F1 of what is found, F1 of what is found with the right value.
type Floors = [(&'static str, f64, f64); 5];

/// Articles of the rounds up to the fourth, and those that came before the rounds.
const EARLY: Floors = [
    ("count", 0.985, 0.985),
    ("date", 0.99, 0.985),
    ("city_pair", 0.96, 0.94),
    ("donation", 0.86, 0.845),
    ("all", 0.975, 0.97),
];

/// Articles of the rounds since, up to the twelfth (`corpus/rounds.tsv`), which are harder.
const LATE: Floors = [
    ("count", 0.985, 0.98),
    ("date", 0.985, 0.975),
    ("city_pair", 0.93, 0.885),
    ("donation", 0.785, 0.745),
    ("all", 0.96, 0.945),
];

/// Articles of the rounds since the thirteenth, which ask for the most gifts.
const LAST: Floors =
    [("count", 0.985, 0.98), ("date", 0.985, 0.975), ("city_pair", 0.9, 0.86), ("donation", 0.66, 0.575), ("all", 0.93, 0.905)];

/// An article's name: that of its file up to the first point.
type Name = String;

fn corpus(part: &str) -> PathBuf {
    Path::new("corpus").join(part)
}

fn name_of(path: &Path) -> Name {
    path.file_name().unwrap().to_str().unwrap().split('.').next().unwrap().to_owned()
}

/// The names of the files in a folder of the corpus.
fn names(part: &str) -> Vec<Name> {
    let entries = std::fs::read_dir(corpus(part)).into_iter().flatten();
    let mut names: Vec<Name> = entries.map(|entry| name_of(&entry.unwrap().path())).collect();
    names.sort();
    names
}

fn articles() -> BTreeMap<Name, Article> {
    let decoder = Decoder::load(&Files::embedded()).unwrap();
    let mut source = source::open(&[corpus("articles")], &source::Settings::default()).unwrap();
    let raws = std::iter::from_fn(|| source.next());
    let read = |raw| decoder.decode(raw, None).unwrap();
    raws.map(|raw| read(raw.unwrap())).map(|article| (name_of(Path::new(&article.origin)), article)).collect()
}

/// The records that the program gives for each article.
fn records() -> BTreeMap<Name, Vec<Value>> {
    let engine = Engine::load(&Settings::default()).unwrap();
    let extracted = |article: Article| {
        let facts = engine.extract(&article);
        let outcome = Outcome::Read(Box::new(article), facts);
        outcome.records().iter().map(|record| serde_json::to_value(record).unwrap()).collect()
    };
    articles().into_iter().map(|(name, article)| (name, extracted(article))).collect()
}

fn gold(name: &str) -> Value {
    let path = corpus("gold").join(format!("{name}.jsonl"));
    serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn facts_of(gold: &Value) -> &[Value] {
    gold["facts"].as_array().unwrap()
}

#[test]
fn every_article_has_gold_and_all_gold_its_article() {
    let gold = names("gold");
    assert_eq!(names("articles"), gold);
    assert!(gold.windows(2).all(|pair| pair[0] != pair[1]), "two files of one name in {gold:?}");
}

#[test]
fn gold_quotes_the_text_at_its_spans() {
    for (name, article) in articles() {
        let (text, gold): (Vec<char>, Value) = (article.text.chars().collect(), gold(&name));
        assert_eq!(gold["id"], name.as_str());
        for fact in facts_of(&gold) {
            let [start, end] = ["start", "end"].map(|key| usize::try_from(fact[key].as_u64().unwrap()).unwrap());
            let quote: String = text[start..end].iter().collect();
            assert_eq!(fact["quote"], quote.as_str(), "{name} {start}–{end}");
            assert!(EARLY.iter().any(|(kind, ..)| fact["kind"] == *kind), "{name}: {fact}");
        }
    }
}

#[test]
fn the_program_gives_what_it_gave() {
    let bless = std::env::var_os("BLESS").is_some_and(|value| value == "1");
    let mut wrong = Vec::new();
    for (name, records) in records() {
        let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
        let path = corpus("facts").join(format!("{name}.jsonl"));
        if bless {
            std::fs::create_dir_all(corpus("facts")).unwrap();
            std::fs::write(&path, lines).unwrap();
        } else {
            wrong.extend(
                std::fs::read_to_string(&path)
                    .map_or_else(|error| Some(format!("{}: {error}", path.display())), |kept| difference(&path, &kept, &lines)),
            );
        }
    }
    wrong.extend(
        names("facts")
            .iter()
            .filter(|name| !names("articles").contains(name))
            .map(|name| format!("corpus/facts/{name}.jsonl: there is no such article; remove the file")),
    );
    let hint = "if this is what it should be: BLESS=1 cargo test --test corpus, then read the diff";
    assert!(wrong.is_empty(), "{}\n{hint}", wrong.join("\n"));
}

/// The lines that are gone (-) and new (+), the first few of each.
fn difference(path: &Path, kept: &str, given: &str) -> Option<String> {
    let only = |here: &str, there: &str, mark: char| -> Vec<String> {
        let there: std::collections::HashSet<&str> = there.lines().collect();
        here.lines().filter(|line| !there.contains(line)).take(5).map(|line| format!("  {mark} {line}")).collect()
    };
    let lines = [only(kept, given, '-'), only(given, kept, '+')].concat();
    (kept != given).then(|| format!("{} differs:\n{}", path.display(), lines.join("\n")))
}

/// The articles of the rounds since the fifth, with the number of the round.
fn rounds() -> BTreeMap<Name, u32> {
    let table = std::fs::read_to_string(corpus("rounds.tsv")).unwrap();
    let row = |line: &str| line.split_once('\t').map(|(name, round)| (name.to_owned(), round.parse().unwrap()));
    table.lines().skip(1).filter_map(row).collect()
}

#[test]
fn the_table_of_rounds_names_articles() {
    let articles = names("articles");
    for name in rounds().into_keys() {
        assert!(articles.contains(&name), "corpus/rounds.tsv names `{name}`, and there is no such article");
    }
}

#[test]
fn accuracy_is_not_below_its_floors() {
    let (records, rounds) = (records(), rounds());
    let of = |name: &Name| rounds.get(name).copied().unwrap_or_default();
    let (last, before): (BTreeMap<Name, Vec<Value>>, _) = records.into_iter().partition(|(name, _)| of(name) >= 13);
    let (late, early): (BTreeMap<Name, Vec<Value>>, _) = before.into_iter().partition(|(name, _)| of(name) >= 5);
    accuracy("before round 5", &early, &EARLY);
    accuracy("rounds 5 to 12", &late, &LATE);
    accuracy("since round 13", &last, &LAST);
}

/// Prints the table of a set of articles and compares it with its floors.
fn accuracy(set: &str, records: &BTreeMap<Name, Vec<Value>>, floors: &Floors) {
    let comparer = Comparer::load(&Files::embedded()).unwrap();
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    for (name, records) in records {
        let gold = gold(name);
        for (kind, ..) in floors.iter().filter(|(kind, ..)| *kind != "all") {
            let want: Vec<&Value> = facts_of(&gold).iter().filter(|fact| fact["kind"] == *kind).collect();
            let got: Vec<&Value> = records.iter().filter(|fact| fact["kind"] == *kind && fact["field"].is_null()).collect();
            let score = judge(&comparer, kind, &want, &got).score();
            [kind, "all"].iter().for_each(|kind| scores.entry(kind).or_default().add(score));
        }
    }
    println!("{set}: {} articles\n{HEAD}", records.len());
    floors.iter().for_each(|(kind, ..)| println!("{}", Row { kind: (*kind).into(), score: scores[kind] }));
    for (kind, found, right) in floors {
        let (got_found, got_right) = (scores[kind].found().f1, scores[kind].right().f1);
        assert!(got_found >= *found, "{set}, {kind}: F1 of what is found is {got_found:.3}, below {found}");
        assert!(got_right >= *right, "{set}, {kind}: F1 of what is right is {got_right:.3}, below {right}");
    }
}
