//! Pages and backgrounds of the Site.

use super::articles;
use super::identity::Identity;
use super::resolve::{Resolver, Slot};
use super::select::State;
use super::site::{Background, Hold, Member, Page, PageId};
use crate::model::Sources;
use crate::parse::document::{Document, DocumentKind};
use std::sync::Arc;

/// The published documents of one kind, with their numbers.
pub(super) fn documents<'a>(
    kinds: &'a [DocumentKind],
    sources: &'a Sources,
    states: &'a [State],
    identities: &'a [Identity],
) -> impl Iterator<Item = (usize, &'a Arc<Document>, &'a Hold, &'a Identity)> {
    sources.documents.iter().enumerate().filter_map(move |(at, document)| match &states[at] {
        State::In(hold) if identities[at].original && kinds.contains(&document.kind) => {
            Some((at, document, hold, &identities[at]))
        }
        _ => None,
    })
}

/// Pages, by address path.
pub(super) fn pages(
    sources: &Sources,
    states: &[State],
    identities: &[Identity],
    resolver: &mut Resolver,
) -> Vec<Page> {
    let mut rows: Vec<(usize, Page)> = documents(&[DocumentKind::Page], sources, states, identities)
        .map(|(at, document, hold, identity)| {
            let page = Page {
                doc: document.clone(),
                id: identity.id.clone(),
                slug: identity.slug.clone(),
                language: articles::language(document, sources),
                hold: hold.clone(),
                links: Vec::new(),
                backlinks: Vec::new(),
                translations: Vec::new(),
            };
            (at, page)
        })
        .collect();
    rows.sort_by(|(_, a), (_, b)| (&a.slug, &a.doc.path).cmp(&(&b.slug, &b.doc.path)));
    for (index, (at, _)) in rows.iter().enumerate() {
        resolver.publish(*at as u32, Slot::Member(Member::Page(PageId(index as u32))));
    }
    rows.into_iter().map(|(_, page)| page).collect()
}

/// Backgrounds, by id.
pub(super) fn backgrounds(
    sources: &Sources,
    states: &[State],
    identities: &[Identity],
    resolver: &mut Resolver,
) -> Vec<Background> {
    let mut rows: Vec<(usize, Background)> = documents(&[DocumentKind::Background], sources, states, identities)
        .map(|(at, document, _, identity)| {
            (at, Background { doc: document.clone(), id: identity.id.clone(), links: Vec::new() })
        })
        .collect();
    rows.sort_by(|(_, a), (_, b)| (&a.id, &a.doc.path).cmp(&(&b.id, &b.doc.path)));
    for (index, (at, _)) in rows.iter().enumerate() {
        resolver.publish(*at as u32, Slot::Background(index));
    }
    rows.into_iter().map(|(_, background)| background).collect()
}
