//! Ids and slugs: every document's own name in references and in its address.

use crate::base::diag::{Diagnostic, Place, Span};
use crate::base::text;
use crate::parse::config::{Config, Slugs};
use crate::parse::document::{Document, DocumentKind, Text};
use percent_encoding::percent_decode_str;
use rayon::prelude::*;
use std::borrow::Cow;
use std::sync::Arc;

/// A document's own names.
#[derive(Clone, Debug)]
pub(super) struct Identity {
    /// The written id, else the slug; of a dossier its folder's name.
    pub id: Text,
    /// What its address is made of; of a page the path below the language's root.
    pub slug: Text,
    /// False for a translation: that has its original's names.
    pub original: bool,
    /// No other document of its kind has this id; a written one counts as unique beside slugs.
    pub unique: bool,
}

/// Whether slugs are made in ASCII.
pub(super) fn ascii(config: &Config) -> bool {
    config.slugs == Slugs::Ascii
}

/// Names every document, in their order. Two that must not share an id are errors.
pub(super) fn identities(
    documents: &[Arc<Document>],
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Identity> {
    let named = documents.par_iter().map(|document| identity(document, config));
    let (mut identities, nameless): (Vec<Identity>, Vec<Option<Diagnostic>>) = named.unzip();
    diagnostics.extend(nameless.into_iter().flatten());
    mark_shared(documents, &mut identities, diagnostics);
    identities
}

/// A document's names, and what is wrong when nothing is left to make an address of.
fn identity(document: &Document, config: &Config) -> (Identity, Option<Diagnostic>) {
    let mut fault = None;
    let original = document.translation.is_none() && document.common.translation_of.is_none();
    let ascii = ascii(config);
    let own = match &document.common.slug {
        Some(written) if written.value.contains('/') && document.kind == DocumentKind::Page => String::new(),
        Some(written) => text::slug(&decoded(&written.value), ascii),
        None => text::slug(&decoded(stem(document)), ascii),
    };
    let mut slug = match document.kind {
        DocumentKind::Page => page_slug(document, &own, config),
        _ => own,
    };
    if slug.is_empty() {
        slug = text::slug(document.common.id.as_ref().map_or("", |id| &id.value), ascii);
    }
    if slug.is_empty() {
        slug = document.kind.word().to_string();
        fault = original.then(|| empty_slug(document));
    }
    let slug: Text = slug.into();
    let id = match (&document.common.id, document.kind) {
        (Some(written), _) => written.value.clone(),
        (None, DocumentKind::Dossier) => stem(document).into(),
        (None, _) => slug.clone(),
    };
    (Identity { id, slug, original, unique: true }, fault)
}

/// The letters that percent escapes stand for: other generators write them into slugs and names.
fn decoded(slug: &str) -> Cow<'_, str> {
    percent_decode_str(slug).decode_utf8().unwrap_or(Cow::Borrowed(slug))
}

/// A dossier is called as its folder.
fn stem(document: &Document) -> &str {
    match (&document.folder_dossier, document.kind) {
        (Some(folder), DocumentKind::Dossier) => folder,
        _ => &document.stem,
    }
}

/// `pages/help/contact.md` is `help/contact`; a written slug replaces the last part, or all of it when it has slashes.
fn page_slug(document: &Document, own: &str, config: &Config) -> String {
    let ascii = ascii(config);
    let join = |parts: Vec<String>| parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
    if let Some(written) = document.common.slug.as_ref().filter(|written| written.value.contains('/')) {
        return join(written.value.split('/').map(|part| text::slug(part, ascii)).collect());
    }
    let folder = document.path.parent();
    let below = folder.below(&config.content).and_then(|path| path.strip_prefix("pages/")).unwrap_or("");
    let mut parts: Vec<String> = below.split('/').map(|part| text::slug(part, ascii)).collect();
    if document.bundle {
        parts.pop();
    }
    parts.push(own.to_string());
    join(parts)
}

fn empty_slug(document: &Document) -> Diagnostic {
    let place = match &document.common.slug {
        Some(written) => Place::new(&document.path, written.span),
        None => Place::file(&document.path),
    };
    Diagnostic::new("empty-slug", "no letter or digit is left to make an address of")
        .at(place)
        .hint("give it a name for its address, as in `slug: a-short-name`")
}

/// Finds equal ids of one kind.
fn mark_shared(documents: &[Arc<Document>], identities: &mut [Identity], diagnostics: &mut Vec<Diagnostic>) {
    let mut order: Vec<usize> = (0..documents.len()).filter(|at| identities[*at].original).collect();
    let key = |at: &usize| (documents[*at].kind, &identities[*at].id);
    // Stable: of equal ids the first by path goes first.
    order.par_sort_by(|a, b| key(a).cmp(&key(b)));
    let groups = order.chunk_by(|a, b| key(a) == key(b)).filter(|group| group.len() > 1);
    let groups: Vec<Vec<usize>> = groups.map(<[usize]>::to_vec).collect();
    for group in groups {
        let is_written = |at: &usize| documents[*at].common.id.is_some();
        let written: Vec<usize> = group.iter().copied().filter(is_written).collect();
        for at in &group {
            identities[*at].unique = written == [*at];
        }
        // Articles may share what is only a file's name until something refers to it; nothing else may.
        let clash = if documents[group[0]].kind == DocumentKind::Article { &written } else { &group };
        if let [first, rest @ ..] = &clash[..] {
            diagnostics
                .extend(rest.iter().map(|other| duplicate_id(documents, &identities[*first].id, *first, *other)));
        }
    }
}

fn duplicate_id(documents: &[Arc<Document>], id: &str, first: usize, other: usize) -> Diagnostic {
    let kind = documents[first].kind;
    let place = |at: usize| Place { path: documents[at].path.clone(), span: written_span(&documents[at]) };
    Diagnostic::new("duplicate-id", format!("two documents of the kind {} have the id `{id}`", kind.word()))
        .at(place(other))
        .label("the second")
        .also(place(first), "the first")
        .hint("give one of them another `id`, and refer to each by its own")
}

fn written_span(document: &Document) -> Option<Span> {
    document.common.id.as_ref().map(|id| id.span)
}
