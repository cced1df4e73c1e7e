//! Named lists: what a theme needs beyond the view, evaluated in the plan and nowhere else.

use crate::model::site::{ArticleId, DossierId, EntityId, EventId, Site, TagId};
use crate::parse::config::ListDefinition;
use crate::parse::document::Text;

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

/// Evaluates one definition. Its fields were checked when the configuration was read.
pub fn evaluate(_definition: &ListDefinition, _site: &Site) -> NamedList {
    unimplemented!("plan")
}
