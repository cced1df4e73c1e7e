//! The door in: everything a build reads comes through [`Inputs`], the clock included.

use super::hash::Hash128;
use super::path::SourcePath;
use std::collections::BTreeMap;
use std::fmt;

/// When a file was last changed, as far as the file system tells. Stamps are equal when their file has not changed, or
/// has changed too fast to tell.
#[derive(Clone, Copy, Default)]
pub struct Stamp {
    pub length: u64,
    /// Nanoseconds since 1970, up to the year 2262: who is told of a later time proves nothing with it.
    pub modified_ns: i64,
    /// When anything about the file was changed, its time of change too: nobody can set it back. 0 where the system does not
    /// tell.
    pub changed_ns: i64,
    pub inode: u64,
    /// False for a file that was written so short a time before it was looked at that it may change once more and keep
    /// its stamp: such a stamp proves nothing.
    pub settled: bool,
}

impl PartialEq for Stamp {
    fn eq(&self, other: &Stamp) -> bool {
        // A stamp settles while time passes: that is no other stamp.
        self.told() == other.told()
    }
}

impl Eq for Stamp {}

impl fmt::Debug for Stamp {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        // As for equality: what tells a file from another.
        write!(out, "Stamp{:?}", self.told())
    }
}

impl Stamp {
    /// What tells a file from another: length, times of change, inode.
    pub fn told(&self) -> (u64, i64, i64, u64) {
        (self.length, self.modified_ns, self.changed_ns, self.inode)
    }

    /// Whether a file that had this stamp and has `later` now is unchanged.
    pub fn proves(&self, later: &Stamp) -> bool {
        self.settled && self == later
    }
}

/// A file below the listed folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub path: SourcePath,
    pub stamp: Stamp,
}

/// Why an input could not be read.
#[derive(Clone, Debug)]
pub struct InputError {
    pub path: SourcePath,
    /// The system's words.
    pub reason: String,
    /// True when there is no such file.
    pub missing: bool,
}

/// What lies below a folder.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Every file, in order of path.
    pub entries: Vec<Entry>,
    /// What could not be looked at, in order of path.
    pub faults: Vec<InputError>,
    /// Links that lead out of the site, to a file or a folder, in order of path. A listed folder that is itself a link
    /// leads where its owner wants it, and is none of them.
    pub strays: Vec<SourcePath>,
}

impl Listing {
    /// The link out of the site that a listed file is, or lies behind.
    pub fn stray(&self, path: &SourcePath) -> Option<&SourcePath> {
        self.strays.iter().find(|stray| *stray == path || path.below(stray.as_str()).is_some())
    }
}

/// The sources of a site, and the moment at which it is built.
pub trait Inputs: Sync {
    /// Every file below `folder` (empty for the whole site). A missing folder is an empty list.
    fn list(&self, folder: &str) -> Listing;

    /// What stands at `path` itself, links never followed: the file, or every file below the folder.
    fn list_plain(&self, path: &str) -> Listing {
        let own = SourcePath::new(path).and_then(|path| Some(Entry { stamp: self.stamp(&path).ok()?, path }));
        let mut listing = self.list(path);
        listing.entries.extend(own);
        listing
    }

    /// Whether a link on the way to a file below `folder` leads out of the site, `folder` itself aside.
    fn is_stray(&self, _path: &SourcePath, _folder: &str) -> bool {
        false
    }

    /// Whether pages stand without the text of this document, which can no longer be read. Only the preview says so.
    fn is_lost(&self, _path: &SourcePath) -> bool {
        false
    }

    /// The stamp of one file.
    fn stamp(&self, path: &SourcePath) -> Result<Stamp, InputError>;

    /// The bytes of one file.
    fn read(&self, path: &SourcePath) -> Result<Vec<u8>, InputError>;

    /// The first bytes of one file, at most `length`: enough to measure a picture.
    fn head(&self, path: &SourcePath, length: usize) -> Result<Vec<u8>, InputError> {
        let mut bytes = self.read(path)?;
        bytes.truncate(length);
        Ok(bytes)
    }

    /// Now, cut to the minute; `--as-of` replaces it.
    fn now(&self) -> jiff::Timestamp;
}

/// A site held in memory: for tests, for the preview's unsaved text.
#[derive(Clone, Debug, Default)]
pub struct MemoryInputs {
    pub files: BTreeMap<SourcePath, Vec<u8>>,
    pub now: jiff::Timestamp,
}

impl MemoryInputs {
    /// A site of `(path, text)` pairs, at the given moment (RFC 3339).
    ///
    /// # Panics
    /// When a path leaves the root or the moment cannot be read: it is written by a test's author.
    pub fn new(now: &str, files: &[(&str, &str)]) -> Self {
        let files = files
            .iter()
            .map(|(path, text)| (SourcePath::new(path).expect("a path in the site"), text.as_bytes().to_vec()))
            .collect();
        MemoryInputs { files, now: now.parse().expect("an RFC 3339 instant") }
    }
}

impl Inputs for MemoryInputs {
    fn list(&self, folder: &str) -> Listing {
        let inside = |path: &SourcePath| folder.is_empty() || path.below(folder).is_some();
        let entry = |(path, bytes): (&SourcePath, &Vec<u8>)| Entry { path: path.clone(), stamp: stamp_of(bytes) };
        let entries = self.files.iter().filter(|(path, _)| inside(path)).map(entry).collect();
        Listing { entries, ..Listing::default() }
    }

    fn stamp(&self, path: &SourcePath) -> Result<Stamp, InputError> {
        self.read(path).map(|bytes| stamp_of(&bytes))
    }

    fn read(&self, path: &SourcePath) -> Result<Vec<u8>, InputError> {
        self.files.get(path).cloned().ok_or_else(|| InputError {
            path: path.clone(),
            reason: "no such file".into(),
            missing: true,
        })
    }

    fn now(&self) -> jiff::Timestamp {
        self.now
    }
}

/// Bytes have no time of change: their hash tells as much.
fn stamp_of(bytes: &[u8]) -> Stamp {
    let hash = u128::from_le_bytes(Hash128::of(bytes).0);
    let (modified_ns, inode) = (hash as i64, (hash >> 64) as u64);
    Stamp { length: bytes.len() as u64, modified_ns, inode, settled: true, ..Stamp::default() }
}
