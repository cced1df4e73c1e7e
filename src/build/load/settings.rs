//! The configuration, and the moment at which the site is built.

use super::{Request, unreadable};
use crate::base::diag::{Diagnostic, Place, Span, in_order};
use crate::base::hash::Hash128;
use crate::base::inputs::Inputs;
use crate::base::path::SourcePath;
use crate::parse::config::{self, Config, EditionMark};
use crate::parse::dates;
use crate::parse::earlier::earlier;
use std::sync::Arc;

/// The configuration with what the command line says over it.
fn read_config(
    inputs: &dyn Inputs,
    request: &Request,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Config, Vec<Diagnostic>> {
    let path = &request.config;
    let bytes = inputs.read(path).map_err(|error| {
        let missing = Diagnostic::new("no-config", format!("there is no `{path}` here"))
            .hint("`throughline init` makes a new site; `--root FOLDER` names the folder of an existing one");
        vec![if error.missing { missing } else { unreadable(error) }]
    })?;
    let hash = Hash128::of(&bytes);
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let place = Place::new(path, Span::new(at, at + 1));
        vec![Diagnostic::new("not-utf8", format!("`{path}` is not UTF-8 text")).at(place)]
    })?;
    let (mut config, told) = config::config(path, &text);
    config.hash = hash;
    let is_told = told.iter().any(|fault| fault.code == "bad-base-url");
    diagnostics.extend(told);
    match &request.base_url {
        Some(url) => match config::base_url(url) {
            Ok(url) => config.base_url = Some(url),
            Err((message, hint)) => {
                diagnostics.push(Diagnostic::new("base-url", format!("`--base-url`: {message}")).hint(hint));
            }
        },
        None if request.publish && config.base_url.is_none() && !is_told => diagnostics.push(no_base_url(path)),
        None => {}
    }
    config.edition = request.edition.as_ref().map(|revision| {
        // A moment that cannot be read is told where the site is linked.
        let now = moment(inputs, request, &config, &mut Vec::new());
        let day = now.to_zoned_datetime(config.zone.clone()).date();
        EditionMark { day, revision: revision.clone(), up_to: request.as_of.is_some() }
    });
    Ok(config)
}

/// The configuration, with the editions that live pages lead to.
fn read_live(
    inputs: &dyn Inputs,
    request: &Request,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Config, Vec<Diagnostic>> {
    let mut config = read_config(inputs, request, diagnostics)?;
    // An edition knows of no other one.
    if config.editions.show && config.edition.is_none() {
        match earlier(inputs, &config.editions.folder) {
            Ok(earlier) => config.editions.earlier = earlier,
            Err(told) => diagnostics.push(*told),
        }
    }
    Ok(config)
}

/// The configuration, or the `last` one when this one cannot be read, or is being written: its YAML ends in the middle,
/// or nothing is there yet. What is wrong is told in both cases.
pub(super) fn config_or_last(
    inputs: &dyn Inputs,
    request: &Request,
    last: Option<&Arc<Config>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Arc<Config>, Vec<Diagnostic>> {
    let mut told = Vec::new();
    let read = read_live(inputs, request, &mut told);
    let is_half = told.iter().any(|fault| fault.is_error() && HALF.iter().any(|code| fault.code.starts_with(code)));
    let config = match (read, last) {
        (Ok(_), Some(last)) if is_half => last.clone(),
        (Ok(config), _) => Arc::new(config),
        (Err(faults), Some(last)) => {
            told = faults;
            last.clone()
        }
        (Err(faults), None) => return Err(faults),
    };
    diagnostics.extend(told);
    Ok(config)
}

/// The beginnings of the codes of a file that is not whole.
const HALF: [&str; 2] = ["yaml-", "missing-"];

/// The configuration alone: for commands that write a document.
///
/// # Errors
/// When it is missing or has errors.
pub fn config_of(inputs: &dyn Inputs, path: &SourcePath) -> Result<Config, Vec<Diagnostic>> {
    let request = Request { config: path.clone(), publish: false, ..Request::default() };
    let mut diagnostics = Vec::new();
    let config = read_config(inputs, &request, &mut diagnostics)?;
    if diagnostics.iter().any(Diagnostic::is_error) { Err(in_order(diagnostics)) } else { Ok(config) }
}

fn no_base_url(path: &SourcePath) -> Diagnostic {
    Diagnostic::new(
        "no-base-url",
        "`base_url` is missing: feeds, the sitemap and link previews need the site's address",
    )
    .at(Place::file(path))
    .hint("add `base_url: https://example.org/`, or give `--base-url`")
}

/// Now, or the moment of `--as-of`: a date alone means its last minute.
pub fn moment(
    inputs: &dyn Inputs,
    request: &Request,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> jiff::Timestamp {
    let Some(text) = &request.as_of else { return inputs.now() };
    match dates::published(text, &config.zone) {
        Ok(date) if date.minutes.is_some() => date.instant,
        Ok(date) => {
            let last = date.day.at(23, 59, 0, 0).to_zoned_datetime(config.zone.clone());
            last.map_or(date.instant, |zoned| zoned.timestamp())
        }
        Err(fault) => {
            let hint = fault.hint.unwrap_or_else(|| "write `--as-of 2017-03-01` or `--as-of 2017-03-01T18:00`".into());
            diagnostics.push(Diagnostic::new("as-of", format!("`--as-of {text}`: {}", fault.message)).hint(hint));
            inputs.now()
        }
    }
}
