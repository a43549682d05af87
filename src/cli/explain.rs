//! `jishi explain`: one text in; what was recognised in it, which rules matched, what each field read.

mod show;

use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use jiff::civil::Date;
use jishi::article::{Article, Content, Decoded, Failure, Raw, RawId};
use jishi::engine::{Engine, Settings};
use jishi::error::Result;
use jishi::source::{self, Source};

use super::paper::Paper;
use super::{LOOK, day, decoder, say, unprinted};

/// Show how one text is read: what is recognised in it, which rules match, and what each field takes
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
#[command(after_help = "Example:\n  jishi explain 去年，武汉市与日本大分市缔结友好城市关系。 --published 2021-05-28")]
pub struct Args {
    /// A text, or the name of a file that holds one; - is standard input
    #[arg(value_name = "TEXT|FILE")]
    text: String,
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

/// Explains.
pub fn run(args: Args) -> Result<ExitCode> {
    let mut source = open(&args.text)?;
    let decoder = decoder(&args.rules)?;
    let settings = Settings { rules: args.rules.clone(), dictionary: args.dict.clone(), ..Settings::default() };
    let engine = Engine::load(&settings)?;
    let mut code = ExitCode::SUCCESS;
    while let Some(raw) = source.next() {
        match raw.and_then(|raw| decoder.decode(raw, args.published)) {
            Ok(article) => print(&engine, article, &args)?,
            Err(failure) => {
                say(&format!("{}: {}\n  {}", failure.origin, failure.error, failure.cure));
                code = ExitCode::from(LOOK);
            }
        }
    }
    Ok(code)
}

fn print(engine: &Engine, mut article: Article, args: &Args) -> Result<()> {
    if let Some(outlet) = &args.source {
        article.source = Some(outlet.clone());
    }
    // What was asked for on this command line counts more than what the text says.
    article.published = args.published.or(article.published);
    let mut paper = Paper::for_stdout();
    show::article(&article, engine, &mut paper);
    stdout().write_all(paper.text().as_bytes()).map_err(unprinted)
}

/// What names a file is one; all else is a text.
fn open(text: &str) -> Result<Box<dyn Source>> {
    let path = Path::new(text);
    if text == "-" || path.exists() {
        return source::open(&[path.to_path_buf()], &source::Settings::default());
    }
    Ok(Box::new(Once(Some(text.into()))))
}

/// A source of one text.
struct Once(Option<String>);

impl Source for Once {
    fn next(&mut self) -> Option<std::result::Result<Raw, Failure>> {
        let content = Content::Text(Decoded { text: self.0.take()?, ..Decoded::default() });
        Some(Ok(Raw { id: RawId::Known("text".into()), origin: "the text given".into(), content, ..Raw::default() }))
    }

    fn progress(&self) -> (u64, Option<u64>) {
        (0, None)
    }
}
