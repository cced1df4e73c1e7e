//! The scan of a body: what it refers to, its anchors, its components; its text is not kept.

use super::Context;
use super::document::Body;
use crate::base::diag::{Diagnostic, Span};
use crate::base::path::SourcePath;

/// Scans the body that lies at `span` of the file with this `text`.
pub fn scan(_path: &SourcePath, _text: &str, _span: Span, _context: Context) -> (Body, Vec<Diagnostic>) {
    unimplemented!("markdown")
}
