//! `timeline.json` of a dossier: its events and articles for programs. Every URL is absolute.
//!
//! ```json
//! {
//!   "title": "Astana talks", "url": "https://…", "language": "en", "status": "running",
//!   "events": [{"id": "opening", "date": "2017-01-23/2017-01-24", "title": "…", "summary": null, "weight": "turning",
//!     "url": "https://…#e-opening", "articles": ["https://…"], "people": ["…"], "places": ["…"],
//!     "sources": [{"title": "…", "url": "https://…", "publisher": null}]}],
//!   "articles": [{"id": "…", "number": 1, "title": "…", "url": "https://…", "published": "2017-01-23T10:30:00+00:00",
//!     "updated": null, "weight": null}]
//! }
//! ```
//! `date` is EDTF level 1 (ISO 8601-2:2019, Annex A); events are in order of date, articles in story order.

use super::Views;
use super::data::rfc3339;
use crate::model::site::{DossierId, Event, Member, NameRef};
use crate::parse::document::{Source, Text};
use crate::plan::lookup::DossierPart;
use serde_json::{Value, json};

impl Views<'_> {
    /// The whole of a dossier's timeline.
    pub(super) fn timeline_json(&self, id: DossierId) -> Value {
        let dossier = &self.site[id];
        let timeline = self.plan.dossier_part(id, DossierPart::Timeline, 0).map(|address| self.full(&address));
        let events: Vec<Value> = dossier
            .events
            .iter()
            .map(|event| self.event_json(&self.site[*event], timeline.as_deref().unwrap_or("")))
            .collect();
        json!({
            "title": *dossier.title,
            "url": *self.full_of(Member::Dossier(id), 0),
            "language": *dossier.language,
            "status": dossier.status().word(),
            "events": events,
            "articles": self.articles_json(id),
        })
    }

    fn event_json(&self, event: &Event, timeline: &str) -> Value {
        let name = |name: &NameRef| match name {
            NameRef::Entity(id) => self.site[*id].name.clone(),
            NameRef::Name(name) => name.clone(),
        };
        let names = |list: &[NameRef]| -> Vec<Text> { list.iter().map(name).collect() };
        let articles: Vec<Text> = event.articles.iter().map(|id| self.full_of(Member::Article(*id), 0)).collect();
        json!({
            "id": *event.id,
            "date": *event.date.edtf,
            "title": *event.title,
            "summary": event.summary,
            "weight": event.weight.word(),
            "url": format!("{timeline}#{}", event.anchor),
            "articles": articles,
            "people": names(&event.people),
            "places": names(&event.places),
            "sources": event.sources.iter().map(source).collect::<Vec<_>>(),
        })
    }

    fn articles_json(&self, id: DossierId) -> Vec<Value> {
        let members = self.site[id].members.iter().enumerate();
        members
            .map(|(at, member)| {
                let article = &self.site[member.article];
                json!({
                    "id": *article.id,
                    "number": at + 1,
                    "title": *article.doc.common.title,
                    "url": *self.full_of(Member::Article(member.article), 0),
                    "published": *rfc3339(&article.published),
                    "updated": article.updated.as_ref().map(rfc3339),
                    "weight": member.weight.word(),
                })
            })
            .collect()
    }
}

fn source(source: &Source) -> Value {
    json!({ "title": *source.title, "url": source.url, "publisher": source.publisher })
}
