//! Components that embed: backgrounds, timelines, pictures of galleries.

use crate::base::diag::{Diagnostic, Place, Span};
use crate::base::text;
use crate::model::Sources;
use crate::model::files::{Files, bad_picture, is_elsewhere, linked};
use crate::model::memberships::{settle, unknown_dossier};
use crate::model::resolve::{Found, Resolver};
use crate::model::site::{Background, Site};
use crate::parse::document::{ComponentUse, Document, Spanned, Text};
use crate::parse::tree::{Node, Value};

/// Tells components that lack what makes them, embeds of what does not exist, and backgrounds that embed themselves.
pub(super) fn check(site: &Site, sources: &Sources, resolver: &Resolver, diagnostics: &mut Vec<Diagnostic>) {
    let files = Files::of(sources);
    let backgrounds = site.backgrounds.iter().map(|background| &*background.doc);
    for document in linked(site).map(|(document, _)| document).chain(backgrounds) {
        for component in &document.body.components {
            one(&files, document, component, resolver, diagnostics);
        }
    }
    cycles(site, resolver, diagnostics);
}

/// Tells what is wrong with one component.
fn one(
    files: &Files,
    document: &Document,
    component: &ComponentUse,
    resolver: &Resolver,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let id = |key| component.args.get(key).and_then(id);
    let needed = match &*component.name {
        "background" => "id",
        "timeline" => "dossier",
        "embed" => "url",
        "gallery" => {
            sources_of(&component.args, &mut |node, src| {
                if is_elsewhere(src) {
                    diagnostics.extend(bad_picture(&document.path, node.span, src));
                } else if files.find(&document.path, src).is_none() {
                    diagnostics.push(missing(document, node.span, src));
                }
            });
            return;
        }
        _ => return,
    };
    let Some(id) = id(needed) else {
        diagnostics.push(lacking(document, component, needed));
        return;
    };
    match needed {
        "id" => {
            let unknown = |place| unknown_background(resolver, &id.value, place);
            settle(resolver.background(&id.value), &id, document, unknown, diagnostics);
        }
        "dossier" => {
            let unknown = |place| unknown_dossier(resolver, &id.value, place);
            settle(resolver.dossier(&id.value), &id, document, unknown, diagnostics);
        }
        _ if text::is_web_address(&id.value) => {}
        _ => diagnostics.push(
            Diagnostic::new("embed-url", "an `embed` needs an address on the web")
                .at(Place::new(&document.path, id.span))
                .hint("write the whole address, as in `url: https://video.example/watch/1`"),
        ),
    }
}

/// An error for a component without the argument that makes it.
fn lacking(document: &Document, component: &ComponentUse, key: &str) -> Diagnostic {
    let message = format!("the component `{}` needs `{key}`", component.name);
    let fault = Diagnostic::new("missing-field", message).at(Place::new(&document.path, component.span));
    let keys = match &component.args.value {
        Value::Map(entries) => &entries[..],
        _ => &[],
    };
    match keys.iter().find(|(written, _)| text::nearest(&written.name, [key]).is_some()) {
        Some((written, _)) => fault.hint(format!("`{}` is no part of it: did you mean `{key}`?", written.name)),
        None => fault.hint(match key {
            "id" => "write `id: ` and the name of a file in `background/`, without `.md`",
            "dossier" => "write `dossier: ` and the id of a dossier",
            _ => "write the whole address, as in `url: https://video.example/watch/1`",
        }),
    }
}

fn id(node: &Node) -> Option<Spanned<Text>> {
    node.text().map(|text| Spanned { value: text.into(), span: node.span })
}

fn unknown_background(resolver: &Resolver, id: &str, place: Place) -> Diagnostic {
    let fault = Diagnostic::new("unknown-background", format!("there is no background `{id}`")).at(place);
    match resolver.nearest_background(id) {
        Some(near) => fault.label(format!("did you mean `{near}`?")),
        None => fault.hint(format!("write the paragraph in `background/{id}.md` in the content folder")),
    }
}

fn missing(document: &Document, span: Span, src: &str) -> Diagnostic {
    Diagnostic::new("missing-file", format!("there is no file `{src}` beside this one or in `static/`"))
        .at(Place::new(&document.path, span))
        .hint("put it beside the document, or in `static/`")
}

/// Calls `with` for the pictures of a gallery: every `src`, and every text that is an item of a list.
fn sources_of<'n>(node: &'n Node, with: &mut impl FnMut(&'n Node, &'n str)) {
    match &node.value {
        Value::Map(entries) => {
            for (key, value) in entries {
                match value.text() {
                    Some(src) if key.name == "src" => with(value, src),
                    _ => sources_of(value, with),
                }
            }
        }
        Value::List(items) => {
            for item in items {
                match item.text() {
                    Some(src) => with(item, src),
                    None => sources_of(item, with),
                }
            }
        }
        Value::Null | Value::Scalar { .. } => {}
    }
}

/// Where the search for cycles has been.
#[derive(Clone, Copy, PartialEq)]
enum Seen {
    Never,
    /// On the way here.
    Open,
    Done,
}

/// What a background is with all that it embeds.
#[derive(Clone, Copy, Default)]
struct Size {
    depth: usize,
    paragraphs: usize,
    /// One of those it embeds is too large, and was told.
    told: bool,
}

/// Tells every background that embeds itself, over others or at once, and those that grow beyond measure.
fn cycles(site: &Site, resolver: &Resolver, diagnostics: &mut Vec<Diagnostic>) {
    let embeds: Vec<Vec<(usize, Span)>> = site.backgrounds.iter().map(|item| embedded(&item.doc, resolver)).collect();
    let mut seen = vec![Seen::Never; embeds.len()];
    let mut sizes = vec![Size::default(); embeds.len()];
    for start in 0..embeds.len() {
        if seen[start] != Seen::Never {
            continue;
        }
        seen[start] = Seen::Open;
        // A background, and how many of its embeds were followed.
        let mut way = vec![(start, 0)];
        while let Some((at, next)) = way.last_mut() {
            let Some(&(to, span)) = embeds[*at].get(*next) else {
                let whole = size(&embeds[*at], &sizes);
                let fault = too_large(site, *at, whole).filter(|_| !whole.told);
                seen[*at] = Seen::Done;
                sizes[*at] = Size { told: whole.told || fault.is_some(), ..whole };
                diagnostics.extend(fault);
                way.pop();
                continue;
            };
            *next += 1;
            match seen[to] {
                Seen::Never => {
                    seen[to] = Seen::Open;
                    way.push((to, 0));
                }
                Seen::Open => diagnostics.push(cycle(site, &way, to, span)),
                Seen::Done => {}
            }
        }
    }
}

fn size(embeds: &[(usize, Span)], sizes: &[Size]) -> Size {
    embeds.iter().fold(Size { depth: 0, paragraphs: 1, told: false }, |whole, &(to, _)| Size {
        depth: whole.depth.max(sizes[to].depth + 1),
        paragraphs: whole.paragraphs.saturating_add(sizes[to].paragraphs),
        told: whole.told || sizes[to].told,
    })
}

fn too_large(site: &Site, at: usize, size: Size) -> Option<Diagnostic> {
    let what = match (size.depth > Background::DEEPEST, size.paragraphs > Background::LARGEST) {
        (true, _) => format!("embeds others {} deep, and {} is the most", size.depth, Background::DEEPEST),
        (_, true) => {
            format!("stands for {} paragraphs in the end, and {} is the most", size.paragraphs, Background::LARGEST)
        }
        _ => return None,
    };
    let told = Diagnostic::new("background-size", format!("the background {} {what}", name(site, at)));
    Some(told.at(Place::file(&site.backgrounds[at].doc.path)).hint("write out the text of some that it embeds"))
}

fn embedded(document: &Document, resolver: &Resolver) -> Vec<(usize, Span)> {
    let backgrounds = document.body.components.iter().filter(|component| *component.name == *"background");
    let ids = backgrounds.filter_map(|component| component.args.get("id").and_then(id));
    ids.filter_map(|id| match resolver.background(&id.value) {
        Found::Published(index) => Some((index, id.span)),
        _ => None,
    })
    .collect()
}

fn cycle(site: &Site, way: &[(usize, usize)], to: usize, span: Span) -> Diagnostic {
    let start = way.iter().position(|&(at, _)| at == to).unwrap_or(0);
    let names: Vec<String> = way[start..].iter().map(|&(at, _)| at).chain([to]).map(|at| name(site, at)).collect();
    let last = way.last().map_or(to, |&(at, _)| at);
    Diagnostic::new("background-cycle", format!("the background {} embeds itself: {}", names[0], names.join(" → ")))
        .at(Place::new(&site.backgrounds[last].doc.path, span))
        .hint("take one of these embeds out: the paragraph would never end")
}

fn name(site: &Site, background: usize) -> String {
    format!("`{}`", site.backgrounds[background].id)
}
