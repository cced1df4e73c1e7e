//! How much room a disk has left.

use std::path::Path;

/// Bytes that may still be written where `path` lies; none where the system does not say.
#[cfg(unix)]
pub fn free(path: &Path) -> Option<u64> {
    let said = rustix::fs::statvfs(path).ok()?;
    Some(said.f_bavail.saturating_mul(said.f_frsize))
}

/// The same where nobody is asked: a full disk says so when it is written to.
#[cfg(not(unix))]
pub fn free(_: &Path) -> Option<u64> {
    None
}
