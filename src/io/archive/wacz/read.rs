//! A WACZ opened for reading, and distrusted: its members, their hashes, its records and its index must agree.

use super::{INDEX, INDEX_OF_INDEX, PACKAGE, PACKAGE_DIGEST, PAGES, WARC, index_url, name, package_digest, url};
use crate::build::edition::manifest::{MANIFEST, hex};
use crate::io::archive::fault::{Fault, at};
use crate::io::archive::{Container, MOST_MANIFEST};
use flate2::bufread::{GzDecoder, MultiGzDecoder};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use zip::ZipArchive;

/// Every member, in the order in which they lie in the file.
const MEMBERS: [&str; 6] = [WARC, INDEX, INDEX_OF_INDEX, PAGES, PACKAGE, PACKAGE_DIGEST];
/// The package's own files are small; larger ones are refused unread.
const MOST_PACKAGE: u64 = 1 << 20;
/// The head of a record, and that of the answer in it.
const MOST_HEAD: usize = 64 << 10;

/// An opened WACZ.
pub struct Wacz {
    zip: ZipArchive<BufReader<File>>,
    /// The live address of the site, with its slash.
    base: String,
    manifest: Vec<u8>,
}

/// Opens a WACZ and checks that its package lists what it holds.
///
/// # Errors
/// It is hostile or damaged, or the machine cannot read it.
pub fn open(path: &Path) -> Result<Wacz, Fault> {
    let mut file = File::open(path).map_err(at(path))?;
    members_are_ours(&mut file).map_err(at(path))??;
    let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|error| damaged(&error.into()))?;
    check_package(&mut zip)?;
    let mut first = None;
    each_record(&mut zip, &mut |record, body| match record.kind.as_str() {
        "response" if first.is_none() => {
            let mut bytes = Vec::new();
            body.take(MOST_MANIFEST).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
            first = Some((record.target.clone(), bytes));
            Ok(Go::Stop)
        }
        _ => Ok(Go::On),
    })?;
    let (target, manifest) = first.ok_or_else(|| Fault::refused("it holds no record of a file"))?;
    let base = target.strip_suffix(MANIFEST).filter(|base| base.ends_with('/'));
    let base =
        base.ok_or_else(|| Fault::refused(format!("its first record is `{target}` and not `{MANIFEST}`")))?.to_string();
    Ok(Wacz { zip, base, manifest })
}

impl Container for Wacz {
    fn manifest(&mut self) -> Result<Vec<u8>, Fault> {
        Ok(self.manifest.clone())
    }

    fn walk(&mut self, each: &mut dyn FnMut(&str, &mut dyn Read) -> Result<(), Fault>) -> Result<(), Fault> {
        let base = self.base.clone();
        let mut entries: Vec<(String, u64, u64)> = Vec::new();
        let mut last: Option<(String, String)> = None;
        each_record(&mut self.zip, &mut |record, body| {
            match record.kind.as_str() {
                "response" => {
                    let path = path_of(&base, &record.target)?;
                    if path != MANIFEST {
                        each(&path, body)?;
                    }
                    last = Some((path, record.target.clone()));
                }
                "revisit" => {
                    let expected = last.as_ref().and_then(|(path, target)| Some((index_url(&base, path)?, target)));
                    if expected.is_none_or(|(url, target)| url != record.target || *target != record.refers_to) {
                        return Err(Fault::refused(format!("its record for `{}` shows another page", record.target)));
                    }
                }
                other => return Err(Fault::refused(format!("it holds a record of the kind `{other}`"))),
            }
            // What is left unread still counts for where the next record begins, and must be what it was when packed.
            io::copy(body, &mut io::sink()).map_err(|error| damaged(&error))?;
            entries.push((record.target.clone(), record.offset, 0));
            Ok(Go::Measure)
        })
        .and_then(|lengths| {
            entries.iter_mut().zip(lengths).for_each(|(entry, length)| entry.2 = length);
            check_index(&mut self.zip, entries)
        })
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

/// The end of the zip says how many members there are. More than ours could hide a second one of the same name.
fn members_are_ours(file: &mut File) -> io::Result<Result<(), Fault>> {
    let mut end = [0; 22];
    if file.seek(SeekFrom::End(0))? < 22 {
        return Ok(Err(Fault::refused("it is no zip file")));
    }
    file.seek(SeekFrom::End(-22))?;
    file.read_exact(&mut end)?;
    file.rewind()?;
    if !end.starts_with(b"PK\x05\x06") {
        return Ok(Err(Fault::refused(
            "it does not end as a zip file ends: it was cut short, or something was appended",
        )));
    }
    let count = u16::from_le_bytes([end[10], end[11]]);
    if usize::from(count) != MEMBERS.len() {
        return Ok(Err(Fault::refused(format!("it holds {count} members, and a WACZ of ours {}", MEMBERS.len()))));
    }
    Ok(Ok(()))
}

/// The package lists exactly our members, and each has the length and hash that it says.
fn check_package(zip: &mut ZipArchive<BufReader<File>>) -> Result<(), Fault> {
    for member in MEMBERS {
        if zip.index_for_name(member).is_none() {
            return Err(Fault::refused(format!("it lacks `{member}`")));
        }
    }
    let package = small(zip, PACKAGE)?;
    if small(zip, PACKAGE_DIGEST)? != package_digest(&package).as_bytes() {
        return Err(Fault::Altered(vec![format!("`{PACKAGE}` or `{PACKAGE_DIGEST}` was altered: they do not agree")]));
    }
    let package: Value =
        serde_json::from_slice(&package).map_err(|_| Fault::refused(format!("`{PACKAGE}` is not JSON")))?;
    let resources = package["resources"].as_array().map_or(&[][..], Vec::as_slice);
    let mut altered = Vec::new();
    for member in &MEMBERS[..4] {
        let listed: Vec<&Value> = resources.iter().filter(|one| one["path"] == **member).collect();
        let [listed] = listed[..] else {
            return Err(Fault::refused(format!("`{PACKAGE}` does not list `{member}` once")));
        };
        let (length, hash) = measure(zip, member, listed["bytes"].as_u64().unwrap_or(0))?;
        if listed["bytes"] != length || listed["hash"] != format!("sha256:{hash}") {
            altered.push(format!("`{member}` in the container was altered"));
        }
    }
    if altered.is_empty() { Ok(()) } else { Err(Fault::Altered(altered)) }
}

/// A small member, whole.
fn small(zip: &mut ZipArchive<BufReader<File>>, member: &str) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    let mut file = zip.by_name(member).map_err(|error| damaged(&error.into()))?;
    file.by_ref().take(MOST_PACKAGE + 1).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
    if bytes.len() as u64 > MOST_PACKAGE { Err(Fault::refused(format!("`{member}` is too large"))) } else { Ok(bytes) }
}

/// Length and hash of a member; reading ends soon after the length that is expected.
fn measure(zip: &mut ZipArchive<BufReader<File>>, member: &str, expected: u64) -> Result<(u64, String), Fault> {
    let file = zip.by_name(member).map_err(|error| damaged(&error.into()))?;
    let mut reader = BufReader::with_capacity(1 << 16, file).take(expected.saturating_add(1));
    let mut hash = Sha256::new();
    let mut length = 0;
    loop {
        let bytes =
            reader.fill_buf().map_err(|_| Fault::Altered(vec![format!("`{member}` in the container was altered")]))?;
        if bytes.is_empty() {
            break;
        }
        hash.update(bytes);
        let read = bytes.len();
        length += read as u64;
        reader.consume(read);
    }
    Ok((length, hex(&hash.finalize())))
}

/// Every line of the index leads to the record that it names, and every record has one.
fn check_index(zip: &mut ZipArchive<BufReader<File>>, mut entries: Vec<(String, u64, u64)>) -> Result<(), Fault> {
    let wrong = || Fault::Altered(vec![format!("`{INDEX}` does not lead to the records that there are")]);
    let most: u64 = entries.iter().map(|(target, ..)| 2 * target.len() as u64 + 1024).sum();
    let file = zip.by_name(INDEX).map_err(|error| damaged(&error.into()))?;
    let lines = BufReader::new(MultiGzDecoder::new(BufReader::new(file)).take(most)).lines();
    let mut found: Vec<(String, u64, u64)> = Vec::new();
    for line in lines {
        let line = line.map_err(|_| wrong())?;
        let (_, value) = line.split_once(" {").ok_or_else(wrong)?;
        let value: Value = serde_json::from_str(&format!("{{{value}")).map_err(|_| wrong())?;
        let number = |key: &str| value[key].as_str().and_then(|text| text.parse().ok());
        let entry = || Some((value["url"].as_str()?.to_string(), number("offset")?, number("length")?));
        found.push(entry().filter(|_| value["filename"] == name(WARC)).ok_or_else(wrong)?);
    }
    found.sort();
    entries.sort();
    if found == entries { Ok(()) } else { Err(wrong()) }
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
    zip: &mut ZipArchive<BufReader<File>>,
    each: &mut dyn FnMut(&Record, &mut dyn Read) -> Result<Go, Fault>,
) -> Result<Vec<u64>, Fault> {
    let file = zip.by_name(WARC).map_err(|error| damaged(&error.into()))?;
    let mut reader = Counted { inner: BufReader::with_capacity(1 << 16, file), count: 0 };
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
    Fault::Altered(vec![format!("the container was altered: {error}")])
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
