//! `throughline.yaml`: the site's settings, every default in one place.

mod apart;
mod check;
mod defaults;
mod lists;
mod read;

use super::document::{Spanned, Text};
use super::tree::Node;
use crate::base::diag::Severity;
use crate::base::hash::Hash128;
use crate::base::path::SourcePath;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

pub use lists::{list_definitions, list_fields};
pub use read::config;

/// An absolute address on the web, with scheme and host in lower case and a slash at the end.
///
/// # Errors
/// What is wrong with it, and what to write instead.
pub fn base_url(text: &str) -> Result<Text, (String, String)> {
    check::base_url(text).map_err(|fault| (fault.message, fault.hint))
}

/// The site's settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    pub path: SourcePath,
    pub title: Text,
    /// As written, with a trailing slash: `https://example.org/news/`. None: not written.
    pub base_url: Option<Text>,
    pub language: Text,
    /// The site's language first, then the others.
    pub languages: Vec<Text>,
    pub zone: TimeZone,
    pub zone_name: Text,
    pub description: Option<Text>,
    pub publisher: Publisher,
    pub rights: Option<Text>,
    pub menu: Vec<Spanned<Text>>,
    pub article_links: Vec<ArticleLink>,
    /// The form of the addresses of every kind, written or by default.
    pub permalinks: BTreeMap<PermalinkKind, Spanned<Text>>,
    pub slugs: Slugs,
    pub theme: ThemeChoice,
    pub lists: Vec<ListDefinition>,
    /// Ours → theirs, in order of preference.
    pub fields: BTreeMap<Text, Vec<Text>>,
    pub lints: BTreeMap<Text, LintLevel>,
    pub implicit_dossiers: bool,
    pub editions: Editions,
    /// Set by `archive` and written nowhere: the site is built as an edition.
    pub edition: Option<EditionMark>,
    pub outputs: Outputs,
    pub feed: Feed,
    /// `html: escaped`: raw HTML is shown as text.
    pub escape_html: bool,
    pub ignore: Vec<Spanned<Text>>,
    /// The folder of the articles, `content` by default.
    pub content: Text,
    pub template_api: u32,
    /// Of its text.
    pub hash: Hash128,
}

/// What the pages of an edition say of it: its day and its sources, never its id, which follows from the pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionMark {
    pub day: jiff::civil::Date,
    /// The first digits of the commit, or of the hash of the sources.
    pub revision: Text,
    /// `--as-of`: later articles are left out, while the text is as edited up to `revision`.
    pub up_to: bool,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Publisher {
    pub name: Option<Text>,
    pub logo: Option<Spanned<Text>>,
}

/// `{title, to}`: `to` is a reference (`page:standards`) or a URL with `{slug}`, `{id}`, `{url}`.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleLink {
    pub title: Text,
    pub to: Spanned<Text>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PermalinkKind {
    Article,
    Dossier,
    Person,
    Place,
    Organisation,
    Page,
    Tag,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Slugs {
    #[default]
    Unicode,
    Ascii,
}

/// `theme: {use, …options}`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThemeChoice {
    /// None: the default theme.
    pub name: Option<Spanned<Text>>,
    pub options: Vec<(Spanned<Text>, Node)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LintLevel {
    Allow,
    Warn,
    Error,
}

impl LintLevel {
    /// The severity that it gives; none for `allow`.
    pub fn severity(self) -> Option<Severity> {
        match self {
            LintLevel::Allow => None,
            LintLevel::Warn => Some(Severity::Warning),
            LintLevel::Error => Some(Severity::Error),
        }
    }
}

/// A named list: what a theme needs beyond the view.
#[derive(Clone, Debug, PartialEq)]
pub struct ListDefinition {
    pub name: Spanned<Text>,
    pub from: ListFrom,
    /// Field → the values that it may have.
    pub filter: Vec<(Spanned<Text>, Vec<Text>)>,
    /// Field, and whether descending.
    pub sort: Option<(Text, bool)>,
    pub take: Option<usize>,
    pub group: Option<ListGroup>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListFrom {
    Articles,
    Dossiers,
    Events,
    Corrections,
    People,
    Places,
    Organisations,
    Tags,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListGroup {
    Year,
    Month,
    Kind,
    Letter,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Editions {
    pub show: bool,
    pub folder: Text,
    /// Those that live pages lead to: what the catalogue in the folder lists, with `show`. Written nowhere.
    pub earlier: Vec<super::earlier::Earlier>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outputs {
    pub short: bool,
    pub json: bool,
    pub ics: bool,
    pub months: bool,
    pub print: bool,
    pub dossier_feeds: bool,
    pub tag_feeds: bool,
    pub search: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Feed {
    pub items: usize,
    /// `content: full` instead of the standfirst.
    pub full: bool,
}

impl Config {
    /// The path part of `base_url` without a trailing slash: `/news`, or empty at a root.
    pub fn sub_path(&self) -> &str {
        let Some(url) = &self.base_url else { return "" };
        url[self.origin().len()..].trim_end_matches('/')
    }

    /// `https://example.org`, without the sub-path; empty when there is no `base_url`.
    pub fn origin(&self) -> &str {
        let Some(url) = &self.base_url else { return "" };
        // The third slash ends it: every URL goes through here, so that it is found in one pass.
        let third = url.bytes().enumerate().filter(|(_, byte)| *byte == b'/').nth(2);
        &url[..third.map_or(url.len(), |(at, _)| at)]
    }
}

#[cfg(test)]
mod tests;
