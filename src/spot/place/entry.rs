//! Which row of the gazetteer a name means, and what place that is.

use crate::gazetteer::{Entry, Trust};
use crate::value::{Level, Place};

pub(super) fn place(name: String, entry: &Entry) -> Place {
    Place { text: name.clone(), name, country: Some(entry.country.clone()), level: entry.level, code: entry.code.clone() }
}

/// Of a foreign place what is written, unless the table only adds a suffix: 大阪 → 大阪市, but 蒙得维的亚市 as written.
pub(super) fn full_name(written: String, entry: &Entry) -> String {
    if entry.country == "CN" || entry.level == Level::Country {
        return entry.name.clone();
    }
    let chinese = ["TW", "HK", "MO"].contains(&entry.country.as_str());
    // 彰化市, which a table calls by its old name
    let known = if chinese { written.trim_end_matches(['市', '县', '区', '镇', '乡']) } else { &written };
    if entry.name.starts_with(known) { entry.name.clone() } else { written }
}

/// 四日 is a day, though 四日市 is a city.
pub(super) fn is_day(name: &[char]) -> bool {
    matches!(name, [numeral, '日' | '月'] if "一二三四五六七八九十".contains(*numeral))
}

/// Whether a name may stand alone.
pub(super) fn certain(entry: &Entry, trust: Trust) -> bool {
    trust == Trust::Full || (trust == Trust::Short && entry.population >= 200_000)
}

/// Whether `entry` lies in `outer`.
pub(super) fn contains(outer: &Place, entry: &Entry) -> bool {
    let taiwan = outer.name == "台湾省" && entry.country == "TW";
    let harbour = matches!((outer.code.as_deref(), &*entry.country), (Some("810000"), "HK") | (Some("820000"), "MO"));
    let same = outer.country.as_deref() == Some(&*entry.country) || taiwan || harbour;
    let below = entry.level > outer.level || (entry.country != "CN" && entry.level >= outer.level);
    let parent =
        entry.country != "CN" || outer.level == Level::Country || entry.parent == outer.name || in_prefecture(outer, entry);
    same && below && parent
}

/// Codes of the mainland nest: 4201xx lies in 420100.
pub(super) fn in_prefecture(outer: &Place, entry: &Entry) -> bool {
    match (outer.code.as_deref(), entry.code.as_deref()) {
        (Some(outer), Some(inner)) if outer.len() == 6 && inner.len() == 6 => inner.starts_with(outer.trim_end_matches("00")),
        _ => false,
    }
}

/// The likeliest candidate: within `inside`, then trusted, then Chinese, then higher, then larger.
pub(super) fn choose<'a>(candidates: &[(&'a Entry, Trust)], inside: Option<&Place>) -> Option<(&'a Entry, Trust)> {
    let fitting = candidates.iter().filter(|(entry, _)| inside.is_none_or(|inside| contains(inside, entry)));
    let rank = |(entry, trust): &&(&'a Entry, Trust)| {
        (*trust, entry.country != "CN", entry.level, std::cmp::Reverse(entry.population))
    };
    fitting.min_by_key(rank).copied()
}
