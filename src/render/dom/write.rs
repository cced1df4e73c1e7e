//! A tree as text: as XML, whole and well-formed whatever was parsed, or as HTML.

use super::{Element, Node, Space};
use crate::render::xml::allowed;

/// Elements of HTML that have no content.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Namespaces that an attribute's prefix may stand for.
const PREFIXES: &[(&str, &str)] =
    &[("epub", "http://www.idpf.org/2007/ops"), ("xlink", "http://www.w3.org/1999/xlink"), ("xml", "")];

/// The XML of an element, with the namespaces that it needs. Attributes that XML cannot say fall away.
pub fn xml(element: &Element) -> String {
    let mut out = String::new();
    xml_element(element, None, &mut out);
    out
}

fn xml_element(element: &Element, around: Option<Space>, out: &mut String) {
    let name = if is_name(&element.name) { element.name.as_str() } else { "span" };
    out.push('<');
    out.push_str(name);
    if around != Some(element.space) {
        attribute("xmlns", namespace(element.space), out);
    }
    let mut prefixes: Vec<&str> = Vec::new();
    for (name, value) in &element.attributes {
        let (prefix, local) = name.split_once(':').map_or(("", name.as_str()), |(prefix, local)| (prefix, local));
        let known = PREFIXES.iter().find(|(known, _)| *known == prefix);
        if !is_name(local) || prefix == "xmlns" || local == "xmlns" || (known.is_none() && !prefix.is_empty()) {
            continue;
        }
        if let Some((prefix, uri)) = known.filter(|(_, uri)| !uri.is_empty())
            && !prefixes.contains(prefix)
        {
            prefixes.push(prefix);
            attribute(&format!("xmlns:{prefix}"), uri, out);
        }
        attribute(name, value, out);
    }
    let void = element.space != Space::Html || VOID.contains(&name);
    if element.children.is_empty() && void {
        out.push_str("/>");
        return;
    }
    out.push('>');
    for child in &element.children {
        match child {
            Node::Element(child) => xml_element(child, Some(element.space), out),
            Node::Text(text) => escape(text, false, out),
        }
    }
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

fn namespace(space: Space) -> &'static str {
    match space {
        Space::Html => "http://www.w3.org/1999/xhtml",
        Space::Svg => "http://www.w3.org/2000/svg",
        Space::MathMl => "http://www.w3.org/1998/Math/MathML",
    }
}

/// A name that XML allows, without a colon; ASCII is enough.
fn is_name(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && letters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// HTML that ends where it ends: what it leaves open is closed, what it closes without having opened is gone, so that it
/// changes nothing of what stands around it.
pub fn balanced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for mut node in super::fragment(text) {
        bounded(&mut node);
        match &node {
            Node::Element(element) => html_element(element, &mut out),
            Node::Text(text) => escape(text, false, &mut out),
        }
    }
    out
}

/// `plaintext` has no end tag.
fn bounded(node: &mut Node) {
    if let Node::Element(element) = node {
        if element.is("plaintext") {
            element.name = "pre".into();
        }
        element.children.iter_mut().for_each(bounded);
    }
}

/// The HTML of an element and what it holds.
pub fn html(element: &Element) -> String {
    let mut out = String::new();
    html_element(element, &mut out);
    out
}

fn html_element(element: &Element, out: &mut String) {
    out.push('<');
    out.push_str(&element.name);
    for (name, value) in &element.attributes {
        attribute(name, value, out);
    }
    out.push('>');
    let html = element.space == Space::Html;
    if html && VOID.contains(&element.name.as_str()) {
        return;
    }
    let raw = html && ["script", "style"].contains(&element.name.as_str());
    // A line end right after these tags is not text: one more is needed to keep it.
    if html
        && ["pre", "textarea", "listing"].contains(&element.name.as_str())
        && matches!(element.children.first(), Some(Node::Text(text)) if text.starts_with('\n'))
    {
        out.push('\n');
    }
    for child in &element.children {
        match child {
            Node::Element(child) => html_element(child, out),
            Node::Text(text) if raw => out.push_str(text),
            Node::Text(text) => escape(text, false, out),
        }
    }
    out.push_str("</");
    out.push_str(&element.name);
    out.push('>');
}

fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(value, true, out);
    out.push('"');
}

fn escape(text: &str, quoted: bool, out: &mut String) {
    for letter in allowed(text).chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if quoted => out.push_str("&quot;"),
            '\n' if quoted => out.push_str("&#10;"),
            '\t' if quoted => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::dom::{document, fragment};

    fn as_xml(html: &str) -> String {
        let mut holder = Element::html("div");
        holder.children = fragment(html);
        xml(&holder)
    }

    #[test]
    fn what_html_forgives_becomes_well_formed() {
        let cases = [
            ("a<br>b<img src=x alt=a&b>", "a<br/>b<img src=\"x\" alt=\"a&amp;b\"/>"),
            ("<p>one<p>two &nbsp;&hearts; &amp;lt;", "<p>one</p><p>two \u{a0}♥ &amp;lt;</p>"),
            ("<span></span><p></p>", "<span></span><p></p>"),
            ("<b><i>x</b>y</i>", "<b><i>x</i></b><i>y</i>"),
            ("<input disabled \"=x a:b=c>", "<input disabled=\"\"/>"),
            ("\u{1}\u{fffe}", "\u{fffd}\u{fffd}"),
        ];
        for (html, xml) in cases {
            let whole = format!("<div xmlns=\"http://www.w3.org/1999/xhtml\">{xml}</div>");
            assert_eq!(as_xml(html), whole, "{html}");
        }
    }

    #[test]
    fn svg_and_mathml_keep_their_names() {
        let xml = as_xml(
            "<svg viewbox='0 0 1 1'><lineargradient/><a xlink:href='#a'><foreignobject><p>t</p></foreignobject></a></svg><math><mi>x</mi></math>",
        );
        assert!(
            xml.contains("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><linearGradient/>"),
            "{xml}"
        );
        assert!(xml.contains("<a xmlns:xlink=\"http://www.w3.org/1999/xlink\" xlink:href=\"#a\"><foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">t</p>"), "{xml}");
        assert!(xml.contains("<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mi>x</mi></math>"), "{xml}");
        let mut reader = quick_xml::Reader::from_str(&xml);
        while !matches!(reader.read_event().expect("well-formed"), quick_xml::events::Event::Eof) {}
    }

    #[test]
    fn a_piece_of_html_ends_where_it_ends() {
        assert_eq!(balanced("a</div></main><b>b<!--"), "a<b>b</b>");
        assert_eq!(balanced("<plaintext></div>"), "<pre>&lt;/div&gt;</pre>");
    }

    #[test]
    fn html_written_is_html_read() {
        let page = "<html><head><style>a > b {}</style></head><body><pre>\n\n  x</pre><p title=\"&quot;\">a&amp;lt; <br>b</p></body></html>";
        let tree = document(page);
        assert_eq!(document(&html(&tree)), tree);
    }
}
