//! What one Markdown file becomes: typed front matter, and what its body refers to. The body's text is not kept.

use super::dates::{EventDate, Published};
use super::tree::Node;
use crate::base::diag::Span;
use crate::base::hash::Hash128;
use crate::base::path::SourcePath;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use thin_vec::ThinVec;

/// Shared text: ids, names and titles are held once and pointed to.
pub type Text = Arc<str>;

/// A value and the place where it was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

/// What a file is, by where it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DocumentKind {
    Article,
    Dossier,
    Person,
    Place,
    Organisation,
    Page,
    Background,
}

impl DocumentKind {
    /// The word used in content (`person:id`), in errors and as the scheme of a link.
    pub fn word(self) -> &'static str {
        match self {
            DocumentKind::Article => "article",
            DocumentKind::Dossier => "dossier",
            DocumentKind::Person => "person",
            DocumentKind::Place => "place",
            DocumentKind::Organisation => "organisation",
            DocumentKind::Page => "page",
            DocumentKind::Background => "background",
        }
    }
}

/// One source document. Parsing never fails: what could not be read is missing here and told in a diagnostic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    pub path: SourcePath,
    pub kind: DocumentKind,
    /// The language in the file's name (`x.ru.md`): this document translates the one without it.
    pub translation: Option<Text>,
    /// The slug from the file's name, without a leading date and a language, not yet slugified.
    pub stem: Text,
    /// The folder `dossiers/<id>/` it lies in.
    pub folder_dossier: Option<Text>,
    /// True for `index.md`: pictures beside it belong to it.
    pub bundle: bool,
    /// True when its front matter could not be read to its end: what is missing may have been written.
    pub partial: bool,
    /// True when an error means that it cannot be shown (`--keep-going` leaves it out).
    pub faulty: bool,
    pub common: Common,
    pub front: Front,
    pub body: Body,
}

/// What documents of several kinds may say of themselves.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Common {
    /// `id`, when written.
    pub id: Option<Spanned<Text>>,
    /// `slug`, when written.
    pub slug: Option<Spanned<Text>>,
    /// `title`, or `name` of a person, place or organisation.
    pub title: Text,
    /// Where the title was written.
    pub title_span: Option<Span>,
    pub kicker: Option<Text>,
    pub standfirst: Option<Text>,
    pub aliases: ThinVec<Spanned<Text>>,
    pub draft: bool,
    pub embargoed_until: Option<Published>,
    pub updated: Option<Published>,
    pub image: Option<Box<Image>>,
    /// The language of a piece that is not in the site's (`language`).
    pub language: Option<Text>,
    /// `translation_of: id`.
    pub translation_of: Option<Spanned<Text>>,
    /// The raw text range of `x` (and of keys that `fields:` and `lints:` leave unread), parsed only when a page reads it.
    pub has_x: bool,
    /// Hash of the whole front matter text: equal hashes mean equal front matter.
    pub front_hash: Hash128,
    /// Where the front matter's text lies in the file (empty when there is none), and whether it is TOML.
    pub front_span: Span,
    pub toml: bool,
}

/// The front matter of each kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Front {
    Article(Box<ArticleFront>),
    Dossier(Box<DossierFront>),
    Entity(Box<EntityFront>),
    Page(PageFront),
    Background,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ArticleFront {
    pub short_title: Option<Text>,
    pub published: Option<Spanned<Published>>,
    pub withdrawn: Option<Box<Withdrawn>>,
    pub authors: ThinVec<Text>,
    pub byline: Option<Text>,
    pub dateline: Option<Dateline>,
    pub dossiers: ThinVec<DossierRef>,
    pub tags: ThinVec<Spanned<Text>>,
    pub people: ThinVec<Spanned<Text>>,
    pub organisations: ThinVec<Spanned<Text>>,
    pub places: ThinVec<Spanned<Text>>,
    pub events: ThinVec<EventFront>,
    pub corrections: ThinVec<Correction>,
    pub sources: ThinVec<Source>,
    pub related: ThinVec<Spanned<Text>>,
    /// `link_entities`, true by default.
    pub link_entities: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Withdrawn {
    pub date: Published,
    pub reason: Text,
}

/// `dateline`: either its parts, or the text as it should stand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Dateline {
    Parts { place: Option<Text>, source: Option<Text> },
    Text(Text),
}

/// A membership as written in an article: `dossiers: [id]` or `{id, position, weight}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DossierRef {
    pub id: Spanned<Text>,
    pub position: Option<Spanned<f64>>,
    pub weight: Weight,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Weight {
    Turning,
    #[default]
    Normal,
    Background,
}

/// An event as written: whole, or the id of one written in the dossier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EventFront {
    Reference(Spanned<Text>),
    Event(Box<Event>),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    pub span: Span,
    pub id: Option<Text>,
    pub date: EventDate,
    pub title: Text,
    pub summary: Option<Text>,
    pub weight: Weight,
    pub people: ThinVec<Spanned<Text>>,
    pub places: ThinVec<Spanned<Text>>,
    pub sources: ThinVec<Source>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CorrectionKind {
    Correction,
    Clarification,
    Update,
    Retraction,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    pub date: Published,
    pub kind: CorrectionKind,
    pub text: Option<Text>,
    pub was: Option<Text>,
    pub now: Option<Text>,
}

impl Correction {
    /// The note as printed, or what stood there and what stands there now; for data, where no theme's words are.
    pub fn note(&self) -> Option<String> {
        match (&self.text, &self.was, &self.now) {
            (Some(text), ..) => Some(text.to_string()),
            (None, Some(was), Some(now)) => Some(format!("{was} → {now}")),
            (None, was, now) => was.as_ref().or(now.as_ref()).map(Text::to_string),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    pub title: Text,
    pub url: Option<Text>,
    pub publisher: Option<Text>,
    /// EDTF, as event dates.
    pub date: Option<EventDate>,
    pub accessed: Option<Published>,
    pub archived: Option<Text>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Image {
    pub src: Spanned<Text>,
    pub alt: Option<Text>,
    pub caption: Option<Text>,
    pub credit: Option<Text>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Status {
    #[default]
    Running,
    Paused,
    Closed,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DossierOrder {
    #[default]
    Published,
    Position,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Listing {
    Newest,
    Oldest,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DossierFront {
    pub status: Status,
    pub started: Option<EventDate>,
    pub ended: Option<EventDate>,
    pub phases: ThinVec<Phase>,
    pub key_players: ThinVec<KeyPlayer>,
    pub order: DossierOrder,
    pub listing: Option<Listing>,
    pub start_here: Option<Spanned<Text>>,
    pub events: ThinVec<Event>,
    pub related_dossiers: ThinVec<Spanned<Text>>,
    pub revisions: ThinVec<Revision>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Phase {
    pub span: Span,
    pub title: Text,
    pub from: Option<EventDate>,
    pub to: Option<EventDate>,
    pub summary: Option<Text>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeyPlayer {
    pub id: Spanned<Text>,
    pub role: Option<Text>,
    pub from: Option<EventDate>,
    pub to: Option<EventDate>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Revision {
    pub date: Published,
    pub text: Text,
}

/// A person, a place or an organisation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EntityFront {
    pub also: ThinVec<Spanned<Text>>,
    pub names: ThinVec<PeriodName>,
    pub sort_name: Option<Text>,
    pub same_as: ThinVec<Text>,
    pub geo: Option<Geo>,
    pub note: Option<Text>,
}

/// A name that held for a time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PeriodName {
    pub name: Text,
    pub from: Option<EventDate>,
    pub to: Option<EventDate>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Geo {
    pub lat: f64,
    pub lon: f64,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PageFront {
    pub menu: bool,
    /// A template of the site to use in place of `page.html`.
    pub template: Option<Spanned<Text>>,
}

/// What the scan of a body found. Its text stays in the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Body {
    /// Byte range in the file as stored (BOM and front matter before it).
    pub span: Span,
    /// Hash of the raw text in that range.
    pub hash: Hash128,
    /// Every link and picture target, in order.
    pub links: ThinVec<BodyLink>,
    /// Ids of its headings, in order: anchors that others may link to.
    pub anchors: ThinVec<Text>,
    /// Anchors that its raw HTML sets; none where raw HTML is shown as text.
    pub html_anchors: ThinVec<Text>,
    /// Components (fenced blocks whose info string names one), in order.
    pub components: ThinVec<ComponentUse>,
    /// Shortcodes of another generator, one entry a name, in order of name; those in code are none.
    pub shortcodes: ThinVec<ShortcodeUse>,
    /// The first paragraph as plain text, at most 200 characters; the description where there is no standfirst. Of an article
    /// with one it is empty.
    pub excerpt: Text,
    /// Words, for reading time and for `check`.
    pub words: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkRole {
    Link,
    Picture,
}

/// A link target as written in a body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BodyLink {
    pub target: Text,
    pub span: Span,
    pub role: LinkRole,
}

/// A shortcode of another generator, which leaves no trace on the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShortcodeUse {
    pub name: Text,
    pub times: u32,
    /// Of the first.
    pub span: Span,
}

/// A component as written: a fenced block with its name and its arguments in YAML.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComponentUse {
    pub name: Text,
    pub args: Arc<Node>,
    pub span: Span,
}
