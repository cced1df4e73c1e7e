//! The model: documents in, the linked [`site::Site`] and everything wrong with it out. No text is rendered here.

pub mod check;
pub mod events;
mod identity;
pub mod links;
pub mod related;
pub mod resolve;
pub mod site;

use crate::base::diag::Diagnostic;
use crate::base::path::SourcePath;
use crate::parse::config::Config;
use crate::parse::document::Document;
use crate::parse::tags::TagFile;
use site::{Selection, Site};
use std::sync::Arc;

/// What a Site is made of.
pub struct Sources {
    pub config: Arc<Config>,
    /// In order of path.
    pub documents: Vec<Arc<Document>>,
    pub tags: TagFile,
    /// Files of `static/`, and files of the content folder that are no documents, in order of path.
    pub files: Vec<SourceFile>,
    pub now: jiff::Timestamp,
    pub selection: Selection,
}

/// A file that may be published as it is.
#[derive(Clone, Debug)]
pub struct SourceFile {
    pub path: SourcePath,
    pub length: u64,
    /// Of a picture, when it is known: width and height in pixels.
    pub size: Option<(u32, u32)>,
}

/// Links everything with everything. Never fails: what does not resolve is told in a diagnostic.
pub fn site(_sources: &Sources) -> (Site, Vec<Diagnostic>) {
    unimplemented!("model")
}
