//! Types of pages that list: subjects, years and months, indexes, changes.

use super::article::TagItem;
use super::common::{Card, DateView, DossierCard, EditionLink, ImageView, Link, Word};
use super::timeline::EventView;
use crate::parse::document::Text;
use schemars::JsonSchema;
use serde::Serialize;

/// A year of a long list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct YearLink {
    pub year: i32,
    pub text: Text,
    pub url: Text,
    pub count: usize,
    /// True on that year's own page.
    pub here: bool,
}

/// `subject` of a tag's, person's, place's or organisation's page, and of a year or month of a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SubjectView {
    /// `tag`, `person`, `place`, `organisation`, `year` or `month`.
    pub kind: Word,
    /// Of a year of a list: `Astana, 2017`.
    pub title: Text,
    pub url: Text,
    pub count: usize,
    /// Other names.
    pub also: Vec<Text>,
    pub names: Vec<PeriodNameView>,
    pub description: Option<Text>,
    pub note: Option<Text>,
    pub same_as: Vec<Text>,
    pub geo: Option<GeoView>,
    pub image: Option<ImageView>,
    /// Subjects that stand beside a tag, the most frequent first, at most 12.
    pub with: Vec<TagItem>,
    /// What happened to it or there.
    pub events: Vec<EventView>,
    pub backlinks: Vec<Link>,
    pub feed_url: Option<Text>,
    /// Years of a long list (over 500), else empty.
    pub years: Vec<YearLink>,
    /// Neighbours: the year or month before and after.
    pub previous: Option<Link>,
    pub next: Option<Link>,
    pub language: Option<Text>,
    pub dir: Option<Word>,
    pub held: Option<Word>,
}

/// A name that held for a time.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PeriodNameView {
    pub name: Text,
    pub from: Option<DateView>,
    pub to: Option<DateView>,
}

/// A point on the map, in degrees.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GeoView {
    pub lat: f64,
    pub lon: f64,
}

/// One of `articles`: a list by year, newest first (but the year of a dossier whose `listing` is `oldest`).
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct YearGroup {
    pub year: i32,
    pub text: Text,
    pub articles: Vec<Card>,
}

/// One of `groups` of an index page.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct IndexGroup {
    /// A letter, a year, a status (`running`, `paused`, `closed`); `#` for what begins with no letter.
    pub title: Text,
    pub anchor: Text,
    pub items: Vec<IndexItem>,
}

/// An item of an index page.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct IndexItem {
    pub title: Text,
    pub url: Text,
    /// Number of articles.
    pub count: usize,
    /// Set for another name: the title that it leads to.
    pub see: Option<Text>,
    pub description: Option<Text>,
    /// Set in the index of dossiers.
    pub dossier: Option<DossierCard>,
}

/// One of `changes`: newest first.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ChangeView {
    pub date: DateView,
    /// `correction`, `clarification`, `update`, `retraction` or `withdrawal`.
    pub kind: Word,
    pub article: Card,
    pub text: Option<Text>,
    pub was: Option<Text>,
    pub now: Option<Text>,
    /// The edition in which it first stood; null when none is known, and in an edition.
    pub edition: Option<EditionLink>,
}

/// A group of a named list that asks for groups.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ListGroup<T> {
    /// The year, month, kind or letter.
    pub title: Text,
    /// Cards, dossiers, events, changes or index items, as in the flat list.
    pub items: T,
}

/// `search` of the search page.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SearchView {
    /// Where the language's index lies below the site's root, without a slash before it: `search/`, `ru/search/`.
    pub folder: Text,
    /// How many articles this search finds: those written in the language or translated into it.
    pub found: usize,
    /// How many articles the site has.
    pub all: usize,
    /// True when full text is searched within one dossier at a time, because there are more than 10,000 articles.
    pub by_dossier: bool,
}
