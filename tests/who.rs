//! Who gives and who receives where only the rest of the article tells: by a family name, a word that stands for somebody, the page.

use jishi::article::Article;
use jishi::engine::{Engine, Settings};

struct Case {
    source: &'static str,
    text: &'static str,
    /// Giver and receiver of each gift.
    want: &'static [(&'static str, &'static str)],
}

const CASES: &[Case] = &[
    // 周老师 is the only 周 of the article; two of them leave it open.
    Case {
        source: "", text: "校长周德贵家境不宽。周老师去年向石门小学捐赠图书300册。", want: &[("校长周德贵", "石门小学")]
    },
    Case {
        source: "",
        text: "校长周德贵说，馆长周文海也来了。周老师去年向石门小学捐赠图书300册。",
        want: &[("周老师", "石门小学")],
    },
    // The school named last leads the name of its fund in; 四川 is no count.
    Case {
        source: "",
        text: "远达公司还与四川农业大学签约，向该校教育发展基金会捐赠1000万元。",
        want: &[("远达公司", "四川农业大学教育发展基金会")],
    },
    // 公司 is the company that the article names; a factory of no name is none.
    Case {
        source: "", text: "远达公司成立于2001年。公司去年向县一中捐赠电脑20台。", want: &[("远达公司", "县一中")]
    },
    // On the page of a Red Cross 我会 is that; elsewhere 我会 may be what somebody will do.
    Case {
        source: "清江县红十字会",
        text: "昨天，退休教师刘克勤来到我会，捐出积蓄10万元。",
        want: &[("退休教师刘克勤", "清江县红十字会")],
    },
    Case { source: "清江日报", text: "他说：“我会努力学习。”", want: &[] },
    // Kin are told as one.
    Case {
        source: "", text: "廖文钦、廖文斌兄弟，昨天捐赠县消防局一辆救护车。", want: &[("廖文钦、廖文斌兄弟", "县消防局")]
    },
    // What the most of an article's gifts go to, the others go to; the whole of a sum goes to several.
    Case {
        source: "",
        text: "远达公司向县慈善总会捐款100万元。退休教师余桂英捐款5000元。",
        want: &[("远达公司", "县慈善总会"), ("退休教师余桂英", "县慈善总会")],
    },
    Case {
        source: "",
        text: "慈善基金会捐出1.26亿元，当中5800万元拨予县医院。",
        want: &[("慈善基金会", "-"), ("慈善基金会", "县医院")],
    },
    // 他 is whom the sentence has just named.
    Case {
        source: "",
        text: "校长周德贵和学生都来了。这不是馆长沈志远第一次出力，他去年向县图书馆赠书300册。",
        want: &[("馆长沈志远", "县图书馆")],
    },
    // What its head announces, the body does; a person who names the body is named so.
    Case {
        source: "",
        text: "柳氏宗亲总会昨天聚会。会长柳清源宣布，明年拟向柳塘小学赠送校服600套。",
        want: &[("柳氏宗亲总会", "柳塘小学")],
    },
    // A number of things begins no name; what is given may be in no list.
    Case {
        source: "", text: "滨海小学向结对的蔚东小学赠送了130张手绘贺卡。", want: &[("滨海小学", "蔚东小学")]
    },
    Case { source: "", text: "滨海小学向结对的蔚东小学派出了130名老师。", want: &[] },
    // The city acts behind a verb that the dictionary takes for a noun, over two clauses.
    Case {
        source: "", text: "北京市动员企业出力，已备好口罩，并向县医院捐赠了70万只口罩。", want: &[("北京市", "县医院")]
    },
];

#[test]
fn givers_and_receivers_are_told_from_the_rest_of_the_article() {
    let engine = Engine::load(&Settings::default()).unwrap();
    for case in CASES {
        let source = Some(case.source.to_owned()).filter(|source| !source.is_empty());
        let published = Some("2020-06-15".parse().unwrap());
        let article = Article { text: case.text.into(), source, published, ..Article::default() };
        let facts = engine.extract(&article);
        let who = |value: &jishi::fact::Value| if value.is_absent() { "-".to_owned() } else { value.to_string() };
        let got: Vec<(String, String)> = facts
            .iter()
            .filter(|fact| &*fact.kind == "donation")
            .map(|fact| (who(fact.value.get("donor")), who(fact.value.get("recipient"))))
            .collect();
        let want: Vec<(String, String)> =
            case.want.iter().map(|(one, other)| ((*one).to_owned(), (*other).to_owned())).collect();
        assert_eq!(got, want, "{}", case.text);
    }
}
