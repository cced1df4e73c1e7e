//! The laws of building, on random sites: incremental = clean, equal keys make equal bytes, a second build renders
//! nothing, the number of threads changes nothing.
// Tests stand outside the house: they may look at the environment.
#![allow(clippy::disallowed_methods)]

mod awkward;
mod shards;
mod shelf;
mod site;
mod standing;

use shelf::Shelf;
use site::{Dice, Model};
use std::collections::{BTreeMap, BTreeSet};
use throughline::base::hash::Hash128;
use throughline::base::inputs::MemoryInputs;
use throughline::base::progress::Silent;
use throughline::build::ledger::{Ledger, Rows, Writer};
use throughline::build::load::memo::Memo;
use throughline::build::load::{Loaded, Request, load, load_again};
use throughline::build::memory::MemorySink;
use throughline::build::standing::{
    Edited, Found, Left, Noted, add_known, keep, keep_known, known, look, terms, to_be_added,
};
use throughline::build::{Failure, Report, Sink, Work, build, build_again};
use throughline::plan::PageKind;
use throughline::plan::view::Views;

/// Edits of one run; `THROUGHLINE_LONG=1` makes a long one.
fn steps() -> usize {
    if std::env::var_os("THROUGHLINE_LONG").is_some() { 5000 } else { 240 }
}

/// What a folder remembers from build to build.
#[derive(Default)]
struct Desk {
    shelf: Shelf,
    ledger: Vec<u8>,
    /// What the last build was made from, and said.
    record: Vec<u8>,
    /// The documents as a build parsed them, the last one or one before.
    documents: Vec<u8>,
    /// The last build ended.
    whole: bool,
    /// Builds that only looked, builds that knew what was edited, builds that knew documents, and builds that added to them.
    looked: usize,
    edited: usize,
    remembered: usize,
    added: usize,
    /// A desk that takes every edit for none, to show that the law notices.
    careless: bool,
    /// Every key ever seen, with the hash of the bytes that it made.
    known: BTreeMap<String, Hash128>,
}

impl Desk {
    /// What the record belongs to.
    fn terms(&self) -> Hash128 {
        terms(Hash128::default(), &Request::default(), &Hash128::of(&self.ledger).hex())
    }

    /// Builds as the command does; none when the content has errors.
    fn build(&mut self, inputs: &MemoryInputs) -> (Loaded, Option<Result<Report, Failure>>) {
        let (has, record) = (|path: &str, length| self.shelf.has(path, length), Box::new(&*self.record));
        let documents = || remembered(&self.documents);
        let mut found = if self.whole { look(inputs, &has, record, self.terms(), documents) } else { None };
        let noted = Noted::new(inputs);
        let mut memo = match &mut found {
            Some(Found::Earlier(earlier)) => earlier.known(&noted),
            _ => documents(),
        };
        self.remembered += usize::from(!memo.parsed().is_empty());
        let loaded = load_again(&noted, &Request::default(), &mut memo, &Silent).expect("a configuration");
        let earlier = match found {
            Some(Found::Stands(standing)) => {
                self.looked += 1;
                assert_eq!(standing.diagnostics, loaded.diagnostics);
                return (loaded, Some(Ok(standing.report)));
            }
            Some(Found::Earlier(earlier)) => Some(earlier),
            None => None,
        };
        if loaded.blocked() {
            return (loaded, None);
        }
        let edited = earlier.and_then(|earlier| match self.careless {
            true => Some(Edited::default()),
            false => earlier.edited(&noted, &loaded, &memo),
        });
        self.edited += usize::from(edited.is_some());
        let mut new = Vec::new();
        let views = Views::new(&loaded.site, &loaded.plan, &loaded.theme);
        let (renderer, edited) = (&loaded.renderer, edited.as_ref());
        let work = Work { inputs, views: &views, renderer, progress: &Silent, edited, shard: None, stock: None };
        let old = Rows::open(Box::new(&*self.ledger));
        let mut ledger = Ledger::new(old, Writer::new(Box::new(&mut new)), Hash128::default(), !self.whole);
        self.whole = false;
        self.record.clear();
        let built = build_again(&work, &mut self.shelf, &mut ledger);
        ledger.finish().expect("memory");
        let lengths = ledger.lengths().to_vec();
        drop(ledger);
        drop(views);
        if let Ok(report) = &built {
            self.ledger = new;
            self.whole = true;
            let left = Left { outputs: self.shelf.owned(), lengths: &lengths };
            let mut record = Vec::new();
            let mut writer = Writer::new(Box::new(&mut record));
            let kept = keep(&mut writer, &noted, &loaded, report, &left, self.terms()).expect("memory");
            drop(writer);
            self.record = if kept { record } else { Vec::new() };
            self.keep_documents(&memo, &loaded, edited.is_some());
        }
        (loaded, Some(built))
    }

    /// Keeps the documents as the command does, which does so after a build that failed as well.
    fn keep_documents(&mut self, memo: &Memo, loaded: &Loaded, is_edit: bool) {
        let more = is_edit.then(|| to_be_added(memo, loaded)).flatten();
        self.added += usize::from(more.as_ref().is_some_and(|more| !more.is_empty()));
        if more.is_none() {
            self.documents.clear();
        }
        let mut writer = Writer::new(Box::new(&mut self.documents));
        let kept = match more {
            Some(more) => add_known(&mut writer, &more),
            None => keep_known(&mut writer, memo, loaded, Hash128::default()),
        };
        kept.expect("memory");
    }

    /// Equal keys, equal bytes: over everything that was ever built here.
    fn keys_tell_all(&mut self, story: &str) {
        let rows = Rows::open(Box::new(&*self.ledger)).expect("a ledger");
        let head = rows.head.clone();
        for row in rows {
            let bytes = &self.shelf.files[&row.path];
            assert_eq!(row.hash, Hash128::of(bytes), "{story}: the row of {}", row.path);
            assert_eq!(row.length, bytes.len() as u64, "{story}: the row of {}", row.path);
            let parts: Vec<_> =
                row.parts.iter().map(|(name, key)| (&head.names[usize::from(*name)], key.hash)).collect();
            assert!(!parts.is_empty(), "{}", row.path);
            let key = format!("{:?} {parts:?}", head.templates);
            let made = *self.known.entry(key).or_insert(row.hash);
            assert_eq!(made, row.hash, "{story}: one key, other bytes: {} of {parts:?}", row.path);
        }
    }
}

/// The kinds of pages that the sites of the law must have had, but for those of sites with hundreds of articles and of themes.
const KINDS: [&str; 29] = [
    "Home",
    "Dossiers",
    "Dossier",
    "DossierTimeline",
    "DossierPrint",
    "Article",
    "Timeline",
    "TimelineYear",
    "Tags",
    "Tag",
    "Entities",
    "Entity",
    "Archive",
    "Month",
    "Changes",
    "Search",
    "SearchIndex",
    "SearchText",
    "Page",
    "NotFound",
    "Redirect",
    "Atom",
    "JsonFeed",
    "TimelineJson",
    "Calendar",
    "Sitemap",
    "Robots",
    "Manifest",
    "File",
];

/// The name of a kind.
fn word(kind: &PageKind) -> String {
    format!("{kind:?}").split('(').next().unwrap_or_default().into()
}

/// What a build knows by these bytes.
fn remembered(documents: &[u8]) -> Memo {
    known(Some(Box::new(documents)), || Some(Hash128::default()))
}

/// What a build kept ends too early.
fn cut(kept: &mut Vec<u8>, dice: &mut Dice) {
    kept.truncate(dice.roll(kept.len()));
}

/// A bit of what a build kept is another.
fn flip(kept: &mut [u8], dice: &mut Dice) {
    let at = dice.roll(kept.len());
    if let Some(byte) = kept.get_mut(at) {
        *byte ^= 1 << dice.roll(8);
    }
}

/// Something goes wrong with the output, the ledger or the machine before the next build.
fn disturb(desk: &mut Desk, dice: &mut Dice) -> &'static str {
    let paths: Vec<String> = desk.shelf.files.keys().cloned().collect();
    let one = paths.get(dice.roll(paths.len())).cloned().unwrap_or_default();
    match dice.roll(30) {
        0 => {
            desk.shelf.files.remove(&one);
            "; an output deleted"
        }
        1 => {
            desk.shelf.files.entry(one).and_modify(|bytes| bytes.push(b'!'));
            "; an output grown"
        }
        2 => {
            // The length stays: only a look at the bytes finds it, as `--verify` has it.
            desk.shelf.files.entry(one).and_modify(|bytes| bytes.iter_mut().take(1).for_each(|byte| *byte ^= 1));
            desk.whole = false;
            "; a byte flipped, verified"
        }
        3 | 4 => {
            desk.shelf.fails_at = 1 + dice.roll(6);
            "; a write fails"
        }
        5 | 6 => {
            desk.shelf.cut = Some(dice.roll(4));
            "; a commit is cut short"
        }
        7 => {
            cut(&mut desk.ledger, dice);
            "; the ledger is cut"
        }
        8 => {
            flip(&mut desk.ledger, dice);
            "; a bit of the ledger flips"
        }
        9 => {
            cut(&mut desk.documents, dice);
            "; the documents are cut"
        }
        10 => {
            flip(&mut desk.documents, dice);
            "; a bit of the documents flips"
        }
        _ => "",
    }
}

fn clean(inputs: &MemoryInputs) -> (Loaded, Option<BTreeMap<String, Vec<u8>>>) {
    built_from(inputs, load(inputs, &Request::default(), &Silent).expect("a configuration"))
}

fn built_from(inputs: &MemoryInputs, loaded: Loaded) -> (Loaded, Option<BTreeMap<String, Vec<u8>>>) {
    if loaded.blocked() {
        return (loaded, None);
    }
    let views = Views::new(&loaded.site, &loaded.plan, &loaded.theme);
    let mut sink = MemorySink::default();
    let built = build(inputs, &views, &loaded.renderer, &mut sink, &Silent);
    drop(views);
    built.unwrap_or_else(|failure| panic!("{failure:?}"));
    (loaded, Some(sink.files))
}

fn same(story: &str, ours: &BTreeMap<String, Vec<u8>>, theirs: &BTreeMap<String, Vec<u8>>) {
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(ours), names(theirs), "{story}");
    for (path, bytes) in ours {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(
            bytes == &theirs[path],
            "{story}\n{path} as it was left:\n{}\nand clean:\n{}",
            text(bytes),
            text(&theirs[path])
        );
    }
}

#[test]
fn an_incremental_build_is_a_clean_build() {
    let seed = std::env::var("THROUGHLINE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let mut dice = Dice::new(seed);
    let mut model = Model::new(&mut dice);
    let mut desk = Desk::default();
    let (mut built, mut left_alone, mut stopped, mut faulty) = (0, 0, 0, 0);
    let mut met = BTreeSet::new();
    for step in 0..steps() {
        let story = format!("seed {seed}, step {step}: {}{}", model.edit(&mut dice), disturb(&mut desk, &mut dice));
        let inputs = model.inputs();
        let (ours, outcome) = desk.build(&inputs);
        let (theirs, files) = clean(&inputs);
        assert_eq!(ours.diagnostics, theirs.diagnostics, "{story}");
        assert_eq!(ours.sources, theirs.sources, "{story}");
        match (outcome, files) {
            (None, None) => faulty += 1,
            (Some(Err(Failure::Sink(_))), Some(_)) => stopped += 1,
            (Some(Ok(report)), Some(files)) => {
                same(&story, &desk.shelf.files, &files);
                desk.keys_tell_all(&story);
                met.extend(ours.plan.pages.iter().map(|page| word(&page.kind)));
                built += 1;
                left_alone += report.files - report.rendered;
            }
            (outcome, _) => panic!("{story}: {outcome:?}; {:#?}", theirs.diagnostics),
        }
        desk.shelf.mend();
        if step % 10 == 0 && desk.whole {
            let (_, again) = desk.build(&inputs);
            let rendered = again.map(|again| again.map(|report| report.rendered).ok());
            assert!(matches!(rendered, None | Some(Some(0))), "{story}: a second build: {rendered:?}");
        }
    }
    // The dice must have met every kind of case, or the law was tried on nothing.
    assert!(built > steps() / 2 && left_alone > built * 20, "{built} built, {left_alone} left alone");
    let unmet: Vec<_> = KINDS.iter().filter(|kind| !met.contains(**kind)).collect();
    assert!(unmet.is_empty(), "a site never had these: {unmet:?}");
    let unknown = met.iter().filter(|kind| !KINDS.contains(&kind.as_str()) && *kind != "Asset").count();
    assert_eq!(unknown, 0, "{met:?}");
    assert!(stopped > 0 && faulty > 0, "{stopped} stopped, {faulty} faulty");
    let Desk { looked, edited, remembered, added, .. } = desk;
    assert!(looked > steps() / 40 && edited > steps() / 20, "{looked} looked at, {edited} edited");
    assert!(remembered > steps() / 2 && added > steps() / 40, "{remembered} remembered, {added} added to");
}

#[test]
fn the_law_sees_an_edit_that_is_taken_for_none() {
    let mut dice = Dice::new(3);
    let mut model = Model::new(&mut dice);
    let mut desk = Desk { careless: true, ..Desk::default() };
    let broken = (0..30).any(|_| {
        model.edit(&mut dice);
        let inputs = model.inputs();
        let (_, outcome) = desk.build(&inputs);
        desk.shelf.mend();
        matches!((outcome, clean(&inputs).1), (Some(Ok(_)), Some(files)) if files != desk.shelf.files)
    });
    assert!(broken, "every edit is taken for none, and nobody notices");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let mut dice = Dice::new(7);
    let mut model = Model::new(&mut dice);
    let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    let (one, many) = (pool(1), pool(5));
    for step in 0..steps() / 30 {
        (0..5).for_each(|_| drop(model.edit(&mut dice)));
        let inputs = model.inputs();
        let (_, alone) = one.install(|| clean(&inputs));
        let (_, together) = many.install(|| clean(&inputs));
        match (alone, together) {
            (Some(alone), Some(together)) => same(&format!("step {step}"), &alone, &together),
            (alone, together) => assert_eq!(alone.is_none(), together.is_none()),
        }
    }
}

#[test]
fn the_fields_that_templates_read_make_the_pages_that_whole_views_make() {
    let mut dice = Dice::new(13);
    let mut model = Model::new(&mut dice);
    let mut tried = 0;
    for step in 0..steps() / 20 {
        (0..5).for_each(|_| drop(model.edit(&mut dice)));
        let inputs = model.inputs();
        let mut loaded = load(&inputs, &Request::default(), &Silent).expect("a configuration");
        loaded.renderer.read_whole();
        if let (Some(whole), Some(sieved)) = (built_from(&inputs, loaded).1, clean(&inputs).1) {
            same(&format!("step {step}"), &sieved, &whole);
            tried += 1;
        }
    }
    assert!(tried > steps() / 40, "{tried} tried");
}

/// A site of `count` articles in dossiers of ten, where article 7 has this text.
fn plain_site(count: usize, text: &str) -> MemoryInputs {
    let mut files = vec![("throughline.yaml".to_string(), "title: T\nbase_url: https://e.example/\n".to_string())];
    for at in 0..count.div_ceil(10) {
        files.push((format!("content/dossiers/d{at}/index.md"), format!("---\ntitle: D{at}\n---\n")));
    }
    for at in 0..count {
        let (dossier, day, body) = (at / 10, 1 + at % 28, if at == 7 { text } else { "Text." });
        let front = format!(
            "title: A{at}\nstandfirst: S.\npublished: 2017-01-{day:02}\ndossiers: [d{dossier}]\ntags: [t{}]",
            at % 5
        );
        files.push((format!("content/articles/a{at}.md"), format!("---\n{front}\n---\n\n{body}\n")));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    MemoryInputs::new("2020-01-01T00:00:00Z", &files)
}

#[test]
fn another_text_renders_the_pages_that_show_it_and_no_others() {
    let mut desk = Desk::default();
    let (loaded, built) = desk.build(&plain_site(100, "One text."));
    assert_eq!(built.unwrap().unwrap().rendered, loaded.plan.pages.len());
    desk.shelf.mend();
    let (_, built) = desk.build(&plain_site(100, "Other text."));
    let report = built.unwrap().unwrap();
    assert_eq!(desk.edited, 1, "nothing but a text was another");
    let written: Vec<String> = desk.shelf.written.lock().unwrap().iter().cloned().collect();
    // Of the two files of texts that the search looks through, the one that holds this article's.
    assert_eq!(written, ["articles/a7/index.html", "dossiers/d0/print/index.html", "search/text-0.js"]);
    assert_eq!((report.rendered, report.changed, report.new, report.removed), (3, 3, 0, 0));
    let texts = desk.shelf.files.iter().filter(|(path, _)| path.starts_with("search/text-"));
    let holds: Vec<(&str, bool)> = texts
        .map(|(path, bytes)| (&path[..], String::from_utf8_lossy(bytes).contains(r#""/articles/a7/":"Other text.""#)))
        .collect();
    assert_eq!(holds, [("search/text-0.js", true), ("search/text-1.js", false)]);
}
