//! What the search of a language knows: of every document a line, and where the texts lie.

use super::Views;
use super::lens::Lens;
use super::types::SearchView;
use super::words;
use crate::base::diag::Span;
use crate::base::hash::Hash128;
use crate::base::path::SourcePath;
use crate::model::site::{Article, DossierId, Member, Subject, TagId};
use crate::parse::dates::Published;
use crate::parse::document::{ComponentUse, Document, DocumentKind, Text};
use crate::plan::lookup::{self, Index};
use crate::plan::pages::listed;
use crate::plan::search::WHOLE;
use serde::Serialize;
use std::collections::BTreeMap;
use thin_vec::ThinVec;

/// The words of the script's own file of documents. Addresses are root-relative, without the sub-path, percent-encoded.
#[derive(Clone, Debug, Serialize)]
pub struct SearchIndex {
    /// Of this form of the index.
    pub version: u8,
    pub language: Text,
    /// Files of texts: `text-0.js` and so on beside the index.
    pub shares: u32,
    /// How a short date is written in each month, with `{d}` or, of two digits, `{dd}`, and `{y}`; and on its first day.
    pub days: Vec<String>,
    pub firsts: Vec<String>,
    pub dossiers: Vec<DossierLine>,
    /// What tag lines name, with its other names after a line end each.
    pub subjects: Vec<String>,
    pub documents: Vec<DocumentLine>,
}

/// Title; and below the index's folder, the folder and the number of its own files of texts.
#[derive(Clone, Debug, Serialize)]
pub struct DossierLine(pub Text, pub Text, pub u32);

/// One document.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentLine(
    /// Its kind: an index into [`KINDS`].
    pub u8,
    /// Its address.
    pub Text,
    /// Its title.
    pub Text,
    /// Its standfirst; empty for none, and on a site too large to carry it.
    pub Text,
    /// Its day as a number, `20170123`; 0 for none.
    pub i64,
    /// Its dossiers and subjects: indexes into the lists above.
    pub Vec<u32>,
    pub Vec<u32>,
    /// What a reader should know: 1 corrected, 2 retracted, else 0.
    pub u8,
);

/// Kinds of documents, as the facet of the search page numbers them.
pub const KINDS: [&str; 7] = ["article", "dossier", "person", "organisation", "place", "tag", "page"];

/// Where a text lies that the search looks through.
#[derive(Clone, Debug)]
pub struct SearchText {
    /// The document's, as in the index.
    pub address: Text,
    pub path: SourcePath,
    pub span: Span,
    pub language: Text,
    /// What is left out: a component's text is not the article's own.
    pub components: ThinVec<ComponentUse>,
    /// Raw HTML is text.
    pub escape_html: bool,
    /// Of the text.
    pub hash: Hash128,
}

impl Lens<'_> {
    /// `search` of the search page.
    pub fn search_view(&self) -> SearchView {
        let found = self.plan.search.of(self.language);
        let address = self.plan.in_language(Index::Search.address(), self.language);
        SearchView {
            folder: address.trim_start_matches('/').into(),
            found: found.map_or(0, |found| found.articles),
            all: self.site.articles.iter().filter(|article| listed(article)).count(),
            by_dossier: found.is_some_and(|found| found.shares == 0),
        }
    }

    /// A document's address as the index has it.
    fn search_address(&self, address: &str) -> Text {
        let url = self.url_at(address);
        url.strip_prefix(self.site.config.sub_path()).map_or_else(|| url.clone(), Text::from)
    }
}

/// The index on its way.
struct Gathered<'v> {
    views: &'v Views<'v>,
    lens: Lens<'v>,
    subjects: BTreeMap<Subject, u32>,
    names: Vec<String>,
    dossiers: BTreeMap<DossierId, u32>,
    standfirsts: bool,
}

impl Views<'_> {
    /// The index of a language.
    pub(super) fn search_index(&self, language: u8) -> SearchIndex {
        let lens = self.lens(language);
        let found = self.plan.search.of(language);
        let members = found.map_or(&[][..], |found| &found.members);
        let mut gathered = Gathered {
            views: self,
            lens,
            subjects: BTreeMap::new(),
            names: Vec::new(),
            dossiers: BTreeMap::new(),
            standfirsts: found.is_none_or(|found| found.articles <= WHOLE),
        };
        let mut documents: Vec<DocumentLine> = members.iter().map(|member| gathered.line(*member)).collect();
        if language == 0 {
            documents.extend((0..self.site.tags.len() as u32).map(|at| gathered.tag(TagId(at))));
        }
        let of_dossier = found.map_or(&[][..], |found| &found.dossiers);
        let mut dossiers: Vec<(u32, DossierLine)> = Vec::new();
        for (id, at) in &gathered.dossiers {
            let files = of_dossier.binary_search_by_key(id, |(id, _)| *id).map_or(0, |at| of_dossier[at].1);
            let address = lens.search_address(&self.plan.original(Member::Dossier(*id)));
            let folder = address.trim_start_matches('/').into();
            dossiers.push((*at, DossierLine(lens.dossier_title(*id), folder, files)));
        }
        dossiers.sort_by_key(|(at, _)| *at);
        let dates = |day| (1..=12).map(|month| words::short_form(month, day, lens.code)).collect();
        SearchIndex {
            version: 1,
            language: lens.code.clone(),
            shares: found.map_or(0, |found| found.shares),
            days: dates(22),
            firsts: dates(1),
            dossiers: dossiers.into_iter().map(|(_, line)| line).collect(),
            subjects: gathered.names,
            documents,
        }
    }

    /// The texts of one file.
    pub(super) fn search_texts(&self, share: u32) -> Vec<SearchText> {
        let Some(share) = self.plan.search.shares.get(share as usize) else { return Vec::new() };
        let lens = self.lens(share.language);
        let text = |member: &Member| {
            let doc: &Document = self.text_of(*member, share.language)?;
            (doc.body.span.start < doc.body.span.end).then(|| SearchText {
                address: lens.search_address(&self.plan.address_of(*member, share.language)),
                path: doc.path.clone(),
                span: doc.body.span,
                language: lens.code.clone(),
                components: doc.body.components.clone(),
                escape_html: self.site.config.escape_html,
                hash: doc.body.hash,
            })
        };
        share.members.iter().filter_map(text).collect()
    }
}

impl Gathered<'_> {
    fn line(&mut self, member: Member) -> DocumentLine {
        let (lens, site) = (self.lens, self.lens.site);
        let version = lens.document(member);
        let address = lens.search_address(&lens.plan.address_of(member, lens.language));
        let standfirst = version.standfirst().filter(|_| self.standfirsts).unwrap_or_else(|| "".into());
        let (kind, day, dossiers, subjects, mark) = match member {
            Member::Article(id) => {
                let article = &site[id];
                let dossiers = article.memberships.iter().map(|one| self.dossier(one.dossier)).collect();
                let subjects = article.subjects.iter().map(|subject| self.subject(*subject)).collect();
                (0, day(&article.published), dossiers, subjects, mark(article))
            }
            Member::Dossier(id) => (1, 0, vec![self.dossier(id)], Vec::new(), 0),
            Member::Entity(id) => {
                let kind = match site[id].kind {
                    DocumentKind::Person => 2,
                    DocumentKind::Organisation => 3,
                    _ => 4,
                };
                (kind, 0, Vec::new(), vec![self.subject(Subject::Entity(id))], 0)
            }
            Member::Page(_) => (6, 0, Vec::new(), Vec::new(), 0),
        };
        DocumentLine(kind, address, lens.title(member), standfirst, day, dossiers, subjects, mark)
    }

    fn tag(&mut self, id: TagId) -> DocumentLine {
        let (lens, tag) = (self.lens, &self.lens.site[id]);
        let address = lens.search_address(&lens.plan.tag_address(id));
        let subjects = vec![self.subject(Subject::Tag(id))];
        let text = tag.description.clone().unwrap_or_else(|| "".into());
        DocumentLine(5, address, tag.name.clone(), text, 0, Vec::new(), subjects, 0)
    }

    fn dossier(&mut self, id: DossierId) -> u32 {
        let next = self.dossiers.len() as u32;
        *self.dossiers.entry(id).or_insert(next)
    }

    fn subject(&mut self, subject: Subject) -> u32 {
        if let Some(at) = self.subjects.get(&subject) {
            return *at;
        }
        let names = match subject {
            Subject::Tag(id) => {
                let tag = &self.lens.site[id];
                std::iter::once(&tag.name).chain(&tag.also).cloned().collect()
            }
            Subject::Entity(id) => {
                let mut names = self.views.names(id, self.lens.language);
                names.insert(0, self.lens.name(id));
                names.dedup();
                names
            }
        };
        let at = self.names.len() as u32;
        self.names.push(names.join("\n"));
        self.subjects.insert(subject, at);
        at
    }
}

/// A day as a number that sorts: `20170123`.
fn day(date: &Published) -> i64 {
    let day = date.day;
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

fn mark(article: &Article) -> u8 {
    let corrections = lookup::article_front(&article.doc).map_or(&[][..], |front| &front.corrections);
    match super::cards::mark(corrections) {
        Some("retraction") => 2,
        Some(_) => 1,
        None => 0,
    }
}
