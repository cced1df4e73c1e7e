//! Named lists as they are written in `throughline.yaml` and in a theme's manifest.

use super::check::quoted;
use super::{ListDefinition, ListFrom, ListGroup};
use crate::base::diag::Span;
use crate::base::text::nearest;
use crate::parse::document::{Spanned, Text};
use crate::parse::fields::Reader;
use crate::parse::tree::{Key, Node, Value};

const FROM: [(&str, ListFrom); 8] = [
    ("articles", ListFrom::Articles),
    ("dossiers", ListFrom::Dossiers),
    ("events", ListFrom::Events),
    ("corrections", ListFrom::Corrections),
    ("people", ListFrom::People),
    ("places", ListFrom::Places),
    ("organisations", ListFrom::Organisations),
    ("tags", ListFrom::Tags),
];

const GROUPS: [(&str, ListGroup); 4] =
    [("year", ListGroup::Year), ("month", ListGroup::Month), ("kind", ListGroup::Kind), ("letter", ListGroup::Letter)];

/// What `where` and what `sort` may name in a list of these.
pub fn list_fields(from: ListFrom) -> (&'static [&'static str], &'static [&'static str]) {
    match from {
        ListFrom::Articles => (
            &[
                "id",
                "slug",
                "title",
                "kicker",
                "language",
                "authors",
                "dossiers",
                "tags",
                "people",
                "places",
                "organisations",
                "year",
            ],
            &["published", "updated", "title", "id"],
        ),
        ListFrom::Dossiers => (
            &["id", "slug", "title", "kicker", "language", "status", "tags", "people", "places", "organisations"],
            &["title", "updated", "started", "ended", "published", "articles", "id"],
        ),
        ListFrom::Events => {
            (&["id", "title", "weight", "dossiers", "people", "places", "year"], &["date", "title", "id"])
        }
        ListFrom::Corrections => (&["kind", "article", "dossiers", "year"], &["date", "article"]),
        ListFrom::People | ListFrom::Places | ListFrom::Organisations => {
            (&["id", "slug", "name", "dossiers"], &["name", "articles", "id"])
        }
        ListFrom::Tags => (&["slug", "name", "dossiers"], &["name", "articles", "slug"]),
    }
}

/// Reads the value of `lists:`: the definitions by name, in the order written. Of a name that is written twice the
/// last one counts.
pub fn list_definitions(reader: &Reader, node: &Node) -> Vec<ListDefinition> {
    let Value::Map(entries) = &node.value else {
        let fault = reader.fault("wrong-type", node.span, "`lists` is written as `name: {from: …}`");
        reader.report(fault.hint("for example `lists: {newest: {from: articles, sort: -published, take: 5}}`"));
        return Vec::new();
    };
    let last = |index: usize, name: &str| !entries[index + 1..].iter().any(|(key, _)| key.name == name);
    let counting = entries.iter().enumerate().filter(|(index, (key, _))| last(*index, &key.name));
    counting.filter_map(|(_, (key, node))| definition(reader, key, node)).collect()
}

fn definition(reader: &Reader, key: &Key, node: &Node) -> Option<ListDefinition> {
    check_name(reader, key);
    let what = format!("the list `{}`", key.name);
    let mut fields = reader.fields(node, &what);
    let written = fields.written("from").is_some();
    let from = fields.choice("from", &FROM);
    if !written && matches!(node.value, Value::Map(_) | Value::Null) {
        let known: Vec<&str> = FROM.iter().map(|(word, _)| *word).collect();
        let fault = reader.fault("missing-field", key.span, format!("{what} does not say what it is made of"));
        reader.report(fault.hint(format!("write `from:` and one of {}", quoted(&known))));
    }
    let filter = fields.node("where");
    let sort = fields.spanned_text("sort");
    let take = super::read::whole(&mut fields, "take", 1);
    let group = fields.choice("group", &GROUPS).zip(fields.node("group").map(|node| node.span));
    fields.finish();
    let from = from?;
    let (filters, sorts) = list_fields(from);
    Some(ListDefinition {
        name: Spanned { value: key.name.as_str().into(), span: key.span },
        from,
        filter: filter.map_or_else(Vec::new, |node| conditions(reader, node, &what, filters)),
        sort: sort.and_then(|sort| order(reader, &sort, &what, sorts)),
        take,
        group: group.filter(|(group, span)| suits(reader, *group, from, *span, &what)).map(|(group, _)| group),
    })
}

/// Templates call the list by its name, so it must be a name that they can write.
fn check_name(reader: &Reader, key: &Key) {
    let name = &key.name;
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if starts && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return;
    }
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let fault = reader.fault("bad-list", key.span, format!("templates cannot call a list `{name}`"));
    reader.report(fault.hint(format!(
        "letters, digits and `_` make a name: `{}`",
        plain.trim_start_matches(|c: char| c.is_ascii_digit())
    )));
}

/// `where`: field → the values that it may have.
fn conditions(reader: &Reader, node: &Node, what: &str, known: &[&'static str]) -> Vec<(Spanned<Text>, Vec<Text>)> {
    let Value::Map(entries) = &node.value else {
        let fault = reader.fault("wrong-type", node.span, "`where` is written as fields, `field: value`");
        reader.report(fault.hint("for example `where: {status: running}` or `where: {tags: [Syria, Iran]}`"));
        return Vec::new();
    };
    let mut out = Vec::new();
    for (key, value) in entries {
        if !known.contains(&key.name.as_str()) {
            unknown(reader, &key.name, key.span, &format!("{what} cannot be chosen by `{}`", key.name), known);
            continue;
        }
        let values = match &value.value {
            Value::List(items) => items.iter().collect(),
            _ => vec![value],
        };
        let texts = values.into_iter().filter_map(|value| reader.text(&key.name, value)).map(|text| text.value);
        out.push((Spanned { value: key.name.as_str().into(), span: key.span }, texts.collect()));
    }
    out
}

/// `sort: -published`: the field, and whether descending.
fn order(reader: &Reader, sort: &Spanned<Text>, what: &str, known: &[&'static str]) -> Option<(Text, bool)> {
    let (field, descending) = sort.value.strip_prefix('-').map_or((&*sort.value, false), |field| (field, true));
    if known.contains(&field) {
        return Some((field.into(), descending));
    }
    unknown(reader, field, sort.span, &format!("{what} cannot be sorted by `{field}`"), known);
    None
}

fn unknown(reader: &Reader, word: &str, span: Span, message: &str, known: &[&'static str]) {
    let fault = reader.fault("bad-list", span, message);
    reader.report(match nearest(word, known.iter().copied()) {
        Some(near) => fault.label(format!("did you mean `{near}`?")),
        None => fault.hint(format!("there are {}", quoted(known))),
    });
}

/// Years and months need a date, letters a name.
fn suits(reader: &Reader, group: ListGroup, from: ListFrom, span: Span, what: &str) -> bool {
    let dated = matches!(from, ListFrom::Articles | ListFrom::Dossiers | ListFrom::Events | ListFrom::Corrections);
    let (suits, hint) = match group {
        ListGroup::Year | ListGroup::Month => {
            (dated, "people, places, organisations and tags have no date: write `group: letter`")
        }
        ListGroup::Letter => {
            (from != ListFrom::Corrections, "corrections have no name: write `group: year` or `group: kind`")
        }
        ListGroup::Kind => (true, ""),
    };
    if !suits {
        reader.report(reader.fault("bad-list", span, format!("{what} cannot be grouped like this")).hint(hint));
    }
    suits
}
