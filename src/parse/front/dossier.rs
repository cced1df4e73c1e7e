//! The front matter of a dossier.

use super::parts::{events, heading, ids_or_groups};
use crate::parse::document::{DossierFront, DossierOrder, Front, KeyPlayer, Listing, Phase, Revision, Status};
use crate::parse::fields::Fields;
use thin_vec::ThinVec;

const ORDER: [(&str, DossierOrder); 2] = [("published", DossierOrder::Published), ("position", DossierOrder::Position)];
const LISTING: [(&str, Listing); 2] = [("newest", Listing::Newest), ("oldest", Listing::Oldest)];

/// Reads the keys that only dossiers have.
pub(super) fn read(fields: &mut Fields) -> Front {
    Front::Dossier(Box::new(DossierFront {
        status: fields.choice("status", Status::WORDS).unwrap_or_default(),
        started: fields.event_date("started"),
        ended: fields.event_date("ended"),
        phases: fields.maps("phases", "a phase").into_iter().filter_map(phase).collect(),
        key_players: key_players(fields),
        order: fields.choice("order", &ORDER).unwrap_or_default(),
        listing: fields.choice("listing", &LISTING),
        start_here: fields.spanned_text("start_here"),
        events: events(fields),
        related_dossiers: fields.texts("related_dossiers"),
        revisions: fields.maps("revisions", "a revision").into_iter().filter_map(revision).collect(),
    }))
}

fn phase(mut fields: Fields) -> Option<Phase> {
    fields.need("title", "title: \"Four zones\"");
    let span = fields.span;
    let (from, to) = (fields.event_date("from"), fields.event_date("to"));
    let (title, summary) = (heading(&mut fields, "title"), fields.text("summary"));
    fields.finish();
    Some(Phase { span, title: title?, from, to, summary })
}

/// Ids, or groups of fields with an id.
fn key_players(fields: &mut Fields) -> ThinVec<KeyPlayer> {
    let by_id = |id| KeyPlayer { id, role: None, from: None, to: None };
    let group = |mut parts: Fields| {
        parts.need("id", "id: staffan-de-mistura");
        let (id, role) = (parts.spanned_text("id"), parts.text("role"));
        let (from, to) = (parts.event_date("from"), parts.event_date("to"));
        parts.finish();
        Some(KeyPlayer { id: id?, role, from, to })
    };
    ids_or_groups(fields, "key_players", "a key player", by_id, group)
}

fn revision(mut fields: Fields) -> Option<Revision> {
    fields.need("date", "date: 2017-01-23");
    fields.need("text", "text: \"…\"");
    let (date, text) = (fields.published("date"), fields.text("text"));
    fields.finish();
    Some(Revision { date: date?.value, text: text? })
}
