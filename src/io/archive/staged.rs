//! The folder form of an edition, complete, as it waits to be put into containers.

use super::fault::{Fault, at};
use crate::build::edition::manifest::{Listed, Manifest};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder that holds exactly what its manifest lists, the manifest, and perhaps a signature.
#[derive(Debug)]
pub struct Staged {
    pub folder: PathBuf,
    pub manifest: Manifest,
    /// SHA-256 of the manifest's bytes, in hexadecimal.
    pub id: String,
    /// The signature's bytes, when the edition is signed.
    pub signature: Option<Vec<u8>>,
}

impl Staged {
    /// The listed files, in order of path.
    pub fn files(&self) -> &[Listed] {
        &self.manifest.files
    }

    /// Every path of the folder form, in the order in which containers hold them.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.manifest.paths(self.signature.is_some())
    }

    /// [`Staged::paths`] with their lengths.
    pub fn sizes(&self) -> Result<Vec<(String, u64)>, Fault> {
        let size = |path: &str| match self.manifest.find(path) {
            Some(file) => Ok((path.to_string(), file.bytes)),
            None => self.open(path)?.metadata().map(|data| (path.to_string(), data.len())).map_err(at(&self.folder)),
        };
        self.paths().map(size).collect()
    }

    /// The bytes of one of [`Staged::paths`].
    pub fn read(&self, path: &str) -> Result<Vec<u8>, Fault> {
        let file = self.file(path);
        fs::read(&file).map_err(at(&file))
    }

    /// Opens one of [`Staged::paths`].
    pub fn open(&self, path: &str) -> Result<fs::File, Fault> {
        let file = self.file(path);
        fs::File::open(&file).map_err(at(&file))
    }

    fn file(&self, path: &str) -> PathBuf {
        self.folder.join(Path::new(path))
    }
}
