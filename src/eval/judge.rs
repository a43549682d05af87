//! One article's facts of one kind beside its gold.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::compare::{Comparer, Fit, overlap, status};
use super::score::Score;

/// What became of the facts of gold, and of the program's: only what counts, for or against.
#[derive(Debug, Default)]
pub struct Verdict<'f> {
    pub right: Vec<(&'f Value, &'f Value)>,
    pub wrong: Vec<(&'f Value, &'f Value)>,
    pub missed: Vec<&'f Value>,
    pub spurious: Vec<&'f Value>,
}

impl Verdict<'_> {
    /// The outcomes counted.
    pub fn score(&self) -> Score {
        let (right, wrong) = (self.right.len(), self.wrong.len());
        Score { right, wrong, missed: self.missed.len(), spurious: self.spurious.len() }
    }
}

/// Judges the facts of one kind in one article. What gold calls optional is neither owed nor wrong; what the article denies may be
/// left out, but not asserted. A pair or a gift told again is judged once.
pub fn judge<'f>(comparer: &Comparer, kind: &str, gold: &[&'f Value], got: &[&'f Value]) -> Verdict<'f> {
    let got = once(comparer, kind, got);
    let pairs = matched(gold, &got, |g, p| comparer.fit(kind, g, p));
    let loose: Vec<&Value> = gold.iter().copied().filter(|g| g["optional"] == true && status(g) != "negated").collect();
    let harmless = |p: &Value| status(p) == "negated" || loose.iter().any(|g| overlap(g, p) > 0);
    let mut verdict = Verdict::default();
    for &(g, p) in &pairs {
        match (may_be_left_out(g), comparer.right(kind, g, p)) {
            (true, _) if status(g) == "negated" && status(p) == "asserted" && !harmless(p) => verdict.spurious.push(p),
            (true, _) => (),
            (false, true) => verdict.right.push((g, p)),
            (false, false) => verdict.wrong.push((g, p)),
        }
    }
    let taken = |fact: &Value| pairs.iter().any(|(g, p)| std::ptr::eq(*g, fact) || std::ptr::eq(*p, fact));
    verdict.missed = gold.iter().copied().filter(|g| !may_be_left_out(g) && !taken(g)).collect();
    let again = |p: &Value| kind == "donation" && gold.iter().any(|g| retold(comparer, g, p));
    verdict.spurious.extend(got.iter().copied().filter(|p| !taken(p) && !harmless(p) && !again(p)));
    verdict
}

/// Whether a gift beyond those of gold is one of them once more.
fn retold(comparer: &Comparer, gold: &Value, got: &Value) -> bool {
    comparer.fit("donation", gold, got).is_some() && comparer.right("donation", gold, got)
}

/// City pairs and gifts that are told several times count once; of a pair's mentions one that dates it.
fn once<'f>(comparer: &Comparer, kind: &str, got: &[&'f Value]) -> Vec<&'f Value> {
    let mut found: Vec<&Value> = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for fact in got {
        let Some(key) = comparer.key(kind, fact) else {
            found.push(fact);
            continue;
        };
        match seen.get(&key) {
            Some(&at) if found[at]["value"]["since"].is_null() && !fact["value"]["since"].is_null() => found[at] = fact,
            Some(_) => (),
            None => {
                seen.insert(key, found.len());
                found.push(fact);
            }
        }
    }
    found
}

/// One to one, the best fits first.
fn matched<'f>(
    gold: &[&'f Value],
    got: &[&'f Value],
    fit: impl Fn(&Value, &Value) -> Option<Fit>,
) -> Vec<(&'f Value, &'f Value)> {
    let mut fits: Vec<(Fit, usize, usize)> = Vec::new();
    for (g, want) in gold.iter().enumerate() {
        fits.extend(got.iter().enumerate().filter_map(|(p, found)| Some((fit(want, found)?, g, p))));
    }
    fits.sort_unstable_by(|a, b| b.cmp(a));
    let (mut of_gold, mut of_got) = (BTreeSet::new(), BTreeSet::new());
    fits.retain(|(_, g, p)| !of_gold.contains(g) && !of_got.contains(p) && of_gold.insert(*g) && of_got.insert(*p));
    fits.iter().map(|(_, g, p)| (gold[*g], got[*p])).collect()
}

/// Whether a fact of gold is not owed.
fn may_be_left_out(gold: &Value) -> bool {
    gold["optional"] == true || status(gold) == "negated"
}
