//! A site on disk.

use crate::base::hash::{Hash128, Hasher};
use crate::base::inputs::{InputError, Inputs, Listing, Stamp};
use crate::base::path::SourcePath;
use std::fs;
use std::io::{self, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// Bytes of a file that are held at once where it is hashed.
const PIECE: usize = 64 * 1024;

/// A file of fewer bytes is read at once, as nearly every article is.
const SHORT: u64 = 8 * 1024;

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
        super::walk::walk(&self.root, &self.full(&top), &top, super::clock::nanoseconds())
    }

    fn list_plain(&self, path: &str) -> Listing {
        let top = SourcePath::root().join(path).unwrap_or_else(SourcePath::root);
        super::walk::plain(&self.full(&top), &top, super::clock::nanoseconds())
    }

    fn is_stray(&self, path: &SourcePath, folder: &str) -> bool {
        let real = |path: &str| self.root.join(path).canonicalize().ok();
        let within = [real(""), real(folder)];
        real(path.as_str()).is_some_and(|file| !within.iter().flatten().any(|folder| file.starts_with(folder)))
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
        let (mut file, length) = self.open(path)?;
        let mut bytes = Vec::new();
        let read = if length < SHORT {
            // One read takes all of it, one finds its end, and the system is not asked once more how long it is.
            bytes.reserve_exact(SHORT as usize);
            file.take(u64::MAX).read_to_end(&mut bytes)
        } else {
            file.read_to_end(&mut bytes)
        };
        read.map_err(|error| fault(path, &error))?;
        Ok(bytes)
    }

    fn head(&self, path: &SourcePath, length: usize) -> Result<Vec<u8>, InputError> {
        let mut bytes = Vec::new();
        self.open(path)?.0.take(length as u64).read_to_end(&mut bytes).map_err(|error| fault(path, &error))?;
        Ok(bytes)
    }

    fn now(&self) -> jiff::Timestamp {
        self.now
    }
}

impl DiskInputs {
    /// Opens a file and nothing else: a pipe would be waited for, and a device never ends. Also its length.
    fn open(&self, path: &SourcePath) -> Result<(fs::File, u64), InputError> {
        let full = self.full(path);
        let data = fs::metadata(&full).map_err(|error| fault(path, &error))?;
        if !data.is_file() {
            return Err(InputError { path: path.clone(), reason: "it is no file".into(), missing: data.is_dir() });
        }
        let file = fs::File::open(full).map_err(|error| fault(path, &error))?;
        Ok((file, data.len()))
    }

    /// Opens a file, with the stamp of what was opened.
    ///
    /// # Errors
    /// It is not there, is no file, or cannot be read.
    pub(super) fn open_stamped(&self, path: &SourcePath) -> Result<(fs::File, Stamp), InputError> {
        let looked_at = super::clock::nanoseconds();
        let (file, _) = self.open(path)?;
        let data = file.metadata().map_err(|error| fault(path, &error))?;
        Ok((file, stamp(&data, looked_at)))
    }
}

/// The hash of what an open file holds from here on, read piece by piece: a film is never held whole.
///
/// # Errors
/// It cannot be read.
pub(super) fn hash(file: &fs::File) -> io::Result<Hash128> {
    let mut hasher = Hasher::default();
    io::copy(&mut BufReader::with_capacity(PIECE, file), &mut hasher)?;
    Ok(hasher.finish())
}

/// Removes a file that may be there.
pub(super) fn gone(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The stamp of a file that was looked at at this time or after it, in nanoseconds since 1970.
pub(super) fn stamp(data: &fs::Metadata, looked_at: i64) -> Stamp {
    let modified = data.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let modified_ns = modified.map_or(0, |since| since.as_nanos().try_into().unwrap_or(i64::MAX));
    let (changed_ns, inode) = told_by_system(data);
    // A time of change that was set back is told by that of its setting.
    let settled = is_settled(modified_ns, looked_at) && (changed_ns == 0 || is_settled(changed_ns, looked_at));
    Stamp { length: data.len(), modified_ns, changed_ns, inode, settled }
}

/// Whether a change after `looked_at` would be given another time: file systems count in ticks of the clock, of at most
/// a hundredth of a second; some in whole seconds, or two.
fn is_settled(at_ns: i64, looked_at: i64) -> bool {
    let tick = if at_ns % 1_000_000_000 == 0 { 2_000_000_000 } else { 20_000_000 };
    at_ns > 0 && at_ns < looked_at.saturating_sub(tick)
}

/// When anything about a file was changed, in nanoseconds since 1970, and its inode.
#[cfg(unix)]
fn told_by_system(data: &fs::Metadata) -> (i64, u64) {
    use std::os::unix::fs::MetadataExt;
    (data.ctime().saturating_mul(1_000_000_000).saturating_add(data.ctime_nsec()), data.ino())
}

#[cfg(not(unix))]
fn told_by_system(_: &fs::Metadata) -> (i64, u64) {
    (0, 0)
}
