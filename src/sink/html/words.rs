//! The Chinese words of the page for the names in the records.

/// The label of a kind; a kind of the user's own goes by its name.
pub fn kind(name: &str) -> &str {
    of(KINDS, name)
}

/// The label of a field.
pub fn field(name: &str) -> &str {
    of(FIELDS, name)
}

/// The label of a word from a closed choice: a status, a basis, a relation.
pub fn choice(name: &str) -> &str {
    of(CHOICES, name)
}

fn of<'a>(table: &[(&str, &'static str)], name: &'a str) -> &'a str {
    table.iter().find(|(known, _)| *known == name).map_or(name, |(_, label)| label)
}

const KINDS: &[(&str, &str)] = &[("count", "数量"), ("date", "日期"), ("city_pair", "友城"), ("donation", "捐赠")];

const FIELDS: &[(&str, &str)] = &[
    ("scope", "范围"),
    ("as_of", "截至"),
    ("change", "变化"),
    ("per", "每"),
    ("part_of", "属于"),
    ("event", "事件"),
    ("a", "甲方"),
    ("b", "乙方"),
    ("relation", "关系"),
    ("since", "始于"),
    ("anniversary", "周年"),
    ("donor", "捐方"),
    ("recipient", "受方"),
    ("items", "物资"),
    ("money", "金额"),
    ("when", "时间"),
    ("via", "经由"),
    ("mutual", "互赠"),
    ("cumulative", "累计"),
];

const CHOICES: &[(&str, &str)] = &[
    ("asserted", "陈述"),
    ("planned", "计划"),
    ("negated", "否定"),
    ("uncertain", "存疑"),
    ("ended", "终止"),
    ("about", "约"),
    ("over", "超过"),
    ("under", "不到"),
    ("at_least", "至少"),
    ("at_most", "至多"),
    ("stated", "原文写明"),
    ("publication", "据发布日期"),
    ("context", "据上文"),
    ("derived", "推算"),
    ("none", "未能确定"),
    ("sister", "友好城市"),
    ("exchange", "友好交流"),
    ("to", "达到"),
    ("by", "增减"),
    ("from", "起自"),
];
