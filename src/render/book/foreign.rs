//! SVG and MathML inside a chapter: what draws and what counts stays, what runs, fetches or embeds falls away.

use super::names::xml_id;
use crate::render::dom::{Element, Node, Space};

/// Presentation MathML, with the wrapper that carries other forms.
const MATHML: &[&str] = &[
    "annotation",
    "maction",
    "math",
    "menclose",
    "merror",
    "mfenced",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "ms",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
    "none",
    "semantics",
];

/// Elements of SVG that run, fetch or hold another language.
const NOT_DRAWN: &[&str] = &[
    "animate",
    "animateMotion",
    "animateTransform",
    "audio",
    "canvas",
    "foreignObject",
    "handler",
    "iframe",
    "listener",
    "script",
    "set",
    "video",
];

/// The element with what it may hold; none when it may not stand in a chapter.
pub fn fit(mut element: Element) -> Option<Element> {
    match element.space {
        Space::Svg if NOT_DRAWN.contains(&element.name.as_str()) => return None,
        Space::MathMl if element.name == "annotation-xml" => return None,
        Space::MathMl if !MATHML.contains(&element.name.as_str()) => element.name = "mrow".into(),
        Space::Html => return None,
        _ => {}
    }
    let space = element.space;
    element.attributes.retain(|(name, value)| keeps(space, name, value));
    for (_, value) in &mut element.attributes {
        if value.contains("url(#") {
            *value = renamed(value);
        }
    }
    if space == Space::Svg && element.name == "svg" {
        // What HTML reads without its name is SVG all the same.
        element.attributes.retain(|(name, _)| !name.starts_with("xmlns"));
    }
    super::attributes::language(&mut element);
    let children = std::mem::take(&mut element.children);
    element.children = children
        .into_iter()
        .filter_map(|child| match child {
            Node::Element(child) if child.space == space => fit(child).map(Node::Element),
            Node::Element(_) => None,
            text => Some(text),
        })
        .collect();
    Some(element)
}

fn keeps(space: Space, name: &str, value: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let runs = lower.starts_with("on") || lower.starts_with("data-") || lower.starts_with("aria-") || lower == "role";
    let fetches = value.replace("url(#", "").to_ascii_lowercase().contains("url(") || value.contains('\\');
    match (space, name) {
        _ if runs => false,
        (_, "lang" | "id" | "class") => true,
        (Space::MathMl, "href" | "xlink:href" | "style" | "altimg") => false,
        (_, "href" | "xlink:href") => true,
        (_, "style") => !fetches && is_declarations(value),
        (_, "tabindex" | "focusable" | "xml:base" | "xml:space" | "target") => false,
        _ => !fetches,
    }
}

/// `a: b; c: d`, of harmless letters.
fn is_declarations(style: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || " #%.,-()\"'".contains(c);
    style.split(';').filter(|one| !one.trim().is_empty()).all(|one| {
        one.split_once(':').is_some_and(|(property, value)| {
            let property = property.trim();
            !property.is_empty()
                && property.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
                && !value.trim().is_empty()
                && value.chars().all(plain)
                && value.matches('(').count() == value.matches(')').count()
                && value.matches(['"', '\'']).count() % 2 == 0
        })
    })
}

/// `url(#a b)` points to the id as it is written in a chapter.
fn renamed(value: &str) -> String {
    let mut out = String::new();
    let mut rest = value;
    while let Some(at) = rest.find("url(#") {
        let (before, after) = rest.split_at(at + 5);
        out.push_str(before);
        let end = after.find(')').unwrap_or(after.len());
        out.push_str(&xml_id(&after[..end]).unwrap_or_default());
        rest = &after[end..];
    }
    out.push_str(rest);
    out
}
