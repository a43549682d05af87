//! What finds facts: rules, tables, words and places, loaded once and shared by all threads.

mod ask;
mod inquiry;
mod load;

use std::rc::Rc;
use std::sync::Arc;

use load::Tables;
pub use load::{Loader, Settings, segmenter};

use crate::article::Article;
use crate::error::{Diagnostic, Result};
use crate::fact::{Fact, Field};
use crate::files::Files;
use crate::reader::Progress;
use crate::record::fact_id;
use crate::rule::miss::Miss;
use crate::rule::{Hit, Kind, Rule, RuleSet, warnings};
use crate::segment::{Word, sentences};
use crate::settle::{Parts, Passage, Scene, Told, add, agree_on_usual, in_order, leave_out_vague, share, statements, values};
use crate::span::Span;
use crate::spot::{Folded, Reading, View, ordered};

use ask::Show;
pub use inquiry::Inquiry;

/// Immutable; one serves every thread.
pub struct Engine {
    tables: Arc<Tables>,
    rules: RuleSet,
}

/// One sentence with all that was found in it, for `explain` and `check`.
pub struct Explained<'e> {
    /// Whether it stands in the text or in a title apart.
    pub field: Field,
    /// The words with their part of speech.
    pub words: Vec<(String, String)>,
    /// The sentence folded for each view, and where the rules of that view matched.
    pub views: Vec<(Folded, Vec<Hit<'e>>)>,
    pub facts: Vec<Fact>,
    /// Why rules that looked at it gave none, the nearest first; only where that was asked.
    pub misses: Vec<Miss<'e>>,
}

/// What an article has said so far: to lean on, and as facts.
type SoFar = (Progress, Told);

/// One field of an article (its text, or a title apart) while it is read.
struct Pass<'a> {
    field: Field,
    plain: Vec<char>,
    own: Vec<char>,
    published: Option<jiff::civil::Date>,
    /// Whether places and parties are read in every sentence.
    actors: bool,
    progress: &'a mut Progress,
    told: &'a mut Told,
    title: String,
    /// For each rule whether it can match somewhere in the article.
    awake: Rc<[bool]>,
}

/// What an article promises before it is read.
struct Outlook {
    /// Whether places and parties are read in every sentence.
    actors: bool,
    awake: Rc<[bool]>,
}

impl Engine {
    /// Loads rules and tables.
    ///
    /// # Errors
    /// Every mistake in every rule file at once; a folder or dictionary that can't be read; a kind that no rule file declares.
    pub fn load(settings: &Settings) -> Result<Self> {
        Loader::default().load(settings)
    }

    /// The kinds of fact that the rule files declare.
    pub fn kinds(&self) -> &[Kind] {
        &self.rules.kinds
    }

    /// The rules, in the order of their files.
    pub fn rules(&self) -> &[Rule] {
        &self.rules.rules
    }

    /// What its rule files and tables hold to no effect; only in files of these kinds, where some are named. `files` are those that it
    /// was loaded from.
    pub fn warnings(&self, files: &Files, kinds: &[String]) -> Vec<Diagnostic> {
        warnings(files, &self.rules, &self.tables.reader.fold, kinds)
    }

    /// Everything the rules find in one article, in reading order.
    pub fn extract(&self, article: &Article) -> Vec<Fact> {
        let mut facts = Vec::new();
        self.read(article, Show::Facts, &mut |explained| facts.extend(explained.facts));
        share(&self.rules.kinds, &mut facts);
        agree_on_usual(&self.rules.kinds, &mut facts);
        leave_out_vague(&self.rules.kinds, &mut facts);
        facts
    }

    /// The same, sentence by sentence, with what each was read as; words are listed only where `words` is set.
    pub fn explain(&self, article: &Article, words: bool) -> Vec<Explained<'_>> {
        let mut all = Vec::new();
        self.read(article, if words { Show::Words } else { Show::Facts }, &mut |explained| all.push(explained));
        all
    }

    /// Hands over sentence by sentence, so that a long article needs no more memory than its facts.
    fn read<'e>(&'e self, article: &Article, show: Show, each: &mut dyn FnMut(Explained<'e>)) {
        let mut parts = Parts::default();
        let each = &mut |mut explained: Explained<'e>| {
            if let Some((folded, _)) = explained.views.first() {
                let passage = Passage { plain: &folded.plain, span: folded.sentence };
                parts.link(&self.rules.kinds, &passage, &mut explained.facts, |fact| fact_id(&article.id, fact));
            }
            each(explained);
        };
        let title = article.title.as_deref();
        let mut so_far = (self.tables.reader.start(article.published, article.source.as_deref(), title), Told::default());
        let outlet =
            article.source.as_deref().map(|source| self.tables.reader.fold.text(source).into_iter().collect::<String>());
        if let Some(publisher) = outlet.as_deref().and_then(|outlet| self.tables.stand_ins.publisher(outlet)) {
            so_far.0.context.published_by(publisher);
        }
        let outlook = self.outlook(article, show);
        if let Some(title) = title.filter(|_| article.title_apart) {
            let mut pass = self.pass(Field::Title, title, article, &outlook, &mut so_far);
            for sentence in sentences(&pass.plain, Span::new(0, pass.plain.len())) {
                each(self.sentence(&mut pass, sentence, show));
            }
        }
        let mut pass = self.pass(Field::Text, &article.text, article, &outlook, &mut so_far);
        for sentence in
            zones(article, pass.plain.len()).into_iter().flat_map(|zone| sentences(&pass.plain, zone)).collect::<Vec<_>>()
        {
            each(self.sentence(&mut pass, sentence, show));
        }
    }

    /// Which rules can match somewhere in an article; places and parties are read in all of it only where one of them leans on them.
    fn outlook(&self, article: &Article, show: Show) -> Outlook {
        let plain = |text: &str| self.tables.reader.fold.text(text).into_iter().collect::<String>();
        let awake = self.rules.awake(&[&plain(article.title.as_deref().unwrap_or("")), &plain(&article.text)]);
        Outlook { actors: show.all() || self.rules.lean_on_actors(&awake), awake: awake.into() }
    }

    fn pass<'a>(&self, field: Field, text: &str, article: &Article, outlook: &Outlook, so_far: &'a mut SoFar) -> Pass<'a> {
        let (plain, own) = (self.tables.reader.fold.text(text), text.chars().collect());
        let title: String = self.tables.reader.fold.text(article.title.as_deref().unwrap_or("")).into_iter().collect();
        let (progress, told) = (&mut so_far.0, &mut so_far.1);
        let (actors, awake) = (outlook.actors, outlook.awake.clone());
        Pass { field, plain, own, published: article.published, actors, progress, told, title, awake }
    }

    fn sentence(&self, pass: &mut Pass, sentence: Span, show: Show) -> Explained<'_> {
        let text: String = pass.plain[sentence.range()].iter().collect();
        let asked = show.asked(pass.field, sentence);
        let mut mentions = self.tables.reader.numbers(&pass.plain, sentence, pass.progress);
        let counts = mentions.iter().any(|mention| matches!(mention.reading, Reading::Quantity(..)));
        let everything = pass.actors || counts && self.rules.wants_actors_here(&text);
        let words = if everything || counts { self.tables.reader.words(&text, sentence) } else { Vec::new() };
        if everything {
            self.tables.reader.actors(&pass.plain, sentence, &words, &mut mentions, pass.progress);
        }
        let mentions = ordered(mentions);
        let mut all =
            Explained { field: pass.field, words: Vec::new(), views: Vec::new(), facts: Vec::new(), misses: Vec::new() };
        let views: &[View] = if everything { &[View::Places, View::Actors] } else { &[View::Places] };
        for &view in views {
            let folded = Folded::new(&pass.plain, sentence, &mentions, view);
            let hits = self.rules.find(&folded, view, &pass.awake);
            let scene = self.scene(pass, &folded, &words);
            if view == View::Places {
                all.facts.extend(values(&scene, &hits));
            } else {
                add(&scene, &hits, &mut all.facts);
            }
            all.facts.extend(statements(&scene, &hits));
            if let Some(inquiry) = asked {
                all.misses.extend(inquiry.hits(&scene, &hits, &all.facts));
            }
            let (actor, named, persons) =
                if view == View::Actors { (scene.actor(), scene.named(), scene.persons()) } else { Default::default() };
            if view == View::Actors && scene.speaks_of_person() {
                pass.progress.context.goes_on();
            }
            named.into_iter().for_each(|party| pass.progress.context.meet(party));
            persons.into_iter().for_each(|person| pass.progress.context.meet_person(person));
            actor.into_iter().for_each(|actor| pass.progress.context.acts(actor));
            all.views.push((folded, hits));
        }
        all.facts = in_order(all.facts);
        if let Some(inquiry) = asked {
            let shields = self.tables.reader.shielded(&pass.plain, sentence);
            all.misses.extend(inquiry.looks(&self.rules, &all, (&pass.own, &shields)));
        }
        pass.told.keep(pass.progress.context.sentence(), &all.facts);
        pass.progress.context.next_sentence();
        let shown = |word: &Word| (pass.plain[word.span.range()].iter().collect(), word.tag.to_owned());
        all.words = if show.all() { words.iter().map(shown).collect() } else { Vec::new() };
        all
    }

    fn scene<'a>(&'a self, pass: &'a Pass, folded: &'a Folded, words: &'a [Word<'a>]) -> Scene<'a> {
        Scene {
            rules: &self.rules,
            cues: &self.tables.cues,
            folded,
            context: &pass.progress.context,
            stand_ins: &self.tables.stand_ins,
            told: pass.told,
            words,
            plain: &pass.plain,
            own: &pass.own,
            published: pass.published,
            field: pass.field,
            title: &pass.title,
        }
    }
}

/// The stretches of the text that facts may come from: all of it where it has no zones.
fn zones(article: &Article, length: usize) -> Vec<Span> {
    if article.zones.is_empty() {
        return vec![Span::new(0, length)];
    }
    article.zones.iter().filter(|zone| zone.zone.has_facts()).map(|zone| zone.span).collect()
}
