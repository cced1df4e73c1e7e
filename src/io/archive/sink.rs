//! The sink of an edition: every output in its offline form, hashed as it is staged. Nothing is put in place here.

use super::fault::{Fault, at};
use super::names::Names;
use super::staged::Staged;
use crate::base::hash::Hash128;
use crate::base::mark::unmarked;
use crate::build::edition::difference::is_page;
use crate::build::edition::facts::Facts;
use crate::build::edition::manifest::{Listed, MANIFEST, Manifest, RECORD, SIGNATURE, SOURCES, sha256};
use crate::build::{Sink, SinkError, Staged as Done};
use crate::io::disk::reason;
use crate::render::offline::Offline;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard};

/// Collects the folder form.
pub struct EditionSink<'a> {
    folder: PathBuf,
    offline: Offline<'a>,
    listed: Mutex<Vec<Listed>>,
    /// The hash of each output as it was rendered, by path: of a page without what it says of the edition.
    rendered: Mutex<BTreeMap<String, Hash128>>,
}

/// Whether an output would lie where an edition keeps what is its own.
pub fn is_reserved(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or("");
    matches!(path, MANIFEST | SIGNATURE | RECORD) || first == SOURCES
}

impl<'a> EditionSink<'a> {
    /// Stages into `folder`, which is empty.
    pub fn new(folder: PathBuf, offline: Offline<'a>) -> Self {
        EditionSink { folder, offline, listed: Mutex::default(), rendered: Mutex::default() }
    }

    /// The hashes of the outputs as they were rendered, those of pages without what they say of the edition.
    pub fn rendered(&self) -> MutexGuard<'_, BTreeMap<String, Hash128>> {
        self.rendered.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Adds a file of the edition's own.
    pub fn add(&self, path: &str, bytes: &[u8]) -> Result<(), SinkError> {
        let file = self.folder.join(path);
        let failed = |error: std::io::Error| SinkError { path: path.into(), reason: reason(&error) };
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        fs::write(&file, bytes).map_err(failed)?;
        let listed = Listed { path: path.into(), bytes: bytes.len() as u64, sha256: sha256(bytes) };
        self.listed.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(listed);
        Ok(())
    }

    /// Writes the manifest, and the signature that `sign` makes of it: the folder form is complete.
    pub fn finish(self, facts: &Facts, sign: impl FnOnce(&[u8]) -> Option<Vec<u8>>) -> Result<Staged, Fault> {
        let mut files = self.listed.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let mut names = Names::default();
        for file in &files {
            names.take(&file.path).map_err(|fault| match fault {
                Fault::Refused(what) => Fault::Refused(format!("{what}\n  help: give it another name")),
                other => other,
            })?;
        }
        let manifest = Manifest::new(facts, files);
        let manifest_bytes = manifest.text().into_bytes();
        let signature = sign(&manifest_bytes);
        let put = |name: &str, bytes: &[u8]| {
            let file = self.folder.join(name);
            fs::write(&file, bytes).map_err(at(&file))
        };
        put(MANIFEST, &manifest_bytes)?;
        if let Some(signature) = &signature {
            put(SIGNATURE, signature)?;
        }
        Ok(Staged { folder: self.folder, manifest, id: sha256(&manifest_bytes), manifest_bytes, signature })
    }
}

impl Sink for EditionSink<'_> {
    fn owned(&self) -> &[String] {
        &[]
    }

    fn stage(&self, path: &str, bytes: &[u8]) -> Result<Done, SinkError> {
        let address = format!("/{path}");
        let (bytes, hash) = if is_page(path) { unmarked(bytes) } else { (bytes.to_vec(), Hash128::of(bytes)) };
        self.rendered.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).insert(path.into(), hash);
        let offline = self.offline.relativise(&address, bytes);
        let offline = offline.map_err(|reason| SinkError { path: path.into(), reason })?;
        self.add(path, &offline)?;
        Ok(Done::New)
    }

    /// Containers are written from the stage once it is complete.
    fn commit(&mut self, _: &[String], _: &[String]) -> Result<(), SinkError> {
        Ok(())
    }
}
