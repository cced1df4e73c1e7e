//! YAML into a [`Node`] tree with places; what an editor's slip broke is mended in a draft and the reading goes on.

mod build;
mod draft;
mod line;
mod traps;

use super::tree::Node;
use crate::base::diag::{Diagnostic, Place, Span};
use crate::base::path::SourcePath;
use build::Built;
use draft::Draft;
pub use line::quoted;

/// What reading a YAML text gave.
#[derive(Debug, Default)]
pub struct Reading {
    /// None when there is nothing, or nothing readable.
    pub node: Option<Node>,
    pub diagnostics: Vec<Diagnostic>,
    /// True when parts could not be read: then a field that is missing may have been written after all.
    pub partial: bool,
}

/// Reads `text`, which begins `offset` bytes into the file at `path`: spans are bytes of that file.
/// None when there is nothing, or nothing readable; then a diagnostic says why.
pub fn yaml(path: &SourcePath, text: &str, offset: usize) -> (Option<Node>, Vec<Diagnostic>) {
    let reading = read(path, text, offset);
    (reading.node, reading.diagnostics)
}

/// As [`yaml`], and says whether parts were left out.
pub fn read(path: &SourcePath, text: &str, offset: usize) -> Reading {
    let mut reading = Reading::default();
    match build::build(text, None, offset) {
        Ok(built) => reading.take(built, path),
        Err(fault) => reading.mend(path, text, offset, fault),
    }
    reading
}

/// Faulty texts are read again after each mend; together no more than this many bytes.
const MENDING_BYTES: usize = 16 << 20;

/// Mends of a line's layout: its value may still hold another fault.
const LAYOUT: [&str; 4] = ["yaml-dash", "yaml-indentation", "yaml-key", "yaml-tab"];

impl Reading {
    fn take(&mut self, built: Built, path: &SourcePath) {
        self.node = built.node;
        self.diagnostics.extend(built.notes.into_iter().map(|note| note.diagnostic(path)));
    }

    /// Reports the fault, mends its line in a draft (or leaves its top-level entry out), and reads again.
    fn mend(&mut self, path: &SourcePath, text: &str, offset: usize, mut fault: build::Fault) {
        let mut draft = Draft::new(text);
        let mut reported: Vec<(usize, &str)> = Vec::new();
        let rounds = (MENDING_BYTES / (text.len() + 1)).clamp(2, 64);
        for _ in 0..rounds {
            let finding = traps::diagnose(&draft, &fault);
            let same = |&(line, code): &(usize, &str)| {
                line == finding.line && (code == finding.code || !LAYOUT.contains(&code))
            };
            let again = reported.iter().any(same);
            if !again {
                reported.push((finding.line, finding.code));
                let place = |at: &std::ops::Range<usize>| {
                    Place::new(path, Span::new(draft.original(at.start), draft.original(at.end)).shifted(offset))
                };
                let mut diagnostic = Diagnostic::new(finding.code, finding.message).at(place(&finding.at));
                diagnostic.label = finding.label;
                diagnostic.hints = finding.hints;
                self.diagnostics.push(diagnostic);
            }
            let mended = !again && !finding.edits.is_empty();
            if mended {
                draft.apply(finding.edits);
            } else {
                self.partial = true;
                if !draft.leave_out(finding.line) {
                    return;
                }
            }
            match build::build(draft.text(), Some(&draft), offset) {
                Ok(built) => return self.take(built, path),
                Err(next) => fault = next,
            }
        }
        self.partial = true;
    }
}

#[cfg(test)]
mod tests;
