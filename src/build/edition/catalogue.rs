//! The catalogue of editions: what lies in their folder, in order, with what changed from one to the next. It is written as
//! `index.json`, which the live site reads, and as `index.html`, which opens beside the editions.

use super::canonical;
use super::compare::{Record, compare, first_stood};
use super::manifest::Manifest;
use crate::parse::earlier::FORMAT;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The names of the catalogue's two files.
pub const INDEX_JSON: &str = "index.json";
pub const INDEX_HTML: &str = "index.html";

/// One container of an edition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held {
    /// Below the folder of editions.
    pub name: String,
    /// `folder`, `zip`, …
    pub format: String,
    pub bytes: u64,
}

/// An edition that lies there.
#[derive(Clone, Debug)]
pub struct Edition {
    pub id: String,
    /// Its list of files is not kept.
    pub manifest: Manifest,
    /// How many files it holds. None of an edition that is there as a book or a single file alone: these have no record, and
    /// say nothing of its pieces.
    pub files: Option<usize>,
    /// In order of name.
    pub held: Vec<Held>,
}

/// Sorts editions by date, then dossier, then id.
pub fn in_order(mut editions: Vec<Edition>) -> Vec<Edition> {
    let key = |one: &Edition| (one.manifest.as_of.clone(), one.manifest.dossier.clone(), one.id.clone());
    editions.sort_by_key(key);
    editions.iter_mut().for_each(|one| one.held.sort());
    editions
}

/// `index.json` of editions in order: the same folder gives the same bytes. `read` gives the record of one; no more than two
/// of them are held at a time.
///
/// # Errors
/// Those of `read`.
pub fn index<E>(editions: &[Edition], read: impl Fn(&Edition) -> Result<Record, E>) -> Result<Value, E> {
    let extent = |one: &Edition| one.manifest.dossier.clone();
    let extents: BTreeSet<Option<String>> = editions.iter().map(extent).collect();
    let mut entries = vec![Value::Null; editions.len()];
    for own in extents {
        // The one before it of the same extent that has a record.
        let mut before = None;
        for (one, entry) in editions.iter().zip(&mut entries).filter(|(one, _)| extent(one) == own) {
            let record = one.files.map(|_| read(one)).transpose()?;
            *entry = self::entry(one, before.as_ref(), record.as_ref());
            before = record.or(before);
        }
    }
    Ok(json!({"editions": entries, "format": FORMAT}))
}

fn entry(one: &Edition, before: Option<&Record>, record: Option<&Record>) -> Value {
    let manifest = &one.manifest;
    let held = |held: &Held| json!({"bytes": held.bytes, "format": held.format, "name": held.name});
    json!({
        "as_of": manifest.as_of,
        "changes": before.zip(record).map(|(old, new)| compare(old, new).counts()),
        "containers": one.held.iter().map(held).collect::<Vec<_>>(),
        "date": manifest.date,
        "dossier": manifest.dossier,
        "files": one.files,
        "first_stood": record.map(|new| first_stood(before, new)).unwrap_or_default(),
        "generator": manifest.generator,
        "id": one.id,
        "revision": manifest.revision,
        "title": manifest.title,
    })
}

/// The text of `index.json`.
pub fn json_text(index: &Value) -> String {
    canonical::text(index)
}

/// The anchor of an edition in `index.html`.
pub fn anchor(id: &str) -> String {
    format!("e-{}", id.get(..12).unwrap_or(id))
}

/// `index.html`: a page without script or style from elsewhere.
pub fn html(title: &str, language: &str, index: &Value) -> String {
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>Editions · {title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <h1>Editions</h1>\n<p>{title}, as it stood on each of these days. The id of an edition is the SHA-256 of its \
         <code>manifest.json</code>; <code>throughline archive verify</code> proves that nothing was altered.</p>\n",
        title = escaped(title),
        language = escaped(language),
    );
    let editions = index["editions"].as_array().map(Vec::as_slice).unwrap_or_default();
    if editions.is_empty() {
        out.push_str("<p>There is none yet.</p>\n");
    }
    for one in editions.iter().rev() {
        out.push_str(&section(one));
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:44rem;padding:0 1rem;color-scheme:light dark}\
    code{overflow-wrap:anywhere}";

fn section(one: &Value) -> String {
    let text = |field: &str| escaped(one[field].as_str().unwrap_or_default());
    let mut out = format!(
        "<section id=\"{}\">\n<h2><time datetime=\"{}\">{}</time>{}</h2>\n",
        anchor(&text("id")),
        text("date"),
        text("date"),
        if one["dossier"].is_string() { format!(": {}", text("title")) } else { String::new() },
    );
    out.push_str("<ul>\n");
    for held in one["containers"].as_array().into_iter().flatten() {
        let name = held["name"].as_str().unwrap_or_default();
        let format = held["format"].as_str().unwrap_or_default();
        let target = if format == "folder" { format!("{name}/index.html") } else { name.to_string() };
        let bytes = held["bytes"].as_u64().unwrap_or(0);
        match format {
            // A bag that is a folder has no page to open.
            "bagit" if !name.ends_with(".zip") => {
                out.push_str(&format!("<li>{} (bag, {})</li>\n", escaped(name), size(bytes)))
            }
            _ => {
                let link = escaped(&crate::plan::address::encoded(&target));
                out.push_str(&format!(
                    "<li><a href=\"{link}\">{}</a> ({format}, {})</li>\n",
                    escaped(name),
                    size(bytes)
                ));
            }
        }
    }
    out.push_str("</ul>\n");
    out.push_str(&format!("<p>Made from <code>{}</code>. Id <code>{}</code>.</p>\n", text("revision"), text("id")));
    out.push_str(&format!("<p>{}</p>\n</section>\n", changes(one)));
    out
}

/// What changed since the edition before, in a sentence.
pub fn changes(one: &Value) -> String {
    if one["files"].is_null() {
        return "Kept as a book or a single file alone, which do not tell what changed.".into();
    }
    let Some(counts) = one["changes"].as_object() else { return "The first edition.".into() };
    if counts.is_empty() {
        return "No article changed since the edition before.".into();
    }
    let count = |change: super::difference::Change| {
        let n = counts.get(change.word())?.as_u64()?;
        Some(format!("{n} {}", change.words()))
    };
    let parts: Vec<String> = super::difference::Change::ALL.into_iter().filter_map(count).collect();
    format!("Articles since the edition before: {}.", parts.join(", "))
}

/// `2.7 MB`, `340 KB`, `12 bytes`.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} KB", bytes.div_ceil(1_000)),
        1_000_000..1_000_000_000 => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
        _ => format!("{}.{} GB", bytes / 1_000_000_000, bytes / 100_000_000 % 10),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
