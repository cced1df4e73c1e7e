//! `archive diff`: what changed between two editions, or between one and the site as it would be built now.

use super::tell;
use crate::base::diag::Diagnostic;
use crate::base::hash::Hash128;
use crate::base::inputs::Inputs;
use crate::base::path::SourcePath;
use crate::build::edition::compare::{Record, compare};
use crate::build::edition::difference::editions;
use crate::build::edition::facts::Revision;
use crate::build::edition::manifest::Manifest;
use crate::build::edition::record;
use crate::build::edition::shown::Bytes;
use crate::build::load::{Request, load};
use crate::cli::Global;
use crate::cli::archive::Diff;
use crate::commands::report;
use crate::io::archive::fault::Fault;
use crate::io::archive::shelf;
use crate::io::disk::DiskInputs;
use crate::io::terminal::{Format, Terminal};
use crate::model::site::{DossierId, PublishedFile};
use crate::plan::scope::scope;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

const SAME: u8 = 0;
const DIFFERENT: u8 = 1;
const TROUBLE: u8 = 2;

/// One of the two that are compared.
struct Side {
    record: Record,
    /// None of the site as it would be built now.
    manifest: Option<Manifest>,
}

/// Compares, and answers as diff(1) does.
pub fn run(global: &Global, args: &Diff, terminal: &Terminal) -> u8 {
    match sides(global, args, terminal) {
        Ok((before, after)) => answer(&before, &after, terminal),
        Err(Some((fault, name))) => {
            tell(&fault, &name, terminal);
            TROUBLE
        }
        Err(None) => TROUBLE,
    }
}

/// Why there is nothing to compare; none when it has been told.
type Trouble = Option<(Fault, String)>;

fn sides(global: &Global, args: &Diff, terminal: &Terminal) -> Result<(Side, Side), Trouble> {
    let site = |path: Option<&Path>| match path {
        None => Some(global.root.clone()),
        Some(path) => shelf::is_site(path, &global.config).then(|| path.to_path_buf()),
    };
    let edition = |path: &Path| match shelf::look(path) {
        Ok((_, _, manifest, record)) => Ok(Side { record, manifest: Some(manifest) }),
        Err(fault) => Err(Some((fault, path.display().to_string()))),
    };
    let (first, second) = (site(Some(&args.a)), site(args.b.as_deref()));
    // The edition says of which dossier the site is compared.
    let before = if first.is_none() { Some(edition(&args.a)?) } else { None };
    let after = match (&second, &args.b) {
        (None, Some(path)) => Some(edition(path)?),
        _ => None,
    };
    let dossier = [&before, &after].into_iter().flatten().find_map(|side| side.manifest.as_ref()?.dossier.clone());
    let now = |root: Option<&Path>| built(root.unwrap_or(&global.root), global, dossier.as_deref(), terminal);
    let before = before.map_or_else(|| now(first.as_deref()), Ok)?;
    let after = after.map_or_else(|| now(second.as_deref()), Ok)?;
    Ok((before, after))
}

/// The record of the site as it would be built now.
fn built(root: &Path, global: &Global, dossier: Option<&str>, terminal: &Terminal) -> Result<Side, Trouble> {
    let inputs = DiskInputs::new(root);
    let config = SourcePath::new(&global.config).unwrap_or_else(SourcePath::root);
    let request = Request { config, publish: false, edition: Some("".into()), ..Request::default() };
    let loaded = load(&inputs, &request, terminal).map_err(|faults| {
        report(terminal, &inputs, None, &faults);
        None
    })?;
    if loaded.blocked() {
        let errors: Vec<Diagnostic> = loaded.diagnostics.iter().filter(|told| told.is_error()).cloned().collect();
        report(terminal, &inputs, Some(&loaded), &errors);
        return Err(None);
    }
    let facts = super::make::facts(&loaded, Revision::Sources(String::new()), None);
    let find = |id: &str| loaded.site.dossiers.iter().position(|dossier| *dossier.id == *id);
    let scoped = match dossier {
        Some(id) => match find(id) {
            Some(at) => Some(scope(&loaded.site, &loaded.plan, DossierId(at as u32))),
            None => {
                let what = format!("the site has no published dossier `{id}` any more");
                return Err(Some((Fault::Use(what), String::new())));
            }
        },
        None => None,
    };
    let known: Mutex<BTreeMap<SourcePath, Option<Hash128>>> = Mutex::default();
    // A picture of many articles is read once.
    let file = |file: &PublishedFile| {
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        let read = || inputs.read(&file.source).ok().map(|bytes| Hash128::of(&bytes));
        *known.entry(file.source.clone()).or_insert_with(read)
    };
    let bytes = Bytes { inputs: &inputs, file: &file };
    let plan = scoped.as_ref().unwrap_or(&loaded.plan);
    let mut text = Vec::new();
    let written = record::record(&facts, &loaded.site, plan, &bytes, &[], &mut text);
    written.map_err(|error| Some((Fault::Machine(error.to_string()), String::new())))?;
    let record = serde_json::from_slice(&text).unwrap_or_default();
    Ok(Side { record, manifest: None })
}

fn answer(before: &Side, after: &Side, terminal: &Terminal) -> u8 {
    let difference = match (&before.manifest, &after.manifest) {
        (Some(old), Some(new)) => editions((old, &before.record), (new, &after.record)),
        _ => compare(&before.record, &after.record),
    };
    match terminal.format {
        Format::Json => terminal.print(&format!("{}\n", difference.json())),
        Format::Human => difference.lines().iter().for_each(|line| terminal.print(&format!("{line}\n"))),
    }
    if difference.is_empty() { SAME } else { DIFFERENT }
}
