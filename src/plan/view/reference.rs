//! The view in words: what `docs/templates.md` says of every page kind and type, and any page's view as JSON.

use super::types::*;
use super::{Part, Views};
use crate::plan::kinds::{BOOK, BOOKS, COMMON, KINDS};
use crate::plan::{Page, kinds};
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value};
use std::fmt::Write;

impl Views<'_> {
    /// Everything that the template of this page is given; HTML and free data, which are made with the page, as a
    /// mark. An empty object for a page without a template.
    pub fn as_json(&self, page: &Page) -> Value {
        let mut view = Map::new();
        let Some(kind) = kinds::name(&page.kind, |id| self.site[id].kind).and_then(kinds::find) else {
            return Value::Object(view);
        };
        let lists = self.shared_names(page.language);
        let names = COMMON.iter().chain(kind.parts).map(|(name, ..)| *name).chain(lists.map(String::as_str));
        for name in names {
            if view.contains_key(name) {
                continue;
            }
            let value = match self.whole_part(page, name) {
                Some(Part::Own(own)) => json(&own.value()),
                Some(Part::Shared(shared)) => json(&shared.value),
                Some(Part::Body(_)) => "(html)".into(),
                Some(Part::Bodies(bodies)) => bodies.iter().map(|_| Value::from("(html)")).collect(),
                Some(Part::X(plan)) if plan.has_x => "(x of the front matter)".into(),
                Some(Part::X(_)) => Value::Object(Map::new()),
                Some(Part::Nothing) | None => Value::Null,
            };
            view.insert(name.to_string(), value);
        }
        Value::Object(view)
    }
}

fn json(value: &tera::Value) -> Value {
    serde_json::to_value(value).unwrap_or(Value::Null)
}

/// The part of `docs/templates.md` that is generated: page kinds with their templates and parts, then every type.
pub fn reference() -> String {
    let mut out = String::from("## Given to every page\n\n");
    parts(&mut out, COMMON);
    out.push_str("\nEvery named list stands under its own name beside these.\n\n## Page kinds\n");
    for kind in KINDS {
        let _ = write!(out, "\n### `{}`\n\nTemplate: `{}`.", kind.name, kind.template);
        if kind.parts.is_empty() {
            out.push_str(" It has no parts of its own.\n");
        } else {
            out.push_str("\n\n");
            parts(&mut out, kind.parts);
        }
    }
    books(&mut out);
    out.push_str("\n## Types\n\n`[T]` is a list of `T`; `?` marks what may be null.\n");
    for (name, schema) in schemas() {
        describe(&mut out, &name, &schema);
    }
    out
}

/// The templates of books.
fn books(out: &mut String) {
    out.push_str(
        "\n## Books\n\nA dossier as an EPUB or as one HTML file has templates of its own. Each is given the parts of a page kind, \
         and these:\n\n",
    );
    parts(out, BOOK);
    out.push_str("\n| template | the parts of |\n|---|---|\n");
    for (template, kind) in BOOKS {
        let _ = writeln!(out, "| `{template}` | `{kind}` |");
    }
    out.push_str(
        "\nWhat they make is read as HTML and written as XHTML, so an empty element needs its end tag. A link to another part of \
         the book is written as it is on the site, or as `book:timeline`.\n",
    );
}

fn parts(out: &mut String, parts: &[(&str, &str, &str)]) {
    out.push_str("| name | type | |\n|---|---|---|\n");
    for (name, type_, sentence) in parts {
        let _ = writeln!(out, "| `{name}` | `{type_}` | {sentence} |");
    }
}

/// Every type by name, in alphabetical order.
fn schemas() -> Map<String, Value> {
    let mut generator = SchemaGenerator::default();
    register::<(SiteView, PageView, ArticleView, BoxView, RelatedView, TagsView)>(&mut generator);
    register::<(DossierView, MembersView, PieceView, TimelineView, SubjectView)>(&mut generator);
    register::<(YearGroup, IndexGroup, ChangeView, SearchView)>(&mut generator);
    register::<(BookView, PersonView)>(&mut generator);
    let mut all: Vec<(String, Value)> = generator.take_definitions(false).into_iter().collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all.into_iter().collect()
}

fn register<T: JsonSchema>(generator: &mut SchemaGenerator) {
    generator.subschema_for::<T>();
}

fn describe(out: &mut String, name: &str, schema: &Value) {
    let _ = write!(out, "\n### {name}\n\n");
    if let Some(text) = schema.get("description").and_then(Value::as_str) {
        let _ = write!(out, "{}\n\n", line(text));
    }
    out.push_str("| field | type | |\n|---|---|---|\n");
    let fields = schema.get("properties").and_then(Value::as_object);
    for (field, schema) in fields.into_iter().flatten() {
        let text = schema.get("description").and_then(Value::as_str).map(line).unwrap_or_default();
        let _ = writeln!(out, "| `{field}` | `{}` | {text} |", type_of(schema));
    }
}

/// A docstring in one line, safe in a table.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

/// A schema as a short type: `text?`, `[Card]`, `number`.
fn type_of(schema: &Value) -> String {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        return reference.rsplit('/').next().unwrap_or(reference).to_string();
    }
    if let Some(Value::Array(any)) = schema.get("anyOf") {
        let types: Vec<String> = any.iter().filter(|one| !is_null(one)).map(type_of).collect();
        let null = if any.iter().any(is_null) { "?" } else { "" };
        return format!("{}{null}", types.join(" or "));
    }
    match schema.get("type") {
        Some(Value::String(name)) => named(name, schema),
        Some(Value::Array(names)) => {
            let types: Vec<String> = names
                .iter()
                .filter_map(Value::as_str)
                .filter(|name| *name != "null")
                .map(|n| named(n, schema))
                .collect();
            let null = if names.iter().any(|name| name == "null") { "?" } else { "" };
            format!("{}{null}", types.join(" or "))
        }
        _ => "any".into(),
    }
}

fn is_null(schema: &Value) -> bool {
    schema.get("type").and_then(Value::as_str) == Some("null")
}

fn named(name: &str, schema: &Value) -> String {
    match name {
        "string" => "text".into(),
        "integer" | "number" => "number".into(),
        "boolean" => "true or false".into(),
        "array" => format!("[{}]", schema.get("items").map_or_else(|| "any".into(), type_of)),
        other => other.to_string(),
    }
}
