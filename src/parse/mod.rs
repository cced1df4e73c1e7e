//! Parsing never fails: every function here returns a value and the diagnostics about it.

pub mod config;
pub mod dates;
pub mod document;
pub mod tags;
pub mod tree;

use crate::base::diag::Diagnostic;
use crate::base::path::SourcePath;
use config::Config;
use document::Document;

/// Reads one Markdown file. `path` decides its kind; `config` gives the time zone, `fields:` and `ignore:`.
pub fn document(_path: &SourcePath, _bytes: &[u8], _config: &Config) -> (Document, Vec<Diagnostic>) {
    unimplemented!("helper: front")
}
