//! Selection: which documents this build may publish. Not one byte of the others leaves.

use super::Sources;
use super::held::NotPublished;
use super::site::Hold;
use crate::base::path::SourcePath;
use crate::parse::dates::Published;
use crate::parse::document::{ArticleFront, Document, DocumentKind, Front};
use jiff::Timestamp;
use rayon::prelude::*;
use std::sync::Arc;

/// Whether a document is in this build, by what it says of itself.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum State {
    In(Hold),
    Draft,
    Embargoed(Timestamp),
    Future(Timestamp),
    Faulty,
    /// Fit to be published itself, but what it belongs to is not.
    HeldWith,
}

impl State {
    /// It is published by this build.
    pub fn is_in(&self) -> bool {
        matches!(self, State::In(_))
    }

    /// Nothing of it may be known yet, nor what it alone uses.
    pub fn is_secret(&self) -> bool {
        matches!(self, State::Draft | State::Embargoed(_) | State::Future(_) | State::HeldWith)
    }

    /// Its faults are told: those of a scheduled piece too, before the morning on which nobody looks; not those of a draft.
    pub fn is_told(&self) -> bool {
        !matches!(self, State::Draft | State::Faulty)
    }
}

/// The state of each document, in their order.
pub(super) fn states(sources: &Sources) -> Vec<State> {
    sources.documents.par_iter().map(|document| state(document, sources)).collect()
}

/// The sources' documents that are not among these, in order.
pub(super) fn others<'a, 't>(sources: &'a Sources, these: impl Iterator<Item = &'t Document>) -> Vec<&'a Document> {
    // By where they lie in memory: to compare numbers is quicker than to compare paths.
    let place = |document: &Document| std::ptr::from_ref(document).addr();
    let mut known: Vec<usize> = these.map(place).collect();
    known.par_sort_unstable();
    let all = sources.documents.par_iter().map(|document| &**document);
    all.filter(|document| known.binary_search(&place(document)).is_err()).collect()
}

/// The state of a document.
pub(super) fn state(document: &Document, sources: &Sources) -> State {
    let selection = sources.selection;
    let common = &document.common;
    if document.faulty && selection.keep_going {
        return State::Faulty;
    }
    if common.draft && !selection.drafts {
        return State::Draft;
    }
    let later = |date: &&Published| date.instant > sources.now;
    let embargo = common.embargoed_until.as_ref().filter(later);
    let future = article(document).and_then(|front| front.published.as_ref()).map(|at| &at.value).filter(later);
    // The later of the two counts; at the same instant the embargo is the reason.
    let embargoed = embargo.filter(|embargo| future.is_none_or(|future| embargo.instant >= future.instant));
    let shown = selection.held && !(selection.as_of && future.is_some());
    match (embargoed, future) {
        (Some(until), _) if !shown => State::Embargoed(until.instant),
        (None, Some(at)) if !shown => State::Future(at.instant),
        _ if common.draft => State::In(Hold::Draft),
        (Some(until), _) => State::In(Hold::Embargoed(until.clone())),
        (None, Some(at)) => State::In(Hold::Future(at.clone())),
        (None, None) => State::In(Hold::Public),
    }
}

/// The front matter of an article.
pub(super) fn article(document: &Document) -> Option<&ArticleFront> {
    match &document.front {
        Front::Article(front) if document.kind == DocumentKind::Article => Some(front),
        _ => None,
    }
}

/// Whether lists and counts hold an article: it is in this build and not withdrawn.
pub(super) fn is_listed(document: &Document, state: &State) -> bool {
    state.is_in() && article(document).is_some_and(|front| front.withdrawn.is_none())
}

/// The articles that are no translations, those that lists hold first, each part in order of path: what a public piece
/// says goes before what a held one says.
pub(super) fn listed_first(documents: &[Arc<Document>], states: &[State], originals: &[bool]) -> Vec<usize> {
    let articles = (0..documents.len()).filter(|at| originals[*at] && article(&documents[*at]).is_some());
    let (listed, others): (Vec<usize>, Vec<usize>) = articles.partition(|at| is_listed(&documents[*at], &states[*at]));
    [listed, others].concat()
}

/// What was left out, sorted.
pub(super) fn not_published(documents: &[Arc<Document>], states: &[State]) -> NotPublished {
    let mut out = NotPublished::default();
    for (document, state) in documents.iter().zip(states) {
        let path: SourcePath = document.path.clone();
        match state {
            State::In(_) => {}
            State::Draft => out.drafts.push(path),
            State::Embargoed(until) => out.embargoed.push((*until, path)),
            State::Future(at) => out.future.push((*at, path)),
            State::Faulty => out.faulty.push(path),
            State::HeldWith => out.held_with_them.push(path),
        }
    }
    sort(&mut out);
    out
}

/// Puts each of its lists in order.
pub(super) fn sort(not_published: &mut NotPublished) {
    let NotPublished { drafts, embargoed, future, faulty, held_with_them } = not_published;
    [drafts, faulty, held_with_them].into_iter().for_each(|list| {
        list.sort();
        list.dedup();
    });
    [embargoed, future].into_iter().for_each(|list| list.sort());
}
