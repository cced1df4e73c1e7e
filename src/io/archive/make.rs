//! From the staged folder form to containers, each verified before it is put in place.

use super::fault::{Fault, at};
use super::verify::{NoTaker, verify};
use super::workshop::Workshop;
use super::{Format, Making, bagit, derived, durable, epub, open, single, tar_gz, wacz, zipped};
use crate::build::edition::manifest::SIGNATURE;
use std::fs;
use std::path::Path;

/// A container that was written.
#[derive(Clone, Debug)]
pub struct Written {
    pub format: Format,
    /// Below the folder of editions.
    pub name: String,
    /// Of the file; of a folder, the sum of its files.
    pub bytes: u64,
    /// It was there, signed, and stays as it is: this run signs nothing.
    pub kept: bool,
}

/// The word of a format, as the catalogue writes it.
pub fn word(format: Format) -> &'static str {
    match format {
        Format::Folder => "folder",
        Format::Zip => "zip",
        Format::TarGz => "tar.gz",
        Format::Bagit | Format::BagitZip => "bagit",
        Format::Wacz => "wacz",
        Format::Epub => "epub",
        Format::Html => "html",
    }
}

/// The name of an edition in this form.
pub fn name(format: Format, stem: &str) -> String {
    let ending = match format {
        Format::Folder => "",
        Format::Zip => ".zip",
        Format::TarGz => ".tar.gz",
        Format::Bagit => ".bag",
        Format::BagitZip => ".bag.zip",
        Format::Wacz => ".wacz",
        Format::Epub => ".epub",
        Format::Html => ".html",
    };
    format!("{stem}{ending}")
}

/// Writes every container into the workshop, reads each back and compares it with the manifest; then, when all are good,
/// puts them in place. The folder form itself goes last, for the others are made from it. `stand` says whether the sources
/// are still what they were.
pub fn make(
    workshop: &Workshop,
    making: &Making,
    formats: &[Format],
    stand: &dyn Fn() -> Result<(), Fault>,
) -> Result<Vec<Written>, Fault> {
    let staged = making.staged;
    let stem = making.facts.name(&staged.id);
    let mut formats = formats.to_vec();
    formats.sort_by_key(|format| (*format == Format::Folder, *format));
    formats.dedup();
    let mut written = Vec::new();
    for format in &formats {
        let name = name(*format, &stem);
        let file = workshop.path(&name);
        let source = if *format == Format::Folder { &staged.folder } else { &file };
        write(*format, making, &file)?;
        check(source, making)?;
        written.push(Written { format: *format, bytes: size(source, making)?, name, kept: false });
    }
    stand()?;
    for one in &mut written {
        let file = workshop.path(&one.name);
        let source = if one.format == Format::Folder { &staged.folder } else { &file };
        if source.is_dir() {
            durable::tree(source)?;
        }
        one.kept = put(workshop, making, one, source)?;
        one.bytes = size(&workshop.place(&one.name), making)?;
    }
    if let Some(out) = workshop.place(&stem).parent() {
        durable::folder(out)?;
    }
    Ok(written)
}

/// What stands where a container is to be put.
enum There {
    Nothing,
    /// The same edition, whole, with its signature.
    Same(Option<Vec<u8>>),
    /// Something else, or a damaged one.
    Other {
        /// Or perhaps so.
        signed: bool,
    },
}

fn there(place: &Path, making: &Making) -> There {
    if fs::symlink_metadata(place).is_err() {
        return There::Nothing;
    }
    if derived::kind(place).is_ok_and(|kind| kind.is_some()) {
        return if check(place, making).is_ok() { There::Same(None) } else { There::Other { signed: false } };
    }
    let verdict = open::open(place).and_then(|(_, mut container)| verify(&mut *container, &mut NoTaker));
    match verdict {
        Ok(verdict) if verdict.altered.is_empty() && verdict.id == making.staged.id => There::Same(verdict.signature),
        Ok(verdict) => There::Other { signed: verdict.signature.is_some() },
        // Nobody can tell.
        Err(_) => There::Other { signed: true },
    }
}

/// Puts a container that is complete in its place. What is there keeps its signature, unless there is a new one to take
/// its place. True when what was there stays as it is, for it is signed and this one is not.
fn put(workshop: &Workshop, making: &Making, one: &Written, source: &Path) -> Result<bool, Fault> {
    let place = workshop.place(&one.name);
    let own = &making.staged.signature;
    let busy =
        |what: &str| Fault::Use(format!("`{}` is there and {what}\n  help: move it to another place", place.display()));
    match there(&place, making) {
        There::Other { .. } if place.is_dir() => return Err(busy("is not that edition")),
        There::Other { signed: true } if own.is_none() => {
            return Err(busy("is damaged, or another edition: it may be signed, which this run is not"));
        }
        There::Nothing | There::Other { .. } => workshop.put(source, &one.name)?,
        There::Same(Some(_)) if own.is_none() => return Ok(true),
        There::Same(_) if !place.is_dir() => workshop.put(source, &one.name)?,
        There::Same(signature) if signature == *own => {}
        There::Same(_) if one.format == Format::Folder => {
            workshop.put(&source.join(SIGNATURE), &format!("{}/{SIGNATURE}", one.name))?;
        }
        There::Same(_) => workshop.exchange(source, &one.name)?,
    }
    Ok(false)
}

fn write(format: Format, making: &Making, to: &Path) -> Result<(), Fault> {
    match format {
        Format::Folder => Ok(()),
        Format::Zip => zipped::write(making, to),
        Format::TarGz => tar_gz::write(making, to),
        Format::Wacz => wacz::write(making, to),
        Format::Epub => epub::write(making, to),
        Format::Html => single::write(making, to),
        Format::Bagit => bagit::write(making, to),
        Format::BagitZip => bagit::write_zip(making, &making.facts.name(&making.staged.id), to),
    }
}

/// Reads a container back.
fn check(path: &Path, making: &Making) -> Result<(), Fault> {
    if derived::kind(path)?.is_some() {
        let verdict = derived::verify(path)?;
        if verdict.altered.is_empty() && verdict.derived.parent == making.staged.id {
            return Ok(());
        }
        return Err(Fault::Machine(format!("`{}` does not read back as it was written", path.display())));
    }
    let (_, mut container) = open::open(path)?;
    let verdict = verify(&mut *container, &mut NoTaker);
    let bad = match verdict {
        Ok(verdict) if verdict.altered.is_empty() && verdict.id == making.staged.id => return Ok(()),
        Ok(verdict) => verdict.altered.first().cloned().unwrap_or_else(|| "its manifest is another one".into()),
        Err(Fault::Refused(what)) => what,
        Err(fault) => return Err(fault),
    };
    Err(Fault::Machine(format!("`{}` does not read back as it was written: {bad}", path.display())))
}

fn size(path: &Path, making: &Making) -> Result<u64, Fault> {
    let data = fs::metadata(path).map_err(at(path))?;
    Ok(if data.is_dir() { making.staged.manifest.bytes() } else { data.len() })
}
