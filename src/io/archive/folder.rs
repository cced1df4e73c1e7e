//! The folder form itself, read as any container is.

use super::fault::{Fault, at};
use super::{Container, MOST_MANIFEST};
use crate::build::edition::manifest::MANIFEST;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A folder that says it is an edition.
pub struct Folder {
    top: PathBuf,
}

impl Folder {
    pub fn open(top: &Path) -> Self {
        Folder { top: top.to_path_buf() }
    }

    /// Every file below the folder, by path, in order.
    fn files(&self) -> Result<Vec<String>, Fault> {
        let mut found = Vec::new();
        let mut waiting = vec![String::new()];
        while let Some(folder) = waiting.pop() {
            let here = self.top.join(&folder);
            for item in fs::read_dir(&here).map_err(at(&here))? {
                let item = item.map_err(at(&here))?;
                let Some(name) = item.file_name().to_str().map(String::from) else {
                    let name = item.file_name().to_string_lossy().into_owned();
                    return Err(Fault::refused(format!("the name `{name}` is not UTF-8")));
                };
                let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                // The kind of the entry itself: a link is not followed.
                let kind = item.file_type().map_err(at(&here))?;
                match kind {
                    kind if kind.is_symlink() => {
                        return Err(Fault::refused(format!("the entry `{path}` is a symbolic link")));
                    }
                    kind if kind.is_dir() => waiting.push(path),
                    kind if kind.is_file() => found.push(path),
                    _ => return Err(Fault::refused(format!("the entry `{path}` is no plain file"))),
                }
            }
        }
        found.sort();
        Ok(found)
    }
}

impl Container for Folder {
    fn manifest(&mut self) -> Result<Vec<u8>, Fault> {
        let file = self.top.join(MANIFEST);
        let data = fs::symlink_metadata(&file)
            .map_err(|_| Fault::refused(format!("there is no `{MANIFEST}`: it is no edition")))?;
        if !data.is_file() || data.len() > MOST_MANIFEST {
            return Err(Fault::refused(format!("`{MANIFEST}` is no plain file, or larger than any edition needs")));
        }
        fs::read(&file).map_err(at(&file))
    }

    fn walk(&mut self, each: &mut dyn FnMut(&str, &mut dyn Read) -> Result<(), Fault>) -> Result<(), Fault> {
        for path in self.files()?.iter().filter(|path| *path != MANIFEST) {
            let file = self.top.join(path);
            each(path, &mut fs::File::open(&file).map_err(at(&file))?)?;
        }
        Ok(())
    }
}
