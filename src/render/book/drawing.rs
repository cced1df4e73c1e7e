//! References inside the drawings of a chapter: each leads to what is there and fits it, or goes. Browsers pass over the
//! others; epubcheck does not.

use crate::render::dom::{Element, Node, Space};
use std::collections::{BTreeMap, BTreeSet};

/// What an id names, as far as a drawing can use it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A gradient or pattern, to fill and to stroke with.
    Paint,
    /// What other shapes are cut along.
    Clip,
    Other,
}

/// Takes away what leads nowhere. Paints and clips are no places to go to: their ids leave `ids`.
pub fn settle(nodes: &mut Vec<Node>, ids: &mut BTreeSet<String>) {
    let mut kinds = BTreeMap::new();
    gather(nodes, &mut kinds);
    ids.retain(|id| kinds.get(id).is_none_or(|kind| *kind == Kind::Other));
    mend(nodes, &kinds);
}

fn gather(nodes: &[Node], kinds: &mut BTreeMap<String, Kind>) {
    for node in nodes {
        let Node::Element(element) = node else { continue };
        if let Some(id) = element.get("id") {
            kinds.entry(id.to_string()).or_insert_with(|| kind(element));
        }
        gather(&element.children, kinds);
    }
}

fn kind(element: &Element) -> Kind {
    match (element.space, element.name.as_str()) {
        (Space::Svg, "linearGradient" | "radialGradient" | "pattern") => Kind::Paint,
        (Space::Svg, "clipPath") => Kind::Clip,
        _ => Kind::Other,
    }
}

fn mend(nodes: &mut Vec<Node>, kinds: &BTreeMap<String, Kind>) {
    nodes.retain_mut(|node| {
        let Node::Element(element) = node else { return true };
        mend(&mut element.children, kinds);
        element.space != Space::Svg || refers(element, kinds)
    });
}

/// Mends what an element of a drawing refers to; false when it is nothing without.
fn refers(element: &mut Element, kinds: &BTreeMap<String, Kind>) -> bool {
    let kind = kind(element);
    let target = element.get("xlink:href").and_then(|href| href.strip_prefix('#')).map(|id| kinds.get(id).copied());
    let fits = match (element.name.as_str(), target) {
        ("a", _) | (_, None) => true,
        ("use", Some(found)) => return found == Some(Kind::Other),
        (_, Some(found)) if kind == Kind::Paint => found == Some(Kind::Paint),
        (_, Some(found)) => found.is_some(),
    };
    if !fits {
        element.take("xlink:href");
    }
    element.attributes.retain_mut(|(name, value)| {
        let Some((before, rest)) = value.split_once("url(#") else { return true };
        let Some((id, after)) = rest.split_once(')').filter(|_| name != "style" && before.trim().is_empty()) else {
            return true;
        };
        let found = kinds.get(id).copied();
        let paints = name == "fill" || name == "stroke";
        if if paints { found != Some(Kind::Paint) } else { found.is_none() } {
            // `url(#a) red` says itself what is to be done without.
            *value = match after.trim() {
                "" if paints => "none".into(),
                instead => instead.into(),
            };
        }
        !value.is_empty()
    });
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::dom;

    #[test]
    fn what_leads_nowhere_goes_and_the_rest_stays() {
        let mut nodes = dom::fragment(
            "<p id=p>x</p><svg><linearGradient id=g /><clipPath id=c /><rect id=r />\
             <use xlink:href='#g'/><use xlink:href='#gone'/><use xlink:href='#r'/><pattern xlink:href='#g'/>\
             <pattern xlink:href='#r'/><rect fill='url(#g)' stroke='url(#r)'/><rect fill='url(#gone) red' mask='url(#gone)'/>\
             <rect clip-path='url(#c)'/></svg>",
        );
        let mut ids = ["p", "g", "c", "r"].map(String::from).into();
        settle(&mut nodes, &mut ids);
        assert_eq!(ids, ["p", "r"].map(String::from).into());
        let Node::Element(svg) = &nodes[1] else { panic!("a drawing") };
        let seen: Vec<(&str, Vec<(&str, &str)>)> = svg
            .elements()
            .map(|one| (&*one.name, one.attributes.iter().map(|(name, value)| (&**name, &**value)).collect()))
            .collect();
        let wanted: [(&str, Vec<(&str, &str)>); 9] = [
            ("linearGradient", vec![("id", "g")]),
            ("clipPath", vec![("id", "c")]),
            ("rect", vec![("id", "r")]),
            ("use", vec![("xlink:href", "#r")]),
            ("pattern", vec![("xlink:href", "#g")]),
            ("pattern", vec![]),
            ("rect", vec![("fill", "url(#g)"), ("stroke", "none")]),
            ("rect", vec![("fill", "red")]),
            ("rect", vec![("clip-path", "url(#c)")]),
        ];
        assert_eq!(seen, wanted);
    }
}
