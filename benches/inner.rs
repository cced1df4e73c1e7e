//! The inner parts of a build, each alone: `cargo bench`. Figures of one machine mean something beside each other only.

use divan::{Bencher, black_box};
use std::collections::BTreeSet;
use std::fmt::Write;
use throughline::base::diag::Span;
use throughline::base::hash::Hash128;
use throughline::base::inputs::MemoryInputs;
use throughline::base::path::SourcePath;
use throughline::base::progress::Silent;
use throughline::build::load::{Loaded, Request, load};
use throughline::build::memory::MemorySink;
use throughline::parse::markdown::scan_in;
use throughline::parse::yaml::yaml;
use throughline::parse::{Context, config, document};
use throughline::plan::PageKind;
use throughline::plan::view::Views;

fn main() {
    divan::main();
}

const NOW: &str = "2026-01-01T00:00:00Z";

/// The text of article `n`: some 3 kB, as a wire article is.
fn article(n: usize) -> String {
    let (year, month, day) = (2010 + n / 336 % 15, 1 + n / 28 % 12, 1 + n % 28);
    let mut text = format!(
        "---\ntitle: \"Day {n} of the talks\"\nstandfirst: They meet again, and part again.\npublished: {year}-{month:02}-{day:02}\n\
         dossiers: [d{}, d{}]\ntags: [Ceasefire, Ada Quill, Harwich, tag {}]\nauthors: [Idris Fenn]\n\
         events:\n  - {{date: {year}-{month:02}, title: Meeting {n}}}\n---\n\n",
        n % 20,
        n % 7,
        n % 50
    );
    for part in 0..6 {
        let to = n.saturating_sub(part + 1);
        let _ = write!(
            text,
            "## Part {part}\n\nDelegates met *again* in the hall above the harbour, as [before](article:day-{to}), and spoke of \
             the ferry, the market and the archive. \"Nothing is agreed\", said Ada Quill. What was said was written down, \
             read out, and put away with the rest; what was not said took up the evening.[^{part}]\n\n\
             - one of the points\n- another of them\n\n[^{part}]: From the minutes.\n\n"
        );
    }
    text
}

/// A site of `n` articles in twenty dossiers.
fn site(n: usize) -> MemoryInputs {
    let mut files = vec![("throughline.yaml".to_string(), "title: T\nbase_url: https://t.example/\n".to_string())];
    files
        .extend((0..20).map(|d| {
            (format!("content/dossiers/d{d}/index.md"), format!("---\ntitle: Dossier {d}\n---\n\nSo far.\n"))
        }));
    files.push(("content/people/ada-quill.md".into(), "---\nname: Ada Quill\n---\n\nAn envoy.\n".into()));
    files.push(("content/places/harwich.md".into(), "---\nname: Harwich\n---\n\nA harbour.\n".into()));
    files.extend((0..n).map(|n| (format!("content/articles/day-{n}.md"), article(n))));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    MemoryInputs::new(NOW, &files)
}

fn loaded(inputs: &MemoryInputs) -> Loaded {
    let loaded = load(inputs, &Request::default(), &Silent).unwrap_or_else(|faults| panic!("{faults:?}"));
    assert!(!loaded.blocked(), "{:?}", loaded.diagnostics);
    loaded
}

#[divan::bench]
fn front_matter(bencher: Bencher) {
    let text = article(61);
    let front = text.split("---\n").nth(1).unwrap_or_default();
    let path = SourcePath::root();
    bencher.bench(|| yaml(&path, black_box(front), 4));
}

#[divan::bench]
fn document_whole(bencher: Bencher) {
    let path = SourcePath::new("content/articles/a.md").unwrap_or_else(SourcePath::root);
    let (config, _) = config::config(&path, "title: T");
    let (text, components) = (article(61), BTreeSet::new());
    let context = Context { config: &config, components: &components };
    bencher.bench(|| document(&path, black_box(text.as_bytes()), context));
}

#[divan::bench]
fn markdown_scan(bencher: Bencher) {
    let (text, path, none) = (article(61), SourcePath::root(), BTreeSet::new());
    let start = text.find("\n---\n").map_or(0, |at| at + 5);
    bencher.bench(|| scan_in(&path, black_box(&text), Span::new(start, text.len()), "en", &none));
}

#[divan::bench]
fn hash(bencher: Bencher) {
    let text = article(61);
    bencher.bench(|| Hash128::of(black_box(text.as_bytes())));
}

#[divan::bench(args = [100, 1000])]
fn read_link_and_plan(bencher: Bencher, n: usize) {
    let inputs = site(n);
    bencher.bench(|| loaded(&inputs));
}

/// View, Markdown and template of one article.
#[divan::bench]
fn article_page(bencher: Bencher) {
    let inputs = site(500);
    let loaded = loaded(&inputs);
    let views = Views::new(&loaded.site, &loaded.plan, &loaded.theme);
    let page = loaded.plan.pages.iter().find(|page| matches!(page.kind, PageKind::Article(id) if id.0 == 250));
    let page = page.unwrap_or_else(|| panic!("an article"));
    bencher.bench(|| loaded.renderer.page(&inputs, &views, page).map(|bytes| bytes.len()).unwrap_or_default());
}

/// The view alone, all parts that the template reads.
#[divan::bench]
fn article_view(bencher: Bencher) {
    let inputs = site(500);
    let loaded = loaded(&inputs);
    let views = Views::new(&loaded.site, &loaded.plan, &loaded.theme);
    let page = loaded.plan.pages.iter().find(|page| matches!(page.kind, PageKind::Article(id) if id.0 == 250));
    let page = page.unwrap_or_else(|| panic!("an article"));
    let names = loaded.renderer.reads("article.html");
    bencher.bench(|| names.iter().filter_map(|name| views.part(page, name)).count());
}

/// Everything, into a sink that keeps nothing.
#[divan::bench(args = [100, 1000])]
fn whole_build(bencher: Bencher, n: usize) {
    let inputs = site(n);
    bencher.bench(|| {
        let loaded = loaded(&inputs);
        let views = Views::new(&loaded.site, &loaded.plan, &loaded.theme);
        let mut sink = MemorySink::nowhere();
        throughline::build::build(&inputs, &views, &loaded.renderer, &mut sink, &Silent)
            .map(|report| report.pages)
            .unwrap_or(0)
    });
}
