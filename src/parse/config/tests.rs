//! Stories about settings: what a site writes, what it gets, and how a slip is answered.

use super::*;
use crate::base::codes;
use crate::base::diag::Diagnostic;

fn path() -> SourcePath {
    SourcePath::new("throughline.yaml").unwrap()
}

/// The settings of a text that must be faultless; the title is added.
fn good(text: &str) -> Config {
    let (config, diagnostics) = config(&path(), &format!("title: The Ledger Desk\n{text}"));
    assert!(diagnostics.is_empty(), "{text}: {diagnostics:#?}");
    config
}

/// The faults of a text; the title is added.
fn faults(text: &str) -> Vec<Diagnostic> {
    config(&path(), &format!("title: The Ledger Desk\n{text}")).1
}

/// The one fault of a text: its code, and all that is said about it.
fn fault(text: &str) -> (&'static str, String) {
    let all = faults(text);
    assert_eq!(all.len(), 1, "{text}: {all:#?}");
    let place = all[0].place.as_ref().and_then(|place| place.span).expect("a place");
    assert!(place.end > place.start, "{text}: the fault marks nothing");
    (all[0].code, format!("{} {} {}", all[0].message, all[0].label.as_deref().unwrap_or(""), all[0].hints.join(" ")))
}

fn expect(text: &str, code: &str, said: &str) {
    let (found, words) = fault(text);
    assert_eq!(found, code, "{text}: {words}");
    assert!(words.contains(said), "{text}: {words}");
}

#[test]
fn a_title_is_all_that_a_site_must_write() {
    let config = good("");
    assert_eq!((&*config.title, &*config.language, &*config.content), ("The Ledger Desk", "en", "content"));
    assert_eq!((config.base_url, &*config.zone_name, config.feed.items), (None, "UTC", 20));
    assert!(config.outputs.short && config.outputs.search && config.editions.show && !config.escape_html);
    assert_eq!(&*config.permalinks[&PermalinkKind::Article].value, "/articles/{slug}/");
    assert_eq!(config.menu.len(), 3);
}

#[test]
fn without_a_title_everything_else_is_still_read() {
    let (config, diagnostics) = config(&path(), "language: ru\n");
    assert_eq!((diagnostics[0].code, diagnostics.len(), &*config.language), ("missing-field", 1, "ru"));
    assert_eq!(super::config(&path(), "").1[0].code, "missing-field");
    assert_eq!(super::config(&path(), "title:\n").1[0].code, "missing-field");
    assert_eq!(super::config(&path(), "title: [a, b]\n").1.len(), 1, "a title of a wrong type is one fault");
}

#[test]
fn the_sample_of_the_manual_is_read_whole() {
    let config = good(
        r##"base_url: https://Ledger.example/news
language: en
languages: [en, ru]
timezone: europe/london
description: Long stories
publisher: {name: The Ledger Desk, logo: logo.svg}
rights: All rights reserved
menu: [dossiers, timeline, tags, "page:about"]
article_links: [{title: Community standards, to: "page:standards"}, {title: Discussion, to: "https://forum.example/t/{slug}"}]
permalinks: {article: "/{year}/{month}/{slug}/"}
slugs: ascii
theme: {use: default, accent: "#a00"}
lists: {newest: {from: articles, where: {tags: [Syria, Iran]}, sort: -published, take: 5, group: year}}
fields: {standfirst: [deck, summary], tags: topics}
lints: {unknown-key: allow, missing-alt: error}
implicit_dossiers: true
editions: {show: false, folder: old/editions}
outputs: {short: false, ics: no}
feed: {items: 50, content: full}
html: escaped
ignore: ["drafts/**", notes.md]
content: stories
template_api: 1
"##,
    );
    assert_eq!(config.base_url.as_deref(), Some("https://ledger.example/news/"));
    assert_eq!((config.origin(), config.sub_path()), ("https://ledger.example", "/news"));
    assert_eq!((&*config.zone_name, config.languages.len()), ("Europe/London", 2));
    assert_eq!(config.article_links[1].to.value.as_ref(), "https://forum.example/t/{slug}");
    assert_eq!(&*config.permalinks[&PermalinkKind::Article].value, "/{year}/{month}/{slug}/");
    assert_eq!(&*config.permalinks[&PermalinkKind::Tag].value, "/tags/{slug}/");
    assert_eq!((config.theme.options[0].0.value.as_ref(), config.theme.options[0].1.text()), ("accent", Some("#a00")));
    let list = &config.lists[0];
    assert_eq!((list.from, list.take, list.group), (ListFrom::Articles, Some(5), Some(ListGroup::Year)));
    assert_eq!((list.sort.clone(), list.filter[0].1.len()), (Some(("published".into(), true)), 2));
    assert_eq!(config.fields["tags"], ["topics".into()]);
    assert_eq!(config.lints["unknown-key"].severity(), None);
    assert!(!config.outputs.short && !config.outputs.ics && config.outputs.json);
    assert!(config.feed.full && config.escape_html && config.implicit_dossiers && !config.editions.show);
    assert_eq!((&*config.content, config.ignore.len()), ("stories", 2));
}

#[test]
fn a_misspelt_setting_is_answered_with_the_right_one() {
    expect("titel: X\n", "unknown-key", "did you mean `title`?");
    expect("timezon: UTC\n", "unknown-key", "did you mean `timezone`?");
    expect("feed: {item: 5}\n", "unknown-key", "did you mean `items`?");
    expect("permalinks: {articel: \"/a/{slug}/\"}\n", "unknown-key", "did you mean `article`?");
    expect("menu: [dossier]\n", "unknown-menu-entry", "did you mean `dossiers`?");
    expect("menu: [about]\n", "unknown-menu-entry", "`page:about`");
    expect("menu: [\"pages:about\"]\n", "unknown-menu-entry", "did you mean `page`?");
    expect("timezone: Europe/Lodnon\n", "unknown-time-zone", "did you mean `Europe/London`?");
    expect("timezone: Almaty\n", "unknown-time-zone", "did you mean `Asia/Almaty`?");
    expect("slugs: asci\n", "wrong-value", "did you mean `ascii`?");
    expect("fields: {standfirts: [deck]}\n", "unknown-field", "did you mean `standfirst`?");
    expect("lints: {unknown-kye: allow}\n", "unknown-lint", "did you mean `unknown-key`?");
    expect("lints: {unknown-key: alow}\n", "wrong-value", "did you mean `allow`?");
}

#[test]
fn a_site_is_published_at_an_absolute_address() {
    expect("base_url: ledger.example/news\n", "bad-base-url", "`https://ledger.example/news/`");
    expect("base_url: /news/\n", "bad-base-url", "`https://example.org/`");
    expect("base_url: ftp://ledger.example/\n", "bad-base-url", "https:");
    expect("base_url: https:///news\n", "bad-base-url", "no host");
    expect("base_url: \"https://ledger.example/?a=b\"\n", "bad-base-url", "`https://ledger.example/`");
    expect("base_url: https://ledger.example/a b/\n", "bad-base-url", "`https://ledger.example/a%20b/`");
    expect("base_url: https://ledger.example/a//b\n", "bad-base-url", "`https://ledger.example/a/b/`");
    expect("article_links: [{title: A, to: \"https://\"}]\n", "bad-article-link", "a host follows");
    expect("article_links: [{title: A, to: \"https://e.example/ x\"}]\n", "bad-article-link", "no blanks");
    expect("base_url: https://ledger.example/../news/\n", "bad-base-url", "another folder");
    expect("base_url: https://ledger.example/%2E%2e/\n", "bad-base-url", "another folder");
    expect("base_url: https://ledger.example:99999/\n", "bad-base-url", "port");
    expect("base_url: https://ledger..example/\n", "bad-base-url", "host");
    expect("base_url: https://user@ledger.example/\n", "bad-base-url", "no host");
    assert_eq!(good("base_url: http://[::1]:80/a.b\n").base_url.as_deref(), Some("http://[::1]:80/a.b/"));
    assert_eq!(good("base_url: http://[::1]/\n").base_url.as_deref(), Some("http://[::1]/"));
    assert_eq!(good("base_url: HTTP://localhost:8000\n").base_url.as_deref(), Some("http://localhost:8000/"));
}

#[test]
fn languages_are_codes_and_the_first_is_the_site_s() {
    assert_eq!(good("languages: [ru, en]\n").language.as_ref(), "ru");
    let config = good("language: pt-BR\nlanguages: [en, pt-br, en]\n");
    assert_eq!(config.languages, ["pt-BR".into(), "en".into()]);
    expect("language: English\n", "bad-language", "`en`");
    expect("language: en_GB\n", "bad-language", "write `en-GB`");
}

#[test]
fn a_permalink_gives_every_page_its_own_address() {
    expect("permalinks: {article: \"news/{slug}\"}\n", "bad-permalink", "write `/news/{slug}/`");
    expect("permalinks: {article: /news/}\n", "bad-permalink", "put `{slug}` or `{id}`");
    expect("permalinks: {article: \"/{title}/\"}\n", "bad-permalink", "`{slug}`, `{id}`, `{year}`");
    expect("permalinks: {page: \"/{year}/{slug}/\"}\n", "bad-permalink", "`{year}` is unknown in the address of pages");
    expect("permalinks: {tag: \"/t/{slug/\"}\n", "bad-permalink", "a brace is left over");
    expect("permalinks: {tag: \"/t//{slug}/\"}\n", "bad-permalink", "empty segment");
    expect("permalinks: {tag: \"/../{slug}/\"}\n", "bad-permalink", "dots");
    expect("permalinks: {tag: \"/my tags/{slug}/\"}\n", "bad-permalink", "blank");
    expect("permalinks: {tag: /}\n", "bad-permalink", "one address for all tags");
}

#[test]
fn nothing_that_makes_a_wrong_page_can_be_lowered() {
    expect("lints: {bad-date: warn}\n", "not-lowerable", "`bad-date` cannot be lowered");
    expect("lints: {bad-date: allow}\n", "not-lowerable", "a date cannot be read");
    good("lints: {bad-date: error, unknown-key: warn}\n");
    for entry in codes::all() {
        let lowered = faults(&format!("lints: {{{}: allow}}\n", entry.code));
        assert_eq!(lowered.is_empty(), entry.lowerable, "{}", entry.code);
    }
}

#[test]
fn named_lists_are_checked_field_by_field() {
    expect("lists: {running: {from: dossier}}\n", "wrong-value", "did you mean `dossiers`?");
    expect("lists: {running: {sort: title}}\n", "missing-field", "`articles`");
    expect("lists: {newest: {from: articles, sort: -publishd}}\n", "bad-list", "did you mean `published`?");
    expect("lists: {newest: {from: articles, where: {tag: Syria}}}\n", "bad-list", "did you mean `tags`?");
    expect("lists: {names: {from: people, group: year}}\n", "bad-list", "group: letter");
    expect("lists: {top-ten: {from: articles}}\n", "bad-list", "`top_ten`");
    expect("lists: {newest: {from: articles, take: many}}\n", "wrong-type", "number");
    expect("lists: {newest: {from: articles, take: 0}}\n", "wrong-type", "from 1");
    expect("lists: {newest: {from: articles, limit: 5}}\n", "unknown-key", "`limit`");
    expect("lists: [newest]\n", "wrong-type", "{from: articles");
    assert_eq!(good("lists: {}\n").lists.len(), 0);
}

#[test]
fn folders_globs_and_links_stay_inside_their_forms() {
    expect("content: ../other\n", "bad-folder", "inside the site");
    expect("content: /srv/news\n", "bad-folder", "without `/`");
    expect("ignore: [\"drafts/[a\"]\n", "bad-glob", "`**`");
    expect("article_links: [{title: Talk, to: \"javascript:alert(1)\"}]\n", "bad-article-link", "page:standards");
    expect("article_links: [{title: Talk, to: \"https://forum.example/{title}\"}]\n", "bad-article-link", "{url}");
    expect("article_links: [{to: \"page:standards\"}]\n", "missing-field", "`title`");
    expect("template_api: 2\n", "template-api", "template_api: 1");
    expect("feed: {items: 2.5}\n", "wrong-type", "whole number");
    assert_eq!(good("menu: []\n").menu.len(), 0);
}

#[test]
fn settings_in_toml_are_recognised() {
    for text in ["title = \"The Ledger Desk\"\n", "# settings\n\n[site]\ntitle = 'x'\n"] {
        let (_, diagnostics) = config(&path(), text);
        assert_eq!((diagnostics.len(), diagnostics[0].code), (1, "config-is-toml"), "{text}");
    }
    assert_eq!(good("description: a = b\n").description.as_deref(), Some("a = b"));
}

#[test]
fn a_byte_order_mark_moves_the_places_and_nothing_else() {
    let (read, diagnostics) = config(&path(), "\u{feff}title: The Ledger Desk\nslugs: x\n");
    assert_eq!((&*read.title, diagnostics.len()), ("The Ledger Desk", 1));
    assert_eq!(diagnostics[0].place.as_ref().unwrap().span.unwrap().start, 3 + 23 + 7);
}

#[test]
fn odd_texts_are_faults_and_not_panics() {
    for text in
        ["[", "{", "- a", "title", "42", "---\n...", "title: x\nfields: 3\nlints: [a]\nlists: 5\ntheme: []\n", "\0"]
    {
        assert!(config(&path(), text).1.iter().all(|fault| codes::find(fault.code).is_some()), "{text}");
    }
}
