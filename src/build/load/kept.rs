//! What was parsed, kept in a file from one build to the next: reading a record is a fraction of parsing its document.
//!
//! Nothing of a piece that is held back is kept, whatever build it was read for: the file may lie about for years.

use super::memo::{Known, Memo};
use crate::base::hash::Hash128;
use crate::base::inputs::Entry;
use crate::base::path::SourcePath;
use crate::model::held::NotPublished;
use crate::parse::document::{Document, Front};
use jiff::Timestamp;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::io::{self, Read, Write};

const MAGIC: &[u8] = b"throughline-scan 1\n";
/// Records decoded together.
const BATCH: usize = 2048;
/// No record is larger: a length beyond this is damage.
const LARGEST: usize = 16 << 20;

/// What all records depend on.
#[derive(PartialEq, Eq, Serialize, Deserialize)]
struct Head {
    /// Hash of the program.
    engine: Hash128,
    /// Of the configuration and the components that the documents were parsed with.
    context: Hash128,
    measured: u32,
}

impl Memo {
    /// The memo that a program with this hash left; an empty one when there is none that can be read.
    pub fn read(from: &mut dyn Read, engine: Hash128) -> Memo {
        read(from, engine).unwrap_or_else(Memo::keeping)
    }

    /// Whether there is something to keep that the file does not have.
    pub fn has_news(&self) -> bool {
        self.news
    }

    /// Writes everything but what is held back at `now`, and what only held pieces use.
    ///
    /// # Errors
    /// What the machine said.
    pub fn write(&self, to: &mut dyn Write, engine: Hash128, held: &NotPublished, now: Timestamp) -> io::Result<()> {
        to.write_all(MAGIC)?;
        let held = Held::of(self, held, now);
        let measured: Vec<_> = self.measured.iter().filter(|(entry, _)| !held.paths.contains(&entry.path)).collect();
        frame(to, &encoded(&Head { engine, context: self.context, measured: measured.len() as u32 })?)?;
        measured.iter().try_for_each(|one| frame(to, &encoded(one)?))?;
        for batch in self.documents.chunks(BATCH) {
            let shown = batch.par_iter().filter(|known| known.stamp.settled && !held.has(&known.document));
            let records: Vec<io::Result<Vec<u8>>> = shown.map(encoded).collect();
            records.into_iter().try_for_each(|record| frame(to, &record?))?;
        }
        to.flush()
    }
}

fn read(from: &mut dyn Read, engine: Hash128) -> Option<Memo> {
    let mut magic = [0; MAGIC.len()];
    from.read_exact(&mut magic).ok().filter(|()| magic == MAGIC)?;
    let head: Head = postcard::from_bytes(&next(from)?).ok().filter(|head: &Head| head.engine == engine)?;
    let mut memo = Memo { context: head.context, ..Memo::keeping() };
    for _ in 0..head.measured {
        memo.measured.push(postcard::from_bytes::<(Entry, _)>(&next(from)?).ok()?);
    }
    loop {
        let frames: Vec<Vec<u8>> = std::iter::from_fn(|| next(from)).take(BATCH).collect();
        let last = frames.len() < BATCH;
        let known: Option<Vec<Known>> = frames.into_par_iter().map(|bytes| postcard::from_bytes(&bytes).ok()).collect();
        memo.documents.extend(known?);
        if last {
            break;
        }
    }
    let in_order = memo.documents.is_sorted_by(|a, b| a.document.path < b.document.path);
    in_order.then_some(memo)
}

fn encoded<T: Serialize>(value: &T) -> io::Result<Vec<u8>> {
    postcard::to_allocvec(value).map_err(io::Error::other)
}

/// A record, its length in four bytes before it.
fn frame(to: &mut dyn Write, bytes: &[u8]) -> io::Result<()> {
    to.write_all(&(bytes.len() as u32).to_le_bytes())?;
    to.write_all(bytes)
}

fn next(from: &mut dyn Read) -> Option<Vec<u8>> {
    let mut length = [0; 4];
    from.read_exact(&mut length).ok()?;
    let length = Some(u32::from_le_bytes(length) as usize).filter(|length| *length <= LARGEST)?;
    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

/// Sources of which nothing may be kept.
struct Held<'a> {
    paths: BTreeSet<&'a SourcePath>,
    /// Paths without a language, of which a translation is held with its original.
    originals: BTreeSet<String>,
}

impl<'a> Held<'a> {
    fn of(memo: &'a Memo, told: &'a NotPublished, now: Timestamp) -> Self {
        let dated = told.embargoed.iter().chain(&told.future).map(|(_, path)| path);
        let mut paths: BTreeSet<&SourcePath> =
            told.drafts.iter().chain(dated).chain(&told.faulty).chain(&told.held_with_them).collect();
        let own = memo.documents.iter().map(|known| &*known.document).filter(|document| is_held(document, now));
        paths.extend(own.map(|document| &document.path));
        let originals = memo.documents.iter().filter(|known| paths.contains(&known.document.path));
        let originals = originals.map(|known| without_language(&known.document)).collect();
        Held { paths, originals }
    }

    fn has(&self, document: &Document) -> bool {
        // What it translates is named by an id, which the Site resolves: none is kept while anything is held.
        let may_translate = document.common.translation_of.is_some() && !self.originals.is_empty();
        may_translate || self.paths.contains(&document.path) || self.originals.contains(&without_language(document))
    }
}

/// Whether a document holds itself back at the true time, which `--as-of` and `--drafts` do not change.
fn is_held(document: &Document, now: Timestamp) -> bool {
    let published = match &document.front {
        Front::Article(front) => front.published.as_ref().map(|published| &published.value),
        _ => None,
    };
    let common = &document.common;
    common.draft || common.embargoed_until.iter().chain(published).any(|date| date.instant > now)
}

fn without_language(document: &Document) -> String {
    let stem = document.path.stem();
    let bare = document.translation.as_ref().and_then(|language| stem.strip_suffix(&**language)?.strip_suffix('.'));
    format!("{}/{}", document.path.parent(), bare.unwrap_or(stem))
}
