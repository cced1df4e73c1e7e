//! Links that the configuration names: in the menu, and on every article.

use super::lens::Lens;
use super::types::Link;
use crate::base::text::fold;
use crate::model::site::{ArticleId, DossierId, EntityId, Member, PageId, Site, TagId};
use crate::parse::document::{Document, Front, Text};
use crate::plan::address;
use crate::plan::lookup::Index;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// Where a link of the configuration leads.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum LinkTo {
    Index(Index, &'static str),
    Member(Member),
    Tag(TagId),
    /// An address with `{slug}`, `{id}` and `{url}`.
    Address(Text),
    /// To what is not published here.
    Nowhere,
}

impl LinkTo {
    /// Reads `dossiers`, `page:about`, `/rules/` or `https://…`.
    pub fn read(site: &Site, text: &Text) -> LinkTo {
        if let Some((word, index)) = crate::plan::lookup::INDEXES.iter().find(|(word, _)| **word == **text) {
            return LinkTo::Index(*index, word);
        }
        let Some((scheme, id)) = text.split_once(':') else { return LinkTo::Address(text.clone()) };
        let (scheme, id) = (scheme.to_ascii_lowercase(), id.trim());
        let member = match scheme.as_str() {
            "article" => position(&site.articles, |one| *one.id == *id).map(|at| Member::Article(ArticleId(at))),
            "dossier" => position(&site.dossiers, |one| *one.id == *id).map(|at| Member::Dossier(DossierId(at))),
            "page" => {
                position(&site.pages, |one| *one.id == *id || *one.slug == *id).map(|at| Member::Page(PageId(at)))
            }
            "person" | "place" | "organisation" => {
                let found = position(&site.entities, |one| one.kind.word() == scheme && *one.id == *id);
                found.map(|at| Member::Entity(EntityId(at)))
            }
            "tag" => {
                let name = fold(id);
                let tag = position(&site.tags, |tag| *tag.slug == *id || fold(&tag.name) == name);
                return tag.map_or(LinkTo::Nowhere, |at| LinkTo::Tag(TagId(at)));
            }
            _ => return LinkTo::Address(text.clone()),
        };
        member.map_or(LinkTo::Nowhere, LinkTo::Member)
    }
}

fn position<T>(list: &[T], is: impl Fn(&T) -> bool) -> Option<u32> {
    list.iter().position(is).map(|at| at as u32)
}

impl Lens<'_> {
    /// The URL of an index page: in this language, else in the site's; none where the site has no such page.
    pub fn index_url(&self, index: Index) -> Option<Text> {
        self.plan.index_address(index, self.language).map(|address| self.url_at(&address))
    }

    /// An index page under its name.
    pub fn index_link(&self, index: Index, word: &str) -> Option<Link> {
        Some(Link { title: self.index_title(word), url: Some(self.index_url(index)?) })
    }

    /// The name of an index page in this language.
    pub fn index_title(&self, word: &str) -> Text {
        let titles = self.facts.titles.get(usize::from(self.language));
        titles.map_or_else(|| word.into(), |titles| titles.get(word))
    }

    /// `site.menu`: what is not in this build falls out.
    pub fn menu(&self) -> Vec<Link> {
        let entry = |text: &Text| match LinkTo::read(self.site, text) {
            LinkTo::Index(index, word) => self.index_link(index, word),
            LinkTo::Member(member) => Some(self.link(member)),
            LinkTo::Tag(id) => Some(Link { title: self.site[id].name.clone(), url: Some(self.tag_url(id)) }),
            LinkTo::Address(_) | LinkTo::Nowhere => None,
        };
        let mut menu: Vec<Link> = self.site.config.menu.iter().filter_map(|text| entry(&text.value)).collect();
        for page in self.pages(true) {
            let link = self.link(page);
            if !menu.iter().any(|other| other.url == link.url) {
                menu.push(link);
            }
        }
        menu
    }

    /// `site.footer`: pages that are not in the menu.
    pub fn footer(&self) -> Vec<Link> {
        let menu = self.menu();
        let links = self.pages(false).map(|page| self.link(page));
        links.filter(|link| !menu.iter().any(|other| other.url == link.url)).collect()
    }

    /// The site's pages, with or without `menu: true`.
    fn pages(&self, menu: bool) -> impl Iterator<Item = Member> {
        let asks = |doc: &Document| match &doc.front {
            Front::Page(front) => front.menu,
            _ => false,
        };
        let pages = self.site.pages.iter().enumerate().filter(move |(_, page)| asks(&page.doc) == menu);
        pages.map(|(at, _)| Member::Page(PageId(at as u32)))
    }

    /// The site's `article_links` on one article.
    pub fn article_links(&self, id: ArticleId) -> Vec<Link> {
        let links = self.site.config.article_links.iter().zip(&self.facts.article_links);
        let link = |(link, to): (&crate::parse::config::ArticleLink, &LinkTo)| {
            let url = match to {
                LinkTo::Index(index, _) => self.index_url(*index)?,
                LinkTo::Member(member) => self.url(*member),
                LinkTo::Tag(tag) => self.tag_url(*tag),
                LinkTo::Address(pattern) => self.filled(pattern, id),
                LinkTo::Nowhere => return None,
            };
            Some(Link { title: link.title.clone(), url: Some(url) })
        };
        links.filter_map(link).collect()
    }

    /// An address with the article's slug, id and absolute URL put in, percent-encoded.
    fn filled(&self, pattern: &str, id: ArticleId) -> Text {
        let article = &self.site[id];
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        // A hyphen means nothing in an address, and slugs are full of them.
        let word = |text: &str| encoded(text).replace("%2D", "-");
        let mut out = pattern.replace("{slug}", &word(&article.slug)).replace("{id}", &word(&article.id));
        if out.contains("{url}") {
            let address = self.plan.original(Member::Article(id));
            let url = address::absolute(&self.site.config, &address).unwrap_or_else(|| self.url_at(&address));
            out = out.replace("{url}", &encoded(&url));
        }
        if out.starts_with('/') && !out.starts_with("//") {
            return format!("{}{out}", self.site.config.sub_path()).into();
        }
        out.into()
    }
}
