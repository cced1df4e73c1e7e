//! What outlives a power cut: bytes on the disk before a name is given to them, and the name on the disk too.

use super::fault::{Fault, at};
use rayon::prelude::*;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::Path;

/// A new file to be written in large pieces.
///
/// # Errors
/// It is there already, or cannot be made.
pub fn create(path: &Path) -> Result<BufWriter<File>, Fault> {
    File::create_new(path).map(|file| BufWriter::with_capacity(1 << 18, file)).map_err(at(path))
}

/// Ends such a file: when this returns, it is on the disk.
///
/// # Errors
/// What waited could not be written: the disk is full, or failed.
pub fn finish(out: BufWriter<File>, path: &Path) -> Result<(), Fault> {
    let file = out.into_inner().map_err(|error| Fault::machine(path, error.error()))?;
    file.sync_all().map_err(at(path))
}

/// Puts a folder on the disk, with every file and folder in it.
///
/// # Errors
/// The disk is full, or failed.
pub fn tree(top: &Path) -> Result<(), Fault> {
    let mut waiting = vec![top.to_path_buf()];
    while let Some(here) = waiting.pop() {
        let mut files = Vec::new();
        for item in fs::read_dir(&here).map_err(at(&here))? {
            let item = item.map_err(at(&here))?;
            let kind = item.file_type().map_err(at(&here))?;
            if kind.is_dir() { waiting.push(item.path()) } else { files.push(item.path()) }
        }
        // Many at once: a disk puts them down together.
        files.par_iter().try_for_each(|file| File::open(file).and_then(|open| open.sync_all()).map_err(at(file)))?;
        folder(&here)?;
    }
    Ok(())
}

/// Puts the names in a folder on the disk.
///
/// # Errors
/// The disk failed.
#[cfg(unix)]
pub fn folder(path: &Path) -> Result<(), Fault> {
    File::open(path).and_then(|open| open.sync_all()).map_err(at(path))
}

/// Elsewhere the system sees to names by itself, and opens no folder.
#[cfg(not(unix))]
pub fn folder(_: &Path) -> Result<(), Fault> {
    Ok(())
}
