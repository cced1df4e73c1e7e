//! Codes of faults found by `parse`.

use super::Code;
use crate::base::diag::Severity;

/// In order of code.
pub(super) const CODES: &[Code] = &[
    Code {
        code: "bad-alias",
        severity: Severity::Error,
        lowerable: false,
        summary: "An entry of `aliases` is no address of this site.",
        explanation: r##"`aliases` lists old addresses of a page; each becomes a redirect. Write the path from the root of the site, or the whole
address with the site's own `base_url`:

```yaml
aliases: [/2017/01/astana-opens/, "https://ledger.example/old/astana/"]
```"##,
    },
    Code {
        code: "bad-date",
        severity: Severity::Error,
        lowerable: false,
        summary: "A date cannot be read.",
        explanation: r##"`published`, `updated` and the like take a day or a moment: `2017-01-23`, `2017-01-23 09:30`,
`2017-01-23T09:30:00+06:00`. The date of an event may be less exact: `2017`, `2017-01`, `2016?`, `2011~`,
`2017-01-23/24`. `throughline explain date` lists all forms."##,
    },
    Code {
        code: "bad-geo",
        severity: Severity::Error,
        lowerable: false,
        summary: "A latitude or longitude is out of range.",
        explanation: r##"`geo` takes degrees: `lat` from -90 (south) to 90 (north), `lon` from -180 (west) to 180 (east).

```yaml
geo: {lat: 51.17, lon: 71.45}
```
If both look right, they may have been exchanged."##,
    },
    Code {
        code: "bad-url",
        severity: Severity::Error,
        lowerable: false,
        summary: "A web address cannot be used.",
        explanation: r##"Sources, `same_as`, `archived` and pictures from elsewhere take addresses that begin with `http://` or `https://`, without
blanks.

```yaml
sources:
  - {title: Joint statement, url: "https://www.example.org/statement"}
```"##,
    },
    Code {
        code: "duplicate-key",
        severity: Severity::Error,
        lowerable: true,
        summary: "A key is written twice in one place.",
        explanation: r##"Only one of the two values can count. As other YAML tools do, Throughline takes the last one.

```yaml
title: Talks open
title: Talks open in Astana
```
Keep one of them. Where an old archive has many such files, `lints: {duplicate-key: warn}` lets them pass."##,
    },
    Code {
        code: "missing-alt",
        severity: Severity::Error,
        lowerable: true,
        summary: "A picture has no description for those who cannot see it.",
        explanation: r##"Screen readers read `alt` aloud, and it stands in for a picture that does not load. Say what the picture shows:

```yaml
image: {src: talks.jpg, alt: "Delegates at a round table"}
```

`alt: ""` says that it is only decoration. Where an old archive has many pictures without one, `lints: {missing-alt: warn}`
lets them pass."##,
    },
    Code {
        code: "missing-field",
        severity: Severity::Error,
        lowerable: false,
        summary: "A field that is needed is missing.",
        explanation: r##"An article needs `title` and, unless it is a draft, `published`; a dossier and a page need `title`; a person, a place and an
organisation need `name`. Parts have needs of their own: an event needs `date` and `title`, a source `title`, a correction
`date` and `text` (or `was` and `now`), `withdrawn` a `date` and a `reason`.

```yaml
title: Talks open in Astana
published: 2017-01-23
```"##,
    },
    Code {
        code: "no-front-matter",
        severity: Severity::Error,
        lowerable: false,
        summary: "A file has no front matter.",
        explanation: r##"Front matter is the block between two lines `---` at the very beginning of the file:

```markdown
---
title: Talks open in Astana
published: 2017-01-23
---
The first paragraph.
```
A file that is no article at all can be left out with `ignore:` in `throughline.yaml`, or by a name that begins with `_`."##,
    },
    Code {
        code: "not-utf8",
        severity: Severity::Error,
        lowerable: false,
        summary: "A file is not encoded in UTF-8.",
        explanation: r##"Some bytes of the file are no text in UTF-8: it was probably saved as Windows-1252, Latin-1 or UTF-16. Open it in your editor
and save it with the encoding UTF-8."##,
    },
    Code {
        code: "toml-syntax",
        severity: Severity::Error,
        lowerable: false,
        summary: "TOML front matter cannot be read at this place.",
        explanation: r##"Front matter between lines `+++` is TOML: texts stand in quotes, and a key is followed by `=`.

```toml
title = "Talks open in Astana"
published = 2017-01-23
tags = ["Astana", "Syria"]
```"##,
    },
    Code {
        code: "unclosed-front-matter",
        severity: Severity::Error,
        lowerable: false,
        summary: "The front matter is never closed.",
        explanation: r##"Front matter ends with a line `---` (`+++` for TOML), at the margin and with nothing else in it. Without it nobody can say
where the text of the article begins.

```markdown
---
title: Talks open in Astana
---
The first paragraph.
```"##,
    },
    Code {
        code: "unknown-key",
        severity: Severity::Error,
        lowerable: true,
        summary: "A key is not a field of this kind of document.",
        explanation: r##"A misspelt key would be silently ignored, so it is an error. Correct it, or put data of your own under `x`, where templates
can read it:

```yaml
x:
  wire_slug: SYRIA-ASTANA-22
```
An archive with keys of another system can be read with `fields:` (their names for ours) and `lints: {unknown-key: allow}`."##,
    },
    Code {
        code: "wrong-type",
        severity: Severity::Error,
        lowerable: false,
        summary: "A field holds a value of another kind than it takes.",
        explanation: r##"For example a list where one text is meant, or a word where a number is meant. YAML takes a value that opens with `[` for a
list and `- Talks: a day` for a group of fields: a text like that needs quotes.

```yaml
title: "[Live] Talks open"
tags: [Astana, Syria]
draft: true
```"##,
    },
    Code {
        code: "wrong-value",
        severity: Severity::Error,
        lowerable: false,
        summary: "A field takes one of a few words, and this is none of them.",
        explanation: r##"For example `status` of a dossier is `running`, `paused` or `closed`; `weight` of an event is `turning` or `background`.

```yaml
status: running
```"##,
    },
];
