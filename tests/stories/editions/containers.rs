//! Web archive, book and single file: what they hold, nothing altered unnoticed.

use super::{archive, desk, made};
use crate::kit::Story;
use quick_xml::events::Event;
use std::fs;
use std::path::Path;
use throughline::io::archive::fault::Fault;
use throughline::io::archive::verify::{NoTaker, verify};
use throughline::io::archive::zip::read::ZipReader;
use throughline::io::archive::{derived, open};

const TALKS: &[&str] = &["--as-of", "2019-01-01", "--dossier", "talks", "--format", "wacz,epub,html"];

/// A member of an archive as text.
fn member(file: &Path, name: &str) -> String {
    let mut zip = ZipReader::open(file).unwrap();
    let at = zip.find(name).unwrap_or_else(|| panic!("no {name}"));
    let mut text = String::new();
    zip.read(at, &mut |bytes| {
        bytes.read_to_string(&mut text).unwrap();
        Ok(())
    })
    .unwrap();
    text
}

#[test]
fn a_book_leads_from_part_to_part_and_out_to_the_live_site() {
    let story = desk();
    archive(&story, TALKS);
    let book = story.path(&made(&story, ".epub"));
    let first = member(&book, "EPUB/article-1.xhtml");
    assert!(first.contains("href=\"article-2.xhtml\""), "{first}");
    assert!(first.contains("href=\"https://desk.example/articles/storm/\""), "{first}");
    assert!(first.contains("href=\"people.xhtml#who-1\""), "{first}");
    assert!(first.contains("<a href=\"https://desk.example/articles/map.png\">A map</a>"), "it is no picture: {first}");
    let nav = member(&book, "EPUB/nav.xhtml");
    assert!(nav.contains("<a href=\"article-2.xhtml\">Second day</a>"), "{nav}");
    let package = member(&book, "EPUB/package.opf");
    assert!(package.contains("<meta property=\"dcterms:modified\">2019-01-01T23:59:00Z</meta>"), "{package}");
    assert!(package.contains("<dc:source>https://desk.example/dossiers/talks/</dc:source>"), "{package}");
    let zip = ZipReader::open(&book).unwrap();
    assert_eq!(zip.entries[0].path, "mimetype");
}

#[test]
fn whatever_html_forgives_a_book_is_well_formed() {
    let story = desk();
    let body = "<p>a<br>b<div>c</p><b><ul>d</b>&nbsp;&hearts;&nope;<svg viewbox='0 0 1 1'><lineargradient id=1 /></svg>\n\
                <math><mi>x</math><a name=x id=x>y<a id=x href='javascript:1'>z</a><script>1 < 2</script><!-- -- -->\n\
                <video src=/film.mp4></video><iframe src=//elsewhere.example/></iframe>\u{1}";
    story.write("content/articles/talks.md", crate::kit::article("Talks", "2017-01-23", "dossiers: [talks]\n", body));
    archive(&story, TALKS);
    let book = story.path(&made(&story, ".epub"));
    let zip = ZipReader::open(&book).unwrap();
    let mut read = 0;
    for entry in zip.entries.iter().filter(|entry| entry.path.ends_with(".xhtml") || entry.path.ends_with(".opf")) {
        let text = member(&book, &entry.path);
        let mut reader = quick_xml::Reader::from_str(&text);
        loop {
            match reader.read_event() {
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(error) => panic!("{}: {error}\n{text}", entry.path),
            }
        }
        read += 1;
    }
    assert!(read >= 6, "{read}");
    let first = member(&book, "EPUB/article-1.xhtml");
    for gone in ["script", "javascript", "iframe", "<video", "\u{1}"] {
        assert!(!first.contains(gone), "{gone}: {first}");
    }
    assert!(first.contains("♥") && first.contains("<a href=\"https://elsewhere.example/\">"), "{first}");
}

#[test]
fn one_file_holds_everything_and_asks_for_nothing() {
    let story = desk();
    archive(&story, TALKS);
    let page = story.read(&made(&story, ".html"));
    assert!(page.contains("href=\"#piece-2\"") && page.contains("id=\"piece-2\""));
    assert!(page.contains("href=\"https://desk.example/articles/storm/\""));
    assert!(page.contains("src=\"data:image/png;base64,"));
    assert!(!page.contains("<script src") && !page.contains("rel=\"stylesheet\""));
    let parent = made(&story, ".wacz");
    let id = story.run(&["archive", "verify", &parent]);
    assert!(page.contains(&format!("\"parent\":\"{}\"", id.out.trim())), "the file names the edition beside it");
}

/// Whether an edition or what was made of one is as it was made.
fn is_whole(file: &Path) -> bool {
    let verdict = match derived::kind(file).unwrap() {
        Some(_) => derived::verify(file).map(|verdict| verdict.altered),
        None => open::open(file).and_then(|(_, mut container)| Ok(verify(&mut *container, &mut NoTaker)?.altered)),
    };
    match verdict {
        Ok(altered) => altered.is_empty(),
        Err(Fault::Refused(_) | Fault::Altered(_)) => false,
        Err(fault) => panic!("{fault:?}"),
    }
}

/// Flips one bit at 200 places that look random and are the same each time.
fn flip(story: &Story, ending: &str) {
    let bytes = fs::read(story.path(&made(story, ending))).unwrap();
    let file = story.path(&format!("altered{ending}"));
    fs::write(&file, &bytes).unwrap();
    assert!(is_whole(&file));
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..200 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = (state >> 20) as usize % bytes.len();
        let mut altered = bytes.clone();
        altered[at] ^= 1 << (state >> 60 & 7);
        fs::write(&file, &altered).unwrap();
        assert!(!is_whole(&file), "{ending}: byte {at} of {} was altered, unnoticed", bytes.len());
    }
}

#[test]
fn a_flipped_bit_is_noticed_in_each() {
    let story = desk();
    archive(&story, TALKS);
    [".wacz", ".epub", ".html"].iter().for_each(|ending| flip(&story, ending));
}

#[test]
fn a_book_needs_one_dossier_and_is_no_edition() {
    let story = desk();
    let said = story.run(&["archive", "--as-of", "2019-01-01", "--format", "epub"]);
    assert_eq!(said.code, 2, "{}", said.err);
    assert!(said.err.contains("--dossier"), "{}", said.err);
    assert!(!story.has("editions") || story.files("editions").is_empty(), "{:?}", story.files("editions"));
    archive(&story, TALKS);
    let book = made(&story, ".epub");
    let verified = story.run(&["archive", "verify", &book]);
    assert_eq!(verified.code, 0, "{}", verified.err);
    let restored = story.run(&["archive", "restore", &book, "back"]);
    assert_eq!(restored.code, 2, "{}", restored.err);
    assert!(restored.err.contains("does not hold its files"), "{}", restored.err);
}
