//! Tests of front matter: every kind, odd files, mapped fields, many mistakes at once.

use super::*;
use crate::parse::config::config;
use crate::parse::document::*;
use crate::parse::schema::fields_of;

fn site(settings: &str) -> Config {
    let path = SourcePath::new("throughline.yaml").expect("a path");
    let (config, faults) = config(&path, &format!("title: T\nlanguage: en\n{settings}"));
    assert_eq!(faults, []);
    config
}

/// Reads a file of a site with these settings.
fn read_in(settings: &str, path: &str, text: &str) -> (Document, Vec<Diagnostic>) {
    let path = SourcePath::new(path).expect("a path");
    let (document, _, diagnostics) = read(&path, text.as_bytes(), &site(settings), None);
    (document, diagnostics)
}

/// Reads an article without faults.
fn article(front: &str) -> (Document, ArticleFront) {
    let text = format!("---\ntitle: T\npublished: 2017-01-23\n{front}---\nText\n");
    let (document, diagnostics) = read_in("", "content/articles/a.md", &text);
    assert_eq!(diagnostics, [], "{front}");
    let Front::Article(own) = document.front.clone() else { panic!("an article") };
    (document, *own)
}

fn told(diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics.iter().map(|d| format!("{}: {}", d.code, d.message)).collect()
}

fn values(texts: &[Spanned<Text>]) -> Vec<&str> {
    texts.iter().map(|text| &*text.value).collect()
}

#[test]
fn place_and_name_decide_kind_language_slug_and_date() {
    let config = site("base_url: https://example.org/\nlanguages: [en, ru]\n");
    let told = |path: &str| {
        let name = name::read(&SourcePath::new(&format!("content/{path}")).expect("a path"), &config);
        let dossier = name.folder_dossier.as_deref().unwrap_or("-").to_owned();
        let language = name.translation.as_deref().unwrap_or("-").to_owned();
        format!("{} {} {dossier} {language} {}", name.kind.word(), name.stem, name.bundle)
    };
    assert_eq!(told("dossiers/suez/index.md"), "dossier suez - - true");
    assert_eq!(told("dossiers/suez/index.ru.md"), "dossier suez - ru true");
    assert_eq!(told("dossiers/suez/2017-01-23-open.md"), "article open suez - false");
    assert_eq!(told("dossiers/suez/maps/index.md"), "article maps suez - true");
    assert_eq!(told("articles/2017-01-23-open.ru.md"), "article open - ru false");
    assert_eq!(told("articles/open.fr.md"), "article open.fr - - false");
    assert_eq!(told("articles/open.en.md"), "article open - - false");
    assert_eq!(told("people/ann.md"), "person ann - - false");
    assert_eq!(told("places/suez/index.md"), "place suez - - true");
    assert_eq!(told("organisations/un.md"), "organisation un - - false");
    assert_eq!(told("pages/legal/imprint.md"), "page imprint - - false");
    assert_eq!(told("background/astana.md"), "background astana - - false");
    assert_eq!(told("2016/03/2016-03-16-.md"), "article 2016-03-16 - - false");
    assert_eq!(told("2016-03-16.md"), "article 2016-03-16 - - false");
    assert_eq!(told("2016-13-16-x.md"), "article 2016-13-16-x - - false");
    assert_eq!(told("a%20b.md"), "article a%20b - - false");
    assert_eq!(told(".ru.md"), "article .ru - - false");
    assert_eq!(told("index.md"), "article index - - true");
}

#[test]
fn an_article_is_read_whole() {
    let (document, own) = article(
        "short_title: S\nkicker: K\nstandfirst: P\nid: i\nslug: s\nembargoed_until: 2027-05-04T06:00:00+01:00\n\
         authors: [Ann, ben]\nbyline: By\ndateline: {place: Astana, source: Desk}\nupdated: 2017-02-01\n\
         dossiers: [one, {id: two, position: 5.5, weight: turning}]\ntags: Syria\npeople: [Ann]\n\
         events:\n  - opening\n  - {date: 2017-01-23/24, title: Talks, weight: background, places: [Astana], id: e}\n\
         corrections:\n  - {date: 2017-01-24, kind: retraction, text: Wrong}\n  - {date: 2017-01-25, was: a, now: b}\n\
         sources:\n  - {title: Statement, url: \"https://example.org/s\", date: 2017, accessed: 2026-11-24}\n\
         related: [x, y]\nimage: {src: a.jpg, alt: A}\naliases: [/old/]\nlink_entities: no\ned_note: ring them\n\
         withdrawn: {date: 2018-01-01, reason: Untrue}\nx: {wire: A}\n",
    );
    let common = &document.common;
    assert_eq!((&*common.title, common.kicker.as_deref(), common.standfirst.as_deref()), ("T", Some("K"), Some("P")));
    assert_eq!(common.id.as_ref().map(|id| &*id.value), Some("i"));
    assert!(common.has_x && !common.draft && common.embargoed_until.is_some() && common.updated.is_some());
    assert_eq!(own.authors.iter().map(|a| &**a).collect::<Vec<_>>(), ["Ann", "ben"]);
    assert_eq!(own.dateline, Some(Dateline::Parts { place: Some("Astana".into()), source: Some("Desk".into()) }));
    assert_eq!(own.dossiers[1].position.as_ref().map(|p| p.value), Some(5.5));
    assert_eq!(own.dossiers[1].weight, Weight::Turning);
    assert_eq!(values(&own.tags), ["Syria"]);
    assert!(matches!(&own.events[0], EventFront::Reference(id) if &*id.value == "opening"));
    assert!(matches!(&own.events[1], EventFront::Event(e) if e.date.interval && e.weight == Weight::Background));
    assert_eq!(
        own.corrections.iter().map(|c| c.kind).collect::<Vec<_>>(),
        [CorrectionKind::Retraction, CorrectionKind::Correction]
    );
    assert_eq!(own.sources[0].url.as_deref(), Some("https://example.org/s"));
    assert_eq!(values(&own.related), ["x", "y"]);
    assert!(!own.link_entities && own.withdrawn.is_some());
    assert_eq!(values(&common.aliases), ["/old/"]);
}

#[test]
fn a_dateline_and_a_picture_may_be_a_text() {
    let (_, own) = article("dateline: MOSCOW (Agency) —\n");
    assert_eq!(own.dateline, Some(Dateline::Text("MOSCOW (Agency) —".into())));
    let text = "---\ntitle: T\ndate: 2017-01-23\nimage: a.jpg\n---\n";
    let (document, diagnostics) = read_in("", "content/a.md", text);
    assert_eq!(document.common.image.map(|image| image.src.value).as_deref(), Some("a.jpg"));
    assert_eq!(
        told(&diagnostics),
        ["missing-alt: the picture has no `alt`, so some readers cannot know what it shows"]
    );
    assert!(diagnostics[0].is_error());
}

#[test]
fn dossiers_entities_and_pages_are_read() {
    let text = "---\ntitle: Talks\nstatus: closed\nstarted: 2011~\nphases: [{title: A, from: 2017, to: 2018}]\n\
                key_players: [ann, {id: ben, role: Envoy}]\norder: position\nlisting: oldest\nstart_here: a\n\
                events: [{date: 2017-01, title: E, id: e}]\nrevisions: {date: 2017-02-01, text: New}\n---\nStory\n";
    let (document, diagnostics) = read_in("", "content/dossiers/talks/index.md", text);
    assert_eq!(diagnostics, []);
    let Front::Dossier(own) = document.front else { panic!("a dossier") };
    assert_eq!((own.status, own.order, own.listing), (Status::Closed, DossierOrder::Position, Some(Listing::Oldest)));
    assert_eq!((own.phases.len(), own.key_players.len(), own.events.len(), own.revisions.len()), (1, 2, 1, 1));
    let text = "---\nname: Astana\nalso: [Akmola]\nnames: [{name: Akmola, from: 1992, to: 1998-05}]\n\
                geo: {lat: 51.17, lon: 71.45}\nsame_as: \"https://example.org/Q1520\"\nnote: N\n---\n";
    let (document, diagnostics) = read_in("", "content/places/astana.md", text);
    assert_eq!(diagnostics, []);
    let Front::Entity(own) = document.front else { panic!("a place") };
    assert_eq!((&*document.common.title, own.geo), ("Astana", Some(Geo { lat: 51.17, lon: 71.45 })));
    let text = "---\ntitle: About\nmenu: true\ntemplate: wide.html\n---\n";
    let (document, diagnostics) = read_in("", "content/pages/about.md", text);
    assert_eq!(diagnostics, []);
    assert!(matches!(document.front, Front::Page(PageFront { menu: true, template: Some(_) })));
    let (document, diagnostics) = read_in("", "content/background/astana.md", "A paragraph.\n");
    assert!(diagnostics.is_empty() && document.body.span == Span::new(0, 13));
}

#[test]
fn the_reader_knows_exactly_the_keys_of_the_table() {
    for (kind, path) in [
        (DocumentKind::Article, "articles/a.md"),
        (DocumentKind::Dossier, "dossiers/a/index.md"),
        (DocumentKind::Person, "people/a.md"),
        (DocumentKind::Page, "pages/a.md"),
        (DocumentKind::Background, "background/a.md"),
    ] {
        for key in all_keys() {
            let (_, found) = read_in("", &format!("content/{path}"), &format!("---\n{key}:\n---\n"));
            let unknown = found.iter().any(|d| d.code == "unknown-key");
            let listed = fields_of(kind).iter().any(|field| field.key == key);
            assert_eq!(unknown, !listed, "`{key}` of {}", kind.word());
        }
    }
}

/// Every key that some kind has.
fn all_keys() -> Vec<&'static str> {
    let kinds = [DocumentKind::Article, DocumentKind::Dossier, DocumentKind::Person, DocumentKind::Page];
    kinds.into_iter().flat_map(fields_of).map(|field| field.key).collect()
}

#[test]
fn what_is_needed_is_asked_for_once() {
    let (_, found) = read_in("", "content/a.md", "---\nkicker: K\n---\n");
    assert_eq!(
        told(&found),
        ["missing-field: an article that is no draft needs `published`", "missing-field: an article needs `title`"]
    );
    let (_, found) = read_in("", "content/a.md", "---\ntitle:\ndraft: true\n---\n");
    assert_eq!(told(&found), ["missing-field: `title` is empty, and an article needs it"]);
    let (document, found) = read_in("", "content/2017-01-23-a.md", "---\ntitle: T\n---\n");
    assert_eq!(found, []);
    let Front::Article(own) = document.front else { panic!("an article") };
    assert_eq!(own.published.map(|date| date.value.day.to_string()).as_deref(), Some("2017-01-23"));
    let languages = "base_url: https://e.org/\nlanguages: [en, ru]\n";
    assert_eq!(read_in(languages, "content/a.ru.md", "---\ntitle: T\n---\n").1, []);
    let (_, found) = read_in("", "content/people/a.md", "---\nnote: N\n---\n");
    assert_eq!(told(&found), ["missing-field: a person needs `name`"]);
    // Nothing is missing where something could not be read.
    let (_, found) = read_in("", "content/a.md", "---\nkicker: k\njunk\nstandfirst: s\n---\n");
    assert!(found.iter().all(|d| d.code != "missing-field"), "{found:?}");
    let (_, found) = read_in("", "content/a.md", "---\ntitle: [a]\npublished: 2017-13-01\n---\n");
    assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), ["wrong-type", "bad-date"]);
}

#[test]
fn odd_files_work_or_say_why() {
    let code = |text: &str| read_in("", "content/a.md", text).1.iter().map(|d| d.code).collect::<Vec<_>>();
    let good = "---\ntitle: T\npublished: 2017-01-23\n---\n";
    for text in [
        format!("\u{feff}{good}Text"),
        good.replace('\n', "\r\n"),
        format!("\n\n{good}\n\n"),
        good.replace("---\n", "--- \t\n"),
        good.into(),
        "+++\ntitle = \"T\"\npublished = 2017-01-23\n+++\nText".into(),
    ] {
        assert_eq!(code(&text), Vec::<&str>::new(), "{text:?}");
    }
    assert_eq!(code(""), ["no-front-matter"]);
    assert_eq!(code("Only text.\n"), ["no-front-matter"]);
    assert_eq!(code("---\ntitle: T\n\nText"), ["unclosed-front-matter"]);
    assert_eq!(code("---\n---\n"), ["missing-field", "missing-field"]);
    assert_eq!(code("---\njust text\n---\n"), ["wrong-type"]);
    assert_eq!(code("+++\ntitle = T\npublished = 2017-01-23\n+++\n"), ["toml-syntax"]);
    let (_, found) = read_in("", "content/a.md", "# Talks open\n\nText\n");
    assert_eq!(
        found[0].hints,
        ["begin the file with these lines: `---`, `title: \"Talks open\"`, `published: 2017-01-23`, `---`"]
    );
}

#[test]
fn bytes_that_are_no_text_are_named() {
    let path = SourcePath::new("content/a.md").expect("a path");
    let (document, text, found) = read(&path, b"---\ntitle: Z\xfcrich\n---\n", &site(""), None);
    assert_eq!(told(&found), ["not-utf8: byte 13 of the file (hexadecimal fc) is no text in UTF-8"]);
    assert_eq!(found[0].place.as_ref().and_then(|place| place.span), Some(Span::new(12, 13)));
    assert!(document.body.span.end as usize <= text.len());
    let (_, _, found) = read(&path, b"\xff\xfe-\0-\0", &site(""), None);
    assert_eq!(told(&found), ["not-utf8: the file is encoded in UTF-16"]);
}

#[test]
fn a_large_file_is_read_at_once() {
    let body = "A line of text that goes on for a while.\n".repeat(130_000);
    let (document, found) = read_in("", "content/a.md", &format!("---\ntitle: T\ndraft: true\n---\n{body}"));
    assert_eq!(found, []);
    assert_eq!((document.body.span.end - document.body.span.start) as usize, body.len());
}

#[test]
fn keys_of_another_system_are_read_as_ours() {
    let settings =
        "fields: {standfirst: [deck, summary], tags: [topics], published: [posted]}\nlints: {unknown-key: allow}\n";
    let text = "---\ntitle: It&#8217;s 5 &lt; 6\nposted: 2014-02-11 13:54:16 -0400\ndeck: ''\nsummary: A day\ntopics:\n  - mobile\nweight: 3\nx: {a: 1}\n---\n";
    let (document, found) = read_in(settings, "content/news/a.md", text);
    assert_eq!(told(&found), ["unknown-key: `weight` is not a field of an article"], "the caller applies `lints`");
    let Front::Article(own) = &document.front else { panic!("an article") };
    assert_eq!(own.published.as_ref().map(|date| date.value.day.to_string()).as_deref(), Some("2014-02-11"));
    assert_eq!(values(&own.tags), ["mobile"]);
    assert_eq!((&*document.common.title, document.common.standfirst.as_deref()), ("It’s 5 < 6", Some("A day")));
    assert!(document.common.has_x);
    let span = document.common.front_span;
    let front = &text[span.start as usize..span.end as usize];
    let free = free_data(front, false, DocumentKind::Article, &site(settings));
    let Value::Map(entries) = &free.value else { panic!("a map") };
    assert_eq!(entries.iter().map(|(key, _)| &*key.name).collect::<Vec<_>>(), ["a", "weight"]);
}

#[test]
fn two_mapped_keys_that_are_filled_give_the_first_and_keep_the_second() {
    let settings = "fields: {standfirst: [deck, summary]}\n";
    let text = "---\ntitle: T\ndraft: true\nsummary: second\ndeck: first\n---\n";
    let (document, found) = read_in(settings, "content/a.md", text);
    assert_eq!((found, document.common.standfirst.as_deref()), (vec![], Some("first")));
    let free = free_data("title: T\nsummary: second\ndeck: first\n", false, DocumentKind::Article, &site(settings));
    assert_eq!(free.get("summary").and_then(Node::text), Some("second"));
    assert!(free.get("deck").is_none());
}

#[test]
fn old_addresses_are_paths_of_this_site() {
    let text = "---\ntitle: T\ndraft: true\naliases: [/a/, \"https://e.org/news/b/\", c/d, \"https://other.org/\", /e?f]\n---\n";
    let (document, found) = read_in("base_url: https://e.org/news/\n", "content/a.md", text);
    assert_eq!(values(&document.common.aliases), ["/a/", "/b/"]);
    assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), ["bad-alias"; 3]);
    assert_eq!(found[0].hints, ["write `/c/d`"]);
}

#[test]
fn web_addresses_and_positions_are_checked() {
    let text = "---\nname: N\nsame_as: [\"javascript:alert(1)\", www.example.org, \"https://\", \"https://a b\", \"HTTP://e.org/x\"]\n\
                geo: {lat: 100, lon: 5}\n---\n";
    let (document, found) = read_in("", "content/places/n.md", text);
    let Front::Entity(own) = document.front else { panic!("a place") };
    assert_eq!(own.same_as.iter().map(|url| &**url).collect::<Vec<_>>(), ["HTTP://e.org/x"]);
    assert_eq!(
        found.iter().map(|d| d.code).collect::<Vec<_>>(),
        ["bad-url", "bad-url", "bad-url", "bad-url", "bad-geo"]
    );
}

#[test]
fn fifteen_mistakes_are_told_in_one_go() {
    let text = "---\n\
        title: Talks open: a first day\n\
        standfist: Talks\n\
        kicker: \"Syria\" now\n\
        standfirst: We are #1, they say\n\
        short_title: [Live] Talks\n\
        published: 2017-02-30\n\
        draft: maybe\n\
        embargoed_until: soon\n\
        dossiers:\n  - {id: a, position: third, weight: turnng}\n\
        events:\n  - {title: No date}\n\
        corrections:\n  - {date: 2017-01-24}\n\
        sources:\n  - {title: S, url: \"ftp://e.org\"}\n\
        aliases: [old]\n\
        byline: @desk\n\
        kicker: again\n\
        withdrawn: {date: 2017-01-24}\n---\n";
    let (_, found) = read_in("", "content/a.md", text);
    let mut codes: Vec<&str> = found.iter().map(|d| d.code).collect();
    codes.sort_unstable();
    assert_eq!(
        codes,
        [
            "bad-alias",
            "bad-date",
            "bad-date",
            "bad-url",
            "duplicate-key",
            "missing-field",
            "missing-field",
            "missing-field",
            "unknown-key",
            "wrong-type",
            "wrong-type",
            "wrong-value",
            "yaml-bracket",
            "yaml-colon",
            "yaml-comment",
            "yaml-quote",
            "yaml-reserved",
        ]
    );
    for diagnostic in &found {
        let span = diagnostic.place.as_ref().and_then(|place| place.span).expect("a place");
        assert!(span.end > span.start && text.get(span.start as usize..span.end as usize).is_some(), "{diagnostic:?}");
        assert!(!diagnostic.hints.is_empty() || diagnostic.label.is_some(), "{diagnostic:?}");
    }
}

#[test]
fn a_trap_in_a_file_with_bom_and_windows_line_ends_is_mended() {
    let text = "\u{feff}---\r\ntitle: Talks: open\r\ndraft: true\r\n---\r\nText\r\n";
    let (document, found) = read_in("", "content/a.md", text);
    assert_eq!(&*document.common.title, "Talks: open");
    assert!(document.common.draft);
    assert_eq!(found[0].hints, ["write: `title: \"Talks: open\"`"]);
    let span = found[0].place.as_ref().and_then(|place| place.span).expect("a place");
    assert_eq!(&text[span.start as usize..span.end as usize], "Talks: open");
}
