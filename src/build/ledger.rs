//! The ledger: one row for each output of the last build, with the key of every part that it was made from. A page
//! whose keys stand is not rendered again.
//!
//! Rows lie in order of path, so a build reads the old ledger and writes the new one in one pass beside the plan. A
//! ledger that cannot be read, or was written by another program or with other templates, is an empty one.

use super::frames;
pub use super::frames::Writer;
use crate::base::hash::Hash128;
use crate::plan::view::keys::Key;
use serde::{Deserialize, Serialize};
use std::io::{self, Read};

const MAGIC: &[u8] = b"throughline-ledger 1\n";

/// What every output depends on: they stand in the head, once for all rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Hash of the program.
    pub engine: Hash128,
    /// Hash of all templates and words.
    pub templates: Hash128,
    /// The names of parts, in order; rows point here.
    pub names: Vec<String>,
}

/// One output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Below the output folder.
    pub path: String,
    pub length: u64,
    /// Of its bytes.
    pub hash: Hash128,
    /// Each part with its name's place in the head; empty for an output that must be made every time.
    pub parts: Vec<(u16, Key)>,
}

/// The rows of an earlier build, read one by one.
pub struct Rows<'a> {
    from: Box<dyn Read + Send + 'a>,
    pub head: Head,
    next: Option<Row>,
    /// Those that come after the last of these.
    after: Option<Box<Rows<'a>>>,
}

impl<'a> Rows<'a> {
    /// Reads the head; none when it is no ledger.
    pub fn open(mut from: Box<dyn Read + Send + 'a>) -> Option<Self> {
        let head: Head = frames::open(&mut *from, MAGIC)?;
        let mut rows = Rows { from, head, next: None, after: None };
        rows.next = rows.read();
        Some(rows)
    }

    /// The rows of the shards of one build: first these, then those.
    #[must_use]
    pub fn followed_by(self, after: Rows<'a>) -> Self {
        Rows { after: Some(Box::new(after)), ..self }
    }

    /// The row of `path`, if there is one. Paths must be asked for in order.
    pub fn find(&mut self, path: &str) -> Option<Row> {
        while self.next.as_ref()?.path.as_str() < path {
            self.advance();
        }
        self.next.take_if(|row| row.path == path).inspect(|_| self.next = self.read())
    }

    fn advance(&mut self) -> Option<Row> {
        let row = self.next.take()?;
        // Rows out of order are damage, and end the ledger.
        self.next = self.read().filter(|next| next.path > row.path);
        Some(row)
    }

    fn read(&mut self) -> Option<Row> {
        let next = frames::next(&mut *self.from);
        next.or_else(|| {
            let after = *self.after.take()?;
            let next;
            (self.from, self.after, next) = (after.from, after.after, after.next);
            next.or_else(|| self.read())
        })
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        self.advance()
    }
}

/// The old ledger and the new one of a build.
#[derive(Default)]
pub struct Ledger<'a> {
    old: Option<Rows<'a>>,
    new: Option<Writer<'a>>,
    engine: Hash128,
    /// The old one was written by this program with these templates.
    holds: bool,
    /// Of each output written, in order of path, in bytes.
    lengths: Vec<u64>,
    pub(super) book: Book,
}

/// What a page is judged by.
#[derive(Default)]
pub(super) struct Book {
    /// Rows are written, so keys are needed.
    pub keeps: bool,
    /// Look at the bytes of an output before it is taken to stand, not at its length alone.
    pub verify: bool,
    names: Vec<String>,
}

impl<'a> Ledger<'a> {
    /// For a sink that keeps none: every page is rendered.
    pub fn none() -> Self {
        Ledger::default()
    }

    /// `engine` is the hash of the running program; `verify` distrusts the output.
    pub fn new(old: Option<Rows<'a>>, new: Writer<'a>, engine: Hash128, verify: bool) -> Self {
        let book = Book { keeps: true, verify, names: Vec::new() };
        Ledger { old, new: Some(new), engine, holds: false, lengths: Vec::new(), book }
    }

    /// Begins a build with these templates, whose parts bear these names.
    pub(super) fn begin(&mut self, templates: Hash128, names: Vec<String>) {
        let head = Head { engine: self.engine, templates, names };
        self.holds = self.old.as_ref().is_some_and(|old| old.head == head);
        if let Some(new) = &mut self.new {
            new.begin(MAGIC, &head);
        }
        self.book.names = head.names;
    }

    /// The rows of a window of outputs, in order; none where the old ledger has none that holds.
    pub(super) fn rows(&mut self, paths: &[String]) -> Vec<Option<Row>> {
        match self.old.as_mut().filter(|_| self.holds) {
            Some(old) => paths.iter().map(|path| old.find(path)).collect(),
            None => paths.iter().map(|_| None).collect(),
        }
    }

    pub(super) fn write(&mut self, row: &Row) {
        if let Some(new) = &mut self.new {
            new.frame(row);
            self.lengths.push(row.length);
        }
    }

    /// The length of each output of this build, in order of path, in bytes.
    pub fn lengths(&self) -> &[u64] {
        &self.lengths
    }

    /// Ends the new ledger. It may take the old one's place when the output has been committed.
    ///
    /// # Errors
    /// What the machine said to a row: then the new ledger is not whole.
    pub fn finish(&mut self) -> io::Result<()> {
        self.new.as_mut().map_or(Ok(()), Writer::finish)
    }
}

impl Book {
    /// Keys as a row has them; empty when there are none.
    pub fn parts(&self, keys: Option<Vec<(&str, Key)>>) -> Vec<(u16, Key)> {
        let place = |name: &str| self.names.binary_search_by(|other| other.as_str().cmp(name)).ok();
        let part = |(name, key): (&str, Key)| Some((place(name)? as u16, key));
        keys.and_then(|keys| keys.into_iter().map(part).collect()).unwrap_or_default()
    }
}

/// The names that rows of a site with these parts may have, in order.
pub(super) fn names<'n>(parts: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut names: Vec<String> = parts.chain(crate::render::BESIDE).map(String::from).collect();
    names.sort_unstable();
    names.dedup();
    names
}
