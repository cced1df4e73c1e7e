//! A real newsroom's folder, made for another generator: 2,082 posts, and nothing converted.

use crate::kit::{Said, Story};
use std::collections::BTreeMap;
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

/// A site over the corpus; more of its configuration follows `CONFIG`.
fn site(folder: PathBuf, more: &str) -> Story {
    let story = Story::empty();
    story.write("throughline.yaml", format!("{CONFIG}{more}"));
    std::os::unix::fs::symlink(folder, story.path("content")).unwrap();
    story
}

/// The number that a line of the summary begins with.
fn counted(said: &Said, words: &str) -> usize {
    let line = said.err.lines().find_map(|line| line.strip_prefix(words));
    line.map_or(0, |rest| rest.split_whitespace().next().unwrap().trim_matches(';').parse::<usize>().unwrap())
}

/// Pages at the address of an article that are no redirects to one.
fn articles(story: &Story) -> usize {
    let of_article = |path: &&String| {
        let parts: Vec<_> = path.split('/').collect();
        parts.len() == 5 && parts[0].len() == 4 && parts[0].parse::<u16>().is_ok() && parts[4] == "index.html"
    };
    let redirects = |path: &&String| story.read(&format!("public/{path}")).contains("http-equiv=\"refresh\"");
    story.files("public").iter().filter(of_article).filter(|path| !redirects(path)).count()
}

#[test]
fn two_thousand_posts_of_another_generator() {
    let Some(folder) = corpus() else { return };
    let story = site(folder, "");
    let began = Instant::now();
    let said = story.run(&["build", "--keep-going", "-v"]);
    let last: Vec<_> = said.err.lines().rev().take(40).collect();
    println!("{:.2} s\n{}", began.elapsed().as_secs_f64(), last.join("\n"));
    assert_eq!(said.code, 1, "{}", said.err);

    let (articles, left_out, held) =
        (articles(&story), counted(&said, "left out: "), counted(&said, "not published: "));
    assert_eq!(articles + left_out + held, 2_082, "{articles} pages, {left_out} left out, {held} not published");
    let each = |code: &str| said.err.lines().filter(|line| line.starts_with("  ") && line.ends_with(code)).count();
    let reasons = [": duplicate-key", ": address-taken", ": broken-link", ": link-scheme", ": missing-field"].map(each);
    assert_eq!((left_out, reasons, held), (22, [13, 1, 4, 3, 1], 1));

    for file in story.files("public").iter().filter(|file| file.ends_with(".html")) {
        let page = without_code(&story.read(&format!("public/{file}")));
        for trace in ["{{<", "{{&lt;", "{{%", "&amp;#8217;", "&lt;strong"] {
            assert!(!page.contains(trace), "{trace} in {file}");
        }
    }
    for file in story.files("public").iter().filter(|file| file.ends_with(".xml")) {
        well_formed(&story, file);
    }
}

/// A page without its blocks of code: there shortcodes stay as they are written.
fn without_code(page: &str) -> String {
    let mut parts = page.split("<pre");
    let mut out = parts.next().unwrap_or("").to_string();
    parts.for_each(|part| out.push_str(part.split_once("</pre>").map_or("", |(_, rest)| rest)));
    out
}

fn well_formed(story: &Story, file: &str) {
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

#[test]
fn what_is_told_of_two_thousand_posts_can_be_read_by_an_editor() {
    let Some(folder) = corpus() else { return };
    let story = site(folder, "  duplicate-key: warn\n");
    let said = story.run(&["--message-format", "json", "build", "--keep-going"]);
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    for line in said.out.lines() {
        let diagnostic: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(diagnostic["line"].is_u64() && diagnostic["path"].is_string(), "{line}");
        assert!(diagnostic["label"].is_string() || diagnostic["hints"][0].is_string(), "{line}");
        *codes.entry(diagnostic["code"].as_str().unwrap().to_string()).or_default() += 1;
    }
    let codes: Vec<_> = codes.iter().map(|(code, count)| (code.as_str(), *count)).collect();
    assert_eq!(
        codes,
        [
            ("address-taken", 1),
            ("alias-taken", 3),
            ("broken-anchor", 8),
            ("broken-link", 4),
            ("duplicate-key", 13),
            ("foreign-shortcode", 23),
            ("indented-shortcode", 11),
            ("link-scheme", 3),
            ("missing-field", 1),
            ("tag-spelling", 4),
        ]
    );
    assert_eq!((articles(&story), counted(&said, "left out: ")), (2_071, 10), "{}", said.err);
}
