//! Views: what a template is given, part by part. Only the parts that it reads are made.

pub mod bodies;
pub mod calendar;
pub mod data;
mod feeds;
mod json_ld;
mod sitemap;
mod timeline_json;
pub mod types;
pub mod words;

use super::body::BodyPlan;
use super::{Page, Plan};
use crate::base::diag::Span;
use crate::base::hash::Hash128;
use crate::base::path::SourcePath;
use crate::model::site::Site;
use crate::parse::theme::Theme;
use std::sync::Arc;

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

#[derive(Debug)]
pub struct Shared {
    pub value: tera::Value,
    pub hash: Hash128,
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
    /// Theme options and assets, then named lists: by name, for each language.
    pub shared: Vec<std::collections::BTreeMap<String, Arc<Shared>>>,
}

impl<'a> Views<'a> {
    /// Evaluates what many pages share.
    pub fn new(_site: &'a Site, _plan: &'a Plan, _theme: &'a Theme) -> Self {
        unimplemented!("views")
    }
}

impl Views<'_> {
    /// The part `name` of the page's view; none when its kind has no such part.
    pub fn part(&self, _page: &Page, _name: &str) -> Option<Part> {
        unimplemented!("views")
    }

}
