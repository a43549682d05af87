//! The text that readers and rules see: Traditional folded to Simplified and punctuation unified, one character to one,
//! so that a position in it is the same position in the article.

use crate::error::Diagnostic;
use crate::files::Files;

/// Folds characters one to one.
#[derive(Clone, Debug)]
pub struct Fold {
    /// For each code point of the basic plane what it folds to; itself where nothing is to be done.
    table: Box<[u16]>,
}

/// Characters that mean the same in news, and the one that stands for them.
const SAME: &[(&str, char)] = &[
    ("\u{a0}\u{3000}\t\u{2002}\u{2003}\u{2009}", ' '),
    ("「『„‟", '“'),
    ("」』", '”'),
    ("〈﹤", '《'),
    ("〉﹥", '》'),
    ("﹑､", '、'),
    ("～〜∼", '~'),
    ("－–―─﹣", '—'),
    ("•‧･∙", '·'),
    ("○◯", '〇'),
    ("﹒．", '.'),
    ("％﹪", '%'),
    ("﹐", '，'),
    ("﹔;", '；'),
    ("﹖?", '？'),
    ("﹗!", '！'),
    ("(〔﹙", '（'),
    (")〕﹚", '）'),
    ("＄﹩", '$'),
    ("￥", '¥'),
];

impl Fold {
    /// Reads `lexicon/traditional.tsv`: a character, a tab, what it folds to.
    ///
    /// # Errors
    /// A line that is not two characters of the basic plane.
    pub fn load(files: &Files) -> Result<Self, Diagnostic> {
        let mut table: Box<[u16]> = (0..=u16::MAX).collect();
        let name = "lexicon/traditional.tsv";
        for file in files.all(name)? {
            let mut offset = 0;
            for line in file.content.lines() {
                let pair: Option<(u16, u16)> = line.split_once('\t').and_then(|(from, to)| Some((single(from)?, single(to)?)));
                let cure = "write a character, a tab and what it folds to";
                let (from, to) = pair.ok_or_else(|| Diagnostic::at(&file.origin, &file.content, offset, cure))?;
                table[from as usize] = to;
                offset += line.len() + 1;
            }
        }
        for (many, one) in SAME {
            many.chars()
                .filter_map(basic)
                .for_each(|c| table[c as usize] = basic(*one).expect("a character of the basic plane"));
        }
        for wide in ('０'..='９').chain('Ａ'..='Ｚ').chain('ａ'..='ｚ') {
            let narrow = u32::from(wide) - 0xFEE0;
            table[wide as usize] = u16::try_from(narrow).expect("an ASCII character");
        }
        Ok(Self { table })
    }

    /// One character alone.
    pub fn char(&self, c: char) -> char {
        let folded = self.table.get(c as usize).map_or(u32::from(c), |&folded| u32::from(folded));
        char::from_u32(folded).unwrap_or(c)
    }

    /// A whole text; the result has as many characters.
    ///
    /// A comma or colon between digits stays what it is (1,200, 9:25), elsewhere it becomes the Chinese one.
    pub fn text(&self, text: &str) -> Vec<char> {
        let mut plain = Vec::with_capacity(text.len() / 3 + 16);
        let mut marks = Vec::new();
        for c in text.chars() {
            if matches!(c, ',' | ':') {
                marks.push(plain.len());
            }
            plain.push(self.char(c));
        }
        let digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
        for at in marks {
            let inside = at > 0 && digit(plain.get(at - 1)) && digit(plain.get(at + 1));
            plain[at] = match plain[at] {
                same if inside => same,
                ',' => '，',
                _ => '：',
            };
        }
        plain
    }
}

fn basic(c: char) -> Option<u16> {
    u16::try_from(u32::from(c)).ok()
}

fn single(text: &str) -> Option<u16> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none()).and_then(basic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_its_length_and_gets_one_form() {
        let fold = Fold::load(&Files::embedded()).unwrap();
        for (text, want) in [
            ("臺灣同胞捐贈口罩兩萬隻。", "台湾同胞捐赠口罩两万只。"),
            ("１２对,1,200人", "12对，1,200人"),
            ("(9:25:12來源:報)", "（9:25:12来源：报）"),
            ("「愛」2024年6月　12日", "“爱”2024年6月 12日"),
        ] {
            let plain: String = fold.text(text).iter().collect();
            assert_eq!(plain, want);
        }
    }
}
