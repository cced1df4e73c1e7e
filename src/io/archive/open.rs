//! Which container a path is, and how it is read.

use super::fault::{Fault, at};
use super::folder::Folder;
use super::tar_gz::TarGz;
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
        bytes if bytes.starts_with(b"PK") && bytes.get(30..).is_some_and(|name| name.starts_with(wacz::WARC.as_bytes())) => {
            Ok((Format::Wacz, Box::new(wacz::read::open(path)?)))
        }
        [0x1f, 0x8b, ..] => Ok((Format::TarGz, Box::new(TarGz::open(path)?))),
        [b'P', b'K', 3, 4, ..] => Ok((Format::Zip, Box::new(Zipped::open(path)?))),
        _ => Err(Fault::refused("it is no container that editions come in")),
    }
}
