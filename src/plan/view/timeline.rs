//! Timelines: events by year and month, of a dossier and of the site.

use super::density::density;
use super::lens::Lens;
use super::types::{DateView, DensityView, EventView, Link, TimelineMonth, TimelineView, TimelineYear, YearLink};
use super::words;
use crate::model::site::{ArticleId, DossierId, Event, EventId, Member, NameRef};
use crate::parse::dates::{Day, EventDate};
use crate::parse::document::{Phase, Weight};
use crate::plan::lookup::DossierPart;
use crate::plan::pages::event_year;
use std::collections::BTreeMap;

/// A dossier's own page shows this many events, or its turning points and the newest.
pub(super) const WHOLE: usize = 100;
const NEWEST: usize = 40;
/// Of a timeline of so many events every year stands open at first; and of one that has fewer a year than it takes to
/// make folding worth while.
const OPEN: usize = 40;
const SPARSE: usize = 3;

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
            phase: None,
            reported: event.articles.first().and_then(|article| self.reported(&event.date, *article)),
            article: event.articles.first().map(|article| self.card(*article)),
            others: event.articles.iter().skip(1).map(|article| self.card(*article)).collect(),
            dossiers: dossiers.collect(),
            people: names(&event.people),
            places: names(&event.places),
            sources: self.sources(&event.sources),
        }
    }

    /// When the article that tells an event was published, if the event was not on that day.
    fn reported(&self, date: &EventDate, article: ArticleId) -> Option<DateView> {
        let published = &self.site[article].published;
        let day = published.day;
        let day = Day { year: day.year().into(), month: day.month() as u8, day: day.day() as u8 };
        let then = (date.earliest()..=date.latest()).contains(&day);
        (!then).then(|| self.published(published))
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
            ..self.years(&shown, self.phases_of(id))
        }
    }

    /// A dossier's timeline with every event.
    pub fn whole_timeline(&self, id: DossierId) -> TimelineView {
        self.years(&self.site[id].events, self.phases_of(id))
    }

    fn phases_of(&self, id: DossierId) -> &[Phase] {
        self.site[id].front().map_or(&[], |front| &front.phases)
    }

    /// The site's timeline: its years alone.
    pub fn timeline_index(&self) -> TimelineView {
        let density = self.density(&self.site.events.iter().collect::<Vec<_>>());
        let index = self.timeline_years(None);
        TimelineView { count: self.site.events.len(), index, density, ..self.years(&[], &[]) }
    }

    /// One year of the site's timeline.
    pub fn timeline_year(&self, year: i32) -> TimelineView {
        let all = (0..self.site.events.len() as u32).map(EventId);
        let events: Vec<EventId> = all.filter(|id| event_year(&self.site[*id].date) == Some(year)).collect();
        TimelineView {
            count: events.len(),
            index: self.timeline_years(Some(year)),
            whole_url: self.index_url(crate::plan::lookup::Index::Timeline),
            ..self.years(&events, &[])
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

    fn density(&self, events: &[&Event]) -> Option<DensityView> {
        let dated = events.iter().map(|event| (&event.date, event.weight == Weight::Turning));
        density(&dated.collect::<Vec<_>>(), self.code)
    }

    /// Events by year and month. In a year, those without a known month come first.
    fn years(&self, ids: &[EventId], phases: &[Phase]) -> TimelineView {
        let mut years: BTreeMap<i32, BTreeMap<Option<u8>, Vec<EventView>>> = BTreeMap::new();
        for id in ids {
            let date = &self.site[*id].date;
            let months = years.entry(event_year(date).unwrap_or(0)).or_default();
            months
                .entry(words::month_of(date))
                .or_default()
                .push(EventView { phase: phase_of(phases, date), ..self.event(*id) });
        }
        let month = |year| {
            move |(month, events): (Option<u8>, _)| TimelineMonth {
                text: month.map(|month| words::month(year, month, self.code)),
                events,
            }
        };
        let newest = years.keys().next_back().copied();
        let all_open = ids.len() <= OPEN || ids.len() < SPARSE * years.len();
        let year = |(year, months): (i32, BTreeMap<_, Vec<EventView>>)| TimelineYear {
            year,
            text: words::year(year, self.code),
            count: months.values().map(Vec::len).sum(),
            open: all_open || Some(year) == newest,
            months: months.into_iter().map(month(year)).collect(),
        };
        let years = years.into_iter().map(year).collect();
        let events: Vec<&Event> = ids.iter().map(|id| &self.site[*id]).collect();
        let density = self.density(&events);
        let turning = events.iter().filter(|event| event.weight == Weight::Turning).count();
        TimelineView { count: ids.len(), shown: ids.len(), turning, whole_url: None, years, index: Vec::new(), density }
    }
}

/// The number of the phase that holds the first day of an event, from 1: of several the one that began last. A phase
/// without an end lasts until the next begins.
fn phase_of(phases: &[Phase], date: &EventDate) -> Option<usize> {
    let day = date.earliest();
    let began = |phase: &Phase| phase.from.as_ref().map(EventDate::earliest);
    let begun = || phases.iter().enumerate().filter(|(_, phase)| began(phase).is_none_or(|from| from <= day));
    let last = begun().map(|(_, phase)| began(phase)).max();
    let holds = |phase: &Phase| match &phase.to {
        Some(to) => day <= to.latest(),
        None => Some(began(phase)) == last,
    };
    let held = begun().filter(|(_, phase)| holds(phase));
    held.max_by_key(|(at, phase)| (began(phase), *at)).map(|(at, _)| at + 1)
}
