//! The reference of front matter and settings in Markdown, made from the same table as the schemas.

use super::{Field, SETTINGS, Shape, fields_of};
use crate::parse::document::DocumentKind;
use std::fmt::Write;

/// The front matter of every kind: the text of `docs/front-matter.md`.
pub fn reference() -> String {
    let mut page = Page::new(
        "# Front matter\n\n\
         Every key that a document may have. Nothing is required unless it says so; an unknown key is an error, and \
         free data goes under `x`. Where a list is meant, one value is a list of one. `throughline schema` prints the \
         same table as JSON Schema, for editors that complete and check YAML.\n",
    );
    let kinds = [
        ("Article", DocumentKind::Article),
        ("Dossier", DocumentKind::Dossier),
        ("Person, place, organisation", DocumentKind::Person),
        ("Page", DocumentKind::Page),
        ("Background paragraph", DocumentKind::Background),
    ];
    for (title, kind) in kinds {
        page.section(title, &fields_of(kind));
    }
    page.finish()
}

/// The settings of `throughline.yaml` in the same form.
pub fn settings_reference() -> String {
    let mut page =
        Page::new("# throughline.yaml\n\nEvery setting. Only `title` is required; an unknown key is an error.\n");
    page.section("Settings", SETTINGS);
    page.finish()
}

/// A page in the making; the parts that tables mention follow after them, each once, in order of first mention.
struct Page {
    text: String,
    parts: Vec<(&'static str, &'static [Field])>,
}

impl Page {
    fn new(head: &str) -> Self {
        Page { text: head.to_string(), parts: Vec::new() }
    }

    fn section(&mut self, title: &str, fields: &[Field]) {
        // Writing to a String cannot fail.
        let _ = write!(self.text, "\n## {title}\n\n| key | value | meaning |\n|---|---|---|\n");
        for field in fields {
            let value = self.words(field.shape, false);
            let required = if field.required { "**Required.** " } else { "" };
            let _ = writeln!(self.text, "| `{}` | {value} | {required}{} |", field.key, field.help);
        }
    }

    /// What may be written, in words; `many` in the plural.
    fn words(&mut self, shape: Shape, many: bool) -> String {
        let s = if many { "s" } else { "" };
        match shape {
            Shape::Text => format!("text{s}"),
            Shape::Reference => format!("id{s} or name{s}"),
            Shape::Flag => "`true` or `false`".into(),
            Shape::Number => "number".into(),
            Shape::Count => "whole number".into(),
            Shape::Published => "date, or date and time".into(),
            Shape::Event => "date (EDTF)".into(),
            Shape::OneOf(words) => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
            Shape::List(item) => format!("list of {}", self.words(*item, true)),
            Shape::Object(name, fields) | Shape::Open(name, fields) => {
                if !self.parts.iter().any(|(known, _)| *known == name) {
                    self.parts.push((name, fields));
                }
                let plural = if many && !name.ends_with('s') { "s" } else { "" };
                format!("[{name}{plural}](#{})", anchor(name))
            }
            Shape::Map(item) => format!("name: {}", self.words(*item, false)),
            Shape::Either(short, long) => format!("{}, or {}", self.words(*short, many), self.words(*long, many)),
            Shape::Free => "anything".into(),
        }
    }

    fn finish(mut self) -> String {
        let mut next = 0;
        // A part may mention further parts.
        while let Some((name, fields)) = self.parts.get(next).copied() {
            self.section(&capital(name), fields);
            next += 1;
        }
        self.text
    }
}

/// The id that a heading of this name gets on code hosts.
fn anchor(name: &str) -> String {
    name.replace(' ', "-")
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
