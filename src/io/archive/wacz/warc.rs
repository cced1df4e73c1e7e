//! WARC 1.1 records (ISO 28500:2017), each a gzip member of its own, the same for the same edition.

use crate::base::media;
use crate::build::edition::manifest::{Manifest, hex};
use crate::io::archive::hashing::all_of;
use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};
use sha2::{Digest, Sha256};
use std::io::{self, Read, Write};
use uuid::Uuid;

/// The profile of a revisit whose bytes are those of another record (WARC 1.1, 6.7.2).
const SAME: &str = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
/// The field with the digest of a record's block.
pub const BLOCK: &str = "WARC-Block-Digest";
/// Ends a record.
pub const END: &[u8] = b"\r\n\r\n";

/// What all records of an edition have in common.
pub struct Maker {
    /// Record ids are UUIDs below this one.
    pub space: Uuid,
    /// `2017-03-14T23:59:00Z`.
    pub date: String,
}

impl Maker {
    /// For the edition with this manifest and id.
    pub fn new(manifest: &Manifest, id: &str) -> Self {
        let space = Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("{}#edition-{id}", manifest.live_url).as_bytes());
        Maker { space, date: manifest.as_of.clone() }
    }

    /// A record's id; `what` is its kind and what it is about.
    fn id(&self, what: &str) -> String {
        format!("<urn:uuid:{}>", Uuid::new_v5(&self.space, what.as_bytes()))
    }

    /// The first record but for its end: what the file is, and of which edition.
    pub fn warcinfo(&self, manifest: &Manifest, id: &str, filename: &str) -> String {
        let (date, revision) = (&manifest.date, &manifest.revision);
        let lines = [
            ("software", one_line(&manifest.generator)),
            ("format", "WARC File Format 1.1".into()),
            ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/".into()),
            ("isPartOf", one_line(&manifest.title)),
            ("description", one_line(&format!("Edition of {date}, source {revision}, manifest SHA-256 {id}"))),
        ];
        let block: String = lines.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let mut head = self.head("warcinfo", &self.id("warcinfo"), block.len() as u64);
        field(&mut head, "WARC-Filename", filename);
        field(&mut head, "WARC-Block-Digest", &digest(&Sha256::digest(block.as_bytes())));
        field(&mut head, "Content-Type", "application/warc-fields");
        format!("{head}\r\n{block}")
    }

    /// The record of a page or file as a web server would have answered with it, up to its bytes. `block` is the digest of
    /// the answer's head and bytes together.
    pub fn response(&self, answer: &Answer, block: &str) -> String {
        let http = answer.http();
        let length = http.len() as u64 + answer.length;
        let mut head = self.head("response", &self.id(&format!("response {}", answer.url)), length);
        field(&mut head, "WARC-Target-URI", &answer.url);
        field(&mut head, "WARC-Payload-Digest", &answer.payload_digest);
        field(&mut head, BLOCK, block);
        field(&mut head, "Content-Type", "application/http;msgtype=response");
        format!("{head}\r\n{http}")
    }

    /// Says that `url` answers with the bytes that stand in the record of `answer`; the record but for its end.
    pub fn revisit(&self, url: &str, answer: &Answer) -> String {
        let http = answer.http();
        let mut head = self.head("revisit", &self.id(&format!("revisit {url}")), http.len() as u64);
        field(&mut head, "WARC-Target-URI", url);
        field(&mut head, "WARC-Profile", SAME);
        field(&mut head, "WARC-Refers-To", &self.id(&format!("response {}", answer.url)));
        field(&mut head, "WARC-Refers-To-Target-URI", &answer.url);
        field(&mut head, "WARC-Refers-To-Date", &self.date);
        field(&mut head, "WARC-Payload-Digest", &answer.payload_digest);
        field(&mut head, "WARC-Block-Digest", &digest(&Sha256::digest(http.as_bytes())));
        field(&mut head, "Content-Type", "application/http;msgtype=response");
        format!("{head}\r\n{http}")
    }

    fn head(&self, kind: &str, id: &str, length: u64) -> String {
        let mut head = String::from("WARC/1.1\r\n");
        field(&mut head, "WARC-Type", kind);
        field(&mut head, "WARC-Record-ID", id);
        field(&mut head, "WARC-Date", &self.date);
        field(&mut head, "Content-Length", &length.to_string());
        head
    }
}

/// One answer of the imagined web server.
#[derive(Clone)]
pub struct Answer {
    /// Absolute, percent-encoded.
    pub url: String,
    pub content_type: String,
    pub length: u64,
    /// `sha256:` and base 32.
    pub payload_digest: String,
}

impl Answer {
    /// Of a file of the folder form.
    pub fn new(url: String, path: &str, length: u64, sha256: &[u8]) -> Self {
        Answer { url, content_type: media::content_type(path), length, payload_digest: digest(sha256) }
    }

    /// Of a file that the manifest lists.
    pub fn listed(manifest: &Manifest, path: &str) -> Option<Self> {
        let listed = manifest.find(path)?;
        let url = super::url(&manifest.base_url, path);
        Some(Answer::new(url, path, listed.bytes, &unhex(&listed.sha256).unwrap_or_default()))
    }

    /// The media type without its parameters.
    pub fn mime(&self) -> &str {
        self.content_type.split(';').next().unwrap_or_default()
    }

    /// The digest of a block that is this answer with what `bytes` gives.
    pub fn block_digest(&self, bytes: &mut dyn Read) -> io::Result<String> {
        Ok(digest(&all_of(&mut self.http().as_bytes().chain(bytes))?.sha256))
    }

    /// The answer's head.
    pub fn http(&self) -> String {
        format!("HTTP/1.1 200 OK\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n", self.content_type, self.length)
    }
}

fn field(head: &mut String, name: &str, value: &str) {
    head.push_str(name);
    head.push_str(": ");
    head.push_str(value);
    head.push_str("\r\n");
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Writes a record as a gzip member: its front, the bytes of its file, its end.
pub fn write(out: &mut dyn Write, front: &str, rest: &mut dyn Read) -> io::Result<()> {
    let mut gzip: GzEncoder<_> = GzBuilder::new().mtime(0).operating_system(255).write(out, Compression::default());
    gzip.write_all(front.as_bytes())?;
    io::copy(rest, &mut gzip)?;
    gzip.write_all(END)?;
    gzip.finish()?;
    Ok(())
}

/// `sha256:` and the digest in base 32 (RFC 4648), as WARC readers expect it.
pub fn digest(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut out = String::from("sha256:");
    for chunk in bytes.chunks(5) {
        let mut five = [0; 8];
        five[3..3 + chunk.len()].copy_from_slice(chunk);
        let bits = u64::from_be_bytes(five);
        let letters = (chunk.len() * 8).div_ceil(5);
        for at in 0..8 {
            let letter = LETTERS[(bits >> (35 - 5 * at)) as usize & 31];
            out.push(if at < letters { letter as char } else { '=' });
        }
    }
    out
}

/// The bytes of a SHA-256 in hexadecimal; none when it is none.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    let bytes: Option<Vec<u8>> = (digits.len() == 64 && text.is_ascii())
        .then(|| digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect())?;
    bytes.filter(|bytes| hex(bytes) == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_in_base_32() {
        // RFC 4648, section 10.
        let cases = [
            ("", ""),
            ("f", "MY======"),
            ("fo", "MZXQ===="),
            ("foo", "MZXW6==="),
            ("foob", "MZXW6YQ="),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI======"),
        ];
        for (bytes, text) in cases {
            assert_eq!(digest(bytes.as_bytes()), format!("sha256:{text}"));
        }
    }

    #[test]
    fn a_hash_is_read_back_from_lower_case_alone() {
        let text = hex(&Sha256::digest(b"a"));
        assert_eq!(unhex(&text).as_deref(), Some(&*Sha256::digest(b"a")));
        assert_eq!(unhex(&text.to_uppercase()), None);
        assert_eq!(unhex(&text[1..]), None);
    }
}
