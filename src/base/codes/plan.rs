//! Codes of faults found by `plan`.

use super::Code;

/// In order of code.
pub(super) const CODES: &[Code] = &[];
