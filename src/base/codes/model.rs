//! Codes of faults found by `model`.

use super::Code;

/// In order of code.
pub(super) const CODES: &[Code] = &[];
