//! `jishi rules` and `jishi schema --rules`: what rules there are, a copy to edit, a file to begin with, and the schema for editors.

mod run;

use std::path::Path;

use jsonschema::Validator;
use run::Folder;
use serde_json::{Value, json};

const VISIT: &str = include_str!("kinds/visit.toml");

/// A file that adds to `count`: a rule that is new, with the word that it looks for.
fn addition(id: &str, word: &str) -> String {
    format!(
        "[[rule]]\nid = \"{id}\"\npattern = '''{word} <head:quantity>'''\nset = {{ change = \"to\" }}\n\n\
         [[rule.find]]\ntext = \"村里{word}12户居民。\"\nexpect = [{{ head = \"12 户 居民\", change = \"to\" }}]\n\n\
         [[rule.skip]]\ntext = \"村里有12户居民。\"\nwhy = \"no change\"\n"
    )
}

fn off(id: &str) -> String {
    format!("[[rule]]\nid = \"{id}\"\ndisable = true\n")
}

#[test]
fn help_shows_an_example_of_each() {
    for verb in ["list", "export", "new"] {
        let run = Folder::new().run(&["rules", verb, "--help"]);
        assert_eq!((run.code, run.text().matches("Example:\n  jishi rules ").count()), (0, 1), "{verb}");
    }
    assert_eq!(Folder::new().run(&["rules"]).code, 2);
}

#[test]
fn rules_are_listed_by_kind_with_their_examples_and_where_they_are_from() {
    let folder = Folder::new().with("my/visit.toml", VISIT).with("my/count.mine.toml", addition("left", "只剩"));
    let run = folder.run(&["rules", "list", "--rules", "my"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let text = run.text();
    assert!(text.contains("\n\nvisit  People of one place go to another.\n  rule "), "{text}");
    let row = |rule: &str| -> Vec<&str> {
        let line = text.lines().find(|line| line.trim_start().split(' ').next() == Some(rule));
        line.unwrap_or_else(|| panic!("no `{rule}` in {text}")).split_whitespace().collect()
    };
    assert_eq!(row("visit/pay"), ["visit/pay", "2", "1", "–", "my/visit.toml:16"]);
    assert_eq!(row("count/left"), ["count/left", "1", "1", "–", "my/count.mine.toml:2"]);
    let stated = row("date/stated");
    assert!(stated[3].parse::<f64>().is_ok_and(|confidence| confidence > 0.5), "{stated:?}");
    assert_eq!(stated[4], "built-in");
}

#[test]
fn rules_are_listed_in_json_lines() {
    let folder = Folder::new().with("my/visit.toml", VISIT);
    let rows = folder.run(&["rules", "list", "--rules", "my", "--kind", "visit", "--kind", "date", "--json"]).records();
    let names: Vec<&Value> = rows.iter().map(|row| &row["rule"]).collect();
    assert_eq!(names, ["date/stated", "visit/pay"]);
    let want = json!({
        "rule": "visit/pay", "kind": "visit", "find": 2, "skip": 1, "confidence": null, "built_in": false, "file": "my/visit.toml", "line": 16
    });
    assert_eq!((&rows[1], &rows[0]["built_in"]), (&want, &json!(true)));
}

#[test]
fn a_kind_that_is_not_known_is_named() {
    let run = Folder::new().run(&["rules", "list", "--kind", "donations"]);
    assert_eq!((run.code, run.text()), (2, ""));
    run.says(&["`donations`", "donation"]);
}

#[test]
fn what_a_folder_takes_out_is_said_below() {
    let folder = Folder::new()
        .with("a/count.a.toml", addition("left", "只剩") + &off("per"))
        .with("b/count.b.toml", addition("left", "仅剩"))
        .with("b/date.toml", include_str!("../rules/date.toml").replace("\"stated\"", "\"named\""));
    let run = folder.run(&["rules", "list", "--rules", "a", "--rules", "b"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let below: Vec<&str> = run.text().lines().rev().take_while(|line| !line.is_empty()).collect();
    let want = [
        "date: b/date.toml takes the place of the built-in file, without stated",
        "count/left: replaced by b/count.b.toml:2",
        "count/per: switched off by a/count.a.toml:14",
    ];
    assert_eq!(below, want);
    let run = folder.run(&["rules", "list", "--rules", "a", "--rules", "b", "--kind", "date"]);
    assert!(!run.text().contains("count"), "{}", run.text());
}

#[test]
fn what_is_exported_is_checked_as_it_is() {
    let folder = Folder::new();
    let run = folder.run(&["rules", "export", "all"]);
    assert_eq!((run.code, run.text()), (0, ""), "{}", run.stderr);
    run.says(&[" files in all", "jishi check --rules all"]);
    for name in ["city_pair.toml", "lexicon/units.toml", "places/world_cities.tsv", "confidence.json"] {
        let built_in = std::fs::read_to_string(Path::new("rules").join(name)).unwrap();
        assert_eq!(folder.read(Path::new("all").join(name)), built_in, "{name}");
    }
    let check = folder.run(&["check", "--rules", "all"]);
    assert_eq!((check.code, check.text()), (0, ""), "{}", check.stderr);
    check.says(&["all as expected"]);
}

#[test]
fn what_is_exported_finds_what_the_layers_found() {
    // The later folder counts more, whatever its files are called.
    let folder = Folder::new()
        .with("a/count.z.toml", addition("left", "只剩") + &addition("per", "尚余"))
        .with("a/lexicon/dictionary.txt", "合作周 100000 n\n")
        .with("b/count.a.toml", addition("left", "仅剩"))
        .with("b/lexicon/dictionary.more.txt", "友城周 100000 n\n")
        .with("b/visit.toml", VISIT)
        .with("news.txt", "村里只剩12户居民，仅剩3头牛，尚余2亩地，每户4人。1999年，株洲市市长访问英国达勒姆市。");
    let layers = ["--rules", "a", "--rules", "b"];
    let run = folder.run(&[&["rules", "export", "all"], layers.as_slice()].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(folder.path("all/count.01-z.toml").exists() && folder.path("all/count.02-a.toml").exists());
    let before = folder.run(&[&["extract", "news.txt"], layers.as_slice()].concat());
    let after = folder.run(&["extract", "news.txt", "--rules", "all"]);
    let facts = before.of_sort("fact");
    let rule = |rule: &str| facts.iter().any(|fact| fact["rule"] == rule && fact["confidence"].is_null());
    assert!(rule("count/left") && rule("count/per") && rule("visit/pay"), "{}", before.text());
    assert_eq!(before.text(), after.text());
    let before = folder.run(&[&["check"], layers.as_slice()].concat());
    let after = folder.run(&["check", "--rules", "all"]);
    assert_eq!((before.code, before.text()), (after.code, after.text()));
}

#[test]
fn a_folder_that_holds_files_is_written_to_only_by_force() {
    let folder = Folder::new().with("all/date.toml", "as it was").with("all/notes.md", "mine");
    let run = folder.run(&["rules", "export", "all"]);
    assert_eq!(run.code, 2);
    run.says(&["all: this folder holds files", "--force"]);
    assert_eq!(folder.read("all/date.toml"), "as it was");
    let run = folder.run(&["rules", "export", "all", "--force"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(folder.read("all/date.toml"), include_str!("../rules/date.toml"));
    assert_eq!(folder.read("all/notes.md"), "mine");
    let run = folder.run(&["rules", "export", "all/notes.md"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    run.says(&["all/notes.md", "give a new folder"]);
}

#[test]
fn a_new_kind_works_as_it_is() {
    let folder = Folder::new();
    let run = folder.run(&["rules", "new", "city_visit", "my rules"]);
    assert_eq!((run.code, run.text()), (0, ""), "{}", run.stderr);
    run.says(&["my rules/city_visit.toml", "\n  jishi check --rules 'my rules'\n", "\n  jishi explain "]);
    assert!(folder.read("my rules/city_visit.toml").starts_with("# city_visit.toml: "));
    let check = folder.run(&["check", "--rules", "my rules"]);
    assert_eq!((check.code, check.text()), (0, ""), "{}", check.stderr);
    assert!(!check.stderr.contains("warning"), "{}", check.stderr);
    let rows = folder.run(&["rules", "list", "--rules", "my rules", "--kind", "city_visit", "--json"]).records();
    assert_eq!(rows.len(), 2);
}

#[test]
fn a_built_in_kind_gets_a_file_that_adds_to_it() {
    let folder = Folder::new();
    let files = std::fs::read_dir("rules").unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let kinds: Vec<String> = files.filter_map(|name| name.strip_suffix(".toml").map(str::to_owned)).collect();
    for kind in kinds.iter().filter(|kind| *kind != "fragments") {
        let run = folder.run(&["rules", "new", kind]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.says(&[&format!("{kind}.mine.toml is written"), "\n  jishi check --rules .\n"]);
        let sentence = run.stderr.lines().last().unwrap().trim_start_matches("  jishi explain ").trim_end_matches(" --rules .");
        let explained = folder.run(&["explain", sentence, "--rules", "."]);
        let rows = folder.run(&["rules", "list", "--rules", ".", "--kind", kind, "--json"]).records();
        let own: Vec<&str> =
            rows.iter().filter(|row| row["built_in"] == false).map(|row| row["rule"].as_str().unwrap()).collect();
        assert_eq!(own.len(), 1, "{kind}");
        assert!(explained.text().contains(own[0]), "{}", explained.text());
    }
    let check = folder.run(&["check", "--rules", "."]);
    assert_eq!((check.code, check.text()), (0, ""), "{}", check.stderr);
    assert!(!check.stderr.contains("warning"), "{}", check.stderr);
}

#[test]
fn a_file_that_is_there_stays() {
    let folder = Folder::new().with("visit.toml", "as it was").with("count.mine.toml", "as it was");
    for (kind, file) in [("visit", "visit.toml"), ("count", "count.mine.toml")] {
        let run = folder.run(&["rules", "new", kind]);
        assert_eq!(run.code, 2);
        run.says(&[file, "already", "give another name"]);
        assert_eq!(folder.read(file), "as it was");
    }
    assert_eq!(folder.names(), ["count.mine.toml", "visit.toml"]);
}

#[test]
fn a_name_that_can_be_no_kind_is_refused_with_the_cure() {
    let folder = Folder::new();
    for name in ["Visit", "city-pair", "../up", "访问", "a.b", "1st", "_x", "", "fragments"] {
        let run = folder.run(&["rules", "new", name]);
        assert_eq!(run.code, 2, "{name}");
        run.says(&[if name == "fragments" { "give the kind another name" } else { "write lower-case letters" }]);
    }
    assert!(folder.names().is_empty());
}

/// The schema of rule files.
fn schema() -> (Value, Validator) {
    let run = Folder::new().run(&["schema", "--rules"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let schema: Value = serde_json::from_slice(&run.stdout).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap_or_else(|error| panic!("{error}"));
    let validator = jsonschema::draft202012::new(&schema).unwrap_or_else(|error| panic!("{error}"));
    (schema, validator)
}

/// What is wrong with a rule file under the schema.
fn wrong(validator: &Validator, content: &str) -> Vec<String> {
    let table: toml::Table = toml::from_str(content).unwrap();
    let json = serde_json::to_value(table).unwrap();
    validator.iter_errors(&json).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn every_rule_file_is_valid() {
    let (_, validator) = schema();
    let mut files: Vec<(String, String)> = Vec::new();
    for folder in ["rules", "src/cli/rules/starters", "tests/kinds"] {
        let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let rules = paths.filter(|path| path.extension().is_some_and(|ending| ending == "toml"));
        files.extend(rules.map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap())));
    }
    assert!(files.len() >= 11, "{}", files.len());
    let page = include_str!("../docs/rules.md");
    let blocks = page.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    files.extend(blocks.map(|block| ("docs/rules.md".into(), block.to_owned())));
    files.push(("off".into(), off("give")));
    for (name, content) in files {
        let wrong = wrong(&validator, &content);
        assert!(wrong.is_empty(), "{name}: {wrong:#?}");
    }
}

#[test]
fn what_is_no_rule_file_is_invalid() {
    let (_, validator) = schema();
    for (from, to) in [
        ("[kind]", "[kind]\ncolour = 'red'"),
        ("[fragments]", "[fragment]"),
        ("[[rule.skip]]", "[[rule.miss]]"),
        ("pattern  =", "look = 'yes'\npattern  ="),
        ("pattern  =", "patern  ="),
        ("guest = \"place\"", "guest = \"plaice\""),
        ("id       = \"pay\"", "id = \"pay\"\nfill = { guest = \"subjekt\" }"),
        ("id       = \"pay\"", "id = \"pay\"\nset = { status = \"said\" }"),
        ("status = \"planned\"", "status = \"plan\""),
        ("distinct = [\"guest\", \"host\"]", "distinct = [\"guest\"]"),
        ("about  =", "is = \"place\"\nabout  ="),
        ("text   = \"1999", "published = \"1999\"\ntext = \"1999"),
        ("why  = \"a university is no city\"", ""),
    ] {
        assert!(VISIT.contains(from), "{from}");
        assert!(!wrong(&validator, &VISIT.replacen(from, to, 1)).is_empty(), "{to}");
    }
    let filled = VISIT.replace("id       = \"pay\"", "id = \"pay\"\nfill = { guest = \"home|again\", host = \"last\" }");
    assert_eq!(wrong(&validator, &filled), Vec::<String>::new());
}

/// Every property below this schema, with its path.
fn properties(schema: &Value, path: &str, all: &mut Vec<(String, Value)>) {
    for (key, value) in schema["properties"].as_object().into_iter().flatten() {
        let path = format!("{path}/{key}");
        properties(value, &path, all);
        all.push((path, value.clone()));
    }
    if schema["items"].is_object() {
        properties(&schema["items"], path, all);
    }
}

#[test]
fn every_key_is_described_in_a_sentence() {
    let (schema, _) = schema();
    let mut all = Vec::new();
    properties(&schema, "", &mut all);
    assert!(all.len() > 40, "{}", all.len());
    for (path, property) in all {
        let text = property["description"].as_str().unwrap_or_default();
        assert!(text.len() > 20 && text.ends_with('.') && !text.contains('\n'), "{path}: {text:?}");
    }
}

#[test]
fn the_schema_of_the_records_is_as_before() {
    let folder = Folder::new().with("my/visit.toml", VISIT);
    let kinds = |args: &[&str]| -> Value {
        let run = folder.run(args);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let schema: Value = serde_json::from_slice(&run.stdout).unwrap();
        schema["$defs"]["fact"]["properties"]["kind"]["enum"].clone()
    };
    assert_eq!(kinds(&["schema"]), json!(["city_pair", "count", "date", "donation"]));
    assert_eq!(kinds(&["schema", "--rules", "my"]), json!(["city_pair", "count", "date", "donation", "visit"]));
}
