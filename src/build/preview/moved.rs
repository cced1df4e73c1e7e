//! What one state and the next have apart, for whoever has a page open and for the line in the terminal.

use super::change::Swap;
use super::job::Fresh;
use super::shown::Shown;
use super::{Workshop, about};
use crate::base::path::SourcePath;
use crate::build::load::documents::tags_path;
use crate::build::load::ground::Ground;
use crate::build::load::memo::{Known, Measured};
use crate::parse::document::Text;
use crate::plan::address;
use crate::plan::lookup::Index;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The difference.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moved {
    /// Source files that are new, changed or gone, and those whose time has come.
    pub sources: Vec<SourcePath>,
    /// URLs of published files whose bytes changed.
    pub files: Vec<Text>,
    /// A stylesheet changed.
    pub css: bool,
    /// A script changed: a page must be loaded anew.
    pub script: bool,
    /// Templates, words, configuration: every page may have changed.
    pub all: bool,
}

impl Moved {
    /// By what is put in the place of others.
    pub fn by(swap: &Swap, shown: &Shown) -> Self {
        let mut moved = Moved::default();
        moved.sources.extend(swap.documents.iter().map(|(known, _)| known.document.path.clone()));
        swap.files.iter().for_each(|(entry, _)| moved.file(&entry.path, shown));
        if let Some(ground) = &swap.ground {
            moved.ground(&shown.ground, ground);
        }
        moved
    }

    /// Between the state that was and the one that is.
    pub fn since(old: &Fresh, workshop: &Workshop, shown: &Shown) -> Self {
        let mut moved = Moved::default();
        let path = |known: &Known| known.document.path.clone();
        // Most are not read again: they need not be compared.
        let same = |a: &Known, b: &Known| {
            (Arc::ptr_eq(&a.document, &b.document) || a.document == b.document) && a.told == b.told
        };
        if !Arc::ptr_eq(&old.memo.documents, &workshop.memo.documents) {
            moved.sources = differ(&old.memo.documents, &workshop.memo.documents, path, same);
        }
        let path = |(entry, _): &Measured| entry.path.clone();
        for file in differ(&old.memo.measured, &workshop.memo.measured, path, |a, b| a.0.stamp == b.0.stamp) {
            moved.file(&file, shown);
        }
        moved.ground(&old.ground, &workshop.ground);
        if let Some(before) = old.shown.iter().find(|before| before.mode == shown.mode) {
            moved.sources.extend(about::due(before, shown.site.now).cloned());
        }
        moved.sources.sort();
        moved.sources.dedup();
        moved
    }

    fn file(&mut self, path: &SourcePath, shown: &Shown) {
        self.sources.push(path.clone());
        let Some(file) = shown.site.files.iter().find(|file| file.source == *path) else { return };
        self.files.push(address::url(&shown.ground.config, &format!("/{}", file.output)));
        self.kind(path.extension());
    }

    fn kind(&mut self, ending: &str) {
        self.css |= ending.eq_ignore_ascii_case("css");
        self.script |= ["js", "mjs"].iter().any(|script| ending.eq_ignore_ascii_case(script));
    }

    fn ground(&mut self, old: &Ground, new: &Ground) {
        if std::ptr::eq(old, new) {
            return;
        }
        let mut names: BTreeSet<&Text> = old.theme.assets.keys().collect();
        names.extend(new.theme.assets.keys());
        let address = |ground: &Ground, name: &Text| ground.theme.assets.get(name).map(|asset| asset.address.clone());
        let others: Vec<Text> =
            names.into_iter().filter(|name| address(old, name) != address(new, name)).cloned().collect();
        for name in &others {
            self.kind(name.rsplit_once('.').map_or("", |(_, ending)| ending));
        }
        self.all |= !others.is_empty()
            || old.renderer.hash() != new.renderer.hash()
            || old.theme.options != new.theme.options
            || !Arc::ptr_eq(&old.config, &new.config) && old.config.hash != new.config.hash;
        let files = |ground: &Ground| -> BTreeSet<(SourcePath, String)> {
            let theme = &ground.theme;
            let templates = theme.templates.values().map(|template| (template.path.clone(), template.text.to_string()));
            let words = theme.words.values().flatten().map(|words| (words.path.clone(), words.text.to_string()));
            templates.chain(words).collect()
        };
        let (before, after) = (files(old), files(new));
        let paths: BTreeSet<&SourcePath> = before.symmetric_difference(&after).map(|(path, _)| path).collect();
        self.sources.extend(paths.into_iter().filter(|path| path.below("built-in").is_none()).cloned());
        if old.config.hash != new.config.hash {
            self.sources.push(new.config.path.clone());
        }
        if old.tags != new.tags {
            self.all = true;
            self.sources.extend(tags_path(&new.config));
        }
    }
}

/// The paths at which two lists, both in order of path, differ.
pub(super) fn differ<T>(
    old: &[T],
    new: &[T],
    path: impl Fn(&T) -> SourcePath,
    same: impl Fn(&T, &T) -> bool,
) -> Vec<SourcePath> {
    let (mut a, mut b, mut out) = (0, 0, Vec::new());
    while a < old.len() || b < new.len() {
        let order = match (old.get(a), new.get(b)) {
            (Some(old), Some(new)) => path(old).cmp(&path(new)),
            (Some(_), None) => Ordering::Less,
            _ => Ordering::Greater,
        };
        match order {
            Ordering::Less => out.push(path(&old[a])),
            Ordering::Greater => out.push(path(&new[b])),
            Ordering::Equal if !same(&old[a], &new[b]) => out.push(path(&new[b])),
            Ordering::Equal => {}
        }
        a += usize::from(order != Ordering::Greater);
        b += usize::from(order != Ordering::Less);
    }
    out
}

/// How many pages show something of these sources: a document's own page in each language, and the pages of its
/// dossiers, its tags, people, places and organisations, its month and the home page.
pub fn pages(shown: &Shown, sources: &[SourcePath]) -> usize {
    let (site, plan) = (&shown.site, &shown.plan);
    let wanted: BTreeSet<&SourcePath> = sources.iter().collect();
    let mut pages: BTreeSet<Text> = BTreeSet::new();
    let mut own = 0;
    for (at, article) in site.articles.iter().enumerate().filter(|(_, article)| wanted.contains(&article.doc.path)) {
        own += 1 + article.translations.len();
        pages.extend(plan.index_address(Index::Home, 0));
        pages.extend(
            article.memberships.iter().map(|member| plan.addresses.dossiers[member.dossier.0 as usize].clone()),
        );
        pages.extend(article.subjects.iter().map(|subject| match subject {
            crate::model::site::Subject::Tag(id) => plan.addresses.tags[id.0 as usize].clone(),
            crate::model::site::Subject::Entity(id) => plan.addresses.entities[id.0 as usize].clone(),
        }));
        let day = article.published.day;
        pages.extend(plan.month_address(day.year().into(), day.month() as u8));
        pages.extend(plan.addresses.articles.get(at).cloned());
        own -= 1;
    }
    for (at, dossier) in site.dossiers.iter().enumerate() {
        if dossier.doc.as_ref().is_some_and(|doc| wanted.contains(&doc.path)) {
            own += dossier.members.len();
            pages.extend(plan.addresses.dossiers.get(at).cloned());
        }
    }
    for (at, entity) in site.entities.iter().enumerate() {
        if entity.doc.as_ref().is_some_and(|doc| wanted.contains(&doc.path)) {
            own += entity.articles.len();
            pages.extend(plan.addresses.entities.get(at).cloned());
        }
    }
    for (at, page) in site.pages.iter().enumerate().filter(|(_, page)| wanted.contains(&page.doc.path)) {
        own += page.translations.len();
        pages.extend(plan.addresses.pages.get(at).cloned());
    }
    own + pages.len()
}
