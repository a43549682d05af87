//! Every example in every rule file, by the same function as `jishi check`.

use jishi::check::check;
use jishi::engine::{Engine, Settings};
use jishi::files::Files;
use jishi::rule::unused;

#[test]
fn every_example_comes_out_as_it_says() {
    let outcome = check(&Engine::load(&Settings::default()).unwrap());
    let differences: Vec<String> = outcome.differences.iter().map(ToString::to_string).collect();
    assert!(outcome.examples > 100, "only {} examples", outcome.examples);
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn every_fragment_is_used() {
    let warnings: Vec<String> = unused(&Files::embedded()).iter().map(ToString::to_string).collect();
    assert!(warnings.is_empty(), "{}", warnings.join("\n"));
}
