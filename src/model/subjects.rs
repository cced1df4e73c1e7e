//! Subjects of the Site: its tags, and which articles, dossiers and other subjects each stands with.

use super::naming::{Mention, Mentions};
use super::resolve::{Resolver, Slot};
use super::site::{ArticleId, DossierId, EntityId, Member, Membership, Site, Subject, Tag, TagId};
use super::tally::Tally;
use crate::base::text;
use crate::model::Sources;
use crate::parse::document::Text;

/// What a tag looks at to know its company: the first so many subjects of its newest articles, so many in all; and how
/// many it keeps. Enough to see what goes with what, and a bound on the work however long the tag lines are.
const COMPANY_OF_ARTICLE: usize = 32;
const COMPANY_OF_TAG: usize = 1000;
const COMPANY: usize = 24;

/// Makes the tags that public pieces use, and fills every article's subjects. `documents`: the document of each article.
pub(super) fn tags(
    site: &mut Site,
    sources: &Sources,
    documents: &[usize],
    mentions: &Mentions,
    resolver: &mut Resolver,
) {
    let topics = &mentions.topics.list;
    let mut used = vec![false; topics.len()];
    for (article, at) in site.articles.iter().zip(documents).filter(|(article, _)| !article.is_withdrawn()) {
        debug_assert_eq!(article.doc.path, sources.documents[*at].path);
        for mention in &mentions.of[*at] {
            if let Mention::Topic(topic) = mention {
                used[*topic as usize] = true;
            }
        }
    }
    let mut order: Vec<usize> = (0..topics.len()).filter(|topic| used[*topic]).collect();
    order.sort_by_cached_key(|topic| (text::fold(&topics[*topic].name), topics[*topic].slug.clone()));
    let mut ids: Vec<Option<TagId>> = vec![None; topics.len()];
    for (index, topic) in order.iter().enumerate() {
        ids[*topic] = Some(TagId(index as u32));
        site.tags.push(tag(&topics[*topic].slug, &topics[*topic].name, topics[*topic].entry, sources));
    }
    for (article, at) in site.articles.iter_mut().zip(documents).filter(|(article, _)| !article.is_withdrawn()) {
        let subject = |mention: &Mention| match mention {
            Mention::Topic(topic) => ids[*topic as usize].map(Subject::Tag),
            Mention::Node(node) => match resolver.slot(*node) {
                Slot::Member(Member::Entity(entity)) => Some(Subject::Entity(entity)),
                _ => None,
            },
        };
        article.subjects = mentions.of[*at].iter().filter_map(subject).collect();
    }
    resolver.set_tags(references(sources, mentions, &ids));
}

fn tag(slug: &Text, name: &Text, entry: Option<usize>, sources: &Sources) -> Tag {
    let entry = entry.map(|entry| &sources.tags.entries[entry]);
    Tag {
        slug: slug.clone(),
        name: name.clone(),
        also: entry.map_or_else(Vec::new, |entry| entry.also.iter().map(|name| name.value.clone()).collect()),
        description: entry.and_then(|entry| entry.description.clone()),
        note: entry.and_then(|entry| entry.note.clone()),
        articles: Vec::new(),
        dossiers: Vec::new(),
        with: Vec::new(),
    }
}

/// Every way to refer to a tag; those of `tags.yaml` that no public piece uses exist, and have no page.
fn references(sources: &Sources, mentions: &Mentions, ids: &[Option<TagId>]) -> Vec<(Text, Option<TagId>)> {
    let mut out = Vec::new();
    let mut of_entry = vec![None; sources.tags.entries.len()];
    for (topic, id) in mentions.topics.list.iter().zip(ids) {
        out.push((topic.slug.clone(), *id));
        out.push((text::fold(&topic.name).into(), *id));
        if let Some(entry) = topic.entry {
            of_entry[entry] = *id;
        }
    }
    let ascii = super::identity::ascii(&sources.config);
    for (entry, id) in sources.tags.entries.iter().zip(of_entry) {
        for name in std::iter::once(&entry.name).chain(&entry.also) {
            out.push((text::fold(&name.value).into(), id));
            out.push((text::slug(&name.value, ascii).into(), id));
        }
    }
    out
}

/// Counts: the articles, dossiers and company of each tag and entity, and the subjects of each dossier.
pub(super) fn count(site: &mut Site) {
    let order = ranks(site);
    let tags = site.tags.len();
    let index = |subject: &Subject| match subject {
        Subject::Tag(tag) => tag.0 as usize,
        Subject::Entity(entity) => tags + entity.0 as usize,
    };
    let subject = |index: usize| match index.checked_sub(tags) {
        None => Subject::Tag(TagId(index as u32)),
        Some(entity) => Subject::Entity(EntityId(entity as u32)),
    };
    let mut articles: Vec<Vec<ArticleId>> = vec![Vec::new(); order.len()];
    for (at, article) in site.articles.iter().enumerate() {
        for of in &article.subjects {
            articles[index(of)].push(ArticleId(at as u32));
        }
    }
    let players = players(site);
    let mut subjects = Tally::new(order.len());
    let mut dossiers = Tally::new(site.dossiers.len());
    for (at, list) in articles.iter().enumerate().take(tags) {
        let beside = list.iter().rev().flat_map(|article| site[*article].subjects.iter().take(COMPANY_OF_ARTICLE));
        let beside = beside.take(COMPANY_OF_TAG).map(&index).filter(|other| *other != at);
        beside.for_each(|other| subjects.add(other));
        let with = subjects.take(COMPANY, |other| order[other]).into_iter();
        site.tags[at].with = with.map(|(other, count)| (subject(other), count)).collect();
    }
    for (at, list) in articles.into_iter().enumerate() {
        for membership in list.iter().flat_map(|article| &site[*article].memberships) {
            let Membership { dossier, .. } = membership;
            dossiers.add(dossier.0 as usize);
        }
        let counted = dossiers.take(usize::MAX, |dossier| dossier);
        let mut counted: Vec<(DossierId, u32)> =
            counted.into_iter().map(|(dossier, count)| (DossierId(dossier as u32), count)).collect();
        match subject(at) {
            Subject::Tag(tag) => {
                (site.tags[tag.0 as usize].articles, site.tags[tag.0 as usize].dossiers) = (list, counted)
            }
            Subject::Entity(id) => {
                // A key player has a part in the dossier, whether or not an article there is about them.
                let own = players[players.partition_point(|(entity, _)| *entity < id)..].iter();
                for (_, dossier) in own.take_while(|(entity, _)| *entity == id) {
                    if !counted.iter().any(|(known, _)| known == dossier) {
                        counted.push((*dossier, 0));
                    }
                }
                let entity = &mut site.entities[id.0 as usize];
                (entity.articles, entity.dossiers) = (list, counted);
            }
        }
    }
    for at in 0..site.dossiers.len() {
        for member in &site.dossiers[at].members {
            site[member.article].subjects.iter().for_each(|of| subjects.add(index(of)));
        }
        let counted = subjects.take(usize::MAX, |other| order[other]);
        site.dossiers[at].subjects = counted.into_iter().map(|(other, count)| (subject(other), count)).collect();
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
