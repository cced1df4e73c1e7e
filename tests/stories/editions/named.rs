//! What an edition is called: by an id and its first digits, by the book made of it, by its file, by the catalogue.

use super::{archive, commit, desk, made};
use std::fs;

#[test]
fn the_first_digits_of_an_id_are_not_taken_for_proof() {
    let story = desk();
    archive(&story, &["--as-of", "2019-01-01", "--format", "zip"]);
    let zip = made(&story, ".zip");
    let id = story.run(&["archive", "verify", &zip]).out.trim().to_string();
    let verify = |id: &str| story.run(&["archive", "verify", &zip, "--id", id]);
    assert!(verify(&id).err.contains("the id is the one that was expected"));
    let few = verify(&id[..12]);
    assert!(few.code == 0 && few.err.contains("the first 12 digits of the id are those"), "{}", few.err);
    let other = verify("000000000000");
    assert!(other.code == 1 && other.err.contains("is whole, but is not proven"), "{}", other.err);
    assert!(!other.err.contains("altered"), "{}", other.err);
}

#[test]
fn a_book_answers_to_the_id_of_its_edition() {
    let story = desk();
    archive(&story, &["--as-of", "2019-01-01", "--dossier", "talks", "--format", "zip,epub,html"]);
    let parent = story.run(&["archive", "verify", &made(&story, ".zip")]).out.trim().to_string();
    for ending in [".epub", ".html"] {
        let file = made(&story, ending);
        let own = story.run(&["archive", "verify", &file]).out.trim().to_string();
        let named = story.run(&["archive", "verify", &file, "--id", &parent]);
        assert!(named.code == 0 && named.err.contains("names the edition that was expected"), "{}", named.err);
        let whole = story.run(&["archive", "verify", &file, "--id", &own]);
        assert!(whole.code == 0 && whole.err.contains("the id is the one that was expected"), "{}", whole.err);
        let other = story.run(&["archive", "verify", &file, "--id", &own.chars().rev().collect::<String>()]);
        assert!(other.code == 1 && other.err.contains("is whole, but is not proven"), "{}", other.err);
    }
}

#[test]
fn the_catalogue_lists_books_and_no_file_under_a_false_name() {
    let story = desk();
    archive(&story, &["--as-of", "2019-01-01", "--dossier", "talks", "--format", "epub"]);
    let book = made(&story, ".epub");
    let name = book.strip_prefix("editions/").unwrap();
    let said = story.run(&["archive", "list"]);
    assert!(
        said.code == 0 && said.out.contains(name) && said.out.contains("book or a single file alone"),
        "{}",
        said.out
    );
    story.build();
    assert!(story.has(&format!("public/{book}")));
    assert!(story.read("public/editions/index.html").contains(name));
    // With the edition itself beside it, both are one.
    archive(&story, &["--as-of", "2019-01-01", "--dossier", "talks", "--format", "zip,html"]);
    let index: serde_json::Value = serde_json::from_str(&story.read("editions/index.json")).unwrap();
    let editions = index["editions"].as_array().unwrap();
    assert_eq!((editions.len(), editions[0]["containers"].as_array().unwrap().len()), (1, 3), "{index}");
    assert!(editions[0]["files"].as_u64().unwrap() > 10, "{index}");
    let false_name = "editions/2020-01-01-cccccccccccc.zip";
    fs::copy(story.path(&made(&story, ".zip")), story.path(false_name)).unwrap();
    let said = story.run(&["archive", "list"]);
    assert!(said.code == 1 && said.err.contains("under another name"), "{}", said.err);
    assert!(!story.read("editions/index.json").contains("cccccccccccc"));
}

#[cfg(unix)]
#[test]
fn a_revision_is_read_through_links_in_the_middle_of_a_path() {
    use std::os::unix::fs::symlink;
    let story = desk();
    story.write("d1/x.txt", "through two links");
    symlink("d1", story.path("d2")).unwrap();
    symlink("../d2/x.txt", story.path("static/via.txt")).unwrap();
    let head = commit(&story);
    let said = archive(&story, &["--as-of", "2019-01-01"]);
    assert!(said.err.contains(&format!("from git:{head}")), "{}", said.err);
    let edition = made(&story, "");
    assert_eq!(story.read(&format!("{edition}/via.txt")), "through two links");
    archive(&story, &["--as-of", "2019-01-01", "--rev", "HEAD"]);
    assert_eq!(made(&story, ""), edition);
}
