//! Lines with a heading at the left, coloured only on a terminal.

use std::io::IsTerminal;

/// What is to be printed.
#[derive(Default)]
pub struct Paper {
    text: String,
    coloured: bool,
}

/// The width of the headings.
const HEAD: usize = 9;

/// How a piece stands out.
#[derive(Clone, Copy)]
pub enum Ink {
    Bold,
    Faint,
    Red,
    Green,
    Yellow,
}

impl Paper {
    /// With colours where standard output is a terminal, and `NO_COLOR` is not set.
    pub fn for_stdout() -> Self {
        let coloured = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Self { text: String::new(), coloured }
    }

    /// All lines.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A piece that stands out.
    pub fn ink(&self, ink: Ink, text: &str) -> String {
        let code = match ink {
            Ink::Bold => "1",
            Ink::Faint => "2",
            Ink::Red => "31",
            Ink::Green => "32",
            Ink::Yellow => "33",
        };
        if self.coloured { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// A line of its own.
    pub fn line(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    /// Lines below a heading that stands at the left of the first.
    pub fn block(&mut self, heading: &str, lines: &[String]) {
        for (n, line) in lines.iter().enumerate() {
            let heading = padded(if n == 0 { heading } else { "" }, HEAD);
            let heading = self.ink(Ink::Faint, &heading);
            self.line(&format!("  {heading}{line}"));
        }
    }
}

/// Rows with their columns aligned; Chinese characters are twice as wide as others.
pub fn aligned(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |n: usize| rows.iter().filter_map(|row| row.get(n)).map(|cell| width(cell)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(widest).collect();
    let cells = |row: &Vec<String>| row.iter().zip(&widths).map(|(cell, width)| padded(cell, width + 2)).collect::<String>();
    rows.iter().map(|row| cells(row).trim_end().to_owned()).collect()
}

fn padded(text: &str, to: usize) -> String {
    format!("{text}{}", " ".repeat(to.saturating_sub(width(text))))
}

fn width(text: &str) -> usize {
    let wide = |c: char| matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3fffd}');
    text.chars().map(|c| if wide(c) { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_whatever_they_hold() {
        let rows = [["武汉市", "a"], ["x", "b"], ["ｗ，", "c"]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(aligned(&rows), ["武汉市  a", "x       b", "ｗ，    c"]);
    }
}
