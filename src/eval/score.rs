//! Outcomes counted, and the rates that follow from them.

/// The outcome for one kind: facts of gold that were read right, read wrong or missed, and facts that gold doesn't know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    pub right: usize,
    pub wrong: usize,
    pub missed: usize,
    pub spurious: usize,
}

/// Precision, recall and their harmonic mean, each from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
}

impl Score {
    /// Counts another's outcomes in.
    pub fn add(&mut self, other: Score) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
        self.spurious += other.spurious;
    }

    /// How many facts gold owes.
    pub fn owed(self) -> usize {
        self.right + self.wrong + self.missed
    }

    /// Rates of what was found, whatever its value.
    pub fn found(self) -> Rates {
        rates(self.right + self.wrong, self.spurious, self.missed)
    }

    /// Rates of what was found with the right value.
    pub fn right(self) -> Rates {
        rates(self.right, self.spurious + self.wrong, self.missed + self.wrong)
    }
}

/// Where nothing was claimed, precision is 1; where nothing was owed, recall is 1.
fn rates(good: usize, bad: usize, missed: usize) -> Rates {
    let part = |n: usize, of: usize| if of == 0 { 1.0 } else { n as f64 / of as f64 };
    let (precision, recall) = (part(good, good + bad), part(good, good + missed));
    let sum = precision + recall;
    Rates { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_value_is_found_and_counts_twice_against_what_is_right() {
        let score = Score { right: 6, wrong: 2, missed: 2, spurious: 0 };
        assert_eq!(score.found(), Rates { precision: 1.0, recall: 0.8, f1: 2.0 * 0.8 / 1.8 });
        assert_eq!(score.right(), Rates { precision: 0.75, recall: 0.6, f1: 2.0 * 0.75 * 0.6 / (0.75 + 0.6) });
        assert_eq!(Score::default().right(), Rates { precision: 1.0, recall: 1.0, f1: 1.0 });
        assert_eq!(Score { missed: 1, ..Score::default() }.found().f1, 0.0);
    }
}
