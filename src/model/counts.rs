//! Counts: in which articles and dossiers each tag and entity stands, what each dossier is about, and what a tag stands with.

use super::site::{ArticleId, Dossier, DossierId, EntityId, Site, Subject, TagId};
use super::tally::Tally;
use crate::base::text;
use rayon::prelude::*;
use std::cmp::Reverse;

/// What a tag looks at to know its company: the first so many subjects of its newest articles, so many in all. Enough to
/// see what goes with what, and a bound on the work however long the tag lines are.
const COMPANY_OF_ARTICLE: usize = 32;
const COMPANY_OF_TAG: usize = 1000;

/// Counts: the articles and dossiers of each tag and entity, and the subjects of each dossier.
pub(super) fn count(site: &mut Site) {
    site.ranks = ranks(site);
    let count = Count { site };
    let articles = count.articles();
    let dossiers = each(&articles, site.dossiers.len(), |list, tally| count.dossiers(list, tally));
    let subjects = each(&site.dossiers, site.ranks.len(), |dossier, tally| count.subjects(dossier, tally));
    let players = players(site);

    let mut rows = articles.into_iter().zip(dossiers);
    for (tag, (articles, dossiers)) in site.tags.iter_mut().zip(&mut rows) {
        (tag.articles, tag.dossiers) = (articles, dossiers);
    }
    for ((entity, id), (articles, dossiers)) in site.entities.iter_mut().zip(0..).zip(rows) {
        (entity.articles, entity.dossiers) = (articles, dossiers);
        // A key player has a part in the dossier, whether or not an article there is about them.
        let own = players[players.partition_point(|(entity, _)| entity.0 < id)..].iter();
        for (_, dossier) in own.take_while(|(entity, _)| entity.0 == id) {
            if !entity.dossiers.iter().any(|(known, _)| known == dossier) {
                entity.dossiers.push((*dossier, 0));
            }
        }
    }
    site.dossiers.iter_mut().zip(subjects).for_each(|(dossier, subjects)| dossier.subjects = subjects);
}

impl Site {
    /// Subjects that stand beside a tag, with counts, the most first; from its newest articles alone when they are many.
    pub fn company(&self, tag: TagId) -> Vec<(Subject, u32)> {
        let count = Count { site: self };
        let newest = self[tag].articles.iter().rev();
        let beside = newest.flat_map(|article| self[*article].subjects.iter().take(COMPANY_OF_ARTICLE));
        let beside = beside.take(COMPANY_OF_TAG).filter(|of| **of != Subject::Tag(tag));
        let mut places: Vec<usize> = beside.map(|of| count.place(of)).collect();
        places.sort_unstable();
        let same = places.chunk_by(|a, b| a == b);
        let mut counted: Vec<(usize, u32)> = same.map(|all| (all[0], all.len() as u32)).collect();
        counted.sort_unstable_by_key(|(place, count)| (Reverse(*count), self.ranks[*place]));
        counted.into_iter().map(|(place, times)| (count.subject(place), times)).collect()
    }
}

/// What `make` makes of each item, on all threads, each with a tally for `length` things.
fn each<T: Sync, R: Send>(items: &[T], length: usize, make: impl Fn(&T, &mut Tally) -> R + Sync) -> Vec<R> {
    let least = (items.len() / 16).max(16);
    let items = items.par_iter().with_min_len(least);
    items.map_init(|| Tally::new(length), |tally, item| make(item, tally)).collect()
}

/// What is counted: subjects by their place, tags before entities.
struct Count<'a> {
    site: &'a Site,
}

impl Count<'_> {
    fn place(&self, subject: &Subject) -> usize {
        match subject {
            Subject::Tag(tag) => tag.0 as usize,
            Subject::Entity(entity) => self.site.tags.len() + entity.0 as usize,
        }
    }

    fn subject(&self, place: usize) -> Subject {
        match place.checked_sub(self.site.tags.len()) {
            None => Subject::Tag(TagId(place as u32)),
            Some(entity) => Subject::Entity(EntityId(entity as u32)),
        }
    }

    /// The articles of each subject, in Site order.
    fn articles(&self) -> Vec<Vec<ArticleId>> {
        let mut articles: Vec<Vec<ArticleId>> = vec![Vec::new(); self.site.ranks.len()];
        for (article, at) in self.site.articles.iter().zip(0..) {
            article.subjects.iter().for_each(|of| articles[self.place(of)].push(ArticleId(at)));
        }
        articles
    }

    /// The dossiers of these articles.
    fn dossiers(&self, articles: &[ArticleId], tally: &mut Tally) -> Vec<(DossierId, u32)> {
        let memberships = articles.iter().flat_map(|article| &self.site[*article].memberships);
        memberships.for_each(|membership| tally.add(membership.dossier.0 as usize));
        let counted = tally.take(|dossier| dossier).into_iter();
        counted.map(|(dossier, count)| (DossierId(dossier as u32), count)).collect()
    }

    /// What a dossier's articles are about.
    fn subjects(&self, dossier: &Dossier, tally: &mut Tally) -> Vec<(Subject, u32)> {
        let subjects = dossier.members.iter().flat_map(|member| &self.site[member.article].subjects);
        subjects.for_each(|of| tally.add(self.place(of)));
        let counted = tally.take(|other| self.site.ranks[other]).into_iter();
        counted.map(|(other, count)| (self.subject(other), count)).collect()
    }
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
