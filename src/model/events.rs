//! Events: what articles and dossiers say happened, told once where several say the same.

pub(super) mod ids;
mod merge;

use super::Sources;
use super::near::Names;
use super::resolve::{Found, Resolver};
use super::site::{ArticleId, DossierId, EventId, NameRef, Site};
use crate::base::diag::{Diagnostic, Place, Span};
use crate::base::path::SourcePath;
use crate::base::text::fold;
use crate::parse::config::Config;
use crate::parse::dates::{Day, Precision};
use crate::parse::document::{Document, Event, EventFront, Front, Spanned, Text, Weight};
use std::cell::OnceCell;

/// One telling of an event: by a dossier itself, or by an article.
struct Told<'a> {
    event: &'a Event,
    source: &'a SourcePath,
    article: Option<ArticleId>,
    /// Where it stands.
    dossiers: Vec<DossierId>,
    /// True when this article is to be shown first: the event or the membership is a turning point.
    turning: bool,
}

/// Fills [`Site::events`] and the lists of events of articles, dossiers and entities.
pub fn collect(site: &mut Site, sources: &Sources, resolver: &Resolver, diagnostics: &mut Vec<Diagnostic>) {
    site.events = events(site, sources, resolver, diagnostics);
    for (at, event) in site.events.iter().enumerate() {
        let id = EventId(at as u32);
        for article in &event.articles {
            site.articles[article.0 as usize].events.push(id);
        }
        for dossier in &event.dossiers {
            site.dossiers[dossier.0 as usize].events.push(id);
        }
        for name in event.people.iter().chain(&event.places) {
            if let NameRef::Entity(entity) = name {
                let list = &mut site.entities[entity.0 as usize].events;
                // The same place may be named twice under two names.
                if list.last() != Some(&id) {
                    list.push(id);
                }
            }
        }
    }
}

/// All events, merged, with their ids, in the order of the Site.
fn events(
    site: &Site,
    sources: &Sources,
    resolver: &Resolver,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<super::site::Event> {
    let now = Now::of(&sources.config, sources.now);
    let later = |event: &Event| site.selection.as_of && now.is_before(event);
    let told: Vec<Told> = tell(site, resolver, diagnostics).into_iter().filter(|t| !later(t.event)).collect();
    let mut groups: Vec<(super::site::Event, Vec<usize>)> =
        same(&told).into_iter().map(|group| (merge::merge(&told, &group, resolver, diagnostics), group)).collect();
    groups.sort_by(|(a, _), (b, _)| merge::order(a).cmp(&merge::order(b)));
    ids::written_twice(&told, &groups, diagnostics);
    ids::assign(&told, &mut groups, &sources.config);
    groups.into_iter().map(|(event, _)| event).collect()
}

/// Every telling: of dossiers in Site order, then of articles by publication. Withdrawn articles tell nothing.
fn tell<'a>(site: &'a Site, resolver: &Resolver, diagnostics: &mut Vec<Diagnostic>) -> Vec<Told<'a>> {
    let milestones = Milestones::of(site);
    let mut told: Vec<Told> = milestones
        .by_dossier
        .iter()
        .map(|&(dossier, source, event)| Told { event, source, article: None, dossiers: vec![dossier], turning: false })
        .collect();
    for (at, article) in site.articles.iter().enumerate() {
        let Front::Article(front) = &article.doc.front else { continue };
        if front.withdrawn.is_some() {
            continue;
        }
        let id = ArticleId(at as u32);
        let turning = |dossiers: &[DossierId]| {
            article.memberships.iter().any(|m| m.weight == Weight::Turning && dossiers.contains(&m.dossier))
        };
        for event in &front.events {
            match event {
                EventFront::Event(event) => {
                    let dossiers: Vec<_> = article.memberships.iter().map(|m| m.dossier).collect();
                    let turning = event.weight == Weight::Turning || turning(&dossiers);
                    told.push(Told { event, source: &article.doc.path, article: Some(id), dossiers, turning });
                }
                EventFront::Reference(written) => {
                    let found = milestones.find(site, id, &written.value);
                    if found.is_empty() && !in_held_dossier(article, resolver) {
                        diagnostics.push(milestones.unknown(site, id, written));
                    }
                    for (event, dossiers) in found {
                        let turning = turning(&dossiers);
                        told.push(Told { event, source: &article.doc.path, article: Some(id), dossiers, turning });
                    }
                }
            }
        }
    }
    told
}

/// The events that a document writes itself.
pub(super) fn written(document: &Document) -> impl Iterator<Item = &Event> {
    let (whole, told) = match &document.front {
        Front::Dossier(front) => (&front.events[..], &[][..]),
        Front::Article(front) => (&[][..], &front.events[..]),
        _ => (&[][..], &[][..]),
    };
    whole.iter().chain(told.iter().filter_map(|event| match event {
        EventFront::Event(event) => Some(&**event),
        EventFront::Reference(_) => None,
    }))
}

/// Whether a dossier that the article names is not published: its events are not known here, and are no fault.
fn in_held_dossier(article: &super::site::Article, resolver: &Resolver) -> bool {
    let Front::Article(front) = &article.doc.front else { return false };
    let written = front.dossiers.iter().map(|dossier| &dossier.id.value);
    written.chain(&article.doc.folder_dossier).any(|id| matches!(resolver.dossier(id), Found::Held))
}

/// The events that dossiers write themselves.
struct Milestones<'a> {
    by_dossier: Vec<(DossierId, &'a SourcePath, &'a Event)>,
    /// Those with an id, by id and dossier.
    by_id: Vec<(&'a str, DossierId, &'a Event)>,
    names: OnceCell<Names<'a>>,
}

impl<'a> Milestones<'a> {
    fn of(site: &'a Site) -> Self {
        let mut by_dossier = Vec::new();
        for (at, dossier) in site.dossiers.iter().enumerate() {
            let Some(doc) = &dossier.doc else { continue };
            let Front::Dossier(front) = &doc.front else { continue };
            by_dossier.extend(front.events.iter().map(|event| (DossierId(at as u32), &doc.path, event)));
        }
        let mut by_id: Vec<_> =
            by_dossier.iter().filter_map(|&(dossier, _, event)| Some((event.id.as_deref()?, dossier, event))).collect();
        by_id.sort_by_key(|&(id, dossier, _)| (id, dossier));
        Milestones { by_dossier, by_id, names: OnceCell::new() }
    }

    /// The events with this id in the article's dossiers, each with the dossiers that the article brings it to: the
    /// first goes wherever the article stands, unless another event there has the same id.
    fn find(&self, site: &Site, article: ArticleId, id: &str) -> Vec<(&'a Event, Vec<DossierId>)> {
        let mut found: Vec<(&'a Event, Vec<DossierId>)> = Vec::new();
        let mut elsewhere = Vec::new();
        for membership in &site[article].memberships {
            let dossier = membership.dossier;
            match self.by_id.binary_search_by_key(&(id, dossier), |&(id, dossier, _)| (id, dossier)) {
                Ok(at) => found.push((self.by_id[at].2, vec![dossier])),
                Err(_) => elsewhere.push(dossier),
            }
        }
        if let Some((_, dossiers)) = found.first_mut() {
            dossiers.extend(elsewhere);
        }
        found
    }

    /// What is wrong with a reference that was not found.
    fn unknown(&self, site: &Site, article: ArticleId, written: &Spanned<Text>) -> Diagnostic {
        let article = &site[article];
        let id = &*written.value;
        let fault = Diagnostic::new("unknown-event", format!("no dossier of this article has an event `{id}`"))
            .at(Place::new(&article.doc.path, written.span));
        if let Some((dossier, _)) = self.written(id) {
            let dossier = &site[dossier].id;
            return fault.hint(format!("the dossier `{dossier}` has one: add `{dossier}` to `dossiers`"));
        }
        let names = self.names.get_or_init(|| Names::new(self.by_id.iter().map(|&(id, ..)| (id, id))));
        match names.nearest(id, |_| ()) {
            Some(near) => fault.label(format!("did you mean `{near}`?")),
            None if article.memberships.is_empty() => {
                fault.hint("write the event whole: `{date: …, title: …}`, or give the article its `dossiers`")
            }
            None => {
                fault.hint("give an event in the dossier's `events` this `id`, or write `{date: …, title: …}` here")
            }
        }
    }

    /// The first dossier that writes an event with this id.
    fn written(&self, id: &str) -> Option<(DossierId, &'a Event)> {
        let at = self.by_id.partition_point(|&(other, ..)| other < id);
        self.by_id.get(at).filter(|&&(other, ..)| other == id).map(|&(_, dossier, event)| (dossier, event))
    }
}

/// Groups of tellings of one event: the same date and title (case ignored), and a dossier or an article in common.
fn same(told: &[Told]) -> Vec<Vec<usize>> {
    let keys: Vec<(&str, String)> = told.iter().map(|t| (&*t.event.date.edtf, fold(&t.event.title))).collect();
    let mut order: Vec<usize> = (0..told.len()).collect();
    order.sort_by(|&a, &b| keys[a].cmp(&keys[b]).then(a.cmp(&b)));
    order.chunk_by(|&a, &b| keys[a] == keys[b]).flat_map(|equal| connected(told, equal)).collect()
}

/// Splits tellings with equal date and title into those that hang together.
fn connected(told: &[Told], equal: &[usize]) -> Vec<Vec<usize>> {
    if equal.len() == 1 {
        return vec![equal.to_vec()];
    }
    // An article and a dossier in one order: articles behind all dossiers.
    let mut holders: Vec<(u64, usize)> = Vec::new();
    for (at, &index) in equal.iter().enumerate() {
        holders.extend(told[index].dossiers.iter().map(|dossier| (u64::from(dossier.0), at)));
        holders.extend(told[index].article.map(|article| ((1 << 32) + u64::from(article.0), at)));
    }
    holders.sort_unstable();
    let mut parent: Vec<usize> = (0..equal.len()).collect();
    for pair in holders.windows(2) {
        if pair[0].0 == pair[1].0 {
            let (a, b) = (root(&mut parent, pair[0].1), root(&mut parent, pair[1].1));
            parent[a.max(b)] = a.min(b);
        }
    }
    let mut rooted: Vec<(usize, usize)> = (0..equal.len()).map(|at| (root(&mut parent, at), equal[at])).collect();
    rooted.sort_unstable();
    rooted.chunk_by(|a, b| a.0 == b.0).map(|group| group.iter().map(|&(_, index)| index).collect()).collect()
}

/// The root of a union-find tree, halving the path to it.
fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

/// The moment of the build as a day and minute in the site's time zone.
struct Now {
    day: Day,
    minutes: u16,
}

impl Now {
    fn of(config: &Config, now: jiff::Timestamp) -> Self {
        let local = now.to_zoned_datetime(config.zone.clone());
        Now {
            day: Day { year: i32::from(local.year()), month: local.month() as u8, day: local.day() as u8 },
            minutes: local.hour() as u16 * 60 + local.minute() as u16,
        }
    }

    /// Whether all that the event's date may mean lies after this moment.
    fn is_before(&self, event: &Event) -> bool {
        let minute = |moment: crate::parse::dates::Moment| match moment.precision {
            Precision::Minute => moment.minutes,
            _ => 0,
        };
        let starts = (event.date.earliest(), event.date.from.map_or(0, minute));
        starts > (self.day, self.minutes)
    }
}

/// The place of an event as written.
fn place(told: &Told) -> Place {
    let span: Span = told.event.span;
    Place::new(told.source, span)
}

#[cfg(test)]
mod tests;
