//! Parsing never fails: every function here returns a value and the diagnostics about it.

pub mod config;
pub mod dates;
pub mod document;
pub mod earlier;
pub mod fields;
pub mod front;
pub mod lists;
pub mod markdown;
mod pool;
pub mod scalars;
pub mod schema;
pub mod tags;
pub mod theme;
pub mod toml;
pub mod tree;
mod words;
pub mod yaml;

use crate::base::diag::{Diagnostic, Place};
use crate::base::path::SourcePath;
use config::Config;
use document::{Document, DocumentKind, Text};
pub use pool::Pool;
use std::collections::BTreeSet;

/// What reading a document depends on, beside its bytes.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub config: &'a Config,
    /// Names of the components that the templates offer: fenced blocks with one of these names are no code.
    pub components: &'a BTreeSet<Text>,
    /// Texts that many documents have.
    pub pool: Option<&'a Pool>,
}

/// What is told of a link out of the site to something that would be published as it is.
pub fn leads_out(link: &SourcePath) -> Diagnostic {
    Diagnostic::new("link-outside", format!("`{link}` is a link that leads out of the site's folder"))
        .at(Place::file(link))
        .hint("nothing behind it is published; copy the files into the site, or link to a place in its folder")
}

/// Reads one Markdown file. `path` decides its kind. `lints:` are applied by the caller.
pub fn document(path: &SourcePath, bytes: &[u8], context: Context) -> (Document, Vec<Diagnostic>) {
    let (mut document, text, mut diagnostics) = front::read(path, bytes, context.config, context.pool);
    let (body, found) = markdown::scan(path, text, document.body.span, context);
    document.body = body;
    let has_standfirst = document.common.standfirst.is_some() && !document.partial;
    if document.kind == DocumentKind::Article && has_standfirst {
        // Nothing shows it: it stands in for a standfirst.
        document.body.excerpt = Text::default();
    }
    diagnostics.extend(found);
    (document, diagnostics)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_with_a_standfirst_has_no_excerpt_unless_it_was_cut_short() {
        let path = SourcePath::new("content/articles/a.md").expect("a path");
        let (config, _) = config::config(&path, "title: T\n");
        let components = BTreeSet::new();
        let excerpt = |front: &str, more: &[u8]| {
            let context = Context { config: &config, components: &components, pool: None };
            let text = [format!("---\ntitle: A\n{front}---\n\nWords.\n\n").as_bytes(), more].concat();
            let (document, _) = document(&path, &text, context);
            (document.partial, document.body.excerpt)
        };
        assert_eq!(excerpt("", b"More."), (false, "Words.".into()));
        assert_eq!(excerpt("standfirst: S\n", b"More."), (false, "".into()));
        // The preview puts the last front matter in its place, which may have none.
        assert_eq!(excerpt("standfirst: S\n", b"\xff"), (true, "Words.".into()));
    }
}
