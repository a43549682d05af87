//! From bytes to text: which charset they are in, and how many sequences were malformed.
//!
//! A byte order mark decides, then valid UTF-8. Big5 is very often valid GB18030 and the other way round, and pages declare
//! what they are not; so of all charsets that come into question the one whose text looks most like Chinese wins.

use std::borrow::Cow;

use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::article::Decoded;

/// Bytes that are no text, and what they seem to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoText(pub String);

/// So many bytes from the first that is not ASCII are looked at.
const SAMPLE: usize = 6000;
/// Characters that make up three fifths of any Chinese text, Simplified or Traditional.
const FREQUENT: &str = "一万三上下不与业东两並个中為主之也习书了事二于交产京人今从他代以们任企会但位体作來例保信個元党入內全兩公共关其内再军决出分创利到制前力加务动動務化北区區十华南去參及友发受口只可台各合同名后向员和品員商回因国國團在地场坚基報場增外多大天央女她好如委子学學安定实家實对导将將對導小少就局展工已市布師平年并广应府度建开式強强当影後得從心性总息情想意應成我或战戰所手打技投护报持指据接推提播支改政教数數文斯新方於施日时明是時更最會月有服期未本机来東林校案業機次正此比民氣水求沒治法活流济海消深港灣点为無然物特现現球理生用由电男當發的目相省看眾研示社科程立第等管系統經網縣總續级组经统续网美者而联聞聯能自至與華萬處行表被西要视規规视解計記詳認說調警議讓计议记设说调資賽资起路身車軍车办辦达過过运近还这進這通造道選还部都重量金長长開間關门问间闻防际院陳隊電面預项领题香體高點黨，。、：；！？“”「」『』（）《》";

/// The text of these bytes. `declared` is what a page or an earlier part of the file says its charset is.
///
/// # Errors
/// Bytes that are no text.
pub fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<Decoded, NoText> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Ok(with(encoding, &bytes[length..]));
    }
    if let Some(kind) = magic(bytes) {
        return Err(NoText(format!("it is {kind}")));
    }
    if let Some(encoding) = wide(bytes) {
        return Ok(with(encoding, bytes));
    }
    if is_binary(bytes) {
        return Err(NoText("it holds control characters that text does not have".into()));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if is_hz(text) => Ok(Decoded { charset: "HZ-GB-2312", ..with(GBK, &from_hz(bytes)) }),
        Ok(text) => Ok(clean(Decoded { text: text.into(), ..Decoded::default() })),
        Err(_) => guess(bytes, declared),
    }
}

/// The charset that a page declares within its first bytes.
pub fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let labels = ["charset=", "encoding="].into_iter().filter_map(|key| head.split_once(key));
    let label = |(_, rest): (&str, &str)| {
        let rest = rest.trim_start_matches(['"', '\'', ' ']);
        let end = rest.find(['"', '\'', ' ', '>', ';', '?', '/']).unwrap_or(rest.len());
        Encoding::for_label(&rest.as_bytes()[..end])
    };
    labels.filter_map(label).next()
}

fn guess(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<Decoded, NoText> {
    let from = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    let sample = &bytes[from..bytes.len().min(from + SAMPLE)];
    let candidates = declared.into_iter().chain([UTF_8, GB18030, BIG5]);
    let chinese = best(sample, candidates).filter(|(_, likeness)| *likeness > 0);
    let utf8 = || {
        (UTF_8.decode_without_bom_handling(sample).0.matches('\u{fffd}').count() < 2 && sample.len() > 8).then_some((UTF_8, 0))
    };
    let (encoding, _) = chinese.or_else(utf8).or_else(|| best(sample, [other(sample)])).expect("one candidate");
    let decoded = with(encoding, bytes);
    if decoded.malformed * 5 > decoded.text.chars().filter(|c| !c.is_ascii()).count() && decoded.malformed > 3 {
        return Err(NoText("its bytes are no text in any known charset".into()));
    }
    Ok(decoded)
}

/// The candidate that gives the most likely text; the first of equals.
fn best(sample: &[u8], candidates: impl IntoIterator<Item = &'static Encoding>) -> Option<(&'static Encoding, i64)> {
    let scored = candidates.into_iter().map(|encoding| (encoding, likeness(sample, encoding)));
    scored.reduce(|best, next| if next.1 > best.1 { next } else { best })
}

/// What is none of the Chinese charsets.
fn other(sample: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

/// How much the sample looks like Chinese in this charset: frequent characters speak for it, rare ones and malformed
/// sequences against. The end of the sample may lie within a character.
fn likeness(sample: &[u8], encoding: &'static Encoding) -> i64 {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(sample.len() * 3 + 16);
    let _ = decoder.decode_to_string(sample, &mut text, false);
    text.chars().map(weight).sum()
}

fn weight(c: char) -> i64 {
    match c {
        '\0'..='\x7f' | '\u{b7}' | '\u{2010}'..='\u{2026}' | '\u{3000}' => 0,
        '\u{fffd}' | '\u{80}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}' => -6,
        '\u{3001}'..='\u{301b}' | '\u{ff01}'..='\u{ff5e}' => i64::from(is_frequent(c)) * 2,
        '\u{4e00}'..='\u{9fff}' => {
            if is_frequent(c) {
                3
            } else {
                -1
            }
        }
        _ => -2,
    }
}

fn is_frequent(c: char) -> bool {
    static FLAGS: std::sync::LazyLock<Box<[bool]>> = std::sync::LazyLock::new(|| {
        let mut flags = vec![false; 0x1_0000].into_boxed_slice();
        FREQUENT.chars().for_each(|c| flags[c as usize] = true);
        flags
    });
    FLAGS.get(c as usize).copied().unwrap_or(false)
}

/// The bytes without their mark of order.
pub fn unmarked(bytes: &[u8]) -> &[u8] {
    Encoding::for_bom(bytes).map_or(bytes, |(_, length)| &bytes[length..])
}

/// Decodes in a known charset, counts what is malformed and replaces it.
pub fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (mut text, mut malformed, mut read) = (String::new(), 0, 0);
    loop {
        let rest = &bytes[read..];
        text.reserve(decoder.max_utf8_buffer_length_without_replacement(rest.len().min(1 << 16)).unwrap_or(1 << 16) + 4);
        let (result, taken) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        read += taken;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                text.push('\u{fffd}');
                malformed += 1;
            }
        }
    }
    clean(Decoded { text, charset: encoding.name(), malformed })
}

/// A stray NUL is malformed too: databases refuse it.
fn clean(mut decoded: Decoded) -> Decoded {
    let zeros = decoded.text.matches('\0').count();
    if zeros > 0 {
        decoded.text = decoded.text.replace('\0', "\u{fffd}");
        decoded.malformed += zeros;
    }
    decoded
}

/// UTF-16 without a mark: its ASCII characters have a zero byte each, all on the same side.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) / 2 * 2];
    let zeros = |side: usize| sample.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let encoding = match (zeros(0), zeros(1)) {
        (0, n) if n > 0 => UTF_16LE,
        (n, 0) if n > 0 => UTF_16BE,
        _ => return None,
    };
    let (text, malformed) = encoding.decode_without_bom_handling(sample);
    let odd =
        |c: &char| matches!(c, '\u{e000}'..='\u{ffff}' if !('\u{ff00}'..='\u{ffef}').contains(c)) || is_control(*c as u32);
    let (all, odd) = (text.chars().count(), text.chars().filter(odd).count());
    let speaks = likeness(sample, encoding) > 0 || zeros(0) + zeros(1) > sample.len() / 3;
    (!malformed && odd * 100 <= all && speaks).then_some(encoding)
}

fn is_control(code: u32) -> bool {
    code < 0x20 && !matches!(code, 0x09 | 0x0a | 0x0c | 0x0d | 0x1a | 0x1b)
}

fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(1 << 16)];
    let controls = sample.iter().filter(|byte| is_control(u32::from(**byte))).count();
    controls > 1 && controls * 200 > sample.len()
}

fn magic(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF file"),
        (b"PK\x03\x04", "a ZIP archive or an office file"),
        (b"\xd0\xcf\x11\xe0", "an old office file"),
        (b"\x1f\x8b", "a gzip file"),
        (b"BZh", "a bzip2 file"),
        (b"\xfd7zXZ", "an xz file"),
        (b"\x28\xb5\x2f\xfd", "a zstd file"),
        (b"Rar!", "a RAR archive"),
        (b"7z\xbc\xaf", "a 7z archive"),
        (b"\x89PNG", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"{\\rtf", "a rich text file"),
    ];
    MAGIC.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind)
}

/// HZ writes GB 2312 in seven bits, between `~{` and `~}`.
fn is_hz(text: &str) -> bool {
    text.is_ascii() && text.contains("~{") && text.contains("~}")
}

fn from_hz(bytes: &[u8]) -> Cow<'_, [u8]> {
    let (mut out, mut chinese, mut at) = (Vec::with_capacity(bytes.len()), false, 0);
    while at < bytes.len() {
        let pair = (bytes[at], bytes.get(at + 1).copied().unwrap_or(0));
        let taken = match pair {
            (b'~', b'{' | b'}') => {
                chinese = pair.1 == b'{';
                2
            }
            (b'~', b'\n') => 2,
            (b'~', b'~') => {
                out.push(b'~');
                2
            }
            (0x21..=0x7e, 0x21..=0x7e) if chinese => {
                out.extend([pair.0 | 0x80, pair.1 | 0x80]);
                2
            }
            (byte, _) => {
                chinese &= byte != b'\n';
                out.push(byte);
                1
            }
        };
        at += taken;
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLIFIED: &str = "记者从省外办获悉，我省与日本的友好往来已有四十年。";
    const TRADITIONAL: &str = "市長今天表示，兩市締結姊妹市已經二十年。";

    #[test]
    fn each_charset_is_told_from_its_bytes() {
        for (encoding, text) in [(GB18030, SIMPLIFIED), (BIG5, TRADITIONAL), (UTF_8, SIMPLIFIED)] {
            let (bytes, ..) = encoding.encode(text);
            let want = Decoded { text: text.into(), charset: encoding.name(), malformed: 0 };
            assert_eq!(decode(&bytes, None), Ok(want.clone()), "{}", encoding.name());
            for wrong in [GBK, BIG5, UTF_8, encoding_rs::WINDOWS_1252] {
                assert_eq!(decode(&bytes, Some(wrong)).unwrap().text, text, "{} declared as {}", encoding.name(), wrong.name());
            }
        }
    }

    #[test]
    fn utf_16_and_hz_are_text_too() {
        let units: Vec<u8> = format!("{SIMPLIFIED}\n{SIMPLIFIED} 2021\n").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&units, None).unwrap().charset, "UTF-16LE");
        let swapped: Vec<u8> = units.chunks(2).flat_map(|pair| [pair[1], pair[0]]).collect();
        assert_eq!(decode(&swapped, None).unwrap().charset, "UTF-16BE");
        let hz = decode(b"A ~{<:Ky2;S{~} B", None).unwrap();
        assert_eq!((hz.text.as_str(), hz.charset), ("A 己所不欲 B", "HZ-GB-2312"));
    }

    #[test]
    fn a_few_malformed_sequences_are_replaced_and_counted() {
        let mut bytes = SIMPLIFIED.as_bytes().to_vec();
        bytes.truncate(bytes.len() - 1);
        let cut = decode(&bytes, None).unwrap();
        assert_eq!((cut.charset, cut.malformed), ("UTF-8", 1));
        let stray = decode("第一行\0第二行第三行第四行第五行".as_bytes(), None).unwrap();
        assert_eq!((stray.text.as_str(), stray.malformed), ("第一行\u{fffd}第二行第三行第四行第五行", 1));
    }

    #[test]
    fn what_is_no_text_says_what_it_is() {
        for (bytes, want) in
            [(b"%PDF-1.4 ...".as_slice(), "PDF"), (b"\x89PNG\r\n\x1a\n", "PNG"), (&[0, 1, 2, 3, 0, 5, 6, 7, 0, 9], "control")]
        {
            let NoText(reason) = decode(bytes, None).unwrap_err();
            assert!(reason.contains(want), "{reason}");
        }
    }

    #[test]
    fn a_page_declares_its_charset_in_many_ways() {
        for (page, want) in [
            ("<meta charset=gb2312>", Some("GBK")),
            ("<META http-equiv=\"Content-Type\" content=\"text/html; charset=big5\" />", Some("Big5")),
            ("<?xml version=\"1.0\" encoding='utf-8'?>", Some("UTF-8")),
            ("<p>no", None),
        ] {
            assert_eq!(declared(page.as_bytes()).map(Encoding::name), want, "{page}");
        }
    }
}
