//! What was read before: a document whose stamp stands is not parsed again.

use crate::base::diag::Diagnostic;
use crate::base::hash::{Hash128, Hasher};
use crate::base::inputs::{Entry, Stamp};
use crate::base::path::SourcePath;
use crate::model::SourceFile;
use crate::parse::config::Config;
use crate::parse::document::{Document, Text};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;
use thin_vec::ThinVec;

/// Documents and picture sizes as they were read last. Documents hold for one set of components and for one way of reading
/// (`Config::reading`): under another, none of them does.
#[derive(Clone, Debug, Default)]
pub struct Memo {
    /// False: nothing is kept for the next time.
    pub(super) keeps: bool,
    /// What can no longer be read stands as it was known last. A build never shows that.
    pub(super) stands_in: bool,
    context: Hash128,
    /// In order of path. Many states know the same.
    pub(in crate::build) documents: Arc<Vec<Known>>,
    /// What the documents were before, that the last load parsed anew; in order of path.
    pub(super) replaced: Vec<Known>,
    /// Paths of the documents that the last load parsed without knowing them before, when it knew any.
    pub(super) fresh: Vec<SourcePath>,
    /// How many documents were added to the file that it was read from; none if nothing can be added to it: it read no file,
    /// one of another context, or one whose additions are damaged.
    pub(in crate::build) again: Option<usize>,
    /// Files that are no documents, in order of path, with the size of a picture.
    pub(in crate::build) measured: Arc<Vec<Measured>>,
}

/// A file that is no document, and the size of a picture.
pub type Measured = (Entry, Option<(u32, u32)>);

/// Finds documents one after the other: far sooner than each by itself.
pub(super) struct InOrder<'a> {
    rest: &'a [Known],
}

impl<'a> InOrder<'a> {
    /// The document of a path that comes after those that were asked for.
    pub fn last(&mut self, path: &SourcePath) -> Option<&'a Known> {
        while let [first, rest @ ..] = self.rest {
            match first.document.path.cmp(path) {
                Ordering::Less => self.rest = rest,
                Ordering::Equal => return Some(first),
                Ordering::Greater => return None,
            }
        }
        None
    }
}

/// A document as it was parsed, before the Site judged it.
#[derive(Clone, Debug)]
pub struct Known {
    pub stamp: Stamp,
    pub document: Arc<Document>,
    /// What parsing told, before `lints:`.
    pub told: ThinVec<Diagnostic>,
}

impl Memo {
    /// An empty one, filled by the next load.
    pub fn keeping() -> Self {
        Memo { keeps: true, stands_in: true, ..Memo::default() }
    }

    /// Of documents that were parsed in this context, in order of path.
    pub(in crate::build) fn of(context: Hash128, documents: Vec<Known>, again: Option<usize>) -> Self {
        Memo { keeps: true, context, documents: documents.into(), again, ..Memo::default() }
    }

    /// What the last load parsed anew, as it is now.
    pub(in crate::build) fn parsed_anew(&self) -> impl Iterator<Item = &Known> {
        let replaced = self.replaced.iter().map(|known| &known.document.path);
        replaced.chain(&self.fresh).filter_map(|path| self.last(path))
    }

    /// The hash of what the documents were parsed with: the components, and what of the configuration they depend on.
    pub(in crate::build) fn context(&self) -> Hash128 {
        self.context
    }

    /// What a document was before the last load parsed it anew.
    pub(in crate::build) fn before(&self, path: &SourcePath) -> Option<&Known> {
        let at = self.replaced.binary_search_by(|known| known.document.path.cmp(path)).ok()?;
        Some(&self.replaced[at])
    }

    /// Has every document read again if the components, or what of the configuration reading depends on, are not those that
    /// they were parsed with.
    pub(super) fn settle(&mut self, config: &Config, components: &BTreeSet<Text>) {
        let mut hasher = Hasher::default();
        hasher.field(&config.reading().0);
        components.iter().for_each(|name| {
            hasher.field(name.as_bytes());
        });
        let context = hasher.finish();
        if self.context != context {
            // No file has this stamp: all are read again, and until then they are the last that was known.
            Arc::make_mut(&mut self.documents).iter_mut().for_each(|known| known.stamp = Stamp::default());
            self.context = context;
            self.again = None;
        }
    }

    /// The documents, in order of path.
    pub fn parsed(&self) -> Vec<Arc<Document>> {
        self.documents.iter().map(|known| known.document.clone()).collect()
    }

    /// What parsing them told, `lints:` not yet applied.
    pub fn told(&self) -> impl Iterator<Item = &Diagnostic> {
        self.documents.iter().flat_map(|known| &known.told)
    }

    /// The document of this path as it was read last.
    pub fn last(&self, path: &SourcePath) -> Option<&Known> {
        self.documents.get(self.seat(path).ok()?)
    }

    /// The documents, to be asked for in order of path.
    pub(super) fn in_order(&self) -> InOrder<'_> {
        InOrder { rest: &self.documents }
    }

    /// Where the document of this path is, or would be.
    fn seat(&self, path: &SourcePath) -> Result<usize, usize> {
        self.documents.binary_search_by(|known| known.document.path.cmp(path))
    }

    /// Takes a document in; the one that it replaces.
    pub(in crate::build) fn put(&mut self, known: Known) -> Option<Known> {
        let seat = self.seat(&known.document.path);
        let documents = Arc::make_mut(&mut self.documents);
        match seat {
            Ok(at) => Some(std::mem::replace(&mut documents[at], known)),
            Err(at) => {
                documents.insert(at, known);
                None
            }
        }
    }

    /// Notes the stamp of a document that is what it was.
    pub(in crate::build) fn note(&mut self, path: &SourcePath, stamp: Stamp) {
        if let Ok(at) = self.seat(path) {
            Arc::make_mut(&mut self.documents)[at].stamp = stamp;
        }
    }

    /// Forgets a document.
    pub(in crate::build) fn drop(&mut self, path: &SourcePath) {
        if let Ok(at) = self.seat(path) {
            Arc::make_mut(&mut self.documents).remove(at);
        }
    }

    /// The documents that can no longer be looked at, or that lie in a folder of which that is so: they stand as they were
    /// known last.
    pub(super) fn standing_in(&self, unseen: &[SourcePath]) -> impl Iterator<Item = Entry> {
        let may = !unseen.is_empty() && self.stands_in;
        let covers = |path: &&SourcePath| unseen.iter().any(|it| it == *path || path.below(it.as_str()).is_some());
        let paths = self.documents.iter().filter(move |_| may).map(|known| &known.document.path);
        // No file has this stamp, so that each is asked for, and told of.
        paths.filter(covers).map(|path| Entry { path: path.clone(), stamp: Stamp::default() })
    }

    /// Whether anything that is known lies below this folder.
    pub(in crate::build) fn has_below(&self, folder: &SourcePath) -> bool {
        let below = |path: &SourcePath| path.below(folder.as_str()).is_some();
        let first = self.documents.partition_point(|known| known.document.path <= *folder);
        // Names such as `a-b` stand between `a` and `a/b`.
        let near = |known: &&Known| known.document.path.as_str().starts_with(folder.as_str());
        self.documents[first..].iter().take_while(near).any(|known| below(&known.document.path))
            || self.measured.iter().any(|(entry, _)| below(&entry.path))
    }

    /// A file that is no document, as it was measured last.
    pub(in crate::build) fn file(&self, path: &SourcePath) -> Option<&Measured> {
        let at = self.measured.binary_search_by(|(known, _)| known.path.cmp(path)).ok()?;
        Some(&self.measured[at])
    }

    /// Takes a file in.
    pub(in crate::build) fn put_file(&mut self, measured: Measured) {
        let files = Arc::make_mut(&mut self.measured);
        match files.binary_search_by(|(known, _)| known.path.cmp(&measured.0.path)) {
            Ok(at) => files[at] = measured,
            Err(at) => files.insert(at, measured),
        }
    }

    /// Forgets a file.
    pub(in crate::build) fn drop_file(&mut self, path: &SourcePath) {
        Arc::make_mut(&mut self.measured).retain(|(known, _)| known.path != *path);
    }

    /// The files, in order of path.
    pub fn files(&self) -> Vec<SourceFile> {
        let file = |(entry, size): &Measured| SourceFile { path: entry.path.clone(), stamp: entry.stamp, size: *size };
        self.measured.iter().map(file).collect()
    }

    /// The size of a picture, if its stamp is the one it was measured at; `Some(None)` is a file that is no picture.
    pub(super) fn size(&self, entry: &Entry) -> Option<Option<(u32, u32)>> {
        let (known, size) = self.file(&entry.path)?;
        known.stamp.proves(&entry.stamp).then_some(*size)
    }
}
