//! One event from all its tellings.

use super::Told;
use crate::base::diag::{Diagnostic, Place};
use crate::base::text::fold;
use crate::model::naming::{ambiguous, split_kind};
use crate::model::resolve::{Found, Resolver};
use crate::model::site::{ArticleId, DossierId, EntityId, Event, NameRef};
use crate::parse::dates::{Day, EventDate, Precision};
use crate::parse::document::{DocumentKind, Source, Spanned, Text, Weight};
use std::collections::BTreeSet;
use thin_vec::ThinVec;

/// Joins the tellings at `group`: the dossier's own words first, then those of the article shown first, then the
/// others by publication. The first summary that says something holds; people, places and sources are united; the
/// strongest weight holds. The id is given later.
pub(super) fn merge(told: &[Told], group: &[usize], resolver: &Resolver, faults: &mut Vec<Diagnostic>) -> Event {
    let articles = articles(told, group);
    let shown = articles.first().copied();
    let mut order: Vec<&Told> = group.iter().map(|&at| &told[at]).collect();
    order.sort_by_key(|t| (t.article.is_some(), t.article != shown, t.article));
    let mut dossiers: Vec<DossierId> = order.iter().flat_map(|t| t.dossiers.iter().copied()).collect();
    dossiers.sort_unstable();
    dossiers.dedup();
    let mut union = Union { resolver, faults, seen: BTreeSet::new() };
    let people = union.names(&order, DocumentKind::Person, |event| &event.people);
    let places = union.names(&order, DocumentKind::Place, |event| &event.places);
    let first = order[0].event;
    Event {
        id: "".into(),
        anchor: "".into(),
        date: first.date.clone(),
        title: first.title.clone(),
        summary: order.iter().filter_map(|t| t.event.summary.clone()).find(|summary| !summary.trim().is_empty()),
        weight: order.iter().map(|t| t.event.weight).min().unwrap_or(Weight::Normal),
        articles,
        dossiers,
        people,
        places,
        sources: sources(&order),
    }
}

/// The articles that tell it: the earliest with a turning point, or the earliest, then the others by publication.
fn articles(told: &[Told], group: &[usize]) -> Vec<ArticleId> {
    let mut articles: Vec<ArticleId> = group.iter().filter_map(|&at| told[at].article).collect();
    articles.sort_unstable();
    articles.dedup();
    let turning = group.iter().filter(|&&at| told[at].turning).filter_map(|&at| told[at].article).min();
    if let Some(at) = turning.and_then(|article| articles.iter().position(|&a| a == article)) {
        articles[..=at].rotate_right(1);
    }
    articles
}

/// Names of several tellings, each once.
struct Union<'a> {
    resolver: &'a Resolver,
    faults: &'a mut Vec<Diagnostic>,
    seen: BTreeSet<(Option<EntityId>, String)>,
}

impl Union<'_> {
    fn names<'e>(
        &mut self,
        order: &[&Told<'e>],
        kind: DocumentKind,
        of: impl Fn(&'e crate::parse::document::Event) -> &'e ThinVec<Spanned<Text>>,
    ) -> Vec<NameRef> {
        self.seen.clear();
        let mut names = Vec::new();
        for told in order {
            for written in of(told.event) {
                let name = self.resolve(told, kind, written);
                let key = match &name {
                    NameRef::Entity(id) => (Some(*id), String::new()),
                    NameRef::Name(name) => (None, fold(name)),
                };
                if self.seen.insert(key) {
                    names.push(name);
                }
            }
        }
        names
    }

    /// A registered name is linked; one that is not published, or not registered, stands as written.
    fn resolve(&mut self, told: &Told, kind: DocumentKind, written: &Spanned<Text>) -> NameRef {
        let (own, name) = split_kind(&written.value);
        let kind = own.or(Some(kind));
        match self.resolver.name(kind, name) {
            Found::Published(id) => return NameRef::Entity(id),
            Found::Held | Found::Missing => {}
            Found::Ambiguous(_) => {
                let place = Place::new(told.source, written.span);
                self.faults.push(ambiguous(name, &self.resolver.name_nodes(kind, name), self.resolver).at(place));
            }
        }
        NameRef::Name(written.value.clone())
    }
}

/// The sources of all tellings; the same URL, or title where there is none, once.
fn sources(order: &[&Told]) -> Vec<Source> {
    let mut seen = BTreeSet::new();
    let all = order.iter().flat_map(|t| &t.event.sources);
    all.filter(|source| seen.insert(source.url.as_ref().unwrap_or(&source.title))).cloned().collect()
}

/// What events are sorted by: earliest day, latest day, the time where it is known, title; then, so that the order is
/// total, the date as written.
pub(super) fn order(event: &Event) -> (Day, Day, u16, &str, &str) {
    (event.date.earliest(), event.date.latest(), minutes(&event.date), &event.title, &event.date.edtf)
}

fn minutes(date: &EventDate) -> u16 {
    match date.from {
        Some(moment) if moment.precision == Precision::Minute => moment.minutes,
        _ => 0,
    }
}
