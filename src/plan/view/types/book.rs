//! Types of books: a dossier as an EPUB or as one HTML file.

use crate::parse::document::Text;
use schemars::JsonSchema;
use serde::Serialize;

/// `book`.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct BookView {
    /// The dossier's title.
    pub title: Text,
    /// Address of the cover's picture.
    pub cover: Text,
    /// The title in lines that fit on the cover.
    pub cover_lines: Vec<Text>,
    /// The dossier on the live site.
    pub live_url: Text,
    /// Its parts in order; the articles of a phase stand together.
    pub parts: Vec<BookPart>,
}

/// One part of a book, or the articles of one phase.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BookPart {
    /// The phase's title; null for what belongs to none.
    pub title: Option<Text>,
    pub links: Vec<BookLink>,
}

/// A way to a part of the book.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BookLink {
    pub title: Text,
    pub url: Text,
    /// `title`, `timeline`, `article-1`, `people`.
    pub name: Text,
}

/// One of `people`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PersonView {
    /// Fragment of its place.
    pub anchor: Text,
    /// `person`, `organisation` or `place`.
    pub kind: super::Word,
    /// Its part in the dossier.
    pub role: Option<Text>,
    pub subject: super::SubjectView,
    /// Its profile as HTML; null without one.
    pub body: Option<Text>,
}
