//! Writing sources: a new site, a new document. Nothing that exists is ever overwritten.

use super::disk::reason;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Why a file was not written.
#[derive(Debug)]
pub enum Refused {
    /// It, or this in the folder, is already there.
    NotEmpty(String),
    /// The system's words.
    Failed(String),
}

fn failed(error: std::io::Error) -> Refused {
    Refused::Failed(reason(&error))
}

/// Writes the files of a new site into a folder that is empty or not there.
///
/// # Errors
/// When the folder holds anything but version control, or cannot be written.
pub fn write(folder: &Path, files: &[(&str, &str)]) -> Result<(), Refused> {
    fs::create_dir_all(folder).map_err(failed)?;
    for item in fs::read_dir(folder).map_err(failed)? {
        let name = item.map_err(failed)?.file_name().to_string_lossy().into_owned();
        if name != ".git" {
            return Err(Refused::NotEmpty(name));
        }
    }
    for (path, text) in files {
        write_new(&folder.join(path), text)?;
    }
    Ok(())
}

/// Writes one file that must not exist yet.
///
/// # Errors
/// When it exists, or cannot be written.
pub fn write_new(file: &Path, text: &str) -> Result<(), Refused> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut handle = fs::File::create_new(file).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Refused::NotEmpty(file.display().to_string()),
        _ => failed(error),
    })?;
    handle.write_all(text.as_bytes()).map_err(failed)
}
