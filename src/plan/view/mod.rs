//! Views: what a template is given, part by part. Only the parts that it reads are made.

mod article;
pub mod bodies;
mod boxes;
pub mod calendar;
mod cards;
mod changes;
pub mod data;
mod density;
mod digest;
mod dossier;
mod editions;
mod facts;
mod feeds;
mod indexes;
mod json_ld;
pub mod keys;
pub mod languages;
mod lens;
pub mod manifest;
mod named;
mod page_part;
mod parts;
pub mod reference;
pub mod search;
mod site_links;
mod site_part;
mod sitemap;
mod sorting;
mod subject;
#[cfg(test)]
mod tests;
mod timeline;
mod timeline_json;
mod titles;
pub mod types;
pub mod wants;
pub mod words;
mod years;

use super::Plan;
use super::body::BodyPlan;
use super::lists::{self, NamedList};
use crate::base::diag::Span;
use crate::base::hash::Hash128;
use crate::base::path::SourcePath;
use crate::model::site::{Member, Site};
use crate::parse::document::{Status, Text};
use crate::parse::theme::Theme;
use facts::Facts;
use keys::Own;
use lens::Lens;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// One part of a view.
#[derive(Clone, Debug)]
pub enum Part {
    /// Of this page alone.
    Own(Own),
    /// The same on many pages: made and hashed once.
    Shared(Arc<Shared>),
    /// Rendered only when the page is.
    Body(Arc<BodyPlan>),
    /// The bodies of a dossier printed whole.
    Bodies(Arc<Vec<BodyPlan>>),
    /// Free data, parsed only when the page is rendered.
    X(XPlan),
    /// The page kind has this part and this page has nothing to put there (a dossier without text).
    Nothing,
}

/// A value with its hash.
#[derive(Debug)]
pub struct Shared {
    pub value: tera::Value,
    pub hash: Hash128,
}

impl Shared {
    /// Of anything that can be serialised.
    pub fn new<T: Serialize + ?Sized>(view: &T) -> Self {
        Shared::of(tera::Value::from_serializable(view))
    }

    pub fn of(value: tera::Value) -> Self {
        let hash = keys::hash(&value);
        Shared { value, hash }
    }
}

/// Where the front matter with the free data lies.
#[derive(Clone, Debug)]
pub struct XPlan {
    pub path: SourcePath,
    pub span: Span,
    pub toml: bool,
    /// False: it is an empty map, and nothing need be read.
    pub has_x: bool,
    /// Of the front matter's text alone, as it was read.
    pub text: Hash128,
    pub hash: Hash128,
}

/// Makes views from a Site and its plan.
pub struct Views<'a> {
    pub site: &'a Site,
    pub plan: &'a Plan,
    pub theme: &'a Theme,
    /// Whether what pages say of the edition stands between marks (`base/mark`), which someone takes out again.
    pub marks: bool,
    made: Arc<Made>,
}

/// What many pages share, evaluated once for a Site, its plan and its theme, when a page first asks for it.
pub struct Made {
    facts: Facts,
    /// `site`, `theme`, `assets` and the named lists: by name, for each language.
    shared: Vec<BTreeMap<String, OnceLock<Arc<Shared>>>>,
    /// The named lists, the same in every language.
    lists: BTreeMap<Text, OnceLock<NamedList>>,
    /// `dossiers` of the home page, for each language.
    home: Vec<OnceLock<Arc<Shared>>>,
    /// `timeline` of each dossier's page, for each language.
    timelines: Vec<OnceLock<Arc<Shared>>>,
}

impl Made {
    /// With nothing evaluated yet.
    pub fn new(site: &Site, plan: &Plan, theme: &Theme) -> Self {
        Made::with(Facts::new(site, plan, theme), site, plan, theme)
    }

    /// For a Site in which texts have changed and nothing else: who belongs where is known.
    pub fn again(&self, site: &Site, plan: &Plan, theme: &Theme) -> Self {
        Made::with(self.facts.again(), site, plan, theme)
    }

    fn with(facts: Facts, site: &Site, plan: &Plan, theme: &Theme) -> Self {
        let lists: BTreeMap<Text, OnceLock<NamedList>> =
            named::definitions(site, theme).map(|list| (list.name.value.clone(), OnceLock::new())).collect();
        let names = || ["site", "theme", "assets"].into_iter().chain(lists.keys().map(|name| &**name));
        let shared = || names().map(|name| (name.to_string(), OnceLock::new())).collect();
        let languages = plan.languages.len();
        Made {
            facts,
            shared: (0..languages).map(|_| shared()).collect(),
            home: (0..languages).map(|_| OnceLock::new()).collect(),
            timelines: (0..site.dossiers.len() * languages).map(|_| OnceLock::new()).collect(),
            lists,
        }
    }
}

impl std::ops::Deref for Views<'_> {
    type Target = Made;

    fn deref(&self) -> &Made {
        &self.made
    }
}

impl<'a> Views<'a> {
    /// With nothing evaluated yet that many pages share.
    pub fn new(site: &'a Site, plan: &'a Plan, theme: &'a Theme) -> Self {
        Views::of(site, plan, theme, Arc::new(Made::new(site, plan, theme)))
    }

    /// With what was evaluated before, for the same Site, plan and theme.
    pub fn of(site: &'a Site, plan: &'a Plan, theme: &'a Theme, made: Arc<Made>) -> Self {
        Views { site, plan, theme, marks: false, made }
    }

    /// What every page of a language may read: `site`, `theme`, `assets`, the named lists.
    pub fn shared(&self, language: u8, name: &str) -> Option<Arc<Shared>> {
        let kept = self.made.shared.get(usize::from(language))?.get(name)?;
        Some(kept.get_or_init(|| self.make_shared(language, name)).clone())
    }

    /// The names of these.
    pub fn shared_names(&self, language: u8) -> impl Iterator<Item = &String> {
        self.made.shared.get(usize::from(language)).into_iter().flat_map(|shared| shared.keys())
    }

    fn make_shared(&self, language: u8, name: &str) -> Arc<Shared> {
        let lens = Lens { marks: self.marks, ..self.lens(language) };
        if name == "site" {
            return Arc::new(Shared::new(&lens.site_view()));
        }
        if let (Some(kept), Some(definition)) = (self.lists.get(name), named::definition(self.site, self.theme, name)) {
            return lens.named_list(kept.get_or_init(|| lists::evaluate(definition, self.site)));
        }
        Arc::new(if name == "theme" {
            site_part::options(self.theme)
        } else {
            site_part::assets(self.site, self.theme)
        })
    }

    /// `dossiers` of the home page.
    fn home(&self, language: u8) -> Option<Arc<Shared>> {
        let make = || {
            let (lens, running) = (self.lens(language), self.facts.dossiers_with(self.site, Status::Running));
            Arc::new(Shared::new(&running.iter().map(|id| lens.dossier_card(*id)).collect::<Vec<_>>()))
        };
        Some(self.made.home.get(usize::from(language))?.get_or_init(make).clone())
    }

    /// The title of a document in a language.
    pub fn title(&self, member: Member, language: u8) -> Text {
        self.lens(language).title(member)
    }

    /// The standfirst of a document in a language.
    pub fn standfirst(&self, member: Member, language: u8) -> Option<Text> {
        self.lens(language).document(member).standfirst()
    }

    /// The site as pages of this language show it.
    fn lens(&self, language: u8) -> Lens<'_> {
        Lens::new(self.site, self.plan, &self.facts, language)
    }
}
