//! Codes of faults found in `throughline.yaml`, in named lists and in `tags.yaml`.

use super::Code;
use crate::base::diag::Severity;

/// In order of code.
pub(super) const CODES: &[Code] = &[
    Code {
        code: "bad-article-link",
        severity: Severity::Error,
        lowerable: false,
        summary: "A link in `article_links` leads nowhere.",
        explanation: r##"Each has a `title` and a `to`: a reference, an absolute path, or an address on the web, in which `{slug}`, `{id}` and `{url}`
stand for those of the article.

```yaml
article_links:
  - {title: Community standards, to: page:standards}
  - {title: Discussion, to: "https://forum.example/t/{slug}"}
```"##,
    },
    Code {
        code: "bad-base-url",
        severity: Severity::Error,
        lowerable: false,
        summary: "`base_url` is not the absolute address of a site.",
        explanation: r##"Feeds, the sitemap and canonical links need the whole address under which the site will be published: scheme, host and, when
the site lies below another one, a path.

```yaml
base_url: https://example.org/news/
```"##,
    },
    Code {
        code: "bad-catalogue",
        severity: Severity::Error,
        lowerable: false,
        summary: "The catalogue of editions cannot be read.",
        explanation: r##"`index.json` in the folder of editions says which editions there are. A build copies them into the site and leads to them; if it
cannot tell which they are, it changes nothing, for it would take all of them off the site.

```sh
throughline archive list
```"##,
    },
    Code {
        code: "bad-folder",
        severity: Severity::Error,
        lowerable: false,
        summary: "A setting names a folder that is not inside the site.",
        explanation: r##"`content` and the `folder` of `editions` are paths from the root of the site, without a slash at their start and without climbing
out of it by `..`.

```yaml
content: content
```"##,
    },
    Code {
        code: "bad-glob",
        severity: Severity::Error,
        lowerable: false,
        summary: "An entry of `ignore` is not a glob.",
        explanation: r##"A glob is a path below the content folder in which `*` stands for part of a name, `**` for any number of folders, `?` for one
letter and `{a,b}` for either.

```yaml
ignore: ["drafts/**", "*.tmp.md"]
```"##,
    },
    Code {
        code: "bad-language",
        severity: Severity::Error,
        lowerable: false,
        summary: "A language is not written as its code.",
        explanation: r##"Languages are written as web pages declare them: two or three letters, and where needed the script or the country after a
hyphen.

```yaml
language: en
languages: [en, ru, pt-BR]
```"##,
    },
    Code {
        code: "bad-list",
        severity: Severity::Error,
        lowerable: false,
        summary: "A named list asks for something that there is not.",
        explanation: r##"A list says what it is made of, which of those it takes, and in which order. What `where` and `sort` may name depends on
`from`; the message lists it. Templates call the list by its name, so the name is letters, digits and `_`.

```yaml
lists:
  open_stories: {from: dossiers, where: {status: running}, sort: -updated, take: 5}
```"##,
    },
    Code {
        code: "bad-permalink",
        severity: Severity::Error,
        lowerable: false,
        summary: "The form of an address would not give every page its own.",
        explanation: r##"A permalink begins and ends with `/` and holds `{slug}` or `{id}`. Those of articles may also hold `{year}`, `{month}` and `{day}`
of publication.

```yaml
permalinks: {article: "/{year}/{month}/{slug}/"}
```"##,
    },
    Code {
        code: "config-is-toml",
        severity: Severity::Error,
        lowerable: false,
        summary: "The settings are written as TOML.",
        explanation: r##"`throughline.yaml` is YAML: a colon and a blank follow each key, and what belongs to a key is indented below it.

```yaml
title: The Ledger Desk
feed:
  items: 20
```"##,
    },
    Code {
        code: "edition-missing",
        severity: Severity::Warning,
        lowerable: true,
        summary: "The catalogue lists an edition that is not there.",
        explanation: r##"A build copies the editions that `index.json` lists in the folder of editions, as plain files and folders; links are not followed.
This one was moved or removed, or a link stands in its place. Put it back, or have the catalogue written anew:

```sh
throughline archive list
```"##,
    },
    Code {
        code: "not-lowerable",
        severity: Severity::Error,
        lowerable: false,
        summary: "`lints` lowers a diagnostic that guards against wrong pages.",
        explanation: r##"Only what cannot make a wrong page may be lowered to `warn` or `allow`: an unknown key can, a date that cannot be read or a
reference to nothing cannot. `error` is always possible. To publish in spite of such faults, `build --keep-going` leaves out
the documents that have them and lists what it left out.

```yaml
lints: {unknown-key: warn, missing-alt: error}
```"##,
    },
    Code {
        code: "tag-twice",
        severity: Severity::Error,
        lowerable: false,
        summary: "One name leads to two tags.",
        explanation: r##"In `tags.yaml`, a tag's own name and its other names (`also`) each mean that tag alone, whatever their case.

```yaml
Astana talks on Syria: {also: [Astana process]}
Geneva talks on Syria: {also: [Geneva process]}
```"##,
    },
    Code {
        code: "template-api",
        severity: Severity::Error,
        lowerable: false,
        summary: "Templates are written for another version of the template interface.",
        explanation: r##"`template_api` says which version of the interface the templates expect, so that a later release does not run them with fields that
have changed their meaning. This release has version 1.

```yaml
template_api: 1
```"##,
    },
    Code {
        code: "unknown-field",
        severity: Severity::Error,
        lowerable: false,
        summary: "`fields` has a key on the left that is not one of ours.",
        explanation: r##"`fields` lets documents of an existing site keep their keys: on the left stands our key, on the right theirs, in order of
preference. Our own key comes first wherever both are written.

```yaml
fields:
  standfirst: [deck, summary, description]
  tags: [topics]
```"##,
    },
    Code {
        code: "unknown-lint",
        severity: Severity::Error,
        lowerable: false,
        summary: "`lints` names a diagnostic that does not exist.",
        explanation: r##"Each message shows its code in brackets, `error[unknown-key]`, and `throughline explain unknown-key` says more about it. These codes are
the keys of `lints`, with `allow`, `warn` or `error`.

```yaml
lints: {unknown-key: warn}
```"##,
    },
    Code {
        code: "unknown-menu-entry",
        severity: Severity::Error,
        lowerable: false,
        summary: "The menu names a page that no site has.",
        explanation: r##"A menu holds `home`, `dossiers`, `timeline`, `tags`, `people`, `places`, `organisations`, `archive`, `changes`, `search`, and references
to your own pages and dossiers.

```yaml
menu: [dossiers, timeline, tags, page:about, dossier:astana-talks]
```"##,
    },
    Code {
        code: "unknown-time-zone",
        severity: Severity::Error,
        lowerable: false,
        summary: "There is no such time zone.",
        explanation: r##"`timezone` is a name of the IANA database, by continent and city. It decides when a date without an offset begins. Abbreviations like
`EST` do not know about summer time.

```yaml
timezone: Europe/London
```"##,
    },
];
