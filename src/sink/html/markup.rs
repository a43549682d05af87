//! Text that may stand in a page.

/// Text as HTML shows it, also within an attribute. Control characters, which no page may hold, become U+FFFD.
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' | '\t' => html.push(c),
            c if c.is_control() => html.push('\u{fffd}'),
            c => html.push(c),
        }
    }
    html
}

/// A kind's name as the class and the id of HTML may have it.
pub fn class(kind: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    kind.chars().map(|c| if plain(c) { c.to_string() } else { format!("-{:x}", u32::from(c)) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_markup() {
        for (text, want) in [
            ("<b>3&4</b>", "&lt;b&gt;3&amp;4&lt;/b&gt;"),
            ("\"人\" '事'", "&quot;人&quot; &#39;事&#39;"),
            ("一\u{0}\u{1b}二\n三", "一\u{fffd}\u{fffd}二\n三"),
        ] {
            assert_eq!(escape(text), want);
        }
        for (kind, want) in [("city_pair", "city_pair"), ("a b\"", "a-20b-22"), ("奖", "-5956")] {
            assert_eq!(class(kind), want);
        }
    }
}
