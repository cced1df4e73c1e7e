//! A site on disk.

use crate::base::inputs::{Entry, InputError, Inputs, Stamp};
use crate::base::path::SourcePath;
use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// A folder with a site in it.
#[derive(Debug)]
pub struct DiskInputs {
    root: PathBuf,
    now: jiff::Timestamp,
}

impl DiskInputs {
    /// The site at `root`, at this moment of the clock.
    pub fn new(root: &Path) -> Self {
        DiskInputs { root: root.to_path_buf(), now: super::clock::now() }
    }

    fn full(&self, path: &SourcePath) -> PathBuf {
        self.root.join(path.as_str())
    }
}

fn fault(path: &SourcePath, error: &std::io::Error) -> InputError {
    // A folder asked for as a file, or below a file, is as missing as one that is not there.
    let missing = matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::IsADirectory);
    InputError { path: path.clone(), reason: reason(error), missing }
}

/// The system's words without its error number.
pub fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    match text.rfind(" (os error ") {
        Some(at) => text[..at].to_lowercase(),
        None => text,
    }
}

impl Inputs for DiskInputs {
    fn list(&self, folder: &str) -> Result<Vec<Entry>, InputError> {
        let top = SourcePath::root().join(folder).unwrap_or_else(SourcePath::root);
        let start = self.full(&top);
        if !start.is_dir() {
            return Ok(Vec::new());
        }
        let mut entries = Vec::new();
        // Links are followed, for a content folder may be one; the walker notices loops.
        let walk = ignore::WalkBuilder::new(&start).standard_filters(false).follow_links(true).build();
        for item in walk {
            let item =
                item.map_err(|error| InputError { path: top.clone(), reason: error.to_string(), missing: false })?;
            if item.file_type().is_none_or(|kind| !kind.is_file()) {
                continue;
            }
            entries.push(self.entry(item.path(), &top)?);
        }
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(entries)
    }

    fn read(&self, path: &SourcePath) -> Result<Vec<u8>, InputError> {
        fs::read(self.full(path)).map_err(|error| fault(path, &error))
    }

    fn head(&self, path: &SourcePath, length: usize) -> Result<Vec<u8>, InputError> {
        let mut bytes = Vec::new();
        fs::File::open(self.full(path))
            .and_then(|file| file.take(length as u64).read_to_end(&mut bytes))
            .map_err(|error| fault(path, &error))?;
        Ok(bytes)
    }

    fn now(&self) -> jiff::Timestamp {
        self.now
    }
}

impl DiskInputs {
    fn entry(&self, file: &Path, top: &SourcePath) -> Result<Entry, InputError> {
        let relative = file.strip_prefix(&self.root).ok().and_then(Path::to_str).and_then(SourcePath::new);
        let path = relative.ok_or_else(|| InputError {
            path: top.clone(),
            reason: format!("the name of `{}` is not UTF-8", file.display()),
            missing: false,
        })?;
        let data = fs::metadata(file).map_err(|error| fault(&path, &error))?;
        let modified = data.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let stamp = Stamp {
            length: data.len(),
            modified_ns: modified.map_or(0, |since| since.as_nanos() as i128),
            inode: inode(&data),
        };
        Ok(Entry { path, stamp })
    }
}

#[cfg(unix)]
fn inode(data: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(data)
}

#[cfg(not(unix))]
fn inode(_: &fs::Metadata) -> u64 {
    0
}
