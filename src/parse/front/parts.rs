//! Parts that several kinds have: pictures, events, sources, web addresses, weights.

use super::markup::unmarked;
use super::references::decoded;
use crate::base::text;
use crate::parse::document::{Event, EventFront, Image, Source, Spanned, Text, Weight};
use crate::parse::fields::{Fields, Reader};
use crate::parse::tree::{Node, Value};
use std::borrow::Cow;
use thin_vec::ThinVec;

/// A text that may come from a system that stored HTML or Markdown in it: read as [`plain`] text.
pub(super) fn heading(fields: &mut Fields, key: &'static str) -> Option<Text> {
    fields.text(key).map(plain)
}

/// Texts of that sort.
pub(super) fn headings(fields: &mut Fields, key: &'static str) -> ThinVec<Spanned<Text>> {
    let plain = |text: Spanned<Text>| Spanned { value: plain(text.value), span: text.span };
    fields.texts(key).into_iter().map(plain).collect()
}

/// The text without inline markup, and with its character references decoded.
pub(super) fn plain(text: Text) -> Text {
    match unmarked(&text) {
        Cow::Owned(bare) => decoded(&bare).into(),
        Cow::Borrowed(_) if text.contains('&') => decoded(&text).into(),
        Cow::Borrowed(_) => text,
    }
}

/// `turning` or `background`; neither by default.
pub(super) fn weight(fields: &mut Fields) -> Weight {
    fields.choice("weight", Weight::WORDS).unwrap_or_default()
}

/// `image: path`, or its parts.
pub(super) fn image(fields: &mut Fields) -> Option<Image> {
    let reader = fields.reader();
    let (key, node) = fields.entry("image")?;
    let image = match &node.value {
        Value::Map(_) => {
            let mut parts = reader.fields(node, "an image");
            parts.need("src", "src: talks.jpg");
            let src = parts.spanned_text("src");
            let (alt, caption, credit) = (parts.text("alt"), parts.text("caption"), parts.text("credit"));
            // An empty `alt` says that the picture is only decoration.
            let alt = alt.or_else(|| parts.written("alt").map(|_| "".into()).filter(|_| quoted_empty(node)));
            parts.finish();
            Image { src: src?, alt, caption, credit }
        }
        _ => Image { src: reader.text(&key.name, node)?, alt: None, caption: None, credit: None },
    };
    if image.alt.is_none() {
        let src = crate::parse::yaml::quoted(&image.src.value);
        reader.report(
            reader
                .fault(
                    "missing-alt",
                    image.src.span,
                    "the picture has no `alt`, so some readers cannot know what it shows",
                )
                .hint(format!("write `image: {{src: {src}, alt: \"what it shows\"}}`")),
        );
    }
    Some(image)
}

fn quoted_empty(node: &Node) -> bool {
    node.get("alt").is_some_and(|alt| matches!(alt.value, Value::Scalar { plain: false, .. }))
}

/// `http` and `https` only: an address of another scheme is reported and dropped.
pub(super) fn web_address(reader: &Reader, url: Spanned<Text>) -> Option<Text> {
    let Err(hint) = text::web_address(&url.value) else { return Some(url.value) };
    reader.report(reader.fault("bad-url", url.span, format!("`{}` is no web address", url.value)).hint(hint));
    None
}

/// The web address at `key`.
pub(super) fn url(fields: &mut Fields, key: &'static str) -> Option<Text> {
    fields.spanned_text(key).and_then(|url| web_address(fields.reader(), url))
}

/// `sources`.
pub(super) fn sources(fields: &mut Fields) -> ThinVec<Source> {
    let source = |mut part: Fields| {
        part.need("title", "title: \"Joint statement\"");
        let source = Source {
            title: heading(&mut part, "title").unwrap_or_default(),
            url: url(&mut part, "url"),
            publisher: part.text("publisher"),
            date: part.event_date("date"),
            accessed: part.published("accessed").map(|date| date.value),
            archived: url(&mut part, "archived"),
        };
        part.finish();
        (!source.title.is_empty()).then_some(source)
    };
    fields.maps("sources", "a source").into_iter().filter_map(source).collect()
}

/// A list in which each item is an id or a group of fields.
pub(super) fn ids_or_groups<'r, T>(
    fields: &mut Fields<'r>,
    key: &'static str,
    what: &'r str,
    id: impl Fn(Spanned<Text>) -> T,
    group: impl Fn(Fields<'r>) -> Option<T>,
) -> ThinVec<T> {
    let reader = fields.reader();
    let read = |node: &'r Node| match node.value {
        Value::Map(_) => group(reader.fields(node, what)),
        _ => reader.name(key, node).map(&id),
    };
    fields.read_items(key, read)
}

/// `events` of an article: whole, or ids of those written in its dossier.
pub(super) fn events_or_ids(fields: &mut Fields) -> ThinVec<EventFront> {
    let whole = |fields: Fields| event(fields).map(|event| EventFront::Event(Box::new(event)));
    ids_or_groups(fields, "events", "an event", EventFront::Reference, whole)
}

/// `events` of a dossier.
pub(super) fn events(fields: &mut Fields) -> ThinVec<Event> {
    fields.maps("events", "an event").into_iter().filter_map(event).collect()
}

fn event(mut fields: Fields) -> Option<Event> {
    fields.need("date", "date: 2017-01-23");
    fields.need("title", "title: \"Talks open\"");
    let span = fields.span;
    let (date, title) = (fields.event_date("date"), heading(&mut fields, "title"));
    let (id, summary, weight) = (fields.text("id"), fields.text("summary"), weight(&mut fields));
    let (people, places) = (headings(&mut fields, "people"), headings(&mut fields, "places"));
    let sources = sources(&mut fields);
    fields.finish();
    Some(Event { span, id, date: date?, title: title?, summary, weight, people, places, sources })
}
