//! From inputs to a plan: reads, parses, links and plans, gathering every diagnostic on the way.

mod documents;
mod folder;
mod kept;
pub mod memo;
mod settings;
mod settle;

pub use settings::config_of;

use super::lints;
use crate::base::diag::{Diagnostic, Place, in_order};
use crate::base::inputs::{InputError, Inputs};
use crate::base::path::SourcePath;
use crate::base::progress::Progress;
use crate::model::Sources;
use crate::model::site::{Selection, Site};
use crate::parse::Context;
use crate::parse::config::Config;
use crate::parse::theme::{self, Theme};
use crate::plan::Plan;
use crate::render::Renderer;
use documents::{parse_all, read_tags};
use folder::listing;
use memo::Memo;
use settings::{moment, read_config};
use settle::{mark_faulty, settle};
use std::sync::Arc;

/// What the command line says about a build.
#[derive(Clone, Debug)]
pub struct Request {
    /// `throughline.yaml`, or what `--config` names.
    pub config: SourcePath,
    pub selection: Selection,
    /// `--as-of DATE[THH:MM]`, read in the site's time zone.
    pub as_of: Option<String>,
    /// `--base-url`, over the site's own.
    pub base_url: Option<String>,
    pub strict: bool,
    /// A build to publish needs a `base_url`; a look at the site does not.
    pub publish: bool,
}

impl Default for Request {
    fn default() -> Self {
        Request {
            config: SourcePath::root().join("throughline.yaml").unwrap_or_else(SourcePath::root),
            selection: Selection::default(),
            as_of: None,
            base_url: None,
            strict: false,
            publish: true,
        }
    }
}

/// A site, ready to render, and everything that is wrong with it.
pub struct Loaded {
    pub config: Arc<Config>,
    pub theme: Theme,
    pub site: Site,
    pub plan: Plan,
    pub renderer: Renderer,
    /// In order; `lints:` and `--strict` applied.
    pub diagnostics: Vec<Diagnostic>,
    /// Documents in all.
    pub documents: usize,
    /// Documents that had to be read and parsed: the others were known.
    pub parsed: usize,
    /// `--keep-going` left these out, each with the codes of its errors.
    pub left_out: Vec<SourcePath>,
}

impl Loaded {
    /// Whether anything is an error. With `--keep-going`, errors of documents that were left out are not counted.
    pub fn blocked(&self) -> bool {
        let out = |d: &Diagnostic| {
            self.site.selection.keep_going
                && d.place.as_ref().is_some_and(|place| self.left_out.binary_search(&place.path).is_ok())
        };
        self.diagnostics.iter().any(|d| d.is_error() && !out(d))
    }
}

/// Reads the site behind `inputs`.
///
/// # Errors
/// When the configuration cannot be read at all: then there is no site to speak of.
pub fn load(inputs: &dyn Inputs, request: &Request, progress: &dyn Progress) -> Result<Loaded, Vec<Diagnostic>> {
    load_again(inputs, request, &mut Memo::default(), progress)
}

/// As [`load`], without parsing again what `memo` knows.
///
/// # Errors
/// As [`load`].
pub fn load_again(
    inputs: &dyn Inputs,
    request: &Request,
    memo: &mut Memo,
    progress: &dyn Progress,
) -> Result<Loaded, Vec<Diagnostic>> {
    progress.phase("read", 0);
    let mut diagnostics = Vec::new();
    let config = read_config(inputs, request, &mut diagnostics)?;
    let config = Arc::new(config);
    let now = moment(inputs, request, &config, &mut diagnostics);
    let (theme, told) = theme::theme(inputs, &config);
    diagnostics.extend(told);

    let folder = listing(inputs, &config, memo, &mut diagnostics);
    progress.phase("parse", folder.documents.len());
    let components = theme.components();
    memo.settle(&config, &components);
    let context = Context { config: &config, components: &components };
    let (mut documents, parsed) = parse_all(inputs, &folder.documents, context, memo, progress, &mut diagnostics);
    let tags = read_tags(inputs, &config, &mut diagnostics);
    let mut told = lints::apply(diagnostics, &config);
    if request.strict {
        lints::strict(&mut told);
    }
    mark_faulty(&mut documents, &told);

    progress.phase("link", 0);
    let selection = Selection { as_of: request.as_of.is_some(), ..request.selection };
    let mut sources = Sources { config: config.clone(), documents, tags, files: folder.files, now, selection };
    let judged = |more: Vec<Diagnostic>| {
        let mut more = lints::apply(more, &config);
        if request.strict {
            lints::strict(&mut more);
        }
        more
    };
    let (site, plan, later) = settle(&mut sources, &theme, &judged, progress);
    told.extend(later);
    let (renderer, faults) = Renderer::new(&theme, &config.languages);
    told.extend(judged(faults));
    told.extend(judged(renderer.check(&site)));
    let left_out = site.not_published.faulty.clone();
    let documents = sources.documents.len();
    let diagnostics = in_order(told);
    Ok(Loaded { config, theme, site, plan, renderer, diagnostics, documents, parsed, left_out })
}

fn unreadable(error: InputError) -> Diagnostic {
    Diagnostic::new("unreadable", format!("`{}` cannot be read: {}", error.path, error.reason))
        .at(Place::file(&error.path))
}
