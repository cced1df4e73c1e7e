//! Addresses: the one file that makes them.

use crate::parse::document::Text;

/// Addresses of everything that can be linked, root-relative, without the sub-path and not percent-encoded.
#[derive(Debug, Default)]
pub struct Addresses {
    /// In the order of the Site's lists.
    pub articles: Vec<Text>,
    pub dossiers: Vec<Text>,
    pub entities: Vec<Text>,
    pub tags: Vec<Text>,
    pub pages: Vec<Text>,
    pub files: Vec<Text>,
}

/// The file below the output folder that a web server answers with: `/a/` is `a/index.html`, `/feed.xml` is `feed.xml`.
pub fn output(address: &str) -> String {
    let path = address.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_string() }
}
