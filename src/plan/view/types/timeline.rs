//! Types of timelines.

use super::article::SourceView;
use super::common::{Card, DateView, Link, Word};
use super::lists::YearLink;
use crate::parse::document::Text;
use schemars::JsonSchema;
use serde::Serialize;

/// `timeline`: by year, month and day.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TimelineView {
    /// Number of events in all.
    pub count: usize,
    /// Number shown here.
    pub shown: usize,
    /// Where the whole timeline stands, when this is a part of it.
    pub whole_url: Option<Text>,
    pub years: Vec<TimelineYear>,
    /// Links to the years, on the site's timeline.
    pub index: Vec<YearLink>,
}

/// The events of one year.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TimelineYear {
    pub year: i32,
    /// `2017`, `500 BC`.
    pub text: Text,
    pub months: Vec<TimelineMonth>,
}

/// The events of one month, or those known only to the year.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TimelineMonth {
    /// `January 2017`; null for events whose month is not known.
    pub text: Option<Text>,
    pub events: Vec<EventView>,
}

/// An event.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EventView {
    pub id: Text,
    /// Fragment: `e-…`.
    pub anchor: Text,
    pub date: DateView,
    /// The date as written, in EDTF.
    pub edtf: Text,
    pub approximate: bool,
    pub uncertain: bool,
    pub title: Text,
    pub summary: Option<Text>,
    /// `turning`, `background` or null.
    pub weight: Option<Word>,
    /// The article that tells it; null for an event written in the dossier alone.
    pub article: Option<Card>,
    /// Other articles that tell it.
    pub others: Vec<Card>,
    pub dossiers: Vec<Link>,
    pub people: Vec<Link>,
    pub places: Vec<Link>,
    pub sources: Vec<SourceView>,
}
