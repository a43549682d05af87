//! What a page's head says of its article.

use jiff::civil::Date;
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

use super::dates;

/// Title, date, outlet and address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    pub title: Option<String>,
    pub published: Option<Date>,
    pub source: Option<String>,
    pub url: Option<String>,
}

/// Names of `<meta>` elements, the surest first.
const TITLES: &[&str] = &["articletitle", "og:title", "twitter:title", "title"];
const DATES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "publishtime",
    "publish_time",
    "datepublished",
    "og:release_date",
    "weibo:article:create_at",
    "weibo: article:create_at",
    "firstpublishedtime",
    "apub:time",
    "article.published",
    "dc.date.issued",
    "date",
];
const SOURCES: &[&str] = &["contentsource", "source", "article:source", "mediaid"];
const ADDRESSES: &[&str] = &["og:url"];

/// Reads the head of a page.
pub fn meta(tree: &Html) -> Meta {
    let metas = metas(tree);
    let first = |names: &[&str]| {
        let found = names.iter().find_map(|name| metas.iter().find(|(key, _)| key == name));
        found.map(|(_, value)| value.clone())
    };
    let data = linked_data(tree);
    let said = |key: &str| data.as_ref().and_then(|data| data.get(key)).and_then(Value::as_str).map(str::to_owned);
    let title = said("headline").or_else(|| first(TITLES)).or_else(|| text(tree, "title")).or_else(|| text(tree, "h1"));
    let published = DATES.iter().filter_map(|name| first(&[name])).find_map(|text| dates::parse(&text));
    let canonical = attribute(tree, "link[rel=canonical]", "href").or_else(|| first(ADDRESSES));
    Meta {
        title: title
            .map(|title| shown(tree, &title).unwrap_or_else(|| without_site(&title).to_owned()))
            .filter(|title| !title.is_empty()),
        published: published.or_else(|| said("datePublished").and_then(|text| dates::parse(&text))),
        source: first(SOURCES).filter(|source| !source.contains("://")),
        url: canonical.filter(|url| url.starts_with("http")),
    }
}

/// The `<meta>` elements: name or property in lower case, and content.
fn metas(tree: &Html) -> Vec<(String, String)> {
    let elements = tree.root_element().descendent_elements().filter(|element| element.value().name() == "meta");
    let pair = |element: ElementRef| {
        let key = ["name", "property", "itemprop"].iter().find_map(|key| element.attr(key))?;
        Some((key.to_ascii_lowercase(), element.attr("content")?.trim().to_owned()))
    };
    elements.filter_map(pair).filter(|(_, value)| !value.is_empty()).collect()
}

fn text(tree: &Html, css: &str) -> Option<String> {
    let selector = Selector::parse(css).ok()?;
    let text: String = tree.select(&selector).next()?.text().collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    Some(words.join(" ")).filter(|text| !text.is_empty())
}

fn attribute(tree: &Html, css: &str, name: &str) -> Option<String> {
    let selector = Selector::parse(css).ok()?;
    tree.select(&selector).find_map(|element| element.attr(name)).map(str::to_owned)
}

/// The JSON-LD object of an article.
fn linked_data(tree: &Html) -> Option<Value> {
    let selector = Selector::parse("script[type='application/ld+json']").ok()?;
    let blocks = tree.select(&selector).map(|script| script.text().collect::<String>());
    blocks.filter_map(|block| serde_json::from_str(&block).ok()).find_map(of_article)
}

fn of_article(data: Value) -> Option<Value> {
    match data {
        Value::Array(values) => values.into_iter().find_map(of_article),
        Value::Object(mut map) => match map.remove("@graph") {
            Some(graph) => of_article(graph),
            None => map.contains_key("datePublished").then_some(Value::Object(map)),
        },
        _ => None,
    }
}

/// The heading that the page shows, where the title holds it: 某报 - 题.
fn shown(tree: &Html, title: &str) -> Option<String> {
    text(tree, "h1").filter(|heading| heading.chars().nth(7).is_some() && title.contains(heading.as_str()))
}

/// A title without the names of channel and site behind it: 题_频道_网站, 题 - 网站.
fn without_site(title: &str) -> &str {
    let first = title.split(['_', '|', '丨']).map(str::trim).find(|part| part.chars().count() >= 4).unwrap_or(title);
    let cut = ["--", " - ", " – ", " — "].iter().find_map(|dash| {
        let (head, site) = first.rsplit_once(dash)?;
        (head.chars().count() >= 6 && site.chars().count() <= 14).then_some(head)
    });
    cut.unwrap_or(first).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_stands_without_its_site() {
        for (title, want) in [
            ("两市结为友好城市_新闻频道_某某网", "两市结为友好城市"),
            ("两市结为友好城市 - 某某网", "两市结为友好城市"),
            ("两市结为友好城市--地方--某网", "两市结为友好城市--地方"),
            ("两市结为友好城市", "两市结为友好城市"),
        ] {
            assert_eq!(without_site(title), want);
        }
    }

    #[test]
    fn the_head_says_title_date_and_outlet() {
        let page = "<head><title>题目在此处_某网</title><meta name=PubDate content='2021-05-28 09:25'><meta name=source content=某报>\
                    <link rel=canonical href='http://a.cn/1.html'></head>";
        let meta = meta(&Html::parse_document(page));
        let date = Date::new(2021, 5, 28).ok();
        let (title, source, url) = (Some("题目在此处".into()), Some("某报".into()), Some("http://a.cn/1.html".into()));
        assert_eq!(meta, Meta { title, published: date, source, url });
        let linked = "<script type='application/ld+json'>{\"@graph\": [{\"headline\": \"题目在此处\", \"datePublished\": \"2021-05-28\"}]}</script>";
        let meta = super::meta(&Html::parse_document(linked));
        assert_eq!((meta.title.as_deref(), meta.published), (Some("题目在此处"), date));
    }
}
