//! HTML as a tree that can be changed: parsed as browsers parse it, of bounded depth.

pub mod write;

use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{LocalName, ParseOpts, QualName, local_name, ns, parse_document, parse_fragment};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Deeper elements fall away and leave their content where they stood: what walks a tree may do so by recursion.
const DEEPEST: usize = 200;

/// A part of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    Element(Element),
    Text(String),
}

/// An element. Names are in lower case but where SVG or MathML have capitals.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    pub space: Space,
    pub name: String,
    /// In order, each name once; with a prefix where they have one: `xlink:href`.
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

/// The language that an element belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    Html,
    Svg,
    MathMl,
}

/// The tree of a page: its `html` element.
pub fn document(html: &str) -> Element {
    let dom = parse_document(RcDom::default(), options()).one(html);
    let found = children(&dom.document).into_iter().find_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    });
    found.unwrap_or_else(|| Element::html("html"))
}

/// The tree of a piece of a page, as it would be parsed inside a `div`.
pub fn fragment(html: &str) -> Vec<Node> {
    let context = QualName::new(None, ns!(html), local_name!("div"));
    let dom = parse_fragment(RcDom::default(), options(), context, Vec::new(), false).one(html);
    let roots = children(&dom.document);
    let inside = roots.into_iter().flat_map(|node| match node {
        Node::Element(root) => root.children,
        text => vec![text],
    });
    inside.collect()
}

/// What stands in `noscript` is shown: nothing of ours runs a script.
fn options() -> ParseOpts {
    ParseOpts {
        tree_builder: TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() },
        ..ParseOpts::default()
    }
}

/// An element that is being filled; none where it is too deep, and its content goes to the one around it.
struct Open {
    handle: Handle,
    next: usize,
    element: Option<Element>,
}

/// The children of a node as trees, without recursion: how deep they go is the writer's choice.
fn children(root: &Handle) -> Vec<Node> {
    let mut open = vec![Open { handle: root.clone(), next: 0, element: Some(Element::html("")) }];
    loop {
        let depth = open.len();
        let Some(last) = open.last_mut() else { return Vec::new() };
        let child = last.handle.children.borrow().get(last.next).cloned();
        last.next += 1;
        match child {
            Some(child) => match &child.data {
                NodeData::Text { contents } => push(&mut open, Node::Text(contents.borrow().to_string())),
                NodeData::Element { .. } => {
                    let element = if depth < DEEPEST { element(&child) } else { None };
                    open.push(Open { handle: child, next: 0, element });
                }
                _ => {}
            },
            None => {
                let element = open.pop().and_then(|done| done.element);
                match element {
                    Some(element) if open.is_empty() => return element.children,
                    Some(element) => push(&mut open, Node::Element(element)),
                    None => {}
                }
            }
        }
    }
}

/// Gives a node to the innermost element that is there; two texts become one.
fn push(open: &mut [Open], node: Node) {
    let Some(parent) = open.iter_mut().rev().find_map(|open| open.element.as_mut()) else { return };
    match (parent.children.last_mut(), node) {
        (Some(Node::Text(before)), Node::Text(text)) => before.push_str(&text),
        (_, node) => parent.children.push(node),
    }
}

fn element(handle: &Handle) -> Option<Element> {
    let NodeData::Element { name, attrs, .. } = &handle.data else { return None };
    let space = match name.ns {
        ns!(svg) => Space::Svg,
        ns!(mathml) => Space::MathMl,
        _ => Space::Html,
    };
    let attribute = |attribute: &html5ever::Attribute| {
        let local: &LocalName = &attribute.name.local;
        let name = match &attribute.name.prefix {
            Some(prefix) if !prefix.is_empty() => format!("{prefix}:{local}"),
            _ => local.to_string(),
        };
        (name, attribute.value.to_string())
    };
    let attributes = attrs.borrow().iter().map(attribute).collect();
    Some(Element { space, name: name.local.to_string(), attributes, children: Vec::new() })
}

impl Element {
    /// An empty element of HTML.
    pub fn html(name: &str) -> Self {
        Element { space: Space::Html, name: name.into(), attributes: Vec::new(), children: Vec::new() }
    }

    /// The same with an attribute.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.set(name, value);
        self
    }

    /// The same with content.
    pub fn holding(mut self, children: Vec<Node>) -> Self {
        self.children = children;
        self
    }

    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Sets an attribute.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        match self.attributes.iter_mut().find(|(own, _)| own == name) {
            Some((_, old)) => *old = value.into(),
            None => self.attributes.push((name.into(), value.into())),
        }
    }

    /// Takes an attribute away, and gives its value.
    pub fn take(&mut self, name: &str) -> Option<String> {
        let at = self.attributes.iter().position(|(own, _)| own == name)?;
        Some(self.attributes.remove(at).1)
    }

    /// Whether it is this element of HTML.
    pub fn is(&self, name: &str) -> bool {
        self.space == Space::Html && self.name == name
    }

    /// The first element of this name, itself included, in order of the page.
    pub fn find(&self, name: &str) -> Option<&Element> {
        if self.is(name) {
            return Some(self);
        }
        self.elements().find_map(|child| child.find(name))
    }

    /// The same, to be changed.
    pub fn find_mut(&mut self, name: &str) -> Option<&mut Element> {
        if self.is(name) {
            return Some(self);
        }
        self.children.iter_mut().find_map(|child| match child {
            Node::Element(child) => child.find_mut(name),
            Node::Text(_) => None,
        })
    }

    /// The elements right inside it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(child) => Some(child),
            Node::Text(_) => None,
        })
    }

    /// Its words, without markup: white space drawn together, a line for each block.
    pub fn text(&self) -> String {
        let mut out = String::new();
        self.gather(&mut out);
        let lines = out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    }

    fn gather(&self, out: &mut String) {
        if ["script", "style", "template"].iter().any(|name| self.name == *name) {
            return;
        }
        let breaks = self.space == Space::Html && !INLINE.contains(&self.name.as_str());
        if breaks {
            out.push('\n');
        }
        for child in &self.children {
            match child {
                // A line end in the source is a space.
                Node::Text(text) => out.push_str(&text.replace(['\n', '\r'], " ")),
                Node::Element(child) => child.gather(out),
            }
        }
        if breaks {
            out.push('\n');
        }
    }
}

/// Elements of HTML that stand in a line of text.
pub const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "meter", "output", "progress", "q", "rb", "rp", "rt", "ruby", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_without_markup() {
        let page = document(
            "<title>T</title><main><h1>Talks\nopen</h1><p>In <b>As</b>tana&nbsp;&mdash; <script>x</script>today.<ul><li>a<li>b</ul></main>",
        );
        assert_eq!(page.find("title").unwrap().text(), "T");
        assert_eq!(page.find("main").unwrap().text(), "Talks open\nIn Astana — today.\na\nb");
    }

    #[test]
    fn depth_is_bounded_and_no_word_is_lost() {
        let html = format!("{}deep{}", "<div>".repeat(5_000), "</div>".repeat(5_000));
        let page = document(&html);
        assert_eq!(page.text(), "deep");
        let mut depth = 0;
        let mut at = Some(&page);
        while let Some(element) = at {
            depth += 1;
            at = element.elements().last();
        }
        assert!(depth <= DEEPEST, "{depth}");
    }
}
