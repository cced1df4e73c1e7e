//! The sources of an edition: which files they are, their hash, and whether they stood still while it was made.

use super::manifest::{hex, sha256};
use crate::base::inputs::{Entry, InputError, Inputs};
use crate::base::path::SourcePath;
use crate::model::site::Site;
use crate::parse::config::Config;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

/// The folders of a site beside its content.
const FOLDERS: [&str; 4] = ["static", "templates", "themes", "words"];

/// Whether a build reads the file: not what is hidden in `content/` and `static/`.
fn is_read(config: &Config, path: &SourcePath) -> bool {
    let Some(below) = path.below(&config.content).or_else(|| path.below("static")) else { return true };
    let for_hosts = matches!(below, ".nojekyll" | "_headers" | "_redirects") || below.starts_with(".well-known/");
    let hidden = |name: &str| name.starts_with('.') || (name.starts_with('_') && name != "_posts");
    for_hosts || !below.split('/').any(hidden)
}

/// Every source that a build reads, in order of path.
pub fn sources(inputs: &dyn Inputs, config: &Config) -> Vec<Entry> {
    let folders = std::iter::once(&*config.content).chain(FOLDERS);
    let mut all: Vec<Entry> = folders.flat_map(|folder| inputs.list(folder).entries).collect();
    all.retain(|entry| is_read(config, &entry.path) && entry.path != config.path);
    let top = config.path.parent();
    let own = inputs.list(top.as_str()).entries.into_iter().find(|entry| entry.path == config.path);
    all.extend(own);
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all.dedup_by(|a, b| a.path == b.path);
    all
}

/// SHA-256 over the lines that `sha256sum` writes for the sources, in order of path.
///
/// # Errors
/// A source that cannot be read.
pub fn hash(inputs: &dyn Inputs, sources: &[Entry]) -> Result<String, InputError> {
    let line = |entry: &Entry| Ok(format!("{}  {}\n", sha256(&inputs.read(&entry.path)?), entry.path));
    let lines: Vec<String> = sources.par_iter().map(line).collect::<Result<_, InputError>>()?;
    let mut hasher = Sha256::new();
    lines.iter().for_each(|line| hasher.update(line.as_bytes()));
    Ok(hex(&hasher.finalize()))
}

/// Sources that may leave with the edition: not those of pieces that are held back, nor what only they use.
pub fn public<'s>(sources: &'s [Entry], site: &Site) -> Vec<&'s Entry> {
    sources.iter().filter(|entry| site.not_published.reason(&entry.path).is_none()).collect()
}
