//! The bodies of a real site with thousands of shortcodes: none leaves a trace, nothing panics.

#![allow(clippy::disallowed_methods, reason = "a test reads its corpus from the disk")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use throughline::base::diag::Span;
use throughline::base::hash::Hash128;
use throughline::base::path::SourcePath;
use throughline::parse::document::Body;
use throughline::parse::markdown::events::Source;
use throughline::parse::markdown::scan_in;
use throughline::plan::body::{BodyPlan, LinkPlan};
use throughline::render::markdown::html;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
}

/// The posts, in order; None when the corpus is not there and need not be.
fn posts() -> Option<Vec<PathBuf>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("../shared/corpora/digitalgov/content/news");
    if !folder.is_dir() {
        let required = std::env::var_os("THROUGHLINE_REQUIRE_CORPORA").is_some();
        assert!(!required, "the corpus is missing: {}", folder.display());
        eprintln!("skipped: no corpus at {}", folder.display());
        return None;
    }
    let mut found = Vec::new();
    files(&folder, &mut found);
    found.sort();
    Some(found)
}

fn rendered(text: &str, body: &Body) -> String {
    let plan = BodyPlan {
        path: SourcePath::root(),
        span: body.span,
        text: body.hash,
        language: "en".into(),
        prefix: "".into(),
        links: vec![LinkPlan::AsWritten; body.links.len()],
        mentions: Vec::new(),
        components: Vec::new(),
        escape_html: false,
        hash: Hash128::default(),
    };
    let raw = &text[body.span.start as usize..body.span.end as usize];
    html::<()>(raw, &plan, &mut |_| Err(())).expect("no component")
}

/// The page without its code, where shortcodes stay.
fn without_code(page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some(at) = rest.find("<code") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = rest.find("</code>").map_or("", |end| &rest[end..]);
    }
    out + rest
}

#[test]
fn the_posts_of_digitalgov_render_without_a_trace_of_shortcodes() {
    let Some(posts) = posts() else { return };
    assert_eq!(posts.len(), 2083);
    let mut told: BTreeMap<String, u32> = BTreeMap::new();
    let mut shown: BTreeMap<String, u32> = BTreeMap::new();
    for file in posts {
        let text = String::from_utf8(std::fs::read(&file).expect("a post")).expect("UTF-8");
        let start = text.find("\n---").map_or(0, |at| at + "\n---".len());
        let path = SourcePath::new("content/post.md").expect("a path");
        let (body, _) = scan_in(&path, &text, Span::new(start, text.len()), "en", &BTreeSet::new());
        let page = without_code(&rendered(&text, &body));
        for trace in ["{{<", "{{&lt;", "{{%", "{%", "\u{fdd0}", "\u{fdd1}", "\u{fdd2}", "%EF%B7%90"] {
            assert!(!page.contains(trace), "{trace} in {}", file.display());
        }
        let source = Source::new(&text[start..]);
        let mut events = source.events("en");
        while events.next().is_some() {}
        for &number in events.shown() {
            *shown.entry(source.shortcodes()[number].name.to_owned()).or_default() += 1;
        }
        for shortcode in &body.shortcodes {
            *told.entry(shortcode.name.to_string()).or_default() += shortcode.times;
        }
    }
    for (name, count) in shown {
        *told.entry(name).or_default() += count;
    }
    // The counts of the corpus's own notice: each is told, or shown because it stands in code.
    for (name, count) in [("ref", 2744), ("legacy-img", 2447), ("tmp", 87), ("note", 74), ("box", 42), ("accordion", 1)]
    {
        assert_eq!(told.get(name), Some(&count), "{name}");
    }
    assert_eq!(told.len(), 23, "{told:?}");
}
