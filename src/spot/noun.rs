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
];

/// The noun phrase that a mention counts. `words` are the words of the sentence, with spans within it.
pub fn noun(sentence: &[char], mention: Span, words: &[Word]) -> Option<Span> {
    if counts_no_things(sentence, mention) {
        return None;
    }
    let behind = || behind(sentence, mention, words);
    let before = || before(sentence, mention, words);
    match told_before(sentence, mention) {
        true => before(),
        false => behind().or_else(before),
    }
}

/// Persons, money and shares name their noun before them (学生35人, 面积约12%), for behind them a new phrase begins.
fn told_before(sentence: &[char], mention: Span) -> bool {
    let last = mention.range().last().and_then(|n| sentence.get(n));
    last.is_some_and(|c| "人次元圆%点成币镑倍".contains(*c))
}

/// Lengths of time and ages count nothing that stands beside them.
fn counts_no_things(sentence: &[char], mention: Span) -> bool {
    let text = text_of(sentence, mention);
    text.last().is_some_and(|c| "年天月周秒钟载岁".contains(*c)) || text.ends_with(&['小', '时'])
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
        "n" | "nr" | "ns" | "nt" | "nz" | "nrt" | "nrfg" | "vn" | "an" | "j" | "eng" | "l" | "ng" => Part::Noun,
        "a" | "b" | "z" | "ag" | "f" if text.len() < 4 => Part::Modifier,
        "v" if text.len() == 2 => Part::Modifier,
        _ if text == ['一', '次', '性'] => Part::Modifier,
        _ => Part::Other,
    }
}

fn behind(sentence: &[char], mention: Span, words: &[Word]) -> Option<Span> {
    let first = words.partition_point(|word| word.span.end <= mention.end);
    let first = first + aged(sentence, &words[first..]);
    let start = words.get(first).map_or(mention.end, |word| word.span.start.max(mention.end));
    let (mut end, mut verbs, mut open, mut long, mut named) = (None, 0, true, false, false);
    let single = one_by_one(sentence, mention);
    for word in words[first..].iter().take(LONGEST) {
        match part(sentence, word) {
            // 离境 in 人员离境
            Part::Noun if named && single && matches!(word.tag, "vn" | "an" | "l") => break,
            // 结 in 国家结好: one character behind a whole word begins the predicate
            Part::Noun if long && open && word.span.len() == 1 => break,
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
    // a place or a person before the number is where or whose, not what
    let end = rest.next_if(|word| part(sentence, word) == Part::Noun && !matches!(word.tag, "ns" | "nr" | "nt"))?.span;
    let mut start = end.start;
    while let Some(word) = rest.next_if(|word| word.tag != "v" && matches!(part(sentence, word), Part::Noun | Part::Modifier)) {
        start = word.span.start;
    }
    Some(Span { start, end: end.end })
}

fn is_link(sentence: &[char], word: &Word) -> bool {
    let text: String = sentence.get(word.span.range()).unwrap_or_default().iter().collect();
    LINKS.contains(&text.as_str())
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
        ] {
            let chars: Vec<char> = text.chars().collect();
            let mention = quantities.spot(&chars, &[])[0].span;
            let found = noun(&chars, mention, &segmenter.words(text));
            let found = found.map(|span| chars[span.range()].iter().collect::<String>());
            assert_eq!(found.as_deref(), want, "{text}");
        }
    }
}
