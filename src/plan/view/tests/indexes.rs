//! Index pages, subjects, months.

use super::*;

#[test]
fn tags_stand_by_letter_with_their_other_names() {
    let stand = Desk::new("")
        .tags_yaml("Zones: {also: [Areas], description: What they are}\n")
        .article("a", "2017-01-23", "tags: [Zones, \"1917\", аннексия, Élan, electric]")
        .stand();
    let groups = stand.part("/tags/", "groups");
    assert_eq!(all(&groups, "title"), ["#", "A", "E", "Z", "А"]);
    let areas = &groups[1]["items"][0];
    assert_eq!((&areas["title"], &areas["see"]), (&"Areas".into(), &"Zones".into()));
    assert_eq!(areas["url"], "/news/tags/zones/");
    assert_eq!(groups[3]["items"][0]["description"], "What they are");
    assert_eq!(stand.part("/tags/", "page")["title"], "Topics", "the theme's word");
}

#[test]
fn people_stand_by_sort_name_and_say_their_part_in_each_dossier() {
    let stand = Desk::new("")
        .file(
            "people/mistura.md",
            "name: Staffan de Mistura\nsort_name: Mistura, Staffan de\nalso: [The Envoy]",
            "A profile.",
        )
        .file("people/ada.md", "name: Ada Quill", "")
        .file("dossiers/t/index.md", "title: T\nkey_players: [{id: mistura, role: Envoy}]", "So far.")
        .article("a", "2017-01-23", "dossiers: [t]\ntags: [Staffan de Mistura, Ada Quill]")
        .stand();
    let groups = stand.part("/people/", "groups");
    assert_eq!(all(&groups, "title"), ["A", "M", "T"]);
    assert_eq!(groups[1]["items"][0]["title"], "Staffan de Mistura");
    assert_eq!(groups[2]["items"][0]["see"], "Staffan de Mistura");
    let dossiers = stand.part("/people/mistura/", "dossiers");
    assert_eq!((&dossiers[0]["role"], &dossiers[0]["here"]), (&"Envoy".into(), &1.into()));
    let dossier = stand.part("/dossiers/t/", "dossier");
    assert_eq!(all(&dossier["key_players"], "name"), ["Staffan de Mistura"]);
    let subject = stand.part("/people/mistura/", "subject");
    assert_eq!((&subject["count"], &subject["kind"]), (&1.into(), &"person".into()));
}

#[test]
fn the_archive_lists_months_by_the_day_as_written() {
    let stand = Desk::new("")
        .article("new-year", "2017-01-01T00:30:00+12:00", "")
        .article("march", "2017-03-05", "")
        .article("before", "2016-12-31T20:00:00Z", "")
        .stand();
    let groups = stand.part("/archive/", "groups");
    assert_eq!(all(&groups, "title"), ["2017", "2016"]);
    assert_eq!(all(&groups[0]["items"], "title"), ["March 2017", "January 2017"]);
    let january = stand.part("/archive/2017/01/", "subject");
    assert_eq!(january["previous"]["title"], "December 2016");
    assert_eq!(january["next"]["url"], "/news/archive/2017/03/");
    let articles = stand.part("/archive/2017/01/", "articles");
    assert_eq!(all(&articles[0]["articles"], "id"), ["new-year"]);
}

#[test]
fn running_dossiers_are_on_the_home_page_the_freshest_first() {
    let stand = Desk::new(
        "lists: {recent: {from: articles, sort: \"-published\", take: 2}, by_year: {from: articles, group: year}}\n",
    )
    .file("dossiers/old/index.md", "title: Old", "So far.")
    .file("dossiers/fresh/index.md", "title: Fresh", "So far.")
    .file("dossiers/done/index.md", "title: Done\nstatus: closed", "So far.")
    .article("a", "2016-01-23", "dossiers: [old]")
    .article("b", "2017-01-23", "dossiers: [fresh, done]")
    .article("c", "2017-01-24", "dossiers: [fresh]")
    .stand();
    let home = stand.part("/", "dossiers");
    assert_eq!(all(&home, "title"), ["Fresh", "Old"]);
    assert_eq!(all(&home[0]["latest"], "id"), ["c", "b"]);
    assert_eq!(all(&stand.part("/dossiers/", "groups"), "title"), ["running", "closed"]);
    assert_eq!(all(&stand.part("/", "recent"), "id"), ["c", "b"]);
    let groups = stand.part("/articles/a/", "by_year");
    assert_eq!(groups.as_array().map(Vec::len), Some(2));
    assert_eq!(all(&groups[0]["items"], "url").len() + all(&groups[1]["items"], "url").len(), 3);
    assert_eq!(stand.part("/", "assets")["theme.css"], "/news/assets/theme.12ab.css");
    assert_eq!(stand.part("/", "theme")["accent"], "#a00");
}
