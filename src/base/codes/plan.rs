//! Codes of faults found by `plan`.

use super::Code;
use crate::base::diag::Severity;

/// In order of code.
pub(super) const CODES: &[Code] = &[
    Code {
        code: "address-taken",
        severity: Severity::Error,
        lowerable: false,
        summary: "Two outputs would stand at one address.",
        explanation: "\
Each output has an address of its own. Two documents with one slug, a file of `static/` in the place of a page: one would
overwrite the other. Addresses that differ only in case or in the
form of letters (`é` as one character or as two) count as one, because some file systems hold them for one; and where a
file stands there can be no folder of that name. Give the later one another `slug:`:

```yaml
slug: astana-opens-2
```",
    },
    Code {
        code: "alias-taken",
        severity: Severity::Error,
        lowerable: false,
        summary: "Something stands at an old address in `aliases`.",
        explanation: "\
An old address leads readers on to where the piece stands now. Where a page, a file or another old address stands already,
it can lead nowhere. Take it out of `aliases:`; with `--keep-going` the piece is built without it.",
    },
    Code {
        code: "short-address-taken",
        severity: Severity::Error,
        lowerable: false,
        summary: "Two documents have the same short address.",
        explanation: "\
A short address is made of the kind and the id of a document: 50 bits of a hash, so that two may fall together once in a
great many sites. It is for good, so the one that is already known to readers keeps it. Write an `id:` in the other:

```yaml
id: astana-opens-2017
```",
    },
    Code {
        code: "unsafe-address",
        severity: Severity::Error,
        lowerable: false,
        summary: "An address that some system cannot hold, or that is kept for the generator.",
        explanation: "\
An output must have the same name on every computer and every host. So no part of an address may be a device of Windows
(`con`, `aux`, `nul`, `com1`), end in a dot or a blank, hold one of `<>:\"|?*\\` or a control character, be `.` or `..`, or be
longer than 255 bytes. `/_throughline/`, `/s/` and names that begin with `.throughline` are kept for the generator. Write
another `slug:`:

```yaml
slug: con-artists
```",
    },
];
