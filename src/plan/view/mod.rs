//! Views: what a template is given, part by part. Only the parts that it reads are made.

mod article;
pub mod bodies;
mod boxes;
pub mod calendar;
mod cards;
mod changes;
pub mod data;
mod density;
mod dossier;
mod facts;
mod feeds;
mod indexes;
mod json_ld;
pub mod languages;
mod lens;
pub mod manifest;
mod named;
mod page_part;
mod parts;
pub mod reference;
pub mod search;
mod site_links;
mod site_part;
mod sitemap;
mod sorting;
mod subject;
#[cfg(test)]
mod tests;
mod timeline;
mod timeline_json;
mod titles;
pub mod types;
pub mod words;
mod years;

use super::Plan;
use super::body::BodyPlan;
use crate::base::diag::Span;
use crate::base::hash::{Hash128, Hasher};
use crate::base::path::SourcePath;
use crate::model::site::Site;
use crate::parse::document::Status;
use crate::parse::theme::Theme;
use facts::Facts;
use lens::Lens;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::BufWriter;
use std::sync::{Arc, OnceLock};

/// One part of a view.
#[derive(Clone, Debug)]
pub enum Part {
    /// Of this page alone.
    Own(tera::Value),
    /// The same on many pages: made and hashed once.
    Shared(Arc<Shared>),
    /// Rendered only when the page is.
    Body(Arc<BodyPlan>),
    /// The bodies of a dossier printed whole.
    Bodies(Arc<Vec<BodyPlan>>),
    /// Free data, parsed only when the page is rendered.
    X(XPlan),
    /// The page kind has this part and this page has nothing to put there (a dossier without text).
    Nothing,
}

/// A value with its hash.
#[derive(Debug)]
pub struct Shared {
    pub value: tera::Value,
    pub hash: Hash128,
}

impl Shared {
    /// Of anything that can be serialised.
    pub fn new<T: Serialize + ?Sized>(view: &T) -> Self {
        Shared::of(tera::Value::from_serializable(view))
    }

    pub fn of(value: tera::Value) -> Self {
        let mut writer = BufWriter::with_capacity(1 << 14, Hasher::default());
        // Writing into a hasher cannot fail, and every value is plain data.
        let _ = serde_json::to_writer(&mut writer, &value);
        let hash = writer.into_inner().map_or_else(|_| Hash128::default(), |hasher| hasher.finish());
        Shared { value, hash }
    }
}

/// Where the front matter with the free data lies.
#[derive(Clone, Debug)]
pub struct XPlan {
    pub path: SourcePath,
    pub span: Span,
    pub toml: bool,
    /// False: it is an empty map, and nothing need be read.
    pub has_x: bool,
    pub hash: Hash128,
}

/// Makes views from a Site and its plan.
pub struct Views<'a> {
    pub site: &'a Site,
    pub plan: &'a Plan,
    pub theme: &'a Theme,
    made: Arc<Made>,
}

/// What many pages share, evaluated once for a Site, its plan and its theme.
pub struct Made {
    /// `site`, `theme`, `assets` and the named lists: by name, for each language.
    pub shared: Vec<BTreeMap<String, Arc<Shared>>>,
    facts: Facts,
    /// `dossiers` of the home page, for each language.
    home: Vec<Arc<Shared>>,
    /// `timeline` of each dossier's page, for each language, when it was first asked for.
    timelines: Vec<OnceLock<Arc<Shared>>>,
}

impl Made {
    /// Evaluates what many pages share.
    pub fn new(site: &Site, plan: &Plan, theme: &Theme) -> Self {
        let timelines = (0..site.dossiers.len() * plan.languages.len()).map(|_| OnceLock::new()).collect();
        let facts = Facts::new(site, plan, theme);
        let lists = named::evaluate(site, theme);
        let theme_parts = site_part::theme_parts(site, theme);
        let lenses = || (0..plan.languages.len() as u8).map(|language| Lens::new(site, plan, &facts, language));
        let running = facts.dossiers_with(site, Status::Running);
        let home = lenses()
            .map(|lens| Arc::new(Shared::new(&running.iter().map(|id| lens.dossier_card(*id)).collect::<Vec<_>>())))
            .collect();
        let shared = lenses()
            .map(|lens| {
                let mut parts: BTreeMap<String, Arc<Shared>> = theme_parts.iter().cloned().collect();
                parts.extend(lists.iter().map(|(name, list)| (name.to_string(), lens.named_list(list))));
                parts.insert("site".into(), Arc::new(Shared::new(&lens.site_view())));
                parts
            })
            .collect();
        Made { shared, facts, home, timelines }
    }
}

impl std::ops::Deref for Views<'_> {
    type Target = Made;

    fn deref(&self) -> &Made {
        &self.made
    }
}

impl<'a> Views<'a> {
    /// Evaluates what many pages share.
    pub fn new(site: &'a Site, plan: &'a Plan, theme: &'a Theme) -> Self {
        Views::of(site, plan, theme, Arc::new(Made::new(site, plan, theme)))
    }

    /// With what was evaluated before, for the same Site, plan and theme.
    pub fn of(site: &'a Site, plan: &'a Plan, theme: &'a Theme, made: Arc<Made>) -> Self {
        Views { site, plan, theme, made }
    }

    /// The site as pages of this language show it.
    fn lens(&self, language: u8) -> Lens<'_> {
        Lens::new(self.site, self.plan, &self.facts, language)
    }
}
