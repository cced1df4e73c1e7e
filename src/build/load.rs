//! From inputs to a plan: reads, parses, links and plans, gathering every diagnostic on the way.

use super::{lints, shortcodes};
use crate::base::diag::{Diagnostic, Place, Span, in_order};
use crate::base::inputs::{Entry, InputError, Inputs};
use crate::base::path::SourcePath;
use crate::base::progress::Progress;
use crate::model::site::{Selection, Site};
use crate::model::{SourceFile, Sources};
use crate::parse::config::{self, Config};
use crate::parse::document::Document;
use crate::parse::tags::{self, TagFile};
use crate::parse::theme::{self, Theme};
use crate::parse::{self, Context, dates};
use crate::plan::{self, Plan};
use crate::render::Renderer;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What the command line says about a build.
#[derive(Clone, Debug)]
pub struct Request {
    /// `throughline.yaml`, or what `--config` names.
    pub config: SourcePath,
    pub selection: Selection,
    /// `--as-of DATE[THH:MM]`, read in the site's time zone.
    pub as_of: Option<String>,
    /// `--base-url`, over the site's own.
    pub base_url: Option<String>,
    pub strict: bool,
    /// A build to publish needs a `base_url`; a look at the site does not.
    pub publish: bool,
}

impl Default for Request {
    fn default() -> Self {
        Request {
            config: SourcePath::root().join("throughline.yaml").unwrap_or_else(SourcePath::root),
            selection: Selection::default(),
            as_of: None,
            base_url: None,
            strict: false,
            publish: true,
        }
    }
}

/// A site, ready to render, and everything that is wrong with it.
pub struct Loaded {
    pub config: Arc<Config>,
    pub theme: Theme,
    pub site: Site,
    pub plan: Plan,
    pub renderer: Renderer,
    /// In order; `lints:` and `--strict` applied.
    pub diagnostics: Vec<Diagnostic>,
    /// Documents read.
    pub documents: usize,
    /// `--keep-going` left these out, each with the codes of its errors.
    pub left_out: Vec<SourcePath>,
}

impl Loaded {
    /// Whether anything is an error. With `--keep-going`, errors of documents that were left out are not counted.
    pub fn blocked(&self) -> bool {
        let out = |d: &Diagnostic| {
            self.site.selection.keep_going
                && d.place.as_ref().is_some_and(|place| self.left_out.binary_search(&place.path).is_ok())
        };
        self.diagnostics.iter().any(|d| d.is_error() && !out(d))
    }
}

/// Reads the site behind `inputs`.
///
/// # Errors
/// When the configuration cannot be read at all: then there is no site to speak of.
pub fn load(inputs: &dyn Inputs, request: &Request, progress: &dyn Progress) -> Result<Loaded, Vec<Diagnostic>> {
    progress.phase("read", 0);
    let mut diagnostics = Vec::new();
    let config = Arc::new(read_config(inputs, request, &mut diagnostics)?);
    let now = moment(inputs, request, &config, &mut diagnostics);
    let (theme, told) = theme::theme(inputs, &config);
    diagnostics.extend(told);

    let folder = listing(inputs, &config, &mut diagnostics);
    progress.phase("parse", folder.documents.len());
    let components = theme.components();
    let context = Context { config: &config, components: &components };
    let mut documents = parse_all(inputs, &folder.documents, context, progress, &mut diagnostics);
    let tags = read_tags(inputs, &config, &mut diagnostics);
    diagnostics.extend(shortcodes::told(&documents));
    let mut told = lints::apply(diagnostics, &config);
    if request.strict {
        lints::strict(&mut told);
    }
    mark_faulty(&mut documents, &told);

    progress.phase("link", 0);
    let selection = Selection { as_of: request.as_of.is_some(), ..request.selection };
    let mut sources = Sources { config: config.clone(), documents, tags, files: folder.files, now, selection };
    let judged = |more: Vec<Diagnostic>| {
        let mut more = lints::apply(more, &config);
        if request.strict {
            lints::strict(&mut more);
        }
        more
    };
    let (site, plan, later) = settle(&mut sources, &theme, &judged, progress);
    told.extend(later);
    let (renderer, faults) = Renderer::new(&theme, &config.languages);
    told.extend(judged(faults));
    told.extend(judged(renderer.check(&site)));
    let left_out = site.not_published.faulty.clone();
    let documents = sources.documents.len();
    Ok(Loaded { config, theme, site, plan, renderer, diagnostics: in_order(told), documents, left_out })
}

/// Links and plans; with `--keep-going`, again without the documents that turned out to have errors, until none has.
fn settle(
    sources: &mut Sources,
    theme: &Theme,
    judged: &dyn Fn(Vec<Diagnostic>) -> Vec<Diagnostic>,
    progress: &dyn Progress,
) -> (Site, Plan, Vec<Diagnostic>) {
    let mut kept: Vec<Diagnostic> = Vec::new();
    loop {
        let (site, linked) = crate::model::site(sources);
        progress.phase("plan", 0);
        let (plan, planned) = plan::plan(&site, theme);
        let told = judged(linked.into_iter().chain(planned).collect());
        let newly = sources.selection.keep_going && mark_faulty(&mut sources.documents, &told);
        if !newly {
            kept.extend(told);
            return (site, plan, kept);
        }
        // What was said of a document that is now left out is not found again; the rest is.
        kept.extend(told.into_iter().filter(Diagnostic::is_error));
    }
}

/// Marks every document that an error points into. True when there is a new one.
fn mark_faulty(documents: &mut [Arc<Document>], diagnostics: &[Diagnostic]) -> bool {
    let faulty: BTreeSet<&SourcePath> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error())
        .filter_map(|diagnostic| Some(&diagnostic.place.as_ref()?.path))
        .collect();
    // One diagnostic stands for every document with that shortcode.
    let shortcodes = diagnostics.iter().any(|diagnostic| diagnostic.is_error() && diagnostic.code == shortcodes::CODE);
    let mut newly = false;
    for document in documents {
        let told = faulty.contains(&document.path) || (shortcodes && !document.body.shortcodes.is_empty());
        if told && !document.faulty {
            Arc::make_mut(document).faulty = true;
            newly = true;
        }
    }
    newly
}

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
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let place = Place::new(path, Span::new(at, at + 1));
        vec![Diagnostic::new("not-utf8", format!("`{path}` is not UTF-8 text")).at(place)]
    })?;
    let (mut config, told) = config::config(path, &text);
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
    Ok(config)
}

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
fn moment(
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

/// The files of a site, sorted into documents and the rest.
struct Folder {
    documents: Vec<SourcePath>,
    files: Vec<SourceFile>,
}

fn listing(inputs: &dyn Inputs, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Folder {
    let content = &*config.content;
    let ignored = ignored(config);
    let is_left = |path: &SourcePath| {
        let below = path.below(content).unwrap_or("");
        left_alone(below) || ignored.is_match(below)
    };
    let found = inputs.list(content);
    diagnostics.extend(found.faults.into_iter().filter(|fault| !is_left(&fault.path)).map(unreadable));
    let mut folder = Folder { documents: Vec::new(), files: Vec::new() };
    let tags = format!("{content}/tags.yaml");
    let mut others = Vec::new();
    for entry in found.entries.into_iter().filter(|entry| !is_left(&entry.path) && entry.path.as_str() != tags) {
        match entry.path.is_markdown() {
            true => folder.documents.push(entry.path),
            false => others.push(entry),
        }
    }
    let found = inputs.list("static");
    let is_hidden = |path: &SourcePath| path.as_str().split('/').any(|name| name.starts_with('.'));
    diagnostics.extend(found.faults.into_iter().filter(|fault| !is_hidden(&fault.path)).map(unreadable));
    others.extend(found.entries);
    folder.files = others.par_iter().map(|entry| source_file(inputs, entry)).collect();
    folder.files.sort_by(|a, b| a.path.cmp(&b.path));
    if folder.documents.is_empty() {
        diagnostics.push(
            Diagnostic::new("no-content", format!("there is no article below `{content}/`"))
                .hint("`throughline new article \"A headline\"` writes one"),
        );
    }
    folder
}

fn ignored(config: &Config) -> globset::GlobSet {
    let mut set = globset::GlobSetBuilder::new();
    for pattern in &config.ignore {
        // A pattern that cannot be read was told when the configuration was.
        if let Ok(glob) = globset::Glob::new(&pattern.value) {
            set.add(glob);
        }
    }
    set.build().unwrap_or_default()
}

/// CONTENT.md: names that begin with `_` (but `_posts` is read) or `.`, and `README.md`.
fn left_alone(below: &str) -> bool {
    below.split('/').any(|name| name.starts_with('.') || (name.starts_with('_') && name != "_posts"))
        || below.rsplit('/').next().is_some_and(|name| name.eq_ignore_ascii_case("README.md"))
}

fn source_file(inputs: &dyn Inputs, entry: &Entry) -> SourceFile {
    let size = super::pictures::is_picture(&entry.path)
        .then(|| inputs.head(&entry.path, super::pictures::HEAD).ok())
        .flatten()
        .and_then(|bytes| super::pictures::size(&bytes));
    SourceFile { path: entry.path.clone(), length: entry.stamp.length, size }
}

fn parse_all(
    inputs: &dyn Inputs,
    paths: &[SourcePath],
    context: Context,
    progress: &dyn Progress,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Arc<Document>> {
    let read = |path: &SourcePath| {
        let parsed = match inputs.read(path) {
            Ok(bytes) => {
                let (document, told) = parse::document(path, &bytes, context);
                (Some(Arc::new(document)), told)
            }
            Err(error) => (None, vec![unreadable(error)]),
        };
        progress.step(1);
        parsed
    };
    let parsed: Vec<_> = paths.par_iter().map(read).collect();
    let mut documents = Vec::with_capacity(parsed.len());
    for (document, told) in parsed {
        documents.extend(document);
        diagnostics.extend(told);
    }
    documents
}

fn read_tags(inputs: &dyn Inputs, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> TagFile {
    let Some(path) = SourcePath::root().join(&format!("{}/tags.yaml", config.content)) else {
        return TagFile::default();
    };
    match inputs.read(&path).map(String::from_utf8) {
        Ok(Ok(text)) => {
            let (tags, told) = tags::tags(&path, &text);
            diagnostics.extend(told);
            return tags;
        }
        Ok(Err(error)) => {
            let at = error.utf8_error().valid_up_to();
            let place = Place::new(&path, Span::new(at, at + 1));
            diagnostics.push(Diagnostic::new("not-utf8", format!("`{path}` is not UTF-8 text")).at(place));
        }
        Err(error) if error.missing => {}
        Err(error) => diagnostics.push(unreadable(error)),
    }
    TagFile::default()
}

fn unreadable(error: InputError) -> Diagnostic {
    Diagnostic::new("unreadable", format!("`{}` cannot be read: {}", error.path, error.reason))
        .at(Place::file(&error.path))
}
