//! The preview's own addresses: its script, its events, its status, the list of problems, the view of a page.

use super::answer::{self, Answer};
use super::stage::{Stage, Told, count};
use super::{client, index, script};
use crate::base::diag::Diagnostic;
use crate::base::inputs::Inputs;
use crate::base::path::SourcePath;
use crate::build::preview::Steady;
use crate::build::preview::about;
use crate::build::preview::mode::Mode;
use crate::build::preview::shown::Shown;
use crate::io::snippets::Printer;
use crate::plan::{Page, address};
use annotate_snippets::{Renderer, renderer::DecorStyle};
use axum::body::Body;
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::StreamExt;
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio_stream::wrappers::BroadcastStream;

/// Event streams at once: one for each open tab.
const STREAMS: usize = 512;
/// A sign of life between events.
const HEARTBEAT: Duration = Duration::from_secs(15);
const JSON: &str = "application/json; charset=utf-8";

/// Answers an address below `/_throughline/`.
pub fn answer(stage: &Stage, mode: &Mode, below: &str, query: &str) -> Answer {
    match below {
        "" => stage.look(mode, |workshop, shown| {
            let bytes = index::index(stage, shown, &workshop.diagnostics(shown));
            Answer::new(StatusCode::OK, "text/html; charset=utf-8", bytes)
        }),
        "preview.js" => Answer::new(StatusCode::OK, "text/javascript; charset=utf-8", client::SCRIPT),
        "preview.css" => Answer::new(StatusCode::OK, "text/css; charset=utf-8", client::STYLE),
        "status" => Answer::new(StatusCode::OK, JSON, status(stage, mode, query).to_string()),
        _ => match below.strip_prefix("view/") {
            Some(address) => view(stage, mode, &format!("/{address}")),
            None => script::error(StatusCode::NOT_FOUND, &format!("/_throughline/{below}"), "There is nothing here."),
        },
    }
}

/// Counts an event stream out when its client is gone.
struct Leave(Arc<Stage>);

impl Drop for Leave {
    fn drop(&mut self) {
        self.0.streams.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The stream of events.
pub fn events(stage: Arc<Stage>) -> Response<Body> {
    if !stage.enter(STREAMS) {
        let said = "Too many pages listen already.\n";
        return (StatusCode::SERVICE_UNAVAILABLE, said).into_response();
    }
    let leave = Leave(stage.clone());
    let told = BroadcastStream::new(stage.events.subscribe());
    let hello = Event::default().event("hello").data(json!({ "revision": stage.revision() }).to_string());
    let changes = told.map(move |told| {
        let told = told.unwrap_or_else(|_| leave.0.told());
        change(&told)
    });
    let all = futures_util::stream::iter([Ok::<_, Infallible>(hello)]).chain(changes.map(Ok));
    Sse::new(all).keep_alive(KeepAlive::new().interval(HEARTBEAT)).into_response()
}

fn change(told: &Told) -> Event {
    Event::default().event("change").data(serde_json::to_string(told).unwrap_or_default())
}

/// The text of a source, for snippets: a file's, or a built-in template's.
pub fn source_text(stage: &Stage, shown: &Shown, path: &SourcePath) -> Option<String> {
    let built_in = || {
        let found = shown.ground.theme.templates.values().find(|template| template.path == *path)?;
        Some(found.text.to_string())
    };
    let bytes = stage.inputs().read(path).ok();
    bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).or_else(built_in)
}

/// A diagnostic as the page's script reads it.
pub fn problem(stage: &Stage, shown: &Shown, diagnostic: &Diagnostic) -> Value {
    problems(stage, shown, [diagnostic]).pop().unwrap_or_default()
}

pub fn problems<'d>(stage: &Stage, shown: &Shown, diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Vec<Value> {
    let texts = |path: &SourcePath| source_text(stage, shown, path);
    let mut printer = Printer::new(&texts);
    let renderer = Renderer::plain().decor_style(DecorStyle::Ascii);
    let one = |diagnostic: &Diagnostic| {
        let mut value: Value = serde_json::from_str(&printer.json(diagnostic)).unwrap_or_default();
        value["snippet"] = printer.human(diagnostic, &renderer).into();
        let place = |key: &str| value[key].as_u64().unwrap_or(1) as usize;
        let (line, column) = (place("line"), place("column"));
        value["url"] = diagnostic
            .place
            .as_ref()
            .and_then(|place| link(stage, &place.path, line, column))
            .map_or(Value::Null, Into::into);
        value
    };
    diagnostics.into_iter().map(one).collect()
}

/// The link that opens a source file in the editor; none for what comes with the program.
fn link(stage: &Stage, path: &SourcePath, line: usize, column: usize) -> Option<String> {
    let file = stage.absolute(path)?;
    stage.editor.link(&file, line, column)
}

fn parameter(query: &str, name: &str) -> Option<String> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let value = pairs.into_iter().find(|(key, _)| *key == name)?.1.replace('+', " ");
    percent_decode_str(&value).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

/// What the bar and the overlay of a page show.
fn status(stage: &Stage, mode: &Mode, query: &str) -> Value {
    let address = parameter(query, "page").unwrap_or_else(|| "/".into());
    answer::caught_up(stage, || status_now(stage, mode, &address), |(_, stale)| stale.as_ref()).0
}

/// The same of the present state, and the page's source if it is not what the state was made from.
fn status_now(stage: &Stage, mode: &Mode, address: &str) -> (Value, Option<SourcePath>) {
    stage.look(mode, |workshop, shown| {
        let page = shown.plan.find(address).or_else(|| shown.not_found(address));
        let sources = page.map_or_else(Vec::new, |page| about::sources(shown, page));
        let (mut here, mut elsewhere) = (Vec::new(), Vec::new());
        for diagnostic in workshop.diagnostics(shown) {
            let own = diagnostic.place.as_ref().is_some_and(|place| sources.contains(&place.path));
            if own { here.push(diagnostic) } else { elsewhere.push(diagnostic) }
        }
        // A template's mistake may show only when the page is made.
        let inputs = stage.inputs();
        let steady = Steady { inputs: &inputs, workshop, texts: &stage.texts };
        let made = page.filter(|page| !answer::is_file(page));
        let failed = made.and_then(|page| shown.render(&steady, page).err());
        here.extend(failed.iter().map(|fault| (**fault).clone()));
        let (errors, warnings) = count(&elsewhere);
        let planned = shown.plan.find(address);
        let told = match planned {
            Some(page) => page_status(stage, shown, page, failed.is_some()),
            None => json!({ "address": address, "kind": null, "template": null, "source": null, "source_url": null,
                "dossiers": [], "hold": null, "failed": false }),
        };
        let stale = failed.filter(|fault| fault.code == "source-changed");
        let told = json!({
            "revision": workshop.revision,
            "page": told,
            "here": problems(stage, shown, &here),
            "elsewhere": { "errors": errors, "warnings": warnings },
            "mode": { "public": mode.public, "as_of": mode.as_of },
            "next": about::next(shown),
        });
        (told, stale.and_then(|fault| fault.place).map(|place| place.path))
    })
}

fn page_status(stage: &Stage, shown: &Shown, page: &Page, failed: bool) -> Value {
    let source = about::source(shown, page);
    let template = crate::render::template(&shown.site, page);
    let dossiers = about::dossiers(shown, page).into_iter().map(|(title, address)| {
        json!({ "title": title, "address": address, "url": address::url(&shown.ground.config, &address) })
    });
    json!({
        "address": page.address,
        "kind": about::kind(shown, page),
        "template": template,
        "source": source.as_ref().map(SourcePath::as_str),
        "source_url": source.as_ref().and_then(|source| link(stage, source, 1, 1)),
        "dossiers": dossiers.collect::<Vec<_>>(),
        "hold": about::hold(shown, page),
        "failed": failed,
    })
}

/// The view of a page as JSON, as `explain ADDRESS --view` prints it.
fn view(stage: &Stage, mode: &Mode, address: &str) -> Answer {
    stage.look(mode, |_, shown| match shown.plan.find(address) {
        Some(page) => Answer::new(StatusCode::OK, JSON, format!("{:#}\n", shown.views().as_json(page))),
        None => Answer::text(StatusCode::NOT_FOUND, "There is no page at this address.\n"),
    })
}
