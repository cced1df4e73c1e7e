//! Withdrawn articles by the feed that once listed them: a feed's `updated` counts them, and nothing else does.

use super::FeedOf;
use crate::base::text;
use crate::model::site::{Article, ArticleId, DossierId, Site, TagId};
use crate::parse::config::Slugs;
use std::collections::BTreeMap;

/// Sorted by feed. A withdrawn article has left every list, so what it belonged to is read from its front matter.
pub(super) fn withdrawals(site: &Site) -> Vec<(FeedOf, ArticleId)> {
    let gone = || (0..).map(ArticleId).zip(&site.articles).filter(|(_, article)| article.is_withdrawn());
    if gone().next().is_none() {
        return Vec::new();
    }
    let names = Names::new(site);
    let mut all: Vec<(FeedOf, ArticleId)> =
        gone().flat_map(|(id, article)| names.feeds(article).into_iter().map(move |feed| (feed, id))).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Dossiers and tags by what an article may call them.
struct Names {
    dossiers: BTreeMap<String, DossierId>,
    tags: BTreeMap<String, TagId>,
    ascii: bool,
}

impl Names {
    fn new(site: &Site) -> Self {
        let ascii = site.config.slugs == Slugs::Ascii;
        let mut dossiers = BTreeMap::new();
        for (id, dossier) in (0..).map(DossierId).zip(&site.dossiers) {
            let folder = dossier.doc.as_ref().and_then(|doc| doc.folder_dossier.as_ref());
            for name in [&dossier.slug, &dossier.id].into_iter().chain(folder) {
                dossiers.insert(text::fold(name), id);
            }
        }
        let mut tags = BTreeMap::new();
        for (id, tag) in (0..).map(TagId).zip(&site.tags) {
            tags.insert(tag.slug.to_string(), id);
            tags.extend(tag.also.iter().map(|name| (text::slug(name, ascii), id)));
        }
        Names { dossiers, tags, ascii }
    }

    fn feeds(&self, article: &Article) -> Vec<FeedOf> {
        let mut feeds = vec![FeedOf::Site];
        let Some(front) = super::lookup::article_front(&article.doc) else { return feeds };
        let dossiers = article.doc.folder_dossier.iter().chain(front.dossiers.iter().map(|dossier| &dossier.id.value));
        feeds.extend(dossiers.filter_map(|name| self.dossiers.get(&text::fold(name))).map(|id| FeedOf::Dossier(*id)));
        let tags = front.tags.iter().filter_map(|tag| self.tags.get(&text::slug(&tag.value, self.ascii)));
        feeds.extend(tags.map(|id| FeedOf::Tag(*id)));
        feeds
    }
}
