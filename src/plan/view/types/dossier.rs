//! Types of a dossier's pages.

use super::article::{ArticleView, TagGroup};
use super::common::{Card, DateView, DossierCard, ImageView, Link, Word};
use super::lists::YearLink;
use crate::parse::document::Text;
use schemars::JsonSchema;
use serde::Serialize;

/// `dossier`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DossierView {
    pub id: Text,
    pub url: Text,
    pub title: Text,
    pub kicker: Option<Text>,
    pub standfirst: Option<Text>,
    pub status: Word,
    pub started: Option<DateView>,
    pub ended: Option<DateView>,
    /// Date of the story so far.
    pub updated: Option<DateView>,
    /// Number of articles published after it.
    pub since: usize,
    /// Number of its articles.
    pub count: usize,
    pub first: Option<DateView>,
    pub newest: Option<DateView>,
    pub image: Option<ImageView>,
    pub phases: Vec<PhaseView>,
    pub key_players: Vec<KeyPlayerView>,
    pub start_here: Option<Card>,
    /// Its newest article.
    pub latest: Option<Card>,
    pub related: Vec<DossierCard>,
    /// People, organisations, places and topics of its articles, grouped, the most frequent first, at most 12 a group.
    pub subjects: Vec<TagGroup>,
    pub revisions: Vec<RevisionView>,
    pub language: Option<Text>,
    pub dir: Option<Word>,
    pub backlinks: Vec<Link>,
    pub timeline_url: Option<Text>,
    /// The dossier printed whole; null when it has more than 500 articles: then there is no such page.
    pub print_url: Option<Text>,
    pub feed_url: Option<Text>,
    pub json_feed_url: Option<Text>,
    pub ics_url: Option<Text>,
    pub json_url: Option<Text>,
    /// The catalogue of editions, when an earlier one holds the dossier.
    pub editions_url: Option<Text>,
    pub short_url: Option<Text>,
    pub short_text: Option<Text>,
    pub held: Option<Word>,
}

/// A phase of a dossier.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PhaseView {
    /// Fragment of its heading among the articles; null when none of them is listed on the dossier's page.
    pub anchor: Option<Text>,
    pub title: Text,
    pub from: Option<DateView>,
    pub to: Option<DateView>,
    pub summary: Option<Text>,
    /// Number of its articles.
    pub count: usize,
}

/// A person or organisation with a part in the dossier.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct KeyPlayerView {
    pub name: Text,
    pub url: Text,
    /// `person`, `organisation` or `place`.
    pub kind: Word,
    pub role: Option<Text>,
    pub from: Option<DateView>,
    pub to: Option<DateView>,
    pub note: Option<Text>,
}

/// An earlier story so far.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RevisionView {
    pub date: DateView,
    pub text: Text,
}

/// `members` of a dossier.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MembersView {
    pub count: usize,
    /// True when the newest stands first; numbers follow the story all the same.
    pub newest_first: bool,
    /// In the order of the list, one group a phase; where there are no phases, one a year, or a single group without title
    /// when all are of one year.
    pub groups: Vec<MemberGroup>,
    /// Set when the list is longer than 500: then `groups` hold only the year that stands first in it.
    pub years: Vec<YearLink>,
}

/// The articles of one phase or year.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MemberGroup {
    pub anchor: Option<Text>,
    pub title: Option<Text>,
    pub articles: Vec<Card>,
}

/// One of `pieces` of a dossier printed whole: an article with its body.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PieceView {
    pub number: u32,
    pub article: ArticleView,
    /// Fragment of its place on the page. Its HTML is `bodies[number - 1]`.
    pub anchor: Text,
}
