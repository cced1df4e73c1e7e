//! Codes of faults found by `model`.

use super::Code;
use crate::base::diag::Severity;

/// In order of code.
pub(super) const CODES: &[Code] = &[
    Code {
        code: "background-cycle",
        severity: Severity::Error,
        lowerable: false,
        summary: "A background embeds itself, at once or over others.",
        explanation: "A file in `background/` may embed another one with a fenced block:\n\n\
            ````\n```background\nid: the-zones\n```\n````\n\n\
            When the way leads back to where it began, the paragraph would never end. The message names every step: \
            take one of the embeds out.",
    },
    Code {
        code: "broken-anchor",
        severity: Severity::Error,
        lowerable: true,
        summary: "A link names a place in a document that is not there.",
        explanation: "In `[the zones](article:memorandum#the-zones)` the part after `#` is a heading's anchor: its text \
            in small letters with hyphens, or what `{#id}` behind the heading says. Anchors of events (`#e-…`) are known \
            too. The headline was probably changed: write the new anchor, or leave the part out.\n\n\
            The link leads to the beginning of the document meanwhile. Where a theme or raw HTML in the text makes \
            anchors of its own, lower it: `lints: {broken-anchor: warn}`.",
    },
    Code {
        code: "broken-link",
        severity: Severity::Error,
        lowerable: false,
        summary: "A link leads to a document or file that does not exist.",
        explanation: "Links between documents are checked: by path (`[text](../articles/opening.md)`, relative to the \
            file that it is written in) or by id (`article:opening`, `dossier:`, `person:`, `place:`, `organisation:`, \
            `tag:`, `page:`). Capital and small letters count, for they count on the web.\n\n\
            A piece that exists and is not published in this build, as a draft, is no fault: the link is its text alone. \
            URLs and paths that begin with `/` stay as they are and are not checked.",
    },
    Code {
        code: "correction-before-published",
        severity: Severity::Warning,
        lowerable: true,
        summary: "A correction is dated before the article was published.",
        explanation: "Corrections are sorted by date and shown with it: a reader would see an article that was corrected \
            before it stood anywhere. Look at `published` and at the correction's `date`; in one of them a digit is \
            probably wrong.",
    },
    Code {
        code: "dossier-ended-running",
        severity: Severity::Warning,
        lowerable: true,
        summary: "A dossier has an end in the past and is still running.",
        explanation: "`status` is `running` unless the dossier says otherwise, and running dossiers stand on the home page \
            with their newest article first. When the story ended, say so:\n\n\
            ```yaml\nstatus: closed\nended: 2021-07-07\n```",
    },
    Code {
        code: "duplicate-event",
        severity: Severity::Error,
        lowerable: false,
        summary: "Two different events of a dossier have the same id.",
        explanation: "An article refers to an event of its dossier by `id`, and the id is the event's address \
            (`#e-<id>`), so it may mean one event only. Two tellings are the same event when `date` and `title` are the \
            same (capital and small letters aside); then they may share an id. Else give one of them another one.",
    },
    Code {
        code: "link-scheme",
        severity: Severity::Error,
        lowerable: false,
        summary: "A link begins with a scheme that is not allowed.",
        explanation: "Allowed are `http`, `https`, `mailto`, `tel`, and the kinds of documents: `article:id`, `dossier:`, \
            `person:`, `place:`, `organisation:`, `tag:`, `page:`. A picture may be a file, or `http` and `https`. \
            Anything else, as `javascript:` or `data:`, could run code in a reader's browser. A file name with a colon is \
            written with `./` before it.",
    },
    Code {
        code: "missing-file",
        severity: Severity::Error,
        lowerable: false,
        summary: "A picture or recording is not there.",
        explanation: "The file of a picture in the text, of `image: {src: …}` or of a gallery is looked for beside the \
            document and then in `static/`: `img/map.svg` may be `static/img/map.svg`; with a `/` in front it is looked \
            for in `static/` alone. Capital and small letters count. Files whose name begins with `.` or `_` are never \
            published.",
    },
    Code {
        code: "near-name",
        severity: Severity::Warning,
        lowerable: true,
        summary: "A name that nobody registered is within two letters of a registered one.",
        explanation: "`Stafan de Mistura` in `tags`, `people`, `places` or an event, where `people/` registers \
            `Staffan de Mistura`, makes a second person with a page of her own. Mend the spelling, or add it to `also` \
            of the registered one. Where the two are different, register the other as well, or name it in `tags.yaml`.",
    },
    Code {
        code: "unknown-article",
        severity: Severity::Error,
        lowerable: false,
        summary: "A reference names an article that does not exist.",
        explanation: "`related` holds ids of articles: the `id` in their front matter, or without one the file's name \
            without a leading date: `2017-01-23-talks-open.md` has the id `talks-open`.",
    },
    Code {
        code: "unknown-background",
        severity: Severity::Error,
        lowerable: false,
        summary: "A text embeds a background that does not exist.",
        explanation: "A fenced block `background` shows the paragraph of a file in `background/`:\n\n\
            ````\n```background\nid: the-zones\n```\n````\n\n\
            is `background/the-zones.md` in the content folder.",
    },
    Code {
        code: "unknown-event",
        severity: Severity::Error,
        lowerable: false,
        summary: "An article names an event that its dossiers do not have.",
        explanation: "In an article's `events` a word alone is the `id` of an event that one of its dossiers writes:\n\n\
            ```yaml\nevents:\n  - fourth-meeting\n  - {date: 2017-05-04, title: The memorandum is signed}\n```\n\n\
            The first needs `id: fourth-meeting` in `events` of the dossier's `index.md`, and the article must belong to \
            that dossier; the second is written whole.",
    },
    Code {
        code: "unlisted-entity-with-note",
        severity: Severity::Warning,
        lowerable: true,
        summary: "A text names somebody who has a note, and does not list the name.",
        explanation: "A `note` (legal or editorial, as \"banned in …\") is shown where an article first names the person, \
            place or organisation, but only when the article lists it, for no name is linked by guess. Add the name to \
            `tags`. Found by `check`, which reads the texts.",
    },
    Code {
        code: "updated-before-published",
        severity: Severity::Warning,
        lowerable: true,
        summary: "An article's `updated` lies before its `published`.",
        explanation: "`updated` is the day of the last change of substance. Before publication there was nothing to \
            change; one of the two dates is wrong. Without corrections and changes of substance, leave `updated` out.",
    },
];
