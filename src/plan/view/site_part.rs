//! What every page of a language has in common: `site`, `theme` and `assets`.

use super::lens::Lens;
use super::types::{EditionView, LanguageView, SitePages, SiteView};
use super::{Shared, languages, manifest};
use crate::base::mark::marked;
use crate::model::site::Site;
use crate::parse::dates::Published;
use crate::parse::document::{DocumentKind, Text};
use crate::parse::theme::Theme;
use crate::plan::FeedOf;
use crate::plan::address;
use crate::plan::lookup::Index;
use std::collections::BTreeMap;

impl Lens<'_> {
    /// `site`.
    pub fn site_view(&self) -> SiteView {
        let config = &self.site.config;
        let home = |language: u8| {
            let address = self.plan.index_address(Index::Home, language);
            self.url_at(address.as_deref().unwrap_or("/"))
        };
        let languages = self.plan.languages.iter().enumerate().map(|(at, code)| LanguageView {
            code: code.clone(),
            name: languages::name(code).into(),
            url: home(at as u8),
            dir: languages::direction(code),
        });
        SiteView {
            title: config.title.clone(),
            url: home(self.language),
            description: config.description.clone(),
            language: self.code.clone(),
            dir: languages::direction(self.code),
            languages: languages.collect(),
            menu: self.menu(),
            footer: self.footer(),
            rights: config.rights.clone(),
            publisher: config.publisher.name.clone(),
            publisher_logo: self.publisher_logo(),
            pages: self.site_pages(),
            custom_css: self.published_file("custom.css"),
            icon: manifest::icon(self.site).map(|(output, _)| self.url_at(&format!("/{output}"))),
            manifest: self.url_at(manifest::ADDRESS),
            edition: self.edition(),
        }
    }

    /// Set when the site is built as an edition.
    fn edition(&self) -> Option<EditionView> {
        let mark = self.site.config.edition.as_ref()?;
        let date = Published { day: mark.day, minutes: None, instant: self.site.now, offset: 0 };
        let mut date = self.published(&date);
        if !self.marks {
            return Some(EditionView { date, revision: mark.revision.clone(), up_to: mark.up_to });
        }
        date.text = marked(&date.text);
        Some(EditionView { date, revision: marked(&mark.revision).into(), up_to: mark.up_to })
    }

    fn site_pages(&self) -> SitePages {
        let feed = self.plan.feed_address(FeedOf::Site, false);
        SitePages {
            dossiers: self.index_url(Index::Dossiers),
            timeline: self.index_url(Index::Timeline),
            tags: self.index_url(Index::Tags),
            people: self.index_url(Index::Entities(DocumentKind::Person)),
            places: self.index_url(Index::Entities(DocumentKind::Place)),
            organisations: self.index_url(Index::Entities(DocumentKind::Organisation)),
            archive: self.index_url(Index::Archive),
            changes: self.index_url(Index::Changes),
            search: self.index_url(Index::Search),
            feed: feed.map(|address| self.url_at(&address)),
        }
    }

    /// Absolute; none when its file is not there, or when there is no `base_url` to make it absolute.
    fn publisher_logo(&self) -> Option<Text> {
        let config = &self.site.config;
        let (url, _) = self.file(&config.path, &config.publisher.logo.as_ref()?.value)?;
        self.absolute(&url)
    }

    /// A URL with the origin before it; one that has its own stays. None without `base_url`.
    pub fn absolute(&self, url: &Text) -> Option<Text> {
        if url.contains("://") {
            return Some(url.clone());
        }
        let config = &self.site.config;
        config.base_url.as_ref().map(|_| format!("{}{url}", config.origin()).into())
    }

    /// The URL of a copied file by its output path.
    fn published_file(&self, output: &str) -> Option<Text> {
        let at = self.site.files.binary_search_by(|file| (*file.output).cmp(output)).ok()?;
        Some(self.url_at(&format!("/{}", self.site.files[at].output)))
    }
}

/// `theme`, the same in every language.
pub(super) fn options(theme: &Theme) -> Shared {
    let options: serde_json::Map<String, serde_json::Value> =
        theme.options.iter().map(|(name, value)| (name.to_string(), value.clone())).collect();
    Shared::new(&options)
}

/// `assets`, the same in every language.
pub(super) fn assets(site: &Site, theme: &Theme) -> Shared {
    let assets: BTreeMap<&str, Text> =
        theme.assets.iter().map(|(name, asset)| (&**name, address::url(&site.config, &asset.address))).collect();
    Shared::new(&assets)
}
