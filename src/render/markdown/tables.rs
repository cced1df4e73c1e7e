//! Tables: in a box that scrolls by itself, and by keyboard; its label is the table's own heads.

use super::escape;
use pulldown_cmark::Alignment;

/// A table being written.
pub struct Table {
    start: usize,
    alignments: Vec<Alignment>,
    column: usize,
    /// Where the content of the open cell begins, and its tag.
    content: usize,
    cell: usize,
    head: bool,
    /// The text of its heads.
    pub label: String,
}

impl Table {
    /// Opens it.
    pub fn new(alignments: Vec<Alignment>, out: &mut String) -> Self {
        let start = out.len();
        out.push_str("<table>\n");
        Table { start, alignments, column: 0, content: 0, cell: 0, head: true, label: String::new() }
    }

    /// Whether the heads are being read.
    pub fn in_head(&self) -> bool {
        self.head
    }

    /// Opens the row of heads, or a row.
    pub fn row(&mut self, out: &mut String) {
        self.column = 0;
        out.push_str(if self.head { "<thead>\n<tr>" } else { "<tr>" });
    }

    /// Opens a cell.
    pub fn cell(&mut self, out: &mut String) {
        self.cell = out.len();
        out.push_str(if self.head { "<th scope=\"col\"" } else { "<td" });
        out.push_str(match self.alignments.get(self.column) {
            Some(Alignment::Left) => " style=\"text-align: start\">",
            Some(Alignment::Center) => " style=\"text-align: center\">",
            Some(Alignment::Right) => " style=\"text-align: end\">",
            _ => ">",
        });
        self.content = out.len();
    }

    /// Closes it. An empty head is a mere cell: there is nothing to announce.
    pub fn end_cell(&mut self, out: &mut String) {
        self.column += 1;
        if !self.head {
            out.push_str("</td>");
        } else if out[self.content..].trim().is_empty() {
            out.truncate(self.cell);
            out.push_str("<td></td>");
        } else {
            self.label.push_str(", ");
            out.push_str("</th>");
        }
    }

    /// Closes the row of heads: now its label is known, and the box is put around the table.
    pub fn end_head(&mut self, out: &mut String) {
        self.head = false;
        out.push_str("</tr>\n</thead>\n<tbody>\n");
        let label = self.label.trim_end_matches(", ");
        let mut wrapper = String::from("<div class=\"table\" tabindex=\"0\"");
        if !label.is_empty() {
            wrapper.push_str(" role=\"group\" aria-label=\"");
            escape::attribute(&mut wrapper, label);
            wrapper.push('"');
        }
        wrapper.push_str(">\n");
        out.insert_str(self.start, &wrapper);
    }
}
