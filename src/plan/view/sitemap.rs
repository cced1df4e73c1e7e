//! The sitemap: exactly the pages that are meant to be found.

use super::Views;
use super::data::{Data, SitemapEntry, rfc3339};
use super::feeds::changed;
use crate::model::site::{ArticleId, DossierId};
use crate::parse::dates::Published;
use crate::plan::{ListOf, Page, PageKind, lookup, pages};

impl Views<'_> {
    /// All pages, or the index of the parts when there are too many.
    pub(super) fn sitemap(&self) -> Data {
        let count = self.found().count();
        if count <= pages::SITEMAP_PART {
            return Data::Sitemap(self.found().map(|page| self.sitemap_entry(page)).collect());
        }
        let parts = 1..=count.div_ceil(pages::SITEMAP_PART);
        Data::SitemapIndex(parts.map(|part| self.full(&format!("/sitemap-{part}.xml"))).collect())
    }

    /// Part `part`, from 1.
    pub(super) fn sitemap_part(&self, part: u32) -> Vec<SitemapEntry> {
        let before = part.saturating_sub(1) as usize * pages::SITEMAP_PART;
        self.found().skip(before).take(pages::SITEMAP_PART).map(|page| self.sitemap_entry(page)).collect()
    }

    fn found(&self) -> impl Iterator<Item = &Page> {
        self.plan.pages.iter().filter(|page| pages::to_be_found(&page.kind))
    }

    fn sitemap_entry(&self, page: &Page) -> SitemapEntry {
        let alternates = self.plan.alternates(self.site, page).into_iter();
        SitemapEntry {
            url: self.full(&page.address),
            modified: self.modified(&page.kind).map(rfc3339),
            alternates: alternates.map(|(code, address)| (code, self.full(&address))).collect(),
        }
    }

    /// The latest change of a document, or of the articles that a page lists; none where no editor wrote a date.
    fn modified(&self, kind: &PageKind) -> Option<&Published> {
        let site = self.site;
        let newest = |articles: &[ArticleId]| {
            articles.iter().map(|id| changed(&site[*id])).max_by_key(|published| published.instant)
        };
        match kind {
            PageKind::Article(id) => {
                let article = &site[*id];
                Some(lookup::withdrawn(article).map_or_else(|| changed(article), |withdrawn| &withdrawn.date))
            }
            PageKind::Dossier(id) => self.dossier_modified(*id),
            PageKind::Entity(id) => newest(&site[*id].articles),
            PageKind::Tag(id) => newest(&site[*id].articles),
            PageKind::Page(id) => site[*id].doc.common.updated.as_ref(),
            PageKind::Year(list, year) => self.year_modified(*list, *year),
            _ => None,
        }
    }

    fn dossier_modified(&self, id: DossierId) -> Option<&Published> {
        let dossier = &self.site[id];
        let written = dossier.doc.as_ref().and_then(|doc| doc.common.updated.as_ref());
        let members = dossier.members.iter().map(|member| changed(&self.site[member.article]));
        members.chain(written).max_by_key(|published| published.instant)
    }

    fn year_modified(&self, list: ListOf, year: i32) -> Option<&Published> {
        let site = self.site;
        let of = |articles: &mut dyn Iterator<Item = ArticleId>| {
            let articles = articles.map(|id| &site[id]).filter(|one| i32::from(one.published.day.year()) == year);
            articles.map(changed).max_by_key(|published| published.instant)
        };
        match list {
            ListOf::Dossier(id) => of(&mut site[id].members.iter().map(|member| member.article)),
            ListOf::Tag(id) => of(&mut site[id].articles.iter().copied()),
            ListOf::Entity(id) => of(&mut site[id].articles.iter().copied()),
        }
    }
}
