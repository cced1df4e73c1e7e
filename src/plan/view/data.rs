//! What data outputs are made of: feeds, calendars, sitemaps. Addresses here are absolute.

use super::Views;
use super::search::{SearchIndex, SearchText};
use super::words::push_offset;
use crate::base::path::SourcePath;
use crate::base::text::digits;
use crate::model::site::Member;
use crate::parse::dates::Published;
use crate::parse::document::{Document, Image, Text};
use crate::plan::body::BodyPlan;
use crate::plan::{Page, PageKind, address, lookup};
use jiff::tz::Offset;
use serde::Serialize;

impl Views<'_> {
    /// What a feed, calendar, sitemap, manifest or robots.txt is made of; none for pages with a template and for files.
    pub fn data(&self, page: &Page) -> Option<Data> {
        Some(match &page.kind {
            PageKind::Atom(of) | PageKind::JsonFeed(of) => Data::Feed(Box::new(self.feed(*of))),
            PageKind::TimelineJson(id) => Data::Json(self.timeline_json(*id)),
            PageKind::Calendar(id) => Data::Calendar(self.calendar(*id)),
            PageKind::Sitemap => self.sitemap(),
            PageKind::SearchIndex => Data::SearchIndex(Box::new(self.search_index(page.language))),
            PageKind::SearchText(share) => Data::SearchTexts(self.search_texts(*share)),
            PageKind::SitemapPart(part) => Data::Sitemap(self.sitemap_part(*part)),
            PageKind::Manifest => Data::Json(self.manifest()),
            PageKind::Robots => {
                Data::Robots(format!("User-agent: *\nAllow: /\nSitemap: {}\n", self.full("/sitemap.xml")))
            }
            _ => return None,
        })
    }

    /// The absolute URL of an address; without `base_url` the root-relative one.
    pub(super) fn full(&self, address: &str) -> Text {
        let config = &self.site.config;
        address::absolute(config, address).unwrap_or_else(|| address::url(config, address))
    }

    /// The absolute URL of a document in a language.
    pub(super) fn full_of(&self, member: Member, language: u8) -> Text {
        self.full(&self.plan.address_of(member, language))
    }

    /// A document in a language, else the original; none for what has no document.
    pub(super) fn text_of(&self, member: Member, language: u8) -> Option<&Document> {
        let code = self.plan.languages.get(language as usize);
        let mut translations = lookup::translations(self.site, member).iter();
        let translation = translations.find(|one| Some(&one.language) == code).map(|one| &*one.doc);
        translation.or_else(|| lookup::document(self.site, member).map(|doc| &**doc))
    }

    /// The absolute URL of a document's picture; none when it has none, or its file is not published.
    pub(super) fn full_picture(&self, member: Member) -> Option<Text> {
        let doc = lookup::document(self.site, member)?;
        let image: &Image = doc.common.image.as_ref()?;
        self.full_file(&doc.path, &image.src.value)
    }

    /// The absolute URL of a file as a document names it.
    pub(super) fn full_file(&self, document: &SourcePath, src: &Text) -> Option<Text> {
        if src.contains("://") {
            return Some(src.clone());
        }
        Some(self.full(&self.plan.file_address(self.site.file_of(document, src)?)))
    }
}

/// RFC 3339, in the offset that was written.
pub fn rfc3339(date: &Published) -> Text {
    let offset = Offset::from_seconds(i32::from(date.offset) * 60).unwrap_or(Offset::UTC);
    let there = offset.to_datetime(date.instant);
    let mut out = String::with_capacity("2017-01-23T10:30:00+03:00".len());
    let year = i32::from(there.year());
    if year < 0 {
        out.push('-');
    }
    let parts = [(there.month(), '-'), (there.day(), 'T'), (there.hour(), ':'), (there.minute(), ':')];
    digits(&mut out, year.unsigned_abs(), 4);
    out.push('-');
    for (part, after) in parts {
        digits(&mut out, part.unsigned_abs().into(), 2);
        out.push(after);
    }
    digits(&mut out, there.second().unsigned_abs().into(), 2);
    push_offset(&mut out, (offset.seconds() / 60) as i16);
    out.into()
}

/// The content of a data output.
#[derive(Clone, Debug)]
pub enum Data {
    Feed(Box<FeedView>),
    /// `timeline.json` or the web manifest, ready to print.
    Json(serde_json::Value),
    Calendar(CalendarView),
    /// A `<urlset>`.
    Sitemap(Vec<SitemapEntry>),
    /// A `<sitemapindex>` of these addresses.
    SitemapIndex(Vec<Text>),
    Robots(String),
    /// What the search of a language knows of every document.
    SearchIndex(Box<SearchIndex>),
    /// Texts that it looks through.
    SearchTexts(Vec<SearchText>),
}

#[derive(Clone, Debug, Serialize)]
pub struct FeedView {
    /// `urn:uuid:` v5.
    pub id: Text,
    pub title: Text,
    pub description: Option<Text>,
    pub home_url: Text,
    pub atom_url: Text,
    pub json_url: Text,
    /// RFC 3339: the greatest of its items.
    pub updated: Text,
    pub language: Text,
    /// Who publishes it.
    pub author: Text,
    pub rights: Option<Text>,
    pub items: Vec<FeedItem>,
}

#[derive(Clone, Debug, Serialize)]
pub struct FeedItem {
    /// `urn:uuid:` v5 of `kind:id`.
    pub id: Text,
    pub url: Text,
    pub title: Text,
    pub summary: Option<Text>,
    pub published: Text,
    pub updated: Text,
    pub authors: Vec<Text>,
    pub tags: Vec<Text>,
    pub language: Text,
    pub image: Option<Text>,
    /// Of a retracted article: it stands above the body, and the summary begins with it.
    pub notice: Option<Text>,
    /// With `feed: {content: full}`: its links are absolute.
    #[serde(skip)]
    pub body: Option<Box<BodyPlan>>,
}

#[derive(Clone, Debug, Serialize)]
pub struct CalendarView {
    pub name: Text,
    pub language: Text,
    pub events: Vec<CalendarEvent>,
}

/// Days only: `start` and, exclusive, `end` as `YYYYMMDD`.
#[derive(Clone, Debug, Serialize)]
pub struct CalendarEvent {
    pub uid: Text,
    /// `YYYYMMDDTHHMMSSZ` of its newest article.
    pub stamp: Text,
    pub start: Text,
    pub end: Text,
    pub summary: Text,
    pub description: Option<Text>,
    pub url: Option<Text>,
}

#[derive(Clone, Debug, Serialize)]
pub struct SitemapEntry {
    pub url: Text,
    /// RFC 3339 day or instant of its last change; none where it cannot be told without a clock.
    pub modified: Option<Text>,
    /// `(language, url)` of the same page in every language it has.
    pub alternates: Vec<(Text, Text)>,
}
