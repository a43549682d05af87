//! Scoring facts against gold, as somebody who annotates does it.

mod run;

use run::Folder;
use serde_json::{Value, json};

/// An article with two sums of people, two sister cities and a gift, in both of which the second of two facts of gold differs.
fn folder() -> Folder {
    let count = |start: u32, number: u32, rule: &str| {
        let value = json!({"value": number, "min": number, "max": number, "qualifier": "exact", "unit": "名"});
        json!({"record": "fact", "kind": "count", "article": {"id": "news/a.txt"}, "quote": number.to_string(), "start": start, "end": start + 3,
               "status": "asserted", "rule": rule, "value": value})
    };
    let pair = |a: &str, b: &str, status: &str| {
        let value = json!({"a": {"text": a, "name": a}, "b": {"text": b, "name": b}, "relation": "sister", "since": null});
        json!({"kind": "city_pair", "article": {"id": "news/a.txt"}, "start": 20, "end": 30, "status": status, "rule": "city_pair/x", "value": value})
    };
    let gift = |donor: &str, number: f64| {
        let value = json!({"donor": {"text": donor, "type": "place"}, "recipient": null, "items": [{"value": number, "unit": "只"}], "money": []});
        json!({"kind": "donation", "article": {"id": "news/a.txt"}, "start": 40, "end": 50, "status": "asserted", "rule": "donation/x", "value": value})
    };
    let gold = json!({"id": "a", "facts": [
        count(0, 10, ""), count(5, 20, ""), pair("武漢", "日本大分市", "asserted"), pair("宁波市", "亚琛", "asserted"),
        gift("長崎縣", 2.0), {"kind": "visit", "start": 60, "end": 64, "value": {"host": {"text": "市长"}}}]});
    let facts = [
        count(1, 10, "count/a"),
        count(5, 21, "count/b"),
        count(9, 7, "count/b"),
        pair("大分", "武汉市", "asserted"),
        pair("宁波市", "亚琛市", "planned"),
        gift("日本长崎县", 2.0),
        gift("日本长崎县", 2.0),
        json!({"kind": "visit", "article": {"id": "a"}, "start": 62, "end": 66, "rule": "visit/x", "value": {"host": {"text": "市長", "place": null}}}),
        json!({"kind": "count", "field": "title", "article": {"id": "a"}}),
        json!({"record": "article", "id": "a"}),
        json!({"kind": "date", "article": {"id": "b"}, "start": 0, "end": 1, "rule": "date/x", "value": {}}),
    ];
    let lines: String = facts.iter().map(|fact| format!("{fact}\n")).collect();
    Folder::new().with("gold.jsonl", gold.to_string()).with("facts.jsonl", lines)
}

#[test]
fn what_is_found_and_what_is_right_are_told_apart() {
    let run = folder().run(&["eval", "gold.jsonl", "facts.jsonl", "--json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let rows: Value = serde_json::from_str(run.text()).unwrap();
    let outcome = |kind: &str| ["right", "wrong", "missed", "spurious"].map(|key| rows[kind][key].as_u64().unwrap());
    for (kind, want) in [
        ("count", [1, 1, 0, 1]),
        ("date", [0, 0, 0, 0]),
        ("city_pair", [1, 1, 0, 0]),
        ("donation", [1, 0, 0, 0]),
        ("visit", [1, 0, 0, 0]),
        ("all", [4, 2, 0, 1]),
    ] {
        assert_eq!(outcome(kind), want, "{kind}");
    }
    assert_eq!(rows["count"]["found_p"].as_f64(), Some(2.0 / 3.0));
    run.says(&["1 articles without gold", "b"]);
}

#[test]
fn misses_are_shown_with_both_sides() {
    let run = folder().run(&["eval", "gold.jsonl", "facts.jsonl", "--kind", "count", "--misses"]);
    let text = run.text();
    for line in
        ["WRONG count a", "  gold  20 asserted {", "  got   21 asserted {", "[count/b]", "SPURIOUS count a", "  got   7 "]
    {
        assert!(text.contains(line), "{line} in {text}");
    }
    assert!(!text.contains("city_pair"), "{text}");
    assert!(text.lines().last().unwrap().starts_with("all            2 |   0.667  1.000  0.800 | "), "{text}");
}

#[test]
fn gold_may_be_a_folder() {
    let folder = folder().with("gold/b.jsonl", r#"{"id": "b", "facts": []}"#).with("gold/readme.txt", "none");
    let run = folder.run(&["eval", "gold", "facts.jsonl", "--json"]);
    let rows: Value = serde_json::from_str(run.text()).unwrap();
    assert_eq!((run.code, rows["date"]["spurious"].as_u64()), (0, Some(1)), "{}", run.stderr);
}

#[test]
fn the_same_gold_is_measured_once() {
    let folder = folder();
    let measure = ["eval", "gold.jsonl", "facts.jsonl", "--calibrate", "confidence.json"];
    let run = folder.run(&measure);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let kept = std::fs::read_to_string(folder.path("confidence.json")).unwrap();
    let measured: Value = serde_json::from_str(&kept).unwrap();
    assert_eq!(measured["rules"]["count/b"], json!({"right": 0, "seen": 2}));
    assert_eq!(measured["rules"]["city_pair/x"], json!({"right": 1, "seen": 2}));
    let again = folder.run(&measure);
    assert_eq!(again.code, 2);
    again.says(&["confidence.json", "counted already"]);
    assert_eq!(std::fs::read_to_string(folder.path("confidence.json")).unwrap(), kept);
}

#[test]
fn measured_rules_give_their_facts_confidence() {
    let measured =
        r#"{"sets": [], "rules": {"count/stated": {"right": 95, "seen": 100}, "date/stated": {"right": 9, "seen": 9}}}"#;
    let folder = Folder::new().with("rules/confidence.json", measured).with("a.txt", "2021年5月28日，来了300名客人。");
    let confidence = |kind: &str| {
        let facts = folder.run(&["extract", "a.txt", "--rules", "rules"]).of_sort("fact");
        facts.iter().find(|fact| fact["kind"] == kind).unwrap()["confidence"].clone()
    };
    assert_eq!(confidence("count"), json!(0.888));
    assert_eq!(confidence("date"), Value::Null);
}

#[test]
fn a_rule_file_that_replaces_the_measured_one_is_not_measured() {
    let folder = Folder::new().with("a.txt", "2021年5月28日，来了300名客人。");
    let folder = folder.with("mine/count.toml", std::fs::read_to_string("rules/count.toml").unwrap());
    let confidence = |kind: &str| {
        let facts = folder.run(&["extract", "a.txt", "--rules", "mine"]).of_sort("fact");
        facts.iter().find(|fact| fact["kind"] == kind).unwrap()["confidence"].clone()
    };
    assert_eq!(confidence("count"), Value::Null);
    assert!(confidence("date").is_number());
}

#[test]
fn what_is_no_gold_is_said_with_its_place() {
    let folder = folder()
        .with("broken.jsonl", "{\"id\": \"a\", \"facts\": []}\n{\"id\": ")
        .with("nameless.jsonl", r#"{"facts": []}"#)
        .with("listless.jsonl", r#"{"id": "a"}"#)
        .with("placeless.jsonl", r#"{"id": "a", "facts": [{"kind": "count", "value": {}}]}"#)
        .with("twice.jsonl", "{\"id\": \"x/a.txt\", \"facts\": []}\n{\"id\": \"a\", \"facts\": []}\n")
        .with("empty.jsonl", "")
        .with("none/a.txt", "")
        .with("bytes.jsonl", b"\xff\xfe");
    for (gold, words) in [
        ("broken.jsonl", &["broken.jsonl:2", "JSON"][..]),
        ("nameless.jsonl", &["nameless.jsonl:1", "`id`"]),
        ("listless.jsonl", &["listless.jsonl:1", "`facts`"]),
        ("placeless.jsonl", &["placeless.jsonl:1", "`start`"]),
        ("twice.jsonl", &["twice.jsonl:2", "second"]),
        ("empty.jsonl", &["empty.jsonl", "no article"]),
        ("none", &["none", ".jsonl"]),
        ("absent.jsonl", &["absent.jsonl"]),
        ("bytes.jsonl", &["bytes.jsonl", "UTF-8"]),
    ] {
        let run = folder.run(&["eval", gold, "facts.jsonl"]);
        assert_eq!(run.code, 2, "{gold}: {}", run.stderr);
        run.says(words);
    }
    let run = folder.run(&["eval", "gold.jsonl", "facts.jsonl", "--kind", "gift"]);
    assert_eq!(run.code, 2);
    run.says(&["gift", "donation"]);
}
