//! WACZ 1.1.1: an edition as a web archive, which ReplayWeb.page opens. It holds the bytes of the folder form.
//!
//! Each file is a response record under its live address. A page's record stands at the address that readers know
//! (`/articles/a/`); a revisit record gives the same bytes for `/articles/a/index.html`, which is where the links of the
//! folder form lead.

pub mod index;
mod pages;
pub mod read;
pub mod warc;

use super::fault::{Fault, at};
use super::{Making, staged::Staged};
use crate::build::edition::facts::Facts;
use crate::build::edition::manifest::{MANIFEST, SIGNATURE, hex, sha256};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use rayon::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
use std::path::Path;
use warc::{Answer, Maker};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The version of the format.
pub const VERSION: &str = "1.1.1";
const WARC: &str = "archive/data.warc.gz";
const INDEX: &str = "indexes/index.cdx.gz";
const INDEX_OF_INDEX: &str = "indexes/index.idx";
const PAGES: &str = "pages/pages.jsonl";
const PACKAGE: &str = "datapackage.json";
const PACKAGE_DIGEST: &str = "datapackage-digest.json";

/// Files made ready together, by all threads.
const WINDOW: usize = 64;
/// Larger files are not held in memory.
const LARGE: u64 = 4 << 20;

/// What may not stand in the path of a URL as it is (WHATWG URL, path percent-encode set, and `%` itself).
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'%')
    .add(b'^')
    .add(b'|')
    .add(b'\\');

/// Writes the edition as a WACZ to `to`, which is not there yet.
///
/// # Errors
/// What the machine could not do.
pub fn write(making: &Making, to: &Path) -> Result<(), Fault> {
    let file = File::create_new(to).map_err(at(to))?;
    let out = pack(making.facts, making.staged, BufWriter::new(file)).map_err(|error| match error {
        Error::Fault(fault) => fault,
        Error::Io(error) => Fault::machine(to, &error),
    })?;
    let file = out.into_inner().map_err(|error| Fault::machine(to, error.error()))?;
    file.sync_all().map_err(at(to))
}

/// Why packing ended early: something of the edition could not be read, or the container not be written.
enum Error {
    Fault(Fault),
    Io(io::Error),
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Error::Fault(fault)
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Error::Io(error)
    }
}

impl From<zip::result::ZipError> for Error {
    fn from(error: zip::result::ZipError) -> Self {
        Error::Io(error.into())
    }
}

fn pack<W: Write + Seek>(facts: &Facts, staged: &Staged, out: W) -> Result<W, Error> {
    let maker = Maker::new(facts, &staged.id);
    let mut zip = ZipWriter::new(out).set_auto_large_file();
    let mut resources = Vec::new();

    let mut part = Part::open(&mut zip, WARC, CompressionMethod::Stored)?;
    let mut lines = records(facts, staged, &maker, &mut part)?;
    resources.push(part.resource(WARC));

    let mut part = Part::open(&mut zip, INDEX, CompressionMethod::Stored)?;
    let of_index = index::write(&mut lines, name(INDEX), &mut part)?;
    resources.push(part.resource(INDEX));
    drop(lines);
    let mut part = Part::open(&mut zip, INDEX_OF_INDEX, CompressionMethod::Stored)?;
    part.write_all(of_index.as_bytes())?;
    resources.push(part.resource(INDEX_OF_INDEX));

    let mut part = Part::open(&mut zip, PAGES, CompressionMethod::Deflated)?;
    write_pages(facts, staged, &maker, &mut part)?;
    resources.push(part.resource(PAGES));

    let package = package(facts, &maker.date, &resources);
    Part::open(&mut zip, PACKAGE, CompressionMethod::Deflated)?.write_all(package.as_bytes())?;
    let digest = package_digest(package.as_bytes());
    Part::open(&mut zip, PACKAGE_DIGEST, CompressionMethod::Deflated)?.write_all(digest.as_bytes())?;
    Ok(zip.finish()?)
}

/// Writes the WARC and returns the lines of its index.
fn records<W: Write + Seek>(
    facts: &Facts,
    staged: &Staged,
    maker: &Maker,
    out: &mut Part<W>,
) -> Result<Vec<String>, Error> {
    let stamp = index::stamp(&maker.date);
    let mut lines = Vec::new();
    out.write_all(&maker.warcinfo(facts, &staged.id, name(WARC))?)?;
    let paths: Vec<&str> = staged.paths().collect();
    for window in paths.chunks(WINDOW) {
        let ready: Vec<_> = window.par_iter().map(|path| ready(facts, staged, maker, path)).collect();
        for (path, ready) in window.iter().zip(ready) {
            let (answer, record) = ready?;
            let mut add = |url: &str, mime: &str, from: u64, to: u64| {
                lines.push(index::line(url, &stamp, mime, &answer, from, to - from, name(WARC)));
            };
            let begin = out.length;
            match record {
                Some(bytes) => out.write_all(&bytes)?,
                None => maker.large_response(&answer, || staged.open(path).map_err(unreadable), out)?,
            }
            add(&answer.url, answer.mime(), begin, out.length);
            if let Some(url) = index_url(&facts.base_url, path) {
                let begin = out.length;
                out.write_all(&maker.revisit(&url, &answer)?)?;
                add(&url, "warc/revisit", begin, out.length);
            }
        }
    }
    Ok(lines)
}

/// The record of a file; none for one that is too large to be held.
fn ready(facts: &Facts, staged: &Staged, maker: &Maker, path: &str) -> Result<(Answer, Option<Vec<u8>>), Error> {
    let url = url(&facts.base_url, path);
    let listed = staged.manifest.find(path).filter(|_| path != MANIFEST && path != SIGNATURE);
    if let Some(listed) = listed.filter(|listed| listed.bytes > LARGE) {
        let sha256 = warc::unhex(&listed.sha256).unwrap_or_default();
        return Ok((Answer::new(url, path, listed.bytes, &sha256), None));
    }
    let bytes = staged.read(path)?;
    let answer = Answer::new(url, path, bytes.len() as u64, &Sha256::digest(&bytes));
    let record = maker.response(&answer, &bytes)?;
    Ok((answer, Some(record)))
}

fn unreadable(fault: Fault) -> io::Error {
    io::Error::other(match fault {
        Fault::Refused(text) | Fault::Use(text) | Fault::Machine(text) => text,
        Fault::Altered(lines) => lines.join("; "),
    })
}

fn write_pages<W: Write + Seek>(facts: &Facts, staged: &Staged, maker: &Maker, out: &mut Part<W>) -> Result<(), Error> {
    out.write_all(pages::header().as_bytes())?;
    let pages: Vec<&str> = staged.paths().filter(|path| path.ends_with(".html")).collect();
    for window in pages.chunks(WINDOW) {
        let line = |path: &&str| -> Result<Option<String>, Fault> {
            Ok(pages::line(maker, path, &url(&facts.base_url, path), &staged.read(path)?))
        };
        let lines: Vec<_> = window.par_iter().map(line).collect();
        for line in lines {
            out.write_all(line?.unwrap_or_default().as_bytes())?;
        }
    }
    Ok(())
}

/// The live address of a file of the folder form: `articles/a/index.html` is `…/articles/a/`.
pub fn url(base: &str, path: &str) -> String {
    let folder = path.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'));
    format!("{}/{}", base.trim_end_matches('/'), utf8_percent_encode(folder.unwrap_or(path), PATH))
}

/// The second address of a page that is the index of its folder.
pub fn index_url(base: &str, path: &str) -> Option<String> {
    let url = url(base, path);
    url.ends_with('/').then(|| format!("{url}index.html"))
}

/// The name of a member in its folder.
fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn package(facts: &Facts, date: &str, resources: &[Value]) -> String {
    let package = json!({
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": facts.title,
        "description": format!("Archived edition of {}, source {}", facts.day(), facts.revision.whole()),
        "created": date,
        "modified": date,
        "software": facts.generator,
        "mainPageUrl": facts.live_url,
        "mainPageDate": date,
        "resources": resources,
    });
    format!("{package:#}\n")
}

fn package_digest(package: &[u8]) -> String {
    format!("{:#}\n", json!({"path": PACKAGE, "hash": format!("sha256:{}", sha256(package))}))
}

/// A member of the zip that is being written: counted and hashed.
struct Part<'z, W: Write + Seek> {
    zip: &'z mut ZipWriter<W>,
    hash: Sha256,
    length: u64,
}

impl<'z, W: Write + Seek> Part<'z, W> {
    fn open(zip: &'z mut ZipWriter<W>, path: &str, method: CompressionMethod) -> Result<Self, Error> {
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(zip::DateTime::DEFAULT)
            .unix_permissions(0o644);
        zip.start_file(path, options)?;
        Ok(Part { zip, hash: Sha256::new(), length: 0 })
    }

    /// How the package lists it.
    fn resource(self, path: &str) -> Value {
        json!({"name": name(path), "path": path, "hash": format!("sha256:{}", hex(&self.hash.finalize())), "bytes": self.length})
    }
}

impl<W: Write + Seek> Write for Part<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.zip.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.zip.flush()
    }
}

#[cfg(test)]
mod tests;
