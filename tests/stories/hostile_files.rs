//! Files and folders that are not what they seem: each is told at its place, and the rest is still read.

use crate::kit::{Story, article};

fn one() -> Story {
    Story::site(&[("content/articles/one.md", &article("One", "2024-01-01", "", "The first."))])
}

#[cfg(unix)]
fn link(story: &Story, target: &str, path: &str) {
    std::fs::create_dir_all(story.path(path).parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(target, story.path(path)).unwrap();
}

#[cfg(unix)]
#[test]
fn each_bad_link_is_told_at_its_place_with_everything_else() {
    let story = one();
    link(&story, ".", "content/articles/round");
    link(&story, "nowhere", "content/articles/gone.md");
    link(&story, "nowhere", "static/gone.txt");
    story.write("content/articles/two.md", article("Two", "2024-01-02", "standfist: x\n", ""));
    let said = story.fails();
    for words in [
        "`content/articles/round` cannot be read: it is a link to a folder that holds it",
        "`content/articles/gone.md` cannot be read: no such file or directory",
        "`static/gone.txt` cannot be read",
        "`standfist`",
        "4 errors",
    ] {
        assert!(said.err.contains(words), "{words}: {}", said.err);
    }
    assert!(!said.err.contains("os error") && !said.err.contains(story.path("").to_str().unwrap()), "{}", said.err);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_site_publishes_nothing() {
    let story = Story::empty();
    story.write("passwd", "root:x:0:0");
    story.write("shared/photo.txt", "a picture");
    story.write("wire/far.md", article("Far away", "2024-01-02", "", "Read through a link."));
    story.write("site/throughline.yaml", "title: T\nbase_url: https://example.org/\n");
    story.write("site/content/articles/one/index.md", article("One", "2024-01-01", "", "The first."));
    story.write("site/aside/inside.txt", "within the site");
    link(&story, "../aside/inside.txt", "site/static/inside.txt");
    link(&story, "../aside", "site/static/aside");
    link(&story, "../../../wire", "site/content/articles/wire");
    let good = story.run(&["build", "--root", "site"]);
    assert_eq!(good.code, 0, "{}", good.err);
    assert_eq!(story.read("site/public/inside.txt"), "within the site");
    assert_eq!(story.read("site/public/aside/inside.txt"), "within the site");
    assert!(story.read("site/public/articles/far/index.html").contains("Read through a link."));

    link(&story, "../../passwd", "site/static/stray.txt");
    link(&story, "../../shared", "site/static/shared");
    link(&story, "../../../../passwd", "site/content/articles/one/note.txt");
    link(&story, "../../../passwd", "site/templates/assets/stray.css");
    let bad = story.run(&["build", "--root", "site"]);
    assert_eq!(bad.code, 1, "{}", bad.err);
    let links = ["static/stray.txt", "static/shared", "content/articles/one/note.txt", "templates/assets/stray.css"];
    for path in links {
        assert!(bad.err.contains(&format!("`{path}` is a link that leads out of the site's folder")), "{}", bad.err);
    }
}

#[cfg(unix)]
#[test]
fn the_lock_that_an_editor_leaves_while_it_writes_stops_no_build() {
    let story = one();
    link(&story, "someone@desk.1234", "content/articles/.#one.md");
    link(&story, "someone@desk.1234", "static/.#custom.css");
    link(&story, "someone@desk.1234", "templates/.#home.html");
    story.build();
}

#[cfg(unix)]
#[test]
fn a_name_that_no_address_can_hold_is_an_error() {
    let story = one();
    story.write("content/articles/a\\b.md", article("Two", "2024-01-02", "", ""));
    story.write("content/articles/..\\..\\x.md", article("Three", "2024-01-02", "", ""));
    let said = story.fails();
    assert!(said.err.contains("the name of `a\\b.md` has a backslash in it"), "{}", said.err);
    assert!(said.err.contains("2 errors"), "{}", said.err);
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_is_not_waited_for() {
    let story = one();
    link(&story, "/dev/zero", "content/tags.yaml");
    let said = story.fails();
    assert!(said.err.contains("`content/tags.yaml` cannot be read: it is no file"), "{}", said.err);
}

#[test]
fn an_ending_in_capitals_is_markdown_too() {
    let story = one();
    story.write("content/articles/TWO.MD", article("Two", "2024-01-02", "", "The [first](one.md)."));
    story.write("content/articles/three.md", article("Three", "2024-01-03", "", "The [second](TWO.MD)."));
    story.write("content/articles/readme.md", "What lies here.");
    story.build();
    assert!(story.read("public/articles/three/index.html").contains("href=\"/articles/two/\""));
}
