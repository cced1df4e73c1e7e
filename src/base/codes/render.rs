//! Codes of faults found by `render` and in themes.

use super::Code;
use crate::base::diag::Severity;

/// In order of code.
pub(super) const CODES: &[Code] = &[
    error(
        "book-cover",
        "The template of a book's cover does not make a drawing that a book may carry.",
        "The cover of an EPUB is made by `epub/cover.svg`. What it makes must be well-formed SVG in UTF-8 with its namespace, \
         without scripts or animation, and without pictures, fonts or styles from elsewhere. `&` in a text is written `&amp;`: \
         values are escaped by themselves, what stands in the template is not.",
    ),
    error(
        "embed-url",
        "An `embed` has no address on the web.",
        "The component `embed` shows a link that is loaded only when a reader asks for it. It needs the full address of \
         what it embeds, beginning with `https://` or `http://`:\n\n\
         ````\n```embed\nurl: https://video.example/watch/1\ntitle: The talks in two minutes\n```\n````",
    ),
    error(
        "list-name",
        "A named list has a name that templates know already.",
        "Templates reach a list of `lists:` by its name, beside the parts that every page has. A list called `timeline` \
         or `dossiers` would hide such a part, or be hidden by it:\n\n\
         ```yaml\nlists:\n  front_dossiers: {from: dossiers, take: 5}\n```",
    ),
    error(
        "nothing-to-write",
        "A planned file has no content.",
        "This is a fault of the program, not of the site: an address was planned for which there is nothing to write. \
         Please report it with the address that the message names.",
    ),
    error(
        "option-value",
        "A theme option has a value of the wrong type, or one that cannot stand in a style sheet.",
        "The type of an option is that of its default in the theme's `theme.yaml`: a text, a number, `true` or `false`, \
         or a list. Options that become custom properties of the style sheet (`css: true`) may not have `;`, `{`, `}`, \
         `<`, `>` or an open quote or bracket in them, because the rest of the style sheet would be lost.\n\n\
         ```yaml\ntheme: {accent: \"#a00\"}\n```",
    ),
    error(
        "source-changed",
        "A source file changed or went away while the site was built.",
        "Every file is read once to learn what is in it and again when its page is rendered. In between it was removed, \
         shortened or overwritten, so that the page would show a part of it. Nothing was published; build again.",
    ),
    error(
        "template-api",
        "A theme or the site asks for a template interface that this program does not offer.",
        "`template_api` names the set of fields that templates are given. This program offers 1. A theme for another \
         number would find fields missing, so it is refused before anything is rendered: use a version of the theme \
         made for 1, or a version of the program that offers the other.",
    ),
    error(
        "template-error",
        "A template failed while a page was rendered.",
        "The message names the template, the place in it and the page. Most often a name is misspelt, or a field that \
         may be null is used without asking first:\n\n\
         ```html\n{% if article.image %}<img src=\"{{ article.image.url }}\" alt=\"{{ article.image.alt }}\">{% endif %}\n```\n\n\
         `throughline explain ADDRESS --view` prints everything that the page is given.",
    ),
    error(
        "template-syntax",
        "A template cannot be read.",
        "Templates are written in Tera 2: `{{ value }}`, `{% if … %}…{% endif %}`, `{% for item in list %}…{% endfor %}`, \
         `{% block name %}…{% endblock %}`, `{# comment #}`. All templates with such a fault are listed in one run. \
         A template that extends itself is refused too: the theme's own is `theme/…`, as in \
         `{% extends \"theme/article.html\" %}`. `__tera_context` is not offered, for a page may only depend on what \
         its template names.",
    ),
    error(
        "theme-file",
        "A file of the theme cannot be used.",
        "Templates and words are text in UTF-8, and every file of a theme must be readable. The folder \
         `templates/theme/` is not for files: `theme/…` is how templates name the theme's own.",
    ),
    error(
        "theme-manifest",
        "A theme's `theme.yaml` is missing or has a fault.",
        "Every theme in `themes/<name>/` describes itself:\n\n\
         ```yaml\nname: plain\ntemplate_api: 1\noptions:\n  accent: {default: \"#a00\", help: Colour of links, css: true}\n\
         lists:\n  newest: {from: articles, sort: -published, take: 5}\n```",
    ),
    error(
        "unknown-asset",
        "A template or style sheet asks for a theme file that is not there.",
        "`assets[\"theme.css\"]` is the address of a file in the theme's `static/`, in the site's `templates/assets/`, or of \
         the built-in theme. The name is its path below that folder. A file of the site's own `static/` keeps its name \
         and needs no entry here.",
    ),
    error(
        "unknown-option",
        "An option is set or used that the theme does not have.",
        "The options of a theme are declared in its `theme.yaml`; sites set them under `theme:`, and templates read them \
         as `theme.accent`.\n\n```yaml\ntheme: {use: default, accent: \"#a00\"}\n```",
    ),
    error(
        "unknown-template",
        "A template is asked for that is not there.",
        "`{% extends %}`, `{% include %}` and a page's `template:` name a file in the site's `templates/`, in the chosen \
         theme's `templates/`, or one that is built in, in this order. `theme/…` names the theme's own even where the \
         site has one of the same name.",
    ),
    error(
        "unknown-theme",
        "The theme that the site chose is not there.",
        "`theme: {use: plain}` needs a folder `themes/plain/` with a `theme.yaml`. The built-in theme is called `default`.",
    ),
    error(
        "unknown-word",
        "A template asks for a word of the interface that no language file has.",
        "`{{ \"part-of\" | t(lang=page.language) }}` looks for `part-of` in the words of that language and then in English: \
         the built-in ones, the theme's `words/<lang>.ftl`, and the site's `words/<lang>.ftl`, which wins.\n\n\
         ```\npart-of = { $k } of { $n }\n```",
    ),
    Code {
        code: "words-missing",
        severity: Severity::Warning,
        lowerable: true,
        summary: "A language of the site lacks words of the interface.",
        explanation: "The theme brings its words in English, Russian, Arabic and German. In another language, and where a \
         site's own file lacks some, the English ones stand on the page.\n\nWrite `words/<language>.ftl` with the names \
         of the theme's `words/en.ftl`:\n\n```\npart-of = Partie { $k } sur { $n }\n```",
    },
    error(
        "words-syntax",
        "A file of interface words cannot be read.",
        "Words are written in Fluent: `name = text`, one a line; a longer text goes on in lines that begin with blanks; \
         `{ $n }` stands for a value.\n\n\
         ```\npieces = { $n ->\n    [one] { $n } article\n   *[other] { $n } articles\n}\n```",
    ),
];

const fn error(code: &'static str, summary: &'static str, explanation: &'static str) -> Code {
    Code { code, severity: Severity::Error, lowerable: false, summary, explanation }
}
