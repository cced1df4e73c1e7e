//! `pages.jsonl`: the pages of an edition with their titles and words, for a player to list and search.

use super::MOST_PAGE;
use super::warc::Maker;
use crate::build::edition::manifest::Manifest;
use crate::render::dom::{self, Element};
use serde_json::json;
use uuid::Uuid;

/// The first line.
pub fn header() -> String {
    format!("{}\n", json!({"format": "json-pages-1.0", "id": "pages", "title": "All Pages", "hasText": true}))
}

/// Whether a file of the edition is a page whose words are listed: not the one that says that nothing was found.
pub fn is_listed(manifest: &Manifest, path: &str) -> bool {
    let page = path.ends_with(".html") && path != "404.html" && !path.ends_with("/404.html");
    page && manifest.find(path).is_some_and(|file| file.bytes <= MOST_PAGE)
}

/// The line of a page; none for a redirect.
pub fn line(maker: &Maker, url: &str, bytes: &[u8]) -> Option<String> {
    let page = dom::document(&String::from_utf8_lossy(bytes));
    if refreshes(&page) {
        return None;
    }
    let title = page.find("title").map(Element::text).unwrap_or_default();
    let text = page.find("main").or_else(|| page.find("body")).map(Element::text).unwrap_or_default();
    let id = Uuid::new_v5(&maker.space, format!("page {url}").as_bytes());
    Some(format!("{}\n", json!({"id": id.to_string(), "url": url, "ts": maker.date, "title": title, "text": text})))
}

fn refreshes(element: &Element) -> bool {
    let itself = element.is("meta") && element.get("http-equiv").is_some_and(|of| of.eq_ignore_ascii_case("refresh"));
    itself || element.elements().any(refreshes)
}
