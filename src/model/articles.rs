//! Articles of the Site, in the order of their publication.

use super::identity::Identity;
use super::resolve::{Resolver, Slot};
use super::select::{self, State};
use super::site::{Article, ArticleId, Hold, Member};
use crate::model::Sources;
use crate::parse::dates::Published;
use crate::parse::document::{ArticleFront, Document, Text};
use std::sync::Arc;

/// Every published article, and the number of its document; memberships, subjects and links come later.
pub(super) fn articles(
    sources: &Sources,
    states: &[State],
    identities: &[Identity],
    resolver: &mut Resolver,
) -> (Vec<Article>, Vec<usize>) {
    let mut rows: Vec<(Article, usize)> = Vec::new();
    for (at, document) in sources.documents.iter().enumerate() {
        if let (Some(front), State::In(hold), true) = (select::article(document), &states[at], identities[at].original)
        {
            rows.push((article(document, front, hold, &identities[at], sources), at));
        }
    }
    rows.sort_by(|(a, _), (b, _)| (a.published.instant, &a.doc.path).cmp(&(b.published.instant, &b.doc.path)));
    for (index, (_, at)) in rows.iter().enumerate() {
        resolver.publish(*at as u32, Slot::Member(Member::Article(ArticleId(index as u32))));
    }
    rows.into_iter().unzip()
}

fn article(
    document: &Arc<Document>,
    front: &ArticleFront,
    hold: &Hold,
    identity: &Identity,
    sources: &Sources,
) -> Article {
    // Without a date it is a draft that someone looks at, or an error that stops the build: as if published now.
    let published = front.published.as_ref().map(|written| written.value.clone()).unwrap_or_else(|| today(sources));
    Article {
        doc: document.clone(),
        id: identity.id.clone(),
        slug: identity.slug.clone(),
        language: language(document, sources),
        hold: hold.clone(),
        published,
        updated: updated(document, front),
        memberships: Vec::new(),
        subjects: Vec::new(),
        events: Vec::new(),
        related: Vec::new(),
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
