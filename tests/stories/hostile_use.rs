//! The command line, used wrongly or oddly: a code that says whose fault it is, and nothing written where it should not be.

use crate::kit::{Story, article, program, said};
use std::process::{Command, Stdio};

fn one() -> Story {
    Story::site(&[("content/articles/one.md", &article("One", "2024-01-01", "", "The first."))])
}

#[test]
fn what_the_command_line_names_wrongly_is_wrong_use() {
    let story = one();
    for arguments in [
        &["build", "--as-of", "tomorrow"][..],
        &["check", "--as-of", "2017-13-45"],
        &["build", "--base-url", "desk.example"],
        &["build", "--root", "nowhere"],
        &["new", "--root", "nowhere", "article", "A"],
        &["check", "--config", "other.yaml"],
    ] {
        let said = story.run(arguments);
        assert_eq!(said.code, 2, "{arguments:?}: {}", said.err);
        assert!(said.err.contains("help: "), "{arguments:?}: {}", said.err);
    }
}

#[test]
fn a_wrong_address_of_the_site_is_told_once() {
    let story = one();
    story.write("throughline.yaml", "title: The Desk\nbase_url: desk.example\n");
    let said = story.fails();
    assert!(said.err.contains("`https://desk.example/`") && said.err.contains("1 error"), "{}", said.err);
}

#[test]
fn init_makes_the_site_where_root_says() {
    let story = Story::empty();
    std::fs::create_dir(story.path("sites")).unwrap();
    assert_eq!(story.run(&["init", "--root", "sites/a"]).code, 0);
    assert_eq!(story.run(&["init", "--root", "sites", "b"]).code, 0);
    assert!(story.has("sites/a/throughline.yaml") && story.has("sites/b/throughline.yaml"));
    assert!(!story.has("throughline.yaml") && !story.has("b"));
}

#[test]
fn a_headline_of_any_length_makes_a_file() {
    let story = one();
    let headline = "Переговоры ".repeat(40);
    for title in [headline.as_str(), &"日".repeat(300), &"𐎠".repeat(300), &"x".repeat(300)] {
        let said = story.run(&["new", "article", title]);
        assert_eq!(said.code, 0, "{}", said.err);
    }
    story.build();
    let pages = story.files("public/articles");
    let cut = "переговоры-".repeat(8);
    let cut = cut.trim_end_matches('-').chars().count();
    assert!(pages.iter().any(|page| page.starts_with("переговоры") && page.chars().count() < cut + 12), "{pages:?}");
}

#[test]
fn new_writes_nothing_that_a_build_would_refuse() {
    let story = one();
    for (title, id) in [("Con", "con"), ("A", "com1"), ("A", "")] {
        let said = story.run(&["new", "page", title, "--id", id]);
        assert_eq!(said.code, 1, "{}", said.err);
        assert!(said.err.contains("--id"), "{}", said.err);
    }
    assert_eq!(story.run(&["new", "page", "A", "--id", "../../../a"]).code, 0);
    assert!(story.has("content/pages/a.md"));
    story.build();
}

#[test]
fn a_template_may_be_named_without_its_ending() {
    let story = one();
    assert_eq!(story.run(&["new", "template", "article"]).code, 0);
    assert!(story.has("templates/article.html"));
    story.write("content/pages/about.md", "---\ntitle: About\ntemplate: page\n---\n");
    assert!(story.fails().err.contains("did you mean `page.html`?"));
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_no_success() {
    let full = || Stdio::from(std::fs::File::options().write(true).open("/dev/full").unwrap());
    for arguments in [&["schema", "article"][..], &["explain", "unknown-key"]] {
        let said = said(Command::new(program()).args(arguments).stdout(full()).output().unwrap());
        assert_eq!(said.code, 3, "{}", said.err);
        assert!(said.err.contains("no space left"), "{}", said.err);
    }
}

#[test]
fn a_message_is_one_line_for_a_program_whatever_the_content_says() {
    let story = one();
    story.write(
        "content/articles/two.md",
        "---\ntitle: X\npublished: \"2017\\n\\e[31m\\u2028\"\ndossiers: [\"a\\nb\"]\nimage: \"\\0\"\n---\n",
    );
    let said = story.run(&["check", "--message-format", "json"]);
    assert_eq!(said.code, 1);
    for line in said.out.split('\n').filter(|line| !line.is_empty()) {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
    let said = story.run(&["check"]);
    assert!(!said.err.contains('\u{1b}') && !said.err.contains('\0'), "{}", said.err);
}

#[test]
fn the_help_of_every_command_shows_how_it_is_used() {
    let story = Story::empty();
    for words in ["init", "new article", "new dossier", "new template", "build", "check", "explain", "schema"] {
        let arguments: Vec<&str> = words.split(' ').chain(["--help"]).collect();
        let help = story.run(&arguments).out;
        assert!(help.contains(&format!("\n  throughline {}", words)), "{words}: {help}");
        assert!(help.contains("Example"), "{words}: {help}");
    }
}
