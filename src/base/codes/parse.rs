//! Codes of faults found by `parse`.

use super::Code;

/// In order of code.
pub(super) const CODES: &[Code] = &[];
