//! The steps of a build, one by one, on small fixtures made here: `cargo bench`. Whole builds: `bench/growth.py`.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::OnceLock;
use throughline::base::hash::Hash128;
use throughline::base::inputs::MemoryInputs;
use throughline::base::path::SourcePath;
use throughline::base::progress::Silent;
use throughline::base::text;
use throughline::build::load::{Loaded, Request, load};
use throughline::build::{build, memory::MemorySink};
use throughline::parse::config::{self, Config};
use throughline::parse::{self, Context, dates, markdown};
use throughline::plan::view::Views;
use throughline::plan::{self, Page, PageKind};
use throughline::render::markdown::html;

fn main() {
    divan::main();
}

const ARTICLES: usize = 200;

const WORDS: [&str; 16] = [
    "harbour", "council", "inquiry", "river", "border", "market", "census", "strike", "railway", "bridge", "clinic",
    "school", "verdict", "ballot", "treaty", "ferry",
];

/// Words in an order that the number decides.
fn words(seed: usize, count: usize) -> String {
    let at = |n: usize| WORDS[(seed * 7 + n * n + n * 3) % WORDS.len()];
    (0..count).map(at).collect::<Vec<_>>().join(" ")
}

/// One article of some 450 words, with everything that a usual one has.
fn article(number: usize) -> String {
    let (year, month, day) = (2010 + number % 12, 1 + number % 12, 1 + number % 28);
    let mut out = format!(
        "---\ntitle: \"{}: part {number}\"\nstandfirst: \"{}.\"\npublished: {year}-{month:02}-{day:02}T10:30:00+03:00\n\
         dossiers: [talks-{}, {{id: talks-4, weight: turning}}]\ntags: [{}, {}, Peace talks]\n\
         events:\n- date: {year}-{month:02}-{day:02}\n  title: Round {number}\nsources:\n- title: Minutes\n  url: https://example.org/{number}\n---\n\n",
        words(number, 5),
        words(number + 1, 15),
        number % 4,
        WORDS[number % 16],
        WORDS[(number + 5) % 16],
    );
    for part in 0..8 {
        if part % 3 == 1 {
            let _ = write!(out, "## {} {part}\n\n", words(number + part, 3));
        }
        let to = (number * 13 + part) % ARTICLES;
        let _ = write!(
            out,
            "{} *{}* and [the piece](article:piece-{to}) \"said\" so. {}.\n\n",
            words(number + part, 20),
            words(part, 2),
            words(part + 3, 25)
        );
    }
    out.push_str("- one\n- two\n\n> A quotation.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n");
    out
}

fn path(number: usize) -> SourcePath {
    SourcePath::new(&format!("content/articles/piece-{number}.md")).expect("a path in the site")
}

/// A site of 200 articles in five dossiers.
fn inputs() -> &'static MemoryInputs {
    static INPUTS: OnceLock<MemoryInputs> = OnceLock::new();
    INPUTS.get_or_init(|| {
        let config = "title: Bench\nbase_url: https://bench.example/\n";
        let mut inputs = MemoryInputs::new("2026-01-01T00:00:00Z", &[("throughline.yaml", config)]);
        let mut add = |path: &str, text: String| {
            inputs.files.insert(SourcePath::new(path).expect("a path in the site"), text.into_bytes());
        };
        for dossier in 0..5 {
            let text = format!("---\ntitle: Talks {dossier}\n---\n\nThe story so far.\n");
            add(&format!("content/dossiers/talks-{dossier}/index.md"), text);
        }
        for number in 0..ARTICLES {
            add(path(number).as_str(), article(number));
        }
        inputs
    })
}

fn loaded() -> &'static Loaded {
    static LOADED: OnceLock<Loaded> = OnceLock::new();
    LOADED.get_or_init(|| {
        let loaded = load(inputs(), &Request::default(), &Silent).unwrap_or_else(|faults| panic!("{faults:?}"));
        assert!(!loaded.blocked(), "{:?}", loaded.diagnostics);
        loaded
    })
}

fn views() -> Views<'static> {
    let loaded = loaded();
    Views::new(&loaded.site, &loaded.plan, &loaded.theme)
}

fn an_article(loaded: &Loaded) -> &Page {
    let mut pages = loaded.plan.pages.iter().filter(|page| matches!(page.kind, PageKind::Article(_)));
    pages.nth(ARTICLES / 2).expect("an article")
}

fn settings() -> Config {
    config::config(&SourcePath::root(), "title: Bench\n").0
}

/// Front matter and scan of one file.
#[divan::bench]
fn parse_article(bencher: Bencher) {
    let (config, components, text) = (settings(), BTreeSet::new(), article(7));
    let path = path(7);
    let context = Context { config: &config, components: &components, pool: None };
    bencher.counter(BytesCount::of_str(&text)).bench(|| parse::document(&path, black_box(text.as_bytes()), context));
}

/// The same file without its body.
#[divan::bench]
fn parse_front_matter(bencher: Bencher) {
    let (config, components, text) = (settings(), BTreeSet::new(), article(7));
    let end = text.find("\n---\n\n").map_or(text.len(), |at| at + 5);
    let (path, front) = (path(7), &text[..end]);
    let context = Context { config: &config, components: &components, pool: None };
    bencher.counter(BytesCount::of_str(front)).bench(|| parse::document(&path, black_box(front.as_bytes()), context));
}

#[divan::bench]
fn markdown_scan(bencher: Bencher) {
    let (text, components, path) = (article(7), BTreeSet::new(), path(7));
    let start = text.find("\n---\n\n").map_or(0, |at| at + 5);
    let span = throughline::base::diag::Span::new(start, text.len());
    let body = BytesCount::new(text.len() - start);
    bencher.counter(body).bench(|| markdown::scan_in(&path, black_box(&text), span, "en", &components));
}

#[divan::bench]
fn markdown_html(bencher: Bencher) {
    let (loaded, views) = (loaded(), views());
    let PageKind::Article(id) = an_article(loaded).kind else { return };
    let plan = views.article_body(id, 0, "");
    let bytes = &inputs().files[&plan.path];
    let text = std::str::from_utf8(&bytes[plan.span.start as usize..plan.span.end as usize]).expect("text");
    let html = || html::<()>(black_box(text), &plan, &mut |_| Ok(String::new()));
    bencher.counter(BytesCount::of_str(text)).bench(html);
}

#[divan::bench]
fn load_200_articles(bencher: Bencher) {
    let all = || load(inputs(), &Request::default(), &Silent);
    bencher.counter(ItemsCount::new(ARTICLES)).bench(all);
}

#[divan::bench]
fn plan_200_articles(bencher: Bencher) {
    let loaded = loaded();
    bencher.counter(ItemsCount::new(ARTICLES)).bench(|| plan::plan(black_box(&loaded.site), &loaded.theme));
}

#[divan::bench(args = ["article", "boxes", "related", "tags", "page"])]
fn view_of_an_article(bencher: Bencher, part: &str) {
    let (page, views) = (an_article(loaded()), views());
    bencher.bench(|| views.whole_part(black_box(page), part));
}

/// Views, Markdown and template together.
#[divan::bench]
fn page_of_an_article(bencher: Bencher) {
    let (loaded, views) = (loaded(), views());
    let page = an_article(loaded);
    bencher.bench(|| loaded.renderer.page(inputs(), &views, black_box(page)).expect("a page"));
}

#[divan::bench]
fn build_200_articles(bencher: Bencher) {
    let (loaded, views) = (loaded(), views());
    let all = || build(inputs(), &views, &loaded.renderer, &mut MemorySink::nowhere(), &Silent).expect("a site");
    bencher.counter(ItemsCount::new(ARTICLES)).bench_local(all);
}

#[divan::bench(args = [64, 4096, 262_144])]
fn hash(bencher: Bencher, length: usize) {
    let bytes = vec![b'a'; length];
    bencher.counter(BytesCount::new(length)).bench(|| Hash128::of(black_box(&bytes)));
}

#[divan::bench(args = ["Talks open in Astana", "Переговоры в Астане начались"])]
fn slug(text: &str) -> String {
    text::slug(black_box(text), false)
}

#[divan::bench(args = ["2017-01-23", "2017-01-23/24", "2011~", "2017-21"])]
fn event_date(text: &str) -> bool {
    dates::event(black_box(text)).is_ok()
}
