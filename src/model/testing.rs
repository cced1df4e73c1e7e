//! A desk for tests: documents made by hand, put together in any order.

use super::site::{ArticleId, Site};
use super::{Sources, site};
use crate::base::diag::{Diagnostic, Span};
use crate::base::path::SourcePath;
use crate::parse::config::{Config, config};
use crate::parse::dates::{Day, EventDate, Moment, Precision, Published};
use crate::parse::document::{
    ArticleFront, BodyLink, Common, Document, DocumentKind, DossierFront, EntityFront, Front, LinkRole, PageFront,
    Spanned, Text,
};
use crate::parse::tags::{TagEntry, TagFile};
use std::sync::Arc;

/// The sources of a site that is built on New Year's Day of 2020.
pub(super) struct Desk {
    pub sources: Sources,
}

impl Desk {
    pub fn new() -> Self {
        Desk {
            sources: Sources {
                config: Arc::new(config(&path("throughline.yaml"), "title: The Desk\nlanguages: [en, ru]\n").0),
                documents: Vec::new(),
                tags: TagFile { path: Some(path("content/tags.yaml")), entries: Vec::new() },
                files: Vec::new(),
                now: "2020-01-01T00:00:00Z".parse().unwrap(),
                selection: Default::default(),
            },
        }
    }

    /// Changes the settings.
    pub fn set(mut self, edit: impl FnOnce(&mut Config)) -> Self {
        edit(Arc::make_mut(&mut self.sources.config));
        self
    }

    /// `name`: of the file in `articles/`, without `.md`; with a slash a path below `content/`.
    pub fn article(self, name: &str, day: &str, edit: impl FnOnce(&mut Common, &mut ArticleFront)) -> Self {
        let file =
            if name.contains('/') { format!("content/{name}.md") } else { format!("content/articles/{name}.md") };
        let mut front = ArticleFront { link_entities: true, ..Default::default() };
        front.published = (!day.is_empty()).then(|| Spanned { value: published(day), span: Span::default() });
        let mut document = document(&file, DocumentKind::Article, Front::Background);
        edit(&mut document.common, &mut front);
        document.front = Front::Article(Box::new(front));
        self.put(document)
    }

    pub fn dossier(self, id: &str, edit: impl FnOnce(&mut Common, &mut DossierFront)) -> Self {
        let mut front = DossierFront::default();
        let mut document =
            document(&format!("content/dossiers/{id}/index.md"), DocumentKind::Dossier, Front::Background);
        document.stem = id.into();
        edit(&mut document.common, &mut front);
        document.front = Front::Dossier(Box::new(front));
        self.put(document)
    }

    pub fn entity(
        self,
        kind: DocumentKind,
        id: &str,
        name: &str,
        edit: impl FnOnce(&mut Common, &mut EntityFront),
    ) -> Self {
        let folder = match kind {
            DocumentKind::Person => "people",
            DocumentKind::Place => "places",
            _ => "organisations",
        };
        let mut front = EntityFront::default();
        let mut document = document(&format!("content/{folder}/{id}.md"), kind, Front::Background);
        document.common.title = name.into();
        edit(&mut document.common, &mut front);
        document.front = Front::Entity(Box::new(front));
        self.put(document)
    }

    pub fn person(self, id: &str, name: &str) -> Self {
        self.entity(DocumentKind::Person, id, name, |_, _| {})
    }

    pub fn place(self, id: &str, name: &str) -> Self {
        self.entity(DocumentKind::Place, id, name, |_, _| {})
    }

    /// `name`: below `content/pages/`, without `.md`.
    pub fn page(self, name: &str, edit: impl FnOnce(&mut Common)) -> Self {
        let file = format!("content/pages/{name}.md");
        let mut document = document(&file, DocumentKind::Page, Front::Page(PageFront::default()));
        edit(&mut document.common);
        self.put(document)
    }

    /// The translation of the document that was put last, in the file that this language has beside it.
    pub fn translation(self, language: &str, edit: impl FnOnce(&mut Common)) -> Self {
        let mut document = self.last().clone();
        let file = document.path.as_str().replace(".md", &format!(".{language}.md"));
        document.path = path(&file);
        document.translation = Some(language.into());
        document.common.id = None;
        if let Front::Article(front) = &mut document.front {
            **front = ArticleFront::default();
        }
        edit(&mut document.common);
        self.put(document)
    }

    /// `Astana talks, Astana process`: an entry of `tags.yaml` with its other names.
    pub fn tag(mut self, name: &str, also: &[&str]) -> Self {
        let entry = TagEntry { name: word(name), also: words(also), description: None, note: None };
        self.sources.tags.entries.push(entry);
        self
    }

    /// Links in the body of the document that was put last.
    pub fn links(mut self, targets: &[&str]) -> Self {
        let link = |target: &&str| BodyLink { target: (*target).into(), span: Span::default(), role: LinkRole::Link };
        let last = self.sources.documents.pop().expect("a document");
        let mut document = (*last).clone();
        document.body.links = targets.iter().map(link).collect();
        self.put(document)
    }

    pub fn put(mut self, document: Document) -> Self {
        self.sources.documents.push(Arc::new(document));
        self
    }

    fn last(&self) -> &Document {
        self.sources.documents.last().expect("a document")
    }

    /// The Site and what is wrong with it, each as `code: message`.
    pub fn build(mut self) -> (Site, Vec<String>) {
        self.sources.documents.sort_by(|a, b| a.path.cmp(&b.path));
        let (site, diagnostics) = site(&self.sources);
        (site, diagnostics.iter().map(said).collect())
    }

    /// The Site of sources without a fault.
    pub fn site(self) -> Site {
        let (site, said) = self.build();
        assert_eq!(said, [] as [String; 0]);
        site
    }
}

fn said(diagnostic: &Diagnostic) -> String {
    let known = crate::base::codes::find(diagnostic.code).is_some();
    assert!(known, "`{}` has no entry in base/codes", diagnostic.code);
    format!("{}: {}", diagnostic.code, diagnostic.message)
}

pub(super) fn path(text: &str) -> SourcePath {
    SourcePath::new(text).expect("a path in the site")
}

pub(super) fn document(file: &str, kind: DocumentKind, front: Front) -> Document {
    let path = path(file);
    let folder = path.below("content/dossiers").and_then(|rest| rest.split('/').next()).map(Text::from);
    let dated = path.stem().len() > 11 && path.stem().starts_with("20");
    let stem = if dated { &path.stem()[11..] } else { path.stem() };
    Document {
        kind,
        translation: None,
        stem: stem.into(),
        folder_dossier: folder,
        bundle: path.stem() == "index",
        partial: false,
        faulty: false,
        common: Common { title: stem.into(), ..Default::default() },
        front,
        body: Default::default(),
        path,
    }
}

pub(super) fn word(text: &str) -> Spanned<Text> {
    Spanned { value: text.into(), span: Span::default() }
}

pub(super) fn words(texts: &[&str]) -> thin_vec::ThinVec<Spanned<Text>> {
    texts.iter().map(|text| word(text)).collect()
}

/// The first minute of a day, in UTC.
pub(super) fn published(day: &str) -> Published {
    let instant = format!("{day}T00:00:00Z").parse().expect("a day");
    Published { day: day.parse().expect("a day"), minutes: None, instant, offset: 0 }
}

/// The date of an event on one day.
pub(super) fn on(day: &str) -> EventDate {
    let date: jiff::civil::Date = day.parse().expect("a day");
    let first = Day { year: date.year().into(), month: date.month() as u8, day: date.day() as u8 };
    let moment = Moment {
        first,
        last: first,
        precision: Precision::Day,
        approximate: false,
        uncertain: false,
        season: 0,
        minutes: 0,
    };
    EventDate { edtf: day.into(), from: Some(moment), to: None, interval: false }
}

/// The titles of these articles.
pub(super) fn titles(site: &Site, articles: impl IntoIterator<Item = ArticleId>) -> Vec<String> {
    articles.into_iter().map(|article| site[article].doc.common.title.to_string()).collect()
}
