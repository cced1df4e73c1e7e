//! Which container a path is, and how it is read.

use super::bagit::{self, Bag};
use super::fault::{Fault, at};
use super::folder::Folder;
use super::tar_gz::TarGz;
use super::zip::read::ZipReader;
use super::zipped::Zipped;
use super::{Container, Format, derived, wacz};
use std::fs;
use std::io::Read;
use std::path::Path;

/// Opens an edition by what its first bytes say.
///
/// # Errors
/// There is nothing there, or it is no container.
pub fn open(path: &Path) -> Result<(Format, Box<dyn Container>), Fault> {
    let data = fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Fault::Use(format!("there is no `{}`", path.display())),
        _ => Fault::machine(path, &error),
    })?;
    if data.is_dir() {
        if bagit::is_bag(path) {
            return Ok((Format::Bagit, Box::new(Bag::folder(path)?)));
        }
        return Ok((Format::Folder, Box::new(Folder::open(path))));
    }
    if !data.is_file() {
        return Err(Fault::refused("it is neither a file nor a folder"));
    }
    if derived::kind(path)?.is_some() {
        return Err(Fault::Use(format!(
            "`{}` is made of an edition and does not hold its files\n  help: `verify` reads it; for the files take a folder, `zip`, `tar.gz`, `bagit` or `wacz`",
            path.display()
        )));
    }
    let mut first = Vec::new();
    fs::File::open(path).and_then(|file| file.take(64).read_to_end(&mut first)).map_err(at(path))?;
    match first.as_slice() {
        [0x1f, 0x8b, ..] => Ok((Format::TarGz, Box::new(TarGz::open(path)?))),
        [b'P', b'K', 3, 4, ..] => zip(ZipReader::open(path)?),
        _ => Err(Fault::refused("it is no container that editions come in")),
    }
}

/// What a ZIP archive holds is told by its first entries.
fn zip(zip: ZipReader) -> Result<(Format, Box<dyn Container>), Fault> {
    if zip.entries.first().is_some_and(|entry| entry.path == wacz::WARC) {
        return Ok((Format::Wacz, Box::new(wacz::read::Wacz::of(zip)?)));
    }
    match bagit::top_of(&zip) {
        Some(top) => Ok((Format::BagitZip, Box::new(Bag::zipped(zip, &top)?))),
        None => Ok((Format::Zip, Box::new(Zipped::below(zip, String::new())))),
    }
}
