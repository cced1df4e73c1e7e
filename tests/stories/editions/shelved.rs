//! What the live site takes from the folder of editions: what its catalogue lists, and nothing else.

use super::{archive, desk, made};
use crate::kit::Story;

/// A site with two editions, as a folder and as a ZIP.
fn shelf() -> (Story, String, String) {
    let story = desk();
    archive(&story, &["--as-of", "2019-01-01", "--format", "folder,zip"]);
    let (folder, zip) = (made(&story, ""), made(&story, ".zip"));
    (story, folder, zip)
}

#[cfg(unix)]
#[test]
fn what_the_catalogue_does_not_list_stays_at_home() {
    let (story, folder, zip) = shelf();
    let secret = tempfile::tempdir().unwrap();
    std::fs::write(secret.path().join("passwords.txt"), "secret").unwrap();
    story.write("editions/key.pem", "secret").write("editions/notes.txt", "secret");
    story.write("editions/2019-01-01-aaaaaaaaaaaa.zip", "secret").write("editions/drafts/one.md", "secret");
    let link = |name: &str| std::os::unix::fs::symlink(secret.path(), story.path(name)).unwrap();
    link("editions/linked");
    link(&format!("{folder}/linked"));
    story.build();
    let wanted = [
        "index.html".to_string(),
        "index.json".to_string(),
        zip.strip_prefix("editions/").unwrap().to_string(),
        format!("{}/", folder.strip_prefix("editions/").unwrap()),
    ];
    let files = story.files("public/editions");
    assert!(files.len() > 20, "{files:#?}");
    for file in &files {
        assert!(wanted.iter().any(|one| file == one || (one.ends_with('/') && file.starts_with(one))), "{file}");
        assert!(!file.contains("linked"), "{file}");
    }
    let again = story.build();
    assert_eq!(story.files("public/editions"), files, "{}", again.err);
}

#[cfg(unix)]
#[test]
fn an_edition_that_is_a_link_or_is_gone_is_told() {
    let (story, _, zip) = shelf();
    let elsewhere = tempfile::tempdir().unwrap();
    std::fs::rename(story.path(&zip), elsewhere.path().join("e.zip")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path().join("e.zip"), story.path(&zip)).unwrap();
    let said = story.build();
    assert!(said.err.contains("edition-missing") && said.err.contains(&zip), "{}", said.err);
    assert!(said.err.contains("`throughline archive list` writes the catalogue anew"), "{}", said.err);
    assert!(!story.has(&format!("public/{zip}")));
    let listed = story.run(&["archive", "list"]);
    assert!(listed.code == 1 && listed.err.contains("it is a link"), "{}", listed.err);
    assert!(!story.build().err.contains("edition-missing"));
}

#[test]
fn a_damaged_catalogue_takes_nothing_off_the_live_site() {
    let (story, _, zip) = shelf();
    story.build();
    let before = story.files("public");
    assert!(before.iter().any(|file| zip.ends_with(file.rsplit('/').next().unwrap())));
    let good = story.read("editions/index.json");
    for bad in ["{broken", "", "{}", &good[..good.len() / 2], &good.replace(".zip\"", ".exe\"")] {
        story.write("editions/index.json", bad);
        let said = story.fails();
        assert!(said.err.contains("bad-catalogue") && said.err.contains("editions/index.json"), "{}", said.err);
        assert!(said.err.contains("`throughline archive list` writes it anew"), "{}", said.err);
        assert_eq!(story.files("public"), before);
    }
    let said = story.run(&["archive", "list"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(story.read("editions/index.json"), good);
    story.build();
    assert_eq!(story.files("public"), before);
}
