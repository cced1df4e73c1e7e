//! Two outputs at one place: told with both sources, also where a file system would see no difference.

use super::PageKind;
use super::address;
use super::origin::Source;
use super::pages::{Entry, Origin};
use crate::base::diag::Diagnostic;
use crate::model::site::Site;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hasher;
use unicode_normalization::UnicodeNormalization;

/// What was told about two sources, first and later: once, by the shortest address.
type Told = BTreeMap<(Source, Source), (usize, Diagnostic)>;

/// What an output needs at a path: to be the file, or to have a folder there.
struct Mark {
    hash: u64,
    entry: u32,
    /// Of the path in the output path, in bytes.
    length: u32,
    folder: bool,
}

/// Takes the entries in order of output path; gives those that must go, and why. Of two the later source goes.
pub(super) fn find(site: &Site, entries: &[Entry]) -> (BTreeSet<usize>, Vec<Diagnostic>) {
    let mut marks: Vec<Mark> = (0..entries.len()).into_par_iter().flat_map_iter(|at| marks(entries, at)).collect();
    marks.par_sort_unstable_by_key(|mark| (mark.hash, mark.entry, mark.folder));
    let (mut gone, mut told) = (BTreeSet::new(), Told::new());
    for group in marks.chunk_by(|a, b| a.hash == b.hash).filter(|group| group.len() > 1) {
        if group.iter().all(|mark| mark.folder) {
            continue;
        }
        // Equal hashes are a hint: the folded paths decide.
        let mut paths: BTreeMap<String, Vec<&Mark>> = BTreeMap::new();
        for mark in group {
            let path = &entries[mark.entry as usize].page.output()[..mark.length as usize];
            paths.entry(fold(path).into_owned()).or_default().push(mark);
        }
        for marks in paths.into_values() {
            clash(site, entries, marks, &mut gone, &mut told);
        }
    }
    (gone, told.into_values().map(|(_, diagnostic)| diagnostic).collect())
}

/// The path of an entry, and the folders above it that the entry before does not have.
fn marks(entries: &[Entry], at: usize) -> impl Iterator<Item = Mark> {
    let path = entries[at].page.output();
    let before = at.checked_sub(1).map_or(String::new(), |before| entries[before].page.output());
    let shared = path.bytes().zip(before.bytes()).take_while(|(a, b)| a == b).count();
    let folders: Vec<usize> =
        path.match_indices('/').map(|(slash, _)| slash).filter(|slash| *slash >= shared).collect();
    let file = (path.len(), false);
    std::iter::once(file).chain(folders.into_iter().map(|slash| (slash, true))).map(move |(length, folder)| {
        let mut hasher = std::hash::DefaultHasher::new();
        hasher.write(fold(&path[..length]).as_bytes());
        Mark { hash: hasher.finish(), entry: at as u32, length: length as u32, folder }
    })
}

/// A path as a file system that knows neither case nor the forms of letters sees it.
fn fold(path: &str) -> Cow<'_, str> {
    if path.is_ascii() {
        if path.bytes().any(|byte| byte.is_ascii_uppercase()) { path.to_ascii_lowercase().into() } else { path.into() }
    } else {
        path.nfd().flat_map(char::to_lowercase).nfc().collect::<String>().into()
    }
}

/// What several entries want at one path: all but the first are told.
fn clash(site: &Site, entries: &[Entry], marks: Vec<&Mark>, gone: &mut BTreeSet<usize>, told: &mut Told) {
    if marks.len() < 2 || marks.iter().all(|mark| mark.folder) {
        return;
    }
    let mut wanted: Vec<(Source, &Mark)> =
        marks.into_iter().map(|mark| (Source::of(site, entries[mark.entry as usize].origin), mark)).collect();
    wanted.sort_by(|(a, x), (b, y)| a.cmp(b).then(x.entry.cmp(&y.entry)));
    let (first, kept) = &wanted[0];
    for (source, mark) in &wanted[1..] {
        let (one, other) = (&entries[kept.entry as usize], &entries[mark.entry as usize]);
        if mark.folder && kept.folder {
            continue;
        }
        // Of a file and a folder the file goes: the folder may hold others that are in nobody's way.
        let goes = if mark.folder { kept.entry } else { mark.entry };
        gone.insert(goes as usize);
        // Two old addresses of one piece that come to the same.
        if let (PageKind::Redirect(a), PageKind::Redirect(b)) = (&one.page.kind, &other.page.kind)
            && a == b
        {
            continue;
        }
        let length = other.page.address.len();
        let pair = (first.clone(), source.clone());
        if told.get(&pair).is_none_or(|(shortest, _)| length < *shortest) {
            let diagnostic = diagnostic((first, one), (source, other), kept.folder != mark.folder);
            told.insert(pair, (length, diagnostic));
        }
    }
}

fn diagnostic((first, one): (&Source, &Entry), (source, other): (&Source, &Entry), folder: bool) -> Diagnostic {
    let (a, b) = (&one.page.address, &other.page.address);
    if let (Origin::Short(_), Origin::Short(_)) = (one.origin, other.origin) {
        return source.place(
            Diagnostic::new("short-address-taken", format!("two documents have the short address `{b}`"))
                .hint("write an `id:` in one of them that it has never had: its short address is made of it"),
            first,
        );
    }
    let message = if folder {
        format!("`{a}` and `{b}` cannot both be there: one is a file where the other needs a folder")
    } else if address::compare(a, b).is_ne() {
        format!("`{a}` and `{b}` are one address where case or the form of letters does not count")
    } else if first.words == source.words {
        format!("`{b}` would be the address of two documents")
    } else {
        format!("`{b}` would be the address of two outputs: {} and {}", first.words, source.words)
    };
    // The plan does without an old address, and its piece stands all the same.
    let is_alias = matches!(other.origin, Origin::Alias(..)) && !folder;
    let told = match is_alias {
        true => Diagnostic::new("alias-taken", message),
        false => Diagnostic::new("address-taken", message),
    };
    source.place(told.hint(source.hint(b)), first)
}
