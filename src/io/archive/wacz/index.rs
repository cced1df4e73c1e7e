//! The index of a WACZ: CDXJ lines under SURT keys, sorted, in blocks of gzip (ZipNum) with an index of their own.

use super::warc::Answer;
use super::{INDEX, WARC, name};
use crate::build::edition::manifest::sha256;
use flate2::{Compression, GzBuilder};
use serde_json::json;
use std::io::{self, Write};

/// Lines in a block: what a player reads to find one page.
pub const BLOCK: usize = 1024;

/// The key of an address (Sort-friendly URI Reordering Transform): `https://a.example/B/` is `example,a)/b/`. It is the
/// form that ReplayWeb.page looks for: lower case, without `www.`, the slash at the end kept.
pub fn surt(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest).to_lowercase();
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (host, port) = host.split_once(':').map_or((host, ""), |(host, port)| (host, port));
    let bare = host.strip_prefix("www").map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let host = bare.and_then(|rest| rest.strip_prefix('.')).unwrap_or(host);
    let default = if url.starts_with("https:") { "443" } else { "80" };
    let port = if port.is_empty() || port == default { String::new() } else { format!(":{port}") };
    let labels: Vec<&str> = host.rsplit('.').collect();
    format!("{}{port}){}", labels.join(","), if path.is_empty() { "/" } else { path })
}

/// One line, without its end, of a record or a revisit of it.
pub fn line(url: &str, stamp: &str, revisit: bool, answer: &Answer, offset: u64, length: u64) -> String {
    let value = json!({
        "url": url,
        "mime": if revisit { "warc/revisit" } else { answer.mime() },
        "status": "200",
        "digest": answer.payload_digest,
        "length": length.to_string(),
        "offset": offset.to_string(),
        "filename": name(WARC),
    });
    format!("{} {stamp} {value}", surt(url))
}

/// `20170314235900` of `2017-03-14T23:59:00Z`.
pub fn stamp(moment: &str) -> String {
    moment.chars().filter(char::is_ascii_digit).take(14).collect()
}

/// The first line of `index.idx`.
pub fn meta() -> String {
    format!("!meta 0 {}\n", json!({"format": "cdxj-gzip-1.0", "filename": name(INDEX)}))
}

/// The line of `index.idx` that tells where a block begins, and with which line.
pub fn block(first: &str, offset: u64, length: u64, sha256: &str) -> String {
    let about = json!({
        "offset": offset,
        "length": length,
        "digest": format!("sha256:{sha256}"),
        "filename": name(INDEX),
    });
    format!("{} {about}\n", first.split(" {").next().unwrap_or(""))
}

/// Writes sorted lines as blocks.
pub struct Writer<W: Write> {
    out: W,
    first: String,
    waiting: String,
    lines: usize,
    offset: u64,
    index: String,
}

impl<W: Write> Writer<W> {
    pub fn new(out: W) -> Self {
        Writer { out, first: String::new(), waiting: String::new(), lines: 0, offset: 0, index: meta() }
    }

    /// Takes the next line.
    pub fn line(&mut self, line: &str) -> io::Result<()> {
        if self.lines == BLOCK {
            self.end_block()?;
        }
        if self.lines == 0 {
            self.first = line.to_string();
        }
        self.waiting.push_str(line);
        self.waiting.push('\n');
        self.lines += 1;
        Ok(())
    }

    fn end_block(&mut self) -> io::Result<()> {
        let mut gzip = GzBuilder::new().mtime(0).operating_system(255).write(Vec::new(), Compression::default());
        gzip.write_all(self.waiting.as_bytes())?;
        let bytes = gzip.finish()?;
        self.index.push_str(&block(&self.first, self.offset, bytes.len() as u64, &sha256(&bytes)));
        self.out.write_all(&bytes)?;
        self.offset += bytes.len() as u64;
        self.waiting.clear();
        self.lines = 0;
        Ok(())
    }

    /// Ends the last block and returns the text of `index.idx`, which tells where each begins.
    pub fn finish(mut self) -> io::Result<String> {
        if self.lines > 0 {
            self.end_block()?;
        }
        Ok(self.index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_turn_the_host_round() {
        for (url, key) in [
            ("https://ledger.example/", "example,ledger)/"),
            ("https://ledger.example", "example,ledger)/"),
            ("https://www2.Ledger.example:443/News/%D0%90/", "example,ledger)/news/%d0%90/"),
            ("http://wwwledger.example:8080/a?b=c", "example,wwwledger:8080)/a?b=c"),
        ] {
            assert_eq!(surt(url), key, "{url}");
        }
    }

    #[test]
    fn blocks_are_found_by_their_first_key() {
        let mut lines: Vec<String> = (0..2 * BLOCK + 1).rev().map(|n| format!("example)/{n:05} 2017 {{}}")).collect();
        let mut out = Vec::new();
        lines.sort_unstable();
        let mut writer = Writer::new(&mut out);
        lines.iter().for_each(|line| writer.line(line).unwrap());
        let index = writer.finish().unwrap();
        let keys: Vec<&str> = index.lines().skip(1).map(|line| line.split(' ').next().unwrap()).collect();
        assert_eq!(keys, ["example)/00000", "example)/01024", "example)/02048"]);
        let mut text = String::new();
        io::Read::read_to_string(&mut flate2::read::MultiGzDecoder::new(&*out), &mut text).unwrap();
        assert!(text.lines().eq(lines.iter()) && lines.is_sorted());
    }
}
