//! Inputs that note what they were asked, and how what was asked for looked before it was read.

use super::record::{Folder, LEAST, Look, Print, Told, faults};
use crate::base::inputs::{Entry, InputError, Inputs, Listing, Stamp};
use crate::base::path::SourcePath;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError, RwLock};

/// Inputs with a note of every question.
pub struct Noted<'a> {
    inputs: &'a dyn Inputs,
    /// Answers that are known before they are asked for.
    ahead: Mutex<Vec<(Folder, Listing)>>,
    /// Read on all threads by `looks` and `differing`, when nobody asks any more.
    asked: RwLock<Asked>,
}

#[derive(Default)]
struct Asked {
    /// In the order in which they were asked for.
    folders: Vec<(Folder, Listing)>,
    /// Files that no listing told of; none for one that was not there.
    files: BTreeMap<SourcePath, Option<Stamp>>,
    /// Something could not be looked at: nobody can tell whether it stands.
    spoiled: bool,
}

impl Asked {
    fn has(&self, path: &SourcePath) -> bool {
        let told = |listing: &Listing| listing.entries.binary_search_by(|entry| entry.path.cmp(path)).is_ok();
        let inside = |folder: &str| folder.is_empty() || path.as_str() == folder || path.below(folder).is_some();
        self.folders.iter().any(|((folder, _), listing)| inside(folder) && told(listing))
            || self.files.contains_key(path)
    }
}

impl<'a> Noted<'a> {
    pub fn new(inputs: &'a dyn Inputs) -> Self {
        Noted { inputs, ahead: Mutex::default(), asked: RwLock::default() }
    }

    /// With what was listed just now.
    pub(super) fn ahead(&self, listed: Vec<(Folder, Listing)>) {
        *self.ahead.lock().unwrap_or_else(PoisonError::into_inner) = listed;
    }

    /// Everything that was asked, with the answers; none when an answer cannot be trusted to be the same twice.
    pub(super) fn looks(&self) -> Option<Vec<Look>> {
        let asked = self.asked.read().unwrap_or_else(PoisonError::into_inner);
        let folder = |((folder, plain), listing): &(Folder, Listing)| {
            let prints = listing.entries.par_iter().with_min_len(LEAST).map(Print::of).collect::<Option<_>>()?;
            Some(Look::Folder { folder: folder.clone(), plain: *plain, prints, faults: faults(listing) })
        };
        let file = |(path, stamp): (&SourcePath, &Option<Stamp>)| {
            let stamp = match stamp {
                Some(stamp) => Some(stamp.settled.then(|| stamp.told())?),
                None => None,
            };
            Some(Look::File { path: path.as_str().into(), stamp })
        };
        let looks = asked.folders.iter().map(folder).chain(asked.files.iter().map(file)).collect();
        if asked.spoiled { None } else { looks }
    }

    /// The files that look otherwise than at the time of `before`, and how they looked then; none when it was something
    /// else that was asked, or the files are not the same ones.
    pub(super) fn differing(&self, before: &[Look]) -> Option<Vec<(SourcePath, Told)>> {
        let asked = self.asked.read().unwrap_or_else(PoisonError::into_inner);
        if asked.spoiled || before.len() != asked.folders.len() + asked.files.len() {
            return None;
        }
        let (folders, files) = before.split_at(asked.folders.len());
        let mut differing = Vec::new();
        for (look, (place, listing)) in folders.iter().zip(&asked.folders) {
            let Look::Folder { folder, plain, prints, faults: told } = look else { return None };
            if (folder, plain) != (&place.0, &place.1)
                || *told != faults(listing)
                || prints.len() != listing.entries.len()
            {
                return None;
            }
            let differs = |(print, entry): (&Print, &Entry)| {
                let now = Print::now(entry);
                (*print != now).then(|| print.is_of(&now).then(|| (entry.path.clone(), print.stamp)))
            };
            let pairs = prints.par_iter().zip(&listing.entries).with_min_len(LEAST);
            differing.extend(pairs.filter_map(differs).collect::<Option<Vec<_>>>()?);
        }
        let same = |(look, (path, stamp)): (&Look, (&SourcePath, &Option<Stamp>))| {
            *look == Look::File { path: path.as_str().into(), stamp: stamp.map(|stamp| stamp.told()) }
        };
        files.iter().zip(&asked.files).all(same).then_some(differing)
    }

    fn noted(&self, place: Folder, list: impl Fn() -> Listing) -> Listing {
        let mut ahead = self.ahead.lock().unwrap_or_else(PoisonError::into_inner);
        let known = ahead.iter().position(|(known, _)| *known == place).map(|at| ahead.swap_remove(at).1);
        drop(ahead);
        let listing = known.unwrap_or_else(list);
        let mut asked = self.asked.write().unwrap_or_else(PoisonError::into_inner);
        asked.folders.push((place, listing.clone()));
        listing
    }

    /// Notes how a file looks, before it is read.
    fn note(&self, path: &SourcePath) {
        if self.asked.read().unwrap_or_else(PoisonError::into_inner).has(path) {
            return;
        }
        let stamp = self.inputs.stamp(path);
        let mut asked = self.asked.write().unwrap_or_else(PoisonError::into_inner);
        match stamp {
            Ok(stamp) => drop(asked.files.entry(path.clone()).or_insert(Some(stamp))),
            Err(error) if error.missing => drop(asked.files.entry(path.clone()).or_insert(None)),
            Err(_) => asked.spoiled = true,
        }
    }
}

impl Inputs for Noted<'_> {
    fn list(&self, folder: &str) -> Listing {
        self.noted((folder.into(), false), || self.inputs.list(folder))
    }

    fn list_plain(&self, path: &str) -> Listing {
        self.noted((path.into(), true), || self.inputs.list_plain(path))
    }

    fn stamp(&self, path: &SourcePath) -> Result<Stamp, InputError> {
        self.note(path);
        self.inputs.stamp(path)
    }

    fn read(&self, path: &SourcePath) -> Result<Vec<u8>, InputError> {
        self.note(path);
        self.inputs.read(path)
    }

    fn head(&self, path: &SourcePath, length: usize) -> Result<Vec<u8>, InputError> {
        self.note(path);
        self.inputs.head(path, length)
    }

    fn now(&self) -> jiff::Timestamp {
        self.inputs.now()
    }
}
