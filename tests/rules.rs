//! Every example in every rule file, and in those of the page on rules, by the same function as `jishi check`.

use jishi::check::check;
use jishi::engine::{Engine, Settings};
use jishi::files::Files;
use jishi::plain::Fold;
use jishi::rule::{RuleSet, warnings};

#[test]
fn every_example_comes_out_as_it_says() {
    let outcome = check(&Engine::load(&Settings::default()).unwrap(), &[]);
    let differences: Vec<String> = outcome.differences.iter().map(ToString::to_string).collect();
    assert!(outcome.examples > 100, "only {} examples", outcome.examples);
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn the_rule_files_of_the_page_on_rules_work() {
    let page = include_str!("../docs/rules.md");
    let blocks = page.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let mut kinds = Vec::new();
    for block in blocks {
        let name = block.lines().next().and_then(|line| line.strip_prefix("# ")).expect("a file begins with its name");
        std::fs::write(folder.path().join(name), block).unwrap();
        kinds.push(name.trim_end_matches(".toml").to_owned());
    }
    assert!(kinds.len() >= 3, "{kinds:?}");
    let rules = vec![folder.path().to_path_buf()];
    let engine = Engine::load(&Settings { rules, kinds, ..Settings::default() }).unwrap_or_else(|error| panic!("{error}"));
    let differences: Vec<String> = check(&engine, &[]).differences.iter().map(ToString::to_string).collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn every_key_of_the_page_on_rules_is_used_in_a_file_on_it() {
    let page = include_str!("../docs/rules.md");
    let files: String = page.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    let uses = |key: &str| {
        files.contains(&format!("\n{key} "))
            || files.contains(&format!("\n[kind.{key}]"))
            || files.contains(&format!(".{key}]]"))
    };
    let sections = page.split("\n## ").filter(|section| section.starts_with("`[kind]`") || section.starts_with("`[[rule]]`"));
    let rows = sections.flat_map(str::lines).filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
    let keys: Vec<&str> = rows.flat_map(|cell| cell.split(", ")).map(|key| key.trim_matches('`')).collect();
    assert!(keys.len() > 25, "{keys:?}");
    // what switches a rule off has no example of its own
    let unused: Vec<&&str> = keys.iter().filter(|key| **key != "disable" && !uses(key)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn every_fragment_is_used() {
    let files = Files::embedded();
    let rules = RuleSet::load(&files, &[]).unwrap();
    let told: Vec<String> =
        warnings(&files, &rules, &Fold::load(&files).unwrap(), &[]).iter().map(ToString::to_string).collect();
    let unused: Vec<&String> = told.iter().filter(|told| told.contains("nothing uses")).collect();
    assert!(unused.is_empty(), "{unused:#?}");
}
