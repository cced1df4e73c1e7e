//! Subjects of the Site: its tags, and what every article is about.

use super::naming::{Mention, Mentions};
use super::resolve::{Resolver, Slot};
use super::site::{Member, Site, Subject, Tag, TagId};
use crate::base::text;
use crate::model::Sources;
use crate::parse::document::Text;
use rayon::prelude::*;

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
    let subject = |mention: &Mention| match mention {
        Mention::Topic(topic) => ids[*topic as usize].map(Subject::Tag),
        Mention::Node(node) => match resolver.slot(*node) {
            Slot::Member(Member::Entity(entity)) => Some(Subject::Entity(entity)),
            _ => None,
        },
    };
    let listed = site.articles.par_iter_mut().zip(documents).filter(|(article, _)| !article.is_withdrawn());
    listed.for_each(|(article, at)| article.subjects = mentions.of[*at].iter().filter_map(subject).collect());
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
