//! One short file a command: each wires the doors to the core and chooses what is said.

#[cfg(feature = "archive")]
mod archive;
mod build;
mod check;
mod explain;
mod init;
mod new;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod shards;
mod summary;

use crate::base::diag::Diagnostic;
use crate::base::inputs::Inputs;
use crate::base::path::SourcePath;
use crate::build::load::{Loaded, Request};
use crate::cli::{Cli, Color, Command, Global, MessageFormat, Pick};
use crate::io::terminal::{Format, Terminal};
use crate::model::site::Selection;
use clap::Parser;

/// All is well.
pub const FINE: u8 = 0;
/// The content has faults.
pub const FAULTS: u8 = 1;
/// The command was used wrongly.
pub const USAGE: u8 = 2;
/// The machine failed us: disk, network.
pub const MACHINE: u8 = 3;

/// Runs the command line and returns the exit code.
pub fn run() -> u8 {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { USAGE } else { FINE };
        }
    };
    let global = &cli.global;
    match global.color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::AlwaysAnsi,
        Color::Never => anstream::ColorChoice::Never,
    }
    .write_global();
    let format = match global.message_format {
        MessageFormat::Human => Format::Human,
        MessageFormat::Json => Format::Json,
    };
    let terminal = Terminal::new(format, global.quiet, global.verbose);
    let code = match &cli.command {
        Command::Init(args) => init::run(global, args, &terminal),
        Command::New(args) => new::run(global, args, &terminal),
        Command::Build(args) => build::run(global, args, &terminal),
        #[cfg(feature = "archive")]
        Command::Archive(args) => archive::run(global, args, &terminal),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(global, args, &terminal),
        Command::Check(args) => check::run(global, args, &terminal),
        Command::Explain(args) => explain::run(global, args, &terminal),
        Command::Schema(args) => schema::run(args, &terminal),
    };
    match terminal.lost() {
        Some(reason) => {
            terminal.fail(&format!("the answer cannot be written: {reason}"));
            MACHINE
        }
        None => code,
    }
}

/// The exit code of faults: wrong use when it was the command line that named what is not there or cannot be read.
fn code_of(faults: &[Diagnostic]) -> u8 {
    let is_use = |fault: &Diagnostic| matches!(fault.code, "as-of" | "base-url" | "no-config");
    if faults.iter().any(is_use) { USAGE } else { FAULTS }
}

/// What the flags that several commands share ask for.
fn request(global: &Global, pick: &Pick, terminal: &Terminal) -> Result<Request, u8> {
    let Some(config) = SourcePath::new(&global.config) else {
        terminal.fail(&format!("`--config {}` must lie in the site's folder", global.config));
        return Err(USAGE);
    };
    Ok(Request {
        config,
        selection: Selection { drafts: pick.drafts, ..Selection::default() },
        as_of: pick.as_of.clone(),
        base_url: pick.base_url.clone(),
        strict: pick.strict,
        publish: true,
        edition: None,
    })
}

/// Prints diagnostics with their sources; a built-in template's text comes with the program.
fn report(terminal: &Terminal, inputs: &dyn Inputs, loaded: Option<&Loaded>, diagnostics: &[Diagnostic]) {
    let built_in = |path: &SourcePath| {
        let theme = &loaded?.theme;
        let found = theme.templates.values().find(|template| template.path == *path)?;
        Some(found.text.to_string())
    };
    let texts = |path: &SourcePath| {
        let bytes = inputs.read(path).ok();
        bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).or_else(|| built_in(path))
    };
    terminal.report(diagnostics, &texts);
}
