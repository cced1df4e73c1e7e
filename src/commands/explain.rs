//! `explain`: an address, a file, a diagnostic code or a topic, in an editor's words.

use super::{FAULTS, FINE, USAGE, code_of, report, request};
use crate::base::codes;
use crate::base::inputs::Inputs;
use crate::base::path::SourcePath;
use crate::base::text::nearest;
use crate::build::load::{Loaded, load};
use crate::build::reason::{Now, reasons};
use crate::cli::{Explain, Global};
use crate::io::disk::DiskInputs;
use crate::io::state::State;
use crate::io::terminal::Terminal;
use crate::model::site::{Membership, Site};
use crate::parse::{dates, schema};
use crate::plan::lookup::source_of;
use crate::plan::view::{Part, Views};
use crate::plan::{Page, PageKind, kinds};
use crate::render::template;
use std::fmt::Write;

/// A topic, what it is about, and its text.
type Topic = (&'static str, &'static str, fn() -> String);

const TOPICS: &[Topic] = &[
    ("codes", "every diagnostic code", all_codes),
    ("config", "the keys of throughline.yaml", schema::settings_reference),
    ("date", "the dates that are understood", dates::describe),
    ("front-matter", "the keys of every kind of document", schema::reference),
    ("templates", "what templates see, field by field", crate::plan::view::reference::reference),
];

/// Explains.
pub fn run(global: &Global, args: &Explain, terminal: &Terminal) -> u8 {
    let Some(what) = args.what.as_deref() else {
        terminal.print(&topics());
        return FINE;
    };
    if let Some((.., text)) = TOPICS.iter().find(|(name, ..)| *name == what) {
        terminal.print(&text());
        return FINE;
    }
    if let Some(code) = codes::find(what) {
        terminal.print(&one_code(code));
        return FINE;
    }
    let inputs = DiskInputs::new(&global.root);
    let is_address = what.starts_with('/') || what.starts_with("http://") || what.starts_with("https://");
    if !is_address && file(what, &inputs).is_none() {
        terminal.fail(&unknown(what));
        return USAGE;
    }
    let mut request = match request(global, &args.pick, terminal) {
        Ok(request) => request,
        Err(code) => return code,
    };
    request.publish = false;
    let loaded = match load(&inputs, &request, terminal) {
        Ok(loaded) => loaded,
        Err(faults) => {
            report(terminal, &inputs, None, &faults);
            return code_of(&faults);
        }
    };
    match file(what, &inputs).filter(|_| !is_address) {
        Some(path) => terminal.print(&pages_of(&path, &loaded)),
        None => {
            let default = global.root.join("public");
            let state = State::of(&global.root, args.out.as_deref().unwrap_or(&default));
            return address(what, args.view, &loaded, &state, terminal);
        }
    }
    FINE
}

/// The file of the site that the words name, also from outside its folder.
fn file(what: &str, inputs: &DiskInputs) -> Option<SourcePath> {
    let path = SourcePath::new(what.strip_prefix("./").unwrap_or(what))?;
    inputs.head(&path, 1).is_ok().then_some(path)
}

fn topics() -> String {
    let mut out =
        String::from("`throughline explain` takes an address, a file, a diagnostic code or one of these topics:\n\n");
    for (name, about, _) in TOPICS {
        let _ = writeln!(out, "  {name:<14}{about}");
    }
    out
}

fn all_codes() -> String {
    let mut all: Vec<_> = codes::all().collect();
    all.sort_by_key(|code| code.code);
    all.iter().fold(String::new(), |mut out, code| {
        let level = format!("{:?}", code.severity).to_lowercase();
        let _ = writeln!(out, "{:<24} {level:<8} {}", code.code, code.summary);
        out
    })
}

fn one_code(code: &codes::Code) -> String {
    let level = format!("{:?}", code.severity).to_lowercase();
    let lints = match code.lowerable {
        true => format!(
            "`lints: {{{}: allow}}` in throughline.yaml silences it; `warn` and `error` set its weight.",
            code.code
        ),
        false => "It cannot be lowered: the page would be wrong.".into(),
    };
    format!("{level}[{}]: {}\n\n{}\n\n{lints}\n", code.code, code.summary, code.explanation.trim())
}

fn unknown(what: &str) -> String {
    let known = codes::all().map(|code| code.code).chain(TOPICS.iter().map(|(name, ..)| *name));
    let help = match nearest(what, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            "give an address (`/articles/a/`), a file, a diagnostic code or a topic (`throughline explain` lists them)"
                .into()
        }
    };
    format!("`{what}` is no address, file, code or topic\n  help: {help}")
}

fn pages_of(path: &SourcePath, loaded: &Loaded) -> String {
    let mut out = format!("{path} makes:\n");
    let mine = |page: &&Page| source_of(&loaded.site, &loaded.plan, &page.kind).is_some_and(|source| source == path);
    let pages: Vec<_> = loaded.plan.pages.iter().filter(mine).collect();
    if pages.is_empty() {
        let why = match loaded.site.not_published.reason(path) {
            Some(reason) => format!("{path} makes no page: {reason}\n"),
            None => format!("{path} makes no page of its own\n"),
        };
        return why;
    }
    for page in pages {
        let _ = writeln!(out, "  {} ({})", page.address, kind_name(page, &loaded.site));
    }
    out
}

fn kind_name(page: &Page, site: &Site) -> &'static str {
    kinds::name(&page.kind, |id| site[id].kind).unwrap_or("data")
}

fn address(what: &str, view: bool, loaded: &Loaded, state: &State, terminal: &Terminal) -> u8 {
    let path = local(what, loaded);
    let Some(page) = loaded.plan.find(&path) else {
        let near = nearest(&path, loaded.plan.pages.iter().map(|page| &*page.address));
        let help = near.map_or_else(
            || "`throughline explain FILE` lists the pages that a file makes".into(),
            |near| format!("did you mean `{near}`?"),
        );
        terminal.fail(&format!("nothing would be built at `{path}`\n  help: {help}"));
        return FAULTS;
    };
    let views = Views::new(&loaded.site, &loaded.plan, &loaded.theme);
    if view {
        terminal.print(&format!("{:#}\n", views.as_json(page)));
        return FINE;
    }
    let last = last_build(page, &views, loaded, state);
    terminal.print(&format!("{}{last}", facts(page, &views, loaded)));
    FINE
}

/// What the next build would do with the page, and why.
fn last_build(page: &Page, views: &Views, loaded: &Loaded, state: &State) -> String {
    let Some(engine) = state.engine() else { return String::new() };
    let prepared = loaded.renderer.prepare(views, page);
    let now = Now { engine, templates: loaded.renderer.hash(), keys: prepared.keys() };
    let mut rows = state.rows();
    let row = rows.as_mut().and_then(|rows| rows.find(&page.output()));
    let mut why = reasons(rows.as_ref().map(|rows| &rows.head), row.as_ref(), &now);
    if row.is_some_and(|row| !state.has(&row.path, row.length)) {
        why.push("its file is not as the last build left it".into());
    }
    match why.is_empty() {
        true => "  next build: leaves it alone\n".into(),
        false => format!("  next build: renders it\n    because {}\n", why.join("\n    because ")),
    }
}

/// The address without the site's own origin and sub-path, decoded.
fn local(what: &str, loaded: &Loaded) -> String {
    let origin = loaded.config.origin();
    let rest = if origin.is_empty() { what } else { what.strip_prefix(origin).unwrap_or(what) };
    let rest = rest.strip_prefix(loaded.config.sub_path()).unwrap_or(rest);
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    percent_encoding::percent_decode_str(rest).decode_utf8_lossy().into_owned()
}

fn facts(page: &Page, views: &Views, loaded: &Loaded) -> String {
    let mut out = format!("{}\n", page.address);
    let kind = kind_name(page, &loaded.site);
    let _ = writeln!(out, "  kind: {kind}");
    let _ = writeln!(out, "  file: {}", page.output());
    if let Some(source) = source_of(&loaded.site, &loaded.plan, &page.kind) {
        let _ = writeln!(out, "  source: {source}");
    }
    if let PageKind::Redirect(to) = &page.kind {
        let _ = writeln!(out, "  leads to: {to}");
    }
    if let PageKind::Article(id) = page.kind {
        for Membership { dossier, number, .. } in &loaded.site[id].memberships {
            let dossier = &loaded.site[*dossier];
            let _ = writeln!(out, "  dossier: {} ({number} of {})", dossier.title, dossier.members.len());
        }
    }
    let Some(template) = template(&loaded.site, page) else { return out };
    let _ = writeln!(out, "  template: {template}");
    let mut parts = Vec::new();
    for name in loaded.renderer.reads(template) {
        if let Some(part) = views.whole_part(page, name) {
            let how = match part {
                Part::Own(_) => "own",
                Part::Shared(_) => "shared",
                Part::Body(_) | Part::Bodies(_) => "text",
                Part::X(_) => "free data",
                Part::Nothing => "empty",
            };
            parts.push(format!("{name} ({how})"));
        }
    }
    let _ = writeln!(out, "  parts: {}", parts.join(", "));
    out
}
