//! The law of the preview: whatever has changed and in whatever order, it is what a clean build would be.

use super::client::{CONFIG, Server, small};
use super::random::World;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use throughline::base::diag::{Diagnostic, in_order};
use throughline::base::path::SourcePath;
use throughline::base::progress::Silent;
use throughline::build::load::{Loaded, Request, load};
use throughline::build::memory::MemorySink;
use throughline::build::preview::change::{Step, Touched};
use throughline::build::preview::mode::Mode;
use throughline::build::preview::{Steady, Texts, Workshop};
use throughline::io::clock::Clock;
use throughline::io::disk::DiskInputs;
use throughline::io::preview::editor::Editor;
use throughline::io::preview::stage::Stage;
use throughline::model::site::Site;
use throughline::plan::view::Views;

fn request() -> Request {
    Request { publish: false, ..Request::default() }
}

fn public() -> Mode {
    Mode { public: true, as_of: None }
}

/// Steps: few in every run, many in the long one.
fn steps(few: usize, many: usize) -> usize {
    if std::env::var_os("THROUGHLINE_LONG").is_some() { many } else { few }
}

/// What a watcher would have named.
fn touched(world: &World) -> Touched {
    match &world.touched {
        None => Touched::Any,
        Some(paths) => Touched::Files(paths.iter().filter_map(|path| SourcePath::new(path)).collect()),
    }
}

fn apply(workshop: &mut Workshop, root: &Path, touched: &Touched) -> &'static str {
    let inputs = DiskInputs::new(root);
    match workshop.step(&inputs, touched) {
        Step::Nothing => "nothing",
        Step::Stamps(stamps) => {
            workshop.note(stamps);
            "nothing"
        }
        Step::Swap(swap) => {
            assert!(workshop.swap(swap), "nobody else holds the site");
            "swap"
        }
        Step::Work(job) => {
            drop(workshop.take(job.run(&inputs, &Silent).unwrap_or_else(refused)));
            "work"
        }
    }
}

/// The configuration cannot be read: no step of the random site does that.
fn refused<T>(faults: Vec<Diagnostic>) -> T {
    panic!("{faults:#?}")
}

/// What a build writes; none when it writes nothing.
fn built(loaded: &Loaded, inputs: &DiskInputs) -> Option<BTreeMap<String, Vec<u8>>> {
    if loaded.blocked() {
        return None;
    }
    let mut sink = MemorySink::default();
    let views = Views::new(&loaded.site, &loaded.plan, &loaded.theme);
    throughline::build::build(inputs, &views, &loaded.renderer, &mut sink, &Silent).ok()?;
    Some(sink.files)
}

fn is_partial(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.is_error() && diagnostic.code.starts_with("yaml-"))
}

/// Patch is reload: the same Site, the same plan, the same diagnostics as a preview that begins now.
fn same_as_reload(workshop: &Workshop, root: &Path, mode: &Mode, what: &str) {
    let inputs = DiskInputs::new(root);
    let clean = Workshop::open(&inputs, request(), mode.clone(), &Silent).unwrap_or_else(refused);
    let (old, new) = (workshop.shown(mode).expect("this mode"), clean.shown(mode).expect("this mode"));
    let (told, expected) = (workshop.diagnostics(old), clean.diagnostics(new));
    if is_partial(&expected) {
        // What cannot be read stands as it was: a preview that begins now has not seen it.
        return;
    }
    assert_eq!(told, expected, "after {what}");
    assert_eq!(format!("{:?}", old.plan), format!("{:?}", new.plan), "after {what}");
    // The moment is that of the last linking: the clock may have moved on a minute since.
    let without_now = |site: &Site| format!("{site:?}").replacen(&format!("{:?}", site.now), "", 1);
    assert_eq!(without_now(&old.site), without_now(&new.site), "after {what}");
}

#[test]
fn whatever_changes_the_preview_is_what_a_clean_build_would_be() {
    let mut world = World::new(20260301);
    let root = world.folder.path().to_path_buf();
    let inputs = DiskInputs::new(&root);
    let mut workshop = Workshop::open(&inputs, request(), public(), &Silent).unwrap_or_else(refused);
    let texts = Texts::default();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut compared = 0;
    for number in 0..steps(300, 2500) {
        let what = format!("step {number}: {}", world.step());
        *counts.entry(apply(&mut workshop, &root, &touched(&world))).or_default() += 1;
        same_as_reload(&workshop, &root, &public(), &what);
        let inputs = DiskInputs::new(&root);
        let loaded = load(&inputs, &request(), &Silent).unwrap_or_else(refused);
        let Some(files) = built(&loaded, &inputs) else { continue };
        compared += 1;
        let shown = workshop.shown(&public()).expect("the public");
        assert_eq!(in_order(loaded.diagnostics.clone()), workshop.diagnostics(shown), "after {what}");
        let outputs: Vec<String> = shown.plan.pages.iter().map(|page| page.output()).collect();
        assert_eq!(outputs, files.keys().cloned().collect::<Vec<_>>(), "after {what}");
        let steady = Steady { inputs: &inputs, workshop: &workshop, texts: &texts };
        shown.plan.pages.par_iter().for_each(|page| {
            let bytes = shown.render(&steady, page).unwrap_or_else(|fault| panic!("after {what}: {fault:?}"));
            assert!(bytes == files[&page.output()], "after {what}: {} is not what a build writes", page.address);
        });
    }
    // Every way of bringing the site up to date was taken, and most states were such that a build writes them.
    println!("{counts:?}, {compared} compared");
    assert!(counts["swap"] > 50 && counts["work"] > 50, "{counts:?}");
    assert!(compared > steps(300, 2500) / 2, "{compared}");
}

#[test]
fn the_editors_view_follows_too() {
    let mut world = World::new(7);
    let root = world.folder.path().to_path_buf();
    let mut workshop =
        Workshop::open(&DiskInputs::new(&root), request(), Mode::default(), &Silent).unwrap_or_else(refused);
    for number in 0..steps(100, 1000) {
        let what = format!("step {number}: {}", world.step());
        apply(&mut workshop, &root, &touched(&world));
        same_as_reload(&workshop, &root, &Mode::default(), &what);
        // The comparison that follows when all is quiet finds nothing.
        let inputs = DiskInputs::new(&root);
        let suspects = workshop.suspects(&workshop.outlook().survey(&inputs), &BTreeSet::new());
        let found = apply(&mut workshop, &root, &Touched::Files(suspects.clone()));
        assert_eq!(found, "nothing", "after {what}: {suspects:?}");
    }
}

/// Nobody tells of half of the changes, and of some too late: the comparison finds them, and tells of each.
#[test]
fn what_nobody_told_is_found_by_comparing() {
    let mut world = World::new(23);
    let root = world.folder.path().to_path_buf();
    let (host, editor) = (IpAddr::V4(Ipv4Addr::LOCALHOST), Editor::read("none").unwrap());
    let opened = Stage::open(root.clone(), Clock::default(), request(), host, editor, Mode::default(), &Silent);
    let stage = opened.unwrap_or_else(refused);
    let mut told = stage.events.subscribe();
    for number in 0..steps(60, 600) {
        let what = format!("step {number}: {}", world.step());
        if number % 2 == 0 {
            stage.update(&touched(&world));
            continue;
        }
        let what = format!("{what}, and {}", world.step());
        let before = stage.revision();
        stage.compare(BTreeSet::new());
        stage.look(&stage.usual, |workshop, _| same_as_reload(workshop, &root, &Mode::default(), &what));
        let news = std::iter::from_fn(|| told.try_recv().ok()).last();
        let is_new = stage.revision() > before;
        assert!(!is_new || news.is_some_and(|news| news.revision == stage.revision()), "told of {what}");
        assert!(stage.compare(BTreeSet::new()).is_none(), "nothing is left after {what}");
    }
}

/// Words of the configuration alone would make no new site; with something else found beside them, they do.
#[test]
fn words_and_tags_that_are_found_together_are_both_seen() {
    let folder = small();
    let root = folder.path().to_path_buf();
    let (host, editor) = (IpAddr::V4(Ipv4Addr::LOCALHOST), Editor::read("none").unwrap());
    let opened = Stage::open(root.clone(), Clock::default(), request(), host, editor, Mode::default(), &Silent);
    let stage = opened.unwrap_or_else(refused);
    folder.replace("throughline.yaml", &format!("{CONFIG}description: What it is\n"));
    folder.write("content/tags.yaml", "Ports:\n  description: Where ships lie.\n");
    assert!(stage.compare(BTreeSet::new()).is_some());
    stage.look(&stage.usual, |workshop, _| same_as_reload(workshop, &root, &Mode::default(), "both"));
}

/// Through the program itself: the system tells of each change, and the pages are asked for as a browser does.
#[test]
fn what_the_system_tells_is_enough() {
    let mut world = World::new(11);
    let root = world.folder.path().to_path_buf();
    let server = Server::start(&root, &[]);
    for number in 0..steps(40, 400) {
        let what = format!("step {number}: {}", world.step());
        let inputs = DiskInputs::new(&root);
        let loaded = load(&inputs, &request(), &Silent).unwrap_or_else(refused);
        let Some(files) = built(&loaded, &inputs) else { continue };
        let differs = |server: &Server| {
            let page = |path: &&String| {
                let answer = server.get_with(&format!("/{path}"), &["Cookie: throughline_public=1"]);
                answer.status != 200 || answer.published() != files[*path]
            };
            files.keys().find(page).cloned()
        };
        server.wait_for(&format!("every page after {what}"), |server| differs(server).is_none().then_some(()));
    }
}

/// What of the configuration only pages show is put in place; for the rest the site is made anew. Both are what a preview
/// that begins now would be.
#[test]
fn words_of_the_configuration_make_no_new_site() {
    let folder = small();
    let root = folder.path();
    let mut workshop = Workshop::open(&DiskInputs::new(root), request(), public(), &Silent).unwrap_or_else(refused);
    let config = Touched::Files([SourcePath::new("throughline.yaml").expect("a path")].into());
    let steps = [
        ("", "work"),
        ("description: What it is\n", "swap"),
        ("description: What it was\nrights: Nobody's\n", "swap"),
        // The stylesheet has another address.
        ("theme: {accent: \"#004080\"}\n", "work"),
        ("menu: [dossiers]\n", "work"),
        ("description: Before the menu\nmenu: [dossiers]\n", "swap"),
        // Faults are at places of the file, and must move with them.
        ("menu: [dossiers, page:gone]\n", "work"),
        ("description: Before the fault\nmenu: [dossiers, page:gone]\n", "work"),
        ("descripton: Misspelt\nmenu: [dossiers]\n", "work"),
        ("rights: Ours\ndescripton: Misspelt\nmenu: [dossiers]\n", "work"),
        ("html: escaped\nmenu: [dossiers]\n", "work"),
        ("html: escaped\nmenu: [dossiers]\nfeed: {items: 1}\n", "swap"),
        ("outputs: {search: false}\n", "work"),
    ];
    for (more, expected) in steps {
        folder.replace("throughline.yaml", &format!("{CONFIG}{more}"));
        assert_eq!(apply(&mut workshop, root, &config), expected, "{more}");
        same_as_reload(&workshop, root, &public(), more);
        let inputs = DiskInputs::new(root);
        let loaded = load(&inputs, &request(), &Silent).unwrap_or_else(refused);
        let Some(files) = built(&loaded, &inputs) else { continue };
        let shown = workshop.shown(&public()).expect("the public");
        for page in &shown.plan.pages {
            let (output, bytes) = (page.output(), shown.render(&inputs, page));
            assert!(bytes.is_ok_and(|bytes| bytes == files[&output]), "{output} after {more}");
        }
    }
}
