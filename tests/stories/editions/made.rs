//! What an edition holds, and that the same sources make the same bytes.

use super::{archive, commit, desk, git, made};
use crate::kit::{Story, words};
use std::fs;

const DAY: &[&str] = &["--as-of", "2019-01-01"];

#[test]
fn an_edition_is_read_without_a_server() {
    let story = desk();
    archive(&story, DAY);
    let edition = made(&story, "");
    let page = story.read(&format!("{edition}/articles/talks/index.html"));
    assert!(page.contains("href=\"../second/index.html\""), "{page}");
    assert!(page.contains("src=\"../map.png\""), "{page}");
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(page.contains("<link rel=\"canonical\" href=\"https://desk.example/articles/talks/\">"));
    let seen = words(&page);
    assert!(
        seen.contains("Archived edition of 1 January 2019. Articles up to 1 January 2019, text as edited up to"),
        "{seen}"
    );
    let old = story.read(&format!("{edition}/old/second/index.html"));
    assert!(old.contains("content=\"0; url=../../articles/second/index.html\""), "{old}");
}

#[test]
fn what_is_dated_later_is_not_in_it() {
    let story = desk();
    archive(&story, &["--as-of", "2018-01-01"]);
    let edition = made(&story, "");
    assert!(story.has(&format!("{edition}/articles/talks/index.html")));
    assert!(!story.has(&format!("{edition}/articles/storm/index.html")));
}

#[test]
fn one_dossier_comes_with_all_it_needs_and_leads_to_the_live_site_for_the_rest() {
    let story = desk();
    archive(&story, &["--as-of", "2019-01-01", "--dossier", "talks"]);
    let edition = made(&story, "");
    let files = story.files(&edition);
    for held in ["index.html", "dossiers/talks/index.html", "articles/second/index.html", "people/ann-lee/index.html"] {
        assert!(files.iter().any(|file| file == held), "{held}: {files:#?}");
    }
    for held in ["about/index.html", "articles/map.png", "tags/peace/index.html", "logo.svg", "old/second/index.html"] {
        assert!(files.iter().any(|file| file == held), "{held}: {files:#?}");
    }
    assert!(!files.iter().any(|file| file.contains("storm") || file.contains("weather")), "{files:#?}");
    let page = story.read(&format!("{edition}/articles/talks/index.html"));
    assert!(page.contains("href=\"https://desk.example/articles/storm/\""), "{page}");
    let said = story.run(&["archive", "--dossier", "talk"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("did you mean `talks`?"), "{}", said.err);
}

#[test]
fn a_search_is_in_the_edition_or_nothing_leads_to_it() {
    let story = desk();
    archive(&story, DAY);
    let whole = made(&story, "");
    let page = story.read(&format!("{whole}/articles/talks/index.html"));
    assert!(page.contains("href=\"../../search/index.html\""), "{page}");
    for held in ["search/index.html", "search/index.js", "search/text-0.js"] {
        assert!(story.has(&format!("{whole}/{held}")), "{held}");
    }
    let story = desk();
    archive(&story, &["--as-of", "2019-01-01", "--dossier", "talks"]);
    let part = made(&story, "");
    let files = story.files(&part);
    assert!(!files.iter().any(|file| file.starts_with("search/")), "{files:#?}");
    let pages: Vec<_> = files.iter().filter(|file| file.ends_with(".html")).collect();
    assert!(pages.len() > 3, "{files:#?}");
    for page in pages {
        let text = story.read(&format!("{part}/{page}"));
        assert!(!text.contains("/search/"), "{page}: {text}");
    }
}

/// Every container: once with the bag as a folder, once as an archive.
const EVERYTHING: [&str; 2] = ["--format folder,bagit", "--format all --zip"];

#[test]
fn the_same_sources_make_the_same_bytes_anywhere() {
    let (here, there) = (desk(), desk());
    for formats in EVERYTHING {
        let always = ["--as-of", "2019-01-01", "--dossier", "talks", "--with-sources"];
        archive(&here, &[&always[..], &formats.split(' ').collect::<Vec<_>>()].concat());
    }
    std::thread::sleep(std::time::Duration::from_millis(20));
    // Other times of change, rights, zone, language and threads, called from another folder.
    for file in there.files("content") {
        there.write(&format!("content/{file}"), fs::read(here.path(&format!("content/{file}"))).unwrap());
    }
    let script = "umask 077; cd \"$1/static\"; export TZ=Asia/Tokyo LANG=tr_TR.UTF-8 LC_ALL=C RAYON_NUM_THREADS=1; exec \"$2\" \
        --root .. archive --as-of 2019-01-01 --dossier talks --with-sources $3";
    for formats in EVERYTHING {
        let mut shell = std::process::Command::new("sh");
        shell.args(["-c", script, "sh"]).arg(there.path("")).arg(crate::kit::program()).arg(formats);
        assert!(shell.status().unwrap().success());
    }
    let mut files = here.files("editions");
    files.retain(|file| file.starts_with("20"));
    for ending in [".zip", ".tar.gz", ".bag.zip", ".wacz", ".epub", ".html", ".bag/bagit.txt", "/manifest.json"] {
        assert!(files.iter().any(|file| file.ends_with(ending)), "{ending}: {files:#?}");
    }
    for file in &files {
        let read = |story: &Story| fs::read(story.path(&format!("editions/{file}")));
        assert!(read(&here).unwrap() == read(&there).unwrap_or_default(), "{file}");
    }
    assert_eq!(there.files("editions").iter().filter(|file| file.starts_with("20")).count(), files.len());
}

#[test]
fn an_edition_by_revision_is_the_one_that_was_made_at_it() {
    let story = desk();
    let first = commit(&story);
    archive(&story, &["--as-of", "2019-01-01", "--format", "zip"]);
    let then = made(&story, ".zip");
    let bytes = fs::read(story.path(&then)).unwrap();
    story
        .remove(&then)
        .write("content/articles/second.md", "---\ntitle: Other\npublished: 2017-01-24\n---\n\nOther.\n");
    commit(&story);
    story.write("content/articles/new.md", "---\ntitle: New\npublished: 2017-02-01\n---\n\nNot yet known to git.\n");
    archive(&story, &["--as-of", "2019-01-01", "--format", "zip", "--rev", &first]);
    assert_eq!(made(&story, ".zip"), then);
    assert!(fs::read(story.path(&then)).unwrap() == bytes);
}

#[test]
fn a_revision_is_dated_by_its_commit_and_works_in_a_folder_of_the_repository() {
    let story = Story::empty();
    let desk = desk();
    for file in desk.files("") {
        story.write(&format!("news/site/{file}"), fs::read(desk.path(&file)).unwrap());
    }
    commit(&story);
    let said = story.run_in("news/site", &["archive", "--rev", "HEAD"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.err.contains("edition of 2019-02-03"), "{}", said.err);
    assert!(story.has(&format!("news/site/{}", made_in(&story, "news/site"))));
    let said = story.run_in("news/site", &["archive", "--rev", "no-such"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("there is no commit `no-such`"), "{}", said.err);
}

fn made_in(story: &Story, folder: &str) -> String {
    let name = fs::read_dir(story.path(&format!("{folder}/editions"))).unwrap();
    let mut names =
        name.map(|item| item.unwrap().file_name().into_string().unwrap()).filter(|name| name.starts_with("20"));
    format!("editions/{}", names.next().unwrap())
}

#[test]
fn clean_sources_are_cited_by_their_commit_and_others_by_their_hash() {
    let story = desk();
    let head = commit(&story);
    assert!(archive(&story, DAY).err.contains(&format!("from git:{head}")));
    story.write("content/articles/.hidden.md", "not read").write("notes.txt", "no source");
    assert!(archive(&story, DAY).err.contains(&format!("from git:{head}")));
    story.write("content/articles/untracked.md", "---\ntitle: U\npublished: 2016-01-01\n---\n\nU.\n");
    assert!(archive(&story, DAY).err.contains("from sha256:"));
    story
        .remove("content/articles/untracked.md")
        .write("static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"> </svg>");
    git(&story, &["update-index", "--assume-unchanged", "static/logo.svg"]);
    assert!(archive(&story, DAY).err.contains("from sha256:"));
}

#[test]
fn sources_come_back_byte_for_byte_but_for_what_is_held() {
    let story = desk();
    story.write("content/articles/draft.md", "---\ntitle: Draft\ndraft: true\n---\n\nNot a byte of this.\n");
    story.write("content/_notes.md", "Nor of this.");
    archive(&story, &["--as-of", "2019-01-01", "--with-sources", "--format", "folder,zip,tar.gz"]);
    story.remove("content/articles/draft.md").remove("content/_notes.md");
    for (ending, folder) in [("", "a"), (".zip", "b"), (".tar.gz", "c")] {
        let said = story.run(&["archive", "restore", &made(&story, ending), folder]);
        assert_eq!(said.code, 0, "{}", said.err);
        for part in ["content", "static"] {
            assert_eq!(story.files(&format!("{folder}/{part}")), story.files(part));
        }
        for file in story.files(folder) {
            assert_eq!(
                fs::read(story.path(&format!("{folder}/{file}"))).unwrap(),
                fs::read(story.path(&file)).unwrap()
            );
        }
        let again = story.run(&["archive", "restore", &made(&story, ending), folder]);
        assert_eq!(again.code, 2);
        assert!(again.err.contains("is not an empty folder"), "{}", again.err);
    }
}

#[test]
fn an_edition_may_be_of_any_year() {
    let story = desk();
    archive(&story, &["--as-of", "2500-01-01", "--format", "tar.gz,zip,folder"]);
    for ending in ["", ".zip", ".tar.gz"] {
        let said = story.run(&["archive", "verify", &made(&story, ending)]);
        assert_eq!(said.code, 0, "{ending}: {}", said.err);
    }
    let listed = std::process::Command::new("tar")
        .args(["-tvzf"])
        .arg(story.path(&made(&story, ".tar.gz")))
        .env("TZ", "UTC")
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&listed.stdout).contains("2500-01-01"), "tar reads the year");
}
