//! The same inputs give the same bytes.

use crate::kit::{Story, program, said};
use std::process::Command;

const SITE: &[(&str, &str)] = &[
    (
        "content/dossiers/harbour/index.md",
        "---\ntitle: Harbour\nevents:\n  - {date: 2017, title: It begins}\n---\n\nSo far.\n",
    ),
    (
        "content/articles/a.md",
        "---\ntitle: A\npublished: 2017-01-02 10:00\ndossiers: [harbour]\ntags: [x, y, z]\n---\n\nOne.\n",
    ),
    (
        "content/articles/b.md",
        "---\ntitle: B\npublished: 2017-01-03\ndossiers: [harbour]\ntags: [z, y]\n---\n\n[a](a.md)\n",
    ),
    ("static/a.txt", "text"),
];

#[test]
fn another_place_clock_zone_language_and_number_of_threads_change_nothing() {
    let one = Story::site(SITE);
    let other = Story::site(SITE);
    let run = |story: &Story, settings: [(&str, &str); 4]| {
        let output = Command::new(program()).current_dir(story.path("")).arg("build").envs(settings).output().unwrap();
        assert_eq!(said(output).code, 0);
    };
    run(&one, [("TZ", "Pacific/Kiritimati"), ("LANG", "C"), ("LC_ALL", "C"), ("RAYON_NUM_THREADS", "1")]);
    run(
        &other,
        [("TZ", "America/St_Johns"), ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8"), ("RAYON_NUM_THREADS", "5")],
    );
    assert_eq!(one.files("public"), other.files("public"));
    for file in one.files("public") {
        let file = format!("public/{file}");
        assert_eq!(std::fs::read(one.path(&file)).unwrap(), std::fs::read(other.path(&file)).unwrap(), "{file}");
    }
}

#[test]
fn tomorrows_build_of_an_unchanged_site_is_the_same() {
    let story = Story::site(SITE);
    assert_eq!(story.run(&["build", "--out", "one", "--as-of", "2020-01-01"]).code, 0);
    assert_eq!(story.run(&["build", "--out", "two", "--as-of", "2025-06-07T08:09"]).code, 0);
    for file in story.files("one") {
        let read = |folder: &str| std::fs::read(story.path(&format!("{folder}/{file}"))).unwrap();
        assert_eq!(read("one"), read("two"), "{file}");
    }
}
