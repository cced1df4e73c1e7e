//! What `archive diff` must not keep from a reader: fields beside the text, rewritten records, files; and what it must not say.

use super::{archive, commit, desk, made};
use crate::kit::Story;

/// The edition as of this day, out of the way of the next one.
fn edition(story: &Story, name: &str, more: &[&str]) -> String {
    archive(story, &[&["--as-of", "2019-01-01", "--format", "zip"], more].concat());
    let held = format!("{name}.zip");
    std::fs::rename(story.path(&made(story, ".zip")), story.path(&held)).unwrap();
    held
}

fn diff(story: &Story, before: &str, after: &[&str]) -> (i32, Vec<String>) {
    let said = story.run(&[&["archive", "diff", before], after].concat());
    assert!(said.code < 2, "{}", said.err);
    (said.code, said.out.lines().map(String::from).collect())
}

/// Puts lines into the front matter of an article.
fn front(story: &Story, name: &str, lines: &str) {
    let path = format!("content/articles/{name}.md");
    let text = story.read(&path).replacen("published:", &format!("{lines}\npublished:"), 1);
    story.write(&path, text);
}

#[test]
fn a_commit_that_touches_no_source_changes_nothing() {
    let story = desk();
    let first = commit(&story);
    let before = edition(&story, "before", &[]);
    story.write("README.md", "Read me.");
    assert_ne!(commit(&story), first);
    let after = edition(&story, "after", &[]);
    assert_ne!(std::fs::read(story.path(&before)).unwrap(), std::fs::read(story.path(&after)).unwrap());
    assert_eq!(diff(&story, &before, &[&after]), (0, vec![]));
    // The sources from an older commit, on another day: the day alone is no change of a page either.
    archive(&story, &["--as-of", "2019-01-02", "--format", "zip"]);
    let later = made(&story, ".zip");
    let (_, lines) = diff(&story, &before, &[&later]);
    assert!(!lines.iter().any(|line| line.contains("by theme")), "{lines:?}");
}

#[test]
fn every_field_that_a_page_shows_is_named_when_it_changes_unsaid() {
    let story = desk();
    let before = edition(&story, "before", &[]);
    front(&story, "second", "authors: [ann-lee]\nbyline: By the desk");
    front(&story, "second", "sources: [{title: A paper, url: \"https://paper.example/\"}]\ndateline: ASTANA");
    front(&story, "second", "events: [{date: 2017-01-20, title: A start}]\nx: {mood: grave}");
    story.write("content/articles/map.png", "another picture");
    let after = edition(&story, "after", &[]);
    let wanted = [
        "silently changed: article “Second day” /articles/second/ (authors, byline, dateline, events, sources, x)",
        "silently changed: article “Talks open” /articles/talks/ (files)",
    ];
    let (code, lines) = diff(&story, &before, &[&after]);
    assert_eq!((code, &lines[..2]), (1, &wanted.map(String::from)[..]), "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("no page")), "the picture itself: {lines:?}");
    assert_eq!(diff(&story, &before, &[]), (1, wanted.map(String::from).to_vec()), "with the site as it is now");
    assert_eq!(diff(&story, &after, &[]), (0, vec![]));
}

#[test]
fn the_record_of_corrections_is_a_record() {
    let story = desk();
    front(&story, "second", "corrections: [{date: 2017-02-01, kind: correction, text: It was less.}]");
    let before = edition(&story, "before", &[]);
    let path = "content/articles/second.md";
    let text = story.read(path);
    story.write(path, text.replace("It was less.", "It was never more."));
    let rewritten = "silently changed: article “Second day” /articles/second/ (a correction was rewritten)";
    assert_eq!(diff(&story, &before, &[]), (1, vec![rewritten.to_string()]));
    let more = "corrections: [{date: 2017-03-01, kind: correction, text: Another.}]";
    story.write(path, text.replace("corrections: [{date: 2017-02-01, kind: correction, text: It was less.}]", more));
    let lines = diff(&story, &before, &[]).1;
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].starts_with("corrected:") && lines[1].contains("(a correction was taken away)"), "{lines:?}");
}

#[test]
fn what_was_withdrawn_is_watched_and_may_come_back() {
    let story = desk();
    let storm = story.read("content/articles/storm.md");
    front(&story, "storm", "withdrawn: {date: 2018-06-01, reason: Wrong.}");
    let before = edition(&story, "before", &[]);
    let withdrawn = story.read("content/articles/storm.md");
    story.write("content/articles/storm.md", withdrawn.replace("reason: Wrong.", "reason: Right after all."));
    let lines = diff(&story, &before, &[]).1;
    assert_eq!(lines, ["silently changed: article “Storm” /articles/storm/ (withdrawal)"]);
    story.write("content/articles/storm.md", withdrawn.replacen("Storm", "Gale", 1));
    let lines = diff(&story, &before, &[]).1;
    assert_eq!(lines, ["silently changed: article “Gale” /articles/storm/ (title)"]);
    story.write("content/articles/storm.md", storm);
    let lines = diff(&story, &before, &[]).1;
    assert_eq!(lines, ["published again: article “Storm” /articles/storm/"]);
}

#[test]
fn files_and_extents_are_compared_too() {
    let story = desk();
    let before = edition(&story, "before", &[]);
    story
        .write("static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>")
        .write("static/new.txt", "New.");
    let after = edition(&story, "after", &[]);
    let wanted = ["1 file that is no page differs", "1 other file is only in the later one"];
    assert_eq!(diff(&story, &before, &[&after]), (1, wanted.map(String::from).to_vec()));
    let backwards = diff(&story, &after, &[&before]).1;
    assert_eq!(backwards[1], "1 other file is only in the earlier one");
    let part = edition(&story, "part", &["--dossier", "weather"]);
    let lines = diff(&story, &after, &[&part]).1;
    assert_eq!(lines[0], "they do not hold the same: the whole site before, the dossier `weather` after");
    let json = story.run(&["archive", "diff", &after, &part, "--message-format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(value["dossiers"], serde_json::json!([null, "weather"]));
}
