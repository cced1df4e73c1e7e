//! HTML as a tree that can be changed: parsed as browsers parse it, of bounded depth.

mod bounded;
pub mod words;
pub mod write;

use html5ever::{LocalName, local_name, ns};
use markup5ever_rcdom::{Handle, NodeData};

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
    let dom = bounded::parse(html, None);
    let found = children(&dom.document).into_iter().find_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    });
    found.unwrap_or_else(|| Element::html("html"))
}

/// The tree of a piece of a page, as it would be parsed inside a `div`.
pub fn fragment(html: &str) -> Vec<Node> {
    let dom = bounded::parse(html, Some(local_name!("div")));
    let roots = children(&dom.document);
    let inside = roots.into_iter().flat_map(|node| match node {
        Node::Element(root) => root.children,
        text => vec![text],
    });
    inside.collect()
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
                    // A picture, a line break, a script: what holds no other element may stay.
                    let nests =
                        child.children.borrow().iter().any(|inner| matches!(inner.data, NodeData::Element { .. }));
                    let stays = depth < DEEPEST || !nests;
                    let element = if stays { element(&child) } else { None };
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
        drawn_together(&out)
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
                Node::Text(text) => spaced(text, out),
                Node::Element(child) => child.gather(out),
            }
        }
        if breaks {
            out.push('\n');
        }
    }
}

/// Adds a text of the source, where the end of a line is a space.
fn spaced(text: &str, out: &mut String) {
    for (at, line) in text.split(['\n', '\r']).enumerate() {
        if at > 0 {
            out.push(' ');
        }
        out.push_str(line);
    }
}

/// White space drawn together, line by line; empty lines fall away.
fn drawn_together(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        for (at, word) in line.split_whitespace().enumerate() {
            if !out.is_empty() {
                out.push(if at == 0 { '\n' } else { ' ' });
            }
            out.push_str(word);
        }
    }
    out
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

    /// Without a bound, the first alone takes minutes.
    #[test]
    fn however_deep_it_is_nested_markup_is_read_at_once() {
        let all = ["div", "b", "blockquote", "a", "font color=red", "ruby><rt", "svg><g", "math><mi", "svg><title"];
        let others = ["table><tr><td", "ul><li", "button", "x-y", "nobr", "select", "template"];
        for (at, kind) in all.into_iter().chain(others).enumerate() {
            let times = if at == 0 { 100_000 } else { 5_000 };
            let page = document(&format!("<{kind}>x").repeat(times));
            let words = page.text().matches('x').count();
            assert!(words == times || kind == "template", "{kind}: {words}");
        }
    }

    #[test]
    fn the_ends_of_what_fell_away_close_nothing_else() {
        let (start, end) = ("<div>".repeat(10_000), "</div>".repeat(9_990));
        let inner = "<p>a<br>b<img src=c><script>'</div>'</script><span>d</span></p>";
        let page = document(&format!("<section>{start}{inner}{end}<i>inside</i></section><p id=z>after</p>"));
        let section = page.find("section").unwrap();
        assert!(section.find("i").is_some() && section.find("script").is_some() && section.find("br").is_some());
        let body = page.find("body").unwrap();
        assert!(body.elements().any(|element| element.get("id") == Some("z")), "{}", body.text());
    }
}
