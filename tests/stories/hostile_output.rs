//! An output folder that was tampered with, or that holds what is in the way: nothing else is touched, nothing is half done.

use crate::kit::{Story, article};
use std::fs;

fn one() -> Story {
    Story::site(&[("content/articles/one.md", &article("One", "2024-01-01", "", "The first."))])
}

#[test]
fn a_list_of_outputs_that_leads_elsewhere_removes_nothing_there() {
    let story = one();
    story.build();
    story.write("mine.txt", "mine").write("public/folder/mine.txt", "mine");
    let owned = story.read("public/.throughline-output");
    let absolute = story.path("mine.txt");
    story.write("public/.throughline-output", format!("{owned}../mine.txt\n{}\nfolder\n\n", absolute.display()));
    story.build();
    assert!(story.has("mine.txt"));
    assert!(story.has("public/folder/mine.txt"));
    assert_eq!(story.read("public/.throughline-output"), owned);
}

#[test]
fn a_list_of_moves_that_leads_elsewhere_moves_nothing_there() {
    let story = one();
    story.build();
    story.write("mine.txt", "mine");
    story.write("public/.throughline-stage/.moves", "throughline-moves 1\n-../mine.txt\n-../content/articles/one.md\n");
    story.build();
    assert!(story.has("mine.txt"));
    assert!(story.has("content/articles/one.md"));
}

#[cfg(unix)]
#[test]
fn a_link_in_the_output_is_never_followed() {
    let story = one();
    story.build();
    story.write("elsewhere/one/index.html", "mine");
    fs::remove_dir_all(story.path("public/articles")).unwrap();
    std::os::unix::fs::symlink("../elsewhere", story.path("public/articles")).unwrap();
    let said = story.run(&["build"]);
    assert_eq!(said.code, 3, "{}", said.err);
    assert!(said.err.contains("public/articles"), "{}", said.err);
    story.remove("content/articles/one.md");
    story.run(&["build"]);
    assert_eq!(story.read("elsewhere/one/index.html"), "mine");
}

#[test]
fn what_is_in_the_way_is_found_before_the_first_move() {
    for foreign in ["site/articles", "site/index.html/mine.txt"] {
        let story = one();
        story.write(foreign, "mine");
        let said = story.run(&["build", "--out", "site", "--force"]);
        assert_eq!(said.code, 3, "{}", said.err);
        assert!(said.err.contains("in the way"), "{}", said.err);
        assert_eq!(story.files("site"), [foreign.strip_prefix("site/").unwrap()], "as it was");
        fs::rename(story.path("site"), story.path("kept")).unwrap();
        assert_eq!(story.run(&["build", "--out", "site", "--force"]).code, 0);
    }
}

#[test]
fn a_content_folder_of_another_name_is_a_source_too() {
    let story = one();
    story.write("throughline.yaml", "title: The Desk\nbase_url: https://desk.example/\ncontent: posts\n");
    fs::rename(story.path("content"), story.path("posts")).unwrap();
    for out in ["posts", "posts/site", ".throughline/site"] {
        let said = story.run(&["build", "--force", "--out", out]);
        assert_eq!(said.code, 2, "{out}: {}", said.err);
    }
    assert_eq!(story.files("posts"), ["articles/one.md"]);
}
