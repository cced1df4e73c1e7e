//! Stories about the table of fields: the reader, the schemas and the reference say the same.

use super::*;
use crate::base::path::SourcePath;
use crate::parse::config::config;
use crate::parse::front;
use std::collections::BTreeSet;

/// A value of this shape, with every key of every group filled, and with `more` in each closed group.
fn sample(shape: Shape, more: &[&str]) -> Value {
    match shape {
        Shape::Text | Shape::Reference => json!("text"),
        Shape::Flag => json!(true),
        Shape::Number | Shape::Count => json!(1),
        Shape::Published | Shape::Event => json!("2017-01-23"),
        Shape::OneOf(words) => json!(words[0]),
        Shape::List(item) => json!([sample(*item, more)]),
        Shape::Object(_, fields) => filled(fields, more),
        Shape::Open(_, fields) => filled(fields, &[]),
        Shape::Map(item) => json!({"title": sample(*item, more)}),
        Shape::Either(_, long) => sample(*long, more),
        Shape::Free => json!({"own": {"deep": 1}}),
    }
}

fn filled(fields: &[Field], more: &[&str]) -> Value {
    let own = fields.iter().map(|field| (field.key.to_string(), sample(field.shape, more)));
    Value::Object(own.chain(more.iter().map(|key| (key.to_string(), json!("text")))).collect())
}

/// How many closed groups `fields` has, itself included.
fn groups(fields: &[Field]) -> usize {
    fn within(shape: Shape) -> usize {
        match shape {
            Shape::Object(_, fields) => groups(fields),
            Shape::Open(_, fields) => groups(fields) - 1,
            Shape::List(item) | Shape::Map(item) => within(*item),
            Shape::Either(short, long) => within(*short) + within(*long),
            _ => 0,
        }
    }
    1 + fields.iter().map(|field| within(field.shape)).sum::<usize>()
}

/// The keys that the reader of settings does not know.
fn unknown_settings(value: &Value) -> Vec<String> {
    let (_, diagnostics) = config(&SourcePath::new("throughline.yaml").unwrap(), &value.to_string());
    diagnostics.into_iter().filter(|fault| fault.code == "unknown-key").map(|fault| fault.message).collect()
}

#[test]
fn every_setting_of_the_table_is_read_and_no_other() {
    assert_eq!(unknown_settings(&filled(SETTINGS, &[])), Vec::<String>::new());
    assert_eq!(unknown_settings(&filled(SETTINGS, &["no_such_key"])).len(), groups(SETTINGS));
    let ours: BTreeSet<&str> = SETTINGS.iter().map(|field| field.key).collect();
    for kind in SchemaKind::ALL {
        let SchemaKind::Document(kind) = kind else { continue };
        for field in fields_of(kind).iter().filter(|field| !ours.contains(field.key)) {
            assert_eq!(unknown_settings(&json!({"title": "T", field.key: "text"})).len(), 1, "{}", field.key);
        }
    }
}

/// The keys that the reader of documents does not know.
fn unknown_fields(kind: DocumentKind, value: &Value) -> Vec<String> {
    let folder = match kind {
        DocumentKind::Article => "articles/a.md",
        DocumentKind::Dossier => "dossiers/a/index.md",
        DocumentKind::Person => "people/a.md",
        DocumentKind::Place => "places/a.md",
        DocumentKind::Organisation => "organisations/a.md",
        DocumentKind::Page => "pages/a.md",
        DocumentKind::Background => "background/a.md",
    };
    let (settings, _) = config(&SourcePath::new("throughline.yaml").unwrap(), "title: T");
    let text = format!("---\n{value}\n---\nText.\n");
    let path = SourcePath::new(&format!("content/{folder}")).unwrap();
    let (document, _, diagnostics) = front::read(&path, text.as_bytes(), &settings, None);
    assert_eq!(document.kind, kind);
    diagnostics.into_iter().filter(|fault| fault.code == "unknown-key").map(|fault| fault.message).collect()
}

const DOCUMENTS: [DocumentKind; 7] = [
    DocumentKind::Article,
    DocumentKind::Dossier,
    DocumentKind::Person,
    DocumentKind::Place,
    DocumentKind::Organisation,
    DocumentKind::Page,
    DocumentKind::Background,
];

#[test]
fn every_field_of_the_table_is_read_and_no_other() {
    let all: BTreeSet<&str> = DOCUMENTS.iter().flat_map(|kind| fields_of(*kind)).map(|field| field.key).collect();
    for kind in DOCUMENTS {
        let fields = fields_of(kind);
        assert_eq!(unknown_fields(kind, &filled(&fields, &[])), Vec::<String>::new(), "{kind:?}");
        assert_eq!(unknown_fields(kind, &filled(&fields, &["no_such_key"])).len(), groups(&fields), "{kind:?}");
        for foreign in all.iter().filter(|key| !fields.iter().any(|field| field.key == **key)) {
            let told = unknown_fields(kind, &json!({"title": "T", "name": "T", *foreign: "text"}));
            assert!(told.iter().any(|told| told.contains(&format!("`{foreign}`"))), "{kind:?}: {foreign}");
        }
    }
}

#[test]
fn a_kind_has_no_key_twice_and_a_sentence_for_each() {
    fn walk(fields: &[Field]) {
        let keys: BTreeSet<&str> = fields.iter().map(|field| field.key).collect();
        assert_eq!(keys.len(), fields.len());
        for field in fields {
            assert!(field.help.ends_with('.') && !field.help.contains('|'), "{}: {}", field.key, field.help);
            into(field.shape);
        }
    }
    fn into(shape: Shape) {
        match shape {
            Shape::Object(_, fields) | Shape::Open(_, fields) => walk(fields),
            Shape::List(item) | Shape::Map(item) => into(*item),
            Shape::Either(short, long) => {
                into(*short);
                into(*long);
            }
            _ => {}
        }
    }
    walk(SETTINGS);
    for kind in SchemaKind::ALL {
        if let SchemaKind::Document(kind) = kind {
            walk(&fields_of(kind));
        }
    }
}

#[test]
fn a_schema_describes_each_key_and_refuses_others() {
    for kind in SchemaKind::ALL {
        let schema = schema(kind);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["additionalProperties"], false, "{}", kind.word());
        let properties = schema["properties"].as_object().unwrap();
        assert!(properties.values().all(|property| property["description"].is_string()), "{}", kind.word());
    }
    assert_eq!(schema(SchemaKind::Document(DocumentKind::Person))["required"], json!(["name"]));
}

#[test]
fn values_may_be_written_as_people_write_them() {
    let article = schema(SchemaKind::Document(DocumentKind::Article));
    let of = |key: &str| &article["properties"][key];
    assert_eq!(of("title")["type"], json!(["string", "number"]), "a headline may be `1984`");
    assert_eq!(of("tags")["anyOf"][0]["anyOf"][1]["type"], json!(["string", "number"]), "one tag needs no brackets");
    assert_eq!(of("draft")["type"], json!(["boolean", "null"]), "a key may be there and not be filled");
    assert_eq!(of("x")["additionalProperties"], true);
}

#[test]
fn the_reference_holds_every_key_and_every_link_leads_to_a_part() {
    let text = reference() + &settings_reference();
    for kind in SchemaKind::ALL {
        let fields = match kind {
            SchemaKind::Config => SETTINGS.to_vec(),
            SchemaKind::Document(kind) => fields_of(kind),
        };
        assert!(fields.iter().all(|field| text.contains(&format!("| `{}` |", field.key))), "{}", kind.word());
    }
    let headings: BTreeSet<String> = text
        .lines()
        .filter_map(|line| line.strip_prefix("## "))
        .map(|title| title.to_lowercase().replace(' ', "-"))
        .collect();
    for link in text.split("](#").skip(1) {
        let anchor = link.split(')').next().unwrap();
        assert!(headings.contains(anchor), "{anchor}");
    }
}
