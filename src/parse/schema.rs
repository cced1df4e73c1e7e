//! What may be written in front matter and in `throughline.yaml`: one table, and the JSON Schemas made of it.

mod documents;
mod parts;
mod reference;
mod settings;

use super::document::DocumentKind;
use serde_json::{Value, json};

pub use documents::fields_of;
pub use reference::{reference, settings_reference};
pub use settings::SETTINGS;

/// One key: what it is called, what may be written there, and what it is for.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub key: &'static str,
    pub shape: Shape,
    /// One or two sentences, Markdown.
    pub help: &'static str,
    pub required: bool,
}

/// What may be written as a value. Everywhere, one value stands for a list of one, and a number for its text.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    Text,
    /// The id, slug, name or address of something: text that is looked up.
    Reference,
    Flag,
    /// Any number.
    Number,
    /// A whole number from 0.
    Count,
    /// A day, or a day and a time.
    Published,
    /// EDTF: as much as is known.
    Event,
    OneOf(&'static [&'static str]),
    List(&'static Shape),
    /// Named keys and no others. The name is what the reference calls it.
    Object(&'static str, &'static [Field]),
    /// Named keys, and others that someone else declares.
    Open(&'static str, &'static [Field]),
    /// Any names, each with a value of one shape.
    Map(&'static Shape),
    /// The short way first, the long way second.
    Either(&'static Shape, &'static Shape),
    /// Anything at all.
    Free,
}

const fn field(key: &'static str, shape: Shape, help: &'static str) -> Field {
    Field { key, shape, help, required: false }
}

const fn required(key: &'static str, shape: Shape, help: &'static str) -> Field {
    Field { key, shape, help, required: true }
}

const TEXTS: Shape = Shape::List(&Shape::Text);
const REFERENCES: Shape = Shape::List(&Shape::Reference);

/// What a JSON Schema is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaKind {
    Config,
    Document(DocumentKind),
}

impl SchemaKind {
    /// Every kind that has a schema.
    pub const ALL: [SchemaKind; 7] = [
        SchemaKind::Config,
        SchemaKind::Document(DocumentKind::Article),
        SchemaKind::Document(DocumentKind::Dossier),
        SchemaKind::Document(DocumentKind::Person),
        SchemaKind::Document(DocumentKind::Place),
        SchemaKind::Document(DocumentKind::Organisation),
        SchemaKind::Document(DocumentKind::Page),
    ];

    /// The word for it on the command line: `config`, `article`, ….
    pub fn word(self) -> &'static str {
        match self {
            SchemaKind::Config => "config",
            SchemaKind::Document(kind) => kind.word(),
        }
    }
}

/// The JSON Schema (draft 2020-12) of the front matter of a kind of document, or of `throughline.yaml`: what editors'
/// YAML plug-ins complete and check against.
pub fn schema(kind: SchemaKind) -> Value {
    let (title, fields) = match kind {
        SchemaKind::Config => ("throughline.yaml".to_string(), SETTINGS.to_vec()),
        SchemaKind::Document(kind) => (format!("Front matter: {}", kind.word()), fields_of(kind)),
    };
    let mut out = json!({"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title});
    extend(&mut out, object(&fields, false));
    out
}

/// An object with these keys; `open` lets others pass.
fn object(fields: &[Field], open: bool) -> Value {
    let properties: serde_json::Map<String, Value> =
        fields.iter().map(|field| (field.key.into(), property(field))).collect();
    let required: Vec<&str> = fields.iter().filter(|field| field.required).map(|field| field.key).collect();
    let mut out = json!({"type": "object", "properties": properties, "additionalProperties": open});
    if !required.is_empty() {
        out["required"] = json!(required);
    }
    out
}

/// The schema of one key. A key that need not be there may be left unfilled.
fn property(field: &Field) -> Value {
    let mut out = json!({"description": field.help});
    let value = value(field.shape);
    match value.get("type") {
        _ if field.required => extend(&mut out, value),
        Some(_) if value.get("enum").is_none() => {
            let mut value = value;
            let types = match value["type"].take() {
                Value::Array(mut types) => {
                    types.push("null".into());
                    types
                }
                one => vec![one, "null".into()],
            };
            value["type"] = types.into();
            extend(&mut out, value);
        }
        _ => extend(&mut out, json!({"anyOf": [value, {"type": "null"}]})),
    }
    out
}

fn value(shape: Shape) -> Value {
    match shape {
        Shape::Text | Shape::Reference => json!({"type": ["string", "number"]}),
        Shape::Flag => json!({"type": "boolean"}),
        Shape::Number => json!({"type": "number"}),
        Shape::Count => json!({"type": "integer", "minimum": 0}),
        Shape::Published => json!({"type": "string", "pattern": r"^\s*[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt\s].*)?$"}),
        Shape::Event => json!({"type": ["string", "integer"]}),
        Shape::OneOf(words) => json!({"type": "string", "enum": words}),
        Shape::List(item) => {
            let item = value(*item);
            json!({"anyOf": [{"type": "array", "items": item.clone()}, item]})
        }
        Shape::Object(_, fields) => object(fields, false),
        Shape::Open(_, fields) => object(fields, true),
        Shape::Map(item) => json!({"type": "object", "additionalProperties": value(*item)}),
        Shape::Either(short, long) => json!({"anyOf": [value(*short), value(*long)]}),
        Shape::Free => json!({"type": "object", "additionalProperties": true}),
    }
}

fn extend(object: &mut Value, more: Value) {
    if let (Value::Object(object), Value::Object(more)) = (object, more) {
        object.extend(more);
    }
}

#[cfg(test)]
mod tests;
