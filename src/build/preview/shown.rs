//! The site as one mode shows it, and its pages on demand.

use super::mode::Mode;
use crate::base::diag::Diagnostic;
use crate::base::inputs::Inputs;
use crate::base::progress::Progress;
use crate::build::load::ground::Ground;
use crate::build::load::{Request, moment};
use crate::model::site::Site;
use crate::parse::document::Document;
use crate::plan::view::{Made, Views};
use crate::plan::{Page, PageKind, Plan};
use std::sync::{Arc, OnceLock};

/// A linked site with its plan.
pub struct Shown {
    pub mode: Mode,
    pub ground: Arc<Ground>,
    pub site: Site,
    pub plan: Plan,
    /// What linking and planning told, `lints:` applied.
    pub told: Vec<Diagnostic>,
    /// Made for the first page.
    made: OnceLock<Arc<Made>>,
}

impl Shown {
    /// Links the documents for a mode.
    pub(super) fn new(
        ground: &Arc<Ground>,
        documents: Vec<Arc<Document>>,
        request: &Request,
        mode: &Mode,
        inputs: &dyn Inputs,
        progress: &dyn Progress,
    ) -> Self {
        let request = mode.request(request);
        let mut told = Vec::new();
        let now = moment(inputs, &request, &ground.config, &mut told);
        let mut told = ground.judged(told, request.strict);
        let linked = ground.link(documents, &request, now, progress);
        told.extend(linked.told);
        let (site, plan) = (linked.site, linked.plan);
        Shown { mode: mode.clone(), ground: ground.clone(), site, plan, told, made: OnceLock::new() }
    }

    /// What templates are given.
    pub fn views(&self) -> Views<'_> {
        let make = || Arc::new(Made::new(&self.site, &self.plan, &self.ground.theme));
        Views::of(&self.site, &self.plan, &self.ground.theme, self.made.get_or_init(make).clone())
    }

    /// The bytes of a page, as they would be published.
    ///
    /// # Errors
    /// What is wrong with its template, or a source that changed since it was read.
    pub fn render(&self, inputs: &dyn Inputs, page: &Page) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.ground.renderer.page(inputs, &self.views(), page)
    }

    /// The page for an address where nothing is: that of the address's language, else of the site's.
    pub fn not_found(&self, address: &str) -> Option<&Page> {
        let all = || self.plan.pages.iter().filter(|page| page.kind == PageKind::NotFound);
        let folder = |page: &Page| page.address.rsplit_once('/').map_or(0, |(folder, _)| folder.len());
        let covers = |page: &&Page| address.starts_with(&page.address[..=folder(page)]);
        all().filter(covers).max_by_key(|page| folder(page)).or_else(|| all().next())
    }
}
