//! Which numbers are counts at all: not years, codes, ranks, scores, numbers without anything counted, nor an indefinite 一.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::amount::{Kind, Size};
use super::{Found, is_one};
use crate::error::Diagnostic;
use crate::files::Files;
use crate::spot::phrases::Phrases;
use crate::value::UnitClass;
use crate::value::number::{self, Form};

/// What may be counted without a unit, and the tests that a number must pass.
pub struct Guard {
    people: Phrases<()>,
    things: Phrases<()>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    bare: Bare,
}

/// Nouns that follow a number without a classifier.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bare {
    people: String,
    things: String,
}

impl Guard {
    /// Reads the nouns of `lexicon/nouns.toml` that stand without a classifier.
    ///
    /// # Errors
    /// A table that is not of the form that its comments describe.
    pub fn load(files: &Files) -> Result<Self, Diagnostic> {
        let Table { bare } = files.table("lexicon/nouns.toml")?;
        let words = |list: &str| Phrases::new(list.split_whitespace().map(|word| (word, ())));
        Ok(Self { people: words(&bare.people), things: words(&bare.things) })
    }

    /// What a number without a unit counts.
    pub fn bare_class(&self, text: &[char], at: usize) -> UnitClass {
        if self.people.at(text, at).is_some() { UnitClass::People } else { UnitClass::Item }
    }

    /// Whether the number is a count. `bounded`: words of bound stand around it; `one`: even 一 would count here.
    pub(super) fn passes(&self, found: &Found, bounded: bool, one: bool) -> bool {
        if stuck(found)
            || ranked(found)
            || clock(found)
            || odd(found)
            || half(found)
            || (indefinite(found) && !one)
            || numbers(found)
        {
            return false;
        }
        match &found.measure.unit {
            Some(_) => unit_fits(found, bounded),
            None if found.money.is_some() || found.measure.amount.kind != Kind::Number => true,
            None => self.bare(found, bounded),
        }
    }

    /// A number alone: of ten thousands or more (157万贫困人口), or before a noun that needs no classifier.
    fn bare(&self, found: &Found, bounded: bool) -> bool {
        let amount = &found.measure.amount;
        let next = found.text.get(found.measure.end).copied().unwrap_or(' ');
        let large = amount.scale >= 10_000.into() && (amount.form != Form::Round || bounded);
        if large && amount.form == Form::Round && transliterated(&found.text[found.measure.end..]) {
            return false;
        }
        if large {
            return !next.is_ascii_alphanumeric() && !"+里物国家股众".contains(next);
        }
        let small = amount.form == Form::Round
            || (amount.form == Form::Digits && amount.size.value().is_some_and(|v| v.fract() != 0.into()));
        let small = small && !read_off(found);
        let noun = self.people.at(found.text, found.measure.end).or_else(|| self.things.at(found.text, found.measure.end));
        let year =
            amount.scale == Decimal::ONE && (1900.into()..2100.into()).contains(&amount.size.value().unwrap_or_default());
        let grade = found.start > 0 && "高初大小研".contains(found.text[found.start - 1]);
        (noun.is_some() || great(found) || rounded(found, bounded) || thousands(found) || read_off(found))
            && (!small || bounded)
            && !year
            && !grade
    }
}

/// 三大挑战, 4大争议点: so many great ones; 十八大 and 党的二大 are congresses, 六大类 and 四大洲 have units of their own.
pub(super) fn great(found: &Found) -> bool {
    let amount = &found.measure.amount;
    let at = |n: usize| found.text.get(n).copied().unwrap_or(' ');
    let few = amount.size.value().is_some_and(|value| value.fract() == 0.into() && (2.into()..=10.into()).contains(&value));
    let (next, beyond) = (at(found.measure.end), at(found.measure.end + 1));
    let han = ('\u{4e00}'..='\u{9fff}').contains(&beyond);
    few && amount.form != Form::Round && next == '大' && han && !"类洲小大半多量会报精召闭开代以的".contains(beyond)
}

/// 不足三百, 逾八千: in words, round and bounded, with no more behind it than a noun.
fn rounded(found: &Found, bounded: bool) -> bool {
    let amount = &found.measure.amount;
    let next = found.text.get(found.measure.end).copied().unwrap_or(' ');
    let hundreds = matches!(amount.form, Form::Chinese | Form::Round) && amount.scale >= Decimal::ONE_HUNDRED;
    let stated = amount.size.value().is_some() && !matches!(amount.size, Size::Over(_));
    bounded && hundreds && stated && !"里姓货家国家股众分岁强点里年月日时".contains(next) && !next.is_ascii_alphanumeric()
}

/// 约万诺维奇: a name that begins like a number.
fn transliterated(text: &[char]) -> bool {
    const SOUNDS: &str = "诺维奇斯尼娜瓦卡塔克拉索莱洛弗夫尔耶娃";
    text.iter().take(2).filter(|c| SOUNDS.contains(**c)).count() == 2
}

/// 数千平民, 几万示威者: a large indefinite number right before a word.
fn thousands(found: &Found) -> bool {
    let amount = &found.measure.amount;
    let next = found.text.get(found.measure.end).copied().unwrap_or(' ');
    let several = matches!(amount.size, Size::Within(..)) && amount.scale >= Decimal::ONE_THOUSAND;
    several && matches!(next, '\u{4e00}'..='\u{9fff}') && !"里姓货家国股众分岁强点年月日时的之是在和与或及".contains(next)
}

/// 收报6.5314，: a rate or an index, to two places and more.
fn read_off(found: &Found) -> bool {
    let places = found.measure.amount.size.value().map_or(0, |value| value.scale());
    let led = found.start > 0 && "报至为达".contains(found.text[found.start - 1]);
    let next = found.text.get(found.measure.end).copied().unwrap_or('。');
    places >= 2 && led && ("，。；、（）".contains(next) || next == '关' || next == '附')
}

/// Part of a longer code, decimal, time or list of numbers: KF94, 192.168.1.1, 9:25, 007.
fn stuck(found: &Found) -> bool {
    let Found { text, start, measure, .. } = found;
    let at = |n: usize| text.get(n).copied().unwrap_or(' ');
    let (one, two) = (start.checked_sub(1).map_or(' ', at), start.checked_sub(2).map_or(' ', at));
    if found.money.is_none() && one.is_ascii_alphabetic() {
        return true;
    }
    let joined = |mark: char, beyond: char| "./:-—~_∶=&".contains(mark) && beyond.is_ascii_alphanumeric();
    let ascii = measure.amount.form == Form::Digits;
    let zeros = at(*start) == '0' && at(start + 1).is_ascii_digit();
    ascii && (joined(one, two) || joined(at(measure.number_end), at(measure.number_end + 1)) && unjoined(found) || zeros)
}

/// The later ranks of a list: 第三、四位.
fn ranked(found: &Found) -> bool {
    let before = &found.text[found.start.saturating_sub(8)..found.start];
    let listed = before.iter().rev().find(|c| **c != '、' && !number::starts(**c));
    // 第一、6个 is no list of ranks
    let alike = before.iter().rev().nth(1).is_some_and(|c| c.is_ascii_digit() == found.text[found.start].is_ascii_digit());
    before.last() == Some(&'、') && listed == Some(&'第') && alike
}

/// The minutes and seconds of a time of day: 7时30分, 下午1点33分, and 20秒 behind it.
fn clock(found: &Found) -> bool {
    let unit = found.measure.unit.as_ref().map_or("", |placed| placed.unit.word.as_str());
    let before = found.text[..found.start].last().copied().unwrap_or(' ');
    let numbered = found.start.checked_sub(2).is_some_and(|n| number::starts(found.text[n]));
    let minutes = (unit == "分" || found.measure.chained) && "时点".contains(before);
    numbered && (minutes || (unit == "秒" && before == '分'))
}

/// Whether nothing was read behind the number, so that a mark there is not the range's own.
fn unjoined(found: &Found) -> bool {
    found.measure.unit.is_none()
}

/// Digits read out (三六零), zero in words, and round numbers in words (百年, 千里).
fn odd(found: &Found) -> bool {
    let amount = &found.measure.amount;
    let first = found.text[found.start];
    let digits = &found.text[found.start..found.measure.number_end];
    match amount.form {
        Form::Row => !digits.iter().any(|c| "零〇点".contains(*c)) || "零〇".contains(first) && !digits.contains(&'点'),
        _ => amount.size == Size::Exact(0.into()) && "零〇".contains(first),
    }
}

/// 半 is a half only before a measure, and not in 下半年, 大半.
fn half(found: &Found) -> bool {
    if found.text[found.start] != '半' {
        return false;
    }
    let before = found.start.checked_sub(1).map_or(' ', |n| found.text[n]);
    let measured = found.measure.unit.as_ref().is_some_and(|placed| match placed.unit.class {
        UnitClass::Duration | UnitClass::Length | UnitClass::Mass | UnitClass::Volume | UnitClass::Area => true,
        UnitClass::Item => placed.unit.word == "个",
        UnitClass::Percent => placed.unit.word == "成",
        UnitClass::Money | UnitClass::Age | UnitClass::People | UnitClass::Other => false,
    });
    !measured || "上下前后大多过一夜小对参折各这那".contains(before)
}

/// 一 before a classifier: one thing, no matter how many.
fn indefinite(found: &Found) -> bool {
    let alone = found.measure.number_end == found.start + 1 && found.text[found.start] == '一';
    let classifier = found.measure.unit.as_ref().is_none_or(|placed| match placed.unit.class {
        UnitClass::Item | UnitClass::People | UnitClass::Other | UnitClass::Duration | UnitClass::Age => true,
        UnitClass::Length => placed.unit.word.chars().count() == 1,
        UnitClass::Money | UnitClass::Percent | UnitClass::Area | UnitClass::Volume | UnitClass::Mass => false,
    });
    alone && classifier && is_one(found.measure.amount.size) && !found.measure.chained
}

/// Classifiers before which papers of Taiwan and old ones write 二 for 两: no series is numbered by them.
const TWO: &str = "家辆具台架艘张件名位只枚幅册套箱袋包顶床尊栋幢棵株匹头条瓶罐桶盒封把";

/// 二 instead of 两 before a classifier numbers things (二代, 二次); people alone are counted so (二人), and vehicles (二辆).
fn numbers(found: &Found) -> bool {
    let alone = found.measure.number_end == found.start + 1 && found.text[found.start] == '二';
    let unit = found.measure.unit.as_ref().filter(|placed| placed.unit.word != "个" && !TWO.contains(&placed.unit.word));
    let class = unit.map(|placed| placed.unit.class);
    alone && (class == Some(UnitClass::Item) || class == Some(UnitClass::Other))
}

/// 人大五次会议: the fifth.
fn meeting(found: &Found) -> bool {
    let body = found.start > 0 && "大协委届会".contains(found.text[found.start - 1]);
    body && found.text.get(found.measure.end).is_some_and(|c| "会全".contains(*c))
}

/// What single units ask for: 年 no year, 国 few, 成 at most ten.
fn unit_fits(found: &Found, bounded: bool) -> bool {
    let Some(placed) = &found.measure.unit else { return true };
    let amount = &found.measure.amount;
    let digits = found.measure.number_end - found.start;
    let round = amount.form == Form::Round && matches!(amount.size, Size::Exact(_)) && !bounded;
    let chinese = amount.form == Form::Chinese;
    let short = chinese && digits == 1 && found.text[found.start] != '两';
    if placed.unit.few {
        let most = if "地方".contains(placed.unit.word.as_str()) { 10 } else { 400 };
        let few = amount.size.value().is_some_and(|value| value <= most.into() && value > 2.into());
        return few && amount.form != Form::Round && (most > 10 || chinese);
    }
    match placed.unit.word.as_str() {
        "年" => !round && (bounded || !is_year(amount.size)) && amount.form != Form::Row,
        "月" | "日" => matches!(amount.size, Size::Within(..) | Size::Over(_)) || (amount.scale > 1.into() && bounded),
        "成" => amount.size.value().is_none_or(|value| value <= 10.into()),
        "角" => found.measure.chained,
        "金" | "银" | "铜" => medals(found),
        "期" if chinese => false,
        "级" | "届" if is_year(amount.size) => false,
        "条款" => !chinese && amount.size.value().is_some_and(|value| value < 100.into()),
        "次" if short => !meeting(found),
        "级" | "面" | "里" | "层" | "班" | "行" | "团" | "度" if short => followed(found),
        "世纪" => matches!(amount.size, Size::Over(_) | Size::Within(..)) || found.text[found.start] == '半',
        "发" => shots(found),
        "圆" => amount.size != Size::Exact(1.into()),
        // 3296.26点 of an index; 三点 is a time of day, or a point that is made
        "点" => !round && amount.size.value().is_some_and(|value| value > 24.into() || value.fract() != 0.into()),
        "里" | "度" | "分" | "天" | "字" | "口" | "步" | "载" => !round,
        _ => true,
    }
}

/// 807发子弹, 子弹807发: shots stand beside what is shot.
fn shots(found: &Found) -> bool {
    const FIRED: &str = "弹炮炸箭雷";
    let before = &found.text[found.start.saturating_sub(4)..found.start];
    let behind: Vec<char> = found.text[found.measure.end..].iter().copied().take(4).collect();
    before.iter().chain(&behind).any(|c| FIRED.contains(*c))
}

/// 4金1银2铜, 夺3金: medals stand beside medals, or behind what is won.
fn medals(found: &Found) -> bool {
    let metal = |c: Option<&char>| c.is_some_and(|c| "金银铜".contains(*c));
    let before = &found.text[..found.start];
    let rest = &found.text[found.measure.end..];
    let digits = rest.iter().take_while(|c| number::starts(**c)).count();
    let won = before.last().is_some_and(|c| "夺获摘得揽斩收擒".contains(*c));
    let listed = metal(before.last()) && before.len() > 1 && number::starts(before[before.len() - 2]);
    let ends = rest.first().is_none_or(|c| !c.is_alphanumeric() || "的，。的和并及与还又".contains(*c));
    digits > 0 && metal(rest.get(digits)) || listed || won && ends
}

/// Whether all its numbers may be years of the calendar: 2009年至2010年.
fn is_year(size: Size) -> bool {
    let year = |value: Decimal| (1000.into()..3000.into()).contains(&value);
    match size {
        Size::Exact(value) => year(value),
        Size::Between(low, high) => year(low) && year(high),
        Size::Over(_) | Size::About(_) | Size::Within(..) => false,
    }
}

/// 六级以上, 三级地震: grades that are measured, not names of grades.
fn followed(found: &Found) -> bool {
    let word = found.measure.unit.as_ref().map_or("", |placed| placed.unit.word.as_str());
    let next = found.text.get(found.measure.end).copied().unwrap_or(' ');
    match word {
        "级" => "以地大强阵台左".contains(next),
        "面" => "旗锦镜鼓墙匾屏红奖古铜".contains(next),
        "班" | "行" | "团" => false,
        "里" => "路地外长".contains(next),
        _ => true,
    }
}
