//! Articles of the Site, in the order of their publication.

use super::identity::Identity;
use super::resolve::{Resolver, Slot};
use super::select::{self, State};
use super::site::{Article, ArticleId, Hold, Member};
use crate::model::Sources;
use crate::parse::dates::Published;
use crate::parse::document::{ArticleFront, Document, Text};
use rayon::prelude::*;
use std::sync::Arc;

/// Every published article, and the number of its document; memberships, subjects and links come later.
pub(super) fn articles(
    sources: &Sources,
    states: &[State],
    identities: &[Identity],
    resolver: &mut Resolver,
) -> (Vec<Article>, Vec<usize>) {
    let standing = |at: usize| match (select::article(&sources.documents[at]), &states[at]) {
        (Some(front), State::In(hold)) if identities[at].original => Some((front, hold)),
        _ => None,
    };
    let dated = |at: usize| standing(at).map(|(front, _)| (published(front, sources).instant, at));
    // Documents are numbered in order of path.
    let mut order: Vec<_> = (0..sources.documents.len()).into_par_iter().filter_map(dated).collect();
    order.par_sort_unstable();
    let numbers: Vec<usize> = order.into_iter().map(|(_, at)| at).collect();
    for (index, at) in numbers.iter().enumerate() {
        resolver.publish(*at as u32, Slot::Member(Member::Article(ArticleId(index as u32))));
    }
    let made = |at: &usize| {
        standing(*at).map(|(front, hold)| article(&sources.documents[*at], front, hold, &identities[*at], sources))
    };
    (numbers.par_iter().filter_map(made).collect(), numbers)
}

/// When it was published. Without a date it is a draft that someone looks at, or an error that stops the build: as if
/// published now.
fn published(front: &ArticleFront, sources: &Sources) -> Published {
    front.published.as_ref().map_or_else(|| today(sources), |written| written.value.clone())
}

fn article(
    document: &Arc<Document>,
    front: &ArticleFront,
    hold: &Hold,
    identity: &Identity,
    sources: &Sources,
) -> Article {
    Article {
        doc: document.clone(),
        id: identity.id.clone(),
        slug: identity.slug.clone(),
        language: language(document, sources),
        hold: hold.clone(),
        published: published(front, sources),
        updated: updated(document, front),
        memberships: Vec::new(),
        subjects: Vec::new(),
        events: Vec::new(),
        links: Vec::new(),
        backlinks: Vec::new(),
        translations: Vec::new(),
        id_is_unique: identity.unique,
    }
}

/// The language that a document is written in: its own, else the site's.
pub(super) fn language(document: &Document, sources: &Sources) -> Text {
    document.common.language.as_ref().unwrap_or(&sources.config.language).clone()
}

/// The latest of a written `updated` and the corrections.
fn updated(document: &Document, front: &ArticleFront) -> Option<Published> {
    let corrections = front.corrections.iter().map(|correction| &correction.date);
    document.common.updated.iter().chain(corrections).max_by_key(|date| date.instant).cloned()
}

fn today(sources: &Sources) -> Published {
    let zone = &sources.config.zone;
    let offset = zone.to_offset(sources.now).seconds() / 60;
    let day = zone.to_datetime(sources.now).date();
    Published { day, minutes: None, instant: sources.now, offset: offset as i16 }
}
