//! A dossier as a book: its parts in order, each rendered by a template of its own and made into a tree.
//!
//! `io/archive` makes an EPUB of it, or one HTML file.

pub mod attributes;
pub mod chapter;
mod drawing;
mod foreign;
mod groups;
mod inline;
pub mod leads;
pub mod names;
mod people;
pub mod picture;
pub mod single;
mod tidy;

use crate::base::diag::Diagnostic;
use crate::base::inputs::Inputs;
use crate::model::site::{ArticleId, DossierId, EntityId, Member, Subject};
use crate::parse::document::{DossierFront, Text};
use crate::plan::body::BodyPlan;
use crate::plan::lookup::{self, DossierPart};
use crate::plan::view::types::{BookLink, BookPart, BookView};
use crate::plan::view::{Part, Views};
use crate::plan::{Page, PageKind, address};
use crate::render::Renderer;
use crate::render::dom::write::balanced;
use leads::{Leads, Place};
use std::collections::BTreeMap;

/// Letters in a line of the cover's title.
const COVER_LINE: usize = 16;
/// Lines of the cover's title.
const COVER_LINES: usize = 8;

/// A dossier, ready to be rendered part by part.
pub struct Book<'a> {
    pub inputs: &'a dyn Inputs,
    pub views: &'a Views<'a>,
    pub renderer: &'a Renderer,
    pub dossier: DossierId,
    /// Index into the plan's languages: the dossier's own, where the site has it.
    pub language: u8,
    pub parts: Vec<BookChapter>,
    /// People, organisations and places, in the site's order.
    pub people: Vec<EntityId>,
    pub leads: Leads<'a>,
    view: BookView,
}

/// A part of a book.
pub struct BookChapter {
    /// Its name: `title`, `timeline`, `article-1`, `people`.
    pub name: String,
    pub title: Text,
    pub template: &'static str,
    /// The page of the site that its view is that of.
    pub page: Page,
}

impl<'a> Book<'a> {
    /// Lists the parts of a dossier. Nothing is rendered yet.
    pub fn new(inputs: &'a dyn Inputs, views: &'a Views<'a>, renderer: &'a Renderer, dossier: DossierId) -> Self {
        let site = views.site;
        let language = views.plan.language(&site[dossier].language);
        let people = people(views, dossier);
        let leads = Leads::new(site, views.theme, BTreeMap::new());
        let view = BookView::default();
        let mut book = Book { inputs, views, renderer, dossier, language, parts: Vec::new(), people, leads, view };
        book.list_parts();
        book.list_places();
        book.view = book.make_view();
        book
    }

    /// The title in the book's language.
    pub fn title(&self) -> Text {
        self.views.title(Member::Dossier(self.dossier), self.language)
    }

    /// The standfirst in the book's language.
    pub fn standfirst(&self) -> Option<Text> {
        self.views.standfirst(Member::Dossier(self.dossier), self.language)
    }

    /// The tag of the book's language.
    pub fn language_tag(&self) -> &str {
        let site = &self.views.site.config.language;
        self.views.plan.languages.get(usize::from(self.language)).unwrap_or(site)
    }

    /// The front matter of the dossier; none for an implicit one.
    pub fn front(&self) -> Option<&DossierFront> {
        self.views.site[self.dossier].front()
    }

    /// The book as its templates see it.
    pub fn view(&self) -> &BookView {
        &self.view
    }

    fn word(&self, word: &str) -> Text {
        self.renderer.word(self.language_tag(), word).into()
    }

    fn list_parts(&mut self) {
        let address = |book: &Self, member| book.views.plan.address_of(member, book.language);
        let of_dossier = address(self, Member::Dossier(self.dossier));
        let part = |name: &str, title: Text, template, kind, address: Text, language| BookChapter {
            name: name.into(),
            title,
            template,
            page: Page { address, language, kind },
        };
        let (dossier, language) = (self.dossier, self.language);
        let title = self.title();
        let mut parts = vec![
            part("cover", title.clone(), "epub/cover.xhtml", PageKind::Dossier(dossier), of_dossier.clone(), language),
            part("title", title, "epub/title.xhtml", PageKind::Dossier(dossier), of_dossier.clone(), language),
        ];
        if !self.views.site[dossier].events.is_empty() {
            let (word, kind) = (self.word("timeline"), PageKind::DossierTimeline(dossier));
            parts.push(part("timeline", word, "epub/timeline.xhtml", kind, of_dossier.clone(), language));
        }
        for (number, article) in self.articles() {
            let (name, title) = (format!("article-{number}"), self.views.title(Member::Article(article), language));
            let address = address(self, Member::Article(article));
            parts.push(part(&name, title, "epub/article.xhtml", PageKind::Article(article), address, language));
        }
        if !self.people.is_empty() {
            let (word, kind) = (self.word("people-and-places"), PageKind::Dossier(dossier));
            parts.push(part("people", word, "epub/people.xhtml", kind, of_dossier, language));
        }
        self.parts = parts;
    }

    /// Its articles in story order, with their numbers.
    pub fn articles(&self) -> impl Iterator<Item = (usize, ArticleId)> {
        self.views.site[self.dossier].members.iter().enumerate().map(|(at, member)| (at + 1, member.article))
    }

    /// Every address that the book has a place for.
    fn list_places(&mut self) {
        let mut places = BTreeMap::new();
        let plan = self.views.plan;
        let place = |part: &str, anchor: Option<String>, prefix: String| Place { part: part.into(), anchor, prefix };
        let plain = |part: &str| place(part, None, String::new());
        for (number, article) in self.articles() {
            let address = plan.address_of(Member::Article(article), self.language);
            places.insert(address, plain(&format!("article-{number}")));
        }
        for (at, entity) in self.people.iter().enumerate() {
            let address = plan.address_of(Member::Entity(*entity), self.language);
            places.insert(address, place("people", Some(people::anchor(at)), people::prefix(at)));
        }
        let own = plan.address_of(Member::Dossier(self.dossier), self.language);
        let has_timeline = !self.views.site[self.dossier].events.is_empty();
        for (part, name) in [(DossierPart::Timeline, "timeline"), (DossierPart::Print, "title")] {
            if name != "timeline" || has_timeline {
                places.insert(address::below(&own, part.path()), plain(name));
            }
        }
        places.insert(own, plain("title"));
        self.leads.places = places;
    }

    fn make_view(&self) -> BookView {
        let site = &self.views.site[self.dossier];
        let phases = self.front().map_or(&[][..], |front| &front.phases);
        let phase_of = |name: &str| {
            let number: usize = name.strip_prefix("article-")?.parse().ok()?;
            site.members.get(number - 1)?.phase.and_then(|at| phases.get(usize::from(at)))
        };
        let mut parts: Vec<BookPart> = Vec::new();
        for chapter in self.parts.iter().filter(|chapter| chapter.name != "cover") {
            let phase = phase_of(&chapter.name).map(|phase| phase.title.clone());
            let link = BookLink {
                title: chapter.title.clone(),
                url: format!("{}{}", leads::BOOK, chapter.name).into(),
                name: chapter.name.as_str().into(),
            };
            match parts.last_mut() {
                Some(last) if last.title == phase && phase.is_some() => last.links.push(link),
                _ => parts.push(BookPart { title: phase, links: vec![link] }),
            }
        }
        BookView {
            title: self.title(),
            cover: format!("{}cover.svg", leads::BOOK).into(),
            cover_lines: lines(&self.title()),
            live_url: self.leads.live(&self.views.plan.address_of(Member::Dossier(self.dossier), self.language)).into(),
            parts,
        }
    }

    /// The tree of a template filled for a part: the view of its page, `book`, and `people` where it reads it.
    ///
    /// # Errors
    /// What is wrong with the template, or a source that can no longer be read.
    fn fill(&self, template: &str, page: &Page) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut extra = vec![("book".to_string(), tera::Value::from_serializable(&self.view))];
        let text = |plan: &BodyPlan| -> Result<tera::Value, Box<Diagnostic>> {
            Ok(tera::Value::safe_string(&balanced(&self.renderer.body_of(self.inputs, self.views, page, plan)?)))
        };
        for name in self.renderer.reads(template) {
            let value = match (name.as_str(), self.views.whole_part(page, name)) {
                ("people", _) => self.people_view()?,
                (_, Some(Part::Body(plan))) => text(&plan)?,
                (_, Some(Part::Bodies(plans))) => {
                    tera::Value::from(plans.iter().map(text).collect::<Result<Vec<_>, _>>()?)
                }
                _ => continue,
            };
            extra.push((name.clone(), value));
        }
        self.renderer.filled(self.inputs, self.views, page, template, extra)
    }

    /// The cover as SVG.
    ///
    /// # Errors
    /// What is wrong with the template.
    pub fn cover(&self) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.fill("epub/cover.svg", &self.parts[0].page)
    }

    /// The stylesheet.
    ///
    /// # Errors
    /// What is wrong with the template.
    pub fn stylesheet(&self) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.fill("epub/book.css", &self.parts[0].page)
    }
}

/// Key players first among what the dossier's articles name; each once, in the site's order.
fn people(views: &Views, dossier: DossierId) -> Vec<EntityId> {
    let players = views.site[dossier].key_players.iter().map(|(id, _)| *id);
    let named = views.site.subjects_of(dossier).into_iter().filter_map(|(subject, _)| match subject {
        Subject::Entity(id) => Some(id),
        Subject::Tag(_) => None,
    });
    let mut all: Vec<EntityId> = players.chain(named).collect();
    all.sort_unstable();
    all.dedup();
    all.retain(|id| lookup::document(views.site, Member::Entity(*id)).is_some());
    all
}

/// A title in lines for a cover; what is too long ends in dots.
fn lines(title: &str) -> Vec<Text> {
    let mut lines: Vec<String> = Vec::new();
    for word in title.split_whitespace() {
        match lines.last_mut() {
            Some(last) if last.chars().count() + 1 + word.chars().count() <= COVER_LINE => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.into()),
        }
    }
    if lines.len() > COVER_LINES {
        lines.truncate(COVER_LINES);
        lines[COVER_LINES - 1].push('…');
    }
    lines.into_iter().map(Text::from).collect()
}
