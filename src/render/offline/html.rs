//! Addresses in HTML: attributes, inline styles, redirects.

use super::whereto::Whereto;
use super::{Offline, css};
use lol_html::html_content::{ContentType, Element, TextChunk};
use lol_html::{HtmlRewriter, Settings, element, text};
use std::borrow::Cow;

/// The elements that have something to rewrite.
const WITH_ADDRESSES: &str = "[href], [src], [srcset], [imagesrcset], [poster], [data], [action], [style], \
    [xlink\\:href], meta[http-equiv]";

/// Attributes that lead somewhere when a reader follows them; all others are fetched with the page.
fn is_link(tag: &str, attribute: &str) -> bool {
    matches!((tag, attribute), ("a" | "area", _) | (_, "action"))
}

/// The page with its addresses made relative.
pub(super) fn rewrite(offline: &Offline, here: &str, bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 8);
    let mut style = String::new();
    let settings = Settings::new()
        .append_element_content_handler(element!(WITH_ADDRESSES, |element| {
            attributes(offline, here, element);
            Ok(())
        }))
        .append_element_content_handler(text!("style", |chunk: &mut TextChunk| {
            // A stylesheet comes in pieces; it is written where its last one stands.
            style.push_str(chunk.as_str());
            if chunk.last_in_text_node() {
                let whole = std::mem::take(&mut style);
                let new = css::rewrite(offline, here, &whole).unwrap_or(whole);
                chunk.replace(&new, ContentType::Html);
            } else {
                chunk.remove();
            }
            Ok(())
        }));
    let mut rewriter = HtmlRewriter::new(settings, |chunk: &[u8]| out.extend_from_slice(chunk));
    rewriter.write(bytes).and_then(|()| rewriter.end()).map_err(|error| error.to_string())?;
    Ok(out)
}

fn attributes(offline: &Offline, here: &str, element: &mut Element) {
    let tag = element.tag_name();
    let mut new: Vec<(String, Option<String>)> = Vec::new();
    for attribute in element.attributes() {
        let (name, value) = (attribute.name(), attribute.value());
        let changed = match name.as_str() {
            "href" if tag == "link" && names_the_live_page(element) => None,
            // The page's own base would turn every relative address.
            "href" if tag == "base" => Some(None),
            "href" | "src" | "poster" | "action" | "xlink:href" => {
                single(offline, here, &value, is_link(&tag, &name) || is_feed(&tag, element))
            }
            "data" if tag == "object" => single(offline, here, &value, false),
            "srcset" | "imagesrcset" => candidates(offline, here, &value),
            "style" => css::rewrite(offline, here, &decoded(&value)).map(Some),
            "content" if tag == "meta" => refresh(offline, here, element, &value),
            _ => None,
        };
        if let Some(changed) = changed {
            new.push((name, changed));
        }
    }
    for (name, value) in new {
        match value {
            // The name stood there before, so it can stand there again.
            Some(value) => drop(element.set_attribute(&name, &encoded(&value))),
            None => element.remove_attribute(&name),
        }
    }
}

/// Whether a `link` names the page itself, or the same in another language, as it is live.
fn names_the_live_page(element: &Element) -> bool {
    let rel = element.get_attribute("rel").unwrap_or_default().to_ascii_lowercase();
    let has = |word: &str| rel.split_ascii_whitespace().any(|one| one == word);
    has("canonical") || has("shortlink") || (has("alternate") && element.has_attribute("hreflang"))
}

/// A `link` that is followed and not fetched.
fn is_feed(tag: &str, element: &Element) -> bool {
    let rel = || element.get_attribute("rel").unwrap_or_default().to_ascii_lowercase();
    tag == "link" && rel().split_ascii_whitespace().any(|one| matches!(one, "alternate" | "search" | "next" | "prev"))
}

/// The new value of one address: none when it stays, `Some(None)` when the attribute goes.
fn single(offline: &Offline, here: &str, value: &str, link: bool) -> Option<Option<String>> {
    match offline.whereto(here, &decoded(value)) {
        Whereto::Stays => None,
        Whereto::Inside(path) => Some(Some(path)),
        Whereto::Live(url) if link => Some(Some(url)),
        Whereto::Live(_) => Some(None),
    }
}

/// The new value of a `srcset`.
fn candidates(offline: &Offline, here: &str, value: &str) -> Option<Option<String>> {
    let value = decoded(value);
    let mut kept = Vec::new();
    for candidate in value.split(", ").flat_map(|part| part.split(",\n")).map(str::trim).filter(|one| !one.is_empty()) {
        let (url, size) = candidate.split_once(char::is_whitespace).unwrap_or((candidate, ""));
        let url = match offline.whereto(here, url.trim_end_matches(',')) {
            Whereto::Stays => url.to_string(),
            Whereto::Inside(path) => path,
            Whereto::Live(_) => continue,
        };
        kept.push(format!("{url} {size}").trim_end().to_string());
    }
    let new = kept.join(", ");
    if new == value { None } else { Some((!new.is_empty()).then_some(new)) }
}

/// The new value of `<meta http-equiv=refresh content="0; url=/x/">`.
fn refresh(offline: &Offline, here: &str, element: &Element, value: &str) -> Option<Option<String>> {
    let is_refresh = element.get_attribute("http-equiv").is_some_and(|what| what.eq_ignore_ascii_case("refresh"));
    let value = decoded(value);
    let (wait, url) = value.split_once([';', ',']).filter(|_| is_refresh)?;
    let url = url.trim();
    let start = url.get(..3).filter(|word| word.eq_ignore_ascii_case("url"))?.len();
    let url = url[start..].trim_start().strip_prefix('=')?.trim().trim_matches(['"', '\'']);
    let new = single(offline, here, url, true)??;
    Some(Some(format!("{wait}; url={new}")))
}

/// An attribute's value with the character references that addresses hold.
fn decoded(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return value.into();
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(';').unwrap_or(0);
        match reference(rest.get(1..end).unwrap_or("")) {
            Some(c) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out.into()
}

fn reference(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

/// A value as it stands in an attribute; the writer sees to the quotes.
fn encoded(value: &str) -> String {
    value.replace('&', "&amp;").replace('<', "&lt;")
}
