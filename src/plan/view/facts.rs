//! What many views ask for and one pass over the Site answers: made once, for every language.

use super::site_links::LinkTo;
use super::titles::Titles;
use crate::model::site::{ArticleId, DossierId, Site};
use crate::parse::document::Status;
use crate::parse::theme::Theme;
use crate::plan::{ListOf, Plan};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// Answers about the Site.
#[derive(Debug, Default)]
pub(super) struct Facts {
    known: Arc<Known>,
    /// The newest articles on each dossier's card, for each language, when they were first asked for.
    pub latest: Vec<OnceLock<tera::Value>>,
}

/// What no text of an article changes.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// One for each dossier.
    pub dossiers: Vec<DossierFacts>,
    /// Published articles of each month, oldest first, by the day as written.
    pub months: BTreeMap<(i32, u8), Vec<ArticleId>>,
    /// Where each of the site's `article_links` leads.
    pub article_links: Vec<LinkTo>,
    /// Names of the index pages in each language.
    pub titles: Vec<Titles>,
}

impl std::ops::Deref for Facts {
    type Target = Known;

    fn deref(&self) -> &Known {
        &self.known
    }
}

/// A dossier's articles in order of publication, whatever the order of its story.
#[derive(Debug, Default)]
pub(super) struct DossierFacts {
    pub first: Option<ArticleId>,
    /// At most three, the newest first.
    pub newest: Vec<ArticleId>,
}

/// Articles that a dossier's card shows.
const LATEST: usize = 3;

impl Facts {
    pub fn new(site: &Site, plan: &Plan, theme: &Theme) -> Self {
        let article_links = site.config.article_links.iter().map(|link| LinkTo::read(site, &link.to.value)).collect();
        let titles = plan.languages.iter().map(|language| Titles::new(theme, language)).collect();
        let mut facts = Known { article_links, titles, ..Known::default() };
        for dossier in &site.dossiers {
            let mut newest: Vec<ArticleId> = Vec::with_capacity(LATEST + 1);
            for member in &dossier.members {
                let at = newest.partition_point(|other| *other > member.article);
                if at < LATEST {
                    newest.insert(at, member.article);
                    newest.truncate(LATEST);
                }
            }
            let first = dossier.members.iter().map(|member| member.article).min();
            facts.dossiers.push(DossierFacts { first, newest });
        }
        for (at, article) in site.articles.iter().enumerate() {
            let id = ArticleId(at as u32);
            if !site[id].is_withdrawn() {
                let day = article.published.day;
                facts.months.entry((day.year().into(), day.month() as u8)).or_default().push(id);
            }
        }
        let latest = (0..site.dossiers.len() * plan.languages.len()).map(|_| OnceLock::new()).collect();
        Facts { known: Arc::new(facts), latest }
    }

    /// The same for a Site in which texts have changed and nothing else.
    pub fn again(&self) -> Self {
        Facts { known: self.known.clone(), latest: self.latest.iter().map(|_| OnceLock::new()).collect() }
    }

    /// The newest article of a dossier.
    pub fn newest(&self, id: DossierId) -> Option<ArticleId> {
        self.dossiers.get(id.0 as usize)?.newest.first().copied()
    }

    /// Dossiers of a status, the one with the newest article first.
    pub fn dossiers_with(&self, site: &Site, status: Status) -> Vec<DossierId> {
        let all = (0..site.dossiers.len() as u32).map(DossierId);
        let mut found: Vec<DossierId> = all.filter(|id| site[*id].status() == status).collect();
        found.sort_by_key(|id| (std::cmp::Reverse(self.newest(*id)), *id));
        found
    }
}

/// The year of an article's publication, by the day as written.
pub(super) fn year_of(site: &Site, id: ArticleId) -> i32 {
    site[id].published.day.year().into()
}

/// The articles of a list, oldest first.
pub(super) fn articles_of(site: &Site, list: ListOf) -> Vec<ArticleId> {
    match list {
        ListOf::Dossier(id) => {
            let mut all: Vec<ArticleId> = site[id].members.iter().map(|member| member.article).collect();
            all.sort();
            all
        }
        ListOf::Tag(id) => site[id].articles.clone(),
        ListOf::Entity(id) => site[id].articles.clone(),
    }
}
