//! The article's page, and what lists say of an article.

use super::*;

/// Ten articles of one dossier.
fn ten() -> Stand {
    let mut desk = Desk::new("").file("dossiers/talks/index.md", "title: Talks\nstatus: running", "So far.");
    for day in 1..=10 {
        let front = "dossiers: [talks]\ntags: [Ceasefire]";
        desk = desk.article(&format!("day-{day:02}"), &format!("2017-01-{day:02}"), front);
    }
    desk.stand()
}

#[test]
fn a_box_names_the_place_in_the_dossier_and_seven_headlines_around_it() {
    let stand = ten();
    let boxes = stand.part("/articles/day-05/", "boxes");
    let one = &boxes[0];
    assert_eq!(one["title"], "Talks");
    assert_eq!((&one["number"], &one["count"]), (&5.into(), &10.into()));
    assert_eq!(one["previous"]["title"], "Title of day-04");
    assert_eq!(one["next"]["url"], "/news/articles/day-06/");
    assert_eq!(all(&one["around"], "number"), ["2", "3", "4", "6", "7", "8", "9"]);
    let first = &stand.part("/articles/day-01/", "boxes")[0];
    assert!(first["previous"].is_null());
    assert_eq!(all(&first["around"], "number"), ["2", "3", "4", "5", "6", "7", "8"]);
    let last = &stand.part("/articles/day-10/", "boxes")[0];
    assert!(last["next"].is_null());
    assert_eq!(all(&last["around"], "number"), ["3", "4", "5", "6", "7", "8", "9"]);
}

#[test]
fn the_tag_line_is_flat_and_grouped_and_notes_are_given() {
    let stand = Desk::new("")
        .file("places/syria.md", "name: Syria\nnote: A note of law.", "")
        .file("people/ada.md", "name: Ada Quill", "")
        .article(
            "a",
            "2017-01-23",
            "tags: [Syria, Ceasefire, Ada Quill]\norganisations: [The League]\nauthors: [Ada Quill, Bob]",
        )
        .stand();
    let tags = stand.part("/articles/a/", "tags");
    assert_eq!(all(&tags["groups"], "kind"), ["tag", "organisation", "person", "place"]);
    assert_eq!(all(&tags["items"], "title"), ["Ceasefire", "The League", "Ada Quill", "Syria"]);
    assert_eq!(tags["items"][3]["url"], "/news/places/syria/");
    let article = stand.part("/articles/a/", "article");
    assert_eq!(all(&article["notes"], "note"), ["A note of law."]);
    assert_eq!(all(&article["authors"], "url"), ["/news/people/ada/", "null"]);
    assert_eq!(article["minutes"], 1);
    let short = article["short_text"].as_str().expect("a short link");
    assert!(short.starts_with("desk.example/news/s/"), "{short}");
}

#[test]
fn a_withdrawn_article_keeps_title_date_and_reason() {
    let stand = Desk::new("")
        .file("dossiers/talks/index.md", "title: Talks", "So far.")
        .article("gone", "2017-01-23", "short_title: Secret\nstandfirst: Secret\nkicker: Secret\ndossiers: [talks]\ntags: [Secret]\nwithdrawn: {date: 2017-02-01, reason: A court said so}")
        .article("stays", "2017-01-24", "dossiers: [talks]")
        .stand();
    let view = stand.views().as_json(stand.page("/articles/gone/"));
    assert_eq!(view["article"]["withdrawn"]["reason"], "A court said so");
    assert_eq!(view["article"]["title"], "Title of gone");
    assert_eq!((&view["boxes"], &view["related"]), (&Value::Array(Vec::new()), &Value::Array(Vec::new())));
    assert!(view["body"].is_null(), "no text is left");
    assert!(!view.to_string().contains("Secret"), "{view}");
    let changes = stand.part("/changes/", "changes");
    assert_eq!(all(&changes, "kind"), ["withdrawal"]);
    assert!(!changes.to_string().contains("Secret"), "{changes}");
}

#[test]
fn corrections_stand_newest_last_and_a_retraction_is_marked() {
    let stand = Desk::new("")
        .article("a", "2017-01-23", "corrections:\n  - {date: 2017-03-01, kind: retraction, text: All of it}\n  - {date: 2017-02-01, was: one, now: two}")
        .article("b", "2017-01-24", "updated: 2017-02-15")
        .stand();
    let article = stand.part("/articles/a/", "article");
    assert_eq!(all(&article["corrections"], "kind"), ["correction", "retraction"]);
    assert_eq!(article["retracted"], true);
    assert_eq!(article["updated"]["text"], "1 March 2017");
    let changes = stand.part("/changes/", "changes");
    assert_eq!(all(&changes, "kind"), ["retraction", "update", "correction"]);
    assert_eq!(changes[0]["article"]["mark"], "retraction");
}

#[test]
fn the_head_has_absolute_addresses_and_the_way_down() {
    let stand = Desk::new("article_links: [{title: Rules, to: \"page:rules\"}, {title: Talk, to: \"https://f.example/t/{slug}?u={url}\"}, {title: Gone, to: \"page:gone\"}]\n")
        .file("pages/rules.md", "title: Rules", "")
        .file("dossiers/talks/index.md", "title: Talks", "So far.")
        .article("a-b", "2017-01-23T10:30:00+06:00", "dossiers: [talks]\nstandfirst: What it says\naliases: [/old/]")
        .stand();
    let page = stand.part("/articles/a-b/", "page");
    assert_eq!(page["url"], "/news/articles/a-b/");
    assert_eq!(page["canonical"], "https://desk.example/news/articles/a-b/");
    assert_eq!(page["description"], "What it says");
    assert_eq!(page["published"], "2017-01-23T10:30:00+06:00");
    assert_eq!(all(&page["breadcrumbs"], "title"), ["Home", "Dossiers", "Talks"]);
    assert_eq!(all(&page["feeds"], "title"), ["Talks", "Talks", "The Desk", "The Desk"]);
    assert_eq!(page["alternates"], Value::Array(Vec::new()));
    let article = stand.part("/articles/a-b/", "article");
    assert_eq!(article["published"]["text"], "23 January 2017, 10:30");
    let talk = "https://f.example/t/a-b?u=https%3A%2F%2Fdesk%2Eexample%2Fnews%2Farticles%2Fa%2Db%2F";
    assert_eq!(all(&article["links"], "url"), ["/news/rules/", talk]);
    let old = stand.views().as_json(stand.page("/old/"));
    assert_eq!(old["to"]["title"], "Title of a-b");
    assert_eq!((&old["page"]["noindex"], &old["page"]["canonical"]), (&true.into(), &page["canonical"]));
}
