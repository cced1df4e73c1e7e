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
        code: "unknown-language",
        severity: Error,
        lowerable: false,
        summary: "A translation into a language that the site does not have",
        explanation: "The site's languages stand in `throughline.yaml`; each has its own home page:\n\n```yaml\nlanguage: en\n\
                      languages: [en, ru]\n```\n\nA translation has another language than its original, and says which: by its \
                      name, `x.ru.md`, or with `language`.\n",
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
