//! The site as one mode shows it, and its pages on demand.

use super::mode::Mode;
use super::same::Places;
use crate::base::diag::Diagnostic;
use crate::base::inputs::Inputs;
use crate::base::path::SourcePath;
use crate::build::load::folder::of_file;
use crate::build::load::ground::Ground;
use crate::build::load::memo::Measured;
use crate::build::load::{Request, moment};
use crate::model::site::{Selection, Site};
use crate::model::{self, SourceFile, Sources};
use crate::parse::document::Document;
use crate::plan::view::{Made, Views};
use crate::plan::{self, Page, PageKind, Plan};
use std::sync::{Arc, OnceLock};

/// A linked site with its plan.
pub struct Shown {
    pub mode: Mode,
    pub ground: Arc<Ground>,
    pub site: Arc<Site>,
    pub plan: Arc<Plan>,
    /// What linking, planning and looking at templates told, `lints:` applied.
    told_of_site: Vec<Diagnostic>,
    told_of_plan: Vec<Diagnostic>,
    told_of_templates: Vec<Diagnostic>,
    /// Made for the first page.
    made: OnceLock<Arc<Made>>,
}

impl Shown {
    /// Links the documents for a mode.
    pub(super) fn new(
        ground: &Arc<Ground>,
        documents: Vec<Arc<Document>>,
        files: Vec<SourceFile>,
        request: &Request,
        mode: &Mode,
        inputs: &dyn Inputs,
    ) -> Self {
        let request = mode.request(request);
        let mut told = Vec::new();
        let now = moment(inputs, &request, &ground.config, &mut told);
        let selection = Selection { as_of: request.as_of.is_some(), ..request.selection };
        let (config, tags) = (ground.config.clone(), ground.tags.clone());
        let (site, linked) = model::site(&Sources { config, documents, tags, files, now, selection });
        told.extend(linked);
        Shown::planned(ground, mode, Arc::new(site), ground.judged(told, request.strict), request.strict)
    }

    fn planned(
        ground: &Arc<Ground>,
        mode: &Mode,
        site: Arc<Site>,
        told_of_site: Vec<Diagnostic>,
        strict: bool,
    ) -> Self {
        let (plan, told) = plan::plan(&site, &ground.theme);
        let told_of_plan = ground.judged(told, strict);
        let told_of_templates = ground.judged(ground.renderer.check(&site), strict);
        Shown {
            mode: mode.clone(),
            ground: ground.clone(),
            site,
            plan: Arc::new(plan),
            told_of_site,
            told_of_plan,
            told_of_templates,
            made: OnceLock::new(),
        }
    }

    /// The same site with another theme. It is planned again only if the theme's files have other addresses.
    pub(super) fn with(&self, ground: &Arc<Ground>, strict: bool) -> Self {
        let told_of_site = self.told_of_site.clone();
        if !self.ground.theme.addresses().eq(ground.theme.addresses()) {
            return Shown::planned(ground, &self.mode, self.site.clone(), told_of_site, strict);
        }
        // Who belongs where is known; only the words of the interface are asked there.
        let made = self.made.get().filter(|_| self.ground.theme.words == ground.theme.words);
        let again = made.map(|made| Arc::new(made.again(&self.site, &self.plan, &ground.theme)));
        Shown {
            mode: self.mode.clone(),
            ground: ground.clone(),
            site: self.site.clone(),
            plan: self.plan.clone(),
            told_of_site,
            told_of_plan: self.told_of_plan.clone(),
            told_of_templates: ground.judged(ground.renderer.check(&self.site), strict),
            made: again.map_or_else(OnceLock::new, OnceLock::from),
        }
    }

    /// Takes over a ground whose configuration only pages can tell from the old one (`load::ground::reworded`). False when
    /// somebody else holds the site.
    pub(super) fn reword(&mut self, ground: &Arc<Ground>, strict: bool) -> bool {
        let Some(site) = Arc::get_mut(&mut self.site) else { return false };
        site.config = ground.config.clone();
        *self = self.with(ground, strict);
        true
    }

    /// Whether the configuration is at a place of what was told of the linked site.
    pub(super) fn tells_of(&self, path: &SourcePath) -> bool {
        self.told().any(|told| {
            told.place.iter().chain(told.others.iter().map(|(place, _)| place)).any(|place| place.path == *path)
        })
    }

    /// What is wrong with the linked site.
    pub fn told(&self) -> impl Iterator<Item = &Diagnostic> {
        self.told_of_site.iter().chain(&self.told_of_plan).chain(&self.told_of_templates)
    }

    /// Puts a document in the place of the one with its path, when nothing else of the site depends on the difference
    /// (`same::fits`). False when somebody else holds the site: then it must be linked anew.
    pub(super) fn swap(&mut self, document: &Arc<Document>, places: &Places) -> bool {
        let Some(site) = Arc::get_mut(&mut self.site) else { return false };
        let mut seats: Vec<&mut Arc<Document>> = Vec::new();
        for article in &mut site.articles {
            seats.push(&mut article.doc);
            seats.extend(article.translations.iter_mut().map(|translation| &mut translation.doc));
        }
        for dossier in &mut site.dossiers {
            seats.extend(&mut dossier.doc);
            seats.extend(dossier.translations.iter_mut().map(|translation| &mut translation.doc));
        }
        for entity in &mut site.entities {
            seats.extend(&mut entity.doc);
            seats.extend(entity.translations.iter_mut().map(|translation| &mut translation.doc));
        }
        for page in &mut site.pages {
            seats.push(&mut page.doc);
            seats.extend(page.translations.iter_mut().map(|translation| &mut translation.doc));
        }
        seats.extend(site.backgrounds.iter_mut().map(|background| &mut background.doc));
        if let Some(seat) = seats.into_iter().find(|seat| seat.path == document.path) {
            *seat = document.clone();
        }
        let again = self.made.get().map(|made| Arc::new(made.again(&self.site, &self.plan, &self.ground.theme)));
        self.made = again.map_or_else(OnceLock::new, OnceLock::from);
        for diagnostic in self.told_of_site.iter_mut().chain(&mut self.told_of_plan).chain(&mut self.told_of_templates)
        {
            let all = diagnostic.place.iter_mut().chain(diagnostic.others.iter_mut().map(|(place, _)| place));
            for place in all.filter(|place| place.path == document.path) {
                place.span = place.span.and_then(|span| places.of(span));
            }
        }
        true
    }

    /// Whether all that was told about a document can be told at its new places.
    pub(super) fn can_tell(&self, path: &SourcePath, places: &Places) -> bool {
        let all = self.told().flat_map(|told| told.place.iter().chain(told.others.iter().map(|(place, _)| place)));
        let mut spans = all.filter(|place| place.path == *path).filter_map(|place| place.span);
        spans.all(|span| places.of(span).is_some())
    }

    /// Notes the new length of a published file. False when somebody else holds the site.
    pub(super) fn resize(&mut self, (entry, size): &Measured) -> bool {
        let Some(site) = Arc::get_mut(&mut self.site) else { return false };
        if let Some(file) = site.files.iter_mut().find(|file| file.source == entry.path) {
            (file.stamp, file.size) = (entry.stamp, *size);
        }
        true
    }

    /// Whether a source file is published.
    pub fn publishes(&self, path: &SourcePath) -> bool {
        self.site.files.iter().any(|file| file.source == *path)
    }

    /// The folder that a published file lies in by its path, and must lie in.
    pub fn folder_of(&self, path: &SourcePath) -> &str {
        of_file(path, &self.ground.config)
    }

    /// What templates are given.
    pub fn views(&self) -> Views<'_> {
        let make = || Arc::new(Made::new(&self.site, &self.plan, &self.ground.theme));
        Views::of(&self.site, &self.plan, &self.ground.theme, self.made.get_or_init(make).clone())
    }

    /// The bytes of a page, as they would be published.
    ///
    /// # Errors
    /// What is wrong with its template, or a source that changed since it was read.
    pub fn render(&self, inputs: &dyn Inputs, page: &Page) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.ground.renderer.page(inputs, &self.views(), page)
    }

    /// The page for an address where nothing is: that of the address's language, else of the site's.
    pub fn not_found(&self, address: &str) -> Option<&Page> {
        let all = || self.plan.pages.iter().filter(|page| page.kind == PageKind::NotFound);
        let folder = |page: &Page| page.address.rsplit_once('/').map_or(0, |(folder, _)| folder.len());
        let covers = |page: &&Page| address.starts_with(&page.address[..=folder(page)]);
        all().filter(covers).max_by_key(|page| folder(page)).or_else(|| all().next())
    }
}
