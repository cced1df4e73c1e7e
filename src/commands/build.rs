//! `build`: the site into a folder.

use super::{FAULTS, FINE, MACHINE, USAGE, code_of, report, request, shards, summary};
use crate::base::diag::Diagnostic;
use crate::base::progress::Progress;
use crate::build::ledger::{Ledger, Rows};
use crate::build::load::memo::Memo;
use crate::build::load::{Loaded, Request, load_again};
use crate::build::shard::Stock;
use crate::build::standing::{self, Earlier, Edited, Found, Held, Left, Noted, Standing};
use crate::build::{Failure, Report, Sink, SinkError, Work, build_again};
use crate::cli::{Build, Global};
use crate::io::disk::DiskInputs;
use crate::io::folder::{FolderSink, Refusal};
use crate::io::parts::Parts;
use crate::io::state::State;
use crate::io::terminal::{Terminal, tally};
use crate::plan::view::Views;
use std::mem::ManuallyDrop;
use std::path::Path;

/// Builds, and says what was built or why not.
pub fn run(global: &Global, args: &Build, terminal: &Terminal) -> u8 {
    let mut request = match request(global, &args.pick, terminal) {
        Ok(request) => request,
        Err(code) => return code,
    };
    request.selection.keep_going = args.keep_going;
    let inputs = DiskInputs::new(&global.root);
    let out: &Path = &args.out.clone().unwrap_or_else(|| global.root.join("public"));
    let state = State::of(&global.root, out);
    let parts = match shards::opened(args, &state, terminal) {
        Ok(parts) => parts,
        Err(code) => return code,
    };
    let mark = state.mark();
    let mut earlier = match look(&inputs, &request, &state, args, terminal) {
        Some(Found::Stands(standing)) => return stands(&inputs, &standing, out, terminal),
        Some(Found::Earlier(earlier)) => Some(earlier),
        None => None,
    };
    let noted = Noted::new(&inputs);
    let is_clean = args.no_ledger || is_private(args);
    let mut memo = match &mut earlier {
        Some(earlier) => earlier.known(&noted),
        None => standing::known(state.documents().filter(|_| !is_clean), || state.engine()),
    };
    let loaded = match load_again(&noted, &request, &mut memo, terminal) {
        // The program is about to end: the system takes the memory back sooner than each piece could be freed.
        Ok(loaded) => ManuallyDrop::new(loaded),
        Err(faults) => {
            report(terminal, &inputs, None, &faults);
            return code_of(&faults);
        }
    };
    let memo = ManuallyDrop::new(memo);
    report(terminal, &inputs, Some(&loaded), &loaded.diagnostics);
    let faults = tally(&loaded.diagnostics);
    if loaded.blocked() {
        terminal.say(&format!("nothing was written: {faults}"));
        return code_of(&loaded.diagnostics);
    }
    let mut sink = match FolderSink::open(&global.root, &loaded.config.content, out, args.force) {
        Ok(sink) => sink,
        Err(refusal) => return refuse(refusal, out, terminal),
    };
    let edited = edited(earlier, &mark, &state, &noted, &loaded, &memo);
    let site = Site { noted: &noted, request: &request, loaded: &loaded, memo: &memo, edited: edited.as_ref() };
    let built = match into(&site, &mut sink, &state, parts, args, terminal) {
        Ok(built) => built,
        Err(Failure::Pages(faults)) => {
            report(terminal, &inputs, Some(&loaded), &faults);
            terminal.say(&format!("nothing was written: {}", tally(&faults)));
            return FAULTS;
        }
        Err(Failure::Sink(error)) => return say_unwritten(&error, out, terminal),
    };
    terminal.phases();
    say_held(&loaded, terminal);
    say_built(&built, &loaded.diagnostics, out, terminal);
    if loaded.diagnostics.iter().any(|diagnostic| diagnostic.is_error()) { FAULTS } else { FINE }
}

/// The site as the last build left it, if these flags would build it so again.
fn look(inputs: &DiskInputs, request: &Request, state: &State, args: &Build, terminal: &Terminal) -> Option<Found> {
    let in_slices = args.shard.is_some() || !args.join.is_empty();
    let asks_for_more = args.verify || args.no_ledger || args.force || in_slices || is_private(args);
    let (word, record) = (state.word().filter(|_| !asks_for_more)?, state.standing()?);
    terminal.phase("look", 0);
    let engine = state.engine()?;
    let terms = standing::terms(engine, request, &word);
    let documents = || standing::known(state.documents(), || Some(engine));
    let found = standing::look(inputs, &|path, length| state.has(path, length), record, terms, documents)?;
    // The record does not say what is held back.
    let is_short = |found: &Found| matches!(found, Found::Stands(standing) if standing.held.count() > 0);
    (!terminal.verbose || !is_short(&found)).then_some(found)
}

/// What was edited since the last build. Nobody else may have built into the folder since the look: from now on its lock is held.
fn edited(
    earlier: Option<Earlier>,
    mark: &Option<String>,
    state: &State,
    noted: &Noted,
    loaded: &Loaded,
    memo: &Memo,
) -> Option<Edited> {
    let is_untouched = mark.is_some() && state.mark() == *mark;
    earlier.filter(|_| is_untouched)?.edited(noted, loaded, memo)
}

/// Says what a build says that renders nothing.
fn stands(inputs: &DiskInputs, standing: &Standing, out: &Path, terminal: &Terminal) -> u8 {
    let Standing { report: built, held, diagnostics } = standing;
    report(terminal, inputs, None, diagnostics);
    terminal.phases();
    if let Some(line) = summary::held(held) {
        terminal.say(&line);
    }
    say_built(built, diagnostics, out, terminal);
    FINE
}

/// Whether the build shows what the public may not see yet, or no longer: nothing of it is remembered.
fn is_private(args: &Build) -> bool {
    args.pick.drafts || args.pick.as_of.is_some()
}

/// A site that is to be built.
struct Site<'a> {
    /// What it was read from.
    noted: &'a Noted<'a>,
    request: &'a Request,
    loaded: &'a Loaded,
    memo: &'a Memo,
    /// The texts that are others than at the last build, when nothing else is.
    edited: Option<&'a Edited>,
}

/// The build itself, with the ledger of its output folder.
fn into(
    site: &Site,
    sink: &mut FolderSink,
    state: &State,
    parts: Option<(Parts, Rows<'static>)>,
    args: &Build,
    terminal: &Terminal,
) -> Result<Report, Failure> {
    let Site { noted: inputs, loaded, edited, .. } = *site;
    let views = Views::new(&loaded.site, &loaded.plan, &loaded.theme);
    let work = Work {
        inputs,
        views: &views,
        renderer: &loaded.renderer,
        progress: terminal,
        edited,
        shard: None,
        stock: None,
    };
    if let Some(shard) = args.shard {
        return shards::one(&work, sink, state, shard);
    }
    if is_private(args) && parts.is_none() {
        state.forget().map_err(Failure::Sink)?;
        return build_again(&work, sink, &mut Ledger::none());
    }
    let was_whole = state.is_whole();
    let (stock, rows) = parts.unzip();
    let work = Work { stock: stock.as_ref().map(|parts| parts as &dyn Stock), ..work };
    let begun = match rows {
        Some(rows) => state.begin_from(Some(rows), false),
        None => state.begin(args.verify, args.no_ledger),
    };
    let mut ledger = begun.unwrap_or_else(|error| {
        terminal.fail(&format!("no ledger is kept, so every page is rendered: {error}"));
        Ledger::none()
    });
    let keep_documents = || match is_private(args) {
        true => Ok(()),
        false => keep_documents(site, state),
    };
    let (built, kept) = rayon::join(|| build_again(&work, sink, &mut ledger), keep_documents);
    match &built {
        Ok(_) if is_private(args) => state.forget().map_err(Failure::Sink)?,
        Ok(report) => {
            let lengths = ledger.lengths().to_vec();
            let ended = state.end(ledger).and_then(|()| {
                let left = Left { outputs: sink.owned(), lengths: &lengths };
                keep(site, report, &left, state)
            });
            if let Err(error) = ended.and(kept) {
                terminal.fail(&format!("the ledger cannot be kept, so the next build looks at every file: {error}"));
            }
        }
        Err(failure) => state.abandon(was_whole && matches!(failure, Failure::Pages(_))),
    }
    built
}

/// Keeps what the next build needs to see that the site stands.
fn keep(site: &Site, report: &Report, left: &Left, state: &State) -> std::io::Result<()> {
    let (Some(word), Some(engine)) = (state.word(), state.engine()) else { return Ok(()) };
    let terms = standing::terms(engine, site.request, &word);
    state.keep(|to| standing::keep(to, site.noted, site.loaded, report, left, terms))
}

/// Keeps the documents, whatever comes of the build: they are what the sources say.
fn keep_documents(site: &Site, state: &State) -> std::io::Result<()> {
    let Some(engine) = state.engine() else { return Ok(()) };
    match site.edited.and_then(|_| standing::to_be_added(site.memo, site.loaded)) {
        Some(known) => state.add_documents(|to| standing::add_known(to, &known)),
        None => state.keep_documents(|to| standing::keep_known(to, site.memo, site.loaded, engine)),
    }
}

fn say_built(built: &Report, diagnostics: &[Diagnostic], out: &Path, terminal: &Terminal) {
    let faults = tally(diagnostics);
    let tail = if faults.is_empty() { String::new() } else { format!("; {faults}") };
    terminal.say(&format!("{}{tail}", summary::built(built, &out.display().to_string(), terminal.seconds())));
}

fn say_unwritten(error: &SinkError, out: &Path, terminal: &Terminal) -> u8 {
    let place = if error.path.is_empty() { out.to_path_buf() } else { out.join(&error.path) };
    terminal.fail(&format!("`{}` cannot be written: {}", place.display(), error.reason));
    MACHINE
}

fn say_held(loaded: &Loaded, terminal: &Terminal) {
    let (held, zone) = (&loaded.site.not_published, &loaded.config.zone);
    if let Some(line) = summary::held(&Held::of(held, zone)) {
        terminal.say(&line);
        if terminal.verbose {
            summary::held_files(held, zone).iter().for_each(|line| terminal.say(line));
        }
    }
    summary::left_out(loaded, terminal.verbose).iter().for_each(|line| terminal.say(line));
}

fn refuse(refusal: Refusal, out: &Path, terminal: &Terminal) -> u8 {
    let out = out.display();
    let line = match &refusal {
        Refusal::NotOurs => format!(
            "`{out}` holds files that Throughline did not write\n  help: choose another folder with `--out`, or take this one over with `--force` (its own files stay)"
        ),
        Refusal::Sources => {
            format!("`{out}` holds the site's sources\n  help: choose another folder with `--out`, such as `public`")
        }
        Refusal::File => format!("`{out}` is a file\n  help: choose a folder with `--out`, such as `public`"),
        Refusal::Busy => format!("another build is writing `{out}`\n  help: wait until it has ended"),
        Refusal::Failed(error) => format!("`{out}` cannot be written: {}", error.reason),
    };
    terminal.fail(&line);
    if matches!(refusal, Refusal::NotOurs | Refusal::Sources | Refusal::File) { USAGE } else { MACHINE }
}
