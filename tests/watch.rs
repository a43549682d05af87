//! `jishi check`: its warnings, `--strict`, `--kind`, and `--watch`, which checks again whenever a rule file is saved.

mod run;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use run::Folder;

const VISIT: &str = include_str!("kinds/visit.toml");

/// A watch that runs, and the lines that it says.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn of(folder: &Folder) -> Self {
        let mut command = folder.command();
        command.args(["check", "--watch", "--kind", "visit", "--rules", "rules"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (sender, lines) = channel();
        let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let other = sender.clone();
        thread::spawn(move || BufReader::new(out).lines().for_each(|line| drop(other.send(line.unwrap()))));
        thread::spawn(move || BufReader::new(err).lines().for_each(|line| drop(sender.send(line.unwrap()))));
        Self { child, lines }
    }

    /// What it says up to the end of a check that says this; checks before it are passed over.
    fn until(&self, part: &str) -> String {
        let mut said = String::new();
        loop {
            // Only a watch that says nothing more comes so late.
            let line = self.lines.recv_timeout(Duration::from_secs(120)).unwrap_or_else(|_| panic!("no `{part}` in: {said}"));
            said = format!("{said}{line}\n");
            // What goes to standard output may come later than the end that standard error tells.
            if said.contains("watching for changes") && said.contains(part) {
                return said;
            }
        }
    }

    fn interrupt(mut self) -> i32 {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        self.child.wait().unwrap().code().unwrap()
    }
}

/// As editors save: a file beside it, which then takes its name.
fn save_over(path: &Path, content: &str) {
    let draft = path.with_extension("tmp");
    std::fs::write(&draft, content).unwrap();
    std::fs::rename(&draft, path).unwrap();
}

#[cfg(unix)]
#[test]
fn a_watch_checks_again_whenever_a_rule_file_is_saved_made_or_removed() {
    let folder = Folder::new().with("rules/visit.toml", VISIT);
    let watch = Watch::of(&folder);
    watch.until("all as expected");
    let path = folder.path("rules/visit.toml");
    std::fs::write(&path, VISIT.replace("host = \"达勒姆市\"", "host = \"里昂市\"")).unwrap();
    watch.until("visit/pay: find 1: misread: host: want 里昂市, got 达勒姆市");
    save_over(&path, "[kind]\nabout = 5\n");
    watch.until("rules/visit.toml:2:9");
    save_over(&path, VISIT);
    watch.until("all as expected");
    let addition = folder.path("rules/visit.mine.toml");
    std::fs::write(&addition, "[[rule]]\nid = \"nobody\"\ndisable = true\n").unwrap();
    watch.until("`disable` of `nobody`");
    std::fs::remove_file(&addition).unwrap();
    watch.until("all as expected");
    std::fs::create_dir(folder.path("rules/lexicon")).unwrap();
    thread::sleep(Duration::from_millis(500));
    std::fs::write(folder.path("rules/lexicon/unit.toml"), "").unwrap();
    watch.until("nothing reads `lexicon/unit.toml`");
    std::fs::remove_dir_all(folder.path("rules/lexicon")).unwrap();
    watch.until("all as expected");
    thread::sleep(Duration::from_secs(2));
    watch.lines.try_iter().for_each(drop);
    assert!(watch.lines.recv_timeout(Duration::from_secs(2)).is_err(), "nothing was saved, and it checked again");
    assert_eq!(watch.interrupt(), 0);
}

#[test]
fn a_folder_that_is_not_there_and_none_at_all_cannot_be_watched() {
    let folder = Folder::new();
    for (args, says) in [
        (vec!["check", "--watch", "--rules", "nowhere"], "nowhere: "),
        (vec!["check", "--watch"], "--rules <DIR>"),
        (vec!["check", "--watch", "--strict", "--rules", "rules"], "cannot be used with '--strict'"),
    ] {
        let run = folder.run(&args);
        assert_eq!(run.code, 2, "{args:?}: {}", run.stderr);
        run.says(&[says]);
    }
}

#[test]
fn warnings_are_told_with_their_line_and_fail_only_where_that_is_asked_for() {
    let warned = VISIT.replace("(?: 访问", "(?: 訪問 | 访问");
    let folder = Folder::new().with("rules/visit.toml", warned);
    let run = folder.run(&["check", "--rules", "rules"]);
    assert_eq!((run.code, run.text()), (0, ""), "{}", run.stderr);
    run.says(&["warning: rules/visit.toml:", "`訪問` never stands in the text", "write `访问`", "; 1 warning"]);
    assert!(!run.stderr.contains("warning: rules/donation.toml"), "what is built in is not the user's: {}", run.stderr);
    assert_eq!(folder.run(&["check", "--rules", "rules", "--strict"]).code, 1);
    let other = folder.run(&["check", "--rules", "rules", "--strict", "--kind", "date"]);
    assert_eq!(other.code, 0, "{}", other.stderr);
}

#[test]
fn only_examples_of_the_kind_that_is_asked_for_are_run() {
    let folder = Folder::new().with("rules/visit.toml", VISIT.replace("host = \"达勒姆市\"", "host = \"里昂市\""));
    let run = folder.run(&["check", "--rules", "rules", "--kind", "date"]);
    assert_eq!((run.code, run.text()), (0, ""), "{}", run.stderr);
    run.says(&["1 kind, 1 rule, "]);
    let run = folder.run(&["check", "--rules", "rules", "--kind", "visit"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    let run = folder.run(&["check", "--kind", "vist"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    run.says(&["--kind: no rule file declares `vist`; known: "]);
}

#[test]
fn words_of_a_table_that_the_text_never_has_are_told() {
    let folder = Folder::new()
        .with("rules/lexicon/shields.mine.toml", "words = { firms = \"三一重工 七匹狼 萬科\" }\n")
        .with("rules/lexicon/cues.mine.toml", "[planned]\nbefore = [\"計劃|打算\"]\n");
    let run = folder.run(&["check", "--rules", "rules", "--kind", "date"]);
    assert!(!run.stderr.contains("warning"), "{}", run.stderr);
    let run = folder.run(&["check", "--rules", "rules"]);
    run.says(&["shields.mine.toml:1:", "`萬科`", "write `万科`", "cues.mine.toml:2:12: `計劃`", "this alternative"]);
}

#[test]
fn a_dictionary_that_is_missing_is_told_with_a_cure() {
    let folder = Folder::new().with("a.txt", "口罩20只。");
    let run = folder.run(&["extract", "a.txt", "--dict", "words.txt"]);
    assert_eq!((run.code, run.text()), (2, ""));
    run.says(&["words.txt: ", "give --dict a readable file"]);
}
