//! Containers that were altered and sealed anew, so that every sum in them fits: each is refused, or has another id.

use super::{archive, desk, made};
use crate::kit::Story;
use sha2::{Digest, Sha512};
use std::fs;
use std::path::Path;
use throughline::build::edition::manifest::{hex, sha256};
use throughline::io::archive::zip::read::ZipReader;
use throughline::io::archive::zip::write::{ZipWriter, keep, pack};

/// Every entry of a ZIP archive, unpacked.
pub fn entries(file: &Path) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipReader::open(file).unwrap();
    let mut all = Vec::new();
    for at in 0..zip.entries.len() {
        let mut held = Vec::new();
        zip.read(at, &mut |bytes| bytes.read_to_end(&mut held).map(drop).map_err(|error| panic!("{error}"))).unwrap();
        all.push((zip.entries[at].path.clone(), held));
    }
    all
}

/// A ZIP archive of these: lengths and checksums are theirs.
pub fn zipped(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = ZipWriter::new(Vec::new());
    for (path, bytes) in entries {
        let one = if path == "mimetype" { keep(path, bytes.clone()) } else { pack(path, bytes.clone()) };
        out.add(&one).unwrap();
    }
    out.finish().unwrap()
}

/// The tag manifests of the bag at `top`, made anew of its tag files; and its payload manifests, of its payload.
fn seal(story: &Story, top: &str) {
    let sums = |names: &[String], within: &str, sha512: bool| -> String {
        let line = |name: &String| {
            let bytes = fs::read(story.path(&format!("{top}/{within}{name}"))).unwrap();
            let sum = if sha512 { hex(&Sha512::digest(&bytes)) } else { sha256(&bytes) };
            format!("{sum}  {within}{name}\n")
        };
        names.iter().map(line).collect()
    };
    let payload = story.files(&format!("{top}/data"));
    story.write(&format!("{top}/manifest-sha256.txt"), sums(&payload, "data/", false));
    story.write(&format!("{top}/manifest-sha512.txt"), sums(&payload, "data/", true));
    let tags: Vec<String> = fs::read_dir(story.path(top))
        .unwrap()
        .map(|item| item.unwrap())
        .filter(|item| item.file_type().unwrap().is_file())
        .map(|item| item.file_name().into_string().unwrap())
        .filter(|name| !name.starts_with("tagmanifest"))
        .collect();
    let mut tags = tags;
    tags.sort();
    story.write(&format!("{top}/tagmanifest-sha256.txt"), sums(&tags, "", false));
    story.write(&format!("{top}/tagmanifest-sha512.txt"), sums(&tags, "", true));
}

#[test]
fn a_bag_says_of_itself_what_follows_from_its_manifest() {
    let story = desk();
    archive(&story, &["--as-of", "2019-01-01", "--format", "bagit"]);
    let bag = made(&story, ".bag");
    let verify = || story.run(&["archive", "verify", &bag]);
    seal(&story, &bag);
    assert_eq!(verify().code, 0, "{}", verify().err);
    let info = format!("{bag}/bag-info.txt");
    let good = story.read(&info);
    assert!(good.contains("Source-Organization: The Desk\n"), "{good}");
    for (old, new) in [
        ("Source-Organization: The Desk", "Source-Organization: The Post"),
        ("Bagging-Date: 2019", "Bagging-Date: 1999"),
        ("External-Identifier: sha256:", "External-Identifier: sha256:0"),
        ("Payload-Oxum: ", "Payload-Oxum: 1"),
        ("Payload-Oxum: ", "Contact-Name: Nobody\nPayload-Oxum: "),
        ("\nPayload", "\r\nPayload"),
    ] {
        assert!(good.contains(old), "{old}: {good}");
        story.write(&info, good.replacen(old, new, 1));
        seal(&story, &bag);
        let said = verify();
        assert_eq!(said.code, 1, "{new}: {}", said.err);
        assert!(said.err.contains("`bag-info.txt` is altered"), "{new}: {}", said.err);
    }
    story.write(&info, &good);
    let declaration = format!("{bag}/bagit.txt");
    let declared = story.read(&declaration);
    story.write(&declaration, format!("{declared}More: words\n"));
    seal(&story, &bag);
    assert!(verify().err.contains("`bagit.txt` is altered"), "{}", verify().err);
    story.write(&declaration, declared).write(&format!("{bag}/notes.txt"), "more");
    seal(&story, &bag);
    assert!(verify().err.contains("`notes.txt` was added to the bag"), "{}", verify().err);
    story.remove(&format!("{bag}/notes.txt"));
    let page = format!("{bag}/data/index.html");
    story.write(&page, story.read(&page).replace("The Desk", "The Post"));
    seal(&story, &bag);
    let said = verify();
    assert_eq!(said.code, 1);
    assert!(said.err.contains("`index.html`"), "{}", said.err);
}

#[test]
fn a_zip_whose_checksums_fit_is_no_other_edition() {
    let story = desk();
    archive(&story, &["--as-of", "2019-01-01", "--format", "zip,bagit", "--zip"]);
    for ending in [".zip", ".bag.zip"] {
        let good = story.path(&made(&story, ending));
        let id = story.run(&["archive", "verify", good.to_str().unwrap()]).out.trim().to_string();
        let whole = entries(&good);
        story.write("bad.zip", zipped(&whole));
        assert_eq!(story.run(&["archive", "verify", "bad.zip", "--id", &id]).code, 0, "{ending}");
        for at in 0..whole.len() {
            let mut bad = whole.clone();
            bad[at].1.push(b' ');
            story.write("bad.zip", zipped(&bad));
            let said = story.run(&["archive", "verify", "bad.zip", "--id", &id]);
            assert_eq!(said.code, 1, "{ending}: {}: {}", whole[at].0, said.err);
        }
    }
}

#[test]
fn a_book_or_page_that_is_sealed_anew_has_another_id() {
    let story = desk();
    archive(&story, &["--as-of", "2019-01-01", "--dossier", "talks", "--format", "epub,html"]);
    let id = |name: &str| story.run(&["archive", "verify", name]).out.trim().to_string();
    let (book, page) = (made(&story, ".epub"), made(&story, ".html"));
    let (of_book, of_page) = (id(&book), id(&page));
    assert!(of_book.len() == 64 && of_page.len() == 64);

    let mut members = entries(&story.path(&book));
    let at = members.iter().position(|(path, _)| path == "EPUB/article-1.xhtml").unwrap();
    let forged = String::from_utf8(members[at].1.clone()).unwrap().replace("follows", "never follows");
    let sealed = |text: &str, old: &[u8], new: &[u8]| {
        assert!(text.contains(&sha256(old)));
        let text = text.replace(&sha256(old), &sha256(new));
        text.replace(&format!("\"bytes\":{}", old.len()), &format!("\"bytes\":{}", new.len()))
    };
    let last = members.len() - 1;
    let record = String::from_utf8(members[last].1.clone()).unwrap();
    members[last].1 = sealed(&record, &members[at].1, forged.as_bytes()).into_bytes();
    members[at].1 = forged.into_bytes();
    story.write("half.epub", zipped(&[&members[..last], &entries(&story.path(&book))[last..]].concat()));
    story.write("bad.epub", zipped(&members));

    let text = story.read(&page);
    let split = text.find("<script type=\"application/json\" id=\"derived\"").unwrap();
    let (before, record) = text.split_at(split);
    let forged = before.replace("follows", "never follows");
    let inside = |record: &str| {
        let from = record.find("\">").unwrap() + 2;
        record[from..record.find("</script>").unwrap()].replace("\\u003c", "<")
    };
    let new = sealed(record, before.as_bytes(), forged.as_bytes());
    let new = new.replace(&sha256(inside(record).as_bytes()), &sha256(inside(&new).as_bytes()));
    story.write("half.html", format!("{forged}{record}")).write("bad.html", format!("{forged}{new}"));

    for (name, id) in [("bad.epub", of_book), ("bad.html", of_page)] {
        let said = story.run(&["archive", "verify", name]);
        assert_eq!(said.code, 0, "it is whole by itself: {}", said.err);
        let said = story.run(&["archive", "verify", name, "--id", &id]);
        assert_eq!(said.code, 1, "{name}: {}", said.err);
    }
    for name in ["half.epub", "half.html"] {
        let said = story.run(&["archive", "verify", name]);
        assert_eq!(said.code, 1, "{name}: {}", said.err);
    }
}

#[test]
fn a_site_may_have_a_file_of_a_bags_name() {
    let story = desk();
    story.write("static/bagit.txt", "BagIt-Version: 1.0\n").write("static/data/x.txt", "x");
    archive(&story, &["--as-of", "2019-01-01", "--format", "folder,zip,bagit"]);
    for ending in ["", ".zip", ".bag"] {
        let said = story.run(&["archive", "verify", &made(&story, ending)]);
        assert_eq!(said.code, 0, "{ending}: {}", said.err);
    }
}

#[test]
fn many_members_of_a_book_are_read_in_one_go() {
    let story = desk();
    archive(&story, &["--as-of", "2019-01-01", "--dossier", "talks", "--format", "epub"]);
    let members = entries(&story.path(&made(&story, ".epub")));
    let last = members.len() - 1;
    let many = (0..60_000).map(|number| (format!("EPUB/x{number}"), Vec::new()));
    let all: Vec<_> = members[..last].iter().cloned().chain(many).chain(members[last..].iter().cloned()).collect();
    story.write("many.epub", zipped(&all));
    let said = story.run(&["archive", "verify", "many.epub"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("`EPUB/x59999` is not in `META-INF/derived.json`"), "no end of it");
}
