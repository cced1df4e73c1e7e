//! An item of a named list: the values of its fields, its place in a sort, its group.

use crate::base::text;
use crate::model::site::{ArticleId, DossierId, EntityId, EventId, NameRef, Site, Subject, TagId};
use crate::parse::config::{ListFrom, ListGroup};
use crate::parse::dates::{Day, Published};
use crate::parse::document::{Correction, DocumentKind, Status, Text};
use crate::plan::{lookup, pages};
use std::collections::BTreeSet;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Item {
    Article(ArticleId),
    Dossier(DossierId),
    Event(EventId),
    Correction(ArticleId, usize),
    Entity(EntityId),
    Tag(TagId),
}

/// What items are sorted by: nothing comes before everything.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Nothing,
    Number(i128),
    Text(String),
}

/// One condition of `where`, with its names looked up once.
pub(super) enum Test {
    Subjects(BTreeSet<Subject>),
    Dossiers(BTreeSet<DossierId>),
    Words { field: Text, values: Vec<String> },
}

/// Every item of a source, in the Site's order; withdrawn articles are out.
pub(super) fn all(from: ListFrom, site: &Site) -> Vec<Item> {
    let listed = || (0..).map(ArticleId).zip(&site.articles).filter(|(_, article)| pages::listed(article));
    let entities = |kind: DocumentKind| {
        let all = (0..).map(EntityId).zip(&site.entities);
        all.filter(|(_, entity)| entity.kind == kind).map(|(id, _)| Item::Entity(id)).collect()
    };
    match from {
        ListFrom::Articles => listed().map(|(id, _)| Item::Article(id)).collect(),
        ListFrom::Dossiers => (0..site.dossiers.len() as u32).map(|at| Item::Dossier(DossierId(at))).collect(),
        ListFrom::Events => (0..site.events.len() as u32).map(|at| Item::Event(EventId(at))).collect(),
        ListFrom::Corrections => listed()
            .flat_map(|(id, _)| (0..corrections(site, id).len()).map(move |at| Item::Correction(id, at)))
            .collect(),
        ListFrom::People => entities(DocumentKind::Person),
        ListFrom::Places => entities(DocumentKind::Place),
        ListFrom::Organisations => entities(DocumentKind::Organisation),
        ListFrom::Tags => (0..site.tags.len() as u32).map(|at| Item::Tag(TagId(at))).collect(),
    }
}

fn corrections(site: &Site, id: ArticleId) -> &[Correction] {
    lookup::article_front(&site[id].doc).map_or(&[], |front| &front.corrections)
}

impl Test {
    /// The condition that `field` is one of `values`.
    pub fn new(site: &Site, field: &str, values: &[Text]) -> Test {
        let values: Vec<String> = values.iter().map(|value| text::fold(value)).collect();
        let named = |names: [&Text; 2]| names.iter().any(|name| values.contains(&text::fold(name)));
        let entities = |kind: DocumentKind| {
            let all = (0..).map(EntityId).zip(&site.entities);
            all.filter(|(_, entity)| entity.kind == kind && named([&entity.name, &entity.id]))
                .map(|(id, _)| Subject::Entity(id))
                .collect()
        };
        match field {
            // A tag may be the name of a person, place or organisation.
            "tags" => {
                let tags = (0..).map(TagId).zip(&site.tags).filter(|(_, tag)| named([&tag.name, &tag.slug]));
                let entities = (0..).map(EntityId).zip(&site.entities).filter(|(_, one)| named([&one.name, &one.id]));
                Test::Subjects(
                    tags.map(|(id, _)| Subject::Tag(id)).chain(entities.map(|(id, _)| Subject::Entity(id))).collect(),
                )
            }
            "people" => Test::Subjects(entities(DocumentKind::Person)),
            "organisations" => Test::Subjects(entities(DocumentKind::Organisation)),
            "places" => Test::Subjects(entities(DocumentKind::Place)),
            "dossiers" => {
                let dossiers = (0..).map(DossierId).zip(&site.dossiers);
                Test::Dossiers(dossiers.filter(|(_, one)| named([&one.id, &one.title])).map(|(id, _)| id).collect())
            }
            _ => Test::Words { field: field.into(), values },
        }
    }

    /// Whether it holds for an item.
    pub fn holds(&self, site: &Site, item: Item) -> bool {
        match self {
            Test::Subjects(wanted) => item.subjects(site, |subject| wanted.contains(&subject)),
            Test::Dossiers(wanted) => item.dossiers(site, |dossier| wanted.contains(&dossier)),
            Test::Words { field, values } => {
                item.words(site, field).iter().any(|word| values.contains(&text::fold(word)))
            }
        }
    }
}

impl Item {
    /// Breaks ties.
    pub fn id(self, site: &Site) -> Text {
        match self {
            Item::Article(id) | Item::Correction(id, _) => site[id].id.clone(),
            Item::Dossier(id) => site[id].id.clone(),
            Item::Event(id) => site[id].id.clone(),
            Item::Entity(id) => site[id].id.clone(),
            Item::Tag(id) => site[id].slug.clone(),
        }
    }

    fn title(self, site: &Site) -> &Text {
        match self {
            Item::Article(id) | Item::Correction(id, _) => &site[id].doc.common.title,
            Item::Dossier(id) => &site[id].title,
            Item::Event(id) => &site[id].title,
            Item::Entity(id) => &site[id].sort_name,
            Item::Tag(id) => &site[id].name,
        }
    }

    fn correction(self, site: &Site) -> Option<&Correction> {
        if let Item::Correction(id, at) = self { corrections(site, id).get(at) } else { None }
    }

    fn subjects(self, site: &Site, wanted: impl Fn(Subject) -> bool) -> bool {
        let name = |name: &NameRef| if let NameRef::Entity(id) = name { wanted(Subject::Entity(*id)) } else { false };
        match self {
            Item::Article(id) | Item::Correction(id, _) => site[id].subjects.iter().copied().any(wanted),
            Item::Dossier(id) => {
                site[id].members.iter().any(|member| site[member.article].subjects.iter().copied().any(&wanted))
            }
            Item::Event(id) => site[id].people.iter().chain(&site[id].places).any(name),
            Item::Entity(_) | Item::Tag(_) => false,
        }
    }

    fn dossiers(self, site: &Site, wanted: impl Fn(DossierId) -> bool) -> bool {
        let hold = |articles: &[ArticleId]| {
            articles.iter().flat_map(|article| &site[*article].memberships).any(|one| wanted(one.dossier))
        };
        match self {
            Item::Article(id) | Item::Correction(id, _) => site[id].memberships.iter().any(|one| wanted(one.dossier)),
            Item::Dossier(id) => wanted(id),
            Item::Event(id) => site[id].dossiers.iter().copied().any(wanted),
            Item::Entity(id) => hold(&site[id].articles) || site.played_in(id).any(&wanted),
            Item::Tag(id) => hold(&site[id].articles),
        }
    }

    /// The words that a field of it holds.
    fn words(self, site: &Site, field: &str) -> Vec<Text> {
        match field {
            "id" | "article" => vec![self.id(site)],
            "slug" => self.slug(site).into_iter().collect(),
            "title" => vec![self.title(site).clone()],
            "year" => self.day(site).map(|day| day.year.to_string().into()).into_iter().collect(),
            "weight" => self.weights(site),
            "kind" => self.correction(site).map(|one| one.kind.word().into()).into_iter().collect(),
            "status" => vec![self.status(site).word().into()],
            "authors" => self.authors(site),
            "kicker" => self.document_words(site).0.into_iter().collect(),
            "language" => self.document_words(site).1.into_iter().collect(),
            "name" => match self {
                Item::Entity(id) => vec![site[id].name.clone()],
                item => vec![item.title(site).clone()],
            },
            _ => Vec::new(),
        }
    }

    fn slug(self, site: &Site) -> Option<Text> {
        match self {
            Item::Article(id) => Some(site[id].slug.clone()),
            Item::Dossier(id) => Some(site[id].slug.clone()),
            Item::Entity(id) => Some(site[id].slug.clone()),
            Item::Tag(id) => Some(site[id].slug.clone()),
            Item::Event(_) | Item::Correction(..) => None,
        }
    }

    /// Who wrote it: as written, and the name or id of the person that is meant.
    fn authors(self, site: &Site) -> Vec<Text> {
        let Item::Article(id) = self else { return Vec::new() };
        let written = lookup::article_front(&site[id].doc).map_or(&[][..], |front| &front.authors);
        let person = |author: &Text| site.find_entity(Some(DocumentKind::Person), author);
        let names = written.iter().filter_map(person).flat_map(|id| [site[id].name.clone(), site[id].id.clone()]);
        written.iter().cloned().chain(names).collect()
    }

    /// Kicker and language of what is a document.
    fn document_words(self, site: &Site) -> (Option<Text>, Option<Text>) {
        match self {
            Item::Article(id) => (site[id].doc.common.kicker.clone(), Some(site[id].language.clone())),
            Item::Dossier(id) => {
                let kicker = site[id].doc.as_ref().and_then(|doc| doc.common.kicker.clone());
                (kicker, Some(site[id].language.clone()))
            }
            Item::Entity(id) => (None, Some(site[id].language.clone())),
            Item::Event(_) | Item::Correction(..) | Item::Tag(_) => (None, None),
        }
    }

    fn weights(self, site: &Site) -> Vec<Text> {
        match self {
            Item::Event(id) => site[id].weight.word().map(Text::from).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    fn status(self, site: &Site) -> Status {
        if let Item::Dossier(id) = self { site[id].status() } else { Status::default() }
    }

    /// Newest and number of its articles.
    fn articles(self, site: &Site) -> (Option<ArticleId>, usize) {
        match self {
            Item::Dossier(id) => (site[id].members.iter().map(|member| member.article).max(), site[id].members.len()),
            Item::Entity(id) => (site[id].articles.last().copied(), site[id].articles.len()),
            Item::Tag(id) => (site[id].articles.last().copied(), site[id].articles.len()),
            Item::Event(_) | Item::Article(_) | Item::Correction(..) => (None, 0),
        }
    }

    /// Its place in a list sorted by `field`.
    pub fn key(self, site: &Site, field: &str) -> Key {
        let instant = |published: &Published| Key::Number(published.instant.as_nanosecond());
        let day = |Day { year, month, day }: Day| {
            Key::Number((i128::from(year) * 16 + i128::from(month)) * 32 + i128::from(day))
        };
        match (field, self) {
            ("title" | "name", item) => Key::Text(text::fold(item.title(site))),
            ("id" | "slug" | "article", item) => Key::Text(item.id(site).to_string()),
            ("articles", item) => Key::Number(item.articles(site).1 as i128),
            ("published", Item::Article(id)) => instant(&site[id].published),
            ("updated", Item::Article(id)) => instant(site[id].updated.as_ref().unwrap_or(&site[id].published)),
            ("published", Item::Dossier(_)) => {
                self.articles(site).0.map_or(Key::Nothing, |id| instant(&site[id].published))
            }
            ("updated", Item::Dossier(id)) => {
                let doc = site[id].doc.as_ref();
                doc.and_then(|doc| doc.common.updated.as_ref()).map_or(Key::Nothing, instant)
            }
            ("started" | "ended", Item::Dossier(id)) => {
                let front = site[id].front();
                let date =
                    front.and_then(|one| if field == "started" { one.started.as_ref() } else { one.ended.as_ref() });
                date.map_or(Key::Nothing, |date| day(date.earliest()))
            }
            ("date", Item::Correction(..)) => self.correction(site).map_or(Key::Nothing, |one| instant(&one.date)),
            ("date", Item::Event(id)) => day(site[id].date.earliest()),
            _ => Key::Nothing,
        }
    }

    /// The day that its year and month are taken from.
    fn day(self, site: &Site) -> Option<Day> {
        let of = |published: &Published| Day {
            year: published.day.year().into(),
            month: published.day.month() as u8,
            day: published.day.day() as u8,
        };
        match self {
            Item::Article(id) => Some(of(&site[id].published)),
            Item::Correction(..) => self.correction(site).map(|one| of(&one.date)),
            Item::Dossier(_) => self.articles(site).0.map(|id| of(&site[id].published)),
            Item::Event(id) => site[id].date.from.or(site[id].date.to).map(|moment| moment.first),
            Item::Entity(_) | Item::Tag(_) => None,
        }
    }

    /// The title of its group: `2017`, `2017-01`, `correction`, `A`; empty when it belongs to none.
    pub fn group(self, site: &Site, group: ListGroup) -> Text {
        let day = self.day(site);
        match group {
            ListGroup::Year => day.map_or("".into(), |day| day.year.to_string().into()),
            ListGroup::Month => day.map_or("".into(), |day| format!("{}-{:02}", day.year, day.month).into()),
            ListGroup::Kind => match self {
                Item::Correction(..) => self.correction(site).map_or("", |one| one.kind.word()).into(),
                Item::Dossier(_) => self.status(site).word().into(),
                Item::Entity(id) => site[id].kind.word().into(),
                Item::Event(_) => self.weights(site).into_iter().next().unwrap_or_else(|| "".into()),
                Item::Article(_) | Item::Tag(_) => "".into(),
            },
            ListGroup::Letter => match self.title(site).chars().find(|c| c.is_alphanumeric()) {
                Some(first) if first.is_alphabetic() => first.to_uppercase().collect::<String>().into(),
                _ => "#".into(),
            },
        }
    }
}
