//! What a piece's own page shows of its front matter and its files, field by field as hashes: enough to tell which of them
//! changed. The hashed forms are written out here, so that a later version of this program makes the same ones.

use super::canonical;
use crate::base::hash::{Hash128, Hasher};
use crate::base::inputs::Inputs;
use crate::model::site::{PublishedFile, Site};
use crate::parse::dates::EventDate;
use crate::parse::document::Text;
use crate::parse::document::{
    ArticleFront, Dateline, Document, DossierFront, EntityFront, Event, EventFront, Front, Source, Spanned, Weight,
};
use crate::parse::{front, scalars};
use crate::plan::view::data::rfc3339;
use serde_json::{Map, Value, json};

/// Where the bytes are that the model does not hold.
pub struct Bytes<'a> {
    pub inputs: &'a dyn Inputs,
    /// The hash of a published file.
    pub file: &'a dyn Fn(&PublishedFile) -> Option<Hash128>,
}

/// Fields with their hashes; those that say nothing are left out.
pub fn shown(site: &Site, doc: &Document, bytes: &Bytes) -> Value {
    let mut fields = match &doc.front {
        Front::Article(front) => article(front),
        Front::Dossier(front) => dossier(front),
        Front::Entity(front) => entity(front),
        Front::Page(_) | Front::Background => Vec::new(),
    };
    let image = doc.common.image.as_ref();
    let image =
        image.map(|one| json!([&*one.src.value, one.alt.as_deref(), one.caption.as_deref(), one.credit.as_deref()]));
    fields.push(("image", image.unwrap_or_default()));
    let mut out = Map::new();
    for (name, value) in fields {
        let says_nothing = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        if !says_nothing {
            out.insert(name.into(), json!(Hash128::of(canonical::text(&value).as_bytes()).hex()));
        }
    }
    out.extend(free_data(site, doc, bytes.inputs).map(|hash| ("x".into(), json!(hash.hex()))));
    out.extend(files(site, doc, bytes).map(|hash| ("files".into(), json!(hash.hex()))));
    Value::Object(out)
}

/// `x`: its text is read again, for nobody keeps it.
fn free_data(site: &Site, doc: &Document, inputs: &dyn Inputs) -> Option<Hash128> {
    let common = Some(&doc.common).filter(|common| common.has_x)?;
    let bytes = inputs.read(&doc.path).ok()?;
    let text = bytes.get(common.front_span.start as usize..common.front_span.end as usize)?;
    let node = front::free_data(std::str::from_utf8(text).ok()?, common.toml, doc.kind, &site.config);
    Some(Hash128::of(scalars::json(&node).to_string().as_bytes()))
}

/// The bytes of the files that it uses, in the order in which it names them.
fn files(site: &Site, doc: &Document, bytes: &Bytes) -> Option<Hash128> {
    let used = site.files_of(doc);
    let mut hasher = Hasher::default();
    used.iter().filter_map(|id| (bytes.file)(&site[*id])).for_each(|hash| {
        hasher.field(&hash.0);
    });
    (!used.is_empty()).then(|| hasher.finish())
}

type Fields = Vec<(&'static str, Value)>;

fn article(front: &ArticleFront) -> Fields {
    let dateline = front.dateline.as_ref().map(|dateline| match dateline {
        Dateline::Parts { place, source } => json!([place.as_deref(), source.as_deref()]),
        Dateline::Text(text) => json!(&**text),
    });
    let events = front.events.iter().map(|one| match one {
        EventFront::Reference(id) => json!(&*id.value),
        EventFront::Event(event) => self::event(event),
    });
    let dossiers = front.dossiers.iter().map(|one| {
        let position = one.position.as_ref().map(|position| position.value.to_string());
        json!([&*one.id.value, position, weight(one.weight)])
    });
    vec![
        ("authors", front.authors.iter().map(|author| json!(&**author)).collect()),
        ("byline", json!(front.byline.as_deref())),
        ("dateline", dateline.unwrap_or_default()),
        ("dossiers", dossiers.collect()),
        ("events", events.collect()),
        ("link_entities", if front.link_entities { Value::Null } else { json!(false) }),
        ("organisations", words(&front.organisations)),
        ("people", words(&front.people)),
        ("places", words(&front.places)),
        ("related", words(&front.related)),
        ("short_title", json!(front.short_title.as_deref())),
        ("sources", sources(&front.sources)),
        ("tags", words(&front.tags)),
    ]
}

fn dossier(front: &DossierFront) -> Fields {
    let phases =
        front.phases.iter().map(|one| json!([&*one.title, date(&one.from), date(&one.to), one.summary.as_deref()]));
    let players = front.key_players.iter();
    let players = players.map(|one| json!([&*one.id.value, one.role.as_deref(), date(&one.from), date(&one.to)]));
    let revisions = front.revisions.iter().map(|one| json!([&*rfc3339(&one.date), &*one.text]));
    vec![
        ("ended", date(&front.ended)),
        ("events", front.events.iter().map(event).collect()),
        ("key_players", players.collect()),
        ("phases", phases.collect()),
        ("related_dossiers", words(&front.related_dossiers)),
        ("revisions", revisions.collect()),
        ("start_here", front.start_here.as_ref().map(|id| json!(&*id.value)).unwrap_or_default()),
        ("started", date(&front.started)),
    ]
}

fn entity(front: &EntityFront) -> Fields {
    let names = front.names.iter().map(|one| json!([&*one.name, date(&one.from), date(&one.to)]));
    let geo = front.geo.map(|geo| json!([geo.lat.to_string(), geo.lon.to_string()]));
    vec![
        ("also", words(&front.also)),
        ("geo", geo.unwrap_or_default()),
        ("names", names.collect()),
        ("same_as", front.same_as.iter().map(|one| json!(&**one)).collect()),
        ("sort_name", json!(front.sort_name.as_deref())),
    ]
}

fn words(list: &[Spanned<Text>]) -> Value {
    list.iter().map(|one| json!(&*one.value)).collect()
}

fn event(event: &Event) -> Value {
    json!([
        event.id.as_deref(),
        &*event.date.edtf,
        &*event.title,
        event.summary.as_deref(),
        weight(event.weight),
        words(&event.people),
        words(&event.places),
        sources(&event.sources),
    ])
}

fn sources(list: &[Source]) -> Value {
    let one = |one: &Source| {
        let accessed = one.accessed.as_ref().map(|at| rfc3339(at).to_string());
        json!([
            &*one.title,
            one.url.as_deref(),
            one.publisher.as_deref(),
            date(&one.date),
            accessed,
            one.archived.as_deref()
        ])
    };
    list.iter().map(one).collect()
}

fn date(date: &Option<EventDate>) -> Value {
    json!(date.as_ref().map(|date| &*date.edtf))
}

fn weight(weight: Weight) -> &'static str {
    match weight {
        Weight::Turning => "turning",
        Weight::Normal => "normal",
        Weight::Background => "background",
    }
}
