//! The page kinds that have a template, and the parts that each gives it: one table for loading, views and docs.

use super::PageKind;
use crate::parse::document::DocumentKind;

/// A page kind with a template.
pub struct Kind {
    /// `page.kind`.
    pub name: &'static str,
    pub template: &'static str,
    /// Top-level names beside those of every page: name, type in `view/types.rs`, one sentence.
    pub parts: &'static [(&'static str, &'static str, &'static str)],
}

/// Given to every page.
pub const COMMON: &[(&str, &str, &str)] = &[
    ("site", "SiteView", "The site; the same on every page of a language."),
    ("page", "PageView", "What the head of the page needs."),
    ("theme", "map", "The theme's options by name, with the site's values."),
    ("assets", "map", "Address of each theme file by its name, with a content hash in it."),
];

const BODY: (&str, &str, &str) = ("body", "html", "The body as HTML; needs no `safe`.");
const X: (&str, &str, &str) = ("x", "map", "The free data of the front matter.");
const TIMELINE: (&str, &str, &str) = ("timeline", "TimelineView", "Events by year and month.");
const SUBJECT: (&str, &str, &str) = ("subject", "SubjectView", "What the page is about.");
const ARTICLES: (&str, &str, &str) = ("articles", "[YearGroup]", "Its articles by year, newest first.");
const DOSSIER: (&str, &str, &str) = ("dossier", "DossierView", "The dossier.");
const GROUPS: (&str, &str, &str) = ("groups", "[IndexGroup]", "The index, in groups.");
const IN_DOSSIERS: (&str, &str, &str) =
    ("dossiers", "[DossierCard]", "Dossiers it appears in, the most articles first.");
const SUBJECT_PARTS: &[(&str, &str, &str)] = &[SUBJECT, ARTICLES, IN_DOSSIERS, BODY, X];

/// Every kind, in order of name.
pub const KINDS: &[Kind] = &[
    Kind { name: "404", template: "404.html", parts: &[] },
    Kind { name: "archive", template: "archive.html", parts: &[GROUPS] },
    Kind {
        name: "article",
        template: "article.html",
        parts: &[
            ("article", "ArticleView", "The article."),
            ("boxes", "[BoxView]", "Its place in each of its dossiers."),
            ("related", "[RelatedView]", "Related articles, each with the reason."),
            ("tags", "TagsView", "Its tag line."),
            BODY,
            X,
        ],
    },
    Kind {
        name: "changes",
        template: "changes.html",
        parts: &[("changes", "[ChangeView]", "Corrections, updates and withdrawals, newest first.")],
    },
    Kind {
        name: "dossier",
        template: "dossier.html",
        parts: &[DOSSIER, ("members", "MembersView", "Its articles."), TIMELINE, BODY, X],
    },
    Kind {
        name: "dossier-print",
        template: "dossier-print.html",
        parts: &[
            DOSSIER,
            TIMELINE,
            ("pieces", "[PieceView]", "Its articles in story order."),
            ("bodies", "[html]", "The bodies of `pieces`, in the same order."),
            BODY,
        ],
    },
    Kind { name: "dossier-timeline", template: "dossier-timeline.html", parts: &[DOSSIER, TIMELINE] },
    Kind { name: "dossiers", template: "dossiers.html", parts: &[GROUPS] },
    Kind { name: "entities", template: "entities.html", parts: &[GROUPS] },
    Kind {
        name: "home",
        template: "home.html",
        parts: &[("dossiers", "[DossierCard]", "Running dossiers, the one with the newest article first.")],
    },
    Kind { name: "month", template: "month.html", parts: &[SUBJECT, ARTICLES] },
    Kind { name: "organisation", template: "entity.html", parts: SUBJECT_PARTS },
    Kind { name: "page", template: "page.html", parts: &[BODY, X] },
    Kind { name: "person", template: "entity.html", parts: SUBJECT_PARTS },
    Kind { name: "place", template: "entity.html", parts: SUBJECT_PARTS },
    Kind { name: "redirect", template: "redirect.html", parts: &[("to", "Link", "Where the page has gone.")] },
    Kind {
        name: "search",
        template: "search.html",
        parts: &[("search", "SearchView", "What the script of the page needs to find its index.")],
    },
    Kind { name: "tag", template: "tag.html", parts: &[SUBJECT, ARTICLES, IN_DOSSIERS] },
    Kind { name: "tags", template: "tags.html", parts: &[GROUPS] },
    Kind { name: "timeline", template: "timeline.html", parts: &[TIMELINE] },
    Kind { name: "year", template: "year.html", parts: &[SUBJECT, ARTICLES] },
];

/// What the templates of books are given beside the parts of their page: a dossier as an EPUB, or as one HTML file. For each
/// template, the kind of page that its other parts are those of.
pub const BOOKS: &[(&str, &str)] = &[
    ("epub/article.xhtml", "article"),
    ("epub/book.css", "dossier"),
    ("epub/cover.svg", "dossier"),
    ("epub/cover.xhtml", "dossier"),
    ("epub/nav.xhtml", "dossier"),
    ("epub/people.xhtml", "dossier"),
    ("epub/timeline.xhtml", "dossier-timeline"),
    ("epub/title.xhtml", "dossier"),
    ("single.html", "dossier-print"),
];

/// The parts that only templates of books are given.
pub const BOOK: &[(&str, &str, &str)] = &[
    ("book", "BookView", "The book and its parts."),
    ("people", "[PersonView]", "The people, organisations and places of the dossier, with their profiles."),
];

/// The name of a page's kind in [`KINDS`]; none for data and files.
pub fn name(kind: &PageKind, entity: impl Fn(crate::model::site::EntityId) -> DocumentKind) -> Option<&'static str> {
    Some(match kind {
        PageKind::Home => "home",
        PageKind::Dossiers => "dossiers",
        PageKind::Dossier(_) => "dossier",
        PageKind::DossierTimeline(_) => "dossier-timeline",
        PageKind::DossierPrint(_) => "dossier-print",
        PageKind::Year(..) => "year",
        PageKind::Article(_) => "article",
        PageKind::Timeline | PageKind::TimelineYear(_) => "timeline",
        PageKind::Tags => "tags",
        PageKind::Tag(_) => "tag",
        PageKind::Entities(_) => "entities",
        PageKind::Entity(id) => entity(*id).word(),
        PageKind::Archive => "archive",
        PageKind::Month(..) => "month",
        PageKind::Changes => "changes",
        PageKind::Search => "search",
        PageKind::Page(_) => "page",
        PageKind::NotFound => "404",
        PageKind::Redirect(_) => "redirect",
        _ => return None,
    })
}

/// The entry of `name`.
pub fn find(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}
