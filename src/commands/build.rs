//! `build`: the site into a folder.

use super::{FAULTS, FINE, MACHINE, USAGE, code_of, report, request, summary};
use crate::build::ledger::Ledger;
use crate::build::load::{Loaded, load};
use crate::build::{Failure, Report, Work, build_again};
use crate::cli::{Build, Global};
use crate::io::disk::DiskInputs;
use crate::io::folder::{FolderSink, Refusal};
use crate::io::state::State;
use crate::io::terminal::{Terminal, tally};
use crate::plan::view::Views;
use std::path::Path;

/// Builds, and says what was built or why not.
pub fn run(global: &Global, args: &Build, terminal: &Terminal) -> u8 {
    let mut request = match request(global, &args.pick, terminal) {
        Ok(request) => request,
        Err(code) => return code,
    };
    request.selection.keep_going = args.keep_going;
    let inputs = DiskInputs::new(&global.root);
    let default = global.root.join("public");
    let out = args.out.as_deref().unwrap_or(&default);
    let state = State::of(&global.root, out);
    let loaded = match load(&inputs, &request, terminal) {
        Ok(loaded) => loaded,
        Err(faults) => {
            report(terminal, &inputs, None, &faults);
            return code_of(&faults);
        }
    };
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
    let built = match into(&inputs, &loaded, &mut sink, &state, args, terminal) {
        Ok(built) => built,
        Err(Failure::Pages(faults)) => {
            report(terminal, &inputs, Some(&loaded), &faults);
            terminal.say(&format!("nothing was written: {}", tally(&faults)));
            return FAULTS;
        }
        Err(Failure::Sink(error)) => {
            let place = if error.path.is_empty() { out.to_path_buf() } else { out.join(&error.path) };
            terminal.fail(&format!("`{}` cannot be written: {}", place.display(), error.reason));
            return MACHINE;
        }
    };
    terminal.phases();
    say_held(&loaded, terminal);
    let tail = if faults.is_empty() { String::new() } else { format!("; {faults}") };
    terminal.say(&format!("{}{tail}", summary::built(&built, &out.display().to_string(), terminal.seconds())));
    if loaded.diagnostics.iter().any(|diagnostic| diagnostic.is_error()) { FAULTS } else { FINE }
}

/// The build itself, with the ledger of its output folder.
fn into(
    inputs: &DiskInputs,
    loaded: &Loaded,
    sink: &mut FolderSink,
    state: &State,
    args: &Build,
    terminal: &Terminal,
) -> Result<Report, Failure> {
    let views = Views::new(&loaded.site, &loaded.plan, &loaded.theme);
    let work = Work { inputs, views: &views, renderer: &loaded.renderer, progress: terminal };
    if args.pick.drafts || args.pick.as_of.is_some() {
        // Addresses of what is held back are remembered nowhere.
        state.forget().map_err(Failure::Sink)?;
        return build_again(&work, sink, &mut Ledger::none());
    }
    let was_whole = state.is_whole();
    let mut ledger = state.begin(args.verify, args.no_ledger).unwrap_or_else(|error| {
        terminal.fail(&format!("no ledger is kept, so every page is rendered: {error}"));
        Ledger::none()
    });
    let built = build_again(&work, sink, &mut ledger);
    match &built {
        Ok(_) => {
            if let Err(error) = state.end(ledger) {
                terminal.fail(&format!("the ledger cannot be kept, so the next build looks at every file: {error}"));
            }
        }
        Err(failure) => state.abandon(was_whole && matches!(failure, Failure::Pages(_))),
    }
    built
}

fn say_held(loaded: &Loaded, terminal: &Terminal) {
    let (held, zone) = (&loaded.site.not_published, &loaded.config.zone);
    if let Some(line) = summary::held(held, zone) {
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
