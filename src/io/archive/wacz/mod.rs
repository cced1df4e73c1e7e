//! WACZ 1.1.1: an edition as a web archive, which ReplayWeb.page opens. It holds the bytes of the folder form.
//!
//! Each file is a response record under its live address. A page's record stands at the address that readers know
//! (`/articles/a/`); a revisit record gives the same bytes for `/articles/a/index.html`, which is where the links of the
//! folder form lead.

pub mod index;
mod pages;
pub mod read;
mod records;
mod tap;
pub mod warc;

use super::fault::{Fault, at};
use super::hashing::{Hashing, Passed};
use super::zip::write::{self as zip, ZipWriter};
use super::{Making, durable, staged::Staged};
use crate::build::edition::manifest::{MANIFEST, Manifest, sha256};
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
/// Larger pages are opened as all others are, but their words cannot be searched.
const MOST_PAGE: u64 = 16 << 20;

/// Writes the edition as a WACZ to `to`, which is not there yet.
///
/// # Errors
/// What the machine could not do.
pub fn write(making: &Making, to: &Path) -> Result<(), Fault> {
    pack(making.staged, to)
}

fn pack(staged: &Staged, to: &Path) -> Result<(), Fault> {
    let here = at(to);
    let maker = Maker::new(&staged.manifest, &staged.id);
    // A zip says how long a member is before it comes, so the long ones wait on the disk.
    let (mut warc, mut pages) = (Part::create(to, "warc")?, Part::create(to, "pages")?);
    let records = records(staged, &maker, &mut warc, &mut pages)?;
    let (warc, pages) = (warc.finish()?, pages.finish()?);
    let mut index = Part::create(to, "index")?;
    let of_index = write_index(staged, &maker, records, &mut index)?;
    let index = index.finish()?;

    let resources = [
        warc.resource(WARC),
        index.resource(INDEX),
        resource(INDEX_OF_INDEX, of_index.len() as u64, &sha256(of_index.as_bytes())),
        pages.resource(PAGES),
    ];
    let package = package(&staged.manifest, &resources).into_bytes();
    let digest = package_digest(&package).into_bytes();

    let mut out = ZipWriter::new(durable::create(to)?);
    let fill = || -> io::Result<()> {
        out.copy(WARC, &|| File::open(&warc.path))?;
        out.copy(INDEX, &|| File::open(&index.path))?;
        out.add(&zip::keep(INDEX_OF_INDEX, of_index.into_bytes()))?;
        match pages.passed.length > zip::LARGE {
            true => out.copy(PAGES, &|| File::open(&pages.path))?,
            false => out.add(&zip::pack(PAGES, fs::read(&pages.path)?))?,
        }
        out.add(&zip::pack(PACKAGE, package))?;
        out.add(&zip::pack(PACKAGE_DIGEST, digest))
    };
    fill().map_err(&here)?;
    durable::finish(out.finish().map_err(&here)?, to)
}

/// Where a record lies in the WARC, and what the index needs to find it: no more is kept of it.
struct Placed {
    key: Box<str>,
    url: Box<str>,
    /// In the order of the folder form's paths.
    file: u32,
    revisit: bool,
    from: u64,
    length: u64,
}

/// Writes the WARC and the list of pages, each file read once, and returns where the records lie.
fn records(staged: &Staged, maker: &Maker, out: &mut Part, pages: &mut Part) -> Result<Vec<Placed>, Fault> {
    let here = at(&out.path);
    let (out, pages) = (&mut out.out, &mut pages.out);
    let mut placed = Vec::new();
    warc::write(out, &maker.warcinfo(&staged.manifest, &staged.id, name(WARC)), &mut io::empty()).map_err(&here)?;
    pages.write_all(pages::header().as_bytes()).map_err(&here)?;
    let paths: Vec<&str> = staged.paths().collect();
    for (number, window) in paths.chunks(WINDOW).enumerate() {
        let ready: Vec<_> = window.par_iter().map(|path| ready(staged, maker, path)).collect();
        for (within, (path, ready)) in window.iter().zip(ready).enumerate() {
            let Ready { answer, record, revisit, line } = ready?;
            let mut add = |url: String, revisit: bool, from: u64, to: u64| {
                let (key, url) = (index::surt(&url).into(), url.into());
                placed.push(Placed {
                    key,
                    url,
                    file: (number * WINDOW + within) as u32,
                    revisit,
                    from,
                    length: to - from,
                });
            };
            let begin = out.length;
            match record {
                Some(bytes) => out.write_all(&bytes).map_err(&here)?,
                None => {
                    let block = answer.block_digest(&mut staged.open(path)?).map_err(&here)?;
                    warc::write(out, &maker.response(&answer, &block), &mut staged.open(path)?).map_err(&here)?;
                }
            }
            add(answer.url, false, begin, out.length);
            if let Some((url, record)) = revisit {
                let begin = out.length;
                out.write_all(&record).map_err(&here)?;
                add(url, true, begin, out.length);
            }
            pages.write_all(line.unwrap_or_default().as_bytes()).map_err(&here)?;
        }
    }
    Ok(placed)
}

/// What is made of a file by itself, on any thread.
struct Ready {
    answer: Answer,
    /// None of a file that is too large to be held.
    record: Option<Vec<u8>>,
    /// The second address of a page, and its record.
    revisit: Option<(String, Vec<u8>)>,
    /// Of the list of pages.
    line: Option<String>,
}

fn ready(staged: &Staged, maker: &Maker, path: &str) -> Result<Ready, Fault> {
    let answer = answer(staged, path)?;
    let is_page = pages::is_listed(&staged.manifest, path);
    let held = answer.length <= LARGE || path == MANIFEST;
    let bytes = if held || is_page { staged.read(path)? } else { Vec::new() };
    let packed = |front: &str, mut rest: &[u8]| {
        let mut record = Vec::new();
        warc::write(&mut record, front, &mut rest).map(|()| record)
    };
    let response = || packed(&maker.response(&answer, &answer.block_digest(&mut bytes.as_slice())?), &bytes);
    let record = held.then(response).transpose().map_err(at(&staged.folder))?;
    let second = index_url(&staged.manifest.base_url, path);
    let revisit = second.map(|url| packed(&maker.revisit(&url, &answer), &[]).map(|record| (url, record)));
    let revisit = revisit.transpose().map_err(at(&staged.folder))?;
    let line = is_page.then(|| pages::line(maker, &answer.url, &bytes)).flatten();
    Ok(Ready { answer, record, revisit, line })
}

/// How the imagined web server answers with a file.
fn answer(staged: &Staged, path: &str) -> Result<Answer, Fault> {
    let manifest = &staged.manifest;
    if let Some(answer) = Answer::listed(manifest, path) {
        return Ok(answer);
    }
    let bytes = staged.read(path)?;
    Ok(Answer::new(url(&manifest.base_url, path), path, bytes.len() as u64, &Sha256::digest(&bytes)))
}

/// Writes the index of the records and returns the text of the index of that.
fn write_index(staged: &Staged, maker: &Maker, mut records: Vec<Placed>, out: &mut Part) -> Result<String, Fault> {
    let stamp = index::stamp(&maker.date);
    let paths: Vec<&str> = staged.paths().collect();
    let line = |record: &Placed| -> Result<String, Fault> {
        let answer = answer(staged, paths[record.file as usize])?;
        Ok(index::line(&record.url, &stamp, record.revisit, &answer, record.from, record.length))
    };
    // Lines begin with their keys, and stand in order of their bytes; two addresses may have one key.
    records.sort_by(|a, b| (&a.key, &a.url).cmp(&(&b.key, &b.url)));
    let here = at(&out.path);
    let mut writer = index::Writer::new(&mut out.out);
    for same in records.chunk_by(|a, b| a.key == b.key) {
        let mut lines = same.iter().map(line).collect::<Result<Vec<String>, Fault>>()?;
        lines.sort_unstable();
        lines.iter().try_for_each(|line| writer.line(line)).map_err(&here)?;
    }
    writer.finish().map_err(&here)
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

fn package(manifest: &Manifest, resources: &[Value]) -> String {
    let package = json!({
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": manifest.title,
        "description": format!("Archived edition of {}, source {}", manifest.date, manifest.revision),
        "created": manifest.as_of,
        "modified": manifest.as_of,
        "software": manifest.generator,
        "mainPageUrl": manifest.live_url,
        "mainPageDate": manifest.as_of,
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
    out: Hashing<BufWriter<File>>,
}

/// A long member, made. Its file goes with it.
struct Made {
    path: PathBuf,
    passed: Passed,
}

impl Part {
    fn create(beside: &Path, what: &str) -> Result<Self, Fault> {
        let mut name = beside.as_os_str().to_owned();
        name.push(format!(".{what}"));
        let path = PathBuf::from(name);
        Ok(Part { out: Hashing::new(durable::create(&path)?), path })
    }

    fn finish(mut self) -> Result<Made, Fault> {
        self.out.flush().map_err(at(&self.path))?;
        Ok(Made { path: self.path, passed: self.out.passed() })
    }
}

impl Made {
    fn resource(&self, path: &str) -> Value {
        resource(path, self.passed.length, &self.passed.hex())
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        // What cannot be removed goes with the workshop that it lies in.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod forged;
#[cfg(test)]
mod tests;
