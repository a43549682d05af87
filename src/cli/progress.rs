//! What a run says on standard error: a bar while it goes on, a tally when it is over.

use std::io::{IsTerminal, stderr, stdout};
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};
use jishi::pipeline::Tally;

/// A bar on a terminal, nothing elsewhere.
pub struct Progress {
    bar: ProgressBar,
    begun: Instant,
}

impl Progress {
    /// Records that go to the same terminal leave no room for a bar; with `elsewhere` they go to a file.
    pub fn new(quiet: bool, elsewhere: bool) -> Self {
        let room = !quiet && stderr().is_terminal() && (elsewhere || !stdout().is_terminal());
        let target = if room { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        bar.set_style(style("{spinner} {elapsed} {wide_msg}"));
        if room {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Self { bar, begun: Instant::now() }
    }

    /// Shows how far the run is.
    pub fn show(&mut self, tally: &Tally) {
        let (read, whole) = tally.progress;
        if let Some(whole) = whole
            && self.bar.length() != Some(whole)
        {
            self.bar.set_length(whole);
            self.bar.set_style(style("{bar:12} {percent}% {elapsed}, {eta} left: {wide_msg}"));
        }
        self.bar.set_position(read);
        let (articles, facts) = (HumanCount(tally.articles), HumanCount(tally.all_facts()));
        let (failures, rate) = (HumanCount(tally.failures), rate(tally, self.begun.elapsed()));
        self.bar.set_message(format!("{articles} articles, {rate}, {facts} facts, {failures} failures"));
    }

    /// Takes the bar away and gives the time that the run took.
    pub fn end(self) -> Duration {
        self.bar.finish_and_clear();
        self.begun.elapsed()
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("a template that a test has drawn")
}

/// The run in numbers with what it found in a few words, and what the user can do about what is missing.
pub fn closing(tally: &Tally, found: &str, time: Duration) -> String {
    if tally.articles + tally.failures == 0 {
        return "nothing to read: the inputs hold no articles\n  give files of text, HTML or JSON, or folders that hold some"
            .into();
    }
    let mut lines = vec![totals(tally, found, time)];
    lines.extend(undated(tally));
    lines.extend(failures(tally));
    lines.join("\n")
}

/// How many facts there are, and how many of each kind.
pub fn facts(tally: &Tally) -> String {
    let kinds: Vec<String> = tally.facts.iter().map(|(kind, facts)| format!("{} {kind}", HumanCount(*facts))).collect();
    let kinds = if kinds.is_empty() { String::new() } else { format!(" ({})", kinds.join(", ")) };
    format!("{}{kinds}", counted(tally.all_facts(), "fact"))
}

fn totals(tally: &Tally, found: &str, time: Duration) -> String {
    format!(
        "{}, {found}, {}, {:.1} s, {}",
        counted(tally.articles, "article"),
        counted(tally.failures, "failure"),
        time.as_secs_f64(),
        rate(tally, time)
    )
}

/// Said once for the whole run, not for each article.
fn undated(tally: &Tally) -> Option<String> {
    let unresolved = match tally.unresolved {
        0 => return (tally.undated > 0).then(|| format!("{} without a publication date", counted(tally.undated, "article"))),
        n => counted(n, "date"),
    };
    let articles = counted(tally.undated, "article");
    Some(format!(
        "{articles} without a publication date, and {unresolved} unresolved for it\n  give one: --published YYYY-MM-DD"
    ))
}

fn failures(tally: &Tally) -> Vec<String> {
    let shown = tally.first_failures.iter();
    let mut lines: Vec<String> = shown.map(|failure| format!("{}\n  {}", placed(failure), failure.cure)).collect();
    let hidden = tally.failures - tally.first_failures.len() as u64;
    if hidden > 0 {
        lines.push(format!("and {} more; each is a record `failure` in JSON, and a line in HTML", HumanCount(hidden)));
    }
    lines
}

/// The error, led by its place where it doesn't name that itself.
fn placed(failure: &jishi::article::Failure) -> String {
    if failure.error.starts_with(&failure.origin) {
        return failure.error.clone();
    }
    format!("{}: {}", failure.origin, failure.error)
}

fn counted(n: u64, noun: &str) -> String {
    let ending = if n == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", HumanCount(n))
}

fn rate(tally: &Tally, time: Duration) -> String {
    let seconds = time.as_secs_f64().max(0.001);
    let megabytes = tally.bytes as f64 / 1e6;
    format!("{:.1} MB/s", megabytes / seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_right() {
        let mut progress = Progress::new(false, true);
        progress.show(&Tally { progress: (1, None), ..Tally::default() });
        progress.show(&Tally { progress: (2, Some(4)), ..Tally::default() });
        progress.end();
    }

    #[test]
    fn the_tally_says_what_is_missing_and_the_cure() {
        let tally = Tally { articles: 1200, undated: 2, unresolved: 1, ..Tally::default() };
        let text = closing(&tally, &facts(&tally), Duration::from_secs(2));
        assert!(text.starts_with("1,200 articles, 0 facts, 0 failures, 2.0 s"), "{text}");
        assert!(text.contains("2 articles without a publication date, and 1 date unresolved for it"), "{text}");
        assert!(text.contains("--published"), "{text}");
    }
}
