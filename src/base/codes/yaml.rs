//! Codes of faults in YAML text.

use super::Code;
use crate::base::diag::Severity;

/// In order of code.
pub(super) const CODES: &[Code] = &[
    Code {
        code: "yaml-alias",
        severity: Severity::Error,
        lowerable: false,
        summary: "Copies of YAML values are too many to read.",
        explanation: r##"`&name` marks a value and `*name` copies it. A few lines can make millions of copies of copies; Throughline stops at 100,000.
Write the values out where they are needed."##,
    },
    Code {
        code: "yaml-ampersand",
        severity: Severity::Error,
        lowerable: false,
        summary: "A value opens with `&`.",
        explanation: r##"YAML takes it for a mark that `*` copies from, and drops the word. A headline like that needs quotes:

```yaml
title: "& so to Astana"
```"##,
    },
    Code {
        code: "yaml-asterisk",
        severity: Severity::Error,
        lowerable: false,
        summary: "A value opens with `*`.",
        explanation: r##"YAML takes it for a copy of a value marked with `&`. A headline like that needs quotes:

```yaml
title: "*Ever Given* afloat"
```"##,
    },
    Code {
        code: "yaml-block-text",
        severity: Severity::Error,
        lowerable: false,
        summary: "A value opens with `|` or `>` and goes on in the same line.",
        explanation: r##"YAML takes it for the start of a text block on the next lines. A headline like that needs quotes:

```yaml
title: "> 200 ships wait"
```"##,
    },
    Code {
        code: "yaml-bracket",
        severity: Severity::Error,
        lowerable: false,
        summary: "A value opens with a bracket that is no list.",
        explanation: r##"YAML takes a value that opens with `[` for a list and one with `{` for a group of fields, up to the closing bracket.
A headline like that needs quotes; a list needs its closing bracket.

```yaml
title: "[Live] Talks open"
tags: [Astana, Syria]
```"##,
    },
    Code {
        code: "yaml-colon",
        severity: Severity::Error,
        lowerable: false,
        summary: "An unquoted value holds a colon followed by a blank.",
        explanation: r##"YAML takes a colon and a blank for the end of a key. A headline with one needs quotes:

```yaml
title: "Talks open: a first day"
```"##,
    },
    Code {
        code: "yaml-comment",
        severity: Severity::Error,
        lowerable: false,
        summary: "An unquoted text holds ` #`, and YAML drops what follows.",
        explanation: r##"A blank and `#` begin a comment, so half a headline would vanish in silence. Put the text in quotes; put a comment that is
meant on a line of its own.

```yaml
title: "We are #1, says the harbour"
```"##,
    },
    Code {
        code: "yaml-dash",
        severity: Severity::Error,
        lowerable: false,
        summary: "The dash of a list item has no blank after it.",
        explanation: r##"```yaml
tags:
  - Astana
  - Syria
```
`-Astana` would be read as a text that begins with a dash. A text that does needs quotes."##,
    },
    Code {
        code: "yaml-depth",
        severity: Severity::Error,
        lowerable: false,
        summary: "Lists and groups of fields are nested too deeply.",
        explanation: r##"250 levels are read. So many are nearly always brackets that were opened and never closed."##,
    },
    Code {
        code: "yaml-exclamation",
        severity: Severity::Error,
        lowerable: false,
        summary: "A value opens with `!`.",
        explanation: r##"YAML takes it for the name of a type, and drops the word. A headline like that needs quotes:

```yaml
title: "!Important news"
```"##,
    },
    Code {
        code: "yaml-indentation",
        severity: Severity::Error,
        lowerable: false,
        summary: "A line is indented further than the lines it belongs with.",
        explanation: r##"Fields of one group begin at the same column:

```yaml
title: Talks open
kicker: Syria
image:
  src: talks.jpg
  alt: Delegates at a round table
```"##,
    },
    Code {
        code: "yaml-key",
        severity: Severity::Error,
        lowerable: false,
        summary: "The colon after a key has no blank after it.",
        explanation: r##"```yaml
title: Talks open
```
`title:Talks open` would be read as one text."##,
    },
    Code {
        code: "yaml-merge-key",
        severity: Severity::Error,
        lowerable: false,
        summary: "Merge keys (`<<`) are not read.",
        explanation: r##"`<<: *name` copies fields from another place in some YAML tools; it is not part of YAML 1.2. Write the fields out where they
are meant."##,
    },
    Code {
        code: "yaml-quote",
        severity: Severity::Error,
        lowerable: false,
        summary: "A value opens with a quote and goes on after the closing one.",
        explanation: r##"YAML takes the first quote for the beginning of a quoted value, which ends at the second. Put the whole value in the other
kind of quotes:

```yaml
title: '"Ceasefire" holds in Idlib'
```"##,
    },
    Code {
        code: "yaml-reserved",
        severity: Severity::Error,
        lowerable: false,
        summary: "A value opens with a character that YAML keeps for itself.",
        explanation: r##"YAML takes it for something of its own, as with `%`, a backtick, a comma and a single dash. A headline like that needs quotes:

```yaml
title: "@suezcanal answers"
```"##,
    },
    Code {
        code: "yaml-syntax",
        severity: Severity::Error,
        lowerable: false,
        summary: "YAML cannot be read at this place.",
        explanation: r##"Front matter is lines of `key: value`, lists are lines that begin with a dash and a blank, and what belongs together begins at
the same column. A text with special characters is safe in quotes.

```yaml
title: "Talks open: a first day"
tags:
  - Astana
  - Syria
```"##,
    },
    Code {
        code: "yaml-tab",
        severity: Severity::Error,
        lowerable: false,
        summary: "A line is indented with a tab.",
        explanation: r##"In YAML only blanks indent. Set your editor to indent with blanks in Markdown and YAML files.

```yaml
tags:
  - Astana
```"##,
    },
    Code {
        code: "yaml-unclosed-quote",
        severity: Severity::Error,
        lowerable: false,
        summary: "A quote is opened and never closed.",
        explanation: r##"Close it, or where it is an apostrophe put the whole value in the other kind of quotes:

```yaml
title: "'Tis the season"
```"##,
    },
];
