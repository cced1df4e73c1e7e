//! Addresses: the one file that makes them.

use crate::model::site::Member;
use crate::parse::config::Config;
use crate::parse::document::Text;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use std::borrow::Cow;
use std::cmp::Ordering;

/// Addresses of everything that can be linked, root-relative, without the sub-path and not percent-encoded.
#[derive(Clone, Debug, Default)]
pub struct Addresses {
    /// In the order of the Site's lists.
    pub articles: Vec<Text>,
    pub dossiers: Vec<Text>,
    pub entities: Vec<Text>,
    pub tags: Vec<Text>,
    pub pages: Vec<Text>,
    pub files: Vec<Text>,
    /// Of translated documents: which, in which language (index into the plan's languages), and where. In this order.
    pub translated: Vec<(Member, u8, Text)>,
}

/// The file below the output folder that a web server answers with: `/a/` is `a/index.html`, `/feed.xml` is `feed.xml`.
pub fn output(address: &str) -> String {
    let path = address.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_string() }
}

/// Compares two addresses by their output paths, without making these.
pub fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.trim_start_matches('/'), b.trim_start_matches('/'));
    let shared = a.len().min(b.len());
    let index = |path: &str| if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
    a.as_bytes()[..shared].cmp(&b.as_bytes()[..shared]).then_with(|| {
        let rest_a = a.as_bytes()[shared..].iter().chain(index(a).as_bytes());
        rest_a.cmp(b.as_bytes()[shared..].iter().chain(index(b).as_bytes()))
    })
}

/// What lies below a page: `/dossiers/a/` and `print/` give `/dossiers/a/print/`; so does `/dossiers/a.html`.
pub fn below(address: &str, rest: &str) -> Text {
    if address.ends_with('/') {
        return format!("{address}{rest}").into();
    }
    let stem = address.strip_suffix(".html").or_else(|| address.strip_suffix(".htm")).unwrap_or(address);
    format!("{stem}/{rest}").into()
}

/// The last name of an address: `talks` of `/articles/talks/`.
pub fn last(address: &str) -> &str {
    let name = address.trim_matches('/').rsplit('/').next().unwrap_or("");
    name.strip_suffix(".html").unwrap_or(name)
}

/// The address that an alias means, as editors and other generators write it: `old`, `/old/`, `/old.html`,
/// `https://example.org/news/old/`, `/caf%C3%A9/`; the sub-path and the site's own origin fall away.
pub fn from_alias(config: &Config, written: &str) -> Text {
    let path = written.trim();
    let origin = config.origin();
    let path = if origin.is_empty() { path } else { path.strip_prefix(origin).unwrap_or(path) };
    let below = path.strip_prefix(config.sub_path()).filter(|rest| rest.is_empty() || rest.starts_with('/'));
    let decoded = percent_decode_str(below.unwrap_or(path)).decode_utf8_lossy();
    let path = decoded.trim_start_matches('/');
    let path = if path == "index.html" { "" } else { path };
    let path = path.strip_suffix("/index.html").map_or(Cow::Borrowed(path), |folder| format!("{folder}/").into());
    let file = path.ends_with(".html") || path.ends_with(".htm");
    let end = if path.is_empty() || path.ends_with('/') || file { "" } else { "/" };
    format!("/{path}{end}").into()
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

/// A path as it stands in a URL.
pub fn encoded(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// The root-relative URL of an address: with the sub-path, percent-encoded. A fragment is appended by the caller.
pub fn url(config: &Config, address: &str) -> Text {
    let encoded = Cow::from(utf8_percent_encode(address, PATH));
    match config.sub_path() {
        "" => encoded.into(),
        sub_path => [sub_path, &encoded].concat().into(),
    }
}

/// The same, without a copy where the URL is the address itself, as nearly all are.
pub fn url_of(config: &Config, address: Text) -> Text {
    match Cow::from(utf8_percent_encode(&address, PATH)) {
        Cow::Borrowed(_) if config.sub_path().is_empty() => address,
        _ => url(config, &address),
    }
}

/// A fragment (`#part`, or empty) as it stands in a URL.
pub fn fragment(written: &str) -> String {
    let name = written.strip_prefix('#').unwrap_or(written);
    if name.is_empty() { written.into() } else { format!("#{}", utf8_percent_encode(name, PATH)) }
}

/// The absolute URL of an address; none without `base_url`.
pub fn absolute(config: &Config, address: &str) -> Option<Text> {
    config.base_url.as_ref()?;
    let encoded = Cow::from(utf8_percent_encode(address, PATH));
    Some([config.origin(), config.sub_path(), &encoded].concat().into())
}
