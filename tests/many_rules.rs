//! Many rules over the built-in ones: what the benchmark of `benches/startup.rs` loads is right.

#[path = "../benches/many/mod.rs"]
mod many;

use jishi::check::check;
use jishi::engine::{Engine, Settings};

#[test]
fn hundreds_of_rules_over_the_built_in_ones_find_what_their_examples_say() {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in many::files(200) {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    let settings = Settings { rules: vec![folder.path().to_path_buf()], ..Settings::default() };
    let engine = Engine::load(&settings).unwrap_or_else(|error| panic!("{error}"));
    let outcome = check(&engine, &["deed_0".into(), "deed_1".into()]);
    assert_eq!(outcome.examples, 400);
    let differences: Vec<String> = outcome.differences.iter().map(ToString::to_string).collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    let warnings = engine.warnings(&settings.files().unwrap(), &[]);
    assert!(warnings.is_empty(), "{warnings:#?}");
}
