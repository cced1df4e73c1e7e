//! Codes of faults found by `render`.

use super::Code;

/// In order of code.
pub(super) const CODES: &[Code] = &[];
