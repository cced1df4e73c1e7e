//! Codes of faults found by `model`.

use super::Code;
use crate::base::diag::Severity::{Error, Warning};

/// In order of code.
pub(super) const CODES: &[Code] = &[
    Code {
        code: "ambiguous-name",
        severity: Error,
        lowerable: false,
        summary: "A name that several people, places or organisations share",
        explanation: "Two may share a name; a piece that uses it must then say which is meant, or readers are led to the \
                      wrong person. Write the id in place of the name:\n\n```yaml\ntags: [jordan-country]   # not: Jordan\n```\n\n\
                      Where an id is taken in two kinds, put the kind before it: `place:jordan`. In `tags.yaml` a name may \
                      belong to one tag only.\n",
    },
    Code {
        code: "ambiguous-reference",
        severity: Error,
        lowerable: false,
        summary: "A reference that several documents answer to",
        explanation: "An id that is only a file's name may occur twice, until something refers to it. Give one of the documents \
                      an id of its own, and refer to that:\n\n```yaml\nid: talks-open-2018\n```\n",
    },
    Code {
        code: "background-cycle",
        severity: Error,
        lowerable: false,
        summary: "A background embeds itself, at once or over others",
        explanation: "A file in `background/` may embed another one with a fenced block:\n\n\
            ````\n```background\nid: the-zones\n```\n````\n\n\
            When the way leads back to where it began, the paragraph would never end. The message names every step: \
            take one of the embeds out.",
    },
    Code {
        code: "background-size",
        severity: Error,
        lowerable: false,
        summary: "A background embeds more than a page can hold",
        explanation: "Backgrounds may embed one another 10 deep, and each may stand for 1000 paragraphs in the end: ten \
            that embed ten each, and so on, would fill any disk. Write out the text of some that it embeds.",
    },
    Code {
        code: "broken-anchor",
        severity: Error,
        lowerable: true,
        summary: "A link names a place in a document that is not there",
        explanation: "In `[the zones](article:memorandum#the-zones)` the part after `#` is a heading's anchor: its text \
            in small letters with hyphens, or what `{#id}` behind the heading says. Anchors of events (`#e-…`) are known \
            too. The headline was probably changed: write the new anchor, or leave the part out.\n\n\
            The link leads to the beginning of the document meanwhile. Where a theme or raw HTML in the text makes \
            anchors of its own, lower it: `lints: {broken-anchor: warn}`.",
    },
    Code {
        code: "broken-link",
        severity: Error,
        lowerable: false,
        summary: "A link leads to a document or file that does not exist",
        explanation: "Links between documents are checked: by path (`[text](../articles/opening.md)`, relative to the \
            file that it is written in) or by id (`article:opening`, `dossier:`, `person:`, `place:`, `organisation:`, \
            `tag:`, `page:`). Capital and small letters count, for they count on the web.\n\n\
            A piece that exists and is not published in this build, as a draft, is no fault: the link is its text alone. \
            URLs and paths that begin with `/` stay as they are and are not checked.",
    },
    Code {
        code: "correction-before-published",
        severity: Warning,
        lowerable: true,
        summary: "A correction is dated before the article was published",
        explanation: "Corrections are sorted by date and shown with it: a reader would see an article that was corrected \
            before it stood anywhere. Look at `published` and at the correction's `date`; in one of them a digit is \
            probably wrong.",
    },
    Code {
        code: "dossier-ended-running",
        severity: Warning,
        lowerable: true,
        summary: "A dossier has an end in the past and is still running",
        explanation: "`status` is `running` unless the dossier says otherwise, and running dossiers stand on the home page \
            with their newest article first. When the story ended, say so:\n\n\
            ```yaml\nstatus: closed\nended: 2021-07-07\n```",
    },
    Code {
        code: "duplicate-event",
        severity: Error,
        lowerable: false,
        summary: "Two different events of a dossier have the same id",
        explanation: "An article refers to an event of its dossier by `id`, and the id is the event's address \
            (`#e-<id>`), so it may mean one event only. Two tellings are the same event when `date` and `title` are the \
            same (capital and small letters aside); then they may share an id. Else give one of them another one.",
    },
    Code {
        code: "duplicate-id",
        severity: Error,
        lowerable: false,
        summary: "Two documents of one kind have the same id",
        explanation: "References and short links go by id, so a written id may stand in one document only. It often comes from \
                      copying a file. Change one of the two:\n\n```yaml\nid: ever-given-afloat-again\n```\n\nDossiers, people, \
                      places, organisations, pages and backgrounds without a written id have that of their folder or file.\n",
    },
    Code {
        code: "duplicate-translation",
        severity: Error,
        lowerable: false,
        summary: "Two translations of one document into one language",
        explanation: "A document has one version in each language: either `x.ru.md` beside `x.md`, or a file elsewhere with \
                      `translation_of` and `language`. Keep one of the two.\n",
    },
    Code {
        code: "empty-slug",
        severity: Error,
        lowerable: false,
        summary: "No letter or digit is left to make an address of",
        explanation: "Addresses are made of letters and digits of any script. A tag like `!!!`, or a file called `--.md`, leaves \
                      none. Write it in words, or give a document its address:\n\n```yaml\nslug: three-marks\n```\n",
    },
    Code {
        code: "missing-file",
        severity: Error,
        lowerable: false,
        summary: "A picture or recording is not there",
        explanation: "The file of a picture in the text, of `image: {src: …}` or of a gallery is looked for beside the \
            document and then in `static/`: `img/map.svg` may be `static/img/map.svg`; with a `/` in front it is looked \
            for in `static/` alone. Capital and small letters count. Files whose name begins with `.` or `_` are never \
            published.",
    },
    Code {
        code: "near-name",
        severity: Warning,
        lowerable: true,
        summary: "A name that nobody registered is within two letters of a registered one",
        explanation: "`Stafan de Mistura` in `tags`, `people`, `places` or an event, where `people/` registers \
            `Staffan de Mistura`, makes a second person with a page of her own. Mend the spelling, or add it to `also` \
            of the registered one. Where the two are different, register the other as well, or name it in `tags.yaml`.",
    },
    Code {
        code: "no-original",
        severity: Error,
        lowerable: false,
        summary: "A translation of nothing",
        explanation: "`x.ru.md` is the Russian version of `x.md` beside it, and takes everything but its words from there. Write \
                      the original, or say where it is:\n\n```yaml\ntranslation_of: talks-open-in-astana\nlanguage: ru\n```\n\n\
                      A piece that was written in another language is no translation: it has `language` alone.\n",
    },
    Code {
        code: "phase-order",
        severity: Error,
        lowerable: false,
        summary: "A phase that ends before it begins",
        explanation: "A dossier's phase lasts from `from` to `to`, both included:\n\n```yaml\nphases:\n  - {title: Six days, \
                      from: 2021-03-23, to: 2021-03-29}\n```\n",
    },
    Code {
        code: "phase-overlap",
        severity: Warning,
        lowerable: true,
        summary: "Two phases of a dossier share days",
        explanation: "An article's phase follows from the day on which it was published, so phases should not share one. Where \
                      they do, it goes to the phase that began last. `to: 2017-05` holds all of May, so the next begins in June:\n\n\
                      ```yaml\n- {title: One, from: 2017-01, to: 2017-05}\n- {title: Two, from: 2017-06}\n```\n",
    },
    Code {
        code: "same-position",
        severity: Error,
        lowerable: false,
        summary: "Two articles have one position in a dossier",
        explanation: "With `order: position` the numbers decide which piece comes first, so two equal ones decide nothing. A number \
                      between two others is fine:\n\n```yaml\ndossiers: [{id: astana-talks, position: 5.5}]\n```\n",
    },
    Code {
        code: "tag-is-entity",
        severity: Warning,
        lowerable: true,
        summary: "`tags.yaml` describes a registered person, place or organisation",
        explanation: "A tag that is the name of a registered person, place or organisation is that one: its page shows what its \
                      own file says, and the entry in `tags.yaml` is not read. Take the entry out, and move what it says.\n",
    },
    Code {
        code: "tag-spelling",
        severity: Warning,
        lowerable: true,
        summary: "A tag is spelled in several ways",
        explanation: "Tags whose addresses are the same are one tag: `Peace talks`, `peace talks`. The page has the name from \
                      `tags.yaml`, else the commonest spelling. Write one everywhere, or settle it there:\n\n```yaml\nPeace \
                      talks: {description: Where they talk}\n```\n",
    },
    Code {
        code: "unknown-article",
        severity: Error,
        lowerable: false,
        summary: "No article has this id",
        explanation: "An article's id is the one that its file says, else the file's name without its date: \
                      `2017-01-23-talks-open.md` is `talks-open`.\n\n```yaml\nstart_here: talks-open\n```\n",
    },
    Code {
        code: "unknown-background",
        severity: Error,
        lowerable: false,
        summary: "A text embeds a background that does not exist",
        explanation: "A fenced block `background` shows the paragraph of a file in `background/`:\n\n\
            ````\n```background\nid: the-zones\n```\n````\n\n\
            is `background/the-zones.md` in the content folder.",
    },
    Code {
        code: "unknown-dossier",
        severity: Error,
        lowerable: false,
        summary: "No dossier has this id",
        explanation: "A dossier's id is the name of its folder, `dossiers/<id>/index.md`. Correct the id, or write the dossier:\n\n\
                      ```yaml\ntitle: The Astana talks\n```\n\nWith `implicit_dossiers: true` in `throughline.yaml` an id without \
                      a file makes its own dossier.\n",
    },
    Code {
        code: "unknown-entity",
        severity: Error,
        lowerable: false,
        summary: "No person, place or organisation has this id",
        explanation: "Key players are registered, each in a file of its own such as `people/<id>.md`, and are named by id:\n\n\
                      ```yaml\nkey_players: [{id: geir-pedersen, role: UN envoy}]\n```\n",
    },
    Code {
        code: "unknown-event",
        severity: Error,
        lowerable: false,
        summary: "An article names an event that its dossiers do not have",
        explanation: "In an article's `events` a word alone is the `id` of an event that one of its dossiers writes:\n\n\
            ```yaml\nevents:\n  - fourth-meeting\n  - {date: 2017-05-04, title: The memorandum is signed}\n```\n\n\
            The first needs `id: fourth-meeting` in `events` of the dossier's `index.md`, and the article must belong to \
            that dossier; the second is written whole.",
    },
    Code {
        code: "unknown-language",
        severity: Error,
        lowerable: false,
        summary: "A translation into a language that the site does not have",
        explanation: "The site's languages stand in `throughline.yaml`; each has its own home page:\n\n```yaml\nlanguage: en\n\
                      languages: [en, ru]\n```\n\nA translation has another language than its original, and says which: by its \
                      name, `x.ru.md`, or with `language`.\n",
    },
    Code {
        code: "unlisted-entity-with-note",
        severity: Warning,
        lowerable: true,
        summary: "A text names somebody who has a note, and does not list the name",
        explanation: "A `note` (legal or editorial, as \"banned in …\") is shown where an article first names the person, \
            place or organisation, but only when the article lists it, for no name is linked by guess. Add the name to \
            `tags`. Found by `check`, which reads the texts.",
    },
    Code {
        code: "updated-before-published",
        severity: Warning,
        lowerable: true,
        summary: "An article's `updated` lies before its `published`",
        explanation: "`updated` is the day of the last change of substance. Before publication there was nothing to \
            change; one of the two dates is wrong. Without corrections and changes of substance, leave `updated` out.",
    },
    Code {
        code: "wrong-kind",
        severity: Error,
        lowerable: false,
        summary: "A name is listed as one kind and registered as another",
        explanation: "`people`, `organisations` and `places` only say what a name is that nobody registered. One that is \
                      registered needs no more than its tag:\n\n```yaml\ntags: [Astana]   # and not: people: [Astana]\n```\n",
    },
];
