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
use super::zip::write::{self as zip, ZipWriter};
use super::{Making, staged::Staged};
use crate::build::edition::facts::Facts;
use crate::build::edition::manifest::{MANIFEST, SIGNATURE, hex, sha256};
use crate::plan::address::encoded;
use rayon::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use warc::{Answer, Maker};

/// The version of the format.
pub const VERSION: &str = "1.1.1";
pub const WARC: &str = "archive/data.warc.gz";
const INDEX: &str = "indexes/index.cdx.gz";
const INDEX_OF_INDEX: &str = "indexes/index.idx";
const PAGES: &str = "pages/pages.jsonl";
const PACKAGE: &str = "datapackage.json";
const PACKAGE_DIGEST: &str = "datapackage-digest.json";

/// Files made ready together, by all threads.
const WINDOW: usize = 64;
/// Larger files are not held in memory.
const LARGE: u64 = 4 << 20;

/// Writes the edition as a WACZ to `to`, which is not there yet.
///
/// # Errors
/// What the machine could not do.
pub fn write(making: &Making, to: &Path) -> Result<(), Fault> {
    pack(making.facts, making.staged, to)
}

fn pack(facts: &Facts, staged: &Staged, to: &Path) -> Result<(), Fault> {
    let here = at(to);
    let maker = Maker::new(facts, &staged.id);
    // A zip says how long a member is before it comes, so the long ones wait on the disk.
    let mut warc = Part::create(to, "warc")?;
    let mut lines = records(facts, staged, &maker, &mut warc)?;
    let warc = warc.finish()?;
    let mut index = Vec::new();
    let of_index = index::write(&mut lines, name(INDEX), &mut index).map_err(&here)?;
    drop(lines);
    let mut pages = Part::create(to, "pages")?;
    write_pages(facts, staged, &maker, &mut pages)?;
    let pages = pages.finish()?;

    let resources = [
        warc.resource(WARC),
        resource(INDEX, index.len() as u64, &sha256(&index)),
        resource(INDEX_OF_INDEX, of_index.len() as u64, &sha256(of_index.as_bytes())),
        pages.resource(PAGES),
    ];
    let package = package(facts, &maker.date, &resources).into_bytes();
    let digest = package_digest(&package).into_bytes();

    let file = File::create_new(to).map_err(&here)?;
    let mut out = ZipWriter::new(BufWriter::with_capacity(1 << 18, file));
    let fill = || -> io::Result<()> {
        out.copy(WARC, &|| File::open(&warc.path))?;
        out.add(&zip::keep(INDEX, index))?;
        out.add(&zip::keep(INDEX_OF_INDEX, of_index.into_bytes()))?;
        match pages.length > zip::LARGE {
            true => out.copy(PAGES, &|| File::open(&pages.path))?,
            false => out.add(&zip::pack(PAGES, fs::read(&pages.path)?))?,
        }
        out.add(&zip::pack(PACKAGE, package))?;
        out.add(&zip::pack(PACKAGE_DIGEST, digest))
    };
    fill().map_err(&here)?;
    let file = out.finish().map_err(&here)?.into_inner().map_err(|error| Fault::machine(to, error.error()))?;
    file.sync_all().map_err(&here)
}

/// Writes the WARC and returns the lines of its index.
fn records(facts: &Facts, staged: &Staged, maker: &Maker, out: &mut Part) -> Result<Vec<String>, Fault> {
    let place = out.path.clone();
    let here = at(&place);
    let stamp = index::stamp(&maker.date);
    let mut lines = Vec::new();
    let info = maker.warcinfo(facts, &staged.id, name(WARC)).map_err(&here)?;
    out.write_all(&info).map_err(&here)?;
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
                Some(bytes) => out.write_all(&bytes),
                None => maker.large_response(&answer, || staged.open(path).map_err(unreadable), out),
            }
            .map_err(&here)?;
            add(&answer.url, answer.mime(), begin, out.length);
            if let Some(url) = index_url(&facts.base_url, path) {
                let begin = out.length;
                let record = maker.revisit(&url, &answer).map_err(&here)?;
                out.write_all(&record).map_err(&here)?;
                add(&url, "warc/revisit", begin, out.length);
            }
        }
    }
    Ok(lines)
}

/// The record of a file; none for one that is too large to be held.
fn ready(facts: &Facts, staged: &Staged, maker: &Maker, path: &str) -> Result<(Answer, Option<Vec<u8>>), Fault> {
    let url = url(&facts.base_url, path);
    let listed = staged.manifest.find(path).filter(|_| path != MANIFEST && path != SIGNATURE);
    if let Some(listed) = listed.filter(|listed| listed.bytes > LARGE) {
        let sha256 = warc::unhex(&listed.sha256).unwrap_or_default();
        return Ok((Answer::new(url, path, listed.bytes, &sha256), None));
    }
    let bytes = staged.read(path)?;
    let answer = Answer::new(url, path, bytes.len() as u64, &Sha256::digest(&bytes));
    let record = maker.response(&answer, &bytes).map_err(at(&staged.folder))?;
    Ok((answer, Some(record)))
}

fn unreadable(fault: Fault) -> io::Error {
    io::Error::other(match fault {
        Fault::Refused(text) | Fault::Use(text) | Fault::Machine(text) => text,
        Fault::Altered(lines) => lines.join("; "),
        Fault::Content(told) => told.message,
    })
}

fn write_pages(facts: &Facts, staged: &Staged, maker: &Maker, out: &mut Part) -> Result<(), Fault> {
    let place = out.path.clone();
    let here = at(&place);
    out.write_all(pages::header().as_bytes()).map_err(&here)?;
    let pages: Vec<&str> = staged.paths().filter(|path| path.ends_with(".html")).collect();
    for window in pages.chunks(WINDOW) {
        let line = |path: &&str| -> Result<Option<String>, Fault> {
            Ok(pages::line(maker, path, &url(&facts.base_url, path), &staged.read(path)?))
        };
        let lines: Vec<_> = window.par_iter().map(line).collect();
        for line in lines {
            out.write_all(line?.unwrap_or_default().as_bytes()).map_err(&here)?;
        }
    }
    Ok(())
}

/// The live address of a file of the folder form: `articles/a/index.html` is `…/articles/a/`.
pub fn url(base: &str, path: &str) -> String {
    let folder = path.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'));
    format!("{}/{}", base.trim_end_matches('/'), encoded(folder.unwrap_or(path)))
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

/// How the package lists a member.
fn resource(path: &str, length: u64, sha256: &str) -> Value {
    json!({"name": name(path), "path": path, "hash": format!("sha256:{sha256}"), "bytes": length})
}

/// A long member while it is made: a file beside the container, counted and hashed.
struct Part {
    path: PathBuf,
    out: BufWriter<File>,
    hash: Sha256,
    length: u64,
}

/// A long member, made. Its file goes with it.
struct Made {
    path: PathBuf,
    sha256: String,
    length: u64,
}

impl Part {
    fn create(beside: &Path, what: &str) -> Result<Self, Fault> {
        let mut name = beside.as_os_str().to_owned();
        name.push(format!(".{what}"));
        let path = PathBuf::from(name);
        let file = File::create_new(&path).map_err(at(&path))?;
        Ok(Part { out: BufWriter::with_capacity(1 << 18, file), hash: Sha256::new(), length: 0, path })
    }

    fn finish(mut self) -> Result<Made, Fault> {
        self.out.flush().map_err(at(&self.path))?;
        Ok(Made { path: self.path, sha256: hex(&self.hash.finalize()), length: self.length })
    }
}

impl Write for Part {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Made {
    fn resource(&self, path: &str) -> Value {
        resource(path, self.length, &self.sha256)
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        // What cannot be removed goes with the workshop that it lies in.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests;
