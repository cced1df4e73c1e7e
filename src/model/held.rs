//! What a build leaves out, and why.

use crate::base::path::SourcePath;

/// What `build` left out, for its summary line.
#[derive(Clone, Debug, Default)]
pub struct NotPublished {
    pub drafts: Vec<SourcePath>,
    /// With the instant at which each may appear.
    pub embargoed: Vec<(jiff::Timestamp, SourcePath)>,
    /// `published` in the future (or after `--as-of`).
    pub future: Vec<(jiff::Timestamp, SourcePath)>,
    /// `--keep-going`: faulty documents.
    pub faulty: Vec<SourcePath>,
    /// Dossiers, people, places, organisations and files that only held pieces use.
    pub held_with_them: Vec<SourcePath>,
}

impl NotPublished {
    /// Why a document is not published, in words; none when it is, or was never read.
    pub fn reason(&self, path: &SourcePath) -> Option<&'static str> {
        let dated = |list: &[(jiff::Timestamp, SourcePath)]| list.iter().any(|(_, held)| held == path);
        if self.drafts.contains(path) {
            return Some("it is a draft");
        }
        if dated(&self.embargoed) {
            return Some("it is under embargo");
        }
        if dated(&self.future) {
            return Some("it is published later");
        }
        if self.faulty.contains(path) {
            return Some("it has errors");
        }
        self.held_with_them.contains(path).then_some("only held pieces use it")
    }
}
