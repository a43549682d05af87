//! What a field is filled with where a pattern leaves it out.

/// What a field that a pattern leaves out is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, schemars::JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum Fill {
    /// The Chinese place that the text is about at this point.
    Subject,
    /// Where the article comes from.
    Home,
    /// The place that was named last.
    Last,
    /// The foreign place that was named last.
    Foreign,
    /// The place that the article is about: that of the title, else the first that the text names.
    Topic,
    /// The party that the text is about at this point.
    Party,
    /// The time named last in the sentence.
    Time,
    /// The day named last in the sentences of the paragraph before this one.
    Day,
    /// What the field was in the last fact of the kind.
    Again,
    /// The place that a disaster has struck.
    Stricken,
    /// The other of two places that the text is about.
    Other,
    /// The place that the paragraph opens with.
    Opening,
    /// The one organization of the article that can be given something.
    Host,
    /// The other party of the last fact of the kind: who gives is given something back.
    Back,
}

/// The words for fills.
const FILLS: &[(&str, Fill)] = &[
    ("subject", Fill::Subject),
    ("home", Fill::Home),
    ("last", Fill::Last),
    ("foreign", Fill::Foreign),
    ("topic", Fill::Topic),
    ("party", Fill::Party),
    ("time", Fill::Time),
    ("day", Fill::Day),
    ("again", Fill::Again),
    ("stricken", Fill::Stricken),
    ("other", Fill::Other),
    ("back", Fill::Back),
    ("host", Fill::Host),
    ("opening", Fill::Opening),
];

impl Fill {
    pub fn read(word: &str) -> Option<Self> {
        FILLS.iter().find(|(known, _)| *known == word).map(|(_, fill)| *fill)
    }

    pub fn words() -> Vec<&'static str> {
        FILLS.iter().map(|(word, _)| *word).collect()
    }
}
