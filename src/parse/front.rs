//! Front matter: one file to a typed document, all but the scan of its body.

mod article;
mod common;
mod dossier;
mod entity;
mod markup;
mod name;
mod page;
mod parts;
mod references;
mod split;

use super::config::Config;
use super::document::{Body, Common, Document, DocumentKind, Front};
use super::fields::Reader;
use super::pool::Pool;
use super::toml::toml;
use super::tree::{Key, Node, Value};
use super::yaml::{self, Reading};
use crate::base::diag::{Diagnostic, Place, Span};
use crate::base::hash::Hash128;
use crate::base::path::SourcePath;
use name::Name;
use split::Split;

/// A document whose body has not been scanned, the readable text of its file, and the diagnostics.
pub(super) fn read<'b>(
    path: &SourcePath,
    bytes: &'b [u8],
    config: &Config,
    pool: Option<&Pool>,
) -> (Document, &'b str, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let text = utf8(path, bytes, &mut diagnostics);
    let cut = !diagnostics.is_empty();
    let name = name::read(path, config);
    let split = split::split(text);
    let reading = tree(path, text, &split);
    let partial = cut || reading.partial || split.unclosed;
    diagnostics.extend(reading.diagnostics);
    if !cut {
        diagnostics.extend(shape_fault(path, text, &split, &name));
    }
    let nothing = Node { span: split.opening, value: Value::Null };
    let node = reading.node.as_ref().unwrap_or(&nothing);
    let is_fields = matches!(node.value, Value::Map(_) | Value::Null);
    let reader = match split.toml {
        true => Reader::new(path, config.zone.clone()),
        false => Reader::strict(path, text, config.zone.clone()),
    };
    let reader = reader.sharing(pool);
    let needs = Needs { place: split.opening, all: !partial && split.front.is_some() && is_fields };
    let mut found = fields(&reader, node, &name, &needs, config);
    found.common.front_hash = Hash128::of(&text.as_bytes()[split.range()]);
    found.common.front_span = split.front.unwrap_or_default();
    found.common.toml = split.toml;
    let (common, front) = (found.common, found.front);
    diagnostics.extend(reader.finish());
    let document = Document {
        path: path.clone(),
        kind: name.kind,
        translation: name.translation,
        stem: name.stem,
        folder_dossier: name.folder_dossier,
        bundle: name.bundle,
        partial,
        faulty: false,
        common,
        front,
        body: Body { span: split.body, ..Body::default() },
    };
    (document, text, diagnostics)
}

/// The free data of a document: `x`, and beside it the filled keys that nothing else read.
/// `front_text` is the text at `Common::front_span`.
pub fn free_data(front_text: &str, is_toml: bool, kind: DocumentKind, config: &Config) -> Node {
    let path = SourcePath::root();
    let node = match is_toml {
        true => toml(&path, front_text, 0).node,
        false => yaml::read(&path, front_text, 0).node,
    };
    let empty = || Node { span: Span::default(), value: Value::Map(Vec::new()) };
    let node = node.unwrap_or_else(empty);
    let reader = Reader::new(&path, config.zone.clone());
    let needs = Needs { place: Span::default(), all: false };
    let rest = fields(&reader, &node, &Name::of_kind(kind), &needs, config).rest;
    let mut entries: Vec<(Key, Node)> = match node.get("x") {
        Some(Node { value: Value::Map(own), .. }) => own.clone(),
        _ => Vec::new(),
    };
    let own = entries.len();
    for (key, value) in rest {
        if !entries[..own].iter().any(|(k, _)| k.name == key.name) {
            entries.push((key.clone(), value.clone()));
        }
    }
    Node { span: node.span, value: Value::Map(entries) }
}

/// What must be there, and where its absence is reported.
struct Needs {
    /// The opening `---`.
    place: Span,
    /// False when parts could not be read: what seems missing may have been written.
    all: bool,
}

struct Found<'r> {
    common: Common,
    front: Front,
    /// Filled entries that nothing read.
    rest: Vec<&'r (Key, Node)>,
}

fn fields<'r>(reader: &'r Reader<'r>, node: &'r Node, name: &Name, needs: &Needs, config: &'r Config) -> Found<'r> {
    let mut fields = reader.fields(node, what(name.kind)).with_names(&config.fields);
    let mut common = common::read(&mut fields, name.kind, config);
    let front = match name.kind {
        DocumentKind::Article => article::read(&mut fields, name, &common, needs),
        DocumentKind::Dossier => dossier::read(&mut fields),
        DocumentKind::Person | DocumentKind::Place | DocumentKind::Organisation => entity::read(&mut fields),
        DocumentKind::Page => page::read(&mut fields),
        DocumentKind::Background => Front::Background,
    };
    if needs.all {
        match name.kind {
            DocumentKind::Article | DocumentKind::Dossier | DocumentKind::Page => {
                fields.need_at("title", needs.place, "title: \"…\"");
            }
            DocumentKind::Background => {}
            _ => fields.need_at("name", needs.place, "name: \"…\""),
        }
    }
    common.has_x = fields.map("x", "free data").is_some();
    let rest = fields.finish_with(
        "free data belongs under `x:`, where templates can read it; in a folder made for another generator, \
         `lints: {unknown-key: allow}` in `throughline.yaml` lets such keys pass",
    );
    common.has_x |= !rest.is_empty();
    Found { common, front, rest }
}

/// What the fields are fields of.
fn what(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Article => "an article",
        DocumentKind::Dossier => "a dossier",
        DocumentKind::Person => "a person",
        DocumentKind::Place => "a place",
        DocumentKind::Organisation => "an organisation",
        DocumentKind::Page => "a page",
        DocumentKind::Background => "a background paragraph",
    }
}

/// The file's text up to the first bytes that are none.
fn utf8<'b>(path: &SourcePath, bytes: &'b [u8], diagnostics: &mut Vec<Diagnostic>) -> &'b str {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return text,
        Err(error) => error,
    };
    let good = error.valid_up_to();
    let message = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "the file is encoded in UTF-16".to_owned(),
        _ => format!("byte {} of the file (hexadecimal {:02x}) is no text in UTF-8", good + 1, bytes[good]),
    };
    let end = (good + error.error_len().unwrap_or(1)).min(bytes.len());
    diagnostics.push(
        Diagnostic::new("not-utf8", message)
            .at(Place::new(path, Span::new(good, end)))
            .hint("open the file in your editor and save it with the encoding UTF-8"),
    );
    std::str::from_utf8(&bytes[..good]).unwrap_or("")
}

fn tree(path: &SourcePath, text: &str, split: &Split) -> Reading {
    let Some(span) = split.front else { return Reading::default() };
    let front = &text[split.range()];
    match split.toml {
        true => toml(path, front, span.start as usize),
        false => yaml::read(path, front, span.start as usize),
    }
}

/// A file without front matter, or with one that is never closed.
fn shape_fault(path: &SourcePath, text: &str, split: &Split, name: &Name) -> Option<Diagnostic> {
    let mark = if split.toml { "+++" } else { "---" };
    if split.unclosed {
        let place = Place::new(path, split.opening);
        let message = format!("the front matter that `{mark}` opens here is never closed");
        let hint = format!("write a line with only `{mark}` after its last field, before the text");
        return Some(Diagnostic::new("unclosed-front-matter", message).at(place).hint(hint));
    }
    if split.front.is_some() || name.kind == DocumentKind::Background {
        return None;
    }
    let body = text[split.body.start as usize..].trim_start();
    let message = match body.is_empty() {
        true => "the file is empty",
        false => "the file has no front matter, so nobody knows its title and date",
    };
    let line = body.lines().next().unwrap_or("");
    let heading = line.strip_prefix("# ").unwrap_or("…").trim();
    let day = name.date.as_deref().unwrap_or("2017-01-23");
    let begin = match name.kind {
        DocumentKind::Article => format!("`title: {}`, `published: {day}`", yaml::quoted(heading)),
        DocumentKind::Dossier | DocumentKind::Page => format!("`title: {}`", yaml::quoted(heading)),
        _ => format!("`name: {}`", yaml::quoted(heading)),
    };
    let start = text.len() - text[split.body.start as usize..].trim_start().len();
    Some(
        Diagnostic::new("no-front-matter", message)
            .at(Place::new(path, Span::new(start, start + line.trim_end().len())))
            .hint(format!("begin the file with these lines: `---`, {begin}, `---`")),
    )
}

#[cfg(test)]
mod law_tests;
#[cfg(test)]
mod tests;
