//! Broken links in an editor's words, with what was probably meant.

use super::target::{Bodies, Fault, Targets, anchors, documents};
use crate::base::diag::{Diagnostic, Place, Span};
use crate::base::path::SourcePath;
use crate::model::events::ids::anchor as anchor_of;
use crate::model::events::written;
use crate::model::near::Names;
use crate::model::resolve::Resolver;
use crate::model::site::{Member, Target};
use crate::parse::document::{BodyLink, Document, DocumentKind, LinkRole};
use std::cell::OnceCell;

/// Writes the diagnostics. What suggestions need is made when the first fault is told.
pub(super) struct Faults<'a> {
    bodies: &'a Bodies<'a>,
    diagnostics: &'a mut Vec<Diagnostic>,
    documents: OnceCell<Names<'a>>,
    files: OnceCell<Names<'a>>,
    /// Anchors of every event that a document writes, sorted.
    events: OnceCell<Vec<String>>,
}

impl<'a> Faults<'a> {
    pub fn new(bodies: &'a Bodies<'a>, diagnostics: &'a mut Vec<Diagnostic>) -> Self {
        Faults { bodies, diagnostics, documents: OnceCell::new(), files: OnceCell::new(), events: OnceCell::new() }
    }

    /// The targets of a body's links; what was wrong is told.
    pub fn settle(&mut self, member: Option<Member>, document: &Document, found: Targets) -> Vec<Target> {
        let outcomes = match found {
            Ok(targets) => return targets,
            Err(outcomes) => outcomes,
        };
        let links = document.body.links.iter();
        links
            .zip(outcomes)
            .map(|(link, outcome)| match outcome {
                Ok(target) => target,
                Err(fault) => self.tell(member, document, link, fault),
            })
            .collect()
    }

    /// Tells the fault; returns what the link becomes.
    fn tell(&mut self, own: Option<Member>, document: &Document, link: &BodyLink, fault: Fault) -> Target {
        let place = Place::new(&document.path, link.span);
        let mut fallback = Target::TextOnly;
        let diagnostic = match fault {
            Fault::NoPath(path) => self.no_path(document, link, path),
            Fault::NoDocument(kind, id) => no_document(self.bodies.resolver, kind, &id),
            Fault::NoTag(name) => {
                let fault = Diagnostic::new("broken-link", format!("no article has the tag `{name}`"));
                suggest(fault, self.bodies.resolver.nearest_tag(&name).map(|near| format!("tag:{near}")))
            }
            Fault::Ambiguous(paths) => ambiguous(document, link, &paths),
            Fault::NoAnchor(member, anchor) => {
                fallback = member.map_or(Target::AsWritten, |member| Target::Member(member, "".into()));
                if self.is_event(&anchor) {
                    return fallback;
                }
                self.no_anchor(document, member, own, &anchor)
            }
            Fault::NoFile => {
                self.missing_file(document, link.span, &link.target);
                return Target::AsWritten;
            }
        };
        self.diagnostics.push(diagnostic.at(place));
        if link.role == LinkRole::Picture { Target::AsWritten } else { fallback }
    }

    fn no_path(&self, document: &Document, link: &BodyLink, path: Option<SourcePath>) -> Diagnostic {
        let Some(path) = path else {
            return Diagnostic::new("broken-link", format!("`{}` leads out of the site's folder", link.target))
                .hint("a path is relative to the file that it is written in");
        };
        if let Some(at) = ["https://", "http://"].iter().find_map(|scheme| link.target.find(scheme)) {
            let meant = link.target[at..].trim_end_matches([')', ']', '>', '"', '\'']);
            return Diagnostic::new("broken-link", format!("`{}` is no web address and no path", link.target))
                .label(format!("did you mean `{meant}`?"));
        }
        let fault = Diagnostic::new("broken-link", format!("there is no document and no file `{path}`"));
        let names = self.documents.get_or_init(|| {
            Names::new(
                self.bodies.sources.documents.iter().map(|document| (title(&document.path), document.path.as_str())),
            )
        });
        near_path(fault, document, &path, names.nearest(title(&path), |near| !beside(near, &path)))
    }

    /// Tells that a picture's source can be no address on the web.
    pub fn picture(&mut self, document: &Document, span: Span, src: &str) {
        self.diagnostics.extend(super::files::bad_picture(&document.path, span, src));
    }

    /// Tells that a picture or another file is not there.
    pub fn missing_file(&mut self, document: &Document, span: Span, target: &str) {
        let place = Place::new(&document.path, span);
        let fault =
            Diagnostic::new("missing-file", format!("there is no file `{target}` beside this one or in `static/`"));
        let path = document.path.parent().join(&super::files::path_part(target));
        let path = path.unwrap_or_else(|| document.path.clone());
        let names = self.files.get_or_init(|| {
            Names::new(self.bodies.sources.files.iter().map(|file| (file.path.name(), file.path.as_str())))
        });
        let near = names.nearest(path.name(), |near| !beside(near, &path));
        let is_hidden = |path: &str| path.rsplit('/').next().is_some_and(|name| name.starts_with(['.', '_']));
        let fault = match near {
            Some(near) if is_hidden(near) => {
                fault.hint("files whose name begins with `.` or `_` are not published: rename it")
            }
            Some(near) => near_path(fault, document, &path, Some(near)),
            None => fault.hint("put it beside the document, or in `static/`"),
        };
        self.diagnostics.push(fault.at(place));
    }

    /// Whether it is the anchor of an event that some document tells and that is not in this build: that is no fault.
    fn is_event(&self, anchor: &str) -> bool {
        if !anchor.starts_with("e-") || self.bodies.event(anchor).is_some() {
            return false;
        }
        let sources = self.bodies.sources;
        let anchors = self.events.get_or_init(|| {
            let events = sources.documents.iter().flat_map(|document| written(document));
            let mut anchors: Vec<String> = events.map(|event| anchor_of(event, &sources.config)).collect();
            anchors.sort_unstable();
            anchors
        });
        anchors.binary_search_by(|known| (**known).cmp(anchor)).is_ok()
    }

    fn no_anchor(&self, document: &Document, to: Option<Member>, own: Option<Member>, anchor: &str) -> Diagnostic {
        let path = to.and_then(|member| documents(self.bodies.site, member).0).map(|document| &document.path);
        let fault = match path {
            Some(path) => Diagnostic::new("broken-anchor", format!("`{path}` has no heading `#{anchor}`")),
            None => Diagnostic::new("broken-anchor", format!("there is no heading `#{anchor}` here")),
        };
        let anchors = match to.or(own) {
            Some(member) => self.bodies.anchors(member),
            None => anchors(document).collect(),
        };
        let names = Names::new(anchors.iter().map(|anchor| (anchor, &***anchor)));
        match names.nearest(anchor, |_| ()) {
            Some(near) => fault.label(format!("did you mean `#{near}`?")),
            None if anchors.is_empty() => fault.hint("it has no headings: leave out the part from `#` on"),
            None => {
                fault.hint("a heading's anchor is its text in small letters with hyphens; `## Text {#id}` sets one")
            }
        }
    }
}

/// What a path is called: its name without `.md` or `.html`, or for `index.md` its folder's name.
fn title(path: &SourcePath) -> &str {
    let name = path.name();
    match name.rsplit_once('.') {
        Some(("index", "md")) => path.as_str().rsplit('/').nth(1).unwrap_or(name),
        Some((stem, "md" | "html" | "htm")) => stem,
        _ => name,
    }
}

/// Whether `path` lies in the same folder as `other`.
fn beside(path: &str, other: &SourcePath) -> bool {
    path.rsplit_once('/').map_or("", |(folder, _)| folder) == other.parent().as_str()
}

fn near_path(fault: Diagnostic, document: &Document, path: &SourcePath, near: Option<&str>) -> Diagnostic {
    let Some(near) = near else { return suggest(fault, None) };
    if near == path.as_str() {
        return fault
            .hint("a background has no page of its own: show it with a fenced block `background` and its `id:`");
    }
    let written = relative(&document.path, near);
    if near.to_lowercase() == path.as_str().to_lowercase() {
        return fault.hint(format!("it is called `{written}`: capital and small letters count"));
    }
    suggest(fault, Some(written))
}

fn suggest(fault: Diagnostic, near: Option<String>) -> Diagnostic {
    match near {
        Some(near) => fault.label(format!("did you mean `{near}`?")),
        None => fault.hint("write a path relative to this file, or an id as in `article:talks-open`"),
    }
}

/// The path of `to` as it is written in the file `from`; of a file in `static/`, as it is there.
fn relative(from: &SourcePath, to: &str) -> String {
    if let Some(below) = to.strip_prefix("static/") {
        return below.to_string();
    }
    let folder = from.parent();
    let here: Vec<&str> = folder.as_str().split('/').filter(|part| !part.is_empty()).collect();
    let there: Vec<&str> = to.split('/').collect();
    let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
    "../".repeat(here.len() - shared) + &there[shared..].join("/")
}

fn no_document(resolver: &Resolver, kind: DocumentKind, id: &str) -> Diagnostic {
    let word = kind.word();
    let near = match kind {
        DocumentKind::Article => resolver.nearest_article(id),
        DocumentKind::Dossier => resolver.nearest_dossier(id),
        DocumentKind::Page => resolver.nearest_page(id),
        DocumentKind::Background => resolver.nearest_background(id),
        DocumentKind::Person | DocumentKind::Place | DocumentKind::Organisation => {
            resolver.nearest_entity(Some(kind), id)
        }
    };
    let fault = Diagnostic::new("broken-link", format!("no {word} has the id `{id}`"));
    suggest(fault, near.map(|near| format!("{word}:{near}")))
}

/// Names every file that the link may mean.
fn ambiguous(document: &Document, link: &BodyLink, paths: &[SourcePath]) -> Diagnostic {
    let mut fault = Diagnostic::new("ambiguous-reference", format!("`{}` may mean several documents", link.target));
    for path in paths {
        fault = fault.also(Place::file(path), "this has that id");
    }
    match paths.first() {
        Some(path) => fault.hint(format!(
            "write the path of the one that you mean, as in `{}`, or give them an `id` each",
            relative(&document.path, path.as_str())
        )),
        None => fault,
    }
}
