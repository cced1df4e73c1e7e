//! Timelines: events by year and month, of a dossier and of the site.

use super::lens::Lens;
use super::types::{EventView, Link, TimelineMonth, TimelineView, TimelineYear, YearLink};
use super::words;
use crate::model::site::{DossierId, EventId, Member, NameRef};
use crate::parse::document::Weight;
use crate::plan::lookup::DossierPart;
use crate::plan::pages::event_year;
use std::collections::BTreeMap;

/// A dossier's own page shows this many events, or its turning points and the newest.
pub(super) const WHOLE: usize = 100;
const NEWEST: usize = 40;

impl Lens<'_> {
    /// An event.
    pub fn event(&self, id: EventId) -> EventView {
        let event = &self.site[id];
        let moments = [event.date.from, event.date.to];
        let any = |flag: fn(&crate::parse::dates::Moment) -> bool| moments.iter().flatten().any(flag);
        let names = |names: &[NameRef]| names.iter().map(|name| self.name_ref(name)).collect::<Vec<Link>>();
        let dossiers = event.dossiers.iter().map(|id| self.link(Member::Dossier(*id)));
        EventView {
            id: event.id.clone(),
            anchor: event.anchor.clone(),
            date: self.event_date(&event.date),
            edtf: event.date.edtf.clone(),
            approximate: any(|moment| moment.approximate),
            uncertain: any(|moment| moment.uncertain),
            title: event.title.clone(),
            summary: event.summary.clone(),
            weight: event.weight.word(),
            article: event.articles.first().map(|article| self.card(*article)),
            others: event.articles.iter().skip(1).map(|article| self.card(*article)).collect(),
            dossiers: dossiers.collect(),
            people: names(&event.people),
            places: names(&event.places),
            sources: self.sources(&event.sources),
        }
    }

    pub fn events(&self, ids: &[EventId]) -> Vec<EventView> {
        ids.iter().map(|id| self.event(*id)).collect()
    }

    /// The timeline of a dossier's page: whole, or its turning points and newest events with the way to the whole.
    pub fn dossier_timeline(&self, id: DossierId) -> TimelineView {
        let events = &self.site[id].events;
        let whole = self.plan.dossier_part(id, DossierPart::Timeline, self.language);
        if events.len() <= WHOLE {
            return self.whole_timeline(id);
        }
        let newest = events.len() - NEWEST;
        let shown = |(at, event): (usize, &EventId)| {
            (at >= newest || self.site[*event].weight == Weight::Turning).then_some(*event)
        };
        let shown: Vec<EventId> = events.iter().enumerate().filter_map(shown).collect();
        TimelineView {
            count: events.len(),
            whole_url: whole.map(|address| self.url_at(&address)),
            ..self.years(&shown)
        }
    }

    /// A dossier's timeline with every event.
    pub fn whole_timeline(&self, id: DossierId) -> TimelineView {
        self.years(&self.site[id].events)
    }

    /// The site's timeline: its years alone.
    pub fn timeline_index(&self) -> TimelineView {
        TimelineView { count: self.site.events.len(), index: self.timeline_years(None), ..self.years(&[]) }
    }

    /// One year of the site's timeline.
    pub fn timeline_year(&self, year: i32) -> TimelineView {
        let all = (0..self.site.events.len() as u32).map(EventId);
        let events: Vec<EventId> = all.filter(|id| event_year(&self.site[*id].date) == Some(year)).collect();
        TimelineView {
            count: self.site.events.len(),
            index: self.timeline_years(Some(year)),
            whole_url: self.index_url(crate::plan::lookup::Index::Timeline),
            ..self.years(&events)
        }
    }

    fn timeline_years(&self, here: Option<i32>) -> Vec<YearLink> {
        let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
        for event in &self.site.events {
            if let Some(year) = event_year(&event.date) {
                *counts.entry(year).or_default() += 1;
            }
        }
        let link = |(year, count)| {
            let url = self.url_at(&self.plan.timeline_year_address(year)?);
            Some(YearLink { year, text: words::year(year, self.code), url, count, here: here == Some(year) })
        };
        counts.into_iter().filter_map(link).collect()
    }

    /// Events by year and month. In a year, those without a known month come first.
    fn years(&self, ids: &[EventId]) -> TimelineView {
        let mut years: BTreeMap<i32, BTreeMap<Option<u8>, Vec<EventView>>> = BTreeMap::new();
        for id in ids {
            let date = &self.site[*id].date;
            let months = years.entry(event_year(date).unwrap_or(0)).or_default();
            months.entry(words::month_of(date)).or_default().push(self.event(*id));
        }
        let month = |year| {
            move |(month, events): (Option<u8>, _)| TimelineMonth {
                text: month.map(|month| words::month(year, month, self.code)),
                events,
            }
        };
        let year = |(year, months): (i32, BTreeMap<_, _>)| TimelineYear {
            year,
            text: words::year(year, self.code),
            months: months.into_iter().map(month(year)).collect(),
        };
        let years = years.into_iter().map(year).collect();
        TimelineView { count: ids.len(), shown: ids.len(), whole_url: None, years, index: Vec::new() }
    }
}
