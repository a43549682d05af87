//! Writes an archive to try the program on: JSON Lines of articles varied from `corpus/articles`, as many megabytes as asked for.
//!
//! `cargo run --release --example archive -- 20 > archive.jsonl`

#[path = "../benches/varied/mod.rs"]
mod varied;

use std::io::{BufWriter, Write, stdout};

fn main() -> std::io::Result<()> {
    let megabytes: usize = std::env::args().nth(1).and_then(|number| number.parse().ok()).unwrap_or(20);
    let mut varied = varied::Varied::load();
    let mut out = BufWriter::new(stdout().lock());
    let (mut written, mut number) = (0, 0);
    while written < megabytes * 1_000_000 {
        let text = varied.article();
        let line = serde_json::json!({"id": number, "title": "", "published": "2024-06-12", "text": text}).to_string();
        writeln!(out, "{line}")?;
        written += line.len();
        number += 1;
    }
    out.flush()
}
