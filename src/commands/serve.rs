//! `serve`: the site in a browser, as it is being written.

use super::{FINE, MACHINE, USAGE, code_of, report};
use crate::base::path::SourcePath;
use crate::build::load::Request;
use crate::build::preview::mode::Mode;
use crate::cli::{Global, Serve};
use crate::io::clock::Clock;
use crate::io::disk::{DiskInputs, reason};
use crate::io::preview::editor::Editor;
use crate::io::preview::stage::Stage;
use crate::io::preview::{self, server};
use crate::io::terminal::Terminal;
use std::sync::Arc;

/// Serves until it is stopped.
pub fn run(global: &Global, args: &Serve, terminal: &Terminal) -> u8 {
    let Some(config) = SourcePath::new(&global.config) else {
        terminal.fail(&format!("`--config {}` must lie in the site's folder", global.config));
        return USAGE;
    };
    let editor = match Editor::read(&args.editor) {
        Ok(editor) => editor,
        Err(why) => {
            terminal.fail(&why);
            return USAGE;
        }
    };
    let base_url = args.base_url.clone();
    let request = Request { config, base_url, strict: args.strict, publish: false, ..Request::default() };
    let usual = Mode { public: false, as_of: args.as_of.as_deref().map(Into::into) };
    let listener = match server::bind(args.host, args.port) {
        Ok(listener) => listener,
        Err(error) => {
            terminal.fail(&format!("`{}:{}` cannot be listened on: {}", args.host, args.port, reason(&error)));
            return MACHINE;
        }
    };
    let bound = listener.local_addr().map_or(args.port, |address| address.port());
    let stage = match Stage::open(global.root.clone(), Clock::default(), request, args.host, editor, usual, terminal) {
        Ok(stage) => Arc::new(stage),
        Err(faults) => {
            report(terminal, &DiskInputs::new(&global.root), None, &faults);
            return code_of(&faults);
        }
    };
    if bound != args.port && args.port != 0 {
        terminal.say(&format!("port {} is taken; this is the next one that is free", args.port));
    }
    if server::is_refused(bound) {
        terminal.say(&format!(
            "browsers open nothing at port {bound}, which another protocol owns\n  help: choose another with `--port`"
        ));
    }
    match preview::run(listener, stage, args.poll, terminal, args.open) {
        Ok(()) => FINE,
        Err(error) => {
            terminal.fail(&format!("the preview cannot go on: {}", reason(&error)));
            MACHINE
        }
    }
}
