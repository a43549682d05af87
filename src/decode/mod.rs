//! From bytes to an article.

pub mod charset;
mod credits;
pub mod dates;
mod frame;
mod grammar;
mod html;
mod names;
mod page;
mod table;
mod zones;

use jiff::civil::Date;

use self::charset::NoText;
use self::grammar::Grammar;
use self::html::Page;
use self::zones::{Hints, Layout};
use crate::article::{Article, Content, Decoded, Failure, PublishedFrom, Raw, Stage};
use crate::error::Diagnostic;
use crate::files::Files;
use crate::plain::Fold;
use crate::span::Span;

/// Decodes articles; loaded once and shared by all threads.
#[derive(Debug)]
pub struct Decoder {
    fold: Fold,
    grammar: Grammar,
}

impl Decoder {
    /// Reads `lexicon/zones.toml` and `lexicon/traditional.tsv`.
    ///
    /// # Errors
    /// A mistake in one of them.
    pub fn load(files: &Files) -> Result<Self, Diagnostic> {
        Ok(Self { fold: Fold::load(files)?, grammar: Grammar::load(files)? })
    }

    /// Decodes one article: charset, markup, zones, header data.
    ///
    /// `published` is the date to use where the article says none (`--published`).
    ///
    /// # Errors
    /// What is no text, with the reason and the cure.
    pub fn decode(&self, raw: Raw, published: Option<Date>) -> Result<Article, Failure> {
        let Raw { id, origin, content, claimed } = raw;
        let failure = |NoText(error)| Failure {
            id: id.without_hash().to_owned(),
            origin: origin.clone(),
            stage: Stage::Decode,
            error: format!("no text: {error}"),
            cure: "give text, HTML or JSON; turn other files into one of these, or leave this one out".into(),
        };
        let (decoded, page) = read(content).map_err(failure)?;
        if decoded.text.chars().all(char::is_whitespace) {
            return Err(failure(NoText("there is nothing in it".into())));
        }
        let known = Known { page: page.unwrap_or_default(), claimed, option: published };
        let mut article = self.article(decoded, known);
        article.hash = hash(article.title.as_deref().unwrap_or(""), &article.text);
        (article.id, article.origin) = (id.with_hash(&article.hash), origin);
        Ok(article)
    }

    fn article(&self, decoded: Decoded, known: Known) -> Article {
        let Known { page, claimed, option } = known;
        let plain = self.fold.text(&decoded.text);
        let title = claimed.title.clone().or(page.meta.title.clone());
        let hints = Hints {
            title: title.as_deref().map(|title| self.fold.text(title).into_iter().collect()),
            apart: claimed.title.is_some(),
            linked: page.linked,
            body: page.body,
        };
        let layout = zones::read(&self.grammar, &plain, &hints);
        let chars = std::cell::LazyCell::new(|| decoded.text.chars().collect::<Vec<char>>());
        let words = |span: Span| chars[span.range()].iter().collect::<String>();
        let url = claimed.url.or(page.meta.url);
        let published = published(claimed.published.or(page.meta.published), &layout, url.as_deref(), option);
        let own_title = layout.title.map(words).filter(|_| claimed.title.is_none());
        Article {
            charset: decoded.charset.to_owned(),
            malformed: decoded.malformed,
            title_apart: own_title.is_none() && title.is_some(),
            title: own_title.or(title),
            published: published.map(|(date, _)| date),
            published_from: published.map(|(_, from)| from),
            url,
            source: claimed.source.or(layout.source.map(words)).or(page.meta.source).or(layout.outlet.map(words)),
            authors: people(&layout.authors, words),
            editors: people(&layout.editors, words),
            zones: layout.zones,
            text: decoded.text,
            ..Article::default()
        }
    }
}

/// What is known of an article beside its text.
struct Known {
    page: Page,
    claimed: crate::article::Claimed,
    option: Option<Date>,
}

fn read(content: Content) -> Result<(Decoded, Option<Page>), NoText> {
    let (decoded, whole) = match content {
        Content::Html(bytes) => (charset::decode(&bytes, charset::declared(&bytes))?, true),
        Content::Plain(bytes) => {
            let decoded = charset::decode(&bytes, None)?;
            let whole = html::is_page(&decoded.text);
            (decoded, whole)
        }
        Content::Text(decoded) => (decoded, false),
    };
    if !whole && !html::is_fragment(&decoded.text) {
        return Ok((decoded, None));
    }
    let mut page = html::read(&decoded.text, whole);
    let text = std::mem::take(&mut page.text);
    Ok((Decoded { text, ..decoded }, Some(page)))
}

/// The date and where it is from; the surest witness first.
fn published(claimed: Option<Date>, layout: &Layout, url: Option<&str>, option: Option<Date>) -> Option<(Date, PublishedFrom)> {
    let address = url.and_then(dates::in_address);
    let dateline = layout.dateline.and_then(|(year, month, day)| match (year, address.or(option)) {
        (Some(year), _) => Date::new(year, month, day).ok(),
        (None, close) => dates::nearest(month, day, close?),
    });
    let found = [
        (claimed, PublishedFrom::Metadata),
        (layout.published, PublishedFrom::Header),
        (dateline, PublishedFrom::Dateline),
        (address, PublishedFrom::Url),
        (option, PublishedFrom::Option),
    ];
    found.into_iter().find_map(|(date, from)| date.map(|date| (date, from)))
}

/// Names as written, each once.
fn people(spans: &[Span], words: impl Fn(Span) -> String) -> Vec<String> {
    let mut people: Vec<String> = Vec::new();
    for span in spans {
        let name: String = words(*span).split_whitespace().collect();
        if !people.contains(&name) {
            people.push(name);
        }
    }
    people
}

fn hash(title: &str, text: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(title.as_bytes()).update(&[0]).update(text.as_bytes());
    format!("blake3:{}", hasher.finalize().to_hex())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Claimed, RawId};

    fn decode(content: Content, claimed: Claimed) -> Article {
        let raw = Raw { id: RawId::In("a.jsonl".into()), origin: "a.jsonl:1".into(), content, claimed };
        Decoder::load(&Files::embedded()).unwrap().decode(raw, Date::new(2000, 1, 1).ok()).unwrap()
    }

    /// Each zone and its text, line ends as `|`.
    fn zones(article: &Article) -> Vec<String> {
        let chars: Vec<char> = article.text.chars().collect();
        let words = |span: Span| chars[span.range()].iter().collect::<String>().replace('\n', "|");
        article.zones.iter().map(|zone| format!("{:?} {}", zone.zone, words(zone.span))).collect()
    }

    #[test]
    fn a_page_saved_as_text_is_told_from_its_article() {
        let text = concat!(
            "要闻   |   城市   |   你好,某省   |   专题\n",
            "甲市与乙市结为友好城市\n",
            "2021-05-28 09:25:12来源:某江日报编辑:李燕责编:李玥\n\n",
            "  原标题:甲乙两市结好\n\n",
            "  本报讯 甲市昨天与乙市签约,互派学生20名。\n",
            "  会上,大家谈了很多。(某江日报全媒体记者 李婷 通讯员 顾锋)\n\n",
            "某某在线版权与信息产品的声明\n\n",
            "1、某某在线由某台主办,独家负责市场经营。\n",
        );
        let article = decode(Content::Plain(text.into()), Claimed::default());
        let want = [
            "Nav 要闻   |   城市   |   你好,某省   |   专题",
            "Title 甲市与乙市结为友好城市",
            "Header 2021-05-28 09:25:12来源:某江日报编辑:李燕责编:李玥",
            "Title 原标题:甲乙两市结好",
            "Dateline 本报讯",
            "Body 甲市昨天与乙市签约,互派学生20名。|  会上,大家谈了很多。",
            "Byline (某江日报全媒体记者 李婷 通讯员 顾锋)",
            "Footer 某某在线版权与信息产品的声明||1、某某在线由某台主办,独家负责市场经营。",
        ];
        assert_eq!(zones(&article), want);
        assert_eq!(article.title.as_deref(), Some("甲市与乙市结为友好城市"));
        assert_eq!((article.published, article.published_from), (Date::new(2021, 5, 28).ok(), Some(PublishedFrom::Header)));
        assert_eq!((article.source.as_deref(), article.editors.join(" ").as_str()), (Some("某江日报"), "李燕 李玥"));
        assert_eq!(article.authors, ["李婷", "顾锋"]);
        assert_eq!(article.id, format!("a.jsonl#{}", &article.hash["blake3:".len()..][..12]));
    }

    #[test]
    fn only_the_opening_words_and_the_closing_bracket_leave_the_body() {
        for (text, want) in [
            (
                "新华社北京5月9日电(记者 王明)两市签约。(完)",
                "Dateline 新华社北京5月9日电(记者 王明); Body 两市签约。; Byline (完)",
            ),
            ("央视网消息（新闻联播）：两市签约。", "Dateline 央视网消息（新闻联播）：; Body 两市签约。"),
            ("（中央社記者王五台北8日電）兩市簽約。", "Dateline （中央社記者王五台北8日電）; Body 兩市簽約。"),
            ("副題在此〔記者王明／台北報導〕兩市簽約。", "Body 副題在此; Dateline 〔記者王明／台北報導〕; Body 兩市簽約。"),
            ("【本報台北訊】兩市簽約。", "Dateline 【本報台北訊】; Body 兩市簽約。"),
            ("两市签约。\n【编辑:王明】", "Body 两市签约。; Byline 【编辑:王明】"),
            ("两市签约。　　某某晚报记者王明", "Body 两市签约。; Byline 某某晚报记者王明"),
            ("(某江日报记者 王明 通讯员 李四)", "Byline (某江日报记者 王明 通讯员 李四)"),
            ("责任编辑:某某 浏览次数:1234 阅读量10万+", "Byline 责任编辑:某某 浏览次数:1234 阅读量10万+"),
            ("上一篇:甲 下一篇:乙 第2页/共5页", "Footer 上一篇:甲 下一篇:乙 第2页/共5页"),
            ("因版权事宜需联系本网者,请于15日内来函。", "Footer 因版权事宜需联系本网者,请于15日内来函。"),
        ] {
            let content = Content::Text(Decoded { text: text.into(), ..Decoded::default() });
            let claimed = Claimed { title: Some("题".into()), ..Claimed::default() };
            assert_eq!(zones(&decode(content, claimed)).join("; "), want, "{text}");
        }
    }

    #[test]
    fn what_frames_an_article_is_told_from_it() {
        let body = "甲市昨天与乙市签约，互派学生20名，还谈了很多别的事情，并商定明年再会。";
        for (above, below, want) in [
            ("首页　宏观　产业　海关\n两市结好\n2021-05-28 10:00　来源：某报", "", "Nav Title Header Body"),
            ("某某百科　首页　地理　历史\n甲市\n2021-05-28　来源：某某百科", "", "Nav Title Header Body"),
            ("2021-05-28 10:00 某某晚报\n甲乙两市结为友好城市", "", "Header Title Body"),
            ("两市结好\n2021年5月28日 星期五　某港日报　A12　港闻", "记者：何绮文", "Title Header Body Byline"),
            (
                "两市结好\n2021-05-28 来源：某报",
                "（编辑：王明）1100528\n本网站之文字及图片，非经授权，不得转载。",
                "Title Header Body Byline Footer",
            ),
            ("两市结好\n2021-05-28 来源：某报", "某某之窗网站声明\n1、本网内容仅供参考。", "Title Header Body Footer"),
            (
                "两市结好\n2021-05-28 来源：某报",
                "版权声明：本文由用户投稿，共3部分，如有侵权请联系我们。",
                "Title Header Body Footer",
            ),
            ("两市结好\n2021-05-28 来源：某报", "本公示期为7天。监督电话：010-1000。款项有据可查。", "Title Header Body"),
            (
                "两市结好\n2021-05-28 来源：某报\n捐款名单\n甲公司 100元\n记者 张三\n来源：某某公司\n乙公司 200元",
                "",
                "Title Header Body",
            ),
        ] {
            let article = decode(Content::Plain(format!("{above}\n{body}\n{below}").into_bytes()), Claimed::default());
            let kinds: Vec<String> = article.zones.iter().map(|zone| format!("{:?}", zone.zone)).collect();
            assert_eq!(kinds.join(" "), want, "{:?}", zones(&article));
            assert_eq!(article.published, Date::new(2021, 5, 28).ok(), "{above}");
        }
    }

    #[test]
    fn what_only_resembles_credits_stays_in_the_body() {
        for text in [
            "市外办消息，今年往来共有96批。",
            "记者从外办获悉，两市今年结好20周年。",
            "记者：您怎么看？\n王明：我觉得很好。",
            "两市签约。\n时间：2021年5月28日\n地点：武汉",
            "未经肖像权人同意，作品权利人不得以发表、复制等方式使用肖像。",
            "会上公布了版权声明的起草计划（共3部）。",
            "现将情况公告如下：\n王明 100元\n李丽 200元\n记者 张三 500元\n来源：某某公司 300元\n电话：010-1\n某会\n2021年5月28日",
            "企业增值电信业务试点扩大到4个城市。",
            "编辑部的故事\n记者节到了",
        ] {
            let claimed = Claimed { title: Some("题".into()), ..Claimed::default() };
            let article = decode(Content::Plain(text.into()), claimed);
            let body: String = zones(&article).iter().filter_map(|zone| zone.strip_prefix("Body ")).collect();
            let credit = if text.contains("公司 300元") { "来源：某某公司 300元" } else { "" };
            let lines = text.split('\n').filter(|line| *line != credit && !line.starts_with("记者 张三"));
            for line in lines {
                assert!(body.contains(line), "{line} in {:?}", zones(&article));
            }
        }
    }

    #[test]
    fn a_web_page_gives_title_header_and_body() {
        let body = "甲市昨天与乙市签约，互派学生20名，捐赠图书3000册，并商定明年共同举办文化周活动。".repeat(3);
        let page = format!(
            "<html><head><meta charset=gb2312><title>甲市与乙市结好_新闻_某网</title></head><body><ul><li><a href=1>首页</a>\
             <li><a href=2>国内</a></ul><h1>甲市与乙市结好</h1><div>2021年05月28日 10:00 来源：某报</div><div class=content>\
             <p>　　{body}</p><p>　　{body}</p><p>（责任编辑：王明）</p></div><div>相关阅读</div><ul><li><a href=3>丙市与丁市\
             结好十周年庆祝活动举行</a></ul><p>版权所有 某网</p></body></html>"
        );
        for bytes in [page.clone().into_bytes(), encoding_rs::GBK.encode(&page).0.into_owned()] {
            let article = decode(Content::Html(bytes), Claimed::default());
            let want = [
                "Nav 首页|国内".to_owned(),
                "Title 甲市与乙市结好".into(),
                "Header 2021年05月28日 10:00 来源：某报".into(),
                format!("Body {body}|　　{body}").replace("|　　", "|"),
                "Byline （责任编辑：王明）".into(),
                "Footer 相关阅读|丙市与丁市结好十周年庆祝活动举行|版权所有 某网".into(),
            ];
            assert_eq!(zones(&article), want);
            assert_eq!((article.source.as_deref(), article.editors.join("")), (Some("某报"), "王明".into()));
        }
    }

    #[test]
    fn the_surest_witness_says_when_it_was_published() {
        let url = |url: &str| Claimed { url: Some(url.into()), ..Claimed::default() };
        let (metadata, option) = (Date::new(2021, 5, 20).ok(), PublishedFrom::Option);
        for (text, claimed, want, from) in [
            ("两市签约。", Claimed { published: metadata, ..Claimed::default() }, "2021-05-20", PublishedFrom::Metadata),
            ("甲与乙结好\n2021-05-28 10:00 来源：某报\n两市签约。", Claimed::default(), "2021-05-28", PublishedFrom::Header),
            ("新华社北京12月30日电 两市签约。", url("http://a.cn/2021-01/02/1.htm"), "2020-12-30", PublishedFrom::Dateline),
            ("两市签约。", url("http://a.cn/2021-01/02/1.htm"), "2021-01-02", PublishedFrom::Url),
            ("两市签约。", Claimed::default(), "2000-01-01", option),
        ] {
            let article = decode(Content::Plain(text.into()), claimed);
            let got = (article.published.map(|date| date.to_string()), article.published_from);
            assert_eq!(got, (Some(want.to_owned()), Some(from)), "{text}");
        }
    }
}
