//! YAML into a [`Node`] tree with places.

use super::tree::Node;
use crate::base::diag::Diagnostic;
use crate::base::path::SourcePath;

/// Reads `text`, which begins `offset` bytes into the file at `path`: spans are bytes of that file.
/// None when there is nothing, or nothing readable; then a diagnostic says why.
pub fn yaml(_path: &SourcePath, _text: &str, _offset: usize) -> (Option<Node>, Vec<Diagnostic>) {
    unimplemented!("front")
}
