//! Related articles: the written ones, then those that stand near in time in what they share.

use super::dossiers::unknown_article;
use super::memberships::settle;
use super::resolve::Resolver;
use super::site::{Article, ArticleId, Dossier, Reason, Related, Site, Subject};
use crate::base::diag::Diagnostic;
use crate::parse::document::Front;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many are shown.
const SHOWN: usize = 5;

/// How many articles before and after, in each dossier, entity and tag, are looked at.
const REACH: usize = 8;

/// What related articles are found by. They are found where they are shown: most builds show those of a few articles.
#[derive(Debug, Default)]
pub struct Neighbours {
    /// Those that articles name, for the articles that name any.
    chosen: BTreeMap<ArticleId, Vec<ArticleId>>,
    dossiers: Vec<Group>,
    entities: Vec<Group>,
    tags: Vec<Group>,
}

/// What articles may have in common: its articles in order of time, and the weight that sharing it has.
type Group = (Vec<ArticleId>, u64);

/// Reads the articles that each article names; the rest of the Site is complete.
pub(super) fn neighbours(site: &Site, resolver: &Resolver, diagnostics: &mut Vec<Diagnostic>) -> Neighbours {
    // Lists hold no withdrawn articles; Site order is by publication.
    let group = |mut articles: Vec<ArticleId>| {
        articles.sort_unstable();
        articles.dedup();
        let rarity = rarity(articles.len());
        (articles, rarity)
    };
    let members = |dossier: &Dossier| group(dossier.members.iter().map(|member| member.article).collect());
    Neighbours {
        chosen: chosen(site, resolver, diagnostics),
        dossiers: site.dossiers.par_iter().map(members).collect(),
        entities: site.entities.par_iter().map(|entity| group(entity.articles.clone())).collect(),
        tags: site.tags.par_iter().map(|tag| group(tag.articles.clone())).collect(),
    }
}

impl Site {
    /// The related articles of an article: at most five, and none of one that is withdrawn. First those that it names, in
    /// its order; then, of the eight before and eight after it in each of its dossiers, entities and tags, those that share
    /// the most, a rare subject counting for more than a common one; of equal ones the nearest in time, then by id.
    /// The reason is the rarest thing shared, a dossier before a subject. Withdrawn articles are related to nothing.
    pub fn related(&self, id: ArticleId) -> Vec<Related> {
        let article = &self[id];
        if article.is_withdrawn() {
            return Vec::new();
        }
        let groups: Vec<(Reason, &Group)> = self.neighbours.groups(article).collect();
        let mut scores = Scores::new(2 * REACH * groups.len());
        for (reason, (articles, weight)) in groups {
            let Ok(at) = articles.binary_search(&id) else { continue };
            let before = &articles[at.saturating_sub(REACH)..at];
            let after = &articles[at + 1..articles.len().min(at + 1 + REACH)];
            before.iter().chain(after).for_each(|other| scores.add(*other, *weight, reason));
        }
        let chosen = self.neighbours.chosen.get(&id).map_or(&[][..], |chosen| chosen);
        let best = scores.best(SHOWN - chosen.len(), chosen, |other| {
            let other = &self[other];
            let apart = article.published.instant.as_second().abs_diff(other.published.instant.as_second());
            (apart, &other.id)
        });
        let chosen = chosen.iter().map(|article| Related { article: *article, reason: Reason::Chosen });
        chosen.chain(best).collect()
    }
}

impl Neighbours {
    /// Dossiers, then the tag line, each with its articles and weight.
    fn groups(&self, article: &Article) -> impl Iterator<Item = (Reason, &Group)> {
        let dossiers = article
            .memberships
            .iter()
            .map(|membership| (Reason::Dossier(membership.dossier), &self.dossiers[membership.dossier.0 as usize]));
        let subjects = article.subjects.iter().map(|subject| {
            let group = match subject {
                Subject::Tag(id) => &self.tags[id.0 as usize],
                Subject::Entity(id) => &self.entities[id.0 as usize],
            };
            (Reason::Subject(*subject), group)
        });
        dossiers.chain(subjects)
    }
}

/// The articles that each article names, without itself, repetitions and what is not published or was withdrawn.
fn chosen(site: &Site, resolver: &Resolver, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<ArticleId, Vec<ArticleId>> {
    let mut all = BTreeMap::new();
    for (at, article) in site.articles.iter().enumerate() {
        let Front::Article(front) = &article.doc.front else { continue };
        let mut chosen: Vec<ArticleId> = Vec::new();
        for written in &front.related {
            let found = resolver.article(&written.value);
            let unknown = |place| unknown_article(resolver, &written.value, place);
            let Some(id) = settle(found, written, &article.doc, unknown, diagnostics) else { continue };
            let fits = id.0 as usize != at && !site[id].is_withdrawn() && !chosen.contains(&id);
            if fits && chosen.len() < SHOWN {
                chosen.push(id);
            }
        }
        if !chosen.is_empty() {
            all.insert(ArticleId(at as u32), chosen);
        }
    }
    all
}

/// What sharing a subject of `count` articles counts for: one over the logarithm, in whole millionths, so that sums do
/// not depend on their order.
fn rarity(count: usize) -> u64 {
    (1e6 / (1.0 + count as f64).ln().max(0.5)).round() as u64
}

/// Sums for the articles near one article. They are few, so they lie close together, whatever the size of the site.
struct Scores {
    /// In the order in which they were first met.
    of: Vec<Score>,
    /// Open addressing by article: a position in `of` plus one, 0 for an empty place. The length is a power of two.
    places: Vec<u32>,
}

struct Score {
    article: ArticleId,
    sum: u64,
    greatest: u64,
    /// That of the greatest weight.
    reason: Reason,
}

impl Scores {
    /// For at most so many articles.
    fn new(most: usize) -> Self {
        Scores { of: Vec::new(), places: vec![0; (2 * most).next_power_of_two()] }
    }

    fn add(&mut self, article: ArticleId, weight: u64, reason: Reason) {
        let mask = self.places.len() - 1;
        let mut at = (article.0.wrapping_mul(0x9e37_79b1) >> 7) as usize & mask;
        while let Some(known) = self.places[at].checked_sub(1) {
            let score = &mut self.of[known as usize];
            if score.article == article {
                score.sum += weight;
                if weight > score.greatest {
                    (score.greatest, score.reason) = (weight, reason);
                }
                return;
            }
            at = (at + 1) & mask;
        }
        self.of.push(Score { article, sum: weight, greatest: weight, reason });
        self.places[at] = self.of.len() as u32;
    }

    /// The `count` articles with the greatest sums, the least `tie` first among equal ones.
    fn best<K: Ord>(&self, count: usize, but: &[ArticleId], tie: impl Fn(ArticleId) -> K) -> Vec<Related> {
        let mut best: Vec<(K, &Score)> = Vec::with_capacity(count + 1);
        for score in self.of.iter().filter(|score| !but.contains(&score.article)) {
            if best.len() == count && best.last().is_none_or(|(_, worst)| score.sum < worst.sum) {
                continue;
            }
            let tie = tie(score.article);
            let at = best.partition_point(|(other, known)| {
                (Reverse(known.sum), other, known.article) < (Reverse(score.sum), &tie, score.article)
            });
            best.insert(at, (tie, score));
            best.truncate(count);
        }
        best.into_iter().map(|(_, score)| Related { article: score.article, reason: score.reason }).collect()
    }
}

#[cfg(test)]
mod tests;
