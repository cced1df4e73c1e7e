//! Films and other files that no memory should hold whole.

use super::client::{Folder, Server, small};
use std::fs::OpenOptions;
use std::io::{Read, Seek, SeekFrom, Write};

const LENGTH: u64 = 400 << 20;
/// Something to see in a file that is empty else.
const MARK: (u64, &[u8]) = (333_333_333, b"here");

/// A site with a film of 400 MB, which takes no room on the disk.
fn with_film() -> Folder {
    let folder = small();
    let mut film = OpenOptions::new().write(true).create_new(true).open(folder.file("static/film.mp4")).unwrap();
    film.set_len(LENGTH).unwrap();
    film.seek(SeekFrom::Start(MARK.0)).unwrap();
    film.write_all(MARK.1).unwrap();
    folder
}

/// Reads an answer piece by piece: its head, the length of its body, and where the mark lies in that.
fn read_on(server: &Server, headers: &str) -> (String, u64, Option<u64>) {
    let mut stream = server.connect();
    write!(stream, "GET /film.mp4 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n").unwrap();
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).unwrap();
        head.push(byte[0]);
    }
    let (mut length, mut found, mut buffer) = (0, None, vec![0; 1 << 20]);
    loop {
        let count = stream.read(&mut buffer).unwrap();
        if count == 0 {
            return (String::from_utf8(head).unwrap(), length, found);
        }
        let at = buffer[..count].iter().position(|byte| *byte != 0);
        found = found.or(at.map(|at| length + at as u64));
        length += count as u64;
    }
}

#[test]
fn a_large_film_is_never_held_whole() {
    let folder = with_film();
    let server = Server::start(folder.path(), &[]);
    let part = server.get_with("/film.mp4", &[&format!("Range: bytes={}-{}", MARK.0, MARK.0 + 3)]);
    assert_eq!((part.status, part.text()), (206, "here".into()));
    assert_eq!(part.header("content-range"), Some(&*format!("bytes {}-{}/{LENGTH}", MARK.0, MARK.0 + 3)));
    let tag = part.header("etag").unwrap().to_string();
    let head = server.ask("HEAD", "/film.mp4", &[]);
    assert_eq!((head.status, head.header("content-length")), (200, Some(&*LENGTH.to_string())));
    assert_eq!(head.header("etag"), Some(&*tag));
    let known = server.get_with("/film.mp4", &[&format!("If-None-Match: {tag}")]);
    assert_eq!((known.status, known.body.len()), (304, 0));
    let (whole, length, found) = read_on(&server, "");
    assert!(whole.starts_with("HTTP/1.1 200") && whole.contains(&format!("content-length: {LENGTH}")), "{whole}");
    assert_eq!((length, found), (LENGTH, Some(MARK.0)));
    let (rest, length, found) = read_on(&server, "Range: bytes=100000000-\r\n");
    assert!(rest.starts_with("HTTP/1.1 206"), "{rest}");
    assert_eq!((length, found), (LENGTH - 100_000_000, Some(MARK.0 - 100_000_000)));
    assert_eq!(server.get("/_throughline/status?page=/film.mp4").status, 200);
    #[cfg(target_os = "linux")]
    assert!(server.peak() < 200, "it held {} MB", server.peak());
}

#[test]
fn a_film_that_changes_has_another_tag_and_one_that_goes_is_gone() {
    let folder = with_film();
    let server = Server::start(folder.path(), &[]);
    let before = server.ask("HEAD", "/film.mp4", &[]).header("etag").map(String::from);
    let mut film = OpenOptions::new().write(true).open(folder.file("static/film.mp4")).unwrap();
    film.write_all(b"other").unwrap();
    drop(film);
    let part = server.get_with("/film.mp4", &["Range: bytes=0-4"]);
    assert_eq!(part.text(), "other");
    assert_ne!(part.header("etag").map(String::from), before);
    folder.remove("static/film.mp4");
    server.wait_for("nothing there", |server| (server.get("/film.mp4").status == 404).then_some(()));
}
