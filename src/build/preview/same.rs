//! Whether a document, edited, leaves everything else of the site as it was.

use crate::base::diag::Span;
use crate::base::hash::Hash128;
use crate::parse::document::{ArticleFront, Body, Common, Document, Event, EventFront, Front, Spanned};
use crate::parse::tree::{Node, Value};
use std::sync::Arc;

/// Whether the new text of a document may take the place of the old one in a linked Site: nothing that other documents
/// or the plan see of it differs. What is not known here to be harmless counts as a difference.
pub(super) fn fits(old: &Document, new: &Document) -> bool {
    if old.common.front_hash == new.common.front_hash && old.common.toml == new.common.toml {
        // The same front matter: only the body can differ. What holds of its front holds of any kind of document.
        return shape_of_body(&old.body) == shape_of_body(&new.body) && rest(old) == rest(new);
    }
    shape(old).is_some_and(|old| shape(new) == Some(old))
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
fn shape(document: &Document) -> Option<Document> {
    let mut shape = document.clone();
    shape.faulty = false;
    shape.body = shape_of_body(&document.body);
    let common = &mut shape.common;
    let Common { title, kicker, standfirst, front_hash, front_span, has_x, title_span, .. } = common;
    let untitled = title.is_empty();
    (*kicker, *standfirst, *front_hash, *front_span, *has_x) = (None, None, Hash128::default(), Span::default(), false);
    *title_span = None;
    *title = if untitled { "".into() } else { "a title".into() };
    place(&mut common.id);
    place(&mut common.slug);
    place(&mut common.aliases);
    place(&mut common.translation_of);
    if let Some(image) = &mut common.image {
        image.src.span = Span::default();
    }
    match &mut shape.front {
        Front::Article(front) => article(front),
        Front::Page(front) => place(&mut front.template),
        // Their titles are names that others find them by.
        Front::Dossier(_) | Front::Entity(_) | Front::Background => return None,
    }
    Some(shape)
}

fn article(front: &mut ArticleFront) {
    (front.short_title, front.byline) = (None, None);
    place(&mut front.published);
    front.dossiers.iter_mut().for_each(|dossier| {
        dossier.id.span = Span::default();
        place(&mut dossier.position);
    });
    for list in [&mut front.tags, &mut front.people, &mut front.organisations, &mut front.places, &mut front.related] {
        place(list);
    }
    front.events.iter_mut().for_each(|event| match event {
        EventFront::Reference(id) => id.span = Span::default(),
        EventFront::Event(event) => self::event(event),
    });
}

fn event(event: &mut Event) {
    event.span = Span::default();
    place(&mut event.people);
    place(&mut event.places);
}

/// Forgets where something was written.
fn place<'s, T: 's>(written: impl IntoIterator<Item = &'s mut Spanned<T>>) {
    written.into_iter().for_each(|spanned| spanned.span = Span::default());
}

/// What others see of a body: its links, anchors and embeds.
fn shape_of_body(body: &Body) -> Body {
    let mut shape = body.clone();
    (shape.span, shape.hash, shape.words) = (Span::default(), Hash128::default(), 0);
    shape.excerpt = "".into();
    shape.links.iter_mut().for_each(|link| link.span = Span::default());
    shape.shortcodes.iter_mut().for_each(|shortcode| shortcode.span = Span::default());
    for component in &mut shape.components {
        component.span = Span::default();
        node(Arc::make_mut(&mut component.args));
    }
    shape
}

fn node(written: &mut Node) {
    written.span = Span::default();
    match &mut written.value {
        Value::Null | Value::Scalar { .. } => {}
        Value::List(items) => items.iter_mut().for_each(node),
        Value::Map(entries) => entries.iter_mut().for_each(|(key, value)| {
            key.span = Span::default();
            node(value);
        }),
    }
}
