//! The sink of an edition: every output in its offline form, hashed as it is staged. Nothing is put in place here.

use super::fault::{Fault, at};
use super::hashing::Hashing;
use super::names::Names;
use super::staged::Staged;
use crate::base::hash::Hash128;
use crate::base::mark::unmarked;
use crate::build::edition::difference::is_page;
use crate::build::edition::facts::Facts;
use crate::build::edition::manifest::{Listed, MANIFEST, Manifest, RECORD, SIGNATURE, SOURCES, sha256};
use crate::build::edition::record::Rendered;
use crate::build::{Sink, SinkError, Staged as Done};
use crate::io::disk::reason;
use crate::render::offline::Offline;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// Collects the folder form.
pub struct EditionSink<'a> {
    folder: PathBuf,
    offline: Offline<'a>,
    files: Mutex<Vec<File>>,
}

/// A file that was staged.
struct File {
    listed: Listed,
    /// The hash of an output as it was rendered: of a page, without what it says of the edition. None of a file of the
    /// edition's own.
    rendered: Option<Hash128>,
}

/// The folder form but for its manifest.
pub struct Files {
    folder: PathBuf,
    /// In order of path.
    listed: Vec<Listed>,
}

/// Whether an output would lie where an edition keeps what is its own.
pub fn is_reserved(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or("");
    matches!(path, MANIFEST | SIGNATURE | RECORD) || first == SOURCES
}

impl<'a> EditionSink<'a> {
    /// Stages into `folder`, which is empty.
    pub fn new(folder: PathBuf, offline: Offline<'a>) -> Self {
        EditionSink { folder, offline, files: Mutex::default() }
    }

    /// Adds a file of the edition's own.
    pub fn add(&self, path: &str, bytes: &[u8]) -> Result<(), SinkError> {
        self.put(path, None, |out| out.write_all(bytes))
    }

    /// Adds the record, which `write` makes of the outputs' paths and hashes.
    pub fn record(
        &mut self,
        write: impl FnOnce(&[Rendered], &mut dyn Write) -> io::Result<()>,
    ) -> Result<(), SinkError> {
        let staged = std::mem::take(self.files.get_mut().unwrap_or_else(PoisonError::into_inner));
        let staged = in_order(staged);
        let rendered = staged.iter().filter_map(|file| Some((&*file.listed.path, file.rendered?)));
        let rendered: Vec<Rendered> = rendered.collect();
        self.put(RECORD, None, |out| {
            let mut out = BufWriter::with_capacity(1 << 18, out);
            write(&rendered, &mut out)?;
            out.flush()
        })?;
        self.files.get_mut().unwrap_or_else(PoisonError::into_inner).extend(staged);
        Ok(())
    }

    fn put(
        &self,
        path: &str,
        rendered: Option<Hash128>,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), SinkError> {
        let file = self.folder.join(path);
        let failed = |error: io::Error| SinkError { path: path.into(), reason: reason(&error) };
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        let mut out = Hashing::new(fs::File::create(&file).map_err(failed)?);
        write(&mut out).map_err(failed)?;
        let passed = out.passed();
        let listed = Listed { path: path.into(), bytes: passed.length, sha256: passed.hex() };
        self.files.lock().unwrap_or_else(PoisonError::into_inner).push(File { listed, rendered });
        Ok(())
    }

    /// What was staged, once all of it is.
    pub fn files(self) -> Files {
        let files = in_order(self.files.into_inner().unwrap_or_else(PoisonError::into_inner));
        Files { folder: self.folder, listed: files.into_iter().map(|file| file.listed).collect() }
    }
}

fn in_order(mut files: Vec<File>) -> Vec<File> {
    files.sort_by(|a, b| a.listed.path.cmp(&b.listed.path));
    files
}

impl Files {
    /// Writes the manifest, and the signature that `sign` makes of it: the folder form is complete.
    pub fn finish(self, facts: &Facts, sign: impl FnOnce(&[u8]) -> Option<Vec<u8>>) -> Result<Staged, Fault> {
        let mut names = Names::default();
        for file in &self.listed {
            names.take(&file.path).map_err(|fault| match fault {
                Fault::Refused(what) => Fault::Refused(format!("{what}\n  help: give it another name")),
                other => other,
            })?;
        }
        drop(names);
        let manifest = Manifest::new(facts, self.listed);
        let text = manifest.text();
        let signature = sign(text.as_bytes());
        let put = |name: &str, bytes: &[u8]| {
            let file = self.folder.join(name);
            fs::write(&file, bytes).map_err(at(&file))
        };
        put(MANIFEST, text.as_bytes())?;
        if let Some(signature) = &signature {
            put(SIGNATURE, signature)?;
        }
        Ok(Staged { folder: self.folder, manifest, id: sha256(text.as_bytes()), signature })
    }
}

impl Sink for EditionSink<'_> {
    fn owned(&self) -> &[String] {
        &[]
    }

    fn stage(&self, path: &str, bytes: &[u8]) -> Result<Done, SinkError> {
        let address = format!("/{path}");
        let (bytes, hash) = if is_page(path) { unmarked(bytes) } else { (bytes.to_vec(), Hash128::of(bytes)) };
        let offline = self.offline.relativise(&address, bytes);
        let offline = offline.map_err(|reason| SinkError { path: path.into(), reason })?;
        self.put(path, Some(hash), |out| out.write_all(&offline))?;
        Ok(Done::New)
    }

    /// Containers are written from the stage once it is complete.
    fn commit(&mut self, _: &[String], _: &[String]) -> Result<(), SinkError> {
        Ok(())
    }
}
