//! Texts of articles were edited, and nothing else: which outputs may show it. All others stand without a look at what they
//! are made of.

use super::noted::Noted;
use super::record::{Look, Surface};
use crate::base::hash::{Hash128, Hasher};
use crate::base::path::SourcePath;
use crate::build::load::Loaded;
use crate::build::preview::same;
use crate::model::site::{ArticleId, DossierId};
use crate::parse::document::{Document, DocumentKind};
use crate::plan::PageKind;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A site as the last build read it.
pub struct Earlier {
    pub(super) looks: Vec<Look>,
    /// In order.
    pub(super) surfaces: Vec<Surface>,
}

/// Articles whose texts are others than at the last build; for the rest the site is the same.
#[derive(Debug, Default)]
pub struct Edited {
    articles: BTreeSet<ArticleId>,
    dossiers: BTreeSet<DossierId>,
}

impl Earlier {
    /// What was edited since; none when something else may be another as well.
    pub fn edited(&self, noted: &Noted, loaded: &Loaded) -> Option<Edited> {
        let paths: BTreeSet<SourcePath> = noted.differing(&self.looks)?.into_iter().collect();
        let same = |path: &SourcePath| {
            let at = loaded.sources.binary_search_by(|document| document.path.cmp(path)).ok()?;
            let now = surface(&loaded.sources[at])?;
            self.surfaces.binary_search(&now).ok()
        };
        if !loaded.left_out.is_empty() || !paths.iter().all(|path| same(path).is_some()) {
            return None;
        }
        let mut edited = Edited::default();
        for (at, article) in loaded.site.articles.iter().enumerate() {
            let mut documents = article.translations.iter().map(|one| &one.doc).chain([&article.doc]);
            if documents.any(|document| paths.contains(&document.path)) {
                edited.articles.insert(ArticleId(at as u32));
                edited.dossiers.extend(article.memberships.iter().map(|one| one.dossier));
            }
        }
        Some(edited)
    }
}

impl Edited {
    /// Whether an output of this kind may be another: it shows the text of an article, or something made of it.
    pub fn may_show(&self, kind: &PageKind) -> bool {
        match kind {
            PageKind::Article(id) => self.articles.contains(id),
            PageKind::DossierPrint(id) => self.dossiers.contains(id),
            PageKind::Atom(_) | PageKind::JsonFeed(_) | PageKind::SearchText(_) => true,
            PageKind::Home
            | PageKind::Dossiers
            | PageKind::Dossier(_)
            | PageKind::DossierTimeline(_)
            | PageKind::Year(..)
            | PageKind::Timeline
            | PageKind::TimelineYear(_)
            | PageKind::Tags
            | PageKind::Tag(_)
            | PageKind::Entities(_)
            | PageKind::Entity(_)
            | PageKind::Archive
            | PageKind::Month(..)
            | PageKind::Changes
            | PageKind::Search
            | PageKind::SearchIndex
            | PageKind::Page(_)
            | PageKind::NotFound
            | PageKind::Redirect(_)
            | PageKind::TimelineJson(_)
            | PageKind::Calendar(_)
            | PageKind::Sitemap
            | PageKind::SitemapPart(_)
            | PageKind::Robots
            | PageKind::Manifest
            | PageKind::File(_)
            | PageKind::Asset(_) => false,
        }
    }
}

/// What others see of each article, in order.
pub(super) fn surfaces(documents: &[Arc<Document>]) -> Vec<Surface> {
    let mut surfaces: Vec<Surface> = documents.par_iter().filter_map(|document| surface(document)).collect();
    surfaces.sort_unstable();
    surfaces
}

/// Of an article: others may show a sentence of what other kinds of documents say.
fn surface(document: &Document) -> Option<Surface> {
    if document.kind != DocumentKind::Article {
        return None;
    }
    let common = &document.common;
    let is_empty = document.body.span.start >= document.body.span.end;
    let mut hasher = Hasher::default();
    hasher.field(&common.front_hash.0);
    // Its form for debugging names every field, those too that are yet to come.
    hasher.field(format!("{:?}", (common.front_span, common.toml, is_empty, same::surface(document))).as_bytes());
    Some((Hash128::of(document.path.as_str().as_bytes()), hasher.finish()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{self, Context, config};

    fn seen(text: &str) -> Surface {
        let path = |path: &str| SourcePath::new(path).unwrap();
        let (config, _) = config::config(&path("throughline.yaml"), "title: T\nescape_html: false\n");
        let components = BTreeSet::from(["gallery".into()]);
        let context = Context { config: &config, components: &components };
        let (document, _) = parse::document(&path("content/articles/a.md"), text.as_bytes(), context);
        surface(&document).unwrap()
    }

    #[test]
    fn a_text_is_nothing_that_others_see_and_all_else_is() {
        let front = "---\ntitle: A\npublished: 2017-01-01\n---\n\n";
        let body = "Two [words](b.md).\n\n## Heading\n\n```gallery\nimages: [{src: /a.png}]\n```\n";
        let before = seen(&format!("{front}{body}"));
        let edited = body.replace("Two", "A hundred new");
        assert_eq!(seen(&format!("{front}{edited}")), before);
        let others = [
            format!("{front}{}", body.replace("b.md", "c.md")),
            format!("{front}{}", body.replace("Heading", "Other")),
            format!("{front}{}", body.replace("a.png", "b.png")),
            format!("{front}{body}<i id=\"x\"></i>\n"),
            format!("{front}{body}{{{{< video >}}}}\n"),
            format!("{front}{body}![a](/p.png)\n"),
            format!("{}{body}", front.replace("title: A", "title: B")),
            format!("{}{body}", front.replace("title: A", "title:  A")),
            front.to_string(),
        ];
        for other in others {
            assert_ne!(seen(&other), before, "{other}");
        }
    }
}
