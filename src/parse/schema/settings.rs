//! The table of settings: every key of `throughline.yaml`.

use super::{Field, Shape, TEXTS, field, required};

const ADDRESS: Shape = Shape::Text;

const LISTED: &[&str] = &["articles", "dossiers", "events", "corrections", "people", "places", "organisations", "tags"];

const LIST_FIELDS: &[Field] = &[
    required("from", Shape::OneOf(LISTED), "What the list is made of."),
    field("where", Shape::Map(&TEXTS), "Field: the value, or the values, that it must have."),
    field("sort", Shape::Text, "The field that orders it; `-` before it for descending. Ties go by id."),
    field("take", Shape::Count, "How many it holds at most."),
    field("group", Shape::OneOf(&["year", "month", "kind", "letter"]), "How it is cut into groups."),
];

/// A named list, in `throughline.yaml` and in a theme's `theme.yaml`.
pub(super) const LIST: Shape = Shape::Object("named list", LIST_FIELDS);

const PERMALINKS: &[Field] = &[
    field("article", ADDRESS, "The address of an article; also with `{year}`, `{month}` and `{day}` of publication."),
    field("dossier", ADDRESS, "The address of a dossier."),
    field("person", ADDRESS, "The address of a person."),
    field("place", ADDRESS, "The address of a place."),
    field("organisation", ADDRESS, "The address of an organisation."),
    field("page", ADDRESS, "The address of a page."),
    field("tag", ADDRESS, "The address of a tag."),
];

const OUTPUTS: &[Field] = &[
    field("short", Shape::Flag, "Short addresses below `/s/`."),
    field("json", Shape::Flag, "`feed.json` and `timeline.json`."),
    field("ics", Shape::Flag, "Calendars of events."),
    field("months", Shape::Flag, "The archive by month."),
    field("print", Shape::Flag, "Each dossier on one page, to print."),
    field("dossier_feeds", Shape::Flag, "A feed for each dossier."),
    field("tag_feeds", Shape::Flag, "A feed for each tag."),
    field("search", Shape::Flag, "The search page and its index."),
];

/// Every setting, in the order in which they are usually written.
pub const SETTINGS: &[Field] = &[
    required("title", Shape::Text, "The name of the site."),
    field(
        "base_url",
        Shape::Text,
        "Where it will be published, `https://example.org/news/`; needed to build, not to preview.",
    ),
    field("language", Shape::Text, "The language of the site; `en` by default."),
    field("languages", TEXTS, "All its languages, when there are translations."),
    field("timezone", Shape::Text, "The time zone of dates without an offset: `Europe/London`; `UTC` by default."),
    field("description", Shape::Text, "One sentence about the site."),
    field(
        "publisher",
        Shape::Object(
            "publisher",
            &[
                field("name", Shape::Text, "Who publishes the site."),
                field("logo", Shape::Text, "Its logo: a file below `static/`."),
            ],
        ),
        "Who publishes the site.",
    ),
    field("rights", Shape::Text, "The line about copyright and licence in the footer and in feeds."),
    field(
        "menu",
        TEXTS,
        "What the menu holds: `home`, `dossiers`, `timeline`, `tags`, `people`, `page:about` and the like.",
    ),
    field(
        "article_links",
        Shape::List(&Shape::Object(
            "article link",
            &[
                required("title", Shape::Text, "The words of the link."),
                required(
                    "to",
                    Shape::Text,
                    "A reference (`page:standards`), or a URL with `{slug}`, `{id}` or `{url}`.",
                ),
            ],
        )),
        "Links at the foot of every article.",
    ),
    field("permalinks", Shape::Object("permalinks", PERMALINKS), "The form of addresses, with `{slug}` or `{id}`."),
    field("slugs", Shape::OneOf(&["unicode", "ascii"]), "Which letters addresses may hold; `unicode` by default."),
    field(
        "theme",
        Shape::Either(
            &Shape::Text,
            &Shape::Open("theme", &[field("use", Shape::Text, "The theme: `default`, or a folder below `themes/`.")]),
        ),
        "The theme and its options.",
    ),
    field("lists", Shape::Map(&LIST), "Named lists for templates, by name."),
    field(
        "fields",
        Shape::Map(&TEXTS),
        "Keys of an existing site that are read as ours: `standfirst: [deck, summary]`.",
    ),
    field("lints", Shape::Map(&Shape::OneOf(&["allow", "warn", "error"])), "How severe a diagnostic is, by its code."),
    field("implicit_dossiers", Shape::Flag, "`true`: a dossier without a file of its own is made all the same."),
    field(
        "editions",
        Shape::Object(
            "editions",
            &[
                field("show", Shape::Flag, "Whether live pages link to earlier editions; `true` by default."),
                field("folder", Shape::Text, "Where editions are kept; `editions` by default."),
            ],
        ),
        "Earlier editions of the site.",
    ),
    field("outputs", Shape::Object("outputs", OUTPUTS), "What is made beside the pages; all of it by default."),
    field(
        "feed",
        Shape::Object(
            "feed",
            &[
                field("items", Shape::Count, "How many pieces a feed holds; 20 by default."),
                field(
                    "content",
                    Shape::OneOf(&["standfirst", "full"]),
                    "What it holds of each; the standfirst by default.",
                ),
            ],
        ),
        "What feeds hold.",
    ),
    field("html", Shape::OneOf(&["trusted", "escaped"]), "Whether raw HTML in Markdown passes or is shown as text."),
    field("ignore", TEXTS, "Files below the content folder that are not read, as globs: `drafts/**`."),
    field("content", Shape::Text, "The folder of the documents; `content` by default."),
    field("template_api", Shape::Count, "The version of the template interface that the templates are written for; 1."),
];
