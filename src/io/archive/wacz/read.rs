//! A WACZ opened for reading, and distrusted: its members, their hashes, its records and its index must agree.

use super::{INDEX, INDEX_OF_INDEX, PACKAGE, PACKAGE_DIGEST, PAGES, WARC, index_url, name, package_digest, url};
use crate::build::edition::manifest::{MANIFEST, hex};
use crate::io::archive::fault::Fault;
use crate::io::archive::zip::read::ZipReader;
use crate::io::archive::{Container, MOST_MANIFEST};
use flate2::bufread::{GzDecoder, MultiGzDecoder};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// Every member, in the order in which they lie in the file.
pub const MEMBERS: [&str; 6] = [WARC, INDEX, INDEX_OF_INDEX, PAGES, PACKAGE, PACKAGE_DIGEST];
/// The package's own files are small; larger ones are refused unread.
const MOST_PACKAGE: u64 = 1 << 20;
/// The head of a record, and that of the answer in it.
const MOST_HEAD: usize = 64 << 10;

/// An opened WACZ.
pub struct Wacz {
    zip: ZipReader,
    /// The live address of the site, with its slash.
    base: String,
    manifest: Vec<u8>,
}

/// Opens a WACZ and checks that its package lists what it holds.
///
/// # Errors
/// It is hostile or damaged, or the machine cannot read it.
pub fn open(path: &Path) -> Result<Wacz, Fault> {
    Wacz::of(ZipReader::open(path)?)
}

impl Wacz {
    /// The same of an archive whose directory was read.
    pub fn of(mut zip: ZipReader) -> Result<Wacz, Fault> {
        if !zip.entries.iter().map(|entry| entry.path.as_str()).eq(MEMBERS) {
            return Err(Fault::refused(format!(
                "a WACZ of ours holds these members and no others: {}",
                MEMBERS.join(", ")
            )));
        }
        let (target, manifest) = check_package(&mut zip)?;
        let base = target.strip_suffix(MANIFEST).filter(|base| base.ends_with('/'));
        let base = base
            .ok_or_else(|| Fault::refused(format!("its first record is `{target}` and not `{MANIFEST}`")))?
            .to_string();
        Ok(Wacz { zip, base, manifest })
    }
}

/// The first file of the WARC: its address and its bytes.
fn first_file(warc: &mut dyn Read) -> Result<(String, Vec<u8>), Fault> {
    let mut first = None;
    each_record(warc, &mut |record, body| match record.kind.as_str() {
        "response" => {
            let mut bytes = Vec::new();
            body.take(MOST_MANIFEST).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
            first = Some((record.target.clone(), bytes));
            Ok(Go::Stop)
        }
        _ => Ok(Go::On),
    })?;
    first.ok_or_else(|| Fault::refused("it holds no record of a file"))
}

impl Container for Wacz {
    fn manifest(&mut self) -> Result<Vec<u8>, Fault> {
        Ok(self.manifest.clone())
    }

    fn walk(&mut self, each: &mut dyn FnMut(&str, &mut dyn Read) -> Result<(), Fault>) -> Result<(), Fault> {
        let base = self.base.clone();
        let mut entries: Vec<(String, u64, u64)> = Vec::new();
        let mut last: Option<(String, String)> = None;
        let mut lengths = Vec::new();
        self.zip.read(0, &mut |warc| {
            lengths = each_record(warc, &mut |record, body| {
                file(&base, record, body, &mut last, each)?;
                // What is left unread still counts for where the next record begins.
                io::copy(body, &mut io::sink()).map_err(|error| damaged(&error))?;
                entries.push((record.target.clone(), record.offset, 0));
                Ok(Go::Measure)
            })?;
            Ok(())
        })?;
        entries.iter_mut().zip(lengths).for_each(|(entry, length)| entry.2 = length);
        self.zip.read(1, &mut |index| check_index(index, std::mem::take(&mut entries)))
    }
}

/// One record: a file of the folder form, or a second address of the one before it.
fn file(
    base: &str,
    record: &Record,
    body: &mut dyn Read,
    last: &mut Option<(String, String)>,
    each: &mut dyn FnMut(&str, &mut dyn Read) -> Result<(), Fault>,
) -> Result<(), Fault> {
    match record.kind.as_str() {
        "response" => {
            let path = path_of(base, &record.target)?;
            if path != MANIFEST {
                each(&path, body)?;
            } else if last.is_some() {
                return Err(Fault::refused(format!("`{MANIFEST}` is there twice")));
            }
            *last = Some((path, record.target.clone()));
            Ok(())
        }
        "revisit" => {
            let expected = last.as_ref().and_then(|(path, target)| Some((index_url(base, path)?, target)));
            if expected.is_none_or(|(url, target)| url != record.target || *target != record.refers_to) {
                return Err(Fault::refused(format!("its record for `{}` shows another page", record.target)));
            }
            Ok(())
        }
        other => Err(Fault::refused(format!("it holds a record of the kind `{other}`"))),
    }
}

/// The path of the folder form that a record's address stands for.
fn path_of(base: &str, target: &str) -> Result<String, Fault> {
    let outside = || Fault::refused(format!("its record for `{target}` lies outside the site"));
    let rest = target.strip_prefix(base).ok_or_else(outside)?;
    let decoded = percent_decode_str(rest).decode_utf8().map_err(|_| outside())?;
    let path = if decoded.is_empty() || decoded.ends_with('/') {
        format!("{decoded}index.html")
    } else {
        decoded.into_owned()
    };
    // One path, one address: otherwise two records could claim the same file.
    if url(base, &path) == target { Ok(path) } else { Err(outside()) }
}

/// The package lists exactly our members, and each has the length and hash that it says. Returns the first file of the
/// WARC, which is met on the way.
fn check_package(zip: &mut ZipReader) -> Result<(String, Vec<u8>), Fault> {
    let (package, digest) = (small(zip, 4)?, small(zip, 5)?);
    if digest != package_digest(&package).as_bytes() {
        return Err(Fault::refused(format!(
            "`{PACKAGE}` and `{PACKAGE_DIGEST}` do not agree: one of them was altered"
        )));
    }
    let package: Value =
        serde_json::from_slice(&package).map_err(|_| Fault::refused(format!("`{PACKAGE}` is not JSON")))?;
    let resources = package["resources"].as_array().map_or(&[][..], Vec::as_slice);
    if resources.len() != 4 {
        return Err(Fault::refused(format!("`{PACKAGE}` lists {} members", resources.len())));
    }
    let mut first = None;
    for (at, (member, listed)) in MEMBERS.iter().zip(resources).enumerate() {
        let mut found = Value::Null;
        zip.read(at, &mut |bytes| {
            let mut bytes = Hashed { inner: bytes, hash: Sha256::new(), length: 0 };
            if at == 0 {
                first = Some(first_file(&mut bytes)?);
            }
            io::copy(&mut bytes, &mut io::sink()).map_err(|error| damaged(&error))?;
            found = super::resource(member, bytes.length, &hex(&bytes.hash.finalize_reset()));
            Ok(())
        })?;
        if *listed != found {
            return Err(Fault::refused(format!("`{member}` is not what `{PACKAGE}` says: it was altered")));
        }
    }
    first.ok_or_else(|| Fault::refused("it holds no record of a file"))
}

/// A small member, whole.
fn small(zip: &mut ZipReader, at: usize) -> Result<Vec<u8>, Fault> {
    if zip.entries[at].bytes > MOST_PACKAGE {
        return Err(Fault::refused(format!("`{}` is too large", MEMBERS[at])));
    }
    let mut held = Vec::new();
    zip.read(at, &mut |bytes| bytes.read_to_end(&mut held).map(drop).map_err(|error| damaged(&error)))?;
    Ok(held)
}

/// Every line of the index leads to the record that it names, and every record has one.
fn check_index(index: &mut dyn Read, mut entries: Vec<(String, u64, u64)>) -> Result<(), Fault> {
    let wrong = || Fault::refused(format!("`{INDEX}` does not lead to the records that there are"));
    let most: u64 = entries.iter().map(|(target, ..)| 8 * target.len() as u64 + 1024).sum();
    let lines = BufReader::new(MultiGzDecoder::new(BufReader::new(index)).take(most)).lines();
    let mut found: Vec<(String, u64, u64)> = Vec::new();
    for line in lines {
        let line = line.map_err(|_| wrong())?;
        let (key, value) = line.split_once(" {").ok_or_else(wrong)?;
        let value: Value = serde_json::from_str(&format!("{{{value}")).map_err(|_| wrong())?;
        let number = |key: &str| value[key].as_str().and_then(|text| text.parse().ok());
        let entry = || Some((value["url"].as_str()?.to_string(), number("offset")?, number("length")?));
        let entry = entry().filter(|_| value["filename"] == name(WARC)).ok_or_else(wrong)?;
        // A player looks for the key, so it must be that of the address.
        if key.split(' ').next() != Some(super::index::surt(&entry.0).as_str()) {
            return Err(wrong());
        }
        found.push(entry);
    }
    found.sort();
    entries.sort();
    if found == entries { Ok(()) } else { Err(wrong()) }
}

/// Hashes and counts what passes by.
struct Hashed<'r> {
    inner: &'r mut dyn Read,
    hash: Sha256,
    length: u64,
}

impl Read for Hashed<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(out)?;
        self.hash.update(&out[..read]);
        self.length += read as u64;
        Ok(read)
    }
}

/// What the reader of records is told to do next.
enum Go {
    On,
    /// And say how long this record was.
    Measure,
    Stop,
}

/// The head of a record.
struct Record {
    kind: String,
    target: String,
    refers_to: String,
    /// Where its gzip member begins in the WARC.
    offset: u64,
}

/// Calls `each` for every record with the payload of its answer, and returns the lengths that were asked for. The first
/// record is the file's own description, and is passed over.
fn each_record(
    warc: &mut dyn Read,
    each: &mut dyn FnMut(&Record, &mut dyn Read) -> Result<Go, Fault>,
) -> Result<Vec<u64>, Fault> {
    let mut reader = Counted { inner: BufReader::with_capacity(1 << 16, warc), count: 0 };
    let mut lengths = Vec::new();
    while !reader.fill_buf().map_err(|error| damaged(&error))?.is_empty() {
        let offset = reader.count;
        let mut member = BufReader::new(GzDecoder::new(&mut reader));
        let head = head(&mut member)?;
        let field = |name: &str| -> &str {
            let mut lines = head.lines().filter_map(|line| line.split_once(": "));
            lines.find(|(own, _)| *own == name).map_or("", |(_, value)| value)
        };
        let length: u64 =
            field("Content-Length").parse().map_err(|_| Fault::refused("a record does not say its length"))?;
        let record = Record {
            kind: field("WARC-Type").into(),
            target: field("WARC-Target-URI").into(),
            refers_to: field("WARC-Refers-To-Target-URI").into(),
            offset,
        };
        if !head.starts_with("WARC/1.1\r\n") || (offset == 0) != (record.kind == "warcinfo") {
            return Err(Fault::refused("its records are not those of a WARC 1.1 file of ours"));
        }
        let mut block = member.by_ref().take(length);
        let go = if offset == 0 {
            Go::On
        } else {
            self::head(&mut block)?;
            each(&record, &mut block)?
        };
        if matches!(go, Go::Stop) {
            break;
        }
        io::copy(&mut block, &mut io::sink()).map_err(|error| damaged(&error))?;
        let short = block.limit() > 0;
        let mut end = Vec::new();
        member.by_ref().take(5).read_to_end(&mut end).map_err(|error| damaged(&error))?;
        if short || end != b"\r\n\r\n" {
            return Err(Fault::refused(format!("the record for `{}` is not as long as it says", record.target)));
        }
        drop(member);
        if matches!(go, Go::Measure) {
            lengths.push(reader.count - offset);
        }
    }
    Ok(lengths)
}

/// Reads up to the first empty line.
fn head(reader: &mut dyn BufRead) -> Result<String, Fault> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let before = head.len();
        let room = (MOST_HEAD - before) as u64;
        reader.take(room).read_until(b'\n', &mut head).map_err(|error| damaged(&error))?;
        if head.len() == before {
            return Err(Fault::refused("the head of a record does not end"));
        }
    }
    String::from_utf8(head).map_err(|_| Fault::refused("the head of a record is no text"))
}

fn damaged(error: &io::Error) -> Fault {
    match error.raw_os_error() {
        Some(_) => Fault::Machine(crate::io::disk::reason(error)),
        None => Fault::refused(format!("the container was altered: {error}")),
    }
}

/// Counts what was taken.
struct Counted<R> {
    inner: R,
    count: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(out)?;
        self.count += read as u64;
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.count += amount as u64;
        self.inner.consume(amount);
    }
}
