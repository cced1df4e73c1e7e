//! Types of an article's page.

use super::common::{Card, DateView, ImageView, Link, Word};
use super::timeline::EventView;
use crate::parse::document::Text;
use schemars::JsonSchema;
use serde::Serialize;

/// `article`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ArticleView {
    pub id: Text,
    pub url: Text,
    pub title: Text,
    pub short_title: Option<Text>,
    pub kicker: Option<Text>,
    pub standfirst: Option<Text>,
    /// Free text; it wins over `authors`.
    pub byline: Option<Text>,
    pub authors: Vec<Link>,
    pub dateline: Option<DatelineView>,
    pub published: DateView,
    pub updated: Option<DateView>,
    /// Set when the text is not in the page's language.
    pub language: Option<Text>,
    pub dir: Option<Word>,
    pub image: Option<ImageView>,
    /// Newest last.
    pub corrections: Vec<CorrectionView>,
    /// True when one of them is a retraction: its notice stands above the standfirst.
    pub retracted: bool,
    /// Then title, date and reason are all that is left.
    pub withdrawn: Option<WithdrawnView>,
    pub sources: Vec<SourceView>,
    pub events: Vec<EventView>,
    /// Notes of the persons, places and organisations it names, shown where it first names them.
    pub notes: Vec<NoteView>,
    /// Address of the short link; null when `outputs: {short: false}`.
    pub short_url: Option<Text>,
    /// The short link as one reads it: absolute, without `https://`.
    pub short_text: Option<Text>,
    /// The site's `article_links`.
    pub links: Vec<Link>,
    /// Pages whose text links here.
    pub backlinks: Vec<Link>,
    /// The catalogue of editions, when an earlier one holds the article; null once it is withdrawn.
    pub editions_url: Option<Text>,
    /// Minutes of reading, at 220 words a minute, at least 1.
    pub minutes: u32,
    pub held: Option<Word>,
}

/// Where and from whom a report comes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DatelineView {
    /// The line as it should stand, when the editor wrote it as text; then the rest is null.
    pub text: Option<Text>,
    pub place: Option<Link>,
    pub source: Option<Text>,
}

/// A correction, clarification, update or retraction.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CorrectionView {
    pub date: DateView,
    /// `correction`, `clarification`, `update` or `retraction`.
    pub kind: Word,
    /// The note as printed; null when it is to be made of `was` and `now`.
    pub text: Option<Text>,
    pub was: Option<Text>,
    pub now: Option<Text>,
}

/// A withdrawn piece.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct WithdrawnView {
    pub date: DateView,
    pub reason: Text,
}

/// A source.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SourceView {
    pub title: Text,
    pub url: Option<Text>,
    pub publisher: Option<Text>,
    pub date: Option<DateView>,
    pub accessed: Option<DateView>,
    /// Address of an archived copy.
    pub archived: Option<Text>,
}

/// A legal or editorial note about a person, place or organisation.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NoteView {
    pub name: Text,
    pub url: Text,
    pub note: Text,
}

/// One of `boxes`: an article's place in one dossier.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BoxView {
    pub id: Text,
    pub title: Text,
    pub url: Text,
    /// Number of the dossier's articles.
    pub count: usize,
    /// This article's number in it, from 1; null for a withdrawn one.
    pub number: Option<u32>,
    /// `running`, `paused` or `closed`.
    pub status: Word,
    pub phase: Option<Text>,
    /// The story in one sentence: the dossier's standfirst, or the first sentence of the story so far.
    pub story: Option<Text>,
    pub previous: Option<Link>,
    pub next: Option<Link>,
    /// Headlines of the dossier around this one, in story order, at most seven, without this one.
    pub around: Vec<Headline>,
}

/// A headline of a dossier: a card without what a list of lines has no room for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Headline {
    pub number: u32,
    pub url: Text,
    /// `short_title`, or the title.
    pub title: Text,
    pub published: DateView,
    /// Set when it is not in the page's language.
    pub language: Option<Text>,
    pub dir: Option<Word>,
    /// `turning`, `background` or null.
    pub weight: Option<Word>,
    /// `correction`, `retraction` or null.
    pub mark: Option<Word>,
    pub held: Option<Word>,
}

/// One of `related`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RelatedView {
    pub article: Card,
    /// `chosen`, `dossier`, `tag`, `person`, `place` or `organisation`.
    pub reason: Word,
    /// What both share; null for a chosen one.
    pub shared: Option<Link>,
}

/// `tags` of an article: its tag line grouped by kind.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TagsView {
    pub groups: Vec<TagGroup>,
    /// The same items in one flat line, group after group; in a group as the editor wrote them.
    pub items: Vec<TagItem>,
}

/// The items of one kind.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TagGroup {
    /// `tag`, `person`, `organisation` or `place`.
    pub kind: Word,
    pub items: Vec<TagItem>,
}

/// A tag, or a person, organisation or place that stands in the tag line.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TagItem {
    pub kind: Word,
    pub title: Text,
    pub url: Text,
    /// Number of articles.
    pub count: usize,
}
