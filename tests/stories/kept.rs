//! The documents that a build keeps as it parsed them: what is in them, when they are not believed, and what never is.

use crate::kit::{Story, article, settle};
use std::fs;

/// A built site of two articles, the second of this title.
fn pair(second: &str) -> Story {
    let story = Story::site(&[
        ("content/articles/a.md", &article("Public", "2017-01-01", "", "First.")),
        ("content/articles/b.md", &article(second, "2017-01-02", "", "Second.")),
    ]);
    settle();
    story.build();
    story
}

/// The path of what the last build kept; it may not be there.
fn kept_at(story: &Story) -> String {
    let ledger = story.files(".throughline").into_iter().find(|file| file.ends_with(".ledger")).expect("a ledger");
    format!(".throughline/{}", ledger.replace(".ledger", ".documents"))
}

fn keeps(story: &Story, word: &str) -> bool {
    let kept = fs::read(story.path(&kept_at(story))).unwrap_or_default();
    kept.windows(word.len()).any(|part| part == word.as_bytes())
}

/// What a build says and makes is what one would that knows nothing.
fn is_as_clean(story: &Story, flags: &[&str], what: &str) {
    let said = story.run(&[&["build"], flags].concat());
    let clean = story.clean(flags, what);
    let told = |err: &str| err.split("built ").next().unwrap_or_default().to_string();
    assert_eq!((said.code, told(&said.err)), (clean.code, told(&clean.err)), "{what}");
}

#[test]
fn another_base_url_has_everything_parsed_anew() {
    let story = Story::site(&[
        ("content/articles/a.md", &article("One", "2017-01-01", "aliases: [https://e.example/old/]\n", "Text.")),
        ("content/articles/b.md", &article("Two", "2017-01-02", "", "Text.")),
    ]);
    settle();
    let own = &["--base-url", "https://e.example/"][..];
    let other = &["--base-url", "https://other.example/"][..];
    for flags in [own, other, own] {
        is_as_clean(&story, flags, "an alias of this site or of another one");
        // Something else was edited, so that what was kept is read.
        story.write("content/articles/b.md", article("Two again", "2017-01-02", "", "Text."));
        settle();
        is_as_clean(&story, flags, "the same again");
        story.write("content/articles/b.md", article("Two", "2017-01-02", "", "Text."));
        settle();
    }
}

#[test]
fn long_front_matter_is_kept_document_by_document() {
    let story = Story::site(&[]);
    let long = "word ".repeat(4000);
    for number in 0..70 {
        let more = format!("standfirst: \"Unique{number}x {long}\"\n");
        story.write(&format!("content/articles/a{number}.md"), article("Long", "2017-01-01", &more, "Text."));
    }
    settle();
    story.build();
    assert!((0..70).all(|number| keeps(&story, &format!("Unique{number}x"))), "more than one frame can hold");
    story.write("content/articles/a7.md", article("Short", "2017-01-01", "", "Text."));
    settle();
    is_as_clean(&story, &[], "one of them edited");
    assert!(!keeps(&story, "Unique7x") && keeps(&story, "Unique8x"));
}

#[test]
fn what_has_errors_and_what_was_never_public_is_not_kept() {
    let story = Story::site(&[("content/articles/a.md", &article("Public", "2017-01-01", "", "Text."))]);
    let faulty = "draft: true\ntags: [Hushed]\ndossiers: [nowhere]\nupdated: never\n";
    story.write("content/articles/quiet.md", article("Quiet", "2017-01-01", faulty, "Text."));
    settle();
    story.run(&["build", "--keep-going"]);
    assert!(keeps(&story, "Public") && !keeps(&story, "Quiet") && !keeps(&story, "Hushed"));
}

#[test]
fn what_is_held_back_from_now_on_leaves_even_when_nothing_can_be_kept() {
    let story = pair("Hushed");
    assert!(keeps(&story, "Hushed"));
    story.write("content/articles/b.md", article("Hushed", "2017-01-02", "embargoed_until: 2999-01-01\n", "Text."));
    settle();
    fs::create_dir(story.path(&format!("{}.new", kept_at(&story)))).expect("a folder in the way");
    let said = story.build();
    assert!(said.err.contains("cannot be kept"), "{}", said.err);
    assert!(!story.has(&kept_at(&story)), "the old one is gone");
    is_as_clean(&story, &[], "without it");
}

#[test]
fn an_edited_text_is_added_to_what_is_kept() {
    let story = pair("Two");
    // The clean builds beside it have documents of their own.
    let at = kept_at(&story);
    let length = || fs::metadata(story.path(&at)).map_or(0, |data| data.len());
    let edit = |number: usize| {
        story.write("content/articles/a.md", article("Public", "2017-01-01", "", &format!("Text {number}.")));
        settle();
        is_as_clean(&story, &[], &format!("edit {number}"));
        length()
    };
    let whole = length();
    let lengths = [edit(1), edit(2)];
    assert!(whole < lengths[0] && lengths[0] < lengths[1], "{whole} {lengths:?}");
    // What a killed build left of an addition: nothing can be added behind it.
    let mut kept = fs::read(story.path(&at)).expect("documents");
    kept.truncate(kept.len() - 3);
    story.write(&at, kept);
    assert!(edit(3) < lengths[0], "written anew");
}

#[test]
fn what_was_added_leaves_when_it_is_held_back() {
    let story = pair("Two");
    let at = kept_at(&story);
    let text = |front: &str| article("Two", "2017-01-02", front, "Unheard words.");
    story.write("content/articles/b.md", text(""));
    settle();
    story.build();
    assert!(keeps(&story, "Unheard"), "it was added");
    story.write("content/articles/b.md", text("draft: true\n"));
    settle();
    story.build();
    assert!(story.has(&at) && !keeps(&story, "Unheard") && !keeps(&story, "Two"));
    is_as_clean(&story, &[], "a draft");
}

#[test]
fn a_build_in_between_is_seen() {
    let story = pair("Two");
    // Another build edits and publishes; then what it kept is replaced by what the first one kept.
    let old = fs::read(story.path(&kept_at(&story))).expect("documents");
    story.write("content/articles/a.md", article("Public", "2017-01-01", "", "Other."));
    settle();
    story.build();
    story.write(&kept_at(&story), old);
    story.write("content/articles/b.md", article("Two", "2017-01-02", "", "Edited."));
    settle();
    is_as_clean(&story, &[], "documents of an earlier build");
}
