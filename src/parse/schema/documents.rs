//! The table of front matter: every key of every kind of document.

use super::parts::*;
use super::{Field, REFERENCES, Shape, TEXTS, field, required};
use crate::parse::document::DocumentKind;

/// The keys that documents of `kind` may have, in the order in which they are usually written.
pub fn fields_of(kind: DocumentKind) -> Vec<Field> {
    let groups: &[&[Field]] = match kind {
        DocumentKind::Article => &[TITLE, HEADS, ARTICLE, UPDATED, PICTURE, EVERY],
        DocumentKind::Dossier => &[TITLE, HEADS, DOSSIER, UPDATED, PICTURE, EVERY],
        DocumentKind::Person | DocumentKind::Place | DocumentKind::Organisation => &[ENTITY, PICTURE, EVERY],
        DocumentKind::Page => &[TITLE, STANDFIRST, PAGE, EVERY],
        DocumentKind::Background => &[BACKGROUND],
    };
    groups.concat()
}

const TITLE: &[Field] = &[required("title", Shape::Text, "The headline. A new one never moves the page.")];

const STANDFIRST: &[Field] = &[field("standfirst", Shape::Text, "The paragraph below the headline.")];

const HEADS: &[Field] = &[
    field("kicker", Shape::Text, "The line above the headline."),
    field("standfirst", Shape::Text, "The paragraph below the headline; also the description in lists and feeds."),
];

const UPDATED: &[Field] = &[field(
    "updated",
    Shape::Published,
    "The date of the last change of substance. In an article it follows from the newest correction; in a dossier it is \
     the date of the story so far.",
)];

const PICTURE: &[Field] = &[field("image", IMAGE, "The picture at the head of the page: its path, or its parts.")];

const ARTICLE: &[Field] = &[
    field("short_title", Shape::Text, "The headline in lists, where space is short."),
    field(
        "published",
        Shape::Published,
        "When it was published. Required unless it is a draft or the file's name begins with a date; one that lies \
         ahead holds the piece back until then.",
    ),
    field("date", Shape::Published, "Another name of `published`."),
    field("withdrawn", WITHDRAWN, "The piece is withdrawn: its address keeps title, date and reason for good."),
    field("authors", REFERENCES, "Who wrote it: names, or ids of people."),
    field("byline", Shape::Text, "The line of authors as it should stand, in place of `authors`."),
    field("dateline", DATELINE, "Where it was written and by whom it was sent: the text itself, or its parts."),
    field("dossiers", Shape::List(&MEMBERSHIP), "The dossiers it belongs to, beside the one whose folder it lies in."),
    field(
        "tags",
        REFERENCES,
        "What it is about. The name of a registered person, place or organisation is that entity.",
    ),
    field("people", REFERENCES, "People it is about who have no file of their own."),
    field("organisations", REFERENCES, "Organisations it is about that have no file of their own."),
    field("places", REFERENCES, "Places it is about that have no file of their own."),
    field("events", Shape::List(&EVENT_OR_ID), "What happened: events, or ids of events that its dossier holds."),
    field("corrections", Shape::List(&CORRECTION), "What was put right after publication."),
    field("sources", Shape::List(&SOURCE), "What it rests on."),
    field("related", REFERENCES, "Ids of articles to show first, in this order."),
    field("link_entities", Shape::Flag, "`false`: names in the text are not linked at first mention."),
];

const DOSSIER: &[Field] = &[
    field("status", Shape::OneOf(&["running", "paused", "closed"]), "Whether the story goes on; `running` by default."),
    field("started", Shape::Event, "When the story began."),
    field("ended", Shape::Event, "When it ended."),
    field("phases", Shape::List(&PHASE), "Its parts in time. An article's phase follows from its date."),
    field("key_players", Shape::List(&KEY_PLAYER), "Who matters in it, and as what."),
    field(
        "order",
        Shape::OneOf(&["published", "position"]),
        "What numbers its articles: their date of publication (the default) or their `position`.",
    ),
    field(
        "listing",
        Shape::OneOf(&["newest", "oldest"]),
        "Which end of the list its page shows first; newest by default while it runs.",
    ),
    field("start_here", Shape::Reference, "The article to begin with; the first one by default."),
    field("events", Shape::List(&EVENT), "Milestones. Articles may refer to those with an `id`."),
    field("related_dossiers", REFERENCES, "Ids of dossiers to show beside it."),
    field("revisions", Shape::List(&REVISION), "How the story so far was rewritten over time."),
];

const ENTITY: &[Field] = &[
    required("name", Shape::Text, "The name under which it is shown."),
    field("also", TEXTS, "Other names. A tag that is one of them means this entity."),
    field("names", Shape::List(&PERIOD_NAME), "Names that held for a time."),
    field("sort_name", Shape::Text, "The name by which it is sorted: `Mistura, Staffan de`."),
    field("same_as", TEXTS, "Addresses of pages elsewhere about the same person, place or organisation."),
    field("geo", GEO, "Where it lies."),
    field("note", Shape::Text, "A legal or editorial note, shown where an article first names it."),
];

const PAGE: &[Field] = &[
    field("menu", Shape::Flag, "`true`: the page stands in the menu."),
    field("template", Shape::Text, "A template of the site to use in place of `page.html`."),
];

/// Of every kind but background paragraphs.
const EVERY: &[Field] = &[
    field("id", Shape::Text, "Its name in references; the slug by default. It outlives renamed files."),
    field("slug", Shape::Text, "Its part of the address; by default the file's name without a date."),
    field("aliases", TEXTS, "Old addresses, which redirect here."),
    field("draft", Shape::Flag, "`true`: left out of every build but a private look."),
    field("embargoed_until", Shape::Published, "Nothing of it leaves before this moment."),
    field("language", Shape::Text, "Its language, when it is not the site's."),
    field("translation_of", Shape::Reference, "The id of the original, for a translation that lies elsewhere."),
    field("ed_note", Shape::Text, "A note among editors, which never leaves the build."),
    field("x", Shape::Free, "Free data for templates."),
];

const BACKGROUND: &[Field] = &[
    field("title", Shape::Text, "What the paragraph is about, for editors."),
    field("ed_note", Shape::Text, "A note among editors, which never leaves the build."),
    field("x", Shape::Free, "Free data."),
];
