//! The site as the pages of one language show it: which version of a text, which URL, how a date reads.

use super::facts::Facts;
use super::types::{DateView, Link, Word};
use super::{languages, words};
use crate::model::site::{ArticleId, DossierId, EntityId, Hold, Member, Site, TagId, Translation};
use crate::parse::dates::{EventDate, Published};
use crate::parse::document::{Common, Document, Image, Text};
use crate::plan::{Plan, address};
use std::sync::Arc;

/// The site in one language.
#[derive(Clone, Copy)]
pub(super) struct Lens<'v> {
    pub site: &'v Site,
    pub plan: &'v Plan,
    pub facts: &'v Facts,
    /// Index into the plan's languages, and its tag.
    pub language: u8,
    pub code: &'v Text,
    /// Whether what pages say of the edition stands between marks.
    pub marks: bool,
}

/// The text of a document that a page in this language shows: its translation, or the original.
#[derive(Clone, Copy)]
pub(super) struct Version<'v> {
    /// None for what has no document: an implicit dossier, a name nobody registered.
    pub doc: Option<&'v Document>,
    pub original: Option<&'v Document>,
    /// The language it is in.
    pub language: &'v Text,
    /// True when that is not the page's.
    pub foreign: bool,
}

impl<'v> Version<'v> {
    /// The first of translation and original that fills a field.
    fn first<T>(&self, field: impl Fn(&'v Common) -> Option<T>) -> Option<T> {
        self.doc.and_then(|doc| field(&doc.common)).or_else(|| self.original.and_then(|doc| field(&doc.common)))
    }

    pub fn title(&self) -> Option<Text> {
        self.first(|common| (!common.title.is_empty()).then(|| common.title.clone()))
    }

    pub fn kicker(&self) -> Option<Text> {
        self.first(|common| common.kicker.clone())
    }

    pub fn standfirst(&self) -> Option<Text> {
        self.first(|common| common.standfirst.clone())
    }

    /// The picture, and the document that names it.
    pub fn image(&self) -> Option<(&'v Document, &'v Image)> {
        let of = |doc: Option<&'v Document>| doc.and_then(|doc| Some((doc, doc.common.image.as_deref()?)));
        of(self.doc).or_else(|| of(self.original))
    }

    /// Set when the text is not in the page's language.
    pub fn mark(&self) -> (Option<Text>, Option<Word>) {
        if !self.foreign {
            return (None, None);
        }
        (Some(self.language.clone()), Some(languages::direction(self.language)))
    }
}

impl<'v> Lens<'v> {
    /// Through this language of the plan.
    pub fn new(site: &'v Site, plan: &'v Plan, facts: &'v Facts, language: u8) -> Self {
        let code = plan.languages.get(usize::from(language)).unwrap_or(&site.config.language);
        Lens { site, plan, facts, language, code, marks: false }
    }

    /// The version of a document in this language, else the original.
    pub fn version(
        &self,
        doc: Option<&'v Arc<Document>>,
        language: &'v Text,
        translations: &'v [Translation],
    ) -> Version<'v> {
        let original = doc.map(|doc| &**doc);
        if language != self.code
            && let Some(found) = translations.iter().find(|translation| translation.language == *self.code)
        {
            return Version { doc: Some(&found.doc), original, language: &found.language, foreign: false };
        }
        Version { doc: original, original, language, foreign: language != self.code }
    }

    pub fn article(&self, id: ArticleId) -> Version<'v> {
        let article = &self.site[id];
        self.version(Some(&article.doc), &article.language, &article.translations)
    }

    pub fn dossier(&self, id: DossierId) -> Version<'v> {
        let dossier = &self.site[id];
        self.version(dossier.doc.as_ref(), &dossier.language, &dossier.translations)
    }

    pub fn entity(&self, id: EntityId) -> Version<'v> {
        let entity = &self.site[id];
        self.version(entity.doc.as_ref(), &entity.language, &entity.translations)
    }

    pub fn document(&self, member: Member) -> Version<'v> {
        match member {
            Member::Article(id) => self.article(id),
            Member::Dossier(id) => self.dossier(id),
            Member::Entity(id) => self.entity(id),
            Member::Page(id) => {
                let page = &self.site[id];
                self.version(Some(&page.doc), &page.language, &page.translations)
            }
        }
    }

    /// The title of a document in this language.
    pub fn title(&self, member: Member) -> Text {
        match member {
            Member::Dossier(id) => self.dossier_title(id),
            Member::Entity(id) => self.name(id),
            _ => self.document(member).title().unwrap_or_else(|| "".into()),
        }
    }

    pub fn dossier_title(&self, id: DossierId) -> Text {
        self.dossier(id).title().unwrap_or_else(|| self.site[id].title.clone())
    }

    /// The name of a person, place or organisation in this language.
    pub fn name(&self, id: EntityId) -> Text {
        self.entity(id).title().unwrap_or_else(|| self.site[id].name.clone())
    }

    /// The URL of a document: of its version in this language, else of the original.
    pub fn url(&self, member: Member) -> Text {
        address::url_of(&self.site.config, self.plan.address_of(member, self.language))
    }

    pub fn tag_url(&self, id: TagId) -> Text {
        address::url_of(&self.site.config, self.plan.tag_address(id))
    }

    /// The URL of an address of the plan.
    pub fn url_at(&self, address: &str) -> Text {
        address::url(&self.site.config, address)
    }

    pub fn link(&self, member: Member) -> Link {
        Link { title: self.title(member), url: Some(self.url(member)) }
    }

    pub fn links(&self, members: &[Member]) -> Vec<Link> {
        let published = members.iter().filter(|member| match member {
            // Nothing is left of its text, so nothing links from there.
            Member::Article(id) => !self.site[*id].is_withdrawn(),
            _ => true,
        });
        published.map(|member| self.link(*member)).collect()
    }

    pub fn published(&self, date: &Published) -> DateView {
        words::published(date, self.code)
    }

    pub fn event_date(&self, date: &EventDate) -> DateView {
        words::event(date, self.code)
    }
}

pub(super) fn held(hold: &Hold) -> Option<Word> {
    match hold {
        Hold::Public => None,
        Hold::Draft => Some("draft"),
        Hold::Embargoed(_) => Some("embargoed"),
        Hold::Future(_) => Some("future"),
    }
}
