//! A feed as JSON Feed 1.1, and other JSON.

use super::xml::allowed;
use crate::parse::document::Text;
use crate::plan::view::data::{FeedItem, FeedView};
use serde_json::{Map, Value, json};

/// The feed; `bodies` as for Atom. Its texts are the same as there.
pub fn feed(feed: &FeedView, bodies: &[Option<String>]) -> Vec<u8> {
    let mut out = Map::new();
    put(&mut out, "version", "https://jsonfeed.org/version/1.1");
    put(&mut out, "title", &feed.title);
    put(&mut out, "home_page_url", &feed.home_url);
    put(&mut out, "feed_url", &feed.json_url);
    maybe(&mut out, "description", feed.description.as_ref());
    put(&mut out, "language", &feed.language);
    if !feed.author.trim().is_empty() {
        out.insert("authors".into(), authors(std::slice::from_ref(&feed.author)));
    }
    let items = feed.items.iter().zip(bodies).map(|(one, body)| item(one, body.as_deref())).collect();
    out.insert("items".into(), Value::Array(items));
    pretty(&Value::Object(out))
}

fn item(item: &FeedItem, body: Option<&str>) -> Value {
    let mut out = Map::new();
    put(&mut out, "id", &item.id);
    put(&mut out, "url", &item.url);
    put(&mut out, "title", &item.title);
    match body {
        Some(html) => {
            put(&mut out, "content_html", html);
            maybe(&mut out, "summary", item.summary.as_ref());
        }
        // One of the two contents must be there.
        None => put(&mut out, "content_text", item.summary.as_ref().unwrap_or(&item.title)),
    }
    maybe(&mut out, "image", item.image.as_ref());
    put(&mut out, "date_published", &item.published);
    put(&mut out, "date_modified", &item.updated);
    if !item.authors.is_empty() {
        out.insert("authors".into(), authors(&item.authors));
    }
    if !item.tags.is_empty() {
        out.insert("tags".into(), item.tags.iter().map(|tag| Value::from(&*allowed(tag))).collect());
    }
    put(&mut out, "language", &item.language);
    Value::Object(out)
}

fn authors(names: &[Text]) -> Value {
    names.iter().map(|name| json!({"name": allowed(name)})).collect()
}

fn put(out: &mut Map<String, Value>, key: &str, text: &str) {
    out.insert(key.into(), Value::from(&*allowed(text)));
}

fn maybe(out: &mut Map<String, Value>, key: &str, text: Option<&Text>) {
    if let Some(text) = text {
        put(out, key, text);
    }
}

/// JSON for people, with a line end.
pub fn pretty(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}
