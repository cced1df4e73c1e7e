//! What cannot be read, what no system tells of, and whoever does not listen: the preview goes on.

use super::client::{CONFIG, Folder, Server, article, events, small};
use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use throughline::base::inputs::{Entry, InputError, Inputs, Listing, Stamp};
use throughline::base::path::SourcePath;
use throughline::base::progress::Silent;
use throughline::build::load::Request;
use throughline::build::preview::change::{Step, Touched};
use throughline::build::preview::mode::Mode;
use throughline::build::preview::{Steady, Texts, Workshop};
use throughline::io::clock::Clock;
use throughline::io::disk::DiskInputs;
use throughline::io::preview::editor::Editor;
use throughline::io::preview::server;
use throughline::io::preview::stage::Stage;

const OPENS: &str = "content/articles/opens.md";

fn front(day: u32) -> String {
    format!("published: 2026-03-{day:02}\ndossiers: [harbour]\npeople: [Anna Berg]\ntags: [Ports]\n")
}

fn request() -> Request {
    Request { publish: false, ..Request::default() }
}

fn workshop(inputs: &dyn Inputs) -> Workshop {
    let opened = Workshop::open(inputs, request(), Mode::default(), &Silent);
    opened.unwrap_or_else(|faults| panic!("{faults:#?}"))
}

fn files(path: &str) -> Touched {
    Touched::Files(BTreeSet::from([SourcePath::new(path).unwrap()]))
}

fn revision(server: &Server) -> u64 {
    let status: serde_json::Value =
        serde_json::from_slice(&server.get("/_throughline/status?page=/articles/opens/").body).unwrap();
    status["revision"].as_u64().unwrap()
}

fn holds(server: &Server, path: &str, words: &str) {
    server.wait_for(&format!("{words} at {path}"), |server| server.get(path).text().contains(words).then_some(()));
}

/// A disk on which one file cannot be read.
struct Refusing(DiskInputs);

impl Inputs for Refusing {
    fn list(&self, folder: &str) -> Listing {
        self.0.list(folder)
    }
    fn stamp(&self, path: &SourcePath) -> Result<Stamp, InputError> {
        self.0.stamp(path)
    }
    fn read(&self, path: &SourcePath) -> Result<Vec<u8>, InputError> {
        match path.as_str() {
            OPENS => Err(InputError { path: path.clone(), reason: "permission denied".into(), missing: false }),
            _ => self.0.read(path),
        }
    }
    fn now(&self) -> jiff::Timestamp {
        self.0.now()
    }
}

#[test]
fn a_document_that_cannot_be_read_is_one_change_and_no_more() {
    let folder = small();
    let mut workshop = workshop(&DiskInputs::new(folder.path()));
    let refusing = Refusing(DiskInputs::new(folder.path()));
    folder.write(OPENS, &article("The inquiry opens", &front(1), "Nobody may read this."));
    let Step::Swap(swap) = workshop.step(&refusing, &files(OPENS)) else { panic!("it is told") };
    assert!(workshop.swap(swap));
    for touched in [files(OPENS), Touched::Doubted(SourcePath::new(OPENS).unwrap())] {
        match workshop.step(&refusing, &touched) {
            Step::Nothing => {}
            Step::Stamps(stamps) => workshop.note(stamps),
            Step::Swap(_) | Step::Work(_) => panic!("nothing has changed: {touched:?}"),
        }
    }
}

/// A file that is there and cannot be read by anybody.
#[cfg(target_os = "linux")]
#[test]
fn a_page_whose_document_cannot_be_read_stands_without_its_text() {
    let folder = small();
    let server = Server::start(folder.path(), &[]);
    std::os::unix::fs::symlink("/proc/self/mem", folder.file("content/articles/beside.tmp")).unwrap();
    folder.rename("content/articles/beside.tmp", OPENS);
    server.wait_for("the error", |server| server.said().contains("unreadable").then_some(()));
    let page = server.get("/articles/opens/");
    assert!(page.status == 200 && page.text().contains("The inquiry opens"), "{}", page.text());
    let before = revision(&server);
    assert!((0..5).all(|_| server.get("/articles/opens/").status == 200));
    assert_eq!(revision(&server), before);
    let status = server.get("/_throughline/status?page=/articles/opens/").text();
    assert!(status.contains("\"failed\":false") && status.contains("\"code\":\"unreadable\""), "{status}");
}

/// A disk on which one folder cannot be opened.
struct Shut(DiskInputs, Lock);

/// How a folder is shut: as it is by `chmod 000`, by `chmod 644` (names are seen, and no file), and by `chmod 311` (files
/// are seen, and no name).
#[derive(Clone, Copy, PartialEq)]
enum Lock {
    Whole,
    Files,
    Names,
    /// Something in it has a name that cannot be one; all else is seen.
    Nothing,
}

const SHUT: &str = "content/articles";

fn denied(path: &SourcePath) -> InputError {
    InputError { path: path.clone(), reason: "permission denied".into(), missing: false }
}

impl Shut {
    fn refused<T>(&self, path: &SourcePath, answer: Result<T, InputError>) -> Result<T, InputError> {
        match path.below(SHUT) {
            Some(_) if [Lock::Whole, Lock::Files].contains(&self.1) => Err(denied(path)),
            _ => answer,
        }
    }
}

impl Inputs for Shut {
    fn list(&self, folder: &str) -> Listing {
        let mut listing = self.0.list(folder);
        let (shut, open) = listing.entries.into_iter().partition(|entry| entry.path.below(SHUT).is_some());
        let files: Vec<Entry> = shut;
        listing.entries = if self.1 == Lock::Nothing { [&files[..], &open].concat() } else { open };
        match self.1 {
            Lock::Files => listing.faults.extend(files.iter().map(|entry| denied(&entry.path))),
            _ if folder == "content" => listing.faults.push(denied(&SourcePath::new(SHUT).unwrap())),
            _ => {}
        }
        listing
    }
    fn stamp(&self, path: &SourcePath) -> Result<Stamp, InputError> {
        self.refused(path, self.0.stamp(path))
    }
    fn read(&self, path: &SourcePath) -> Result<Vec<u8>, InputError> {
        self.refused(path, self.0.read(path))
    }
    fn now(&self) -> jiff::Timestamp {
        self.0.now()
    }
}

#[test]
fn what_is_ignored_is_gone_whatever_else_is_wrong_with_its_folder() {
    let folder = small();
    let odd = Shut(DiskInputs::new(folder.path()), Lock::Nothing);
    let mut workshop = workshop(&odd);
    folder.replace("throughline.yaml", &format!("{CONFIG}ignore: [articles/opens.md]\n"));
    let Step::Work(job) = workshop.step(&odd, &Touched::Any) else { panic!("it is another site") };
    drop(workshop.take(job.run(&odd, &Silent).unwrap_or_else(|faults| panic!("{faults:#?}"))));
    let found = |address| workshop.shown(&Mode::default()).unwrap().plan.find(address).is_some();
    assert!(found("/articles/grows/") && !found("/articles/opens/"));
}

#[test]
fn what_lies_in_a_folder_that_cannot_be_opened_stands_as_it_was() {
    // The folder and its two articles, these alone, and the folder alone.
    for (lock, faults) in [(Lock::Whole, 3), (Lock::Files, 2), (Lock::Names, 1)] {
        stands_as_it_was(lock, faults);
    }
}

fn stands_as_it_was(lock: Lock, faults: usize) {
    let folder = small();
    let (open, shut) = (DiskInputs::new(folder.path()), Shut(DiskInputs::new(folder.path()), lock));
    let mut workshop = workshop(&open);
    let pages = |workshop: &Workshop| workshop.shown(&Mode::default()).unwrap().plan.pages.len();
    let told = |workshop: &Workshop| workshop.diagnostics(workshop.shown(&Mode::default()).unwrap());
    let before = (pages(&workshop), told(&workshop).len());
    for touched in [files(SHUT), Touched::Any] {
        let Step::Work(job) = workshop.step(&shut, &touched) else { panic!("a folder is more than a text") };
        drop(workshop.take(job.run(&shut, &Silent).unwrap_or_else(|faults| panic!("{faults:#?}"))));
        assert_eq!(pages(&workshop), before.0, "{:?}", told(&workshop));
        let unreadable = told(&workshop).iter().filter(|told| told.code == "unreadable").count();
        assert_eq!((unreadable, told(&workshop).len()), (faults, before.1 + faults), "{:#?}", told(&workshop));
        let (texts, shown) = (Texts::default(), workshop.shown(&Mode::default()).unwrap());
        let steady = Steady { inputs: &shut, workshop: &workshop, texts: &texts };
        let made = |page| shown.render(&steady, page).unwrap_or_else(|fault| panic!("{fault:?}"));
        let all: Vec<String> =
            shown.plan.pages.iter().map(|page| String::from_utf8_lossy(&made(page)).into()).collect();
        assert!(all.iter().any(|page| page.contains("<h1") && page.contains("The inquiry opens")));
    }
    // One of them is deleted meanwhile, and the folder can be opened again.
    folder.remove(OPENS);
    let Step::Work(job) = workshop.step(&open, &Touched::Any) else { panic!("it is another site") };
    drop(workshop.take(job.run(&open, &Silent).unwrap_or_else(|faults| panic!("{faults:#?}"))));
    assert!(workshop.shown(&Mode::default()).unwrap().plan.find("/articles/opens/").is_none());
    assert!(told(&workshop).iter().all(|told| told.code != "unreadable"));
}

/// Nobody watches here: whoever asks what is wrong with a page asks for it as it is now.
#[test]
fn the_status_of_a_page_is_that_of_its_present_text() {
    let folder = small();
    let host = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let editor = Editor::read("none").unwrap();
    let opened = Stage::open(folder.path().into(), Clock::default(), request(), host, editor, Mode::default(), &Silent);
    let stage = Arc::new(opened.unwrap_or_else(|faults| panic!("{faults:#?}")));
    let listener = server::bind(host, 0).unwrap();
    let server = Server::here(listener.local_addr().unwrap().port());
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        runtime.block_on(server::run(listener, stage))
    });
    folder.write(OPENS, &article("The inquiry opens", &front(1), "Other words."));
    let status = server.get("/_throughline/status?page=/articles/opens/").text();
    assert!(status.contains("\"here\":[]") && status.contains("\"failed\":false"), "{status}");
    assert!(server.get("/articles/opens/").text().contains("Other words."));
}

#[test]
fn a_text_that_kept_its_stamp_is_shown() {
    let folder = small();
    let time = std::time::SystemTime::now() - std::time::Duration::from_secs(60);
    let set = || std::fs::File::options().write(true).open(folder.file(OPENS)).unwrap().set_modified(time).unwrap();
    folder.write(OPENS, &article("The inquiry opens", &front(1), "Words of old."));
    set();
    let server = Server::start(folder.path(), &[]);
    folder.write(OPENS, &article("The inquiry opens", &front(1), "Words of now."));
    set();
    let page = server.get("/articles/opens/");
    assert!(page.status == 200 && page.text().contains("Words of now."), "{}", page.text());
}

/// As on file systems that count in whole seconds: this one has not passed yet.
#[test]
fn two_saves_in_one_second_are_two_changes() {
    let folder = small();
    let since = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs() + 60;
    let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(since);
    let save = |words: &str| {
        folder.write(OPENS, &article("The inquiry opens", &front(1), words));
        std::fs::File::options().write(true).open(folder.file(OPENS)).unwrap().set_modified(time).unwrap();
    };
    save("Text one.");
    let inputs = DiskInputs::new(folder.path());
    let workshop = workshop(&inputs);
    assert!(matches!(workshop.step(&inputs, &files(OPENS)), Step::Stamps(_)), "it is what it was");
    save("Text two.");
    assert!(matches!(workshop.step(&inputs, &files(OPENS)), Step::Swap(_)));
    // The comparison does not believe the stamp either.
    let survey = workshop.outlook().survey(&inputs);
    assert!(workshop.suspects(&survey, &BTreeSet::new()).iter().any(|path| path.as_str() == OPENS));
}

#[cfg(unix)]
#[test]
fn what_lies_behind_a_link_is_compared_and_told() {
    use std::os::unix::fs::symlink;
    let (folder, outside) = (small(), Folder::new(&[("home.html", "<!doctype html><title>x</title><p>Before</p>")]));
    outside.write("late/far.md", &article("Far away", &front(3), "First."));
    std::fs::create_dir(folder.file("templates")).unwrap();
    symlink(outside.file("home.html"), folder.file("templates/home.html")).unwrap();
    let server = Server::start(folder.path(), &[]);
    let mut told = events(&server);
    assert!(told.next().unwrap().contains("\"revision\":1"));
    outside.write("home.html", "<!doctype html><title>x</title><p>Afterwards</p>");
    assert!(told.next().unwrap().contains("\"revision\":2"));
    holds(&server, "/", "Afterwards");
    // A link that is made while the site is served.
    symlink(outside.file("late"), folder.file("content/articles/late")).unwrap();
    assert!(told.next().unwrap().contains("\"revision\":3"));
    outside.write("late/far.md", &article("Further away", &front(3), "Second."));
    assert!(told.next().unwrap().contains("\"revision\":4"));
    holds(&server, "/dossiers/harbour/", "Further away");
}

#[test]
fn a_day_of_the_past_stands_still() {
    let folder = small();
    let server = Server::start(folder.path(), &["--as-of", "2026-03-05"]);
    let mut told = events(&server);
    assert!(told.next().unwrap().contains("\"revision\":1"));
    folder.write("static/notes.txt", "another note\n");
    assert!(told.next().unwrap().contains("\"revision\":2"));
    assert_eq!(revision(&server), 2);
}

#[test]
fn without_its_configuration_the_site_moves_on() {
    let folder = small();
    let config = CONFIG.replace("example/", "example/news/");
    folder.write("throughline.yaml", &config);
    let server = Server::start(folder.path(), &[]);
    folder.rename("throughline.yaml", "aside.yaml");
    server.wait_for("the error", |server| server.said().contains("no-config").then_some(()));
    folder.write(OPENS, &article("A new title", &front(1), "Written meanwhile."));
    holds(&server, "/news/dossiers/harbour/", "A new title");
    folder.remove("content/articles/grows.md");
    server.wait_for("nothing", |server| (server.get("/news/articles/grows/").status == 404).then_some(()));
    // One that is being written leaves every address where it is.
    for half in ["", "title: The Led", "title: \"The Ledger\nbase_url: https://le"] {
        folder.write("throughline.yaml", half);
        folder.write("static/notes.txt", half);
        server.wait_for("the file", |server| (server.get("/news/notes.txt").text() == half).then_some(()));
        assert_eq!(server.get("/news/articles/opens/").status, 200, "{half}");
    }
    folder.write("throughline.yaml", &config.replace("The Ledger", "The Mended Ledger"));
    holds(&server, "/news/", "The Mended Ledger");
}

/// More problems than a pipe holds, for a terminal that stopped reading.
#[cfg(unix)]
#[test]
fn a_terminal_that_does_not_read_holds_nobody_up() {
    let folder = small();
    let mut server = Server::start(folder.path(), &[]);
    server.deafen();
    for n in 0..40 {
        let faulty: String = (0..60).map(|m| format!("bad{n}_{m}: \"{}\"\n", "long ".repeat(30))).collect();
        folder.write(&format!("content/articles/bad-{n}.md"), &article("Bad", &(front(2) + &faulty), "Bad."));
    }
    holds(&server, "/articles/bad-39/", "Bad");
    folder.write(OPENS, &article("The inquiry opens", &front(1), "Seen all the same."));
    holds(&server, "/articles/opens/", "Seen all the same.");
    assert_eq!(server.interrupt(), Some(0));
}
