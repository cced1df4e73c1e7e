//! The last word on every diagnostic: `lints:` of the site, `--strict`, and what many documents say alike, said once.

use crate::base::codes;
use crate::base::diag::{Diagnostic, Severity};
use crate::parse::config::Config;

/// Gives each diagnostic the severity that the site asks for and drops what it allows. A code that must not be lowered
/// keeps its own (the configuration's reader has told so).
pub fn apply(diagnostics: Vec<Diagnostic>, config: &Config) -> Vec<Diagnostic> {
    diagnostics.into_iter().filter_map(|diagnostic| one(diagnostic, config)).collect()
}

fn one(mut diagnostic: Diagnostic, config: &Config) -> Option<Diagnostic> {
    let Some(level) = config.lints.get(diagnostic.code) else { return Some(diagnostic) };
    match level.severity() {
        Some(Severity::Error) => diagnostic.severity = Severity::Error,
        Some(severity) if lowerable(diagnostic.code) => diagnostic.severity = severity,
        None if lowerable(diagnostic.code) => return None,
        _ => {}
    }
    Some(diagnostic)
}

fn lowerable(code: &str) -> bool {
    codes::find(code).is_some_and(|entry| entry.lowerable)
}

/// `--strict`: a warning is an error.
pub fn strict(diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics {
        diagnostic.severity = Severity::Error;
    }
}
