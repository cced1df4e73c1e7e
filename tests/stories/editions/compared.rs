//! What is said of two editions: what was added, withdrawn, corrected and silently changed; and the catalogue of them.

use super::{archive, commit, desk, made};
use crate::kit::Story;
use std::fs;

/// Two editions: the second has one article more, one corrected, one silently changed, one withdrawn.
fn pair() -> (Story, String, String) {
    let story = desk();
    let article = |name: &str| story.read(&format!("content/articles/{name}.md"));
    archive(&story, &["--as-of", "2019-01-01", "--format", "zip"]);
    let first = made(&story, ".zip");
    let second = article("second")
        .replace("More.", "Less.")
        .replace("published:", "corrections: [{date: 2017-02-01, kind: correction, text: It was less.}]\npublished:");
    let talks = article("talks").replace("follows", "followed");
    let storm = article("storm").replace("published:", "withdrawn: {date: 2018-06-01, reason: Wrong.}\npublished:");
    story.write("content/articles/second.md", second).write("content/articles/talks.md", talks);
    story.write("content/articles/storm.md", storm);
    story.write("content/articles/flood.md", "---\ntitle: Flood\npublished: 2018-07-01\n---\n\nWater.\n");
    fs::rename(story.path(&first), story.path("first.zip")).unwrap();
    archive(&story, &["--as-of", "2019-02-01", "--format", "zip"]);
    let second = made(&story, ".zip");
    fs::rename(story.path("first.zip"), story.path(&first)).unwrap();
    (story, first, second)
}

#[test]
fn diff_names_what_happened_to_each_article() {
    let (story, first, second) = pair();
    let said = story.run(&["archive", "diff", &first, &second]);
    assert_eq!(said.code, 1, "{}", said.err);
    let wanted = [
        "added: article “Flood” /articles/flood/",
        "withdrawn: article “Storm” /articles/storm/",
        "corrected: article “Second day” /articles/second/ (body)",
        "silently changed: article “Talks open” /articles/talks/ (body)",
    ];
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(lines[..4], wanted, "{}", said.out);
    let others = [
        "other pages differ by theme, lists or neighbours only",
        "files that are no pages differ",
        "other files are only in the earlier one",
        "other files are only in the later one",
    ];
    let rest = lines[4..].iter().zip(others).filter(|(line, other)| line.ends_with(other));
    assert_eq!((rest.count(), lines.len()), (4, 8), "{}", said.out);
    let json = story.run(&["archive", "diff", &first, &second, "--message-format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(value["changes"][3]["change"], "silently-changed");
    assert_eq!(story.run(&["archive", "diff", &first, &first]).code, 0);
    assert_eq!(story.run(&["archive", "diff", &first, "nothing"]).code, 2);
    assert_eq!(story.run(&["archive", "diff", &second]).code, 0, "the site is as it was then");
    story.remove("content/articles/flood.md");
    let said = story.run(&["archive", "diff", &second, "."]);
    assert_eq!((said.code, said.out.as_str()), (1, "removed: article “Flood” /articles/flood/\n"));
}

#[test]
fn the_catalogue_says_what_changed_from_one_to_the_next() {
    let (story, first, second) = pair();
    let said = story.run(&["archive", "list"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("1 added, 1 withdrawn, 1 corrected, 1 silently changed."), "{}", said.out);
    let index: serde_json::Value = serde_json::from_str(&story.read("editions/index.json")).unwrap();
    let editions = index["editions"].as_array().unwrap();
    assert_eq!(editions.len(), 2);
    assert_eq!(format!("editions/{}", editions[0]["containers"][0]["name"].as_str().unwrap()), first);
    assert_eq!(editions[1]["first_stood"][0]["article"], "second");
    let page = story.read("editions/index.html");
    assert!(page.contains(second.strip_prefix("editions/").unwrap()), "{page}");
    let before = story.read("editions/index.json");
    story.remove("editions/index.json").run(&["archive", "list"]);
    assert_eq!(story.read("editions/index.json"), before);
}

#[test]
fn the_live_site_leads_to_earlier_editions_and_an_edition_never_holds_them() {
    let (story, _, second) = pair();
    commit(&story);
    story.build();
    let files = story.files("public/editions");
    assert!(files.contains(&"index.html".to_string()) && files.iter().any(|file| second.ends_with(file)), "{files:#?}");
    for page in ["dossiers/talks/index.html", "articles/talks/index.html"] {
        let html = story.read(&format!("public/{page}"));
        assert!(html.contains("href=\"/editions/\"") && html.contains("Earlier editions"), "{page}: {html}");
    }
    let changes = story.words("changes/index.html");
    assert!(changes.contains("First in the edition of 1 February 2019"), "{changes}");
    archive(&story, &["--as-of", "2019-03-01"]);
    let edition = made(&story, "");
    assert!(!story.files(&edition).iter().any(|file| file.starts_with("editions/")));
    let html = story.read(&format!("{edition}/articles/talks/index.html"));
    assert!(!html.contains("Earlier editions"), "{html}");
    story.write("throughline.yaml", "title: The Desk\nbase_url: https://desk.example/\neditions: {show: false}\n");
    story.build();
    assert!(!story.has("public/editions"));
    assert!(!story.read("public/articles/talks/index.html").contains("Earlier editions"));
}
