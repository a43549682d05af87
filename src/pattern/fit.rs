//! How much of a pattern fits a sentence that it does not match: which steps found their words, and what stood in the way of the others.

use std::ops::Range;

use super::tree::{Step, Tree};
use super::walk::{Walk, within};

/// The steps that fit, and where the pattern stops. Ranges are characters of the text.
#[derive(Clone, Debug)]
pub struct Fit {
    /// Steps with the words that they took, in reading order; those that took nothing are left out.
    pub taken: Vec<(String, Range<usize>)>,
    pub stops: Vec<Stop>,
    /// How many of the steps that must match something do so.
    pub fitting: usize,
    pub all: usize,
}

/// A place where steps found no words.
#[derive(Clone, Debug)]
pub struct Stop {
    /// The first step that must match something, as written; where none must, all of them.
    pub wants: String,
    /// What stands there instead: between what fits before and behind it, or the next characters.
    pub stands: Range<usize>,
    pub side: Side,
    pub why: Option<Why>,
}

/// Where a stop lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// In front of all that fits.
    Before,
    Between,
    /// Behind all that fits.
    Behind,
    /// Nothing fits at all.
    Nowhere,
}

/// Why a step that runs over characters does not run over these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Over the character at this place it may not run.
    Character(usize),
    /// It runs over fewer.
    Long { length: usize, most: u32 },
}

/// Steps side by side that match side by side.
struct Run {
    steps: Range<usize>,
    text: Range<usize>,
}

/// One row of a pattern in one text.
struct Row<'r, 't> {
    steps: &'r [&'r Step],
    walk: &'r Walk<'t>,
}

/// How many characters are shown where nothing bounds them.
const SHOWN: usize = 12;

/// What lies farther from the words around the trigger has nothing to do with them.
const NEAR: usize = 40;

/// What is parted from them by no more than a link belongs to them, however slight.
const CLOSE: usize = 2;

impl Tree {
    /// The best fit of its rows, around a trigger word where a part that holds it fits.
    pub fn fit(&self, walk: &Walk, trigger: Option<&Range<usize>>) -> Fit {
        let rows = self.rows();
        let fits = rows.iter().map(|steps| Row { steps, walk }.fit(trigger));
        let best = fits.reduce(|best, fit| if fit.beats(&best) { fit } else { best });
        best.unwrap_or(Fit { taken: Vec::new(), stops: Vec::new(), fitting: 0, all: 0 })
    }
}

impl Fit {
    /// Whether more of this one fits; of equal shares the one that stops less often, then the one that lacks fewer steps, then the one
    /// with more words taken.
    pub fn beats(&self, other: &Fit) -> bool {
        let length = |fit: &Fit| fit.taken.iter().map(|(_, range)| range.len()).sum::<usize>();
        let share = (self.fitting * other.all.max(1)).cmp(&(other.fitting * self.all.max(1)));
        let missing = |fit: &Fit| fit.all - fit.fitting;
        let stops = other.stops.len().cmp(&self.stops.len());
        share.then(stops).then(missing(other).cmp(&missing(self))).then(length(self).cmp(&length(other))).is_gt()
    }
}

impl Row<'_, '_> {
    fn fit(&self, trigger: Option<&Range<usize>>) -> Fit {
        let (all, text) = (0..self.steps.len(), 0..self.walk.text.len());
        let at_trigger = trigger.and_then(|trigger| self.best(all.clone(), &(0..trigger.start), trigger.end..text.end));
        let Some(main) = at_trigger.or_else(|| self.best(all.clone(), &text, text.clone())) else {
            let wants = self.wanted(all.clone());
            let stop = Stop { wants, stands: trigger.cloned().unwrap_or(0..0), side: Side::Nowhere, why: None };
            return Fit { taken: Vec::new(), stops: vec![stop], fitting: 0, all: self.weight(all) };
        };
        let left = self.best(0..main.steps.start, &(0..main.text.start), 0..main.text.start);
        let right = self.best(main.steps.end..all.end, &(main.text.end..text.end), main.text.end..text.end);
        let [left, right] = [left, right].map(|run| run.filter(|run| self.belongs(run, &main)));
        let runs: Vec<Run> = left.into_iter().chain([main]).chain(right).collect();
        Fit {
            taken: runs.iter().flat_map(|run| self.taken(run)).collect(),
            stops: self.stops(&runs),
            fitting: runs.iter().map(|run| self.weight(run.steps.clone())).sum(),
            all: self.weight(all),
        }
    }

    /// How many of these steps must match something.
    fn weight(&self, steps: Range<usize>) -> usize {
        self.steps[steps].iter().filter(|step| !step.is_free()).count()
    }

    /// Of the steps in this range the most that match side by side, beginning and ending within these ranges of places.
    fn best(&self, steps: Range<usize>, starts: &Range<usize>, ends: Range<usize>) -> Option<Run> {
        let mut best: Option<Run> = None;
        for first in steps.clone().filter(|&n| !self.steps[n].is_free()) {
            let least = best.as_ref().map_or(0, |run| self.weight(run.steps.clone()));
            if self.weight(first..steps.end) <= least {
                break;
            }
            let places = self.places(first..steps.end, (starts.start..=starts.end).collect());
            let reaches = |last: &usize| places[last - first + 1].iter().any(|at| (ends.start..=ends.end).contains(at));
            let bound = |last: &usize| !self.steps[*last].is_free() && self.weight(first..last + 1) > least;
            let last = (first..first + places.len() - 1).rev().find(|last| bound(last) && reaches(last));
            if let Some(last) = last {
                let end = places[last - first + 1].iter().rfind(|at| (ends.start..=ends.end).contains(*at));
                let end = *end.expect("one was found");
                let cuts = self.cuts(first..last + 1, &places, end);
                best = Some(Run { steps: first..last + 1, text: cuts[0]..end });
            }
        }
        best
    }

    /// Where each of these steps can begin, and last where the last one can end; shorter where none goes on.
    fn places(&self, steps: Range<usize>, starts: Vec<usize>) -> Vec<Vec<usize>> {
        let mut all = vec![starts];
        for step in &self.steps[steps] {
            let next = self.walk.step(step, all.last().expect("the starts"));
            if next.is_empty() {
                break;
            }
            all.push(next);
        }
        all
    }

    /// Where each of these steps begins if the last one ends at `end`: what must match something takes as much as it can.
    fn cuts(&self, steps: Range<usize>, places: &[Vec<usize>], end: usize) -> Vec<usize> {
        let mut cuts = vec![end];
        for (nth, n) in steps.clone().enumerate().rev() {
            let end = *cuts.last().expect("the end");
            let leads = |at: &&usize| **at <= end && self.walk.step(self.steps[n], &[**at]).contains(&end);
            let start = if self.steps[n].is_free() { places[nth].iter().rfind(leads) } else { places[nth].iter().find(leads) };
            cuts.push(*start.expect("the end was reached from somewhere"));
        }
        cuts.reverse();
        cuts
    }

    /// The words of each step of a run.
    fn taken(&self, run: &Run) -> Vec<(String, Range<usize>)> {
        let places = self.places(run.steps.clone(), vec![run.text.start]);
        let cuts = self.cuts(run.steps.clone(), &places, run.text.end);
        let words = cuts.windows(2).map(|cut| cut[0]..cut[1]);
        let steps = self.steps[run.steps.clone()].iter().map(|step| step.written.clone());
        steps.zip(words).filter(|(_, words)| !words.is_empty()).collect()
    }

    /// Where steps are missing: in front of the runs, between them, behind them.
    fn stops(&self, runs: &[Run]) -> Vec<Stop> {
        let length = self.walk.text.len();
        let (first, last) = (&runs[0], &runs[runs.len() - 1]);
        let before = first.text.start.saturating_sub(SHOWN)..first.text.start;
        let behind = last.text.end..length.min(last.text.end + SHOWN);
        let edge = |steps: Range<usize>, stands, side| {
            let missing = self.weight(steps.clone()) > 0;
            missing.then(|| Stop { wants: self.wanted(steps), stands, side, why: None })
        };
        let before = edge(0..first.steps.start, before, Side::Before);
        let between = runs.windows(2).map(|two| self.between(&two[0], &two[1]));
        let behind = edge(last.steps.end..self.steps.len(), behind, Side::Behind);
        before.into_iter().chain(between).chain(behind).collect()
    }

    fn between(&self, one: &Run, next: &Run) -> Stop {
        let (steps, stands) = (one.steps.end..next.steps.start, one.text.end..next.text.start);
        let runs: Vec<_> = self.steps[steps.clone()].iter().filter_map(|step| step.run()).collect();
        let why = match runs.as_slice() {
            [(ranges, most)] if self.weight(steps.clone()) == 0 => self.why(ranges, *most, stands.clone()),
            _ => None,
        };
        Stop { wants: self.wanted(steps), stands, side: Side::Between, why }
    }

    fn why(&self, ranges: &[(char, char)], most: Option<u32>, stands: Range<usize>) -> Option<Why> {
        let length = stands.len();
        let wrong = stands.into_iter().find(|&at| !within(ranges, self.walk.text[at]));
        let long = most.filter(|most| (*most as usize) < length).map(|most| Why::Long { length, most });
        wrong.map(Why::Character).or(long)
    }

    /// The first of these steps that must match something; all of them where none must.
    fn wanted(&self, steps: Range<usize>) -> String {
        let owed = self.steps[steps.clone()].iter().find(|step| !step.is_free());
        let all = || self.steps[steps].iter().map(|step| step.written.as_str()).collect::<Vec<_>>().join(" ");
        owed.map_or_else(all, |step| step.written.clone())
    }

    /// Whether a run beside the main one is no accident: near it, and more than a mark that may stand anywhere.
    fn belongs(&self, run: &Run, main: &Run) -> bool {
        let gap = main.text.start.saturating_sub(run.text.end) + run.text.start.saturating_sub(main.text.end);
        let owed = || self.steps[run.steps.clone()].iter().filter(|step| !step.is_free());
        gap <= CLOSE || gap <= NEAR && owed().any(|step| !step.is_slight())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::tree::{Trees, Wording};

    /// Where `pattern` stops in `text`: what it wants, and what stands there.
    fn stops(pattern: &str, text: &str, trigger: &str) -> String {
        let wording: Wording = [("link", "与 | 和"), ("few", "[^，。]{0,3}?"), ("bond", "友城 | 友好 城市")]
            .map(|(a, b)| (a.into(), b.into()))
            .into();
        let tree = Trees::new(&wording).read(pattern).unwrap();
        let at = text.find(trigger).map(|at| text[..at].chars().count());
        let chars: Vec<char> = text.chars().collect();
        let fit = tree.fit(&Walk::new(&chars), at.map(|at| at..at + trigger.chars().count()).as_ref());
        let show = |stop: &Stop| {
            let why = stop.why.map(|why| format!(" {why:?}")).unwrap_or_default();
            format!("{:?} {}: {}{why}", stop.side, stop.wants, chars[stop.stands.clone()].iter().collect::<String>())
        };
        let shown: Vec<String> = fit.stops.iter().map(show).collect();
        format!("{}/{} {}", fit.fitting, fit.all, shown.join("; "))
    }

    #[test]
    fn a_pattern_tells_where_it_stops() {
        for (pattern, text, trigger, want) in [
            ("[甲乙] <link> [丙丁] 结为 <bond>", "甲与丁结为友好城市", "结为", "5/5 "),
            ("[甲乙] <link> [丙丁] 结为 <bond>", "甲与丁结为伙伴", "结为", "4/5 Behind <bond>: 伙伴"),
            ("[甲乙] <link> [丙丁] 结为 <bond>", "与丁结为友城", "结为", "4/5 Before [甲乙]: "),
            ("[甲乙] <link> [丙丁] 结为 <bond>", "甲同丁结为友城", "结为", "4/5 Between <link>: 同"),
            (
                "[甲乙] <link> [丙丁] <few> 结为",
                "甲和丙今年早早结为",
                "结为",
                "4/4 Between <few>: 今年早早 Long { length: 4, most: 3 }",
            ),
            ("[甲乙] <link> [丙丁] <few> 结为", "甲和丙今，结为", "结为", "4/4 Between <few>: 今， Character(4)"),
            ("[甲乙] (?: 结为 <few> <bond> | 结好 )", "甲结为了好友", "结为", "2/3 Behind <bond>: 了好友"),
            ("[甲乙] (?: 结为 <few> <bond> | 结好 )", "丙缔约", "缔约", "0/2 Nowhere [甲乙]: 缔约"),
            ("甲 # 乙\n 乙{2} \\x{4E19}? 丁+", "甲乙戊", "甲", "1/3 Behind 乙{2}: 乙戊"),
        ] {
            assert_eq!(stops(pattern, text, trigger), want, "{pattern} in {text}");
        }
    }
}
