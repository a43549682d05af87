//! `jishi diff`: two sets of rules on the same articles, as its users meet it.

mod run;

use run::{Folder, Run};
use serde_json::{Value, json};

const WANTED: &str = "代表团随行的还有日本明石市副市长。该市盛产鲷鱼，有意与我市秭归县建立友好城市关系。";
const RULE: &str = "wants-with-ours";
const QUOTE: &str = "，有意与我市秭归县建立友好城市关系";
const OTHER: &str = "2020年6月5日，长沙市与日本鹿儿岛市缔结友好城市关系。";

/// The built-in rules of city pairs, with the text of one of them made into another.
fn rules(id: &str, change: impl Fn(&str) -> String) -> String {
    let file = std::fs::read_to_string("rules/city_pair.toml").unwrap();
    let mut rules: Vec<String> = file.split("[[rule]]\n").map(str::to_owned).collect();
    let head = |rule: &String| rule.lines().next().is_some_and(|line| line.ends_with(&format!("= \"{id}\"")));
    let found = rules.iter_mut().find(|rule| head(rule)).unwrap_or_else(|| panic!("rules/city_pair.toml has no rule `{id}`"));
    *found = change(found);
    rules.retain(|rule| !rule.is_empty());
    rules.join("[[rule]]\n")
}

/// Two articles, and folders of rules in which the rule of the first is missing, says another status, or has another name.
fn folder() -> Folder {
    let wanted = |change: fn(&str) -> String| rules(RULE, change);
    Folder::new()
        .with("news/a.txt", WANTED)
        .with("news/b.txt", OTHER)
        .with("without/city_pair.toml", wanted(|_| String::new()))
        .with("negated/city_pair.toml", wanted(|rule| rule.replace("\"planned\"", "\"negated\"")))
        .with("named/city_pair.toml", wanted(|rule| rule.replacen(RULE, "other-name", 1)))
}

fn diff(folder: &Folder, args: &str) -> Run {
    folder.run(&["diff"].into_iter().chain(args.split(' ')).collect::<Vec<_>>())
}

fn shows(run: &Run, parts: &[&str]) {
    for part in parts {
        assert!(run.text().contains(part), "no `{part}` in: {}", run.text());
    }
}

/// The rows of the table: name, then gained, lost, changed and same.
fn row(run: &Run, name: &str) -> Vec<u64> {
    let rest = run.text().lines().rev().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("{}", run.text()));
    rest.split_whitespace().map(|cell| cell.parse().unwrap()).collect()
}

#[test]
fn a_fact_that_is_lost_is_shown_with_its_quotation_below_its_rule() {
    let run = diff(&folder(), "--rules without news --kind city_pair");
    assert_eq!(run.code, 0, "{}", run.stderr);
    shows(&run, &["city_pair/wants-with-ours\n  - lost     a.txt 23–40", QUOTE, "a: 秭归县, b: 明石市", "status: planned\n"]);
    assert_eq!(row(&run, "city_pair/wants-with-ours"), [0, 1, 0, 0]);
    assert_eq!(row(&run, "rules without a difference"), [0, 0, 0, 1]);
    assert_eq!(row(&run, "all"), [0, 1, 0, 1]);
    run.says(&["2 articles, 0 gained, 1 lost, 0 changed, 1 same, 0 failures"]);
}

#[test]
fn a_fact_that_is_lost_or_changed_fails_where_asked() {
    let folder = folder();
    for args in ["--rules without", "--rules built-in --rules negated"] {
        let run = diff(&folder, &format!("{args} news --fail-on-lost"));
        assert_eq!(run.code, 1, "{args}: {}{}", run.text(), run.stderr);
    }
}

#[test]
fn a_fact_that_is_gained_stands_with_the_new_rule() {
    let run = diff(&folder(), "--rules without --rules built-in news --fail-on-lost");
    assert_eq!(run.code, 0, "{}", run.stderr);
    shows(&run, &["city_pair/wants-with-ours\n  + gained   a.txt 23–40", QUOTE]);
    assert_eq!(row(&run, "all")[..3], [1, 0, 0]);
}

#[test]
fn a_fact_that_is_changed_tells_which_field() {
    let run = diff(&folder(), "--rules negated news");
    shows(&run, &["city_pair/wants-with-ours\n  ~ changed  a.txt 23–40", QUOTE, "\n      status: planned → negated\n"]);
    assert_eq!(row(&run, "all")[..3], [0, 0, 1]);
}

#[test]
fn a_fact_that_another_rule_finds_is_the_same() {
    let run = diff(&folder(), "--rules named news --kind city_pair --fail-on-lost");
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(row(&run, "all"), [0, 0, 0, 2]);
    shows(&run, &["now by other rules, and else the same: 1\n"]);
    assert!(!run.text().contains("a.txt"), "{}", run.text());
}

#[test]
fn records_hold_the_fact_of_each_side() {
    let folder = folder();
    let lost = &diff(&folder, "--rules without news --json").records()[0];
    assert_eq!((&lost["record"], &lost["schema"]), (&json!("difference"), &json!("jishi.difference/1")));
    assert_eq!((&lost["difference"], &lost["kind"], &lost["article"]), (&json!("lost"), &json!("city_pair"), &json!("a.txt")));
    assert_eq!((&lost["old"]["quote"], &lost["new"], &lost["changed"]), (&json!(QUOTE), &Value::Null, &json!([])));
    let changed = diff(&folder, "--rules negated news --json").records();
    assert_eq!((changed.len(), &changed[0]["difference"], &changed[0]["changed"]), (1, &json!("changed"), &json!(["status"])));
    assert_eq!((&changed[0]["old"]["status"], &changed[0]["new"]["status"]), (&json!("planned"), &json!("negated")));
    let extracted = folder.run(&["extract", "news", "--rules", "negated"]).of_sort("fact");
    let fact = extracted.iter().find(|fact| fact["id"] == changed[0]["new"]["id"]).expect("as `extract` writes it");
    assert_eq!(fact["value"], changed[0]["new"]["value"]);
}

#[test]
fn no_more_than_the_limit_is_shown_of_a_rule() {
    let lines: String = (0..23).map(|n| format!("{{\"id\":\"{n}\",\"text\":\"{WANTED}\"}}\n")).collect();
    let folder = folder().with("in.jsonl", lines);
    for (limit, shown) in [("", 20), (" --limit 0", 23)] {
        let run = diff(&folder, &format!("--rules without in.jsonl{limit}"));
        assert_eq!(run.text().matches("- lost ").count(), shown, "{limit}");
        assert_eq!(run.text().contains(&format!("\n  and {} more\n", 23 - shown)), shown < 23, "{limit}: {}", run.text());
        assert_eq!(row(&run, "city_pair/wants-with-ours"), [0, 23, 0, 0]);
    }
    assert_eq!(diff(&folder, "--rules without in.jsonl --json --limit 2").records().len(), 23);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let lines: String = (0..300).map(|n| format!("{{\"id\":\"{n}\",\"text\":\"{WANTED}{OTHER}\"}}\n")).collect();
    let folder = folder().with("in.jsonl", lines);
    for form in ["--limit 7", "--json"] {
        let with = |threads: &str| diff(&folder, &format!("--rules negated in.jsonl {form} --threads {threads}"));
        let (one, five) = (with("1"), with("5"));
        assert!(!one.stdout.is_empty() && one.stdout == five.stdout, "{form}");
    }
}

#[test]
fn a_kind_that_one_side_alone_declares_is_gained_or_lost() {
    let visit = std::fs::read_to_string("tests/kinds/visit.toml").unwrap();
    let folder = folder().with("more/visit.toml", visit).with("visit.txt", "武汉市代表团前往大分市访问。");
    let run = diff(&folder, "--rules more visit.txt --kind visit");
    assert_eq!((run.code, row(&run, "all")), (0, vec![1, 0, 0, 0]), "{}{}", run.text(), run.stderr);
    let run = diff(&folder, "--rules more --rules built-in visit.txt --kind visit");
    assert_eq!(row(&run, "all"), [0, 1, 0, 0]);
}

#[test]
fn an_article_that_cannot_be_read_is_reported_and_does_not_stop_the_run() {
    let folder = folder().with("news/0.txt", "");
    let run = diff(&folder, "--rules without news --json");
    assert_eq!((run.code, run.of_sort("failure").len(), run.of_sort("difference").len()), (1, 1, 1), "{}", run.stderr);
    run.says(&["1 failure", "news/0.txt: the file is empty"]);
}

#[test]
fn a_folder_may_be_called_built_in() {
    let folder = folder().with("built-in/city_pair.toml", rules(RULE, |_| String::new()));
    assert_eq!(row(&diff(&folder, "--rules built-in news"), "all")[..3], [0, 1, 0]);
}

#[test]
fn what_cannot_be_compared_says_what_to_do() {
    let folder = folder().with("wrong/visit.toml", "[kind]\n");
    for (args, says) in [
        ("news", "give --rules NEW"),
        ("--rules without --rules named --rules negated news", "--rules OLD --rules NEW"),
        ("--rules nowhere news", "give --rules a readable folder"),
        ("--rules wrong news", "wrong/visit.toml"),
        ("--rules without nowhere", "nowhere"),
        ("--rules without news --kind nothing", "known: city_pair"),
        ("--rules without news --limit some", "--limit"),
    ] {
        let run = diff(&folder, args);
        assert_eq!((run.code, run.text()), (2, ""), "{args}: {}", run.stderr);
        run.says(&[says]);
    }
}

#[test]
fn no_article_is_no_difference() {
    let folder = Folder::new().with("rules/lexicon/dictionary.txt", "").with("news/nothing.bin", "");
    std::fs::remove_file(folder.path("news/nothing.bin")).unwrap();
    let run = diff(&folder, "--rules rules news");
    assert_eq!((run.code, run.text()), (0, ""), "{}", run.stderr);
    run.says(&["nothing to read"]);
}
