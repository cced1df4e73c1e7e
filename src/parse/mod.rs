//! Parsing never fails: every function here returns a value and the diagnostics about it.

pub mod config;
pub mod dates;
pub mod document;
pub mod lists;
pub mod markdown;
pub mod tags;
pub mod theme;
pub mod tree;
pub mod yaml;

use crate::base::diag::Diagnostic;
use crate::base::path::SourcePath;
use config::Config;
use document::{Document, Text};
use std::collections::BTreeSet;

/// What reading a document depends on, beside its bytes.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub config: &'a Config,
    /// Names of the components that the templates offer: fenced blocks with one of these names are no code.
    pub components: &'a BTreeSet<Text>,
}

/// Reads one Markdown file. `path` decides its kind.
pub fn document(_path: &SourcePath, _bytes: &[u8], _context: Context) -> (Document, Vec<Diagnostic>) {
    unimplemented!("front")
}
