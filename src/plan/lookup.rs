//! Where something stands in a plan: every link that a view makes is asked for here.

use super::{FeedOf, ListOf, Page, PageKind, Plan, address, short};
use crate::base::path::SourcePath;
use crate::model::site::{Article, DossierId, FileId, Member, Site, TagId, Translation};
use crate::parse::document::{ArticleFront, Document, DocumentKind, EntityFront, Front, Text, Withdrawn};
use std::sync::Arc;

/// A page of the site that is no document: what a menu may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Index {
    Home,
    Dossiers,
    Timeline,
    Tags,
    /// People, places or organisations.
    Entities(DocumentKind),
    Archive,
    Changes,
    Search,
}

/// Every index with the word that a menu uses for it.
pub const INDEXES: &[(&str, Index)] = &[
    ("home", Index::Home),
    ("dossiers", Index::Dossiers),
    ("timeline", Index::Timeline),
    ("tags", Index::Tags),
    ("people", Index::Entities(DocumentKind::Person)),
    ("places", Index::Entities(DocumentKind::Place)),
    ("organisations", Index::Entities(DocumentKind::Organisation)),
    ("archive", Index::Archive),
    ("changes", Index::Changes),
    ("search", Index::Search),
];

impl Index {
    /// The index that a menu calls `word`.
    pub fn from_word(word: &str) -> Option<Index> {
        INDEXES.iter().find(|(name, _)| *name == word).map(|(_, index)| *index)
    }

    /// Its address in the site's language.
    pub fn address(self) -> &'static str {
        match self {
            Index::Home => "/",
            Index::Dossiers => "/dossiers/",
            Index::Timeline => "/timeline/",
            Index::Tags => "/tags/",
            Index::Entities(DocumentKind::Person) => "/people/",
            Index::Entities(DocumentKind::Place) => "/places/",
            Index::Entities(_) => "/organisations/",
            Index::Archive => "/archive/",
            Index::Changes => "/changes/",
            Index::Search => "/search/",
        }
    }
}

/// What lies below a dossier's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DossierPart {
    Timeline,
    Print,
    /// `timeline.json`.
    Json,
    /// `events.ics`.
    Calendar,
}

impl DossierPart {
    /// Its path below the dossier.
    pub fn path(self) -> &'static str {
        match self {
            DossierPart::Timeline => "timeline/",
            DossierPart::Print => "print/",
            DossierPart::Json => "timeline.json",
            DossierPart::Calendar => "events.ics",
        }
    }
}

/// Addresses given and taken here are root-relative, without the sub-path and not percent-encoded; `address::url` makes
/// URLs of them. A `language` is an index into [`Plan::languages`].
impl Plan {
    /// The page at an address or output path.
    pub fn find(&self, address: &str) -> Option<&Page> {
        self.pages.binary_search_by(|page| address::compare(&page.address, address)).ok().map(|at| &self.pages[at])
    }

    /// The address if something is planned there, or stands on the live site of which this is a part.
    fn planned(&self, address: Text) -> Option<Text> {
        let elsewhere = || self.left_out.binary_search_by(|other| address::compare(other, &address)).is_ok();
        (self.find(&address).is_some() || elsewhere()).then_some(address)
    }

    /// The index of a language; 0 (the site's own) for one that the site does not have.
    pub fn language(&self, code: &str) -> u8 {
        self.languages.iter().position(|language| **language == *code).unwrap_or(0) as u8
    }

    /// A document's address in the language, or that of the original when it has no such translation.
    pub fn address_of(&self, member: Member, language: u8) -> Text {
        self.translated(member, language).unwrap_or_else(|| self.original(member))
    }

    /// A document's address in a language that it is translated into.
    pub fn translated(&self, member: Member, language: u8) -> Option<Text> {
        let list = &self.addresses.translated;
        let at = list.binary_search_by_key(&(member, language), |(member, language, _)| (*member, *language)).ok()?;
        Some(list[at].2.clone())
    }

    /// The address of the document itself.
    pub fn original(&self, member: Member) -> Text {
        let all = &self.addresses;
        let (list, at) = match member {
            Member::Article(id) => (&all.articles, id.0),
            Member::Dossier(id) => (&all.dossiers, id.0),
            Member::Entity(id) => (&all.entities, id.0),
            Member::Page(id) => (&all.pages, id.0),
        };
        list[at as usize].clone()
    }

    /// A tag's address.
    pub fn tag_address(&self, id: TagId) -> Text {
        self.addresses.tags[id.0 as usize].clone()
    }

    /// A copied file's address.
    pub fn file_address(&self, id: FileId) -> Text {
        self.addresses.files[id.0 as usize].clone()
    }

    /// An index page: in the language, else in the site's; none when the site has no such page.
    pub fn index_address(&self, index: Index, language: u8) -> Option<Text> {
        let own = self.in_language(index.address(), language);
        self.planned(own).or_else(|| self.planned(index.address().into()))
    }

    /// An address of the site's language as it is in another one: `/tags/` is `/ru/tags/`. It need not exist.
    pub fn in_language(&self, address: &str, language: u8) -> Text {
        match self.languages.get(language as usize) {
            Some(code) if language > 0 => format!("/{code}{address}").into(),
            _ => address.into(),
        }
    }

    /// What lies below a dossier: in the language, else in the original's; none when it is not made.
    pub fn dossier_part(&self, id: DossierId, part: DossierPart, language: u8) -> Option<Text> {
        let member = Member::Dossier(id);
        self.planned(address::below(&self.address_of(member, language), part.path()))
            .or_else(|| self.planned(address::below(&self.original(member), part.path())))
    }

    /// The page of the whole list, in the language where it has one.
    pub fn list_address(&self, list: ListOf, language: u8) -> Text {
        match list {
            ListOf::Dossier(id) => self.address_of(Member::Dossier(id), language),
            ListOf::Entity(id) => self.address_of(Member::Entity(id), language),
            ListOf::Tag(id) => self.tag_address(id),
        }
    }

    /// One year of a long list; none when the list is not split or has nothing in that year.
    pub fn year_address(&self, list: ListOf, year: i32, language: u8) -> Option<Text> {
        self.planned(address::below(&self.list_address(list, language), &format!("{year}/")))
    }

    /// One year of the site's timeline; none when nothing happened in it.
    pub fn timeline_year_address(&self, year: i32) -> Option<Text> {
        self.planned(format!("/timeline/{year}/").into())
    }

    /// One month of the archive; none when nothing was published in it, or `outputs: {months: false}`.
    pub fn month_address(&self, year: i32, month: u8) -> Option<Text> {
        self.planned(format!("/archive/{year}/{month:02}/").into())
    }

    /// A feed, `feed.json` or `feed.xml`; none when it has no items or is switched off.
    pub fn feed_address(&self, of: FeedOf, json: bool) -> Option<Text> {
        let page = match of {
            FeedOf::Site => "/".into(),
            FeedOf::Dossier(id) => self.original(Member::Dossier(id)),
            FeedOf::Tag(id) => self.tag_address(id),
        };
        self.planned(address::below(&page, if json { "feed.json" } else { "feed.xml" }))
    }

    /// The short address of an article or dossier; none with `outputs: {short: false}`.
    pub fn short_address(&self, site: &Site, member: Member) -> Option<Text> {
        let documents = matches!(member, Member::Article(_) | Member::Dossier(_));
        (documents && site.config.outputs.short).then(|| short::address(site, member, &self.original(member)))
    }

    /// The same page in every language it has: language code and address, in the order of the site's languages, its own
    /// included; empty when it has only one.
    pub fn alternates(&self, site: &Site, page: &Page) -> Vec<(Text, Text)> {
        let pages = match &page.kind {
            PageKind::Home => self.index_alternates(Index::Home),
            PageKind::Dossiers => self.index_alternates(Index::Dossiers),
            PageKind::Tags => self.index_alternates(Index::Tags),
            PageKind::Search => self.index_alternates(Index::Search),
            PageKind::Year(ListOf::Dossier(id), year) => {
                self.below_all(site, Member::Dossier(*id), &format!("{year}/"))
            }
            PageKind::Year(ListOf::Entity(id), year) => self.below_all(site, Member::Entity(*id), &format!("{year}/")),
            PageKind::DossierTimeline(id) => self.below_all(site, Member::Dossier(*id), DossierPart::Timeline.path()),
            PageKind::DossierPrint(id) => self.below_all(site, Member::Dossier(*id), DossierPart::Print.path()),
            kind => member(kind).map_or_else(Vec::new, |member| self.versions(site, member)),
        };
        if pages.len() > 1 { pages } else { Vec::new() }
    }

    fn index_alternates(&self, index: Index) -> Vec<(Text, Text)> {
        let own = |at: usize| self.planned(self.in_language(index.address(), at as u8));
        self.languages.iter().enumerate().filter_map(|(at, code)| Some((code.clone(), own(at)?))).collect()
    }

    fn below_all(&self, site: &Site, member: Member, rest: &str) -> Vec<(Text, Text)> {
        let versions = self.versions(site, member).into_iter();
        versions.map(|(code, page)| (code, address::below(&page, rest))).collect()
    }

    /// The original and its translations: language code and address.
    fn versions(&self, site: &Site, member: Member) -> Vec<(Text, Text)> {
        let others = (0..self.languages.len())
            .filter_map(|at| Some((self.languages[at].clone(), self.translated(member, at as u8)?)));
        std::iter::once((language_of(site, member), self.original(member))).chain(others).collect()
    }
}

/// The document that a page kind shows.
pub fn member(kind: &PageKind) -> Option<Member> {
    Some(match kind {
        PageKind::Article(id) => Member::Article(*id),
        PageKind::Dossier(id) => Member::Dossier(*id),
        PageKind::Entity(id) => Member::Entity(*id),
        PageKind::Page(id) => Member::Page(*id),
        _ => return None,
    })
}

/// The language that a document is written in.
pub fn language_of(site: &Site, member: Member) -> Text {
    match member {
        Member::Article(id) => site[id].language.clone(),
        Member::Dossier(id) => site[id].language.clone(),
        Member::Entity(id) => site[id].language.clone(),
        Member::Page(id) => site[id].language.clone(),
    }
}

/// The translations of a document.
pub fn translations(site: &Site, member: Member) -> &[Translation] {
    match member {
        Member::Article(id) => &site[id].translations,
        Member::Dossier(id) => &site[id].translations,
        Member::Entity(id) => &site[id].translations,
        Member::Page(id) => &site[id].translations,
    }
}

/// The original document; none for an implicit dossier and for a name that nobody registered.
pub fn document(site: &Site, member: Member) -> Option<&Arc<Document>> {
    match member {
        Member::Article(id) => Some(&site[id].doc),
        Member::Dossier(id) => site[id].doc.as_ref(),
        Member::Entity(id) => site[id].doc.as_ref(),
        Member::Page(id) => Some(&site[id].doc),
    }
}

/// What an article's front matter says.
pub fn article_front(doc: &Document) -> Option<&ArticleFront> {
    if let Front::Article(front) = &doc.front { Some(front) } else { None }
}

/// What the front matter of a person, place or organisation says.
pub fn entity_front(doc: &Document) -> Option<&EntityFront> {
    if let Front::Entity(front) = &doc.front { Some(front) } else { None }
}

/// When and why an article was withdrawn.
pub fn withdrawn(article: &Article) -> Option<&Withdrawn> {
    article_front(&article.doc)?.withdrawn.as_deref()
}

/// What the page is about, also when it shows a part of it.
pub fn subject(kind: &PageKind) -> Option<Member> {
    match kind {
        PageKind::DossierTimeline(id)
        | PageKind::DossierPrint(id)
        | PageKind::Year(ListOf::Dossier(id), _)
        | PageKind::TimelineJson(id)
        | PageKind::Calendar(id)
        | PageKind::Atom(FeedOf::Dossier(id))
        | PageKind::JsonFeed(FeedOf::Dossier(id)) => Some(Member::Dossier(*id)),
        PageKind::Year(ListOf::Entity(id), _) => Some(Member::Entity(*id)),
        kind => member(kind),
    }
}

/// The source that a page of this kind is made of; none for what is gathered from many. A redirect has that of its target.
pub fn source_of<'a>(site: &'a Site, plan: &Plan, kind: &PageKind) -> Option<&'a SourcePath> {
    match kind {
        PageKind::File(id) => Some(&site[*id].source),
        PageKind::Redirect(target) => {
            let kind = &plan.find(target)?.kind;
            // A redirect never leads to another one; asked all the same, it ends here.
            if matches!(kind, PageKind::Redirect(_)) { None } else { source_of(site, plan, kind) }
        }
        kind => document(site, subject(kind)?).map(|doc| &doc.path),
    }
}
