//! `jishi explain`: one text in; what was recognised in it, which rules matched, what each field read, and why others did not match.

pub mod json;
pub mod missed;
mod place;
mod show;

use std::io::{Write, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use jiff::civil::Date;
use jishi::article::Article;
use jishi::engine::{Engine, Explained, Inquiry, Settings};
use jishi::error::Result;
use jishi::fact::Field;
use jishi::record::Outcome;
use jishi::span::Span;

use super::paper::Paper;
use super::{LOOK, day, decoder, say, unprinted};
use place::Place;

/// Show how one text is read: what is recognised in it, which rules match and what each field takes, and how far the others got
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
#[command(after_help = "Example:\n  jishi explain 去年，武汉市与日本大分市缔结友好城市关系。 --published 2021-05-28")]
pub struct Args {
    /// A text; the name of a file that holds one (- is standard input); or FILE:OFFSET, the sentence around that character of its
    /// text, counted as `start` of a fact is. In a file of many articles FILE:LINE:OFFSET
    #[arg(value_name = "TEXT|FILE|FILE:OFFSET")]
    text: String,
    /// Only rules and facts of this kind, such as city_pair; may be given again
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// Only this rule, such as donation/give: how far it got in each sentence
    #[arg(long, value_name = "ID")]
    rule: Option<String>,
    /// Show at most this many rules that gave no fact in a sentence, the nearest first; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 3)]
    limit: usize,
    /// Print one record for each sentence in JSON Lines
    #[arg(long)]
    json: bool,
    /// The publication date to count from: YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = day)]
    published: Option<Date>,
    /// The outlet, from which 我省 and 全市 are known
    #[arg(long, value_name = "OUTLET")]
    source: Option<String>,
    /// A folder of rule files and tables to lay over the built-in ones; may be given again
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,
    /// A file of words of your own, one a line: 义王市 1000 ns
    #[arg(long, value_name = "FILE")]
    dict: Option<PathBuf>,
}

/// What explains, and what was asked.
struct Asked<'a> {
    engine: &'a Engine,
    inquiry: &'a Inquiry,
    place: &'a Place,
    args: &'a Args,
}

/// Explains.
pub fn run(args: Args) -> Result<ExitCode> {
    let place = Place::read(&args.text)?;
    let mut source = place.open()?;
    let decoder = decoder(&args.rules)?;
    let settings = Settings { rules: args.rules.clone(), dictionary: args.dict.clone(), kinds: args.kind.clone() };
    let engine = Engine::load(&settings)?;
    let inquiry = engine.inquiry(args.rule.as_deref())?;
    let asked = Asked { engine: &engine, inquiry: &inquiry, place: &place, args: &args };
    let (mut code, mut waiting) = (ExitCode::SUCCESS, Vec::new());
    while let Some(raw) = source.next() {
        match raw.and_then(|raw| decoder.decode(raw, args.published)) {
            Ok(article) if !place.names(&article.origin) => {}
            // Whether a place is the only one of its name is known at the end.
            Ok(article) if place.offset().is_some() => waiting.push(article),
            Ok(article) => asked.print(article)?,
            Err(failure) => {
                if args.json {
                    put(&json::lines(&Outcome::Failed(failure.clone()).records()))?;
                }
                say(&format!("{}: {}\n  {}", failure.origin, failure.error, failure.cure));
                code = ExitCode::from(LOOK);
            }
        }
    }
    place.check(&waiting)?;
    waiting.into_iter().try_for_each(|article| asked.print(article))?;
    Ok(code)
}

impl Asked<'_> {
    fn print(&self, mut article: Article) -> Result<()> {
        if let Some(outlet) = &self.args.source {
            article.source = Some(outlet.clone());
        }
        // What was asked for on this command line counts more than what the text says.
        article.published = self.args.published.or(article.published);
        let offset = self.place.offset();
        let wanted = |field, span: Span| offset.is_none_or(|offset| field == Field::Text && span.range().contains(&offset));
        let mut sentences = self.engine.inquire(&article, self.inquiry, &wanted);
        sentences.retain(|sentence| sentence.views.first().is_some_and(|(folded, _)| wanted(sentence.field, folded.sentence)));
        if let Some(offset) = offset.filter(|_| sentences.is_empty()) {
            say(&nothing(&article, offset));
        }
        let hidden: Vec<usize> = sentences.iter_mut().map(|sentence| self.shorten(sentence)).collect();
        if self.args.json {
            return put(&json::sentences(article, &sentences));
        }
        let mut paper = Paper::for_stdout();
        show::article(&article, self.place.offset().is_none(), &mut paper);
        let (title, text) = (article.title.as_deref().unwrap_or("").chars(), article.text.chars());
        let (title, text): (Vec<char>, Vec<char>) = (title.collect(), text.collect());
        for (sentence, hidden) in sentences.iter().zip(hidden) {
            show::sentence(sentence, if sentence.field == Field::Title { &title } else { &text }, &mut paper);
            missed::print(sentence, hidden, &mut paper);
        }
        put(paper.text())
    }

    /// Leaves the nearest misses, and gives the number of the others: of kinds that gave a fact here only what was asked for.
    fn shorten(&self, sentence: &mut Explained) -> usize {
        if self.args.kind.is_empty() && self.args.rule.is_none() {
            let told: Vec<_> = sentence.facts.iter().map(|fact| fact.kind.clone()).collect();
            let kind = |id: &str| id.split_once('/').map_or("", |(kind, _)| kind).to_owned();
            sentence.misses.retain(|miss| miss.is_hit || !told.iter().any(|told| **told == kind(&miss.rule.id)));
        }
        let limit = if self.args.limit == 0 { usize::MAX } else { self.args.limit };
        let (mut shown, before) = (0, sentence.misses.len());
        sentence.misses.retain(|miss| {
            shown += usize::from(!miss.is_hit);
            miss.is_hit || shown <= limit
        });
        before - sentence.misses.len()
    }
}

fn put(text: &str) -> Result<()> {
    stdout().write_all(text.as_bytes()).map_err(unprinted)
}

/// Why no sentence stands at an offset.
fn nothing(article: &Article, offset: usize) -> String {
    let zone = article.zones.iter().find(|zone| zone.span.range().contains(&offset));
    let origin = &article.origin;
    match zone {
        Some(zone) if !zone.zone.has_facts() => {
            let name = format!("{:?}", zone.zone).to_lowercase();
            format!("{origin}:{offset}: this is in the {name} of the page ({}), from which no facts are taken", zone.span)
        }
        _ => format!("{origin}:{offset}: between two sentences; give the offset of a character that is in one"),
    }
}
