//! Names that nobody registered and that are nearly a registered one.

use crate::base::diag::{Diagnostic, Place};
use crate::base::path::SourcePath;
use crate::base::text::fold;
use crate::model::Sources;
use crate::model::events;
use crate::model::near::Neighbourhood;
use crate::model::site::{Entity, Site};
use crate::parse::document::{Front, Spanned, Text};
use std::collections::{BTreeMap, BTreeSet};

/// Tells each name of a person, organisation or place, of an event or a tag line, that is within two letters of a
/// registered one: once, where it is written first.
pub(super) fn check(site: &Site, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    let registered: BTreeMap<String, (&Text, &Entity)> = site
        .entities
        .iter()
        .filter(|entity| entity.doc.is_some())
        .flat_map(|entity| names(entity).map(move |name| (fold(name), (name, entity))))
        .collect();
    if registered.is_empty() {
        return;
    }
    let known = known(site, sources);
    let mut others: BTreeMap<String, (&SourcePath, &Spanned<Text>)> = BTreeMap::new();
    for (path, written) in written(site) {
        let key = fold(&written.value);
        if !registered.contains_key(&key) && !known.contains(&key) {
            others.entry(key).or_insert((path, written));
        }
    }
    if others.is_empty() {
        return;
    }
    let near = Neighbourhood::new(registered.keys().map(String::as_str));
    for (key, (path, written)) in others {
        let Some((name, entity)) = near.nearest(&key).and_then(|near| registered.get(near)) else { continue };
        let fault = Diagnostic::new("near-name", format!("`{}` is nearly `{name}`", written.value))
            .at(Place::new(path, written.span))
            .hint(format!("write `{name}` if that is meant, or add this spelling to `also` there"));
        diagnostics.push(match &entity.doc {
            Some(document) => fault.also(Place::file(&document.path), format!("`{name}` is registered here")),
            None => fault,
        });
    }
}

/// What else is meant as it is written: ids, and the tags of `tags.yaml`.
fn known(site: &Site, sources: &Sources) -> BTreeSet<String> {
    let ids = site.entities.iter().filter(|entity| entity.doc.is_some()).flat_map(|entity| {
        let id = fold(&entity.id);
        [format!("{}:{id}", entity.kind.word()), id]
    });
    let tags = sources.tags.entries.iter();
    let tags = tags.flat_map(|entry| std::iter::once(&entry.name).chain(&entry.also)).map(|name| fold(&name.value));
    ids.chain(tags).collect()
}

/// The names by which an entity is registered.
fn names(entity: &Entity) -> impl Iterator<Item = &Text> {
    let front = entity.doc.as_ref().and_then(|document| match &document.front {
        Front::Entity(front) => Some(front),
        _ => None,
    });
    let others = front.into_iter().flat_map(|front| {
        front.also.iter().map(|name| &name.value).chain(front.names.iter().map(|period| &period.name))
    });
    std::iter::once(&entity.name).chain(others)
}

/// Every name that the documents of a Site write, in Site order.
fn written(site: &Site) -> impl Iterator<Item = (&SourcePath, &Spanned<Text>)> {
    let articles = site.articles.iter().map(|article| &article.doc);
    let documents = articles.chain(site.dossiers.iter().filter_map(|dossier| dossier.doc.as_ref()));
    documents.flat_map(|document| {
        let lists = match &document.front {
            Front::Article(front) => [&front.tags[..], &front.people, &front.organisations, &front.places],
            _ => [&[][..]; 4],
        };
        let events = events::written(document).flat_map(|event| event.people.iter().chain(&event.places));
        lists.into_iter().flatten().chain(events).map(|name| (&document.path, name))
    })
}
