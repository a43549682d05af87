//! Where in a page the article stands: title, header, and the first and last line of the body.

use std::ops::Range;

use super::grammar::{Grammar, Shape};
use super::zones::{Hints, Line};

/// Line numbers of the parts of a page.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// The line that is the title.
    pub title_line: Option<usize>,
    /// The lines of title and subtitle.
    pub titles: Range<usize>,
    /// The first line of the body.
    pub start: usize,
    /// The line behind the body.
    pub end: usize,
    /// Up to here credits that follow the body belong to it.
    pub credits_end: usize,
    /// Whether there is no body at all.
    pub empty: bool,
    /// Whether lines above the title are text too where they are longer than the names of channels.
    pub lenient: bool,
}

/// A title is no longer, in characters.
const TITLE: usize = 60;
/// So many lines may stand between title and header, or between the article as a page marks it and its title.
const NEAR: usize = 12;

/// Finds the parts.
pub fn find(lines: &[Line], hints: &Hints, grammar: &Grammar) -> Frame {
    let body = hints.body.as_ref().map(|rows| at_row(lines, rows.start)..at_row(lines, rows.end));
    let known = hints.title.as_deref().and_then(|title| known_title(lines, title, body.as_ref()));
    let header = header(lines, known, hints, body.as_ref()).or_else(|| topmost(lines, known, hints, grammar));
    let known = known.filter(|_| !hints.apart || header.is_some());
    let titles = match (known, header) {
        (Some(title), _) => title..title + 1,
        (None, Some(header)) if !hints.apart => match above(lines, header) {
            none if none.is_empty() => below(lines, header, grammar),
            titles => titles,
        },
        (None, _) if hints.apart || body.is_some() => 0..0,
        (None, _) => first_line(lines, grammar),
    };
    let after = header.map(|header| header_end(lines, header).max(titles.end)).or((!titles.is_empty()).then_some(titles.end));
    let start = start(lines, (after, header.is_some()), body.as_ref());
    let (end, credits_end) = end(lines, start, body.as_ref());
    let titles = titles.start.min(start)..subtitles(lines, titles.end, start);
    let longest = titles.clone().max_by_key(|n| (Some(*n) == known, lines[*n].text.chars().count()));
    Frame { title_line: longest, titles, start, end, credits_end, empty: start == lines.len(), lenient: body.is_none() }
}

fn at_row(lines: &[Line], row: usize) -> usize {
    lines.partition_point(|line| line.row < row)
}

/// A line that only an article has: whole sentences.
pub fn is_prose(line: &Line) -> bool {
    let long = || line.text.chars().nth(40).is_some() && line.text.contains(['，', '！', '？']);
    line.shape == Shape::Text && (line.text.contains('。') || long())
}

/// The line that says the title which the page's head or the record gives: one above a header rather than one in a list,
/// one that is the same rather than one that begins so.
fn known_title(lines: &[Line], title: &str, body: Option<&Range<usize>>) -> Option<usize> {
    let title = bare(title);
    let limit = body.map_or(lines.len(), |body| lines.len().min(body.start + 4));
    let likeness = |n: usize| {
        let line = &lines[n];
        let short = line.text.len() <= title.len() * 2 + 60;
        let same = if short { likeness(&bare(&line.text), &title) } else { 0 };
        let headed = lines[n + 1..].iter().take(3).any(|line| matches!(line.shape, Shape::Credits | Shape::Dated));
        (same > 1 || same > 0 && !is_prose(line)).then_some((n < limit, same, headed, n))
    };
    (0..lines.len()).filter_map(likeness).max().map(|(.., n)| n)
}

/// 2 for the same, 1 where one begins with the other.
fn likeness(line: &str, title: &str) -> u8 {
    let (shorter, longer) = if line.len() < title.len() { (line, title) } else { (title, line) };
    let begins = shorter.chars().count() >= 8 && longer.starts_with(shorter);
    if line == title && !line.is_empty() { 2 } else { u8::from(begins) }
}

/// Without blanks and punctuation.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The line of time, source and editors: before all prose, and below the title where that is known.
///
/// A record's text rarely has one; there only its first lines can be.
fn header(lines: &[Line], title: Option<usize>, hints: &Hints, body: Option<&Range<usize>>) -> Option<usize> {
    let from = title.map(|title| title + 1).or(body.map(|body| body.start.saturating_sub(NEAR))).unwrap_or(0);
    let near = match title {
        Some(_) => from + NEAR,
        None if hints.apart => from + 2,
        None => from + 5 * NEAR,
    };
    let candidates = from..near.min(lines.len());
    let stop = candidates.clone().find(|n| is_prose(&lines[*n]) && body.is_none_or(|body| *n >= body.start));
    let candidates = from..stop.unwrap_or(candidates.end);
    let text_above = |n: &usize| title.is_some() || hints.apart || lines[..*n].iter().any(|line| line.shape == Shape::Text);
    // Credits without a date stand below the title only; further down they can be an entry of a list.
    let texts = |n: usize| lines[from..n].iter().filter(|line| line.shape == Shape::Text).count();
    let fits = |n: &usize| match lines[*n].shape {
        Shape::Dated => true,
        Shape::Credits => has_year(&lines[*n].text) || texts(*n) <= 3,
        Shape::Text | Shape::Nav | Shape::Title | Shape::Byline | Shape::Footer | Shape::Tail | Shape::More => false,
    };
    let found = candidates.clone().find(|n| fits(n) && text_above(n))?;
    // A date or credits at the end of a page without prose are no header.
    (title.is_some() || stop.is_some() || lines[found + 1..].iter().any(|line| line.shape == Shape::Text)).then_some(found)
}

/// Whether a line says a year, as header lines do.
pub fn has_year(line: &str) -> bool {
    let mut numbers = line.split(|c: char| !c.is_ascii_digit());
    numbers.any(|number| matches!(number.len(), 4 | 8) && (number.starts_with("19") || number.starts_with("20")))
}

/// The lines directly above a header that look like title and subtitle.
fn above(lines: &[Line], header: usize) -> Range<usize> {
    let length = |n: usize| lines[n].text.chars().take(TITLE + 1).count();
    let is_title = |n: usize| lines[n].shape == Shape::Text && length(n) <= TITLE && !is_prose(&lines[n]);
    let alone = lines[..header].iter().filter(|line| line.shape == Shape::Text).take(2).count() == 1;
    let shortest = if alone { 2 } else { 4 };
    let Some(last) = (header.saturating_sub(3)..header).rev().find(|n| is_title(*n) && length(*n) >= shortest) else {
        return header..header;
    };
    let mut first = last;
    while first > 0 && last - first < 2 && is_title(first - 1) && length(first - 1) >= 8 {
        first -= 1;
    }
    first..last + 1
}

/// A line of date and outlet that stands above the title.
fn topmost(lines: &[Line], known: Option<usize>, hints: &Hints, grammar: &Grammar) -> Option<usize> {
    if known.is_some() || hints.apart || hints.body.is_some() {
        return None;
    }
    let first = lines.iter().position(|line| line.shape != Shape::Nav)?;
    let heads = matches!(lines[first].shape, Shape::Dated | Shape::Credits) && has_year(&lines[first].text);
    (heads && !below(lines, first, grammar).is_empty()).then_some(first)
}

/// The title directly below a header.
fn below(lines: &[Line], header: usize, grammar: &Grammar) -> Range<usize> {
    let from = header_end(lines, header);
    let titles = first_line(&lines[from..], grammar);
    if titles == (0..1) { from..from + 1 } else { header..header }
}

/// A first line that is a title: short, without the end of a sentence, and above longer ones.
fn first_line(lines: &[Line], grammar: &Grammar) -> Range<usize> {
    let mut texts = lines.iter().enumerate().filter(|(_, line)| line.shape == Shape::Text);
    let (Some((first, line)), Some((_, next))) = (texts.next(), texts.next()) else { return 0..0 };
    let (length, below) = (line.text.chars().count(), next.text.chars().take(TITLE).count());
    let stops = line.text.ends_with(['。', '！', '；', '，', '：', '、', '…']);
    let is_title = (4..=50).contains(&length) && !stops && below > length && is_prose(next);
    let opens = grammar.dateline(&line.text).is_some_and(|range| range.start == 0);
    if is_title && !opens { first..first + 1 } else { 0..0 }
}

/// Behind the header and the buttons and counters below it.
fn header_end(lines: &[Line], header: usize) -> usize {
    let more = |line: &Line| matches!(line.shape, Shape::Credits | Shape::Dated | Shape::Nav | Shape::Footer);
    let rest = &lines[header + 1..];
    let run = rest.iter().take(8).take_while(|line| more(line)).count();
    // All that follows is credits: then it is a page without a body, or these are its end.
    header + 1 + if run == rest.len() { 0 } else { run }
}

/// The first line of the body: the first text behind `after`.
fn start(lines: &[Line], (after, headed): (Option<usize>, bool), body: Option<&Range<usize>>) -> usize {
    let text = |n: &usize| matches!(lines[*n].shape, Shape::Text);
    let marked = body.map_or(0, |body| body.start);
    match after {
        // Lines that don't seem to be of the article are kept below a header, and where they are whole sentences.
        Some(after) if after < marked && !headed => (after..marked).find(|n| is_prose(&lines[*n])).unwrap_or(marked),
        Some(after) => (after..lines.len()).find(text).unwrap_or(after),
        None => (marked..lines.len()).find(text).unwrap_or(lines.len()),
    }
}

/// Lines below the title that open with a dash.
fn subtitles(lines: &[Line], end: usize, start: usize) -> usize {
    let below = (end..start).take_while(|n| lines[*n].text.starts_with('—') && lines[*n].shape == Shape::Text);
    if end == 0 { end } else { end + below.count() }
}

/// Lines behind those that seem to be the article belong to it as long as they are sentences, or where credits follow.
fn run_on(lines: &[Line], rest: Range<usize>) -> usize {
    let sentence = |n: &usize| lines[*n].shape == Shape::Text && lines[*n].text.ends_with(['。', '！', '？', '”', '…']);
    let sentences = rest.start + rest.clone().take_while(sentence).count();
    let text = rest.clone().take(5).take_while(|n| lines[*n].shape == Shape::Text).count();
    let credits = lines.get(rest.start + text).is_some_and(|line| matches!(line.shape, Shape::Credits | Shape::Byline));
    if credits { sentences.max(rest.start + text) } else { sentences }
}

/// The line behind the body, and behind the credits that follow it.
fn end(lines: &[Line], start: usize, body: Option<&Range<usize>>) -> (usize, usize) {
    let tail = (start..lines.len()).find(|n| lines[*n].shape == Shape::Tail).unwrap_or(lines.len());
    let last_prose = (start..tail).rev().find(|n| is_prose(&lines[*n])).unwrap_or(start);
    let more = (last_prose..tail).find(|n| lines[*n].shape == Shape::More).unwrap_or(tail);
    let marked = body.map_or(more, |body| {
        let from = body.end.max(start);
        from.max(run_on(lines, from..more))
    });
    let end = marked.min(more);
    let text = |n: &usize| matches!(lines[*n].shape, Shape::Text | Shape::Dated | Shape::Title);
    let end = (start..end).rev().find(text).map_or(start, |n| n + 1);
    let footer = |n: &usize| matches!(lines[*n].shape, Shape::Tail | Shape::More | Shape::Text);
    let credits_end = (end..lines.len()).find(footer).unwrap_or(lines.len());
    (end, credits_end)
}
