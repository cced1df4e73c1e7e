//! Named lists: what a theme needs beyond the view, evaluated in the plan and nowhere else.

mod item;

use crate::base::diag::{Diagnostic, Place};
use crate::base::path::SourcePath;
use crate::base::text;
use crate::model::site::{ArticleId, DossierId, EntityId, EventId, Site, TagId};
use crate::parse::config::{ListDefinition, ListFrom, ListGroup};
use crate::parse::document::{Spanned, Text};
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

/// The fields of one source, and the groups that its items fall into.
pub struct Fields {
    pub from: ListFrom,
    /// Its name in `from`.
    pub name: &'static str,
    /// Fields for `where`.
    pub filter: &'static [&'static str],
    /// Fields for `sort`.
    pub sort: &'static [&'static str],
    pub group: &'static [ListGroup],
}

/// Every source. Tags are matched by name or slug; people, places and organisations by name or id; dossiers by id; all
/// without regard to case.
pub const FIELDS: &[Fields] = &[
    Fields {
        from: ListFrom::Articles,
        name: "articles",
        filter: &[
            "id",
            "title",
            "kicker",
            "language",
            "year",
            "dossiers",
            "tags",
            "people",
            "organisations",
            "places",
            "authors",
            "weight",
            "corrections",
        ],
        sort: &["published", "updated", "title", "id"],
        group: &[ListGroup::Year, ListGroup::Month, ListGroup::Letter],
    },
    Fields {
        from: ListFrom::Dossiers,
        name: "dossiers",
        filter: &["id", "title", "kicker", "language", "status", "tags", "people", "organisations", "places"],
        sort: &["newest", "first", "count", "title", "status", "id"],
        group: &[ListGroup::Year, ListGroup::Kind, ListGroup::Letter],
    },
    Fields {
        from: ListFrom::Events,
        name: "events",
        filter: &["id", "title", "year", "weight", "dossiers", "people", "organisations", "places"],
        sort: &["date", "title", "id"],
        group: &[ListGroup::Year, ListGroup::Month, ListGroup::Letter],
    },
    Fields {
        from: ListFrom::Corrections,
        name: "corrections",
        filter: &["kind", "year", "article", "dossiers"],
        sort: &["date"],
        group: &[ListGroup::Year, ListGroup::Month, ListGroup::Kind],
    },
    Fields { from: ListFrom::People, name: "people", ..ENTITIES },
    Fields { from: ListFrom::Places, name: "places", ..ENTITIES },
    Fields { from: ListFrom::Organisations, name: "organisations", ..ENTITIES },
    Fields {
        from: ListFrom::Tags,
        name: "tags",
        filter: &["id", "name", "dossiers"],
        sort: &["name", "count", "newest", "id"],
        group: &[ListGroup::Letter],
    },
];

const ENTITIES: Fields = Fields {
    from: ListFrom::People,
    name: "people",
    filter: &["id", "name", "language", "dossiers"],
    sort: &["name", "count", "newest", "id"],
    group: &[ListGroup::Letter],
};

/// The entry of a source.
pub fn fields(from: ListFrom) -> &'static Fields {
    FIELDS.iter().find(|fields| fields.from == from).unwrap_or(&ENTITIES)
}

/// Checks the fields that a definition names; `path` is the file it is written in.
pub fn check(path: &SourcePath, definition: &ListDefinition) -> Vec<Diagnostic> {
    let known = fields(definition.from);
    let mut told = Vec::new();
    let mut unknown = |field: &Spanned<Text>, list: &[&'static str], use_: &str| {
        if list.contains(&&*field.value) {
            return;
        }
        let message = format!("{} have no field `{}` to {use_} by", known.name, field.value);
        let hint = match text::nearest(&field.value, list.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are `{}`", list.join("`, `")),
        };
        told.push(Diagnostic::new("list-field", message).at(Place::new(path, field.span)).hint(hint));
    };
    for (field, _) in &definition.filter {
        unknown(field, known.filter, "choose");
    }
    let name = &definition.name;
    if let Some((field, _)) = &definition.sort {
        unknown(&Spanned { value: field.clone(), span: name.span }, known.sort, "sort");
    }
    if let Some(group) = definition.group.filter(|group| !known.group.contains(group)) {
        let groups: Vec<&str> = known.group.iter().map(|group| word(*group)).collect();
        let message = format!("{} cannot be grouped by `{}` in `{}`", known.name, word(group), name.value);
        let hint = format!("there are `{}`", groups.join("`, `"));
        told.push(Diagnostic::new("list-group", message).at(Place::new(path, name.span)).hint(hint));
    }
    told
}

fn word(group: ListGroup) -> &'static str {
    match group {
        ListGroup::Year => "year",
        ListGroup::Month => "month",
        ListGroup::Kind => "kind",
        ListGroup::Letter => "letter",
    }
}

/// Evaluates one definition. Without `sort` the items are in the Site's order; equal ones follow their ids. A field that
/// `check` has refused matches nothing and sorts nothing.
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
