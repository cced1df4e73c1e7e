//! What `restore` takes from an archive that was made to harm, and that it holds nothing whole.

use super::hostile::{Files, GOOD, true_zip};
use crate::kit::Story;
use std::fs;

/// What lies in the story's folder beside what the story wrote.
fn written(story: &Story) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(story.path("")).unwrap().map(|item| item.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name != "edition.zip");
    names
}

/// An edition of GOOD with more sources, restored: the exit code and what was said.
fn restored(story: &Story, more: Files) -> (i32, String) {
    story.write("edition.zip", true_zip(&[GOOD, more].concat()));
    let verified = story.run(&["archive", "verify", "edition.zip"]);
    assert_eq!(verified.code, 0, "it is what its manifest says: {}", verified.err);
    let said = story.run(&["archive", "restore", "edition.zip", "back"]);
    (said.code, said.err)
}

#[test]
fn sources_come_back_where_a_site_may_have_them() {
    let story = Story::empty();
    let (code, err) = restored(
        &story,
        &[
            ("sources/static/_headers", b"h"),
            ("sources/templates/.x/base.html", b"t"),
            ("sources/themes/plain/theme.yaml", b"y"),
            ("sources/throughline.yaml", b"title: T"),
            ("sources/words/en.ftl", b"w"),
        ],
    );
    assert_eq!(code, 0, "{err}");
    assert_eq!(story.files("back").len(), 6);
    assert_eq!(story.read("back/content/a.md"), "a");
}

#[test]
fn nothing_else_comes_back() {
    let story = Story::empty();
    for path in [
        "sources/.git/config",
        "sources/.GIT/config",
        "sources/themes/plain/.git/config",
        "sources/content/.git/hooks/post-checkout",
        "sources/themes/GIT~1/config",
        "sources/.envrc",
        "sources/Makefile",
        "sources/static/.bashrc",
        "sources/content/_hidden.md",
        "sources/other.yaml",
    ] {
        let (code, err) = restored(&story, &[(path, b"[core]\n\tfsmonitor = \"touch pwned\"\n")]);
        assert_eq!(code, 1, "{path}: {err}");
        assert!(err.contains(&format!("`{path}` is no source that a site is built from")), "{err}");
        assert_eq!(written(&story), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn an_honest_bomb_is_refused_before_it_is_unpacked() {
    let story = Story::empty();
    let zeros = vec![0; 257 << 20];
    let (code, err) = restored(&story, &[("sources/static/z", &zeros)]);
    assert_eq!(code, 1, "{err}");
    assert!(err.contains("more than 200 times its own size"), "{err}");
    assert_eq!(written(&story), Vec::<String>::new());
}

#[test]
fn what_is_altered_leaves_no_file_behind() {
    let story = Story::empty();
    let text = super::hostile::manifest(GOOD, None);
    let mut all: Vec<(&str, &[u8])> = vec![("manifest.json", &text)];
    all.extend(GOOD.iter().map(|(path, bytes)| (*path, if path.ends_with("a.md") { &b"b"[..] } else { bytes })));
    story.write("edition.zip", super::hostile::zip(&all));
    fs::create_dir(story.path("back")).unwrap();
    let said = story.run(&["archive", "restore", "edition.zip", "back"]);
    assert_eq!(said.code, 1, "{}", said.err);
    assert_eq!(written(&story), ["back"]);
    assert_eq!(story.files("back"), Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn an_empty_folder_is_filled_and_stays_what_it_was() {
    use std::os::unix::fs::PermissionsExt;
    let story = Story::empty();
    story.write("edition.zip", true_zip(&[GOOD, &[("sources/throughline.yaml", b"title: T")]].concat()));
    story.write("back/.sources.throughline-edition/content/left.md", "by a run that was killed");
    fs::set_permissions(story.path("back"), fs::Permissions::from_mode(0o700)).unwrap();
    let said = story.run_in("back", &["archive", "restore", "../edition.zip", "."]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(story.files("back"), ["content/a.md", "throughline.yaml"]);
    assert!(!story.has("back/.sources.throughline-edition"));
    let mode = fs::metadata(story.path("back")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    let said = story.run_in("back", &["archive", "restore", "../edition.zip", "."]);
    assert_eq!(said.code, 2, "{}", said.err);
}
