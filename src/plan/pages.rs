//! Every output of a site, from its documents to its data.

use super::address::{self, Addresses};
use super::lookup::{self, DossierPart, INDEXES, Index};
use super::permalink::{Names, Permalink};
use super::search::Search;
use super::view::{calendar, manifest};
use super::{FeedOf, ListOf, Page, PageKind, short};
use crate::model::site::{ArticleId, DossierId, EntityId, FileId, Member, PageId, Site, TagId};
use crate::parse::config::PermalinkKind;
use crate::parse::document::{DocumentKind, Text};
use crate::parse::theme::Theme;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// A list of more than this is split by year, and a dossier of more articles is not printed whole.
pub const LONG_LIST: usize = 500;

/// Addresses in one sitemap: the protocol's limit.
pub const SITEMAP_PART: usize = 50_000;

/// A page, and what it was planned for.
pub(super) struct Entry {
    pub page: Page,
    pub origin: Origin,
}

/// What a page was planned for: named when two outputs want one place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Origin {
    /// The site itself.
    Site,
    /// A document: the original, or the translation of this number.
    Document(Member, Option<u16>),
    /// One of its old addresses.
    Alias(Member, Option<u16>, u16),
    /// Its short address.
    Short(Member),
    Tag(TagId),
    File(FileId),
}

/// The year under which the timeline has an event: that of its first day, or of its last when the start is open.
pub fn event_year(date: &crate::parse::dates::EventDate) -> Option<i32> {
    date.from.or(date.to).map(|moment| moment.first.year)
}

/// Whether search engines and the sitemap are to know pages of this kind.
pub fn to_be_found(kind: &PageKind) -> bool {
    use PageKind::*;
    match kind {
        NotFound | Redirect(_) | DossierPrint(_) => false,
        Atom(_) | JsonFeed(_) | TimelineJson(_) | Calendar(_) | Sitemap | SitemapPart(_) | Robots | Manifest => false,
        SearchIndex | SearchText(_) | File(_) | Asset(_) => false,
        Home | Dossiers | Dossier(_) | DossierTimeline(_) | Year(..) | Article(_) | Timeline | TimelineYear(_) => true,
        Tags | Tag(_) | Entities(_) | Entity(_) | Archive | Month(..) | Changes | Search | Page(_) => true,
    }
}

/// Addresses of everything that can be linked.
pub(super) fn addresses(site: &Site, languages: &[Text]) -> Addresses {
    let forms = Forms::new(site);
    let members = |count: usize, member: fn(u32) -> Member| -> Vec<Text> {
        (0..count as u32).into_par_iter().map(|at| forms.address(site, member(at), None)).collect()
    };
    let mut all = Addresses {
        articles: members(site.articles.len(), |at| Member::Article(ArticleId(at))),
        dossiers: members(site.dossiers.len(), |at| Member::Dossier(DossierId(at))),
        entities: members(site.entities.len(), |at| Member::Entity(EntityId(at))),
        pages: members(site.pages.len(), |at| Member::Page(PageId(at))),
        tags: site.tags.iter().map(|tag| forms.tag(&tag.slug)).collect(),
        files: site.files.iter().map(|file| format!("/{}", file.output).into()).collect(),
        translated: Vec::new(),
    };
    for member in every_member(site) {
        for translation in lookup::translations(site, member) {
            if let Some(language) = languages.iter().position(|code| *code == translation.language) {
                let address = forms.address(site, member, Some(&translation.language));
                all.translated.push((member, language as u8, address));
            }
        }
    }
    all.translated.sort();
    all.translated.dedup_by_key(|(member, language, _)| (*member, *language));
    all
}

/// Every document that has a page, in the order of the Site's lists.
fn every_member(site: &Site) -> impl Iterator<Item = Member> {
    let articles = (0..site.articles.len() as u32).map(|at| Member::Article(ArticleId(at)));
    let dossiers = (0..site.dossiers.len() as u32).map(|at| Member::Dossier(DossierId(at)));
    let entities = (0..site.entities.len() as u32).map(|at| Member::Entity(EntityId(at)));
    let pages = (0..site.pages.len() as u32).map(|at| Member::Page(PageId(at)));
    articles.chain(dossiers).chain(entities).chain(pages)
}

/// The permalink of each kind.
struct Forms([Permalink; 7]);

impl Forms {
    fn new(site: &Site) -> Self {
        use PermalinkKind::*;
        // The configuration holds one for every kind; a Site made by hand may not.
        let form = |kind| site.config.permalinks.get(&kind).map_or(kind.default_pattern(), |pattern| &*pattern.value);
        Forms([Article, Dossier, Person, Place, Organisation, Page, Tag].map(|kind| Permalink::new(form(kind))))
    }

    fn tag(&self, slug: &str) -> Text {
        self.0[PermalinkKind::Tag as usize].address(None, Names { slug, id: slug, day: None })
    }

    fn address(&self, site: &Site, member: Member, language: Option<&str>) -> Text {
        let (kind, slug, id, day) = match member {
            Member::Article(id) => (PermalinkKind::Article, &site[id].slug, &site[id].id, Some(site[id].published.day)),
            Member::Dossier(id) => (PermalinkKind::Dossier, &site[id].slug, &site[id].id, None),
            Member::Page(id) => (PermalinkKind::Page, &site[id].slug, &site[id].id, None),
            Member::Entity(id) => {
                let kind = match site[id].kind {
                    DocumentKind::Person => PermalinkKind::Person,
                    DocumentKind::Place => PermalinkKind::Place,
                    _ => PermalinkKind::Organisation,
                };
                (kind, &site[id].slug, &site[id].id, None)
            }
        };
        self.0[kind as usize].address(language, Names { slug, id, day })
    }
}

/// Lists every output, in no order, two at one place included.
pub(super) fn entries(
    site: &Site,
    theme: &Theme,
    addresses: &Addresses,
    languages: &[Text],
    search: &Search,
) -> Vec<Entry> {
    let mut list = List { site, addresses, languages, entries: Vec::with_capacity(2 * site.articles.len() + 64) };
    for member in every_member(site) {
        list.document(member);
    }
    list.tags();
    list.indexes();
    list.dates();
    list.search(search);
    list.feed("/", FeedOf::Site, Origin::Site, list.any_listed());
    list.files(theme);
    list.sitemap();
    list.entries
}

struct List<'a> {
    site: &'a Site,
    addresses: &'a Addresses,
    languages: &'a [Text],
    entries: Vec<Entry>,
}

impl List<'_> {
    fn add(&mut self, address: Text, language: u8, kind: PageKind, origin: Origin) {
        self.entries.push(Entry { page: Page { address, language, kind }, origin });
    }

    /// A document in each of its languages, with what lies below it, and its redirects.
    fn document(&mut self, member: Member) {
        let at = |list: &[Text], id: u32| list[id as usize].clone();
        let (kind, address) = match member {
            Member::Article(id) => (PageKind::Article(id), at(&self.addresses.articles, id.0)),
            Member::Dossier(id) => (PageKind::Dossier(id), at(&self.addresses.dossiers, id.0)),
            Member::Entity(id) => (PageKind::Entity(id), at(&self.addresses.entities, id.0)),
            Member::Page(id) => (PageKind::Page(id), at(&self.addresses.pages, id.0)),
        };
        self.version(member, kind.clone(), address.clone(), 0, None);
        let all = self.addresses;
        let first = all.translated.partition_point(|(other, ..)| *other < member);
        for (_, language, address) in all.translated[first..].iter().take_while(|(other, ..)| *other == member) {
            let code = &self.languages[*language as usize];
            let number = lookup::translations(self.site, member).iter().position(|one| one.language == *code);
            self.version(member, kind.clone(), address.clone(), *language, number.map(|number| number as u16));
        }
        if self.site.config.outputs.short && matches!(member, Member::Article(_) | Member::Dossier(_)) {
            let short = short::address(self.site, member, &address);
            self.add(short, 0, PageKind::Redirect(address.clone()), Origin::Short(member));
        }
        if let Member::Dossier(id) = member {
            self.dossier_data(id, &address);
        }
    }

    /// A document in one language.
    fn version(&mut self, member: Member, kind: PageKind, address: Text, language: u8, translation: Option<u16>) {
        let origin = Origin::Document(member, translation);
        self.aliases(member, &address, language, translation);
        let site = self.site;
        match member {
            Member::Dossier(id) => {
                let timeline = !site[id].events.is_empty();
                let print = site.config.outputs.print && site[id].members.len() <= LONG_LIST;
                let parts = [
                    (DossierPart::Timeline, PageKind::DossierTimeline(id), timeline),
                    (DossierPart::Print, PageKind::DossierPrint(id), print),
                ];
                for (part, kind, _) in parts.into_iter().filter(|(.., made)| *made) {
                    self.add(address::below(&address, part.path()), language, kind, origin);
                }
                let articles = site[id].members.iter().map(|member| member.article);
                self.years(ListOf::Dossier(id), &address, language, origin, articles);
            }
            Member::Entity(id) => {
                self.years(ListOf::Entity(id), &address, language, origin, site[id].articles.iter().copied());
            }
            Member::Article(_) | Member::Page(_) => {}
        }
        self.add(address, language, kind, origin);
    }

    /// The years of a long list.
    fn years(
        &mut self,
        list: ListOf,
        address: &str,
        language: u8,
        origin: Origin,
        articles: impl ExactSizeIterator<Item = ArticleId>,
    ) {
        if articles.len() > LONG_LIST {
            let years: BTreeSet<i32> = articles.map(|id| i32::from(self.site[id].published.day.year())).collect();
            for year in years {
                self.add(address::below(address, &format!("{year}/")), language, PageKind::Year(list, year), origin);
            }
        }
    }

    /// Redirects from a document's old addresses.
    fn aliases(&mut self, member: Member, address: &Text, language: u8, translation: Option<u16>) {
        let site = self.site;
        let doc = match translation {
            Some(number) => lookup::translations(site, member).get(number as usize).map(|one| &one.doc),
            None => lookup::document(site, member),
        };
        for (at, written) in doc.iter().flat_map(|doc| &doc.common.aliases).enumerate() {
            let alias = address::from_alias(&site.config, &written.value);
            if address::compare(&alias, address).is_ne() {
                let origin = Origin::Alias(member, translation, at as u16);
                self.add(alias, language, PageKind::Redirect(address.clone()), origin);
            }
        }
    }

    /// A dossier's feeds and data: one for all languages.
    fn dossier_data(&mut self, id: DossierId, address: &str) {
        let (dossier, outputs) = (&self.site[id], &self.site.config.outputs);
        let origin = Origin::Document(Member::Dossier(id), None);
        self.feed(address, FeedOf::Dossier(id), origin, outputs.dossier_feeds && !dossier.members.is_empty());
        if outputs.json {
            let json = address::below(address, DossierPart::Json.path());
            self.add(json, 0, PageKind::TimelineJson(id), origin);
        }
        let days = |event: crate::model::site::EventId| calendar::days(&self.site[event].date).is_some();
        if outputs.ics && dossier.events.iter().copied().any(days) {
            let calendar = address::below(address, DossierPart::Calendar.path());
            self.add(calendar, 0, PageKind::Calendar(id), origin);
        }
    }

    /// A feed and its JSON form, when it has items.
    fn feed(&mut self, address: &str, of: FeedOf, origin: Origin, items: bool) {
        if items {
            self.add(address::below(address, "feed.xml"), 0, PageKind::Atom(of), origin);
            if self.site.config.outputs.json {
                self.add(address::below(address, "feed.json"), 0, PageKind::JsonFeed(of), origin);
            }
        }
    }

    fn tags(&mut self) {
        let site = self.site;
        for (at, tag) in site.tags.iter().enumerate() {
            let (id, address) = (TagId(at as u32), self.addresses.tags[at].clone());
            let origin = Origin::Tag(id);
            self.years(ListOf::Tag(id), &address, 0, origin, tag.articles.iter().copied());
            if site.config.outputs.tag_feeds {
                self.feed(&address, FeedOf::Tag(id), origin, !tag.articles.is_empty());
            }
            self.add(address, 0, PageKind::Tag(id), origin);
        }
    }

    /// The index pages that have something to list; home, dossiers and tags in each of the site's languages.
    fn indexes(&mut self) {
        let site = self.site;
        for (_, index) in INDEXES {
            let (kind, made) = match index {
                Index::Home => (PageKind::Home, true),
                Index::Dossiers => (PageKind::Dossiers, !site.dossiers.is_empty()),
                Index::Timeline => {
                    (PageKind::Timeline, site.events.iter().any(|event| event_year(&event.date).is_some()))
                }
                Index::Tags => (PageKind::Tags, !site.tags.is_empty()),
                Index::Entities(kind) => {
                    (PageKind::Entities(*kind), site.entities.iter().any(|entity| entity.kind == *kind))
                }
                Index::Archive => (PageKind::Archive, site.config.outputs.months && self.any_listed()),
                Index::Changes => (PageKind::Changes, site.articles.iter().any(changed)),
                // Made for each language that has something to find.
                Index::Search => (PageKind::Search, false),
            };
            if made {
                self.add(index.address().into(), 0, kind.clone(), Origin::Site);
            }
            let everywhere = matches!(index, Index::Home | Index::Dossiers | Index::Tags);
            for (code, language) in self.languages.iter().zip(0u8..).skip(1).filter(|_| made && everywhere) {
                self.add(format!("/{code}{}", index.address()).into(), language, kind.clone(), Origin::Site);
            }
        }
        self.add("/404.html".into(), 0, PageKind::NotFound, Origin::Site);
    }

    fn any_listed(&self) -> bool {
        self.site.articles.iter().any(listed)
    }

    /// The years of the site's timeline and the months of its archive.
    fn dates(&mut self) {
        let years: BTreeSet<i32> = self.site.events.iter().filter_map(|event| event_year(&event.date)).collect();
        for year in years {
            self.add(format!("/timeline/{year}/").into(), 0, PageKind::TimelineYear(year), Origin::Site);
        }
        if self.site.config.outputs.months {
            let listed = self.site.articles.iter().filter(|article| listed(article));
            let months: BTreeSet<(i32, u8)> = listed
                .map(|article| (i32::from(article.published.day.year()), article.published.day.month() as u8))
                .collect();
            for (year, month) in months {
                let address = format!("/archive/{year}/{month:02}/").into();
                self.add(address, 0, PageKind::Month(year, month), Origin::Site);
            }
        }
    }

    /// The search page of each language, with the scripts that it looks through.
    fn search(&mut self, search: &Search) {
        for (code, language) in self.languages.iter().zip(0u8..) {
            if search.of(language).is_some() {
                let own = if language == 0 { String::new() } else { format!("/{code}") };
                let address = format!("{own}{}", Index::Search.address());
                let index = address::below(&address, "index.js");
                self.add(address.into(), language, PageKind::Search, Origin::Site);
                self.add(index, language, PageKind::SearchIndex, Origin::Site);
            }
        }
        for (share, at) in search.shares.iter().zip(0..) {
            self.add(share.address.clone(), share.language, PageKind::SearchText(at), Origin::Site);
        }
    }

    fn files(&mut self, theme: &Theme) {
        for (at, address) in self.addresses.files.iter().enumerate() {
            let id = FileId(at as u32);
            self.add(address.clone(), 0, PageKind::File(id), Origin::File(id));
        }
        for (name, asset) in &theme.assets {
            self.add(asset.address.clone(), 0, PageKind::Asset(name.clone()), Origin::Site);
        }
        // A site may bring its own.
        for (address, kind) in [("/robots.txt", PageKind::Robots), (manifest::ADDRESS, PageKind::Manifest)] {
            if !self.addresses.files.iter().any(|file| **file == *address) {
                self.add(address.into(), 0, kind, Origin::Site);
            }
        }
    }

    fn sitemap(&mut self) {
        self.add("/sitemap.xml".into(), 0, PageKind::Sitemap, Origin::Site);
        let found = self.entries.iter().filter(|entry| to_be_found(&entry.page.kind)).count();
        if found > SITEMAP_PART {
            for part in 1..=found.div_ceil(SITEMAP_PART) {
                let address = format!("/sitemap-{part}.xml").into();
                self.add(address, 0, PageKind::SitemapPart(part as u32), Origin::Site);
            }
        }
    }
}

/// Whether an article stands in lists and feeds: not once it is withdrawn.
pub fn listed(article: &crate::model::site::Article) -> bool {
    !article.is_withdrawn()
}

/// Whether the page of changes has something to say about an article.
pub fn changed(article: &crate::model::site::Article) -> bool {
    article.updated.is_some() || !listed(article)
}
