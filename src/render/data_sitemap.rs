//! Sitemaps by sitemaps.org 0.9, with the languages of each page.

use super::xml::{close, element, start};
use crate::parse::document::Text;
use crate::plan::view::data::SitemapEntry;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

/// A `<urlset>`.
pub fn sitemap(entries: &[SitemapEntry]) -> String {
    let mut out = String::with_capacity(256 + entries.len() * 160);
    out.push_str(HEAD);
    let xhtml = ("xmlns:xhtml", "http://www.w3.org/1999/xhtml");
    let languages = entries.iter().any(|entry| !entry.alternates.is_empty());
    let namespaces = [NAMESPACE, xhtml];
    start(&mut out, "urlset", if languages { &namespaces } else { &namespaces[..1] });
    for entry in entries {
        start(&mut out, "url", &[]);
        element(&mut out, "loc", &[], Some(&entry.url));
        if let Some(modified) = &entry.modified {
            element(&mut out, "lastmod", &[], Some(modified));
        }
        for (language, url) in &entry.alternates {
            let attributes = [("rel", "alternate"), ("hreflang", &**language), ("href", &**url)];
            element(&mut out, "xhtml:link", &attributes, None);
        }
        close(&mut out, "url");
    }
    close(&mut out, "urlset");
    out
}

/// A `<sitemapindex>`.
pub fn index(addresses: &[Text]) -> String {
    let mut out = String::from(HEAD);
    start(&mut out, "sitemapindex", &[NAMESPACE]);
    for address in addresses {
        start(&mut out, "sitemap", &[]);
        element(&mut out, "loc", &[], Some(address));
        close(&mut out, "sitemap");
    }
    close(&mut out, "sitemapindex");
    out
}
