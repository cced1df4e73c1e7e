//! What a body needs to become HTML, and its hash: the text itself is read and rendered only when the page is.

use crate::base::diag::Span;
use crate::base::hash::Hash128;
use crate::base::path::SourcePath;
use crate::parse::document::{ComponentUse, Text};

/// A body, ready to render.
#[derive(Clone, Debug)]
pub struct BodyPlan {
    pub path: SourcePath,
    /// Of the body's text in the file.
    pub span: Span,
    pub language: Text,
    /// Prefix of its ids where several bodies stand on one page; else empty.
    pub prefix: Text,
    /// One for each link and picture of the scan, in order.
    pub links: Vec<LinkPlan>,
    /// Names to link at their first mention.
    pub mentions: Vec<Mention>,
    /// One for each component of the scan, in order.
    pub components: Vec<ComponentPlan>,
    pub escape_html: bool,
    /// Of the raw text alone, as it was read.
    pub text: Hash128,
    /// Of the raw text, the options, every resolved link and everything embedded.
    pub hash: Hash128,
}

/// Where a link or picture of a body leads.
#[derive(Clone, Debug, PartialEq)]
pub enum LinkPlan {
    /// As it was written.
    AsWritten,
    /// To this URL; width and height of a picture, when known.
    To { url: Text, size: Option<(u32, u32)> },
    /// No link: its text alone.
    TextOnly,
}

/// A person, place or organisation to link where its name first stands in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    pub name: Text,
    pub url: Text,
    /// Shown there.
    pub note: Option<Text>,
}

/// A component with what the engine resolved for it.
#[derive(Clone, Debug)]
pub struct ComponentPlan {
    pub source: ComponentUse,
    pub data: ComponentData,
}

#[derive(Clone, Debug)]
pub enum ComponentData {
    /// Its arguments alone.
    None,
    /// `timeline`: a `TimelineView`, and a link to the dossier.
    Timeline(tera::Value),
    /// `gallery`: a list of `ImageView`.
    Items(tera::Value),
    /// `background`: the shared paragraph.
    Body(Box<BodyPlan>),
}
