//! Dossiers of the Site: their articles in story order, numbers, phases, key players.

use super::articles;
use super::identity::Identity;
use super::memberships::{Belonging, Belongings, settle, unknown_dossier};
use super::naming::split_kind;
use super::pages::documents;
use super::phases::Phases;
use super::resolve::{Resolver, Slot};
use super::select::{self, State};
use super::site::{ArticleId, Dossier, DossierId, DossierMember, EntityId, Hold, Member, Membership, Site};
use crate::base::diag::{Diagnostic, Place};
use crate::model::Sources;
use crate::parse::document::{
    Document, DocumentKind, DossierFront, DossierOrder, Front, Listing, Spanned, Status, Text,
};
use std::cmp::Ordering;
use std::sync::Arc;

/// All published dossiers by id, without their articles. `first_implicit`: the node of the first without a file.
pub(super) fn dossiers(
    sources: &Sources,
    states: &[State],
    identities: &[Identity],
    belongings: &Belongings,
    first_implicit: u32,
    resolver: &mut Resolver,
) -> Vec<Dossier> {
    let mut has_members = vec![false; belongings.implicit.len()];
    for (at, of) in belongings.of.iter().enumerate() {
        if select::is_listed(&sources.documents[at], &states[at]) {
            for implicit in of.iter().filter_map(|belonging| belonging.node.checked_sub(first_implicit)) {
                has_members[implicit as usize] = true;
            }
        }
    }
    let mut rows: Vec<(u32, Dossier)> = documents(&[DocumentKind::Dossier], sources, states, identities)
        .map(|(at, document, hold, identity)| {
            let language = articles::language(document, sources);
            let title = document.common.title.clone();
            (at as u32, dossier(Some(document), identity, title, language, hold))
        })
        .collect();
    for (node, (item, _)) in (first_implicit..).zip(belongings.implicit.iter().zip(has_members)).filter(|row| row.1.1) {
        let (id, slug) = (item.id.clone(), item.id.clone());
        let identity = Identity { id, slug, original: true, unique: true };
        let language = sources.config.language.clone();
        rows.push((node, dossier(None, &identity, item.name.clone(), language, &Hold::Public)));
    }
    rows.sort_by(|(a, one), (b, other)| (&one.id, a).cmp(&(&other.id, b)));
    for (index, (node, _)) in rows.iter().enumerate() {
        resolver.publish(*node, Slot::Member(Member::Dossier(DossierId(index as u32))));
    }
    rows.into_iter().map(|(_, dossier)| dossier).collect()
}

fn dossier(doc: Option<&Arc<Document>>, identity: &Identity, title: Text, language: Text, hold: &Hold) -> Dossier {
    let front = doc.and_then(|document| front(document));
    let running = front.is_none_or(|front| front.status == Status::Running);
    Dossier {
        doc: doc.cloned(),
        id: identity.id.clone(),
        slug: identity.slug.clone(),
        title,
        language,
        hold: hold.clone(),
        members: Vec::new(),
        newest_first: front.and_then(|front| front.listing).map_or(running, |listing| listing == Listing::Newest),
        start_here: None,
        events: Vec::new(),
        key_players: Vec::new(),
        related: Vec::new(),
        links: Vec::new(),
        backlinks: Vec::new(),
        translations: Vec::new(),
    }
}

fn front(document: &Document) -> Option<&DossierFront> {
    match &document.front {
        Front::Dossier(front) => Some(front),
        _ => None,
    }
}

/// An article that belongs to a dossier.
struct Row<'a> {
    article: ArticleId,
    belonging: &'a Belonging,
    /// Index of the membership in the article.
    at: usize,
}

/// Puts articles into dossiers and numbers them. `numbers`: the document of each article.
pub(super) fn fill(
    site: &mut Site,
    belongings: &Belongings,
    numbers: &[usize],
    resolver: &Resolver,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut rows: Vec<Vec<Row>> = site.dossiers.iter().map(|_| Vec::new()).collect();
    for (index, at) in numbers.iter().enumerate() {
        let article = &mut site.articles[index];
        if article.is_withdrawn() {
            continue;
        }
        for belonging in &belongings.of[*at] {
            let Slot::Member(Member::Dossier(dossier)) = resolver.slot(belonging.node) else { continue };
            let row = Row { article: ArticleId(index as u32), belonging, at: article.memberships.len() };
            rows[dossier.0 as usize].push(row);
            article.memberships.push(Membership { dossier, number: 0, weight: belonging.weight, phase: None });
        }
    }
    for (index, mut rows) in rows.into_iter().enumerate() {
        let doc = site.dossiers[index].doc.clone();
        let front = doc.as_deref().and_then(front);
        let by_position = front.is_some_and(|front| front.order == DossierOrder::Position);
        rows.sort_by(|a, b| story_order(site, a, b, by_position));
        if by_position {
            same_positions(site, &rows, &site.dossiers[index].id, diagnostics);
        }
        let phases = doc.as_deref().zip(front).map(|(document, front)| Phases::new(document, front, diagnostics));
        let mut members = Vec::with_capacity(rows.len());
        for (row, number) in rows.iter().zip(1..) {
            let article = &mut site.articles[row.article.0 as usize];
            let phase = phases.as_ref().and_then(|phases| phases.of(&article.published));
            let membership = &mut article.memberships[row.at];
            (membership.number, membership.phase) = (number, phase);
            members.push(DossierMember { article: row.article, weight: membership.weight, phase });
        }
        site.dossiers[index].members = members;
    }
}

/// By publication, then file name; with `order: position` those that have one go first, by it.
fn story_order(site: &Site, a: &Row, b: &Row, by_position: bool) -> Ordering {
    let position = |row: &Row| row.belonging.position.as_ref().map(|position| position.value);
    let positions = match (position(a), position(b)) {
        _ if !by_position => Ordering::Equal,
        (Some(a), Some(b)) => place(a).total_cmp(&place(b)),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    };
    let (one, other) = (&site[a.article], &site[b.article]);
    positions
        .then_with(|| one.published.instant.cmp(&other.published.instant))
        .then_with(|| one.doc.path.name().cmp(other.doc.path.name()))
        .then_with(|| one.doc.path.cmp(&other.doc.path))
}

/// A position as it sorts: `-0` is 0.
fn place(position: f64) -> f64 {
    position + 0.0
}

fn same_positions(site: &Site, rows: &[Row], id: &str, diagnostics: &mut Vec<Diagnostic>) {
    for pair in rows.windows(2) {
        let [one, other] = pair else { continue };
        let (Some(first), Some(second)) = (&one.belonging.position, &other.belonging.position) else { continue };
        if place(first.value).total_cmp(&place(second.value)) == Ordering::Equal {
            let at = |row: &Row, position: &Spanned<f64>| Place::new(&site[row.article].doc.path, position.span);
            let message = format!("two articles have position {} in the dossier `{id}`", second.value);
            diagnostics.push(
                Diagnostic::new("same-position", message)
                    .at(at(other, second))
                    .also(at(one, first), "the other one")
                    .hint("give one of them another number; one between two others, such as 5.5, is fine"),
            );
        }
    }
}

/// Resolves what dossiers name: where to start, key players, related dossiers.
pub(super) fn refer(site: &mut Site, resolver: &Resolver, diagnostics: &mut Vec<Diagnostic>) {
    for index in 0..site.dossiers.len() {
        let first = site.dossiers[index].members.first().map(|member| member.article);
        let Some(document) = site.dossiers[index].doc.clone() else {
            site.dossiers[index].start_here = first;
            continue;
        };
        let Some(front) = front(&document) else { continue };
        let start = front.start_here.as_ref().and_then(|written| {
            let unknown = |place| unknown_article(resolver, &written.value, place);
            settle(resolver.article(&written.value), written, &document, unknown, diagnostics)
        });
        let start = start.filter(|article| !site[*article].is_withdrawn());
        let mut related: Vec<DossierId> = Vec::new();
        for written in &front.related_dossiers {
            let unknown = |place| unknown_dossier(resolver, &written.value, place);
            let found = settle(resolver.dossier(&written.value), written, &document, unknown, diagnostics);
            related.extend(found.filter(|found| found.0 as usize != index && !related.contains(found)));
        }
        let players = key_players(front, &document, resolver, diagnostics);
        let dossier = &mut site.dossiers[index];
        dossier.start_here = start.or(first);
        dossier.related = related;
        dossier.key_players = players;
    }
}

/// An error for an article's id that nothing has.
pub(super) fn unknown_article(resolver: &Resolver, id: &str, place: Place) -> Diagnostic {
    let out = Diagnostic::new("unknown-article", format!("there is no article `{id}`")).at(place);
    match resolver.nearest_article(id) {
        Some(near) => out.label(format!("did you mean `{near}`?")),
        None => out.hint("write the `id` of an article: the name of its file without the date"),
    }
}

fn key_players(
    front: &DossierFront,
    document: &Document,
    resolver: &Resolver,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(EntityId, u16)> {
    let mut out = Vec::new();
    for (player, index) in front.key_players.iter().zip(0..u16::MAX) {
        let (kind, id) = split_kind(&player.id.value);
        let unknown = |place| unknown_player(resolver, kind, id, place);
        let found = settle(resolver.entity(kind, id), &player.id, document, unknown, diagnostics);
        out.extend(found.map(|entity| (entity, index)));
    }
    out
}

fn unknown_player(resolver: &Resolver, kind: Option<DocumentKind>, id: &str, place: Place) -> Diagnostic {
    let message = format!("there is no person, organisation or place `{id}`");
    let out = Diagnostic::new("unknown-entity", message).at(place);
    if let Some(meant) = resolver.name_nodes(kind, id).first() {
        return out.hint(format!("a key player is named by id: write `{}`", resolver.id(*meant)));
    }
    match resolver.nearest_entity(kind, id) {
        Some(near) => out.label(format!("did you mean `{near}`?")),
        None => out.hint("register it, for example with `throughline new person`, and write its id here"),
    }
}
