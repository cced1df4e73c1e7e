//! A dossier's pages, and timelines.

use super::*;

#[test]
fn members_stand_by_phase_in_the_order_of_the_list() {
    let phases = "phases:\n  - {title: Beginning, from: 2017-01-01, to: 2017-01-31}\n  - {title: End, from: 2017-03-01, to: 2017-03-31}";
    let desk = |listing: &str| {
        Desk::new("")
            .file(
                "dossiers/t/index.md",
                &format!("title: T\nlisting: {listing}\nupdated: 2017-02-01\n{phases}"),
                "So far.",
            )
            .article("a", "2017-01-05", "dossiers: [{id: t, weight: turning}]")
            .article("b", "2017-01-06", "dossiers: [t]")
            .article("c", "2017-02-01", "dossiers: [t]")
            .article("d", "2017-03-05", "dossiers: [t]")
            .stand()
    };
    let stand = desk("oldest");
    let members = stand.part("/dossiers/t/", "members");
    assert_eq!(all(&members["groups"], "title"), ["Beginning", "null", "End"]);
    assert_eq!(all(&members["groups"], "anchor"), ["phase-beginning", "null", "phase-end"]);
    assert_eq!(members["groups"][0]["articles"][0]["weight"], "turning");
    let newest = desk("newest").part("/dossiers/t/", "members");
    assert_eq!(all(&newest["groups"], "title"), ["End", "null", "Beginning"]);
    assert_eq!(all(&newest["groups"][2]["articles"], "number"), ["2", "1"]);
    let dossier = stand.part("/dossiers/t/", "dossier");
    assert_eq!(all(&dossier["phases"], "count"), ["2", "1"]);
    assert_eq!(dossier["since"], 1, "the article of the same day is part of the story so far");
    assert_eq!((&dossier["count"], &dossier["first"]["text"]), (&4.into(), &"5 January 2017".into()));
    assert_eq!(dossier["print_url"], "/news/dossiers/t/print/");
}

#[test]
fn a_list_of_more_than_500_splits_by_year() {
    let mut desk = Desk::new("").file("dossiers/t/index.md", "title: T\nstatus: closed", "So far.");
    for n in 0..501 {
        let day = format!("{}-{:02}-{:02}", 2016 + n % 2, 1 + n % 12, 1 + n % 28);
        desk = desk.article(&format!("a-{n}"), &day, "dossiers: [t]\ntags: [Long]");
    }
    let stand = desk.stand();
    let members = stand.part("/dossiers/t/", "members");
    assert_eq!(members["count"], 501);
    assert_eq!(members["groups"][0]["articles"].as_array().map(Vec::len), Some(251), "closed: the oldest stand first");
    assert_eq!(all(&members["years"], "url"), ["/news/dossiers/t/2017/", "/news/dossiers/t/2016/"]);
    assert_eq!(all(&members["years"], "count"), ["250", "251"]);
    let subject = stand.part("/tags/long/2016/", "subject");
    assert_eq!((&subject["kind"], &subject["title"]), (&"year".into(), &"Long, 2016".into()));
    assert_eq!(all(&subject["years"], "here"), ["false", "true"]);
    assert_eq!(subject["next"]["title"], "2017");
    assert!(subject["previous"].is_null());
    let articles = stand.part("/tags/long/2016/", "articles");
    assert_eq!(articles[0]["articles"].as_array().map(Vec::len), Some(251));
    assert!(stand.plan.find("/dossiers/t/print/").is_none(), "nobody prints that, and no memory need hold it");
    assert!(stand.part("/dossiers/t/", "dossier")["print_url"].is_null());
}

#[test]
fn a_long_timeline_shows_turning_points_and_the_newest() {
    let mut events = String::new();
    for n in 0..120 {
        let weight = if n == 3 { ", weight: turning" } else { "" };
        events.push_str(&format!("\n  - {{date: \"{}\", title: Event {n}{weight}}}", 1800 + n));
    }
    let stand = Desk::new("")
        .file("dossiers/t/index.md", &format!("title: T\nevents:{events}"), "So far.")
        .article("a", "2017-01-05", "dossiers: [t]")
        .stand();
    let part = stand.part("/dossiers/t/", "timeline");
    assert_eq!((&part["count"], &part["shown"]), (&120.into(), &41.into()));
    assert_eq!(part["whole_url"], "/news/dossiers/t/timeline/");
    assert_eq!(part["years"][0]["text"], "1803");
    let whole = stand.part("/dossiers/t/timeline/", "timeline");
    assert_eq!((&whole["shown"], &whole["whole_url"]), (&120.into(), &Value::Null));
    assert_eq!(all(&stand.part("/timeline/", "timeline")["index"], "count").len(), 120);
}

#[test]
fn events_stand_by_year_and_month_and_those_without_a_month_first() {
    let events = "events:\n  - {date: 2017-03-02, title: March}\n  - {date: 2017, title: Some day}\n  - {date: 2017-01-23/2017-01-24, title: Two days}\n  - {date: -0499, title: Long ago}\n  - {date: ../1869, title: Before}";
    let stand = Desk::new("")
        .file("dossiers/t/index.md", &format!("title: T\n{events}"), "So far.")
        .article("a", "2017-01-05", "dossiers: [t]")
        .stand();
    let timeline = stand.part("/dossiers/t/", "timeline");
    assert_eq!(all(&timeline["years"], "text"), ["500 BC", "1869", "2017"]);
    assert_eq!(all(&timeline["years"][2]["months"], "text"), ["null", "January 2017", "March 2017"]);
    let two = &timeline["years"][2]["months"][1]["events"][0];
    assert_eq!((&two["date"]["text"], &two["edtf"]), (&"23–24 January 2017".into(), &"2017-01-23/2017-01-24".into()));
    assert!(two["article"].is_null());
    let year = stand.part("/timeline/2017/", "timeline");
    assert_eq!((&year["count"], &year["shown"]), (&3.into(), &3.into()));
    assert_eq!(all(&year["index"], "here"), ["false", "false", "true"]);
}

#[test]
fn an_event_says_its_phase_and_when_it_was_reported_if_that_was_another_day() {
    let front = "title: T\nphases:\n  - {title: Before, from: 2016-01-01}\n  - {title: Talks, from: 2017-01-01, to: 2017-06-30}\nevents:\n  - {date: 2015-05-05, title: Earlier}\n  - {date: 2016-03, title: Long open}\n  - {date: 2018, title: Later}";
    let stand = Desk::new("")
        .file("dossiers/t/index.md", front, "So far.")
        .article("a", "2017-01-05", "dossiers: [t]\nevents:\n  - {date: 2017-01-03, title: Told late, weight: turning}")
        .article("b", "2017-02-05", "dossiers: [t]\nevents:\n  - {date: 2017-02, title: Told in time}")
        .stand();
    let timeline = stand.part("/dossiers/t/timeline/", "timeline");
    let years = timeline["years"].as_array().expect("years");
    let events: Vec<_> = years
        .iter()
        .flat_map(|year| year["months"].as_array().into_iter().flatten())
        .flat_map(|month| month["events"].as_array().into_iter().flatten())
        .map(|event| (event["title"].as_str(), event["phase"].as_u64(), event["reported"]["short"].as_str()))
        .collect();
    assert_eq!(
        events,
        [
            (Some("Earlier"), None, None),
            (Some("Long open"), Some(1), None),
            (Some("Told late"), Some(2), Some("5 Jan 2017")),
            (Some("Told in time"), Some(2), None),
            (Some("Later"), None, None),
        ]
    );
    assert_eq!((&timeline["turning"], &timeline["years"][2]["count"]), (&1.into(), &2.into()));
    assert_eq!(all(&timeline["years"], "open"), ["true", "true", "true", "true"], "a few events are not folded away");
}

#[test]
fn without_phases_the_articles_stand_by_year_and_the_newest_is_named() {
    let desk = Desk::new("")
        .file("dossiers/t/index.md", "title: T\nstatus: running", "It began. It went on.")
        .article("a", "2016-12-31", "dossiers: [t]")
        .article("b", "2017-01-01", "dossiers: [t]");
    let stand = desk.stand();
    let members = stand.part("/dossiers/t/", "members");
    assert_eq!(all(&members["groups"], "title"), ["2017", "2016"]);
    assert_eq!(all(&members["groups"], "anchor"), ["articles-2017", "articles-2016"]);
    assert_eq!(stand.part("/dossiers/t/", "dossier")["latest"]["id"], "b");
    assert_eq!(stand.part("/articles/a/", "boxes")[0]["story"], "It began.", "no standfirst: the first sentence");
}
