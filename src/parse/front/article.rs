//! The front matter of an article.

use super::Needs;
use super::name::Name;
use super::parts::{events_or_ids, heading, headings, ids_or_groups, sources, weight};
use crate::base::diag::Span;
use crate::parse::dates::Published;
use crate::parse::document::{
    ArticleFront, Common, Correction, CorrectionKind, Dateline, DossierRef, Front, Spanned, Weight, Withdrawn,
};
use crate::parse::fields::Fields;
use crate::parse::tree::{Node, Value};
use thin_vec::ThinVec;

/// Reads the keys that only articles have.
pub(super) fn read(fields: &mut Fields, name: &Name, common: &Common, needs: &Needs) -> Front {
    let is_translation = name.translation.is_some() || common.translation_of.is_some();
    let published = published(fields, name, needs.all && !common.draft && !is_translation, needs.place);
    Front::Article(Box::new(ArticleFront {
        short_title: heading(fields, "short_title"),
        published,
        withdrawn: withdrawn(fields),
        authors: headings(fields, "authors").into_iter().map(|author| author.value).collect(),
        byline: heading(fields, "byline"),
        dateline: dateline(fields),
        dossiers: dossiers(fields),
        tags: headings(fields, "tags"),
        people: headings(fields, "people"),
        organisations: headings(fields, "organisations"),
        places: headings(fields, "places"),
        events: events_or_ids(fields),
        corrections: corrections(fields),
        sources: sources(fields),
        related: fields.texts("related"),
        link_entities: fields.flag("link_entities").unwrap_or(true),
    }))
}

/// `published`, else `date`, else the date in the file's name.
fn published(fields: &mut Fields, name: &Name, needed: bool, place: Span) -> Option<Spanned<Published>> {
    let reader = fields.reader();
    let own = fields.entry("published");
    let second = fields.entry("date");
    if let Some((key, node)) = own.or(second) {
        return reader.published(&key.name, node);
    }
    if let Some(date) = &name.date {
        let node = Node { span: place, value: Value::Scalar { text: date.to_string(), plain: false } };
        return reader.published("published", &node);
    }
    if needed {
        let written = fields.written("published").or(fields.written("date"));
        let message = match written {
            Some(_) => "`published` is empty, and an article that is no draft needs it",
            None => "an article that is no draft needs `published`",
        };
        let fault = reader.fault("missing-field", written.unwrap_or(place), message);
        reader.report(fault.hint("write `published: 2017-01-23` with its own date, or `draft: true`"));
    }
    None
}

fn withdrawn(fields: &mut Fields) -> Option<Box<Withdrawn>> {
    let mut parts = fields.map("withdrawn", "a withdrawal")?;
    parts.need("date", "date: 2017-01-23");
    parts.need("reason", "reason: \"…\"");
    let (date, reason) = (parts.published("date"), parts.text("reason"));
    parts.finish();
    Some(Box::new(Withdrawn { date: date?.value, reason: reason? }))
}

fn dateline(fields: &mut Fields) -> Option<Dateline> {
    let reader = fields.reader();
    let node = fields.node("dateline")?;
    if !matches!(node.value, Value::Map(_)) {
        return reader.text("dateline", node).map(|text| Dateline::Text(text.value));
    }
    let mut parts = reader.fields(node, "a dateline");
    let (place, source) = (parts.text("place"), parts.text("source"));
    parts.finish();
    Some(Dateline::Parts { place, source })
}

/// Memberships: ids, or groups of fields with an id.
fn dossiers(fields: &mut Fields) -> ThinVec<DossierRef> {
    let by_id = |id| DossierRef { id, position: None, weight: Weight::Normal };
    let group = |mut parts: Fields| {
        parts.need("id", "id: astana-talks");
        let (id, position, weight) = (parts.spanned_text("id"), parts.number("position"), weight(&mut parts));
        parts.finish();
        Some(DossierRef { id: id?, position, weight })
    };
    ids_or_groups(fields, "dossiers", "a membership in a dossier", by_id, group)
}

fn corrections(fields: &mut Fields) -> ThinVec<Correction> {
    let read = |mut parts: Fields| {
        parts.need("date", "date: 2017-01-23");
        let date = parts.published("date");
        let kind = parts.choice("kind", CorrectionKind::WORDS).unwrap_or(CorrectionKind::Correction);
        let (text, was, now) = (parts.text("text"), parts.text("was"), parts.text("now"));
        if text.is_none() && (was.is_none() || now.is_none()) {
            let reader = parts.reader();
            let fault = reader.fault("missing-field", parts.head(), "a correction needs `text`, or `was` and `now`");
            reader.report(fault.hint("write `text: \"…\"` with the note as it shall be printed"));
        }
        parts.finish();
        Some(Correction { date: date?.value, kind, text, was, now })
    };
    fields.maps("corrections", "a correction").into_iter().filter_map(read).collect()
}
