//! What data outputs are made of: feeds, calendars, sitemaps. Addresses here are absolute.

use crate::parse::document::Text;
use crate::plan::body::BodyPlan;
use serde::Serialize;

/// The content of a data output.
#[derive(Clone, Debug)]
pub enum Data {
    Feed(Box<FeedView>),
    /// `timeline.json`, ready to print.
    Json(serde_json::Value),
    Calendar(CalendarView),
    /// A `<urlset>`.
    Sitemap(Vec<SitemapEntry>),
    /// A `<sitemapindex>` of these addresses.
    SitemapIndex(Vec<Text>),
    Robots(String),
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
