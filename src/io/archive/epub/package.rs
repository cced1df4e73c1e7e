//! The package document of an EPUB 3.3: what the book is, which files it has, in which order they are read.

use crate::build::edition::facts::Facts;
use crate::plan::view::languages::direction;
use crate::render::book::Book;
use crate::render::book::chapter::{Known, STYLESHEET, file};
use crate::render::xml::{close, element, start};
use uuid::Uuid;

/// The package document's place in the container.
pub const PACKAGE: &str = "EPUB/package.opf";

/// `META-INF/container.xml`: where the package document lies.
pub fn container() -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    start(&mut out, "container", &[("version", "1.0"), ("xmlns", "urn:oasis:names:tc:opendocument:xmlns:container")]);
    start(&mut out, "rootfiles", &[]);
    let of = [("full-path", PACKAGE), ("media-type", "application/oebps-package+xml")];
    element(&mut out, "rootfile", &of, None);
    close(&mut out, "rootfiles");
    close(&mut out, "container");
    out
}

/// What the parts hold that the package has to say: the name of each with its properties.
pub type Properties = Vec<(String, String)>;

/// The package document.
pub fn package(book: &Book, facts: &Facts, known: &Known, properties: &Properties) -> String {
    let language = book.language_tag();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let of = [
        ("xmlns", "http://www.idpf.org/2007/opf"),
        ("version", "3.0"),
        ("unique-identifier", "id"),
        ("xml:lang", language),
        ("dir", direction(language)),
    ];
    start(&mut out, "package", &of);
    metadata(&mut out, book, facts, known, properties);
    manifest(&mut out, book, known, properties);
    start(&mut out, "spine", &[("page-progression-direction", direction(language))]);
    for part in &book.parts {
        element(&mut out, "itemref", &[("idref", &part.name)], None);
        if part.name == "cover" {
            element(&mut out, "itemref", &[("idref", "nav")], None);
        }
    }
    close(&mut out, "spine");
    close(&mut out, "package");
    out
}

fn metadata(out: &mut String, book: &Book, facts: &Facts, known: &Known, properties: &Properties) {
    start(out, "metadata", &[("xmlns:dc", "http://purl.org/dc/elements/1.1/")]);
    // The book stays the same book from one edition to the next; `dcterms:modified` tells them apart.
    let id = Uuid::new_v5(&Uuid::NAMESPACE_URL, facts.live_url.as_bytes());
    element(out, "dc:identifier", &[("id", "id")], Some(&format!("urn:uuid:{id}")));
    let mut say = |name: &str, value: Option<&str>| {
        if let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) {
            element(out, name, &[], Some(value));
        }
    };
    say("dc:title", Some(&book.title()));
    say("dc:language", Some(book.language_tag()));
    say("dc:creator", Some(&facts.site));
    say("dc:publisher", Some(facts.publisher.as_deref().unwrap_or(&facts.site)));
    say("dc:date", Some(&facts.moment()));
    say("dc:source", Some(&facts.live_url));
    say("dc:rights", facts.rights.as_deref());
    say("dc:description", book.standfirst().as_deref());
    let mut meta = |property: &str, value: &str| element(out, "meta", &[("property", property)], Some(value));
    meta("dcterms:modified", &facts.moment());
    accessibility(&mut meta, known, properties);
    close(out, "metadata");
}

/// What a reader who cannot see, or cannot hear, finds in the book: of what is there, not of what ought to be.
fn accessibility(meta: &mut dyn FnMut(&str, &str), known: &Known, properties: &Properties) {
    let holds = |what: &str| properties.iter().any(|(_, properties)| properties.split(' ').any(|one| one == what));
    let pictures = known.described || known.undescribed || holds("svg");
    let moving = known.pictures.values().flatten().any(|(_, media_type)| *media_type == "image/gif");
    meta("schema:accessMode", "textual");
    if pictures {
        meta("schema:accessMode", "visual");
    }
    if !known.undescribed && !holds("svg") {
        meta("schema:accessModeSufficient", "textual");
    }
    for feature in ["tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability"] {
        meta("schema:accessibilityFeature", feature);
    }
    if known.described && !known.undescribed {
        meta("schema:accessibilityFeature", "alternativeText");
    }
    if holds("mathml") {
        meta("schema:accessibilityFeature", "MathML");
    }
    meta("schema:accessibilityHazard", if moving { "unknown" } else { "none" });
    let summary = match (pictures, known.undescribed) {
        (false, _) => "The book is text alone, with headings and a table of contents.",
        (true, false) => {
            "Every picture has a description in words; headings and a table of contents lead through the text."
        }
        (true, true) => {
            "Some pictures have no description in words; headings and a table of contents lead through the text."
        }
    };
    meta("schema:accessibilitySummary", summary);
}

fn manifest(out: &mut String, book: &Book, known: &Known, properties: &Properties) {
    start(out, "manifest", &[]);
    let mut item = |id: &str, href: &str, media_type: &str, properties: &str| {
        let mut of = vec![("id", id), ("href", href), ("media-type", media_type)];
        if !properties.is_empty() {
            of.push(("properties", properties));
        }
        element(out, "item", &of, None);
    };
    let of = |name: &str| properties.iter().find(|(own, _)| own == name).map_or("", |(_, properties)| properties);
    item("nav", "nav.xhtml", XHTML, format!("nav {}", of("nav")).trim());
    for part in &book.parts {
        item(&part.name, &file(&part.name), XHTML, of(&part.name));
    }
    item("stylesheet", STYLESHEET, "text/css", "");
    item("cover-image", "cover.svg", "image/svg+xml", "cover-image");
    for (number, (name, media_type)) in (1..).zip(known.pictures.values().flatten()) {
        item(&format!("picture-{number}"), name, media_type, "");
    }
    close(out, "manifest");
}

const XHTML: &str = "application/xhtml+xml";
