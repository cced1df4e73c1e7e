//! References: documents looked up by path, id and name, knowing "does not exist" from "is not published here".

mod suggest;
mod table;

use super::identity::Identity;
use super::site::{ArticleId, DossierId, EntityId, Member, PageId, TagId};
use crate::base::path::SourcePath;
use crate::base::text;
use crate::parse::document::{Document, DocumentKind, Front, Text};
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use table::{Row, Table};

/// What a reference leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum Found<T> {
    Published(T),
    /// It exists, and this build does not publish it: a draft, embargoed, later, left out, or held with those.
    Held,
    /// Several share the id or name: their files, or the first file that uses a name nobody registered.
    Ambiguous(Vec<SourcePath>),
    Missing,
}

/// Something that can be referred to. Numbers below `documents.len()` are documents; the rest have no file of their own.
#[derive(Debug)]
struct Node {
    kind: DocumentKind,
    id: Text,
    path: SourcePath,
    /// Its id was written, not taken from a file's name.
    written: bool,
    slot: Slot,
}

/// Where a node stands in the Site.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Slot {
    Held,
    Member(Member),
    Background(usize),
}

/// An entity or dossier without a file.
#[derive(Debug)]
pub(super) struct Unwritten {
    pub kind: DocumentKind,
    pub id: Text,
    pub name: Text,
    /// The first file that names it.
    pub path: SourcePath,
}

/// Looks documents up by path, id and name.
#[derive(Debug)]
pub struct Resolver {
    nodes: Vec<Node>,
    paths: Vec<(SourcePath, u32)>,
    articles: Table,
    dossiers: Table,
    pages: Table,
    backgrounds: Table,
    entities: Table,
    /// Folded names of entities.
    names: Table,
    /// Slugs and folded names; none for a tag that only held pieces use.
    tags: Vec<(Text, Option<TagId>)>,
    /// Suggestions that are still made: each looks at every candidate, so a site of nothing but faults gets a few.
    suggestions: AtomicU32,
}

/// Suggestions made in one build.
const SUGGESTIONS: u32 = 1000;

impl Resolver {
    /// Every document that is no translation, under its id and names; nothing is published yet.
    pub(super) fn new(documents: &[Arc<Document>], identities: &[Identity]) -> Self {
        let mut resolver = Resolver {
            nodes: Vec::with_capacity(documents.len()),
            paths: Vec::with_capacity(documents.len()),
            articles: Table::default(),
            dossiers: Table::default(),
            pages: Table::default(),
            backgrounds: Table::default(),
            entities: Table::default(),
            names: Table::default(),
            tags: Vec::new(),
            suggestions: AtomicU32::new(SUGGESTIONS),
        };
        for (node, (document, identity)) in documents.iter().zip(identities).enumerate() {
            resolver.nodes.push(Node {
                kind: document.kind,
                id: identity.id.clone(),
                path: document.path.clone(),
                written: document.common.id.is_some(),
                slot: Slot::Held,
            });
            if identity.original {
                resolver.paths.push((document.path.clone(), node as u32));
                resolver.register(node as u32, document, identity);
            }
        }
        resolver.sort();
        resolver
    }

    fn register(&mut self, node: u32, document: &Document, identity: &Identity) {
        let id = &identity.id;
        match document.kind {
            DocumentKind::Article => self.articles.add(id.clone(), node, id),
            DocumentKind::Dossier => self.dossiers.add(id.clone(), node, id),
            DocumentKind::Background => self.backgrounds.add(id.clone(), node, id),
            DocumentKind::Page => {
                self.pages.add(id.clone(), node, id);
                if identity.slug != *id {
                    self.pages.add(identity.slug.clone(), node, id);
                }
            }
            DocumentKind::Person | DocumentKind::Place | DocumentKind::Organisation => {
                self.entities.add(id.clone(), node, id);
                self.add_name(&document.common.title, node);
                if let Front::Entity(front) = &document.front {
                    front.also.iter().for_each(|name| self.add_name(&name.value, node));
                    front.names.iter().for_each(|period| self.add_name(&period.name, node));
                }
            }
        }
    }

    fn add_name(&mut self, name: &Text, node: u32) {
        let key = text::fold(name);
        if !key.is_empty() {
            self.names.add(key.into(), node, name);
        }
    }

    fn sort(&mut self) {
        let Resolver { articles, dossiers, pages, backgrounds, entities, names, .. } = self;
        [articles, dossiers, pages, backgrounds, entities, names].into_iter().for_each(Table::sort);
        self.paths.sort();
    }

    /// Adds what has no file: implicit dossiers, and names that articles alone give. Returns the first one's number.
    pub(super) fn extend(&mut self, unwritten: &[Unwritten]) -> u32 {
        let first = self.nodes.len() as u32;
        for (node, item) in (first..).zip(unwritten) {
            let (id, path) = (item.id.clone(), item.path.clone());
            self.nodes.push(Node { kind: item.kind, id, path, written: false, slot: Slot::Held });
            if item.kind == DocumentKind::Dossier {
                self.dossiers.add(item.id.clone(), node, &item.id);
            } else {
                self.entities.add(item.id.clone(), node, &item.id);
                self.add_name(&item.name, node);
            }
        }
        [&mut self.dossiers, &mut self.entities, &mut self.names].into_iter().for_each(Table::sort);
        first
    }

    /// A translation's path leads to its original.
    pub(super) fn alias_paths(&mut self, aliases: Vec<(SourcePath, u32)>) {
        if !aliases.is_empty() {
            self.paths.extend(aliases);
            self.paths.sort();
        }
    }

    /// Says where a node stands in the Site.
    pub(super) fn publish(&mut self, node: u32, slot: Slot) {
        if let Some(entry) = self.nodes.get_mut(node as usize) {
            entry.slot = slot;
        }
    }

    /// Where a node stands in the Site.
    pub(super) fn slot(&self, node: u32) -> Slot {
        self.nodes.get(node as usize).map_or(Slot::Held, |entry| entry.slot)
    }

    /// Tags by slug and folded name.
    pub(super) fn set_tags(&mut self, mut tags: Vec<(Text, Option<TagId>)>) {
        // A published tag before a held one of the same name.
        tags.sort_by(|a, b| (&a.0, a.1.is_none(), a.1).cmp(&(&b.0, b.1.is_none(), b.1)));
        tags.dedup_by(|a, b| a.0 == b.0);
        self.tags = tags;
    }

    /// By source path of a document; the path of a translation gives its original. Backgrounds have no page of their own.
    pub fn path(&self, path: &SourcePath) -> Found<Member> {
        let Some(node) = self.path_node(path) else { return Found::Missing };
        match (self.slot(node), self.kind(node)) {
            (_, DocumentKind::Background) => Found::Missing,
            (Slot::Member(member), _) => Found::Published(member),
            _ => Found::Held,
        }
    }

    /// By id: the slug where no id is written. A written id goes before a slug; two equal slugs are ambiguous.
    pub fn article(&self, id: &str) -> Found<ArticleId> {
        self.pick(&self.nodes_of(&self.articles, id), |member| match member {
            Member::Article(id) => Some(id),
            _ => None,
        })
    }

    /// By id: the folder's name where no id is written.
    pub fn dossier(&self, id: &str) -> Found<DossierId> {
        self.pick(&self.nodes_of(&self.dossiers, id), |member| match member {
            Member::Dossier(id) => Some(id),
            _ => None,
        })
    }

    /// A person, place or organisation by id. Without a kind the same id in two of them is ambiguous.
    pub fn entity(&self, kind: Option<DocumentKind>, id: &str) -> Found<EntityId> {
        self.pick(&self.entity_nodes(kind, id), entity_of)
    }

    /// A person, place or organisation by name, other name, name of a period (case and spacing aside), or id.
    ///
    /// The very id goes before names, so that an id settles what a shared name leaves open.
    pub fn name(&self, kind: Option<DocumentKind>, name: &str) -> Found<EntityId> {
        self.pick(&self.name_nodes(kind, name), entity_of)
    }

    /// A tag by slug or by any of its names (case and spacing aside).
    pub fn tag(&self, slug_or_name: &str) -> Found<TagId> {
        let find = |key: &str| self.tags.binary_search_by(|(known, _)| (**known).cmp(key)).ok();
        match find(slug_or_name).or_else(|| find(&text::fold(slug_or_name))).map(|at| self.tags[at].1) {
            Some(Some(tag)) => Found::Published(tag),
            Some(None) => Found::Held,
            None => Found::Missing,
        }
    }

    /// A page by id or by its path below the language's root.
    pub fn page(&self, id_or_slug: &str) -> Found<PageId> {
        self.pick(&self.nodes_of(&self.pages, id_or_slug.trim_matches('/')), |member| match member {
            Member::Page(id) => Some(id),
            _ => None,
        })
    }

    /// A background by id: its index in the Site.
    pub fn background(&self, id: &str) -> Found<usize> {
        let nodes = self.nodes_of(&self.backgrounds, id);
        match nodes[..] {
            [] => Found::Missing,
            [node] => match self.slot(node) {
                Slot::Background(index) => Found::Published(index),
                _ => Found::Held,
            },
            _ => Found::Ambiguous(self.files(&nodes)),
        }
    }

    fn entity_nodes(&self, kind: Option<DocumentKind>, id: &str) -> Vec<u32> {
        let mut nodes = self.nodes_of(&self.entities, id);
        nodes.retain(|node| kind.is_none_or(|kind| self.nodes[*node as usize].kind == kind));
        nodes
    }

    /// The nodes that a name may mean, the very id first of all.
    pub(super) fn name_nodes(&self, kind: Option<DocumentKind>, name: &str) -> Vec<u32> {
        let rows = self.names.all(&text::fold(name));
        let ids = self.entity_nodes(kind, name);
        if let [id] = ids[..] {
            // In a script without case an id can be another's name to the letter: then it settles nothing.
            let taken = |row: &Row| row.node != id && *row.written == *name && self.is_kind(row.node, kind);
            if !rows.iter().any(taken) {
                return ids;
            }
        }
        let mut nodes = ids;
        nodes.extend(rows.iter().map(|row| row.node).filter(|node| self.is_kind(*node, kind)));
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    }

    fn is_kind(&self, node: u32, kind: Option<DocumentKind>) -> bool {
        kind.is_none_or(|kind| self.nodes[node as usize].kind == kind)
    }

    fn nodes_of(&self, table: &Table, key: &str) -> Vec<u32> {
        let mut nodes: Vec<u32> = table.all(key).iter().map(|row| row.node).collect();
        nodes.dedup();
        if nodes.len() > 1 && nodes.iter().filter(|node| self.nodes[**node as usize].written).count() == 1 {
            nodes.retain(|node| self.nodes[*node as usize].written);
        }
        nodes
    }

    fn pick<T>(&self, nodes: &[u32], of: impl Fn(Member) -> Option<T>) -> Found<T> {
        match *nodes {
            [] => Found::Missing,
            [node] => match self.slot(node) {
                Slot::Member(member) => of(member).map_or(Found::Held, Found::Published),
                _ => Found::Held,
            },
            _ => Found::Ambiguous(self.files(nodes)),
        }
    }

    /// The files of these nodes.
    pub(super) fn files(&self, nodes: &[u32]) -> Vec<SourcePath> {
        nodes.iter().map(|node| self.nodes[*node as usize].path.clone()).collect()
    }

    /// Folded names and ids with the published entities that they mean. Names that a held one shares are left out: a
    /// link to the wrong person is worse than none.
    pub(super) fn linkable_names(&self) -> Vec<(Text, EntityId)> {
        let mut out: Vec<(Text, EntityId)> = Vec::new();
        for row in self.names.rows.iter().chain(&self.entities.rows) {
            if let Slot::Member(Member::Entity(entity)) = self.slot(row.node) {
                out.push((text::fold(&row.key).into(), entity));
            }
        }
        out.sort();
        out.dedup();
        let held = |key: &str| self.names.all(key).iter().any(|row| self.slot(row.node) == Slot::Held);
        out.retain(|(key, _)| !held(key));
        out
    }

    /// How many nodes there are: the number of the next one.
    pub(super) fn len(&self) -> u32 {
        self.nodes.len() as u32
    }

    /// What kind of thing a node is.
    pub(super) fn kind(&self, node: u32) -> DocumentKind {
        self.nodes[node as usize].kind
    }

    /// A node's id.
    pub(super) fn id(&self, node: u32) -> Text {
        self.nodes[node as usize].id.clone()
    }

    /// The node of a document's path; a translation's path gives its original.
    pub(super) fn path_node(&self, path: &SourcePath) -> Option<u32> {
        self.paths.binary_search_by(|(known, _)| known.cmp(path)).ok().map(|at| self.paths[at].1)
    }

    /// The nodes of the kind with this id.
    pub(super) fn id_nodes(&self, kind: DocumentKind, id: &str) -> Vec<u32> {
        match kind {
            DocumentKind::Article => self.nodes_of(&self.articles, id),
            DocumentKind::Dossier => self.nodes_of(&self.dossiers, id),
            DocumentKind::Page => self.nodes_of(&self.pages, id),
            DocumentKind::Background => self.nodes_of(&self.backgrounds, id),
            kind => self.entity_nodes(Some(kind), id),
        }
    }
}

fn entity_of(member: Member) -> Option<EntityId> {
    match member {
        Member::Entity(id) => Some(id),
        _ => None,
    }
}
