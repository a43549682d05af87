//! `jishi explain`: why a rule gave no fact, as the author of rules meets it.

mod run;

use jishi::article::Article;
use jishi::engine::{Engine, Settings};
use jishi::files::Files;
use jishi::pattern::Walk;
use jishi::rule::RuleSet;
use run::{Folder, Run};
use serde_json::{Value, json};

/// A kind of fact with a rule for each reason.
const LOAN: &str = r#"
[kind]
about  = "One place lends animals to another."
fields = { from = "place", to = "place", animals = "goods*", sort = "loan|gift" }
distinct = ["from", "to"]

[fragments]
lots  = '''<quantity.item> \p{Han}{0,4} (?: 、 <quantity.item> \p{Han}{0,4} )*'''
lends = '''(?: 出借 | 租借 )'''
few   = '''[^，。<city>]{0,4}?'''

[[rule]]
id        = "lend"
pattern   = '''<from:city> <few> 向 <to:city> <act:lends> [^，。]{0,8}? <animals:quantity.item>'''
set       = { sort = "loan" }
unless    = ["玩具"]
given     = ["动物园|园方|馆方"]
not_after = { from = "据" }

  [[rule.find]]
  text   = "动物园消息，长沙市向里昂市出借2只熊猫。"
  expect = [{ from = "长沙市", to = "里昂市", animals = "2 只" }]

  [[rule.skip]]
  text = "动物园消息，长沙市向里昂市出借雨伞若干。"
  why  = "umbrellas are no animals"

[[rule]]
id      = "in-step"
pattern = '''<from:city> 向 <to:sides> 分别 <act:lends> <animals:lots>'''
zip     = ["to", "animals"]
set     = { sort = "loan" }

  [[rule.find]]
  text   = "长沙市向法国里昂市、日本大分市分别租借2只熊猫、3只天鹅。"
  expect = [{ from = "长沙市", to = "里昂市", animals = "2 只" }, { from = "长沙市", to = "大分市", animals = "3 只" }]

  [[rule.skip]]
  text = "长沙市向里昂市租借。"
  why  = "nothing is named"
"#;

fn folder() -> Folder {
    Folder::new().with("rules/loan.toml", LOAN)
}

fn explain(folder: &Folder, text: &str, flags: &str) -> Run {
    let flags = flags.split_whitespace();
    let run = folder.run(&["explain", text, "--rules", "rules"].into_iter().chain(flags).collect::<Vec<_>>());
    assert_eq!(run.code, 0, "{text}: {}", run.stderr);
    run
}

/// The misses of the one rule that is asked about, in a text of one sentence.
fn miss(text: &str) -> Value {
    let run = explain(&folder(), text, "--rule loan/lend --kind loan --json");
    let records = run.records();
    assert_eq!((records.len(), &records[0]["schema"]), (1, &json!("jishi.sentence/1")), "{}", run.text());
    records[0]["misses"][0].clone()
}

#[test]
fn each_reason_is_told_by_its_own_word() {
    for (text, reasons) in [
        (
            "动物园消息，长沙市向里昂市出借鹦鹉。",
            vec![("pattern", "wants <animals:quantity.item> behind 出借; there stands 鹦鹉。")],
        ),
        ("动物园消息，长沙市大方而友善地向里昂市出借2只熊猫。", vec![("pattern", "wants <few> between 长沙市 and 向")]),
        ("动物园消息，向里昂市出借2只熊猫。", vec![("pattern", "wants <from:city> in front of 向; there stands 动物园消息，")]),
        ("长沙市向里昂市出借2只熊猫。", vec![("given", "`given`: nothing in the sentence matches 动物园|园方|馆方")]),
        ("动物园消息，长沙市向里昂市出借2只熊猫玩具。", vec![("unless", "`unless`: 玩具 matches 玩具")]),
        ("动物园消息，据长沙市向里昂市出借2只熊猫。", vec![("not_after", "from (长沙市) stands right behind 据")]),
        ("动物园的《出借》一书写长沙市。", vec![("hidden", "出借 is part of 《出借》, which is read as ⟨name⟩")]),
        ("动物园今日闭园。", vec![("trigger", "none of its trigger words stands here: 出借, 租借")]),
        ("动物园消息，长沙市向里昂市出借雨伞若干。", vec![("skip", "`skip` 1 says to leave: umbrellas are no animals")]),
    ] {
        let miss = miss(text);
        for (word, says) in reasons {
            let all = miss["reasons"].as_array().unwrap_or_else(|| panic!("{text}: {miss}"));
            let told = |reason: &Value| reason["reason"] == word && reason["says"].as_str().unwrap().contains(says);
            assert!(all.iter().any(told), "{text}: no {word} `{says}` in {miss:#}");
        }
    }
}

#[test]
fn a_hit_without_a_fact_says_why() {
    for (text, word, says) in [
        ("动物园消息，长沙市向长沙市出借2只熊猫。", "distinct", "from and to would both be 长沙市"),
        ("长沙市向法国里昂市、日本大分市分别租借2只熊猫。", "zip", "the lists in step must be equally long"),
    ] {
        let run = explain(&folder(), text, "--kind loan --json");
        let hits: Vec<Value> = run.records().iter().flat_map(|record| record["hits"].as_array().unwrap().clone()).collect();
        let told =
            |hit: &Value| hit["reasons"][0]["reason"] == word && hit["reasons"][0]["says"].as_str().unwrap().contains(says);
        assert!(hits.iter().any(told), "{text}: {}", run.text());
        assert!(hits.iter().all(|hit| hit["gave_fact"] == json!(hit["reasons"].as_array().unwrap().is_empty())));
    }
}

#[test]
fn of_two_matches_the_one_that_lost_names_the_winner() {
    let text = "2020年6月5日，长沙市与日本鹿儿岛市正式签署建立友好城市关系协议书。";
    let run = explain(&folder(), text, "--kind city_pair");
    assert!(!run.text().contains("values that don't fit"), "{}", run.text());
    let lost = run.text().lines().find(|line| line.contains("gave no fact")).unwrap_or_else(|| panic!("{}", run.text()));
    assert!(lost.contains("the match of city_pair/") || lost.contains("gave the same fact"), "{lost}");
}

#[test]
fn the_nearest_rule_comes_first_with_the_words_it_took() {
    let run = explain(&folder(), "动物园消息，长沙市向里昂市出借鹦鹉。", "--kind loan --limit 1");
    let text = run.text();
    let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("no `{part}` in {text}"));
    assert!(at("nearest  loan/lend  4 of 5 steps fit") < at("<from:city>  长沙市"), "{text}");
    assert!(at("<act:lends>  出借") < at("✗ wants <animals:quantity.item> behind 出借"), "{text}");
    assert!(text.contains("1 more; --limit 0 shows all"), "{text}");
}

#[test]
fn a_miss_is_recorded_with_its_place() {
    let miss = miss("动物园消息，长沙市向里昂市出借鹦鹉。");
    assert_eq!((&miss["rule"], &miss["fitting"], &miss["steps"]), (&json!("loan/lend"), &json!(4), &json!(5)));
    assert_eq!((&miss["start"], &miss["end"]), (&json!(6), &json!(15)));
    assert_eq!(miss["trigger"], json!({"quote": "出借", "start": 13, "end": 15}));
    assert_eq!(miss["taken"][0], json!({"step": "<from:city>", "quote": "长沙市", "start": 6, "end": 9}));
    let reason = &miss["reasons"][0];
    assert_eq!((&reason["wants"], &reason["side"]), (&json!("<animals:quantity.item>"), &json!("behind")));
    assert_eq!(reason["stands"], json!({"quote": "鹦鹉。", "start": 15, "end": 18}));
}

#[test]
fn an_offset_picks_the_sentence_around_it() {
    let text = "长沙市今日多云。动物园消息，长沙市向里昂市出借鹦鹉。";
    let lines = format!("{}\n{}\n", json!({"id": "a", "text": "无事。"}), json!({"id": "b", "text": text}));
    let folder = folder().with("a.txt", text).with("many.jsonl", lines);
    for (place, want) in [
        ("a.txt:3", "长沙市今日多云。"),
        ("a.txt:20", "动物园消息，长沙市向里昂市出借鹦鹉。"),
        ("many.jsonl:2:3", "长沙市今日多云。"),
    ] {
        let records = explain(&folder, place, "--json").records();
        assert_eq!((records.len(), &records[0]["quote"]), (1, &json!(want)), "{place}");
    }
}

#[test]
fn what_cannot_be_explained_says_what_to_do() {
    let lines = format!("{}\n{}\n", json!({"id": "a", "text": "无事。"}), json!({"id": "b", "text": "有事。"}));
    let folder = folder().with("a.txt", "长沙市今日多云。").with("many.jsonl", lines);
    for (args, says) in [
        ("nowhere.txt", "nowhere.txt: no such file"),
        ("nowhere.txt:12", "nowhere.txt: no such file"),
        ("a.txt:99", "give an offset from 0 to 7"),
        ("many.jsonl:1", "give FILE:LINE:OFFSET, such as many.jsonl:1:1"),
        ("many.jsonl:7:0", "no article was found on this line"),
        ("a.txt --kind donatoin", "did you mean `donation`?"),
        ("a.txt --rule loan/lent", "did you mean `loan/lend`?"),
        ("a.txt --rule in-step", "give one of city_pair/in-step"),
        ("a.txt --limit some", "--limit"),
    ] {
        let run = folder.run(&["explain", "--rules", "rules"].into_iter().chain(args.split(' ')).collect::<Vec<_>>());
        assert_eq!((run.code, run.text()), (2, ""), "{args}: {}", run.stderr);
        run.says(&[says]);
    }
}

/// The law on which explanations rest: a pattern as it is written fits wholly where its regex matches, and nowhere else.
#[test]
fn a_pattern_fits_where_its_regex_matches() {
    let (set, engine) = (RuleSet::load(&Files::embedded(), &[]).unwrap(), Engine::load(&Settings::default()).unwrap());
    let trees = set.trees();
    for (number, rule) in set.rules.iter().enumerate() {
        let tree = trees[number].as_ref().unwrap_or_else(|| panic!("{}: {}", rule.id, rule.pattern.written));
        let texts = rule.find.iter().take(1).map(|find| &find.text).chain(rule.skip.iter().take(1).map(|skip| &skip.text));
        for text in texts {
            let article = Article { text: text.clone(), ..Article::default() };
            for (folded, _) in engine.explain(&article, true).iter().flat_map(|explained| &explained.views) {
                let characters: Vec<char> = folded.text.chars().collect();
                let fits = tree.fit(&Walk::new(&characters), None).stops.is_empty();
                assert_eq!(fits, rule.pattern.regex.is_match(&folded.text), "{}: {}", rule.id, folded.shown());
            }
        }
    }
}
