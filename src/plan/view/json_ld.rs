//! JSON-LD for search engines, in the words of schema.org; it type-checks against `schema-dts`.

use super::Views;
use super::data::rfc3339;
use super::feeds::changed;
use crate::model::site::{Article, ArticleId, Dossier, DossierId, EntityId, Member, Subject, TagId};
use crate::parse::dates::{EventDate, Precision};
use crate::parse::document::{Correction, CorrectionKind, Dateline, DocumentKind, Source, Text};
use crate::plan::lookup::{self, Index};
use crate::plan::{Page, PageKind};
use serde::Serialize;

/// An object whose empty fields are left out, written field by field: every article has one, and a tree of values would
/// cost several times as much.
struct Thing(Vec<u8>);

impl Thing {
    fn new(kind: &str) -> Self {
        let mut thing = Thing(Vec::with_capacity(256));
        thing.0.push(b'{');
        thing.value(&"@type");
        thing.0.push(b':');
        thing.value(&kind);
        thing
    }

    /// Sets a field, unless the value is null or empty.
    fn with(mut self, name: &str, value: impl Serialize) -> Self {
        let before = self.0.len();
        self.field(name);
        let start = self.0.len();
        self.value(&value);
        if matches!(&self.0[start..], b"" | b"null" | b"\"\"" | b"[]") {
            self.0.truncate(before);
        }
        self
    }

    fn text(self, name: &str, value: Option<&Text>) -> Self {
        self.with(name, value)
    }

    fn thing(mut self, name: &str, value: Option<Thing>) -> Self {
        if let Some(value) = value {
            self.field(name);
            value.end(&mut self.0);
        }
        self
    }

    fn all(mut self, name: &str, values: impl IntoIterator<Item = Thing>) -> Self {
        let before = self.0.len();
        self.field(name);
        if list(&mut self.0, values) == 0 {
            self.0.truncate(before);
        }
        self
    }

    fn field(&mut self, name: &str) {
        self.0.push(b',');
        self.value(&name);
        self.0.push(b':');
    }

    /// Writing text and numbers into memory cannot fail.
    fn value(&mut self, value: &impl Serialize) {
        let _ = serde_json::to_writer(&mut self.0, value);
    }

    fn end(mut self, out: &mut Vec<u8>) {
        self.0.push(b'}');
        out.append(&mut self.0);
    }
}

/// Writes a list, and says how long it is.
fn list(out: &mut Vec<u8>, things: impl IntoIterator<Item = Thing>) -> usize {
    let mut count = 0;
    for thing in things {
        out.push(if count == 0 { b'[' } else { b',' });
        thing.end(out);
        count += 1;
    }
    out.push(b']');
    count
}

impl Views<'_> {
    /// What the page is, ready to stand in a script element; none for pages without a subject of their own.
    pub fn json_ld(&self, page: &Page) -> Option<Text> {
        let graph: Vec<Thing> = match &page.kind {
            PageKind::Home => vec![self.ld_site(page)],
            PageKind::Article(id) => {
                let dossier = self.site[*id].memberships.first().map(|one| one.dossier);
                vec![self.ld_article(*id, page), self.ld_path(page, dossier, self.ld_title(page, Member::Article(*id)))]
            }
            PageKind::Dossier(id) => {
                vec![self.ld_dossier(*id, page), self.ld_path(page, None, self.ld_title(page, Member::Dossier(*id)))]
            }
            PageKind::Entity(id) => {
                vec![self.ld_entity(*id, page), self.ld_path(page, None, self.ld_title(page, Member::Entity(*id)))]
            }
            PageKind::Tag(id) => vec![self.ld_tag(*id, page), self.ld_path(page, None, self.site[*id].name.clone())],
            _ => return None,
        };
        let mut json = br#"{"@context":"https://schema.org","@graph":"#.to_vec();
        list(&mut json, graph);
        json.push(b'}');
        Some(in_script(String::from_utf8(json).ok()?))
    }

    fn ld_language(&self, page: &Page, member: Member) -> Text {
        match self.plan.languages.get(page.language as usize) {
            Some(code) if self.plan.translated(member, page.language).is_some() => code.clone(),
            _ => lookup::language_of(self.site, member),
        }
    }

    /// The title of a document in the page's language.
    fn ld_title(&self, page: &Page, member: Member) -> Text {
        let written =
            self.text_of(member, page.language).map(|doc| &doc.common.title).filter(|title| !title.is_empty());
        let named = match member {
            Member::Dossier(id) => Some(&self.site[id].title),
            Member::Entity(id) => Some(&self.site[id].name),
            Member::Article(_) | Member::Page(_) => None,
        };
        written.or(named).cloned().unwrap_or_else(|| "".into())
    }

    fn ld_description(&self, page: &Page, member: Member) -> Option<Text> {
        let doc = self.text_of(member, page.language)?;
        let excerpt = Some(&doc.body.excerpt).filter(|excerpt| !excerpt.is_empty());
        doc.common.standfirst.as_ref().or(excerpt).cloned()
    }

    fn ld_publisher(&self) -> Thing {
        let config = &self.site.config;
        let logo = config.publisher.logo.as_ref().map(|logo| {
            let url = if logo.contains("://") {
                logo.to_string()
            } else {
                self.full(&format!("/{}", logo.trim_start_matches('/'))).to_string()
            };
            Thing::new("ImageObject").with("url", url)
        });
        let name = config.publisher.name.as_ref().unwrap_or(&config.title);
        Thing::new("Organization").text("name", Some(name)).with("url", self.full("/")).thing("logo", logo)
    }

    fn ld_site(&self, page: &Page) -> Thing {
        let config = &self.site.config;
        Thing::new("WebSite")
            .text("name", Some(&config.title))
            .with("url", self.full(&page.address))
            .text("description", config.description.as_ref())
            .text("inLanguage", self.plan.languages.get(page.language as usize))
            .thing("publisher", Some(self.ld_publisher()))
    }

    fn ld_article(&self, id: ArticleId, page: &Page) -> Thing {
        let (article, member) = (&self.site[id], Member::Article(id));
        let url = self.full(&page.address);
        let thing = Thing::new("NewsArticle")
            .text("headline", Some(&self.ld_title(page, member)))
            .with("url", &url)
            .with("mainEntityOfPage", &url)
            .with("datePublished", rfc3339(&article.published))
            .text("inLanguage", Some(&self.ld_language(page, member)))
            .thing("publisher", Some(self.ld_publisher()));
        if let Some(withdrawn) = lookup::withdrawn(article) {
            return thing.with("dateModified", rfc3339(&withdrawn.date)).with("creativeWorkStatus", "Withdrawn");
        }
        let thing = thing
            .with("dateModified", rfc3339(changed(article)))
            .text("description", self.ld_description(page, member).as_ref())
            .text("image", self.full_picture(member).as_ref())
            .all("author", self.ld_authors(article, page))
            .all("isPartOf", article.memberships.iter().map(|one| self.ld_series(one.dossier, page)))
            .all("about", article.subjects.iter().map(|subject| self.ld_subject(*subject, page)))
            .with("keywords", article.subjects.iter().map(|one| self.subject_name(*one)).collect::<Vec<_>>());
        self.ld_front(article, thing)
    }

    /// What the front matter says beside its subjects.
    fn ld_front(&self, article: &Article, thing: Thing) -> Thing {
        let Some(front) = lookup::article_front(&article.doc) else { return thing };
        let retracted = front.corrections.iter().any(|one| one.kind == CorrectionKind::Retraction);
        let dateline = front.dateline.as_ref().map(|dateline| match dateline {
            Dateline::Text(text) => text.to_string(),
            Dateline::Parts { place, source } => {
                place.iter().chain(source).map(|part| &**part).collect::<Vec<_>>().join(", ")
            }
        });
        thing
            .with("dateline", dateline)
            .all("correction", front.corrections.iter().filter_map(correction))
            .all("citation", front.sources.iter().map(citation))
            .with("creativeWorkStatus", retracted.then_some("Retracted"))
    }

    fn ld_authors(&self, article: &Article, page: &Page) -> Vec<Thing> {
        let front = lookup::article_front(&article.doc);
        if front.is_some_and(|front| front.byline.is_some()) || front.is_none_or(|front| front.authors.is_empty()) {
            let byline = self.authors(article);
            let desk = || vec![self.ld_publisher()];
            // A byline is free text: who it names is not told apart.
            return if byline.is_empty() {
                desk()
            } else {
                byline.iter().map(|name| named("Organization", name)).collect()
            };
        }
        let authors = front.iter().flat_map(|front| &front.authors);
        authors
            .map(|name| match self.site.find_entity(Some(DocumentKind::Person), name) {
                Some(id) => self.ld_subject(Subject::Entity(id), page),
                None => named("Person", name),
            })
            .collect()
    }

    fn ld_series(&self, id: DossierId, page: &Page) -> Thing {
        let member = Member::Dossier(id);
        named("CreativeWorkSeries", &self.ld_title(page, member)).with("url", self.full_of(member, page.language))
    }

    /// A tag, person, place or organisation by name and address.
    fn ld_subject(&self, subject: Subject, page: &Page) -> Thing {
        match subject {
            Subject::Tag(id) => named("Thing", &self.site[id].name).with("url", self.full(&self.plan.tag_address(id))),
            Subject::Entity(id) => {
                let member = Member::Entity(id);
                named(entity_type(self.site[id].kind), &self.ld_title(page, member))
                    .with("url", self.full_of(member, page.language))
            }
        }
    }

    fn ld_dossier(&self, id: DossierId, page: &Page) -> Thing {
        let (dossier, member) = (&self.site[id], Member::Dossier(id));
        let (started, ended) = dates(dossier);
        let written = dossier.doc.as_ref().and_then(|doc| doc.common.updated.as_ref());
        let newest = dossier.members.iter().map(|one| changed(&self.site[one.article])).chain(written);
        let players = dossier.key_players.iter().map(|(id, _)| self.ld_subject(Subject::Entity(*id), page));
        named("CreativeWorkSeries", &self.ld_title(page, member))
            .with("url", self.full(&page.address))
            .with("mainEntityOfPage", self.full(&page.address))
            .text("description", self.ld_description(page, member).as_ref())
            .text("inLanguage", Some(&self.ld_language(page, member)))
            .text("image", self.full_picture(member).as_ref())
            .with("startDate", started)
            .with("endDate", ended)
            .with("dateModified", newest.max_by_key(|date| date.instant).map(rfc3339))
            .all("about", players)
            .thing("publisher", Some(self.ld_publisher()))
    }

    fn ld_entity(&self, id: EntityId, page: &Page) -> Thing {
        let (entity, member) = (&self.site[id], Member::Entity(id));
        let front = entity.doc.as_ref().and_then(|doc| lookup::entity_front(doc));
        let also = front.iter().flat_map(|front| {
            front.also.iter().map(|name| &name.value).chain(front.names.iter().map(|period| &period.name))
        });
        let geo = front
            .filter(|_| entity.kind == DocumentKind::Place)
            .and_then(|front| front.geo)
            .map(|geo| Thing::new("GeoCoordinates").with("latitude", geo.lat).with("longitude", geo.lon));
        let same_as = front.iter().flat_map(|front| &front.same_as).collect::<Vec<_>>();
        named(entity_type(entity.kind), &self.ld_title(page, member))
            .with("url", self.full(&page.address))
            .with("mainEntityOfPage", self.full(&page.address))
            .text("description", self.ld_description(page, member).as_ref())
            .text("image", self.full_picture(member).as_ref())
            .with("alternateName", also.collect::<Vec<_>>())
            .with("sameAs", same_as)
            .thing("geo", geo)
    }

    fn ld_tag(&self, id: TagId, page: &Page) -> Thing {
        let tag = &self.site[id];
        named("CollectionPage", &tag.name)
            .with("url", self.full(&page.address))
            .text("description", tag.description.as_ref())
            .thing("about", Some(named("Thing", &tag.name)))
    }

    /// The way down to the page: home, the first dossier of an article, the page.
    fn ld_path(&self, page: &Page, dossier: Option<DossierId>, title: Text) -> Thing {
        let home = self.plan.index_address(Index::Home, page.language).unwrap_or_else(|| "/".into());
        let mut steps = vec![(self.site.config.title.clone(), self.full(&home))];
        if let Some(id) = dossier {
            let member = Member::Dossier(id);
            steps.push((self.ld_title(page, member), self.full_of(member, page.language)));
        }
        steps.push((title, self.full(&page.address)));
        let items = steps
            .into_iter()
            .zip(1..)
            .map(|((name, url), position)| named("ListItem", &name).with("position", position).with("item", url));
        Thing::new("BreadcrumbList").all("itemListElement", items)
    }
}

/// Nothing in it may end the script element or begin a comment there.
fn in_script(json: String) -> Text {
    if !json.contains(['<', '>', '&']) {
        return json.into();
    }
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026").into()
}

fn named(kind: &str, name: &Text) -> Thing {
    Thing::new(kind).text("name", Some(name))
}

fn entity_type(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Person => "Person",
        DocumentKind::Place => "Place",
        _ => "Organization",
    }
}

fn correction(one: &Correction) -> Option<Thing> {
    let note = one.note()?;
    Some(Thing::new("CorrectionComment").with("datePublished", rfc3339(&one.date)).with("text", note))
}

fn citation(source: &Source) -> Thing {
    let publisher = source.publisher.as_ref().map(|name| named("Organization", name));
    named("CreativeWork", &source.title).text("url", source.url.as_ref()).thing("publisher", publisher)
}

/// Beginning and end of a dossier where ISO 8601 has a form for them.
fn dates(dossier: &Dossier) -> (Option<String>, Option<String>) {
    let front = dossier.front();
    let date = |date: &Option<EventDate>| {
        let moment = date.as_ref()?.from.filter(|moment| !moment.approximate && !moment.uncertain)?;
        let day = moment.first;
        let year = (1..=9999).contains(&day.year).then_some(day.year)?;
        match moment.precision {
            Precision::Year => Some(format!("{year:04}")),
            Precision::Month => Some(format!("{year:04}-{:02}", day.month)),
            Precision::Day | Precision::Minute => Some(format!("{year:04}-{:02}-{:02}", day.month, day.day)),
            Precision::Century | Precision::Decade | Precision::Season => None,
        }
    };
    (front.and_then(|front| date(&front.started)), front.and_then(|front| date(&front.ended)))
}
