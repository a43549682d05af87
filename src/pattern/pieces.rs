//! The parts of a pattern as written, and what is wrong with them.

/// A mistake in a pattern, at a byte offset of it.
pub struct Wrong {
    pub offset: usize,
    pub message: String,
}

/// A part of a pattern.
pub enum Piece<'a> {
    Text(&'a str),
    Named(Named<'a>),
}

/// `<name>` or `<field+field:name>`.
pub struct Named<'a> {
    pub offset: usize,
    pub written: &'a str,
    pub fields: Option<&'a str>,
    pub name: &'a str,
    /// Whether it stands within `[…]`, where a type's symbols are characters like others.
    pub in_class: bool,
}

/// The fragments and types that a pattern uses; none where its parts can't be told.
pub fn names(text: &str) -> Vec<String> {
    let named = |piece| match piece {
        Piece::Named(named) => Some(named.name.to_owned()),
        Piece::Text(_) => None,
    };
    pieces(text).map_or(Vec::new(), |pieces| pieces.into_iter().filter_map(named).collect())
}

/// A pattern with an `x` for each name, padded with blanks, so that every position is one in the file.
pub fn shallow(pieces: &[Piece]) -> String {
    let written = |piece: &Piece| match piece {
        Piece::Text(text) => (*text).to_owned(),
        Piece::Named(named) => format!("{:<1$}", "x", named.written.len()),
    };
    pieces.iter().map(written).collect()
}

/// The parts of a pattern. `<` means itself in a comment and behind a backslash.
pub fn pieces(text: &str) -> Result<Vec<Piece<'_>>, Wrong> {
    let (mut all, mut from, mut at, mut state) = (Vec::new(), 0, 0, State::Plain);
    while let Some(c) = text[at..].chars().next() {
        let next = at + c.len_utf8();
        at = match (state, c) {
            (State::Comment, _) => next,
            (_, '\\') => next + text[next..].chars().next().map_or(0, char::len_utf8),
            (State::Plain | State::Class, '<') => {
                let in_class = matches!(state, State::Class);
                let named = Named { in_class, ..named(text, at)? };
                all.push(Piece::Text(&text[from..at]));
                from = at + named.written.len();
                all.push(Piece::Named(named));
                from
            }
            (State::Plain, '(') => {
                group(&text[next..]).map_err(|message| Wrong { offset: at, message })?;
                next
            }
            (State::Plain | State::Class, _) => next,
        };
        state = state.after(c);
    }
    all.push(Piece::Text(&text[from..]));
    Ok(all)
}

#[derive(Clone, Copy)]
enum State {
    Plain,
    Class,
    Comment,
}

impl State {
    fn after(self, c: char) -> Self {
        match (self, c) {
            (State::Comment, '\n') | (State::Class, ']') => State::Plain,
            (State::Plain, '#') => State::Comment,
            (State::Plain, '[') => State::Class,
            (state, _) => state,
        }
    }
}

/// What stands at `<`.
fn named(text: &str, offset: usize) -> Result<Named<'_>, Wrong> {
    let end = text[offset + 1..].find(['<', '>', '\n']).map(|n| offset + 1 + n);
    let end = end.filter(|&end| text[end..].starts_with('>')).map(|end| end + 1);
    let end = end.ok_or_else(|| Wrong { offset, message: "`<` without `>`; write `\\x3C` for the sign itself".into() })?;
    let written = &text[offset..end];
    let inside = &written[1..written.len() - 1];
    let (fields, name) = inside.split_once(':').map_or((None, inside), |(fields, name)| (Some(fields), name));
    Ok(Named { offset, written, fields, name: name.trim(), in_class: false })
}

/// Whether a group may begin so; `rest` is what follows the bracket.
fn group(rest: &str) -> Result<(), String> {
    if ["?=", "?!", "?<=", "?<!"].iter().any(|look| rest.starts_with(look)) {
        return Err("there is no look-around; ask with `given` or `unless`".into());
    }
    let captures = !rest.starts_with('?') || rest.starts_with("?<") || rest.starts_with("?P<");
    if captures { Err("write `(?:…)` for a group, or `<field:fragment>` to capture".into()) } else { Ok(()) }
}

/// Whether a pattern without names in it is a regex.
pub fn syntax(pattern: &str) -> Result<(), Wrong> {
    let parsed = regex_syntax::ParserBuilder::new().ignore_whitespace(true).build().parse(pattern);
    let (offset, message) = match parsed {
        Ok(_) => return Ok(()),
        Err(regex_syntax::Error::Parse(error)) => (error.span().start.offset, error.kind().to_string()),
        Err(regex_syntax::Error::Translate(error)) => (error.span().start.offset, error.kind().to_string()),
        Err(other) => (0, other.to_string()),
    };
    Err(Wrong { offset, message })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_but_in_comments_and_behind_a_backslash() {
        for (pattern, want) in [
            ("<a> <b:c> <d+e:f.g>", vec!["a", "c", "f.g"]),
            (r"[<a>] \<b> # <c>", vec!["a"]),
            ("# <a>\n<b>", vec!["b"]),
            ("<a", vec![]),
        ] {
            assert_eq!(names(pattern), want, "{pattern}");
        }
    }
}
