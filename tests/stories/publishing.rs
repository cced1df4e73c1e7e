//! Publishing safely: never half a site, nothing removed that is not ours, nothing touched that did not change.

use crate::kit::{Story, article};
use std::fs;

fn two() -> Story {
    Story::site(&[
        ("content/articles/one.md", &article("One", "2024-01-01", "", "The first.")),
        ("content/articles/two.md", &article("Two", "2024-01-02", "", "The second.")),
    ])
}

#[test]
fn a_failed_build_leaves_the_last_one_as_it_was() {
    let story = two();
    story.build();
    let before = story.read("public/articles/one/index.html");
    story.write("content/articles/one.md", article("One", "2024-01-01", "standfist: x\n", "Changed."));
    let said = story.fails();
    assert!(said.err.contains("nothing was written"), "{}", said.err);
    assert_eq!(story.read("public/articles/one/index.html"), before);
    assert!(!story.has("public/.throughline-stage"));
}

#[test]
fn only_what_a_build_wrote_is_removed() {
    let story = two();
    story.build();
    story.write("public/CNAME", "desk.example").remove("content/articles/two.md");
    let said = story.build();
    assert!(said.err.contains("removed"), "{}", said.err);
    assert!(!story.has("public/articles/two"), "its folder is gone with it");
    assert!(story.has("public/CNAME"));
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let story = two();
    story.write("site/holiday.txt", "mine");
    let said = story.run(&["build", "--out", "site"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("--force"), "{}", said.err);
    assert_eq!(story.files("site"), ["holiday.txt"]);
    assert_eq!(story.run(&["build", "--out", "site", "--force"]).code, 0);
    assert_eq!(story.read("site/holiday.txt"), "mine");
    assert!(story.has("site/articles/one/index.html"));
}

#[test]
fn the_sources_are_never_built_over() {
    let story = two();
    for out in [".", "content", "static/x"] {
        let said = story.run(&["build", "--force", "--out", out]);
        assert_eq!(said.code, 2, "{out}: {}", said.err);
    }
    assert!(story.has("content/articles/one.md"));
}

#[test]
fn an_unchanged_file_keeps_its_time() {
    let story = two();
    story.build();
    let file = story.path("public/articles/one/index.html");
    let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    fs::File::options().write(true).open(&file).unwrap().set_modified(old).unwrap();
    story.write("content/pages/about.md", "---\ntitle: About\n---\n\nUs.\n");
    story.write("content/articles/two.md", article("Two", "2024-01-02", "", "Changed."));
    story.build();
    assert!(story.read("public/articles/two/index.html").contains("Changed."));
    let said = story.build();
    assert!(said.err.contains("nothing changed"), "{}", said.err);
}

#[test]
fn a_commit_that_was_killed_is_finished() {
    let story = two();
    story.build();
    // As a build leaves it that is killed after it has written its list of moves.
    story.write("public/.throughline-stage/articles/one/index.html", "half-way");
    let mut outputs: Vec<String> =
        story.read("public/.throughline-output").lines().skip(1).map(|l| format!("={l}\n")).collect();
    outputs.insert(0, "throughline-moves 1\n+articles/one/index.html\n-articles/two/index.html\n".into());
    story.write("public/.throughline-stage/.moves", outputs.concat());
    let said = story.run(&["build", "--out", "elsewhere"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(story.has("public/articles/two/index.html"), "another folder's commit is left alone");
    story.build();
    assert!(!story.has("public/.throughline-stage"));
    assert!(story.read("public/articles/one/index.html").contains("The first."));
    assert!(story.has("public/articles/two/index.html"));
}

#[test]
fn a_file_may_become_a_folder_and_back() {
    let story = two();
    story.write("static/notes", "a file");
    story.build();
    story.remove("static/notes").write("static/notes/list.txt", "in a folder");
    story.build();
    assert_eq!(story.read("public/notes/list.txt"), "in a folder");
    story.remove("static/notes/list.txt");
    fs::remove_dir(story.path("static/notes")).unwrap();
    story.write("static/notes", "a file again");
    story.build();
    assert_eq!(story.read("public/notes"), "a file again");
}

#[test]
fn a_site_without_an_address_is_not_built() {
    let story = two();
    story.write("throughline.yaml", "title: The Desk\n");
    let said = story.fails();
    assert!(said.err.contains("base_url"), "{}", said.err);
    assert_eq!(story.run(&["build", "--base-url", "https://desk.example/news/"]).code, 0);
    assert!(story.read("public/index.html").contains("href=\"/news/"));
}

#[test]
fn diagnostics_can_be_read_by_a_program() {
    let story = two();
    story.write("content/articles/one.md", article("One", "2024-01-01", "standfist: x\n", "Changed."));
    let said = story.run(&["build", "--message-format", "json"]);
    assert_eq!(said.code, 1);
    let first: serde_json::Value = serde_json::from_str(said.out.lines().next().unwrap()).unwrap();
    assert_eq!(first["code"], "unknown-key");
    assert_eq!(first["path"], "content/articles/one.md");
    assert_eq!((first["line"].as_u64(), first["column"].as_u64()), (Some(4), Some(1)));
    assert_eq!(first["severity"], "error");
}

#[test]
fn wrong_use_exits_with_two() {
    let story = two();
    assert_eq!(story.run(&["bild"]).code, 2);
    assert_eq!(story.run(&["build", "--no-such-flag"]).code, 2);
    assert_eq!(story.run(&["--help"]).code, 0);
}
