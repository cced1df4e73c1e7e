//! A feed as Atom (RFC 4287).

use super::xml::{close, element, start};
use crate::plan::view::data::{FeedItem, FeedView};

/// The feed; `bodies` are the items' HTML, one for each item, none where the feed has summaries.
pub fn atom(feed: &FeedView, bodies: &[Option<String>]) -> String {
    let mut out = String::with_capacity(1024 + feed.items.len() * 1024);
    out.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    start(&mut out, "feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", &feed.language)]);
    element(&mut out, "id", &[], Some(&feed.id));
    element(&mut out, "title", &[], Some(&feed.title));
    if let Some(description) = &feed.description {
        element(&mut out, "subtitle", &[], Some(description));
    }
    element(&mut out, "updated", &[], Some(&feed.updated));
    author(&mut out, if feed.author.trim().is_empty() { &feed.title } else { &feed.author });
    link(&mut out, "self", "application/atom+xml", &feed.atom_url);
    link(&mut out, "alternate", "text/html", &feed.home_url);
    if let Some(rights) = &feed.rights {
        element(&mut out, "rights", &[], Some(rights));
    }
    element(&mut out, "generator", &[], Some("Throughline"));
    for (item, body) in feed.items.iter().zip(bodies) {
        entry(&mut out, item, body.as_deref());
    }
    close(&mut out, "feed");
    out
}

fn entry(out: &mut String, item: &FeedItem, body: Option<&str>) {
    start(out, "entry", &[("xml:lang", &item.language)]);
    element(out, "id", &[], Some(&item.id));
    element(out, "title", &[], Some(&item.title));
    link(out, "alternate", "text/html", &item.url);
    element(out, "published", &[], Some(&item.published));
    element(out, "updated", &[], Some(&item.updated));
    for name in &item.authors {
        author(out, name);
    }
    for tag in &item.tags {
        element(out, "category", &[("term", tag)], None);
    }
    if let Some(summary) = &item.summary {
        element(out, "summary", &[], Some(summary));
    }
    if let Some(body) = body {
        element(out, "content", &[("type", "html")], Some(body));
    }
    close(out, "entry");
}

fn author(out: &mut String, name: &str) {
    start(out, "author", &[]);
    element(out, "name", &[], Some(name));
    close(out, "author");
}

fn link(out: &mut String, rel: &str, kind: &str, url: &str) {
    element(out, "link", &[("rel", rel), ("type", kind), ("href", url)], None);
}
