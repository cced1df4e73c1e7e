//! Codes of faults found in the Markdown of a body.

use super::Code;
use crate::base::diag::Severity;

/// In order of code.
pub(super) const CODES: &[Code] = &[
    Code {
        code: "empty-link",
        severity: Severity::Warning,
        lowerable: true,
        summary: "A link or a picture leads nowhere.",
        explanation: r##"Nothing stands between the round brackets, as in `[the report]()`. The page shows the text alone, without a link.

Write where it leads, `[the report](article:report)`, or take the brackets away."##,
    },
    Code {
        code: "foreign-shortcode",
        severity: Severity::Warning,
        lowerable: true,
        summary: "The text holds shortcodes of another generator.",
        explanation: r##"`{{< x >}}`, `{{% x %}}`, `{% x %}` and `{{ site.x }}` are commands to Hugo or Jekyll. They leave no trace on the page; the text between
an opening and a closing one is kept, and a link that led to one becomes its text. In code they are shown as they are.
Each name is told once for the whole site, at the first place.

Replace them by Markdown, `[text]({{< ref "talks.md" >}})` by `[text](talks.md)`; or, when nothing is missed, say
`lints: {foreign-shortcode: allow}` in `throughline.yaml`."##,
    },
    Code {
        code: "indented-shortcode",
        severity: Severity::Warning,
        lowerable: true,
        summary: "A shortcode is shown as it is written, because its paragraph is indented.",
        explanation: r##"A paragraph that is indented by four blanks or more is code, in Markdown everywhere, and code is shown as it is
written. In old archives that is mostly an accident: a list that was copied with its blanks, a paragraph behind a table.

Take the blanks away. If it is code, say so with a fence, a line of three backticks before and behind it: then nothing is
told. `lints: {indented-shortcode: allow}` lets all pass."##,
    },
    Code {
        code: "link-scheme",
        severity: Severity::Error,
        lowerable: false,
        summary: "A link begins with a scheme that is not allowed.",
        explanation: r##"A link may lead to `https:`, `http:`, `mailto:` and `tel:` addresses, to a path, and by id to `article:`, `dossier:`,
`person:`, `place:`, `organisation:`, `tag:` and `page:`. Anything else, such as `javascript:`, `data:` or `file:`, runs code
at the reader or leads to a disk that only you have.

A path on your own computer, `[map](C:\map.png)`, becomes `[map](map.png)` with the file beside the text or in `static/`."##,
    },
    Code {
        code: "near-component",
        severity: Severity::Warning,
        lowerable: true,
        summary: "The name of a fenced block is nearly that of a component.",
        explanation: r##"A fenced block whose first word names a component is replaced by it; with any other word it is code. This one looks like a
slip: `timelime` for `timeline`.

Correct the word; or, when it is code, begin the block with the name of its language."##,
    },
];
