//! Where a URL of a page leads in an edition: to a file beside it, or to the live site.

use super::Offline;
use crate::plan::address;
use percent_encoding::percent_decode_str;

/// What becomes of a URL.
#[derive(Debug, PartialEq)]
pub(super) enum Whereto {
    /// It stays as written.
    Stays,
    /// A file of the edition, relative to the page.
    Inside(String),
    /// The site's, but not in the edition: its live address.
    Live(String),
}

/// Parts of a URL that follow its path: `?query`, `#fragment`.
fn split(url: &str) -> (&str, &str, &str) {
    let (before, fragment) = url.find('#').map_or((url, ""), |at| url.split_at(at));
    let (path, query) = before.find('?').map_or((before, ""), |at| before.split_at(at));
    (path, query, fragment)
}

fn has_scheme(url: &str) -> bool {
    let end = url.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')));
    end.is_some_and(|end| end > 0 && url[end..].starts_with(':') && url.as_bytes()[0].is_ascii_alphabetic())
}

impl Offline<'_> {
    /// Decides for a URL as it stands, decoded, on the page at `here`.
    pub(super) fn whereto(&self, here: &str, url: &str) -> Whereto {
        let url = url.trim();
        let (origin, sub_path) = (self.config.origin(), self.config.sub_path());
        if url.is_empty() || url.starts_with('#') {
            return Whereto::Stays;
        }
        let (path, whole) = if let Some(rest) = url.strip_prefix("//") {
            // Without a server, `//host/` would be sought on the disk.
            let scheme = origin.split("//").next().unwrap_or("https:");
            match self.own(&format!("{scheme}//{rest}")) {
                Some(path) => (path.to_string(), true),
                None => return Whereto::Live(format!("{scheme}//{rest}")),
            }
        } else if has_scheme(url) {
            match self.own(url) {
                Some(path) => (path.to_string(), true),
                None => return Whereto::Stays,
            }
        } else if url.starts_with('/') {
            (url.to_string(), false)
        } else {
            let (path, query, fragment) = split(url);
            let base = format!("{sub_path}{here}");
            let folder = base.rfind('/').map_or("/", |at| &base[..=at]);
            let joined = if path.is_empty() { base.clone() } else { dots(&format!("{folder}{path}")) };
            (format!("{joined}{query}{fragment}"), false)
        };
        let (path, query, fragment) = split(&path);
        let below = path.strip_prefix(sub_path).filter(|rest| rest.is_empty() || rest.starts_with('/'));
        if let Some(found) = below.and_then(|below| self.inside(below)) {
            return Whereto::Inside(format!("{}{fragment}", relative(&address::output(here), &found)));
        }
        if whole { Whereto::Stays } else { Whereto::Live(format!("{origin}{path}{query}{fragment}")) }
    }

    /// The path of an absolute URL of this site.
    fn own<'u>(&self, url: &'u str) -> Option<&'u str> {
        let origin = self.config.origin();
        let same = !origin.is_empty() && url.get(..origin.len())?.eq_ignore_ascii_case(origin);
        let rest = same.then(|| &url[origin.len()..])?;
        match rest.chars().next() {
            None => Some("/"),
            Some('/') => Some(rest),
            _ => None,
        }
    }

    /// The output that a server would answer with; none when the edition does not hold it.
    fn inside(&self, path: &str) -> Option<String> {
        let decoded = percent_decode_str(path).decode_utf8().ok()?;
        let path = dots(&decoded);
        let stem = path.strip_suffix("index.html").unwrap_or(&path);
        let folder = format!("{path}/");
        let found = [path.as_str(), stem, folder.as_str()].into_iter().find_map(|address| self.plan.find(address))?;
        Some(found.output())
    }
}

/// A path without `.` and `..`.
fn dots(path: &str) -> String {
    if !path.contains("/.") {
        return path.to_string();
    }
    let mut out: Vec<&str> = Vec::new();
    let names: Vec<&str> = path.split('/').collect();
    for (at, name) in names.iter().enumerate() {
        let last = at + 1 == names.len();
        match *name {
            ".." => {
                if out.len() > 1 {
                    out.pop();
                }
            }
            "." => {}
            name => {
                out.push(name);
                continue;
            }
        }
        if last {
            out.push("");
        }
    }
    out.join("/")
}

/// The URL of one output as seen from another: `../../assets/theme.css`.
pub(super) fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let folders = from.len().min(to.len()) - 1;
    let shared = (0..folders).take_while(|at| from[*at] == to[*at]).count();
    let mut out = "../".repeat(from.len() - 1 - shared);
    out.push_str(&address::encoded(&to[shared..].join("/")));
    // `a:b.html` alone would be taken for a scheme.
    if has_scheme(&out) { format!("./{out}") } else { out }
}
