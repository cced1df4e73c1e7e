//! Inputs that note what they were asked, and how what was asked for looked before it was read.

use super::record::{Look, Print, faults};
use crate::base::inputs::{InputError, Inputs, Listing, Stamp};
use crate::base::path::SourcePath;
use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

/// Inputs with a note of every question.
pub struct Noted<'a> {
    inputs: &'a dyn Inputs,
    asked: RwLock<Asked>,
}

#[derive(Default)]
struct Asked {
    /// In the order in which they were asked for.
    folders: Vec<(String, Listing)>,
    /// Files that no listing told of; none for one that was not there.
    files: BTreeMap<SourcePath, Option<Stamp>>,
    /// Something could not be looked at: nobody can tell whether it stands.
    spoiled: bool,
}

impl Asked {
    fn has(&self, path: &SourcePath) -> bool {
        let told = |listing: &Listing| listing.entries.binary_search_by(|entry| entry.path.cmp(path)).is_ok();
        let inside = |folder: &str| folder.is_empty() || path.below(folder).is_some();
        self.folders.iter().any(|(folder, listing)| inside(folder) && told(listing)) || self.files.contains_key(path)
    }
}

impl<'a> Noted<'a> {
    pub fn new(inputs: &'a dyn Inputs) -> Self {
        Noted { inputs, asked: RwLock::default() }
    }

    /// Everything that was asked, with the answers; none when an answer cannot be trusted to be the same twice.
    pub(super) fn looks(&self) -> Option<Vec<Look>> {
        let asked = self.asked.read().unwrap_or_else(PoisonError::into_inner);
        let folder = |(folder, listing): &(String, Listing)| {
            let prints = listing.entries.iter().map(Print::of).collect::<Option<_>>()?;
            Some(Look::Folder { folder: folder.clone(), prints, faults: faults(listing) })
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

    /// The files that look otherwise than at the time of `before`; none when it was something else that was asked, or the
    /// files are not the same ones.
    pub(super) fn differing(&self, before: &[Look]) -> Option<Vec<SourcePath>> {
        let asked = self.asked.read().unwrap_or_else(PoisonError::into_inner);
        if asked.spoiled || before.len() != asked.folders.len() + asked.files.len() {
            return None;
        }
        let (folders, files) = before.split_at(asked.folders.len());
        let mut differing = Vec::new();
        for (look, (folder, listing)) in folders.iter().zip(&asked.folders) {
            let Look::Folder { folder: other, prints, faults: told } = look else { return None };
            if other != folder || *told != faults(listing) || prints.len() != listing.entries.len() {
                return None;
            }
            for (print, entry) in prints.iter().zip(&listing.entries) {
                let now = Print::now(entry);
                if !print.is_of(&now) {
                    return None;
                }
                if *print != now {
                    differing.push(entry.path.clone());
                }
            }
        }
        let same = |(look, (path, stamp)): (&Look, (&SourcePath, &Option<Stamp>))| {
            *look == Look::File { path: path.as_str().into(), stamp: stamp.map(|stamp| stamp.told()) }
        };
        files.iter().zip(&asked.files).all(same).then_some(differing)
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
        let listing = self.inputs.list(folder);
        let mut asked = self.asked.write().unwrap_or_else(PoisonError::into_inner);
        asked.folders.push((folder.into(), listing.clone()));
        listing
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
