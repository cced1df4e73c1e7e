//! A dossier as one HTML file: its styles and pictures in it, its links leading within it or out to the live site. It asks
//! for nothing and runs nothing.

use super::Book;
use super::chapter::{embedded, is_data, label, link};
use super::inline::{data_url, stylesheet};
use super::leads::{Lead, Place, Source};
use crate::base::diag::Diagnostic;
use crate::base::media;
use crate::model::site::Member;
use crate::plan::lookup::DossierPart;
use crate::plan::{Page, PageKind, address};
use crate::render::dom::{self, Element, Node, Space};
use std::collections::BTreeSet;

/// Elements that fetch, run or send.
const GONE: &[&str] =
    &["applet", "base", "frame", "frameset", "input", "noembed", "param", "script", "source", "template", "track"];
/// Elements that stand for what they hold.
const UNWRAPPED: &[&str] = &["form", "noscript", "picture"];
/// Attributes that fetch or send.
const LOUD: &[&str] = &[
    "action",
    "background",
    "formaction",
    "integrity",
    "longdesc",
    "manifest",
    "ping",
    "poster",
    "sizes",
    "srcdoc",
    "srcset",
];

/// The page, without its last two end tags: whoever packs it may add to it.
///
/// # Errors
/// What is wrong with a template, or a source that can no longer be read.
pub fn page(book: &Book) -> Result<String, Box<Diagnostic>> {
    let own = book.views.plan.address_of(Member::Dossier(book.dossier), book.language);
    let address = address::below(&own, DossierPart::Print.path());
    let page = Page { address, language: book.language, kind: PageKind::DossierPrint(book.dossier) };
    let filled = book.fill("single.html", &page)?;
    let filled = crate::render::clean::clean(filled);
    let mut html = dom::document(&String::from_utf8_lossy(&filled));
    let mut ids = BTreeSet::new();
    gather(&html, &mut ids);
    let mut walk = Walk { book, page: &page, ids, used: BTreeSet::new(), fault: None };
    html.children = walk.nodes(std::mem::take(&mut html.children));
    walk.attributes(&mut html);
    match walk.fault {
        Some(fault) => Err(fault),
        None => {
            let whole = format!("<!doctype html>\n{}", dom::write::html(&html));
            Ok(whole.strip_suffix("</body></html>").map_or(whole.clone(), String::from))
        }
    }
}

fn gather(element: &Element, ids: &mut BTreeSet<String>) {
    ids.extend(element.get("id").map(String::from));
    element.elements().for_each(|child| gather(child, ids));
}

/// Makes every part of the page stand by itself.
struct Walk<'w, 'b> {
    book: &'w Book<'b>,
    page: &'w Page,
    ids: BTreeSet<String>,
    /// Those that an element bears already: a second one of the same name falls away.
    used: BTreeSet<String>,
    fault: Option<Box<Diagnostic>>,
}

impl Walk<'_, '_> {
    fn nodes(&mut self, nodes: Vec<Node>) -> Vec<Node> {
        nodes.into_iter().flat_map(|node| self.node(node)).collect()
    }

    fn node(&mut self, node: Node) -> Vec<Node> {
        let Node::Element(mut element) = node else { return vec![node] };
        let name = element.name.clone();
        if element.space == Space::Html && GONE.contains(&name.as_str()) {
            return Vec::new();
        }
        let embed = ["iframe", "object", "embed"].contains(&name.as_str());
        let player = ["audio", "video"].contains(&name.as_str());
        let source = embedded(&element).filter(|_| embed || player).map(String::from);
        element.children = self.nodes(std::mem::take(&mut element.children));
        if element.space == Space::Html {
            if UNWRAPPED.contains(&name.as_str()) {
                return element.children;
            }
            match name.as_str() {
                "link" => return self.linked(element).into_iter().collect(),
                "meta" if element.get("http-equiv").is_some_and(|of| of.eq_ignore_ascii_case("refresh")) => {
                    return Vec::new();
                }
                "style" => self.style(&mut element),
                "img" => return self.picture(element).into_iter().collect(),
                _ if embed => return source.and_then(|written| self.out(&element, &written)).into_iter().collect(),
                _ if player => return source.and_then(|written| self.player(element, &written)).into_iter().collect(),
                _ => {}
            }
        } else if !self.drawn(&mut element) {
            return Vec::new();
        }
        self.attributes(&mut element);
        vec![Node::Element(element)]
    }

    /// Takes away what runs or fetches, and leads links where they belong.
    fn attributes(&mut self, element: &mut Element) {
        element.attributes.retain(|(name, _)| {
            let name = name.to_ascii_lowercase();
            !name.starts_with("on") && !LOUD.contains(&name.as_str()) && name != "xml:base"
        });
        if let Some(id) = element.take("id")
            && self.used.insert(id.clone())
        {
            element.set("id", id);
        }
        if element.is("a") || element.is("area") {
            element.take("target");
            element.take("download");
            if let Some(href) = element.take("href").and_then(|href| self.href(&href)) {
                element.set("href", href);
            }
        } else if element.space == Space::Html && !["img", "audio", "video", "link"].contains(&element.name.as_str()) {
            element.take("src");
        }
        for (_, value) in
            element.attributes.iter_mut().filter(|(name, value)| name == "style" || value.contains("url("))
        {
            *value = stylesheet(value, &mut |_| None);
        }
    }

    fn follow(&self, written: &str) -> Lead {
        self.book.leads.follow(&self.page.address, written)
    }

    fn href(&self, written: &str) -> Option<String> {
        match self.follow(written) {
            Lead::Place(place, fragment) => Some(self.place(&place, fragment.as_deref())),
            Lead::Here(fragment) => self.ids.contains(&fragment).then(|| anchor(&fragment)),
            Lead::File(source) => Some(self.book.live_file(&source)),
            Lead::Live(url) => Some(url),
            Lead::Nowhere => None,
        }
    }

    /// A place as an anchor that is there.
    fn place(&self, place: &Place, fragment: Option<&str>) -> String {
        let number = place.part.strip_prefix("article-");
        let prefix = number.map_or_else(|| place.prefix.clone(), |number| format!("p{number}-"));
        let own = match (number, &place.anchor) {
            (Some(number), _) => format!("piece-{number}"),
            (None, Some(anchor)) => anchor.clone(),
            (None, None) if self.ids.contains(&place.part) => place.part.clone(),
            _ => "top".into(),
        };
        let wanted = fragment.map(|fragment| format!("{prefix}{fragment}")).filter(|id| self.ids.contains(id));
        anchor(&wanted.unwrap_or(own))
    }

    /// The bytes of a file as a URL that holds them.
    fn data(&mut self, source: &Source) -> Option<String> {
        let path = match source {
            Source::File(id) => self.book.views.site[*id].output.clone(),
            Source::Asset(name) => name.clone(),
        };
        match self.book.bytes(source) {
            Ok(bytes) => Some(data_url(media::of(&path), &bytes)),
            Err(fault) => {
                self.fault.get_or_insert(fault);
                None
            }
        }
    }

    /// A stylesheet stands in the page; an icon too; what else a `link` names is kept only where nothing is fetched.
    fn linked(&mut self, mut element: Element) -> Option<Node> {
        let rel = element.get("rel").unwrap_or("").to_ascii_lowercase();
        let href = element.take("href")?;
        let source = match self.follow(&href) {
            Lead::File(source) => Some(source),
            _ => None,
        };
        match rel.as_str() {
            "stylesheet" => {
                let text = self.css(&source?);
                Some(Node::Element(Element::html("style").holding(vec![Node::Text(text)])))
            }
            "icon" => {
                element.set("href", self.data(&source?)?);
                Some(Node::Element(element))
            }
            "canonical" => {
                element.set("href", href);
                Some(Node::Element(element))
            }
            _ => None,
        }
    }

    /// A stylesheet with what it names in it. What would end the element is written otherwise.
    fn css(&mut self, source: &Source) -> String {
        let address = match source {
            Source::File(id) => format!("/{}", self.book.views.site[*id].output),
            Source::Asset(name) => {
                self.book.views.theme.assets.get(name).map_or_else(String::new, |asset| asset.address.to_string())
            }
        };
        let text = match self.book.bytes(source) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(fault) => {
                self.fault.get_or_insert(fault);
                String::new()
            }
        };
        let text = stylesheet(&text, &mut |url| match self.book.leads.follow(&address, url) {
            Lead::File(source) => self.data(&source),
            _ => None,
        });
        text.replace("</", "<\\/")
    }

    fn style(&mut self, element: &mut Element) {
        for child in &mut element.children {
            if let Node::Text(text) = child {
                *text = stylesheet(text, &mut |_| None).replace("</", "<\\/");
            }
        }
    }

    fn picture(&mut self, mut element: Element) -> Option<Node> {
        let written = element.take("src")?;
        let new = match self.follow(&written) {
            _ if is_data(&written) => written,
            Lead::File(source) => self.data(&source)?,
            Lead::Live(url) => return Some(link(&url, label(&element, &url))),
            _ => return element.get("alt").map(|alt| Node::Text(alt.into())),
        };
        self.attributes(&mut element);
        element.take("loading");
        element.set("src", new);
        Some(Node::Element(element))
    }

    /// A recording of the site is in the page; one from elsewhere is a link.
    fn player(&mut self, mut element: Element, written: &str) -> Option<Node> {
        let Lead::File(source) = self.follow(written) else { return self.out(&element, written) };
        let data = self.data(&source)?;
        self.attributes(&mut element);
        element.children.clear();
        element.set("src", data);
        element.set("controls", "");
        Some(Node::Element(element))
    }

    /// What cannot be in the page is a link to where it is.
    fn out(&mut self, element: &Element, written: &str) -> Option<Node> {
        let url = self.href(written)?;
        Some(link(&url, label(element, &url)))
    }

    /// A part of a drawing; false when it fetches or runs and must go.
    fn drawn(&mut self, element: &mut Element) -> bool {
        if ["script", "foreignObject", "animate", "animateMotion", "animateTransform", "set", "handler"]
            .contains(&element.name.as_str())
        {
            return false;
        }
        let written = element.take("href").or_else(|| element.take("xlink:href"));
        element.take("xlink:href");
        let Some(written) = written else { return true };
        let new = match element.name.as_str() {
            "a" => self.href(&written),
            "image" if is_data(&written) => Some(written),
            "image" => match self.follow(&written) {
                Lead::File(source) => self.data(&source),
                _ => None,
            },
            _ => written.starts_with('#').then_some(written),
        };
        if let Some(new) = new {
            element.set("href", new);
        }
        true
    }
}

fn anchor(id: &str) -> String {
    crate::plan::address::fragment(&format!("#{id}"))
}
