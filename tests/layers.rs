//! Folders of rules over the built-in ones: what adds, what replaces, what switches off, and what is refused.

mod run;

use run::{Folder, Run};

/// The rules that gave the facts of a kind in a text.
fn given_by(folder: &Folder, text: &str, kind: &str) -> Vec<String> {
    std::fs::write(folder.path("a.txt"), text).unwrap();
    let run = folder.run(&["extract", "a.txt", "--rules", "mine", "--kind", kind, "--quiet"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let facts = run.of_sort("fact");
    facts.iter().map(|fact| format!("{} {}", fact["rule"].as_str().unwrap(), fact["quote"].as_str().unwrap())).collect()
}

fn refused(folder: &Folder) -> Run {
    let run = folder.run(&["check", "--rules", "mine"]);
    assert_eq!((run.code, run.text()), (2, ""), "{}", run.stderr);
    run
}

const TUCK: &str = r#"
[[rule]]
id      = "tuck"
pattern = '''<donor:party> 塞给 <recipient:party> <items:quantity.item>'''

  [[rule.find]]
  text   = "株洲市民政局塞给长沙市政府20只口罩。"
  expect = [{ donor = "株洲市民政局", recipient = "长沙市政府", items = "20 只" }]

  [[rule.skip]]
  text = "他塞给孩子苹果。"
  why  = "no number"
"#;

#[test]
fn a_file_that_adds_brings_a_rule_and_leaves_the_others() {
    let folder = Folder::new().with("mine/donation.mine.toml", TUCK);
    let check = folder.run(&["check", "--rules", "mine"]);
    assert_eq!((check.code, check.text()), (0, ""), "{}", check.stderr);
    assert_eq!(
        given_by(&folder, "株洲市民政局塞给长沙市政府20只口罩。", "donation"),
        ["donation/tuck 株洲市民政局塞给长沙市政府20只"]
    );
    assert_eq!(given_by(&folder, "株洲市民政局向长沙市政府捐赠口罩20只。", "donation").len(), 1);
}

#[test]
fn a_rule_is_switched_off_and_another_replaced_by_its_id() {
    let off = "[[rule]]\nid = \"conclude\"\ndisable = true\n";
    let folder = Folder::new().with("mine/city_pair.mine.toml", off);
    let by = given_by(&folder, "长沙市与日本鹿儿岛市缔结友好城市关系。", "city_pair");
    assert!(!by.is_empty() && by.iter().all(|by| !by.starts_with("city_pair/conclude ")), "{by:?}");
    let own = TUCK.replace("\"tuck\"", "\"give\"");
    let folder = Folder::new().with("mine/donation.mine.toml", own);
    let by = given_by(&folder, "株洲市民政局塞给长沙市政府20只口罩。", "donation");
    assert_eq!(by, ["donation/give 株洲市民政局塞给长沙市政府20只"]);
}

#[test]
fn a_fragment_of_a_known_name_takes_its_place_in_all_rules_of_the_kind() {
    let folder = Folder::new().with("mine/city_pair.mine.toml", "[fragments]\nsides = '''<side> 兼 <side>'''\n");
    let run = folder.run(&["check", "--rules", "mine"]);
    assert_eq!(run.code, 1, "examples with lists of places must now differ: {}", run.stderr);
}

#[test]
fn words_units_places_and_words_of_the_dictionary_are_added() {
    let folder = Folder::new()
        .with("mine/lexicon/units.mine.toml", "[[unit]]\nclass = \"item\"\nwords = \"坨\"\n")
        .with("mine/lexicon/dictionary.txt", "桃花坞 1000 ns\n")
        .with("mine/places/extra_names.mine.tsv", "cc\ttype\tzh\nJP\tcity\t桃花坞市\n");
    assert_eq!(given_by(&folder, "厂里运来5坨泥。", "count"), ["count/stated 5坨"]);
    let run = folder.run(&["extract", "a.txt", "--rules", "mine", "--quiet"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let pair = given_by(&folder, "长沙市与桃花坞市缔结友好城市关系。", "city_pair");
    assert_eq!(pair, ["city_pair/conclude 长沙市与桃花坞市缔结友好城市关系"]);
}

#[test]
fn what_adds_to_nothing_or_is_read_by_nothing_is_named_with_what_was_meant() {
    let folder = Folder::new()
        .with("mine/donatoin.mine.toml", TUCK)
        .with("mine/lexicon/unit.toml", "")
        .with("mine/places/extra_names.mine.tsv", "cc\ttype\tzhh\nJP\tcity\t桃花坞市\n");
    refused(&folder).says(&[
        "donatoin.mine.toml: this file adds to `donatoin.toml`, which is not there; did you mean `donation.toml`?",
        "lexicon/unit.toml: nothing reads `lexicon/unit.toml`; did you mean `lexicon/units.toml`?",
    ]);
    let folder = Folder::new().with("mine/places/extra_names.mine.tsv", "cc\ttype\tzhh\nJP\tcity\t桃花坞市\n");
    refused(&folder).says(&["extra_names.mine.tsv:1: the first line names the column `zhh`", "did you mean `zh`?"]);
}

#[test]
fn a_folder_without_rule_files_is_refused_with_the_one_that_was_meant() {
    let folder = Folder::new().with("mine/rules/visit.toml", "").with("mine/notes.md", "");
    refused(&folder).says(&["--rules mine: no rule file is in this folder", "did you mean --rules mine/rules?"]);
}

#[test]
fn a_word_list_in_another_charset_is_named_with_the_line() {
    let (gbk, _, _) = encoding_rs::GBK.encode("[[unit]]\nclass = \"item\"\nwords = \"坨\"\n");
    let folder = Folder::new().with("mine/lexicon/units.mine.toml", &gbk);
    refused(&folder).says(&["units.mine.toml:3: not UTF-8 from this line on: save the file as UTF-8", "GB18030"]);
}

#[test]
fn ten_mistakes_of_one_file_are_ten_messages() {
    let broken = r#"[kind]
about  = 5
is     = "place"
fields = { guest = "person", host = "place" }
colour = "red"

[fragments]
link = '''(?:与'''

[[rule]]
id      = "pay"
pattern = '''<guets:city> 访问 <ciyt>'''
given   = ["["]
fill    = { host = "sbject" }
zip     = ["nobody"]
set     = { status = "maybe" }
"#;
    let folder = Folder::new().with("mine/visit.toml", broken);
    let run = folder.run(&["check", "--rules", "mine"]);
    let told = run.stderr.lines().filter(|line| line.starts_with("mine/visit.toml:")).count();
    assert!(run.code == 2 && told >= 10, "{told} mistakes:\n{}", run.stderr);
}
