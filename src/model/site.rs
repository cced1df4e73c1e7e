//! The Site: every document linked with every other, sorted, without bodies. A value: made once, never changed.

use super::held::NotPublished;
use super::related::Neighbours;
use crate::base::inputs::Stamp;
use crate::base::path::SourcePath;
use crate::base::text;
use crate::parse::config::Config;
use crate::parse::dates::{EventDate, Published};
use crate::parse::document::{Document, DocumentKind, DossierFront, Front, Source, Status, Text, Weight};
use std::sync::Arc;

/// Index of an article in [`Site::articles`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u32);
/// Index of a dossier in [`Site::dossiers`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DossierId(pub u32);
/// Index of a person, place or organisation in [`Site::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);
/// Index of a tag in [`Site::tags`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TagId(pub u32);
/// Index of a page in [`Site::pages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);
/// Index of an event in [`Site::events`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub u32);
/// Index of a file in [`Site::files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// What decides which documents stand in a Site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// `build --drafts`: drafts are in, marked.
    pub drafts: bool,
    /// Preview only: embargoed and future pieces are in, marked.
    pub held: bool,
    /// `--as-of` was given: articles and events dated later are out.
    pub as_of: bool,
    /// `--keep-going`: faulty documents are out.
    pub keep_going: bool,
}

/// The linked site. Every list is in its one order, named at its field; ids are positions in these lists.
#[derive(Debug)]
pub struct Site {
    pub config: Arc<Config>,
    pub now: jiff::Timestamp,
    pub selection: Selection,
    /// By publication instant, then by path.
    pub articles: Vec<Article>,
    /// By id.
    pub dossiers: Vec<Dossier>,
    /// People, then organisations, then places; each by sort name, then id.
    pub entities: Vec<Entity>,
    /// By folded name, then slug.
    pub tags: Vec<Tag>,
    /// By address path.
    pub pages: Vec<Page>,
    /// By id.
    pub backgrounds: Vec<Background>,
    /// By date (earliest, then latest day), then title.
    pub events: Vec<Event>,
    /// Files of `static/` and pictures of bundles that are published, by output path.
    pub files: Vec<PublishedFile>,
    pub not_published: NotPublished,
    /// Folded names and ids of the entities in this Site, sorted: what [`Site::find_entity`] searches.
    pub names: Vec<(Text, EntityId)>,
    /// What [`Site::related`] finds related articles by.
    pub neighbours: Neighbours,
    /// Of each tag and then of each entity its place by name.
    pub ranks: Vec<u32>,
    /// Key players and their dossiers, sorted.
    pub players: Vec<(EntityId, DossierId)>,
}

impl Site {
    /// The person, place or organisation of a name, other name, name of a period, or id; case and spacing aside.
    /// None when there is none with a page, and when the name may mean several: a wrong link to a person is worse than none.
    pub fn find_entity(&self, kind: Option<DocumentKind>, name: &str) -> Option<EntityId> {
        let key = text::fold(name);
        let start = self.names.partition_point(|(known, _)| **known < *key);
        let same = self.names[start..].iter().take_while(|(known, _)| **known == *key).map(|(_, entity)| *entity);
        let meant: Vec<EntityId> = same.filter(|entity| kind.is_none_or(|kind| self[*entity].kind == kind)).collect();
        let by_id = || meant.iter().copied().filter(|entity| *self[*entity].id == *name);
        match (&meant[..], by_id().count()) {
            ([one], _) => Some(*one),
            (_, 1) => by_id().next(),
            _ => None,
        }
    }
}

/// Why a document in this Site would not be in a public one; only with `--drafts` and in preview.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Hold {
    #[default]
    Public,
    Draft,
    Embargoed(Published),
    Future(Published),
}

/// A text in another language of an article, dossier, entity or page.
#[derive(Clone, Debug)]
pub struct Translation {
    pub language: Text,
    pub doc: Arc<Document>,
    /// Resolved body links of the translation's own body.
    pub links: Vec<Target>,
}

/// A withdrawn one (`withdrawn` in its front matter) keeps its address and stands in [`Site::articles`], but has no
/// memberships and no subjects, and no dossier, tag or entity counts it: see [`Article::is_withdrawn`].
#[derive(Clone, Debug)]
pub struct Article {
    pub doc: Arc<Document>,
    pub id: Text,
    pub slug: Text,
    /// The language it is written in.
    pub language: Text,
    pub hold: Hold,
    pub published: Published,
    /// The latest of a written `updated` and the corrections.
    pub updated: Option<Published>,
    /// In the order of the article's `dossiers` (its folder's first).
    pub memberships: Vec<Membership>,
    /// Its tag line, in the order written; then `people`, `organisations`, `places`.
    pub subjects: Vec<Subject>,
    pub events: Vec<EventId>,
    /// One for each of `doc.body.links`.
    pub links: Vec<Target>,
    /// Documents whose text links here, in Site order.
    pub backlinks: Vec<Member>,
    pub translations: Vec<Translation>,
    /// True when no other article has this id: the short link hashes it, else the address.
    pub id_is_unique: bool,
}

impl Dossier {
    /// Its front matter; none for an implicit one.
    pub fn front(&self) -> Option<&DossierFront> {
        match &self.doc.as_ref()?.front {
            Front::Dossier(front) => Some(front),
            _ => None,
        }
    }

    /// An implicit one is running.
    pub fn status(&self) -> Status {
        self.front().map_or_else(Status::default, |front| front.status)
    }
}

impl Article {
    /// Whether it was withdrawn: it leaves lists, counts, feeds and search.
    pub fn is_withdrawn(&self) -> bool {
        matches!(&self.doc.front, Front::Article(front) if front.withdrawn.is_some())
    }
}

/// An article's place in a dossier.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Membership {
    pub dossier: DossierId,
    /// From 1, in the dossier's story order.
    pub number: u32,
    pub weight: Weight,
    /// Index into the dossier's phases.
    pub phase: Option<u16>,
}

/// One item of a tag line: a topic, or a registered or unregistered person, organisation or place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    Tag(TagId),
    Entity(EntityId),
}

/// Any document that has a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Member {
    Article(ArticleId),
    Dossier(DossierId),
    Entity(EntityId),
    Page(PageId),
}

/// What a body link resolved to.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// Stays as written: an absolute URL or path, `mailto:`, a fragment of the same page.
    AsWritten,
    /// A document, with the fragment to append (`#part`, or empty).
    Member(Member, Text),
    Tag(TagId, Text),
    File(FileId),
    /// Its text without a link: the target exists and is not published, or was a foreign shortcode.
    TextOnly,
}

#[derive(Clone, Debug)]
pub struct Related {
    pub article: ArticleId,
    pub reason: Reason,
}

/// Why an article is related.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Written in `related`.
    Chosen,
    Dossier(DossierId),
    Subject(Subject),
}

#[derive(Clone, Debug)]
pub struct Dossier {
    /// None: an implicit dossier.
    pub doc: Option<Arc<Document>>,
    pub id: Text,
    pub slug: Text,
    pub title: Text,
    pub language: Text,
    pub hold: Hold,
    /// In story order: the first is number 1.
    pub members: Vec<DossierMember>,
    /// True when the page lists the newest first.
    pub newest_first: bool,
    pub start_here: Option<ArticleId>,
    /// In Site order.
    pub events: Vec<EventId>,
    /// One for each key player whose person or organisation is published: index into the front matter's list.
    pub key_players: Vec<(EntityId, u16)>,
    pub related: Vec<DossierId>,
    pub links: Vec<Target>,
    pub backlinks: Vec<Member>,
    pub translations: Vec<Translation>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DossierMember {
    pub article: ArticleId,
    pub weight: Weight,
    pub phase: Option<u16>,
}

/// A person, place or organisation: registered (with a document), or only named (an author has none).
#[derive(Clone, Debug)]
pub struct Entity {
    pub kind: DocumentKind,
    /// None for a name that articles give in `people`, `organisations` or `places` and nobody registered.
    pub doc: Option<Arc<Document>>,
    pub id: Text,
    pub slug: Text,
    pub name: Text,
    pub sort_name: Text,
    pub language: Text,
    pub hold: Hold,
    /// By publication, oldest first.
    pub articles: Vec<ArticleId>,
    pub events: Vec<EventId>,
    pub links: Vec<Target>,
    pub backlinks: Vec<Member>,
    pub translations: Vec<Translation>,
}

/// A topic: a tag that is no registered person, place or organisation.
#[derive(Clone, Debug)]
pub struct Tag {
    pub slug: Text,
    pub name: Text,
    /// From `tags.yaml`.
    pub also: Vec<Text>,
    pub description: Option<Text>,
    pub note: Option<Text>,
    pub articles: Vec<ArticleId>,
}

#[derive(Clone, Debug)]
pub struct Page {
    pub doc: Arc<Document>,
    pub id: Text,
    /// Path below the language's root: `about`, `help/contact`.
    pub slug: Text,
    pub language: Text,
    pub hold: Hold,
    pub links: Vec<Target>,
    pub backlinks: Vec<Member>,
    pub translations: Vec<Translation>,
}

/// A paragraph that many articles share.
#[derive(Clone, Debug)]
pub struct Background {
    pub doc: Arc<Document>,
    pub id: Text,
    pub links: Vec<Target>,
}

impl Background {
    /// How deep they may embed one another.
    pub const DEEPEST: usize = 10;
    /// How many paragraphs one may stand for in the end, with those that it embeds.
    pub const LARGEST: usize = 1000;
}

/// Something that happened; told by articles, or by a dossier alone.
#[derive(Clone, Debug)]
pub struct Event {
    /// The written id, or `<date>-<title slug>`; unique in the Site.
    pub id: Text,
    /// Fragment of its place in a timeline: `e-<id>`.
    pub anchor: Text,
    pub date: EventDate,
    pub title: Text,
    pub summary: Option<Text>,
    pub weight: Weight,
    /// The articles that tell it: the one shown first (a turning article, or the first), then by publication.
    pub articles: Vec<ArticleId>,
    pub dossiers: Vec<DossierId>,
    pub people: Vec<NameRef>,
    pub places: Vec<NameRef>,
    pub sources: Vec<Source>,
}

/// A name in an event or byline: linked when registered.
#[derive(Clone, Debug, PartialEq)]
pub enum NameRef {
    Entity(EntityId),
    Name(Text),
}

/// A file copied as it is.
#[derive(Clone, Debug)]
pub struct PublishedFile {
    pub source: SourcePath,
    /// Below the output folder, without a leading slash.
    pub output: Text,
    /// Of a picture, when it is known: width and height in pixels.
    pub size: Option<(u32, u32)>,
    pub stamp: Stamp,
}

impl std::ops::Index<ArticleId> for Site {
    type Output = Article;
    fn index(&self, id: ArticleId) -> &Article {
        &self.articles[id.0 as usize]
    }
}

impl std::ops::Index<DossierId> for Site {
    type Output = Dossier;
    fn index(&self, id: DossierId) -> &Dossier {
        &self.dossiers[id.0 as usize]
    }
}

impl std::ops::Index<EntityId> for Site {
    type Output = Entity;
    fn index(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }
}

impl std::ops::Index<TagId> for Site {
    type Output = Tag;
    fn index(&self, id: TagId) -> &Tag {
        &self.tags[id.0 as usize]
    }
}

impl std::ops::Index<PageId> for Site {
    type Output = Page;
    fn index(&self, id: PageId) -> &Page {
        &self.pages[id.0 as usize]
    }
}

impl std::ops::Index<EventId> for Site {
    type Output = Event;
    fn index(&self, id: EventId) -> &Event {
        &self.events[id.0 as usize]
    }
}

impl std::ops::Index<FileId> for Site {
    type Output = PublishedFile;
    fn index(&self, id: FileId) -> &PublishedFile {
        &self.files[id.0 as usize]
    }
}
