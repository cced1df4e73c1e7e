//! A WACZ opened for reading, and distrusted: every member is made anew of the manifest and the files, and compared. Only how
//! tightly its bytes are packed is not known.

use super::index::{self, BLOCK};
use super::records::{Edition, Found, damaged};
use super::tap::Tap;
use super::{INDEX, INDEX_OF_INDEX, PACKAGE, PACKAGE_DIGEST, PAGES, WARC, package, package_digest, resource, url};
use crate::build::edition::manifest::{MANIFEST, SIGNATURE, hex, sha256};
use crate::io::archive::fault::Fault;
use crate::io::archive::gzip::Member;
use crate::io::archive::zip::read::ZipReader;
use crate::io::archive::{Container, MOST_MANIFEST};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use sha2::Digest;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// Every member, in the order in which they lie in the file.
pub const MEMBERS: [&str; 6] = [WARC, INDEX, INDEX_OF_INDEX, PAGES, PACKAGE, PACKAGE_DIGEST];
/// The head of a record, and that of the answer in it.
const MOST_HEAD: usize = 64 << 10;
/// A line of the index: two addresses and some words.
const MOST_LINE: u64 = 64 << 10;

/// An opened WACZ.
pub struct Wacz {
    zip: ZipReader,
    edition: Edition,
}

/// Opens a WACZ.
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
        let mut edition = None;
        zip.peek(0, &mut |warc| {
            edition = Some(first(warc)?);
            Ok(())
        })?;
        let edition = edition.ok_or_else(|| Fault::refused("it holds no record of a file"))?;
        Ok(Wacz { zip, edition })
    }
}

/// What the second record holds, which must be the manifest, and whether the third is that of a signature. All of it is
/// judged later, when the records are made anew.
fn first(warc: &mut dyn Read) -> Result<Edition, Fault> {
    let mut reader = BufReader::with_capacity(1 << 16, warc);
    skip(&mut reader)?;
    let mut member = BufReader::new(Member::begin(&mut reader)?);
    let head = head(&mut member)?;
    let length: u64 = field(&head, "Content-Length")
        .parse()
        .ok()
        .filter(|length| *length <= MOST_MANIFEST)
        .ok_or_else(|| Fault::refused("its second record is not that of a manifest"))?;
    let target = field(&head, "WARC-Target-URI").to_string();
    let mut block = member.by_ref().take(length);
    self::head(&mut block)?;
    let mut bytes = Vec::new();
    block.read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
    io::copy(&mut member, &mut io::sink()).map_err(|error| damaged(&error))?;
    member.into_inner().finish()?;
    let mut edition = Edition::new(bytes, false)?;
    let base = &edition.manifest.base_url;
    if target != url(base, MANIFEST) {
        return Err(Fault::refused(format!("its first file is `{target}` and not `{}`", url(base, MANIFEST))));
    }
    if !reader.fill_buf().map_err(|error| damaged(&error))?.is_empty() {
        let mut member = BufReader::new(Member::begin(&mut reader)?);
        edition.signed = field(&self::head(&mut member)?, "WARC-Target-URI") == url(base, SIGNATURE);
    }
    Ok(edition)
}

/// Passes over a record, which may not be longer than the first is.
fn skip(reader: &mut dyn BufRead) -> Result<(), Fault> {
    let mut member = Member::begin(reader)?;
    let mut limited = member.by_ref().take(MOST_HEAD as u64);
    io::copy(&mut limited, &mut io::sink()).map_err(|error| damaged(&error))?;
    member.finish().map(drop)
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

fn field<'h>(head: &'h str, name: &str) -> &'h str {
    let mut lines = head.lines().filter_map(|line| line.split_once(": "));
    lines.find(|(own, _)| *own == name).map_or("", |(_, value)| value)
}

impl Container for Wacz {
    fn manifest(&mut self) -> Result<Vec<u8>, Fault> {
        Ok(self.edition.bytes.clone())
    }

    fn walk(&mut self, each: &mut dyn FnMut(&str, &mut dyn Read) -> Result<(), Fault>) -> Result<(), Fault> {
        let (zip, edition) = (&mut self.zip, &self.edition);
        let mut found = None;
        zip.read(0, &mut |warc| {
            found = Some(edition.read(warc, each)?);
            Ok(())
        })?;
        let Some(mut found) = found else { return Ok(()) };
        if !found.wrong.is_empty() {
            // Whatever does not fit besides comes of it.
            return Err(Fault::Altered(found.wrong));
        }
        let mut listed = vec![resource(WARC, found.length, &found.sha256)];
        let mut of_index = String::new();
        zip.read(1, &mut |bytes| {
            let (text, length, sha256) = check_index(bytes, edition, &found)?;
            listed.push(resource(INDEX, length, &sha256));
            of_index = text;
            Ok(())
        })?;
        compare(zip, 2, of_index.as_bytes(), &mut found.wrong)?;
        listed.push(resource(INDEX_OF_INDEX, of_index.len() as u64, &sha256(of_index.as_bytes())));
        let (sha256, length) = found.pages.clone();
        let mut pages = (String::new(), 0);
        zip.read(3, &mut |bytes| {
            let mut tap = Tap::new(BufReader::new(bytes.take(length + 1)));
            io::copy(&mut tap, &mut io::sink()).map_err(|error| damaged(&error))?;
            pages = (hex(&tap.hash.finalize_reset()), tap.count);
            Ok(())
        })?;
        if pages != found.pages {
            found.wrong.push(altered(PAGES));
        }
        listed.push(resource(PAGES, length, &sha256));
        let package = package(&edition.manifest, &listed).into_bytes();
        compare(zip, 4, &package, &mut found.wrong)?;
        compare(zip, 5, package_digest(&package).as_bytes(), &mut found.wrong)?;
        if found.wrong.is_empty() { Ok(()) } else { Err(Fault::Altered(found.wrong)) }
    }
}

fn altered(member: &str) -> String {
    format!("`{member}` is altered: it does not follow from the manifest and the files")
}

/// Whether a member is what was made anew.
fn compare(zip: &mut ZipReader, at: usize, wanted: &[u8], wrong: &mut Vec<String>) -> Result<(), Fault> {
    let mut held = Vec::new();
    zip.read(at, &mut |bytes| {
        bytes.take(wanted.len() as u64 + 1).read_to_end(&mut held).map(drop).map_err(|error| damaged(&error))
    })?;
    if held != wanted {
        wrong.push(altered(MEMBERS[at]));
    }
    Ok(())
}

/// Every line of the index is the one of the record that it names, in order, each once, in blocks as we write them.
/// Returns the index of the index, made anew, and the member's length and hash.
fn check_index(member: &mut dyn Read, edition: &Edition, found: &Found) -> Result<(String, u64, String), Fault> {
    let wrong = || Fault::refused(format!("`{INDEX}` does not lead to the records that there are"));
    let mut reader = Tap::new(Tap::new(BufReader::with_capacity(1 << 16, member)));
    let mut of_index = index::meta();
    let (mut count, mut offset, mut last) = (0, 0, String::new());
    while !reader.fill_buf().map_err(|error| damaged(&error))?.is_empty() {
        // Only the last block may be shorter.
        if count % BLOCK as u64 != 0 {
            return Err(wrong());
        }
        let mut lines = BufReader::new(Member::begin(&mut reader)?);
        let mut first = None;
        let before = count;
        while !lines.fill_buf().map_err(|error| damaged(&error))?.is_empty() {
            let mut line = String::new();
            lines.by_ref().take(MOST_LINE).read_line(&mut line).map_err(|_| wrong())?;
            let line = line.strip_suffix('\n').ok_or_else(wrong)?;
            if line <= last.as_str() || made_anew(line, edition, found).as_deref() != Some(line) {
                return Err(wrong());
            }
            count += 1;
            if count - before > BLOCK as u64 {
                return Err(wrong());
            }
            last = line.to_string();
            first.get_or_insert_with(|| last.clone());
        }
        lines.into_inner().finish()?;
        let length = reader.count - offset;
        let sha256 = hex(&reader.hash.finalize_reset());
        of_index.push_str(&index::block(&first.ok_or_else(wrong)?, offset, length, &sha256));
        offset = reader.count;
    }
    if count != found.addresses {
        return Err(wrong());
    }
    let whole = reader.into_inner();
    Ok((of_index, offset, hex(&whole.hash.finalize())))
}

/// The line of the record whose address a line names.
fn made_anew(line: &str, edition: &Edition, found: &Found) -> Option<String> {
    let (_, value) = line.split_once(" {")?;
    let value: Value = serde_json::from_str(&format!("{{{value}")).ok()?;
    let target = value["url"].as_str()?;
    let base = &edition.manifest.base_url;
    let stamp = index::stamp(&edition.maker.date);
    if let Some(path) = path_of(base, target) {
        let (answer, place) = edition.answer(found, &path)?;
        return Some(index::line(target, &stamp, false, &answer, place.from, place.to - place.from));
    }
    let path = path_of(base, target.strip_suffix("index.html")?)?;
    let (answer, place) = edition.answer(found, &path)?;
    Some(index::line(target, &stamp, true, &answer, place.to, place.end - place.to))
}

/// The path of the folder form that a record's address stands for.
fn path_of(base: &str, target: &str) -> Option<String> {
    let rest = target.strip_prefix(base.trim_end_matches('/'))?.strip_prefix('/')?;
    let decoded = percent_decode_str(rest).decode_utf8().ok()?;
    let path = if decoded.is_empty() || decoded.ends_with('/') {
        format!("{decoded}index.html")
    } else {
        decoded.into_owned()
    };
    // One path, one address: otherwise two records could claim the same file.
    (url(base, &path) == target).then_some(path)
}
