//! `jishi gaps`: sentences with a rule's words and none of its facts, as its users meet it.

mod run;

use run::{Folder, Run};
use serde_json::{Value, json};

const FOUND: &str = "2020年6月5日，长沙市与日本鹿儿岛市缔结友好城市关系。";
const GAP: &str = "昨天下了雨，两位市长谈到缔结姐妹城市一事，未有下文。";

fn gaps(folder: &Folder, args: &str) -> Run {
    folder.run(&["gaps"].into_iter().chain(args.split(' ')).collect::<Vec<_>>())
}

fn folder() -> Folder {
    Folder::new().with("news/a.txt", FOUND).with("news/b.txt", GAP).with("news/c.txt", format!("{FOUND}{GAP}"))
}

/// The gaps of a word.
fn of(run: &Run, word: &str) -> Value {
    let records = run.of_sort("gap");
    let found = records.iter().find(|gap| gap["trigger"] == word);
    found.unwrap_or_else(|| panic!("no {word} in {}", run.text())).clone()
}

#[test]
fn sentences_without_a_fact_are_counted_by_trigger_word() {
    let run = gaps(&folder(), "news --kind city_pair --json --limit 0");
    assert_eq!(run.code, 0, "{}", run.stderr);
    let gap = of(&run, "姐妹");
    assert_eq!((&gap["schema"], &gap["kind"], &gap["sentences"]), (&json!("jishi.gap/1"), &json!("city_pair"), &json!(2)));
    let samples = gap["samples"].as_array().unwrap();
    assert_eq!((samples.len(), &samples[0]["article"], &samples[0]["quote"]), (2, &json!("b.txt"), &json!(GAP)));
    let start = FOUND.chars().count();
    assert_eq!((&samples[1]["article"], &samples[1]["start"]), (&json!("c.txt"), &json!(start)));
    assert_eq!(samples[1]["trigger"]["start"], json!(start + 14));
    let nearest = &samples[0]["nearest"];
    assert!(
        nearest["rule"].as_str().unwrap().starts_with("city_pair/") && nearest["reasons"][0]["says"].is_string(),
        "{nearest}"
    );
    run.says(&["3 articles, ", " gaps at "]);
}

#[test]
fn the_most_frequent_word_comes_first_with_samples_and_their_nearest_rule() {
    let run = gaps(&folder(), "news --kind city_pair --limit 1 --samples 1");
    let text = run.text();
    assert!(text.starts_with("     2  "), "{text}");
    assert!(text.contains("news/b.txt:") && !text.contains("news/c.txt:"), "{text}");
    assert!(text.contains(" steps fit\n") && text.contains("✗ wants "), "{text}");
    assert!(text.contains("more; --limit 0 shows all"), "{text}");
}

#[test]
fn the_place_of_a_sample_is_one_that_explain_takes() {
    let folder = folder();
    let gap = of(&gaps(&folder, "news --kind city_pair --json --limit 0"), "姐妹");
    let (sample, trigger) = (&gap["samples"][1], &gap["samples"][1]["trigger"]["start"]);
    let place = format!("{}:{trigger}", sample["origin"].as_str().unwrap());
    let records = folder.run(&["explain", &place, "--kind", "city_pair", "--json", "--limit", "0"]).records();
    assert_eq!(records[0]["quote"], json!(GAP));
    let misses = records[0]["misses"].as_array().unwrap();
    assert!(misses.iter().any(|miss| miss["rule"] == sample["nearest"]["rule"]), "{records:?}");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let lines: String =
        (0..400).map(|n| json!({"id": n.to_string(), "text": format!("{GAP}{FOUND}")}).to_string() + "\n").collect();
    let folder = Folder::new().with("in.jsonl", lines);
    let with = |threads: &str| gaps(&folder, &format!("in.jsonl --kind city_pair --json --samples 300 --threads {threads}"));
    let (one, five) = (with("1"), with("5"));
    assert_eq!(of(&one, "姐妹")["samples"].as_array().unwrap().len(), 300);
    assert!(one.stdout == five.stdout);
}

#[test]
fn an_article_that_cannot_be_read_is_reported_and_does_not_stop_the_run() {
    let folder = folder().with("news/0.txt", "");
    let run = gaps(&folder, "news --kind city_pair --json");
    assert_eq!((run.code, run.of_sort("failure").len()), (1, 1), "{}", run.stderr);
    assert!(!run.of_sort("gap").is_empty());
}

#[test]
fn what_cannot_be_searched_says_what_to_do() {
    for (args, says) in [
        ("nowhere", "nowhere"),
        ("news --kind citypair", "did you mean `city_pair`?"),
        ("news --samples many", "give a number from 0 to 1000"),
        ("news --limit some", "--limit"),
        ("news --rules nowhere", "give --rules a readable folder"),
    ] {
        let run = gaps(&folder(), args);
        assert_eq!((run.code, run.text()), (2, ""), "{args}: {}", run.stderr);
        run.says(&[says]);
    }
}
