//! Where the reading of a pattern is, and the pieces that it reads: classes, escapes, repetitions.

/// Where the reading of a pattern is.
pub struct Cursor<'t> {
    pub text: &'t str,
    /// In bytes.
    pub at: usize,
}

impl<'t> Cursor<'t> {
    /// What has not been read.
    pub fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// The next character.
    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Passes over this character, if it is the next one.
    pub fn take(&mut self, wanted: char) -> Option<()> {
        self.rest().starts_with(wanted).then(|| self.at += wanted.len_utf8())
    }

    /// All up to this character and with it.
    pub fn past(&mut self, wanted: char) -> Option<&'t str> {
        let length = self.rest().find(wanted)? + wanted.len_utf8();
        let taken = &self.rest()[..length];
        self.at += length;
        Some(taken)
    }

    /// Blanks, line ends and comments.
    pub fn skip_layout(&mut self) {
        loop {
            self.at = self.text.len() - self.rest().trim_start().len();
            if !self.rest().starts_with('#') {
                return;
            }
            self.at += self.rest().find('\n').unwrap_or(self.rest().len());
        }
    }

    /// `[…]`, with classes inside it.
    pub fn class(&mut self) -> Option<&'t str> {
        let (start, mut depth) = (self.at, 0);
        loop {
            let c = self.peek()?;
            self.at += c.len_utf8();
            match c {
                '\\' => self.at += self.peek()?.len_utf8(),
                '[' => depth += 1,
                ']' if depth == 1 => return Some(&self.text[start..self.at]),
                ']' => depth -= 1,
                _ => {}
            }
        }
    }

    /// One character, or one escape with what belongs to it.
    pub fn atom(&mut self) -> Option<&'t str> {
        let start = self.at;
        let c = self.peek()?;
        self.at += c.len_utf8();
        if c == '\\' {
            let kind = self.peek()?;
            self.at += kind.len_utf8();
            let digits = match kind {
                'p' | 'P' => 1,
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            if digits > 0 && self.peek() == Some('{') {
                self.past('}')?;
            } else {
                let end = self.rest().char_indices().nth(digits).map_or(self.rest().len(), |(end, _)| end);
                self.at += end;
            }
        }
        Some(&self.text[start..self.at])
    }

    /// How often: `?`, `*`, `+`, `{2,5}`, each perhaps lazy; once where nothing is said.
    pub fn times(&mut self) -> Option<(u32, Option<u32>)> {
        let mut ahead = Cursor { text: self.text, at: self.at };
        ahead.skip_layout();
        let times = match ahead.peek() {
            Some('?') => (0, Some(1)),
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('{') => {
                let inside = ahead.rest()[1..].split('}').next()?;
                let (least, most) = inside.split_once(',').unwrap_or((inside, inside));
                let most = Some(most.trim()).filter(|most| !most.is_empty());
                (least.trim().parse().ok()?, most.map(str::parse).transpose().ok()?)
            }
            _ => return Some((1, Some(1))),
        };
        ahead.at += if ahead.peek() == Some('{') { ahead.rest().find('}')? + 1 } else { 1 };
        self.at = ahead.at;
        // Lazy or not, the same texts match.
        let _ = self.take('?');
        Some(times)
    }
}
