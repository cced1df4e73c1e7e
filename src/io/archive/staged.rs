//! The folder form of an edition, complete, as it waits to be put into containers.

use super::fault::{Fault, at};
use crate::build::edition::manifest::{Listed, MANIFEST, Manifest, RECORD, SIGNATURE};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder that holds exactly what its manifest lists, the manifest, and perhaps a signature.
#[derive(Debug)]
pub struct Staged {
    pub folder: PathBuf,
    pub manifest: Manifest,
    /// SHA-256 of the manifest's bytes, in hexadecimal.
    pub id: String,
    pub manifest_bytes: Vec<u8>,
    /// The signature's bytes, when the edition is signed.
    pub signature: Option<Vec<u8>>,
}

impl Staged {
    /// The listed files, in order of path.
    pub fn files(&self) -> &[Listed] {
        &self.manifest.files
    }

    /// Every path of the folder form in the order in which containers hold them: the manifest first, so that a reader knows
    /// what to expect before it comes, then its signature and the record, then the other files in order of path.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let signature = self.signature.as_ref().map(|_| SIGNATURE);
        let record = self.manifest.find(RECORD).map(|_| RECORD);
        let others = self.files().iter().map(|file| file.path.as_str()).filter(|path| *path != RECORD);
        std::iter::once(MANIFEST).chain(signature).chain(record).chain(others)
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
