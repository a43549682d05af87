//! The JSON of a difference between two sets of rules.

use serde::Serialize;

use super::{FactRecord, Quotes};
use crate::article::Article;
use crate::diff::{Difference, differing};

/// The version of the difference record.
pub const DIFFERENCE_SCHEMA: &str = "jishi.difference/1";

/// One line of `jishi diff --json`, with the fact as each side has it, in the form that `jishi extract` writes:
///
/// ```json
/// {"record": "difference", "schema": "jishi.difference/1", "difference": "changed", "kind": "city_pair",
///  "article": "a.txt", "changed": ["status", "since"], "old": {…}, "new": {…}}
/// ```
///
/// `difference` is `gained` (`old` is null), `lost` (`new` is null) or `changed`. `changed` names what differs between the two
/// facts: `span`, `status` and fields of `value`; it is empty where one of them is null.
#[derive(Debug, Serialize)]
pub struct DifferenceRecord<'a> {
    pub record: &'static str,
    pub schema: &'static str,
    pub difference: &'static str,
    pub kind: &'a str,
    /// The id of the article.
    pub article: &'a str,
    pub changed: Vec<&'a str>,
    pub old: Option<FactRecord<'a>>,
    pub new: Option<FactRecord<'a>>,
}

/// An article with an index for its quotations.
pub struct Quoted<'a> {
    pub article: &'a Article,
    pub quotes: Quotes<'a>,
}

impl<'a> Quoted<'a> {
    /// Builds the index.
    pub fn new(article: &'a Article) -> Self {
        Self { article, quotes: Quotes::new(article) }
    }
}

impl<'a> DifferenceRecord<'a> {
    /// The record of a difference in an article, which each side may have decoded in its own way.
    pub fn new(difference: Difference<'a>, old: &Quoted<'a>, new: &Quoted<'a>) -> Self {
        let record = |quoted: &Quoted<'a>, fact| FactRecord::new(quoted.article, fact, &quoted.quotes);
        let (name, changed) = match difference {
            Difference::Gained(_) => ("gained", Vec::new()),
            Difference::Lost(_) => ("lost", Vec::new()),
            Difference::Changed(old, new) => ("changed", differing(old, new)),
        };
        Self {
            record: "difference",
            schema: DIFFERENCE_SCHEMA,
            difference: name,
            kind: &difference.fact().kind,
            article: &new.article.id,
            changed,
            old: difference.before().map(|fact| record(old, fact)),
            new: difference.after().map(|fact| record(new, fact)),
        }
    }
}
