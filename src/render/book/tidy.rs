//! What HTML forgives and EPUB does not: a tree is made to follow the content models of XHTML (EPUB 3.3, 6.1; HTML
//! Standard, 3.2.5), with every word kept.

use super::foreign;
use super::groups::{definitions, figure};
use super::names::xml_id;
use crate::render::dom::{Element, INLINE, Node, Space};
use std::collections::BTreeSet;

/// Elements whose content is no part of the text.
const GONE: &[&str] = &[
    "applet", "area", "base", "datalist", "frame", "frameset", "head", "input", "link", "map", "meta", "noembed",
    "noframes", "option", "param", "script", "select", "source", "style", "template", "textarea", "title", "track",
];

/// Elements that stand only for what they hold.
const UNWRAPPED: &[&str] = &["body", "canvas", "fieldset", "form", "html", "noscript", "optgroup", "picture", "slot"];

/// Old or foreign elements, and what says the same today.
const RENAMED: &[(&str, &str)] = &[
    ("acronym", "abbr"),
    ("big", "span"),
    ("button", "span"),
    ("center", "div"),
    ("data", "span"),
    ("dialog", "div"),
    ("dir", "ul"),
    ("font", "span"),
    ("hgroup", "div"),
    ("label", "span"),
    ("legend", "p"),
    ("listing", "pre"),
    ("marquee", "span"),
    ("menu", "ul"),
    ("meter", "span"),
    ("output", "span"),
    ("plaintext", "pre"),
    ("progress", "span"),
    ("search", "div"),
    ("strike", "s"),
    ("tt", "code"),
    ("xmp", "pre"),
];

/// Every other element that may stand in a chapter.
const KNOWN: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "audio",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "iframe",
    "img",
    "ins",
    "kbd",
    "li",
    "main",
    "mark",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
    "embed",
    "object",
];

/// Hold a line of text and nothing else.
const LINES: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "summary"];

/// Makes the content of a chapter's body fit. Ids become names of XML, each once; `ids` gathers them. What is embedded
/// must have been dealt with before.
pub fn tidy(children: Vec<Node>, ids: &mut BTreeSet<String>) -> Vec<Node> {
    let mut out = fit(children, "body");
    out.iter_mut().for_each(|node| identify(node, ids));
    out
}

/// The children of `parent`, each made to fit there.
fn fit(children: Vec<Node>, parent: &str) -> Vec<Node> {
    let mut out: Vec<Node> = Vec::with_capacity(children.len());
    for child in children {
        match child {
            Node::Element(element) if element.space == Space::Html => out.extend(html(element)),
            Node::Element(element) => out.extend(foreign::fit(element).map(Node::Element)),
            text => out.push(text),
        }
    }
    arrange(out, parent)
}

/// An element of HTML, and what it holds, made to fit; nothing, or what it held, when it may not stand there.
fn html(mut element: Element) -> Vec<Node> {
    let name = element.name.clone();
    if GONE.contains(&name.as_str()) {
        return Vec::new();
    }
    if UNWRAPPED.contains(&name.as_str()) {
        return fit(std::mem::take(&mut element.children), "div");
    }
    if let Some((_, new)) = RENAMED.iter().find(|(old, _)| *old == name) {
        element.name = (*new).into();
    } else if !KNOWN.contains(&name.as_str()) {
        element.name = "span".into();
    }
    element.children = fit(std::mem::take(&mut element.children), &element.name.clone());
    super::attributes::html(&mut element);
    match settle(&mut element) {
        true => vec![Node::Element(element)],
        false => element.children,
    }
}

/// Gives an element that holds what it may not hold a name that may. False when only its content is to stay.
fn settle(element: &mut Element) -> bool {
    let flow = holds_flow(&element.children);
    match element.name.as_str() {
        "br" | "hr" | "wbr" | "col" => element.children.clear(),
        "img" => {
            element.children.clear();
            return element.get("src").is_some();
        }
        "p" | "pre" if flow => become_div(element),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" if flow => flatten(&mut element.children),
        "a" => element.children.iter_mut().for_each(without_links),
        "header" | "footer" => element.children.iter_mut().for_each(without_heads),
        "details" if !starts_with_summary(element) => become_div(element),
        "details" => rename_after_first(element, "summary", "div"),
        "bdo" if element.get("dir").is_none() => element.name = "span".into(),
        "ruby" if flow || !element.elements().any(|child| child.is("rt")) => {
            element.children.iter_mut().for_each(|child| rename(child, &["rt", "rp"], "span"));
            element.name = if flow { "div" } else { "span" }.into();
        }
        "audio" | "video" | "iframe" | "object" | "embed" => return false,
        "ul" | "ol" | "dl" if element.elements().next().is_none() => return false,
        "table" if element.find("tr").is_none() => become_div(element),
        "ins" | "del" => {}
        name if flow && INLINE.contains(&name) => become_div(element),
        _ => {}
    }
    true
}

/// It stays as a `div`, with its old name as a class, so that a stylesheet can still tell.
fn become_div(element: &mut Element) {
    let class = match element.get("class") {
        Some(class) => format!("{class} {}", element.name),
        None => element.name.clone(),
    };
    let common: Vec<(String, String)> =
        element.attributes.drain(..).filter(|(name, _)| super::attributes::GLOBAL.contains(&name.as_str())).collect();
    element.attributes = common;
    element.set("class", class);
    element.name = "div".into();
    for child in &mut element.children {
        rename(child, &["summary", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "colgroup"], "div");
    }
}

pub(super) fn rename(node: &mut Node, from: &[&str], to: &str) {
    if let Node::Element(element) = node
        && element.space == Space::Html
        && from.contains(&element.name.as_str())
    {
        element.name = to.into();
    }
}

fn rename_after_first(element: &mut Element, from: &str, to: &str) {
    let mut seen = false;
    for child in &mut element.children {
        if matches!(child, Node::Element(child) if child.is(from)) && std::mem::replace(&mut seen, true) {
            rename(child, &[from], to);
        }
    }
}

fn starts_with_summary(element: &Element) -> bool {
    let first = element.children.iter().find(|child| !is_blank(child));
    matches!(first, Some(Node::Element(first)) if first.is("summary"))
}

/// Whether anything here stands outside lines of text.
fn holds_flow(children: &[Node]) -> bool {
    children.iter().any(|child| match child {
        Node::Element(element) if element.space == Space::Html => {
            let line = INLINE.contains(&element.name.as_str()) || element.is("br");
            let passes = ["a", "ins", "del"].contains(&element.name.as_str());
            !line || (passes && holds_flow(&element.children))
        }
        _ => false,
    })
}

/// Everything here becomes part of one line.
fn flatten(children: &mut [Node]) {
    for child in children {
        let Node::Element(element) = child else { continue };
        if element.space != Space::Html {
            continue;
        }
        flatten(&mut element.children);
        if !INLINE.contains(&element.name.as_str()) && !element.is("br") {
            element.name = "span".into();
            element.attributes.retain(|(name, _)| super::attributes::GLOBAL.contains(&name.as_str()));
        }
    }
}

/// A link within a link is text.
fn without_links(node: &mut Node) {
    if let Node::Element(element) = node {
        if element.is("a") {
            element.name = "span".into();
            element.attributes.retain(|(name, _)| super::attributes::GLOBAL.contains(&name.as_str()));
        }
        if element.is("details") {
            element.name = "div".into();
            element.children.iter_mut().for_each(|child| rename(child, &["summary"], "div"));
        }
        element.children.iter_mut().for_each(without_links);
    }
}

/// A header or footer holds no other.
fn without_heads(node: &mut Node) {
    rename(node, &["header", "footer", "main"], "div");
    if let Node::Element(element) = node {
        element.children.iter_mut().for_each(without_heads);
    }
}

pub(super) fn is_blank(node: &Node) -> bool {
    matches!(node, Node::Text(text) if text.trim().is_empty())
}

/// What depends on where an element stands.
fn arrange(children: Vec<Node>, parent: &str) -> Vec<Node> {
    match parent {
        "ul" | "ol" => wrapped(children, &["li"], "li"),
        "dl" => definitions(children),
        "figure" => figure(children),
        "table" | "thead" | "tbody" | "tfoot" | "tr" | "colgroup" => {
            children.into_iter().filter(|child| !matches!(child, Node::Text(_)) || is_blank(child)).collect()
        }
        "ruby" | "details" => children,
        _ => orphans(children, parent),
    }
}

/// Consecutive children that are none of `allowed` go into one element.
pub(super) fn wrapped(children: Vec<Node>, allowed: &[&str], wrapper: &str) -> Vec<Node> {
    let mut out: Vec<Node> = Vec::new();
    let mut loose: Vec<Node> = Vec::new();
    let close = |loose: &mut Vec<Node>, out: &mut Vec<Node>| {
        if loose.iter().all(is_blank) {
            out.append(loose);
        } else {
            out.push(Node::Element(Element::html(wrapper).holding(std::mem::take(loose))));
        }
    };
    for child in children {
        if matches!(&child, Node::Element(element) if element.space == Space::Html && allowed.contains(&element.name.as_str()))
        {
            close(&mut loose, &mut out);
            out.push(child);
        } else {
            loose.push(child);
        }
    }
    close(&mut loose, &mut out);
    out
}

/// Children that need a certain parent and have another.
fn orphans(children: Vec<Node>, parent: &str) -> Vec<Node> {
    orphans_but(children, parent, "")
}

pub(super) fn orphans_but(children: Vec<Node>, parent: &str, allowed: &str) -> Vec<Node> {
    let mut out: Vec<Node> = Vec::with_capacity(children.len());
    for mut child in children {
        if let Node::Element(element) = &mut child
            && element.space == Space::Html
            && element.name != allowed
        {
            let line = INLINE.contains(&parent) || LINES.contains(&parent);
            match element.name.as_str() {
                "dt" | "dd" | "figcaption" | "caption" | "summary" => element.name = "div".into(),
                "rt" | "rp" => element.name = "span".into(),
                "main" if parent != "body" => element.name = "div".into(),
                "li" if !line => {
                    match out.last_mut() {
                        Some(Node::Element(list)) if list.get("class") == Some("loose") => list.children.push(child),
                        _ => out.push(Node::Element(Element::html("ul").with("class", "loose").holding(vec![child]))),
                    }
                    continue;
                }
                "li" => element.name = "div".into(),
                _ => {}
            }
        }
        out.push(child);
    }
    out
}

/// Ids become names of XML; one that stood before falls away.
fn identify(node: &mut Node, ids: &mut BTreeSet<String>) {
    let Node::Element(element) = node else { return };
    if let Some(id) = element.take("id").and_then(|id| xml_id(&id))
        && ids.insert(id.clone())
    {
        element.set("id", id);
    }
    element.children.iter_mut().for_each(|child| identify(child, ids));
}
