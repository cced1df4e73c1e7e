//! What is read before anything is linked: it is the same whatever is published and when.

use super::documents::{parse_all, read_tags};
use super::folder::listing;
use super::memo::Memo;
use super::settings::config_or_last;
use super::settle::settle;
use super::{Request, lints};
use crate::base::diag::Diagnostic;
use crate::base::inputs::Inputs;
use crate::base::progress::Progress;
use crate::model::site::{Selection, Site};
use crate::model::{SourceFile, Sources};
use crate::parse::config::Config;
use crate::parse::document::{Document, Text};
use crate::parse::tags::TagFile;
use crate::parse::theme::{self, Theme};
use crate::parse::{Context, Pool};
use crate::plan::Plan;
use crate::render::Renderer;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Configuration, theme and files of a site.
pub struct Ground {
    pub config: Arc<Config>,
    pub theme: Theme,
    pub renderer: Renderer,
    /// Names of the components that the theme offers.
    pub components: BTreeSet<Text>,
    pub tags: TagFile,
    /// What is wrong with the configuration, the folders and `tags.yaml`, `lints:` not yet applied.
    pub told: Vec<Diagnostic>,
    /// What is wrong with the theme.
    pub told_of_theme: Vec<Diagnostic>,
}

/// What was read.
pub struct Read {
    pub ground: Ground,
    /// In order of path.
    pub documents: Vec<Arc<Document>>,
    /// What parsing the documents told, `lints:` not yet applied.
    pub told: Vec<Diagnostic>,
}

/// Reads everything; documents that `memo` knows are not parsed again. A configuration that cannot be read
/// is that of the `last` state.
///
/// # Errors
/// When the configuration cannot be read at all, and there is no last one.
pub fn read(
    inputs: &dyn Inputs,
    request: &Request,
    memo: &mut Memo,
    last: Option<&Ground>,
    progress: &dyn Progress,
) -> Result<Read, Vec<Diagnostic>> {
    progress.phase("read", 0);
    let mut told = Vec::new();
    let config = config_or_last(inputs, request, last.map(|last| &last.config), &mut told)?;
    let entries = listing(inputs, &config, memo, &mut told);
    let tags = read_tags(inputs, &config, &mut told);
    let (theme, mut told_of_theme) = theme::theme(inputs, &config);
    let components = theme.components();
    memo.settle(&config, &components);
    progress.phase("parse", entries.len());
    let mut of_documents = Vec::new();
    let pool = Pool::default();
    let context = Context { config: &config, components: &components, pool: Some(&pool) };
    let ((renderer, faults), documents) = rayon::join(
        || compiled(&theme, &config, last),
        || parse_all(inputs, &entries, context, memo, progress, &mut of_documents),
    );
    told_of_theme.extend(faults);
    let ground = Ground { config, theme, renderer, components, tags, told, told_of_theme };
    Ok(Read { ground, documents, told: of_documents })
}

/// The ground under a configuration; templates that the `last` state had are not compiled again.
pub(in crate::build) fn ground(
    inputs: &dyn Inputs,
    config: Arc<Config>,
    tags: TagFile,
    told: Vec<Diagnostic>,
    last: Option<&Ground>,
) -> Ground {
    let (theme, mut told_of_theme) = theme::theme(inputs, &config);
    let (renderer, faults) = compiled(&theme, &config, last);
    told_of_theme.extend(faults);
    let components = theme.components();
    Ground { config, theme, renderer, components, tags, told, told_of_theme }
}

fn compiled(theme: &Theme, config: &Config, last: Option<&Ground>) -> (Renderer, Vec<Diagnostic>) {
    Renderer::after(last.map(|last| &last.renderer), theme, &config.languages)
}

/// The ground under a configuration that only pages can tell from the `last` one; none when there is more to it, or when
/// something was or is wrong with a configuration.
pub(in crate::build) fn reworded(inputs: &dyn Inputs, request: &Request, last: &Ground) -> Option<Ground> {
    let mut told = Vec::new();
    let config = config_or_last(inputs, request, Some(&last.config), &mut told).ok()?;
    let elsewhere = |told: &Diagnostic| told.place.as_ref().is_some_and(|place| place.path != config.path);
    let is_right = told.is_empty() && last.told.iter().all(elsewhere);
    let is_other = config.hash != last.config.hash;
    if !(is_right && is_other && config.is_reworded(&last.config)) {
        return None;
    }
    let new = ground(inputs, config, last.tags.clone(), last.told.clone(), Some(last));
    (new.components == last.components && new.theme.addresses().eq(last.theme.addresses())).then_some(new)
}

/// A site and its plan.
pub struct Linked {
    pub site: Site,
    pub plan: Plan,
    /// What linking and planning told, `lints:` and `--strict` applied.
    pub told: Vec<Diagnostic>,
    /// The documents it is made of.
    pub documents: Vec<Arc<Document>>,
}

impl Ground {
    /// What reading a document depends on.
    pub fn context(&self) -> Context<'_> {
        Context { config: &self.config, components: &self.components, pool: None }
    }

    /// Everything that is wrong with it.
    pub fn faults(&self) -> impl Iterator<Item = &Diagnostic> {
        self.told.iter().chain(&self.told_of_theme)
    }

    /// Links the documents, at this moment of the clock or of `--as-of`.
    pub fn link(
        &self,
        documents: Vec<Arc<Document>>,
        files: Vec<SourceFile>,
        request: &Request,
        now: jiff::Timestamp,
        progress: &dyn Progress,
    ) -> Linked {
        progress.phase("link", 0);
        let selection = Selection { as_of: request.as_of.is_some(), ..request.selection };
        let (config, tags) = (self.config.clone(), self.tags.clone());
        let mut sources = Sources { config, documents, tags, files, now, selection };
        let judged = |more| self.judged(more, request.strict);
        let (site, plan, mut told) = settle(&mut sources, &self.theme, &judged, progress);
        told.extend(judged(self.renderer.check(&site)));
        Linked { site, plan, told, documents: sources.documents }
    }

    /// Diagnostics with `lints:` and `--strict` applied.
    pub fn judged(&self, told: Vec<Diagnostic>, strict: bool) -> Vec<Diagnostic> {
        let mut told = lints::apply(told, &self.config);
        if strict {
            lints::strict(&mut told);
        }
        told
    }
}
