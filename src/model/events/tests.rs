//! Stories about what happened.

use super::*;
use crate::model::press::{build, faults, print, sources};

fn ids(site: &Site) -> Vec<&str> {
    site.events.iter().map(|event| &*event.id).collect()
}

fn event<'a>(site: &'a Site, id: &str) -> &'a crate::model::site::Event {
    site.events.iter().find(|event| *event.id == *id).expect("an event of this id")
}

fn tellers(site: &Site, id: &str) -> Vec<String> {
    event(site, id).articles.iter().map(|article| site[*article].id.to_string()).collect()
}

#[test]
fn the_same_date_and_title_in_one_dossier_are_one_event() {
    let site = print(&[
        (
            "content/dossiers/talks/index.md",
            "events:\n  - {date: 2017-05-04, title: Memorandum signed, summary: In short, places: [Astana]}\n---\n",
        ),
        (
            "content/articles/2017-05-04-first.md",
            "dossiers: [talks]\nevents:\n  - {date: 2017-05-04, title: memorandum  SIGNED, people: [A. Person]}\n---\n",
        ),
        (
            "content/articles/2017-05-06-second.md",
            "dossiers: [talks]\nevents:\n  - {date: 2017-05-04, title: Memorandum signed, weight: turning, people: [A. Person]}\n---\n",
        ),
        (
            "content/articles/2017-05-07-elsewhere.md",
            "events:\n  - {date: 2017-05-04, title: Memorandum signed}\n---\n",
        ),
    ]);
    assert_eq!(ids(&site), ["2017-05-04-memorandum-signed", "2017-05-04-memorandum-signed-2"]);
    let one = event(&site, "2017-05-04-memorandum-signed");
    assert_eq!(
        (&*one.title, one.summary.as_deref(), one.weight),
        ("Memorandum signed", Some("In short"), Weight::Turning)
    );
    assert_eq!(&*one.anchor, "e-2017-05-04-memorandum-signed");
    assert_eq!(one.people, [NameRef::Name("A. Person".into())]);
    assert_eq!(tellers(&site, &one.id), ["second", "first"], "the turning article first");
    assert_eq!(site.dossiers[0].events, [EventId(0)]);
    assert_eq!(site.articles[0].events, [EventId(0)]);
    assert_eq!(site.articles[2].events, [EventId(1)], "of no dossier: alone in the site's timeline");
}

#[test]
fn an_event_of_an_article_in_two_dossiers_stands_in_both() {
    let site = print(&[
        ("content/dossiers/a/index.md", "events: [{date: 2017, title: X, id: x}]\n---\n"),
        ("content/dossiers/b/index.md", "events: [{date: 2017, title: x, weight: background}]\n---\n"),
        ("content/articles/p.md", "dossiers: [a, b]\nevents: [{date: 2017, title: X}]\n---\n"),
        ("content/articles/q.md", "dossiers: [b]\nevents: [{date: 2017, title: X}]\n---\n"),
    ]);
    assert_eq!(ids(&site), ["x"], "one event, by way of the article, with the written id");
    assert_eq!(site.events[0].dossiers, [DossierId(0), DossierId(1)]);
    assert_eq!(tellers(&site, "x"), ["p", "q"]);
    assert_eq!(site.events[0].weight, Weight::Normal, "the strongest");
}

#[test]
fn an_article_refers_to_an_event_of_its_dossier() {
    let site = print(&[
        ("content/dossiers/a/index.md", "events: [{date: 2017-01-23, title: X, id: opening}]\n---\n"),
        ("content/dossiers/b/index.md", ""),
        ("content/articles/p.md", "dossiers: [{id: b}, {id: a, weight: turning}]\nevents: [opening]\n---\n"),
        ("content/articles/2017-01-22-q.md", "dossiers: [a]\nevents: [opening]\n---\n"),
    ]);
    assert_eq!(tellers(&site, "opening"), ["p", "q"]);
    assert_eq!(site.events[0].dossiers, [DossierId(0), DossierId(1)]);
}

#[test]
fn a_reference_to_no_event_says_what_was_meant() {
    let a = ("content/dossiers/a/index.md", "events: [{date: 2017-01-23, title: X, id: opening}]\n---\n");
    let b = ("content/dossiers/b/index.md", "");
    let said = faults(&[a, b, ("content/articles/p.md", "dossiers: [a]\nevents: [openning]\n---\n")]);
    assert_eq!(
        said,
        ["unknown-event p.md: no dossier of this article has an event `openning` | did you mean `opening`?"]
    );
    let said = faults(&[a, b, ("content/articles/p.md", "dossiers: [b]\nevents: [opening]\n---\n")]);
    assert!(said[0].ends_with("the dossier `a` has one: add `a` to `dossiers`"), "{said:?}");
    let said = faults(&[a, b, ("content/articles/p.md", "events: [something]\n---\n")]);
    assert!(said[0].contains("write the event whole"), "{said:?}");
    let held =
        ("content/dossiers/a/index.md", "draft: true\nevents: [{date: 2017-01-23, title: X, id: opening}]\n---\n");
    assert_eq!(faults(&[held, ("content/articles/p.md", "dossiers: [a]\nevents: [opening]\n---\n")]), [] as [&str; 0]);
}

#[test]
fn ids_fit_a_fragment_and_are_unique() {
    let site = print(&[(
        "content/dossiers/a/index.md",
        "events:\n  - {date: 2011~, title: \"About: it / began?\"}\n  - {date: 2011?, title: About it began}\n  \
         - {date: 2016/.., title: Съезд в Сочи}\n  - {date: 2017-01-23/24, title: \"!\"}\n---\n",
    )]);
    assert_eq!(
        ids(&site),
        ["2011-about-it-began", "2011-about-it-began-2", "2016_-съезд-в-сочи", "2017-01-23_2017-01-24"]
    );
}

#[test]
fn two_events_of_one_dossier_may_not_share_an_id() {
    let said = faults(&[
        (
            "content/dossiers/a/index.md",
            "events: [{date: 2017, title: X, id: x}, {date: 2018, title: Y, id: x}]\n---\n",
        ),
        ("content/dossiers/b/index.md", "events: [{date: 2019, title: Z, id: x}]\n---\n"),
    ]);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("duplicate-event index.md: two different events have the id `x`"), "{said:?}");
}

#[test]
fn as_of_leaves_out_what_had_not_happened() {
    let mut sources = sources(&[
        ("content/dossiers/a/index.md", "events: [{date: 2019, title: X}, {date: 2020-01-02, title: Y, id: y}]\n---\n"),
        ("content/articles/p.md", "dossiers: [a]\nevents: [y, {date: 2020-01-01, title: Today}]\n---\n"),
    ]);
    assert_eq!(build(&sources).0.events.len(), 3);
    sources.selection.as_of = true;
    let (site, said) = build(&sources);
    assert_eq!((ids(&site), said), (vec!["2019-x", "2020-01-01-today"], vec![]));
}

#[test]
fn a_withdrawn_article_tells_nothing_and_registered_names_are_linked() {
    let site = print(&[
        ("content/places/astana.md", "also: [Nur-Sultan]\n---\n"),
        (
            "content/articles/p.md",
            "withdrawn: {date: 2017-02-01, reason: Wrong}\nevents: [{date: 2017, title: X}]\n---\n",
        ),
        ("content/articles/q.md", "events: [{date: 2018, title: Y, places: [astana, Nur-Sultan, Elsewhere]}]\n---\n"),
    ]);
    assert_eq!(ids(&site), ["2018-y"]);
    let place = site.entities.iter().position(|entity| *entity.id == *"astana").expect("the place");
    assert_eq!(site.events[0].places[0], NameRef::Entity(crate::model::site::EntityId(place as u32)));
    assert_eq!(site.events[0].places.len(), 2);
    assert_eq!(site.entities[place].events, [EventId(0)]);
}

#[test]
fn a_name_that_may_be_two_is_an_error() {
    let said = faults(&[
        ("content/people/a.md", "name: J. Smith\n---\n"),
        ("content/people/b.md", "name: J. Smith\n---\n"),
        ("content/articles/q.md", "events: [{date: 2018, title: Y, people: [J. Smith]}]\n---\n"),
    ]);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("ambiguous-name q.md"), "{said:?}");
}

#[test]
fn many_events_of_one_dossier_take_no_time() {
    let list: String = (0..20_000).map(|n| format!("  - {{date: 2017, title: Event {}}}\n", n / 2)).collect();
    let site = print(&[("content/dossiers/a/index.md", &format!("events:\n{list}---\n"))]);
    assert_eq!(site.events.len(), 10_000);
}
