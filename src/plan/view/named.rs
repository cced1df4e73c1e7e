//! Named lists as templates see them.

use super::Shared;
use super::lens::Lens;
use super::types::ListGroup;
use crate::model::site::Site;
use crate::parse::config::ListDefinition;
use crate::parse::document::Text;
use crate::parse::theme::Theme;
use crate::plan::lists::{self, Listed, NamedList};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Every named list, evaluated: the site's own over the theme's.
pub(super) fn evaluate(site: &Site, theme: &Theme) -> BTreeMap<Text, NamedList> {
    let mut definitions: BTreeMap<&Text, &ListDefinition> = BTreeMap::new();
    for definition in site.config.lists.iter().chain(&theme.lists) {
        definitions.entry(&definition.name.value).or_insert(definition);
    }
    definitions.into_iter().map(|(name, definition)| (name.clone(), lists::evaluate(definition, site))).collect()
}

impl Lens<'_> {
    /// A named list with its items in this language: flat, or as groups.
    pub fn named_list(&self, list: &NamedList) -> Arc<Shared> {
        let items = |listed: &Listed| match listed {
            Listed::Articles(ids) => value(self.cards(ids)),
            Listed::Dossiers(ids) => value(ids.iter().map(|id| self.dossier_card(*id)).collect()),
            Listed::Events(ids) => value(self.events(ids)),
            Listed::Corrections(ids) => {
                value(ids.iter().filter_map(|(article, at)| self.change(*article, *at)).collect())
            }
            Listed::Entities(ids) => value(ids.iter().map(|id| self.entity_index_item(*id)).collect()),
            Listed::Tags(ids) => value(ids.iter().map(|id| self.tag_index_item(*id)).collect()),
        };
        let shared = match (list.grouped, list.groups.first()) {
            (false, Some((_, listed))) => Shared::of(items(listed)),
            (false, None) => Shared::new::<[()]>(&[]),
            (true, _) => {
                let groups =
                    list.groups.iter().map(|(title, listed)| ListGroup { title: title.clone(), items: items(listed) });
                Shared::new(&groups.collect::<Vec<_>>())
            }
        };
        Arc::new(shared)
    }
}

fn value<T: Serialize>(items: Vec<T>) -> tera::Value {
    tera::Value::from_serializable(&items)
}
