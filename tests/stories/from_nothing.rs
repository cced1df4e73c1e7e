//! From nothing to a site, in four commands.

use crate::kit::{Story, words};

#[test]
fn a_site_from_nothing() {
    let story = Story::empty();
    assert_eq!(story.run(&["init", "x"]).code, 0);
    let dossier = story.run_in("x", &["new", "dossier", "Harbour inquiry"]);
    assert_eq!(dossier.code, 0, "{}", dossier.err);
    assert!(dossier.err.contains("content/dossiers/harbour-inquiry/index.md"), "{}", dossier.err);
    let article = story.run_in("x", &["new", "article", "Inquiry opens", "--dossier", "harbour-inquiry"]);
    assert_eq!(article.code, 0, "{}", article.err);
    assert!(article.err.contains("next:"), "{}", article.err);
    let built = story.run_in("x", &["build"]);
    assert_eq!(built.code, 0, "{}", built.err);
    assert!(words(&story.read("x/public/dossiers/harbour-inquiry/index.html")).contains("Inquiry opens"));
    assert!(words(&story.read("x/public/articles/inquiry-opens/index.html")).contains("Harbour inquiry (1)"));
}

#[test]
fn init_writes_the_same_bytes_each_time_and_leaves_a_full_folder_alone() {
    let story = Story::empty();
    assert_eq!(story.run(&["init", "a"]).code, 0);
    assert_eq!(story.run(&["init", "b"]).code, 0);
    assert_eq!(story.files("a"), story.files("b"));
    for file in story.files("a") {
        assert_eq!(story.read(&format!("a/{file}")), story.read(&format!("b/{file}")));
    }
    let again = story.run(&["init", "a"]);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("already holds"), "{}", again.err);
}

#[test]
fn new_never_overwrites() {
    let story = Story::empty();
    story.run(&["init"]);
    assert_eq!(story.run(&["new", "person", "Ada Quill"]).code, 0);
    let again = story.run(&["new", "person", "Ada Quill"]);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("is there already"), "{}", again.err);
}

#[test]
fn new_article_knows_the_dossiers() {
    let story = Story::empty();
    story.run(&["init"]);
    story.run(&["new", "dossier", "Harbour inquiry"]);
    let said = story.run(&["new", "article", "A", "--dossier", "harbor-inquiry"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("did you mean `harbour-inquiry`?"), "{}", said.err);
}

#[test]
fn a_draft_is_not_published() {
    let story = Story::empty();
    story.run(&["init"]);
    story.run(&["new", "article", "Not yet", "--draft"]);
    let said = story.build();
    assert!(said.err.contains("not published: 1 (1 draft)"), "{}", said.err);
    assert!(!story.has("public/articles/not-yet"));
    assert_eq!(story.run(&["build", "--drafts"]).code, 0);
    assert!(story.has("public/articles/not-yet/index.html"));
}

#[test]
fn headlines_with_traps_are_quoted() {
    let story = Story::empty();
    story.run(&["init"]);
    let title = "\"No\": day 2 # [live] {now} @once *all* & `more` %";
    assert_eq!(story.run(&["new", "article", title, "--id", "trap"]).code, 0);
    story.build();
    assert!(story.words("articles/trap/index.html").contains(title), "{}", story.words("articles/trap/index.html"));
}

#[test]
fn a_template_of_ones_own_stands_over_the_themes() {
    let story = Story::empty();
    story.run(&["init"]);
    let said = story.run(&["new", "template", "404.html"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let stub = story.read("templates/404.html");
    assert!(stub.contains("{% extends \"theme/404.html\" %}"), "{stub}");
    story.write(
        "templates/404.html",
        "{% extends \"theme/404.html\" %}{% block main %}<h1>Gone fishing</h1>{% endblock main %}",
    );
    story.build();
    assert!(story.words("404.html").contains("Gone fishing"));
    let typo = story.run(&["new", "template", "artcle.html"]);
    assert!(typo.err.contains("did you mean `article.html`?"), "{}", typo.err);
}
