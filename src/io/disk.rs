//! A site on disk.

use crate::base::inputs::{Entry, InputError, Inputs, Listing, Stamp};
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
        DiskInputs::at(root, super::clock::Clock::default().now())
    }

    /// The site at `root`, at another moment, cut to the minute.
    pub fn at(root: &Path, now: jiff::Timestamp) -> Self {
        DiskInputs { root: root.to_path_buf(), now }
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
    fn list(&self, folder: &str) -> Listing {
        let top = SourcePath::root().join(folder).unwrap_or_else(SourcePath::root);
        let start = self.full(&top);
        let looked_at = super::clock::nanoseconds();
        let mut listing = Listing::default();
        if !start.is_dir() {
            return listing;
        }
        // Links are followed, for a content folder may be one; the walker notices loops.
        for item in ignore::WalkBuilder::new(&start).standard_filters(false).follow_links(true).build() {
            match item {
                Ok(item) if item.file_type().is_none_or(|kind| !kind.is_file()) => {}
                Ok(item) => match self.entry(item.path(), looked_at) {
                    Ok(entry) => listing.entries.push(entry),
                    Err(error) => listing.faults.push(error),
                },
                Err(error) => listing.faults.push(self.walk_fault(&error, &start)),
            }
        }
        listing.entries.sort_by(|a, b| a.path.cmp(&b.path));
        listing.faults.sort_by(|a, b| (&a.path, &a.reason).cmp(&(&b.path, &b.reason)));
        listing
    }

    fn stamp(&self, path: &SourcePath) -> Result<Stamp, InputError> {
        let looked_at = super::clock::nanoseconds();
        let data = fs::metadata(self.full(path)).map_err(|error| fault(path, &error))?;
        if !data.is_file() {
            return Err(InputError { path: path.clone(), reason: "it is no file".into(), missing: data.is_dir() });
        }
        Ok(stamp(&data, looked_at))
    }

    fn read(&self, path: &SourcePath) -> Result<Vec<u8>, InputError> {
        let mut bytes = Vec::new();
        self.open(path)?.read_to_end(&mut bytes).map_err(|error| fault(path, &error))?;
        Ok(bytes)
    }

    fn head(&self, path: &SourcePath, length: usize) -> Result<Vec<u8>, InputError> {
        let mut bytes = Vec::new();
        self.open(path)?.take(length as u64).read_to_end(&mut bytes).map_err(|error| fault(path, &error))?;
        Ok(bytes)
    }

    fn now(&self) -> jiff::Timestamp {
        self.now
    }
}

impl DiskInputs {
    /// Opens a file and nothing else: a pipe would be waited for, and a device never ends.
    fn open(&self, path: &SourcePath) -> Result<fs::File, InputError> {
        let full = self.full(path);
        let data = fs::metadata(&full).map_err(|error| fault(path, &error))?;
        if !data.is_file() {
            return Err(InputError { path: path.clone(), reason: "it is no file".into(), missing: data.is_dir() });
        }
        fs::File::open(full).map_err(|error| fault(path, &error))
    }

    /// Opens a file, with the stamp of what was opened.
    ///
    /// # Errors
    /// It is not there, is no file, or cannot be read.
    pub(super) fn open_stamped(&self, path: &SourcePath) -> Result<(fs::File, Stamp), InputError> {
        let looked_at = super::clock::nanoseconds();
        let file = self.open(path)?;
        let data = file.metadata().map_err(|error| fault(path, &error))?;
        Ok((file, stamp(&data, looked_at)))
    }

    fn entry(&self, file: &Path, looked_at: i128) -> Result<Entry, InputError> {
        let path = self.source(file)?;
        let data = fs::metadata(file).map_err(|error| fault(&path, &error))?;
        Ok(Entry { path, stamp: stamp(&data, looked_at) })
    }

    /// The path below the site's root.
    fn source(&self, file: &Path) -> Result<SourcePath, InputError> {
        let below = file.strip_prefix(&self.root).unwrap_or(file);
        let unfit = |what: &str| {
            let name = below.file_name().unwrap_or_default().to_string_lossy();
            let folder = below.parent().unwrap_or(below).to_string_lossy();
            InputError {
                path: SourcePath::new(&folder).unwrap_or_else(SourcePath::root),
                reason: format!("the name of `{name}` {what}: rename it"),
                missing: false,
            }
        };
        let text = below.to_str().ok_or_else(|| unfit("is not UTF-8"))?;
        if cfg!(unix) && text.contains('\\') {
            return Err(unfit("has a backslash in it, which is a folder to some systems"));
        }
        SourcePath::new(text).ok_or_else(|| unfit("leads out of the site"))
    }

    /// Why the walker could not look at something, and at what.
    fn walk_fault(&self, error: &ignore::Error, at: &Path) -> InputError {
        let here = |reason: String| match self.source(at) {
            Ok(path) => InputError { path, reason, missing: false },
            Err(unfit) => unfit,
        };
        match error {
            ignore::Error::WithDepth { err, .. } => self.walk_fault(err, at),
            ignore::Error::WithPath { path, err } => self.walk_fault(err, path),
            ignore::Error::Loop { child, .. } => self
                .walk_fault(&ignore::Error::Io(std::io::Error::other("it is a link to a folder that holds it")), child),
            // The system's error alone: the walker's own words name the path again.
            ignore::Error::Io(error) => {
                let inner = error.get_ref().and_then(|walker| walker.source());
                here(reason(inner.and_then(|source| source.downcast_ref()).unwrap_or(error)))
            }
            other => here(other.to_string()),
        }
    }
}

/// The stamp of a file that was looked at at this time or after it, in nanoseconds since 1970.
pub(super) fn stamp(data: &fs::Metadata, looked_at: i128) -> Stamp {
    let modified = data.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let modified_ns = modified.map_or(0, |since| since.as_nanos() as i128);
    Stamp { length: data.len(), modified_ns, inode: inode(data), settled: is_settled(modified_ns, looked_at) }
}

/// Whether a change after `looked_at` would be given another time: file systems count in ticks of the clock, of at most
/// a hundredth of a second; some in whole seconds, or two.
fn is_settled(modified_ns: i128, looked_at: i128) -> bool {
    let tick = if modified_ns % 1_000_000_000 == 0 { 2_000_000_000 } else { 20_000_000 };
    modified_ns > 0 && modified_ns + tick < looked_at
}

#[cfg(unix)]
fn inode(data: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(data)
}

#[cfg(not(unix))]
fn inode(_: &fs::Metadata) -> u64 {
    0
}
