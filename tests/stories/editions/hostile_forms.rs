//! Bags, web archives and books that mean harm: refused by `verify` and `restore`, and nothing is written.

use super::resealed::{entries, zipped};
use super::{archive, desk, made};
use crate::kit::Story;
use std::fs;
use std::io::Write;

type Entries = Vec<(String, Vec<u8>)>;
/// What is done to the entries of a good archive, and a part of what must be said of it then.
type Harm<'h> = (&'h str, &'h dyn Fn(&mut Entries));

fn add(all: &mut Entries, path: &str) {
    all.push((path.into(), b"bad".to_vec()));
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::GzBuilder::new().mtime(0).operating_system(255).write(Vec::new(), Default::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// Does each harm to a good archive, and looks at what is said of it, and that nothing comes of it.
fn harmed(story: &Story, good: &Entries, restores: bool, harms: &[Harm]) {
    for (words, harm) in harms {
        let mut bad = good.clone();
        harm(&mut bad);
        fs::create_dir_all(story.path("hostile")).unwrap();
        story.write("hostile/bad", zipped(&bad));
        let said = story.run_in("hostile", &["archive", "verify", "bad"]);
        assert_eq!(said.code, 1, "{words}: {}", said.err);
        assert!(said.err.contains(words), "wanted: {words}\nsaid: {}", said.err);
        if restores {
            let said = story.run_in("hostile", &["archive", "restore", "bad", "back"]);
            assert_eq!(said.code, 1, "{words}: {}", said.err);
        }
        assert_eq!(story.files("hostile"), ["bad"], "{words}");
        assert_eq!(fs::read_dir(story.path("hostile")).unwrap().count(), 1, "{words}");
    }
}

#[test]
fn hostile_bags_are_refused() {
    let story = desk();
    archive(&story, &["--as-of", "2019-01-01", "--format", "bagit", "--zip", "--with-sources"]);
    let good = entries(&story.path(&made(&story, ".bag.zip")));
    let top = good[0].0.split('/').next().unwrap().to_string();
    let within = |path: &str| format!("{top}/{path}");
    harmed(
        &story,
        &good,
        true,
        &[
            ("leads out of the archive", &|all| add(all, &within("data/../../x"))),
            ("lies outside the bag", &|all| add(all, "elsewhere/x")),
            ("lies outside the bag", &|all| add(all, "x")),
            ("`fetch.txt` was added to the bag", &|all| add(all, &within("fetch.txt"))),
            ("`tags/x` was added to the bag", &|all| add(all, &within("tags/x"))),
            ("is there twice", &|all| add(all, &within("bagit.txt"))),
            ("is there twice", &|all| add(all, &within("data/index.html"))),
            ("`planted.html` is not in `manifest.json`", &|all| add(all, &within("data/planted.html"))),
            ("has a colon in a name", &|all| add(all, &within("data/a:b"))),
            ("`tagmanifest-sha512.txt` is missing", &|all| {
                all.retain(|(path, _)| !path.ends_with("tagmanifest-sha512.txt"));
            }),
            ("`index.html` is missing", &|all| all.retain(|(path, _)| *path != within("data/index.html"))),
            ("it is no edition", &|all| all.retain(|(path, _)| !path.ends_with("data/manifest.json"))),
        ],
    );
}

#[cfg(unix)]
#[test]
fn a_link_in_a_bag_is_not_followed() {
    for place in ["data/index.html", "bag-info.txt", "data"] {
        let story = desk();
        archive(&story, &["--as-of", "2019-01-01", "--format", "bagit"]);
        let file = story.path(&format!("{}/{place}", made(&story, ".bag")));
        let moved = story.path("moved");
        fs::rename(&file, &moved).unwrap();
        std::os::unix::fs::symlink(&moved, &file).unwrap();
        let said = story.run(&["archive", "verify", &made(&story, ".bag")]);
        assert_eq!(said.code, 1, "{place}: {}", said.err);
    }
}

#[test]
fn hostile_web_archives_are_refused() {
    let story = desk();
    archive(&story, &["--as-of", "2019-01-01", "--format", "wacz", "--with-sources"]);
    let good = entries(&story.path(&made(&story, ".wacz")));
    let huge = gzip(&vec![b'x'; 10 << 20]);
    let first = "WARC/1.1\r\n\r\n\r\n\r\n";
    let lied = "WARC/1.1\r\nContent-Length: 99999999999\r\n\r\nHTTP/1.1 200 OK\r\n\r\n";
    let lied = [gzip(first.as_bytes()), gzip(lied.as_bytes())].concat();
    let endless = [gzip(first.as_bytes()), gzip(&vec![b'x'; 1 << 20])].concat();
    harmed(
        &story,
        &good,
        true,
        &[
            ("holds these members and no others", &|all| add(all, "archive/more.warc.gz")),
            ("holds these members and no others", &|all| all.truncate(5)),
            ("leads out of the archive", &|all| add(all, "../x")),
            ("its gzip header is not", &|all| all[0].1.clear()),
            ("its gzip header is not", &|all| all[0].1[3] = 8),
            ("other data follows the end", &|all| all[0].1.clone_from(&huge)),
            ("is not that of a manifest", &|all| all[0].1.clone_from(&lied)),
            ("the head of a record does not end", &|all| all[0].1.clone_from(&endless)),
            ("its records end before", &|all| {
                let end = all[0].1.windows(4).rposition(|four| four == [0x1f, 0x8b, 8, 0]).unwrap();
                all[0].1.truncate(end);
            }),
            ("more records follow", &|all| {
                let last = all[0].1.windows(4).rposition(|four| four == [0x1f, 0x8b, 8, 0]).unwrap();
                let again = all[0].1[last..].to_vec();
                all[0].1.extend(again);
            }),
            ("`indexes/index.cdx.gz` does not lead to the records", &|all| all[1].1.clear()),
            ("`indexes/index.cdx.gz` does not lead to the records", &|all| all[1].1.clone_from(&huge)),
            ("`indexes/index.idx` is altered", &|all| all[2].1.extend(b"more")),
            ("`pages/pages.jsonl` is altered", &|all| all[3].1.extend(b"{}\n")),
            ("`datapackage.json` is altered", &|all| all[4].1.extend(b"\n")),
            ("`datapackage-digest.json` is altered", &|all| all[5].1.clear()),
        ],
    );
}

#[test]
fn hostile_books_are_refused() {
    let story = desk();
    archive(&story, &["--as-of", "2019-01-01", "--dossier", "talks", "--format", "epub"]);
    let good = entries(&story.path(&made(&story, ".epub")));
    harmed(
        &story,
        &good,
        false,
        &[
            ("leads out of the archive", &|all| all.insert(1, ("../x".into(), Vec::new()))),
            ("has a colon in a name", &|all| all.insert(1, ("EPUB/a:b".into(), Vec::new()))),
            ("is there twice", &|all| all.insert(1, all[1].clone())),
            ("`EPUB/more.xhtml` is not in `META-INF/derived.json`", &|all| {
                all.insert(1, ("EPUB/more.xhtml".into(), Vec::new()));
            }),
            ("is not where it was", &|all| all.swap(1, 2)),
            ("`EPUB/nav.xhtml` is missing", &|all| all.retain(|(path, _)| path != "EPUB/nav.xhtml")),
            ("does not begin with `mimetype`", &|all| drop(all.pop())),
            ("`EPUB/nav.xhtml` is altered", &|all| {
                all.iter_mut().filter(|(path, _)| path == "EPUB/nav.xhtml").for_each(|(_, bytes)| bytes.push(b' '));
            }),
            ("is not JSON", &|all| all.last_mut().unwrap().1.clear()),
        ],
    );
}
