//! Paths inside a site: relative, forward slashes, never above the root.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// A file of the site, relative to its root, with forward slashes: `content/articles/a.md`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// Takes a relative path; backslashes become slashes, `.` and empty segments fall out.
    /// `None` when `..` climbs above the root.
    pub fn new(path: &str) -> Option<Self> {
        Self::root().join(path)
    }

    /// The site's root itself, the empty path.
    pub fn root() -> Self {
        SourcePath("".into())
    }

    /// The path as text, without a leading slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last segment.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or("")
    }

    /// The last segment up to its last dot: `a.ru` for `a.ru.md`.
    pub fn stem(&self) -> &str {
        let name = self.name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// What follows the last dot of the name, empty when there is none.
    pub fn extension(&self) -> &str {
        self.name().rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// Whether it is Markdown by its name: `a.md`, `a.markdown`, in capitals too.
    pub fn is_markdown(&self) -> bool {
        ["md", "markdown"].iter().any(|extension| self.extension().eq_ignore_ascii_case(extension))
    }

    /// The folder that holds it.
    pub fn parent(&self) -> SourcePath {
        SourcePath(self.0.rsplit_once('/').map_or("", |(parent, _)| parent).into())
    }

    /// Resolves `relative` against this folder. `None` when it climbs above the root.
    pub fn join(&self, relative: &str) -> Option<SourcePath> {
        let mut segments: Vec<&str> = self.0.split('/').filter(|s| !s.is_empty()).collect();
        let relative = relative.replace('\\', "/");
        for segment in relative.split('/') {
            match segment {
                "" | "." => {}
                ".." => {
                    segments.pop()?;
                }
                other => segments.push(other),
            }
        }
        Some(SourcePath(segments.join("/").into()))
    }

    /// A file or folder in this folder. `None` when the name is no single segment.
    pub fn child(&self, name: &str) -> Option<SourcePath> {
        let single = !matches!(name, "" | "." | "..") && !name.contains(['/', '\\']);
        let path = if self.0.is_empty() { name.into() } else { [&self.0, "/", name].concat().into() };
        single.then_some(SourcePath(path))
    }

    /// The rest of the path below `folder`, if it is below it.
    pub fn below(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }
}

impl TryFrom<String> for SourcePath {
    type Error = &'static str;

    fn try_from(path: String) -> Result<Self, Self::Error> {
        SourcePath::new(&path).filter(|read| read.0.len() == path.len()).ok_or("no path inside a site")
    }
}

impl From<SourcePath> for String {
    fn from(path: SourcePath) -> String {
        path.as_str().into()
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
