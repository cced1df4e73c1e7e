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
    /// Number of turning points among those.
    pub turning: usize,
    /// Where the whole timeline stands, when this is a part of it.
    pub whole_url: Option<Text>,
    pub years: Vec<TimelineYear>,
    /// Links to the years, on the site's timeline.
    pub index: Vec<YearLink>,
    /// How the events lie in time, as a strip to draw; null for a few events, or when all lie close together.
    pub density: Option<DensityView>,
}

/// How many events lie where: a strip of bars, one for each month, or a longer time where months would be too many. It is
/// `4 × bars` wide and 24 high, and says nothing that the list does not say.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DensityView {
    pub width: usize,
    /// Path of the bars, for the `d` of an SVG path; that of the turning points among them, which stand at their feet.
    pub bars: Text,
    pub turning: Text,
    /// The first and the last year, as text.
    pub from: Text,
    pub to: Text,
}

/// The events of one year.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TimelineYear {
    pub year: i32,
    /// `2017`, `500 BC`.
    pub text: Text,
    /// Number of its events.
    pub count: usize,
    /// Whether it stands open at first: the newest year, and every year of a timeline that is short or thinly spread.
    pub open: bool,
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
    /// Number of the phase that it falls into, from 1, on the timeline of a dossier; else null.
    pub phase: Option<usize>,
    /// When the article that tells it was published, if that was not on a day on which it happened.
    pub reported: Option<DateView>,
    /// The article that tells it; null for an event written in the dossier alone.
    pub article: Option<Card>,
    /// Other articles that tell it.
    pub others: Vec<Card>,
    pub dossiers: Vec<Link>,
    pub people: Vec<Link>,
    pub places: Vec<Link>,
    pub sources: Vec<SourceView>,
}
