//! Positions. One unit everywhere: Unicode code points, half-open.
//!
//! Folding Traditional to Simplified and unifying punctuation maps one character to one, so a code point offset is the
//! same in an article's text and in what the rules read; byte offsets are not. That is why code points are used inside too.

use serde::Serialize;

/// A half-open range of code points of an article's text, of its title, or of one sentence (the owner says which).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The range `start..end`. Texts are limited to 4 GiB, so positions fit 32 bits.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        let fit = |n: usize| u32::try_from(n).expect("texts are shorter than 4 Gi characters");
        Self { start: fit(start), end: fit(end) }
    }

    /// As indices of a slice.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The number of code points.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing is covered.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two share at least one code point.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The same range, moved to the right by `by` code points: from sentence to article.
    pub fn shifted(self, by: u32) -> Span {
        Span { start: self.start + by, end: self.end + by }
    }

    /// The smallest range that covers both.
    pub fn joined(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// `12–34`.
impl std::fmt::Display for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}–{}", self.start, self.end)
    }
}
