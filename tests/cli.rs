//! The program as its users meet it: standard output, standard error and exit code.

mod run;

use std::io::Read;
use std::process::Stdio;

use run::{Folder, Run};
use serde_json::Value;

const PAIR: &str = "去年，武汉市与日本大分市缔结友好城市关系。";

/// Articles in JSON Lines with ids `0`, `1`, `2`…
fn lines(articles: usize) -> String {
    let line = |n| {
        format!("{{\"id\":\"{n}\",\"title\":\"第{n}篇\",\"published\":\"2021-05-28\",\"text\":\"{PAIR}共有{n}个城市。\"}}\n")
    };
    (0..articles).map(line).collect()
}

#[test]
fn help_shows_one_example_for_each_verb() {
    for verb in ["", "extract", "explain", "check", "eval", "diff", "gaps", "rules", "segment", "schema"] {
        let verb = Some(verb).filter(|verb| !verb.is_empty());
        let args: Vec<&str> = verb.into_iter().chain(["--help"]).collect();
        let run = Folder::new().run(&args);
        assert_eq!(run.code, 0);
        assert_eq!(run.text().matches("Example:\n  ").count(), 1, "{args:?}");
        assert!(run.text().contains(&format!("jishi {}", verb.unwrap_or("extract"))), "{args:?}");
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    let run = Folder::new().run(&["--version"]);
    assert_eq!((run.code, run.text()), (0, concat!("jishi ", env!("CARGO_PKG_VERSION"), "\n")));
}

#[test]
fn a_verb_that_is_not_known_is_named() {
    let run = Folder::new().run(&["extrct", "x"]);
    assert_eq!(run.code, 2);
    run.says(&["extrct", "extract"]);
}

#[test]
fn records_go_to_standard_output_and_all_else_to_standard_error() {
    let folder = Folder::new().with("news/a.txt", PAIR).with("news/b.txt", "天气很好。");
    let run = folder.run(&["extract", "news", "--published", "2021-05-28"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let ids: Vec<Value> = run.of_sort("article").iter().map(|article| article["id"].clone()).collect();
    assert_eq!(ids, ["a.txt", "b.txt"]);
    run.says(&["2 articles, ", "0 failures"]);
}

#[test]
fn quotes_are_the_text_at_their_span() {
    let folder = Folder::new().with("a.txt", PAIR);
    let text: Vec<char> = PAIR.chars().collect();
    for fact in folder.run(&["extract", "a.txt"]).of_sort("fact") {
        let at = |key: &str| usize::try_from(fact[key].as_u64().unwrap()).unwrap();
        let quote: String = text[at("start")..at("end")].iter().collect();
        assert_eq!(fact["quote"], quote);
    }
}

#[test]
fn standard_input_is_an_input() {
    let run = Folder::new().feed(&["extract", "-"], PAIR.as_bytes());
    assert_eq!((run.code, run.of_sort("article").len()), (0, 1), "{}", run.stderr);
}

#[test]
fn quiet_says_nothing() {
    let run = Folder::new().with("a.txt", PAIR).run(&["extract", "a.txt", "--quiet"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(!run.stdout.is_empty());
}

#[test]
fn the_ending_of_the_output_says_its_form() {
    let folder = Folder::new().with("in.jsonl", lines(3));
    for name in ["out.jsonl", "out.json", "out.csv", "out.html", "OUT.JSON"] {
        let run = folder.run(&["extract", "in.jsonl", "-o", name]);
        assert_eq!((run.code, run.text()), (0, ""), "{name}: {}", run.stderr);
    }
    assert_eq!(folder.names(), ["OUT.JSON", "in.jsonl", "out.csv", "out.html", "out.json", "out.jsonl"]);
    let stream: Vec<Value> = folder.read("out.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let array: Vec<Value> = serde_json::from_str(&folder.read("out.json")).unwrap();
    assert_eq!(stream, array);
    let facts = stream.iter().filter(|record| record["record"] == "fact").count();
    assert_table(&folder.read("out.csv"), facts);
    assert_page(&folder.read("out.html"));
}

fn assert_table(table: &str, facts: usize) {
    let table = table.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let heads = reader.headers().unwrap().clone();
    assert_eq!(heads.iter().take(5).collect::<Vec<_>>(), ["id", "kind", "article", "title", "published"]);
    assert_eq!(reader.records().map(Result::unwrap).count(), facts);
}

fn assert_page(page: &str) {
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
    assert!(page.contains("第2篇"));
    for outside in ["http:", "https:", "src=", "<script", "<link", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn no_text_of_an_article_becomes_markup() {
    let article = r#"{"id":"<b>","title":"<script>1</script>","text":"<img src=x>去年有3个\"人\"&amp;。"}"#;
    let folder = Folder::new().with("in.jsonl", article);
    assert_eq!(folder.run(&["extract", "in.jsonl", "-o", "out.html"]).code, 0);
    let page = folder.read("out.html");
    assert!(!page.contains("<script") && !page.contains("<img"));
}

#[test]
fn an_output_with_no_records_is_still_whole() {
    let folder = Folder::new().with("news/nothing.bin", "");
    std::fs::remove_file(folder.path("news/nothing.bin")).unwrap();
    let run = folder.run(&["extract", "news", "-o", "out.json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.says(&["nothing to read", "give files"]);
    assert_eq!(serde_json::from_str::<Vec<Value>>(&folder.read("out.json")).unwrap().len(), 0);
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let folder = Folder::new().with("in.jsonl", lines(700));
    let one = folder.run(&["extract", "in.jsonl", "--threads", "1"]);
    let five = folder.run(&["extract", "in.jsonl", "--threads", "5"]);
    assert_eq!(one.of_sort("article").len(), 700);
    assert!(one.stdout == five.stdout);
}

#[test]
fn a_second_article_of_the_same_id_is_a_failure_that_names_both() {
    let line = |id: &str| format!("{{\"id\":\"{id}\",\"text\":\"{PAIR}\"}}\n");
    let folder = Folder::new().with("in.jsonl", [line("x"), line("y"), line("x")].concat());
    let run = folder.run(&["extract", "in.jsonl"]);
    assert_eq!((run.code, run.of_sort("article").len()), (1, 2), "{}", run.stderr);
    let failures = run.of_sort("failure");
    let error = failures[0]["error"].as_str().unwrap();
    assert!(error.contains("in.jsonl:3") && error.contains("in.jsonl:1") && error.contains("`x`"), "{error}");
    assert_eq!((failures.len(), &failures[0]["stage"]), (1, &Value::from("parse")));
    run.says(&["1 failure", "in.jsonl:3"]);
}

#[test]
fn a_closed_pipe_is_a_quiet_end() {
    let folder = Folder::new().with("in.jsonl", lines(4000));
    for verb in ["extract", "segment"] {
        let mut command = folder.command();
        let mut child = command.args([verb, "in.jsonl"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut out = child.stdout.take().unwrap();
        out.read_exact(&mut [0; 10]).unwrap();
        drop(out);
        let run = Run::of(child.wait_with_output().unwrap());
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{verb}");
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_nothing_behind() {
    let folder = Folder::new().with("out.jsonl", "as it was");
    let mut command = folder.command();
    let command = command.args(["extract", "-", "-o", "out.jsonl"]).stdin(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let input = child.stdin.take();
    while folder.names().len() < 2 {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let killed = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let code = child.wait().unwrap().code();
    drop(input);
    assert_eq!((code, folder.names()), (Some(130), vec!["out.jsonl".to_owned()]));
    assert_eq!(folder.read("out.jsonl"), "as it was");
}

#[test]
fn articles_without_a_date_are_said_once_with_their_number_and_the_cure() {
    let folder = Folder::new().with("news/a.txt", PAIR).with("news/b.txt", PAIR);
    let run = folder.run(&["extract", "news"]);
    run.says(&["2 articles without a publication date, and 2 dates unresolved", "--published YYYY-MM-DD"]);
    assert_eq!(run.stderr.matches("publication date").count(), 1);
    let run = folder.run(&["extract", "news", "--published", "2021-05-28"]);
    assert!(!run.stderr.contains("publication date"), "{}", run.stderr);
}

#[test]
fn only_the_kinds_that_were_asked_for_come_out() {
    let folder = Folder::new().with("a.txt", PAIR);
    let run = folder.run(&["extract", "a.txt", "--kind", "city_pair"]);
    let kinds: Vec<Value> = run.of_sort("fact").iter().map(|fact| fact["kind"].clone()).collect();
    assert_eq!(kinds, ["city_pair"]);
}

#[test]
fn words_come_one_sentence_a_line_with_their_part_of_speech() {
    let run = Folder::new().feed(&["segment", "-"], "武汉市与长沙市合作。天气很好。\n".as_bytes());
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(run.text(), "武汉市/ns 与/p 长沙市/ns 合作/vn 。/x\n天气/n 很/zg 好/a 。/x\n");
}

#[test]
fn words_of_the_user_are_kept_whole() {
    let folder = Folder::new().with("words.txt", "合作周 100000 n\n").with("a.txt", "友城合作周开幕");
    let run = folder.run(&["segment", "a.txt", "--dict", "words.txt"]);
    assert!(run.text().contains("合作周/n"), "{} {}", run.text(), run.stderr);
}
