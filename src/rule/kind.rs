//! What a fact of a kind looks like: its fields and their types.

use std::sync::Arc;

use crate::fact::Value;

/// A kind of fact, as its rule file declares it.
#[derive(Clone, Debug)]
pub struct Kind {
    pub name: Arc<str>,
    pub about: String,
    /// The type of value that a fact of this kind is, if any.
    pub is: Option<FieldType>,
    pub fields: Vec<FieldDeclaration>,
    /// Pairs of a field and the field that it is computed from.
    pub derive: Vec<(String, String)>,
    /// For choice fields that patterns capture: field, word, and the pattern of the texts that mean it.
    pub read: Vec<(String, String, regex::Regex)>,
    /// Two place fields of which the first is the Chinese side, where there is one.
    pub chinese_first: Option<(String, String)>,
    /// Two fields whose values must differ.
    pub distinct: Option<(String, String)>,
    /// Fields in which the facts of an article mostly agree.
    pub usual: Vec<String>,
    /// A time field, and the fields in which facts of an article must agree for it to be the same in all of them.
    pub share: Vec<(String, Vec<String>)>,
    /// For list fields the names that say little.
    pub vague: Vec<(String, regex::Regex)>,
}

/// One field of a kind.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldDeclaration {
    pub name: Arc<str>,
    pub field_type: FieldType,
    pub arity: Arity,
}

/// How many values a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arity {
    /// `place`: every fact has one; where the text doesn't let one tell it is null.
    One,
    /// `place?`: may be absent.
    Maybe,
    /// `quantity*`: a list.
    Many,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldType {
    Quantity,
    /// A quantity of money.
    Money,
    /// A quantity of things, or things without a number.
    Goods,
    Time,
    Place,
    Party,
    Text,
    /// A whole number.
    Number,
    /// True where the pattern captured it.
    Flag,
    /// A closed set of words.
    Choice(Vec<String>),
}

/// The words for field types, and what is written for each.
const TYPES: &[(&str, FieldType)] = &[
    ("quantity", FieldType::Quantity),
    ("money", FieldType::Money),
    ("goods", FieldType::Goods),
    ("time", FieldType::Time),
    ("place", FieldType::Place),
    ("party", FieldType::Party),
    ("text", FieldType::Text),
    ("number", FieldType::Number),
    ("flag", FieldType::Flag),
];

impl FieldDeclaration {
    /// Reads `place`, `time?`, `goods*`, `sister|exchange`.
    ///
    /// # Errors
    /// The message for the rule author.
    pub fn read(name: &str, notation: &str) -> Result<Self, String> {
        let (word, arity) = match notation.as_bytes().last() {
            Some(b'?') => (&notation[..notation.len() - 1], Arity::Maybe),
            Some(b'*') => (&notation[..notation.len() - 1], Arity::Many),
            _ => (notation, Arity::One),
        };
        let known = TYPES.iter().find(|(known, _)| *known == word).map(|(_, field_type)| field_type.clone());
        let choice = || word.contains('|').then(|| FieldType::Choice(word.split('|').map(str::to_owned).collect()));
        let field_type = known.or_else(choice).ok_or_else(|| {
            let types: Vec<&str> = Self::words().collect();
            format!(
                "field `{name}`: unknown type `{notation}`; known: {}, or a choice `x|y`; `?` may be absent, `*` many",
                types.join(", ")
            )
        })?;
        Ok(Self { name: name.into(), field_type, arity })
    }

    /// The words for field types, choices left out.
    pub fn words() -> impl Iterator<Item = &'static str> {
        TYPES.iter().map(|(word, _)| *word)
    }

    /// What the field holds where nothing was read.
    pub fn absent(&self) -> Value {
        match (&self.field_type, self.arity) {
            (_, Arity::Many) => Value::Many(Vec::new()),
            (FieldType::Flag, _) => Value::Flag(false),
            (_, Arity::One | Arity::Maybe) => Value::Null,
        }
    }
}

impl Kind {
    /// The word of a choice field that a captured text means.
    pub fn choice(&self, field: &str, text: &str) -> Option<&str> {
        let meanings = self.read.iter().filter(|(known, _, _)| known == field);
        meanings.into_iter().find(|(_, _, pattern)| pattern.is_match(text)).map(|(_, word, _)| word.as_str())
    }

    /// The declaration of a field.
    pub fn field(&self, name: &str) -> Option<&FieldDeclaration> {
        self.fields.iter().find(|field| &*field.name == name)
    }
}
