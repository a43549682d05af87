//! Why rules gave no fact, as lines of text.

use jishi::engine::Explained;
use jishi::rule::miss::{Miss, Reason};

use crate::cli::paper::{Ink, Paper, aligned};

/// The rules that gave no fact, the nearest first; `hidden` more are not shown.
pub fn print(sentence: &Explained, hidden: usize, paper: &mut Paper) {
    for (nth, miss) in sentence.misses.iter().filter(|miss| !miss.is_hit).enumerate() {
        let heading = if nth == 0 { "nearest" } else { "missed" };
        paper.block(heading, &lines(miss, paper));
    }
    if hidden > 0 {
        let more = format!("{hidden} more; --limit 0 shows all, --kind or --rule those that you mean");
        paper.block("", &[paper.ink(Ink::Faint, &more)]);
    }
}

/// One rule: how much of it fits, the words that it took, and what was in the way.
pub fn lines(miss: &Miss, paper: &Paper) -> Vec<String> {
    let rows: Vec<Vec<String>> =
        miss.taken.iter().map(|(step, words)| vec![format!("  {step}"), one_line(&words.text)]).collect();
    let head = format!("{}  {}", miss.rule.id, paper.ink(Ink::Faint, &fits(miss)));
    let reasons = miss.reasons.iter().flat_map(|reason| told(reason, paper));
    std::iter::once(head).chain(aligned(&rows)).chain(reasons).collect()
}

/// One rule in fewer lines: how much of it fits, and what was in the way.
pub fn brief(miss: &Miss) -> Vec<String> {
    let reasons = miss.reasons.iter().map(|reason| format!("  ✗ {}", one_line(&reason.to_string())));
    std::iter::once(format!("{}  {}", miss.rule.id, fits(miss))).chain(reasons).collect()
}

/// How much of a rule fits.
pub fn fits(miss: &Miss) -> String {
    if miss.matched {
        return "the whole pattern fits".into();
    }
    match (miss.fitting, &miss.trigger) {
        (0, Some(trigger)) => format!("only its trigger word stands here: {}", trigger.text),
        (0, None) => "nothing of it fits".into(),
        (fitting, _) => format!("{fitting} of {} steps fit", miss.all),
    }
}

fn told(reason: &Reason, paper: &Paper) -> Vec<String> {
    let mut lines = vec![format!("  {} {}", paper.ink(Ink::Yellow, "✗"), one_line(&reason.to_string()))];
    if let Reason::Pattern { means: Some(means), .. } = reason {
        lines.push(format!("    {}", paper.ink(Ink::Faint, means)));
    }
    lines
}

fn one_line(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\r' => '⏎',
        c if c.is_control() => ' ',
        c => c,
    };
    let line: String = text.chars().map(shown).collect();
    if line.trim().is_empty() { "␣".into() } else { line }
}
