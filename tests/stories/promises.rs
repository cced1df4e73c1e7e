//! What the editor's interface promises, each tried on a small site: stories of promises that were once not kept.

use crate::kit::{Said, Story, article, words};

/// A site whose configuration goes on with these lines.
fn site(config: &str, files: &[(&str, &str)]) -> Story {
    let story = Story::site(files);
    story.write("throughline.yaml", format!("title: The Desk\nbase_url: https://desk.example/\n{config}"));
    story
}

/// The lines of one diagnostic.
fn told<'s>(said: &'s Said, code: &str) -> Vec<&'s str> {
    said.err.split("\n\n").filter(|one| one.contains(&format!("[{code}]:"))).collect()
}

#[test]
fn a_dossier_printed_whole_keeps_retractions_corrections_and_bylines() {
    let one = "dossiers: [harbour]\nauthors: [Jane Roe]\ndateline: {place: Port, source: Agency}\n\
        corrections:\n  - {date: 2017-02-01, kind: retraction, text: We take this back.}\n";
    let two = "dossiers: [harbour]\ncorrections: [{date: 2017-02-02, was: ten, now: twelve}]\n";
    let story = Story::site(&[
        ("content/dossiers/harbour/index.md", "---\ntitle: Harbour\n---\n"),
        ("content/articles/a.md", &article("One", "2017-01-01", one, "The wall was blown up.")),
        ("content/articles/b.md", &article("Two", "2017-01-02", two, "Twelve boats.")),
    ]);
    story.build();
    let page = story.words("dossiers/harbour/print/index.html");
    let (before, after) = page.split_once("The wall was blown up.").expect("the body");
    assert!(before.contains("We take this back."), "the notice stands above what was retracted: {before}");
    assert!(before.contains("By Jane Roe") && before.contains("Port (Agency) —"), "{before}");
    assert!(after.contains("This piece said “ten”. It now says “twelve”."), "{after}");
}

#[test]
fn a_component_without_what_makes_it_is_an_error() {
    let body = "```embed\nulr: https://v.example/1\n```\n\n```embed\nurl: /here/\n```\n\n```timeline\n```\n\n```background\nx: 1\n```\n";
    let story = Story::site(&[("content/articles/a.md", &article("A", "2017-01-01", "", body))]);
    let said = story.fails();
    let lacking = told(&said, "missing-field");
    assert_eq!(lacking.len(), 3, "{}", said.err);
    assert!(lacking[0].contains("did you mean `url`?"), "{}", lacking[0]);
    assert_eq!(told(&said, "embed-url").len(), 1, "{}", said.err);
}

#[test]
fn every_language_of_the_site_has_its_home() {
    let files = [
        ("content/dossiers/harbour/index.md", "---\ntitle: Harbour\n---\n"),
        ("content/articles/a.md", &*article("One", "2017-01-01", "tags: [Boats]\ndossiers: [harbour]\n", "Text.")),
    ];
    let story = site("languages: [en, fr]\n", &files);
    story.build();
    for page in ["fr/index.html", "fr/dossiers/index.html", "fr/tags/index.html"] {
        assert!(story.has(&format!("public/{page}")), "{page}");
    }
    let home = story.read("public/fr/index.html");
    assert!(home.contains("<html lang=\"fr\"") && home.contains("lang=\"en\""), "the original, marked: {home}");
    assert!(story.read("public/index.html").contains("hreflang=\"fr\""), "hreflang both ways");
}

#[test]
fn a_translation_into_a_language_that_the_site_lacks_is_told_as_that() {
    let story = Story::site(&[
        ("content/articles/a.md", &article("One", "2017-01-01", "", "Text.")),
        ("content/articles/a.fr.md", "---\ntitle: Un\n---\n\nTexte.\n"),
        ("content/articles/v2.no.md", &article("Version two", "2017-01-01", "", "Not a translation.")),
    ]);
    let said = story.fails();
    let faults = told(&said, "unknown-language");
    assert_eq!(faults.len(), 1, "{}", said.err);
    assert!(faults[0].contains("a.fr.md") && faults[0].contains("languages: [en, fr]"), "{}", faults[0]);
}

#[test]
fn the_tag_line_comes_out_grouped_by_kind() {
    let tags = "tags: [Port, Storms, Ada Quill, Boats]\n";
    let story = Story::site(&[
        ("content/people/ada.md", "---\nname: Ada Quill\n---\n"),
        ("content/places/port.md", "---\nname: Port\n---\n"),
        ("content/articles/a.md", &article("One", "2017-01-01", tags, "Text.")),
    ]);
    story.build();
    let page = story.words("articles/a/index.html");
    assert!(page.contains("Storms, Boats, Ada Quill, Port"), "{page}");
}

#[test]
fn a_key_player_without_articles_shows_the_part_in_the_dossier() {
    let story = Story::site(&[
        ("content/people/ada.md", "---\nname: Ada Quill\nnames: [{name: Ada Stone, to: 2010}]\n---\n"),
        (
            "content/dossiers/harbour/index.md",
            "---\ntitle: Harbour\nkey_players: [{id: ada, role: Chair}]\nstarted: 2016-03\nended: 2016-05\nstatus: closed\n---\n",
        ),
        ("content/articles/a.md", &article("One", "2017-01-01", "dossiers: [harbour]\n", "Text.")),
    ]);
    story.build();
    let page = story.words("people/ada/index.html");
    assert!(page.contains("Harbour") && page.contains("Chair"), "{page}");
    let index = story.words("people/index.html");
    assert!(index.contains("Ada Stone → Ada Quill"), "a name by period is another name: {index}");
    let dossier = story.words("dossiers/harbour/index.html");
    assert!(dossier.contains("Mar 2016 – May 2016"), "{dossier}");
}

#[test]
fn turning_points_are_seen_in_the_list_of_a_dossier() {
    let more = "dossiers: [{id: harbour, weight: turning}]\n";
    let story = Story::site(&[
        ("content/dossiers/harbour/index.md", "---\ntitle: Harbour\n---\n"),
        ("content/articles/a.md", &article("One", "2017-01-01", more, "Text.")),
    ]);
    story.build();
    assert!(story.words("dossiers/harbour/index.html").contains("Turning point"));
}

#[test]
fn a_dossier_of_more_than_500_splits_by_year_and_leads_nowhere_that_is_not_there() {
    let story = Story::site(&[(
        "content/dossiers/harbour/index.md",
        "---\ntitle: Harbour\nlisting: oldest\nphases:\n  - {title: First, from: 2001, to: 2001}\n  - {title: Second, from: 2002}\n---\n",
    )]);
    for n in 0..501 {
        let (year, day) = (2001 + n / 300, n % 28 + 1);
        let text = article(&format!("Day {n}"), &format!("{year}-01-{day:02}"), "dossiers: [harbour]\n", "Text.");
        story.write(&format!("content/articles/day-{n}.md"), text);
    }
    story.build();
    let page = story.read("public/dossiers/harbour/index.html");
    assert!(page.contains("<li value=\"1\">") && !page.contains("<li value=\"501\">"), "the oldest year stands first");
    assert!(page.contains("id=\"phase-first\"") && page.contains("href=\"#phase-first\""));
    assert!(!page.contains("href=\"#phase-second\""), "its heading is not on this page");
    for year in ["2001", "2002"] {
        assert!(page.contains(&format!("href=\"/dossiers/harbour/{year}/\"")), "{year}");
        assert!(words(&story.read(&format!("public/dossiers/harbour/{year}/index.html"))).contains("Day"));
    }
}

#[test]
fn a_picture_without_a_description_is_an_error_that_may_be_lowered() {
    let text = article("One", "2017-01-01", "image: /wall.png\n", "Text.");
    let files = [("content/articles/a.md", &*text), ("static/wall.png", "no real picture")];
    let story = Story::site(&files);
    assert_eq!(told(&story.fails(), "missing-alt").len(), 1);
    site("lints: {missing-alt: warn}\n", &files).build();
}

#[test]
fn a_feed_never_gives_a_retracted_text_without_its_retraction() {
    let more = "standfirst: It was sabotage.\ncorrections: [{date: 2017-02-01, kind: retraction, text: We take <this> back.}]\n";
    let text = article("One", "2017-01-01", more, "The wall was blown up.");
    let files = [("content/articles/a.md", &*text)];
    for config in ["feed: {content: full}\n", ""] {
        let story = site(config, &files);
        story.build();
        for feed in ["public/feed.xml", "public/feed.json"] {
            let feed = story.read(feed);
            assert!(
                feed.contains("We take &lt;this&gt; back. It was sabotage.")
                    || feed.contains("We take <this> back. It was sabotage."),
                "{feed}"
            );
            if let Some((before, _)) = feed.split_once("The wall was blown up.") {
                assert!(before.contains("<strong>We take") || before.contains("&lt;strong&gt;We take"), "{feed}");
            }
        }
    }
}

#[test]
fn the_menu_and_the_article_links_are_checked() {
    let config = "menu: [dossiers, page:abut, page:soon]\narticle_links:\n  - {title: Rules, to: \"page:rules\"}\n  - {title: Talk, to: \"https://forum.example/{slug}\"}\n";
    let story = site(
        config,
        &[
            ("content/pages/about.md", "---\ntitle: About\n---\n"),
            ("content/pages/soon.md", "---\ntitle: Soon\ndraft: true\n---\n"),
            ("content/articles/a.md", &article("A", "2017-01-01", "", "Text.")),
        ],
    );
    let said = story.fails();
    let broken = told(&said, "broken-link");
    assert_eq!(broken.len(), 2, "{}", said.err);
    assert!(
        broken[0].contains("throughline.yaml:3:18") && broken[0].contains("did you mean `page:about`?"),
        "{}",
        broken[0]
    );
    assert!(broken[1].contains("no page has the id `rules`"), "{}", broken[1]);
}

#[test]
fn a_translation_has_its_own_notes_and_its_links_lead_to_places_that_it_has() {
    let english = article("A", "2017-01-01", "tags: [Ann Bee]\n", "## Zones {#zones}\n\n## Maps {#maps}\n\nText.");
    let story = site(
        "languages: [en, ru]\n",
        &[
            ("content/people/ann.md", "---\nname: Ann Bee\nnote: banned here\n---\n"),
            ("content/people/ann.ru.md", "---\nname: Энн Би\nnote: запрещена\n---\n"),
            ("content/articles/a.md", &english),
            ("content/articles/a.ru.md", "---\ntitle: А\n---\n\nЭнн Би. [x](b.md#zones) [y](b.md#maps)\n"),
            ("content/articles/b.md", &english.replace("Text.", "[x](a.md#zones)")),
            ("content/articles/b.ru.md", "---\ntitle: Б\n---\n\n## Карты {#maps}\n\nТекст.\n"),
        ],
    );
    story.build();
    let page = story.read("public/ru/articles/a/index.html");
    assert!(page.contains("(запрещена)") && !page.contains("banned here"), "{page}");
    assert!(page.contains("href=\"/ru/articles/b/\"") && page.contains("href=\"/ru/articles/b/#maps\""), "{page}");
    assert!(story.read("public/articles/b/index.html").contains("href=\"/articles/a/#zones\""));
}

#[test]
fn a_link_to_an_event_leads_to_where_it_stands() {
    let dossier = |id: &str, count: usize| {
        let one = |n: usize| format!("  - {{id: {id}-{n}, date: {}, title: \"{id} {n}\"}}\n", 1800 + n);
        format!("---\ntitle: D\nevents:\n{}---\n", (0..count).map(one).collect::<String>())
    };
    let body = "[short](dossier:short#e-short-1) [long](dossier:long#e-long-1)";
    let story = Story::site(&[
        ("content/dossiers/short/index.md", &dossier("short", 3)),
        ("content/dossiers/long/index.md", &dossier("long", 120)),
        ("content/articles/a.md", &article("A", "2017-01-01", "", body)),
    ]);
    story.build();
    let page = story.read("public/articles/a/index.html");
    for address in ["/dossiers/short/#e-short-1", "/dossiers/long/timeline/#e-long-1"] {
        assert!(page.contains(&format!("href=\"{address}\"")), "{address}: {page}");
        let (path, anchor) = address.split_once('#').unwrap();
        assert!(story.read(&format!("public{path}index.html")).contains(&format!("id=\"{anchor}\"")), "{address}");
    }
}

#[test]
fn a_new_template_without_blocks_is_the_whole_one() {
    let story = Story::site(&[("content/articles/a.md", &article("A", "2017-01-01", "", "Text."))]);
    assert_eq!(story.run(&["new", "template", "parts/line.html"]).code, 0);
    assert!(story.read("templates/parts/line.html").contains("{{ card.title }}"));
    assert_eq!(story.run(&["new", "template", "article.html"]).code, 0);
    assert!(story.read("templates/article.html").contains("{% block byline %}"));
    story.build();
    assert!(story.words("articles/a/index.html").contains("A"));
}
