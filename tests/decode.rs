//! Laws of decoding: whatever the bytes, an article or a failure comes out, and its zones are in order and cover its text.

use std::sync::LazyLock;

use jishi::article::{Article, Claimed, Content, Decoded, Raw, RawId};
use jishi::decode::Decoder;
use jishi::files::Files;
use proptest::prelude::*;

static DECODER: LazyLock<Decoder> = LazyLock::new(|| Decoder::load(&Files::embedded()).unwrap());

fn decoded(content: Content, title: Option<String>) -> Option<Article> {
    let claimed = Claimed { title, ..Claimed::default() };
    DECODER.decode(Raw { id: RawId::Known("a".into()), origin: "a".into(), content, claimed }, None).ok()
}

/// Zones lie in order within the text, and what is outside them is blank.
fn check(article: &Article) {
    let chars: Vec<char> = article.text.chars().collect();
    let mut last = 0;
    let blank = |c: &char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}');
    for zone in &article.zones {
        let range = zone.span.range();
        assert!(range.start >= last && range.start < range.end && range.end <= chars.len(), "{:?}", article.zones);
        assert!(chars[last..range.start].iter().all(blank), "uncovered before {range:?} in {:?}", article.text);
        last = range.end;
    }
    assert!(chars[last..].iter().all(blank), "uncovered after {last} in {:?}", article.text);
}

/// Lines that the grammar knows, and lines that it doesn't.
fn lines() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "要闻 | 国内 | 国际 | 财经",
        "首页 > 新闻 > 正文",
        "两市结为友好城市",
        "2021-05-28 09:25:12来源:某江日报编辑:李燕责编:李玥",
        "原标题:两市结好",
        "新华社北京5月9日电(记者 王明)两市今天签署协议,结为友好城市。",
        "〔記者王明／台北報導〕兩市今天簽約。",
        "这是很普通的一句话,说的是两座城市之间的往来和友谊。(完)【编辑:李明】",
        "(某江日报记者 李婷 通讯员 顾锋)",
        "责任编辑:王明 浏览次数:1234",
        "相关阅读",
        "凡本网注明来源的作品,未经授权不得转载。",
        "第一段。　　第二段。　　　",
        "上一篇:无 下一篇:无",
        "",
    ]);
    let line =
        prop_oneof![4 => known.prop_map(String::from), 1 => "\\PC{0,40}", 1 => "[（）【】：/|0-9年月日电讯记者编辑 ]{0,30}"];
    prop::collection::vec(line, 0..14).prop_map(|lines| lines.join("\n"))
}

fn tags() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        prop::sample::select(vec![
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<a href=x>",
            "</a>",
            "<table><tr><td>",
            "</table>",
            "<script>",
            "</script>",
            "<!--",
            "-->",
            "<title>",
            "</title>",
            "<h1>",
            "&nbsp;",
            "<br>",
            "<meta name=pubdate content='2021-05-28'>"
        ])
        .prop_map(String::from),
        lines(),
    ];
    prop::collection::vec(part, 0..30).prop_map(|parts| format!("<html>{}", parts.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        for content in [Content::Plain(bytes.clone()), Content::Html(bytes)] {
            decoded(content, None).iter().for_each(check);
        }
    }

    #[test]
    fn zones_cover_every_text_in_order(text in lines(), title in prop::option::of("\\PC{0,12}")) {
        let content = Content::Text(Decoded { text: text.clone(), ..Decoded::default() });
        if let Some(article) = decoded(content, title) {
            prop_assert_eq!(&article.text, &text);
            check(&article);
        }
        decoded(Content::Plain(text.into_bytes()), None).iter().for_each(check);
    }

    #[test]
    fn zones_cover_every_page_in_order(page in tags()) {
        decoded(Content::Html(page.into_bytes()), None).iter().for_each(check);
    }
}

#[test]
fn deep_and_endless_markup_is_read_in_time() {
    let line = "这是很普通的一句话，说的是两座城市之间的往来。";
    for page in [
        "<div>".repeat(100_000) + line,
        "<b><i>".repeat(50_000) + line,
        format!("<p {}>{line}", (0..100_000).map(|n| format!("a{n}=1 ")).collect::<String>()),
        format!("<p>{line}").repeat(20_000),
        "<".repeat(200_000) + line,
        "<a href='x'>".repeat(50_000) + line,
        "<table><tr><td>".repeat(20_000) + line,
        "<!--".repeat(50_000) + line,
        "&nbsp;&".repeat(100_000) + line,
    ] {
        decoded(Content::Html(page.into_bytes()), None).iter().for_each(check);
    }
    for text in [
        "（".repeat(200_000),
        "记者".repeat(100_000),
        "来源：".repeat(100_000),
        "王".repeat(200_000),
        "a | ".repeat(100_000),
        format!("{}\n", "王 ".repeat(90)).repeat(2_000),
    ] {
        decoded(Content::Plain(text.into_bytes()), None).iter().for_each(check);
    }
}
