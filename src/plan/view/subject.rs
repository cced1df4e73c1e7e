//! `subject`: what the page of a tag, person, place, organisation, year or month is about.

use super::lens::{Lens, held};
use super::types::{GeoView, Link, PeriodNameView, SubjectView, Word};
use super::wants::Wants;
use super::words;
use crate::model::site::{EntityId, Member, TagId};
use crate::parse::document::{EntityFront, Text};
use crate::plan::lookup::entity_front;
use crate::plan::{FeedOf, ListOf};

/// Subjects that stand beside a tag.
const WITH: usize = 12;

impl Lens<'_> {
    pub fn tag_subject(&self, id: TagId, wants: &Wants) -> SubjectView {
        let tag = &self.site[id];
        let company = if wants.field("with") { self.site.company(id) } else { Vec::new() };
        let feed = self.plan.feed_address(FeedOf::Tag(id), false);
        SubjectView {
            count: tag.articles.len(),
            also: tag.also.clone(),
            description: tag.description.clone(),
            note: tag.note.clone(),
            with: company.iter().take(WITH).map(|(subject, count)| self.tag_item(*subject, Some(*count))).collect(),
            feed_url: feed.map(|address| self.url_at(&address)),
            years: self.year_links(ListOf::Tag(id), None),
            ..empty("tag", tag.name.clone(), self.tag_url(id))
        }
    }

    pub fn entity_subject(&self, id: EntityId) -> SubjectView {
        let entity = &self.site[id];
        let version = self.entity(id);
        let (language, dir) = version.mark();
        let front = version.original.and_then(entity_front);
        let registered = entity.doc.is_some();
        let base = SubjectView {
            count: entity.articles.len(),
            description: version.standfirst(),
            image: self.picture(&version),
            events: self.events(&entity.events),
            backlinks: self.links(&entity.backlinks),
            years: self.year_links(ListOf::Entity(id), None),
            language: language.filter(|_| registered),
            dir: dir.filter(|_| registered),
            held: held(&entity.hold),
            note: self.note(id),
            ..empty(entity.kind.word(), self.name(id), self.url(Member::Entity(id)))
        };
        match front {
            Some(front) => self.registered(base, front),
            None => base,
        }
    }

    /// What the front matter of a person, place or organisation adds.
    fn registered(&self, base: SubjectView, front: &EntityFront) -> SubjectView {
        let names = front.names.iter().map(|period| PeriodNameView {
            name: period.name.clone(),
            from: period.from.as_ref().map(|date| self.event_date(date)),
            to: period.to.as_ref().map(|date| self.event_date(date)),
        });
        SubjectView {
            also: front.also.iter().map(|name| name.value.clone()).collect(),
            names: names.collect(),
            same_as: front.same_as.to_vec(),
            geo: front.geo.map(|geo| GeoView { lat: geo.lat, lon: geo.lon }),
            ..base
        }
    }

    /// One year of a long list, between its neighbours.
    pub fn year_subject(&self, list: ListOf, year: i32) -> SubjectView {
        let years = self.year_links(list, Some(year));
        let here = years.iter().position(|link| link.here);
        // Newest first: the year before stands behind.
        let link = |at: usize| years.get(at).map(|link| Link { title: link.text.clone(), url: Some(link.url.clone()) });
        let (url, count) = here
            .and_then(|at| years.get(at))
            .map_or_else(|| (self.list_url(list), 0), |link| (link.url.clone(), link.count));
        SubjectView {
            count,
            previous: here.and_then(|at| link(at + 1)),
            next: here.and_then(|at| link(at.checked_sub(1)?)),
            years,
            ..empty("year", self.year_title(list, year), url)
        }
    }

    /// `Astana, 2017`.
    pub fn year_title(&self, list: ListOf, year: i32) -> Text {
        format!("{}, {}", self.list_title(list), words::year(year, self.code)).into()
    }

    pub fn list_title(&self, list: ListOf) -> Text {
        match list {
            ListOf::Dossier(id) => self.dossier_title(id),
            ListOf::Entity(id) => self.name(id),
            ListOf::Tag(id) => self.site[id].name.clone(),
        }
    }

    pub fn list_url(&self, list: ListOf) -> Text {
        self.url_at(&self.plan.list_address(list, self.language))
    }

    /// A month of the archive, between the months in which something was published.
    pub fn month_subject(&self, year: i32, month: u8) -> SubjectView {
        let months = &self.facts.months;
        let key = (year, month);
        let link = |(year, month): (i32, u8)| Link {
            title: words::month(year, month, self.code),
            url: self.plan.month_address(year, month).map(|address| self.url_at(&address)),
        };
        let url = self.plan.month_address(year, month).map(|address| self.url_at(&address));
        SubjectView {
            count: months.get(&key).map_or(0, Vec::len),
            previous: months.range(..key).next_back().map(|(key, _)| link(*key)),
            next: months.range((year, month.saturating_add(1))..).next().map(|(key, _)| link(*key)),
            ..empty("month", words::month(year, month, self.code), url.unwrap_or_else(|| "".into()))
        }
    }
}

fn empty(kind: Word, title: Text, url: Text) -> SubjectView {
    SubjectView {
        kind,
        title,
        url,
        count: 0,
        also: Vec::new(),
        names: Vec::new(),
        description: None,
        note: None,
        same_as: Vec::new(),
        geo: None,
        image: None,
        with: Vec::new(),
        events: Vec::new(),
        backlinks: Vec::new(),
        feed_url: None,
        years: Vec::new(),
        previous: None,
        next: None,
        language: None,
        dir: None,
        held: None,
    }
}
