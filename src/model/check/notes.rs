//! Names in a text that carry a note (legal or editorial) and are not listed by the article: the note would be missing.

use crate::base::diag::{Diagnostic, Place, Span};
use crate::model::site::{ArticleId, EntityId, Site, Subject};
use crate::parse::document::{Front, Text};

/// The names of people, organisations and places that have a note, by their first word.
#[derive(Debug)]
pub struct Noted<'a> {
    site: &'a Site,
    names: Vec<(&'a str, &'a str, EntityId)>,
}

/// Of all registered people, organisations and places with a `note`, their names.
pub fn names_with_notes(site: &Site) -> Noted<'_> {
    let mut names = Vec::new();
    for (at, entity) in site.entities.iter().enumerate() {
        let Some(document) = &entity.doc else { continue };
        let Front::Entity(front) = &document.front else { continue };
        if front.note.is_none() {
            continue;
        }
        let others = front.also.iter().map(|name| &name.value).chain(front.names.iter().map(|period| &period.name));
        for name in std::iter::once(&entity.name).chain(others) {
            let name = name.trim_matches(|c: char| !c.is_alphanumeric());
            if !name.is_empty() {
                names.push((first_word(name), name, EntityId(at as u32)));
            }
        }
    }
    names.sort_unstable();
    names.dedup();
    Noted { site, names }
}

impl Noted<'_> {
    /// True when nothing has a note: then no text needs to be read.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// A warning for each name with a note that stands in the body of this article (whole words, case as written) while
    /// the article lists it nowhere, at its first mention. `file` is the whole text of the article's file.
    pub fn unlisted(&self, article: ArticleId, file: &str) -> Vec<Diagnostic> {
        let article = &self.site[article];
        let span = article.doc.body.span;
        let Some(body) = file.get(span.start as usize..span.end as usize) else { return Vec::new() };
        let mut told: Vec<EntityId> = Vec::new();
        let mut out = Vec::new();
        for at in word_starts(body) {
            let word = first_word(&body[at..]);
            let start = self.names.partition_point(|(first, ..)| *first < word);
            for (_, name, entity) in self.names[start..].iter().take_while(|(first, ..)| *first == word) {
                let Some(length) = matches(&body[at..], name) else { continue };
                if article.subjects.contains(&Subject::Entity(*entity)) || told.contains(entity) {
                    continue;
                }
                told.push(*entity);
                let mark = Span::new(at, at + length).shifted(span.start as usize);
                out.push(unlisted(self.site, *entity, name, Place::new(&article.doc.path, mark)));
            }
        }
        out
    }
}

fn unlisted(site: &Site, entity: EntityId, name: &str, place: Place) -> Diagnostic {
    let entity = &site[entity];
    let registered: &Text = &entity.name;
    let fault =
        Diagnostic::new("unlisted-entity-with-note", format!("`{name}` has a note, and the article does not list it"))
            .at(place)
            .hint(format!("add `{registered}` to `tags`: then the note is shown at its first mention"));
    match &entity.doc {
        Some(document) => fault.also(Place::file(&document.path), "the note is here"),
        None => fault,
    }
}

/// Where words begin.
fn word_starts(text: &str) -> impl Iterator<Item = usize> {
    let mut inside = false;
    text.char_indices().filter_map(move |(at, c)| {
        let starts = c.is_alphanumeric() && !inside;
        inside = c.is_alphanumeric();
        starts.then_some(at)
    })
}

/// The letters and digits that a text begins with.
fn first_word(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len())]
}

/// The length of `name` when `text` begins with it as whole words; a line may break between its words.
fn matches(text: &str, name: &str) -> Option<usize> {
    let mut rest = text;
    for (number, word) in name.split_whitespace().enumerate() {
        if number > 0 {
            let trimmed = rest.trim_start();
            if trimmed.len() == rest.len() {
                return None;
            }
            rest = trimmed;
        }
        rest = rest.strip_prefix(word)?;
    }
    let whole = !rest.starts_with(char::is_alphanumeric);
    whole.then_some(text.len() - rest.len())
}
