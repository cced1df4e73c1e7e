//! A site that stands is the site that would be built: the record of a build holds as long as nothing would be another.

use crate::site::{Dice, Model};
use std::collections::BTreeMap;
use throughline::base::diag::Diagnostic;
use throughline::base::hash::Hash128;
use throughline::base::inputs::{Entry, InputError, Inputs, Listing, MemoryInputs, Stamp};
use throughline::base::path::SourcePath;
use throughline::base::progress::Silent;
use throughline::build::build;
use throughline::build::ledger::Writer;
use throughline::build::load::memo::Memo;
use throughline::build::load::{Request, load};
use throughline::build::memory::MemorySink;
use throughline::build::standing::{self, Found, Left, Noted, Standing};
use throughline::plan::view::Views;

/// Inputs that see everything but one thing: files below a folder look always the same, or the clock stands still.
struct Eyes<'a> {
    inputs: &'a MemoryInputs,
    blind_to: Option<&'a str>,
}

const CLOCK: &str = "the clock";

impl Eyes<'_> {
    fn seen(&self, path: &SourcePath, stamp: Stamp) -> Stamp {
        let is_hidden = self.blind_to.is_some_and(|blind| path.as_str().starts_with(blind));
        if is_hidden { Stamp { settled: true, ..Stamp::default() } } else { stamp }
    }
}

impl Inputs for Eyes<'_> {
    fn list(&self, folder: &str) -> Listing {
        let mut listing = self.inputs.list(folder);
        let blind = |entry: &mut Entry| entry.stamp = self.seen(&entry.path, entry.stamp);
        listing.entries.iter_mut().for_each(blind);
        listing
    }

    fn stamp(&self, path: &SourcePath) -> Result<Stamp, InputError> {
        Ok(self.seen(path, self.inputs.stamp(path)?))
    }

    fn read(&self, path: &SourcePath) -> Result<Vec<u8>, InputError> {
        self.inputs.read(path)
    }

    fn now(&self) -> jiff::Timestamp {
        self.inputs.now()
    }
}

/// A build and its record.
struct Built {
    files: BTreeMap<String, Vec<u8>>,
    diagnostics: Vec<Diagnostic>,
    record: Vec<u8>,
}

fn terms() -> Hash128 {
    standing::terms(Hash128::default(), &Request::default(), "here")
}

/// Builds anew; none when the content has errors.
fn built(inputs: &dyn Inputs) -> Option<Built> {
    let noted = Noted::new(inputs);
    let loaded = load(&noted, &Request::default(), &Silent).expect("a configuration");
    if loaded.blocked() {
        return None;
    }
    let views = Views::new(&loaded.site, &loaded.plan, &loaded.theme);
    let mut sink = MemorySink::default();
    let report = build(inputs, &views, &loaded.renderer, &mut sink, &Silent).expect("pages");
    let outputs: Vec<String> = sink.files.keys().cloned().collect();
    let lengths: Vec<u64> = sink.files.values().map(|bytes| bytes.len() as u64).collect();
    let left = Left { outputs: &outputs, lengths: &lengths };
    let mut record = Vec::new();
    let mut writer = Writer::new(Box::new(&mut record));
    let kept = standing::keep(&mut writer, &noted, &loaded, &report, &left, terms()).expect("memory");
    drop(writer);
    if !kept {
        record.clear();
    }
    drop(views);
    Some(Built { files: sink.files, diagnostics: loaded.diagnostics, record })
}

fn stands(eyes: &Eyes, built: &Built, record: &[u8]) -> Option<Standing> {
    let has = |path: &str, length| built.files.get(path).is_some_and(|bytes| bytes.len() as u64 == length);
    // Who is blind to the clock thinks that it is the moment of the last build.
    let still = MemoryInputs { now: MOMENT.parse().unwrap(), ..eyes.inputs.clone() };
    let still = Eyes { inputs: &still, blind_to: None };
    let inputs: &dyn Inputs = if eyes.blind_to == Some(CLOCK) { &still } else { eyes };
    match standing::look(inputs, &has, Box::new(record), terms(), Memo::default)? {
        Found::Stands(standing) => Some(standing),
        Found::Earlier(_) => None,
    }
}

/// The moment of the last build.
const MOMENT: &str = "2020-01-01T07:00:00Z";

/// The law: how often the site stands, by its record as it is and by records that are damaged.
///
/// # Errors
/// When it stands and is another, or says other things.
fn judge(eyes: &Eyes, last: &Built, fresh: Option<&Built>, records: &[&[u8]]) -> Result<usize, &'static str> {
    let mut stood = 0;
    for record in records {
        let Some(standing) = stands(eyes, last, record) else { continue };
        let Some(fresh) = fresh.filter(|fresh| fresh.files == last.files) else {
            return Err("it stands, and is another");
        };
        if fresh.diagnostics != standing.diagnostics || standing.report.files != fresh.files.len() {
            return Err("it stands, and says other things");
        }
        stood += 1;
    }
    Ok(stood)
}

/// An output is gone, or longer than it was: nothing stands.
fn misses_an_output(eyes: &Eyes, last: &Built, dice: &mut Dice) -> bool {
    let mut less = Built { files: last.files.clone(), diagnostics: Vec::new(), record: Vec::new() };
    let one = less.files.keys().nth(dice.roll(less.files.len())).cloned().unwrap();
    less.files.get_mut(&one).unwrap().push(b'!');
    let grown = stands(eyes, &less, &last.record).is_none();
    less.files.remove(&one);
    grown && stands(eyes, &less, &last.record).is_none()
}

#[test]
fn a_site_that_stands_is_the_site_that_would_be_built() {
    let seed = std::env::var("THROUGHLINE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let (mut dice, steps) = (Dice::new(seed), crate::steps() / 2);
    let mut model = Model::new(&mut dice);
    let mut last: Option<Built> = None;
    let (mut stood, mut other) = (0, 0);
    for step in 0..steps {
        let what = if dice.roll(4) == 0 { "nothing".into() } else { model.edit(&mut dice) };
        let story = format!("seed {seed}, step {step}: {what}");
        let inputs = model.inputs();
        let eyes = Eyes { inputs: &inputs, blind_to: None };
        let fresh = built(&eyes);
        if let Some(last) = last.as_ref().filter(|last| !last.record.is_empty()) {
            // As it is, then with a bit of the record another, or its end missing.
            let mut flipped = last.record.clone();
            let at = dice.roll(flipped.len());
            flipped[at] ^= 1 << dice.roll(8);
            let cut = &last.record[..dice.roll(last.record.len())];
            let judged = judge(&eyes, last, fresh.as_ref(), &[&last.record, &flipped, cut]);
            stood += judged.unwrap_or_else(|broken| panic!("{story}: {broken}"));
            assert!(misses_an_output(&eyes, last, &mut dice), "{story}: an output is missing");
            other += usize::from(fresh.as_ref().is_none_or(|fresh| fresh.files != last.files));
        }
        // A site with errors is not built, and leaves what was built before.
        last = fresh.or(last);
    }
    assert!(stood > steps / 8 && other > steps / 4, "{stood} stood, {other} were another");
}

/// A site with a file of each kind, whose texts say `word`.
fn site_of_each(word: &str, now: &str) -> MemoryInputs {
    let config = format!("title: {word}\nbase_url: https://e.example/\ntimezone: UTC\n");
    let article = format!(
        "---\ntitle: A\npublished: 2017-01-01\ndossiers: [d]\ntags: [t]\npeople: [p]\nembargoed_until: 2020-01-01 08:00\n---\n\n{word}\n"
    );
    let files = [
        ("throughline.yaml", &*config),
        ("content/articles/a.md", &article),
        ("content/articles/b.md", "---\ntitle: B\npublished: 2017-01-01\n---\n\nB\n"),
        ("content/dossiers/d/index.md", &format!("---\ntitle: {word}\n---\n")),
        ("content/people/p.md", &format!("---\nname: P\n---\n\n{word}\n")),
        ("content/tags.yaml", &format!("t: {{description: {word}}}\n")),
        ("static/a.txt", word),
        ("templates/404.html", word),
        ("words/en.ftl", &format!("tags = {word}\n")),
    ];
    MemoryInputs::new(now, &files)
}

#[test]
fn the_law_sees_whatever_a_record_leaves_out() {
    let noon = "2020-01-01T12:00:00Z";
    let paths: Vec<SourcePath> = site_of_each("One", noon).files.into_keys().collect();
    for path in paths.iter().map(SourcePath::as_str).filter(|path| *path != "content/articles/b.md") {
        let (before, mut after) = (site_of_each("One", noon), site_of_each("One", noon));
        let edited = site_of_each("Two", noon).files.remove(&SourcePath::new(path).unwrap()).unwrap();
        after.files.insert(SourcePath::new(path).unwrap(), edited);
        let law = |blind_to| {
            let (first, then) = (Eyes { inputs: &before, blind_to }, Eyes { inputs: &after, blind_to });
            let (last, fresh) = (built(&first).expect("no errors"), built(&then).expect("no errors"));
            assert!(fresh.files != last.files && !last.record.is_empty(), "{path} changes the site");
            judge(&then, &last, Some(&fresh), &[&last.record])
        };
        assert_eq!(law(None), Ok(0), "{path}");
        assert_eq!(law(Some(path)), Err("it stands, and is another"), "nobody looks at {path}");
    }
    let (early, late) = (site_of_each("One", "2020-01-01T07:00:00Z"), site_of_each("One", noon));
    let last = built(&early).unwrap();
    let law = |blind_to| {
        let eyes = Eyes { inputs: &late, blind_to };
        judge(&eyes, &last, built(&eyes).as_ref(), &[&last.record])
    };
    assert_eq!(law(None), Ok(0));
    assert_eq!(law(Some(CLOCK)), Err("it stands, and is another"), "nobody looks at the clock");
}

#[test]
fn a_record_holds_for_its_program_its_flags_and_its_state_alone() {
    let request = Request::default;
    let engine = Hash128::default();
    let others = [
        standing::terms(Hash128::of(b"another program"), &request(), "here"),
        standing::terms(engine, &request(), "there"),
        standing::terms(engine, &Request { strict: true, ..request() }, "here"),
        standing::terms(engine, &Request { publish: false, ..request() }, "here"),
        standing::terms(engine, &Request { as_of: Some("2017-01-01".into()), ..request() }, "here"),
        standing::terms(engine, &Request { as_of: Some(String::new()), ..request() }, "here"),
        standing::terms(engine, &Request { base_url: Some("https://e.example/".into()), ..request() }, "here"),
        standing::terms(engine, &Request { edition: Some("abc".into()), ..request() }, "here"),
        standing::terms(engine, &Request { config: SourcePath::new("other.yaml").unwrap(), ..request() }, "here"),
        {
            let mut request = request();
            request.selection.keep_going = true;
            standing::terms(engine, &request, "here")
        },
        {
            let mut request = request();
            request.selection.drafts = true;
            standing::terms(engine, &request, "here")
        },
    ];
    for (at, other) in others.iter().enumerate() {
        assert!(*other != terms() && !others[..at].contains(other), "{at}");
    }
}

#[test]
fn what_comes_due_ends_a_record() {
    let article = |more: &str| format!("---\ntitle: A\npublished: 2017-01-01\n{more}---\n\nText.\n");
    let site = |now: &str, more: &str| {
        let files = [
            ("throughline.yaml", "title: T\nbase_url: https://e.example/\ntimezone: UTC\n"),
            ("content/articles/a.md", &article("")),
            ("content/articles/b.md", &article(more)),
        ];
        MemoryInputs::new(now, &files)
    };
    let holds = |more: &str, later: &str| {
        let inputs = site("2020-01-01T10:00:00Z", more);
        let last = built(&inputs).unwrap();
        assert!(!last.record.is_empty(), "{more}");
        let inputs = site(later, more);
        stands(&Eyes { inputs: &inputs, blind_to: None }, &last, &last.record).is_some()
    };
    assert!(holds("", "2020-01-01T10:00:00Z") && holds("", "2020-01-01T23:59:00Z"));
    assert!(!holds("", "2020-01-02T00:00:00Z") && !holds("", "2020-01-01T09:59:00Z"));
    let embargo = "embargoed_until: 2020-01-01 12:30\n";
    assert!(holds(embargo, "2020-01-01T12:29:00Z") && !holds(embargo, "2020-01-01T12:30:00Z"));
}
