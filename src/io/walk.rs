//! Every file below a folder of a site, with its stamp. Links are followed, for a content folder may be one, except where
//! only plain files are wanted.

use super::disk::{reason, stamp};
use crate::base::inputs::{Entry, InputError, Listing};
use crate::base::path::SourcePath;
use rayon::prelude::*;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

/// Files of one folder that one thread looks at: fewer are not worth waking another.
const SHARE: usize = 64;

/// A folder on the way down, without links.
struct Folder<'a> {
    real: PathBuf,
    above: Option<&'a Folder<'a>>,
    links: Links<'a>,
}

/// What becomes of links.
#[derive(Clone, Copy)]
enum Links<'a> {
    Passed,
    /// Followed; what leads to none of these folders is told.
    Followed(&'a [PathBuf]),
    /// Followed, behind a link that was told.
    Outside,
}

impl Folder<'_> {
    /// Whether it is this one, or lies in it.
    fn lies_in(&self, real: &Path) -> bool {
        self.real == real || self.above.is_some_and(|above| above.lies_in(real))
    }
}

/// What a name in a folder turned out to be.
enum Found {
    File(Entry),
    /// A link to a file out of the site.
    Stray(Entry),
    Folder(Listing),
    Fault(InputError),
    /// A pipe, a socket, a device.
    Nothing,
}

/// What lies below `folder` of the site in `root`, in order of path. `path` is that of the folder in the site; `looked_at`
/// the time, in nanoseconds since 1970. A folder that is not there is empty.
pub(super) fn walk(root: &Path, folder: &Path, path: &SourcePath, looked_at: i64) -> Listing {
    if !folder.is_dir() {
        return Listing::default();
    }
    let mut listing = match folder.canonicalize() {
        Ok(real) => {
            let within: Vec<PathBuf> = root.canonicalize().ok().into_iter().chain([real.clone()]).collect();
            below(&Folder { real, above: None, links: Links::Followed(&within) }, folder, path, looked_at)
        }
        Err(error) => fault(path, &error),
    };
    in_order(&mut listing);
    listing
}

/// What stands at `path`, no link followed: a file alone, or what lies below a folder. Anything else is nothing.
pub(super) fn plain(at: &Path, path: &SourcePath, looked_at: i64) -> Listing {
    let data = match fs::symlink_metadata(at) {
        Ok(data) => data,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Listing::default(),
        Err(error) => return fault(path, &error),
    };
    if data.is_file() {
        let entry = Entry { stamp: stamp(&data, looked_at), path: path.clone() };
        return Listing { entries: vec![entry], ..Listing::default() };
    }
    if !data.is_dir() {
        return Listing::default();
    }
    let mut listing = below(&Folder { real: at.into(), above: None, links: Links::Passed }, at, path, looked_at);
    in_order(&mut listing);
    listing
}

fn in_order(listing: &mut Listing) {
    listing.entries.sort_by(|a, b| a.path.cmp(&b.path));
    listing.strays.sort();
    listing.faults.sort_by(|a, b| (&a.path, &a.reason).cmp(&(&b.path, &b.reason)));
}

fn below(folder: &Folder, at: &Path, path: &SourcePath, looked_at: i64) -> Listing {
    let items: Vec<io::Result<DirEntry>> = match fs::read_dir(at) {
        Ok(items) => items.collect(),
        Err(error) => return fault(path, &error),
    };
    let look = |item: &io::Result<DirEntry>| match item {
        Ok(item) => look(item, folder, path, looked_at).unwrap_or_else(Found::Fault),
        Err(error) => Found::Fault(unseen(path, error)),
    };
    let found: Vec<Found> = items.par_iter().with_min_len(SHARE).map(look).collect();
    let mut listing = Listing::default();
    for one in found {
        match one {
            Found::File(entry) => listing.entries.push(entry),
            Found::Stray(entry) => {
                listing.strays.push(entry.path.clone());
                listing.entries.push(entry);
            }
            Found::Folder(more) => {
                listing.strays.extend(more.strays);
                listing.entries.extend(more.entries);
                listing.faults.extend(more.faults);
            }
            Found::Fault(error) => listing.faults.push(error),
            Found::Nothing => {}
        }
    }
    listing
}

fn look(item: &DirEntry, folder: &Folder, path: &SourcePath, looked_at: i64) -> Result<Found, InputError> {
    let name = item.file_name();
    let unfit = |what: &str| InputError {
        path: path.clone(),
        reason: format!("the name of `{}` {what}: rename it", name.to_string_lossy()),
        missing: false,
    };
    let text = name.to_str().ok_or_else(|| unfit("is not UTF-8"))?;
    let child = path.child(text).ok_or_else(|| unfit("has a backslash in it, which is a folder to some systems"))?;
    let failed = |error: io::Error| unseen(&child, &error);
    let kind = item.file_type().map_err(failed)?;
    if kind.is_file() {
        // Asked for beside the open folder, which is quicker than from the root.
        let data = item.metadata().map_err(failed)?;
        return Ok(Found::File(Entry { stamp: stamp(&data, looked_at), path: child }));
    }
    let at = item.path();
    if kind.is_dir() {
        let inside = Folder { real: folder.real.join(&name), above: Some(folder), links: folder.links };
        return Ok(Found::Folder(below(&inside, &at, &child, looked_at)));
    }
    if !kind.is_symlink() || matches!(folder.links, Links::Passed) {
        return Ok(Found::Nothing);
    }
    let data = fs::metadata(&at).map_err(failed)?;
    if !data.is_file() && !data.is_dir() {
        return Ok(Found::Nothing);
    }
    let real = at.canonicalize().map_err(failed)?;
    let strays = matches!(folder.links, Links::Followed(within) if !within.iter().any(|one| real.starts_with(one)));
    if data.is_file() {
        let entry = Entry { stamp: stamp(&data, looked_at), path: child };
        return Ok(if strays { Found::Stray(entry) } else { Found::File(entry) });
    }
    if folder.lies_in(&real) {
        return Err(unseen(&child, &io::Error::other("it is a link to a folder that holds it")));
    }
    let links = if strays { Links::Outside } else { folder.links };
    let mut inside = below(&Folder { real, above: Some(folder), links }, &at, &child, looked_at);
    inside.strays.extend(strays.then_some(child));
    Ok(Found::Folder(inside))
}

fn unseen(path: &SourcePath, error: &io::Error) -> InputError {
    InputError { path: path.clone(), reason: reason(error), missing: false }
}

fn fault(path: &SourcePath, error: &io::Error) -> Listing {
    Listing { faults: vec![unseen(path, error)], ..Listing::default() }
}
