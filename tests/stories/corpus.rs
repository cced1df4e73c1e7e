//! A real newsroom's folder, made for another generator: 2,082 posts, and nothing converted.

use crate::kit::Story;
use std::path::PathBuf;
use std::time::Instant;

const CONFIG: &str = "\
title: Digital.gov
base_url: https://digital.example/
timezone: America/New_York
content: content/news
fields:
  standfirst: [deck, summary]
  tags: [topics]
  dossiers: [source]
permalinks:
  article: /{year}/{month}/{day}/{slug}/
implicit_dossiers: true
lints:
  unknown-key: allow
";

/// The corpus, beside the checkout; none where it is not.
fn corpus() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/digitalgov/content");
    if folder.is_dir() {
        return Some(folder);
    }
    let required = std::env::var_os("THROUGHLINE_REQUIRE_CORPORA").is_some();
    assert!(!required, "the corpus is not there: {}", folder.display());
    println!("skipped: there is no corpus at {}", folder.display());
    None
}

/// The page without its code, where a shortcode is an example and stays.
fn without_code(page: &str) -> String {
    let mut parts = page.split("<code");
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |out, part| out + part.split_once("</code>").map_or("", |(_, rest)| rest))
}

#[test]
fn two_thousand_posts_of_another_generator() {
    let Some(folder) = corpus() else { return };
    let story = Story::empty();
    story.write("throughline.yaml", CONFIG);
    std::os::unix::fs::symlink(folder, story.path("content")).unwrap();
    let began = Instant::now();
    let said = story.run(&["build", "--keep-going", "-v"]);
    println!(
        "{:.2} s\n{}",
        began.elapsed().as_secs_f64(),
        said.err.lines().rev().take(40).collect::<Vec<_>>().join("\n")
    );
    assert!(said.code == 0 || said.code == 1, "{}", said.err);

    let is_article = |path: &&String| {
        let parts: Vec<_> = path.split('/').collect();
        parts.len() == 5
            && parts[0].len() == 4
            && parts[0].bytes().all(|b| b.is_ascii_digit())
            && parts[4] == "index.html"
    };
    let files = story.files("public");
    let is_page = |path: &&String| !story.read(&format!("public/{path}")).contains("http-equiv=\"refresh\"");
    let articles = files.iter().filter(is_article).filter(is_page).count();
    let count = |words: &str| {
        let line = said.err.lines().find_map(|line| line.strip_prefix(words));
        line.map_or(0, |rest| rest.split_whitespace().next().unwrap().trim_matches(';').parse::<usize>().unwrap())
    };
    let (left_out, held) = (count("left out: "), count("not published: "));
    assert_eq!(articles + left_out + held, 2_082, "{articles} pages, {left_out} left out, {held} not published");
    // 13 with a key twice, 4 with an address that is taken, and those whose links or anchors lead nowhere.
    assert!(left_out <= 30, "{left_out} left out");
    let told = said.err.matches("warning[foreign-shortcode]").count();
    assert_eq!(told, 23, "each of the 23 shortcodes is told once");
    for file in files.iter().filter(|file| file.ends_with(".html")) {
        let page = without_code(&story.read(&format!("public/{file}")));
        assert!(!page.contains("{{&lt;") && !page.contains("&amp;#8217;"), "{file}");
    }
    for file in files.iter().filter(|file| file.ends_with(".xml")) {
        let text = std::fs::read(story.path(&format!("public/{file}"))).unwrap();
        let mut reader = quick_xml::Reader::from_reader(text.as_slice());
        let mut buffer = Vec::new();
        loop {
            match reader.read_event_into(&mut buffer) {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(_) => buffer.clear(),
                Err(error) => panic!("{file}: {error}"),
            }
        }
    }
}
