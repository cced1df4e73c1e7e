//! Why an edition could not be written, or is not to be trusted.

use crate::base::diag::Diagnostic;
use crate::io::disk::reason;
use std::path::Path;

/// What went wrong.
#[derive(Clone, Debug)]
pub enum Fault {
    /// The archive is hostile or damaged beyond reading: one sentence. Exit code 1.
    Refused(String),
    /// Files that are not what the manifest says, one sentence each, in order of path. Exit code 1.
    Altered(Vec<String>),
    /// The command cannot be carried out as it was written: message, and what to do. Exit code 2.
    Use(String),
    /// A template or a source is at fault, with its place. Exit code 1.
    Content(Box<Diagnostic>),
    /// The machine failed: disk full, no right to read. Exit code 3.
    Machine(String),
}

impl Fault {
    /// A refusal.
    pub fn refused(what: impl Into<String>) -> Self {
        Fault::Refused(what.into())
    }

    /// The system's refusal to read or write `path`.
    pub fn machine(path: &Path, error: &std::io::Error) -> Self {
        Fault::Machine(format!("`{}`: {}", path.display(), reason(error)))
    }
}

/// Turns an error of the system into a fault that names the path: `.map_err(at(path))`.
pub fn at(path: &Path) -> impl Fn(std::io::Error) -> Fault + '_ {
    move |error| Fault::machine(path, &error)
}
