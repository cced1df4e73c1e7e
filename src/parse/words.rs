//! The words of front matter that mean a choice: read here, and said back by lists, views and data.

use super::document::{CorrectionKind, Status, Weight};

impl Weight {
    /// As written; a normal weight has no word.
    pub const WORDS: &[(&'static str, Weight)] = &[("turning", Weight::Turning), ("background", Weight::Background)];

    /// The word for it; none for the normal one.
    pub fn word(self) -> Option<&'static str> {
        word(Self::WORDS, self)
    }
}

impl CorrectionKind {
    /// As written.
    pub const WORDS: &[(&'static str, CorrectionKind)] = &[
        ("correction", CorrectionKind::Correction),
        ("clarification", CorrectionKind::Clarification),
        ("update", CorrectionKind::Update),
        ("retraction", CorrectionKind::Retraction),
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        word(Self::WORDS, self).unwrap_or_default()
    }
}

impl Status {
    /// As written.
    pub const WORDS: &[(&'static str, Status)] =
        &[("running", Status::Running), ("paused", Status::Paused), ("closed", Status::Closed)];

    /// The word for it.
    pub fn word(self) -> &'static str {
        word(Self::WORDS, self).unwrap_or_default()
    }
}

fn word<T: PartialEq>(words: &[(&'static str, T)], choice: T) -> Option<&'static str> {
    words.iter().find(|(_, other)| *other == choice).map(|(word, _)| *word)
}
