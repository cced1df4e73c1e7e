//! Named lists as templates see them.

use super::Shared;
use super::lens::Lens;
use super::types::ListGroup;
use crate::model::site::Site;
use crate::parse::config::ListDefinition;
use crate::parse::theme::Theme;
use crate::plan::lists::{Listed, NamedList};
use serde::Serialize;
use std::sync::Arc;

/// The definition of a named list: the site's own before the theme's.
pub(super) fn definition<'d>(site: &'d Site, theme: &'d Theme, name: &str) -> Option<&'d ListDefinition> {
    definitions(site, theme).find(|definition| *definition.name.value == *name)
}

/// All of them, the site's own first.
pub(super) fn definitions<'d>(site: &'d Site, theme: &'d Theme) -> impl Iterator<Item = &'d ListDefinition> {
    site.config.lists.iter().chain(&theme.lists)
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
