//! A site that stands is looked at and nothing more; whatever is another, however well it hides, is seen.

use crate::kit::{Said, Story, article, settle};
use std::fs;
use std::time::Duration;

fn site() -> Story {
    let story = Story::site(&[
        ("content/dossiers/harbour/index.md", "---\ntitle: Harbour\n---\n\nSo far.\n"),
        ("content/articles/a.md", &article("One", "2017-01-01", "dossiers: [harbour]\n", "First text.")),
        ("content/articles/b.md", &article("Two", "2017-01-02", "dossiers: [harbour]\nmood: [calm]\n", "Second text.")),
        ("static/notes.txt", "as it was"),
        ("templates/404.html", "<p>Nothing</p>"),
        ("words/en.ftl", "tags = Subjects\n"),
    ]);
    let config = "title: The Desk\nbase_url: https://desk.example/\nlints: {unknown-key: warn}\n";
    story.write("throughline.yaml", config);
    settle();
    story
}

/// Builds; whether the site was only looked at.
fn looks(story: &Story, flags: &[&str]) -> (bool, Said) {
    let said = story.run(&[&["build", "-v"], flags].concat());
    (said.err.contains("phases: look ") && !said.err.contains("render "), said)
}

#[test]
fn a_site_that_stands_is_only_looked_at_and_says_what_it_said() {
    let story = site();
    let first = story.build();
    let (looked, _) = looks(&story, &[]);
    assert!(looked);
    let second = story.build();
    let told = |said: &Said| said.err.split("built ").next().unwrap().to_string();
    assert!(told(&first).contains("warning[unknown-key]") && told(&first).contains("mood: [calm]"), "{}", first.err);
    assert_eq!(told(&first), told(&second));
    assert!(
        second.err.contains(": 0 rendered, ") && second.err.contains("nothing changed; 1 warning"),
        "{}",
        second.err
    );
    let json = |flags: &[&str]| story.run(&[&["build", "--message-format", "json"], flags].concat()).out;
    assert!(!json(&[]).is_empty());
    assert_eq!(json(&[]), json(&["--verify"]));
    assert_eq!(story.run(&["build", "--strict"]).code, 1);
    assert!(looks(&story, &[]).0, "a build that came to nothing changes nothing");
}

#[test]
fn every_edit_is_seen() {
    type Edit = (&'static str, fn(&Story));
    let edits: [Edit; 14] = [
        ("a text", |story| {
            story.write("content/articles/a.md", article("One", "2017-01-01", "dossiers: [harbour]\n", "Other text."));
        }),
        ("a text of the same length at the same time", |story| {
            keeping_time(story, "content/articles/a.md", "One", "Owe")
        }),
        ("a static file, the same way", |story| keeping_time(story, "static/notes.txt", "as", "is")),
        ("a template, the same way", |story| keeping_time(story, "templates/404.html", "Nothing", "Nowhere")),
        ("a word, the same way", |story| keeping_time(story, "words/en.ftl", "Subjects", "Objects!")),
        ("the configuration, the same way", |story| keeping_time(story, "throughline.yaml", "The Desk", "The Dusk")),
        ("a new article", |story| {
            story.write("content/articles/c.md", article("Three", "2017-01-03", "", "Third."));
        }),
        ("a new folder", |story| {
            story.write("content/people/p.md", "---\nname: P\n---\n");
        }),
        ("the first file of what was not there", |story| {
            story.write("content/tags.yaml", "Boats: {description: All of them}\n");
        }),
        ("a file that goes", |story| _ = story.remove("content/articles/b.md")),
        ("a file of another name", |story| {
            fs::rename(story.path("content/articles/a.md"), story.path("content/articles/z.md")).unwrap();
        }),
        ("an output that grew", |story| {
            story.write("public/index.html", "mine");
        }),
        ("an output that is gone", |story| _ = story.remove("public/articles/a/index.html")),
        ("an output folder that is gone", |story| fs::remove_dir_all(story.path("public")).unwrap()),
    ];
    for (what, edit) in edits {
        let story = site();
        story.build();
        assert!(looks(&story, &[]).0, "{what}: it stands before");
        edit(&story);
        settle();
        let (looked, said) = looks(&story, &[]);
        assert!(!looked && said.code == 0, "{what}: {}", said.err);
        story.is_clean(what);
        assert!(looks(&story, &[]).0, "{what}: it stands afterwards");
    }
}

/// Puts a word in the place of another of the same length, and sets the file's time back.
fn keeping_time(story: &Story, path: &str, from: &str, to: &str) {
    assert_eq!(from.len(), to.len());
    let file = story.path(path);
    let time = fs::metadata(&file).unwrap().modified().unwrap();
    let text = story.read(path);
    assert!(text.contains(from), "{path}");
    // In place, so that it is the same file to the system.
    fs::write(&file, text.replacen(from, to, 1)).unwrap();
    fs::File::options().write(true).open(&file).unwrap().set_modified(time).unwrap();
    assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), time);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_elsewhere_is_seen() {
    let story = site();
    for name in ["one", "two"] {
        story.write(&format!("aside/{name}.txt"), name);
    }
    let link = story.path("static/linked.txt");
    std::os::unix::fs::symlink("../aside/one.txt", &link).unwrap();
    settle();
    story.build();
    assert!(looks(&story, &[]).0);
    fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink("../aside/two.txt", &link).unwrap();
    assert!(!looks(&story, &[]).0);
    assert_eq!(story.read("public/linked.txt"), "two");
    story.write("aside/two.txt", "owt");
    settle();
    assert!(!looks(&story, &[]).0, "what a link leads to is looked at");
    assert_eq!(story.read("public/linked.txt"), "owt");
}

#[test]
fn another_question_is_no_look() {
    let story = site();
    story.build();
    for flags in
        [&["--verify"][..], &["--no-ledger"], &["--force"], &["--base-url", "https://e.example/"], &["--keep-going"]]
    {
        let (looked, said) = looks(&story, flags);
        assert!(!looked && said.code == 0, "{flags:?}: {}", said.err);
        // What was built with the flags is the last build now.
        story.build();
        assert!(looks(&story, &[]).0, "after {flags:?}");
    }
    for flags in [&["--drafts"][..], &["--as-of", "2018-01-01"]] {
        assert!(!looks(&story, flags).0, "{flags:?}");
        assert!(!looks(&story, flags).0, "{flags:?}, again");
        assert!(!looks(&story, &[]).0, "after {flags:?}");
        assert!(looks(&story, &[]).0);
    }
    story.run(&["build", "--out", "elsewhere"]);
    assert!(looks(&story, &[]).0 && looks(&story, &["--out", "elsewhere"]).0, "each folder has its own record");
}

#[test]
fn what_was_just_written_is_read_again() {
    let story = site();
    // As if the file were written at the very moment at which it is read, or later.
    let file = fs::File::options().write(true).open(story.path("content/articles/a.md")).unwrap();
    file.set_modified(std::time::SystemTime::now() + Duration::from_secs(3600)).unwrap();
    settle();
    story.build();
    assert!(!looks(&story, &[]).0, "the file may have changed once more");
    file.set_modified(std::time::SystemTime::now() - Duration::from_secs(3600)).unwrap();
    settle();
    story.build();
    assert!(looks(&story, &[]).0);
}

#[test]
fn what_is_held_back_is_counted_and_not_named() {
    let story = site();
    story.write("content/articles/quiet.md", article("Hushed", "2017-01-01", "draft: true\n", "Text."));
    settle();
    let first = story.build();
    let second = story.build();
    let line = "not published: 1 (1 draft)";
    assert!(first.err.contains(line) && second.err.contains(line), "{}", second.err);
    assert!(looks(&story, &[]).1.err.contains("content/articles/quiet.md: draft"), "`-v` names it");
    // A warning about it is said each time, and kept nowhere.
    story.write(
        "content/articles/quiet.md",
        article("Hushed", "2017-01-01", "draft: true\ntags: [a, A]\nmood: x\n", "Text."),
    );
    settle();
    assert_eq!(story.build().err.split("built ").next(), story.build().err.split("built ").next());
    for file in story.files(".throughline") {
        let kept = fs::read(story.path(&format!(".throughline/{file}"))).unwrap();
        let has = |word: &str| kept.windows(word.len()).any(|part| part == word.as_bytes());
        assert!(!has("quiet") && !has("Hushed"), "{file}");
    }
}

#[test]
fn a_damaged_record_is_no_record() {
    let story = site();
    story.build();
    let file = story.files(".throughline").into_iter().find(|file| file.ends_with(".standing")).unwrap();
    let path = format!(".throughline/{file}");
    let whole = fs::read(story.path(&path)).unwrap();
    for at in [0, 30, whole.len() / 3, whole.len() / 2, whole.len() - 1] {
        let mut damaged = whole.clone();
        damaged[at] ^= 4;
        for record in [&damaged[..], &whole[..at]] {
            story.write(&path, record);
            let (looked, said) = looks(&story, &[]);
            assert!(!looked && said.code == 0 && said.err.contains(": 0 rendered, "), "{at}: {}", said.err);
        }
    }
    // The record belongs to a ledger.
    story.build();
    let ledger = path.replace(".standing", ".ledger");
    story.write(&ledger, "nothing that was ever written");
    assert!(!looks(&story, &[]).0);
}
