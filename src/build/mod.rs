//! The build: every page of the plan rendered into a sink, window by window; nothing is committed before all are there.

pub mod checks;
#[cfg(feature = "archive")]
pub mod edition;
mod frames;
pub mod ledger;
pub mod lints;
pub mod load;
pub mod memory;
mod pictures;
pub mod preview;
pub mod reason;
pub mod shard;
pub mod standing;

use crate::base::diag::{Diagnostic, in_order};
use crate::base::hash::Hash128;
use crate::base::inputs::Inputs;
use crate::base::progress::Progress;
use crate::plan::Page;
use crate::plan::view::Views;
use crate::render::Renderer;
use ledger::{Book, Ledger, Line, RawRow, Row};
use rayon::prelude::*;
use shard::{Shard, Stock};
use standing::Edited;

/// Why an output could not be written.
#[derive(Clone, Debug)]
pub struct SinkError {
    /// Below the output folder; empty for the folder itself.
    pub path: String,
    /// The system's words.
    pub reason: String,
}

/// What staging did with an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Staged {
    /// It is not there yet.
    New,
    /// It is there with other bytes.
    Changed,
    /// It is there with these bytes, and is left alone.
    Same,
}

/// The door out. Nothing is seen by a reader before `commit`.
pub trait Sink: Sync {
    /// What the last build left here, in order of path.
    fn owned(&self) -> &[String];

    /// Whether the last build's output at `path` is there, with this length in bytes.
    fn has(&self, _path: &str, _length: u64) -> bool {
        false
    }

    /// The hash of the output at `path` as it is now; none when it cannot be read.
    fn hash(&self, _path: &str) -> Option<Hash128> {
        None
    }

    /// Keeps the bytes aside; called from many threads, in any order.
    fn stage(&self, path: &str, bytes: &[u8]) -> Result<Staged, SinkError>;

    /// Puts everything staged in its place and removes `gone`; `outputs` is what the folder holds afterwards. Both in
    /// order of path.
    fn commit(&mut self, outputs: &[String], gone: &[String]) -> Result<(), SinkError>;
}

/// What a build did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Outputs with a template.
    pub pages: usize,
    /// All outputs.
    pub files: usize,
    /// Made anew; the others stand as the last build left them, or were taken from shards.
    pub rendered: usize,
    pub taken: usize,
    pub new: usize,
    pub changed: usize,
    pub removed: usize,
    /// Bytes of all outputs.
    pub bytes: u64,
}

/// Why nothing was built.
#[derive(Debug)]
pub enum Failure {
    /// Pages that could not be rendered, in order.
    Pages(Vec<Diagnostic>),
    Sink(SinkError),
}

/// Pages rendered together: enough to keep every thread busy, few enough that their bytes do not count.
const WINDOW: usize = 256;

/// What a build works with.
pub struct Work<'a> {
    pub inputs: &'a dyn Inputs,
    pub views: &'a Views<'a>,
    pub renderer: &'a Renderer,
    pub progress: &'a dyn Progress,
    /// Texts that were edited since the last build, when nothing else was.
    pub edited: Option<&'a Edited>,
    /// Build no more than this slice.
    pub shard: Option<Shard>,
    /// Where the outputs lie that the old ledger tells of, when it is not in the sink.
    pub stock: Option<&'a dyn Stock>,
}

/// What was done for an output.
enum Did {
    Nothing,
    Rendered(Staged),
    Taken(Staged),
}

/// Renders every page of the plan into the sink, then commits.
///
/// # Errors
/// As [`build_again`].
pub fn build(
    inputs: &dyn Inputs,
    views: &Views,
    renderer: &Renderer,
    sink: &mut dyn Sink,
    progress: &dyn Progress,
) -> Result<Report, Failure> {
    build_again(
        &Work { inputs, views, renderer, progress, edited: None, shard: None, stock: None },
        sink,
        &mut Ledger::none(),
    )
}

/// As [`build`], without rendering again what stands: pages whose keys are those of the ledger.
///
/// # Errors
/// Every page that failed (the first window with a failure ends the work), or what the sink could not do. The output
/// is then as it was.
pub fn build_again(work: &Work, sink: &mut dyn Sink, ledger: &mut Ledger) -> Result<Report, Failure> {
    let all = &work.views.plan.pages;
    let pages = work.shard.map_or(&all[..], |shard| shard.slice(all));
    work.progress.phase("render", pages.len());
    ledger.begin(work.renderer.hash(), ledger::names(work.renderer.parts()));
    let mut report = Report { files: pages.len(), ..Report::default() };
    let mut outputs: Vec<String> = Vec::with_capacity(pages.len());
    for window in pages.chunks(WINDOW) {
        let paths: Vec<String> = window.iter().map(Page::output).collect();
        let rows = ledger.rows(&paths);
        let book = &ledger.book;
        let jobs = window.par_iter().zip(&paths).zip(rows);
        let done: Vec<_> = jobs.map(|((page, path), row)| turn(work, &*sink, book, page, path, row)).collect();
        work.progress.step(window.len());
        report.pages += paths.iter().filter(|path| path.ends_with(".html")).count();
        let mut faults = Vec::new();
        for one in done {
            match one {
                Ok((line, did)) => {
                    ledger.write(&line);
                    report.add(line.length(), did);
                }
                Err(Failure::Pages(more)) => faults.extend(more),
                Err(failure) => return Err(failure),
            }
        }
        if !faults.is_empty() {
            return Err(Failure::Pages(in_order(faults)));
        }
        outputs.extend(paths);
    }
    work.progress.phase("write", 0);
    let gone = missing_from(&outputs, sink.owned());
    report.removed = gone.len();
    sink.commit(&outputs, &gone).map_err(Failure::Sink)?;
    Ok(report)
}

/// One page: left alone when it stands, else rendered and staged.
fn turn(
    work: &Work,
    sink: &dyn Sink,
    book: &Book,
    page: &Page,
    path: &str,
    old: Option<RawRow>,
) -> Result<(Line, Did), Failure> {
    let is_there = work.stock.is_some() || (!book.verify && work.edited.is_some_and(|edited| edited.there));
    let is_whole = |row: &RawRow| match book.verify {
        _ if is_there => true,
        true => sink.hash(path) == Some(row.hash),
        false => sink.has(path, row.length),
    };
    let old = old.filter(|row| row.has_keys && is_whole(row));
    let (old, stands) = match work.edited {
        Some(edited) if !edited.may_show(&page.kind) => (None, old),
        _ => (old, None),
    };
    if let Some(row) = stands {
        return Ok((Line::Same(row), Did::Nothing));
    }
    let prepared = work.renderer.prepare(work.views, page);
    let parts = if book.keeps { book.parts(prepared.keys()) } else { Vec::new() };
    let old = old.and_then(|raw| Some((raw.row().filter(|row| row.parts == parts)?, raw)));
    if let Some((row, raw)) = old {
        let Some(stock) = work.stock else { return Ok((Line::Same(raw), Did::Nothing)) };
        if let Some(bytes) = stock.bytes(&row) {
            let staged = sink.stage(path, &bytes).map_err(Failure::Sink)?;
            return Ok((Line::Same(raw), Did::Taken(staged)));
        }
    }
    let bytes = work.renderer.fill(work.inputs, work.views, page, prepared);
    let bytes = bytes.map_err(|fault| Failure::Pages(vec![*fault]))?;
    let staged = sink.stage(path, &bytes).map_err(Failure::Sink)?;
    let hash = if book.keeps { Hash128::of(&bytes) } else { Hash128::default() };
    let row = Row { path: path.into(), length: bytes.len() as u64, hash, parts };
    Ok((Line::New(row), Did::Rendered(staged)))
}

impl Report {
    /// Counts an output of so many bytes.
    fn add(&mut self, length: u64, did: Did) {
        let staged = match did {
            Did::Nothing => None,
            Did::Rendered(staged) | Did::Taken(staged) => Some(staged),
        };
        self.bytes += length;
        self.rendered += usize::from(matches!(did, Did::Rendered(_)));
        self.taken += usize::from(matches!(did, Did::Taken(_)));
        self.new += usize::from(staged == Some(Staged::New));
        self.changed += usize::from(staged == Some(Staged::Changed));
    }
}

/// What stands in `owned` and not in `outputs`; both in order.
fn missing_from(outputs: &[String], owned: &[String]) -> Vec<String> {
    owned.iter().filter(|path| outputs.binary_search(path).is_err()).cloned().collect()
}
