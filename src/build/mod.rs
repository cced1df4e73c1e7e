//! The build: every page of the plan rendered into a sink, window by window; nothing is committed before all are there.

pub mod checks;
#[cfg(feature = "archive")]
pub mod edition;
pub mod lints;
pub mod load;
pub mod memory;
mod pictures;
pub mod preview;

use crate::base::diag::{Diagnostic, in_order};
use crate::base::inputs::Inputs;
use crate::base::progress::Progress;
use crate::plan::view::Views;
use crate::render::Renderer;
use rayon::prelude::*;

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

    /// Keeps the bytes aside; called from many threads, in any order.
    fn stage(&self, path: &str, bytes: &[u8]) -> Result<Staged, SinkError>;

    /// Called once for each output, in order of path, when its window is staged: a sink that writes one stream appends
    /// the output here.
    fn append(&mut self, _path: &str) -> Result<(), SinkError> {
        Ok(())
    }

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

/// Renders every page of the plan into the sink, then commits.
///
/// # Errors
/// Every page that failed (the first window with a failure ends the work), or what the sink could not do. The output
/// is then as it was.
pub fn build(
    inputs: &dyn Inputs,
    views: &Views,
    renderer: &Renderer,
    sink: &mut dyn Sink,
    progress: &dyn Progress,
) -> Result<Report, Failure> {
    let pages = &views.plan.pages;
    progress.phase("render", pages.len());
    let mut report = Report { files: pages.len(), ..Report::default() };
    report.pages = pages.iter().filter(|page| page.output().ends_with(".html")).count();
    for window in pages.chunks(WINDOW) {
        let done: Vec<_> = window.par_iter().map(|page| turn(inputs, views, renderer, &*sink, page)).collect();
        progress.step(window.len());
        let mut faults = Vec::new();
        for one in done {
            match one {
                Ok((staged, length)) => {
                    report.bytes += length;
                    report.new += usize::from(staged == Staged::New);
                    report.changed += usize::from(staged == Staged::Changed);
                }
                Err(Failure::Pages(more)) => faults.extend(more),
                Err(failure) => return Err(failure),
            }
        }
        if !faults.is_empty() {
            return Err(Failure::Pages(in_order(faults)));
        }
        for page in window {
            sink.append(&page.output()).map_err(Failure::Sink)?;
        }
    }
    progress.phase("write", 0);
    let outputs: Vec<String> = pages.iter().map(|page| page.output()).collect();
    let gone = missing_from(&outputs, sink.owned());
    report.removed = gone.len();
    sink.commit(&outputs, &gone).map_err(Failure::Sink)?;
    Ok(report)
}

/// One page: rendered and staged.
fn turn(
    inputs: &dyn Inputs,
    views: &Views,
    renderer: &Renderer,
    sink: &dyn Sink,
    page: &crate::plan::Page,
) -> Result<(Staged, u64), Failure> {
    let bytes = renderer.page(inputs, views, page).map_err(|fault| Failure::Pages(vec![*fault]))?;
    let staged = sink.stage(&page.output(), &bytes).map_err(Failure::Sink)?;
    Ok((staged, bytes.len() as u64))
}

/// What stands in `owned` and not in `outputs`; both in order.
fn missing_from(outputs: &[String], owned: &[String]) -> Vec<String> {
    owned.iter().filter(|path| outputs.binary_search(path).is_err()).cloned().collect()
}
