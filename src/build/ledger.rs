//! The ledger: one row for each output of the last build, with the key of every part that it was made from. A page
//! whose keys stand is not rendered again.
//!
//! Rows lie in order of path, so a build reads the old ledger and writes the new one in one pass beside the plan. A
//! ledger that cannot be read, or was written by another program or with other templates, is an empty one.

pub use super::frames::Writer;
use super::frames::{self, Frame};
use crate::base::hash::Hash128;
use crate::plan::view::keys::Key;
use serde::{Deserialize, Serialize};
use std::io::{self, Read};
use std::ops::Range;

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

/// A row as it lies in a ledger: it goes into the next one as it is.
#[derive(Debug)]
pub(super) struct RawRow {
    frame: Frame,
    /// Where in it the path lies.
    path: Range<usize>,
    pub length: u64,
    pub hash: Hash128,
    /// It has keys: its output need not be made every time.
    pub has_keys: bool,
}

/// What the bytes of a [`Row`] begin with.
#[derive(Deserialize)]
struct Beginning<'b> {
    path: &'b str,
    length: u64,
    hash: Hash128,
    parts: usize,
}

impl RawRow {
    fn of(frame: Frame) -> Option<RawRow> {
        let Beginning { path, length, hash, parts } = frame.begins()?;
        let at = path.as_ptr() as usize - frame.bytes().as_ptr() as usize;
        Some(RawRow { path: at..at + path.len(), length, hash, has_keys: parts > 0, frame })
    }

    pub fn path(&self) -> &[u8] {
        &self.frame.bytes()[self.path.clone()]
    }

    /// All of it; none when it is no row.
    pub fn row(&self) -> Option<Row> {
        self.frame.says()
    }
}

/// What a build writes down of an output.
pub(super) enum Line {
    /// Nothing but what was known of it.
    Same(RawRow),
    New(Row),
}

impl Line {
    pub fn length(&self) -> u64 {
        match self {
            Line::Same(row) => row.length,
            Line::New(row) => row.length,
        }
    }
}

/// The rows of an earlier build, read one by one.
pub struct Rows<'a> {
    from: Box<dyn Read + Send + 'a>,
    pub head: Head,
    next: Option<RawRow>,
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

    /// The rows of the shards of one build: first these, then those. Rows of another program or of other templates than these
    /// are left out, for one head speaks for all.
    #[must_use]
    pub fn followed_by(self, after: Rows<'a>) -> Self {
        let after = Some(after).filter(|after| after.head == self.head).map(Box::new);
        Rows { after, ..self }
    }

    /// The row of `path`, if there is one. Paths must be asked for in order.
    pub fn find(&mut self, path: &str) -> Option<Row> {
        self.raw(path)?.row()
    }

    /// The same as it lies there.
    fn raw(&mut self, path: &str) -> Option<RawRow> {
        while self.next.as_ref()?.path() < path.as_bytes() {
            self.advance();
        }
        self.next.take_if(|row| row.path() == path.as_bytes()).inspect(|_| self.next = self.read())
    }

    fn advance(&mut self) -> Option<RawRow> {
        let row = self.next.take()?;
        // Rows out of order are damage, and end the ledger.
        self.next = self.read().filter(|next| next.path() > row.path());
        Some(row)
    }

    fn read(&mut self) -> Option<RawRow> {
        let next = frames::frame(&mut *self.from).and_then(RawRow::of);
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
        self.advance()?.row()
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
    pub(super) fn rows(&mut self, paths: &[String]) -> Vec<Option<RawRow>> {
        match self.old.as_mut().filter(|_| self.holds) {
            Some(old) => paths.iter().map(|path| old.raw(path)).collect(),
            None => paths.iter().map(|_| None).collect(),
        }
    }

    pub(super) fn write(&mut self, line: &Line) {
        let Some(new) = &mut self.new else { return };
        match line {
            Line::Same(row) => new.put(&row.frame),
            Line::New(row) => new.frame(row),
        }
        self.lengths.push(line.length());
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
