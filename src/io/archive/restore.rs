//! The sources of an edition, back byte for byte, into an empty folder.

use super::fault::{Fault, at};
use super::open::open;
use super::verify::{Taker, verify};
use super::workshop::Aside;
use crate::build::edition::manifest::SOURCES;
use std::fs;
use std::io::Write;
use std::path::Path;

/// What was given back.
pub struct Restored {
    pub id: String,
    pub files: usize,
}

/// Writes sources below a folder as they pass by.
struct Writer<'a> {
    top: &'a Path,
    files: usize,
}

impl Taker for Writer<'_> {
    fn wants(&self, path: &str, _: u64) -> bool {
        path.strip_prefix(SOURCES).is_some_and(|rest| rest.starts_with('/'))
    }

    fn take(&mut self, path: &str, bytes: &[u8]) -> Result<(), Fault> {
        let below = &path[SOURCES.len() + 1..];
        let file = self.top.join(below);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(at(&file))?;
        }
        fs::File::create_new(&file).and_then(|mut out| out.write_all(bytes)).map_err(at(&file))?;
        self.files += 1;
        Ok(())
    }
}

/// Restores into `folder`, which is empty or not there; when anything is wrong, it is left as it was.
///
/// # Errors
/// The edition is altered or hostile, has no sources, or the folder is not empty.
pub fn restore(edition: &Path, folder: &Path) -> Result<Restored, Fault> {
    let busy = format!("`{}` is not an empty folder\n  help: name one that is empty or not there", folder.display());
    match fs::symlink_metadata(folder) {
        Ok(data) if !data.is_dir() => return Err(Fault::Use(busy)),
        Ok(_) if fs::read_dir(folder).map_err(at(folder))?.next().is_some() => return Err(Fault::Use(busy)),
        _ => {}
    }
    let aside = Aside::of(folder)?;
    let (_, mut container) = open(edition)?;
    let mut writer = Writer { top: aside.path(), files: 0 };
    let verdict = verify(&mut *container, &mut writer)?;
    if !verdict.altered.is_empty() {
        return Err(Fault::Altered(verdict.altered));
    }
    let files = writer.files;
    if files == 0 {
        let what = "this edition holds no sources: it was made without `--with-sources`";
        return Err(Fault::Use(what.into()));
    }
    aside.put(folder)?;
    Ok(Restored { id: verdict.id, files })
}
