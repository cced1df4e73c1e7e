//! Links in bodies: what each leads to, and from where each document is linked.

mod fault;
mod target;

use super::Sources;
use super::files;
use super::resolve::Resolver;
use super::select;
use super::site::{ArticleId, DossierId, EntityId, Member, PageId, Site, Target};
use crate::base::diag::Diagnostic;
use crate::parse::document::Document;
use rayon::prelude::*;
use target::{Bodies, Targets};

/// Whose body it is: a position in a list of the Site.
#[derive(Clone, Copy)]
enum Owner {
    Member(Member),
    /// Of this member, at this position in its translations.
    Translation(Member, usize),
    Background(usize),
}

/// Fills [`Site::files`], then the targets of every body's links, one for each and in their order, and the backlinks of
/// every member. A link that is broken becomes its text alone, and a picture that is missing stays as written, so that
/// a build that goes on in spite of them shows no dead link.
pub fn resolve(site: &mut Site, sources: &Sources, resolver: &Resolver, diagnostics: &mut Vec<Diagnostic>) {
    let (published, held) = files::published(site, sources, resolver);
    site.files = published;
    site.not_published.held_with_them.extend(held);
    site.not_published.held_with_them.sort();
    site.not_published.held_with_them.dedup();

    let (targets, backlinks) = {
        let site = &*site;
        let bodies = Bodies::new(site, sources, resolver);
        let owned = owned(site);
        let found = |(owner, document): &(Owner, &Document)| bodies.targets(member(*owner), document);
        let found: Vec<Targets> = owned.par_iter().map(found).collect();
        let mut faults = fault::Faults::new(&bodies, diagnostics);
        let targets: Vec<(Owner, Vec<Target>)> = owned
            .iter()
            .zip(found)
            .map(|(&(owner, document), found)| (owner, faults.settle(member(owner), document, found)))
            .collect();
        let scheduled = scheduled(site, sources, &owned);
        for document in &scheduled {
            faults.settle(None, document, bodies.targets(None, document));
        }
        images(site, sources, owned.iter().map(|(_, document)| *document).chain(scheduled), &mut faults);
        let backlinks = backlinks(site, &targets);
        (targets, backlinks)
    };
    for (owner, links) in targets {
        store(site, owner, links);
    }
    for group in backlinks.chunk_by(|a, b| a.0 == b.0) {
        let from: Vec<Member> = group.iter().map(|&(_, from)| from).collect();
        match group[0].0 {
            Member::Article(id) => site.articles[id.0 as usize].backlinks = from,
            Member::Dossier(id) => site.dossiers[id.0 as usize].backlinks = from,
            Member::Entity(id) => site.entities[id.0 as usize].backlinks = from,
            Member::Page(id) => site.pages[id.0 as usize].backlinks = from,
        }
    }
}

/// Every body of the Site: of members in Site order, each with its translations; then backgrounds.
fn owned(site: &Site) -> Vec<(Owner, &Document)> {
    let mut owned = Vec::with_capacity(site.articles.len() + site.pages.len());
    for member in members(site) {
        let (document, translations) = target::documents(site, member);
        owned.extend(document.map(|document| (Owner::Member(member), document)));
        let translated = translations.iter().enumerate();
        owned.extend(translated.map(|(at, translation)| (Owner::Translation(member, at), &*translation.doc)));
    }
    owned.extend(site.backgrounds.iter().enumerate().map(|(at, item)| (Owner::Background(at), &*item.doc)));
    owned
}

/// Documents that wait for their day: their faults are told now, not on the morning on which they appear. With
/// `--as-of` later pieces are no concern.
fn scheduled<'a>(site: &Site, sources: &'a Sources, owned: &[(Owner, &Document)]) -> Vec<&'a Document> {
    if site.selection.as_of {
        return Vec::new();
    }
    let mut waiting = select::others(sources, owned.iter().map(|(_, document)| *document));
    waiting.retain(|document| select::state(document, sources).is_told());
    waiting
}

/// Every member, in Site order.
fn members(site: &Site) -> impl Iterator<Item = Member> {
    let articles = (0..site.articles.len() as u32).map(|at| Member::Article(ArticleId(at)));
    let dossiers = (0..site.dossiers.len() as u32).map(|at| Member::Dossier(DossierId(at)));
    let entities = (0..site.entities.len() as u32).map(|at| Member::Entity(EntityId(at)));
    let pages = (0..site.pages.len() as u32).map(|at| Member::Page(PageId(at)));
    articles.chain(dossiers).chain(entities).chain(pages)
}

fn member(owner: Owner) -> Option<Member> {
    match owner {
        Owner::Member(member) | Owner::Translation(member, _) => Some(member),
        Owner::Background(_) => None,
    }
}

/// Tells each `image` of front matter whose file is not there.
fn images<'a>(
    site: &Site,
    sources: &Sources,
    documents: impl Iterator<Item = &'a Document>,
    faults: &mut fault::Faults,
) {
    let files = files::Files::of(sources);
    let documents: Vec<&Document> = documents.collect();
    let illustrated =
        documents.into_par_iter().filter_map(|document| Some((document, document.common.image.as_ref()?)));
    for (document, image) in illustrated.collect::<Vec<_>>() {
        let src = &image.src;
        if files::is_elsewhere(&src.value) {
            faults.picture(document, src.span, &src.value);
            continue;
        }
        // A withdrawn article's picture is there, and is not published.
        let is_there = || files.find(&document.path, &src.value).is_some();
        if site.file_of(&document.path, &src.value).is_none() && !is_there() {
            faults.missing_file(document, src.span, &src.value);
        }
    }
}

/// Pairs of a member and one that links to it, sorted, each once. A member's links to itself and the links of a
/// withdrawn article do not count.
fn backlinks(site: &Site, targets: &[(Owner, Vec<Target>)]) -> Vec<(Member, Member)> {
    let mut pairs = Vec::new();
    for (owner, links) in targets {
        let Some(from) = member(*owner) else { continue };
        if matches!(from, Member::Article(id) if site[id].is_withdrawn()) {
            continue;
        }
        pairs.extend(links.iter().filter_map(|link| match link {
            Target::Member(to, _) if *to != from => Some((*to, from)),
            _ => None,
        }));
    }
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

fn store(site: &mut Site, owner: Owner, links: Vec<Target>) {
    match owner {
        Owner::Background(at) => site.backgrounds[at].links = links,
        Owner::Member(Member::Article(id)) => site.articles[id.0 as usize].links = links,
        Owner::Member(Member::Dossier(id)) => site.dossiers[id.0 as usize].links = links,
        Owner::Member(Member::Entity(id)) => site.entities[id.0 as usize].links = links,
        Owner::Member(Member::Page(id)) => site.pages[id.0 as usize].links = links,
        Owner::Translation(member, at) => {
            let translations = match member {
                Member::Article(id) => &mut site.articles[id.0 as usize].translations,
                Member::Dossier(id) => &mut site.dossiers[id.0 as usize].translations,
                Member::Entity(id) => &mut site.entities[id.0 as usize].translations,
                Member::Page(id) => &mut site.pages[id.0 as usize].translations,
            };
            translations[at].links = links;
        }
    }
}

#[cfg(test)]
mod tests;
