//! What must hold for every text.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

use jishi::article::{Article, Content, Decoded, Failure, Raw, RawId};
use jishi::decode::Decoder;
use jishi::engine::{Engine, Settings};
use jishi::error::Result;
use jishi::fact::Fact;
use jishi::files::Files;
use jishi::pipeline::{self, Work};
use jishi::plain::Fold;
use jishi::record::{Outcome, Quotes, fact_id};
use jishi::sink::{Rendered, Sink};
use jishi::source::Source;
use proptest::prelude::*;
use proptest::sample::select;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::load(&Settings::default()).unwrap());
static DECODER: LazyLock<Decoder> = LazyLock::new(|| Decoder::load(&Files::embedded()).unwrap());
static FOLD: LazyLock<Fold> = LazyLock::new(|| Fold::load(&Files::embedded()).unwrap());
static TO_TRADITIONAL: LazyLock<BTreeMap<char, char>> = LazyLock::new(to_traditional);

const PLACES: &[&str] =
    &["武汉市", "日本大分市", "河南省", "法国里昂市", "鄂", "两市", "我省", "三亚", "下萨克森州", "韩国京畿道", "双方", "德国"];
const NUMERALS: &[&str] = &[
    "3",
    "二十余",
    "1.5亿",
    "2,000",
    "百",
    "三五百",
    "〇",
    "近千",
    "第一",
    "１２",
    "两",
    "半",
    "15%",
    "3万只口罩",
    "50万元",
    "百分之十二",
    "KF94",
    "12对",
    "104个城市",
];
const TIMES: &[&str] = &[
    "去年",
    "1996年5月9日",
    "3日至5日",
    "上世纪90年代",
    "年初",
    "今年以来",
    "十四五期间",
    "腊月二十三",
    "42年前",
    "近日",
    "同年",
    "2021-05-28",
];
const WORDS: &[&str] = &[
    "与",
    "和",
    "、",
    "向",
    "分别",
    "正式",
    "结为友好城市",
    "缔结友好关系",
    "捐赠",
    "收到",
    "尚未",
    "拟",
    "终止",
    "累计",
    "增至",
    "每",
    "口罩",
    "医疗物资",
    "红十字会",
    "有限公司",
    "结好35周年",
    "自",
    "以来",
    "的",
    "友城",
    "价值",
    "将",
    "被",
    "其中",
];
const MARKS: &[&str] =
    &["，", "。", "；", "：", "“", "”", "（", "）", "《", "》", "\n", " ", "\u{3000}", ",", ".", "-", "——", "·"];

/// A text of what news is made of, with a strange character here and there.
fn news() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => select(PLACES).prop_map(str::to_owned),
        3 => select(NUMERALS).prop_map(str::to_owned),
        3 => select(TIMES).prop_map(str::to_owned),
        6 => select(WORDS).prop_map(str::to_owned),
        4 => select(MARKS).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn article(text: &str) -> Article {
    let published = Some(jiff::civil::date(2021, 5, 28));
    Article { id: "a".into(), text: text.into(), source: Some("河南日报".into()), published, ..Article::default() }
}

/// Simplified characters that one Traditional character alone folds to.
fn to_traditional() -> BTreeMap<char, char> {
    let files = Files::embedded();
    let table = files.get("lexicon/traditional.tsv").unwrap();
    let pairs = table.content.lines().filter_map(|line| line.split_once('\t'));
    let mut all: BTreeMap<char, Vec<char>> = BTreeMap::new();
    for (traditional, simplified) in pairs {
        all.entry(simplified.chars().next().unwrap()).or_default().push(traditional.chars().next().unwrap());
    }
    let sure = all.into_iter().filter(|(simplified, all)| all.len() == 1 && FOLD.char(*simplified) == *simplified);
    sure.map(|(simplified, all)| (simplified, all[0])).collect()
}

fn traditional(text: &str) -> String {
    text.chars().map(|c| TO_TRADITIONAL.get(&c).copied().unwrap_or(c)).collect()
}

/// All that a fact says, its texts folded.
fn folded(facts: &[Fact]) -> Vec<String> {
    // the id of a whole hangs on the characters that it is written in; which fact it is does not
    let ids: Vec<String> = facts.iter().map(|fact| fact_id("a", fact)).collect();
    let say = |fact: &Fact| {
        let value = serde_json::to_string(&fact.value).unwrap();
        let value = ids.iter().enumerate().fold(value, |value, (n, id)| value.replace(id, &n.to_string()));
        let all = format!("{} {:?} {:?} {:?} {:?} {value}", fact.rule, fact.span, fact.sentence, fact.status, fact.cue);
        FOLD.text(&all).into_iter().collect()
    };
    facts.iter().map(say).collect()
}

/// Texts as a source.
struct Texts(std::vec::IntoIter<String>);

impl Source for Texts {
    fn next(&mut self) -> Option<std::result::Result<Raw, Failure>> {
        let text = self.0.next()?;
        let content = Content::Text(Decoded { text, ..Decoded::default() });
        Some(Ok(Raw { id: RawId::In("texts".into()), origin: "texts".into(), content, ..Raw::default() }))
    }

    fn progress(&self) -> (u64, Option<u64>) {
        (0, None)
    }
}

/// Keeps every record as JSON.
struct Kept(Vec<u8>);

impl Sink for Kept {
    fn render(&self, outcome: &Outcome) -> Rendered {
        serde_json::to_vec(&outcome.records()).unwrap().into()
    }

    fn write(&mut self, rendered: Rendered) -> Result<()> {
        self.0.extend(rendered.bytes);
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<()> {
        Ok(())
    }
}

fn records(texts: Vec<String>, threads: usize) -> Vec<u8> {
    let (mut sink, stop) = (Kept(Vec::new()), AtomicBool::new(false));
    let work = Work { decoder: &DECODER, engine: &ENGINE, published: None, threads, stop: &stop };
    pipeline::run(Box::new(Texts(texts.into_iter())), &work, &mut sink, &mut |_| ()).unwrap();
    sink.0
}

/// The article in a page that says this charset; nothing where the charset lacks a character.
fn through(charset: &'static encoding_rs::Encoding, text: &str) -> Option<Article> {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let name = charset.name();
    let page = format!(
        "<!DOCTYPE html><html><head><meta charset=\"{name}\"><title>友城</title></head><body><article><p>{text}</p></article></body></html>"
    );
    let (bytes, _, lacking) = charset.encode(&page);
    let raw = Raw { content: Content::Html(bytes.into_owned()), ..Raw::default() };
    (!lacking).then(|| DECODER.decode(raw, Some(jiff::civil::date(2021, 5, 28))).unwrap())
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn a_fact_is_where_it_says(text in news()) {
        let article = article(&text);
        let chars: Vec<char> = text.chars().collect();
        let (facts, quotes) = (ENGINE.extract(&article), Quotes::new(&article));
        for fact in &facts {
            prop_assert!(fact.sentence.covers(fact.span) && !fact.span.is_empty(), "{fact:?}");
            let quote: String = chars[fact.span.range()].iter().collect();
            prop_assert_eq!(quotes.quote(fact.field, fact.span), quote);
        }
        let order: Vec<_> = facts.iter().map(|fact| (fact.span.start, fact.span.end, fact.kind.clone())).collect();
        prop_assert!(order.is_sorted(), "{order:?}");
    }

    #[test]
    fn ids_are_unique_and_the_same_twice(text in news()) {
        let ids = || -> Vec<String> { ENGINE.extract(&article(&text)).iter().map(|fact| fact_id("a", fact)).collect() };
        let (first, second) = (ids(), ids());
        prop_assert_eq!(first.iter().collect::<HashSet<_>>().len(), first.len());
        prop_assert_eq!(first, second);
    }

    #[test]
    fn traditional_and_simplified_say_the_same(text in news()) {
        let (one, other) = (ENGINE.extract(&article(&text)), ENGINE.extract(&article(&traditional(&text))));
        prop_assert_eq!(folded(&one), folded(&other));
    }

    #[test]
    fn no_text_makes_it_panic(text in prop::collection::vec(any::<char>(), 0..200)) {
        ENGINE.extract(&article(&text.into_iter().collect::<String>()));
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn the_charset_changes_nothing(text in news()) {
        // Big5 has Traditional characters, and not every other one.
        let known = |c: &char| *c != '\0' && !encoding_rs::BIG5.encode(&c.to_string()).2;
        let text = format!("武漢市與日本大分市結為友好城市。{}", traditional(&text));
        let text: String = text.chars().filter(known).collect();
        let pages = [encoding_rs::UTF_8, encoding_rs::GB18030, encoding_rs::BIG5];
        let read: Vec<Article> = pages.into_iter().filter_map(|charset| through(charset, &text)).collect();
        prop_assert_eq!(read.len(), 3);
        for article in &read[1..] {
            prop_assert_eq!(&article.text, &read[0].text, "{}", article.charset);
            prop_assert_eq!(ENGINE.extract(article), ENGINE.extract(&read[0]));
        }
    }
}

proptest! {
    #![proptest_config(cases(30))]

    #[test]
    fn the_number_of_threads_changes_nothing(texts in prop::collection::vec(news(), 1..40)) {
        prop_assert!(records(texts.clone(), 1) == records(texts, 2));
    }
}

#[test]
fn the_bytes_of_a_text_change_nothing() {
    let text = "河南省與日本三重縣的友好往來\n\n2021年5月28日，代表團到訪。去年，武漢市與日本大分市正式締結友好城市關係，雙方互贈禮品。\n\n截至今年五月，湖北共有104對國際友城，分布在三十餘個國家。長崎市向福州市捐贈3萬只口罩。\n";
    let read = |charset: &'static encoding_rs::Encoding| {
        let (bytes, _, lacking) = charset.encode(text);
        assert!(!lacking, "{}", charset.name());
        let raw = Raw { content: Content::Plain(bytes.into_owned()), ..Raw::default() };
        DECODER.decode(raw, None).unwrap()
    };
    let first = read(encoding_rs::UTF_8);
    assert!(ENGINE.extract(&first).len() > 5);
    for charset in [encoding_rs::GB18030, encoding_rs::BIG5] {
        let article = read(charset);
        assert_eq!(article.text, first.text, "{}", charset.name());
        assert_eq!(ENGINE.extract(&article), ENGINE.extract(&first), "{}", charset.name());
    }
}

#[test]
fn characters_that_stand_for_mentions_are_no_mentions() {
    for plane in ['\u{f0000}', '\u{f1000}', '\u{f8003}', '\u{fffff}', '\u{10ffff}'] {
        let text = format!("{plane}与{plane}结为友好城市，向{plane}捐赠{plane}。");
        assert_eq!(ENGINE.extract(&article(&text)), Vec::new(), "{plane:?}");
    }
}
