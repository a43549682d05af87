//! From HTML to lines of text: everything visible in its order, and where the article lies in it.

use std::collections::HashSet;
use std::ops::Range;

use dom_smoothie::{Config, Readability};
use scraper::{ElementRef, Html, Node};

use super::page::{self, Meta};

/// A page as text.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// One row a line, none of them blank.
    pub text: String,
    /// For each row whether it is nothing but links.
    pub linked: Vec<bool>,
    /// The rows that Readability takes for the article.
    pub body: Option<Range<usize>>,
    pub meta: Meta,
}

/// A larger page is not searched for its article.
const LARGEST: usize = 8 << 20;
/// Real pages don't nest deeper; the tree builder needs quadratic time for those that do.
const DEEPEST: usize = 800;

/// Whether a text is a whole page.
pub fn is_page(text: &str) -> bool {
    let head = text.trim_start().get(..15).unwrap_or("").to_ascii_lowercase();
    head.starts_with("<!doctype html") || head.starts_with("<html")
}

/// Whether a text holds markup of paragraphs, as the texts of some records do.
pub fn is_fragment(text: &str) -> bool {
    const TAGS: &[&str] = &["</p>", "<br>", "<br/>", "<br />", "</div>", "</P>", "<BR>", "<p>", "</DIV>"];
    text.contains('<') && TAGS.iter().any(|tag| text.contains(tag))
}

/// Reads a page, or a fragment of one.
pub fn read(html: &str, whole: bool) -> Page {
    if !is_sane(html) {
        return Page { text: stripped(html), ..Page::default() };
    }
    let tree = Html::parse_document(html);
    let rows = rows(&tree);
    let body = if whole && html.len() <= LARGEST { article(html, &rows) } else { None };
    let linked = rows.iter().map(|row| row.linked * 10 > row.visible * 8).collect();
    let texts: Vec<&str> = rows.iter().map(|row| row.text.as_str()).collect();
    let meta = if whole { page::meta(&tree) } else { Meta::default() };
    Page { text: texts.join("\n"), linked, body, meta }
}

/// One line of a page.
#[derive(Debug, Default)]
struct Row {
    text: String,
    visible: usize,
    /// How many of its visible characters are within links.
    linked: usize,
}

#[derive(Debug, Default)]
struct Rows {
    done: Vec<Row>,
    row: Row,
    links: usize,
    hidden: usize,
    verbatim: usize,
}

fn rows(tree: &Html) -> Vec<Row> {
    let mut rows = Rows::default();
    let root = tree.tree.root();
    let mut node = root;
    loop {
        rows.open(node.value(), ElementRef::wrap(node));
        if let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        // Up to the next node that has a sibling; all that is left behind closes.
        loop {
            rows.element(ElementRef::wrap(node), false);
            match (node.next_sibling(), node.parent()) {
                (_, None) => {
                    rows.end();
                    return rows.done;
                }
                (Some(next), Some(_)) => {
                    node = next;
                    break;
                }
                (None, Some(parent)) => node = parent,
            }
        }
    }
}

impl Rows {
    fn open(&mut self, node: &Node, element: Option<ElementRef>) {
        match node {
            Node::Text(text) if self.hidden == 0 => self.text(text),
            _ => self.element(element, true),
        }
    }

    fn element(&mut self, element: Option<ElementRef>, opens: bool) {
        let Some(element) = element else { return };
        let step = |count: &mut usize| *count = if opens { *count + 1 } else { count.saturating_sub(1) };
        let name = element.value().name();
        if is_hidden(element) {
            step(&mut self.hidden);
        }
        match name {
            "a" => step(&mut self.links),
            "pre" | "textarea" => {
                step(&mut self.verbatim);
                self.end();
            }
            "td" | "th" if !opens => self.blank(),
            "td" | "th" | "span" | "b" | "strong" | "i" | "em" | "font" | "u" | "s" | "sup" | "sub" | "small" | "big"
            | "img" | "label" | "code" | "mark" | "time" | "ins" | "del" | "abbr" | "cite" | "q" | "wbr" | "o:p"
            | "st1:chsdate" => {}
            _ if name.contains(':') => {}
            _ => self.end(),
        }
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' | '\r' if self.verbatim > 0 => self.end(),
                ' ' | '\t' | '\n' | '\r' | '\x0c' => self.blank(),
                _ => {
                    self.row.text.push(c);
                    let visible = usize::from(!c.is_whitespace() && c.is_alphanumeric());
                    self.row.visible += visible;
                    self.row.linked += if self.links > 0 { visible } else { 0 };
                }
            }
        }
    }

    fn blank(&mut self) {
        if !self.row.text.is_empty() && !self.row.text.ends_with(' ') {
            self.row.text.push(' ');
        }
    }

    fn end(&mut self) {
        let mut row = std::mem::take(&mut self.row);
        let text = row.text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}'));
        if !text.is_empty() {
            row.text = text.replace(['\u{85}', '\u{2028}', '\u{2029}', '\x0b'], " ");
            self.done.push(row);
        }
    }
}

fn is_hidden(element: ElementRef) -> bool {
    let value = element.value();
    let styled = || {
        let style = value.attr("style").unwrap_or("").replace(' ', "").to_ascii_lowercase();
        style.contains("display:none") || style.contains("visibility:hidden")
    };
    match value.name() {
        "script" | "style" | "head" | "template" | "select" | "iframe" | "svg" | "object" | "noframes" | "button" | "title" => {
            true
        }
        "input" | "video" | "audio" | "canvas" | "textarea" | "map" => true,
        _ => value.attr("hidden").is_some() || styled(),
    }
}

/// The rows of the article: from the first to the last that Readability keeps.
fn article(html: &str, rows: &[Row]) -> Option<Range<usize>> {
    let config = Config { char_threshold: 200, disable_json_ld: true, max_elements_to_parse: 60_000, ..Config::default() };
    let found = Readability::new(html, None, Some(config)).ok()?.parse().ok()?;
    let kept: HashSet<String> = self::rows(&Html::parse_document(&found.content)).into_iter().map(|row| row.text).collect();
    let is_kept = |row: &Row| row.visible >= 10 && row.linked * 2 < row.visible && kept.contains(&row.text);
    let (first, last) = (rows.iter().position(is_kept)?, rows.iter().rposition(is_kept)?);
    Some(first..last + 1)
}

/// Elements that end by themselves don't nest.
const FLAT: &[&str] = &[
    "p", "br", "img", "meta", "link", "input", "hr", "li", "td", "th", "tr", "dt", "dd", "option", "tbody", "thead", "tfoot",
    "col", "area", "base", "embed", "param", "source", "wbr", "html", "head", "body", "colgroup", "track",
];

/// Whether the page nests no deeper than pages do, and no tag has thousands of attributes.
fn is_sane(html: &str) -> bool {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        rest = &rest[open + 1..];
        let closes = rest.starts_with('/');
        let name = rest.trim_start_matches('/');
        let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len()).min(24)];
        if name.is_empty() || FLAT.contains(&name.to_ascii_lowercase().as_str()) {
            continue;
        }
        depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest <= DEEPEST && html.split('<').all(|tag| tag.len() < 1 << 16 || tag.matches('=').count() < 4000)
}

/// Tags taken out without building a tree.
fn stripped(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        text.push('\n');
        rest = rest[open..].find('>').map_or("", |close| &rest[open + close + 1..]);
    }
    text.push_str(rest);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}
