//! Counts: which articles each tag and entity has; and, found where they are shown, what a dossier is about, in which dossiers
//! a subject stands, and beside what.

use super::site::{ArticleId, DossierId, EntityId, Site, Subject, TagId};
use crate::base::text;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// What a tag looks at to know its company: the first so many subjects of its newest articles, so many in all. Enough to
/// see what goes with what, and a bound on the work however long the tag lines are.
const COMPANY_OF_ARTICLE: usize = 32;
const COMPANY_OF_TAG: usize = 1000;

/// Fills the articles of each tag and entity, in Site order, and what the counts of [`Site`] need.
pub(super) fn count(site: &mut Site) {
    site.ranks = ranks(site);
    site.players = players(site);
    let mut articles: Vec<Vec<ArticleId>> = vec![Vec::new(); site.ranks.len()];
    for (article, at) in site.articles.iter().zip(0..) {
        article.subjects.iter().for_each(|of| articles[site.place(*of)].push(ArticleId(at)));
    }
    let mut articles = articles.into_iter();
    site.tags.iter_mut().zip(&mut articles).for_each(|(tag, articles)| tag.articles = articles);
    site.entities.iter_mut().zip(articles).for_each(|(entity, articles)| entity.articles = articles);
}

impl Site {
    /// Subjects that stand beside a tag, with counts, the most first; from its newest articles alone when they are many.
    pub fn company(&self, tag: TagId) -> Vec<(Subject, u32)> {
        let newest = self[tag].articles.iter().rev();
        let beside = newest.flat_map(|article| self[*article].subjects.iter().take(COMPANY_OF_ARTICLE));
        let beside = beside.take(COMPANY_OF_TAG).copied();
        self.counted(beside.filter(|of| *of != Subject::Tag(tag)))
    }

    /// What a dossier's articles are about, with counts, the most first.
    pub fn subjects_of(&self, dossier: DossierId) -> Vec<(Subject, u32)> {
        self.counted(self[dossier].members.iter().flat_map(|member| self[member.article].subjects.iter().copied()))
    }

    /// The dossiers of a subject's articles, with counts, the most first; then those in which it is but a key player.
    pub fn dossiers_of(&self, subject: Subject) -> Vec<(DossierId, u32)> {
        let articles = match subject {
            Subject::Tag(id) => &self[id].articles,
            Subject::Entity(id) => &self[id].articles,
        };
        let memberships = articles.iter().flat_map(|article| &self[*article].memberships);
        let mut dossiers = tallied(memberships.map(|membership| membership.dossier), |dossier| dossier.0);
        if let Subject::Entity(id) = subject {
            let known: BTreeSet<DossierId> = dossiers.iter().map(|(dossier, _)| *dossier).collect();
            dossiers.extend(self.played_in(id).filter(|dossier| !known.contains(dossier)).map(|dossier| (dossier, 0)));
        }
        dossiers
    }

    /// The dossiers in which an entity is a key player.
    pub fn played_in(&self, entity: EntityId) -> impl Iterator<Item = DossierId> {
        let from = self.players.partition_point(|(player, _)| *player < entity);
        self.players[from..].iter().take_while(move |(player, _)| *player == entity).map(|(_, dossier)| *dossier)
    }

    fn counted(&self, subjects: impl Iterator<Item = Subject>) -> Vec<(Subject, u32)> {
        tallied(subjects, |subject| self.ranks[self.place(*subject)])
    }

    /// Where the rank of a subject stands.
    fn place(&self, subject: Subject) -> usize {
        match subject {
            Subject::Tag(tag) => tag.0 as usize,
            Subject::Entity(entity) => self.tags.len() + entity.0 as usize,
        }
    }
}

/// Each thing once with its count: the most first, then by `rank`, a total order.
fn tallied<T: Copy + Ord>(things: impl Iterator<Item = T>, rank: impl Fn(&T) -> u32) -> Vec<(T, u32)> {
    let mut all: Vec<T> = things.collect();
    all.sort_unstable();
    let mut counted: Vec<(T, u32)> = all.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect();
    counted.sort_unstable_by_key(|(thing, count)| (Reverse(*count), rank(thing)));
    counted
}

/// Key players and their dossiers, sorted.
fn players(site: &Site) -> Vec<(EntityId, DossierId)> {
    let mut all = Vec::new();
    for (dossier, at) in site.dossiers.iter().zip(0..) {
        all.extend(dossier.key_players.iter().map(|(entity, _)| (*entity, DossierId(at))));
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The place of each subject by name: tags, then entities, as they stand in the Site.
fn ranks(site: &Site) -> Vec<u32> {
    let names = site.tags.iter().map(|tag| &tag.name).chain(site.entities.iter().map(|entity| &entity.name));
    let mut order: Vec<(String, usize)> = names.enumerate().map(|(at, name)| (text::fold(name), at)).collect();
    order.sort();
    let mut ranks = vec![0; order.len()];
    for (rank, (_, at)) in order.iter().enumerate() {
        ranks[*at] = rank as u32;
    }
    ranks
}
