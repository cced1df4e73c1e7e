//! `pages.jsonl`: the pages of an edition with their titles and words, for a player to list and search.

use super::MOST_PAGE;
use super::warc::Maker;
use crate::build::edition::difference::is_page;
use crate::build::edition::manifest::Manifest;
use crate::render::dom::words::{Words, words};
use serde_json::json;
use uuid::Uuid;

/// The first line.
pub fn header() -> String {
    format!("{}\n", json!({"format": "json-pages-1.0", "id": "pages", "title": "All Pages", "hasText": true}))
}

/// Whether a file of the edition is a page whose words are listed: no template among its sources, and not the one that says
/// that nothing was found.
pub fn is_listed(manifest: &Manifest, path: &str) -> bool {
    let page = is_page(path) && path != "404.html" && !path.ends_with("/404.html");
    page && manifest.find(path).is_some_and(|file| file.bytes <= MOST_PAGE)
}

/// The line of a page; none for a redirect.
pub fn line(maker: &Maker, url: &str, bytes: &[u8]) -> Option<String> {
    let Words { title, text, refreshes } = words(&String::from_utf8_lossy(bytes));
    if refreshes {
        return None;
    }
    let id = Uuid::new_v5(&maker.space, format!("page {url}").as_bytes());
    Some(format!("{}\n", json!({"id": id.to_string(), "url": url, "ts": maker.date, "title": title, "text": text})))
}
