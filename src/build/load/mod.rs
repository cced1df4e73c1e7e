//! From inputs to a plan: reads, parses, links and plans, gathering every diagnostic on the way.

pub(in crate::build) mod documents;
pub(in crate::build) mod folder;
pub mod ground;
pub mod memo;
mod settings;
mod settle;
pub mod survey;

pub use settings::{config_of, moment};

use super::{lints, standing};
use crate::base::diag::{Diagnostic, Place, in_order};
use crate::base::inputs::{InputError, Inputs};
use crate::base::path::SourcePath;
use crate::base::progress::Progress;
use crate::model::site::{Selection, Site};
use crate::parse::config::Config;
use crate::parse::document::{Document, Text};
use crate::parse::theme::Theme;
use crate::plan::Plan;
use crate::render::Renderer;
use ground::{Ground, Linked, Read, read};
use memo::Memo;
use settle::{ALONE, mark_faulty};
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
    /// The site is built as an edition of these sources: a short revision that pages cite.
    pub edition: Option<Text>,
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
            edition: None,
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
    /// The documents that were read, in order of path.
    pub sources: Vec<Arc<Document>>,
    /// `--keep-going` left these out, each with the codes of its errors.
    pub left_out: Vec<SourcePath>,
    /// As long as its sources do not change, the site is this one until then.
    pub until: jiff::Timestamp,
}

impl Loaded {
    /// Whether anything is an error. With `--keep-going`, errors of what was left out are not counted.
    pub fn blocked(&self) -> bool {
        let is_out = |place: &Place| self.left_out.binary_search(&place.path).is_ok();
        let out = |d: &Diagnostic| {
            self.site.selection.keep_going && (ALONE.contains(&d.code) || d.place.as_ref().is_some_and(is_out))
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

/// As [`load`]: documents that `memo` knows are not parsed again.
///
/// # Errors
/// As there.
pub fn load_again(
    inputs: &dyn Inputs,
    request: &Request,
    memo: &mut Memo,
    progress: &dyn Progress,
) -> Result<Loaded, Vec<Diagnostic>> {
    let Read { ground, mut documents, mut told } = read(inputs, request, memo, None, progress)?;
    told.extend(ground.faults().cloned());
    let now = moment(inputs, request, &ground.config, &mut told);
    let mut told = ground.judged(told, request.strict);
    mark_faulty(&mut documents, &told);
    let until = standing::until(&documents, &ground.config.zone, now);
    let Linked { site, plan, told: later, documents } = ground.link(documents, memo.files(), request, now, progress);
    told.extend(later);
    let left_out = site.not_published.faulty.clone();
    let diagnostics = in_order(told);
    let Ground { config, theme, renderer, .. } = ground;
    Ok(Loaded { config, theme, site, plan, renderer, diagnostics, sources: documents, left_out, until })
}

fn unreadable(error: InputError) -> Diagnostic {
    Diagnostic::new("unreadable", format!("`{}` cannot be read: {}", error.path, error.reason))
        .at(Place::file(&error.path))
}
