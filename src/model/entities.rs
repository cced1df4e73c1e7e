//! People, organisations and places of the Site: registered ones, and names that articles alone give.

use super::articles;
use super::identity::Identity;
use super::naming::{KINDS, Mentions};
use super::pages::documents;
use super::resolve::{Resolver, Slot};
use super::select::State;
use super::site::{Entity, EntityId, Hold, Member};
use crate::base::text;
use crate::model::Sources;
use crate::parse::document::{Document, DocumentKind, Front, Text};
use std::sync::Arc;

/// All of them, in the Site's order; articles and dossiers are counted later.
pub(super) fn entities(
    sources: &Sources,
    states: &[State],
    identities: &[Identity],
    mentions: &Mentions,
    resolver: &mut Resolver,
) -> Vec<Entity> {
    let first_unwritten = resolver.len() - mentions.unwritten.len() as u32;
    let registered = documents(&KINDS, sources, states, identities).map(|(at, document, hold, identity)| {
        let language = articles::language(document, sources);
        let name = document.common.title.clone();
        (at as u32, entity(Some(document), document.kind, name, identity, language, hold))
    });
    let unwritten = mentions.unwritten[..mentions.public].iter().zip(first_unwritten..).map(|(item, node)| {
        let (id, slug) = (item.id.clone(), item.id.clone());
        let identity = Identity { id, slug, original: true, unique: true };
        let language = sources.config.language.clone();
        (node, entity(None, item.kind, item.name.clone(), &identity, language, &Hold::Public))
    });
    let mut rows: Vec<(u32, Entity)> = registered.chain(unwritten).collect();
    rows.sort_by_cached_key(|(node, entity)| {
        (KINDS.iter().position(|kind| *kind == entity.kind), text::fold(&entity.sort_name), entity.id.clone(), *node)
    });
    for (index, (node, _)) in rows.iter().enumerate() {
        resolver.publish(*node, Slot::Member(Member::Entity(EntityId(index as u32))));
    }
    rows.into_iter().map(|(_, entity)| entity).collect()
}

fn entity(
    doc: Option<&Arc<Document>>,
    kind: DocumentKind,
    name: Text,
    identity: &Identity,
    language: Text,
    hold: &Hold,
) -> Entity {
    let written = doc.and_then(|document| match &document.front {
        Front::Entity(front) => front.sort_name.clone(),
        _ => None,
    });
    Entity {
        kind,
        doc: doc.cloned(),
        id: identity.id.clone(),
        slug: identity.slug.clone(),
        sort_name: written.unwrap_or_else(|| name.clone()),
        name,
        language,
        hold: hold.clone(),
        articles: Vec::new(),
        events: Vec::new(),
        links: Vec::new(),
        backlinks: Vec::new(),
        translations: Vec::new(),
    }
}
