//! `theme.yaml`: a theme's name, the template interface it was written for, its options and its lists.

use super::TEMPLATE_API;
use crate::base::diag::{Diagnostic, Place};
use crate::base::path::SourcePath;
use crate::base::text;
use crate::parse::config::{ListDefinition, list_definitions};
use crate::parse::document::{Spanned, Text};
use crate::parse::fields::Reader;
use crate::parse::scalars;
use crate::parse::tree::{Key, Node, Value};
use crate::parse::yaml::yaml;
use jiff::tz::TimeZone;
use serde_json::Value as Json;

const KEYS: [&str; 5] = ["name", "description", "template_api", "options", "lists"];
const OPTION_KEYS: [&str; 3] = ["default", "help", "css"];

/// What a theme says of itself.
#[derive(Default)]
pub(super) struct Manifest {
    pub options: Vec<OptionDefinition>,
    pub lists: Vec<ListDefinition>,
}

/// An option that a site may set under `theme:`.
pub(super) struct OptionDefinition {
    pub name: Spanned<Text>,
    /// Its type is the type of every value.
    pub default: Json,
    pub help: Text,
    /// True: it becomes a custom property of the style sheet.
    pub css: bool,
    pub path: SourcePath,
}

/// Reads a manifest.
pub(super) fn manifest(path: &SourcePath, source: &str, faults: &mut Vec<Diagnostic>) -> Manifest {
    let (root, told) = yaml(path, source, 0);
    faults.extend(told);
    let mut manifest = Manifest::default();
    for (key, node) in root.as_ref().map_or(&[][..], |root| entries(path, "the manifest", root, faults)) {
        match &*key.name {
            "name" | "description" => {}
            "template_api" => api(path, node, faults),
            "options" => {
                for (key, node) in entries(path, "`options`", node, faults) {
                    manifest.options.extend(option(path, key, node, faults));
                }
            }
            "lists" => manifest.lists = lists(path, node, faults),
            _ => faults.push(unknown(path, key, "the manifest", &KEYS)),
        }
    }
    manifest
}

fn lists(path: &SourcePath, node: &Node, faults: &mut Vec<Diagnostic>) -> Vec<ListDefinition> {
    // Lists name no dates, so any zone will do.
    let reader = Reader::new(path, TimeZone::UTC);
    let lists = list_definitions(&reader, node);
    faults.extend(reader.finish());
    lists
}

/// The entries of a map; anything else is told, nothing is an empty map.
fn entries<'n>(path: &SourcePath, what: &str, node: &'n Node, faults: &mut Vec<Diagnostic>) -> &'n [(Key, Node)] {
    match &node.value {
        Value::Map(entries) => entries,
        Value::Null => &[],
        _ => {
            faults.push(
                Diagnostic::new("theme-manifest", format!("{what} should be keys with values"))
                    .at(Place::new(path, node.span))
                    .hint("write one `key: value` a line"),
            );
            &[]
        }
    }
}

fn unknown(path: &SourcePath, key: &Key, what: &str, known: &[&str]) -> Diagnostic {
    let told = Diagnostic::new("theme-manifest", format!("`{}` is not a key of {what}", key.name))
        .at(Place::new(path, key.span));
    match text::nearest(&key.name, known.iter().copied()) {
        Some(name) => told.label(format!("did you mean `{name}`?")),
        None => told.hint(format!("the keys are {}", listed(known.iter().copied()))),
    }
}

fn api(path: &SourcePath, node: &Node, faults: &mut Vec<Diagnostic>) {
    if node.text() != Some(TEMPLATE_API) {
        let written = node.text().unwrap_or("something else");
        faults.push(
            Diagnostic::new("template-api", format!("the theme was written for `template_api: {written}`"))
                .at(Place::new(path, node.span))
                .hint(format!("this program offers `template_api: {TEMPLATE_API}`; use a theme made for it")),
        );
    }
}

fn option(path: &SourcePath, key: &Key, node: &Node, faults: &mut Vec<Diagnostic>) -> Option<OptionDefinition> {
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !key.name.starts_with(|c: char| c.is_ascii_lowercase()) || !key.name.chars().all(good) {
        faults.push(
            Diagnostic::new("theme-manifest", format!("`{}` cannot be the name of an option", key.name))
                .at(Place::new(path, key.span))
                .hint("use small letters, digits and `_`, a letter first"),
        );
        return None;
    }
    for (key, _) in entries(path, &format!("the option `{}`", key.name), node, faults) {
        if !OPTION_KEYS.contains(&&*key.name) {
            faults.push(unknown(path, key, "an option", &OPTION_KEYS));
        }
    }
    let Some(default) = node.get("default") else {
        faults.push(
            Diagnostic::new("theme-manifest", format!("the option `{}` has no default", key.name))
                .at(Place::new(path, key.span))
                .hint(format!("write `{}: {{default: …, help: …}}`", key.name)),
        );
        return None;
    };
    Some(OptionDefinition {
        name: Spanned { value: key.name.as_str().into(), span: key.span },
        default: scalars::json(default),
        help: node.get("help").and_then(Node::text).unwrap_or_default().into(),
        css: node.get("css").and_then(Node::text) == Some("true"),
        path: path.clone(),
    })
}

/// `a`, `b` and `c`, each in backticks.
pub(super) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
