//! 该校, 这家企业: words that stand for somebody named before.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::Scene;
use crate::context::Rank;
use crate::error::Diagnostic;
use crate::files::Files;
use crate::span::Span;
use crate::spot::{Mention, Reading};
use crate::value::{Level, Party, PartyType, Place};

/// What stands for whom; immutable.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandIns {
    /// Words for the person who was the subject last, and for whoever was.
    person: Vec<String>,
    group: Vec<String>,
    /// What an organization's own pages are called behind its name.
    pages: Vec<String>,
    /// How one calls a person behind the family name.
    called: Vec<String>,
    guest: Vec<String>,
    /// How the names of organizations end that are given things.
    pub(super) hosts: Vec<String>,
    /// Groups that are nobody in particular, and so no subject that a later sentence leaves out.
    pub(super) nobody: Vec<String>,
    /// Words for how many, before a subject: 许多老华侨.
    pub(super) many: Vec<String>,
    /// Words of saying.
    saying: Vec<String>,
    /// 我们, for whom the speaker speaks.
    speaker: Vec<String>,
    /// Words for the place where the article comes from, as one that gives or is given things.
    home: Vec<String>,
    /// What of an organization is called by the organization's word: 学校图书馆.
    owned: Vec<String>,
    /// Verbs that open a description: 家住城南的老人.
    pub(super) describing: Vec<String>,
    /// 村里 → the ending of the place that is meant.
    inner: FxHashMap<String, String>,
    /// Words for the place that a disaster has struck, and for disasters.
    stricken: Vec<String>,
    pub(super) disasters: Vec<String>,
    /// 中方 → name and code of the country.
    sides: FxHashMap<String, (String, String)>,
    row: Vec<Row>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    words: Vec<String>,
    nouns: Vec<String>,
    endings: Vec<String>,
    /// Words that stand for the only one that the article names.
    #[serde(default)]
    only: Vec<String>,
    /// Words for those who belong to one: 师生, 员工.
    #[serde(default)]
    members: Vec<String>,
    /// What its head is called, who speaks for it: 会长.
    #[serde(default)]
    heads: Vec<String>,
    /// Whether such an organization has pages of its own that articles come from.
    #[serde(default)]
    publishes: bool,
}

/// A word of saying stands so near behind who says it.
const NEAR_SAYING: usize = 10;

/// What a noun stands behind where it is one of those named before.
const THIS: [&str; 6] = ["这家", "这所", "这个", "该", "本", "这间"];

impl Row {
    /// Whether this is the name of one; 两所独中 are counted, not named.
    fn names(&self, name: &str) -> bool {
        // 四川大学 is no count
        let numeral = |c: char| c.is_numeric() || "一二两三四五六七八九十几数多百余".contains(c);
        let counted = name.starts_with(numeral) && name.trim_start_matches(numeral).starts_with(['所', '家', '个', '间', '座']);
        // 公司成都分公司 is a part of one, 中国企业 any
        let kin = ["企业", "子公司"].iter().any(|kin| name.ends_with(kin) && name.chars().count() < 6);
        let part = kin || self.nouns.iter().any(|noun| name.starts_with(noun.as_str()));
        !counted && !part && name.chars().count() > 3 && self.endings.iter().any(|ending| name.ends_with(ending.as_str()))
    }
}

impl StandIns {
    /// Loads `lexicon/stand_ins.toml`.
    ///
    /// # Errors
    /// The mistake in it.
    pub fn load(files: &Files) -> Result<Self, Diagnostic> {
        files.table("lexicon/stand_ins.toml")
    }

    /// How many characters of a person's description name an organization: 恒达丝业有限公司 of 恒达丝业有限公司总经理向德成.
    pub(super) fn employer(&self, whole: &str) -> Option<usize> {
        let endings = self.row.iter().flat_map(|row| &row.endings);
        let ends = endings.filter_map(|ending| whole.rfind(ending.as_str()).map(|at| at + ending.len()));
        // 大学校友, 中学校长: no 学校
        let cut = |end: usize| whole[..end].ends_with("学校") && whole[end..].starts_with(['友', '长', '董']);
        let end = ends.filter(|&end| end < whole.len() && !cut(end)).max()?;
        Some(whole[..end].chars().count()).filter(|&length| length > 3)
    }

    /// The organization whose own page an outlet is: 县红十字会, 江淮工业大学新闻网; the plain name and the party.
    pub fn publisher(&self, outlet: &str) -> Option<(String, Party)> {
        let name = self.pages.iter().find_map(|page| outlet.strip_suffix(page.as_str())).unwrap_or(outlet);
        let mut endings = self.row.iter().filter(|row| row.publishes).flat_map(|row| &row.endings).chain(&self.hosts);
        let known = endings.any(|ending| name.ends_with(ending.as_str())) && name.chars().count() > 3;
        let party = Party { text: name.to_owned(), kind: PartyType::Organization, place: None };
        known.then(|| (name.to_owned(), party))
    }

    /// 周师傅, 老周: whether a description ends with a family name and how one calls somebody.
    pub(super) fn calls(&self, whole: &str) -> bool {
        self.called.iter().any(|called| whole.ends_with(called.as_str()))
    }

    /// The family name in 周师傅, 石老, 老周.
    fn surname(&self, word: &str) -> Option<char> {
        let first = word.chars().next()?;
        let behind = || self.called.iter().any(|called| word[first.len_utf8()..] == **called);
        let before = matches!(first, '老' | '小' | '阿').then(|| word.chars().nth(1)).flatten();
        let short = word.chars().count() == 2;
        before.filter(|_| short).or(Some(first).filter(|_| behind()))
    }

    /// What a word stands for, if it stands for anybody; `before` is the text before it.
    fn standing(&self, before: &str, word: &str) -> Option<&Row> {
        // 这所乡村小学, which may be one mention
        let long = THIS.iter().filter(|this| this.chars().count() > 1);
        let rest = long.into_iter().find_map(|this| word.strip_prefix(this)).filter(|rest| rest.chars().count() > 1);
        let this = rest.is_some() || THIS.iter().any(|this| before.ends_with(this));
        let word = rest.unwrap_or(word);
        let fits = |row: &&Row| {
            row.words.iter().any(|w| w == word) || this && row.nouns.iter().any(|noun| word.ends_with(noun.as_str()))
        };
        self.row.iter().find(fits)
    }

    /// The word that a longer name begins with, where it stands for somebody named before, and for whom; before a person's
    /// title and a group a bare noun does.
    fn leading<'w>(&self, name: &'w str, described: bool) -> Option<(&'w str, &Row)> {
        // 学校教育发展基金会 is the fund of the school
        let owned = described || self.owned.iter().any(|part| name.ends_with(part.as_str()));
        let begins =
            |word: &&String| (owned || word.starts_with(['该', '本'])) && name.starts_with(word.as_str()) && name != **word;
        let all = |row: &'_ Row| row.words.iter().chain(row.nouns.iter().filter(|_| owned)).find(begins).cloned();
        let rows = self.row.iter().filter_map(|row| Some((all(row)?, row)));
        rows.map(|(word, row)| (&name[..word.len()], row)).max_by_key(|(word, _)| word.len())
    }
}

impl Scene<'_> {
    /// The party that a mention of this text stands for: the last one before it, in the sentence or before, with a fitting name.
    pub(super) fn antecedent(&self, mention: &Mention) -> Option<Party> {
        let start = mention.span.start as usize;
        let text = |from: usize, to: usize| self.plain[from..to].iter().collect::<String>();
        let (before, word) = (
            text(start.saturating_sub(2).max(self.folded.sentence.start as usize), start),
            text(start, mention.span.end as usize),
        );
        if self.stand_ins.person.contains(&word) {
            return self.person_here(mention, &word).or_else(|| self.context.person().map(|(_, person)| person.clone()));
        }
        if let Some(person) = self.stand_ins.surname(&word).and_then(|surname| self.context.person_called(surname)) {
            return Some(person.clone());
        }
        if self.stand_ins.speaker.contains(&word) {
            return self.speaker();
        }
        if self.stand_ins.home.contains(&word) {
            let place = self.context.home(Rank::Any)?.clone();
            return Some(Party { text: self.text(mention.span), kind: PartyType::Place, place: Some(place) });
        }
        if self.stand_ins.group.contains(&word) {
            return self.context.actor().map(|(_, actor)| actor.clone()).filter(|actor| actor.kind != PartyType::Place);
        }
        if let Some(place) = self.guest_or_inner(mention, &word) {
            return Some(Party { text: self.text(mention.span), kind: PartyType::Place, place: Some(place) });
        }
        if self.stand_ins.stricken.contains(&word) {
            let place = self.stricken(mention.span.start).cloned()?;
            return Some(Party { text: self.text(mention.span), kind: PartyType::Group, place: Some(place) });
        }
        if let Some(country) = self.side(&word) {
            let text = self.text(mention.span);
            return Some(Party { text, kind: PartyType::Place, place: Some(country) });
        }
        if word.starts_with('我')
            && let Some(publisher) = self.context.publisher()
        {
            return Some(publisher.clone());
        }
        if let Some(row) = self.stand_ins.standing(&before, &word) {
            return self.named_before(mention, &word, row);
        }
        // 中屹公司员工: a name leads in
        // 代表企业: for whom he does it
        let led_in = !before.ends_with("代表")
            && before
                .chars()
                .last()
                .is_some_and(|c| (c.is_alphanumeric() || ")）".contains(c)) && !"的由向给为与和及".contains(c));
        if led_in && !self.folded.mentions.iter().any(|other| other.span.end == mention.span.start && is_time(other)) {
            return None;
        }
        if let Some(row) = self.stand_ins.row.iter().find(|row| row.only.contains(&word)) {
            // The only one, else the one that acted last.
            let acted = || self.context.actor().map(|(_, party)| party).filter(|party| row.names(&party.text));
            let here = || self.named_here(mention, |name| row.names(name));
            return here().or_else(|| self.context.only_party(|name| row.names(name)).or_else(acted).cloned());
        }
        // 师生: those of the school named last
        if let Some(row) = self.stand_ins.row.iter().find(|row| row.members.contains(&word)) {
            let whole = self.named_before(mention, "", row)?;
            let text = format!("{}{}", whole.text, self.text(mention.span));
            return Some(Party { text, kind: PartyType::Group, place: whole.place });
        }
        // 该集团职工, 基金主席麦丽珊: the workers of the company, the head of the fund named last
        let described = |kind: PartyType| matches!(kind, PartyType::Person | PartyType::Group);
        let described = matches!(&mention.reading, Reading::Party(party) if described(party.kind));
        let (of, row) = self.stand_ins.leading(&word, described)?;
        // 学校教育发展基金会 is the university's, whichever of its schools was named since
        let university = || self.context.party_before(|name| name.ends_with("大学")).cloned();
        let own_fund = word.ends_with("基金会").then(university).flatten();
        let whole = own_fund.or_else(|| self.named_before(mention, of, row))?;
        let own = self.own_party(mention)?;
        let rest: String = own.text.chars().skip(of.chars().count()).collect();
        Some(Party { text: format!("{}{rest}", whole.text), kind: own.kind, place: whole.place })
    }

    /// 沈志远捐款，他…: the person whom the sentence names before 他 or 她, rather one who stands where a subject stands.
    fn person_here(&self, mention: &Mention, word: &str) -> Option<Party> {
        if !matches!(word, "他" | "她") {
            return None;
        }
        let person = |other: &&Mention| {
            let text: String = self.plain[other.span.range()].iter().collect();
            let known = matches!(&other.reading, Reading::Party(party) if party.kind == PartyType::Person);
            known && other.span.end <= mention.span.start && !self.stand_ins.person.contains(&text)
        };
        let before = || self.folded.mentions.iter().filter(person);
        let meant = before().rfind(|other| self.may_be_subject(other)).or_else(|| before().next_back());
        meant.and_then(|other| self.party(other))
    }

    /// 会长柳清源宣布…: the body whose head says what it does.
    pub(super) fn spoken_for(&self, mention: &Mention, person: &Party) -> Option<Party> {
        let rest = &self.plain[mention.span.end as usize..self.folded.sentence.end as usize];
        let clause: String = rest.iter().take(NEAR_SAYING).take_while(|c| !"，。；“".contains(**c)).collect();
        let says = self.stand_ins.saying.iter().any(|word| clause.contains(word.as_str()));
        if person.kind != PartyType::Person || !says {
            return None;
        }
        let plain = self.context.described(&person.text).unwrap_or_default();
        let whole: String = self.plain[mention.span.range()].iter().collect();
        let described = if plain.chars().count() > whole.chars().count() { plain } else { &whole };
        let head = |row: &&Row| row.heads.iter().any(|head| described.contains(head.as_str()));
        // 福耀集团董事长曹德旺 names it itself
        if self.stand_ins.employer(described).is_some() {
            return None;
        }
        self.stand_ins.row.iter().filter(head).find_map(|row| self.named_before(mention, "", row))
    }

    /// Who says 我们: the organization for which the person works who spoke last, or the person.
    fn speaker(&self) -> Option<Party> {
        let (_, person) = self.context.person()?;
        let person = self.context.introduced(&person.text).unwrap_or(person);
        let employer = self.stand_ins.employer(&person.text).map(|length| person.text.chars().take(length).collect());
        let employer = employer.map(|text| Party { text, kind: PartyType::Organization, place: person.place.clone() });
        Some(employer.unwrap_or_else(|| person.clone()))
    }

    /// The organization named last before a mention whose name ends so and is longer than the word that stands for it.
    fn named_before(&self, mention: &Mention, word: &str, row: &Row) -> Option<Party> {
        let bare = word.trim_start_matches(['该', '本', '我']).chars().count();
        let meant = |name: &str| name.chars().count() > bare + 1 && row.names(name);
        let named = self.named_here(mention, meant).or_else(|| self.context.party_before(meant).cloned())?;
        Some(self.context.unshortened(&named.text).cloned().unwrap_or(named))
    }

    /// The organization named last in the sentence before a mention whose name fits.
    fn named_here(&self, mention: &Mention, fits: impl Fn(&str) -> bool) -> Option<Party> {
        let here = self.folded.mentions.iter().rev().filter(|other| other.span.end <= mention.span.start);
        let known = here.filter_map(|other| self.organization(other)).find(|(name, _)| fits(name));
        known.map(|(_, party)| party)
    }

    /// 对方: the foreign place named last; 村里: the village named last.
    fn guest_or_inner(&self, mention: &Mention, word: &str) -> Option<Place> {
        let before = mention.span.start;
        if self.stand_ins.guest.iter().any(|guest| guest == word) {
            return self.context.foreign(before).cloned();
        }
        let ending = self.stand_ins.inner.get(word)?;
        let ends = |span: Span| self.plain[..span.end as usize].ends_with(&ending.chars().collect::<Vec<_>>());
        let own = |place: &&Place| place.is_chinese();
        let home = self.context.home(Rank::Any).filter(|place| place.name.ends_with(ending.as_str())).filter(own);
        home.or_else(|| self.context.last_where(before, ends)).cloned()
    }

    /// 乌方, 向乌提供: the country named last that begins with this character.
    fn side(&self, word: &str) -> Option<Place> {
        let mut characters = word.chars();
        let first = characters.next().filter(|_| matches!(characters.as_str(), "" | "方"))?;
        let named = self.context.country(first).cloned();
        named.or_else(|| {
            let (name, code) = self.stand_ins.sides.get(word)?;
            let (country, level) = if code.is_empty() { (None, Level::Other) } else { (Some(code.clone()), Level::Country) };
            Some(Place { text: name.clone(), name: name.clone(), country, level, code: None })
        })
    }
}

fn is_time(mention: &Mention) -> bool {
    matches!(mention.reading, Reading::Time(_))
}
