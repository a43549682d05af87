//! The two sets of rules, each with what it needs to read an article.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use jishi::article::{Article, Failure, Raw};
use jishi::decode::Decoder;
use jishi::engine::{Engine, Settings};
use jishi::error::Result;
use jishi::fact::Fact;

use super::Args;
use crate::cli::decoder;

/// Old and new.
pub struct Sides {
    old: Side,
    new: Side,
    published: Option<Date>,
    /// The kinds that were asked for; all where empty.
    kinds: Vec<String>,
}

/// One set of rules. Its tables have a say in how articles are decoded too.
struct Side {
    decoder: Decoder,
    engine: Engine,
}

/// An article as one side reads it, and the facts that were asked for.
pub struct Found {
    pub article: Article,
    pub facts: Vec<Fact>,
}

impl Sides {
    /// Loads both; `None` is the built-in rules alone.
    ///
    /// # Errors
    /// What either can't load; a kind that neither declares.
    pub fn load(old: Option<&Path>, new: Option<&Path>, args: &Args) -> Result<Self> {
        let settings = |folder: Option<&Path>| Settings {
            rules: folder.map(PathBuf::from).into_iter().collect(),
            dictionary: args.dict.clone(),
            kinds: args.kind.clone(),
        };
        let (mut old, mut new) = (settings(old), settings(new));
        let (in_old, in_new) = (declared(&old)?, declared(&new)?);
        // A kind that one side alone declares is no mistake; one that neither does is, and loading says so.
        old.kinds.retain(|kind| in_old.contains(kind) || !in_new.contains(kind));
        new.kinds.retain(|kind| in_new.contains(kind) || !in_old.contains(kind));
        let (new, old) = (Side::load(&new)?, Side::load(&old)?);
        Ok(Self { old, new, published: args.published, kinds: args.kind.clone() })
    }

    /// What either side finds in an article, the old one first.
    ///
    /// # Errors
    /// What is no text.
    pub fn find(&self, raw: Raw) -> std::result::Result<[Found; 2], Failure> {
        Ok([self.by(&self.old, raw.clone())?, self.by(&self.new, raw)?])
    }

    fn by(&self, side: &Side, raw: Raw) -> std::result::Result<Found, Failure> {
        let article = side.decoder.decode(raw, self.published)?;
        let mut facts = side.engine.extract(&article);
        // A side that declares none of these kinds was loaded with all of its own.
        facts.retain(|fact| self.kinds.is_empty() || self.kinds.iter().any(|kind| **kind == *fact.kind));
        Ok(Found { article, facts })
    }
}

impl Side {
    fn load(settings: &Settings) -> Result<Self> {
        Ok(Self { decoder: decoder(&settings.rules)?, engine: Engine::load(settings)? })
    }
}

/// Which of the kinds that these settings ask for have a file.
fn declared(settings: &Settings) -> Result<Vec<String>> {
    let files = settings.files()?;
    Ok(settings.kinds.iter().filter(|kind| files.get(&format!("{kind}.toml")).is_some()).cloned().collect())
}
