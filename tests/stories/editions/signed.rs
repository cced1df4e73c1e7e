//! Signatures and what is there already: a new one is put in, none is ever taken away. And two runs in one place.

use super::{archive, desk};
use crate::kit::{Said, Story, program, said};
use std::fs;
use std::process::Command;

const ALL: [&str; 4] = ["--as-of", "2019-01-01", "--format", "folder,zip,tar.gz,bagit,wacz"];

/// A site and two keys, as OpenSSL makes them.
fn keys() -> Story {
    let story = desk();
    let openssl = |arguments: &[&str]| {
        let made = Command::new("openssl").current_dir(story.path("")).args(arguments).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    };
    for name in ["a", "b"] {
        let (key, public) = (format!("{name}.pem"), format!("{name}.pub"));
        openssl(&["genpkey", "-algorithm", "ed25519", "-out", &key]);
        openssl(&["pkey", "-in", &key, "-pubout", "-out", &public]);
    }
    story
}

fn make(story: &Story, more: &[&str]) -> Said {
    archive(story, &[&ALL[..], more].concat())
}

/// Everything in the folder of editions that `verify` reads.
fn containers(story: &Story) -> Vec<String> {
    let listed = fs::read_dir(story.path("editions")).unwrap();
    let names = listed.map(|item| item.unwrap().file_name().into_string().unwrap());
    let found: Vec<String> =
        names.filter(|name| name.starts_with("20")).map(|name| format!("editions/{name}")).collect();
    assert_eq!(found.len(), 5, "{found:?}");
    found
}

fn signed_by(story: &Story, key: &str, code: i32) {
    for name in containers(story) {
        let said = story.run(&["archive", "verify", &name, "--key", key]);
        assert_eq!(said.code, code, "{name}: {}", said.err);
    }
}

#[test]
fn a_signature_is_put_into_what_is_there() {
    let story = keys();
    make(&story, &[]);
    signed_by(&story, "a.pub", 1);
    make(&story, &["--sign", "a.pem"]);
    signed_by(&story, "a.pub", 0);
    make(&story, &["--sign", "b.pem"]);
    signed_by(&story, "b.pub", 0);
    assert!(!story.has("editions/.throughline-edition"));
}

#[test]
fn a_run_that_does_not_sign_leaves_signatures_where_they_are() {
    let story = keys();
    make(&story, &["--sign", "a.pem"]);
    let zip = containers(&story).into_iter().find(|name| name.ends_with(".zip")).unwrap();
    let before = fs::read(story.path(&zip)).unwrap();
    let said = make(&story, &[]);
    let lines = said.err.lines().filter(|line| line.contains("as it was: it is signed"));
    assert_eq!(lines.count(), 5, "{}", said.err);
    assert!(said.err.contains(&format!("{} bytes, as it was", before.len())), "{}", said.err);
    signed_by(&story, "a.pub", 0);
    // Also where the rest is damaged: whoever signed it will want to know.
    for at in [before.len() - 40, before.len() / 2] {
        let mut damaged = before.clone();
        damaged[at] ^= 1;
        fs::write(story.path(&zip), &damaged).unwrap();
        let told = story.run(&["archive", "--as-of", "2019-01-01", "--format", "zip"]);
        assert!(told.code == 2 && told.err.contains("it may be signed"), "{}", told.err);
        assert!(fs::read(story.path(&zip)).unwrap() == damaged);
    }
    archive(&story, &["--as-of", "2019-01-01", "--format", "zip", "--sign", "a.pem"]);
    assert!(fs::read(story.path(&zip)).unwrap() == before);
}

#[test]
fn two_sites_that_archive_into_one_folder_do_not_meet() {
    let (one, other) = (desk(), desk());
    other.write("content/articles/flood.md", "---\ntitle: Flood\npublished: 2018-07-01\n---\n\nWater.\n");
    let shared = tempfile::tempdir().unwrap();
    let start = |story: &Story| {
        let mut command = Command::new(program());
        command.current_dir(story.path("")).args([
            "archive",
            "--as-of",
            "2019-01-01",
            "--format",
            "folder,zip",
            "--out",
        ]);
        command.arg(shared.path()).stderr(std::process::Stdio::piped()).spawn().unwrap()
    };
    for _ in 0..3 {
        let runs = [start(&one), start(&other)].map(|run| said(run.wait_with_output().unwrap()));
        assert!(runs.iter().any(|run| run.code == 0), "{} {}", runs[0].err, runs[1].err);
        for run in runs.iter().filter(|run| run.code != 0) {
            assert!(run.code == 3 && run.err.contains("another run is writing"), "{}", run.err);
        }
        for item in fs::read_dir(shared.path()).unwrap() {
            let name = item.unwrap().path();
            if name.file_name().unwrap().to_str().unwrap().starts_with("20") {
                let told = one.run(&["archive", "verify", name.to_str().unwrap()]);
                assert_eq!(told.code, 0, "{}", told.err);
                fs::remove_dir_all(&name).or_else(|_| fs::remove_file(&name)).unwrap();
            }
        }
        assert!(!shared.path().join(".throughline-edition").exists());
    }
}

#[test]
fn a_place_that_another_run_holds_is_left_alone() {
    let story = desk();
    archive(&story, &["--as-of", "2019-01-01", "--format", "zip", "--with-sources"]);
    let zip = super::made(&story, ".zip");
    for (stage, arguments) in [
        ("editions/.throughline-edition", vec!["archive", "--format", "zip"]),
        (".back.throughline-edition", vec!["archive", "restore", &zip, "back"]),
    ] {
        story.write(&format!("{stage}/lock"), "").write(&format!("{stage}/folder/half"), "done");
        let lock = fs::File::open(story.path(&format!("{stage}/lock"))).unwrap();
        lock.lock().unwrap();
        let told = story.run(&arguments);
        assert!(told.code == 3 && told.err.contains("another run is writing"), "{}", told.err);
        assert!(story.has(&format!("{stage}/folder/half")));
        drop(lock);
        let told = story.run(&arguments);
        assert_eq!(told.code, 0, "{}", told.err);
        assert!(!story.has(stage));
    }
}
