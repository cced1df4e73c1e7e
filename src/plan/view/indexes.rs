//! `groups` of the index pages: dossiers by status, tags and entities by letter, months by year.

use super::lens::Lens;
use super::sorting::Order;
use super::types::{IndexGroup, IndexItem};
use super::words;
use crate::base::text::{fold, slug};
use crate::model::site::{EntityId, Member, TagId};
use crate::parse::document::{DocumentKind, Status, Text};
use crate::plan::lookup::entity_front;

/// An item and the name that it is sorted by.
struct Entry {
    sort: Text,
    item: IndexItem,
}

impl Lens<'_> {
    /// Running, paused and closed dossiers; in each group the one with the newest article first.
    pub fn dossiers_index(&self) -> Vec<IndexGroup> {
        let group = |which: Status| {
            let items = self.facts.dossiers_with(self.site, which).into_iter().map(|id| {
                let card = self.dossier_card(id);
                IndexItem {
                    title: card.title.clone(),
                    url: card.url.clone(),
                    count: card.count,
                    see: None,
                    description: card.standfirst.clone(),
                    dossier: Some(card),
                }
            });
            IndexGroup { title: which.word().into(), anchor: which.word().into(), items: items.collect() }
        };
        let groups = [Status::Running, Status::Paused, Status::Closed].map(group);
        groups.into_iter().filter(|group| !group.items.is_empty()).collect()
    }

    /// Tags A–Z, with their other names.
    pub fn tags_index(&self) -> Vec<IndexGroup> {
        let mut entries = Vec::new();
        for at in 0..self.site.tags.len() as u32 {
            let item = self.tag_index_item(TagId(at));
            also(&mut entries, &item, self.site[TagId(at)].also.iter());
            entries.push(Entry { sort: item.title.clone(), item });
        }
        letters(entries, self.code)
    }

    pub fn tag_index_item(&self, id: TagId) -> IndexItem {
        let tag = &self.site[id];
        IndexItem {
            title: tag.name.clone(),
            url: self.tag_url(id),
            count: tag.articles.len(),
            see: None,
            description: tag.description.clone(),
            dossier: None,
        }
    }

    /// People, places or organisations A–Z by their sort names, with their other names.
    pub fn entities_index(&self, kind: DocumentKind) -> Vec<IndexGroup> {
        let mut entries = Vec::new();
        for (at, entity) in self.site.entities.iter().enumerate() {
            if entity.kind != kind {
                continue;
            }
            let id = EntityId(at as u32);
            let item = self.entity_index_item(id);
            let version = self.entity(id);
            if let Some(front) = version.original.and_then(entity_front) {
                also(&mut entries, &item, front.also.iter().map(|name| &name.value));
                also(&mut entries, &item, front.names.iter().map(|period| &period.name));
            }
            // A name in another script is not sorted by the original's letters.
            let translated = item.title != entity.name;
            let own = version.doc.and_then(entity_front).and_then(|front| front.sort_name.clone());
            let sort = own
                .filter(|_| translated)
                .unwrap_or_else(|| if translated { item.title.clone() } else { entity.sort_name.clone() });
            entries.push(Entry { sort, item });
        }
        letters(entries, self.code)
    }

    pub fn entity_index_item(&self, id: EntityId) -> IndexItem {
        IndexItem {
            title: self.name(id),
            url: self.url(Member::Entity(id)),
            count: self.site[id].articles.len(),
            see: None,
            description: self.entity(id).standfirst(),
            dossier: None,
        }
    }

    /// Months by year, both newest first.
    pub fn archive_index(&self) -> Vec<IndexGroup> {
        let mut groups: Vec<IndexGroup> = Vec::new();
        let mut last = None;
        for ((year, month), articles) in self.facts.months.iter().rev() {
            let Some(address) = self.plan.month_address(*year, *month) else { continue };
            if last != Some(*year) {
                let title = words::year(*year, self.code);
                groups.push(IndexGroup { anchor: format!("y-{year}").into(), title, items: Vec::new() });
                last = Some(*year);
            }
            if let Some(group) = groups.last_mut() {
                group.items.push(IndexItem {
                    title: words::month(*year, *month, self.code),
                    url: self.url_at(&address),
                    count: articles.len(),
                    see: None,
                    description: None,
                    dossier: None,
                });
            }
        }
        groups
    }
}

/// Other names lead to the name.
fn also<'n>(entries: &mut Vec<Entry>, item: &IndexItem, names: impl Iterator<Item = &'n Text>) {
    for name in names.filter(|name| **name != item.title) {
        let see = IndexItem {
            title: name.clone(),
            see: Some(item.title.clone()),
            description: None,
            dossier: None,
            ..item.clone()
        };
        entries.push(Entry { sort: name.clone(), item: see });
    }
}

/// Groups by the first letter of the sort name, in the order of the language; what begins with no letter stands under
/// `#`, first.
fn letters(entries: Vec<Entry>, language: &str) -> Vec<IndexGroup> {
    let order = Order::of(language);
    let mut sorted: Vec<(String, Entry)> = entries.into_iter().map(|entry| (order.key(&entry.sort), entry)).collect();
    sorted.sort_by(|(a, first), (b, second)| {
        (a, &first.item.title, &first.item.url).cmp(&(b, &second.item.title, &second.item.url))
    });
    let mut groups: Vec<IndexGroup> = Vec::new();
    for (_, entry) in sorted {
        let heading = order.heading(&fold(&entry.sort));
        let title: Text = heading.as_deref().unwrap_or("#").into();
        if groups.last().is_none_or(|group| group.title != title) {
            let anchor = heading.map_or_else(|| "other".into(), |letter| slug(&letter, false));
            groups.push(IndexGroup { title, anchor: format!("l-{anchor}").into(), items: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            group.items.push(entry.item);
        }
    }
    groups
}
