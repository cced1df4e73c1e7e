//! EPUB 3.3: a dossier as a book. Made anew of the site, not of the folder form's bytes; `derived.json` says of which
//! edition.

mod package;
pub mod read;

use super::fault::{Fault, at};
use super::zip::write::{self as zip, ZipWriter};
use super::{Making, durable};
use crate::base::diag::{Diagnostic, Place};
use crate::build::edition::derived::Derived;
use crate::build::edition::manifest::{Listed, sha256};
use crate::render::book::chapter::{Chapter, Known, Pictures, STYLESHEET, file};
use crate::render::book::{Book, BookChapter, picture};
use package::{PACKAGE, Properties};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

/// The first member of every EPUB, and what it says.
pub const MIMETYPE: (&str, &str) = ("mimetype", "application/epub+zip");
/// What the book says of itself, the last member.
pub const DERIVED: &str = "META-INF/derived.json";
const CONTAINER: &str = "META-INF/container.xml";

/// Writes the dossier as a book to `to`, which is not there yet.
///
/// # Errors
/// What is wrong with a template or a source, or what the machine could not do.
pub fn write(making: &Making, to: &Path) -> Result<(), Fault> {
    let Some(book) = making.book else {
        return Err(Fault::Use("a book holds one dossier: name it with `--dossier`".into()));
    };
    let mut known = Known { ids: BTreeMap::new(), pictures: Pictures::new(), described: false, undescribed: false };
    let properties = survey(book, &mut known)?;

    let mut out = Out { zip: ZipWriter::new(durable::create(to)?), listed: Vec::new(), to };
    out.put(MIMETYPE.0, MIMETYPE.1.as_bytes().to_vec(), false)?;
    out.put(CONTAINER, package::container().into_bytes(), true)?;
    out.put(PACKAGE, package::package(book, making.facts, &known, &properties).into_bytes(), true)?;
    out.put(&within("nav.xhtml"), chapter(book, &book.contents(), &mut known)?.bytes, true)?;
    out.put(&within(STYLESHEET), book.stylesheet().map_err(Fault::Content)?, true)?;
    out.put(&within("cover.svg"), cover(book)?, true)?;
    for part in &book.parts {
        out.put(&within(&self::file(&part.name)), chapter(book, part, &mut known)?.bytes, true)?;
    }
    let pictures = known.pictures.iter().filter_map(|(source, carried)| Some((source, carried.as_ref()?)));
    for (source, (name, media_type)) in pictures {
        let bytes = book.bytes(source).map_err(Fault::Content)?;
        out.put(&within(name), bytes, *media_type == "image/svg+xml")?;
    }
    let derived = Derived::new(making.facts, "epub", &making.staged.id, std::mem::take(&mut out.listed));
    out.put(DERIVED, derived.text().into_bytes(), true)?;
    durable::finish(out.zip.finish().map_err(at(to))?, to)
}

/// Renders every part once, to know the ids that links may lead to, the pictures, and what the package has to say.
fn survey(book: &Book, known: &mut Known) -> Result<Properties, Fault> {
    let mut properties = Properties::new();
    for part in book.parts.iter().chain([&book.contents()]) {
        let made = chapter(book, part, known)?;
        let of = [(made.svg, "svg"), (made.mathml, "mathml")];
        let of: Vec<&str> = of.iter().filter(|(there, _)| *there).map(|(_, name)| *name).collect();
        properties.push((part.name.clone(), of.join(" ")));
        known.ids.insert(part.name.clone(), made.ids);
    }
    Ok(properties)
}

fn chapter(book: &Book, part: &BookChapter, known: &mut Known) -> Result<Chapter, Fault> {
    book.chapter(part, known).map_err(Fault::Content)
}

/// The cover's picture, which a theme may have made into something that no book may carry.
fn cover(book: &Book) -> Result<Vec<u8>, Fault> {
    let bytes = book.cover().map_err(Fault::Content)?;
    if picture::media_type(&bytes) == Some("image/svg+xml") {
        return Ok(bytes);
    }
    let path = book.views.theme.templates.get("epub/cover.svg").map(|template| Place::file(&template.path));
    let told = Diagnostic::new("book-cover", "`epub/cover.svg` does not make a drawing that a book may carry")
        .hint("it must be well-formed SVG, without scripts and without anything from elsewhere");
    Err(Fault::Content(Box::new(match path {
        Some(place) => told.at(place),
        None => told,
    })))
}

/// The place of a book's file in the container.
fn within(name: &str) -> String {
    format!("EPUB/{name}")
}

/// The container that is being written, and what it holds so far.
struct Out<'t> {
    zip: ZipWriter<BufWriter<File>>,
    listed: Vec<Listed>,
    to: &'t Path,
}

impl Out<'_> {
    fn put(&mut self, path: &str, bytes: Vec<u8>, pack: bool) -> Result<(), Fault> {
        self.listed.push(Listed { path: path.into(), bytes: bytes.len() as u64, sha256: sha256(&bytes) });
        let packed = if pack { zip::pack(path, bytes) } else { zip::keep(path, bytes) };
        self.zip.add(&packed).map_err(at(self.to))
    }
}
