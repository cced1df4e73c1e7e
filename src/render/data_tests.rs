//! Stories of feeds and sitemaps: read back, and held against each other.

use super::{data_atom, data_json, data_sitemap};
use crate::plan::view::data::{FeedItem, FeedView, SitemapEntry};

fn item(n: u32, title: &str) -> FeedItem {
    FeedItem {
        notice: None,
        id: format!("urn:uuid:00000000-0000-5000-8000-00000000000{n}").into(),
        url: format!("https://ledger.example/articles/{n}/").into(),
        title: title.into(),
        summary: Some("Talks & more <b>".into()),
        published: "2017-01-23T10:30:00+03:00".into(),
        updated: "2017-01-24T00:00:00Z".into(),
        authors: vec!["Ada Quill".into()],
        tags: vec!["Syria".into(), "A \"quoted\" tag".into()],
        language: "en".into(),
        image: Some("https://ledger.example/p.jpg".into()),
        body: None,
    }
}

fn feed(items: Vec<FeedItem>) -> FeedView {
    FeedView {
        id: "urn:uuid:00000000-0000-5000-8000-000000000000".into(),
        title: "The Ledger Desk".into(),
        description: None,
        home_url: "https://ledger.example/".into(),
        atom_url: "https://ledger.example/feed.xml".into(),
        json_url: "https://ledger.example/feed.json".into(),
        updated: "2017-01-24T00:00:00Z".into(),
        language: "en".into(),
        author: "The Ledger".into(),
        rights: None,
        items,
    }
}

#[test]
fn both_feeds_say_the_same_entry_by_entry() {
    let feed = feed(vec![item(1, "One & two"), item(2, "Bell \u{7} and \u{ffff}")]);
    let bodies = [Some("<p>a ]]> &amp; b</p>".to_string()), None];
    let atom = data_atom::atom(&feed, &bodies);
    let read = feed_rs::parser::parse(atom.as_bytes()).expect("an Atom feed");
    let json: serde_json::Value = serde_json::from_slice(&data_json::feed(&feed, &bodies)).expect("JSON");
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
    for (entry, item) in read.entries.iter().zip(json["items"].as_array().expect("items")) {
        assert_eq!(item["id"], entry.id.as_str());
        assert_eq!(item["title"], entry.title.as_ref().expect("a title").content.as_str());
        assert_eq!(item["url"], entry.links[0].href.as_str());
    }
    assert_eq!(read.entries.len(), 2);
    assert_eq!(json["items"][1]["title"], "Bell \u{fffd} and \u{fffd}");
    assert_eq!(json["items"][0]["content_html"], "<p>a ]]> &amp; b</p>");
    assert_eq!(json["items"][1]["content_text"], "Talks & more <b>");
    let content = read.entries[0].content.as_ref().and_then(|content| content.body.as_deref());
    assert_eq!(content, Some("<p>a ]]> &amp; b</p>"));
    assert_eq!(read.entries[0].categories.len(), 2);
}

#[test]
fn an_item_with_nothing_but_a_title_is_valid_in_both() {
    let mut bare = item(1, "Bare");
    (bare.summary, bare.authors, bare.tags) = (None, Vec::new(), Vec::new());
    let feed = feed(vec![bare]);
    let atom = data_atom::atom(&feed, &[None]);
    assert!(atom.contains("<author>\n<name>The Ledger</name>"), "the feed's author stands for the entry's");
    let json: serde_json::Value = serde_json::from_slice(&data_json::feed(&feed, &[None])).expect("JSON");
    assert_eq!(json["items"][0]["content_text"], "Bare");
    assert!(json["items"][0].get("summary").is_none() && json["items"][0].get("tags").is_none());
}

#[test]
fn a_sitemap_names_the_languages_of_a_page() {
    let plain = SitemapEntry { url: "https://a.example/?a&b".into(), modified: None, alternates: Vec::new() };
    let alternates =
        vec![("en".into(), "https://a.example/x/".into()), ("ru".into(), "https://a.example/ru/x/".into())];
    let both = SitemapEntry { url: "https://a.example/x/".into(), modified: Some("2017-01-23".into()), alternates };
    let xml = data_sitemap::sitemap(&[plain.clone(), both]);
    assert!(xml.contains("<loc>https://a.example/?a&amp;b</loc>\n</url>"), "{xml}");
    assert!(xml.contains("<lastmod>2017-01-23</lastmod>\n<xhtml:link rel=\"alternate\" hreflang=\"en\""), "{xml}");
    assert!(!data_sitemap::sitemap(&[plain]).contains("xhtml"));
    let index = data_sitemap::index(&["https://a.example/sitemap-1.xml".into()]);
    assert!(index.contains("<sitemap>\n<loc>https://a.example/sitemap-1.xml</loc>\n</sitemap>"));
}
