//! Everything that a user may give by mistake: no run panics, each message names the thing and the cure.

mod run;

use run::{Folder, Run};
use serde_json::Value;

/// The one failure of a run that went through, which says where, what and what to do.
fn failure(run: &Run) -> Value {
    assert_eq!(run.code, 1, "{}", run.stderr);
    let failures = run.of_sort("failure");
    assert_eq!(failures.len(), 1, "{}", run.text());
    for key in ["id", "origin", "stage", "error", "cure"] {
        assert!(failures[0][key].as_str().is_some_and(|text| !text.is_empty()), "{key}: {}", failures[0]);
    }
    run.says(&["1 failure", failures[0]["origin"].as_str().unwrap(), failures[0]["cure"].as_str().unwrap()]);
    failures[0].clone()
}

/// One record for one input, whatever it is, and the exit code that goes with it.
fn one_record(run: &Run) -> Value {
    let heads: Vec<Value> = run.records().into_iter().filter(|record| record["record"] != "fact").collect();
    assert_eq!(heads.len(), 1, "{}", run.text());
    assert_eq!(run.code, i32::from(heads[0]["record"] == "failure"), "{}", run.stderr);
    heads[0].clone()
}

#[test]
fn no_input_shows_the_usage_with_an_example() {
    for verb in ["extract", "segment", "explain"] {
        let run = Folder::new().run(&[verb]);
        assert_eq!((run.code, run.text()), (2, ""), "{verb}");
        run.says(&["Usage: jishi", "Example:"]);
    }
}

#[test]
fn an_input_that_does_not_exist_is_named_before_any_work() {
    let folder = Folder::new().with("a.txt", "去年");
    let run = folder.run(&["extract", "a.txt", "nowhere.txt", "-o", "out.jsonl"]);
    assert_eq!(run.code, 2);
    run.says(&["nowhere.txt"]);
    assert_eq!(folder.names(), ["a.txt"]);
}

/// A file that opens and can't be read, for root too.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_read_is_named() {
    let folder = Folder::new().with("good.txt", "去年");
    std::os::unix::fs::symlink("/proc/self/mem", folder.path("bad.txt")).unwrap();
    let run = folder.run(&["extract", "good.txt", "bad.txt"]);
    assert_eq!(run.of_sort("article").len(), 1, "{}", run.stderr);
    assert!(failure(&run)["origin"].as_str().unwrap().contains("bad.txt"));
}

#[test]
fn an_output_of_unknown_form_names_the_known_ones() {
    let folder = Folder::new().with("a.txt", "去年");
    for name in ["out.xyz", "out", "out.txt"] {
        let run = folder.run(&["extract", "a.txt", "-o", name]);
        assert_eq!(run.code, 2, "{name}");
        run.says(&[name, ".jsonl", ".json", ".csv", ".html"]);
    }
    assert_eq!(folder.names(), ["a.txt"]);
}

#[test]
fn an_input_of_unknown_ending_is_read_or_named() {
    let run = Folder::new().with("a.xyz", "去年").run(&["extract", "a.xyz"]);
    assert!(one_record(&run)["origin"].as_str().unwrap().contains("a.xyz"));
}

#[test]
fn an_empty_file_is_one_record() {
    for name in ["empty.txt", "empty.html"] {
        let run = Folder::new().with(name, "").run(&["extract", name]);
        assert!(one_record(&run)["origin"].as_str().unwrap().contains(name));
    }
}

#[test]
fn a_binary_file_is_a_failure() {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend((0..20_000_u32).map(|n| u8::try_from((n * n / 7) % 256).unwrap()));
    let run = Folder::new().with("picture.txt", bytes).run(&["extract", "picture.txt"]);
    assert_eq!(failure(&run)["stage"], "decode");
}

#[test]
fn html_that_breaks_off_is_read_as_far_as_it_goes() {
    let page = "<html><head><title>结好</title></head><body><div><p>去年，武汉市与日本大分市缔结友好城市关系，双方互访频繁。</p><p>今年有3个";
    let run = Folder::new().with("page.html", page).run(&["extract", "page.html"]);
    assert_eq!(one_record(&run)["record"], "article");
}

#[test]
fn a_line_that_is_no_article_is_a_failure_and_the_others_are_read() {
    for bad in ["{\"id\": \"x\", ", "no json at all", "{\"id\":\"x\",\"title\":\"无正文\"}", "[1,2]"] {
        let lines = format!("{{\"id\":\"a\",\"text\":\"去年\"}}\n{bad}\n{{\"id\":\"c\",\"text\":\"今年\"}}\n");
        let run = Folder::new().with("in.jsonl", lines).run(&["extract", "in.jsonl"]);
        let failure = failure(&run);
        assert_eq!(run.of_sort("article").len(), 2, "{bad}");
        assert_eq!(failure["stage"], "parse", "{bad}");
        assert!(failure["origin"].as_str().unwrap().ends_with("in.jsonl:2"), "{failure}");
    }
}

#[test]
fn fifty_megabytes_on_one_line_are_read() {
    let mut text = "友好的人们在这里安静地生活和工作".repeat(50_000_000 / 48);
    text.push_str("，共有3个城市。");
    let run = Folder::new().with("long.txt", text).run(&["extract", "long.txt", "-o", "out.html"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.says(&["1 article, "]);
}

#[test]
fn bytes_in_no_charset_never_pass_unnoticed() {
    let mut bytes = "去年，武汉市有3个".as_bytes().to_vec();
    bytes.extend([0xff, 0xfe, 0x81, 0x00, 0xc3, 0x28, 0xf8, 0x88, 0x80].repeat(200));
    let record = one_record(&Folder::new().with("a.txt", bytes).run(&["extract", "a.txt"]));
    assert!(record["record"] == "failure" || record["malformed"].as_u64() > Some(0), "{record}");
}

#[test]
fn an_output_folder_that_does_not_exist_or_is_none_stops_the_run_before_it_begins() {
    let folder = Folder::new().with("a.txt", "去年");
    for (out, cure) in
        [("nowhere/out.jsonl", "mkdir -p nowhere"), ("a.txt/out.jsonl", "may write to"), ("sub.json", "is a folder")]
    {
        let _ = std::fs::create_dir(folder.path("sub.json"));
        let run = folder.run(&["extract", "a.txt", "-o", out]);
        assert_eq!(run.code, 2, "{out}");
        run.says(&[out.split('/').next().unwrap(), cure]);
        assert!(!run.stderr.contains(".part"), "{}", run.stderr);
    }
    assert_eq!(folder.names(), ["a.txt", "sub.json"]);
}

#[test]
fn a_date_that_is_none_is_refused_with_the_form_wanted() {
    for date in ["31-31-2021", "2021-13-01", "2021-02-30", "昨天", ""] {
        for verb in ["extract", "explain"] {
            let run = Folder::new().run(&[verb, "a.txt", "--published", date]);
            assert_eq!(run.code, 2, "{date}");
            run.says(&["--published", "YYYY-MM-DD"]);
        }
    }
}

#[test]
fn flags_that_cannot_be_are_refused() {
    let folder = Folder::new().with("a.txt", "去年").with("words.txt", [0xff, 0xfe]);
    for (flags, says) in [
        (["--threads", "0"], "--threads"),
        (["--threads", "many"], "--threads"),
        (["--map", "content"], "text=content"),
        (["--rules", "nowhere"], "nowhere"),
        (["--dict", "nowhere.txt"], "nowhere.txt"),
        (["--dict", "words.txt"], "words.txt"),
    ] {
        let run = folder.run(&["extract", "a.txt", flags[0], flags[1]]);
        assert_eq!(run.code, 2, "{flags:?}");
        run.says(&[says]);
    }
}

#[test]
fn a_kind_that_no_rule_declares_is_answered_with_those_that_are() {
    let run = Folder::new().with("a.txt", "去年").run(&["extract", "a.txt", "--kind", "xyz"]);
    assert_eq!(run.code, 2);
    run.says(&["`xyz`", "city_pair", "count", "date", "donation"]);
}
