//! Whether a document, edited, leaves everything else of the site as it was.

use crate::base::diag::Span;
use crate::base::hash::Hash128;
use crate::parse::document::{ArticleFront, Body, Common, Document, Event, EventFront, Front, Spanned};
use crate::parse::tree::{Node, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where the places of a document have gone in its next text.
#[derive(Debug, Default)]
pub(super) struct Places {
    moved: BTreeMap<Span, Span>,
    /// What ends before this stays where it is: the front matter, when it is the same.
    still: u32,
}

impl Places {
    /// The new place of an old one; none when nothing of the document is known to stand there.
    pub fn of(&self, span: Span) -> Option<Span> {
        if span.end <= self.still { Some(span) } else { self.moved.get(&span).copied() }
    }
}

/// Whether the new text of a document may take the place of the old one in a linked Site, and where its places have gone:
/// nothing that other documents or the plan see of it differs. What is not known here to be harmless counts as a
/// difference.
pub(super) fn fits(old: &Document, new: &Document) -> Option<Places> {
    let still = old.common.front_hash == new.common.front_hash
        && old.common.toml == new.common.toml
        && old.common.front_span == new.common.front_span;
    let (mut before, mut after) = (Vec::new(), Vec::new());
    let same = match still {
        // The same front matter: only the body can differ. That holds of any kind of document.
        true => shape_of_body(&old.body, &mut before) == shape_of_body(&new.body, &mut after) && rest(old) == rest(new),
        false => shape(old, &mut before).is_some_and(|old| shape(new, &mut after) == Some(old)),
    };
    let still = if still { new.common.front_span.end } else { 0 };
    // Shapes that are the same have their places in the same order.
    (same && before.len() == after.len()).then(|| Places { moved: before.into_iter().zip(after).collect(), still })
}

/// What others see of a document beside its front matter; equal for two that have the same one, and nobody else of the site
/// can tell them apart.
pub(in crate::build) fn surface(document: &Document) -> Document {
    Document { body: shape_of_body(&document.body, &mut Vec::new()), ..rest(document) }
}

/// What is neither front matter nor body.
fn rest(document: &Document) -> Document {
    let mut rest = document.clone();
    (rest.common, rest.front, rest.body) = (Common::default(), Front::Background, Body::default());
    rest.faulty = false;
    rest
}

/// A document without its places and without the texts that its own page, cards and lists show and nothing else reads;
/// none where names and titles are more than texts.
fn shape(document: &Document, places: &mut Vec<Span>) -> Option<Document> {
    let mut shape = document.clone();
    shape.faulty = false;
    shape.body = shape_of_body(&document.body, places);
    let common = &mut shape.common;
    let Common { title, kicker, standfirst, front_hash, front_span, has_x, title_span, .. } = common;
    let untitled = title.is_empty();
    (*kicker, *standfirst, *front_hash, *front_span, *has_x) = (None, None, Hash128::default(), Span::default(), false);
    places.extend(title_span.take());
    *title = if untitled { "".into() } else { "a title".into() };
    place(&mut common.id, places);
    place(&mut common.slug, places);
    place(&mut common.aliases, places);
    place(&mut common.translation_of, places);
    if let Some(image) = &mut common.image {
        forget(&mut image.src.span, places);
    }
    match &mut shape.front {
        Front::Article(front) => article(front, places),
        Front::Page(front) => place(&mut front.template, places),
        // Their titles are names that others find them by.
        Front::Dossier(_) | Front::Entity(_) | Front::Background => return None,
    }
    Some(shape)
}

fn article(front: &mut ArticleFront, places: &mut Vec<Span>) {
    (front.short_title, front.byline) = (None, None);
    place(&mut front.published, places);
    front.dossiers.iter_mut().for_each(|dossier| {
        forget(&mut dossier.id.span, places);
        place(&mut dossier.position, places);
    });
    for list in [&mut front.tags, &mut front.people, &mut front.organisations, &mut front.places, &mut front.related] {
        place(list, places);
    }
    front.events.iter_mut().for_each(|event| match event {
        EventFront::Reference(id) => forget(&mut id.span, places),
        EventFront::Event(event) => self::event(event, places),
    });
}

fn event(event: &mut Event, places: &mut Vec<Span>) {
    forget(&mut event.span, places);
    place(&mut event.people, places);
    place(&mut event.places, places);
}

/// Forgets where something was written, and notes it.
fn place<'s, T: 's>(written: impl IntoIterator<Item = &'s mut Spanned<T>>, places: &mut Vec<Span>) {
    written.into_iter().for_each(|spanned| forget(&mut spanned.span, places));
}

fn forget(span: &mut Span, places: &mut Vec<Span>) {
    places.push(std::mem::take(span));
}

/// What others see of a body: its links, anchors and embeds.
fn shape_of_body(body: &Body, places: &mut Vec<Span>) -> Body {
    let mut shape = body.clone();
    (shape.span, shape.hash, shape.words) = (Span::default(), Hash128::default(), 0);
    shape.excerpt = "".into();
    shape.links.iter_mut().for_each(|link| forget(&mut link.span, places));
    shape.shortcodes.iter_mut().for_each(|shortcode| forget(&mut shortcode.span, places));
    for component in &mut shape.components {
        forget(&mut component.span, places);
        node(Arc::make_mut(&mut component.args), places);
    }
    shape
}

fn node(written: &mut Node, places: &mut Vec<Span>) {
    forget(&mut written.span, places);
    match &mut written.value {
        Value::Null | Value::Scalar { .. } => {}
        Value::List(items) => items.iter_mut().for_each(|item| node(item, places)),
        Value::Map(entries) => entries.iter_mut().for_each(|(key, value)| {
            forget(&mut key.span, places);
            node(value, places);
        }),
    }
}
