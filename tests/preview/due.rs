//! A piece appears by itself when its embargo ends: the preview runs here, with a clock whose hands can be moved.

use super::client::{Folder, Server, article, events, small};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use throughline::base::progress::Silent;
use throughline::build::load::Request;
use throughline::build::preview::mode::Mode;
use throughline::io::clock::Clock;
use throughline::io::preview::editor::Editor;
use throughline::io::preview::stage::Stage;
use throughline::io::preview::{run, server};
use throughline::io::terminal::{Format, Terminal};

const PUBLIC: &str = "Cookie: throughline_public=1";

/// The preview of a folder by this clock. It is served until the tests end.
fn preview(folder: &Folder, clock: &Clock) -> Server {
    let host = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let listener = server::bind(host, 0).unwrap();
    let port = listener.local_addr().unwrap().port();
    let request = Request { publish: false, ..Request::default() };
    let editor = Editor::read("none").unwrap();
    let stage = Stage::open(folder.path().into(), clock.clone(), request, host, editor, Mode::default(), &Silent);
    let stage = Arc::new(stage.unwrap_or_else(|faults| panic!("{faults:#?}")));
    std::thread::spawn(move || run(listener, stage, false, &Terminal::new(Format::Human, true, false), false));
    Server::here(port)
}

#[test]
fn whoever_looks_at_the_terminal_is_told_which_piece_it_is() {
    let folder = small();
    let held = "published: 2030-05-04T06:00:00Z\ndossiers: [harbour]\n";
    folder.write("content/articles/held.md", &article("The sealed report", held, "What nobody knew."));
    let later = held.replace("05-04", "05-05");
    folder.write("content/articles/later.md", &article("A later report", &later, "Nor that."));
    let clock = Clock::default();
    clock.set("2030-05-04T05:59:00Z".parse().unwrap());
    let editor = || Editor::read("none").unwrap();
    let request = || Request { publish: false, ..Request::default() };
    for public in [false, true] {
        clock.set("2030-05-04T05:59:00Z".parse().unwrap());
        let mode = Mode { public, as_of: None };
        let host = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let opened = Stage::open(folder.path().into(), clock.clone(), request(), host, editor(), mode, &Silent);
        let stage = opened.unwrap_or_else(|faults| panic!("{faults:#?}"));
        clock.set("2030-05-04T06:00:00Z".parse().unwrap());
        let outcome = stage.relink().expect("a state");
        let sources: Vec<&str> = outcome.moved.sources.iter().map(|path| path.as_str()).collect();
        assert_eq!(sources, ["content/articles/held.md"]);
        assert!(outcome.pages > 1 && outcome.moved.files.is_empty());
    }
}

#[test]
fn a_piece_appears_by_itself_when_its_embargo_ends() {
    let folder = small();
    let held = "published: 2030-05-04T06:00:00Z\nembargoed_until: 2030-05-04T06:00:00Z\ndossiers: [harbour]\n";
    folder.write("content/articles/held.md", &article("The sealed report", held, "What nobody knew."));
    // Every folder of a site is there, so that the watch need not look for one: nothing but the minute can wake it.
    ["templates", "themes", "words"].iter().for_each(|name| std::fs::create_dir(folder.file(name)).unwrap());
    let clock = Clock::default();
    clock.set("2030-05-04T05:00:10Z".parse().unwrap());
    let server = preview(&folder, &clock);
    let (mut one, mut two) = (events(&server), events(&server));
    assert_eq!(one.next(), two.next());
    let status = |server: &Server| server.get("/_throughline/status?page=/articles/held/").text();
    assert!(status(&server).contains("\"hold\":\"embargoed until 4 May 2030 06:00 UTC\""), "{}", status(&server));
    assert_eq!(server.get_with("/articles/held/", &[PUBLIC]).status, 404);
    let lists = ["/", "/dossiers/harbour/", "/feed.xml", "/sitemap.xml"];
    for list in lists {
        assert!(!server.get_with(list, &[PUBLIC]).text().contains("/articles/held/"), "{list}");
    }
    // An hour passes at once; that something else is written makes the watch look at its clock again.
    clock.set("2030-05-04T05:59:56.500Z".parse().unwrap());
    folder.write("static/notes.txt", "another note\n");
    assert!(one.next().unwrap().contains("\"files\":[\"/notes.txt\"]"));
    assert!(two.next().unwrap().contains("\"files\":[\"/notes.txt\"]"));
    // From here on nobody touches anything, and the look that follows each change is over before the minute strikes.
    server.wait_for("the page", |server| (server.get_with("/articles/held/", &[PUBLIC]).status == 200).then_some(()));
    let told = one.next().unwrap();
    assert!(told.contains("\"files\":[]"), "{told}");
    assert_eq!(two.next().unwrap(), told);
    for list in lists {
        assert!(server.get_with(list, &[PUBLIC]).text().contains("/articles/held/"), "{list}");
    }
    assert!(status(&server).contains("\"hold\":null") && status(&server).contains("\"next\":null"));
}
