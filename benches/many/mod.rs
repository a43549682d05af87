//! A folder of many rules as people write them: kinds with fragments of their own, verbs and nouns in all pairs, guards here and there.

use std::fmt::Write;

const VERBS: &str = "新建 扩建 改建 修复 启用 关闭 开通 停运 竣工 开工 验收 招标 拍卖 收购 出售 租赁 引进 推出 发布 举办 承办 主办 参加 \
    组织 接待 会见 访问 考察 调研 慰问 表彰 奖励 处罚 通报 约谈 查处 拆除 征收 安置 补偿 救助 培训 招聘 录用 解聘 任命 免去 选举 通过 否决 \
    审议 修订 废止 印发 转发 落实 推进 试点 推广 验证";
const NOUNS: &str = "学校 医院 桥梁 隧道 铁路 公路 机场 码头 车站 公园 广场 水库 电站 电厂 工厂 园区 市场 商场 酒店 影院 剧院 球场 体育馆 \
    图书馆 博物馆 展览馆 文化馆 美术馆 纪念馆 档案馆 气象站 泵站 水厂 管网 堤坝 渠道 灌区 林场 农场 牧场 渔港 矿区 油田 气田 基站 机房 \
    专线 航线 班列 线路 展会 论坛 赛事 演出 课程 项目 工程 条例 办法 方案";

/// How many verbs, and how many nouns, a kind has fragments of.
const GROUPS: usize = 10;

/// As many rule files as it takes for so many rules, a hundred each: their names and what they say.
pub fn files(rules: usize) -> Vec<(String, String)> {
    let kinds = rules.div_ceil(GROUPS * GROUPS);
    (0..kinds)
        .map(|kind| (format!("deed_{kind}.toml"), file(kind, (rules - kind * GROUPS * GROUPS).min(GROUPS * GROUPS))))
        .collect()
}

/// Two words of a list for each group of a kind; no group of the kind has one of them too.
fn pair(list: &str, kind: usize, group: usize) -> [&str; 2] {
    let words: Vec<&str> = list.split_whitespace().collect();
    [0, GROUPS].map(|step| words[(kind * 12 + group + step) % words.len()])
}

fn file(kind: usize, rules: usize) -> String {
    let mut out = format!(
        "[kind]\nabout  = \"What is done somewhere, list {kind}.\"\n\
         fields = {{ where = \"place\", deed = \"text\", when = \"time?\" }}\n\n[fragments]\n\
         start = '''(?: <when> ，? )? (?: 位于 | 在 )?'''\n"
    );
    for group in 0..GROUPS {
        let ([does, did], [thing, other]) = (pair(VERBS, kind, group), pair(NOUNS, kind, group));
        writeln!(out, "verb{group} = '''(?: 将 | 正式 | 全面 )? (?: {does} | {did} ) 了?'''").expect("memory is there");
        writeln!(out, "noun{group} = '''(?: 一[条座个项批] )? (?: {thing} | {other} )'''").expect("memory is there");
    }
    (0..rules).for_each(|number| out.push_str(&rule(kind, number)));
    out
}

fn rule(kind: usize, number: usize) -> String {
    let (verb, noun) = (number / GROUPS, number % GROUPS);
    let (does, thing) = (pair(VERBS, kind, verb)[0], pair(NOUNS, kind, noun)[0]);
    // What people add to rules once these have found too much.
    let guard = match number % 4 {
        0 => {
            "unless   = ['''(?: 未 | 不再 | 没有 ) <few> <verb0>''', \"谣言|辟谣\"]\n".replace("verb0", &format!("verb{verb}"))
        }
        1 => "unless   = [\"据传|网传\"]\n".into(),
        2 => "not_after = { where = \"非\" }\n".into(),
        _ => String::new(),
    };
    let tail =
        if number.is_multiple_of(3) { " (?: 、 <noun0> )*".replace("noun0", &format!("noun{noun}")) } else { String::new() };
    format!(
        "\n[[rule]]\nid       = \"r{number}\"\n\
         pattern  = '''\n    <start> <where:side> [^，。；<place>]{{0,8}}?\n    <act:verb{verb}> <some>\n    <deed:noun{noun}>{tail}\n'''\n{guard}\n  \
         [[rule.find]]\n  text   = \"株洲市{does}{thing}。\"\n  expect = [{{ where = \"株洲市\", deed = \"{thing}\" }}]\n\n  \
         [[rule.skip]]\n  text = \"株洲市没有{does}，也没有说起{thing}。\"\n  why  = \"nothing was done\"\n"
    )
}
