//! Pages as they would be published: bytes, types, tags, ranges, redirects, modes.

use super::client::{CONFIG, Folder, Server, article, small};
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::process::Command;
use throughline::io::preview::server;

/// Builds the folder; what was written, by path.
fn build(folder: &Folder, arguments: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let out = tempfile::tempdir().unwrap();
    let target = out.path().join("public");
    let mut command = Command::new(env!("CARGO_BIN_EXE_throughline"));
    command.arg("build").arg("--root").arg(folder.path()).arg("--out").arg(&target).args(arguments);
    let done = command.output().expect("the program");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut files = BTreeMap::new();
    gather(&target, &target, &mut files);
    files
}

fn gather(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for item in std::fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            gather(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            files.insert(name, std::fs::read(&path).unwrap());
        }
    }
}

const PUBLIC: &str = "Cookie: throughline_public=1";

#[test]
fn the_public_preview_is_the_build_and_one_line() {
    let folder = small();
    let draft = article("Not yet", "published: 2026-03-10\ndraft: true\ndossiers: [harbour]\n", "Secret.");
    folder.write("content/articles/draft.md", &draft);
    folder.write("content/articles/old.md", &article("Old", "published: 2026-01-10\naliases: [/ancient/]\n", "Text."));
    let built = build(&folder, &[]);
    let server = Server::start(folder.path(), &[]);
    assert!(built.len() > 20);
    for (path, bytes) in built.iter().filter(|(path, _)| !path.starts_with('.')) {
        let answer = server.get_with(&format!("/{path}"), &[PUBLIC]);
        assert_eq!(answer.status, 200, "{path}");
        let lines = answer.text().matches("/_throughline/preview.js").count();
        assert_eq!(lines, usize::from(path.ends_with(".html")), "{path}");
        assert_eq!(answer.published(), *bytes, "{path}");
    }
    assert_eq!(server.get_with("/articles/draft/", &[PUBLIC]).status, 404);
    assert!(server.get_with("/ancient/", &[PUBLIC]).text().contains("/articles/old/"));
}

#[test]
fn an_editor_sees_what_is_held_and_why() {
    let folder = small();
    folder.write("content/articles/draft.md", &article("Not yet", "published: 2026-03-10\ndraft: true\n", "Secret."));
    let later = "published: 2026-03-10\nembargoed_until: 2999-05-04T06:00:00Z\n";
    folder.write("content/articles/held.md", &article("Held", later, "Secret."));
    folder.write("content/articles/future.md", &article("Future", "published: 2999-06-01\n", "Later."));
    let server = Server::start(folder.path(), &[]);
    for (address, hold) in
        [("draft", "draft"), ("held", "embargoed until 4 May 2999"), ("future", "published on 1 June")]
    {
        assert_eq!(server.get(&format!("/articles/{address}/")).status, 200, "{address}");
        let status = server.get(&format!("/_throughline/status?page=/articles/{address}/")).text();
        assert!(status.contains(&format!("\"hold\":\"{hold}")), "{status}");
        assert_eq!(server.get_with(&format!("/articles/{address}/"), &[PUBLIC]).status, 404, "{address}");
    }
    let seen = server.get_with("/articles/future/", &[PUBLIC, "Cookie: throughline_as_of=2999-06-02T10%3A00"]);
    assert_eq!(seen.status, 200);
    let early = "Cookie: throughline_public=1; throughline_as_of=2026-03-02";
    assert_eq!(server.get_with("/articles/opens/", &[early]).status, 200);
    assert_eq!(server.get_with("/articles/grows/", &[early]).status, 404);
    assert_eq!(server.get_with("/articles/grows/", &["Cookie: throughline_as_of=nonsense"]).status, 200);
    let status = server.get("/_throughline/status?page=/").text();
    assert!(status.contains("\"next\":\"4 May 2999 06:00 UTC\""), "{status}");
}

#[test]
fn a_page_has_a_strong_tag_and_is_not_sent_twice() {
    let folder = small();
    let server = Server::start(folder.path(), &[]);
    for path in ["/", "/articles/opens/", "/feed.xml", "/notes.txt", "/nothing/", "/_throughline/preview.js"] {
        let first = server.get(path);
        let tag = first.header("etag").unwrap_or_else(|| panic!("{path} has no tag")).to_string();
        assert!(tag.starts_with('"') && tag.len() == 34, "{tag}");
        assert_eq!(first.header("cache-control"), Some("no-cache"));
        for known in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".into()] {
            let again = server.get_with(path, &[&format!("If-None-Match: {known}")]);
            assert_eq!((again.status, again.body.len()), (304, 0), "{path} {known}");
            assert_eq!(again.header("etag"), Some(&*tag));
        }
        assert_eq!(server.get_with(path, &["If-None-Match: \"x\""]).status, first.status, "{path}");
        let head = server.ask("HEAD", path, &[]);
        assert_eq!((head.status, head.body.len()), (first.status, 0), "{path}");
        assert_eq!(head.header("content-length"), first.header("content-length"), "{path}");
        assert_eq!(head.header("etag"), Some(&*tag), "{path}");
    }
}

#[test]
fn a_range_of_a_film_is_sent_alone() {
    let folder = small();
    let server = Server::start(folder.path(), &[]);
    let part = server.get_with("/clip.mp4", &["Range: bytes=5-9"]);
    assert_eq!((part.status, part.text()), (206, "56789".into()));
    assert_eq!(part.header("content-range"), Some("bytes 5-9/20"));
    assert_eq!(part.header("content-type"), Some("video/mp4"));
    assert_eq!(server.get_with("/clip.mp4", &["Range: bytes=-3"]).text(), "hij");
    let beyond = server.get_with("/clip.mp4", &["Range: bytes=20-"]);
    assert_eq!((beyond.status, beyond.header("content-range")), (416, Some("bytes */20")));
    let tag = part.header("etag").unwrap();
    let same = server.get_with("/clip.mp4", &["Range: bytes=0-1", &format!("If-Range: {tag}")]);
    assert_eq!((same.status, same.text()), (206, "01".into()));
    let other = server.get_with("/clip.mp4", &["Range: bytes=0-1", "If-Range: \"x\""]);
    assert_eq!((other.status, other.body.len()), (200, 20));
    assert_eq!(server.get_with("/clip.mp4", &["Range: bytes=0-1,3-4"]).status, 200);
}

#[test]
fn every_output_says_what_it_is() {
    let server_folder = small();
    let server = Server::start(server_folder.path(), &[]);
    let types = [
        ("/", "text/html; charset=utf-8"),
        ("/feed.xml", "application/atom+xml; charset=utf-8"),
        ("/feed.json", "application/feed+json; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/notes.txt", "text/plain; charset=utf-8"),
        ("/_throughline/preview.js", "text/javascript; charset=utf-8"),
        ("/_throughline/preview.css", "text/css; charset=utf-8"),
        ("/_throughline/status?page=/", "application/json; charset=utf-8"),
        ("/_throughline/view/articles/opens/", "application/json; charset=utf-8"),
        ("/_throughline/", "text/html; charset=utf-8"),
    ];
    for (path, expected) in types {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(expected)), "{path}");
    }
    let explained = Command::new(env!("CARGO_BIN_EXE_throughline"))
        .args(["explain", "/articles/opens/", "--view", "--root"])
        .arg(server_folder.path())
        .output()
        .unwrap();
    assert_eq!(server.get("/_throughline/view/articles/opens/").body, explained.stdout);
}

#[test]
fn what_is_not_there_is_the_sites_own_page_with_404() {
    let folder = small();
    let server = Server::start(folder.path(), &[]);
    let answer = server.get("/articles/nothing/");
    assert_eq!(answer.status, 404);
    assert!(answer.text().contains("data-page=\"/articles/nothing/\""), "{}", answer.text());
    assert_eq!(answer.published(), server.get("/404.html").published());
    assert_eq!(server.get("/404.html").status, 200);
    assert_eq!(server.get("/_throughline/nothing").status, 404);
    let folded = server.get("/articles/opens?a=b");
    assert_eq!((folded.status, folded.header("location")), (302, Some("/articles/opens/?a=b")));
}

#[test]
fn a_site_below_a_folder_is_served_there() {
    let folder = small();
    folder.write("throughline.yaml", &CONFIG.replace("ledger.example/", "ledger.example/news/"));
    let server = Server::start(folder.path(), &[]);
    let root = server.get("/");
    assert_eq!((root.status, root.header("location")), (302, Some("/news/")));
    assert_eq!(server.get("/news").header("location"), Some("/news/"));
    let home = server.get("/news/");
    assert_eq!(home.status, 200);
    assert!(home.text().contains("data-page=\"/\""));
    assert!(home.text().contains("href=\"/news/articles/grows/\"") || home.text().contains("/news/dossiers/harbour/"));
    assert_eq!(server.get("/articles/opens/").status, 404);
    assert_eq!(server.get("/newspaper/").status, 404);
    assert_eq!(server.get("/news/articles/opens/").status, 200);
    assert!(server.said().contains("/news/"), "{}", server.said());
}

#[test]
fn a_page_that_cannot_be_made_says_why_and_mends_itself() {
    let folder = small();
    folder.write("templates/article.html", "<p>{{ article.nothing.here }}</p>");
    let server = Server::start(folder.path(), &[]);
    let broken = server.get("/articles/opens/");
    assert_eq!(broken.status, 500);
    assert!(broken.text().contains("templates/article.html"), "{}", broken.text());
    assert!(broken.text().contains("data-page=\"/articles/opens/\""), "{}", broken.text());
    let status = server.get("/_throughline/status?page=/articles/opens/").text();
    assert!(status.contains("\"here\":[{\"severity\":\"error\""), "{status}");
    assert_eq!(server.get("/").status, 200);
    folder.remove("templates/article.html");
    server.wait_for("the page", |server| (server.get("/articles/opens/").status == 200).then_some(()));
}

#[test]
fn the_program_stops_at_once_and_cleanly() {
    let folder = small();
    let server = Server::start(folder.path(), &[]);
    let _open = server.connect();
    #[cfg(unix)]
    assert_eq!(server.interrupt(), Some(0));
}

#[test]
fn a_port_that_is_taken_is_not_fought_over() {
    let folder = small();
    let first = Server::start(folder.path(), &[]);
    let second = Server::start(folder.path(), &["--port", &first.port.to_string()]);
    assert_ne!(first.port, second.port);
    assert!(second.said().contains(&format!("port {} is taken", first.port)), "{}", second.said());
}

#[test]
fn the_next_port_is_one_that_browsers_open() {
    let host = IpAddr::V4(Ipv4Addr::LOCALHOST);
    // It is taken now, by us or by somebody else; the six after it belong to chats.
    let _taken = std::net::TcpListener::bind((host, 6664));
    let port = server::bind(host, 6664).and_then(|listener| listener.local_addr()).unwrap().port();
    assert!(port > 6669 && !server::is_refused(port), "{port}");
}
