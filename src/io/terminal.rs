//! The terminal: diagnostics, progress, phases and summaries. Human text goes to stderr, JSON to stdout.

use super::clock::Watch;
use super::disk::reason;
use super::plain::plain;
use super::snippets::{Printer, counted};
use super::spots::Texts;
use crate::base::diag::{Diagnostic, Severity};
use crate::base::progress::Progress;
use crate::base::text::count;
use annotate_snippets::{Renderer, renderer::DecorStyle};
use std::io::{IsTerminal, Write};
use std::sync::Mutex;

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    #[default]
    Human,
    /// One object a line on stdout.
    Json,
}

/// What is said where, and how much of it.
pub struct Terminal {
    pub format: Format,
    pub quiet: bool,
    pub verbose: bool,
    state: Mutex<State>,
    lively: bool,
}

/// The phase that runs, and those that are over.
struct State {
    watch: Watch,
    began: f64,
    phase: &'static str,
    total: usize,
    done: usize,
    drawn: f64,
    over: Vec<(&'static str, f64)>,
    /// Why something asked for could not be written.
    lost: Option<String>,
}

/// Seconds before a progress line is worth reading, and between two of them.
const PATIENCE: f64 = 1.0;
const PULSE: f64 = 0.1;

impl Terminal {
    /// A terminal that colours as stderr allows (anstream decides: `--color`, `NO_COLOR`, no terminal).
    pub fn new(format: Format, quiet: bool, verbose: bool) -> Self {
        let state = State {
            watch: Watch::start(),
            began: 0.0,
            phase: "",
            total: 0,
            done: 0,
            drawn: 0.0,
            over: Vec::new(),
            lost: None,
        };
        let lively = !quiet && std::io::stderr().is_terminal();
        Terminal { format, quiet, verbose, state: Mutex::new(state), lively }
    }

    /// Prints diagnostics: all of them as JSON, at most ten of a code for people.
    pub fn report(&self, diagnostics: &[Diagnostic], texts: &Texts) {
        self.wipe();
        let mut printer = Printer::new(texts);
        if self.format == Format::Json {
            let mut out = std::io::stdout().lock();
            for diagnostic in diagnostics {
                if let Err(error) = writeln!(out, "{}", printer.json(diagnostic)) {
                    self.lose(&error);
                    return;
                }
            }
            return;
        }
        let (shown, more) = counted(diagnostics, if self.verbose { usize::MAX } else { 10 });
        let renderer = Renderer::styled().decor_style(DecorStyle::Ascii);
        let mut err = anstream::stderr().lock();
        for diagnostic in shown {
            if !self.quiet || diagnostic.is_error() {
                let _ = writeln!(err, "{}\n", printer.human(diagnostic, &renderer));
            }
        }
        for (code, all) in more {
            let _ = writeln!(err, "… and {} more `{code}`: {all} in all (`-v` shows them)\n", all - 10);
        }
    }

    /// Prints a line for people; not with `--quiet`.
    pub fn say(&self, line: &str) {
        self.wipe();
        if !self.quiet {
            let _ = writeln!(anstream::stderr().lock(), "{}", plain(line, true));
        }
    }

    /// Prints a fault that is no diagnostic of the content.
    pub fn fail(&self, line: &str) {
        self.wipe();
        let _ = writeln!(anstream::stderr().lock(), "error: {}", plain(line, true));
    }

    /// Prints what the command was asked for, on stdout.
    pub fn print(&self, text: &str) {
        self.wipe();
        let mut out = std::io::stdout().lock();
        if let Err(error) = out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            self.lose(&error);
        }
    }

    /// Why what was asked for could not be written, if it could not.
    pub fn lost(&self) -> Option<String> {
        self.state().lost.clone()
    }

    /// A reader that has had enough and closed the pipe is no fault.
    fn lose(&self, error: &std::io::Error) {
        if error.kind() != std::io::ErrorKind::BrokenPipe {
            self.state().lost = Some(reason(error));
        }
    }

    /// Seconds since the program began.
    pub fn seconds(&self) -> f64 {
        self.state().watch.seconds()
    }

    /// With `-v`, where the time went.
    pub fn phases(&self) {
        if !self.verbose {
            return;
        }
        let mut state = self.state();
        state.end();
        let parts: Vec<_> = state.over.iter().map(|(name, seconds)| format!("{name} {seconds:.3} s")).collect();
        drop(state);
        self.say(&format!("phases: {}", parts.join(", ")));
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn wipe(&self) {
        let mut state = self.state();
        if state.drawn > 0.0 {
            state.drawn = 0.0;
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}

impl State {
    fn end(&mut self) {
        let now = self.watch.seconds();
        let (phase, took) = (self.phase, now - self.began);
        self.began = now;
        if phase.is_empty() {
            return;
        }
        // Linking and planning are done again without what has errors: one sum for each.
        match self.over.iter_mut().find(|(name, _)| *name == phase) {
            Some((_, seconds)) => *seconds += took,
            None => self.over.push((phase, took)),
        }
        self.phase = "";
    }
}

impl Progress for Terminal {
    fn phase(&self, name: &'static str, total: usize) {
        let mut state = self.state();
        state.end();
        (state.phase, state.total, state.done) = (name, total, 0);
    }

    fn step(&self, count: usize) {
        let mut state = self.state();
        state.done += count;
        if !self.lively {
            return;
        }
        let now = state.watch.seconds();
        if now - state.began > PATIENCE && now - state.drawn > PULSE {
            state.drawn = now;
            let _ = write!(std::io::stderr(), "\r\x1b[K{} {}/{}", state.phase, state.done, state.total);
        }
    }
}

/// `2 errors, 1 warning`; empty when there is neither.
pub fn tally(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    let parts = [(errors, "error"), (diagnostics.len() - errors, "warning")];
    let parts: Vec<_> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, noun)| count(*n, noun)).collect();
    parts.join(", ")
}
