//! `check`: everything that is wrong, and nothing written.

use super::{FINE, code_of, report, request, summary};
use crate::base::diag::{Diagnostic, in_order};
use crate::base::text::count;
use crate::build::load::{Loaded, load};
use crate::build::memory::MemorySink;
use crate::build::standing::Held;
use crate::build::{Failure, build, checks};
use crate::cli::{Check, Global};
use crate::io::disk::DiskInputs;
use crate::io::terminal::{Terminal, tally};
use crate::plan::view::Views;

/// Checks; a mistake in a template shows only when pages are rendered, so they are, into nowhere.
pub fn run(global: &Global, args: &Check, terminal: &Terminal) -> u8 {
    let request = match request(global, &args.pick, terminal) {
        Ok(request) => request,
        Err(code) => return code,
    };
    let inputs = DiskInputs::new(&global.root);
    let loaded = match load(&inputs, &request, terminal) {
        Ok(loaded) => loaded,
        Err(faults) => {
            report(terminal, &inputs, None, &faults);
            return code_of(&faults);
        }
    };
    let mut diagnostics = loaded.diagnostics.clone();
    diagnostics.extend(checks::texts(&inputs, &loaded.site, &loaded.config));
    if !loaded.blocked() {
        diagnostics.extend(rendered(&inputs, &loaded, terminal));
    }
    let diagnostics = in_order(diagnostics);
    report(terminal, &inputs, Some(&loaded), &diagnostics);
    terminal.phases();
    if let Some(line) = summary::held(&Held::of(&loaded.site.not_published, &loaded.config.zone)) {
        terminal.say(&line);
    }
    let (read, planned) = (count(loaded.sources.len(), "document"), count(loaded.plan.pages.len(), "output"));
    let found = tally(&diagnostics);
    let found = if found.is_empty() { "nothing found".into() } else { found };
    terminal.say(&format!("checked {read}, {planned} in {:.2} s: {found}", terminal.seconds()));
    if diagnostics.iter().any(Diagnostic::is_error) { code_of(&diagnostics) } else { FINE }
}

fn rendered(inputs: &DiskInputs, loaded: &Loaded, terminal: &Terminal) -> Vec<Diagnostic> {
    let views = Views::new(&loaded.site, &loaded.plan, &loaded.theme);
    match build(inputs, &views, &loaded.renderer, &mut MemorySink::nowhere(), terminal) {
        Err(Failure::Pages(faults)) => faults,
        _ => Vec::new(),
    }
}
