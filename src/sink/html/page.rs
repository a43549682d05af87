//! The page around the articles: style, filters and the overview's tables.

use std::fmt::Write;

use super::markup::{class, escape};
use super::summary::{Row, Summary, Table, heads};
use super::words;

const STYLE: &str = include_str!("page.css");

/// What closes the page.
pub const TAIL: &str = "</main>\n</body>\n</html>\n";

/// The kinds that have a colour of their own, in the order in which the page names them.
const ORDER: [&str; 4] = ["city_pair", "donation", "count", "date"];

/// Everything before the first article.
pub fn head(summary: &Summary) -> String {
    let kinds = kinds(summary);
    let rules: String = kinds.iter().enumerate().map(|(at, (kind, _))| rules(kind, at)).collect();
    let filters: String = kinds.iter().map(|(kind, table)| filter(kind, table)).collect();
    let tables: String = kinds.iter().map(|(kind, table)| facts(kind, table)).collect();
    let (failures, articles, totals) = (failures(&summary.failures), articles(&summary.articles), totals(summary));
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>纪实 · 事实摘录</title>\n\
         <style>\n{STYLE}{rules}</style>\n</head>\n<body>\n\
         <header><h1>纪实 <small>事实摘录</small></h1>\n<p>{totals}</p>\n\
         <p>点文中标记跳到它的读法，点读法看依据；悬停可见规则。</p></header>\n\
         <nav aria-label=\"按类显示\">{filters}</nav>\n<main>\n{failures}{tables}{articles}<h2 id=\"articles\">逐篇</h2>\n"
    )
}

/// The kinds that were found, the known ones first.
fn kinds(summary: &Summary) -> Vec<(&str, &Table)> {
    let mut kinds: Vec<(&str, &Table)> = summary.kinds.iter().map(|(kind, table)| (kind.as_str(), table)).collect();
    kinds.sort_by_key(|(kind, _)| ORDER.iter().position(|known| known == kind).unwrap_or(ORDER.len()));
    kinds
}

fn totals(summary: &Summary) -> String {
    let facts: u64 = summary.kinds.values().map(|table| table.entries).sum();
    let mut totals = format!("{} 篇文章 · {facts} 条事实", summary.articles.entries);
    if summary.failures.entries > 0 {
        let _ = write!(totals, " · <a href=\"#failures\">{} 项未能读取</a>", summary.failures.entries);
    }
    totals
}

/// The style rules that colour a kind, and hide it when its box is not ticked. The order of the kinds gives each a lane of its
/// own below the text, so that facts within facts stay visible.
fn rules(kind: &str, at: usize) -> String {
    let class = class(kind);
    let lane = at % 4 + 1;
    let colour = if ORDER.contains(&kind) { format!("var(--{class})") } else { "var(--other)".into() };
    format!(
        ".k-{class}{{--tint:{colour}}} .in-{class}{{--lane{lane}:{colour}}}\n\
         :root:has(#show-{class}:not(:checked)) :is(li.k-{class},section.k-{class}){{display:none}}\n\
         :root:has(#show-{class}:not(:checked)) .m.k-{class}{{--tint:transparent}}\n\
         :root:has(#show-{class}:not(:checked)) .in-{class}{{--lane{lane}:transparent}}\n\
         :root:has(#show-{class}:checked) :is(.s,article).has-{class}{{display:block}}\n"
    )
}

fn filter(kind: &str, table: &Table) -> String {
    let (class, label, entries) = (class(kind), escape(words::kind(kind)), table.entries);
    format!(
        "<label class=\"k-{class}\"><input type=\"checkbox\" id=\"show-{class}\" checked> {label} <b>{entries}</b></label>\n"
    )
}

fn facts(kind: &str, table: &Table) -> String {
    let heads = heads(kind);
    if heads.is_empty() || table.rows.is_empty() {
        return String::new();
    }
    let (class, label, different) = (class(kind), escape(words::kind(kind)), table.rows.len());
    let rows: String = table.rows.iter().map(fact).collect();
    let heads: String = heads.iter().map(|head| format!("<th>{head}</th>")).collect();
    let beyond = beyond(table);
    format!(
        "<section class=\"k-{class}\"><h2>{label} <small>{different} 条不同</small></h2>\n<div class=\"table\"><table>\n\
         <thead><tr>{heads}<th>出处</th></tr></thead>\n<tbody>\n{rows}</tbody></table></div>{beyond}</section>\n"
    )
}

fn fact(row: &Row) -> String {
    let times = if row.times > 1 { format!("{} 处", row.times) } else { "原文".into() };
    let (status, rest) = row.cells.split_last().map_or(("", &[][..]), |(last, rest)| (last.as_str(), rest));
    let mark = if status == words::choice("asserted") { "" } else { " class=\"look\"" };
    let (rest, status) = (cells(rest), escape(status));
    format!("<tr>{rest}<td{mark}>{status}</td><td><a href=\"#{}\">{times}</a></td></tr>\n", row.anchor)
}

fn cells(cells: &[String]) -> String {
    cells.iter().map(|cell| format!("<td>{}</td>", escape(cell))).collect()
}

fn beyond(table: &Table) -> String {
    if table.beyond == 0 {
        return String::new();
    }
    format!("<p class=\"beyond\">表内只列前 {} 条，另有 {} 处未列入。</p>", table.rows.len(), table.beyond)
}

fn failures(table: &Table) -> String {
    if table.entries == 0 {
        return String::new();
    }
    let rows: String = table.rows.iter().map(|row| format!("<tr>{}</tr>\n", cells(&row.cells))).collect();
    format!(
        "<section id=\"failures\"><h2>未能读取 <small>{} 项</small></h2>\n<div class=\"table\"><table>\n\
         <thead><tr><th>出处</th><th>原因</th><th>办法</th></tr></thead>\n<tbody>\n{rows}</tbody></table></div>{}</section>\n",
        table.entries,
        beyond(table)
    )
}

fn articles(table: &Table) -> String {
    if table.entries < 2 {
        return String::new();
    }
    let row = |row: &Row| match row.cells.as_slice() {
        [title, rest @ ..] => {
            let (title, rest) = (escape(title), cells(rest));
            format!("<tr><td><a href=\"#{}\">{title}</a></td>{rest}</tr>\n", row.anchor)
        }
        [] => String::new(),
    };
    let rows: String = table.rows.iter().map(row).collect();
    format!(
        "<section><details><summary><h2>目录 <small>{} 篇</small></h2></summary>\n<div class=\"table\"><table>\n\
         <thead><tr><th>标题</th><th>发布</th><th>事实</th><th>编号</th></tr></thead>\n\
         <tbody>\n{rows}</tbody></table></div>{}</details></section>\n",
        table.entries,
        beyond(table)
    )
}
