//! A feed as JSON Feed 1.1, and other JSON.

use super::xml::allowed;
use crate::parse::document::Text;
use crate::plan::view::data::{FeedItem, FeedView};
use serde::Serialize;
use std::borrow::Cow;

/// A feed as it is written. No text holds a character that XML forbids: the texts are the same as in Atom.
#[derive(Serialize)]
struct Feed<'a> {
    version: &'static str,
    title: Cow<'a, str>,
    home_page_url: Cow<'a, str>,
    feed_url: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<Cow<'a, str>>,
    language: Cow<'a, str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: Cow<'a, str>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: Cow<'a, str>,
    url: Cow<'a, str>,
    title: Cow<'a, str>,
    /// One of the two contents must be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<Cow<'a, str>>,
    date_published: Cow<'a, str>,
    date_modified: Cow<'a, str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<Cow<'a, str>>,
    language: Cow<'a, str>,
}

/// The feed; `bodies` as for Atom.
pub fn feed(feed: &FeedView, bodies: &[Option<String>]) -> Vec<u8> {
    let named = !feed.author.trim().is_empty();
    pretty(&Feed {
        version: "https://jsonfeed.org/version/1.1",
        title: allowed(&feed.title),
        home_page_url: allowed(&feed.home_url),
        feed_url: allowed(&feed.json_url),
        description: feed.description.as_deref().map(allowed),
        language: allowed(&feed.language),
        authors: if named { authors(std::slice::from_ref(&feed.author)) } else { Vec::new() },
        items: feed.items.iter().zip(bodies).map(|(one, body)| item(one, body.as_deref())).collect(),
    })
}

fn item<'a>(item: &'a FeedItem, body: Option<&'a str>) -> Item<'a> {
    let summary = item.summary.as_deref().map(allowed);
    Item {
        id: allowed(&item.id),
        url: allowed(&item.url),
        title: allowed(&item.title),
        content_html: body.map(allowed),
        summary: summary.clone().filter(|_| body.is_some()),
        content_text: body.is_none().then(|| summary.unwrap_or_else(|| allowed(&item.title))),
        image: item.image.as_deref().map(allowed),
        date_published: allowed(&item.published),
        date_modified: allowed(&item.updated),
        authors: authors(&item.authors),
        tags: item.tags.iter().map(|tag| allowed(tag)).collect(),
        language: allowed(&item.language),
    }
}

fn authors(names: &[Text]) -> Vec<Author<'_>> {
    names.iter().map(|name| Author { name: allowed(name) }).collect()
}

/// JSON for people, with a line end.
pub fn pretty(value: &impl Serialize) -> Vec<u8> {
    // Writing text and numbers into memory cannot fail.
    let mut out = serde_json::to_vec_pretty(value).unwrap_or_default();
    out.push(b'\n');
    out
}
