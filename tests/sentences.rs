//! The rule engine's design examples: for each sentence its folded form, the rules that give its facts, and the facts.

use jishi::article::Article;
use jishi::engine::{Engine, Settings};
use jishi::fact::Fact;

/// A text, the folded form of each of its sentences as the rules for its facts see it, and its statements.
struct Example {
    text: &'static str,
    published: Option<&'static str>,
    folded: &'static [&'static str],
    facts: &'static [&'static str],
}

const EXAMPLES: &[Example] = &[
    Example {
        text: "1973年6月24日，天津市与日本神户市正式结为友好城市。",
        published: None,
        folded: &["⟨time⟩，⟨place⟩与⟨place⟩正式结为友好城市。"],
        facts: &["city_pair/conclude asserted a=天津市 b=神户市 relation=sister since=1973-06-24"],
    },
    Example {
        text: "湖南省长沙市与日本鹿儿岛市结为友好城市。湖南长沙市到了。湖南省长到了。",
        published: None,
        folded: &["⟨place⟩与⟨place⟩结为友好城市。", "⟨place⟩到了。", "⟨place⟩省长到了。"],
        facts: &["city_pair/conclude asserted a=长沙市 b=鹿儿岛市 relation=sister"],
    },
    Example {
        text: "自1988年4月12日,安徽省与德国下萨克森州正式结好以来",
        published: None,
        folded: &["自⟨time⟩，⟨place⟩与⟨place⟩正式结好以来"],
        facts: &["city_pair/tied asserted a=安徽省 b=下萨克森州 relation=sister since=1988-04-12"],
    },
    Example {
        text: "成都市陆续向法国、德国、波兰等国家的9个友好城市捐赠防疫物资。",
        published: None,
        folded: &["⟨place⟩陆续向⟨country⟩、⟨country⟩、⟨country⟩等国家的⟨party⟩捐赠⟨goods⟩。"],
        facts: &["donation/give-somebody asserted donor=成都市 recipient=法国、德国、波兰等国家的9个友好城市 items=防疫物资"],
    },
    Example {
        text: "广东省重视友城工作。近年与交往最久的日本兵库县、韩国京畿道不断拓展友城合作。",
        published: None,
        folded: &["⟨place⟩重视友城工作。", "⟨time⟩与交往最久的⟨place⟩、⟨place⟩不断拓展友城合作。"],
        facts: &[
            "city_pair/oldest asserted a=广东省 b=兵库县 relation=sister",
            "city_pair/oldest asserted a=广东省 b=京畿道 relation=sister",
        ],
    },
    Example {
        text: "其中日本、美国的伙伴最多,分别有12对和7对。",
        published: None,
        folded: &["其中⟨country⟩、⟨country⟩的伙伴最多，分别有⟨item⟩和⟨item⟩。"],
        facts: &[],
    },
    Example {
        text: "去年台风过后,日本长崎市第一时间向福州市捐赠3万只N95口罩。",
        published: Some("2020-06-01"),
        folded: &["⟨time⟩台风过后，⟨place⟩第一时间向⟨place⟩捐赠⟨item⟩⟨goods⟩。"],
        facts: &["donation/give-somebody asserted donor=日本长崎市 recipient=福州市 items=30000 只 N95口罩 when=2019"],
    },
    Example {
        text: "皮埃蒙特大区与四川省都以美食闻名,双方早有结为友城的愿望。2021年年初,两省区正式建立友好省际关系。",
        published: None,
        folded: &["⟨place⟩与⟨place⟩都以美食闻名，⟨ref⟩早有结为友城的愿望。", "⟨time⟩，⟨ref⟩正式建立友好省际关系。"],
        facts: &["city_pair/pair-of asserted a=四川省 b=皮埃蒙特大区 relation=sister since=2021-01/2021-03"],
    },
    Example {
        text: "慈善总会收到松山市捐赠的毛毯2000条。",
        published: None,
        folded: &["⟨party⟩收到⟨place⟩捐赠的⟨goods⟩⟨item⟩。"],
        facts: &["donation/given-by asserted donor=松山市 recipient=慈善总会 items=2000 条 毛毯"],
    },
    Example {
        text: "图尔市先后与扶余郡、镇江市和明斯克市结为友好城市。",
        published: None,
        folded: &["⟨place⟩先后与⟨place⟩、⟨place⟩和⟨place⟩结为友好城市。"],
        facts: &[
            "city_pair/conclude asserted a=图尔市 b=扶余郡 relation=sister",
            "city_pair/conclude asserted a=镇江市 b=图尔市 relation=sister",
            "city_pair/conclude asserted a=图尔市 b=明斯克市 relation=sister",
        ],
    },
];

fn article(example: &Example) -> Article {
    let published = example.published.map(|day| day.parse().unwrap());
    Article { text: example.text.into(), published, ..Article::default() }
}

/// A fact on one line; items without their empty numbers.
fn shown(fact: &Fact) -> String {
    let told = fact.value.0.iter().filter(|(_, value)| !value.is_absent());
    let fields = told.map(|(name, value)| format!(" {name}={}", value.to_string().trim_start_matches("..").trim_start()));
    format!("{} {}{}", fact.rule, fact.status.word(), fields.collect::<String>())
}

#[test]
fn sentences_fold_to_what_rules_are_written_for() {
    let engine = Engine::load(&Settings::default()).unwrap();
    let mut wrong = Vec::new();
    for example in EXAMPLES {
        let explained = engine.explain(&article(example), true);
        assert_eq!(explained.len(), example.folded.len(), "{}", example.text);
        for (explained, want) in explained.iter().zip(example.folded) {
            let views: Vec<String> = explained.views.iter().map(|(folded, _)| folded.shown()).collect();
            if !views.iter().any(|view| view == want) {
                wrong.push(format!("want {want}\n got {}", views.join("\n  or ")));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn statements_are_found_with_their_values() {
    let engine = Engine::load(&Settings::default()).unwrap();
    let mut wrong = Vec::new();
    for example in EXAMPLES {
        let facts = engine.extract(&article(example));
        // A wish is a planned fact or none; it is never asserted.
        let own = facts.iter().filter(|fact| ["city_pair", "donation"].contains(&&*fact.kind));
        let wish = |fact: &&Fact| example.text.contains("愿望") && fact.status == jishi::fact::Status::Planned;
        let got: Vec<String> = own.filter(|fact| !wish(fact)).map(shown).collect();
        if got != example.facts {
            wrong.push(format!("{}\nwant {:#?}\n got {got:#?}", example.text, example.facts));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn numbers_in_step_have_each_its_own_span_and_scope() {
    let engine = Engine::load(&Settings::default()).unwrap();
    let text = "其中日本、美国的伙伴最多,分别有12对和7对。";
    let facts = engine.extract(&Article { text: text.into(), ..Article::default() });
    let got: Vec<(String, String)> = facts
        .iter()
        .filter(|fact| &*fact.kind == "count")
        .map(|fact| (text.chars().skip(fact.span.start as usize).take(fact.span.len()).collect(), shown(fact)))
        .collect();
    let scopes: Vec<(&str, bool)> = got.iter().map(|(quote, fact)| (quote.as_str(), fact.contains(" scope="))).collect();
    assert_eq!(scopes, [("12对", true), ("7对", true)], "{got:#?}");
    assert!(got[0].1.contains("head=12 对") && got[0].1.contains("scope=日本"), "{got:#?}");
    assert!(got[1].1.contains("head=7 对") && got[1].1.contains("scope=美国"), "{got:#?}");
}
