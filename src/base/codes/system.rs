//! Codes of faults of the command line, the configuration of the machine, and the output.

use super::Code;
use crate::base::diag::Severity;

/// In order of code.
pub(super) const CODES: &[Code] = &[
    Code {
        code: "as-of",
        severity: Severity::Error,
        lowerable: false,
        summary: "the moment given with `--as-of` cannot be read",
        explanation: "`--as-of` shows the site as it stood at a moment: articles and events dated later are left out.\n\
            Write a day, which means its last minute, or a minute, in the site's time zone:\n\n\
            ```\nthroughline build --as-of 2017-03-01\nthroughline build --as-of 2017-03-01T18:00\n```",
    },
    Code {
        code: "base-url",
        severity: Severity::Error,
        lowerable: false,
        summary: "the address given with `--base-url` cannot be used",
        explanation: "`--base-url` stands for the configuration's `base_url`: an absolute http or https address, with a \
            path when the site lives in a folder.\n\n\
            ```\nthroughline build --base-url https://example.org/news/\n```",
    },
    Code {
        code: "link-outside",
        severity: Severity::Error,
        lowerable: false,
        summary: "a link leads out of the site's folder to something that would be published",
        explanation: "What lies in `static/`, beside a document or among a theme's assets is published as it is. A stray \
            symbolic link would publish a file that is none of the site's, so what lies behind a link out of the site's \
            folder is neither built nor served. Links from place to place within the folder are followed. `static/` and the \
            content folder themselves may be links to anywhere, and documents and templates may lie behind links: these are \
            read as text, not copied.\n\n\
            Copy the files into the site, or remove the link.",
    },
    Code {
        code: "no-base-url",
        severity: Severity::Error,
        lowerable: false,
        summary: "the site does not say at which address it will stand",
        explanation: "Feeds, the sitemap, canonical addresses and link previews need absolute addresses, so a build needs \
            to know where the site will stand. The address may have a path.\n\n\
            ```yaml\nbase_url: https://example.org/news/\n```",
    },
    Code {
        code: "no-config",
        severity: Severity::Error,
        lowerable: false,
        summary: "there is no configuration here",
        explanation: "A site is a folder with a `throughline.yaml`, whose only required key is `title`. `throughline init` \
            makes one; `--root FOLDER` names the folder of a site that is elsewhere.\n\n\
            ```yaml\ntitle: The Ledger Desk\nbase_url: https://ledger.example/\n```",
    },
    Code {
        code: "no-content",
        severity: Severity::Warning,
        lowerable: true,
        summary: "there is no document in the content folder",
        explanation: "Articles are Markdown files (`*.md`) below `content/`; `content: FOLDER` in `throughline.yaml` names \
            another folder. Files whose names begin with `_` or `.` are not read, nor is `README.md`.",
    },
    Code {
        code: "unreadable",
        severity: Severity::Error,
        lowerable: false,
        summary: "a file or folder of the site cannot be read",
        explanation: "The system refused: most often the file belongs to someone else, or a link leads nowhere or in a \
            circle. The message holds the system's own words.",
    },
];
