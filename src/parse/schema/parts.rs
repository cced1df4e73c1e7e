//! The shapes that fields of several kinds share: events, corrections, sources, pictures, names by period.

use super::{Field, REFERENCES, Shape, field, required};

const WEIGHT: Shape = Shape::OneOf(&["turning", "background"]);

pub(super) const IMAGE: Shape = Shape::Either(
    &Shape::Text,
    &Shape::Object(
        "image",
        &[
            required("src", Shape::Text, "The picture: a file beside the document or below `static/`, or a URL."),
            field(
                "alt",
                Shape::Text,
                "What it shows, for readers who cannot see it; an error to leave out. An empty one in quotes says that it is only decoration.",
            ),
            field("caption", Shape::Text, "The line below it."),
            field("credit", Shape::Text, "Who made it, and who holds the rights."),
        ],
    ),
);

pub(super) const SOURCE: Shape = Shape::Object(
    "source",
    &[
        required("title", Shape::Text, "The title of what is cited."),
        field("url", Shape::Text, "Where it can be read."),
        field("publisher", Shape::Text, "Who published it."),
        field("date", Shape::Event, "When it was published, as exactly as is known."),
        field("accessed", Shape::Published, "The day on which it was last read there."),
        field("archived", Shape::Text, "The address of an archived copy."),
    ],
);

const EVENT_FIELDS: &[Field] = &[
    required("date", Shape::Event, "When it happened: EDTF, as much as is known."),
    required("title", Shape::Text, "What happened, in a few words."),
    field("summary", Shape::Text, "A sentence or two more."),
    field("weight", WEIGHT, "`turning` for a turning point, `background` for what a reader in a hurry may skip."),
    field("places", REFERENCES, "Where: ids or names of places."),
    field("people", REFERENCES, "Who took part: ids or names of people."),
    field("sources", Shape::List(&SOURCE), "What the event rests on."),
    field("id", Shape::Text, "A name by which articles refer to it; also its anchor on the page."),
];

/// An event written whole.
pub(super) const EVENT: Shape = Shape::Object("event", EVENT_FIELDS);

/// In an article: an event, or the id of one that its dossier holds.
pub(super) const EVENT_OR_ID: Shape = Shape::Either(&Shape::Reference, &EVENT);

pub(super) const CORRECTION: Shape = Shape::Object(
    "correction",
    &[
        required("date", Shape::Published, "When the correction was made."),
        field(
            "kind",
            Shape::OneOf(&["correction", "clarification", "update", "retraction"]),
            "What sort it is; a retraction stands above the standfirst.",
        ),
        field("text", Shape::Text, "The note as it is printed."),
        field("was", Shape::Text, "What the piece said before; with `now`, the sentence is made of the two."),
        field("now", Shape::Text, "What it says now."),
    ],
);

pub(super) const MEMBERSHIP: Shape = Shape::Either(
    &Shape::Reference,
    &Shape::Object(
        "membership",
        &[
            required("id", Shape::Reference, "The dossier."),
            field("position", Shape::Number, "The sort key in a dossier with `order: position`; 5.5 comes after 5."),
            field("weight", WEIGHT, "How much the article counts in this dossier: `turning` or `background`."),
        ],
    ),
);

pub(super) const WITHDRAWN: Shape = Shape::Object(
    "withdrawal",
    &[
        required("date", Shape::Published, "When it was withdrawn."),
        required("reason", Shape::Text, "Why, in words for readers."),
    ],
);

pub(super) const DATELINE: Shape = Shape::Either(
    &Shape::Text,
    &Shape::Object(
        "dateline",
        &[
            field("place", Shape::Text, "Where the piece was written."),
            field("source", Shape::Text, "The agency or paper that it comes from."),
        ],
    ),
);

pub(super) const PHASE: Shape = Shape::Object(
    "phase",
    &[
        required("title", Shape::Text, "What the phase is called."),
        field("from", Shape::Event, "When it began."),
        field("to", Shape::Event, "When it ended; nothing for the phase that goes on."),
        field("summary", Shape::Text, "What it was about."),
    ],
);

pub(super) const KEY_PLAYER: Shape = Shape::Either(
    &Shape::Reference,
    &Shape::Object(
        "key player",
        &[
            required("id", Shape::Reference, "The person or organisation."),
            field("role", Shape::Text, "Their part in this story."),
            field("from", Shape::Event, "When they took it up."),
            field("to", Shape::Event, "When they gave it up."),
        ],
    ),
);

pub(super) const REVISION: Shape = Shape::Object(
    "revision",
    &[
        required("date", Shape::Published, "When the story so far was rewritten."),
        required("text", Shape::Text, "What changed."),
    ],
);

pub(super) const PERIOD_NAME: Shape = Shape::Object(
    "name by period",
    &[
        required("name", Shape::Text, "The name."),
        field("from", Shape::Event, "When it came into use."),
        field("to", Shape::Event, "When it went out of use."),
    ],
);

pub(super) const GEO: Shape = Shape::Object(
    "coordinates",
    &[
        required("lat", Shape::Number, "Degrees north; south is negative."),
        required("lon", Shape::Number, "Degrees east; west is negative."),
    ],
);
