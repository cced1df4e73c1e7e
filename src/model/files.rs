//! Files that are published as they are: those of `static/`, and what documents name beside themselves.

use super::resolve::{Found, Resolver};
use super::site::{FileId, PublishedFile, Site};
use super::{SourceFile, Sources, select};
use crate::base::diag::{Diagnostic, Place, Span};
use crate::base::path::SourcePath;
use crate::base::text;
use crate::parse::config::Config;
use crate::parse::document::{Document, DocumentKind};
use crate::parse::tree::{Node, Value};
use percent_encoding::percent_decode_str;
use rayon::prelude::*;
use std::borrow::Cow;

/// The folder that is copied as it is.
const STATIC: &str = "static";

/// Looks files up as documents name them.
pub(super) struct Files<'a> {
    config: &'a Config,
    files: &'a [SourceFile],
}

impl<'a> Files<'a> {
    pub fn of(sources: &'a Sources) -> Self {
        Files { config: &sources.config, files: &sources.files }
    }

    /// The index of the file that `target` means in this document: beside it, then in `static/`; for a path that begins
    /// with `/`, in `static/`. None for URLs, and for files that are never published.
    pub fn find(&self, document: &SourcePath, target: &str) -> Option<usize> {
        candidates(self.config, document, target)
            .into_iter()
            .filter(|path| output(self.config, path).is_some())
            .find_map(|path| self.files.binary_search_by(|file| file.path.cmp(&path)).ok())
    }
}

/// The paths that `target` may mean in this document, the first before the others; none for a URL.
fn candidates(config: &Config, document: &SourcePath, target: &str) -> Vec<SourcePath> {
    if is_elsewhere(target) {
        return Vec::new();
    }
    let path = path_part(target);
    let in_static = |path: &str| SourcePath::new(STATIC)?.join(path).filter(|path| path.below(STATIC).is_some());
    let paths = match path.strip_prefix('/') {
        Some(_) => {
            let below = path.strip_prefix(config.sub_path()).filter(|rest| rest.starts_with('/'));
            [in_static(&path), below.and_then(in_static)]
        }
        None if path.is_empty() => [None, None],
        None => [document.parent().join(&path), in_static(&path)],
    };
    paths.into_iter().flatten().collect()
}

/// `article` of `article:id`, `https` of a URL; none for a path.
pub(super) fn scheme(target: &str) -> Option<&str> {
    let (scheme, _) = target.split_once(':')?;
    let mut letters = scheme.chars();
    let first = letters.next().is_some_and(|c| c.is_ascii_alphabetic());
    (first && letters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))).then_some(scheme)
}

/// Whether a picture's source is not meant as a file of the site.
pub(super) fn is_elsewhere(src: &str) -> bool {
    scheme(src).is_some() || src.starts_with("//")
}

/// What is wrong with a picture's source that is no file of the site, if anything is.
pub(super) fn bad_picture(document: &SourcePath, span: Span, src: &str) -> Option<Diagnostic> {
    let hint = text::web_address(src).err()?;
    let message = format!("the picture `{src}` is neither a file of the site nor a web address");
    Some(Diagnostic::new("bad-url", message).at(Place::new(document, span)).hint(hint))
}

/// A link's path, without query and fragment, decoded.
pub(super) fn path_part(target: &str) -> Cow<'_, str> {
    let end = target.find(['?', '#']).unwrap_or(target.len());
    percent_decode_str(&target[..end]).decode_utf8_lossy()
}

/// Where a file is published, below the output folder: a file of `static/` below that, another one below the content
/// folder. Names that begin with `.` or `_` stay at home, but for `.well-known/` and what hosts look for in the root.
fn output<'p>(config: &Config, path: &'p SourcePath) -> Option<&'p str> {
    if is_of_editions(config, path) {
        let hidden = path.as_str().split('/').any(|part| part.starts_with('.'));
        return (!hidden).then_some(path.as_str());
    }
    let below = path.below(STATIC).or_else(|| path.below(&config.content))?;
    let for_hosts = matches!(below, ".nojekyll" | "_headers" | "_redirects") || below.starts_with(".well-known/");
    let hidden =
        below.strip_prefix(".well-known/").unwrap_or(below).split('/').any(|part| part.starts_with(['.', '_']));
    (!hidden || for_hosts).then_some(below)
}

/// Whether the file lies in the folder of editions, and live pages lead there.
fn is_of_editions(config: &Config, path: &SourcePath) -> bool {
    !config.editions.earlier.is_empty() && path.below(&config.editions.folder).is_some()
}

/// Whether the file lies in `static/`.
fn is_static(file: &SourceFile) -> bool {
    file.path.below(STATIC).is_some()
}

impl Site {
    /// The file that a picture's `src` means in a document: `image.src`, or a source in a component's arguments.
    /// None for a URL, and when there is no such file or it is not published.
    pub fn file_of(&self, document: &SourcePath, src: &str) -> Option<FileId> {
        candidates(&self.config, document, src).iter().find_map(|path| self.file(path))
    }

    /// The published files that a document uses: in its links and pictures, as its image, in its components, and in the
    /// backgrounds that it embeds.
    pub fn files_of(&self, document: &Document) -> Vec<FileId> {
        let mut found = Vec::new();
        let mut embedded = Vec::new();
        let mut waiting = vec![document];
        while let Some(document) = waiting.pop() {
            let mut take = |text: &str| found.extend(self.file_of(&document.path, text));
            document.body.links.iter().for_each(|link| take(&link.target));
            document.common.image.iter().for_each(|image| take(&image.src.value));
            for component in &document.body.components {
                scalars(&component.args, &mut take);
                let id = component.args.get("id").and_then(Node::text);
                let is_background = *component.name == *DocumentKind::Background.word();
                let at =
                    id.filter(|_| is_background).and_then(|id| self.backgrounds.iter().position(|one| *one.id == *id));
                if let Some(at) = at.filter(|at| !embedded.contains(at)) {
                    embedded.push(at);
                    waiting.push(&self.backgrounds[at].doc);
                }
            }
        }
        found
    }

    /// The published file with this source.
    pub fn file(&self, path: &SourcePath) -> Option<FileId> {
        let output = output(&self.config, path)?;
        let start = self.files.partition_point(|file| *file.output < *output);
        let same = self.files[start..].iter().take_while(|file| *file.output == *output);
        let at = same.zip(start..).find(|(file, _)| file.source == *path).map(|(_, at)| at)?;
        Some(FileId(at as u32))
    }
}

/// The files to publish, by output path, and those that only documents not published here name, by path.
pub(super) fn published(site: &Site, sources: &Sources, resolver: &Resolver) -> (Vec<PublishedFile>, Vec<SourcePath>) {
    if sources.files.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let files = Files::of(sources);
    let (shown, held) = users(site, sources, resolver);
    let used = |documents: Vec<&Document>| {
        let mut used = vec![false; sources.files.len()];
        let named: Vec<Vec<usize>> = documents.into_par_iter().map(|document| names(&files, document)).collect();
        named.into_iter().flatten().for_each(|at| used[at] = true);
        used
    };
    let mut used_shown = used(shown);
    let used_held = used(held);
    if let Some(at) =
        sources.config.publisher.logo.as_ref().and_then(|logo| files.find(&sources.config.path, &logo.value))
    {
        used_shown[at] = true;
    }
    let mut out = Vec::new();
    let mut kept = Vec::new();
    for (at, file) in sources.files.iter().enumerate() {
        let Some(output) = output(&sources.config, &file.path) else { continue };
        if used_shown[at] || ((is_static(file) || is_of_editions(&sources.config, &file.path)) && !used_held[at]) {
            out.push(PublishedFile {
                source: file.path.clone(),
                output: output.into(),
                size: file.size,
                stamp: file.stamp,
            });
        } else if used_held[at] {
            kept.push(file.path.clone());
        }
    }
    out.sort_by(|a, b| (&a.output, &a.source).cmp(&(&b.output, &b.source)));
    (out, kept)
}

/// Documents whose text is shown, and those whose text is not: held ones, and withdrawn articles. A background is with
/// those that embed it, shown before held.
fn users<'a>(site: &'a Site, sources: &'a Sources, resolver: &Resolver) -> (Vec<&'a Document>, Vec<&'a Document>) {
    let mut shown: Vec<&Document> =
        linked(site).filter(|(_, is_shown)| *is_shown).map(|(document, _)| document).collect();
    let backgrounds = site.backgrounds.iter().map(|background| &*background.doc);
    let mut held = select::others(sources, shown.iter().copied().chain(backgrounds));
    let mut reached = vec![false; site.backgrounds.len()];
    embed(site, resolver, &mut shown, &mut reached);
    embed(site, resolver, &mut held, &mut reached);
    (shown, held)
}

/// Every document of the Site but backgrounds, and whether its text is shown.
pub(super) fn linked(site: &Site) -> impl Iterator<Item = (&Document, bool)> {
    let articles = site.articles.iter().map(|item| (Some(&item.doc), &item.translations, !item.is_withdrawn()));
    let dossiers = site.dossiers.iter().map(|item| (item.doc.as_ref(), &item.translations, true));
    let entities = site.entities.iter().map(|item| (item.doc.as_ref(), &item.translations, true));
    let pages = site.pages.iter().map(|item| (Some(&item.doc), &item.translations, true));
    articles.chain(dossiers).chain(entities).chain(pages).flat_map(|(document, translations, is_shown)| {
        let all = document.into_iter().chain(translations.iter().map(|translation| &translation.doc));
        all.map(move |document| (&**document, is_shown))
    })
}

/// Adds the backgrounds that `documents` embed, and those that these embed, which were not `reached` before.
fn embed<'a>(site: &'a Site, resolver: &Resolver, documents: &mut Vec<&'a Document>, reached: &mut [bool]) {
    let mut at = 0;
    while at < documents.len() {
        let document = documents[at];
        at += 1;
        for component in document.body.components.iter().filter(|c| *c.name == *DocumentKind::Background.word()) {
            let Some(id) = component.args.get("id").and_then(Node::text) else { continue };
            let Found::Published(index) = resolver.background(id) else { continue };
            if !std::mem::replace(&mut reached[index], true) {
                documents.push(&site.backgrounds[index].doc);
            }
        }
    }
}

/// The files that a document names: in its links and pictures, as its image, in its components' arguments.
fn names(files: &Files, document: &Document) -> Vec<usize> {
    let mut found: Vec<usize> =
        document.body.links.iter().filter_map(|link| files.find(&document.path, &link.target)).collect();
    found.extend(document.common.image.iter().filter_map(|image| files.find(&document.path, &image.src.value)));
    for component in &document.body.components {
        scalars(&component.args, &mut |text| found.extend(files.find(&document.path, text)));
    }
    found
}

/// Calls `with` for every text of a tree.
fn scalars<'n>(node: &'n Node, with: &mut impl FnMut(&'n str)) {
    match &node.value {
        Value::Null => {}
        Value::Scalar { text, .. } => with(text),
        Value::List(items) => items.iter().for_each(|item| scalars(item, with)),
        Value::Map(entries) => entries.iter().for_each(|(_, item)| scalars(item, with)),
    }
}

#[cfg(test)]
mod tests;
