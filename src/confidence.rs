//! How often facts of a rule are right, as measured on annotated articles that the rule had not been mended with.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::{Diagnostic, Error, Result};
use crate::files::Files;

/// Where the measurements lie within a rules folder.
pub const FILE: &str = "confidence.json";

/// Fewer facts than these say nothing.
const ENOUGH: u32 = 10;

/// The quantile of the normal distribution for 95 % (two-sided).
const Z: f64 = 1.959_964;

/// What was measured: the sets of gold that were counted, and the outcomes of each rule.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    pub sets: Vec<String>,
    pub rules: BTreeMap<String, Outcomes>,
}

/// How many facts of a rule were right, of how many seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Outcomes {
    pub right: u32,
    pub seen: u32,
}

impl Measured {
    /// The measurements of a rules folder; none where it has no `confidence.json`.
    ///
    /// # Errors
    /// A file that is no file of measurements, with the place in it.
    pub fn load(files: &Files) -> Result<Self> {
        files.get(FILE).map_or_else(|| Ok(Self::default()), |file| Self::read(&file.origin, &file.content))
    }

    /// Whether rules of this layer were measured: not where a later folder has replaced them and measured nothing.
    pub fn of_layer(files: &Files, layer: usize) -> bool {
        files.get(FILE).is_some_and(|measured| layer <= measured.layer)
    }

    /// Reads measurements; `origin` is what messages call them.
    ///
    /// # Errors
    /// A text that is no file of measurements, with the place in it.
    pub fn read(origin: &str, content: &str) -> Result<Self> {
        let wrong = |place: Diagnostic| Error::Rules(vec![place]);
        let measured: Self = serde_json::from_str(content).map_err(|error| {
            let before = content.lines().take(error.line().saturating_sub(1)).map(|line| line.len() + 1).sum::<usize>();
            wrong(Diagnostic::at(origin, content, before + error.column().saturating_sub(1), error.to_string()))
        })?;
        match measured.rules.iter().find(|(_, outcomes)| outcomes.right > outcomes.seen) {
            Some((rule, _)) => Err(wrong(Diagnostic::whole(origin, format!("`{rule}` was right more often than it was seen")))),
            None => Ok(measured),
        }
    }

    /// Counts one fact of a rule.
    pub fn count(&mut self, rule: &str, right: bool) {
        let outcomes = self.rules.entry(rule.to_owned()).or_default();
        outcomes.seen += 1;
        outcomes.right += u32::from(right);
    }

    /// The confidence in facts of a rule, in thousandths; `None` until enough of them were seen.
    pub fn of(&self, rule: &str) -> Option<f64> {
        self.rules.get(rule).filter(|outcomes| outcomes.seen >= ENOUGH).map(|outcomes| outcomes.wilson())
    }

    /// The text of the file: one rule a line, so that changes can be read.
    pub fn text(&self) -> String {
        let lines: Vec<String> = self
            .rules
            .iter()
            .map(|(rule, Outcomes { right, seen })| {
                format!("    {}: {{\"right\": {right}, \"seen\": {seen}}}", serde_json::Value::from(rule.as_str()))
            })
            .collect();
        let sets = serde_json::Value::from(self.sets.clone());
        format!("{{\n  \"sets\": {sets},\n  \"rules\": {{\n{}\n  }}\n}}\n", lines.join(",\n"))
    }
}

impl Outcomes {
    /// The lower bound of Wilson's score interval (1927) at 95 %.
    fn wilson(self) -> f64 {
        let (seen, share) = (f64::from(self.seen), f64::from(self.right) / f64::from(self.seen));
        let spread = Z * (share * (1.0 - share) / seen + Z * Z / (4.0 * seen * seen)).sqrt();
        let bound = (share + Z * Z / (2.0 * seen) - spread) / (1.0 + Z * Z / seen);
        (bound * 1000.0).round() / 1000.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_is_wilsons_lower_bound_from_ten_facts_on() {
        // Checked against statsmodels' proportion_confint(method="wilson").
        for (right, seen, want) in
            [(10, 10, Some(0.722)), (9, 10, Some(0.596)), (95, 100, Some(0.888)), (0, 10, Some(0.0)), (9, 9, None)]
        {
            let mut measured = Measured::default();
            (0..seen).for_each(|n| measured.count("count/stated", n < right));
            assert_eq!(measured.of("count/stated"), want, "{right} of {seen}");
        }
        assert_eq!(Measured::default().of("count/stated"), None);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut measured = Measured { sets: vec!["ab".into()], ..Measured::default() };
        measured.count("date/stated", true);
        measured.count("count/stated", false);
        assert_eq!(Measured::read("here", &measured.text()).unwrap(), measured);
    }

    #[test]
    fn a_wrong_file_is_refused_with_its_place() {
        for (content, want) in [
            ("{\"sets\": [],\n  \"rules\": {\"a\": 1}}", "rules/confidence.json:2:"),
            ("{\"sets\": [], \"rules\": {\"a\": {\"right\": 2, \"seen\": 1}}}", "more often"),
            ("", "rules/confidence.json:1:1"),
        ] {
            let error = Measured::read("rules/confidence.json", content).unwrap_err().to_string();
            assert!(error.contains(want), "{error}");
        }
    }
}
