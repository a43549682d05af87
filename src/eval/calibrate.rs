//! From outcomes on annotated articles to how often each rule is right.

use std::path::Path;

use serde_json::Value;

use super::Evaluation;
use crate::confidence::Measured;
use crate::error::{Error, Result};

/// Adds an evaluation's outcomes to a file of measurements (made if missing) and says for how many rules.
///
/// Only texts that no rule has been mended with may be measured; the same gold counts once.
///
/// # Errors
/// A file that can't be read or written or is no file of measurements; gold that has been counted before.
pub fn calibrate(evaluation: &Evaluation, path: &Path) -> Result<usize> {
    let shown = path.display().to_string();
    let mut measured = match std::fs::read_to_string(path) {
        Ok(content) => Measured::read(&shown, &content)?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Measured::default(),
        Err(source) => return Err(io(&shown, source)),
    };
    let set = fingerprint(evaluation);
    if measured.sets.contains(&set) {
        return Err(Error::Usage(format!("{shown}: this gold is counted already; give articles that are new to it")));
    }
    measured.sets.push(set);
    let mut rules: Vec<String> = Vec::new();
    for (rule, right) in outcomes(evaluation) {
        measured.count(&rule, right);
        rules.push(rule);
    }
    std::fs::write(path, measured.text()).map_err(|source| io(&shown, source))?;
    rules.sort();
    rules.dedup();
    Ok(rules.len())
}

/// The rule of each fact that counts, and whether the fact is right.
fn outcomes(evaluation: &Evaluation) -> Vec<(String, bool)> {
    let rule = |fact: &Value| fact["rule"].as_str().map(str::to_owned);
    let mut all = Vec::new();
    for kind in evaluation.kinds() {
        for verdict in evaluation.verdicts(&kind).values() {
            let right = verdict.right.iter().map(|(_, fact)| (rule(fact), true));
            let wrong = verdict.wrong.iter().map(|(_, fact)| fact).chain(&verdict.spurious).map(|fact| (rule(fact), false));
            all.extend(right.chain(wrong).filter_map(|(rule, right)| Some((rule?, right))));
        }
    }
    all
}

/// What tells one set of gold from another: a hash of all it holds.
fn fingerprint(evaluation: &Evaluation) -> String {
    let mut hasher = blake3::Hasher::new();
    for (key, facts) in &evaluation.gold {
        hasher.update(key.as_bytes());
        facts.iter().for_each(|fact| {
            hasher.update(fact.to_string().as_bytes());
        });
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

fn io(path: &str, source: std::io::Error) -> Error {
    Error::Io { path: path.into(), source, cure: "give --calibrate a file that can be read and written".into() }
}
