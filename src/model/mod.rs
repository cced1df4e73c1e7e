//! The model: documents in, the linked [`site::Site`] and everything wrong with it out. No text is rendered here.

mod articles;
pub mod check;
mod counts;
mod dossiers;
mod entities;
pub mod events;
pub mod files;
pub mod held;
mod identity;
mod intern;
pub mod links;
mod memberships;
mod naming;
mod near;
mod pages;
mod phases;
#[cfg(test)]
mod press;
pub mod related;
pub mod resolve;
mod select;
pub mod site;
mod subjects;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod topics;
mod translations;
mod uses;

use crate::base::diag::{self, Diagnostic};
use crate::base::inputs::Stamp;
use crate::base::path::SourcePath;
use crate::parse::config::Config;
use crate::parse::document::Document;
use crate::parse::tags::TagFile;
use related::Neighbours;
use resolve::Resolver;
use site::{Selection, Site};
use std::sync::Arc;

/// What a Site is made of.
pub struct Sources {
    pub config: Arc<Config>,
    /// In order of path.
    pub documents: Vec<Arc<Document>>,
    pub tags: TagFile,
    /// Files of `static/`, and files of the content folder that are no documents, in order of path.
    pub files: Vec<SourceFile>,
    pub now: jiff::Timestamp,
    pub selection: Selection,
}

/// A file that may be published as it is.
#[derive(Clone, Debug)]
pub struct SourceFile {
    pub path: SourcePath,
    pub stamp: Stamp,
    /// Of a picture, when it is known: width and height in pixels.
    pub size: Option<(u32, u32)>,
}

/// Links everything with everything. Never fails: what does not resolve is told in a diagnostic.
pub fn site(sources: &Sources) -> (Site, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let (mut site, resolver) = documents(sources, &mut diagnostics);
    events::collect(&mut site, sources, &resolver, &mut diagnostics);
    links::resolve(&mut site, sources, &resolver, &mut diagnostics);
    site.neighbours = related::neighbours(&site, &resolver, &mut diagnostics);
    check::check(&site, sources, &resolver, &mut diagnostics);
    select::sort(&mut site.not_published);
    (site, diag::in_order(diagnostics))
}

/// Which documents are published, what they are called, and what belongs to what.
fn documents(sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> (Site, Resolver) {
    let documents = &sources.documents;
    let mut states = select::states(sources);
    let identities = identity::identities(documents, &sources.config, diagnostics);
    let mut resolver = Resolver::new(documents, &identities);
    let is_original: Vec<bool> = identities.iter().map(|identity| identity.original).collect();
    let order = select::listed_first(documents, &states, &is_original);
    let first_implicit = resolver.len();
    let (translated, mut belongings) = rayon::join(
        || translations::originals(sources, &states, &resolver),
        || memberships::belongings(sources, &identities, &states, &order, &resolver),
    );
    diagnostics.extend(translated.told);
    diagnostics.append(&mut belongings.told);
    resolver.alias_paths(translated.aliases);
    resolver.extend(&belongings.implicit);
    let originals = translated.of;
    let mentions = naming::mentions(sources, &states, &order, &mut resolver, diagnostics);
    let used = uses::Used { belongings: &belongings.of, mentions: &mentions.of };
    let held = uses::held_with(sources, &states, &originals, &used, &resolver);
    uses::hold(&mut states, &originals, &held);

    let (articles, numbers) = articles::articles(sources, &states, &identities, &mut resolver);
    let mut site = Site {
        config: sources.config.clone(),
        now: sources.now,
        selection: sources.selection,
        articles,
        dossiers: dossiers::dossiers(sources, &states, &identities, &belongings, first_implicit, &mut resolver),
        entities: entities::entities(sources, &states, &identities, &mentions, &mut resolver),
        tags: Vec::new(),
        pages: pages::pages(sources, &states, &identities, &mut resolver),
        backgrounds: pages::backgrounds(sources, &states, &identities, &mut resolver),
        events: Vec::new(),
        files: Vec::new(),
        not_published: select::not_published(documents, &states),
        names: Vec::new(),
        neighbours: Neighbours::default(),
        ranks: Vec::new(),
        players: Vec::new(),
    };
    dossiers::fill(&mut site, &belongings, &numbers, &resolver, diagnostics);
    dossiers::refer(&mut site, &resolver, diagnostics);
    subjects::tags(&mut site, sources, &numbers, &mentions, &mut resolver);
    counts::count(&mut site);
    translations::attach(&mut site, sources, &states, &originals, &resolver);
    site.names = resolver.linkable_names();
    (site, resolver)
}
