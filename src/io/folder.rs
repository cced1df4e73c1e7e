//! A sink on disk: a folder that never holds half a site.
//!
//! Everything is staged beside the old files, on the output's own file system. A folder that is not there yet is
//! staged whole and renamed once. Otherwise the list of moves is written before the first one, so that the next run can
//! finish a commit that was killed. `.throughline-output` in the folder lists what we wrote: nothing else is removed.

use super::disk::{self, reason};
use super::moves::{self, Moves};
use super::ours::{clear_way, is_inside};
use super::state::{STATE, State};
use crate::base::hash::Hash128;
use crate::build::{Sink, SinkError, Staged};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What we wrote, one path a line, in order.
pub const OWNER: &str = ".throughline-output";
/// Where outputs wait, inside the output folder.
pub(super) const STAGE: &str = ".throughline-stage";
const HEADING: &str = "throughline-output 1";

/// An output folder.
#[derive(Debug)]
pub struct FolderSink {
    out: PathBuf,
    stage: PathBuf,
    /// The folder was not there: what is staged is the whole of it.
    whole: bool,
    owned: Vec<String>,
    /// Held while the build lasts; the system lets go of it however we end.
    _lock: fs::File,
}

/// Why a folder cannot be built into.
#[derive(Debug)]
pub enum Refusal {
    /// It holds something that is not ours.
    NotOurs,
    /// It holds the site's own sources.
    Sources,
    /// It is a file.
    File,
    /// Another build is at it.
    Busy,
    Failed(SinkError),
}

/// A refusal in the system's words.
fn failed(path: &str, error: &std::io::Error) -> SinkError {
    SinkError { path: path.into(), reason: reason(error) }
}

impl FolderSink {
    /// Opens `out` for the site at `root`, whose documents lie in `content` and which keeps its state in `.throughline/`.
    /// `force` takes over a folder that holds other files: they stay.
    ///
    /// # Errors
    /// When the folder is not ours, holds the sources, or another build is at it.
    pub fn open(root: &Path, content: &str, out: &Path, force: bool) -> Result<Self, Refusal> {
        let here = |error: std::io::Error| Refusal::Failed(failed("", &error));
        let lock = State::of(root, out).lock().map_err(here)?;
        lock.try_lock().map_err(|error| match error {
            fs::TryLockError::WouldBlock => Refusal::Busy,
            fs::TryLockError::Error(error) => here(error),
        })?;
        if holds(out, root, content) {
            return Err(Refusal::Sources);
        }
        if out.is_file() {
            return Err(Refusal::File);
        }
        let whole = !out.exists();
        if whole {
            let stage = beside(out);
            moves::clear(&stage).map_err(here)?;
            fs::create_dir_all(&stage).map_err(here)?;
            return Ok(FolderSink { out: out.into(), stage, whole, owned: Vec::new(), _lock: lock });
        }
        let stage = out.join(STAGE);
        moves::finish(out, &stage, |outputs| write_owner(out, outputs)).map_err(here)?;
        let owned = read_owner(out);
        if owned.is_none() && !force && !is_empty(out).map_err(here)? {
            return Err(Refusal::NotOurs);
        }
        fs::create_dir_all(&stage).map_err(here)?;
        let owned = owned.unwrap_or_default();
        Ok(FolderSink { out: out.into(), stage, whole, owned, _lock: lock })
    }

    fn put_in_place(&self, outputs: &[String], gone: &[String]) -> Result<(), SinkError> {
        let here = |error: std::io::Error| failed("", &error);
        if self.whole {
            write_owner(&self.stage, outputs).map_err(here)?;
            if let Some(parent) = self.out.parent() {
                fs::create_dir_all(parent).map_err(here)?;
            }
            return fs::rename(&self.stage, &self.out).map_err(here);
        }
        let staged = moves::staged(&self.stage).map_err(here)?;
        if staged.is_empty() && gone.is_empty() && self.owned == outputs && self.out.join(OWNER).is_file() {
            return fs::remove_dir_all(&self.stage).map_err(here);
        }
        clear_way(&self.out, &staged, gone)?;
        Moves { staged, gone: gone.to_vec(), outputs: outputs.to_vec() }.write(&self.stage).map_err(here)?;
        moves::finish(&self.out, &self.stage, |outputs| write_owner(&self.out, outputs)).map_err(here)
    }
}

impl Sink for FolderSink {
    fn owned(&self) -> &[String] {
        &self.owned
    }

    fn has(&self, path: &str, length: u64) -> bool {
        !self.whole && fs::metadata(self.out.join(path)).is_ok_and(|data| data.is_file() && data.len() == length)
    }

    fn hash(&self, path: &str) -> Option<Hash128> {
        if self.whole {
            return None;
        }
        disk::hash(&fs::File::open(self.out.join(path)).ok()?).ok()
    }

    fn stage(&self, path: &str, bytes: &[u8]) -> Result<Staged, SinkError> {
        let staged = if self.whole { Staged::New } else { compare(&self.out.join(path), bytes) };
        if staged == Staged::Same {
            return Ok(staged);
        }
        let file = self.stage.join(path);
        write(&file, bytes).map_err(|error| failed(path, &error))?;
        Ok(staged)
    }

    fn commit(&mut self, outputs: &[String], gone: &[String]) -> Result<(), SinkError> {
        self.put_in_place(outputs, gone)?;
        self.owned = outputs.to_vec();
        Ok(())
    }
}

impl Drop for FolderSink {
    /// A build that failed leaves nothing behind; a commit that was cut short keeps its list of moves for the next run.
    fn drop(&mut self) {
        if !moves::begun(&self.stage) {
            let _ = fs::remove_dir_all(&self.stage);
        }
    }
}

/// Writes a file and the folders above it. Nearly every page has a folder of its own, so asking the system for it is
/// cheaper than remembering which are there.
fn write(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, bytes)
}

/// Reads no more of the old file than is needed to tell.
fn compare(file: &Path, bytes: &[u8]) -> Staged {
    let Ok(mut old) = fs::File::open(file) else { return Staged::New };
    let length = old.metadata().map(|data| if data.is_file() { data.len() } else { u64::MAX });
    if length.is_ok_and(|length| length == bytes.len() as u64) {
        let mut held = Vec::with_capacity(bytes.len());
        if old.read_to_end(&mut held).is_ok() && held == bytes {
            return Staged::Same;
        }
    }
    Staged::Changed
}

fn read_owner(out: &Path) -> Option<Vec<String>> {
    let text = fs::read_to_string(out.join(OWNER)).ok()?;
    let mut lines = text.lines();
    let is_ours = lines.next() == Some(HEADING);
    is_ours.then(|| {
        let mut paths: Vec<String> = lines.filter(|path| is_inside(path)).map(String::from).collect();
        // As it was written, unless somebody else did.
        if !paths.is_sorted_by(|a, b| a < b) {
            paths.sort_unstable();
            paths.dedup();
        }
        paths
    })
}

fn write_owner(out: &Path, outputs: &[String]) -> std::io::Result<()> {
    let mut text = String::with_capacity(outputs.iter().map(|path| path.len() + 1).sum::<usize>() + 32);
    text.push_str(HEADING);
    for path in outputs {
        text.push('\n');
        text.push_str(path);
    }
    text.push('\n');
    let waiting = out.join(format!("{OWNER}.new"));
    fs::write(&waiting, text)?;
    fs::rename(waiting, out.join(OWNER))
}

fn is_empty(folder: &Path) -> std::io::Result<bool> {
    for item in fs::read_dir(folder)? {
        if item?.file_name() != STAGE {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A name for the stage beside a folder that does not exist yet.
fn beside(out: &Path) -> PathBuf {
    let name = out.file_name().map_or_else(|| "out".into(), |name| name.to_string_lossy().into_owned());
    out.with_file_name(format!(".{name}{STAGE}"))
}

/// Whether the output folder is the site itself, holds it, or lies in its sources.
pub(super) fn holds(out: &Path, root: &Path, content: &str) -> bool {
    let (out, root) = (real(out), real(root));
    let sources = [content, "templates", "static", "themes", "words", STATE];
    root.starts_with(&out) || sources.iter().any(|folder| out.starts_with(real(&root.join(folder))))
}

/// The path without links; of one that does not exist yet, as far as it exists.
pub(super) fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.into());
    match (path.canonicalize(), path.parent(), path.file_name()) {
        (Ok(whole), ..) => whole,
        (Err(_), Some(parent), Some(name)) => real(parent).join(name),
        _ => path,
    }
}
