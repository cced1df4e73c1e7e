//! Where editions are made: a hidden folder on the output's own file system. What is complete and verified is renamed
//! into place; everything else goes when the work ends, or when the next work begins.

use super::fault::{Fault, at};
use crate::io::folder::holds;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// How the name of such a folder ends.
pub const STAGE: &str = ".throughline-edition";
/// The file in a stage whose lock a run holds.
const LOCK: &str = "lock";

/// A hidden folder of one run. It lies where the work will be put, and so does its lock: whoever else writes there meets it,
/// from whatever site. The system lets go of the lock however we end.
struct Stage {
    folder: PathBuf,
    _lock: fs::File,
}

impl Stage {
    /// Takes the stage at `folder` for what is to be put at `place`; what a killed run left there goes first.
    fn take(folder: PathBuf, place: &Path) -> Result<Self, Fault> {
        let busy = || Fault::Machine(format!("another run is writing `{}`", place.display()));
        fs::create_dir_all(&folder).map_err(at(place))?;
        let file = folder.join(LOCK);
        let lock = fs::File::options().create(true).write(true).truncate(false).open(&file);
        let lock = lock.map_err(|error| match error.kind() {
            // A run that ends has just taken the folder away.
            ErrorKind::NotFound => busy(),
            _ => Fault::machine(place, &error),
        })?;
        lock.try_lock().map_err(|error| match error {
            fs::TryLockError::WouldBlock => busy(),
            fs::TryLockError::Error(error) => Fault::machine(place, &error),
        })?;
        if !is_at(&lock, &file) {
            return Err(busy());
        }
        for item in fs::read_dir(&folder).map_err(at(&folder))? {
            let item = item.map_err(at(&folder))?;
            let kind = item.file_type().map_err(at(&folder))?;
            match (kind.is_dir(), item.path()) {
                (true, path) => fs::remove_dir_all(&path).map_err(at(&path))?,
                (false, path) if path != file => fs::remove_file(&path).map_err(at(&path))?,
                _ => {}
            }
        }
        Ok(Stage { folder, _lock: lock })
    }
}

impl Drop for Stage {
    /// The lock goes last, while it is held.
    fn drop(&mut self) {
        for item in fs::read_dir(&self.folder).into_iter().flatten().flatten().filter(|item| item.file_name() != LOCK) {
            let _ = fs::remove_dir_all(item.path()).or_else(|_| fs::remove_file(item.path()));
        }
        let _ = fs::remove_file(self.folder.join(LOCK)).and_then(|()| fs::remove_dir(&self.folder));
    }
}

/// Whether an open file is the one that has this name now: the run before may have removed it since it was opened.
#[cfg(unix)]
fn is_at(open: &fs::File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |data: fs::Metadata| (data.dev(), data.ino());
    matches!((open.metadata().map(id), fs::symlink_metadata(path).map(id)), (Ok(a), Ok(b)) if a == b)
}

#[cfg(not(unix))]
fn is_at(_: &fs::File, path: &Path) -> bool {
    path.exists()
}

/// The place of one run.
pub struct Workshop {
    out: PathBuf,
    /// Whether the folder of editions was made for this run.
    made: bool,
    /// Taken away before the folder.
    stage: Option<Stage>,
    folder: PathBuf,
}

impl Workshop {
    /// Opens the folder of editions `out` of the site at `root`, whose documents lie in `content`.
    ///
    /// # Errors
    /// It lies in the sources, another run is at it, or it cannot be written.
    pub fn open(root: &Path, content: &str, out: &Path) -> Result<Self, Fault> {
        if holds(out, root, content) {
            let what = format!("`{}` holds the site's sources", out.display());
            return Err(Fault::Use(format!("{what}\n  help: choose another folder with `--out`, such as `editions`")));
        }
        if out.is_file() {
            let what = format!("`{}` is a file", out.display());
            return Err(Fault::Use(format!("{what}\n  help: choose a folder with `--out`, such as `editions`")));
        }
        let made = !out.exists();
        let folder = out.join(STAGE);
        let stage = Some(Stage::take(folder.clone(), out)?);
        Ok(Workshop { out: out.to_path_buf(), made, stage, folder })
    }

    /// A path in the workshop.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The place of a finished edition.
    pub fn place(&self, name: &str) -> PathBuf {
        self.out.join(name)
    }

    /// Puts what is complete in its place; a file takes the place of one.
    pub fn put(&self, from: &Path, name: &str) -> Result<(), Fault> {
        let to = self.place(name);
        fs::rename(from, &to).map_err(at(&to))
    }

    /// Puts a folder that is complete in the place of another one.
    pub fn exchange(&self, from: &Path, name: &str) -> Result<(), Fault> {
        let (to, old) = (self.place(name), self.path("old"));
        fs::rename(&to, &old).map_err(at(&to))?;
        fs::rename(from, &to).map_err(|error| {
            let _ = fs::rename(&old, &to);
            Fault::machine(&to, &error)
        })
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        self.stage = None;
        if self.made {
            // Only when nothing came to lie in it.
            let _ = fs::remove_dir(&self.out);
        }
    }
}

/// A folder that is filled beside its place, and renamed into it once it is whole.
pub struct Aside {
    folder: PathBuf,
    _stage: Stage,
}

impl Aside {
    /// A folder beside `place`; what a killed run left there goes first.
    pub fn of(place: &Path) -> Result<Self, Fault> {
        let place = std::path::absolute(place).map_err(at(place))?;
        let name = place.file_name().map_or_else(|| "out".into(), |name| name.to_string_lossy().into_owned());
        let stage = Stage::take(place.with_file_name(format!(".{name}{STAGE}")), &place)?;
        let folder = stage.folder.join("files");
        fs::create_dir(&folder).map_err(at(&folder))?;
        Ok(Aside { folder, _stage: stage })
    }

    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// Renames it to `place`, which is empty or not there.
    pub fn put(self, place: &Path) -> Result<(), Fault> {
        if place.exists() {
            fs::remove_dir(place).map_err(at(place))?;
        }
        fs::rename(&self.folder, place).map_err(at(place))
    }
}
