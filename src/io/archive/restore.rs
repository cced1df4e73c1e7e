//! The sources of an edition, back byte for byte, into an empty folder.

use super::fault::{Fault, at};
use super::open::open;
use super::verify::{Taker, verify};
use super::workshop::{Aside, STAGE};
use super::{durable, room};
use crate::base::path::SourcePath;
use crate::build::edition::manifest::{Manifest, SOURCES};
use crate::build::edition::sources::may_be;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Sources that unpack to more than this, and to more than so many times what the archive has itself, are no sources.
const MOST_UNPACKED: u64 = 256 << 20;
const MOST_TIMES: u64 = 200;

/// What was given back.
pub struct Restored {
    pub id: String,
    pub files: usize,
}

/// Writes sources below a folder as they pass by.
struct Writer<'a> {
    top: &'a Path,
    /// Bytes of the archive; none of a folder.
    packed: Option<u64>,
    /// The file that is being written.
    now: Option<(PathBuf, File)>,
    files: usize,
}

/// The path that a file of the edition has among the sources.
fn source(path: &str) -> Option<&str> {
    path.strip_prefix(SOURCES)?.strip_prefix('/')
}

impl Writer<'_> {
    /// Whether there is room for so many bytes, and an archive of this size may hold them.
    fn room(&self, bytes: u64) -> Result<(), Fault> {
        if let Some(packed) = self.packed
            && bytes > MOST_UNPACKED.max(packed.saturating_mul(MOST_TIMES))
        {
            let what = format!("its sources would unpack to {bytes} bytes: more than {MOST_TIMES} times its own size");
            return Err(Fault::refused(what));
        }
        match room::free(self.top) {
            Some(free) if free < bytes => {
                let place = self.top.parent().unwrap_or(self.top).display();
                Err(Fault::Machine(format!("`{place}`: the sources have {bytes} bytes, and there is room for {free}")))
            }
            _ => Ok(()),
        }
    }
}

impl Taker for Writer<'_> {
    fn expect(&mut self, manifest: &Manifest) -> Result<(), Fault> {
        let mut bytes: u64 = 0;
        for file in &manifest.files {
            let Some(below) = source(&file.path) else { continue };
            let path = SourcePath::new(below).filter(|path| path.as_str() == below);
            if path.is_none_or(|path| !may_be(&manifest.configuration, &manifest.content, &path)) {
                return Err(Fault::refused(format!("`{}` is no source that a site is built from", file.path)));
            }
            bytes = bytes.saturating_add(file.bytes);
        }
        self.room(bytes)
    }

    fn begin(&mut self, path: &str, _: u64) -> Result<bool, Fault> {
        let Some(below) = source(path) else { return Ok(false) };
        let file = self.top.join(below);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(at(&file))?;
        }
        let out = File::create_new(&file).map_err(at(&file))?;
        self.now = Some((file, out));
        Ok(true)
    }

    fn piece(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        match &mut self.now {
            Some((file, out)) => out.write_all(bytes).map_err(at(file)),
            None => Ok(()),
        }
    }

    fn end(&mut self, _: &str, whole: bool) -> Result<(), Fault> {
        match self.now.take() {
            Some((file, _)) if !whole => fs::remove_file(&file).map_err(at(&file))?,
            _ => self.files += 1,
        }
        Ok(())
    }
}

/// Restores into `folder`, which is empty or not there; when anything is wrong, it is left as it was.
///
/// # Errors
/// The edition is altered or hostile, has no sources, or the folder is not empty.
pub fn restore(edition: &Path, folder: &Path) -> Result<Restored, Fault> {
    let there = is_there(folder)?;
    // In a folder that is there, the stage lies within: it may be another disk, and somebody may stand in it.
    let aside = if there { Aside::of(&folder.join(SOURCES))? } else { Aside::of(folder)? };
    let (_, mut container) = open(edition)?;
    let packed = fs::metadata(edition).map_err(at(edition))?;
    let packed = packed.is_file().then_some(packed.len());
    let mut writer = Writer { top: aside.path(), packed, now: None, files: 0 };
    let verdict = verify(&mut *container, &mut writer)?;
    if !verdict.altered.is_empty() {
        return Err(Fault::Altered(verdict.altered));
    }
    let files = writer.files;
    if files == 0 {
        let what = "this edition holds no sources: it was made without `--with-sources`";
        return Err(Fault::Use(what.into()));
    }
    durable::tree(aside.path())?;
    if there {
        let settings = verdict.manifest.configuration.split('/').next().unwrap_or_default();
        settle(aside.path(), folder, settings)?;
    } else {
        aside.put(folder)?;
    }
    Ok(Restored { id: verdict.id, files })
}

/// Whether the folder is there; it must be empty then, but for what a killed run left.
fn is_there(folder: &Path) -> Result<bool, Fault> {
    let busy = format!("`{}` is not an empty folder\n  help: name one that is empty or not there", folder.display());
    match fs::symlink_metadata(folder) {
        Ok(data) if data.is_dir() => {}
        Ok(_) => return Err(Fault::Use(busy)),
        Err(_) => return Ok(false),
    }
    for item in fs::read_dir(folder).map_err(at(folder))? {
        let name = item.map_err(at(folder))?.file_name();
        if !name.to_string_lossy().starts_with(&format!(".{SOURCES}{STAGE}")) {
            return Err(Fault::Use(busy));
        }
    }
    Ok(true)
}

/// Moves what is in `from` up into `folder`, `last` last: a folder with settings is a whole site. When one cannot be moved,
/// none is.
fn settle(from: &Path, folder: &Path, last: &str) -> Result<(), Fault> {
    let mut names = Vec::new();
    for item in fs::read_dir(from).map_err(at(from))? {
        names.push(item.map_err(at(from))?.file_name());
    }
    names.sort_by_key(|name| (name == last, name.clone()));
    for (moved, name) in names.iter().enumerate() {
        let to = folder.join(name);
        if let Err(error) = fs::rename(from.join(name), &to) {
            // Back into the stage, which goes.
            names[..moved].iter().for_each(|name| drop(fs::rename(folder.join(name), from.join(name))));
            return Err(Fault::machine(&to, &error));
        }
    }
    durable::folder(folder)
}
