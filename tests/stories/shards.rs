//! A site built in slices and put together is the site built whole.

use crate::kit::{Said, Story, article};

fn site() -> Story {
    let story = Story::site(&[
        ("content/dossiers/harbour/index.md", "---\ntitle: Harbour\n---\n\nSo far.\n"),
        ("content/articles/a.md", &article("One", "2017-01-01", "dossiers: [harbour]\n", "First text.")),
        ("content/articles/b.md", &article("Two", "2017-01-02", "dossiers: [harbour]\n", "Second text.")),
        ("static/notes.txt", "as it was"),
    ]);
    // Files that were written this instant may change once more and keep their time, so none is trusted.
    std::thread::sleep(std::time::Duration::from_millis(50));
    story
}

fn shards(story: &Story, of: usize) -> Vec<String> {
    let shard = |number| {
        let out = format!("part{number}");
        assert_eq!(story.run(&["build", "--shard", &format!("{number}/{of}"), "--out", &out]).code, 0);
        out
    };
    (1..=of).map(shard).collect()
}

fn join(story: &Story, parts: &[&str]) -> Said {
    story.run(&[&["build", "--join"], parts, &["--out", "joined"]].concat())
}

/// The folders hold the same files, the lists of them included.
fn is_whole(story: &Story) {
    assert_eq!(story.run(&["build", "--out", "whole", "--no-ledger"]).code, 0);
    assert_eq!(story.files("joined"), story.files("whole"));
    for file in story.files("whole") {
        let read = |folder: &str| std::fs::read(story.path(&format!("{folder}/{file}"))).unwrap();
        assert!(read("joined") == read("whole"), "{file}");
    }
}

#[test]
fn three_shards_in_any_order_are_the_whole_and_the_next_build_goes_on_from_there() {
    let story = site();
    shards(&story, 3);
    let said = join(&story, &["part3", "part1", "part2"]);
    assert!(said.code == 0 && said.err.contains(" taken from shards, 0 rendered"), "{}", said.err);
    is_whole(&story);
    let said = story.run(&["build", "--out", "joined"]);
    assert!(said.code == 0 && said.err.contains(": 0 rendered, "), "{}", said.err);
}

#[test]
fn what_was_edited_or_altered_since_is_rendered_anew() {
    let story = site();
    shards(&story, 2);
    story.write(
        "content/articles/b.md",
        article("Two and a half", "2017-01-02", "dossiers: [harbour]\n", "Other text."),
    );
    story.write("part1/articles/a/index.html", "forged");
    let said = join(&story, &["part1", "part2"]);
    assert!(said.code == 0 && said.err.contains(" taken from shards, "), "{}", said.err);
    is_whole(&story);
    assert!(!story.read("joined/articles/a/index.html").contains("forged"));
}

#[test]
fn what_are_not_the_shards_of_one_site_is_told_at_once_and_nothing_is_written() {
    let story = site();
    shards(&story, 3);
    assert_eq!(story.run(&["build", "--shard", "1/2", "--out", "other"]).code, 0);
    let said = join(&story, &["part1", "nowhere", "other", "part1"]);
    assert_eq!(said.code, 2, "{}", said.err);
    for words in
        ["`nowhere` holds no shard", "--shard 1/4 --out nowhere", "`other` is one of 2 shards", "are both shard 1/3"]
    {
        assert!(said.err.contains(words), "{words}: {}", said.err);
    }
    let said = join(&story, &["part1", "part3"]);
    assert!(said.code == 2 && said.err.contains("shard 2/3 is missing"), "{}", said.err);
    story.write("part2/.throughline-shard", "throughline-shard 2/3\nnonsense");
    assert!(join(&story, &["part1", "part2", "part3"]).err.contains("its rows cannot be read"));
    assert!(!story.has("joined"));
    for wrong in ["0/3", "4/3", "3"] {
        let said = story.run(&["build", "--shard", wrong, "--out", "part"]);
        assert!(said.code == 2 && said.err.contains("it is written `2/4`"), "{}", said.err);
    }
}

#[test]
fn a_shards_folder_that_becomes_a_site_is_no_shard_any_more() {
    let story = site();
    shards(&story, 1);
    assert!(story.has("part1/.throughline-shard"));
    assert_eq!(story.run(&["build", "--out", "part1"]).code, 0);
    assert!(!story.has("part1/.throughline-shard"));
}
