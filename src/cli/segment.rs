//! `jishi segment`: words with their part of speech, one sentence a line.

use std::io::{BufWriter, Write, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use jishi::article::Article;
use jishi::error::{Error, Result};
use jishi::files::Files;
use jishi::plain::Fold;
use jishi::segment::{Segmenter, sentences};
use jishi::source;
use jishi::span::Span;

use super::{LOOK, decoder, say, unprinted};

/// Cut articles into words with their part of speech, one sentence a line
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
#[command(after_help = "Example:\n  echo 武汉市与大分市结好。 | jishi segment -")]
pub struct Args {
    /// Files and folders to read; - is standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// A file of words of your own, one a line: 义王市 1000 ns
    #[arg(long, value_name = "FILE")]
    dict: Option<PathBuf>,
}

/// Prints words.
pub fn run(args: Args) -> Result<ExitCode> {
    let mut source = source::open(&args.inputs, &source::Settings::default())?;
    let decoder = decoder(&[])?;
    let cutter = Cutter::load(&args)?;
    let mut out = BufWriter::new(stdout().lock());
    let mut code = ExitCode::SUCCESS;
    while let Some(raw) = source.next() {
        match raw.and_then(|raw| decoder.decode(raw, None)) {
            Ok(article) => cutter.lines(&article).try_for_each(|line| writeln!(out, "{line}")).map_err(unprinted)?,
            Err(failure) => {
                say(&format!("{}: {}\n  {}", failure.origin, failure.error, failure.cure));
                code = ExitCode::from(LOOK);
            }
        }
    }
    out.flush().map_err(unprinted)?;
    Ok(code)
}

struct Cutter {
    segmenter: Segmenter,
    fold: Fold,
}

impl Cutter {
    fn load(args: &Args) -> Result<Self> {
        let files = Files::embedded();
        let fold = Fold::load(&files).map_err(|diagnostic| Error::Rules(vec![diagnostic]))?;
        Ok(Self { segmenter: jishi::engine::segmenter(&files, args.dict.as_deref())?, fold })
    }

    /// The title where it stands apart, then the parts of the text that facts come from.
    fn lines(&self, article: &Article) -> impl Iterator<Item = String> {
        let title = article.title.as_deref().filter(|_| article.title_apart).unwrap_or("");
        let title: Vec<char> = title.chars().collect();
        let text: Vec<char> = article.text.chars().collect();
        let mut zones: Vec<Span> = article.zones.iter().filter(|zone| zone.zone.has_facts()).map(|zone| zone.span).collect();
        if article.zones.is_empty() {
            zones.push(Span::new(0, text.len()));
        }
        let all = Span::new(0, title.len());
        let titles = self.sentences(&title, &[all]);
        titles.into_iter().chain(self.sentences(&text, &zones))
    }

    fn sentences(&self, text: &[char], zones: &[Span]) -> Vec<String> {
        let plain: Vec<char> = self.fold.text(&text.iter().collect::<String>());
        let spans = zones.iter().flat_map(|zone| sentences(&plain, *zone));
        spans.map(|span| self.sentence(&text[span.range()], &plain[span.range()])).collect()
    }

    /// The words of one sentence as written; where they end is found in the plain text, which has the same positions.
    fn sentence(&self, written: &[char], plain: &[char]) -> String {
        let plain: String = plain.iter().collect();
        let words = self.segmenter.words(&plain);
        let words = words.iter().filter_map(|word| {
            let text: String = written[word.span.range()].iter().collect();
            (!text.trim().is_empty()).then(|| format!("{text}/{}", word.tag))
        });
        words.collect::<Vec<_>>().join(" ")
    }
}
