//! Footnotes: numbered by their first reference, gathered at the end of the body, with ways there and back.

use super::escape;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The footnotes of one body. Their ids hold a colon, as no heading's slug does.
#[derive(Default)]
pub struct Footnotes {
    numbers: BTreeMap<String, usize>,
    /// In order of number.
    notes: Vec<Note>,
}

#[derive(Default)]
struct Note {
    references: u32,
    html: Option<String>,
}

impl Footnotes {
    fn number(&mut self, name: &str) -> usize {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        self.notes.push(Note::default());
        self.numbers.insert(name.to_owned(), self.notes.len());
        self.notes.len()
    }

    /// Writes a reference.
    pub fn reference(&mut self, name: &str, prefix: &str, out: &mut String) {
        let number = self.number(name);
        let note = &mut self.notes[number - 1];
        note.references += 1;
        out.push_str("<sup><a href=\"#");
        id(out, prefix, "fn", number, 1);
        out.push_str("\" id=\"");
        id(out, prefix, "fnref", number, note.references);
        let _ = write!(out, "\" role=\"doc-noteref\">{number}</a></sup>");
    }

    /// Keeps the text of a note. One that nothing refers to comes after the others.
    pub fn define(&mut self, name: &str, html: String) {
        let number = self.number(name);
        self.notes[number - 1].html.get_or_insert(html);
    }

    /// Writes the notes, if there are any.
    pub fn write(self, prefix: &str, out: &mut String) {
        if self.notes.is_empty() {
            return;
        }
        out.push_str("<div class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
        for (number, note) in (1..).zip(self.notes) {
            out.push_str("<li id=\"");
            id(out, prefix, "fn", number, 1);
            out.push_str("\">");
            let html = note.html.unwrap_or_default();
            let (text, end) = match html.trim_end().strip_suffix("</p>") {
                Some(text) => (text, "</p>"),
                None => (html.trim_end(), ""),
            };
            out.push_str(text);
            for reference in 1..=note.references {
                out.push_str(" <a href=\"#");
                id(out, prefix, "fnref", number, reference);
                out.push_str("\" role=\"doc-backlink\">↩");
                if reference > 1 {
                    let _ = write!(out, "<sup>{reference}</sup>");
                }
                out.push_str("</a>");
            }
            out.push_str(end);
            out.push_str("</li>\n");
        }
        out.push_str("</ol>\n</div>\n");
    }
}

fn id(out: &mut String, prefix: &str, kind: &str, number: usize, count: u32) {
    escape::attribute(out, prefix);
    let _ = write!(out, "{kind}:{number}");
    if count > 1 {
        let _ = write!(out, "-{count}");
    }
}
