//! "Did you mean": the nearest id.

use super::{Resolver, Table};
use crate::base::text;
use crate::parse::document::DocumentKind;
use std::sync::atomic::Ordering;

impl Resolver {
    /// The id of an article that `word` may be a slip of the finger for. Like its sisters it has a budget for the whole
    /// build, so ask in a fixed order and only for what goes into a diagnostic.
    pub fn nearest_article(&self, word: &str) -> Option<&str> {
        self.nearest(word, &self.articles)
    }

    /// The nearest dossier's id.
    pub fn nearest_dossier(&self, word: &str) -> Option<&str> {
        self.nearest(word, &self.dossiers)
    }

    /// The nearest id of a person, place or organisation.
    pub fn nearest_entity(&self, kind: Option<DocumentKind>, word: &str) -> Option<&str> {
        let rows = self.entities.rows.iter().filter(|row| self.is_kind(row.node, kind));
        self.affordable(|| text::nearest(word, rows.map(|row| &*row.key)))
    }

    /// The nearest slug or name of a tag.
    pub fn nearest_tag(&self, word: &str) -> Option<&str> {
        self.affordable(|| text::nearest(word, self.tags.iter().map(|(key, _)| &**key)))
    }

    /// The nearest id or path of a page.
    pub fn nearest_page(&self, word: &str) -> Option<&str> {
        self.nearest(word, &self.pages)
    }

    /// The nearest background's id.
    pub fn nearest_background(&self, word: &str) -> Option<&str> {
        self.nearest(word, &self.backgrounds)
    }

    fn nearest<'a>(&'a self, word: &str, table: &'a Table) -> Option<&'a str> {
        self.affordable(|| text::nearest(word, table.rows.iter().map(|row| &*row.key)))
    }

    fn affordable<'a>(&self, search: impl FnOnce() -> Option<&'a str>) -> Option<&'a str> {
        let left = self.suggestions.load(Ordering::Relaxed);
        if left == 0 {
            return None;
        }
        self.suggestions.store(left - 1, Ordering::Relaxed);
        search()
    }
}
