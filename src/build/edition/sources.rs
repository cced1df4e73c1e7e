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

/// Whether a build reads the file: not what is hidden in `content/` and `static/`, and nothing of a repository's own.
fn is_read(config: &Config, path: &SourcePath) -> bool {
    is_source(&config.content, path)
}

/// Whether the path may be that of a source: the settings at `configuration`, or a file that a build reads below one of
/// the site's folders, of which `content` holds the documents.
pub fn may_be(configuration: &str, content: &str, path: &SourcePath) -> bool {
    let settings = SourcePath::new(configuration).filter(|own| own == path);
    if let Some(settings) = settings {
        let yaml = ["yaml", "yml"].iter().any(|ending| settings.extension().eq_ignore_ascii_case(ending));
        return yaml && !path.as_str().split('/').any(|name| name.starts_with('.'));
    }
    let documents = !content.is_empty() && !content.split('/').any(|name| name.starts_with('.'));
    let folders = FOLDERS.into_iter().chain(documents.then_some(content));
    folders.into_iter().any(|folder| path.below(folder).is_some()) && is_source(content, path)
}

/// Whether some system takes the name for that of a repository's own folder: `.git`, in any case, and its short name.
fn is_git(name: &str) -> bool {
    let name = name.trim_end_matches(['.', ' ']);
    name.eq_ignore_ascii_case(".git") || name.eq_ignore_ascii_case("git~1")
}

fn is_source(content: &str, path: &SourcePath) -> bool {
    if path.as_str().split('/').any(is_git) {
        return false;
    }
    let Some(below) = path.below(content).or_else(|| path.below("static")) else { return true };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_build_reads_may_be_a_source() {
        let may = |path: &str| may_be("site/desk.yaml", "site/stories", &SourcePath::new(path).unwrap());
        for path in [
            "site/desk.yaml",
            "site/stories/a.md",
            "site/stories/_posts/a.md",
            "static/.well-known/x",
            "static/_headers",
            "templates/.x/base.html",
            "themes/plain/theme.yaml",
            "words/en.ftl",
        ] {
            assert!(may(path), "{path}");
        }
        for path in [
            ".git/config",
            "themes/plain/.GIT/config",
            "themes/git~1/config",
            "static/.git/hooks/post-checkout",
            "static/.envrc",
            "site/other.yaml",
            "Makefile",
            "site/stories",
            "site/stories/_drafts/a.md",
            "templates",
        ] {
            assert!(!may(path), "{path}");
        }
        // What the settings are called, and where documents lie, is the archive's own word as well.
        let named =
            |settings: &str, content: &str, path: &str| may_be(settings, content, &SourcePath::new(path).unwrap());
        assert!(!named(".bashrc", "content", ".bashrc") && !named("Makefile", "content", "Makefile"));
        assert!(!named("a.yaml", "", "Makefile") && !named("a.yaml", ".github", ".github/workflows/a"));
        assert!(!named(".git/a.yaml", "content", ".git/a.yaml") && !named("a.yaml", ".git", ".git/config"));
    }
}
