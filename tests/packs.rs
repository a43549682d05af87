//! The example packs of rules: each passes its own check, and its articles come out as their gold says.

mod run;

use std::path::{Path, PathBuf};

use run::Folder;

/// Each pack with its kind.
const PACKS: [(&str, &str); 3] = [("casualties", "casualty"), ("visits", "visit"), ("investments", "investment")];

/// What the F1 of right facts of a pack may not fall below.
const FLOOR: f64 = 0.9;

fn pack(name: &str, part: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/rules").join(name).join(part)
}

#[test]
fn every_pack_is_as_it_expects_and_finds_what_its_gold_says() {
    for (name, kind) in PACKS {
        let (rules, articles, gold) = (pack(name, "rules"), pack(name, "articles"), pack(name, "gold.jsonl"));
        let (rules, articles, gold) = (rules.to_str().unwrap(), articles.to_str().unwrap(), gold.to_str().unwrap());
        let folder = Folder::new();
        let check = folder.run(&["check", "--rules", rules]);
        assert_eq!((check.code, check.text()), (0, ""), "{name}: {}", check.stderr);
        assert!(!check.stderr.contains("warning"), "{name}: {}", check.stderr);
        let extract = folder.run(&["extract", "--rules", rules, articles, "--kind", kind, "-o", "facts.jsonl", "--quiet"]);
        assert_eq!(extract.code, 0, "{name}: {}", extract.stderr);
        let eval = folder.run(&["eval", gold, "facts.jsonl", "--kind", kind, "--json"]);
        let figures: serde_json::Value = serde_json::from_str(eval.text()).unwrap();
        let right = figures[kind]["right_f1"].as_f64().unwrap_or_else(|| panic!("{name}: {figures}"));
        assert!(right >= FLOOR, "{name}: F1 of right facts is {right}, below {FLOOR}");
    }
}

#[test]
fn every_pack_has_eight_rules_and_five_articles_of_its_own() {
    for (name, kind) in PACKS {
        let rules = std::fs::read_to_string(pack(name, "rules").join(format!("{kind}.toml"))).unwrap();
        let articles = std::fs::read_dir(pack(name, "articles")).unwrap().count();
        assert!(rules.matches("[[rule]]").count() >= 8 && articles == 5, "{name}");
    }
}
