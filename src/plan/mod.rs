//! The plan: every address of the output, sorted, with its kind, before anything is rendered.

pub mod address;
pub mod body;
mod collisions;
pub mod kinds;
pub mod lists;
pub mod lookup;
pub mod names;
mod origin;
pub mod pages;
pub mod permalink;
pub mod scope;
pub mod search;
pub mod short;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
pub mod view;
mod withdrawals;

use crate::base::diag::{Diagnostic, in_order};
use crate::model::site::{ArticleId, DossierId, EntityId, FileId, PageId, Site, TagId};
use crate::parse::document::{DocumentKind, Text};
use crate::parse::theme::Theme;
use rayon::prelude::*;

/// Everything that would be built, in order of output path.
#[derive(Debug, Default)]
pub struct Plan {
    pub pages: Vec<Page>,
    /// Addresses of documents, for links.
    pub addresses: address::Addresses,
    /// The site's languages in order; [`Page::language`] points here.
    pub languages: Vec<Text>,
    /// Withdrawn articles by the feed that once listed them, sorted: they count for its `updated`.
    pub withdrawals: Vec<(FeedOf, ArticleId)>,
    /// What a reader can search.
    pub search: search::Search,
    /// Addresses of the live site that this build leaves out, in order of output path: links lead there all the same. Only
    /// in the edition of one dossier.
    pub left_out: Vec<Text>,
}

/// One output.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Root-relative, without the sub-path, not percent-encoded: `/articles/astana-opens/`, `/feed.xml`.
    pub address: Text,
    /// Index into [`Plan::languages`].
    pub language: u8,
    pub kind: PageKind,
}

impl Page {
    /// Path below the output folder, without a leading slash: `articles/astana-opens/index.html`.
    pub fn output(&self) -> String {
        address::output(&self.address)
    }
}

/// What a feed lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FeedOf {
    Site,
    Dossier(DossierId),
    Tag(TagId),
}

/// What a list split by year belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListOf {
    Dossier(DossierId),
    Tag(TagId),
    Entity(EntityId),
}

/// Every kind of output.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageKind {
    Home,
    Dossiers,
    Dossier(DossierId),
    DossierTimeline(DossierId),
    DossierPrint(DossierId),
    /// One year of a list of more than 500.
    Year(ListOf, i32),
    Article(ArticleId),
    /// The site's timeline: its years.
    Timeline,
    TimelineYear(i32),
    Tags,
    Tag(TagId),
    /// People, places or organisations.
    Entities(DocumentKind),
    Entity(EntityId),
    /// The index of months.
    Archive,
    Month(i32, u8),
    Changes,
    /// The search of a language.
    Search,
    /// What it knows of every document: a script.
    SearchIndex,
    /// Texts that it looks through, a script: index into [`search::Search::shares`].
    SearchText(u32),
    Page(PageId),
    NotFound,
    /// To a root-relative address without the sub-path.
    Redirect(Text),
    Atom(FeedOf),
    JsonFeed(FeedOf),
    TimelineJson(DossierId),
    Calendar(DossierId),
    Sitemap,
    /// Part `n` of a sitemap of more than 50,000 addresses, from 1.
    SitemapPart(u32),
    Robots,
    /// The web manifest.
    Manifest,
    /// A file of `static/` or a picture beside a document.
    File(FileId),
    /// A theme file: its name, as in `assets`.
    Asset(Text),
}

/// Lists every output of the site. Collisions, reserved names and unsafe paths are told, naming both sources; what is
/// told is not in the plan.
pub fn plan(site: &Site, theme: &Theme) -> (Plan, Vec<Diagnostic>) {
    let languages = site.config.languages.clone();
    let addresses = pages::addresses(site, &languages);
    let search = search::Search::new(site, &addresses, &languages, search::WHOLE);
    let mut entries = pages::entries(site, theme, &addresses, &languages, &search);
    entries.par_sort_by(|a, b| address::compare(&a.page.address, &b.page.address));

    let (mut gone, mut diagnostics) = collisions::find(site, &entries);
    let (badly_named, told) = names::find(site, &entries);
    gone.extend(badly_named);
    diagnostics.extend(told);
    let kept = entries.into_iter().enumerate().filter(|(at, _)| !gone.contains(at));
    let pages = kept.map(|(_, entry)| entry.page).collect();
    let withdrawals = withdrawals::withdrawals(site);
    (Plan { pages, addresses, languages, withdrawals, search, left_out: Vec::new() }, in_order(diagnostics))
}
