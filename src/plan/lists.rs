//! Named lists: what a theme needs beyond the view, evaluated in the plan and nowhere else.

mod item;

use crate::model::site::{ArticleId, DossierId, EntityId, EventId, Site, TagId};
use crate::parse::config::{ListDefinition, ListFrom};
use crate::parse::document::Text;
use item::Item;

/// What a named list holds, in its order.
#[derive(Clone, Debug, PartialEq)]
pub enum Listed {
    Articles(Vec<ArticleId>),
    Dossiers(Vec<DossierId>),
    Events(Vec<EventId>),
    /// Article, and which of its corrections.
    Corrections(Vec<(ArticleId, usize)>),
    Entities(Vec<EntityId>),
    Tags(Vec<TagId>),
}

/// A named list evaluated: one group without a title, or the groups that `group` asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedList {
    /// False: a flat list, the items of the only group.
    pub grouped: bool,
    pub groups: Vec<(Text, Listed)>,
}

/// Evaluates one definition, whose fields are those of `list_fields`. Without `sort` the items are in the Site's order;
/// equal ones follow their ids. Tags are matched by name or slug, people, places and organisations by name or id, dossiers
/// by id or title, all without regard to case.
pub fn evaluate(definition: &ListDefinition, site: &Site) -> NamedList {
    let mut items = item::all(definition.from, site);
    for (field, values) in &definition.filter {
        let test = item::Test::new(site, &field.value, values);
        items.retain(|item| test.holds(site, *item));
    }
    if let Some((field, descending)) = &definition.sort {
        let mut keyed: Vec<(item::Key, Text, Item)> =
            items.into_iter().map(|item| (item.key(site, field), item.id(site), item)).collect();
        keyed.sort_by(|a, b| {
            let order = if *descending { b.0.cmp(&a.0) } else { a.0.cmp(&b.0) };
            order.then_with(|| a.1.cmp(&b.1)).then_with(|| a.2.cmp(&b.2))
        });
        items = keyed.into_iter().map(|(.., item)| item).collect();
    }
    items.truncate(definition.take.unwrap_or(usize::MAX));
    let Some(group) = definition.group else {
        return NamedList { grouped: false, groups: vec![("".into(), listed(definition.from, &items))] };
    };
    let mut groups: Vec<(Text, Vec<Item>)> = Vec::new();
    let mut places: std::collections::BTreeMap<Text, usize> = std::collections::BTreeMap::new();
    for item in items {
        let title = item.group(site, group);
        let at = *places.entry(title.clone()).or_insert(groups.len());
        if at == groups.len() {
            groups.push((title, Vec::new()));
        }
        groups[at].1.push(item);
    }
    let groups = groups.into_iter().map(|(title, items)| (title, listed(definition.from, &items))).collect();
    NamedList { grouped: true, groups }
}

/// The items as ids of their source.
fn listed(from: ListFrom, items: &[Item]) -> Listed {
    let items = items.iter().copied();
    match from {
        ListFrom::Articles => Listed::Articles(
            items.filter_map(|item| if let Item::Article(id) = item { Some(id) } else { None }).collect(),
        ),
        ListFrom::Dossiers => Listed::Dossiers(
            items.filter_map(|item| if let Item::Dossier(id) = item { Some(id) } else { None }).collect(),
        ),
        ListFrom::Events => {
            Listed::Events(items.filter_map(|item| if let Item::Event(id) = item { Some(id) } else { None }).collect())
        }
        ListFrom::Corrections => {
            let one = |item| if let Item::Correction(id, at) = item { Some((id, at)) } else { None };
            Listed::Corrections(items.filter_map(one).collect())
        }
        ListFrom::People | ListFrom::Places | ListFrom::Organisations => Listed::Entities(
            items.filter_map(|item| if let Item::Entity(id) = item { Some(id) } else { None }).collect(),
        ),
        ListFrom::Tags => {
            Listed::Tags(items.filter_map(|item| if let Item::Tag(id) = item { Some(id) } else { None }).collect())
        }
    }
}

#[cfg(test)]
mod tests;
