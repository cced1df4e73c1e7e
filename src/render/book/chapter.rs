//! A part of a book as XHTML: its template filled, its addresses led to other parts, the whole made to fit EPUB.

use super::leads::{Lead, Place, Source};
use super::names::{media, xml_id};
use super::tidy::tidy;
use super::{Book, BookChapter, drawing, picture};
use crate::base::diag::Diagnostic;
use crate::render::dom::{self, Element, Node, Space};
use std::collections::{BTreeMap, BTreeSet};

/// The name of the stylesheet in a book.
pub const STYLESHEET: &str = "book.css";

/// A part, ready to be packed.
pub struct Chapter {
    pub bytes: Vec<u8>,
    /// Every id in it.
    pub ids: BTreeSet<String>,
    /// It holds SVG, it holds MathML: EPUB's package has to say so.
    pub svg: bool,
    pub mathml: bool,
}

/// The pictures of a book: those that it carries with their names and media types, and those that it cannot.
pub type Pictures = BTreeMap<Source, Option<(String, &'static str)>>;

/// What is known of a book when a part is written.
pub struct Known {
    /// The ids of each part; empty while they are being gathered.
    pub ids: BTreeMap<String, BTreeSet<String>>,
    pub pictures: Pictures,
    /// Whether any picture had words for those who cannot see it, and whether any had none.
    pub described: bool,
    pub undescribed: bool,
}

impl Book<'_> {
    /// Renders a part; the pictures that it shows are added to `known`.
    ///
    /// # Errors
    /// What is wrong with its template, or a source that can no longer be read.
    pub fn chapter(&self, part: &BookChapter, known: &mut Known) -> Result<Chapter, Box<Diagnostic>> {
        let filled = self.fill(part.template, &part.page)?;
        let mut html = dom::document(&String::from_utf8_lossy(&filled));
        let title = html.find("title").map(Element::text).filter(|title| !title.is_empty());
        let mut body = html
            .find_mut("body")
            .map_or_else(|| Element::html("body"), |body| std::mem::replace(body, Element::html("body")));
        let mut walk = Walk { book: self, part, known, fault: None };
        body.children = walk.nodes(std::mem::take(&mut body.children));
        if let Some(fault) = walk.fault {
            return Err(fault);
        }
        let mut ids = BTreeSet::new();
        body.children = tidy(body.children, &mut ids);
        drawing::settle(&mut body.children, &mut ids);
        body.attributes.retain(|(name, _)| ["class", "epub:type"].contains(&name.as_str()));
        let (svg, mathml) = (holds(&body, Space::Svg), holds(&body, Space::MathMl));
        html.attributes.retain(|(name, _)| ["lang", "dir"].contains(&name.as_str()));
        super::attributes::language(&mut html);
        let text = |name: &str, text: String| Node::Element(Element::html(name).holding(vec![Node::Text(text)]));
        let link = Element::html("link").with("rel", "stylesheet").with("type", "text/css").with("href", STYLESHEET);
        let head = vec![text("title", title.unwrap_or_else(|| part.title.to_string())), Node::Element(link)];
        html.children = vec![
            Node::Element(Element::html("head").holding(head)),
            Node::Text("\n".into()),
            Node::Element(body),
            Node::Text("\n".into()),
        ];
        let bytes =
            format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n{}\n", dom::write::xml(&html));
        Ok(Chapter { bytes: bytes.into_bytes(), ids, svg, mathml })
    }

    /// The table of contents, which is no part but stands beside them.
    pub fn contents(&self) -> BookChapter {
        let page = self.parts[0].page.clone();
        BookChapter { name: "nav".into(), title: self.title(), template: "epub/nav.xhtml", page }
    }

    /// The bytes of a file that a part shows.
    ///
    /// # Errors
    /// It can no longer be read.
    pub fn bytes(&self, source: &Source) -> Result<Vec<u8>, Box<Diagnostic>> {
        match source {
            Source::File(id) => self.inputs.read(&self.views.site[*id].source).map_err(crate::render::changed),
            Source::Asset(name) => {
                Ok(self.views.theme.assets.get(name).map_or_else(Vec::new, |asset| asset.bytes.to_vec()))
            }
        }
    }

    /// The live address of a file that a part shows.
    pub fn live_file(&self, source: &Source) -> String {
        match source {
            Source::File(id) => self.leads.live(&format!("/{}", self.views.site[*id].output)),
            Source::Asset(name) => {
                self.views.theme.assets.get(name).map_or_else(String::new, |asset| self.leads.live(&asset.address))
            }
        }
    }
}

fn holds(element: &Element, space: Space) -> bool {
    element.elements().any(|child| child.space == space || holds(child, space))
}

/// What an embedded thing is called, for the link that stands for it.
pub(super) fn label(element: &Element, url: &str) -> String {
    let named = ["aria-label", "title", "alt"].iter().find_map(|name| element.get(name)).map(str::trim);
    let file = url.trim_end_matches('/').rsplit('/').next().unwrap_or(url);
    named.filter(|name| !name.is_empty()).unwrap_or(file).to_string()
}

/// The address of an embedded thing: its own, or that of its first source.
pub(super) fn embedded(element: &Element) -> Option<&str> {
    let own = ["src", "data"].iter().find_map(|name| element.get(name));
    own.or_else(|| element.elements().find_map(|child| child.get("src"))).filter(|url| !url.trim().is_empty())
}

/// Leads every address of a part where it belongs.
struct Walk<'w, 'b> {
    book: &'w Book<'b>,
    part: &'w BookChapter,
    known: &'w mut Known,
    fault: Option<Box<Diagnostic>>,
}

impl Walk<'_, '_> {
    fn nodes(&mut self, nodes: Vec<Node>) -> Vec<Node> {
        nodes.into_iter().filter_map(|node| self.node(node)).collect()
    }

    fn node(&mut self, node: Node) -> Option<Node> {
        let Node::Element(mut element) = node else { return Some(node) };
        element.children = self.nodes(std::mem::take(&mut element.children));
        match (element.space, element.name.as_str()) {
            (Space::Html, "img") => return self.picture(element),
            (Space::Html, "audio" | "video" | "iframe" | "object" | "embed") => return self.embed(&element),
            (Space::Html, "a") => {
                if let Some(href) = element.take("href").and_then(|href| self.href(&href)) {
                    element.set("href", href);
                }
            }
            (Space::Svg, _) => self.drawn(&mut element)?,
            _ => {}
        }
        Some(Node::Element(element))
    }

    fn follow(&self, written: &str) -> Lead {
        self.book.leads.follow(&self.part.page.address, written)
    }

    /// A link, as the part's file writes it; none when it leads nowhere.
    fn href(&self, written: &str) -> Option<String> {
        match self.follow(written) {
            Lead::Place(place, fragment) => Some(self.place(&place, fragment.as_deref())),
            Lead::Here(fragment) => {
                xml_id(&fragment).filter(|id| self.has(&self.part.name, id)).map(|id| format!("#{id}"))
            }
            Lead::File(source) => Some(self.book.live_file(&source)),
            Lead::Live(url) => Some(url),
            Lead::Nowhere => None,
        }
    }

    fn has(&self, part: &str, id: &str) -> bool {
        self.known.ids.get(part).is_some_and(|ids| ids.contains(id))
    }

    /// A place as a file and a fragment that is there. An event of the dossier's page stands in the timeline.
    fn place(&self, place: &Place, fragment: Option<&str>) -> String {
        let wanted = fragment.and_then(|fragment| xml_id(&format!("{}{fragment}", place.prefix)));
        let anchor = place.anchor.as_deref().and_then(xml_id);
        let parts = [place.part.as_str(), if place.part == "title" { "timeline" } else { "" }];
        let at = |id: &str| parts.iter().find(|part| self.has(part, id)).map(|part| format!("{}#{id}", file(part)));
        let found = wanted.and_then(|id| at(&id)).or_else(|| at(&anchor?));
        found.unwrap_or_else(|| file(&place.part))
    }

    /// A picture that the book carries, or a link to it.
    fn picture(&mut self, mut element: Element) -> Option<Node> {
        let written = element.get("src")?.to_string();
        if is_data(&written) {
            return Some(Node::Element(element));
        }
        let alt = element.get("alt").is_some_and(|alt| !alt.trim().is_empty());
        self.known.described |= alt;
        self.known.undescribed |= !alt;
        let live = match self.follow(&written) {
            Lead::Place(place, _) if place.part == "cover.svg" => {
                element.set("src", place.part);
                return Some(Node::Element(element));
            }
            Lead::File(source) => match self.carry(&source) {
                Some(name) => {
                    element.set("src", name);
                    return Some(Node::Element(element));
                }
                None => self.book.live_file(&source),
            },
            Lead::Live(url) => url,
            _ => return element.get("alt").map(|alt| Node::Text(alt.into())),
        };
        Some(link(&live, label(&element, &live)))
    }

    /// What no book can play is a link to where it plays.
    fn embed(&mut self, element: &Element) -> Option<Node> {
        let written = embedded(element)?;
        let live = match self.follow(written) {
            Lead::File(source) => self.book.live_file(&source),
            Lead::Live(url) => url,
            Lead::Place(place, fragment) => self.place(&place, fragment.as_deref()),
            _ => return None,
        };
        Some(link(&live, label(element, &live)))
    }

    /// Addresses in a drawing: links lead on, pictures are carried, everything else stays inside the drawing.
    fn drawn(&mut self, element: &mut Element) -> Option<()> {
        let written = element.take("href").or_else(|| element.take("xlink:href"));
        element.take("xlink:href");
        let Some(written) = written else { return Some(()) };
        let new = match element.name.as_str() {
            "a" => self.href(&written),
            "image" if is_data(&written) => Some(written),
            "image" => match self.follow(&written) {
                Lead::File(source) => Some(self.carry(&source)?),
                _ => return None,
            },
            _ => written.strip_prefix('#').and_then(xml_id).map(|id| format!("#{id}")),
        };
        if let Some(new) = new {
            element.set("xlink:href", new);
        }
        Some(())
    }

    /// The name under which the book carries a picture; none when it is of a kind that books may not hold.
    fn carry(&mut self, source: &Source) -> Option<String> {
        if !self.known.pictures.contains_key(source) {
            let carried = match self.book.bytes(source) {
                Ok(bytes) => picture::media_type(&bytes).map(|of| (self.name(source, of), of)),
                Err(fault) => {
                    self.fault.get_or_insert(fault);
                    None
                }
            };
            self.known.pictures.insert(source.clone(), carried);
        }
        self.known.pictures.get(source)?.as_ref().map(|(name, _)| name.clone())
    }

    fn name(&self, source: &Source, media_type: &str) -> String {
        let path = match source {
            Source::File(id) => self.book.views.site[*id].output.to_string(),
            Source::Asset(name) => format!("theme/{name}"),
        };
        let stem = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
        let ending = media_type.trim_start_matches("image/").split('+').next().unwrap_or("");
        media(&format!("{stem}.{ending}"))
    }
}

/// A picture that stands in the page itself.
pub(super) fn is_data(url: &str) -> bool {
    let kinds = ["png", "jpeg", "gif", "webp"];
    kinds.iter().any(|kind| url.starts_with(&format!("data:image/{kind};base64,")))
}

pub(super) fn link(url: &str, text: String) -> Node {
    Node::Element(Element::html("a").with("href", url).holding(vec![Node::Text(text)]))
}

/// The file of a part.
pub fn file(part: &str) -> String {
    if part.contains('.') { part.to_string() } else { format!("{part}.xhtml") }
}
