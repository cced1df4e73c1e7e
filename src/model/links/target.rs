//! What one link leads to.

use crate::base::path::SourcePath;
use crate::model::Sources;
use crate::model::files::{Files, path_part, scheme};
use crate::model::resolve::{Found, Resolver};
use crate::model::site::{EventId, FileId, Member, Site, Target, Translation};
use crate::parse::document::{BodyLink, Document, DocumentKind, LinkRole, Text};
use crate::parse::markdown::events::is_foreign;
use crate::parse::markdown::links::refused_scheme;
use percent_encoding::percent_decode_str;

/// What a link leads to, or what is wrong with it.
pub(super) type Outcome = Result<Target, Fault>;

/// The targets of a body's links; when something is wrong with one, the outcomes of all.
pub(super) type Targets = Result<Vec<Target>, Vec<Outcome>>;

/// What is wrong with a link.
pub(super) enum Fault {
    /// No document and no file at this path of the site; none where it climbs above the root.
    NoPath(Option<SourcePath>),
    /// No document of this kind has this id.
    NoDocument(DocumentKind, String),
    NoTag(String),
    Ambiguous(Vec<SourcePath>),
    /// The document is there, the place in it is not; the link leads to its beginning.
    NoAnchor(Option<Member>, String),
    NoFile,
}

/// The bodies of a Site and all that their links may mean.
pub(super) struct Bodies<'a> {
    pub site: &'a Site,
    pub sources: &'a Sources,
    pub resolver: &'a Resolver,
    files: Files<'a>,
    /// Of each of the sources' files, the published one.
    published: Vec<Option<FileId>>,
    /// Anchors of events, sorted.
    events: Vec<(&'a str, EventId)>,
}

impl<'a> Bodies<'a> {
    pub fn new(site: &'a Site, sources: &'a Sources, resolver: &'a Resolver) -> Self {
        let mut events: Vec<(&str, EventId)> =
            site.events.iter().enumerate().map(|(at, event)| (&*event.anchor, EventId(at as u32))).collect();
        events.sort_unstable();
        let published = sources.files.iter().map(|file| site.file(&file.path)).collect();
        Bodies { site, sources, resolver, files: Files::of(sources), published, events }
    }

    /// What each link of a body leads to, in order. `member` is what the body belongs to.
    pub fn targets(&self, member: Option<Member>, document: &Document) -> Targets {
        let mut own: Vec<&Text> = anchors(document).collect();
        own.sort_unstable();
        let outcomes = document.body.links.iter().map(|link| self.outcome(member, &own, document, link));
        let outcomes: Vec<Outcome> = outcomes.collect();
        match outcomes.iter().all(Outcome::is_ok) {
            true => Ok(outcomes.into_iter().flatten().collect()),
            false => Err(outcomes),
        }
    }

    fn outcome(&self, member: Option<Member>, own: &[&Text], document: &Document, link: &BodyLink) -> Outcome {
        let target = link.target.trim();
        // The scan told of these: nothing, another generator's shortcode, a scheme that is not allowed.
        if target.is_empty() || is_foreign(target) || refused_scheme(target).is_some() {
            return Ok(Target::TextOnly);
        }
        if let Some(scheme) = scheme(target) {
            return self.with_scheme(&scheme.to_lowercase(), &target[scheme.len() + 1..], link.role);
        }
        if link.role == LinkRole::Picture {
            return self.picture(document, target);
        }
        if target.starts_with(['/', '?']) {
            return Ok(Target::AsWritten);
        }
        if let Some(fragment) = target.strip_prefix('#') {
            let fragment = decoded(fragment);
            let known = fragment.is_empty()
                || own.binary_search_by(|anchor| (***anchor).cmp(&*fragment)).is_ok()
                || match member {
                    Some(member) => self.has_anchor(member, &fragment),
                    // The page that it will stand on is not known.
                    None => fragment.starts_with("e-"),
                };
            return if known { Ok(Target::AsWritten) } else { Err(Fault::NoAnchor(None, fragment)) };
        }
        self.relative(document, target)
    }

    /// `article:id#part`, or a URL.
    fn with_scheme(&self, scheme: &str, rest: &str, role: LinkRole) -> Outcome {
        let elsewhere = match role {
            LinkRole::Link => matches!(scheme, "http" | "https" | "mailto" | "tel"),
            LinkRole::Picture => matches!(scheme, "http" | "https"),
        };
        if elsewhere {
            return Ok(Target::AsWritten);
        }
        let (id, fragment) = fragment_of(rest);
        let id = &*path_part(id);
        let resolver = self.resolver;
        let missing = |kind| move || Fault::NoDocument(kind, id.to_string());
        match scheme {
            _ if role == LinkRole::Picture => Err(Fault::NoFile),
            "tag" => match resolver.tag(id) {
                Found::Published(tag) => Ok(Target::Tag(tag, fragment.into())),
                Found::Held => Ok(Target::TextOnly),
                Found::Ambiguous(paths) => Err(Fault::Ambiguous(paths)),
                // A tag that is the name of a person, place or organisation is that.
                Found::Missing => {
                    let none = || Fault::NoTag(id.to_string());
                    self.member(map(resolver.name(None, id), Member::Entity), fragment, none)
                }
            },
            "article" => {
                self.member(map(resolver.article(id), Member::Article), fragment, missing(DocumentKind::Article))
            }
            "dossier" => {
                self.member(map(resolver.dossier(id), Member::Dossier), fragment, missing(DocumentKind::Dossier))
            }
            "page" => self.member(map(resolver.page(id), Member::Page), fragment, missing(DocumentKind::Page)),
            "person" => self.entity(DocumentKind::Person, id, fragment),
            "place" => self.entity(DocumentKind::Place, id, fragment),
            "organisation" => self.entity(DocumentKind::Organisation, id, fragment),
            _ => Ok(Target::TextOnly),
        }
    }

    fn entity(&self, kind: DocumentKind, id: &str, fragment: &str) -> Outcome {
        let found = map(self.resolver.entity(Some(kind), id), Member::Entity);
        self.member(found, fragment, || Fault::NoDocument(kind, id.to_string()))
    }

    fn member(&self, found: Found<Member>, fragment: &str, missing: impl FnOnce() -> Fault) -> Outcome {
        match found {
            Found::Published(member) => {
                let name = decoded(fragment.trim_start_matches('#'));
                if name.is_empty() {
                    Ok(Target::Member(member, "".into()))
                } else if self.has_anchor(member, &name) {
                    Ok(Target::Member(member, fragment.into()))
                } else {
                    Err(Fault::NoAnchor(Some(member), name))
                }
            }
            Found::Held => Ok(Target::TextOnly),
            Found::Ambiguous(paths) => Err(Fault::Ambiguous(paths)),
            Found::Missing => Err(missing()),
        }
    }

    /// A path: a document, a file, then a document whose extension or `index.md` was left out.
    fn relative(&self, document: &Document, target: &str) -> Outcome {
        let (before, fragment) = fragment_of(target);
        let path = path_part(before);
        let Some(path) = document.path.parent().join(&path) else { return Err(Fault::NoPath(None)) };
        let index = path.join("index.md");
        let with_extension = SourcePath::new(&format!("{path}.md"));
        let found = self.resolver.path(&path);
        if found != Found::Missing {
            return self.member(found, fragment, || Fault::NoFile);
        }
        if let Some(file) = self.files.find(&document.path, target) {
            return Ok(self.file(file));
        }
        for path in [with_extension, index].into_iter().flatten() {
            let found = self.resolver.path(&path);
            if found != Found::Missing {
                return self.member(found, fragment, || Fault::NoFile);
            }
        }
        Err(Fault::NoPath(Some(path)))
    }

    /// A picture, or a recording: a file, a URL, or an absolute path.
    fn picture(&self, document: &Document, target: &str) -> Outcome {
        if target.starts_with('/') {
            return Ok(Target::AsWritten);
        }
        match self.files.find(&document.path, target) {
            Some(file) => Ok(self.file(file)),
            None => Err(Fault::NoFile),
        }
    }

    /// A file that is there; its text alone where it is not published, as for a withdrawn article.
    fn file(&self, file: usize) -> Target {
        self.published[file].map_or(Target::TextOnly, Target::File)
    }

    /// Whether a member's page has this anchor: one of its body's or of a translation's, an event of its timeline,
    /// or the top, which every page has.
    fn has_anchor(&self, member: Member, anchor: &str) -> bool {
        let (document, translations) = documents(self.site, member);
        let mut all = document.into_iter().chain(translations.iter().map(|translation| &*translation.doc));
        anchor == "top"
            || all.any(|document| anchors(document).any(|known| **known == *anchor))
            || self.has_event(member, anchor)
    }

    fn has_event(&self, member: Member, anchor: &str) -> bool {
        let Some(event) = self.event(anchor) else { return false };
        let events = match member {
            Member::Article(id) => &self.site[id].events,
            Member::Dossier(id) => &self.site[id].events,
            Member::Entity(id) => &self.site[id].events,
            Member::Page(_) => return false,
        };
        events.binary_search(&event).is_ok()
    }

    /// The event with this anchor.
    pub fn event(&self, anchor: &str) -> Option<EventId> {
        let at = self.events.binary_search_by(|&(known, _)| known.cmp(anchor)).ok()?;
        Some(self.events[at].1)
    }

    /// The anchors in a member's texts.
    pub fn anchors(&self, member: Member) -> Vec<&'a Text> {
        let (document, translations) = documents(self.site, member);
        let all = document.into_iter().chain(translations.iter().map(|translation| &*translation.doc));
        all.flat_map(anchors).collect()
    }
}

/// A member's own document, if it has one, and its translations.
pub(super) fn documents(site: &Site, member: Member) -> (Option<&Document>, &[Translation]) {
    match member {
        Member::Article(id) => (Some(&*site[id].doc), &site[id].translations),
        Member::Dossier(id) => (site[id].doc.as_deref(), &site[id].translations),
        Member::Entity(id) => (site[id].doc.as_deref(), &site[id].translations),
        Member::Page(id) => (Some(&*site[id].doc), &site[id].translations),
    }
}

/// The anchors in a document's text: of headings, and of raw HTML.
pub(super) fn anchors(document: &Document) -> impl Iterator<Item = &Text> {
    document.body.anchors.iter().chain(&document.body.html_anchors)
}

/// A target before its `#`, and from there on.
fn fragment_of(target: &str) -> (&str, &str) {
    target.split_at(target.find('#').unwrap_or(target.len()))
}

fn decoded(fragment: &str) -> String {
    percent_decode_str(fragment).decode_utf8_lossy().into_owned()
}

fn map<T, U>(found: Found<T>, with: impl FnOnce(T) -> U) -> Found<U> {
    match found {
        Found::Published(item) => Found::Published(with(item)),
        Found::Held => Found::Held,
        Found::Ambiguous(paths) => Found::Ambiguous(paths),
        Found::Missing => Found::Missing,
    }
}
