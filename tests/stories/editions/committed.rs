//! When an edition may cite a commit: only for the very bytes of it.

use super::{archive, commit, desk, git, made};
use crate::kit::{Said, Story, article, program, said};
use std::process::Command;

const DAY: [&str; 4] = ["--as-of", "2019-01-01", "--format", "zip"];

/// The name of the edition that these arguments make, and what was said; nothing is left of it.
fn edition(story: &Story, more: &[&str]) -> (String, Said) {
    let told = archive(story, &[&DAY[..], more].concat());
    let name = made(story, ".zip");
    story.remove(&name);
    (name, told)
}

/// What an edition cites must be what it holds.
fn cites_a_hash(story: &Story) {
    let head = git(story, &["rev-parse", "HEAD"]);
    let (name, told) = edition(story, &[]);
    assert!(told.err.contains("from sha256:"), "{}", told.err);
    let (committed, told) = edition(story, &["--rev", "HEAD"]);
    assert!(told.err.contains(&format!("from git:{head}")), "{}", told.err);
    assert_ne!(name, committed);
}

fn cites_the_commit(story: &Story) {
    let head = git(story, &["rev-parse", "HEAD"]);
    let (name, told) = edition(story, &[]);
    assert!(told.err.contains(&format!("from git:{head}")), "{}", told.err);
    assert_eq!(edition(story, &["--rev", "HEAD"]).0, name);
}

#[test]
fn bytes_that_a_filter_made_are_not_those_of_the_commit() {
    let story = desk();
    story.write(".gitattributes", "*.txt text eol=crlf\n*.dat ident\n");
    story.write("static/o.txt", "one\r\ntwo\r\n");
    commit(&story);
    assert_eq!(git(&story, &["status", "--porcelain"]), "");
    cites_a_hash(&story);
    story.remove("static/o.txt").write("static/i.dat", "$Id$\n");
    commit(&story);
    cites_the_commit(&story);
    story.remove("static/i.dat");
    git(&story, &["checkout", "-q", "static/i.dat"]);
    assert_eq!(git(&story, &["status", "--porcelain"]), "");
    cites_a_hash(&story);
}

#[cfg(unix)]
#[test]
fn what_a_link_leads_to_is_looked_at_and_not_the_link() {
    use std::os::unix::fs::symlink;
    let story = desk();
    story.write("shared/x.txt", "as committed");
    symlink("../shared", story.path("static/sh")).unwrap();
    commit(&story);
    cites_the_commit(&story);
    story.write("shared/x.txt", "as it is now");
    cites_a_hash(&story);
    story.write("shared/x.txt", "as committed");
    cites_the_commit(&story);
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("o.md"), article("Outside", "2017-03-01", "", "Outside.")).unwrap();
    symlink(outside.path().join("o.md"), story.path("content/articles/o.md")).unwrap();
    commit(&story);
    assert_eq!(git(&story, &["status", "--porcelain"]), "");
    assert!(edition(&story, &[]).1.err.contains("from sha256:"));
}

/// The site is a folder of a repository: what lies beside it is no part of it, whether it is read from disk or from a commit.
#[cfg(unix)]
#[test]
fn links_to_the_rest_of_the_repository_publish_nothing() {
    use std::os::unix::fs::symlink;
    let story = Story::empty();
    story.write("site/throughline.yaml", "title: S\nbase_url: https://s.example/\n");
    story.write("site/content/articles/a.md", article("A", "2017-01-01", "", "A text."));
    story.write("shared/b.md", article("B", "2017-01-02", "", "Another text."));
    story.write("shared/x.txt", "beside the site").write("shared/pictures/y.txt", "below that");
    // A text may lie elsewhere, and so may a whole folder of the site; a file that is published as it is may not.
    symlink("../../../shared/b.md", story.path("site/content/articles/b.md")).unwrap();
    symlink("../shared", story.path("site/static")).unwrap();
    symlink("pictures/y.txt", story.path("shared/y.txt")).unwrap();
    commit(&story);
    let from_disk = story.run_in("site", &["archive", "--as-of", "2019-01-01"]);
    let from_commit = story.run_in("site", &["archive", "--as-of", "2019-01-01", "--rev", "HEAD"]);
    assert_eq!((from_disk.code, from_commit.code), (0, 0), "{}{}", from_disk.err, from_commit.err);
    symlink("../../../shared/x.txt", story.path("site/content/articles/x.txt")).unwrap();
    symlink("../../../shared/pictures", story.path("site/content/articles/pictures")).unwrap();
    commit(&story);
    for more in [&[][..], &["--rev", "HEAD"]] {
        let said = story.run_in("site", &[&["archive", "--as-of", "2019-01-01"], more].concat());
        assert_eq!(said.code, 1, "{}", said.err);
        for link in ["x.txt", "pictures"] {
            let told = format!("error[link-outside]: `content/articles/{link}` is a link that leads out");
            assert!(said.err.contains(&told), "{more:?}: {}", said.err);
        }
    }
}

#[test]
fn an_object_put_in_the_place_of_another_is_not_taken() {
    let story = desk();
    let first = commit(&story);
    let wanted = edition(&story, &["--rev", &first]).0;
    let of = |path: &str| git(&story, &["rev-parse", &format!("{first}:{path}")]);
    git(&story, &["replace", &of("content/articles/second.md"), &of("content/articles/storm.md")]);
    assert_eq!(edition(&story, &["--rev", &first]).0, wanted);
    assert_eq!(edition(&story, &[]).0, wanted);
}

#[test]
fn the_environment_does_not_say_what_is_in_the_repository() {
    let (story, other) = (desk(), desk());
    let head = commit(&story);
    let nothing = other.path("nothing");
    let environment = [
        ("GIT_DIR", nothing.to_str().unwrap()),
        ("GIT_OBJECT_DIRECTORY", nothing.to_str().unwrap()),
        ("GIT_CEILING_DIRECTORIES", story.path("..").to_str().unwrap()),
        ("GIT_LITERAL_PATHSPECS", "1"),
        ("GIT_CONFIG_COUNT", "1"),
        ("GIT_CONFIG_KEY_0", "core.repositoryFormatVersion"),
        ("GIT_CONFIG_VALUE_0", "99"),
    ]
    .map(|(name, value)| (name, value.to_string()));
    let mut command = Command::new(program());
    let told = said(command.current_dir(story.path("")).arg("archive").args(DAY).envs(environment).output().unwrap());
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(told.err.contains(&format!("from git:{head}")), "{}", told.err);
}
