//! The folder of editions: what lies in it, and the catalogue that is kept of it.

use super::fault::{Fault, at};
use super::hashing::Hashing;
use super::make::{self, word};
use super::open::open;
use super::verify::manifest;
use super::{Container, Format, derived, durable};
use crate::build::edition::catalogue::{self, Edition, Held, INDEX_HTML, INDEX_JSON};
use crate::build::edition::compare::Record;
use crate::build::edition::derived::Derived;
use crate::build::edition::manifest::{MANIFEST, Manifest, RECORD, sha256};
use crate::parse::earlier::is_name;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufReader, Read, Write};
use std::path::Path;

/// The largest record that is read: some half a million articles.
const MOST_RECORD: u64 = 256 << 20;

/// Manifest and record of an edition, without judging the rest of it.
///
/// # Errors
/// It is no edition, or its record is not the one that its manifest lists.
pub fn look(path: &Path) -> Result<(Format, String, Manifest, Record), Fault> {
    let (format, mut container) = open(path)?;
    let (manifest, bytes) = manifest(&mut *container)?;
    let record = record(&mut *container, &manifest)?;
    Ok((format, sha256(&bytes), manifest, record))
}

fn record(container: &mut dyn Container, manifest: &Manifest) -> Result<Record, Fault> {
    let none = || Fault::refused(format!("there is no `{RECORD}`: it was altered, or is no edition"));
    let listed = manifest.find(RECORD).filter(|file| file.bytes <= MOST_RECORD).ok_or_else(none)?;
    let mut held = None;
    let walked = container.walk(&mut |path, bytes| {
        if path != RECORD {
            return Ok(());
        }
        // Read as it comes: its text would need as much memory again.
        let mut hashing = Hashing::new(bytes.take(listed.bytes + 1));
        let read = serde_json::from_reader::<_, Record>(BufReader::with_capacity(1 << 16, &mut hashing));
        let rest = std::io::copy(&mut hashing, &mut std::io::sink());
        if rest.is_err() || read.as_ref().is_err_and(serde_json::Error::is_io) {
            return Err(Fault::refused(format!("`{RECORD}` cannot be unpacked: it is damaged")));
        }
        held = Some((read, hashing.passed()));
        // Nobody goes on to what lies behind it.
        Err(none())
    });
    let Some((read, passed)) = held else {
        return Err(walked.err().unwrap_or_else(none));
    };
    if passed.hex() != listed.sha256 {
        return Err(Fault::Altered(vec![format!("`{RECORD}` is altered")]));
    }
    read.map_err(|_| Fault::refused(format!("`{RECORD}` is not what editions write")))
}

/// Every edition in a folder, in order, and what could not be read there, with the reason.
pub fn editions(folder: &Path) -> Result<(Vec<Edition>, Vec<String>), Fault> {
    let mut names: Vec<String> = Vec::new();
    let listing = match fs::read_dir(folder) {
        Ok(listing) => listing,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok((Vec::new(), Vec::new())),
        Err(error) => return Err(Fault::machine(folder, &error)),
    };
    for item in listing {
        names.extend(item.map_err(at(folder))?.file_name().into_string().ok());
    }
    names.sort();
    let mut found: BTreeMap<String, Edition> = BTreeMap::new();
    let mut told = Vec::new();
    for name in names.iter().filter(|name| is_name(name)) {
        let path = folder.join(name);
        if path.is_symlink() {
            told.push(format!("`{name}`: it is a link, which no catalogue lists: put the edition itself there"));
            continue;
        }
        match kept(&path, name) {
            Ok((held, edition)) => {
                let known = found.entry(edition.id.clone()).or_insert_with(|| edition.clone());
                if known.files.is_none() {
                    (known.manifest, known.files) = (edition.manifest, edition.files);
                }
                known.held.push(held);
            }
            Err(Fault::Refused(what) | Fault::Use(what) | Fault::Machine(what)) => {
                told.push(format!("`{name}`: {what}"))
            }
            Err(Fault::Content(what)) => told.push(format!("`{name}`: {}", what.message)),
            Err(Fault::Altered(what)) => told.push(format!("`{name}`: {}", what.join("; "))),
        }
    }
    Ok((catalogue::in_order(found.into_values().collect()), told))
}

/// One container, and the edition that it is of, which it names itself: its own name must say the same.
fn kept(path: &Path, name: &str) -> Result<(Held, Edition), Fault> {
    let (format, bytes, edition) = match derived::kind(path)? {
        Some(format) => {
            let verdict = derived::verify(path)?;
            if !verdict.altered.is_empty() {
                return Err(Fault::Altered(verdict.altered));
            }
            (format, 0, made_of(verdict.derived))
        }
        None => {
            let (format, id, mut manifest, _) = look(path)?;
            let bytes = manifest.bytes();
            let files = Some(std::mem::take(&mut manifest.files).len());
            (format, bytes, Edition { id, manifest, files, held: Vec::new() })
        }
    };
    let stem = format!("{}-{}", edition.manifest.date, edition.id.get(..12).unwrap_or(&edition.id));
    let own = make::name(format, &stem);
    if own != name {
        return Err(Fault::refused(format!("it is the edition `{own}` under another name: give it its own")));
    }
    let bytes = if path.is_dir() { bytes } else { fs::metadata(path).map_err(at(path))?.len() };
    Ok((Held { name: name.into(), format: word(format).into(), bytes }, edition))
}

/// The catalogue of editions that lie in a folder.
///
/// # Errors
/// One of them is not as it was any more.
pub fn index(folder: &Path, editions: &[Edition]) -> Result<Value, Fault> {
    let whole = |held: &&Held| ![word(Format::Epub), word(Format::Html)].contains(&&*held.format);
    catalogue::index(editions, |edition| {
        let held = edition.held.iter().find(whole).ok_or_else(|| Fault::refused("its record is gone"))?;
        look(&folder.join(&held.name)).map(|(_, _, _, record)| record)
    })
}

/// What a book or a single file says of the edition that it was made of.
fn made_of(derived: Derived) -> Edition {
    let manifest = Manifest {
        as_of: derived.as_of,
        date: derived.date,
        dossier: Some(derived.dossier),
        generator: derived.generator,
        live_url: derived.live_url,
        revision: derived.revision,
        title: derived.title,
        ..Manifest::default()
    };
    Edition { id: derived.parent, manifest, files: None, held: Vec::new() }
}

/// Whether a folder is a site, and no edition.
pub fn is_site(folder: &Path, config: &str) -> bool {
    folder.join(config).is_file() && !folder.join(MANIFEST).exists()
}

/// Whether a catalogue is kept in the folder.
pub fn has_catalogue(folder: &Path) -> bool {
    folder.join(INDEX_JSON).is_file()
}

/// Writes both files of the catalogue, each whole or not at all.
pub fn write(folder: &Path, title: &str, language: &str, index: &Value) -> Result<(), Fault> {
    let put = |name: &str, text: &str| {
        let (file, waiting) = (folder.join(name), folder.join(format!(".{name}.new")));
        if fs::read(&file).is_ok_and(|old| old == text.as_bytes()) {
            return Ok(());
        }
        let _ = fs::remove_file(&waiting);
        let mut out = durable::create(&waiting)?;
        out.write_all(text.as_bytes()).map_err(at(&waiting))?;
        durable::finish(out, &waiting)?;
        fs::rename(&waiting, &file).map_err(at(&file))
    };
    put(INDEX_JSON, &catalogue::json_text(index))?;
    put(INDEX_HTML, &catalogue::html(title, language, index))
}
