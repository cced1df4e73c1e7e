//! Requests that mean harm: refused or survived, each asserted.

use super::client::{Folder, Server, read_answer, small};
use std::io::{Read, Write};

const SECRET: &str = "the secret of the house";

/// A site with a secret beside it, and links that lead to it.
fn guarded() -> (Folder, Server) {
    let folder =
        Folder::new(&[("secret.txt", SECRET), ("site/secret.txt", SECRET), ("site/content/notes.txt", SECRET)]);
    let site = small();
    copy(site.path(), &folder.file("site"));
    folder.write("site/content/articles/_hidden.md", &format!("---\ntitle: {SECRET}\n---\n{SECRET}\n"));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(folder.file("secret.txt"), folder.file("site/static/link.txt")).unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.file("site/static/folder")).unwrap();
    }
    let server = Server::start(&folder.file("site"), &[]);
    (folder, server)
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for item in std::fs::read_dir(from).unwrap() {
        let path = item.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        match path.is_dir() {
            true => copy(&path, &target),
            false => std::fs::copy(&path, &target).map(|_| ()).unwrap(),
        }
    }
}

/// Tricks beyond climbing out.
const WRITTEN: [&str; 50] = [
    "/throughline.yaml",
    "/content/articles/opens.md",
    "/content/notes.txt",
    "/notes.txt/../../secret.txt",
    "/secret.txt",
    "/.git/config",
    "/.env",
    "//secret.txt",
    "///etc/passwd",
    "/static/../secret.txt",
    "/static/link.txt",
    "/link.txt",
    "/folder/secret.txt",
    "/folder/site/secret.txt",
    "/etc/passwd",
    "/C:/Windows/win.ini",
    "/C:%5cWindows",
    "/CON",
    "/aux",
    "/articles/opens/index.html/..",
    "/index.html%00.txt",
    "/index.html%20",
    "/index.html.",
    "/INDEX.HTML::$DATA",
    "/articles/_hidden/",
    "/_hidden/",
    "/templates/base.html",
    "/themes/default/templates/base.html",
    "/assets/../../secret.txt",
    "/_throughline/../secret.txt",
    "/_throughline/view/../../secret.txt",
    "/_throughline/%2e%2e/secret.txt",
    "/_throughline/preview.js/../../secret.txt",
    "/_throughline/open?path=secret.txt",
    "/_throughline/view//secret.txt",
    "/_throughline/status?page=/../secret.txt",
    "/?path=../secret.txt",
    "/?../../secret.txt",
    "/#/../secret.txt",
    "/%",
    "/%2",
    "/%gg",
    "/%ff%fe",
    "/%80",
    "/%0d%0aSet-Cookie:a=b",
    "/%0a",
    "/%7f",
    "/%EF%BC%8F..%EF%BC%8Fsecret.txt",
    "/\u{202e}txt.terces",
    "/a%2f..%2fsecret.txt",
];

/// Ways to write `..`.
const CLIMBS: [&str; 18] = [
    "..",
    "%2e%2e",
    "%2E%2e",
    ".%2e",
    "%252e%252e",
    "..%00",
    "..;",
    "....",
    "%c0%ae%c0%ae",
    "..%c0%af",
    "%uff0e%uff0e",
    "%e0%80%ae%e0%80%ae",
    "．．",
    ". .",
    "..%20",
    "%00..",
    "~",
    "..%09",
];

/// Two hundred ways to ask for what is not on offer.
fn tricks() -> Vec<String> {
    let slashes = ["/", "%2f", "\\", "%5c", "//", "/./", "%252f", "%c1%9c"];
    let targets = ["secret.txt", "site/secret.txt", "throughline.yaml"];
    let mut all = Vec::new();
    for climb in CLIMBS {
        for slash in slashes {
            for target in targets.iter().take(1 + all.len() % 2) {
                all.push(format!("/{climb}{slash}{target}"));
                all.push(format!("/articles/opens/{climb}{slash}{climb}{slash}{target}"));
            }
        }
    }
    all.truncate(400);
    all.extend(WRITTEN.map(String::from));
    all.push(format!("/{}", "a/".repeat(4000)));
    all.push(format!("/{}secret.txt", "../".repeat(500)));
    all.push(format!("/{}", "%2e%2e%2f".repeat(300)));
    all
}

#[test]
fn nothing_outside_the_plan_is_served() {
    let (_folder, server) = guarded();
    let tricks = tricks();
    assert!(tricks.len() >= 200, "{}", tricks.len());
    for path in &tricks {
        let answer = server.get(path);
        let fine = [200, 302].contains(&answer.status) && path.contains('?');
        let refused = (400..500).contains(&answer.status) || fine || path.starts_with("/#");
        assert!(refused, "{path}: {}\n{}", answer.status, answer.text());
        assert!(!answer.text().contains(SECRET), "{path} told the secret");
        assert!(!answer.head.contains("Set-Cookie"), "{path}");
    }
    assert_eq!(server.get("/articles/opens/").status, 200);
}

#[test]
fn nothing_can_be_written() {
    let (folder, server) = guarded();
    let before = std::fs::read(folder.file("site/content/articles/opens.md")).unwrap();
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "FOO"] {
        let answer = server.ask(method, "/content/articles/opens.md", &["Content-Length: 0"]);
        assert!([400, 405].contains(&answer.status), "{method}: {}", answer.status);
        if answer.status == 405 {
            assert_eq!(answer.header("allow"), Some("GET, HEAD"), "{method}");
        }
    }
    assert_eq!(std::fs::read(folder.file("site/content/articles/opens.md")).unwrap(), before);
}

#[test]
fn a_strangers_name_is_not_answered() {
    let (_folder, server) = guarded();
    let port = server.port;
    for host in [
        "evil.example",
        "evil.example:80",
        "localhost.evil.example",
        "192.168.7.7",
        "0.0.0.0",
        "",
        "a b",
        "[::1",
        "[::2]",
    ] {
        let answer = server.get_with("/", &[&format!("Host: {host}")]);
        assert!([400, 421].contains(&answer.status), "{host}: {}", answer.status);
        assert!(!answer.text().contains("The Ledger"), "{host}");
    }
    for host in ["localhost".to_string(), format!("127.0.0.1:{port}"), format!("[::1]:{port}"), "news.localhost".into()]
    {
        assert_eq!(server.get_with("/", &[&format!("Host: {host}")]).status, 200, "{host}");
    }
    let none = server.send(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    assert!([400, 421].contains(&none.status), "{}", none.status);
    let whole = format!("GET http://evil.example/ HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n");
    assert_eq!(server.send(whole.as_bytes()).status, 421);
    let twice = format!("GET / HTTP/1.1\r\nHost: localhost:{port}\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    assert!([400, 421].contains(&server.send(twice.as_bytes()).status));
}

#[test]
fn a_strangers_page_reads_nothing_of_the_previews_own() {
    let (_folder, server) = guarded();
    let own = ["/_throughline/events", "/_throughline/status?page=/", "/_throughline/", "/_throughline/preview.js"];
    for path in own {
        for header in [
            "Origin: http://evil.example",
            "Origin: null",
            "Origin: http://localhost:1",
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site",
        ] {
            assert_eq!(server.get_with(path, &[header]).status, 403, "{path} {header}");
        }
    }
    let same = format!("Origin: http://localhost:{}", server.port);
    assert_eq!(server.get_with("/_throughline/status?page=/", &[&same, "Sec-Fetch-Site: same-origin"]).status, 200);
    for path in ["/", "/articles/opens/", "/_throughline/status?page=/"] {
        let answer = server.get(path);
        assert!(answer.header("access-control-allow-origin").is_none(), "{path}");
        assert_eq!(answer.header("cross-origin-resource-policy"), Some("same-origin"), "{path}");
    }
}

#[test]
fn nonsense_harms_nobody() {
    let (_folder, server) = guarded();
    let long = format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(200_000));
    let heavy = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "a".repeat(200_000));
    let many = format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "X: y\r\n".repeat(5000));
    for request in [
        &b"\r\n\r\n"[..],
        b"GET\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/9.9\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
        b"GET \x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        long.as_bytes(),
        heavy.as_bytes(),
        many.as_bytes(),
    ] {
        let mut stream = server.connect();
        let _ = stream.write_all(request);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let answer = read_answer(&mut stream);
        assert!(
            answer.status == 0 || answer.status >= 400,
            "{:?}: {}",
            &request[..request.len().min(40)],
            answer.status
        );
    }
    assert_eq!(server.get("/articles/opens/").status, 200);
}

#[test]
fn slow_clients_hold_nobody_up_and_are_let_go() {
    let (_folder, server) = guarded();
    let mut slow: Vec<_> = (0..100).map(|_| server.connect()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: localh").unwrap();
    }
    for _ in 0..20 {
        assert_eq!(server.get("/articles/opens/").status, 200);
    }
    // Whoever does not finish is let go: the server closes, without having answered with a page.
    for mut stream in slow {
        let mut said = Vec::new();
        let _ = stream.read_to_end(&mut said);
        assert!(!String::from_utf8_lossy(&said).contains("200 OK"));
    }
}

/// What a process holds open.
#[cfg(target_os = "linux")]
fn handles(server: &Server) -> usize {
    std::fs::read_dir(format!("/proc/{}/fd", server.id())).unwrap().count()
}

#[cfg(target_os = "linux")]
#[test]
fn clients_that_read_nothing_are_let_go_and_listeners_stay() {
    let (folder, server) = guarded();
    std::fs::write(folder.file("site/static/film.mp4"), vec![7; 32 << 20]).unwrap();
    server.wait_for("the film", |server| (server.ask("HEAD", "/film.mp4", &[]).status == 200).then_some(()));
    let mut listening = super::client::events(&server);
    assert!(listening.next().is_some());
    let before = handles(&server);
    let deaf: Vec<_> = (0..40)
        .map(|_| {
            let mut stream = server.connect();
            stream.write_all(b"GET /film.mp4 HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
            stream
        })
        .collect();
    server.wait_for("the answers to begin", |server| (handles(server) >= before + 2 * deaf.len()).then_some(()));
    assert_eq!(server.get("/articles/opens/").status, 200);
    // Connections and films are closed, though every client still holds its end.
    // What the server opened for itself meanwhile is none of theirs.
    server.wait_for("their end", |server| (handles(server) < before + 10).then_some(()));
    // An event stream may be silent for as long as it likes.
    folder.write("site/static/notes.txt", "heard");
    assert!(listening.next().is_some());
    drop(deaf);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_site_is_told_and_not_served() {
    use std::os::unix::fs::symlink;
    let (folder, server) = guarded();
    folder.write("site/aside/inside.txt", "within the site");
    let told = |server: &Server| server.get("/_throughline/").text().matches("leads out of the site").count();
    assert_eq!(told(&server), 2);
    for path in ["/link.txt", "/folder/secret.txt"] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    symlink("../aside/inside.txt", folder.file("site/static/inside.txt")).unwrap();
    symlink(folder.file("secret.txt"), folder.file("site/static/late.txt")).unwrap();
    server.wait_for("the links", |server| (told(server) == 3).then_some(()));
    server.wait_for("what lies within", |server| (server.get("/inside.txt").text() == "within the site").then_some(()));
    assert_eq!(server.get("/late.txt").status, 404);
    // A file in the place of each.
    for path in ["site/static/late.txt", "site/static/link.txt", "site/static/folder"] {
        std::fs::remove_file(folder.file(path)).unwrap();
    }
    folder.write("site/static/late.txt", "a file");
    server.wait_for("the file", |server| (server.get("/late.txt").text() == "a file").then_some(()));
    server.wait_for("all mended", |server| (told(server) == 0).then_some(()));
}

#[test]
fn a_thousand_open_event_streams_leave_room_for_pages() {
    let (_folder, server) = guarded();
    let mut streams = Vec::new();
    let (mut open, mut refused) = (0, 0);
    for _ in 0..1000 {
        let mut stream = server.connect();
        let request = format!("GET /_throughline/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", server.port);
        stream.write_all(request.as_bytes()).unwrap();
        let mut first = [0; 12];
        stream.read_exact(&mut first).unwrap();
        match &first {
            b"HTTP/1.1 200" => {
                open += 1;
                streams.push(stream);
            }
            b"HTTP/1.1 503" => refused += 1,
            other => panic!("{}", String::from_utf8_lossy(other)),
        }
    }
    assert_eq!((open, refused), (512, 488));
    for _ in 0..20 {
        assert_eq!(server.get("/articles/opens/").status, 200);
    }
    drop(streams);
    // Places are given back.
    server.wait_for("a place", |server| {
        let mut stream = server.connect();
        stream.write_all(b"GET /_throughline/events HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut first = [0; 12];
        (stream.read_exact(&mut first).is_ok() && &first == b"HTTP/1.1 200").then_some(())
    });
}
