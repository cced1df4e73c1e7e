//! Where editions are made: a hidden folder on the output's own file system. What is complete and verified is renamed
//! into place; everything else goes when the work ends, or when the next work begins.

use super::fault::{Fault, at};
use crate::io::folder::holds;
use crate::io::state::State;
use std::fs;
use std::path::{Path, PathBuf};

/// How the name of such a folder ends.
pub const STAGE: &str = ".throughline-edition";

/// The place of one run.
pub struct Workshop {
    out: PathBuf,
    stage: PathBuf,
    /// Whether the folder of editions was made for this run.
    made: bool,
    /// Held while the work lasts; the system lets go of it however we end.
    _lock: fs::File,
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
        let lock = State::of(root, out).lock().map_err(at(out))?;
        lock.try_lock().map_err(|error| match error {
            fs::TryLockError::WouldBlock => Fault::Machine(format!("another run is writing `{}`", out.display())),
            fs::TryLockError::Error(error) => Fault::machine(out, &error),
        })?;
        let made = !out.exists();
        let stage = out.join(STAGE);
        clear(&stage)?;
        fs::create_dir_all(&stage).map_err(at(out))?;
        Ok(Workshop { out: out.to_path_buf(), stage, made, _lock: lock })
    }

    /// A path in the workshop.
    pub fn path(&self, name: &str) -> PathBuf {
        self.stage.join(name)
    }

    /// The place of a finished edition.
    pub fn place(&self, name: &str) -> PathBuf {
        self.out.join(name)
    }

    /// Puts what is complete in its place. A file takes the place of one; a folder that is there already has the same id
    /// in its name and stays, once `same` has found it whole.
    pub fn put(&self, from: &Path, name: &str, same: &dyn Fn(&Path) -> bool) -> Result<(), Fault> {
        let to = self.place(name);
        if to.is_dir() {
            if same(&to) {
                return Ok(());
            }
            let what = format!("`{}` is there and is not that edition", to.display());
            return Err(Fault::Use(format!("{what}\n  help: move it to another place")));
        }
        fs::rename(from, &to).map_err(at(&to))
    }
}

fn clear(stage: &Path) -> Result<(), Fault> {
    match fs::remove_dir_all(stage) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Fault::machine(stage, &error)),
        _ => Ok(()),
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        let _ = clear(&self.stage);
        if self.made {
            // Only when nothing came to lie in it.
            let _ = fs::remove_dir(&self.out);
        }
    }
}

/// A folder that is filled beside its place, and renamed into it once it is whole.
pub struct Aside(PathBuf);

impl Aside {
    /// A folder beside `place`; what a killed run left there goes first.
    pub fn of(place: &Path) -> Result<Self, Fault> {
        let place = std::path::absolute(place).map_err(at(place))?;
        let name = place.file_name().map_or_else(|| "out".into(), |name| name.to_string_lossy().into_owned());
        let aside = place.with_file_name(format!(".{name}{STAGE}"));
        clear(&aside)?;
        fs::create_dir_all(&aside).map_err(at(&aside))?;
        Ok(Aside(aside))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Renames it to `place`, which is empty or not there.
    pub fn put(self, place: &Path) -> Result<(), Fault> {
        if place.exists() {
            fs::remove_dir(place).map_err(at(place))?;
        }
        fs::rename(&self.0, place).map_err(at(place))
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        let _ = clear(&self.0);
    }
}
