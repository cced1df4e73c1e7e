//! What a commit may touch: only paths that stay inside the output folder, and nothing that somebody else put there.

use crate::build::SinkError;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path};

/// Whether a written path names something inside the folder: a list that was tampered with must lead nowhere else.
pub fn is_inside(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// Whether no folder above `path` is a link to another place.
pub fn is_reached(out: &Path, path: &str) -> bool {
    let is_link = |at: usize| fs::symlink_metadata(out.join(&path[..at])).is_ok_and(|data| data.is_symlink());
    !path.match_indices('/').any(|(at, _)| is_link(at))
}

/// The first thing that is in the way of a commit: a foreign file where a folder must stand, a foreign folder where a
/// file must stand, or a link. `staged` and `gone` are in order of path.
///
/// # Errors
/// Names it, with its path below the output folder.
pub fn clear_way(out: &Path, staged: &[String], gone: &[String]) -> Result<(), SinkError> {
    let mut seen = BTreeSet::new();
    for path in staged {
        for (at, _) in path.match_indices('/') {
            let folder = &path[..at];
            if seen.insert(folder) {
                folder_can_stand(out, folder, gone)?;
            }
        }
        if fs::symlink_metadata(out.join(path)).is_ok_and(|data| data.is_dir()) {
            file_can_stand(out, path, gone)?;
        }
    }
    Ok(())
}

fn in_the_way(path: &str, what: &str) -> SinkError {
    SinkError { path: path.into(), reason: format!("{what} is in the way: move it to another place") }
}

fn folder_can_stand(out: &Path, folder: &str, gone: &[String]) -> Result<(), SinkError> {
    match fs::symlink_metadata(out.join(folder)) {
        Ok(data) if data.is_symlink() => Err(in_the_way(folder, "a link to another place")),
        Ok(data) if !data.is_dir() && gone.binary_search_by(|path| path.as_str().cmp(folder)).is_err() => {
            Err(in_the_way(folder, "a file that Throughline did not write"))
        }
        _ => Ok(()),
    }
}

/// Everything below the folder must be ours and go.
fn file_can_stand(out: &Path, path: &str, gone: &[String]) -> Result<(), SinkError> {
    let failed = |error: std::io::Error| SinkError { path: path.into(), reason: super::disk::reason(&error) };
    for item in fs::read_dir(out.join(path)).map_err(failed)? {
        let item = item.map_err(failed)?;
        let below = format!("{path}/{}", item.file_name().to_string_lossy());
        if item.file_type().map_err(failed)?.is_dir() {
            file_can_stand(out, &below, gone)?;
        } else if gone.binary_search(&below).is_err() {
            return Err(in_the_way(&below, "a file that Throughline did not write"));
        }
    }
    Ok(())
}
