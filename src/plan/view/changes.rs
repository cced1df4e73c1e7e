//! `changes`: what was corrected, updated or withdrawn, newest first.

use super::lens::Lens;
use super::types::{ChangeView, Word};
use crate::model::site::ArticleId;
use crate::parse::dates::Published;
use crate::parse::document::Text;
use crate::plan::lookup::article_front;
use std::cmp::Reverse;

/// A change and the article that it belongs to.
struct Change<'v> {
    article: ArticleId,
    date: &'v Published,
    kind: Word,
    text: Option<&'v Text>,
    was: Option<&'v Text>,
    now: Option<&'v Text>,
}

impl<'v> Lens<'v> {
    /// Every change of the site.
    pub fn changes(&self) -> Vec<ChangeView> {
        let mut all: Vec<Change> = Vec::new();
        for at in 0..self.site.articles.len() as u32 {
            self.changes_of(ArticleId(at), &mut all);
        }
        all.sort_by_key(|change| (Reverse(change.date.instant), Reverse(change.article)));
        all.iter().map(|change| self.change_view(change)).collect()
    }

    /// One correction of an article, for a named list.
    pub fn change(&self, article: ArticleId, correction: usize) -> Option<ChangeView> {
        let front = article_front(&self.site[article].doc)?;
        let correction = front.corrections.get(correction)?;
        Some(self.change_view(&of_correction(article, correction)))
    }

    fn changes_of(&self, id: ArticleId, all: &mut Vec<Change<'v>>) {
        let doc = &self.site[id].doc;
        let Some(front) = article_front(doc) else { return };
        if let Some(withdrawn) = &front.withdrawn {
            let (date, text) = (&withdrawn.date, Some(&withdrawn.reason));
            all.push(Change { article: id, date, kind: "withdrawal", text, was: None, now: None });
            return;
        }
        all.extend(front.corrections.iter().map(|correction| of_correction(id, correction)));
        // A written date says more than the corrections only where none of them has it.
        if let Some(date) = &doc.common.updated
            && !front.corrections.iter().any(|correction| correction.date.day == date.day)
        {
            all.push(Change { article: id, date, kind: "update", text: None, was: None, now: None });
        }
    }

    fn change_view(&self, change: &Change) -> ChangeView {
        ChangeView {
            date: self.published(change.date),
            kind: change.kind,
            article: self.card(change.article),
            text: change.text.cloned(),
            was: change.was.cloned(),
            now: change.now.cloned(),
            edition: self.first_edition(change.article, change.date, change.kind),
        }
    }
}

fn of_correction(article: ArticleId, correction: &crate::parse::document::Correction) -> Change<'_> {
    Change {
        article,
        date: &correction.date,
        kind: correction.kind.word(),
        text: correction.text.as_ref(),
        was: correction.was.as_ref(),
        now: correction.now.as_ref(),
    }
}
