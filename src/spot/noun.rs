//! What is counted: the shortest full noun phrase behind a quantity (2万只KF94口罩), else the one before it (友城达104对).

use crate::segment::Word;
use crate::span::Span;

/// No noun phrase has more words.
const LONGEST: usize = 10;

/// Words that may stand between what is counted and the number.
const LINKS: &[&str] = &[
    "达",
    "达到",
    "有",
    "共",
    "共有",
    "共计",
    "总计",
    "合计",
    "为",
    "是",
    "约",
    "近",
    "超",
    "超过",
    "突破",
    "逾",
    "增至",
    "增加到",
    "减少到",
    "降至",
    "升至",
    "各",
    "仅",
    "已",
    "已达",
    "多达",
    "高达",
    "占",
    "约有",
    "约为",
    "累计",
    "分别",
    "分别为",
    "增长",
    "下降",
    "增加",
    "减少",
    "至少",
    "不足",
    "不到",
    "将近",
    "增长了",
    "下降了",
    "同比",
    "环比",
    "了",
    "由",
    "从",
    "到",
    "至",
    "的",
    "总数",
    "就",
    "也",
    "都",
    "均",
    "只有",
    "实现",
    "完成",
    "突破了",
    "比",
    "较",
    "去年",
    "上年",
    "同期",
    "去年同期",
    "上年同期",
    "多",
    "少",
    "日均",
    "月均",
    "年均",
    "人均",
    "户均",
    "每",
    "平均",
    "预计",
    "预期",
    "计划",
    "力争",
];

/// Words at the head of a noun phrase that say where or whose or how many, and not what.
const EDGES: &[&str] = &[
    "全国", "全省", "全市", "全县", "全区", "全镇", "全村", "全校", "全球", "全年", "我国", "我省", "我市", "我县", "我区",
    "本市", "本省", "国内", "省内", "市内", "境内", "当地", "现有", "共有", "拥有", "已有", "其中", "目前", "当日", "今年",
    "去年", "同期", "人均", "户均", "日均", "年均", "月均",
];

/// Verbs that never stand before a noun as its modifier.
const PREDICATES: &[&str] = &["具有", "拥有", "来自", "出自", "参加", "落户", "获得", "属于", "没有", "位于", "包括"];

/// Nouns that are whole, whatever noun stands behind them: 57个国家非金融类投资.
const CLOSED: &[&str] = &["国家", "地区", "城市", "省份", "省市", "省区市", "县市"];

/// What may stand behind a noun as its last character: 产业园区, 设区市.
const ENDINGS: &str = "区市县馆站院所厂队员人者类车船品率量费厅室楼桥路线网台店场园岛港村镇乡州国部局会团组班奖证书片剧户家手师生民军兵药剂器具材料油气煤电田地林果菜粮奶肉蛋鱼";

/// The noun phrase that a mention counts. `words` are the words of the sentence, with spans within it.
pub fn noun(sentence: &[char], mention: Span, words: &[Word]) -> Option<Span> {
    if counts_no_things(sentence, mention) {
        return None;
    }
    let behind = || behind(sentence, mention, words);
    let before = || before(sentence, mention, words);
    match (told_before(sentence, mention), times(sentence, mention)) {
        (_, true) => behind(),
        (true, false) => before(),
        (false, false) => behind().or_else(before),
    }
}

/// Persons, money and shares name their noun before them (学生35人, 面积约12%), for behind them a new phrase begins.
fn told_before(sentence: &[char], mention: Span) -> bool {
    let last = mention.range().last().and_then(|n| sentence.get(n));
    last.is_some_and(|c| "人次元圆%点成币镑倍".contains(*c))
}

/// Whether it says how often: what stands before is who did it.
fn times(sentence: &[char], mention: Span) -> bool {
    let often = matches!(text_of(sentence, mention), [.., c] if "次回趟遍轮届番".contains(*c));
    let counted = matches!(text_of(sentence, mention), [.., c, '次'] if "人车架班艘航批场趟辆户".contains(*c));
    often && !counted
}

/// Lengths of time and ages count nothing that stands beside them.
fn counts_no_things(sentence: &[char], mention: Span) -> bool {
    let text = text_of(sentence, mention);
    text.last().is_some_and(|c| "年天月周秒钟载岁度℃".contains(*c)) || text.ends_with(&['小', '时'])
}

fn text_of(sentence: &[char], span: Span) -> &[char] {
    sentence.get(span.range()).unwrap_or_default()
}

/// Whether the mention counts beings or works one by one, so that a verb behind their name begins what they do.
fn one_by_one(sentence: &[char], mention: Span) -> bool {
    text_of(sentence, mention).last().is_some_and(|c| "名位家只辆架艘台头户所".contains(*c))
}

/// What a word is within a noun phrase.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Noun,
    /// Stands before a noun: 新, 医用, 投资.
    Modifier,
    /// 和, 、
    And,
    Other,
}

fn part(sentence: &[char], word: &Word) -> Part {
    let text = sentence.get(word.span.range()).unwrap_or_default();
    match text {
        ['和' | '与' | '及' | '、'] => return Part::And,
        [first, ..] if first.is_ascii_alphabetic() => return Part::Noun,
        [first, ..] if first.is_ascii_digit() => return Part::Other,
        _ => {}
    }
    match word.tag {
        "n" | "nr" | "ns" | "nt" | "nz" | "nrt" | "nrfg" | "vn" | "j" | "eng" | "l" | "ng" => Part::Noun,
        // 大米 is none
        "m" if text.len() > 1 && !text.iter().any(|c| crate::value::number::starts(*c) || "许几多少些半".contains(*c)) => {
            Part::Noun
        }
        "an" => Part::Modifier,
        "a" | "b" | "z" | "ag" | "f" if text.len() < 4 => Part::Modifier,
        "v" if text.len() == 2 && !is_one_of(PREDICATES, sentence, word) => Part::Modifier,
        _ if text == ['一', '次', '性'] => Part::Modifier,
        _ => Part::Other,
    }
}

fn behind(sentence: &[char], mention: Span, words: &[Word]) -> Option<Span> {
    let first = words.partition_point(|word| word.span.end <= mention.end);
    let first = first + aged(sentence, &words[first..]);
    let first = first + described(sentence, &words[first..]);
    let start = words.get(first).map_or(mention.end, |word| word.span.start.max(mention.end));
    let (mut end, mut verbs, mut open, mut long, mut named) = (None, 0, true, false, false);
    let single = one_by_one(sentence, mention);
    for word in words[first..].iter().take(LONGEST) {
        match part(sentence, word) {
            Part::Noun if word.tag == "vn" && governs(sentence, word) => break,
            // 离境 in 人员离境
            Part::Noun if named && single && matches!(word.tag, "vn" | "an" | "l") => break,
            // 结 in 国家结好: one character behind a whole word begins the predicate
            Part::Noun if long && open && word.span.len() == 1 && !is_ending(sentence, word) => break,
            Part::Noun if is_one_of(CLOSED, sentence, word) && !leads(sentence, word) => {
                end = Some(word.span.end);
                break;
            }
            Part::Noun => {
                (end, open, long) = (Some(word.span.end), true, word.span.len() > 1);
                named = named || word.tag == "n" && long;
            }
            Part::And if end.is_some() && open => open = false,
            Part::Modifier if word.tag == "v" && (end.is_some() || verbs > 0) => break,
            Part::Modifier => verbs += usize::from(word.tag == "v"),
            Part::And | Part::Other => break,
        }
    }
    end.filter(|end| *end > start).map(|end| Span { start, end })
}

/// How many words at the head only describe: 不同 的.
fn described(sentence: &[char], words: &[Word]) -> usize {
    let adjective = words.first().is_some_and(|word| matches!(word.tag, "a" | "b" | "z"));
    let linked = words.get(1).is_some_and(|word| text_of(sentence, word.span) == ['的']);
    if adjective && linked { 2 } else { 0 }
}

/// 调整 in 12趟调整为8趟: what follows makes it the verb.
fn governs(sentence: &[char], word: &Word) -> bool {
    sentence.get(word.span.end as usize).is_some_and(|c| "了着过为到至成给在于".contains(*c))
}

fn is_ending(sentence: &[char], word: &Word) -> bool {
    matches!(text_of(sentence, word.span), [c] if ENDINGS.contains(*c))
}

/// Whether a whole noun goes on all the same: 国家和地区, 国家级.
fn leads(sentence: &[char], word: &Word) -> bool {
    sentence.get(word.span.end as usize).is_some_and(|c| "和与及、级队".contains(*c))
}

fn is_one_of(list: &[&str], sentence: &[char], word: &Word) -> bool {
    let text = text_of(sentence, word.span);
    list.iter().any(|known| known.chars().eq(text.iter().copied()))
}

/// How many words at the head tell an age: 64 岁 的.
fn aged(sentence: &[char], words: &[Word]) -> usize {
    let text = |n: usize| words.get(n).map_or(&[][..], |word| text_of(sentence, word.span));
    let age = text(0).ends_with(&['岁']) && text(0).len() > 1;
    let parted = text(0).first().is_some_and(char::is_ascii_digit) && text(1) == ['岁'];
    let length = if age {
        1
    } else if parted {
        2
    } else {
        return 0;
    };
    length + usize::from(text(length) == ['的'])
}

fn before(sentence: &[char], mention: Span, words: &[Word]) -> Option<Span> {
    let last = words.partition_point(|word| word.span.end <= mention.start);
    let mut rest = words[..last].iter().rev().take(LONGEST).skip_while(|word| is_link(sentence, word)).peekable();
    let end = rest.next_if(|word| part(sentence, word) == Part::Noun && !is_where_or_whose(sentence, mention, word))?.span;
    let mut phrase = vec![end];
    while let Some(word) = rest.next_if(|word| word.tag != "v" && matches!(part(sentence, word), Part::Noun | Part::Modifier)) {
        phrase.push(word.span);
        if word.tag == "ns" || is_one_of(EDGES, sentence, word) {
            phrase.pop();
            break;
        }
    }
    let start = phrase.last().map_or(end.start, |span| span.start);
    let whole = Span { start, end: end.end };
    let text = text_of(sentence, whole);
    (!is_place(text) && !text.ends_with(&['达'])).then_some(whole)
}

/// Whether the word before a number is a place or a person, and so says where or whose, not what; goods are not counted by
/// the head, and what looks like a name is theirs.
fn is_where_or_whose(sentence: &[char], mention: Span, word: &Word) -> bool {
    let heads = text_of(sentence, mention).last().is_some_and(|c| "人名位例".contains(*c));
    let verb = word.tag == "vn" && governs(sentence, word);
    verb || matches!(word.tag, "ns" | "nt") || word.tag == "nr" && heads || is_one_of(EDGES, sentence, word)
}

/// 襄阳市, 神农架林区.
fn is_place(text: &[char]) -> bool {
    text.len() != 2 && text.last().is_some_and(|c| "市省县州盟旗".contains(*c)) || text.ends_with(&['林', '区'])
}

/// Words that may stand between a noun and its number; 每公斤 with them.
fn is_link(sentence: &[char], word: &Word) -> bool {
    is_one_of(LINKS, sentence, word) || text_of(sentence, word.span).starts_with(&['每'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Files;
    use crate::segment::Segmenter;
    use crate::spot::quantity::Quantities;

    #[test]
    fn what_is_counted_stands_behind_or_before() {
        let (quantities, segmenter) = (Quantities::load(&Files::embedded()).unwrap(), Segmenter::new());
        for (text, want) in [
            ("送来2万只KF94口罩。", Some("KF94口罩")),
            ("与43个国家结好", Some("国家")),
            ("百余名新老朋友", Some("新老朋友")),
            ("36个国家和地区", Some("国家和地区")),
            ("口罩10万只。", Some("口罩")),
            ("友城达104对，", Some("友城")),
            ("学生35人", Some("学生")),
            ("约3000盒。", None),
            ("2名65岁老人", Some("老人")),
            ("福州3名。", None),
            ("40多年研究", None),
            ("城市更新项目6万个", Some("城市更新项目")),
            ("湖北省现有高校130所", Some("高校")),
            ("全国固定资产投资5万亿元", Some("固定资产投资")),
            ("12趟调整为8趟", None),
            ("57个国家非金融类直接投资", Some("国家")),
            ("30个国家级产业园区", Some("国家级产业园区")),
            ("襄阳市39例", None),
            ("学者三次大规模建言", Some("大规模建言")),
            ("另有大米5吨", Some("大米")),
            ("人数比去年多800人", Some("人数")),
            ("新茶均价每公斤1460元", Some("新茶均价")),
        ] {
            let chars: Vec<char> = text.chars().collect();
            let mention = quantities.spot(&chars, &[])[0].span;
            let found = noun(&chars, mention, &segmenter.words(text));
            let found = found.map(|span| chars[span.range()].iter().collect::<String>());
            assert_eq!(found.as_deref(), want, "{text}");
        }
    }
}
