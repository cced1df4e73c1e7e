//! What `check` looks at beyond a build: the texts themselves, read once more.

use crate::base::diag::Diagnostic;
use crate::base::inputs::Inputs;
use crate::build::lints;
use crate::model::check::names_with_notes;
use crate::model::site::{ArticleId, Site};
use crate::parse::config::Config;
use rayon::prelude::*;

/// Bodies that name a person, place or organisation with a note and do not list it.
pub fn texts(inputs: &dyn Inputs, site: &Site, config: &Config) -> Vec<Diagnostic> {
    let noted = names_with_notes(site);
    if noted.is_empty() {
        return Vec::new();
    }
    let look = |at: u32| {
        let id = ArticleId(at);
        let bytes = inputs.read(&site[id].doc.path).unwrap_or_default();
        std::str::from_utf8(&bytes).map(|text| noted.unlisted(id, text)).unwrap_or_default()
    };
    let told: Vec<Vec<Diagnostic>> = (0..site.articles.len() as u32).into_par_iter().map(look).collect();
    lints::apply(told.into_iter().flatten().collect(), config)
}
