//! The index of a WACZ: CDXJ lines under SURT keys, sorted, in blocks of gzip (ZipNum) with an index of their own.

use super::warc::Answer;
use crate::build::edition::manifest::sha256;
use flate2::{Compression, GzBuilder};
use serde_json::json;
use std::fmt::Write as _;
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

/// One line, without its end. `mime` is `warc/revisit` for a revisit.
pub fn line(url: &str, stamp: &str, mime: &str, answer: &Answer, offset: u64, length: u64, filename: &str) -> String {
    let value = json!({
        "url": url,
        "mime": mime,
        "status": "200",
        "digest": answer.payload_digest,
        "length": length.to_string(),
        "offset": offset.to_string(),
        "filename": filename,
    });
    format!("{} {stamp} {value}", surt(url))
}

/// `20170314235900` of `2017-03-14T23:59:00Z`.
pub fn stamp(moment: &str) -> String {
    moment.chars().filter(char::is_ascii_digit).take(14).collect()
}

/// Writes the sorted lines as blocks and returns the text of `index.idx`, which tells where each block begins.
pub fn write(lines: &mut [String], filename: &str, out: &mut impl Write) -> io::Result<String> {
    lines.sort_unstable();
    let mut index = format!("!meta 0 {}\n", json!({"format": "cdxj-gzip-1.0", "filename": filename}));
    let mut offset = 0;
    for block in lines.chunks(BLOCK) {
        let mut gzip = GzBuilder::new().mtime(0).operating_system(255).write(Vec::new(), Compression::default());
        for line in block {
            gzip.write_all(line.as_bytes())?;
            gzip.write_all(b"\n")?;
        }
        let bytes = gzip.finish()?;
        let key = block[0].split(" {").next().unwrap_or("");
        let about = json!({
            "offset": offset,
            "length": bytes.len(),
            "digest": format!("sha256:{}", sha256(&bytes)),
            "filename": filename,
        });
        // Writing into a text cannot fail.
        let _ = writeln!(index, "{key} {about}");
        out.write_all(&bytes)?;
        offset += bytes.len();
    }
    Ok(index)
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
        let index = write(&mut lines, "index.cdx.gz", &mut out).unwrap();
        let keys: Vec<&str> = index.lines().skip(1).map(|line| line.split(' ').next().unwrap()).collect();
        assert_eq!(keys, ["example)/00000", "example)/01024", "example)/02048"]);
        let mut text = String::new();
        io::Read::read_to_string(&mut flate2::read::MultiGzDecoder::new(&*out), &mut text).unwrap();
        assert!(text.lines().eq(lines.iter()) && lines.is_sorted());
    }
}
