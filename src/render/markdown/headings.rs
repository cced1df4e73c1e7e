//! Headings: with an id, and a level down where the body has one of the first level.

use super::escape;
use pulldown_cmark::{CowStr, HeadingLevel};
use std::fmt::Write;

/// A heading being written: its tag comes when its text is known.
pub struct Heading<'a> {
    /// Where it begins in the output.
    pub start: usize,
    pub level: HeadingLevel,
    pub id: Option<CowStr<'a>>,
    pub classes: Vec<CowStr<'a>>,
    pub attributes: Vec<(CowStr<'a>, Option<CowStr<'a>>)>,
    /// What its id is made of.
    pub text: String,
}

impl Heading<'_> {
    /// Puts the tags around its text, which ends `out`.
    pub fn write(&self, out: &mut String, prefix: &str, id: &str, lowered: bool) {
        let level = (self.level as u8 + u8::from(lowered)).min(6);
        let mut tag = format!("<h{level} id=\"");
        escape::attribute(&mut tag, prefix);
        escape::attribute(&mut tag, id);
        for (number, class) in self.classes.iter().enumerate() {
            tag.push_str(if number == 0 { "\" class=\"" } else { " " });
            escape::attribute(&mut tag, class);
        }
        tag.push('"');
        for (name, value) in &self.attributes {
            // Only what is valid on a heading and can run nothing.
            if matches!(&**name, "lang" | "dir" | "title") {
                let _ = write!(tag, " {name}=\"");
                escape::attribute(&mut tag, value.as_deref().unwrap_or(""));
                tag.push('"');
            }
        }
        tag.push('>');
        out.insert_str(self.start, &tag);
        let _ = writeln!(out, "</h{level}>");
    }
}
