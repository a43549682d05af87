//! Quantities of a sentence: numbers with their bounds and units. What is counted (`spot::noun`) is left to the caller.

mod amount;
mod bound;
mod guard;
mod measure;
mod range;
mod unit;

use crate::error::Diagnostic;
use crate::files::Files;
use crate::span::Span;
use crate::spot::phrases::CharSet;
use crate::value::number::{self, Form};
use crate::value::{Qualifier, Quantity, UnitClass};

use amount::{Kind, Size};
use bound::{Bounded, Bounds};
use guard::Guard;
use measure::Measure;
use unit::{Placed, Units};

/// The reader of quantities, with its tables.
pub struct Quantities {
    starts: CharSet,
    units: Units,
    bounds: Bounds,
    guard: Guard,
}

/// A quantity that stands in a sentence. Its `noun` is `None` and its `text` is of plain characters.
#[derive(Clone, Debug, PartialEq)]
pub struct QuantityMention {
    pub span: Span,
    pub quantity: Quantity,
    /// Where the unit stands, for the article's own characters (隻); `None` where it is not written out.
    pub unit: Option<Span>,
}

/// A measure with the money named before it.
struct Found<'a> {
    text: &'a [char],
    /// Where the last mention or blocked span ends.
    floor: usize,
    /// Where the number itself begins.
    start: usize,
    measure: Measure,
    money: Option<Placed>,
}

impl Quantities {
    /// Reads the tables of units, bounds and nouns.
    ///
    /// # Errors
    /// A table that is not of the form that its comments describe.
    pub fn load(files: &Files) -> Result<Self, Diagnostic> {
        let (units, bounds, guard) = (Units::load(files)?, Bounds::load(files)?, Guard::load(files)?);
        Ok(Self { starts: amount::all_starts(), units, bounds, guard })
    }

    /// Every quantity of a sentence in order, none entering a `blocked` span (shields, times, place names with numerals).
    pub fn spot(&self, sentence: &[char], blocked: &[Span]) -> Vec<QuantityMention> {
        let mut found = Vec::new();
        let mut blocked: Vec<Span> = blocked.iter().copied().filter(|span| !span.is_empty()).collect();
        blocked.sort();
        let mut start = 0;
        for span in blocked {
            let end = (span.start as usize).min(sentence.len());
            if start < end {
                self.within(&sentence[..end], start, &mut found);
            }
            start = start.max(span.end as usize);
        }
        if start < sentence.len() {
            self.within(sentence, start, &mut found);
        }
        found
    }

    fn within(&self, text: &[char], start: usize, found: &mut Vec<QuantityMention>) {
        let (mut at, mut floor) = (start, start);
        while at < text.len() {
            let rest = text[at..].iter().position(|c| self.starts.has(*c));
            let Some(skipped) = rest else { break };
            at += skipped;
            let (end, mention) = self.read(text, floor, at);
            if let Some(mention) = mention {
                found.push(mention);
                floor = end;
            }
            at = end.max(at + 1);
        }
    }

    /// Reads what stands at `at`; also gives where to go on.
    fn read(&self, text: &[char], floor: usize, at: usize) -> (usize, Option<QuantityMention>) {
        let Some(measure) = range::read(&self.units, text, at) else {
            return (at + text[at..].iter().take_while(|c| c.is_ascii_digit()).count(), None);
        };
        let number_end = measure.number_end;
        let measure = range::with_shared_unit(&self.units, text, measure);
        let found = self.with_money(Found { text, floor, start: at, measure, money: None });
        match self.mention(&found) {
            Some(mention) => (mention.span.end.max(1) as usize, Some(mention)),
            None => (number_end, None),
        }
    }

    fn with_money<'a>(&self, mut found: Found<'a>) -> Found<'a> {
        let Some(money) = self.units.money_before(found.text, found.floor, sign(&found).0) else { return found };
        let unit = &found.measure.unit;
        if unit.as_ref().is_none_or(|placed| placed.unit.class == UnitClass::Money) {
            found.money = Some(money);
        }
        found
    }

    fn mention(&self, found: &Found) -> Option<QuantityMention> {
        let Found { text, floor, measure, .. } = found;
        let (mut start, negative) = sign(found);
        if let Some(money) = &found.money {
            start = start.min(money.span.start as usize);
        }
        let round = measure.amount.form == Form::Round || measure.amount.scale >= 10_000.into();
        let unit = measure.unit.as_ref().map_or("", |placed| placed.unit.word.as_str());
        let before = self.bounds.before(text, *floor, start, round).filter(|_| !self.bounds.reads(text, start, unit));
        let end = self.end(found);
        // 1万以下 and 11亿左右 need no unit
        let ends = measure.unit.is_some() || measure.amount.kind != Kind::Number || measure.amount.scale >= 10_000.into();
        let after = self.bounds.after(text, end).filter(|_| ends);
        let bound = after.or(before).map(|(_, bound)| bound).or_else(|| share_of(text, start, measure));
        let bounded_one = bound.is_some_and(|bound| bound != Qualifier::Over)
            || self.bounds.counts_one(text, start, end)
            || beside(text, start, unit)
            || one_given(text, (start, end), unit);
        if self.bounds.barred(text, start) && !previous(found) || !self.guard.passes(found, bound.is_some(), bounded_one) {
            return None;
        }
        let size = if negative { measure.amount.size.times((-1).into())? } else { measure.amount.size };
        // 三大 of 三大挑战
        let end = end + usize::from(measure.unit.is_none() && guard::great(found));
        let span = Span::new(before.map_or(start, |(start, _)| start), after.map_or(end, |(end, _)| end));
        Some(self.built(found, Bounded::new(size, bound), span))
    }

    /// Where the measure ends, with 人民币 behind 元.
    fn end(&self, found: &Found) -> usize {
        let end = found.measure.end;
        let generic = found.measure.unit.as_ref().is_some_and(|placed| is_generic(&placed.unit.word));
        let behind = generic.then(|| self.units.currency_behind(found.text, end)).flatten();
        behind.map_or(end, |placed| placed.span.end as usize)
    }

    fn built(&self, found: &Found, bounded: Bounded, span: Span) -> QuantityMention {
        let placed = found.measure.unit.as_ref().or(found.money.as_ref());
        let unit = placed.map(|placed| &placed.unit);
        let percent = found.measure.amount.kind == Kind::Percent;
        let class = match unit {
            Some(unit) => unit.class,
            None if percent => UnitClass::Percent,
            None => self.guard.bare_class(found.text, found.measure.end),
        };
        let quantity = Quantity {
            text: found.text[span.range()].iter().collect(),
            value: bounded.value,
            min: bounded.min,
            max: bounded.max,
            qualifier: bounded.qualifier,
            unit: unit.map(|unit| unit.word.clone()).or(percent.then(|| "%".into())),
            unit_class: class,
            currency: self.currency(found),
            noun: None,
        };
        let unit = placed
            .map(|placed| placed.span)
            .filter(|_| class != UnitClass::Percent)
            .filter(|span| span.len() == quantity.unit.as_ref().map_or(0, |u| u.chars().count()));
        QuantityMention { span, quantity, unit }
    }

    /// The currency named before or behind a plain 元, else the unit's own.
    fn currency(&self, found: &Found) -> Option<String> {
        let Some(placed) = &found.measure.unit else { return found.money.as_ref()?.unit.currency.clone() };
        let own = placed.unit.currency.clone()?;
        if !is_generic(&placed.unit.word) {
            return Some(own);
        }
        let behind = self.units.currency_behind(found.text, found.measure.end);
        behind.or_else(|| found.money.clone()).and_then(|money| money.unit.currency.clone()).or(Some(own))
    }
}

/// 约占…的 and 超过…的 before a share: the word of bound stands before the whole.
fn share_of(text: &[char], start: usize, measure: &Measure) -> Option<Qualifier> {
    let percent = measure.unit.as_ref().is_some_and(|placed| placed.unit.class == UnitClass::Percent);
    let share = percent || measure.amount.kind != Kind::Number;
    let before = &text[start.saturating_sub(24)..start];
    let clause = before.iter().rposition(|c| "，。；、".contains(*c)).map_or(before, |comma| &before[comma + 1..]);
    if !share || before.last() != Some(&'的') {
        return None;
    }
    let (at, bound) =
        WHOLES.iter().filter_map(|(word, bound)| Some((last(clause, word)?, *bound))).max_by_key(|(at, _)| *at)?;
    (!clause[at..].iter().any(|c| number::starts(*c))).then_some(bound)
}

/// Words of bound that may stand before the whole of a share.
const WHOLES: [(&str, Qualifier); 8] = [
    ("约占", Qualifier::About),
    ("超过", Qualifier::Over),
    ("超", Qualifier::Over),
    ("逾", Qualifier::Over),
    ("高于", Qualifier::Over),
    ("不足", Qualifier::Under),
    ("不到", Qualifier::Under),
    ("接近", Qualifier::Under),
];

/// Where a word stands last in a text.
fn last(text: &[char], word: &str) -> Option<usize> {
    let word: Vec<char> = word.chars().collect();
    text.windows(word.len()).rposition(|part| part == word)
}

/// 七类上涨、一类下降: one of a list that counts in the same unit.
fn beside(text: &[char], start: usize, unit: &str) -> bool {
    const PREDICATE: usize = 5;
    let Some(rest) = text[..start].strip_suffix(&['、']).filter(|_| !unit.is_empty() && unit != "个") else { return false };
    let before = &rest[rest.len().saturating_sub(PREDICATE + unit.chars().count())..];
    let unit: Vec<char> = unit.chars().collect();
    let counted = |n: &usize| before[*n..].starts_with(&unit) && *n > 0 && amount::starts(before[n - 1]);
    let found = (0..before.len()).rev().find(counted);
    found.is_some_and(|n| before[n - 1] != '一' && !before[n..].iter().any(|c| "，、。；".contains(*c)))
}

/// 回赠石狮一对，: so many of what was just named as a gift, at the end of the phrase.
fn one_given(text: &[char], (start, end): (usize, usize), unit: &str) -> bool {
    const THINGS: &str = "对把套件台辆幅尊块面只枚箱瓶盒艘架部册双副株棵盏座";
    let thing = unit.chars().count() == 1 && THINGS.contains(unit);
    let ends = text.get(end).is_none_or(|c| "，、。；）和及与并".contains(*c));
    let before = &text[start.saturating_sub(40)..start];
    let named =
        before.last().is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(c) && !"的了这那有每第唯其之是一为".contains(*c));
    let clause = before.iter().rposition(|c| "。；！？".contains(*c)).map_or(before, |mark| &before[mark + 1..]);
    thing && ends && named && clause.iter().any(|c| "赠捐".contains(*c))
}

/// 前两场: the two before this one, where 前两名 is a rank.
fn previous(found: &Found) -> bool {
    let unit = found.measure.unit.as_ref().map_or("", |placed| placed.unit.word.as_str());
    let two = found.measure.number_end == found.start + 1 && found.text[found.start] == '两';
    two && found.start > 0
        && found.text[found.start - 1] == '前'
        && matches!(unit, "场" | "次" | "批" | "轮" | "起" | "例" | "宗")
}

/// Whether this word of money may be of any currency.
fn is_generic(word: &str) -> bool {
    matches!(word, "元" | "圆" | "块" | "块钱")
}

/// Where the number begins with its sign, and whether that makes it negative: -5℃, 零下5度, 负0.2千米.
fn sign(found: &Found) -> (usize, bool) {
    let Found { text, floor, start, .. } = found;
    let before = &text[*floor..*start];
    let (length, free) = match before {
        [.., '零', '下'] => (2, true),
        // the dash right behind another number joins the two
        ['-' | '−'] if *floor > 0 => (0, false),
        [rest @ .., '-' | '−' | '负'] => {
            let last = rest.last().copied().unwrap_or(' ');
            (1, !last.is_ascii_alphanumeric() && !"胜平欠背担抱辜自肩平-".contains(last))
        }
        _ => (0, false),
    };
    if free { (start - length, true) } else { (*start, false) }
}

/// Whether the number is exactly one.
fn is_one(size: Size) -> bool {
    size == Size::Exact(1.into())
}

/// The units and the currencies that are written in Latin letters.
///
/// # Errors
/// A table of units that is not of the form that its comments describe.
pub fn latin(files: &Files) -> Result<(Vec<String>, Vec<String>), Diagnostic> {
    unit::latin_words(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::Fold;
    use crate::spot::shield::Shields;

    /// What is read where shields, but no times or places, are blocked: `text=value` of each, joined by `;`.
    fn shown(texts: &[&str]) -> Vec<String> {
        let files = Files::embedded();
        let (fold, shields) = (Fold::load(&files).unwrap(), Shields::load(&files).unwrap());
        let quantities = Quantities::load(&files).unwrap();
        let show = |text: &&str| {
            let plain = fold.text(text);
            let blocked: Vec<Span> = shields.spot(&plain).iter().map(|shield| shield.span).collect();
            let found = quantities.spot(&plain, &blocked).into_iter();
            found.map(|found| format!("{}={}", found.quantity.text, found.quantity)).collect::<Vec<_>>().join(";")
        };
        texts.iter().map(show).collect()
    }

    const READ: &[(&str, &str)] = &[
        ("新增43个国家", "43个=43 个"),
        ("三大挑战、4大争议点", "三大=3;4大=4"),
        ("党的十八大、第二大城市、六大类", "六大类=6 大类"),
        ("捐赠石狮一对，", "一对=1 对"),
        ("跑来石狮一对，", ""),
        ("至少要花25万元", "至少要花25万元=at_least 250000 元"),
        ("彩超3台", "3台=3 台"),
        ("国防预算七五二亿元", "七五二亿元=75200000000 元"),
        ("损失约25.5万元", "约25.5万元=about 255000 元"),
        ("4个世界第一、6个世界前列", "4个=4 个;6个=6 个"),
        ("59国人员免签", "59国=59 国"),
        ("8只可爱的人偶", "8只=8 只"),
        ("连投4局无失分", "4局=4 局"),
        ("流量每秒1100立方米，即1100立方米每秒", "1100立方米=1100 立方米;1100立方米每秒=1100 立方米每秒"),
        ("指数收于3120.55点，跌破3200点", "3120.55点=3120.55 点;跌破3200点=under 3200 点"),
        ("中间价报7.1203，", "7.1203=7.1203"),
        ("票价从80元—1200元不等", "80元—1200元=80..1200 元"),
        ("票价从80元到1200元之间", "80元到1200元=80..1200 元"),
        ("票价从80元涨到1200元", "80元=80 元;1200元=1200 元"),
        ("数千示威者走上街头", "数千=1000..9999"),
        ("新增5男3女", "5=5;3=3"),
        ("前两场比赛", "两场=2 场"),
        ("早前三只猫", "三只=3 只"),
        ("收缴子弹120发", "120发=120 发"),
        ("运费不超出500元", "不超出500元=at_most 500 元"),
        ("花了2000元钱", "2000元钱=2000 元"),
        ("增长3.5％。", "3.5%=3.5 %"),
        ("超过全部订单的三成", "三成=over 3 成"),
        ("超过三家企业占去订单的三成", "超过三家=over 3 家;三成=3 成"),
        ("两万只口罩", "两万只=20000 只"),
        ("共1,234.56万美元。", "1,234.56万美元=12345600 美元"),
        ("一万零十二户", "一万零十二户=10012 户"),
        ("三千二百零一人", "三千二百零一人=3201 人"),
        ("计壹佰贰拾元整", "壹佰贰拾元=120 元"),
        ("廿七个月", "廿七个月=27 个月"),
        ("一〇四对", "一〇四对=104 对"),
        ("1.2万亿元", "1.2万亿元=1200000000000 元"),
        ("2亿3000万元", "2亿3000万元=230000000 元"),
        ("三百五十七吨", "三百五十七吨=357 吨"),
        ("一点五万人", "一点五万人=15000 人"),
        ("长三·二公尺", "三·二公尺=3.2 公尺"),
        ("约1200名来宾", "约1200名=about 1200 名"),
        ("120余个团体", "120余个=over 120 个"),
        ("100多个项目", "100多个=over 100 个"),
        ("2000多万元", "2000多万元=over 20000000 元"),
        ("8万多人次", "8万多人次=over 80000 人次"),
        ("百余名记者", "百余名=over 100 名"),
        ("一千多万元", "一千多万元=over 10000000 元"),
        ("十来个摊位", "十来个=about 10 个"),
        ("近百个社团", "近百个=under 100 个"),
        ("近3000盒", "近3000盒=under 3000 盒"),
        ("不足300人", "不足300人=under 300 人"),
        ("不到三成", "不到三成=under 3 成"),
        ("接近1.6万亿元", "接近1.6万亿元=under 1600000000000 元"),
        ("超过900亿元", "超过900亿元=over 90000000000 元"),
        ("突破2万亿元大关", "突破2万亿元=over 2000000000000 元"),
        ("跨过万亿元", "跨过万亿元=over 1000000000000 元"),
        ("超千家企业", "超千家=over 1000 家"),
        ("过百家商户", "过百家=over 100 家"),
        ("破亿元", "破亿元=over 100000000 元"),
        ("上千人到场", "上千人=at_least 1000 人"),
        ("上百种花灯", "上百种=at_least 100 种"),
        ("至少5人", "至少5人=at_least 5 人"),
        ("不少于30名", "不少于30名=at_least 30 名"),
        ("不超过20%", "不超过20%=at_most 20 %"),
        ("最多六箱", "最多六箱=at_most 6 箱"),
        ("20岁以下", "20岁以下=under 20 岁"),
        ("6度以上", "6度以上=over 6 度"),
        ("50家以上", "50家以上=over 50 家"),
        ("39%以内", "39%以内=at_most 39 %"),
        ("重30吨左右", "30吨左右=about 30 吨"),
        ("一半以上", "一半以上=over 0.5"),
        ("数十名学生", "数十名=10..99 名"),
        ("十几艘船", "十几艘=11..19 艘"),
        ("二十几岁", "二十几岁=21..29 岁"),
        ("几千箱水果", "几千箱=1000..9999 箱"),
        ("数百万元", "数百万元=1000000..9999999 元"),
        ("十几万人", "十几万人=110000..190000 人"),
        ("3至5次", "3至5次=3..5 次"),
        ("3—5万人", "3—5万人=30000..50000 人"),
        ("10万至12万平方米", "10万至12万平方米=100000..120000 平方米"),
        ("8000至1万元", "8000至1万元=8000..10000 元"),
        ("5%至8%", "5%至8%=5..8 %"),
        ("18岁到45岁", "18岁到45岁=18..45 岁"),
        ("百分之五到百分之八", "百分之五到百分之八=5..8 %"),
        ("5元六角-5元八角", "5元六角-5元八角=5.6..5.8 元"),
        ("三五百人", "三五百人=300..500 人"),
        ("二三十家店", "二三十家=20..30 家"),
        ("两三个月", "两三个月=2..3 个月"),
        ("十五六个", "十五六个=15..16 个"),
        ("七八十万吨", "七八十万吨=700000..800000 吨"),
        ("百分之十二", "百分之十二=12 %"),
        ("百分之一百二十点五", "百分之一百二十点五=120.5 %"),
        ("千分之三", "千分之三=0.3 %"),
        ("12.5％的股份", "12.5%=12.5 %"),
        ("升5.3个百分点", "5.3个百分点=5.3 个百分点"),
        ("七成农户", "七成=7 成"),
        ("两成五", "两成五=2.5 成"),
        ("打击率3成07", "3成07=3.07 成"),
        ("四分之一", "四分之一=0.25"),
        ("二又二分之一", "二又二分之一=2.5"),
        ("一个半小时", "一个半小时=1.5 个小时"),
        ("三年半", "三年半=3.5 年"),
        ("两米多", "两米多=over 2 米"),
        ("三个多月", "三个多月=over 3 个月"),
        ("半小时", "半小时=0.5 小时"),
        ("8天20小时", "8天20小时=212 小时"),
        ("两年零三个月", "两年零三个月=27 个月"),
        ("五分三十秒", "五分三十秒=330 秒"),
        ("2分00秒87", "2分00秒87=120.87 秒"),
        ("五分半钟", "五分半钟=5.5 分钟"),
        ("五块六", "五块六=5.6 块"),
        ("五元六角", "五元六角=5.6 元"),
        ("两毛", "两毛=0.2 元"),
        ("3亩1分地", "3亩1分=3.1 亩"),
        ("身高一米八", "一米八=1.8 米"),
        ("¥5,000", "¥5,000=5000 ¥"),
        ("US$300", "US$300=300 US$"),
        ("人民币700万元", "人民币700万元=7000000 元"),
        ("新台币1亿元", "新台币1亿元=100000000 元"),
        ("日币320万圆", "日币320万圆=3200000 圆"),
        ("10亿元人民币", "10亿元人民币=1000000000 元"),
        ("5万欧元", "5万欧元=50000 欧元"),
        ("8亿人民币", "8亿人民币=800000000 人民币"),
        ("气温-5℃", "-5℃=-5 ℃"),
        ("零下20度", "零下20度=-20 度"),
        ("降幅为-3.8%", "-3.8%=-3.8 %"),
        ("157万贫困人口", "157万=1570000"),
        ("英国约23万", "约23万=about 230000"),
        ("350名额", "350=350"),
        ("六部门联合发文", "六=6"),
        ("四市代表", "四市=4 市"),
        ("31个省区市", "31个=31 个"),
        ("1.56亿千瓦", "1.56亿千瓦=156000000 千瓦"),
        ("12千米", "12千米=12 千米"),
        ("4.9万公里", "4.9万公里=49000 公里"),
        ("801万标箱", "801万标箱=8010000 标箱"),
        ("350km/h", "350km/h=350 km/h"),
        ("25-30g", "25-30g=25..30 g"),
        ("高出2和1.9个百分点", "2=2 个百分点;1.9个百分点=1.9 个百分点"),
        ("5亿和7亿元", "5亿=500000000 元;7亿元=700000000 元"),
        ("仅一家", "一家=1 家"),
        ("一人死亡", "一人=1 人"),
        ("至少一人", "至少一人=at_least 1 人"),
        ("一吨大米", "一吨=1 吨"),
        ("达104\n对", "104\n对=104 对"),
        ("12 000名", "12 000名=12000 名"),
        ("从26秒到4分钟", "26秒=26 秒;4分钟=4 分钟"),
        ("由40对减少到38对", "40对=40 对;38对=38 对"),
        ("3人均获救", "3人=3 人"),
        ("5人为外籍", "5人=5 人"),
        ("14座机场", "14座=14 座"),
        ("3家电影院", "3家=3 家"),
        ("等了3、4天", "3、4天=3..4 天"),
        ("花了两、三年时间", "两、三年=2..3 年"),
        ("等了十五、十六个小时", "十五、十六个小时=15..16 个小时"),
        ("来了二十、三十人", "二十、三十人=20..30 人"),
        ("租了四、五十年", "四、五十年=40..50 年"),
        ("送上1.5万副手套", "1.5万副=15000 副"),
        ("用上百辆车", "上百辆=at_least 100 辆"),
        ("投入劳力上万人", "上万人=at_least 10000 人"),
        ("气温最低25摄氏度", "25摄氏度=25 摄氏度"),
        ("定金最低3万元", "最低3万元=at_least 30000 元"),
        ("土石85万方", "85万方=850000 方"),
        ("七类上涨、一类下降", "七类=7 类;一类=1 类"),
        ("获4金1银2铜", "4金=4 金;1银=1 银;2铜=2 铜"),
        ("三至五百人", "三至五百人=300..500 人"),
        ("四十八到一百六十公分", "四十八到一百六十公分=48..160 公分"),
        ("五到十年", "五到十年=5..10 年"),
        ("约占总户数的74%", "74%=about 74 %"),
        ("出口约21.3亿美元", "约21.3亿美元=about 2130000000 美元"),
        ("提高超10%", "超10%=over 10 %"),
        ("其中一半以上是新人", "一半以上=over 0.5"),
        ("降至1万以下", "1万以下=under 10000"),
        ("常住的不足三百，", "不足三百=under 300"),
        ("以9票同意、0票反对", "9票=9 票;0票=0 票"),
        ("出车1900趟次", "1900趟次=1900 趟次"),
        ("减产一成二，", "一成二=1.2 成"),
        ("少一成半。", "一成半=1.5 成"),
        ("三面古匾", "三面=3 面"),
        ("占地三．二八公顷", "三.二八公顷=3.28 公顷"),
        ("廿七‧四％", "廿七·四%=27.4 %"),
        ("约一百廿二万元", "约一百廿二万元=about 1220000 元"),
    ];

    #[test]
    fn quantities_are_read_as_written() {
        let texts: Vec<&str> = READ.iter().map(|row| row.0).collect();
        for ((text, want), got) in READ.iter().zip(shown(&texts)) {
            assert_eq!(got, *want, "{text}");
        }
    }

    const LEFT: &[&str] = &[
        "前两名获奖",
        "下午三点开会",
        "提出两点建议",
        "120发展银行",
        "约万诺维奇率团来访",
        "打通最后一公里",
        "第8.5代液晶面板",
        "104人力银行调查",
        "出席20国峰会",
        "数千里外的家",
        "这是一座城市",
        "有一种说法",
        "一个人",
        "一年一度",
        "一度停产",
        "万一下雨",
        "千万不要去",
        "十分热闹",
        "百姓关心",
        "百货大楼",
        "第一时间",
        "一带一路",
        "一国两制",
        "全国两会",
        "三农问题",
        "四海宾朋",
        "五大洲",
        "第三方",
        "一站式服务",
        "第44对友城",
        "第一对",
        "第三批",
        "第三季度",
        "世界500强",
        "5A级景区",
        "四星级酒店",
        "90后青年",
        "以3比1获胜",
        "C919客机",
        "KF94口罩",
        "5G信号",
        "AH-64直升机",
        "波音747",
        "神舟十八号",
        "《三十六计》",
        "电话0591-55501234",
        "192.168.0.1",
        "8:30开始",
        "编号007",
        "2024年",
        "二〇二一年",
        "2009年至2010年",
        "3月5日",
        "12号",
        "12月",
        "百年老店",
        "千里驰援",
        "万里长城",
        "千家万户",
        "五年级学生",
        "3年期存款",
        "2025级新生",
        "两国元首",
        "两市",
        "双方",
        "前10名",
        "附件三所列",
        "北纬24.50度",
        "人大五次会议",
        "十四届四次会议",
        "二代身份证",
        "三级医院",
        "三期工程",
        "三国演义",
        "陆台中",
        "陆续到达",
        "周守一介绍",
        "三位一体",
        "三角形",
        "下半年",
        "过半数",
        "大半个月",
        "漏洞百出",
        "一对一辅导",
        "阅读量10万+",
        "三六零公司",
        "二三线",
        "1/3",
        "3.2.1版",
        "上午7时30分",
        "下午1点33分",
        "11时40分15秒",
        "2023届毕业生",
        "名列14名",
        "九份老街",
        "6口诀",
        "三面环山",
        "第三、四位",
        "没有一分钱",
        "焦作万方股份",
        "一个在家、一个外出",
        "3对3篮球",
    ];

    #[test]
    fn what_is_no_count_is_left_alone() {
        for (text, got) in LEFT.iter().zip(shown(LEFT)) {
            assert_eq!(got, "", "{text}");
        }
    }

    #[test]
    fn a_unit_that_begins_a_longer_word_is_none() {
        for (text, want) in [
            ("10亿元件", "10亿=1000000000"),
            ("2个人电脑", ""),
            ("2个人", "2个=2 个"),
            ("5年级", ""),
            ("100名单位代表", ""),
            ("3对外贸易", ""),
            ("10万人口", "10万=100000"),
            ("10万人", "10万人=100000 人"),
            ("5台风", ""),
            ("8所以", ""),
        ] {
            let files = Files::embedded();
            let plain: Vec<char> = text.chars().collect();
            let found = Quantities::load(&files).unwrap().spot(&plain, &[]);
            let got: Vec<String> = found.iter().map(|found| format!("{}={}", found.quantity.text, found.quantity)).collect();
            assert_eq!(got.join(";"), want, "{text}");
        }
    }

    #[test]
    fn nothing_enters_a_blocked_span() {
        let quantities = Quantities::load(&Files::embedded()).unwrap();
        let plain: Vec<char> = "三亚3个九江5人".chars().collect();
        let blocked = [Span::new(4, 6), Span::new(0, 2), Span::new(90, 99)];
        let found: Vec<String> = quantities.spot(&plain, &blocked).iter().map(|found| found.quantity.to_string()).collect();
        assert_eq!(found, ["3 个", "5 人"]);
    }

    #[test]
    fn money_has_its_currency_and_the_unit_its_place() {
        let quantities = Quantities::load(&Files::embedded()).unwrap();
        for (text, currency, unit) in [
            ("3万元", "CNY", Some((2, 3))),
            ("新台币1亿元", "TWD", Some((5, 6))),
            ("10万元港币", "HKD", Some((3, 4))),
            ("$300", "USD", Some((0, 1))),
            ("5万日元", "JPY", Some((2, 4))),
            ("五块六", "CNY", Some((1, 2))),
            ("两毛", "CNY", None),
        ] {
            let plain: Vec<char> = text.chars().collect();
            let found = quantities.spot(&plain, &[]);
            assert_eq!(found[0].quantity.currency.as_deref(), Some(currency), "{text}");
            let want = unit.map(|(start, end)| Span::new(start, end));
            assert_eq!(found[0].unit.filter(|span| plain[span.range()] != ['毛']), want, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_a_reader_panic_or_leave_its_bounds(
            text in "[0-9,.%—~·“第个约多余百千万亿一二三两十半点分之又年元块六毛陆数几零人到至比强届 \\-《》廿KFa$¥:/\n]{0,40}",
            from in 0usize..40,
        ) {
            static READERS: std::sync::OnceLock<(Quantities, Shields)> = std::sync::OnceLock::new();
            let files = Files::embedded();
            let (quantities, shields) =
                READERS.get_or_init(|| (Quantities::load(&files).unwrap(), Shields::load(&files).unwrap()));
            let plain: Vec<char> = text.chars().collect();
            let blocked: Vec<Span> = shields.spot(&plain).iter().map(|shield| shield.span).collect();
            let free = Span::new(from, from + 3);
            let found = quantities.spot(&plain, &[&blocked[..], &[free]].concat());
            for mention in &found {
                assert!(mention.span.end as usize <= plain.len() && !mention.span.is_empty());
                assert!(!mention.span.overlaps(free) && blocked.iter().all(|span| !mention.span.overlaps(*span)));
            }
            assert!(found.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        }
    }
}
