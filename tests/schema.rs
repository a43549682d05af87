//! Every record that the program gives is valid under the schema that it prints.

mod run;

use jsonschema::Validator;
use run::{Folder, Run};
use serde_json::{Value, json};

/// Texts whose facts are of all kinds, with and without values in every field.
const TEXTS: &[&str] = &[
    "1973年6月24日，天津市与日本神户市正式结为友好城市。截至去年底，天津共有二十余对友城，同比增长15.5%。",
    "去年台风过后，日本长崎市第一时间向福州市捐赠3万只N95口罩，价值约20万元人民币。",
    "绵阳与日本出云市尚未结好。天津市有望与法国里昂市结为友好城市。近日，数百人参观了展览。",
    "宁波与日本长冈京市举行云端庆典，纪念两市结好40周年。成都市向法国的9个友好城市捐赠防疫物资。",
    "鎮江市與圖爾市締結友好城市關係，三至五名代表將於明年春節期間到訪，費用不超過3.5萬歐元。",
    "本月中旬到下周五，上世纪九十年代的3000公里公路每天通车近千辆。农历八月十五，次年同月。",
    "公司拟向灾区捐赠现金50万元和2000美元。双方互赠礼品。今日天气很好。",
];

const VISIT: &str = include_str!("kinds/visit.toml");

fn schema(folder: &Folder, flags: &[&str]) -> (Value, Validator) {
    let run = folder.run(&[&["schema"], flags].concat());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let schema: Value = serde_json::from_slice(&run.stdout).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap_or_else(|error| panic!("{error}"));
    let validator = jsonschema::draft202012::new(&schema).unwrap_or_else(|error| panic!("{error}"));
    (schema, validator)
}

fn assert_valid(run: &Run, validator: &Validator) {
    for record in run.records() {
        let errors: Vec<String> =
            validator.iter_errors(&record).map(|error| format!("{} at {}", error, error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}\n{record:#}");
    }
}

#[test]
fn every_record_is_valid() {
    let lines = TEXTS.iter().enumerate().map(|(n, text)| {
        json!({"id": n.to_string(), "title": TEXTS[(n + 1) % TEXTS.len()], "text": text, "published": "2021-05-28"}).to_string()
    });
    let page = format!(
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>友城</title></head><body><article><h1>友城</h1><p>{}</p></article></body></html>",
        TEXTS.join("</p><p>")
    );
    let folder = Folder::new()
        .with("news/dated.jsonl", lines.collect::<Vec<_>>().join("\n"))
        .with("news/undated.txt", TEXTS.join("\n"))
        .with("news/page.html", page)
        .with("news/broken.json", "{")
        .with("news/empty.txt", "");
    let (_, validator) = schema(&folder, &[]);
    let run = folder.run(&["extract", "news"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert_eq!((run.of_sort("article").len(), run.of_sort("failure").len()), (TEXTS.len() + 2, 2));
    for kind in ["count", "date", "city_pair", "donation"] {
        let facts = run.of_sort("fact");
        let own: Vec<&Value> = facts.iter().filter(|fact| fact["kind"] == kind).collect();
        assert!(own.iter().any(|fact| fact["field"] == "title"), "no {kind} in a title");
        assert!(own.iter().any(|fact| fact.get("field").is_none()), "no {kind} in a text");
    }
    assert_valid(&run, &validator);
}

#[test]
fn what_is_no_record_is_refused() {
    let folder = Folder::new().with("a.txt", TEXTS[0]);
    let (_, validator) = schema(&folder, &[]);
    let run = folder.run(&["extract", "a.txt"]);
    for (name, pointer, value) in [
        ("another record", "/record", json!("entity")),
        ("an unknown kind", "/kind", json!("visit")),
        ("a status of no list", "/status", json!("rumoured")),
        ("a value of another kind", "/value", json!({"text": "1973"})),
        ("a negative position", "/start", json!(-1)),
    ] {
        for mut fact in run.of_sort("fact") {
            *fact.pointer_mut(pointer).unwrap() = value.clone();
            assert!(!validator.is_valid(&fact), "{name}");
        }
    }
    for mut record in run.records() {
        record["more"] = json!(1);
        assert!(!validator.is_valid(&record), "a key of no record");
    }
}

#[test]
fn a_fact_has_the_keys_of_the_contract_in_their_order() {
    let folder = Folder::new().with("a.txt", "绵阳与日本出云市尚未结好。");
    let facts = folder.run(&["extract", "a.txt", "--kind", "city_pair"]).of_sort("fact");
    let keys: Vec<&String> = facts[0].as_object().unwrap().keys().collect();
    let want = [
        "record",
        "schema",
        "id",
        "kind",
        "article",
        "quote",
        "start",
        "end",
        "sentence",
        "status",
        "cue",
        "confidence",
        "rule",
        "value",
    ];
    assert_eq!(keys, want);
    assert_eq!(facts[0]["cue"], "尚未");
}

#[test]
fn only_money_has_a_currency() {
    let folder = Folder::new().with("a.txt", TEXTS.join("\n"));
    let facts = folder.run(&["extract", "a.txt", "--kind", "count"]).of_sort("fact");
    assert!(facts.iter().any(|fact| fact["value"]["unit_class"] == "money"));
    for fact in facts {
        let value = &fact["value"];
        assert_eq!(value.get("currency").is_some(), value["unit_class"] == "money", "{value}");
    }
}

#[test]
fn a_kind_of_ones_own_goes_through_every_verb() {
    let folder = Folder::new().with("rules/visit.toml", VISIT).with("a.txt", "2019年5月8日，长沙市代表团访问日本鹿儿岛市。");
    let check = folder.run(&["check", "--rules", "rules"]);
    assert!(!check.text().contains("visit/") && check.code != 2, "{} {}", check.text(), check.stderr);

    let (schema, validator) = schema(&folder, &["--rules", "rules"]);
    assert!(schema["$defs"]["fact"]["properties"]["kind"]["enum"].as_array().unwrap().contains(&json!("visit")));

    let run = folder.run(&["extract", "a.txt", "--rules", "rules", "--kind", "visit"]);
    let facts = run.of_sort("fact");
    assert_eq!(facts.len(), 1, "{}", run.text());
    let value = &facts[0]["value"];
    assert_eq!(
        (&value["guest"]["name"], &value["host"]["name"], &value["when"]["edtf"], &value["form"]),
        (&json!("长沙市"), &json!("鹿儿岛市"), &json!("2019-05-08"), &json!("delegation"))
    );
    assert_valid(&run, &validator);

    let explained = folder.run(&["explain", "a.txt", "--rules", "rules"]);
    assert!(!explained.text().contains('\x1b'), "colour where there is no terminal");
    for part in ["⟨time⟩，⟨place⟩代表团访问⟨place⟩。", "visit/pay", "guest", "鹿儿岛市, JP city"] {
        assert!(explained.text().contains(part), "no `{part}` in {}", explained.text());
    }
}
