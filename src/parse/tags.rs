//! `content/tags.yaml`: what plain tags mean, and their other names.

use super::document::{Spanned, Text};
use super::fields::Reader;
use super::tree::Value;
use super::yaml::yaml;
use crate::base::diag::{Diagnostic, Place};
use crate::base::path::SourcePath;
use crate::base::text::{fold, slug};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use thin_vec::ThinVec;

/// The file's entries, in the order written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TagFile {
    pub path: Option<SourcePath>,
    pub entries: Vec<TagEntry>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct TagEntry {
    pub name: Spanned<Text>,
    pub also: ThinVec<Spanned<Text>>,
    pub description: Option<Text>,
    pub note: Option<Text>,
}

/// Reads `tags.yaml`: `name: {also, description, note}`. A name without anything below it stands for itself.
pub fn tags(path: &SourcePath, text: &str) -> (TagFile, Vec<Diagnostic>) {
    let mut file = TagFile { path: Some(path.clone()), entries: Vec::new() };
    let (text, offset) = text.strip_prefix('\u{feff}').map_or((text, 0), |rest| (rest, '\u{feff}'.len_utf8()));
    let (node, mut diagnostics) = yaml(path, text, offset);
    let Some(node) = node else { return (file, diagnostics) };
    // Dates have no place here.
    let reader = Reader::new(path, TimeZone::UTC);
    match &node.value {
        Value::Map(entries) => {
            for (key, node) in entries {
                let what = format!("the tag `{}`", key.name);
                let mut fields = reader.fields(node, &what);
                let entry = TagEntry {
                    name: Spanned { value: key.name.trim().into(), span: key.span },
                    also: fields.texts("also"),
                    description: fields.text("description"),
                    note: fields.text("note"),
                };
                fields.finish();
                file.entries.push(entry);
            }
        }
        Value::Null => {}
        _ => {
            let fault = reader.fault("wrong-type", node.span, "`tags.yaml` is written as one group of fields a tag");
            reader.report(
                fault.hint("write `Syria: {also: [Syrian war], description: …}`, and `Syria: {}` for a name alone"),
            );
        }
    }
    twice(&reader, &file.entries);
    diagnostics.extend(reader.finish());
    (file, diagnostics)
}

/// Reports each name that two tags claim: it could mean either.
fn twice(reader: &Reader, entries: &[TagEntry]) {
    let mut names: BTreeMap<String, (&TagEntry, &Spanned<Text>)> = BTreeMap::new();
    for entry in entries {
        for name in std::iter::once(&entry.name).chain(&entry.also) {
            let Some((first, other)) = names.insert(same(name), (entry, name)) else { continue };
            // The same key twice is told as `duplicate-key`; another name twice in one tag is harmless.
            if first.name.value == entry.name.value {
                continue;
            }
            let fault = reader.fault("tag-twice", name.span, format!("`{}` names two tags", name.value));
            let hint = format!("keep it under `{}` or under `{}`", first.name.value, entry.name.value);
            let place = Place::new(reader.path(), other.span);
            reader.report(fault.also(place, format!("it also means `{}`", first.name.value)).hint(hint));
        }
    }
}

/// Names with one slug are one name.
fn same(name: &Spanned<Text>) -> String {
    Some(slug(&name.value, false)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| fold(&name.value))
}

#[cfg(test)]
mod tests;
