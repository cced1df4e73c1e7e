//! The ready-made named lists, which every theme may use.

use super::config::{ListDefinition, ListFrom};
use super::document::{Spanned, Text};
use crate::base::diag::Span;

/// `latest`: the newest articles; `recent_corrections`; `running`: the dossiers that go on, the one with the newest article
/// first. In order of name.
pub fn ready_made() -> Vec<ListDefinition> {
    let text = |value: &str| Spanned { value: Text::from(value), span: Span::default() };
    let list = |name, from, field: &str, take| ListDefinition {
        name: text(name),
        from,
        filter: Vec::new(),
        sort: Some((field.into(), true)),
        take,
        group: None,
    };
    let mut running = list("running", ListFrom::Dossiers, "published", None);
    running.filter = vec![(text("status"), vec!["running".into()])];
    vec![
        list("latest", ListFrom::Articles, "published", Some(10)),
        list("recent_corrections", ListFrom::Corrections, "date", Some(5)),
        running,
    ]
}
