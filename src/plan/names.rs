//! Names that some system cannot hold, or that are kept for the generator: told before anything is written.

use super::origin::Source;
use super::pages::{Entry, Origin};
use crate::base::diag::Diagnostic;
use crate::model::site::Site;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Longest name of a file or folder, in bytes of UTF-8.
const LONGEST: usize = 255;

/// Names that Windows keeps for devices, with any extension; `com` and `lpt` also with a digit.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "conin$", "conout$"];

/// The entries that cannot stand where they would, and why: once for each source, by its shortest address.
pub(super) fn find(site: &Site, entries: &[Entry]) -> (Vec<usize>, Vec<Diagnostic>) {
    let mut bad: Vec<(usize, String)> = entries
        .par_iter()
        .enumerate()
        .filter_map(|(at, entry)| Some((at, fault(&entry.page.address, entry)?)))
        .collect();
    bad.sort_by_key(|(at, _)| (entries[*at].page.address.len(), *at));
    let mut told: BTreeMap<Source, Diagnostic> = BTreeMap::new();
    for (at, fault) in &bad {
        let entry = &entries[*at];
        let source = Source::of(site, entry.origin);
        let message = format!("{} cannot stand at `{}`: {fault}", source.words, entry.page.address);
        let diagnostic = source.at(Diagnostic::new("unsafe-address", message).hint(hint(entry)));
        told.entry(source).or_insert(diagnostic);
    }
    (bad.into_iter().map(|(at, _)| at).collect(), told.into_values().collect())
}

/// What is wrong with an entry's address, if anything is.
fn fault(address: &str, entry: &Entry) -> Option<String> {
    let path = address.strip_prefix('/').unwrap_or(address);
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.is_empty() {
        return None;
    }
    let last = path.rfind('/').map_or(0, |slash| slash + 1);
    let folder = |name: &str| {
        segment(name).or_else(|| {
            let index = name.eq_ignore_ascii_case("index.html");
            index.then(|| "a folder cannot be called `index.html`".to_string())
        })
    };
    reserved(path, entry)
        .or_else(|| path[..last].split_terminator('/').find_map(folder))
        .or_else(|| if address.ends_with('/') { folder(&path[last..]) } else { segment(&path[last..]) })
}

/// Addresses that the generator keeps for itself.
fn reserved(path: &str, entry: &Entry) -> Option<String> {
    let first = path.split('/').next().unwrap_or("");
    if first.eq_ignore_ascii_case("_throughline") {
        return Some("`/_throughline/` is kept for the preview".into());
    }
    if first.to_ascii_lowercase().starts_with(".throughline") {
        return Some("names that begin with `.throughline` are kept for the generator".into());
    }
    let document = matches!(entry.origin, Origin::Document(..) | Origin::Tag(_));
    if document && first == "s" && path.len() > 2 {
        return Some("`/s/` is kept for short addresses".into());
    }
    None
}

/// What is wrong with one segment of a path, on some system.
pub fn segment(name: &str) -> Option<String> {
    if name.is_empty() {
        return Some("a part of it is empty".into());
    }
    if name == "." || name == ".." {
        return Some(format!("`{name}` means another folder"));
    }
    if let Some(bad) = name.chars().find(|c| c.is_control() || "<>:\"|?*\\".contains(*c)) {
        let bad = if bad.is_control() { format!("U+{:04X}", bad as u32) } else { bad.to_string() };
        return Some(format!("`{bad}` cannot stand in the name of a file everywhere"));
    }
    if name.ends_with(['.', ' ']) {
        return Some(format!("`{name}` ends in a dot or a blank, which some systems drop"));
    }
    if name.len() > LONGEST {
        return Some(format!("a name in it has {} bytes, and a file system takes {LONGEST}", name.len()));
    }
    device(name).then(|| format!("`{name}` is the name of a device on Windows"))
}

/// Whether Windows takes the name for a device.
pub fn device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    if !stem.is_ascii() && !stem.ends_with(['¹', '²', '³']) || stem.len() > 7 {
        return false;
    }
    let stem = stem.to_ascii_lowercase();
    let port = |prefix: &str| {
        let mut rest = stem.strip_prefix(prefix)?.chars();
        Some(matches!((rest.next()?, rest.next()), ('0'..='9' | '¹' | '²' | '³', None)))
    };
    DEVICES.contains(&stem.as_str()) || port("com") == Some(true) || port("lpt") == Some(true)
}

fn hint(entry: &Entry) -> String {
    match entry.origin {
        Origin::Alias(..) => "write it as a path: `/old/name/` or `/old/name.html`".into(),
        Origin::File(_) => "rename the file".into(),
        Origin::Tag(_) => "write the tag otherwise, or change `permalinks: {tag: …}` in `throughline.yaml`".into(),
        Origin::Document(..) => {
            "write another `slug:`, of letters, digits and hyphens, or look at `permalinks:` in `throughline.yaml`"
                .into()
        }
        Origin::Site | Origin::Short(_) => "look at `languages:`, `permalinks:` and the theme's file names".into(),
    }
}
