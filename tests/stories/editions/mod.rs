//! Editions: dated builds that can be trusted in twenty years.

mod changing;
mod committed;
mod compared;
mod containers;
mod hostile;
mod hostile_forms;
mod made;
mod named;
mod resealed;
mod restored;
mod shelved;
mod signed;
mod told;
mod trusted;

use crate::kit::{Said, Story, article};
use std::process::Command;

/// A site with two dossiers, a person, a picture and a page.
pub fn desk() -> Story {
    let talks = article(
        "Talks open",
        "2017-01-23",
        "dossiers: [talks]\nauthors: [ann-lee]\npeople: [Ann Lee]\ntags: [Peace]\n",
        "The [second day](second.md) follows. See [the storm](article:storm).\n\n![A map](map.png)",
    );
    let second =
        article("Second day", "2017-01-24", "dossiers: [talks]\ntags: [Peace]\naliases: [/old/second/]\n", "More.");
    let storm = article("Storm", "2018-05-01", "dossiers: [weather]\n", "Wind.");
    Story::site(&[
        ("content/articles/talks.md", &talks),
        ("content/articles/second.md", &second),
        ("content/articles/storm.md", &storm),
        ("content/articles/map.png", "not really a picture"),
        ("content/dossiers/talks/index.md", "---\ntitle: The talks\n---\n\nThe story so far.\n"),
        ("content/dossiers/weather/index.md", "---\ntitle: Weather\n---\n"),
        ("content/people/ann-lee.md", "---\nname: Ann Lee\n---\n"),
        ("content/pages/about.md", "---\ntitle: About\nmenu: true\n---\n\nWho we are.\n"),
        ("static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
    ])
}

/// Makes an edition, and expects that to work.
pub fn archive(story: &Story, arguments: &[&str]) -> Said {
    let said = story.run(&[&["archive"], arguments].concat());
    assert_eq!(said.code, 0, "{}", said.err);
    said
}

/// The one thing in `editions/` whose name ends so, below the site's folder.
pub fn made(story: &Story, ending: &str) -> String {
    let mut names: Vec<String> = std::fs::read_dir(story.path("editions"))
        .unwrap()
        .map(|item| item.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(ending) && (!ending.is_empty() || !name.contains('.')))
        .filter(|name| name.starts_with('2') && (ending.contains("bag") || !name.contains(".bag")))
        .collect();
    assert_eq!(names.len(), 1, "{names:?}");
    format!("editions/{}", names.remove(0))
}

/// Runs git in the story's folder, as nobody in particular.
pub fn git(story: &Story, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(story.path(""))
        .args(["-c", "user.name=Desk", "-c", "user.email=desk@desk.example", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .env("GIT_AUTHOR_DATE", "2019-02-03T04:05:06Z")
        .env("GIT_COMMITTER_DATE", "2019-02-03T04:05:06Z")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_string()
}

/// Everything there is, committed.
pub fn commit(story: &Story) -> String {
    if !story.has(".git") {
        story.write(".gitignore", "editions/\npublic/\n.throughline/\n");
        git(story, &["init", "-q"]);
    }
    git(story, &["add", "-A"]);
    git(story, &["commit", "-q", "-m", "A day's work"]);
    git(story, &["rev-parse", "HEAD"])
}
