//! The sample site of this repository, as a newcomer builds it.

use crate::kit::{program, said};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds the sample site into a folder of its own.
fn built() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let root = env!("CARGO_MANIFEST_DIR");
    let output =
        Command::new(program()).args(["--root", root, "build", "--strict", "--out"]).arg(&out).output().unwrap();
    let said = said(output);
    assert_eq!(said.code, 0, "{}", said.err);
    (folder, out)
}

fn files(folder: &Path, name: &str, found: &mut Vec<PathBuf>) {
    for item in fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            files(&path, name, found);
        } else if path.file_name().is_some_and(|own| own == name) {
            found.push(path);
        }
    }
}

/// Id, title and link of every entry.
fn entries(file: &Path) -> Vec<(String, String, String)> {
    let text = fs::read(file).unwrap();
    let feed = feed_rs::parser::parse(text.as_slice()).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let entry = |entry: feed_rs::model::Entry| {
        let title = entry.title.map(|title| title.content).unwrap_or_default();
        let link = entry.links.into_iter().next().map(|link| link.href).unwrap_or_default();
        (entry.id, title, link)
    };
    feed.entries.into_iter().map(entry).collect()
}

#[test]
fn every_feed_says_the_same_in_both_forms() {
    let (_folder, out) = built();
    let mut atoms = Vec::new();
    files(&out, "feed.xml", &mut atoms);
    assert!(atoms.len() > 10);
    for atom in atoms {
        let told = entries(&atom);
        assert!(!told.is_empty(), "{}", atom.display());
        assert_eq!(told, entries(&atom.with_extension("json")), "{}", atom.display());
    }
}

#[test]
fn the_sample_has_what_it_promises() {
    let (_folder, out) = built();
    let page = |path: &str| fs::read_to_string(out.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut articles = Vec::new();
    files(&out.join("articles"), "index.html", &mut articles);
    assert!(articles.len() >= 45, "{} articles", articles.len());
    let long = page("dossiers/suez-canal/timeline/index.html");
    assert!(long.matches("class=\"event").count() >= 40);
    assert!(page("ru/articles/talks-open-in-astana/index.html").contains("lang=\"ru\""), "a translation");
    assert!(page("ar/articles/ever-given-afloat/index.html").contains("dir=\"rtl\""), "right to left");
    assert!(page("changes/index.html").contains("Correction"));
}
