//! Stories about what is published, what belongs to what, and what a name means.

mod dossiers;
mod identity;
mod selection;
mod subjects;

use super::resolve::Found;
use super::site::{Hold, Member, Site, Subject};
use super::testing::{Desk, on, published, titles, word, words};
use crate::base::diag::Span;
use crate::parse::config::Slugs;
use crate::parse::document::{
    ArticleFront, Correction, CorrectionKind, DocumentKind, DossierOrder, DossierRef, KeyPlayer, Listing, Phase,
    Spanned, Status, Weight, Withdrawn,
};

fn member(id: &str) -> DossierRef {
    DossierRef { id: word(id), position: None, weight: Weight::Normal }
}

fn at(id: &str, position: f64) -> DossierRef {
    let position = Some(Spanned { value: position, span: Span::default() });
    DossierRef { id: word(id), position, weight: Weight::Normal }
}

fn tagged(tags: &'static [&'static str]) -> impl FnOnce(&mut crate::parse::document::Common, &mut ArticleFront) {
    move |_, front| front.tags = words(tags)
}

fn player(id: &str) -> KeyPlayer {
    KeyPlayer { id: word(id), role: None, from: None, to: None }
}

/// The names of an article's subjects.
fn subjects(site: &Site, article: usize) -> Vec<String> {
    site.articles[article].subjects.iter().map(|subject| name(site, *subject)).collect()
}

fn name(site: &Site, subject: Subject) -> String {
    match subject {
        Subject::Tag(tag) => format!("#{}", site[tag].name),
        Subject::Entity(entity) => site[entity].name.to_string(),
    }
}

fn paths(list: &[crate::base::path::SourcePath]) -> Vec<&str> {
    list.iter().map(|path| path.name()).collect()
}

/// Numbers in the dossiers of an article.
fn numbers(site: &Site, article: &str) -> Vec<(String, u32)> {
    let article = site.articles.iter().find(|known| *known.id == *article).expect("an article");
    article.memberships.iter().map(|member| (site[member.dossier].id.to_string(), member.number)).collect()
}
