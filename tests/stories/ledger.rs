//! A second build does what changed, whatever happened to the output in between.

use crate::kit::{Story, article, program};
use std::process::{Command, Stdio};
use std::time::Duration;

fn site() -> Story {
    let story = Story::site(&[
        ("content/dossiers/harbour/index.md", "---\ntitle: Harbour\n---\n\nSo far.\n"),
        (
            "content/articles/a.md",
            &article("One", "2017-01-01", "standfirst: S.\ndossiers: [harbour]\n", "First text."),
        ),
        ("content/articles/b.md", &article("Two", "2017-01-02", "dossiers: [harbour]\n", "Second text.")),
        ("static/notes.txt", "as it was"),
    ]);
    // Files that were written this instant may change once more and keep their time, so none is trusted.
    std::thread::sleep(Duration::from_millis(50));
    story
}

#[test]
fn a_second_build_renders_nothing_and_one_text_renders_what_shows_it() {
    let story = site();
    story.build();
    let said = story.build();
    assert!(said.err.contains(": 0 rendered, ") && said.err.contains("nothing changed"), "{}", said.err);
    story.write(
        "content/articles/a.md",
        article("One", "2017-01-01", "standfirst: S.\ndossiers: [harbour]\n", "A new text."),
    );
    let said = story.build();
    // The article, its dossier printed whole, and the texts that the search looks through.
    assert!(said.err.contains(": 3 rendered, ") && said.err.contains("; 3 changed"), "{}", said.err);
    for file in ["articles/a/index.html", "dossiers/harbour/print/index.html", "search/text-0.js"] {
        assert!(story.read(&format!("public/{file}")).contains("A new text."), "{file}");
    }
    story.is_clean("");
}

#[test]
fn a_list_is_rendered_anew_only_for_what_it_shows_of_an_article() {
    let story = site();
    let edited = |title: &str, standfirst: &str| {
        let more = format!("standfirst: {standfirst}\ndossiers: [harbour]\ntags: [Quay]\n");
        story.write("content/articles/a.md", article(title, "2017-01-01", &more, "First text."));
    };
    edited("One", "S.");
    story.build();
    let why = |address: &str| story.run(&["explain", address]).out;
    edited("One", "Another standfirst.");
    assert!(why("/").contains("changed"), "it shows standfirsts: {}", why("/"));
    for list in ["/dossiers/harbour/", "/tags/quay/", "/archive/"] {
        assert!(why(list).contains("next build: leaves it alone"), "it shows none: {}", why(list));
    }
    story.build();
    story.is_clean("");
    edited("Another title", "Another standfirst.");
    assert!(why("/tags/quay/").contains("changed"), "{}", why("/tags/quay/"));
    story.build();
    story.is_clean("");
}

#[test]
fn an_output_that_somebody_touched_is_made_again() {
    let story = site();
    story.build();
    let page = story.read("public/articles/a/index.html");
    story.write("public/articles/a/index.html", format!("{page}!")).remove("public/notes.txt");
    let said = story.build();
    assert!(said.err.contains(": 2 rendered, "), "{}", said.err);
    story.is_clean("");
    // The same length: only a look at the bytes finds it.
    story.write("public/articles/a/index.html", page.replace("First", "Forst"));
    assert!(story.build().err.contains(": 0 rendered, "));
    assert_eq!(story.run(&["build", "--verify"]).code, 0);
    story.is_clean("");
}

#[test]
fn a_folder_that_another_site_built_into_is_looked_at_byte_by_byte() {
    let (story, other) = (site(), site());
    let out = story.path("public").to_string_lossy().into_owned();
    story.build();
    other.write(
        "content/articles/a.md",
        article("One", "2017-01-01", "standfirst: S.\ndossiers: [harbour]\n", "Forst text."),
    );
    assert_eq!(other.run(&["build", "--out", &out]).code, 0);
    story.build();
    story.is_clean("");
}

#[test]
fn a_build_that_is_killed_leaves_nothing_that_the_next_one_does_not_mend() {
    let story = site();
    story.build();
    for round in 0..6_u64 {
        for name in ["a", "b"] {
            let text =
                article(&format!("Round {round}"), "2017-01-01", "dossiers: [harbour]\n", &format!("Text {round}."));
            story.write(&format!("content/articles/{name}{}.md", round % 3), text);
        }
        let mut build =
            Command::new(program()).arg("build").current_dir(story.path("")).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(round * 17));
        let _ = build.kill();
        build.wait().unwrap();
    }
    story.build();
    story.is_clean("");
}

#[test]
fn a_damaged_ledger_is_no_ledger() {
    let story = site();
    story.build();
    for file in story.files(".throughline") {
        if file.ends_with(".ledger") {
            story.write(&format!(".throughline/{file}"), "nothing that was ever written");
        }
    }
    story.write("content/articles/b.md", article("Two", "2017-01-02", "dossiers: [harbour]\n", "Another text."));
    story.build();
    story.is_clean("");
}

#[test]
fn what_is_held_back_leaves_no_trace_in_what_the_site_remembers() {
    let story = site();
    story.write(
        "content/articles/secret.md",
        article("Quiet headline", "2017-01-01", "draft: true\ntags: [Hushed]\n", "Text."),
    );
    story.write(
        "content/articles/later.md",
        article("Later headline", "2017-01-01", "embargoed_until: 2999-01-01\n", "Text."),
    );
    std::thread::sleep(Duration::from_millis(50));
    story.build();
    story.run(&["build", "--drafts", "--out", "private"]);
    let mut kept = Vec::new();
    for file in story.files(".throughline") {
        kept.extend(std::fs::read(story.path(&format!(".throughline/{file}"))).unwrap());
    }
    let has = |word: &str| kept.windows(word.len()).any(|part| part == word.as_bytes());
    assert!(has("harbour"), "the others are kept");
    for word in ["Quiet", "Hushed", "hushed", "Later", "secret", "later"] {
        assert!(!has(word), "{word}");
    }
}

#[test]
fn explain_says_why_a_page_would_be_rendered() {
    let story = site();
    let why = |address: &str| story.run(&["explain", address]).out;
    assert!(why("/articles/a/").contains("because no earlier build is known"), "{}", why("/articles/a/"));
    story.build();
    assert!(why("/articles/a/").contains("next build: leaves it alone"), "{}", why("/articles/a/"));
    story.write("content/articles/c.md", article("Three", "2017-01-03", "dossiers: [harbour]\n", "Third text."));
    let told = why("/dossiers/harbour/");
    assert!(told.contains("because the dossier list changed: one article more"), "{told}");
    assert!(why("/articles/c/").contains("because the page is new"), "{}", why("/articles/c/"));
    story.build();
    story.remove("public/articles/a/index.html");
    assert!(
        why("/articles/a/").contains("because its file is not as the last build left it"),
        "{}",
        why("/articles/a/")
    );
}
