//! The front matter of a person, a place or an organisation.

use super::parts::{headings, web_address};
use crate::parse::document::{EntityFront, Front, Geo, PeriodName};
use crate::parse::fields::Fields;

/// Reads the keys that only entities have.
pub(super) fn read(fields: &mut Fields) -> Front {
    let reader = fields.reader();
    Front::Entity(Box::new(EntityFront {
        also: headings(fields, "also"),
        names: fields.maps("names", "a name").into_iter().filter_map(period_name).collect(),
        sort_name: fields.text("sort_name"),
        same_as: fields.texts("same_as").into_iter().filter_map(|url| web_address(reader, url)).collect(),
        geo: geo(fields),
        note: fields.text("note"),
    }))
}

fn period_name(mut fields: Fields) -> Option<PeriodName> {
    fields.need("name", "name: Akmola");
    let (name, from, to) = (fields.text("name"), fields.event_date("from"), fields.event_date("to"));
    fields.finish();
    Some(PeriodName { name: name?, from, to })
}

fn geo(fields: &mut Fields) -> Option<Geo> {
    let mut parts = fields.map("geo", "a position")?;
    parts.need("lat", "lat: 51.17");
    parts.need("lon", "lon: 71.45");
    let (lat, lon) = (parts.number("lat"), parts.number("lon"));
    let reader = parts.reader();
    for (key, value, limit) in [("lat", &lat, 90.0), ("lon", &lon, 180.0)] {
        if let Some(value) = value.as_ref().filter(|number| number.value.abs() > limit) {
            let message = format!("`{key}` must lie between -{limit} and {limit}");
            reader.report(
                reader.fault("bad-geo", value.span, message).hint("`lat` is north, `lon` is east: are they exchanged?"),
            );
        }
    }
    parts.finish();
    let (lat, lon) = (lat?.value, lon?.value);
    (lat.abs() <= 90.0 && lon.abs() <= 180.0).then_some(Geo { lat, lon })
}
