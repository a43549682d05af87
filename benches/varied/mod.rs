//! Text to measure with: paragraphs of `corpus/articles`, varied.
//!
//! The corpus is small, and a segmenter that meets the same words again and again looks faster than it is. So paragraphs are drawn
//! at random, their digits are changed, and one character in twelve is replaced by another of the corpus. That is still
//! not real news: use the numbers to compare two versions of this program, not to plan a machine.

use jishi::decode::Decoder;
use jishi::files::Files;
use jishi::source;

/// Draws articles for ever, always the same ones.
pub struct Varied {
    paragraphs: Vec<String>,
    characters: Vec<char>,
    state: u64,
}

impl Varied {
    pub fn load() -> Self {
        let decoder = Decoder::load(&Files::embedded()).expect("the built-in tables are right");
        let mut source = source::open(&["corpus/articles".into()], &source::Settings::default()).expect("the corpus is there");
        let raws = std::iter::from_fn(|| source.next()).filter_map(Result::ok);
        let texts: Vec<String> = raws.filter_map(|raw| decoder.decode(raw, None).ok()).map(|article| article.text).collect();
        let lines = texts.iter().flat_map(|text| text.lines()).map(str::trim);
        let paragraphs: Vec<String> = lines.filter(|line| line.chars().count() > 40).map(str::to_owned).collect();
        let characters = paragraphs.iter().flat_map(|text| text.chars()).filter(|c| is_word(*c)).collect();
        Self { paragraphs, characters, state: 1 }
    }

    /// One article of about two kilobytes.
    pub fn article(&mut self) -> String {
        let mut text = String::new();
        while text.len() < 2_000 {
            let drawn = self.draw(self.paragraphs.len());
            let paragraph = self.paragraphs[drawn].clone();
            text.extend(paragraph.chars().map(|c| self.varied(c)));
            text.push('\n');
        }
        text
    }

    fn varied(&mut self, c: char) -> char {
        match c {
            '1'..='9' => char::from(b'1' + u8::try_from(self.draw(9)).expect("a digit")),
            c if is_word(c) && self.draw(12) == 0 => {
                let drawn = self.draw(self.characters.len());
                self.characters[drawn]
            }
            c => c,
        }
    }

    /// A number below `below`: a linear congruential generator is random enough here, and needs no crate.
    fn draw(&mut self, below: usize) -> usize {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.state >> 33).expect("31 bits") % below
    }
}

fn is_word(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}
