//! What a change of files means for the site: nothing, a text in the place of another, or work.

use super::Workshop;
use super::job::{Job, What};
use super::same::{Places, fits};
use crate::base::inputs::{Entry, Inputs, Stamp};
use crate::base::path::SourcePath;
use crate::build::load::documents::parse_one;
use crate::build::load::folder::{Sieve, of_file, size};
use crate::build::load::ground::{Ground, reworded};
use crate::build::load::memo::{Known, Measured};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Files that may have changed.
#[derive(Clone, Debug)]
pub enum Touched {
    /// These alone.
    Files(BTreeSet<SourcePath>),
    /// This one, whatever its stamp says.
    Doubted(SourcePath),
    /// Nobody knows which.
    Any,
}

/// What is to be done.
pub enum Step {
    Nothing,
    /// Nothing but stamps: files were written, and are what they were.
    Stamps(Vec<(SourcePath, Stamp)>),
    /// Texts and files that leave everything else as it is.
    Swap(Swap),
    Work(Job),
}

/// Documents and files to put in the place of others, or a configuration that only pages can tell from the old one.
#[derive(Default)]
pub struct Swap {
    pub(super) ground: Option<Arc<Ground>>,
    pub(super) documents: Vec<(Known, Places)>,
    pub(super) files: Vec<Measured>,
}

/// Times that a file which moves while it is read is read again, before it is taken as it is.
const TRIES: usize = 3;

/// What a changed file is to the site.
enum Role {
    Document,
    File,
    Theme,
    Config,
    /// `tags.yaml`, a whole folder: everything may depend on it.
    Everything,
    Nothing,
}

impl Workshop {
    /// Looks at what changed.
    pub fn step(&self, inputs: &dyn Inputs, touched: &Touched) -> Step {
        let (paths, doubted) = match touched {
            Touched::Files(paths) => (paths.iter().collect(), false),
            Touched::Doubted(path) => (vec![path], true),
            Touched::Any => return Step::Work(self.job(What::Everything)),
        };
        let sieve = Sieve::new(&self.ground.config);
        let mut found = Found { doubted, ..Found::default() };
        for path in paths {
            match self.role(&sieve, path) {
                Role::Nothing => {}
                Role::Everything => found.everything = true,
                Role::Theme => found.theme = true,
                Role::Config => found.config = true,
                Role::Document => self.article(inputs, path, &mut found),
                Role::File => self.file(inputs, path, &mut found),
            }
        }
        self.decide(inputs, found)
    }

    fn decide(&self, inputs: &dyn Inputs, found: Found) -> Step {
        let Found { everything, theme, config, swap, put, gone, put_files, gone_files, stamps, doubted: _ } = found;
        let relink = !(put.is_empty() && gone.is_empty() && put_files.is_empty() && gone_files.is_empty());
        let texts = !(swap.documents.is_empty() && swap.files.is_empty());
        if everything || (theme || config) && (relink || texts) || theme && config {
            return Step::Work(self.job(What::Everything));
        }
        if config {
            return self.reworded(inputs).unwrap_or_else(|| Step::Work(self.job(What::Everything)));
        }
        if theme {
            return Step::Work(self.job(What::Theme));
        }
        if !relink {
            return match (texts, stamps.is_empty()) {
                (true, _) => Step::Swap(swap),
                (false, false) => Step::Stamps(stamps),
                (false, true) => Step::Nothing,
            };
        }
        let mut job = self.job(What::Documents);
        for known in put.into_iter().chain(swap.documents.into_iter().map(|(known, _)| known)) {
            job.memo.put(known);
        }
        for file in put_files.into_iter().chain(swap.files) {
            job.memo.put_file(file);
        }
        gone.iter().for_each(|path| job.memo.drop(path));
        gone_files.iter().for_each(|path| job.memo.drop_file(path));
        // With the first article, or without the last one, the folder is another.
        if job.memo.documents.is_empty() != self.memo.documents.is_empty() || job.memo.documents.is_empty() {
            job.what = What::Everything;
        }
        Step::Work(job)
    }

    /// When the configuration differs in what only pages show: nothing of the site need be made anew.
    fn reworded(&self, inputs: &dyn Inputs) -> Option<Step> {
        let is_told = self.shown.iter().any(|shown| shown.tells_of(&self.request.config));
        let ground = reworded(inputs, &self.request, &self.ground).filter(|_| !is_told)?;
        Some(Step::Swap(Swap { ground: Some(Arc::new(ground)), ..Swap::default() }))
    }

    fn role(&self, sieve: &Sieve, path: &SourcePath) -> Role {
        let content = &*self.ground.config.content;
        if *path == self.request.config {
            return Role::Config;
        }
        if path.below(content) == Some("tags.yaml") || path.as_str() == content {
            return Role::Everything;
        }
        if path.below(content).is_some() {
            return match (sieve.leaves(path), path.is_markdown()) {
                (true, _) => Role::Nothing,
                (false, true) => Role::Document,
                (false, false) => Role::File,
            };
        }
        let top = path.as_str().split('/').next().unwrap_or("");
        match top {
            "static" if path.as_str() == top => Role::Everything,
            "static" => Role::File,
            "templates" | "themes" | "words" => Role::Theme,
            _ => Role::Nothing,
        }
    }

    fn article(&self, inputs: &dyn Inputs, path: &SourcePath, found: &mut Found) {
        let before = self.memo.last(path);
        let read = |stamp| {
            let entry = Entry { path: path.clone(), stamp };
            parse_one(inputs, &entry, self.ground.context(), before)
        };
        let mut stamp = match inputs.stamp(path) {
            Ok(stamp) if !found.doubted && before.is_some_and(|known| known.stamp.proves(&stamp)) => return,
            Ok(stamp) => stamp,
            Err(error) if error.missing => return self.missing(path, before.is_some(), found),
            Err(_) if before.is_some() => Stamp::default(),
            Err(_) => return found.everything = true,
        };
        let mut known = read(stamp);
        for _ in 0..TRIES {
            match inputs.stamp(path) {
                Ok(now) if now != stamp => (stamp, known) = (now, read(now)),
                _ => break,
            }
        }
        match (known, before) {
            (Ok(known), Some(before)) if known.told == before.told && known.document == before.document => {
                found.stamps.push((path.clone(), known.stamp));
            }
            (Ok(known), Some(before)) => {
                let places = fits(&before.document, &known.document);
                match places.filter(|places| self.shown.iter().all(|shown| shown.can_tell(path, places))) {
                    Some(places) => found.swap.documents.push((known, places)),
                    None => found.put.push(known),
                }
            }
            (Ok(known), None) => found.put.push(known),
            (Err(error), _) if error.missing => self.missing(path, before.is_some(), found),
            (Err(_), _) => found.everything = true,
        }
    }

    fn missing(&self, path: &SourcePath, was_there: bool, found: &mut Found) {
        if was_there {
            found.gone.push(path.clone());
        } else if self.memo.has_below(path) || self.is_told(path) {
            // It was a folder; or what could not be read, or led out of the site, is gone.
            found.everything = true;
        }
    }

    /// Whether the path could not be read or led out of the site, or lies in a folder of which that is so.
    fn is_told(&self, path: &SourcePath) -> bool {
        let told = self.ground.told.iter().filter(|fault| ["link-outside", "unreadable"].contains(&fault.code));
        let covers = |place: &SourcePath| place == path || path.below(place.as_str()).is_some();
        told.filter_map(|fault| fault.place.as_ref()).any(|place| covers(&place.path))
    }

    fn file(&self, inputs: &dyn Inputs, path: &SourcePath, found: &mut Found) {
        let before = self.memo.file(path);
        match inputs.stamp(path) {
            Ok(stamp) if before.is_some_and(|(entry, _)| entry.stamp.proves(&stamp)) => {}
            Ok(_) if self.is_told(path) || inputs.is_stray(path, of_file(path, &self.ground.config)) => {
                found.everything = true;
            }
            Ok(stamp) => {
                let entry = Entry { path: path.clone(), stamp };
                let size = size(inputs, &entry, &self.memo);
                let same = before.is_some_and(|(_, known)| *known == size);
                let files = if same { &mut found.swap.files } else { &mut found.put_files };
                files.push((entry, size));
            }
            Err(error) if error.missing && before.is_some() => found.gone_files.push(path.clone()),
            Err(error) if error.missing => self.missing(path, false, found),
            Err(_) => found.everything = true,
        }
    }
}

/// What was found of all files.
#[derive(Default)]
struct Found {
    everything: bool,
    theme: bool,
    config: bool,
    swap: Swap,
    put: Vec<Known>,
    gone: Vec<SourcePath>,
    put_files: Vec<Measured>,
    gone_files: Vec<SourcePath>,
    stamps: Vec<(SourcePath, Stamp)>,
    /// Stamps prove nothing.
    doubted: bool,
}
