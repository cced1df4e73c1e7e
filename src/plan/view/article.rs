//! The article's page: the article itself, its tag line, related pieces, and the site's links on it.

use super::cards::GROUPS;
use super::lens::{Lens, Version, held};
use super::types::{
    ArticleView, DatelineView, Link, NoteView, RelatedView, TagGroup, TagItem, TagsView, WithdrawnView, Word,
};
use super::wants::Wants;
use crate::model::site::{ArticleId, EntityId, Member, Reason, Related, Subject};
use crate::parse::document::{ArticleFront, CorrectionKind, Dateline, DocumentKind, Text};
use crate::plan::address;
use crate::plan::lookup::{self, article_front, entity_front};

/// Words that one reads in a minute.
const WORDS_A_MINUTE: u32 = 220;

impl<'v> Lens<'v> {
    /// `article`, as far as it is wanted. Of a withdrawn one, title, date and reason are left.
    pub fn article_view(&self, id: ArticleId, wants: &Wants) -> ArticleView {
        let article = &self.site[id];
        let version = self.article(id);
        let bare = self.bare(id, &version, wants);
        let Some(front) = article_front(&article.doc).filter(|front| front.withdrawn.is_none()) else { return bare };
        let own = version.doc.and_then(article_front);
        let mut corrections: Vec<_> = front.corrections.iter().collect();
        corrections.sort_by_key(|correction| correction.date.instant);
        ArticleView {
            short_title: own.and_then(|own| own.short_title.clone()),
            kicker: version.kicker(),
            standfirst: version.standfirst(),
            byline: own.and_then(|own| own.byline.clone()).or_else(|| front.byline.clone()),
            authors: wants
                .list("authors", || front.authors.iter().map(|name| self.named(DocumentKind::Person, name)).collect()),
            dateline: self.dateline(own, front),
            updated: article.updated.as_ref().map(|date| self.published(date)),
            image: self.picture(&version),
            retracted: front.corrections.iter().any(|correction| correction.kind == CorrectionKind::Retraction),
            corrections: corrections.into_iter().map(|correction| self.correction(correction)).collect(),
            sources: wants.list("sources", || self.sources(&front.sources)),
            events: wants.list("events", || article.events.iter().map(|event| self.event(*event)).collect()),
            notes: wants.list("notes", || self.notes(&article.subjects)),
            links: wants.list("links", || self.article_links(id)),
            backlinks: wants.list("backlinks", || self.links(&article.backlinks)),
            minutes: version.doc.map_or(0, |doc| doc.body.words).div_ceil(WORDS_A_MINUTE).max(1),
            ..bare
        }
    }

    /// What is left of every article: address, title, date, short link, and that it was withdrawn.
    fn bare(&self, id: ArticleId, version: &Version, wants: &Wants) -> ArticleView {
        let article = &self.site[id];
        let (language, dir) = version.mark();
        let withdrawn = lookup::withdrawn(article);
        let short = (wants.field("short_url") || wants.field("short_text"))
            .then(|| self.plan.short_address(self.site, Member::Article(id)))
            .flatten();
        ArticleView {
            id: article.id.clone(),
            url: self.url(Member::Article(id)),
            title: version.title().unwrap_or_else(|| article.id.clone()),
            short_title: None,
            kicker: None,
            standfirst: None,
            byline: None,
            authors: Vec::new(),
            dateline: None,
            published: self.published(&article.published),
            updated: None,
            language,
            dir,
            image: None,
            corrections: Vec::new(),
            retracted: false,
            withdrawn: withdrawn.map(|withdrawn| WithdrawnView {
                date: self.published(&withdrawn.date),
                reason: withdrawn.reason.clone(),
            }),
            sources: Vec::new(),
            events: Vec::new(),
            notes: Vec::new(),
            short_url: short.as_ref().map(|short| self.url_at(short)),
            short_text: short.map(|short| self.readable(&short)),
            links: Vec::new(),
            backlinks: Vec::new(),
            editions_url: if wants.field("editions_url") && withdrawn.is_none() {
                self.article_editions(id)
            } else {
                None
            },
            minutes: 1,
            held: held(&article.hold),
        }
    }

    /// An address as one reads it: absolute, without `https://`; root-relative where there is no `base_url`.
    pub fn readable(&self, address: &str) -> Text {
        match address::absolute(&self.site.config, address) {
            Some(url) => url.split_once("://").map_or(&*url, |(_, rest)| rest).into(),
            None => self.url_at(address),
        }
    }

    fn dateline(&self, own: Option<&ArticleFront>, front: &ArticleFront) -> Option<DatelineView> {
        let line = own.and_then(|own| own.dateline.as_ref()).or(front.dateline.as_ref())?;
        Some(match line {
            Dateline::Text(text) => DatelineView { text: Some(text.clone()), place: None, source: None },
            Dateline::Parts { place, source } => DatelineView {
                text: None,
                place: place.as_ref().map(|place| self.named(DocumentKind::Place, place)),
                source: source.clone(),
            },
        })
    }

    fn notes(&self, subjects: &[Subject]) -> Vec<NoteView> {
        let note = |subject: &Subject| match subject {
            Subject::Entity(id) => {
                Some(NoteView { name: self.name(*id), url: self.url(Member::Entity(*id)), note: self.note(*id)? })
            }
            Subject::Tag(_) => None,
        };
        subjects.iter().filter_map(note).collect()
    }

    /// The legal or editorial note of a person, place or organisation, in this language where it has one.
    pub fn note(&self, id: EntityId) -> Option<Text> {
        let version = self.entity(id);
        let of = |doc| entity_front(doc).and_then(|front| front.note.clone());
        version.doc.and_then(of).or_else(|| version.original.and_then(of))
    }

    /// `related`: nothing for a withdrawn article.
    pub fn related(&self, id: ArticleId) -> Vec<RelatedView> {
        let view = |related: &Related| {
            let (reason, shared): (Word, Option<Link>) = match related.reason {
                Reason::Chosen => ("chosen", None),
                Reason::Dossier(id) => ("dossier", Some(self.link(Member::Dossier(id)))),
                Reason::Subject(subject) => {
                    let item = self.tag_item(subject, None);
                    (item.kind, Some(Link { title: item.title, url: Some(item.url) }))
                }
            };
            RelatedView { article: self.card(related.article), reason, shared }
        };
        self.site.related(id).iter().map(view).collect()
    }

    /// `tags`: the tag line, flat and by kind; empty for a withdrawn article.
    pub fn tags(&self, id: ArticleId) -> TagsView {
        let subjects: &[Subject] = if self.site[id].is_withdrawn() { &[] } else { &self.site[id].subjects };
        let all: Vec<TagItem> = subjects.iter().map(|subject| self.tag_item(*subject, None)).collect();
        let group =
            |kind: &Word| TagGroup { kind, items: all.iter().filter(|item| item.kind == *kind).cloned().collect() };
        let groups: Vec<TagGroup> = GROUPS.iter().map(group).filter(|group| !group.items.is_empty()).collect();
        TagsView { items: groups.iter().flat_map(|group| group.items.iter().cloned()).collect(), groups }
    }
}
