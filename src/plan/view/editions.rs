//! Earlier editions on the live site: where they are linked, and in which one a change first stood.

use super::data::rfc3339;
use super::lens::Lens;
use super::types::EditionLink;
use crate::model::site::{ArticleId, DossierId};
use crate::parse::dates::Published;
use crate::parse::document::Text;
use crate::parse::earlier::Earlier;

impl Lens<'_> {
    /// The catalogue, when an earlier edition holds the article.
    pub fn article_editions(&self, id: ArticleId) -> Option<Text> {
        let article = &self.site[id];
        let dossiers = || article.memberships.iter().map(|one| &*self.site[one.dossier].id);
        self.catalogue(|one| one.holds(Some(article.published.instant), dossiers()))
    }

    /// The catalogue, when an earlier edition holds the dossier.
    pub fn dossier_editions(&self, id: DossierId) -> Option<Text> {
        let dossier = &self.site[id];
        self.catalogue(|one| one.holds(None, std::iter::once(&*dossier.id)))
    }

    fn catalogue(&self, holds: impl Fn(&Earlier) -> bool) -> Option<Text> {
        self.site.config.editions.earlier.iter().any(holds).then(|| self.catalogue_url(""))
    }

    /// The address of the catalogue, at an anchor.
    fn catalogue_url(&self, anchor: &str) -> Text {
        format!("{}{anchor}", self.url_at(&format!("/{}/", self.site.config.editions.folder))).into()
    }

    /// The edition in which a change of an article first stood.
    pub fn first_edition(&self, id: ArticleId, date: &Published, kind: &str) -> Option<EditionLink> {
        let article = &self.site[id];
        let date = if kind == "withdrawal" { "".into() } else { rfc3339(date) };
        let stood = (article.id.clone(), date, Text::from(kind));
        let all = &self.site.config.editions.earlier;
        let first = all.iter().find(|one| one.first_stood.binary_search(&stood).is_ok())?;
        let day = Published { day: first.date, minutes: None, instant: first.as_of, offset: 0 };
        let digits = first.id.get(..12).unwrap_or(&first.id);
        Some(EditionLink { date: self.published(&day), url: self.catalogue_url(&format!("#e-{digits}")) })
    }
}
