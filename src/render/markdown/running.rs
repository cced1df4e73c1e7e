//! Running text: where names of entities may become links.

use super::writer::Writer;
use crate::parse::markdown::raw_html::tag_name;

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

    /// Writes a raw tag, and keeps count of the elements in which names are not linked.
    pub(super) fn inline_html(&mut self, html: &str) {
        self.out.push_str(html);
        if !self.mentions.waiting() {
            return;
        }
        let (name, closes) = tag_name(html);
        if closes {
            if let Some(at) = self.raw.iter().rposition(|open| *open == name) {
                self.raw.truncate(at);
            }
        } else if APART.contains(&name.as_str()) || html.contains(" lang=") {
            self.raw.push(name);
        }
    }
}
