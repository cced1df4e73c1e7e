//! Texts of articles were edited, and nothing else: which outputs may show it. All others stand without a look at what they
//! are made of.

use super::noted::Noted;
use super::record::{Folder, Look, Told};
use crate::base::inputs::Listing;
use crate::base::path::SourcePath;
use crate::build::load::Loaded;
use crate::build::load::memo::Memo;
use crate::build::preview::same;
use crate::model::site::{ArticleId, DossierId};
use crate::parse::document::{Document, DocumentKind};
use crate::plan::PageKind;
use std::collections::BTreeSet;

/// A site as the last build read it.
pub struct Earlier {
    pub(super) looks: Vec<Look>,
    /// All its outputs are where it left them.
    pub(super) there: bool,
    pub(super) listed: Vec<(Folder, Listing)>,
    pub(super) memo: Memo,
}

/// Articles whose texts are others than at the last build; for the rest the site is the same.
#[derive(Debug, Default)]
pub struct Edited {
    articles: BTreeSet<ArticleId>,
    dossiers: BTreeSet<DossierId>,
    /// All outputs are where the last build left them.
    pub there: bool,
}

impl Earlier {
    /// What is known of the site by having looked at it: the documents as they were, and for `noted` what was listed.
    pub fn known(&mut self, noted: &Noted) -> Memo {
        noted.ahead(std::mem::take(&mut self.listed));
        std::mem::take(&mut self.memo)
    }

    /// What was edited since; none when something else may be another as well. `memo` knows what the documents were.
    pub fn edited(&self, noted: &Noted, loaded: &Loaded, memo: &Memo) -> Option<Edited> {
        let differing = noted.differing(&self.looks)?;
        let is_edit = |(path, stamp): &(SourcePath, Told)| {
            let before = memo.before(path).filter(|known| known.stamp.told() == *stamp);
            let at = loaded.sources.binary_search_by(|document| document.path.cmp(path));
            before.zip(at.ok()).is_some_and(|(before, at)| is_edit(&before.document, &loaded.sources[at]))
        };
        if !loaded.left_out.is_empty() || !differing.iter().all(is_edit) {
            return None;
        }
        let paths: BTreeSet<SourcePath> = differing.into_iter().map(|(path, _)| path).collect();
        let mut edited = Edited { there: self.there, ..Edited::default() };
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

/// Whether an article differs from what it was in its text alone. Of other kinds of documents, others may show a sentence.
fn is_edit(before: &Document, now: &Document) -> bool {
    let seen = |document: &Document| {
        let (common, body) = (&document.common, &document.body.span);
        (common.front_hash, common.front_span, common.toml, body.start >= body.end, same::surface(document))
    };
    [before, now].iter().all(|document| document.kind == DocumentKind::Article) && seen(before) == seen(now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{self, Context, config};

    fn read(text: &str) -> Document {
        let path = |path: &str| SourcePath::new(path).unwrap();
        let (config, _) = config::config(&path("throughline.yaml"), "title: T\nescape_html: false\n");
        let components = BTreeSet::from(["gallery".into()]);
        let context = Context { config: &config, components: &components, pool: None };
        let (document, _) = parse::document(&path("content/articles/a.md"), text.as_bytes(), context);
        document
    }

    #[test]
    fn a_text_is_nothing_that_others_see_and_all_else_is() {
        let front = "---\ntitle: A\npublished: 2017-01-01\n---\n\n";
        let body = "Two [words](b.md).\n\n## Heading\n\n```gallery\nimages: [{src: /a.png}]\n```\n";
        let before = read(&format!("{front}{body}"));
        let edited = body.replace("Two", "A hundred new");
        assert!(is_edit(&before, &read(&format!("{front}{edited}"))));
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
            assert!(!is_edit(&before, &read(&other)), "{other}");
        }
    }
}
