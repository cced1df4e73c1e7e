//! Addresses: the one file that makes them.

use crate::parse::config::Config;
use crate::parse::document::Text;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

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

/// What may not stand in a path as it is (WHATWG URL, path percent-encode set, and `%` itself).
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'%')
    .add(b'^')
    .add(b'|')
    .add(b'\\');

/// The root-relative URL of an address: with the sub-path, percent-encoded. A fragment is appended by the caller.
pub fn url(config: &Config, address: &str) -> Text {
    format!("{}{}", config.sub_path(), utf8_percent_encode(address, PATH)).into()
}

/// The absolute URL of an address; none without `base_url`.
pub fn absolute(config: &Config, address: &str) -> Option<Text> {
    config.base_url.as_ref()?;
    Some(format!("{}{}", config.origin(), url(config, address)).into())
}
