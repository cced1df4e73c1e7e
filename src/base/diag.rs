//! A diagnostic is data: written where a fault is found, printed once in `io/terminal`.

use super::path::SourcePath;
use serde::{Deserialize, Serialize};

/// How bad it is. `--strict` turns warnings into errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
}

/// A byte range in a source file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// From byte offsets.
    pub fn new(start: usize, end: usize) -> Self {
        Span { start: start as u32, end: end as u32 }
    }

    /// The same range, `by` bytes further on.
    pub fn shifted(self, by: usize) -> Self {
        Span { start: self.start + by as u32, end: self.end + by as u32 }
    }
}

/// A file, and where in it when that is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub path: SourcePath,
    pub span: Option<Span>,
}

impl Place {
    /// A place with a byte range.
    pub fn new(path: &SourcePath, span: Span) -> Self {
        Place { path: path.clone(), span: Some(span) }
    }

    /// A whole file.
    pub fn file(path: &SourcePath) -> Self {
        Place { path: path.clone(), span: None }
    }
}

/// One thing that is wrong, with its place and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// Where it is; none for faults of the whole site.
    pub place: Option<Place>,
    pub severity: Severity,
    /// A code of `base/codes.rs`.
    pub code: &'static str,
    /// One sentence without a full stop; code words in backticks.
    pub message: String,
    /// What is said under the marked text.
    pub label: Option<String>,
    /// The other places of a conflict, each with a label.
    pub others: Vec<(Place, String)>,
    /// What to do about it.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// Of the code's default severity (`base/codes.rs`).
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Diagnostic {
            place: None,
            severity: super::codes::default_severity(code),
            code,
            message: message.into(),
            label: None,
            others: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// Sets its place.
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Says something under the marked text.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Names another source of the conflict.
    pub fn also(mut self, place: Place, label: impl Into<String>) -> Self {
        self.others.push((place, label.into()));
        self
    }

    /// Adds what to do about it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Sorts by place, then code, and drops what is said twice: the order in which they are printed.
pub fn in_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort();
    diagnostics.dedup();
    diagnostics
}
