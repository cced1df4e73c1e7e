//! Running text: where names of entities may become links.

use super::writer::Writer;
use crate::parse::markdown::raw_html::{drop_empty_link, prefixed, tag_name};

/// Raw elements whose text is a link already, or no running text.
const APART: [&str; 9] = ["a", "button", "code", "kbd", "samp", "script", "style", "svg", "textarea"];

impl Writer<'_> {
    /// Whether names are linked here: in running text only, and while any still waits.
    pub(super) fn links_names(&self) -> bool {
        self.mentions.waiting()
            && !self.in_code
            && self.raw.is_empty()
            && self.addresses.is_empty()
            && self.heading.is_none()
            && self.around.is_empty()
            && self.picture.is_none()
    }

    /// Writes the text that waits, with links at first mentions.
    pub(super) fn write_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        self.mentions.write(&mut self.out, &run);
        self.run = run;
        self.run.clear();
    }

    /// Ends a block of raw HTML: its anchors are this text's own.
    pub(super) fn end_html_block(&mut self) {
        let (start, _) = self.open.pop().unwrap_or_default();
        if !self.plan.prefix.is_empty() {
            let html = prefixed(&self.out[start..], &self.plan.prefix).into_owned();
            self.out.truncate(start);
            self.out.push_str(&html);
        }
        self.line();
    }

    /// Writes a raw tag, and keeps count of the elements in which names are not linked.
    pub(super) fn inline_html(&mut self, html: &str) {
        let (name, closes) = tag_name(html);
        // A link that a shortcode left empty leaves no trace.
        if !(self.foreign && closes && name == "a" && drop_empty_link(&mut self.out)) {
            self.out.push_str(&prefixed(html, &self.plan.prefix));
        }
        if !self.mentions.waiting() {
            return;
        }
        if closes {
            if let Some(at) = self.raw.iter().rposition(|open| *open == name) {
                self.raw.truncate(at);
            }
        } else if APART.contains(&name.as_str()) || html.contains(" lang=") {
            self.raw.push(name);
        }
    }
}
