//! A theme's options with the site's values: checked against the manifest, and as custom properties for style sheets.

use super::manifest::{OptionDefinition, listed};
use crate::base::diag::{Diagnostic, Place};
use crate::base::text;
use crate::parse::config::Config;
use crate::parse::document::Text;
use crate::parse::scalars;
use crate::parse::tree::{Node, Value};
use serde_json::Value as Json;

/// Every option with its value, in the manifest's order.
pub(super) fn values(
    definitions: &[OptionDefinition],
    config: &Config,
    faults: &mut Vec<Diagnostic>,
) -> Vec<(Text, Json)> {
    for (key, _) in &config.theme.options {
        if !definitions.iter().any(|option| option.name.value == key.value) {
            faults.push(unknown(&key.value, definitions).at(Place::new(&config.path, key.span)));
        }
    }
    definitions
        .iter()
        .map(|option| {
            let written = config.theme.options.iter().find(|(key, _)| key.value == option.name.value);
            let value = written.and_then(|(_, node)| match value(option, node) {
                Ok(value) => Some(value),
                Err(wanted) => {
                    faults.push(
                        Diagnostic::new("option-value", format!("`{}` should be {wanted}", option.name.value))
                            .at(Place::new(&config.path, node.span))
                            .hint(example(option)),
                    );
                    None
                }
            });
            (option.name.value.clone(), value.unwrap_or_else(|| option.default.clone()))
        })
        .collect()
}

fn unknown(name: &str, definitions: &[OptionDefinition]) -> Diagnostic {
    let names = || definitions.iter().map(|option| &*option.name.value);
    let told = Diagnostic::new("unknown-option", format!("`{name}` is not an option of the theme"));
    match text::nearest(name, names()) {
        Some(near) => told.label(format!("did you mean `{near}`?")),
        None if definitions.is_empty() => told.hint("this theme has no options; remove the line"),
        None => told.hint(format!("its options are {}", listed(names()))),
    }
}

/// The value as the type of the default, or the words for what it should be.
fn value(option: &OptionDefinition, node: &Node) -> Result<Json, &'static str> {
    let value = scalars::json(node);
    match (&option.default, &value) {
        (Json::String(_), _) => match &node.value {
            Value::Scalar { text, .. } => Ok(Json::String(text.clone())),
            Value::Null => Ok(Json::String(String::new())),
            _ => Err("a text"),
        },
        (Json::Bool(_), Json::Bool(_)) | (Json::Number(_), Json::Number(_)) | (Json::Null, _) => Ok(value),
        (Json::Array(_), Json::Array(_)) | (Json::Object(_), Json::Object(_)) => Ok(value),
        (Json::Array(_), Json::String(_) | Json::Number(_)) => Ok(Json::Array(vec![value])),
        (Json::Array(_), Json::Null) => Ok(Json::Array(Vec::new())),
        (Json::Bool(_), _) => Err("`true` or `false`"),
        (Json::Number(_), _) => Err("a number"),
        (Json::Array(_), _) => Err("a list"),
        (Json::Object(_), _) => Err("keys with values"),
    }
}

fn example(option: &OptionDefinition) -> String {
    let help = if option.help.is_empty() { String::new() } else { format!(" ({})", option.help) };
    format!("for example `{}: {}`{help}", option.name.value, option.default)
}

/// `:root{--accent:#a00}` of the options with `css: true`; empty when there are none.
pub(super) fn css(
    definitions: &[OptionDefinition],
    values: &[(Text, Json)],
    config: &Config,
    faults: &mut Vec<Diagnostic>,
) -> String {
    let mut properties = Vec::new();
    for (option, (_, value)) in definitions.iter().zip(values).filter(|(option, _)| option.css) {
        let text = match value {
            Json::String(text) => text.trim().to_string(),
            Json::Number(number) => number.to_string(),
            _ => continue,
        };
        if text.is_empty() {
            continue;
        }
        if let Some(what) = unsafe_in_css(&text) {
            let written = config.theme.options.iter().find(|(key, _)| key.value == option.name.value);
            let place = match written {
                Some((_, node)) => Place::new(&config.path, node.span),
                None => Place::new(&option.path, option.name.span),
            };
            faults.push(
                Diagnostic::new(
                    "option-value",
                    format!("`{}` cannot stand in a style sheet: {what}", option.name.value),
                )
                .at(place)
                .hint(example(option)),
            );
            continue;
        }
        properties.push(format!("--{}:{text}", option.name.value.replace('_', "-")));
    }
    if properties.is_empty() { String::new() } else { format!(":root{{{}}}", properties.join(";")) }
}

/// Why a value could end its declaration and begin something else; none when it cannot.
fn unsafe_in_css(text: &str) -> Option<String> {
    if let Some(c) = text.chars().find(|c| matches!(c, ';' | '{' | '}' | '<' | '>' | '\\') || c.is_control()) {
        return Some(format!("it has `{}` in it", c.escape_default()));
    }
    if text.contains("/*") || text.contains("*/") {
        return Some("it has a comment in it".into());
    }
    let (mut depth, mut quote) = (0i32, None);
    for c in text.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth -= 1,
            (None, _) => {}
        }
        if depth < 0 {
            break;
        }
    }
    (quote.is_some() || depth != 0).then(|| "a quote or bracket is open".into())
}
