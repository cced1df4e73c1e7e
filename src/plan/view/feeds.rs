//! Feeds of the site, a dossier, a tag. They know no clock: every moment is one that an editor wrote.

use super::Views;
use super::data::{FeedItem, FeedView, rfc3339};
use crate::model::site::{Article, ArticleId, Member, Subject};
use crate::parse::config::Config;
use crate::parse::dates::Published;
use crate::parse::document::{Correction, CorrectionKind, DocumentKind, Text};
use crate::plan::{FeedOf, lookup, pages, short};
use uuid::Uuid;

/// The same name gives the same UUID on the same site, for good.
pub(super) fn uuid(config: &Config, name: &str) -> Uuid {
    let site = config.base_url.as_ref().unwrap_or(&config.title);
    Uuid::new_v5(&Uuid::new_v5(&Uuid::NAMESPACE_URL, site.as_bytes()), name.as_bytes())
}

impl Views<'_> {
    /// A feed, the same in both forms. The newest items come first.
    pub(super) fn feed(&self, of: FeedOf) -> FeedView {
        let (site, config) = (self.site, &self.site.config);
        let (name, title, description, home) = match of {
            FeedOf::Site => ("site".to_string(), config.title.clone(), config.description.clone(), "/".into()),
            FeedOf::Dossier(id) => {
                let standfirst = site[id].doc.as_ref().and_then(|doc| doc.common.standfirst.clone());
                let title = format!("{} · {}", site[id].title, config.title).into();
                (format!("dossier:{}", site[id].id), title, standfirst, self.plan.original(Member::Dossier(id)))
            }
            FeedOf::Tag(id) => {
                let title = format!("{} · {}", site[id].name, config.title).into();
                (format!("tag:{}", site[id].slug), title, site[id].description.clone(), self.plan.tag_address(id))
            }
        };
        let address = |json| self.plan.feed_address(of, json).map_or_else(|| "".into(), |at| self.full(&at));
        let items = self.feed_articles(of);
        let home_url = self.full(&home);
        FeedView {
            id: self.urn(&name),
            title,
            description,
            home_url,
            atom_url: address(false),
            json_url: address(true),
            updated: self.feed_updated(of, &items),
            language: config.language.clone(),
            author: config.publisher.name.as_ref().unwrap_or(&config.title).clone(),
            rights: config.rights.clone(),
            items: items.into_iter().map(|id| self.feed_item(id)).collect(),
        }
    }

    fn urn(&self, name: &str) -> Text {
        uuid(&self.site.config, name).urn().to_string().into()
    }

    /// The newest articles, the newest first.
    fn feed_articles(&self, of: FeedOf) -> Vec<ArticleId> {
        let site = self.site;
        let take = site.config.feed.items;
        let listed = |id: &ArticleId| pages::listed(&site[*id]);
        match of {
            FeedOf::Site => (0..site.articles.len() as u32).rev().map(ArticleId).filter(listed).take(take).collect(),
            FeedOf::Tag(id) => site[id].articles.iter().rev().copied().filter(listed).take(take).collect(),
            FeedOf::Dossier(id) => {
                // The story's order may be another than that of publication.
                let mut all: Vec<ArticleId> = site[id].members.iter().map(|one| one.article).filter(listed).collect();
                all.sort_unstable_by(|a, b| b.cmp(a));
                all.truncate(take);
                all
            }
        }
    }

    /// The greatest of its items, and of the withdrawals among what it listed.
    fn feed_updated(&self, of: FeedOf, items: &[ArticleId]) -> Text {
        let site = self.site;
        let all = &self.plan.withdrawals;
        let first = all.partition_point(|(feed, _)| *feed < of);
        let withdrawn = all[first..].iter().take_while(|(feed, _)| *feed == of).map(|(_, id)| &site[*id]);
        let withdrawals = withdrawn.filter_map(|article| Some(&lookup::withdrawn(article)?.date));
        let dates = items.iter().map(|id| changed(&site[*id])).chain(withdrawals);
        dates.max_by_key(|date| date.instant).map_or_else(|| "".into(), rfc3339)
    }

    fn feed_item(&self, id: ArticleId) -> FeedItem {
        let article = &self.site[id];
        let (member, common) = (Member::Article(id), &article.doc.common);
        let url = self.full_of(member, 0);
        let full = self.site.config.feed.full;
        let name = short::name(self.site, member, &self.plan.original(member));
        let (notice, told) = (retraction(article), common.standfirst.clone().or_else(|| self.excerpt(article)));
        let summary = match (&notice, told) {
            (Some(notice), Some(told)) => Some(format!("{notice} {told}").into()),
            (notice, told) => told.or_else(|| notice.clone()),
        };
        FeedItem {
            id: self.urn(&name),
            title: common.title.clone(),
            summary,
            published: rfc3339(&article.published),
            updated: rfc3339(changed(article)),
            authors: self.authors(article),
            tags: article.subjects.iter().map(|subject| self.subject_name(*subject)).collect(),
            language: article.language.clone(),
            image: self.full_picture(member),
            notice,
            body: full.then(|| Box::new(self.feed_body(id, 0, &url))),
            url,
        }
    }

    fn excerpt(&self, article: &Article) -> Option<Text> {
        let excerpt = &article.doc.body.excerpt;
        (!excerpt.is_empty()).then(|| excerpt.clone())
    }

    /// Who wrote an article, by name: the byline wins.
    pub(super) fn authors(&self, article: &Article) -> Vec<Text> {
        let Some(front) = lookup::article_front(&article.doc) else { return Vec::new() };
        if let Some(byline) = &front.byline {
            return vec![byline.clone()];
        }
        let name = |author: &Text| match self.site.find_entity(Some(DocumentKind::Person), author) {
            Some(id) => self.site[id].name.clone(),
            None => author.clone(),
        };
        front.authors.iter().map(name).collect()
    }

    /// The name of a tag, person, place or organisation.
    pub(super) fn subject_name(&self, subject: Subject) -> Text {
        match subject {
            Subject::Tag(id) => self.site[id].name.clone(),
            Subject::Entity(id) => self.site[id].name.clone(),
        }
    }
}

/// What stands above a retracted article wherever its text goes.
fn retraction(article: &Article) -> Option<Text> {
    let corrections = &lookup::article_front(&article.doc)?.corrections;
    let retractions = corrections.iter().filter(|one| one.kind == CorrectionKind::Retraction);
    let notes: Vec<String> = retractions.filter_map(Correction::note).collect();
    (!notes.is_empty()).then(|| notes.join(" ").into())
}

/// When an article last changed in substance.
pub(super) fn changed(article: &Article) -> &Published {
    article.updated.as_ref().filter(|updated| updated.instant > article.published.instant).unwrap_or(&article.published)
}
