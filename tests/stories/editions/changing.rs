//! Sources that change while an edition is made: there is a true edition, or none.

use super::desk;
use crate::kit::{Story, program};
use serde_json::Value;
use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use throughline::build::edition::manifest::sha256;

const ARCHIVE: [&str; 8] =
    ["archive", "--as-of", "2019-01-01", "--dossier", "talks", "--with-sources", "--format", "folder,zip,epub,html"];

/// Texts of one length, so that only their time of change tells them apart; and a drawing that books carry.
fn write(story: &Story, number: usize) {
    let number = format!("{:05}", number % 100_000);
    let front = "---\ntitle: Talks open\npublished: 2017-01-23\ndossiers: [talks]\n---\n\n";
    saved(story, "content/articles/talks.md", &format!("{front}Count {number}.\n\n![A map](map.svg)\n"));
    let drawing =
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><title>N{number}</title></svg>");
    saved(story, "content/articles/map.svg", &drawing);
}

/// Saved in one go, as editors do: a file that is only half there is another fault.
fn saved(story: &Story, file: &str, text: &str) {
    story.write("waiting", text);
    fs::rename(story.path("waiting"), story.path(file)).unwrap();
}

/// Every file of the one edition is of the sources that it names; true when there is an edition.
fn is_true(story: &Story) -> bool {
    let stems = fs::read_dir(story.path("editions")).into_iter().flatten();
    let mut names: Vec<String> = stems.map(|item| item.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name.starts_with("20"));
    let Some(stem) = names.iter().find(|name| !name.contains('.')).cloned() else {
        assert_eq!(names, Vec::<String>::new(), "all of it or nothing");
        return false;
    };
    assert_eq!(names.len(), 4, "{names:?}");
    for name in &names {
        let said = story.run(&["archive", "verify", &format!("editions/{name}")]);
        assert_eq!(said.code, 0, "{name}: {}", said.err);
    }
    let top = format!("editions/{stem}");
    let manifest: Value = serde_json::from_str(&story.read(&format!("{top}/manifest.json"))).unwrap();
    let listed = |file: &Value| format!("{}/{}", top, file["path"].as_str().unwrap());
    for file in manifest["files"].as_array().unwrap() {
        assert_eq!(sha256(&fs::read(story.path(&listed(file))).unwrap()), file["sha256"].as_str().unwrap());
    }
    // What stands in the edition is what its sources say, and those are the ones that it is named after.
    let text = story.read(&format!("{top}/sources/content/articles/talks.md"));
    let number = text.split("Count ").nth(1).unwrap()[..5].to_string();
    assert!(story.read(&format!("{top}/articles/talks/index.html")).contains(&format!("Count {number}.")));
    assert!(story.read(&format!("editions/{stem}.html")).contains(&format!("Count {number}.")));
    let drawing = story.read(&format!("{top}/sources/content/articles/map.svg"));
    let carried = Command::new("unzip").arg("-p").arg(story.path(&format!("editions/{stem}.epub"))).output().unwrap();
    assert!(String::from_utf8_lossy(&carried.stdout).contains(&drawing), "the book has another drawing");
    let mut lines: Vec<(String, String)> = story
        .files(&format!("{top}/sources"))
        .into_iter()
        .map(|file| (sha256(&fs::read(story.path(&format!("{top}/sources/{file}"))).unwrap()), file))
        .collect();
    lines.sort_by(|a, b| a.1.cmp(&b.1));
    let lines: String = lines.iter().map(|(hash, file)| format!("{hash}  {file}\n")).collect();
    assert_eq!(manifest["source"].as_str().unwrap(), format!("sha256:{}", sha256(lines.as_bytes())));
    true
}

#[test]
fn sources_that_change_meanwhile_make_a_true_edition_or_none() {
    let story = desk();
    write(&story, 0);
    let began = Instant::now();
    assert_eq!(story.run(&ARCHIVE).code, 0);
    let whole = began.elapsed().as_millis() as u64;
    assert!(is_true(&story), "nothing has changed");
    let (mut made, mut refused) = (0, 0);
    for round in 1..=12 {
        fs::remove_dir_all(story.path("editions")).unwrap_or(());
        let mut child = Command::new(program());
        let child = child.current_dir(story.path("")).args(ARCHIVE).stderr(Stdio::piped());
        let child = child.spawn().unwrap();
        // One change a round, each a little later than the last.
        std::thread::sleep(Duration::from_millis(whole * round / 12));
        write(&story, round as usize);
        let said = crate::kit::said(child.wait_with_output().unwrap());
        match said.code {
            0 => made += usize::from(is_true(&story)),
            1 => {
                let told = said.err.contains("the sources changed while") || said.err.contains("source-changed");
                assert!(told, "round {round}: {}", said.err);
                assert!(!is_true(&story), "round {round}");
                refused += 1;
            }
            _ => panic!("round {round}: {}", said.err),
        }
    }
    println!("{made} made, {refused} refused");
    assert_eq!(made + refused, 12);
    // When all is still again, it is made.
    fs::remove_dir_all(story.path("editions")).unwrap_or(());
    assert_eq!(story.run(&ARCHIVE).code, 0);
    assert!(is_true(&story));
}
