//! Which dossiers an article belongs to, by its folder and by what it says.

use super::identity::{self, Identity};
use super::intern::Interner;
use super::resolve::{Found, Resolver, Unwritten};
use super::select::{self, State};
use crate::base::diag::{Diagnostic, Place};
use crate::base::text;
use crate::model::Sources;
use crate::parse::document::{Document, DocumentKind, DossierRef, Spanned, Text, Weight};
use std::collections::BTreeMap;

/// An article's place in a dossier, before numbers.
#[derive(Clone, Debug)]
pub(super) struct Belonging {
    /// The dossier's node in the resolver.
    pub node: u32,
    pub position: Option<Spanned<f64>>,
    pub weight: Weight,
}

/// What every article belongs to.
pub(super) struct Belongings {
    /// For each document, the folder's own dossier first.
    pub of: Vec<Vec<Belonging>>,
    /// Dossiers that have no file, in the order of their nodes: these come after those that the resolver has.
    pub implicit: Vec<Unwritten>,
    pub told: Vec<Diagnostic>,
}

/// Finds dossiers by folder and by written id.
struct Lookup<'a> {
    resolver: &'a Resolver,
    folders: BTreeMap<&'a str, u32>,
    /// With `implicit_dossiers`: by slug, those with a file and those without.
    slugs: Option<BTreeMap<String, u32>>,
    /// Written ids, and what each means.
    ids: Interner<'a>,
    known: Vec<Option<u32>>,
    implicit: Vec<Unwritten>,
    first: u32,
    ascii: bool,
}

/// Reads what articles belong to. `order`: the articles that lists hold first, so that the title of an implicit dossier is
/// a public one's.
pub(super) fn belongings(
    sources: &Sources,
    identities: &[Identity],
    states: &[State],
    order: &[usize],
    resolver: &Resolver,
) -> Belongings {
    let mut diagnostics = Vec::new();
    let mut lookup = Lookup::new(sources, identities, resolver);
    let mut of: Vec<Vec<Belonging>> = vec![Vec::new(); sources.documents.len()];
    let mut bare_folders: BTreeMap<&str, &Document> = BTreeMap::new();
    for at in order {
        let document = &*sources.documents[*at];
        let told = states[*at].is_told();
        let written = select::article(document).map_or(&[][..], |front| &front.dossiers);
        of[*at].reserve_exact(written.len() + usize::from(document.folder_dossier.is_some()));
        if let Some(folder) = &document.folder_dossier {
            match lookup.folder(folder, document) {
                Some(node) => of[*at].push(Belonging { node, position: None, weight: Weight::Normal }),
                None if told => _ = bare_folders.entry(folder).or_insert(document),
                None => {}
            }
        }
        for written in written {
            match lookup.id(&written.id.value, document) {
                Some(node) => add(&mut of[*at], node, written),
                None if told => diagnostics.push(lookup.unknown(document, &written.id)),
                None => {}
            }
        }
    }
    diagnostics.extend(bare_folders.into_iter().map(|(folder, document)| bare_folder(folder, document)));
    Belongings { of, implicit: lookup.implicit, told: diagnostics }
}

/// A written membership, or what is written about the folder's own.
fn add(of: &mut Vec<Belonging>, node: u32, written: &DossierRef) {
    match of.iter_mut().find(|known| known.node == node) {
        None => of.push(Belonging { node, position: written.position.clone(), weight: written.weight }),
        Some(known) => {
            known.position = known.position.take().or_else(|| written.position.clone());
            if known.weight == Weight::Normal {
                known.weight = written.weight;
            }
        }
    }
}

impl<'a> Lookup<'a> {
    fn new(sources: &'a Sources, identities: &[Identity], resolver: &'a Resolver) -> Self {
        let ascii = identity::ascii(&sources.config);
        let mut folders = BTreeMap::new();
        let mut slugs = sources.config.implicit_dossiers.then(BTreeMap::new);
        for (node, document) in sources.documents.iter().enumerate() {
            if document.kind != DocumentKind::Dossier || !identities[node].original {
                continue;
            }
            let folder = document.folder_dossier.as_ref().unwrap_or(&document.stem);
            folders.entry(&**folder).or_insert(node as u32);
            if let Some(slugs) = &mut slugs {
                slugs.entry(text::slug(&identities[node].id, ascii)).or_insert(node as u32);
            }
        }
        let first = resolver.len();
        let (ids, known, implicit) = (Interner::default(), Vec::new(), Vec::new());
        Lookup { resolver, folders, slugs, ids, known, implicit, first, ascii }
    }

    fn folder(&mut self, folder: &Text, document: &Document) -> Option<u32> {
        self.folders.get(&**folder).copied().or_else(|| self.implicit(folder, document))
    }

    fn id(&mut self, id: &'a Text, document: &Document) -> Option<u32> {
        if let Some(known) = self.known.get(self.ids.number(id)) {
            return *known;
        }
        let found = self.resolver.id_nodes(DocumentKind::Dossier, id).first().copied();
        let found = found.or_else(|| self.implicit(id, document));
        self.known.push(found);
        found
    }

    /// The dossier that the text makes by itself. None when it may not, or when nothing is left to make an address of.
    fn implicit(&mut self, title: &Text, document: &Document) -> Option<u32> {
        let slug = text::slug(title, self.ascii);
        let slugs = self.slugs.as_mut()?;
        if slug.is_empty() {
            return None;
        }
        let next = self.first + self.implicit.len() as u32;
        let node = *slugs.entry(slug.clone()).or_insert(next);
        if node == next {
            let (name, path) = (title.clone(), document.path.clone());
            self.implicit.push(Unwritten { kind: DocumentKind::Dossier, id: slug.into(), name, path });
        }
        Some(node)
    }

    fn unknown(&self, document: &Document, id: &Spanned<Text>) -> Diagnostic {
        let place = Place::new(&document.path, id.span);
        if self.slugs.is_some() {
            let message = format!("`{}` has no letter or digit to make an address of", id.value);
            return Diagnostic::new("empty-slug", message).at(place).hint("name the dossier in words");
        }
        unknown_dossier(self.resolver, &id.value, place)
    }
}

/// An error for a dossier id that nothing has.
pub(super) fn unknown_dossier(resolver: &Resolver, id: &str, place: Place) -> Diagnostic {
    let out = Diagnostic::new("unknown-dossier", format!("there is no dossier `{id}`")).at(place);
    match resolver.nearest_dossier(id) {
        Some(near) => out.label(format!("did you mean `{near}`?")),
        None => out.hint("write its `index.md`, for example with `throughline new dossier`, or correct the id"),
    }
}

fn bare_folder(folder: &str, document: &Document) -> Diagnostic {
    Diagnostic::new("unknown-dossier", format!("the folder `dossiers/{folder}` has no `index.md`"))
        .at(Place::file(&document.path))
        .hint("write an `index.md` with a `title` there: it makes the folder a dossier")
}

/// An error for a reference that several documents answer to.
pub(super) fn ambiguous_reference(what: &str, files: &[crate::base::path::SourcePath], place: Place) -> Diagnostic {
    let mut out = Diagnostic::new("ambiguous-reference", format!("`{what}` may mean several documents"))
        .at(place)
        .hint("give one of them an `id` of its own, and refer to that");
    for file in files {
        out = out.also(Place::file(file), "this has that id");
    }
    out
}

/// What a reference leads to in this build, after telling what is wrong with it; `unknown` makes that error.
pub(super) fn settle<T>(
    found: Found<T>,
    written: &Spanned<Text>,
    document: &Document,
    unknown: impl FnOnce(Place) -> Diagnostic,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<T> {
    let place = Place::new(&document.path, written.span);
    match found {
        Found::Published(it) => return Some(it),
        Found::Held => {}
        Found::Ambiguous(files) => diagnostics.push(ambiguous_reference(&written.value, &files, place)),
        Found::Missing => diagnostics.push(unknown(place)),
    }
    None
}
