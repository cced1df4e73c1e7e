//! Feeds, calendars, sitemaps, timelines for programs, JSON-LD.

use super::*;
use crate::plan::view::data::{CalendarView, Data, FeedView, SitemapEntry};

fn feed(stand: &Stand, address: &str) -> FeedView {
    match stand.views().data(stand.page(address)) {
        Some(Data::Feed(feed)) => *feed,
        other => panic!("{other:?}"),
    }
}

fn newsroom() -> Stand {
    Desk::new("feed: {items: 2}\nlanguages: [en, ru]\n")
        .file("dossiers/talks/index.md", "title: Talks\nkey_players: [{id: ada}]\nstarted: 2016", "So far.")
        .article("one", "2017-01-23T10:30:00+06:00", "dossiers: [talks]\nauthors: [ada]")
        .article(
            "two",
            "2017-01-24",
            "dossiers: [talks]\ncorrections: [{date: 2019-05-01, text: A name.}]\ntags: [Syria]",
        )
        .article("three", "2017-01-25", "tags: [Syria, Ada Quill]\ndateline: {place: Astana, source: Wire}")
        .article("gone", "2017-01-26", "dossiers: [talks]\nwithdrawn: {date: 2020-02-02, reason: Not ours}")
        .file("articles/three.ru.md", "title: Три </script>", "Текст.")
        .file("people/ada.md", "name: Ada Quill\nsame_as: ['https://example.org/ada']", "A profile.")
        .stand()
}

#[test]
fn a_feed_lists_the_newest_and_knows_no_clock() {
    let stand = newsroom();
    let site = feed(&stand, "/feed.xml");
    let titles: Vec<&str> = site.items.iter().map(|item| &*item.title).collect();
    assert_eq!(titles, ["Title of three", "Title of two"]);
    assert_eq!(&*site.items[1].updated, "2019-05-01T00:00:00+00:00");
    // The withdrawal is the newest of all that happened.
    assert_eq!(&*site.updated, "2020-02-02T00:00:00+00:00");
    assert_eq!(&*feed(&stand, "/tags/syria/feed.json").updated, "2019-05-01T00:00:00+00:00");
    let talks = feed(&stand, "/dossiers/talks/feed.json");
    assert_eq!(&*talks.updated, "2020-02-02T00:00:00+00:00");
    assert_eq!(&*talks.items[1].published, "2017-01-23T10:30:00+06:00");
    assert_eq!(talks.items[1].authors, ["Ada Quill".into()]);
    assert_eq!(&*talks.atom_url, "https://desk.example/news/dossiers/talks/feed.xml");
    assert_eq!(&*talks.home_url, "https://desk.example/news/dossiers/talks/");
}

#[test]
fn an_entry_has_one_id_for_good() {
    let (one, other) = (feed(&newsroom(), "/feed.xml"), feed(&newsroom(), "/feed.json"));
    assert!(one.items[0].id.starts_with("urn:uuid:"));
    assert_eq!((&one.id, &one.items[0].id), (&other.id, &other.items[0].id));
    let tag = feed(&newsroom(), "/tags/syria/feed.xml");
    assert_eq!(tag.items[0].id, one.items[0].id);
    assert_ne!(tag.id, one.id);
}

#[test]
fn a_calendar_holds_what_is_known_to_the_day() {
    let events = "[{date: 2017-01-23, title: Opening}, {date: 2017-01-23/2017-01-24, title: Talks}, {date: 2017-01, title: Month}, {date: '2017-02-01~', title: About}, {date: 2017-03-01/.., title: Open}, {date: -0043-03-15, title: Old}, {date: 2017-12-31, title: Eve}]";
    let stand = Desk::new("")
        .file("dossiers/talks/index.md", &format!("title: Talks\nevents: {events}"), "")
        .article("one", "2017-01-23T10:30:00+06:00", "dossiers: [talks]")
        .stand();
    let Some(Data::Calendar(CalendarView { events, .. })) =
        stand.views().data(stand.page("/dossiers/talks/events.ics"))
    else {
        panic!("no calendar");
    };
    let days: Vec<[&str; 3]> = events.iter().map(|one| [&*one.summary, &*one.start, &*one.end]).collect();
    let expected =
        [["Opening", "20170123", "20170124"], ["Talks", "20170123", "20170125"], ["Eve", "20171231", "20180101"]];
    assert_eq!(days, expected);
    assert!(events.iter().all(|one| &*one.stamp == "20170123T043000Z"));
    let uids: BTreeSet<&str> = events.iter().map(|one| &*one.uid).collect();
    assert_eq!(uids.len(), 3);
}

#[test]
fn a_dossier_of_vague_events_has_no_calendar() {
    let stand = Desk::new("")
        .file("dossiers/talks/index.md", "title: Talks\nevents: [{date: 2016, title: Before}]", "")
        .article("one", "2017-01-23", "dossiers: [talks]")
        .stand();
    assert!(stand.plan.find("/dossiers/talks/events.ics").is_none());
    let Some(Data::Json(json)) = stand.views().data(stand.page("/dossiers/talks/timeline.json")) else {
        panic!("no data")
    };
    assert_eq!(json["events"][0]["date"], "2016");
    assert_eq!(json["articles"][0]["url"], "https://desk.example/news/articles/one/");
    assert_eq!(json["articles"][0]["number"], 1);
}

#[test]
fn the_sitemap_lists_what_is_meant_to_be_found() {
    let stand = newsroom();
    let Some(Data::Sitemap(entries)) = stand.views().data(stand.page("/sitemap.xml")) else { panic!("no sitemap") };
    let find = |url: &str| entries.iter().find(|entry| &*entry.url == url);
    let article: &SitemapEntry = find("https://desk.example/news/articles/three/").expect("an article");
    let ru = "https://desk.example/news/ru/articles/three/";
    assert_eq!(article.alternates[1], ("ru".into(), ru.into()));
    assert_eq!(find(ru).expect("its translation").alternates, article.alternates);
    assert!(find("https://desk.example/news/articles/gone/").is_some());
    for out in ["404.html", "/print/", "/s/", "feed", ".ics", ".json"] {
        assert!(entries.iter().all(|entry| !entry.url.contains(out)), "{out}");
    }
    let Some(Data::Robots(robots)) = stand.views().data(stand.page("/robots.txt")) else { panic!("no robots") };
    assert!(robots.ends_with("Sitemap: https://desk.example/news/sitemap.xml\n"));
}

fn json_ld(stand: &Stand, address: &str) -> Value {
    let text = stand.views().json_ld(stand.page(address)).expect("JSON-LD");
    assert!(!text.contains('<'), "{text}");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn search_engines_are_told_what_a_page_is() {
    let stand = newsroom();
    let article = json_ld(&stand, "/articles/three/");
    let piece = &article["@graph"][0];
    assert_eq!(piece["@type"], "NewsArticle");
    assert_eq!(piece["headline"], "Title of three");
    assert_eq!(piece["about"][1]["@type"], "Person");
    assert_eq!(piece["author"][0]["@type"], "Organization");
    assert_eq!(piece["dateline"], "Astana, Wire");
    assert_eq!(json_ld(&stand, "/ru/articles/three/")["@graph"][0]["headline"], "Три </script>");
    let two = json_ld(&stand, "/articles/two/");
    assert_eq!(two["@graph"][0]["correction"][0]["text"], "A name.");
    assert_eq!(two["@graph"][1]["itemListElement"][1]["name"], "Talks");
    let gone = json_ld(&stand, "/articles/gone/");
    assert_eq!(gone["@graph"][0]["creativeWorkStatus"], "Withdrawn");
    assert!(gone["@graph"][0]["about"].is_null());
    let talks = json_ld(&stand, "/dossiers/talks/");
    assert_eq!(talks["@graph"][0]["startDate"], "2016");
    assert_eq!(talks["@graph"][0]["about"][0]["name"], "Ada Quill");
    let ada = json_ld(&stand, "/people/ada/");
    assert_eq!(ada["@graph"][0]["sameAs"][0], "https://example.org/ada");
    assert_eq!(json_ld(&stand, "/")["@graph"][0]["@type"], "WebSite");
    assert!(stand.views().json_ld(stand.page("/404.html")).is_none());
}
