//! Writes HTML for one event after another.

use super::escape;
use super::footnotes::Footnotes;
use super::headings::Heading;
use super::media::{Alone, Picture};
use super::mentions::Mentions;
use super::notes;
use super::tables::Table;
use crate::parse::markdown::anchors::Anchors;
use crate::parse::markdown::events::Source;
use crate::plan::body::{BodyPlan, ComponentPlan};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag, TagEnd};
use std::ops::Range;

/// A body on its way to HTML.
pub struct Writer<'a> {
    pub(super) plan: &'a BodyPlan,
    /// The text that the ranges belong to.
    text: &'a str,
    /// The text held shortcodes: what they leave empty goes.
    pub(super) foreign: bool,
    anchors: Anchors,
    pub(super) out: String,
    /// How many links and pictures, and components, have been read.
    pub(super) links: usize,
    components: usize,
    /// Where the open elements that may turn out empty begin: their tag, and their content.
    pub(super) open: Vec<(usize, usize)>,
    /// For each open link, its address if it is one.
    pub(super) addresses: Vec<Option<String>>,
    pub(super) picture: Option<Picture<'a>>,
    /// What the open paragraph holds of pictures.
    pub(super) alone: Option<Alone>,
    pub(super) heading: Option<Heading<'a>>,
    table: Option<Table>,
    /// In a fenced block that is a component: its text is not shown.
    in_component: bool,
    pub(super) in_code: bool,
    footnotes: Footnotes,
    /// The output around each open footnote, and its name.
    pub(super) around: Vec<(String, CowStr<'a>)>,
    pub(super) mentions: Mentions<'a>,
    /// Text in which names may be linked, not written yet.
    pub(super) run: String,
    /// Names of raw inline elements in which no name is linked.
    pub(super) raw: Vec<String>,
}

impl<'a> Writer<'a> {
    /// For the body of `plan`.
    pub fn new(plan: &'a BodyPlan, source: &'a Source, anchors: Anchors) -> Self {
        Writer {
            plan,
            text: source.text(),
            foreign: !source.shortcodes().is_empty(),
            anchors,
            out: String::with_capacity(source.text().len() * 5 / 4 + 64),
            links: 0,
            components: 0,
            open: Vec::new(),
            addresses: Vec::new(),
            picture: None,
            alone: None,
            heading: None,
            table: None,
            in_component: false,
            in_code: false,
            footnotes: Footnotes::default(),
            around: Vec::new(),
            mentions: Mentions::new(&plan.mentions),
            run: String::new(),
            raw: Vec::new(),
        }
    }

    /// Writes one event. At the end of a component, returns its plan: its HTML goes to [`Writer::block`].
    pub fn event(&mut self, event: Event<'a>, range: Range<usize>) -> Option<&'a ComponentPlan> {
        if !self.run.is_empty() && !matches!(event, Event::Text(_) | Event::SoftBreak) {
            self.write_run();
        }
        match event {
            Event::Text(text) => self.text(&text, range),
            Event::SoftBreak if self.picture.is_some() || self.heading.is_some() => self.text(" ", range),
            Event::SoftBreak if self.links_names() => self.run.push('\n'),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak if self.picture.is_some() => self.text(" ", range),
            Event::HardBreak => {
                self.note_text(" ");
                self.out.push_str("<br>\n");
            }
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => return self.end(tag),
            event => self.rare(event),
        }
        None
    }

    fn rare(&mut self, event: Event<'a>) {
        match event {
            Event::Code(code) => {
                if let Some(picture) = &mut self.picture {
                    picture.alt.push_str(&code);
                } else {
                    self.out.push_str("<code>");
                    escape::text(&mut self.out, &code);
                    self.out.push_str("</code>");
                }
                self.note_text(&code);
            }
            Event::InlineHtml(_) if self.picture.is_some() => {}
            Event::Html(html) | Event::InlineHtml(html) if self.plan.escape_html => escape::text(&mut self.out, &html),
            Event::Html(html) => self.out.push_str(&html),
            Event::InlineHtml(html) => self.inline_html(&html),
            Event::FootnoteReference(name) if self.picture.is_none() => {
                self.footnotes.reference(&name, &self.plan.prefix, &mut self.out);
            }
            Event::TaskListMarker(done) => {
                self.out.push_str(if done {
                    "<span class=\"task\">☑</span> "
                } else {
                    "<span class=\"task\">☐</span> "
                });
            }
            Event::Rule => self.out.push_str("<hr>\n"),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.in_component {
            return;
        }
        if self.heading.is_some() || self.table.is_some() {
            // As the scan does: a slug is made of the quotation mark as written.
            let written = &self.text[range];
            self.note_text(if matches!(written, "\"" | "'") { written } else { text });
        }
        if let Some(picture) = &mut self.picture {
            picture.alt.push_str(text);
        } else if self.links_names() {
            self.run.push_str(text);
        } else {
            escape::text(&mut self.out, text);
        }
    }

    /// Keeps text for the id of the heading or the label of the table that it stands in.
    fn note_text(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(text);
        } else if let Some(table) = self.table.as_mut().filter(|table| table.in_head()) {
            table.label.push_str(text);
        }
    }

    /// Begins a line.
    pub(super) fn line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    /// Opens an element that goes again when it turns out empty.
    fn open(&mut self, tag: &str) {
        let start = self.out.len();
        self.out.push_str(tag);
        self.open.push((start, self.out.len()));
    }

    /// Closes it. An element that shortcodes left empty leaves no trace.
    fn close(&mut self, tag: &str) {
        let (start, content) = self.open.pop().unwrap_or_default();
        if self.foreign && self.out[content..].trim().is_empty() {
            self.out.truncate(start);
        } else {
            self.out.push_str(tag);
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        if let Some(picture) = &mut self.picture {
            // In the text of a picture only text counts; its links keep their numbers.
            picture.depth += u32::from(matches!(tag, Tag::Image { .. }));
            self.links += usize::from(matches!(tag, Tag::Image { .. } | Tag::Link { .. }));
            return;
        }
        match tag {
            Tag::Emphasis => self.open("<em>"),
            Tag::Strong => self.open("<strong>"),
            Tag::Strikethrough => self.open("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => self.start_link(link_type, &dest_url, &title),
            Tag::Image { link_type, dest_url, title, .. } => {
                let (url, size) = self.resolve(link_type, &dest_url);
                self.picture = Some(Picture { url, size, title, alt: String::new(), depth: 0 });
            }
            Tag::TableRow | Tag::TableHead => {
                if let Some(table) = &mut self.table {
                    table.row(&mut self.out);
                }
            }
            Tag::TableCell => {
                if let Some(table) = &mut self.table {
                    table.cell(&mut self.out);
                }
            }
            block => self.start_block(block),
        }
    }

    fn start_block(&mut self, tag: Tag<'a>) {
        self.line();
        match tag {
            Tag::Paragraph => {
                self.open("<p>");
                self.alone = Some(Alone::default());
            }
            Tag::Heading { level, id, classes, attrs } => {
                let start = self.out.len();
                self.heading = Some(Heading { start, level, id, classes, attributes: attrs, text: String::new() });
            }
            Tag::BlockQuote(None) => self.open("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => {
                self.out.push_str(&notes::start(kind, &self.plan.language));
            }
            Tag::CodeBlock(kind) => self.start_code(&kind),
            Tag::List(None) => self.open("<ul>\n"),
            Tag::List(Some(1)) => self.open("<ol>\n"),
            Tag::List(Some(first)) => self.open(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => self.open("<li>"),
            Tag::FootnoteDefinition(name) => self.around.push((std::mem::take(&mut self.out), name)),
            Tag::HtmlBlock => self.open(if self.plan.escape_html { "<p>" } else { "" }),
            Tag::DefinitionList => self.out.push_str("<dl>\n"),
            Tag::DefinitionListTitle => self.out.push_str("<dt>"),
            Tag::DefinitionListDefinition => self.out.push_str("<dd>"),
            Tag::Table(alignments) => self.table = Some(Table::new(alignments, &mut self.out)),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) -> Option<&'a ComponentPlan> {
        if let Some(picture) = &mut self.picture {
            if tag == TagEnd::Image && picture.depth == 0 {
                self.end_picture();
            } else if tag == TagEnd::Image {
                picture.depth -= 1;
            }
            return None;
        }
        match tag {
            TagEnd::Emphasis => self.close("</em>"),
            TagEnd::Strong => self.close("</strong>"),
            TagEnd::Strikethrough => self.close("</del>"),
            TagEnd::Link => self.end_link(),
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(None) => self.close("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.out.push_str("</div>\n"),
            TagEnd::CodeBlock => return self.end_code(),
            TagEnd::List(true) => self.close("</ol>\n"),
            TagEnd::List(false) => self.close("</ul>\n"),
            TagEnd::Item => {
                self.raw.clear();
                self.close("</li>\n");
            }
            TagEnd::FootnoteDefinition => {
                if let Some((around, name)) = self.around.pop() {
                    self.footnotes.define(&name, std::mem::replace(&mut self.out, around));
                }
            }
            TagEnd::DefinitionList => self.out.push_str("</dl>\n"),
            TagEnd::DefinitionListTitle => self.out.push_str("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.out.push_str("</dd>\n"),
            TagEnd::HtmlBlock if self.plan.escape_html => self.close("</p>\n"),
            TagEnd::HtmlBlock => self.end_html_block(),
            table => self.end_table(table),
        }
        None
    }

    fn end_table(&mut self, tag: TagEnd) {
        let Some(table) = &mut self.table else { return };
        match tag {
            TagEnd::TableCell => table.end_cell(&mut self.out),
            TagEnd::TableHead => table.end_head(&mut self.out),
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::Table => {
                self.out.push_str("</tbody>\n</table>\n</div>\n");
                self.table = None;
            }
            _ => {}
        }
    }

    fn end_picture(&mut self) {
        let Some(picture) = self.picture.take() else { return };
        picture.write(&mut self.out, self.alone.as_mut());
    }

    fn end_paragraph(&mut self) {
        self.raw.clear();
        let (start, content) = self.open.pop().unwrap_or_default();
        let alone = self.alone.take().unwrap_or_default();
        if self.out[content..].trim().is_empty() {
            self.out.truncate(start);
        } else {
            alone.end(&mut self.out, start);
        }
    }

    fn end_heading(&mut self) {
        self.raw.clear();
        let Some(heading) = self.heading.take() else { return };
        if self.out[heading.start..].trim().is_empty() {
            self.out.truncate(heading.start);
            return;
        }
        let id = self.anchors.next(heading.id.as_deref(), &heading.text);
        heading.write(&mut self.out, &self.plan.prefix, &id, self.anchors.lowered);
    }

    fn start_code(&mut self, kind: &CodeBlockKind) {
        let info = if let CodeBlockKind::Fenced(info) = kind { info } else { "" };
        let word = info.split_whitespace().next().unwrap_or("");
        self.in_component = self.plan.components.get(self.components).is_some_and(|next| *next.source.name == *word);
        self.in_code = true;
        if self.in_component {
            return;
        }
        self.out.push_str("<pre tabindex=\"0\"><code");
        if !word.is_empty() {
            self.out.push_str(" class=\"language-");
            escape::attribute(&mut self.out, word);
            self.out.push('"');
        }
        self.out.push('>');
    }

    fn end_code(&mut self) -> Option<&'a ComponentPlan> {
        self.in_code = false;
        if !std::mem::take(&mut self.in_component) {
            self.out.push_str("</code></pre>\n");
            return None;
        }
        self.components += 1;
        self.plan.components.get(self.components - 1)
    }

    /// Writes a block of HTML as it is.
    pub fn block(&mut self, html: &str) {
        self.line();
        self.out.push_str(html);
        self.line();
    }

    /// The HTML of the whole body.
    pub fn finish(mut self) -> String {
        self.write_run();
        self.footnotes.write(&self.plan.prefix, &mut self.out);
        self.out
    }
}
