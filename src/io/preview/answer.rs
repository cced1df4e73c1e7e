//! One request, one answer: a page of the plan as it would be published, with the preview's script.

use super::file::Opened;
use super::guard::{self, Refusal};
use super::media::{self, Ranged};
use super::stage::Stage;
use super::{own, script};
use crate::base::diag::Diagnostic;
use crate::base::hash::Hash128;
use crate::base::inputs::Inputs;
use crate::base::path::SourcePath;
use crate::build::preview::mode::Mode;
use crate::build::preview::shown::Shown;
use crate::build::preview::{Steady, Workshop};
use crate::parse::dates;
use crate::plan::{Page, PageKind, address};
use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Response, StatusCode, header};
use std::sync::Arc;

/// Where the preview's own addresses begin.
pub const OWN: &str = "/_throughline/";

/// Bytes to be sent.
pub enum Content {
    Bytes(Vec<u8>),
    File(Opened),
}

impl Content {
    fn length(&self) -> u64 {
        match self {
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::File(file) => file.length(),
        }
    }

    fn hash(&self) -> Hash128 {
        match self {
            Content::Bytes(bytes) => Hash128::of(bytes),
            Content::File(file) => file.hash,
        }
    }

    /// `length` bytes from `start` on, both within what there is.
    fn part(self, start: u64, length: u64) -> Body {
        match self {
            Content::Bytes(bytes) if length == bytes.len() as u64 => bytes.into(),
            Content::Bytes(bytes) => bytes[start as usize..(start + length) as usize].to_vec().into(),
            Content::File(file) => file.part(start, length),
        }
    }
}

/// What is sent, before conditions and ranges are looked at.
pub struct Answer {
    pub status: StatusCode,
    pub content_type: &'static str,
    pub content: Content,
    /// Why the page could not be made.
    pub fault: Option<Box<Diagnostic>>,
}

impl Answer {
    pub fn new(status: StatusCode, content_type: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        Answer { status, content_type, content: Content::Bytes(bytes.into()), fault: None }
    }

    /// Plain text.
    pub fn text(status: StatusCode, text: &str) -> Self {
        Answer::new(status, "text/plain; charset=utf-8", text)
    }
}

/// Answers a request; its body, if it has one, is not read.
pub async fn answer(stage: Arc<Stage>, request: Parts) -> Response<Body> {
    let path = match allowed(&stage, &request) {
        Ok(path) => path,
        Err(Refusal(status, why)) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
            let mut response = send(Answer::text(status, why), &request);
            if status == StatusCode::METHOD_NOT_ALLOWED {
                response.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static("GET, HEAD"));
            }
            return response;
        }
    };
    if path == "/_throughline/events" && request.method == Method::GET {
        return own::events(stage);
    }
    let work = move || respond(&stage, &path, &request);
    match tokio::task::spawn_blocking(work).await {
        Ok(response) => response,
        Err(_) => {
            let mut response = Response::new(Body::from("The page could not be made.\n"));
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            response
        }
    }
}

/// The decoded path of a request that may be answered.
fn allowed(stage: &Stage, request: &Parts) -> Result<String, Refusal> {
    if request.method != Method::GET && request.method != Method::HEAD {
        return Err(Refusal(405, "The preview is read-only.\n"));
    }
    let has_body = request.headers.contains_key(header::TRANSFER_ENCODING)
        || value(&request.headers, header::CONTENT_LENGTH).is_some_and(|length| length != "0");
    if has_body || request.headers.get_all(header::HOST).iter().count() > 1 {
        return Err(Refusal(400, "This is no request for a page.\n"));
    }
    let said = value(&request.headers, header::HOST);
    let host = request.uri.authority().map(|authority| authority.as_str()).or(said).unwrap_or("");
    if !guard::host(host, stage.bound) || said.is_some_and(|said| !guard::host(said, stage.bound)) {
        return Err(Refusal(421, "The preview answers to `localhost` and to addresses in digits only.\n"));
    }
    let path = guard::path(request.uri.path())?;
    if path.starts_with(OWN) || path.as_str() == OWN.trim_end_matches('/') {
        let origin = value(&request.headers, header::ORIGIN);
        let site = request.headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
        if !guard::own_page(host, origin, site) {
            return Err(Refusal(403, "This address is for the preview's own pages.\n"));
        }
    }
    Ok(path)
}

fn value(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

fn respond(stage: &Stage, path: &str, request: &Parts) -> Response<Body> {
    let mode = mode(stage, &request.headers);
    if let Some(below) = path.strip_prefix(OWN) {
        return send(own::answer(stage, &mode, below, request.uri.query().unwrap_or("")), request);
    }
    let found = steady(stage, &mode, |workshop, shown| {
        let sub_path = shown.ground.config.sub_path();
        match path.strip_prefix(sub_path).filter(|rest| rest.starts_with('/')) {
            Some(below) => page(stage, workshop, shown, below),
            None if path == "/" || path == sub_path => Found::Elsewhere("/".into()),
            None => Found::Answer(missing(stage, workshop, shown, path)),
        }
    });
    match found {
        Found::Answer(answer) => send(answer, request),
        Found::File(..) => send(Answer::text(StatusCode::NOT_FOUND, "This file is not there.\n"), request),
        Found::Elsewhere(below) => {
            let url = stage.look(&mode, |_, shown| address::url(&shown.ground.config, &below));
            let query = request.uri.query().map_or(String::new(), |query| format!("?{query}"));
            let mut response = send(Answer::text(StatusCode::FOUND, "Found elsewhere.\n"), request);
            if let Ok(url) = header::HeaderValue::try_from(format!("{url}{query}")) {
                response.headers_mut().insert(header::LOCATION, url);
            }
            response
        }
    }
}

/// Times that the sources may move on while a page is made of them.
const TRIES: usize = 5;

/// Looks; and looks again, with the site brought up to date, while `stale` names a source that what was found is older than:
/// a reader may be quicker than the watcher.
pub fn caught_up<T>(stage: &Stage, look: impl Fn() -> T, stale: impl Fn(&T) -> Option<&SourcePath>) -> T {
    let mut found = look();
    for _ in 0..TRIES {
        let Some(path) = stale(&found) else { break };
        let has_moved = stage.catch_up(path);
        // Where there was nothing to do, the watcher may have done it in between.
        found = look();
        if !has_moved {
            break;
        }
    }
    found
}

/// Looks for a page.
fn steady(stage: &Stage, mode: &Mode, look: impl Fn(&Workshop, &Shown) -> Found) -> Found {
    caught_up(stage, || open(stage, stage.look(mode, &look)), Found::stale)
}

/// Opens a file that was found, if it is still there. Nobody is kept waiting for the site meanwhile.
fn open(stage: &Stage, found: Found) -> Found {
    let Found::File(path, content_type) = found else { return found };
    match Opened::open(stage, &path) {
        Ok(file) => {
            let content = Content::File(file);
            Found::Answer(Answer { status: StatusCode::OK, content_type, content, fault: None })
        }
        Err(_) => Found::File(path, content_type),
    }
}

enum Found {
    Answer(Answer),
    /// A published file, not opened yet, and its content type.
    File(SourcePath, &'static str),
    /// At this address.
    Elsewhere(String),
}

impl Found {
    /// The source that this is older than.
    fn stale(&self) -> Option<&SourcePath> {
        match self {
            Found::File(path, _) => Some(path),
            Found::Answer(Answer { fault: Some(fault), .. }) if fault.code == "source-changed" => {
                fault.place.as_ref().map(|place| &place.path)
            }
            _ => None,
        }
    }
}

/// What is at an address below the sub-path.
fn page(stage: &Stage, workshop: &Workshop, shown: &Shown, below: &str) -> Found {
    if let Some(page) = shown.plan.find(below) {
        if let PageKind::File(id) = page.kind {
            return file(stage, shown, &shown.site[id].source, media::content_type(page));
        }
        return Found::Answer(rendered(stage, workshop, shown, page, &page.address, StatusCode::OK));
    }
    let folder = format!("{below}/");
    if !below.ends_with('/') && shown.plan.find(&folder).is_some() {
        return Found::Elsewhere(folder);
    }
    Found::Answer(missing(stage, workshop, shown, below))
}

fn file(stage: &Stage, shown: &Shown, source: &SourcePath, content_type: &'static str) -> Found {
    // The plan has no such file; a link may have taken its place since.
    if stage.inputs().is_stray(source, shown.folder_of(source)) {
        return Found::Answer(Answer::text(StatusCode::FORBIDDEN, "This file is a link that leads out of the site.\n"));
    }
    Found::File(source.clone(), content_type)
}

/// The site's own page for an address where nothing is.
fn missing(stage: &Stage, workshop: &Workshop, shown: &Shown, below: &str) -> Answer {
    match shown.not_found(below) {
        Some(page) => rendered(stage, workshop, shown, page, below, StatusCode::NOT_FOUND),
        None => script::error(StatusCode::NOT_FOUND, below, "There is no page at this address."),
    }
}

/// A page's bytes, HTML with the script; a page that cannot be made says why.
fn rendered(stage: &Stage, workshop: &Workshop, shown: &Shown, page: &Page, asked: &str, status: StatusCode) -> Answer {
    let content_type = media::content_type(page);
    let inputs = stage.inputs();
    let steady = Steady { inputs: &inputs, workshop, texts: &stage.texts };
    match shown.render(&steady, page) {
        Ok(bytes) if content_type.starts_with("text/html") && !is_file(page) => {
            Answer::new(status, content_type, script::with(bytes, asked))
        }
        Ok(bytes) => Answer::new(status, content_type, bytes),
        Err(fault) => Answer { fault: Some(fault.clone()), ..failed(stage, shown, &fault, asked) },
    }
}

/// A copied file stays as it is, whatever it holds.
pub fn is_file(page: &Page) -> bool {
    matches!(page.kind, PageKind::File(_) | PageKind::Asset(_))
}

fn failed(stage: &Stage, shown: &Shown, fault: &Diagnostic, asked: &str) -> Answer {
    let said = own::problem(stage, shown, fault);
    script::error(StatusCode::INTERNAL_SERVER_ERROR, asked, said["snippet"].as_str().unwrap_or(&fault.message))
}

/// The mode that a browser's cookies ask for.
fn mode(stage: &Stage, headers: &HeaderMap) -> Mode {
    let mut mode = stage.usual.clone();
    let all = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    for (name, value) in all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('=')) {
        let value = percent_encoding::percent_decode_str(value).decode_utf8_lossy();
        match name {
            "throughline_public" => mode.public = value == "1",
            "throughline_as_of" if value.is_empty() => mode.as_of = None,
            "throughline_as_of" if dates::published(&value, &jiff::tz::TimeZone::UTC).is_ok() => {
                mode.as_of = Some(value.as_ref().into());
            }
            _ => {}
        }
    }
    mode
}

/// The answer to this request: nothing anew to who has it, a part to who asks for one.
fn send(answer: Answer, request: &Parts) -> Response<Body> {
    let etag = format!("\"{}\"", answer.content.hash().hex());
    let headers = &request.headers;
    let length = answer.content.length();
    let mut response = Response::builder()
        .header(header::CONTENT_TYPE, answer.content_type)
        .header(header::ETAG, &etag)
        .header(header::CACHE_CONTROL, "no-cache")
        .header(header::VARY, "Cookie")
        .header(header::ACCEPT_RANGES, "bytes")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header("cross-origin-resource-policy", "same-origin");
    let known = value(headers, header::IF_NONE_MATCH).is_some_and(|listed| names(listed, &etag));
    let (mut status, mut start, mut count) = (answer.status, 0, length);
    // A page for what is not there is a page too: the tab that shows it need not have it twice.
    if known {
        let bare = response.status(StatusCode::NOT_MODIFIED).body(Body::empty());
        return bare.unwrap_or_default();
    }
    let same = value(headers, header::IF_RANGE).is_none_or(|tag| tag == etag);
    if status == StatusCode::OK && request.method == Method::GET && same {
        match media::range(value(headers, header::RANGE), length) {
            Ranged::Whole => {}
            Ranged::Part(from, to) => {
                status = StatusCode::PARTIAL_CONTENT;
                response = response.header(header::CONTENT_RANGE, format!("bytes {from}-{to}/{length}"));
                (start, count) = (from, to - from + 1);
            }
            Ranged::Beyond => {
                status = StatusCode::RANGE_NOT_SATISFIABLE;
                response = response.header(header::CONTENT_RANGE, format!("bytes */{length}"));
                count = 0;
            }
        }
    }
    response = response.status(status).header(header::CONTENT_LENGTH, count);
    let is_empty = request.method == Method::HEAD || count == 0;
    let body = if is_empty { Body::empty() } else { answer.content.part(start, count) };
    response.body(body).unwrap_or_default()
}

/// Whether a list of entity tags names this one; a weak tag counts (RFC 9110, section 13.1.2).
fn names(listed: &str, etag: &str) -> bool {
    listed.split(',').map(str::trim).any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}
