//! Definition lists and figures, whose children a book wants in groups of their own.

use super::tidy::{is_blank, orphans_but, rename, wrapped};
use crate::render::dom::{Element, Node};

/// Groups of `dt` and `dd`, each with one of both; anything else becomes a `dd`, and a lonely `dt` gets an empty one.
pub(super) fn definitions(children: Vec<Node>) -> Vec<Node> {
    let mut out: Vec<Node> = Vec::new();
    let mut last = "";
    for child in wrapped(children, &["dt", "dd"], "dd") {
        if let Node::Element(element) = &child {
            if last.is_empty() && element.is("dd") {
                out.push(Node::Element(Element::html("dt")));
            }
            last = if element.is("dt") { "dt" } else { "dd" };
        }
        out.push(child);
    }
    if last == "dt" {
        out.push(Node::Element(Element::html("dd")));
    }
    out
}

/// A caption stands first or last, and there is one.
pub(super) fn figure(children: Vec<Node>) -> Vec<Node> {
    let is_caption = |node: &Node| matches!(node, Node::Element(element) if element.is("figcaption"));
    let first = children.iter().position(|child| !is_blank(child));
    let last = children.iter().rposition(|child| !is_blank(child));
    let kept = [last, first].into_iter().flatten().find(|at| is_caption(&children[*at]));
    let mut out = orphans_but(children, "figure", "figcaption");
    for (at, child) in out.iter_mut().enumerate() {
        if Some(at) != kept {
            rename(child, &["figcaption"], "div");
        }
    }
    out
}
