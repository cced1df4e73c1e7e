//! The folder form in a ZIP archive.

use super::fault::{Fault, at};
use super::zip::read::ZipReader;
use super::zip::write::ZipWriter;
use super::{Container, MOST_MANIFEST, Making, durable};
use crate::build::edition::manifest::MANIFEST;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Writes the archive.
pub fn write(making: &Making, to: &Path) -> Result<(), Fault> {
    let here = at(to);
    let mut zip = ZipWriter::new(durable::create(to)?);
    let folder = &making.staged.folder;
    let files = making.staged.sizes()?;
    zip.add_all(&files, &|path| File::open(folder.join(path)), "").map_err(&here)?;
    durable::finish(zip.finish().map_err(&here)?, to)
}

/// An archive opened for reading, whose folder form lies below `within`.
pub struct Zipped {
    pub zip: ZipReader,
    within: String,
}

impl Zipped {
    /// One whose folder form lies below a folder of it, `bag/data/`; other entries are passed over.
    pub fn below(zip: ZipReader, within: String) -> Self {
        Zipped { zip, within }
    }
}

impl Container for Zipped {
    fn manifest(&mut self) -> Result<Vec<u8>, Fault> {
        let path = format!("{}{MANIFEST}", self.within);
        let Some(index) = self.zip.find(&path) else {
            return Err(Fault::refused(format!("there is no `{MANIFEST}`: it is no edition")));
        };
        if self.zip.entries[index].bytes > MOST_MANIFEST {
            return Err(Fault::refused(format!("`{MANIFEST}` is larger than any edition needs")));
        }
        let mut held = Vec::new();
        self.zip.read(index, &mut |bytes| {
            bytes.read_to_end(&mut held).map(drop).map_err(|_| Fault::refused(format!("`{MANIFEST}` is damaged")))
        })?;
        Ok(held)
    }

    fn walk(&mut self, each: &mut dyn FnMut(&str, &mut dyn Read) -> Result<(), Fault>) -> Result<(), Fault> {
        let mut manifests = 0;
        for index in 0..self.zip.entries.len() {
            let Some(path) = self.zip.entries[index].path.strip_prefix(&self.within).map(String::from) else {
                continue;
            };
            if path == MANIFEST {
                manifests += 1;
                continue;
            }
            self.zip.read(index, &mut |bytes| each(&path, bytes))?;
        }
        if manifests == 1 { Ok(()) } else { Err(Fault::refused(format!("`{MANIFEST}` is there twice"))) }
    }
}
