//! Codes of faults of the command line, the configuration of the machine, and the output.

use super::Code;

/// In order of code.
pub(super) const CODES: &[Code] = &[];
