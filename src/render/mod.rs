//! Rendering: a pure function from a page's view to bytes. It can fail; it never warns.

#[cfg(feature = "archive")]
pub mod book;
mod clean;
mod components;
mod data_atom;
mod data_calendar;
mod data_json;
mod data_search;
mod data_sitemap;
#[cfg(feature = "archive")]
pub mod dom;
mod family;
mod faults;
mod fields;
mod filters;
pub mod markdown;
mod numbers;
#[cfg(feature = "archive")]
pub mod offline;
mod parts;
mod plurals;
mod scan;
mod templates;
mod words;
pub mod xml;

pub use filters::FILTERS;
pub use parts::{BESIDE, Prepared};
pub use templates::{blocks, names};

use crate::base::diag::{Diagnostic, Place};
use crate::base::hash::{Hash128, Hasher};
use crate::base::inputs::{InputError, Inputs};
use crate::base::path::SourcePath;
use crate::model::site::Site;
use crate::parse::document::{Front, Text};
use crate::parse::theme::Theme;
use crate::plan::view::Views;
use crate::plan::view::data::{Data, FeedItem};
use crate::plan::{Page, PageKind, kinds};
use std::sync::Arc;
use templates::Templates;
use words::Words;

/// Room for a page of usual size, so that its text is not moved while it grows.
const PAGE: usize = 16 * 1024;

/// Templates compiled, words read: everything that rendering needs beside the view.
pub struct Renderer {
    templates: Templates,
    words: Arc<Words>,
    /// What is wrong with the Fluent files.
    told_of_words: Vec<Diagnostic>,
    hash: Hash128,
}

impl Renderer {
    /// Compiles the theme's templates for a site in these languages. Every fault of a template, and every word that is
    /// missing, is told.
    pub fn new(theme: &Theme, languages: &[Text]) -> (Renderer, Vec<Diagnostic>) {
        Renderer::after(None, theme, languages)
    }

    /// The same, quicker where little has changed since the renderer `before`.
    pub fn after(before: Option<&Renderer>, theme: &Theme, languages: &[Text]) -> (Renderer, Vec<Diagnostic>) {
        let same = before.filter(|before| before.templates.fluent == theme.words);
        let (words, told_of_words) = match same {
            Some(before) => (before.words.clone(), before.told_of_words.clone()),
            None => {
                let (words, told) = Words::new(&theme.words);
                (Arc::new(words), told)
            }
        };
        let mut faults = told_of_words.clone();
        faults.extend(words.lacking(languages));
        let before = before.map(|before| &before.templates);
        let (templates, told) = Templates::new(theme, words.clone(), languages, before);
        faults.extend(told);
        faults.extend(theme.lists.iter().filter_map(|list| list_name(&list.name.value)));
        let renderer = Renderer { templates, words, told_of_words, hash: hash(theme) };
        (renderer, faults)
    }

    /// The top-level names that `template` with its parents and includes may read, in order: the parts of a view that
    /// a page needs. It is an upper bound: a name that the page's kind has no part for is passed over.
    pub fn reads(&self, template: &str) -> &[String] {
        self.templates.reads(template)
    }

    /// From now on every part is made whole, whatever fields of it the templates read. The pages are the same: it is
    /// there for whoever doubts that.
    pub fn read_whole(&mut self) {
        self.templates.read_whole();
    }

    /// A word of the interface in a language; the name itself when there is no such word.
    #[cfg(feature = "archive")]
    pub fn word(&self, language: &str, name: &str) -> String {
        self.words.format(language, name, &fluent_bundle::FluentArgs::new()).unwrap_or_else(|_| name.into())
    }

    /// Every name that any template reads; one may come twice.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.templates.all_read()
    }

    /// Of all templates and words: whatever they are, equal hashes and equal views make equal pages.
    pub fn hash(&self) -> Hash128 {
        self.hash
    }

    /// Pages that ask for a template that is not there, and lists of the site that templates could not reach.
    pub fn check(&self, site: &Site) -> Vec<Diagnostic> {
        let config = &site.config;
        let lists = config
            .lists
            .iter()
            .filter_map(|list| Some(list_name(&list.name.value)?.at(Place::new(&config.path, list.name.span))));
        lists.chain(self.page_templates(site)).collect()
    }

    fn page_templates(&self, site: &Site) -> Vec<Diagnostic> {
        let asked = site.pages.iter().filter_map(|page| match &page.doc.front {
            Front::Page(front) => Some((page, front.template.as_ref()?)),
            _ => None,
        });
        asked
            .filter(|(_, template)| self.templates.source(&template.value).is_none())
            .map(|(page, template)| {
                let told = Diagnostic::new("unknown-template", format!("there is no template `{}`", template.value))
                    .at(Place::new(&page.doc.path, template.span));
                let known = self.templates.sources.keys().map(|name| name.strip_prefix("theme/").unwrap_or(name));
                let whole = format!("{}.html", template.value);
                let whole = self.templates.source(&whole).is_some().then_some(whole.as_str());
                match whole.or_else(|| crate::base::text::nearest(&template.value, known)) {
                    Some(near) => told.label(format!("did you mean `{near}`?")),
                    None => told.hint(format!("write `templates/{}`, or remove the line", template.value)),
                }
            })
            .collect()
    }

    /// Renders one page of the plan.
    ///
    /// # Errors
    /// As [`Renderer::fill`].
    pub fn page(&self, inputs: &dyn Inputs, views: &Views, page: &Page) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.fill(inputs, views, page, self.prepare(views, page))
    }

    /// Renders a template; when that fails, `rendering` says for what it was.
    fn template<'r>(
        &self,
        template: &str,
        context: &tera::Context,
        rendering: impl FnOnce() -> faults::Rendering<'r>,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut out = Vec::with_capacity(PAGE);
        match self.templates.tera.render_to(template, context, &mut out) {
            Ok(()) => Ok(out),
            Err(error) => Err(Box::new(faults::render(&error, &self.templates.sources, &rendering()))),
        }
    }

    fn file(&self, inputs: &dyn Inputs, about: &parts::About) -> Result<Vec<u8>, Box<Diagnostic>> {
        let (views, page) = (about.views, about.page);
        match &page.kind {
            PageKind::File(id) => Ok(inputs.read(&views.site[*id].source).map_err(changed)?),
            PageKind::Asset(name) => match views.theme.assets.get(name) {
                Some(asset) => Ok(asset.bytes.to_vec()),
                None => Err(Box::new(Diagnostic::new("unknown-asset", format!("`{name}` is no file of the theme")))),
            },
            _ => {
                let told = format!("there is nothing to write to `{}`", page.address);
                Err(Box::new(Diagnostic::new("nothing-to-write", told)))
            }
        }
    }

    fn data(&self, inputs: &dyn Inputs, about: &parts::About, data: Data) -> Result<Vec<u8>, Box<Diagnostic>> {
        Ok(match data {
            Data::Feed(feed) => {
                let item = |item: &FeedItem| self.feed_body(inputs, about, item);
                let bodies = feed.items.iter().map(item).collect::<Result<Vec<_>, _>>()?;
                match about.page.kind {
                    PageKind::JsonFeed(_) => data_json::feed(&feed, &bodies),
                    _ => data_atom::atom(&feed, &bodies).into_bytes(),
                }
            }
            Data::Json(value) => data_json::pretty(&value),
            Data::Calendar(view) => data_calendar::calendar(&view).into_bytes(),
            Data::Sitemap(entries) => data_sitemap::sitemap(&entries).into_bytes(),
            Data::SitemapIndex(addresses) => data_sitemap::index(&addresses).into_bytes(),
            Data::Robots(text) => text.into_bytes(),
            Data::SearchIndex(index) => data_search::index(&index),
            Data::SearchTexts(texts) => data_search::texts(inputs, &texts)?,
        })
    }

    /// The HTML of an item of a full feed, its notice first.
    fn feed_body(
        &self,
        inputs: &dyn Inputs,
        about: &parts::About,
        item: &FeedItem,
    ) -> Result<Option<String>, Box<Diagnostic>> {
        let Some(body) = &item.body else { return Ok(None) };
        let mut out = String::new();
        if let Some(notice) = &item.notice {
            out.push_str("<p><strong>");
            markdown::escape::text(&mut out, notice);
            out.push_str("</strong></p>\n");
        }
        out.push_str(&self.body(inputs, about, body)?);
        Ok(Some(out))
    }

    /// What an error is told about the page.
    fn rendering<'r>(&self, views: &Views, page: &'r Page, template: &'r str) -> faults::Rendering<'r> {
        let kind = kinds::name(&page.kind, |id| views.site[id].kind).and_then(kinds::find);
        let parts = kinds::COMMON.iter().chain(kind.map_or(&[][..], |kind| kind.parts));
        let mut names: Vec<String> = parts.map(|(name, ..)| (*name).to_string()).collect();
        let lists = views.shared_names(page.language);
        for list in lists.filter(|list| !kinds::COMMON.iter().any(|(name, ..)| name == list)) {
            names.push(list.clone());
        }
        let what = kind.map_or_else(|| "the page".into(), |kind| format!("a page of kind `{}`", kind.name));
        faults::Rendering { address: &page.address, source: source(views, page), template, what, names }
    }
}

/// The template of a page; none for data and files.
pub fn template<'s>(site: &'s Site, page: &Page) -> Option<&'s str> {
    if let PageKind::Page(id) = page.kind
        && let Front::Page(front) = &site[id].doc.front
        && let Some(template) = &front.template
    {
        return Some(&template.value);
    }
    let name = kinds::name(&page.kind, |id| site[id].kind)?;
    kinds::find(name).map(|kind| kind.template)
}

/// The file that a page is made from; none for lists and indexes.
fn source(views: &Views, page: &Page) -> Option<SourcePath> {
    let site = views.site;
    let (doc, translations) = match page.kind {
        PageKind::Article(id) => (&site[id].doc, &site[id].translations),
        PageKind::Dossier(id) | PageKind::DossierPrint(id) | PageKind::DossierTimeline(id) => {
            (site[id].doc.as_ref()?, &site[id].translations)
        }
        PageKind::Entity(id) => (site[id].doc.as_ref()?, &site[id].translations),
        PageKind::Page(id) => (&site[id].doc, &site[id].translations),
        _ => return None,
    };
    let language = views.plan.languages.get(usize::from(page.language));
    let translated = translations.iter().find(|translation| Some(&translation.language) == language);
    Some(translated.map_or(doc, |translation| &translation.doc).path.clone())
}

/// A source that could be read when the build began.
pub(crate) fn changed(error: InputError) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::new("source-changed", format!("`{}` can no longer be read: {}", error.path, error.reason))
            .at(Place::file(&error.path))
            .hint("it changed while the site was built; build again"),
    )
}

/// A list may not have the name of a part of a view: templates could not tell them apart.
fn list_name(name: &str) -> Option<Diagnostic> {
    let mut parts = kinds::COMMON.iter().chain(kinds::KINDS.iter().flat_map(|kind| kind.parts));
    parts.any(|(part, ..)| *part == name).then(|| {
        Diagnostic::new("list-name", format!("`{name}` is a name that templates know already"))
            .hint(format!("give the list another name, for example `my_{name}`"))
    })
}

/// One hash over everything in the theme that templates are made of; assets and options are parts of views.
fn hash(theme: &Theme) -> Hash128 {
    let mut hasher = Hasher::default();
    for (name, template) in &theme.templates {
        hasher.field(name.as_bytes()).field(template.text.as_bytes());
    }
    for (language, files) in &theme.words {
        for file in files {
            hasher.field(language.as_bytes()).field(file.text.as_bytes());
        }
    }
    hasher.finish()
}

#[cfg(test)]
mod data_tests;
#[cfg(test)]
mod page_tests;
#[cfg(test)]
mod tests;
