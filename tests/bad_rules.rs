//! One broken rule file for each mistake, with what it must be told: the first lines of a file say it, each behind `#: `; `…` leaves an end open.

mod run;

use std::path::{Path, PathBuf};

use jishi::engine::Settings;
use jishi::error::{Diagnostic, Error};
use jishi::plain::Fold;
use jishi::rule::{RuleSet, warnings};
use run::Folder;

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad-rules");
    let mut all: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.sort();
    all
}

/// What is said of a rules folder that holds this file: the mistakes, or the warnings where it has none.
fn said(content: &str) -> Vec<Diagnostic> {
    let folder = Folder::new().with("visit.toml", content);
    let files = Settings { rules: vec![folder.path("")], ..Settings::default() }.files().unwrap();
    match RuleSet::load(&files, &[]) {
        Err(Error::Rules(diagnostics)) => diagnostics,
        Err(other) => panic!("{other}"),
        Ok(rules) => warnings(&files, &rules, &Fold::load(&files).unwrap(), &[]),
    }
}

#[test]
fn each_mistake_is_told_with_its_place_and_its_cure() {
    let files = files();
    assert!(files.len() > 25, "{}", files.len());
    for path in files {
        let content = std::fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let want: Vec<&str> = content.lines().map_while(|line| line.strip_prefix("#: ")).collect();
        let said = said(&content);
        let got: Vec<String> = said.iter().map(|told| format!("{}:{}: {}", told.line, told.column, told.message)).collect();
        let fits = |(got, want): (&String, &&str)| want.strip_suffix('…').map_or(got == want, |start| got.starts_with(start));
        assert!(got.len() == want.len() && got.iter().zip(&want).all(fits), "{name}\n got {got:#?}\nwant {want:#?}");
        for told in said {
            let excerpt = told.excerpt.expect("the line is shown");
            let line = content.lines().nth(told.line - 1).unwrap();
            assert!(excerpt.contains(line) && excerpt.ends_with('^'), "{name}: {excerpt}");
        }
    }
}

#[test]
fn check_tells_every_mistake_at_once_and_runs_nothing() {
    let broken =
        "[kind]\nabout = \"A visit.\"\nfields = { who = \"person\", to = \"place\" }\n\n[fragments]\nlink = '''(?:与'''\n";
    let folder = Folder::new().with("rules/visit.toml", broken);
    let run = folder.run(&["check", "--rules", "rules"]);
    assert_eq!((run.code, run.text()), (2, ""), "{}", run.stderr);
    run.says(&[
        "rules/visit.toml:3:18: field `who`: unknown type `person`",
        "rules/visit.toml:6:11: unclosed group",
        "    6 | link = '''(?:与'''",
        "      |           ^",
    ]);
}

#[test]
fn check_prints_a_line_for_each_difference_and_closes_with_the_numbers() {
    let visit = include_str!("kinds/visit.toml");
    let folder = Folder::new().with("rules/visit.toml", visit.replace("host = \"达勒姆市\"", "host = \"里昂市\""));
    let run = folder.run(&["check", "--rules", "rules"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(
        run.text().lines().any(|line| line == "visit/pay: find 1: misread: host: want 里昂市, got 达勒姆市"),
        "{}",
        run.text()
    );
    assert!(run.text().lines().all(|line| line.contains(": find ") || line.contains(": skip ")), "{}", run.text());
    run.says(&[" kinds, ", " rules, ", " examples: "]);
}
