//! What README.md shows is what the program gives: `BLESS=1 cargo test --test readme` rewrites it, a plain run never does.
//!
//! A shown block is a fenced one below a line `<!-- shown: NAME -->`.

mod run;

use std::fmt::Write;

use run::Folder;
use serde_json::Value;

const README: &str = "README.md";

fn readme() -> String {
    std::fs::read_to_string(README).unwrap()
}

/// Where the content of a block starts and ends, without its fences.
fn place(readme: &str, name: &str) -> std::ops::Range<usize> {
    let marker = format!("<!-- shown: {name} -->\n```");
    let found = readme.find(&marker).unwrap_or_else(|| panic!("{README} has no block below `<!-- shown: {name} -->`"));
    let start = found + marker.len();
    let start = start + readme[start..].find('\n').unwrap() + 1;
    start..start + readme[start..].find("```").unwrap()
}

/// The facts that the program finds in the article shown.
fn facts() -> Vec<Value> {
    let readme = readme();
    let folder = Folder::new().with("demo.txt", &readme[place(&readme, "demo.txt")]);
    let run = folder.run(&["extract", "demo.txt"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.of_sort("fact")
}

/// One line for each fact.
fn listed(facts: &[Value]) -> String {
    facts.iter().fold(String::new(), |mut list, fact| {
        let word = |key: &str| fact[key].as_str().unwrap();
        let at = format!("{}–{}", fact["start"], fact["end"]);
        writeln!(list, "{at:<8} {:<10} {:<9} {}", word("kind"), word("status"), word("quote")).unwrap();
        list
    })
}

/// A fact with one field a line, and one a line within its value.
fn laid_out(fact: &Value) -> String {
    let lines = |object: &Value, indent: &str| -> String {
        let fields = object.as_object().unwrap().iter();
        let lines = fields.filter(|(key, _)| *key != "value").map(|(key, value)| format!("{indent}{key:?}: {value}"));
        lines.collect::<Vec<_>>().join(",\n")
    };
    format!("{{\n{},\n  \"value\": {{\n{}\n  }}\n}}\n", lines(fact, "  "), lines(&fact["value"], "    "))
}

/// A rule as it stands in its file.
fn rule(name: &str) -> String {
    let (kind, id) = name.split_once('/').unwrap();
    let file = std::fs::read_to_string(format!("rules/{kind}.toml")).unwrap();
    let mut rules = file.split_inclusive("[[rule]]\n").skip(1);
    let found = rules.find(|rule| rule.lines().next().is_some_and(|line| line.ends_with(&format!("= \"{id}\""))));
    let body = found.unwrap_or_else(|| panic!("rules/{kind}.toml has no rule `{id}`")).trim_end_matches("[[rule]]\n");
    format!("[[rule]]\n{}\n", body.trim_end())
}

#[test]
fn what_is_shown_is_what_the_program_gives() {
    let facts = facts();
    let first = |kind: &str| facts.iter().find(|fact| fact["kind"] == kind).map(laid_out).unwrap_or_default();
    let mut readme = readme();
    for (name, given) in [
        ("facts", listed(&facts)),
        ("fact city_pair", first("city_pair")),
        ("rule city_pair/pairs-in-a-row", rule("city_pair/pairs-in-a-row")),
    ] {
        let place = place(&readme, name);
        if std::env::var_os("BLESS").is_some_and(|value| value == "1") {
            readme.replace_range(place, &given);
            std::fs::write(README, &readme).unwrap();
        } else {
            let hint = "if this is what it should be: BLESS=1 cargo test --test readme, then read the diff";
            assert_eq!(readme[place], given, "the block `{name}` differs; {hint}");
        }
    }
}

#[test]
fn every_field_of_a_fact_is_explained() {
    let readme = readme();
    for fact in facts() {
        for key in fact.as_object().unwrap().keys().chain(fact["value"].as_object().unwrap().keys()) {
            assert!(readme.contains(&format!("`{key}`")), "{README} does not explain `{key}`");
        }
    }
}
