//! TOML front matter into the same tree as YAML, with places.

use super::tree::{Key, Node, Value};
use super::yaml::Reading;
use crate::base::diag::{Diagnostic, Place, Span};
use crate::base::path::SourcePath;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads `text`, which begins `offset` bytes into the file at `path`: spans are bytes of that file.
/// What the errors leave readable is read.
pub fn toml(path: &SourcePath, text: &str, offset: usize) -> Reading {
    let (table, errors) = DeTable::parse_recoverable(text);
    let diagnostics: Vec<Diagnostic> = errors
        .iter()
        .map(|error| {
            let range = error.span().unwrap_or(0..0);
            let end = range.end.max(range.start).min(text.len());
            Diagnostic::new("toml-syntax", words(error.message()))
                .at(Place::new(path, Span::new(range.start.min(end), end).shifted(offset)))
                .hint("in TOML a text stands in quotes: `title = \"Talks open\"`")
        })
        .collect();
    let partial = !diagnostics.is_empty();
    let span = range(&table, offset);
    let entries = entries(table.into_inner(), text, offset);
    let node = (!entries.is_empty()).then_some(Node { span, value: Value::Map(entries) });
    Reading { node, diagnostics, partial }
}

/// What the parser says, for an editor.
fn words(message: &str) -> String {
    match message.split(',').next().unwrap_or("") {
        "duplicate key" => "this key is written twice".into(),
        _ => format!("this cannot be read as TOML: {message}"),
    }
}

fn range<T>(spanned: &Spanned<T>, offset: usize) -> Span {
    let range = spanned.span();
    Span::new(range.start, range.end).shifted(offset)
}

/// The entries of a table in the order written.
fn entries(table: DeTable, text: &str, offset: usize) -> Vec<(Key, Node)> {
    let mut entries: Vec<(Key, Node)> = table
        .into_iter()
        .map(|(key, value)| {
            let key_span = range(&key, offset);
            (Key { span: key_span, name: key.into_inner().into_owned() }, node(value, text, offset))
        })
        .collect();
    entries.sort_by_key(|(key, _)| key.span);
    entries
}

fn node(value: Spanned<DeValue>, text: &str, offset: usize) -> Node {
    let span = range(&value, offset);
    let written = text.get(value.span()).unwrap_or("").trim().to_owned();
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Scalar { text: text.into_owned(), plain: false },
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
            Value::Scalar { text: written, plain: false }
        }
        DeValue::Array(items) => Value::List(items.into_iter().map(|item| node(item, text, offset)).collect()),
        DeValue::Table(table) => Value::Map(entries(table, text, offset)),
    };
    Node { span, value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn toml_reads_as_yaml_does() {
        let path = SourcePath::new("content/a.md").expect("a path");
        let text = "title = \"Talks open\"\ndate = 2017-01-23T09:00:00Z\nweight = 5\ntags = [\"a\", 'b']\n[x]\nslug = \"s\"\n[[events]]\ndate = 2017-01-23\n";
        let reading = toml(&path, text, 4);
        assert_eq!(reading.diagnostics, []);
        let node = reading.node.expect("a tree");
        let title = node.get("title").expect("a title");
        assert_eq!((title.text(), title.span), (Some("Talks open"), Span::new(12, 24)));
        assert_eq!(node.get("date").and_then(Node::text), Some("2017-01-23T09:00:00Z"));
        assert_eq!(node.get("weight").and_then(Node::text), Some("5"));
        assert_eq!(node.get("x").and_then(|x| x.get("slug")).and_then(Node::text), Some("s"));
        let Some(Value::List(events)) = node.get("events").map(|n| &n.value) else { panic!("a list") };
        assert_eq!(events[0].get("date").and_then(Node::text), Some("2017-01-23"));
        let Value::Map(entries) = &node.value else { panic!("a map") };
        let names: Vec<&str> = entries.iter().map(|(key, _)| &*key.name).collect();
        assert_eq!(names, ["title", "date", "weight", "tags", "x", "events"]);
    }

    #[test]
    fn errors_have_places_and_the_rest_is_read() {
        let path = SourcePath::new("content/a.md").expect("a path");
        let reading = toml(&path, "title = Talks open\nkicker = \"k\"\nkicker = \"l\"\n", 0);
        assert!(reading.partial && reading.diagnostics.iter().all(|d| d.code == "toml-syntax" && d.place.is_some()));
        assert!(reading.node.expect("a tree").get("kicker").is_some());
        let deep = format!("a = {}", "[".repeat(100_000));
        assert!(!toml(&path, &deep, 0).diagnostics.is_empty());
    }
}
