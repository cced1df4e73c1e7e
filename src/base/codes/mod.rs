//! Every diagnostic code: its default severity, whether `lints:` may lower it, and what `explain CODE` says.

mod config;
mod markdown;
mod model;
mod parse;
mod plan;
mod render;
mod system;
mod yaml;

use super::diag::Severity;

/// One code.
pub struct Code {
    pub code: &'static str,
    pub severity: Severity,
    /// True when `lints:` may set it to `allow` or `warn`: never for what would make a wrong page.
    pub lowerable: bool,
    /// One sentence: what is wrong.
    pub summary: &'static str,
    /// What it means, why it matters and how to mend it, with an example (Markdown).
    pub explanation: &'static str,
}

/// All codes, group by group.
pub fn all() -> impl Iterator<Item = &'static Code> {
    const GROUPS: [&[Code]; 8] = [
        config::CODES,
        parse::CODES,
        yaml::CODES,
        markdown::CODES,
        model::CODES,
        plan::CODES,
        render::CODES,
        system::CODES,
    ];
    GROUPS.into_iter().flatten()
}

/// The entry of `code`.
pub fn find(code: &str) -> Option<&'static Code> {
    all().find(|entry| entry.code == code)
}

/// The severity of `code` before `lints:` and `--strict`; an unlisted code is an error (a test keeps the list whole).
pub fn default_severity(code: &str) -> Severity {
    find(code).map_or(Severity::Error, |entry| entry.severity)
}
