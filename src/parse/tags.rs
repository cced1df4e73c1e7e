//! `content/tags.yaml`: what plain tags mean, and their other names.

use super::document::{Spanned, Text};
use crate::base::diag::Diagnostic;
use crate::base::path::SourcePath;

/// The file's entries, in the order written.
#[derive(Clone, Debug, Default)]
pub struct TagFile {
    pub path: Option<SourcePath>,
    pub entries: Vec<TagEntry>,
}

#[derive(Clone, Debug)]
pub struct TagEntry {
    pub name: Spanned<Text>,
    pub also: Vec<Spanned<Text>>,
    pub description: Option<Text>,
    pub note: Option<Text>,
}

/// Reads `tags.yaml`.
pub fn tags(_path: &SourcePath, _text: &str) -> (TagFile, Vec<Diagnostic>) {
    unimplemented!("config")
}
